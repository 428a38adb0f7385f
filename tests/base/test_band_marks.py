"""What lies on the dayline: twilight beside awake time, handoffs from row to row, deadlines."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from dayline.base.band import TWILIGHT, Due, Light, Passing, Row, band
from dayline.base.calendars import WorkingWeek, week
from dayline.base.hours import Hours
from dayline.base.micros import HOUR, MINUTE, to_micros

NOW = to_micros(datetime.fromisoformat("2026-09-21T14:00Z"))  # Monday, 15:00 in London


def row(key: str, zone: str, opens: int = 540, closes: int = 1020) -> Row:
    days = week({day: [(opens, closes)] for day in range(5)})
    return Row(key, zone, Hours(WorkingWeek(zone, (days,))), key=key)


LONDON, SINGAPORE = row("london", "Europe/London"), row("singapore", "Asia/Singapore")


@given(
    now=st.integers(0, 14 * 24 * 4).map(lambda quarter: NOW + quarter * 15 * MINUTE),
    opens=st.integers(0, 1430),
    lasts=st.integers(1, 1440),
)
def test_twilight_lies_in_the_night_beside_awake_time_and_never_overlaps(now, opens, lasts):
    lane = band(
        [row("x", "Europe/London", opens, min(opens + lasts, 1440))], now=now, zone="UTC"
    ).lanes[0]
    nights = [one for one in lane.segments if one.light is Light.NIGHT]
    awake = [one for one in lane.segments if one.light is Light.AWAKE]
    edges = {one.start for one in awake}, {one.end for one in awake}
    before = 0
    for soft in lane.twilight:
        assert before <= soft.start <= soft.end <= soft.start + TWILIGHT
        assert any(night.start <= soft.start and soft.end <= night.end for night in nights)
        assert soft.end in edges[0] if soft.rising else soft.start in edges[1]
        before = soft.end


def test_a_handoff_is_an_arc_to_the_receivers_next_opening():
    given_at = NOW + 2 * HOUR  # 17:00 in London, midnight in Singapore
    arc = band(
        [LONDON, SINGAPORE], now=NOW, zone="UTC",
        passings=[Passing("H-1", "london", "singapore", given_at)],
    ).arcs[0]  # fmt: skip
    assert (arc.source, arc.target, arc.taken) == (0, 1, False)
    assert arc.end == to_micros(datetime.fromisoformat("2026-09-22T01:00Z"))  # 9:00 there


def test_a_handoff_that_was_taken_on_ends_where_it_was():
    taken = NOW - HOUR
    (arc,) = band(
        [LONDON, SINGAPORE], now=NOW, zone="UTC",
        passings=[Passing("H-1", "london", "singapore", NOW - 5 * HOUR, taken)],
    ).arcs  # fmt: skip
    assert (arc.end, arc.taken) == (taken, True)


def test_what_is_not_on_the_band_is_left_out():
    found = band(
        [LONDON, SINGAPORE], now=NOW, zone="UTC",
        passings=[
            Passing("H-1", "london", "austin", NOW),
            Passing("H-2", "london", "london", NOW),
            Passing("H-3", "london", "singapore", NOW - 90 * HOUR, NOW - 80 * HOUR),
            Passing("H-4", "london", "singapore", NOW + 25 * HOUR),
        ],
        dues=[
            Due("H-5", "austin", NOW),
            Due("H-6", "london", NOW + 25 * HOUR),
            Due("H-7", "london", NOW + HOUR, late=False),
            Due("H-8", "singapore", NOW - HOUR, late=True),
        ],
    )  # fmt: skip
    assert found.arcs == ()
    assert [(mark.ref, mark.lane, mark.late) for mark in found.marks] == [
        ("H-8", 1, True),
        ("H-7", 0, False),
    ]
