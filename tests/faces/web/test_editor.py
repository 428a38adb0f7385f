"""Writing without scripts: begin by purpose, preview, save, be refused, meet another's text."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dayline.accounts.actions import seat
from dayline.drafts.queries import drafts_at
from dayline.records import queries
from dayline.records.actions import open_record, revise
from dayline.records.facts import text_of
from dayline.records.files import queries as files
from tests.cast import DECISION, Stage, set_stage

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
DIGEST = hashlib.sha256(PNG).hexdigest()


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T15:00:00Z")
    return set_stage()


def signed_in(stage: Stage, handle: str = "ana") -> Client:
    client = Client()
    client.force_login(seat(stage.workspace, handle))
    return client


def form(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, "writer": "page-aaaa", "sequence": "1", "base": "0", **more}


def standing(stage: Stage, ref: str = "D-1") -> str:
    return text_of(queries.find(stage.workspace, ref))


def drafts(stage: Stage, place: str, handle: str = "ana") -> list[str]:
    found = drafts_at(stage.workspace, stage.ids[handle], place)
    return [one.text for one in found if not one.done]


def ask(client: Client, address: str, **said: Any) -> Any:
    return client.post(address, json.dumps(said), content_type="application/json")


# New


def test_what_to_write_is_chosen_by_purpose(stage: Stage):
    page = signed_in(stage).get("/new").content.decode()
    for lead in ("Hand work over", "Decide", "Ask", "Say what changed"):
        assert f"<strong>{lead}</strong>" in page
    assert page.count("<h2 id=") == 4


def test_a_kind_of_the_workspace_itself_can_be_begun_too(stage: Stage):
    from dayline.contracts.actions import publish
    from dayline.contracts.library import released

    text = released()["kudos"].text.replace("contract: kudos", "contract: applause")
    text = text.replace("prefix: K\n", "prefix: AP\n").replace("Thank somebody", "Clap for one")
    publish(stage.olga, text)
    page = signed_in(stage).get("/new").content.decode()
    assert "Clap for one" in page
    assert 'href="/new/applause"' in page


def test_a_new_text_begins_with_the_template_and_what_is_known(stage: Stage):
    page = signed_in(stage).get("/new/handoff").content.decode()
    assert "from: &quot;@austin&quot;" in page
    assert "to: &quot;@singapore&quot;" in page  # whose day begins next when hers ends
    assert "## Progress made" in page
    assert "contract: handoff" not in page


def test_a_new_record_is_saved_with_who_when_and_in_which_state(stage: Stage):
    client = signed_in(stage)
    answer = client.post("/new/decision", form(DECISION))
    assert (answer.status_code, answer["Location"]) == (302, "/D-1")
    head = standing(stage).partition("\n# ")[0]
    assert head.startswith('---\ncontract: decision/1\nid: D-1\nstate: proposed\nauthor: "@ana"\n')


def test_what_is_sent_twice_is_saved_once(stage: Stage):
    client = signed_in(stage)
    for _ in range(2):
        assert client.post("/new/decision", form(DECISION))["Location"] == "/D-1"
    assert [one.ref for one in queries.listing(stage.workspace)] == ["D-1"]


def test_a_new_record_for_one_team_is_seen_by_nobody_else(stage: Stage):
    client = signed_in(stage)
    team = next(one for one in ("team:" + t.id for t in _teams(stage)) if one)
    client.post("/new/decision", form(DECISION, visibility=team))
    assert queries.listing(stage.workspace, person=stage.ids["mei"]) == []
    assert len(queries.listing(stage.workspace, person=stage.ids["ben"])) == 1


def _teams(stage: Stage) -> Any:
    from dayline.people.queries import directory

    return directory(stage.workspace).teams_of(stage.ids["ana"])


def test_an_audience_that_is_not_ones_own_is_refused_and_the_text_kept(stage: Stage):
    answer = signed_in(stage).post("/new/decision", form(DECISION, visibility="team:T-999"))
    assert answer.status_code == 422
    assert drafts(stage, "new/decision") == [DECISION]


# Edit


def test_an_edit_is_a_revision_with_its_note(stage: Stage):
    open_record(stage.ana, "decision", text=DECISION)
    text = standing(stage) + "\nMore.\n"
    answer = signed_in(stage).post("/D-1/edit", form(text, base="1", note="It was unclear."))
    assert answer["Location"] == "/D-1"
    assert standing(stage) == text
    assert queries.history(stage.workspace, "D-1")[-1].note == "It was unclear."


def test_a_text_that_was_not_touched_makes_no_revision(stage: Stage):
    open_record(stage.ana, "decision", text=DECISION)
    sent = standing(stage).replace("\n", "\r\n")  # as browsers send it
    assert signed_in(stage).post("/D-1/edit", form(sent, base="1"))["Location"] == "/D-1"
    assert queries.find(stage.workspace, "D-1").revision == 1


def test_the_line_endings_of_a_record_survive_a_browser(stage: Stage):
    open_record(stage.ana, "decision", text=DECISION.replace("\n", "\r\n"))
    before = standing(stage)
    sent = before.replace("by July", "by May")
    signed_in(stage).post("/D-1/edit", form(sent, base="1"))
    assert standing(stage) == sent


def test_a_preview_shows_the_text_and_keeps_it(stage: Stage):
    answer = signed_in(stage).post("/new/decision", form("# A *new* way\n", do="preview"))
    assert "<h1>A <em>new</em> way</h1>" in answer.content.decode()
    assert drafts(stage, "new/decision") == ["# A *new* way\n"]


def test_a_draft_is_there_again_and_can_be_left_or_thrown_away(stage: Stage):
    open_record(stage.ana, "decision", text=DECISION)
    client = signed_in(stage)
    client.post("/D-1/edit", form("my unsaved words", base="1", do="keep"))
    assert "my unsaved words" in client.get("/D-1/edit").content.decode()
    assert "my unsaved words" not in client.get("/D-1/edit?draft=none").content.decode()
    client.post("/D-1/edit", {"do": "discard", "which": "page-aaaa"})
    assert "my unsaved words" not in client.get("/D-1/edit").content.decode()


def test_what_a_move_may_change_only_is_refused_and_the_text_kept(stage: Stage):
    open_record(stage.ana, "decision", text=DECISION)
    text = standing(stage).replace("state: proposed", "state: accepted")
    answer = signed_in(stage).post("/D-1/edit", form(text, base="1"))
    assert answer.status_code == 422
    assert "A move changes the state." in answer.content.decode()
    assert drafts(stage, "D-1") == [text]


def test_a_head_that_cannot_be_read_is_refused_at_its_line_and_the_text_kept(stage: Stage):
    text = "---\ndeciders: [\n---\n# T\n"
    answer = signed_in(stage).post("/new/decision", form(text))
    assert answer.status_code == 422
    assert "deciders: [" in answer.content.decode()
    assert drafts(stage, "new/decision") == [text]


# Conflict


def test_two_edits_that_do_not_touch_are_offered_as_one_text(stage: Stage):
    open_record(stage.ana, "decision", text=DECISION)
    before = standing(stage)
    revise(stage.ben, "D-1", before.replace("in May", "in June"), expect=1)
    mine = before.replace("by July", "by March")
    answer = signed_in(stage).post("/D-1/edit", form(mine, base="1"))
    page = answer.content.decode()
    assert answer.status_code == 409
    area = page.partition("<textarea")[2].partition("</textarea>")[0]
    assert "in June" in area
    assert "by March" in area
    assert drafts(stage, "D-1") == [mine]
    again = signed_in(stage).post(
        "/D-1/edit", form(before.replace("in May", "in June").replace("by July", "by March"),
                          base="2"),
    )  # fmt: skip
    assert again["Location"] == "/D-1"
    assert drafts(stage, "D-1") == []


def test_two_edits_of_one_line_show_both_texts_and_lose_neither(stage: Stage):
    open_record(stage.ana, "decision", text=DECISION)
    before = standing(stage)
    revise(stage.ben, "D-1", before.replace("by July", "by June"), expect=1)
    answer = signed_in(stage).post(
        "/D-1/edit", form(before.replace("by July", "by March"), base="1")
    )
    page = answer.content.decode()
    assert "by June" in page
    assert "by March" in page.partition("<textarea")[2].partition("</textarea>")[0]


# Session and rights


def test_a_text_sent_after_the_session_ended_comes_back(stage: Stage):
    answer = Client().post("/new/decision", form("precious words"))
    assert answer.status_code == 401
    assert "precious words" in answer.content.decode()


def test_a_text_is_never_saved_under_another_name(stage: Stage):
    said = form(DECISION, person=stage.ids["ana"])
    answer = signed_in(stage, "ben").post("/new/decision", said)
    assert answer.status_code == 401
    assert "Every capture carries a key" in answer.content.decode()
    assert queries.listing(stage.workspace) == []


def test_who_is_not_signed_in_is_asked_to_sign_in(stage: Stage):
    assert Client().get("/new/decision")["Location"] == "/signin?next=/new/decision"


@pytest.mark.parametrize("address", ["/D-1/edit", "/new/decision"])
def test_a_guest_cannot_write(stage: Stage, address: str):
    open_record(stage.ana, "decision", text=DECISION)
    assert signed_in(stage, "gus").get(address).status_code == 403


def test_a_record_that_one_may_not_see_reads_as_none(stage: Stage):
    open_record(stage.ana, "decision", text=DECISION, visibility=f"person:{stage.ids['ana']}")
    client = signed_in(stage, "ben")
    hidden, absent = client.get("/D-1/edit"), client.get("/D-2/edit")
    assert (hidden.status_code, absent.status_code) == (404, 404)
    said = [
        answer.content.decode().partition("<main")[2].partition("</main>")[0]
        for answer in (hidden, absent)
    ]
    assert "There is no record" in said[0]
    assert said[0].replace("D-1", "D-2") == said[1]


# What the script asks


def test_a_page_keeps_what_is_typed_and_hears_of_another(stage: Stage):
    client = signed_in(stage)
    said = {"place": "new/decision", "base": 0}
    first = ask(client, "/draft/keep", **said, writer="page-aaaa", sequence=3, text="one")
    second = ask(client, "/draft/keep", **said, writer="page-bbbb", sequence=1, text="two")
    assert first.json() == {"sequence": 3, "done": "", "others": []}
    assert [one["writer"] for one in second.json()["others"]] == ["page-aaaa"]


def test_a_script_of_somebody_signed_out_hears_401(stage: Stage):
    answer = ask(Client(), "/draft/keep", place="new/decision", writer="page-aaaa")
    assert (answer.status_code, answer.json()) == (401, {"refused": "signed-out"})


def test_a_page_of_one_person_never_writes_into_the_drafts_of_another(stage: Stage):
    answer = signed_in(stage, "ben").post(
        "/draft/keep", "{}", content_type="application/json",
        headers={"X-Dayline-Person": stage.ids["ana"]},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["refused"]) == (401, "somebody-else")


@pytest.mark.parametrize("body", ["", "[]", "no json", '{"place": "../x"}', '{"sequence": "x"}'])
def test_what_a_page_cannot_have_sent_is_refused(stage: Stage, body: str):
    answer = signed_in(stage).post("/draft/keep", body, content_type="application/json")
    assert answer.status_code == 422


def test_a_stale_token_is_replaced(stage: Stage):
    client = Client(enforce_csrf_checks=True)
    client.force_login(seat(stage.workspace, "ana"))
    said = json.dumps({"place": "new/decision", "writer": "page-aaaa", "text": "x"})
    assert client.post("/draft/keep", said, content_type="application/json").status_code == 403
    token = client.get("/draft/token").json()["token"]
    answer = client.post(
        "/draft/keep", said, content_type="application/json", headers={"X-CSRFToken": token}
    )
    assert answer.status_code == 200


def test_gates_are_shown_while_one_writes(stage: Stage):
    client = signed_in(stage)
    poor = ask(client, "/draft/check", place="new/handoff", text="# T\n\n## Progress made\n")
    page = poor.content.decode()
    assert "Before “Deliver”" in page
    assert "Discard”" not in page  # it asks nothing of the text
    assert "The section <code>Open questions</code> is missing." in page
    assert 'data-line="3"' in page


def test_a_text_in_order_is_ready(stage: Stage):
    answer = ask(signed_in(stage), "/draft/check", place="new/decision", text=DECISION)
    page = answer.content.decode()
    assert "Ready for “Accept”" in page


def test_records_are_offered_by_id_and_by_words_of_the_title(stage: Stage):
    for _ in range(3):
        open_record(stage.ana, "decision", text=DECISION)
    open_record(stage.ana, "decision", text=DECISION, visibility=f"person:{stage.ids['ana']}")
    client = signed_in(stage, "ben")

    def found(typed: str) -> list[str]:
        answer = client.get("/complete/records", {"q": typed}).json()["found"]
        return [one["ref"] for one in answer]

    assert found("D-2") == ["D-2"]
    assert sorted(found("d-")) == ["D-1", "D-2", "D-3"]
    assert sorted(found("capture key")) == ["D-1", "D-2", "D-3"]
    assert found("D-4") == []
    assert found("100%") == []


def test_people_are_offered_with_their_time_and_next_awake_hour(stage: Stage):
    found = signed_in(stage).get("/complete/people", {"q": "m"}).json()["found"]
    assert found[0]["handle"] == "@mei"
    assert found[0]["time"] == "Wed 23:00"
    assert found[0]["awake"] is False
    assert found[0]["next"] == "today 19:00"  # 9:00 in Singapore, as Austin's clock says it


# Pictures


def test_a_picture_is_private_until_saved_and_then_as_visible_as_its_record(stage: Stage):
    client, other = signed_in(stage), signed_in(stage, "ben")
    sent = client.post("/draft/picture?place=new/decision", PNG, content_type="image/png")
    to = sent.json()["address"]
    assert to == f"new/files/{DIGEST}.png"
    assert client.get(f"/{to}").content == PNG
    assert other.get(f"/{to}").status_code == 404
    client.post("/new/decision", form(f"{DECISION}\n![x]({to})\n"))
    saved = f"/D-1/files/{DIGEST}.png"
    answer = other.get(saved)
    assert answer.content == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert other.get(saved, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert client.get(f"/{to}").status_code == 404


def test_a_picture_of_a_hidden_record_is_hidden_even_with_its_etag(stage: Stage):
    client, other = signed_in(stage), signed_in(stage, "ben")
    to = client.post(
        "/draft/picture?place=new/decision", PNG, content_type="image/png"
    ).json()["address"]  # fmt: skip
    only_me = f"person:{stage.ids['ana']}"
    client.post("/new/decision", form(f"{DECISION}\n![x]({to})\n", visibility=only_me))
    address = f"/D-1/files/{DIGEST}.png"
    assert other.get(address, headers={"If-None-Match": f'"{DIGEST}"'}).status_code == 404
    assert client.get(address).status_code == 200


def test_an_svg_is_refused_and_the_page_goes_on(stage: Stage):
    client = signed_in(stage)
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"
    answer = client.post("/draft/picture?place=new/decision", svg, content_type="image/png")
    assert answer.status_code == 422
    assert answer.json()["do"]


def test_without_scripts_a_picture_is_added_by_a_form(stage: Stage):
    client = signed_in(stage)
    file = SimpleUploadedFile("a.svg", PNG)  # its name is not asked
    answer = client.post("/new/decision", form("# T\n", do="keep", picture=file))
    assert f"new/files/{DIGEST}.png" in answer.content.decode()
    assert drafts(stage, "new/decision")[0].endswith(f"![What it shows](new/files/{DIGEST}.png)\n")
    assert files.pictures(stage.workspace, ["D-1"]) == []
