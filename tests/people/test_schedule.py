"""Calendars as people write them in YAML, and what they then mean."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from dayline.base.errors import InvalidInput
from dayline.base.findings import Finding, Severity
from dayline.base.hours import hours
from dayline.base.micros import HOUR, to_micros
from dayline.people import schedule_text
from dayline.people.schedule import Schedule, Whose, overlap, team_calendar, usual
from dayline.people.schedule_text import parse_schedule, schedule_of
from tests.conftest import REPOSITORY

INES = """\
zone: Europe/London
week:
  mon-thu: [09:00-12:30, 13:30-17:30]
  fri: 09:00-13:00
holidays:
  of: GB-ENG
  worked: [2026-05-25]
  also: {2026-12-24: Office closed}
days:
  2026-05-02: 10:00-14:00
moves:
  - {from: 2026-10-01, zone: Asia/Singapore, holidays: SG, week: "mon-fri 09:00-18:00"}
leave:
  - 2026-06-12
  - 2026-08-03 to 2026-08-14
  - {from: 2026-07-01 13:00, to: 2026-07-01}
  - {from: 2026-07-02T08:00Z, to: 2026-07-02T10:00Z}
focus:
  - tue thu 09:00-11:00
  - {rule: FREQ=MONTHLY;BYDAY=1MO, start: 2026-01-05 13:30, for: 2h}
"""


def utc(*days: str) -> tuple[int, ...]:
    """The midnights of dates in UTC, in microseconds."""
    return tuple(to_micros(datetime.fromisoformat(f"{day}T00:00Z")) for day in days)


def worked(schedule: Schedule, day: str) -> list[str]:
    """The awake hours of a UTC day, as local text."""
    start = datetime.fromisoformat(f"{day}T00:00Z")
    blocks = schedule.hours.blocks(start, start + timedelta(days=1))
    return [f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in blocks]


def findings(text: str) -> list[Finding]:
    with pytest.raises(InvalidInput) as refusal:
        parse_schedule(text, path="ines.yaml")
    assert refusal.value.do
    return list(refusal.value.findings)


class TestAWholeCalendar:
    ines = parse_schedule(INES)

    @pytest.mark.parametrize(
        ("day", "hours"),
        [
            ("2026-05-01", ["08:00-12:00"]),  # Friday, in summer time
            ("2026-01-09", ["09:00-13:00"]),  # Friday, in winter
            ("2026-05-02", ["09:00-13:00"]),  # a stated Saturday
            ("2026-05-04", []),  # early May holiday
            ("2026-05-25", ["08:00-11:30", "12:30-16:30"]),  # a holiday that she works
            ("2026-12-24", ["03:00-10:00"]),  # she has moved: the London office does not count
            ("2026-06-12", []),  # one day of leave
            ("2026-08-03", []),  # two weeks of leave
            ("2026-08-14", []),
            ("2026-07-01", ["08:00-11:30"]),  # leave from one o'clock
            ("2026-07-02", ["10:00-11:30", "12:30-16:30"]),  # Thursday: focus, and away by instants
            ("2026-05-05", ["10:00-11:30", "12:30-16:30"]),  # Tuesday: focus until eleven
            ("2026-06-01", ["08:00-11:30", "14:30-16:30"]),  # the first Monday of the month
            ("2026-09-30", ["08:00-11:30", "12:30-16:00"]),  # until midnight of Singapore
            ("2026-10-02", ["01:00-10:00"]),
        ],
    )
    def test_each_rule_has_its_effect(self, day: str, hours: list[str]):
        assert worked(self.ines, day) == hours

    def test_she_is_where_she_lives(self):
        assert self.ines.zone_on(date(2026, 9, 30)) == "Europe/London"
        assert self.ines.zone_on(date(2026, 10, 1)) == self.ines.zone == "Asia/Singapore"

    def test_focus_is_work_though_not_for_others(self):
        tuesday = utc("2026-05-05", "2026-05-06")
        assert hours(self.ines.working).between_micros(*tuesday) == 7.5 * HOUR
        assert self.ines.hours.between_micros(*tuesday) == 5.5 * HOUR
        counted = parse_schedule(INES + "focus_counts: true\n")
        assert counted.hours.between_micros(*tuesday) == 7.5 * HOUR

    def test_holidays_and_leave_are_hatched_and_weekends_are_night(self):
        week_of_may = utc("2026-05-02", "2026-05-09")
        assert list(self.ines.off(*week_of_may)) == [
            tuple(to_micros(datetime(2026, 5, day, 23, tzinfo=UTC)) for day in (3, 4))
        ]

    def test_it_is_the_same_from_a_mapping_as_from_text(self):
        from dayline.base.strict_yaml import load

        assert schedule_of(load(INES).value) == self.ines


class TestShortForms:
    @pytest.mark.parametrize(
        ("text", "day", "hours"),
        [
            ("", "2026-06-01", ["09:00-17:00"]),
            ("week: mon-fri 9-17", "2026-06-01", ["09:00-17:00"]),
            ("week: sun-thu 8:30-16:30", "2026-06-07", ["08:30-16:30"]),
            ("week: weekdays 9-12, 13-17", "2026-06-01", ["09:00-12:00", "13:00-17:00"]),
            ("week: every day 22:00 to 06:00", "2026-06-01", ["00:00-06:00", "22:00-00:00"]),
            ("week: {mon: all day}", "2026-06-01", ["00:00-00:00"]),
            ("week: {Monday: 9-10, Tuesdays: off}", "2026-06-01", ["09:00-10:00"]),
            ("week: fri-mon 9-10", "2026-06-01", ["09:00-10:00"]),
            ("holidays: NO", "2026-05-17", []),
            ("holidays: [GB-SCT, US-TX]\nweek: every day 9-10", "2026-11-30", []),
            ("focus: {mon: 9-11}", "2026-06-01", ["11:00-17:00"]),
            ("leave: 2026-06-01", "2026-06-01", []),
        ],
    )
    def test_what_people_write_is_understood(self, text: str, day: str, hours: list[str]):
        assert worked(parse_schedule(text), day) == hours

    def test_weeks_take_turns(self):
        turns = parse_schedule("weeks: [mon-fri 9-17, mon-thu 9-17]\nturns_from: 2026-06-01")
        assert worked(turns, "2026-06-05")
        assert not worked(turns, "2026-06-12")

    def test_a_place_will_do_where_it_leaves_no_doubt(self):
        assert parse_schedule("place: Kraków, Poland").zone == "Europe/Warsaw"
        assert parse_schedule("zone: Asia/Calcutta").zone == "Asia/Calcutta"

    def test_who_says_nothing_works_nine_to_five_where_they_are(self):
        assert parse_schedule("", zone="Asia/Tokyo") == usual("Asia/Tokyo")


class TestFindings:
    @pytest.mark.parametrize(
        ("text", "rule", "line", "hint"),
        [
            ("week: mon-fri 9-17\nzone: CST\n", "zone-ambiguous", 2, "America/Chicago"),
            ("zone: Portland", "zone-ambiguous", 1, "America/New_York"),
            ("zone: London, Ontario", "zone-ambiguous", 1, "Europe/London"),
            ("zone: Europe/Lundon", "zone-ambiguous", 1, "Europe/London"),
            ("zone: localtime", "zone-unknown", 1, "zone"),
            ("zoen: UTC", "calendar-key", 1, "Write zone."),
            ("week:\n  mon: 9-17\n  mnday: 9-17", "calendar-day", 3, "mon-fri"),
            ("week:\n  mon: 25:00-26:00", "calendar-times", 2, "22:00-06:00"),
            ("week:\n  mon: 9-17\n  weekdays: 9-17", "calendar-day", 3, "once"),
            ("weeks: [mon 9-17]", "calendar-turns", 1, "turns_from"),
            ("holidays: UK", "holidays-unknown", 1, "GB"),
            ("holidays: GB-LON", "holidays-unknown", 1, "GB-ENG"),
            ("days: {2026-02-30: off}", "calendar-date", 1, "2026-11-21"),
            ("moves:\n  - {zone: UTC}", "calendar-date", 2, "2026-11-21"),
            ("moves:\n- from: 2026-05-05\n- from: 2026-05-01", "move-order", 3, "Sort"),
            ("leave: [2026-05-05 to 2026-05-01]", "leave-backwards", 1, "Swap"),
            ("leave: [2026-05-05 09:00 to 2026-05-05 09:00]", "leave-backwards", 1, "Swap"),
            ("leave:\n- soon", "leave-shape", 2, "2026-08-03"),
            (
                "focus: [{rule: FREQ=SECONDLY, start: 2026-01-01 10:00, for: 1h}]",
                "focus-rule",
                1,
                "daily",
            ),
            ("focus: [{rule: FREQ=DAILY, for: 1h}]", "focus-start", 1, "13:00"),
            (
                "focus: [{rule: FREQ=DAILY, start: 2026-01-01 10:00, for: 99h}]",
                "focus-length",
                1,
                "2h",
            ),
            ("focus_counts: maybe", "calendar-boolean", 1, "true"),
            ("hours: nobody", "calendar-hours", 1, "members"),
            ("- a list", "calendar-shape", 0, "mapping"),
        ],
    )
    def test_what_is_wrong_is_named_with_its_line_and_a_way_on(self, text, rule, line, hint):
        (found,) = findings(text)
        assert (found.rule, found.line, found.path) == (rule, line, "ines.yaml")
        assert hint in found.remedy

    def test_a_focus_block_that_happens_too_often_is_refused_when_it_is_read(self):
        rule = "FREQ=DAILY;BYHOUR=8,9,10,11,12,13,14,15"
        (found,) = findings(f"focus:\n- {{rule: '{rule}', start: 2026-01-01 10:00, for: 5m}}")
        assert (found.rule, found.line) == ("focus-rule", 2)
        assert "5,000" in found.message

    def test_everything_is_named_at_once(self):
        text = "zone: CST\nholidays: UK\nleave: [soon]"
        assert [found.rule for found in findings(text)] == [
            "zone-ambiguous",
            "holidays-unknown",
            "leave-shape",
        ]

    @pytest.mark.parametrize(
        ("time", "how"),
        [("2026-03-29 01:30", "never happens"), ("2026-10-25 01:30", "happens twice")],
    )
    def test_a_local_time_that_lies_is_asked_about_with_both_instants(self, time: str, how: str):
        (found,) = findings(f"zone: Europe/London\nleave:\n  - {{from: {time}, to: 2026-11-01}}")
        assert how in found.message
        day = time[:10]
        assert f"{day}T00:30Z or {day}T01:30Z" in found.remedy

    def test_an_abbreviation_that_is_a_zone_is_taken_with_a_warning(self):
        schedule = parse_schedule("zone: EST")
        (note,) = schedule.notes
        assert note.severity is Severity.WARNING
        assert schedule.zone == "EST"


class TestTeams:
    london, singapore = (
        parse_schedule(f"zone: {zone}\nweek: mon-fri 09:00-17:00")
        for zone in ("Europe/London", "Asia/Singapore")
    )
    monday = utc("2026-06-01", "2026-06-02")

    def awake(self, text: str, *members: Schedule) -> float:
        team = hours(team_calendar(parse_schedule(text), members))
        return team.between_micros(*self.monday) / HOUR

    def test_a_team_is_awake_when_a_member_is(self):
        assert self.awake("hours: members", self.london, self.singapore) == 15
        assert self.awake("hours: members", self.london) == 8

    def test_or_when_enough_members_are(self):
        assert self.awake("hours: at least 2 members", self.london, self.singapore) == 1
        assert self.awake("hours: all members", self.london, self.singapore) == 1

    def test_or_when_it_says_so(self):
        assert self.awake("zone: UTC\nweek: mon 10-12", self.london, self.singapore) == 2

    def test_a_team_of_nobody_is_never_awake(self):
        assert parse_schedule("hours: members").whose is Whose.MEMBERS
        assert self.awake("hours: members") == self.awake("hours: all members") == 0

    def test_members_overlap_on_a_day(self):
        assert overlap([self.london, self.singapore], date(2026, 6, 1)).total == HOUR


def test_leave_and_focus_from_elsewhere_are_added():
    from dayline.base.spans import spans

    schedule = usual("UTC")
    at = [to_micros(datetime(2026, 6, 1, hour, tzinfo=UTC)) for hour in (9, 10, 11)]
    away = schedule.with_away(spans([(at[0], at[1])])).with_focus(spans([(at[1], at[2])]))
    assert worked(away, "2026-06-01") == ["11:00-17:00"]
    more = away.with_leave([(date(2026, 6, 2), date(2026, 6, 3))])
    assert worked(more, "2026-06-01") == ["11:00-17:00"]
    assert worked(more, "2026-06-02") == worked(more, "2026-06-03") == []
    assert worked(more, "2026-06-04") == ["09:00-17:00"]


def examples() -> list[str]:
    text = (REPOSITORY / "docs" / "reference" / "calendars.md").read_text()
    return re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("text", examples())
def test_every_example_of_the_reference_is_a_calendar(text: str):
    assert parse_schedule(text).notes == ()


def test_the_reference_tells_every_key():
    text = (REPOSITORY / "docs" / "reference" / "calendars.md").read_text()
    for key in schedule_text.KEYS:
        assert f"`{key}" in text or f"\n{key}:" in text, key
