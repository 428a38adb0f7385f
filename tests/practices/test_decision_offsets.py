"""Who accepted which version of a decision, and which teams are behind, in their own hours."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dayline.base.errors import Forbidden, InvalidInput, NotFound
from dayline.journal.actions import erase
from dayline.journal.rebuild import rebuild
from dayline.people.actions import form_team, join
from dayline.practices.decision.actions import accept
from dayline.practices.decision.globs import codeowners
from dayline.practices.decision.offsets import ENOUGH, Offset, Scope
from dayline.practices.decision.queries import acceptances, offsets, versions
from dayline.records.actions import move, open_record, revise
from dayline.records.queries import content, find
from tests.cast import DECISION, Stage, set_stage


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


@pytest.fixture
def decision(stage: Stage) -> str:
    """A decision on src/gateway/**, in force since Wednesday 9:00 in London."""
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    move(stage.ana, ref, "accept")
    return ref


def agent(stage: Stage) -> None:
    """An agent that is a member, so that it sees what members see."""
    stage.ids["pilot"] = join(
        stage.olga, handle="pilot", name="Pilot", sort="agent", role="member"
    )  # fmt: skip


def standing(stage: Stage, ref: str, team: str, **more: object) -> Offset:
    record = find(stage.workspace, ref)
    found = offsets(record, stage.now, person=stage.ids["ana"], **more)
    (one,) = [one for one in found if one.team == team_id(stage, team)]
    return one


def team_id(stage: Stage, handle: str) -> str:
    from dayline.people.queries import directory

    return directory(stage.workspace).team(handle).id


def change(stage: Stage, ref: str, old: str, new: str) -> None:
    record = find(stage.workspace, ref)
    text = (content(record) or b"").decode()
    assert old in text
    revise(stage.ben, ref, text.replace(old, new), expect=record.revision)


def test_the_team_that_owns_the_paths_must_follow_and_lags_in_its_own_hours(
    stage: Stage, decision: str
) -> None:
    found = offsets(find(stage.workspace, decision), stage.now, person=stage.ids["ana"])
    assert [one.because for one in found] == [("owns src/gateway/**",)]  # austin alone
    stage.later(hours=6)  # 9:00 in Austin: nobody there has been awake since
    assert standing(stage, decision, "austin").lag.total_seconds() == 0
    stage.later(hours=2)
    assert standing(stage, decision, "austin").lag.total_seconds() == 2 * 3600
    accept(stage.ana, decision, team="@austin")
    level = standing(stage, decision, "austin")
    assert level.level
    assert level.lag.total_seconds() == 0


def test_a_changed_text_is_a_new_version_and_a_link_at_the_other_end_is_none(
    stage: Stage, decision: str
) -> None:
    accept(stage.ana, decision, team="austin")
    assert len(versions(find(stage.workspace, decision))) == 1
    change(stage, decision, "idempotency key", "key of 32 characters")
    first, second = versions(find(stage.workspace, decision))
    assert first.revision < second.revision
    behind = standing(stage, decision, "austin")
    assert (behind.behind, behind.level) == (1, False)
    newer = DECISION.replace("applies_to:", f"amends: [{decision}]\napplies_to:")
    open_record(stage.ben, "decision", text=newer)
    assert len(versions(find(stage.workspace, decision))) == 2


def test_a_scope_other_than_applies_says_why(stage: Stage, decision: str) -> None:
    with pytest.raises(InvalidInput, match="Say why"):
        accept(stage.ken, decision, team="singapore", scope=Scope.DOES_NOT)
    accept(stage.ken, decision, team="singapore", scope=Scope.CONTEST, note="Keys leak.")
    said = standing(stage, decision, "singapore")
    assert said.because == ("said so itself",)
    assert said.said is not None
    assert (said.said.scope, said.said.note) == (Scope.CONTEST, "Keys leak.")


def test_an_agent_and_a_person_accept_for_themselves_and_only_leads_for_their_team(
    stage: Stage, decision: str
) -> None:
    agent(stage)
    accept(stage.pilot, decision)
    accept(stage.mei, decision, scope=Scope.DOES_NOT, note="Risk only.")
    with pytest.raises(Forbidden, match="You do not speak for @austin"):
        accept(stage.ben, decision, team="austin")
    with pytest.raises(NotFound):
        accept(stage.ben, decision, team="@nobody")
    accept(stage.olga, decision, team="london")  # an owner
    said = [(one.who, one.scope) for one in acceptances(stage.workspace, decision)]
    assert said == [
        (stage.ids["pilot"], Scope.APPLIES),
        (stage.ids["mei"], Scope.DOES_NOT),
        (team_id(stage, "london"), Scope.APPLIES),
    ]
    rebuild(stage.workspace, check=True)


def test_what_is_not_in_force_binds_nobody(stage: Stage) -> None:
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    with pytest.raises(InvalidInput, match="it binds nobody"):
        accept(stage.ana, ref, team="austin")


def test_a_version_that_never_bound_cannot_be_accepted(stage: Stage, decision: str) -> None:
    with pytest.raises(InvalidInput, match="has no version 99"):
        accept(stage.ana, decision, revision=99)


def test_members_are_counted_in_teams_of_five_or_more_only(stage: Stage, decision: str) -> None:
    accept(stage.ben, decision)
    assert standing(stage, decision, "austin").members is None  # two people
    five = [
        join(stage.olga, handle=f"gw{number}", name=f"Gate {number}", zone="America/Chicago")
        for number in range(ENOUGH)
    ]
    members = [f"gw{number}" for number in range(ENOUGH)]
    form_team(
        stage.olga, handle="gateway", name="Gateway", zone="America/Chicago", members=members,
        areas={"captures": ["src/gateway/captures/**"]},
    )  # fmt: skip
    accept(stage.acting("olga"), decision, team="gateway")
    assert standing(stage, decision, "gateway").members == 0
    from dayline.base.acting import Acting

    accept(Acting(stage.workspace, five[0], stage.now), decision)
    assert (standing(stage, decision, "gateway").members, ENOUGH) == (1, 5)


def test_codeowners_name_teams_where_no_area_does(stage: Stage, decision: str) -> None:
    owners = codeowners("* @meridian/london\n/src/gateway/ @meridian/singapore\n")
    files = ["src/gateway/api.py", "src/ledger/book.py"]
    found = standing(stage, decision, "singapore", owners=owners, files=files)
    assert found.because == ("CODEOWNERS, such as src/gateway/api.py",)
    known = offsets(
        find(stage.workspace, decision), stage.now, person=stage.ids["ana"], owners=owners,
        files=files,
    )  # fmt: skip
    assert team_id(stage, "london") not in {one.team for one in known}


def test_an_erased_acceptance_is_gone_and_the_proofs_hold(stage: Stage, decision: str) -> None:
    accept(stage.mei, decision)
    from dayline.journal.queries import head

    erase(stage.olga, head(stage.workspace).size - 1, "asked for it")
    assert acceptances(stage.workspace, decision) == []
    rebuild(stage.workspace, check=True)


@pytest.fixture
def dayline(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    from dayline.faces.cli.main import main

    monkeypatch.setenv("DAYLINE_WORKSPACE", "meridian")
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T17:00:00Z")

    def run(*arguments: str, who: str = "ana") -> str:
        monkeypatch.setenv("DAYLINE_AS", f"@{who}")
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        printed = capsys.readouterr()
        assert not ended.value.code, printed.err
        return printed.out

    return run


def test_the_story_at_the_command_line(
    stage: Stage, decision: str, dayline: Callable[..., str], tmp_path: Path
) -> None:
    assert "1 (2 h 00 min awake)" in dayline("decisions", "offsets", decision)
    said = dayline("decisions", "accept", decision, "--as-team", "@austin", "--scope", "applies")
    assert said == f"@austin: version 2 of {decision} applies.\n"
    agent(stage)
    dayline("decisions", "accept", decision, who="pilot")
    shown = dayline("decisions", "offsets", decision)
    assert "@austin  2         applies  no" in shown
    (tmp_path / "CODEOWNERS").write_text("* @meridian/london\n")
    (tmp_path / "src" / "gateway").mkdir(parents=True)
    (tmp_path / "src" / "gateway" / "a.py").touch()
    held = json.loads(
        dayline("decisions", "offsets", decision, "--codeowners", str(tmp_path), "--json")
    )
    teams = {one["team"]: (one["accepted"], one["behind"]) for one in held["teams"]}
    assert teams == {"@austin": (2, 0), "@london": (None, 1)}
    assert [one["who"] for one in held["said"]] == ["@austin", "@pilot"]
