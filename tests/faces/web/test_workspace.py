"""Administration: by owners, read by auditors, closed to others."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core import mail
from django.test import Client, override_settings

from dayline.accounts.actions import make_token
from dayline.accounts.queries import bearer, seats
from dayline.contracts.queries import in_force
from dayline.faces.web import proving
from dayline.faces.web.audit import subject_of
from dayline.journal import queries as journal
from dayline.people.actions import change_person, join
from dayline.people.queries import directory
from dayline.records.actions import open_record
from tests.cast import DECISION, Stage, set_stage
from tests.faces.web.visitors import visitor

PAGES = ("/workspace", "/workspace/people/ana", "/workspace/teams", "/workspace/teams/austin",
         "/workspace/contracts", "/workspace/contracts/decision", "/workspace/tokens",
         "/workspace/proof")  # fmt: skip


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T15:00:00Z")
    stage = set_stage()
    stage.ids["vera"] = join(stage.olga, handle="vera", name="Vera Audit", role="auditor")
    return stage


def person(stage: Stage, handle: str):
    return directory(stage.workspace).person(handle)


@pytest.mark.parametrize("path", [*PAGES, "/workspace/contracts/publish"])
def test_members_and_guests_do_not_get_in(stage: Stage, path: str):
    for handle in ("ben", "gus"):
        client = visitor(stage, handle)
        size = journal.head(stage.workspace).size
        assert client.get(path).status_code == 403
        assert client.post(path, {"role": "owner", "whom": "x@y.example"}).status_code == 403
        assert journal.head(stage.workspace).size == size


@pytest.mark.parametrize("path", PAGES)
def test_an_auditor_reads_and_has_no_buttons(stage: Stage, path: str):
    page = visitor(stage, "vera").get(path)
    assert page.status_code == 200
    main = page.content.decode().split("<main")[1].split("</main>")[0]
    posts = re.findall(r'<form method="post"[^>]*>', main)
    assert posts in ([], ['<form method="post" action="/workspace/proof/verify">'])


def test_an_auditor_changes_nothing_by_force(stage: Stage):
    vera = visitor(stage, "vera")
    for path, form in (
        ("/workspace", {"whom": "x@y.example", "role": "owner"}),
        ("/workspace/people/ana", {"role": "owner"}),
        ("/workspace/teams", {"handle": "x", "name": "X"}),
        ("/workspace/teams/austin", {"leads": "@vera"}),
        ("/workspace/contracts/publish", {"text": "x", "form": "publish"}),
        ("/workspace/tokens", {"name": "x", "scope": "read", "person": stage.ids["scout"]}),
        ("/workspace/proof", {}),
    ):
        assert vera.post(path, form).status_code == 403, path
    kinds = {entry.kind for entry in journal.entries(stage.workspace, start=30)}
    assert not {"invitation.made", "token.made", "checkpoint.signed"} & kinds
    assert person(stage, "ana").role == "member"


def test_what_an_auditor_reads_is_noted_once_a_day(stage: Stage):
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    vera = visitor(stage, "vera")
    for path in ("/workspace", "/workspace", "/settings", "/account/sessions/"):
        vera.get(path)
    noted = list(journal.entries(stage.workspace, kinds=("audit.read",)))
    assert [(entry.actor, entry.subject) for entry in noted] == [
        (stage.ids["vera"], "page:workspace")
    ]
    visitor(stage, "ana").get("/settings")
    visitor(stage, "olga").get("/workspace")
    assert len(list(journal.entries(stage.workspace, kinds=("audit.read",)))) == 1
    assert subject_of(f"/{ref}") == subject_of(f"/{ref}/history") == subject_of(f"/{ref}.md") == ref
    assert subject_of("/search") == subject_of("/api/v1/search") == "page:search"
    assert subject_of(f"/api/v1/records/{ref}/links") == ref
    assert subject_of("/api/v1/records/every-capture") == "page:records"


def test_what_an_auditor_reads_by_token_is_noted_too(stage: Stage):
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    _, secret = make_token(stage.vera, name="x", scopes=("read",), at=datetime.now(UTC))
    _, calendar = make_token(stage.vera, name="y", scopes=("ics",), at=datetime.now(UTC))
    for path in (f"/api/v1/records/{ref}", f"/{ref}.md", "/records.atom", "/api/v1/search?q=key"):
        answer = Client().get(path, headers={"Authorization": f"Bearer {secret}"})
        assert answer.status_code == 200, path
    assert Client().get(f"/calendar/{calendar}.ics").status_code == 200
    noted = [entry.subject for entry in journal.entries(stage.workspace, kinds=("audit.read",))]
    assert noted == [ref, "page:records", "page:search", "page:calendar"]


def test_an_invitation_goes_by_letter_and_link_to_a_seat(stage: Stage):
    answer = visitor(stage, "olga").post(
        "/workspace", {"whom": "zoe@meridian.example", "role": "guest"}
    )
    path = re.search(r"(/join/[\w-]+)<", answer.content.decode())[1]
    (letter,) = mail.outbox
    assert letter.to == ["zoe@meridian.example"]
    assert path in letter.body
    guest = Client()
    assert b"You will see what names you" in guest.get(path).content
    refused = guest.post(path, {"handle": "ana", "name": "Zoe", "zone": "UTC"})
    assert refused.status_code == 422
    assert b'value="Zoe"' in refused.content
    joined = guest.post(path, {"handle": "zoe", "name": "Zoe", "zone": "Europe/London"})
    assert joined["Location"] == "/account/ways/"
    assert b"Choose how you sign in" in guest.get("/account/ways/").content
    assert person(stage, "zoe").role == "guest"
    assert guest.get("/account/password/new").status_code == 200
    assert Client().get(path).status_code == 404


def test_a_closed_post_office_keeps_the_link(stage: Stage):
    with override_settings(EMAIL_BACKEND="tests.faces.web.closed_office.Closed"):
        answer = visitor(stage, "olga").post("/workspace", {"whom": "z@m.example"})
    assert b"/join/" in answer.content


def test_where_the_provider_lets_in_an_invitation_only_makes_the_seat(stage: Stage):
    answer = visitor(stage, "olga").post("/workspace", {"whom": "z@m.example", "role": "member"})
    path = re.search(r"(/join/[\w-]+)<", answer.content.decode())[1]
    with override_settings(OIDC_ONLY=True, OIDC_NAME="Meridian ID"):
        joining = Client()
        joined = joining.post(path, {"handle": "zoe", "name": "Zoe", "zone": "UTC"})
    assert joined["Location"] == "/signin"
    assert "_auth_user_id" not in joining.session
    assert person(stage, "zoe").email == "z@m.example"


def test_roles_change_and_people_leave_but_not_the_last_owner(stage: Stage):
    olga = visitor(stage, "olga")
    olga.post("/workspace/people/ana", {"role": "owner"})
    assert person(stage, "ana").role == "owner"
    olga.post("/workspace/people/ben", {"form": "leave"})
    assert not person(stage, "ben").active
    change_person(stage.olga, "@ana", role="member")
    for form in ({"role": "member"}, {"form": "leave"}):
        answer = olga.post("/workspace/people/olga", form)
        assert answer.status_code == 422
        assert b"the last owner" in answer.content
    assert person(stage, "olga").role == "owner"


def test_teams_form_and_leads_change_theirs(stage: Stage):
    olga = visitor(stage, "olga")
    form = {"handle": "night", "name": "Night", "leads": "@mei", "members": "@ken, @gus",
            "zone": "Asia/Singapore", "areas": "pager: ops/**, runbooks/**"}  # fmt: skip
    assert olga.post("/workspace/teams", form).status_code == 302
    team = directory(stage.workspace).team("night")
    assert team.areas == (("pager", ("ops/**", "runbooks/**")),)
    mei = visitor(stage, "mei")
    assert mei.get("/workspace/teams/night").status_code == 200
    mei.post("/workspace/teams/night", {"leads": "@mei", "members": "@ken"})
    assert directory(stage.workspace).team("night").members == {
        stage.ids["mei"], stage.ids["ken"],
    }  # fmt: skip
    hours = {"form": "hours", "text": "hours: at least 2 members\n"}
    assert mei.post("/workspace/teams/night", hours).status_code == 302
    assert mei.post("/workspace/teams/austin", hours).status_code == 403
    refused = mei.post("/workspace/teams/night", {"form": "hours", "text": "hours: perhaps"})
    assert refused.status_code == 422
    assert b"hours: perhaps" in refused.content


def contract(stage: Stage, name: str = "decision") -> str:
    return [one.text for one in in_force(stage.workspace) if one.name == name][-1]


def test_a_new_version_is_shown_before_it_is_published(stage: Stage):
    olga = visitor(stage, "olga")
    text = contract(stage).replace("version: 1", "version: 2", 1)
    text = text.replace("purpose: ", "purpose: Well. ", 1)
    shown = olga.post("/workspace/contracts/publish", {"text": text})
    assert b"Nothing changes for readers" in shown.content
    assert b"+version: 2" in shown.content
    assert [one.version for one in in_force(stage.workspace) if one.name == "decision"] == [1]
    done = olga.post("/workspace/contracts/publish", {"text": text, "form": "publish"})
    assert done["Location"] == "/workspace/contracts/decision"
    assert contract(stage) == text


def test_a_breaking_version_asks_a_human_first(stage: Stage):
    open_record(stage.ben, "decision", text=DECISION)
    olga = visitor(stage, "olga")
    text = contract(stage).replace("version: 1", "version: 2", 1)
    text = re.sub(r"^fields:\n", "fields:\n  budget: {type: number, required: true}\n", text,
                  count=1, flags=re.MULTILINE)  # fmt: skip
    page = olga.post("/workspace/contracts/publish", {"text": text}).content.decode()
    assert "This breaks with what is out" in page
    assert "1 record stands" in " ".join(page.split())
    assert "I know whom this breaks" in page
    unsure = olga.post("/workspace/contracts/publish", {"text": text, "form": "publish"})
    assert unsure.status_code == 409
    assert "version: 1" in contract(stage)
    sure = {"text": text, "form": "publish", "sure": "yes", "mode": "NONE"}
    assert olga.post("/workspace/contracts/publish", sure).status_code == 302


def test_a_text_that_is_no_contract_is_kept_with_what_is_wrong(stage: Stage):
    answer = visitor(stage, "olga").post(
        "/workspace/contracts/publish", {"text": "contract: x\n<b>: ["}
    )
    assert answer.status_code in (413, 422)
    assert b"&lt;b&gt;: [" in answer.content


def test_owners_make_tokens_of_programs_and_end_any(stage: Stage):
    olga = visitor(stage, "olga")
    form = {"name": "scan", "scope": ["read"], "days": "30", "person": stage.ids["scout"]}
    page = olga.post("/workspace/tokens", form).content.decode()
    secret = re.search(r"dl_[\w-]{43}", page)[0]
    found = bearer(secret, datetime.now(UTC))
    assert found.person == stage.ids["scout"]
    olga.post(f"/settings/tokens/{found.token}/revoke", {"back": "workspace"})
    assert bearer(secret, datetime.now(UTC)) is None


def test_a_checkpoint_is_signed_and_the_journal_proved(stage: Stage):
    olga = visitor(stage, "olga")
    olga.post("/workspace/proof")
    (note,) = journal.checkpoints(stage.workspace)
    assert note.splitlines()[0] in olga.get("/workspace/proof").content.decode()
    run = proving.Run(journal.head(stage.workspace).size, datetime.now(UTC))
    proving._runs[stage.workspace] = run
    running = olga.get("/workspace/proof").content.decode()
    again = re.search(r'http-equiv="refresh" content="2; url=([^"]+)"', running)[1]
    # A browser that stands at "#verify" loads nothing anew for an address with a fragment.
    assert again == "/workspace/proof"
    assert f"0 of {run.total}" in running
    proving.prove(stage.workspace, run)
    assert run.done == run.total
    page = olga.get("/workspace/proof").content.decode()
    assert "Nothing was changed." in page
    assert "http-equiv" not in page
    del proving._runs[stage.workspace]


def test_a_proof_that_fails_says_so(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    def fall_over(*_: object, **__: object) -> None:
        raise OSError("disk")

    monkeypatch.setattr(proving, "examine", fall_over)
    run = proving.Run(1, datetime.now(UTC))
    proving.prove(stage.workspace, run)
    assert run.failed
    assert run.ended is not None


def test_a_seat_in_two_workspaces_is_changed_by_choice(stage: Stage):
    from tests.accounts.test_invitations import NOW, accept, invite

    other = set_stage("elsewhere")
    ana = visitor(stage, "ana")
    user = ana.get("/settings").wsgi_request.user
    _, secret = invite(other.olga, at=NOW, person="@ana")
    accept(secret, at=NOW, now=other.now, user=user)
    assert len(seats(user.pk)) == 2
    assert b"elsewhere" in ana.get("/settings").content
    ana.post("/settings/place", {"workspace": str(other.workspace)})
    assert b"member of elsewhere" in ana.get("/settings").content
    assert ana.post("/settings/place", {"workspace": "99"}).status_code == 404
