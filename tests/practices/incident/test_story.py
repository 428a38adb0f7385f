"""An incident from its first line to its last action, through the actions that faces call."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dayline.base.errors import DaylineError, GatesClosed, InvalidInput, NotFound
from dayline.journal import queries as journal
from dayline.journal.actions import erase
from dayline.journal.rebuild import rebuild
from dayline.practices.incident import actions, queries, sections, timeline
from dayline.practices.incident.actions import Given
from dayline.practices.incident.claims import Share
from dayline.records.actions import move, open_record, revise
from dayline.records.brought import with_fields
from dayline.records.facts import text_of
from dayline.records.queries import find
from tests.cast import Stage, set_stage


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def declared(stage: Stage) -> str:
    return actions.declare(stage.omar, "Postings are doubled", severity="critical").ref


def texts(stage: Stage, ref: str) -> list[str | None]:
    return [event.text for event in queries.standing(stage.workspace, ref).events]


def write(stage: Stage, ref: str, section: str, words: str) -> None:
    record = find(stage.workspace, ref)
    text = text_of(record)
    head, _, rest = text.partition(f"## {section}\n")
    _, mark, after = rest.partition("\n## ")
    revise(stage.omar, ref, f"{head}## {section}\n\n{words}\n{mark}{after}", expect=record.revision)


def analysed(stage: Stage) -> str:
    """An incident in analysis: claim 1 agreed, claim 2 contested, claim 3 open."""
    ref = declared(stage)
    write(stage, ref, "Impact", "1,312 postings, not more.")
    stage.later(minutes=40)
    move(stage.omar, ref, "mitigate", fields={"mitigated_at": "2026-11-18T09:35:00Z"})
    move(stage.omar, ref, "analyse")
    actions.add_claim(stage.omar, ref, "One key was used for two days", evidence="schema.sql, 41")
    actions.add_claim(stage.ben, ref, "The alert came late")
    actions.add_claim(stage.ken, ref, "Pausing the payouts kept the money")
    actions.settle(stage.ines, ref, 1)
    actions.contest(stage.ben, ref, 2, "the last duplicate was earlier")
    return ref


def reviewed(stage: Stage, *, claims: str = "") -> str:
    """An incident in review; ``claims`` instead of the three of :func:`analysed`."""
    ref = analysed(stage)
    if claims:
        write(stage, ref, "Claims", claims)
    record = find(stage.workspace, ref)
    text = with_fields(text_of(record), {"started_at": "2026-11-18T08:50:00Z"})
    revise(stage.omar, ref, text, expect=record.revision)
    write(stage, ref, "Summary", " ".join(["Payments were posted twice and then corrected."] * 4))
    stage.later(hours=40)
    move(stage.omar, ref, "review")
    return ref


def test_whoever_declares_leads_and_the_first_line_is_written(stage: Stage) -> None:
    ref = declared(stage)
    known = queries.standing(stage.workspace, ref)
    assert known.owner == "@omar"
    assert known.record.fields["aware_at"] == "2026-11-18T09:00:00Z"
    assert texts(stage, ref) == ["Postings are doubled: declared"]
    assert "| 2026-11-18 09:00 | Postings are doubled: declared | @omar |" in known.text
    assert known.sentence == "Critical, open, led by @omar."


def test_what_was_written_offline_comes_between_by_its_own_time(stage: Stage) -> None:
    ref = declared(stage)
    stage.later(minutes=30)
    actions.add_notes(stage.ben, ref, [Given("The switch is on")])
    actions.add_notes(
        stage.ken, ref, [Given("Payouts paused", at=stage.now - timedelta(minutes=10), key="k-1")]
    )
    assert texts(stage, ref)[1:] == ["Payouts paused", "The switch is on"]
    again = actions.add_notes(stage.ken, ref, [Given("Payouts paused", key="k-1")])
    assert [one.known for one in again] == [True]
    assert len(texts(stage, ref)) == 3


def test_a_correction_shows_beside_what_was_written_first(stage: Stage) -> None:
    ref = declared(stage)
    stage.later(minutes=5)
    first = actions.add_notes(stage.ben, ref, [Given("1,000 postings")])[0].id
    stage.later(minutes=5)
    actions.add_notes(stage.omar, ref, [Given("1,312 postings", corrects=first)])
    event = queries.standing(stage.workspace, ref).events[-1]
    assert (event.id, event.text, event.stamp) == (first, "1,312 postings", "2026-11-18 09:05")
    assert [note.text for note in event.before] == ["1,000 postings"]
    actions.write_timeline(stage.omar, ref)
    text = text_of(find(stage.workspace, ref))
    assert "1,312 postings (corrected by @omar; first written by @ben: 1,000 postings)" in text
    assert len(sections.rows(text)) == 2


def test_a_correction_after_the_text_was_written_leaves_no_second_row(stage: Stage) -> None:
    ref = declared(stage)
    first = actions.add_notes(stage.ben, ref, [Given("1,000 postings")])[0].id
    actions.write_timeline(stage.omar, ref)
    actions.add_notes(stage.omar, ref, [Given("1,312 postings", corrects=first)])
    before = actions.write_timeline(stage.omar, ref)
    assert len(sections.rows(text_of(find(stage.workspace, ref)))) == 2
    assert actions.write_timeline(stage.omar, ref) == before


def test_rows_that_people_typed_into_the_text_are_kept(stage: Stage) -> None:
    ref = declared(stage)
    row = "| 2026-11-18 08:50 | First doubled posting | @omar |"
    write(stage, ref, "Timeline", f"All times are UTC.\n\n{timeline.HEADS}\n{row}")
    assert texts(stage, ref) == ["First doubled posting", "Postings are doubled: declared"]
    actions.write_timeline(stage.omar, ref)
    text = text_of(find(stage.workspace, ref))
    assert "All times are UTC.\n\n| Time" in text
    assert [one.event for one in sections.rows(text)] == texts(stage, ref)


def test_a_move_brings_the_timeline_into_the_text(stage: Stage) -> None:
    ref = declared(stage)
    actions.add_notes(stage.ben, ref, [Given("The switch is on")])
    write(stage, ref, "Impact", "1,312 postings.")
    done = move(stage.omar, ref, "mitigate", fields={"mitigated_at": "2026-11-18T09:00:00Z"})
    known = find(stage.workspace, ref)
    assert done.revision == known.revision
    assert "| The switch is on | @ben |" in text_of(known)


def test_the_analysis_has_48_hours_on_the_wall(stage: Stage) -> None:
    ref = analysed(stage)
    known = queries.standing(stage.workspace, ref)
    due = {one.clock: one.due_at for one in known.deadlines}
    assert due["analysis"] == known.record.state_since + timedelta(hours=48)


def test_the_agenda_is_what_is_contested_and_the_share_is_counted_at_minute_0(
    stage: Stage,
) -> None:
    ref = analysed(stage)
    known = queries.standing(stage.workspace, ref)
    assert [point.claim.number for point in known.agenda] == [2]
    assert known.share is None
    ref2 = reviewed(stage)
    actions.add_claim(stage.ana, ref2, "The runbook led towards the replay")
    actions.settle(stage.omar, ref2, 2, keep_dissent=True)
    known = queries.standing(stage.workspace, ref2)
    assert known.share == Share(3, 4)
    assert known.agenda == []
    assert known.claims[1].dissent == "@ben, the last duplicate was earlier."
    with pytest.raises(GatesClosed):
        move(stage.omar, ref2, "close")


def test_an_incident_closes_with_owned_and_dated_actions(stage: Stage) -> None:
    ref = reviewed(stage)
    actions.settle(stage.omar, ref, 2, keep_dissent=True)
    actions.settle(stage.omar, ref, 3)
    actions.add_action(stage.omar, ref, "refuse a key", owner="@omar", due=date(2026, 11, 20))
    actions.add_action(stage.omar, ref, "compare totals", owner="ken", due=date(2026, 12, 1))
    move(stage.omar, ref, "close")
    today = date(2026, 11, 25)
    found = queries.open_actions(stage.workspace, today=today)
    assert [(one.action.owner, one.action.late(today)) for one in found] == [
        ("@omar", True),
        ("@ken", False),
    ]
    actions.finish_action(stage.omar, ref, 1)
    found = queries.open_actions(stage.workspace, owner="@omar", today=today)
    assert found == []
    measured = queries.measured(stage.workspace)
    assert (measured.incidents, measured.share) == (1, Share(3, 3))
    late = actions.add_notes(stage.ken, ref, [Given("The last total", key="from-the-train")])
    assert texts(stage, ref)[-1] == "The last total"
    assert not late[0].known


@pytest.mark.parametrize(
    "given",
    [
        Given("  "),
        Given("x" * 2_001),
        Given("later", at=None, key="no spaces here"),
    ],
)
def test_a_line_that_says_nothing_adds_nothing(stage: Stage, given: Given) -> None:
    ref = declared(stage)
    with pytest.raises(InvalidInput):
        actions.add_notes(stage.omar, ref, [Given("well"), given])
    assert len(texts(stage, ref)) == 1


def test_the_future_and_a_foreign_note_are_refused(stage: Stage) -> None:
    ref, other = declared(stage), declared(stage)
    with pytest.raises(InvalidInput, match="future"):
        actions.add_notes(stage.omar, ref, [Given("x", at=stage.now + timedelta(hours=1))])
    foreign = actions.add_notes(stage.omar, other, [Given("x")])[0].id
    with pytest.raises(NotFound):
        actions.add_notes(stage.omar, ref, [Given("y", corrects=foreign)])


def test_who_may_not_see_the_incident_adds_nothing(stage: Stage) -> None:
    ref = actions.declare(stage.omar, "A leak", visibility="team:@london").ref
    with pytest.raises(NotFound):
        actions.add_notes(stage.ken, ref, [Given("x")])
    with pytest.raises(NotFound):
        queries.standing(stage.workspace, ref, person=stage.ken.actor)
    question = open_record(stage.omar, "question", title="Why?").ref
    with pytest.raises(DaylineError, match="no incident"):
        actions.add_notes(stage.omar, question, [Given("x")])


def test_an_erased_note_keeps_its_place_and_the_table_rebuilds(stage: Stage) -> None:
    ref = declared(stage)
    at = stage.now - timedelta(minutes=3)
    index = int(actions.add_notes(stage.ben, ref, [Given("A name", at=at, key="k")])[0].id[1:])
    erase(stage.olga, index, "a name in it")
    assert None in texts(stage, ref)
    assert journal.payload(stage.workspace, index) is None
    rebuild(stage.workspace, check=True)
