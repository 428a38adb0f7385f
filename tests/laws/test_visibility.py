"""Law 6: nobody learns of a record that they may not see, nor of how many there are.

Shown to fail: with ``role == "guest"`` never true in ``records/sharing/queries.py``, with ``named``
left out of a payload, and with ``open_to`` taken out of ``open_record``.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dayline.base.errors import Forbidden, InvalidInput, NotFound
from dayline.journal import actions as journal_actions
from dayline.journal import queries as journal
from dayline.journal.rebuild import rebuild
from dayline.people.actions import change_person, change_team, join
from dayline.records import queries
from dayline.records.actions import move, open_record, revise
from dayline.records.facts import text_of
from dayline.records.imports.actions import import_records
from dayline.records.imports.rules import Incoming, Version
from dayline.records.remarks.actions import comment
from dayline.records.sharing.actions import show_to
from dayline.records.sharing.queries import audience
from tests.cast import DECISION, Stage, set_stage

WHO = ("olga", "ana", "ben", "ines", "gus", "vera")


@pytest.fixture
def stage(db: None) -> Stage:
    stage = set_stage()
    stage.ids["vera"] = join(stage.olga, handle="vera", name="Vera Audit", role="auditor")
    return stage


def seen_by(stage: Stage, handle: str) -> set[str]:
    return {one.ref for one in queries.listing(stage.workspace, person=stage.ids[handle])}


def who_sees(stage: Stage, ref: str) -> set[str]:
    return {handle for handle in stage.ids if ref in seen_by(stage, handle)}


EVERYBODY = {"olga", "ana", "ben", "ines", "omar", "ken", "mei", "vera"}
"""All but the guests, of whom the agent is one."""


def test_the_workspace_sees_what_is_shown_to_it_and_guests_do_not(stage: Stage):
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    assert who_sees(stage, ref) == EVERYBODY
    with pytest.raises(NotFound) as hidden:
        queries.find(stage.workspace, ref, person=stage.ids["gus"])
    with pytest.raises(NotFound) as absent:
        queries.find(stage.workspace, "D-99", person=stage.ids["gus"])
    assert str(hidden.value) == str(absent.value).replace("D-99", ref)


def test_a_guest_sees_what_names_them_and_may_say_something(stage: Stage):
    text = DECISION.replace('"@ines"', '"@gus"')
    ref = open_record(stage.ben, "decision", text=text).ref
    assert who_sees(stage, ref) == EVERYBODY | {"gus"}
    comment(stage.gus, ref, "Looks right.")
    revise(stage.ben, ref, text_of(queries.find(stage.workspace, ref)).replace("@gus", "@ines"),
           expect=1)  # fmt: skip
    assert who_sees(stage, ref) == EVERYBODY
    with pytest.raises(NotFound):
        comment(stage.gus, ref, "And now?")


def test_a_guest_sees_what_is_shown_to_a_team_of_theirs(stage: Stage):
    change_team(stage.olga, "@austin", members=["@ben", "@gus"])
    ref = open_record(stage.ines, "decision", text=DECISION.replace("@ana", "@ken")).ref
    show_to(stage.ines, ref, "workspace", ["@austin"])
    assert who_sees(stage, ref) == EVERYBODY | {"gus"}
    change_team(stage.olga, "@austin", members=["@ben"])
    assert who_sees(stage, ref) == EVERYBODY


def test_a_restricted_record_is_seen_by_author_named_and_shown_alone(stage: Stage):
    ref = open_record(stage.ben, "decision", text=DECISION, visibility="restricted").ref
    assert who_sees(stage, ref) == {"ben", "ana", "ines"}
    show_to(stage.ben, ref, "restricted", ["@mei", "@gus"])
    assert who_sees(stage, ref) == {"ben", "ana", "ines", "mei", "gus"}
    show_to(stage.ben, ref, "workspace")
    assert who_sees(stage, ref) == EVERYBODY


def test_a_record_of_a_team_is_seen_by_its_members(stage: Stage):
    plain = DECISION.replace('deciders: ["@ana", "@ines"]\n', "")
    ref = open_record(stage.ben, "decision", text=plain, visibility="team:@singapore").ref
    assert who_sees(stage, ref) == {"ben", "mei", "ken"}


def test_neither_owner_nor_auditor_sees_more_by_their_role(stage: Stage):
    ref = open_record(stage.ben, "decision", text=DECISION, visibility="restricted").ref
    assert not {"olga", "vera"} & who_sees(stage, ref)
    with pytest.raises(NotFound):
        show_to(stage.olga, ref, "workspace")
    show_to(stage.ben, ref, "restricted", ["@vera"])
    assert "vera" in who_sees(stage, ref)


def test_an_auditor_writes_nothing(stage: Stage):
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    size = journal.head(stage.workspace).size
    vera = stage.acting("vera")
    for act in (
        lambda: open_record(vera, "decision", text=DECISION),
        lambda: revise(vera, ref, DECISION, expect=1),
        lambda: move(vera, ref, "accept"),
        lambda: comment(vera, ref, "Hm."),
        lambda: show_to(vera, ref, "workspace"),
    ):
        with pytest.raises(Forbidden):
            act()
    assert journal.head(stage.workspace).size == size


def test_who_left_sees_nothing(stage: Stage):
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    change_person(stage.olga, "@ana", active=False)
    assert seen_by(stage, "ana") == set()
    assert ref in seen_by(stage, "ben")


def test_only_author_and_owner_say_who_sees(stage: Stage):
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    with pytest.raises(Forbidden):
        show_to(stage.ken, ref, "restricted")
    show_to(stage.olga, ref, "restricted", ["@olga"])
    assert who_sees(stage, ref) == {"ben", "ana", "ines", "olga"}


@pytest.mark.parametrize(("level", "to"), [("secret", []), ("team", []), ("team", ["@ana"])])
def test_a_visibility_that_says_nothing_is_refused(stage: Stage, level: str, to: list[str]):
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    with pytest.raises(InvalidInput):
        show_to(stage.ben, ref, level, to)
    assert who_sees(stage, ref) == EVERYBODY


def test_erasing_the_opening_shows_a_restricted_record_to_nobody_new(stage: Stage):
    opened = open_record(stage.ben, "decision", text=DECISION, visibility="restricted")
    revise(stage.ben, opened.ref, text_of(queries.find(stage.workspace, opened.ref)) + "\nMore.\n",
           expect=1)  # fmt: skip
    journal_actions.erase(stage.olga, opened.index, "asked for")
    assert who_sees(stage, opened.ref) <= {"ben", "ana", "ines"}
    assert queries.find(stage.workspace, opened.ref).visibility == "restricted"
    rebuild(stage.workspace, check=True)


def test_who_sees_a_record_can_never_be_erased(stage: Stage):
    opened = open_record(stage.ben, "decision", text=DECISION, visibility="restricted")
    (shown,) = journal.entries(stage.workspace, kinds=("record.shown_to",))
    with pytest.raises(Exception, match="cannot do without"):
        journal_actions.erase(stage.olga, shown.index, "asked for")
    assert "ken" not in who_sees(stage, opened.ref)


def test_importing_again_shows_to_nobody_new(stage: Stage):
    def bring(content: bytes) -> None:
        version = Version(content=content, title="Keys", state="accepted", status="Accepted")
        item = Incoming("decision", "plain", "keys.md", [version], ref="D-7")
        import_records(stage.ana, [item], visibility="restricted")

    bring(b"# Keys\n")
    show_to(stage.olga if "D-7" in seen_by(stage, "olga") else system(stage), "D-7", "restricted",
            ["@ken"])  # fmt: skip
    bring(b"# Keys, again\n")
    assert who_sees(stage, "D-7") == {"ken"}


def system(stage: Stage):
    from dataclasses import replace

    return replace(stage.olga, actor="system")


ACTS = st.lists(
    st.one_of(
        st.tuples(
            st.just("show"),
            st.sampled_from(["workspace", "restricted"]),
            st.lists(st.sampled_from(["@ana", "@gus", "@austin", "@vera"]), max_size=3),
        ),
        st.tuples(st.just("name"), st.sampled_from(["@ana", "@gus", "@ken"]), st.just([])),
        st.tuples(st.just("team"), st.sampled_from(["@gus", "@omar"]), st.just([])),
    ),
    max_size=6,
)


@given(acts=ACTS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_sight_follows_what_was_said_last_and_rebuilds(stage: Stage, acts):
    """A model of a few lines against the SQL, after any acts."""
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    level, shown, named, team = "workspace", set(), {"@ana", "@ines"}, {"@ana", "@ben"}
    change_team(stage.olga, "@austin", members=["@ben"])
    for act, what, parties in acts:
        if act == "show":
            show_to(stage.ben, ref, what, parties)
            level, shown = what, set(parties)
        elif act == "name":
            record = queries.find(stage.workspace, ref)
            lines = [
                f'deciders: ["{what}"]' if line.startswith("deciders:") else line
                for line in text_of(record).split("\n")
            ]
            revise(stage.ben, ref, "\n".join(lines), expect=record.revision)
            named = {what}
        else:
            change_team(stage.olga, "@austin", members=["@ben", what])
            team = {"@ana", "@ben", what}
    told = named | shown | (team if "@austin" in shown else set()) | {"@ben"}
    for handle in WHO:
        expected = f"@{handle}" in told or (level == "workspace" and handle != "gus")
        assert (ref in seen_by(stage, handle)) == expected, handle
    rebuild(stage.workspace, check=True)


def test_the_audience_tells_why(stage: Stage):
    ref = open_record(stage.ben, "decision", text=DECISION, visibility="person:@ken").ref
    assert {(stage_name(stage, one.party), one.why) for one in audience(stage.workspace, ref)} == {
        ("ben", "author"),
        ("ana", "named"),
        ("ines", "named"),
        ("ken", "shown"),
    }


def stage_name(stage: Stage, identity: str) -> str:
    return next(handle for handle, one in stage.ids.items() if one == identity)
