"""What must hold of any timeline and any list of claims, whoever wrote them in whatever order."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.errors import InvalidInput
from dayline.practices.incident import sections
from dayline.practices.incident.claims import MARKS, Claim, agenda, share_before
from dayline.practices.incident.timeline import (
    HEADS,
    Note,
    backwards,
    line_of,
    merged,
    stamp_of,
)
from dayline.practices.incident.timing import instant_of, taken_apart

START = datetime(2026, 11, 10, 18, 0, tzinfo=UTC)
words = st.text(st.sampled_from("abc |\\*_-#(:"), min_size=1, max_size=12).map(
    lambda text: f"w{' '.join(text.split())}w"
)
statements = st.lists(
    st.tuples(st.sampled_from(("", *MARKS)), words, st.sampled_from(("", "@ken, no"))), max_size=12
)


def text_with(claims: list[Claim]) -> str:
    text = "# An incident\n\n## Claims\n\n## Actions\n\n- [ ] @omar 2026-12-01: it\n"
    for claim in claims:
        text = sections.with_claim(text, claim)
    return text


@given(statements)
def test_the_agenda_holds_each_contested_claim_and_no_other(said):
    given_ = [
        Claim(number, mark or "open", "@ana", statement, dissent=dissent)
        for number, (mark, statement, dissent) in enumerate(said, 1)
    ]
    found = sections.claims(text_with(given_))
    assert [claim.statement.rstrip(".") for claim in found] == [
        claim.statement.rstrip(".") for claim in given_
    ]
    expected = [
        number
        for number, (mark, _, dissent) in enumerate(said, 1)
        if mark == "contested" or (mark in ("", "open") and dissent)
    ]
    points = agenda(found)
    assert [point.claim.number for point in points] == expected
    assert not points or sum(point.minutes for point in points) <= max(30, len(points))


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcd"), max_size=8))
def test_the_share_counts_each_statement_as_often_as_it_stood_before(before, final):
    def claims(names: list[str]) -> list[Claim]:
        return [Claim(n, "agreed", "@ana", name) for n, name in enumerate(names, 1)]

    share = share_before(claims(before), claims(final))
    assert share.final == len(final)
    assert share.before == (Counter(before) & Counter(final)).total()


notes = st.lists(
    st.tuples(
        st.integers(0, 300), st.integers(0, 300), words, st.sampled_from(["@ana", "@ben"]),
        st.integers(-6, 6),
    ),
    max_size=14,
)  # fmt: skip


def noted(said) -> list[Note]:
    """Notes in the order of arrival; some correct an earlier one."""
    found: list[Note] = []
    for number, (minute, arrival, text, author, back) in enumerate(said):
        corrects = found[back].id if 0 <= back < len(found) else ""
        at = START + timedelta(minutes=minute)
        written = START + timedelta(minutes=arrival)
        found.append(Note(f"N{number}", at, written, author, text, corrects))
    return found


@given(notes, st.lists(st.tuples(st.integers(0, 300), words), max_size=6))
def test_merging_loses_nothing_and_goes_forward_in_time(said, typed):
    given_ = noted(said)
    text = f"# An incident\n\n## Timeline\n\nAll times are UTC.\n\n{HEADS}\n"
    for minute, event in typed:
        cell = event.replace("|", "\\|")
        text += f"| {stamp_of(START + timedelta(minutes=minute))} | {cell} | @ken |\n"
    events = merged(sections.rows(text), given_)
    said_in = [note.id for event in events for note in event.before]
    assert len(said_in) + sum(bool(event.id) for event in events) == len(given_)
    assert sum(event.row is not None for event in events) == len(typed)
    times = [event.at for event in events]
    assert times == sorted(times)


@given(notes)
def test_writing_the_timeline_down_twice_is_writing_it_once(said):
    given_ = noted(said)
    text = "# An incident\r\n\r\n## Timeline\r\n\r\n## Claims\r\n\r\n- (open) One.\r\n"
    for end in range(len(given_) + 1):
        text = sections.with_timeline(text, merged(sections.rows(text), given_[:end]))
    events = merged(sections.rows(text), given_)
    assert sections.with_timeline(text, events) == text
    assert len(events) == len({note.id for note in given_ if not note.corrects})
    assert text.endswith("## Claims\r\n\r\n- (open) One.\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(line_of(event) in text for event in events)


def test_rows_that_go_back_in_time_are_named():
    text = (
        "# X\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| 2026-11-10 18:05 | a |\n"
        "| 2026-11-10 HH:mm | b |\n| 2026-11-10 18:01 | c |\n| 2026-11-10 18:06 | d |\n"
    )
    assert [row.event for row in backwards(sections.rows(text))] == ["c"]


NOW = datetime(2026, 11, 10, 0, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("line", "at", "text"),
    [
        ("00:18 page answered", "2026-11-10T00:18", "page answered"),
        ("23:58 page answered", "2026-11-09T23:58", "page answered"),
        ("-5m: page answered", "2026-11-10T00:15", "page answered"),
        ("2026-11-08 9:04 it began", "2026-11-08T09:04", "it began"),
        ("2026-11-08T09:04:30+02:00 it began", "2026-11-08T07:04", "it began"),
    ],
)
def test_a_line_may_begin_with_its_time(line, at, text):
    instant, said = taken_apart(line, NOW)
    assert instant is not None
    assert (f"{instant:%Y-%m-%dT%H:%M}", said) == (at, text)


def test_times_are_read_where_their_writer_is():
    there = NOW.astimezone(ZoneInfo("America/Chicago"))
    at, _ = taken_apart("18:10 page answered", there)
    assert at == NOW - timedelta(minutes=10)


@pytest.mark.parametrize("line", ["page answered", "18 people called", "25:99 odd", "18:24"])
def test_a_line_without_a_time_is_all_words(line):
    assert taken_apart(line, NOW) == (None, line)


@pytest.mark.parametrize("stamp", ["soon", "2026-13-40 18:00", "2026-11-11T00:00:00Z"])
def test_what_is_no_past_time_is_refused(stamp):
    with pytest.raises(InvalidInput):
        instant_of(stamp, NOW)
