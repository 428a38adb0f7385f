"""Clocks start, stand still, go on and stop with the record, in the working time of those asked."""

from __future__ import annotations

from dayline.base.micros import HOUR
from dayline.clocks import queries
from dayline.journal.actions import erase
from dayline.journal.queries import entries
from dayline.journal.rebuild import rebuild
from dayline.people.calendars.actions import set_calendar
from dayline.records.actions import move, open_record, revise
from dayline.records.facts import text_of
from dayline.records.queries import find
from tests.cast import Stage
from tests.clocks.requests import ask, deadline, due, fire_due, states, utc


def test_london_has_four_of_its_own_hours(stage: Stage) -> None:
    stage.now = utc(11, 18, 15)  # 15:00 in London, two hours before it closes
    ref = ask(stage)
    assert due(stage, ref, "answer") == utc(11, 19, 11)


def test_a_draft_starts_no_clock(stage: Stage) -> None:
    ref = open_record(stage.ben, "request", title="Please", fields={"to": ["@london"]}).ref
    assert queries.of_record(stage.workspace, ref) == []


def test_an_answer_in_time_meets_every_clock_and_says_how_long_it_took(stage: Stage) -> None:
    ref = ask(stage)
    stage.later(hours=2)
    move(stage.ines, ref, "answer")
    assert set(states(stage, ref).values()) == {"met"}
    met = deadline(stage, ref, "answer")
    assert (met.waited, met.ended_at) == (2 * HOUR, stage.now)


def test_given_back_it_stands_still_and_goes_on_with_what_was_left(stage: Stage) -> None:
    ref = ask(stage)
    stage.later(hours=1)
    move(stage.ines, ref, "return")
    paused = deadline(stage, ref, "answer")
    assert (paused.state, paused.due_at) == ("paused", None)
    stage.later(days=2)
    move(stage.ben, ref, "ask")
    assert due(stage, ref, "answer") == utc(11, 20, 13)
    stage.later(hours=1)
    move(stage.ines, ref, "answer")
    assert deadline(stage, ref, "answer").waited == 2 * HOUR


def test_three_workdays_end_with_the_third_working_day(stage: Stage) -> None:
    stage.now = utc(11, 19, 12)  # a Thursday
    ref = ask(stage)
    assert due(stage, ref, "week") == utc(11, 24, 17)
    stage.later(days=1)  # Friday noon: what is left is 5 + 8 + 8 hours
    move(stage.ines, ref, "return")
    stage.now = utc(11, 25, 9)
    move(stage.ben, ref, "ask")
    assert due(stage, ref, "week") == utc(11, 27, 14)


def test_each_of_two_people_gets_their_hours_and_never_less_than_a_day(stage: Stage) -> None:
    ref = ask(stage, people=["@ines", "@ken"], hours="12")
    # Ken starts in the last minute of his day: 12 hours are Thursday and half of Friday.
    assert due(stage, ref, "fair") == utc(11, 20, 5)
    assert due(stage, ask(stage, people=["@ines"], hours="1"), "fair") == utc(11, 19, 9)


def test_the_law_counts_on_the_wall(stage: Stage) -> None:
    assert due(stage, ask(stage), "law") == utc(11, 21, 9)


def test_a_clock_under_a_condition_runs_only_while_it_holds(stage: Stage) -> None:
    ref = ask(stage)
    assert "fast" not in states(stage, ref)

    def say(urgency: str) -> None:
        record = find(stage.workspace, ref)
        text = text_of(record).replace("---\n", f"---\nurgency: {urgency}\n", 1)
        text = text.replace(f"\nurgency: {'normal' if urgency == 'high' else 'high'}\n", "\n")
        revise(stage.ben, ref, text, expect=record.revision)

    stage.later(minutes=30)
    say("high")
    assert due(stage, ref, "fast") == utc(11, 18, 10, 30)
    say("normal")
    assert states(stage, ref)["fast"] == "cancelled"


def test_a_date_ends_with_the_working_day_there_and_a_day_off_with_the_next(stage: Stage) -> None:
    ref = ask(stage, by="2026-11-20")
    assert due(stage, ref, "day") == utc(11, 20, 17)
    assert due(stage, ask(stage, by="2026-11-21"), "day") == utc(11, 23, 17)
    assert due(stage, ask(stage, at="2026-11-20T03:00:00Z"), "moment") == utc(11, 20, 3)


def test_another_date_in_the_text_moves_the_deadline_and_is_logged(stage: Stage) -> None:
    ref = ask(stage, by="2026-11-20")
    record = find(stage.workspace, ref)
    revise(
        stage.ben, ref, text_of(record).replace("2026-11-20", "2026-11-26"), expect=record.revision
    )
    assert due(stage, ref, "day") == utc(11, 26, 17)
    (moved,) = entries(stage.workspace, kinds=("clock.moved",))
    assert moved.payload is not None
    assert (moved.subject, moved.payload["why"]) == (f"{ref}.day.1", "record")
    assert moved.payload["from"] == "2026-11-20T17:00:00.000000Z"


def test_dropped_is_neither_met_nor_missed(stage: Stage) -> None:
    ref = ask(stage)
    move(stage.ben, ref, "drop")
    assert set(states(stage, ref).values()) == {"cancelled"}
    stage.later(days=30)
    assert fire_due(stage).missed == []


def test_asked_again_after_an_answer_is_a_new_run(stage: Stage) -> None:
    ref = ask(stage)
    stage.later(hours=5)
    assert f"{ref}.answer.1" in fire_due(stage).missed
    stage.later(hours=1)
    move(stage.ines, ref, "answer")
    late = deadline(stage, ref, "answer")
    assert (late.state, late.waited) == ("missed", 6 * HOUR)
    assert late.fired_at == utc(11, 18, 14)
    assert late.ended_at == utc(11, 18, 15)


def test_a_team_where_nobody_works_still_gets_a_deadline(stage: Stage) -> None:
    set_calendar(stage.ines, "london", "week: mon-sun off\n")
    ref = ask(stage)
    assert due(stage, ref, "answer") == utc(11, 18, 13)  # as if it worked nine to five


def test_the_journal_alone_gives_every_row_again(stage: Stage) -> None:
    ref = ask(stage)
    stage.later(hours=1)
    move(stage.ines, ref, "return")
    ask(stage, by="2026-11-20")
    set_calendar(stage.omar, "omar", "week: mon-thu 10:00-14:00\nzone: Europe/London\n")
    stage.later(days=6)
    fire_due(stage)
    move(stage.ben, ref, "ask")
    assert rebuild(stage.workspace, check=True).differences == ()


def test_an_erased_start_takes_the_deadline_with_it(stage: Stage) -> None:
    ref = ask(stage)
    start = next(entries(stage.workspace, subject=f"{ref}.answer.1"))
    erase(stage.olga, start.index, "a slip")
    assert "answer" not in states(stage, ref)
    move(stage.ines, ref, "answer")
    assert rebuild(stage.workspace, check=True).differences == ()
