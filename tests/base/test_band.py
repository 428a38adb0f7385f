"""The dayline in a terminal: what is drawn, what is said, in few columns and without colour."""

from __future__ import annotations

from datetime import datetime

import pytest

from dayline.base.band import Light, Row, band
from dayline.base.band_text import plain, render, sentence
from dayline.base.calendars import ALWAYS, Calendar, Fixed, WorkingWeek, week
from dayline.base.hours import Hours
from dayline.base.micros import HOUR, to_micros
from dayline.base.spans import EMPTY, spans
from dayline.base.zones import day_span

NOW = to_micros(datetime.fromisoformat("2026-09-21T14:00Z"))  # Monday, 15:00 in London
NINE_TO_FIVE = week({day: [(540, 1020)] for day in range(5)})


def row(label: str, zone: str, calendar: Calendar | None = None, off=EMPTY) -> Row:
    return Row(label, zone, Hours(calendar or WorkingWeek(zone, (NINE_TO_FIVE,))), off)


AUSTIN, LONDON, SINGAPORE = (
    row("Austin", "America/Chicago"),
    row("London", "Europe/London"),
    row("Singapore", "Asia/Singapore"),
)


def drawn(*rows: Row, **more) -> list[str]:
    return plain(band(rows, now=NOW, zone="Europe/London"), **more).splitlines()


def test_now_is_in_the_middle_and_segments_follow_without_gap():
    found = band([AUSTIN, LONDON], now=NOW, zone="Europe/London", hours=48)
    assert (found.start, found.stop) == (NOW - 24 * HOUR, NOW + 24 * HOUR)
    for lane in found.lanes:
        edges = [edge for each in lane.segments for edge in (each.start, each.end)]
        assert (edges[0], edges[-1]) == (found.start, found.stop)
        assert edges[1:-1:2] == edges[2:-1:2]


@pytest.mark.parametrize(("asked", "given"), [(1, 24), (24, 24), (50, 50), (500, 72)])
def test_a_band_shows_one_to_three_days(asked: int, given: int):
    found = band([LONDON], now=NOW, zone="UTC", hours=asked)
    assert found.stop - found.start == given * HOUR


def test_awake_night_and_holiday_look_different_without_colour():
    tuesday = datetime.fromisoformat("2026-09-22").date()
    off = spans([day_span(tuesday, "Europe/London")])
    resting = Hours(WorkingWeek("Europe/London", (NINE_TO_FIVE,), leave=((tuesday, tuesday),)))
    lane = band([Row("London", "Europe/London", resting, off)], now=NOW, zone="UTC").lanes[0]
    assert [each.light for each in lane.segments] == [
        Light.NIGHT,
        Light.AWAKE,
        Light.NIGHT,
        Light.OFF,
    ]
    line = drawn(Row("London", "Europe/London", resting, off), ascii_only=True)[2]
    assert "####" in line
    assert "...." in line
    assert "////" in line


def test_hours_worked_on_a_holiday_are_awake_and_not_hatched():
    tuesday = datetime.fromisoformat("2026-09-22").date()
    off = spans([day_span(tuesday, "Europe/London")])
    lane = band([Row("London", "Europe/London", LONDON.hours, off)], now=NOW, zone="UTC").lanes[0]
    assert [each.light for each in lane.segments][3:] == [Light.OFF, Light.AWAKE]
    edges = [edge for each in lane.segments for edge in (each.start, each.end)]
    assert edges[1:-1:2] == edges[2:-1:2]


def test_every_line_fits_the_terminal():
    for width in (40, 60, 80, 200):
        band_of_three = band([AUSTIN, LONDON, SINGAPORE], now=NOW, zone="Europe/London")
        for line in render(band_of_three, width=width):
            assert sum(len(piece.text) for piece in line) <= width


def test_ascii_is_ascii():
    text = plain(band([AUSTIN, LONDON], now=NOW, zone="UTC"), width=70, ascii_only=True)
    assert text.isascii()


def test_styles_are_names_that_a_terminal_may_colour_or_not():
    styles = {
        piece.style
        for line in render(band([AUSTIN, LONDON], now=NOW, zone="UTC"))
        for piece in line
    }
    assert styles <= {"awake", "dusk", "night", "off", "now", "together", "label", "axis"}


def test_no_shared_hour_is_said_in_plain_words():
    lines = drawn(AUSTIN, LONDON, SINGAPORE)
    assert any("no shared hour" in line for line in lines)
    assert "There is no shared hour in the next 14 days." in lines[-1]


def test_the_sentence_says_what_the_band_shows():
    found = band([AUSTIN, LONDON, SINGAPORE], now=NOW, zone="Europe/London")
    assert sentence(found) == (
        "Austin is awake until 17:00 (23:00 for you); London is awake until 17:00; "
        "Singapore is not awake until Tue 09:00 (Tue 02:00 for you). "
        "There is no shared hour in the next 14 days. "
        "Two by two: Austin and London now; London and Singapore on Tue 22 Sep at 09:00, for you."
    )


def test_the_next_shared_hour_is_named_in_the_readers_zone():
    evening = NOW + 5 * HOUR
    found = band([AUSTIN, LONDON], now=evening, zone="Asia/Singapore")
    assert sentence(found).endswith("The next shared hour starts at 22:00 for you and lasts 2 h.")
    assert "for 2 h." in sentence(band([AUSTIN, LONDON], now=NOW, zone="UTC"))


def test_who_never_or_always_works_is_said_so():
    said = sentence(
        band([row("Ghost", "UTC", Fixed(EMPTY)), row("Bot", "UTC", ALWAYS)], now=NOW, zone="UTC")
    )
    assert said.startswith("Ghost is never awake; Bot is always awake.")


def test_leave_of_today_is_away():
    monday = datetime.fromisoformat("2026-09-21").date()
    away = WorkingWeek("Europe/London", (NINE_TO_FIVE,), leave=((monday, monday),))
    off = spans([day_span(monday, "Europe/London")])
    said = sentence(band([row("Ines", "Europe/London", away, off)], now=NOW, zone="UTC"))
    assert said == "Ines is away until Tue 09:00 (Tue 08:00 for you)."


def test_a_name_cannot_move_the_cursor_or_break_the_columns():
    evil = row("\x1b[2J\r\n東京のとても長い名前のチーム", "Asia/Tokyo")
    lines = drawn(evil, LONDON, width=60)
    assert "\x1b" not in "".join(lines)
    # The label takes 14 columns and the band stays in line.
    assert lines[2].index("…") < 12
    assert lines[3].startswith("London    ")


def test_nobody_is_said_too():
    assert sentence(band([], now=NOW, zone="UTC")) == "Nobody is on this dayline."
