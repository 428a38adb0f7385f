"""When an update is due, what its text keeps, and what it costs: for all calendars and texts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.zones import day_span
from dayline.people.schedule import Schedule
from dayline.people.schedule_text import parse_schedule
from dayline.practices.update.rules import Deed, cost, due_day, in_points, is_own_day
from dayline.practices.update.texts import blockers_of, points_of, prefilled, with_delta

MONDAY = date(2026, 11, 16)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
ZONES = ("UTC", "America/Chicago", "Europe/London", "Asia/Singapore", "Pacific/Apia")

weeks = st.sets(st.sampled_from(DAYS), min_size=1)
offsets = st.integers(0, 60)


def schedule(days: set[str], leave: set[int], zone: str) -> Schedule:
    """Somebody who works 9 to 17 on some days of the week and has leave on some dates."""
    away = ", ".join((MONDAY + timedelta(days=one)).isoformat() for one in sorted(leave))
    week = "\n".join(f"  {day}: 09:00-17:00" for day in DAYS if day in days)
    text = f"week:\n{week}\n" + (f"leave: [{away}]\n" if away else "")
    return parse_schedule(text, zone=zone)


@given(weeks, st.sets(offsets, max_size=20), st.sampled_from(ZONES), offsets, st.none() | offsets)
def test_no_update_is_due_on_leave_or_an_off_day_and_none_is_skipped(
    days: set[str], leave: set[int], zone: str, ahead: int, last: int | None
) -> None:
    made = schedule(days, leave, zone)
    today = MONDAY + timedelta(days=ahead)
    posted_for = None if last is None else MONDAY + timedelta(days=last)
    due = due_day(made.hours, made.zone_on, today=today, posted_for=posted_for)
    assert due is not None
    assert DAYS[due.weekday()] in days
    assert (due - MONDAY).days not in leave
    assert due >= today
    assert posted_for is None or due > posted_for
    begin = max(today, posted_for + timedelta(days=1)) if posted_for else today
    between = (begin + timedelta(days=one) for one in range((due - begin).days))
    assert not any(
        DAYS[day.weekday()] in days and (day - MONDAY).days not in leave for day in between
    )


def test_a_public_holiday_is_no_day_of_ones_own() -> None:
    made = parse_schedule("holidays: [GB-ENG]\n", zone="Europe/London")
    assert not is_own_day(made.hours, made.zone_on, date(2026, 12, 25))
    due = due_day(made.hours, made.zone_on, today=date(2026, 12, 25), posted_for=None)
    assert due == date(2026, 12, 29), "Monday the 28th stands in for Boxing Day"


def test_the_morning_on_which_a_night_shift_ends_is_not_another_day() -> None:
    made = parse_schedule("week:\n  Fri: 22:00-06:00\n", zone="UTC")
    friday = date(2026, 11, 20)
    assert is_own_day(made.hours, made.zone_on, friday)
    assert made.hours.spans(*day_span(friday + timedelta(days=1), "UTC"))
    assert not is_own_day(made.hours, made.zone_on, friday + timedelta(days=1))


def test_whoever_never_works_again_owes_nothing() -> None:
    made = parse_schedule("leave: [2026-01-01..2030-01-01]\n", zone="UTC")
    assert due_day(made.hours, made.zone_on, today=MONDAY, posted_for=None) is None


deeds = st.lists(
    st.builds(
        Deed,
        st.sampled_from(["D-1", "D-2", "R-3", "Q-10"]),
        st.just("A title"),
        st.sampled_from(["opened", "moved", "revised", "commented", "read", "met", "missed"]),
        st.sampled_from(["accepted", "answer"]),
    )
)


@given(deeds)
def test_every_record_that_was_worked_on_is_told_once(done: list[Deed]) -> None:
    points = in_points(done)
    assert [point.split(" ")[0] for point in points] == list(dict.fromkeys(one.ref for one in done))
    assert all(point.endswith(": A title") for point in points)


@pytest.mark.parametrize(
    ("done", "says"),
    [
        ([("opened", "given")], "K-1 is given: T"),
        ([("opened", "draft"), ("revised", "")], "K-1 is a draft: T"),
        ([("moved", "accepted"), ("met", "accept")], "K-1 is accepted, in time (accept): T"),
        ([("missed", "answer")], "K-1 is out of time (answer): T"),
        (
            [("commented", ""), ("commented", ""), ("read", "")],
            "K-1 was commented on 2 times, read: T",
        ),
    ],
)
def test_a_point_is_a_sentence_about_its_record(done: list[tuple[str, str]], says: str) -> None:
    assert in_points([Deed("K-1", "T", act, word) for act, word in done]) == [says]


words = st.text("abc def@,.", min_size=1, max_size=30).map(lambda one: f"w{one.strip()}w")
lists = st.lists(words, max_size=3)


@given(lists, lists, lists, st.tuples(lists, lists, lists))
def test_a_delta_is_added_and_nothing_else_changes(
    done: list[str],
    next_: list[str],
    blocked: list[str],
    more: tuple[list[str], list[str], list[str]],
) -> None:
    text = prefilled(
        title="Omar", day=MONDAY, progress=done, next_=next_, blockers=blocked, refs=["D-1"]
    )
    longer = with_delta(text, done=more[0], next_=more[1], blocked=more[2])
    plain = [" ".join(one.split()) for one in done + more[0]]
    assert [" ".join(one.split()) for one in points_of(longer, "Progress made")] == plain
    assert len(points_of(longer, "Next")) == len(next_ + more[1])
    assert len(blockers_of(longer)) == len(blocked + more[2])
    assert longer.split("## ")[0] == text.split("## ")[0]
    assert with_delta(text) == text


@given(words, words)
def test_what_was_prefilled_costs_no_keystroke_and_what_was_typed_does(old: str, new: str) -> None:
    drafted = prefilled(title="Omar", day=MONDAY, progress=[old], next_=[], blockers=[], refs=[])
    assert cost(drafted, drafted).keystrokes == 0
    asked = cost(drafted, with_delta(drafted, done=[new]))
    assert len(new) <= asked.keystrokes <= len(new) + 8
    assert asked.minutes > 0


def test_a_blocker_names_who_can_clear_it_and_what_holds_it() -> None:
    text = (
        "## Blockers\n\n- The key of mail@ana.example; @ana or @ben.c can send it (Q-7)\n"
        "<!-- - not this -->\n- None\n"
    )
    (found,) = blockers_of(text)
    assert (found.handles, found.refs) == (("ana", "ben.c"), ("Q-7",))
