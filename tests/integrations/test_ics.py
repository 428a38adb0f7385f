"""Calendar files: what real ones say, and what hostile ones may not do."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayline.base.busy import at_once, busy, outside, per_week
from dayline.base.calendars import WorkingWeek, week
from dayline.base.errors import HostileInput
from dayline.base.hours import hours
from dayline.base.micros import DAY, HOUR, MINUTE, from_micros, to_micros
from dayline.integrations.ics.components import MOST_COMPONENTS, parse
from dayline.integrations.ics.receive import Take, occurrences, receive

YEAR = {"start": datetime(2026, 1, 1, tzinfo=UTC), "stop": datetime(2027, 1, 1, tzinfo=UTC)}


def calendar(*events: str, zones: str = "") -> str:
    """A file with some events, each given as its lines."""
    inside = "".join(
        f"BEGIN:VEVENT\nUID:{number}\n{event}\nEND:VEVENT\n" for number, event in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{zones}{inside}END:VCALENDAR\n".replace("\n", "\r\n")


def starts(*events: str, zone: str = "Europe/London", zones: str = "") -> list[str]:
    """When the events of a file happen in 2026, in UTC."""
    found, findings = occurrences(calendar(*events, zones=zones), zone=zone, **YEAR)
    assert findings == ()
    return [
        from_micros(each.start).isoformat()[:16] for each in sorted(found, key=lambda o: o.start)
    ]


def refusal(*events: str) -> str:
    """Why the one event of a file is not read."""
    found, findings = occurrences(calendar(*events), zone="UTC", **YEAR)
    assert found == []
    (finding,) = findings
    assert finding.line
    assert finding.remedy
    return finding.message


# Real files.


def test_the_components_of_real_files_are_counted_as_they_are(real_data):
    folder = real_data("ics-icalendar")
    files = json.loads((folder / "truth_parse.json").read_text())
    assert len(files) == 163
    for case in files:
        parsed = parse(read(folder / "files" / case["file"]))
        if case["parses"]:
            assert dict(parsed.counts) == case["components"], case["file"]


def test_a_file_that_cannot_be_parsed_is_named_as_broken(real_data):
    folder = real_data("ics-icalendar")
    files = json.loads((folder / "truth_parse.json").read_text())
    broken = [case["file"] for case in files if not case["parses"]]
    assert len(broken) == 4
    for name in broken:
        _, findings = occurrences(read(folder / "files" / name), zone="UTC", **YEAR)
        assert findings, name


def test_no_real_file_is_too_much(real_data):
    folder = real_data("ics-icalendar")
    for path in sorted(folder.glob("files/**/*.ics")):
        occurrences(
            read(path),
            zone="Europe/Berlin",
            start=datetime(1990, 1, 1, tzinfo=UTC),
            stop=datetime(2030, 1, 1, tzinfo=UTC),
        )


def read(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("latin-1")


def test_the_load_of_real_calls_is_exact(real_data):
    folder = real_data("ics-ethereum-calls")
    truth = json.loads((folder / "truth_meeting_load.json").read_text())
    found, findings = occurrences(
        (folder / "calls.ics").read_text(),
        zone="UTC",
        start=datetime(2020, 1, 1, tzinfo=UTC),
        stop=datetime(2030, 1, 1, tzinfo=UTC),
    )
    calls = [(each.start, each.end) for each in found]
    assert (len(calls), findings) == (truth["occurrences"], ())
    weeks = {key: length / MINUTE for key, length in per_week(calls).items()}
    assert weeks == truth["minutes_per_iso_week_utc"]
    assert busy(calls) / MINUTE == truth["union_busy_minutes"]
    pairs = at_once([(each.event.uid, each.start, each.end) for each in found])
    assert len(pairs) == truth["overlapping_pairs"]
    assert sum(end - start for *_, start, end in pairs) / MINUTE == truth["overlap_minutes"]
    named = {
        (frozenset((one, two)), from_micros(start).isoformat(), (end - start) / MINUTE)
        for one, two, start, end in pairs
    }
    assert {(frozenset(pair[:2]), *pair[2:]) for pair in truth["first_pairs"]} <= named
    nine_to_six = week({day: [(540, 1080)] for day in range(5)})
    for zone, wanted in truth["outside_working_hours_by_zone"].items():
        there = hours(WorkingWeek(zone, (nine_to_six,)))
        assert outside(calls, there) / MINUTE == wanted["outside_hours"], zone


# Times.


def test_a_weekly_event_keeps_its_local_time_over_a_change_of_the_clocks():
    assert starts(
        "DTSTART;TZID=Europe/London:20260322T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;COUNT=2"
    ) == ["2026-03-22T09:00", "2026-03-29T08:00"]


def test_a_time_without_zone_is_local_to_the_person():
    event = "DTSTART:20260601T090000\nDTEND:20260601T100000"
    assert starts(event, zone="Asia/Singapore") == ["2026-06-01T01:00"]
    assert starts("DTSTART:20260601T090000Z\nDURATION:PT1H") == ["2026-06-01T09:00"]


def test_an_exdate_takes_out_an_instant_and_not_the_day():
    # A library drops the ten o'clock for an EXDATE at eight; see pitfall 7 of the field.
    series = (
        "DTSTART;TZID=Europe/Berlin:20260601T{hour}0000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\n"
        "EXDATE;TZID=Europe/Berlin:20260601T080000"
    )
    assert starts(series.format(hour="10")) == ["2026-06-01T08:00", "2026-06-02T08:00"]
    assert starts(series.format(hour="08")) == ["2026-06-02T06:00"]


def test_an_exdate_in_another_zone_is_the_same_instant():
    assert starts(
        "DTSTART;TZID=Europe/Berlin:20260601T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=2\n"
        "EXDATE:20260602T080000Z"
    ) == ["2026-06-01T08:00"]


def test_an_occurrence_is_moved_and_another_called_off():
    series = "DTSTART:20260601T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=3"
    called_off = "DTSTART:20260601T000000Z\nSTATUS:CANCELLED"
    text = calendar(series, "DTSTART:20260609T100000Z\nDURATION:PT1H", called_off)
    text = text.replace("UID:1\r\n", "UID:0\r\nRECURRENCE-ID:20260602T100000Z\r\n")
    text = text.replace("UID:2\r\n", "UID:0\r\nRECURRENCE-ID:20260603T100000Z\r\n")
    found, _ = occurrences(text, zone="UTC", **YEAR)
    assert sorted(from_micros(each.start).day for each in found) == [1, 9]


def test_the_newer_version_of_an_event_counts():
    text = calendar("DTSTART:20260601T100000Z\nSEQUENCE:2", "DTSTART:20260602T100000Z\nSEQUENCE:1")
    found, _ = occurrences(text.replace("UID:1", "UID:0"), zone="UTC", **YEAR)
    assert found == []  # it lasts no time at all
    text = text.replace("SEQUENCE", "DURATION:PT1H\r\nSEQUENCE")
    (only,), _ = occurrences(text.replace("UID:1", "UID:0"), zone="UTC", **YEAR)
    assert from_micros(only.start).day == 1


def test_dates_may_be_added_with_a_length_of_their_own():
    found, _ = occurrences(
        calendar(
            "DTSTART:20260601T100000Z\nDURATION:PT1H\n"
            "RDATE;VALUE=PERIOD:20260605T100000Z/PT3H,20260606T100000Z/20260606T120000Z"
        ),
        zone="UTC",
        **YEAR,
    )
    assert [(each.end - each.start) // HOUR for each in found] == [1, 3, 2]


def test_a_time_in_the_gap_is_read_by_the_offset_before_it_and_the_first_of_two_counts():
    gap = "DTSTART;TZID=America/New_York:20260308T023000\nDURATION:PT1H"
    fold = "DTSTART;TZID=America/New_York:20261101T013000\nDURATION:PT1H"
    assert starts(gap, fold) == ["2026-03-08T07:30", "2026-11-01T05:30"]


def test_a_shift_over_the_night_of_the_change_ends_when_the_clock_says_so():
    shift = "DTSTART;TZID=Europe/Berlin:20260328T220000\nDTEND;TZID=Europe/Berlin:20260329T060000"
    (found,), _ = occurrences(calendar(shift), zone="UTC", **YEAR)
    assert found.end - found.start == 7 * HOUR


@pytest.mark.parametrize(
    "tzid",
    [
        "Europe/Berlin",
        "W. Europe Standard Time",
        "/freeassociation.sourceforge.net/Europe/Berlin",
        "/mozilla.org/20070129_1/Europe/Berlin",
        "posix/Europe/Berlin",
        '"Europe/Berlin"',
    ],
)
def test_a_zone_is_known_by_many_names(tzid: str):
    assert starts(f"DTSTART;TZID={tzid}:20260601T090000\nDURATION:PT1H") == ["2026-06-01T07:00"]


DEFINED = """BEGIN:VTIMEZONE
TZID:Our own time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
END:VTIMEZONE
"""


def test_a_zone_that_the_file_defines_is_used():
    days = ["0328", "0329", "0601", "1024", "1025"]
    events = [f"DTSTART;TZID=Our own time:2026{day}T090000\nDURATION:PT1H" for day in days]
    berlin = [event.replace("Our own time", "Europe/Berlin") for event in events]
    assert starts(*events, zones=DEFINED) == starts(*berlin)


def test_a_zone_that_nothing_says_is_named_and_the_rest_is_read():
    found, (finding,) = occurrences(
        calendar("DTSTART;TZID=Nowhere:20260601T090000", "DTSTART:20260602T090000Z\nDURATION:PT1H"),
        zone="UTC",
        **YEAR,
    )
    assert len(found) == 1
    assert "Nowhere" in finding.message


# What is taken from it.


def test_leave_and_focus_are_told_from_meetings_and_nothing_else_is_kept():
    found = receive(
        calendar(
            "DTSTART;VALUE=DATE:20260803\nDTEND;VALUE=DATE:20260815\nSUMMARY:Vacation in Crete",
            "DTSTART:20260601T130000Z\nDTEND:20260601T170000Z\nSUMMARY:OOO",
            "DTSTART:20260602T080000Z\nDURATION:PT2H\nSUMMARY:Focus time",
            "DTSTART:20260603T080000Z\nDURATION:PT2H\nSUMMARY:x\nX-MICROSOFT-CDO-BUSYSTATUS:OOF",
            "DTSTART:20260604T080000Z\nDURATION:PT1H\nSUMMARY:Planning",
            "DTSTART:20260605T080000Z\nDURATION:PT1H\nSUMMARY:Lunch\nTRANSP:TRANSPARENT",
            "DTSTART;VALUE=DATE:20260606\nSUMMARY:Holiday party\nTRANSP:TRANSPARENT",
        ),
        zone="Europe/London",
        **YEAR,
    )
    assert found.leave_dates == ((date(2026, 8, 3), date(2026, 8, 14)),)
    assert found.leave.total == 6 * HOUR
    assert found.focus.total == 2 * HOUR
    assert found.meetings.total == HOUR
    assert "Crete" not in repr(found)


def test_a_file_may_be_leave_as_a_whole():
    event = "DTSTART;VALUE=DATE:20260803\nSUMMARY:Summer"
    found = receive(calendar(event), zone="UTC", take=Take.LEAVE, **YEAR)
    assert found.leave_dates == ((date(2026, 8, 3), date(2026, 8, 3)),)


def test_leave_is_cut_by_the_window():
    text = calendar("DTSTART:20251230T000000Z\nDTEND:20260102T000000Z\nSUMMARY:Leave")
    (found,), _ = occurrences(text, zone="UTC", **YEAR)
    assert found.end - found.start == 3 * DAY


# Hostile files.


@pytest.mark.parametrize(
    "event",
    [
        "DTSTART:INVALID",
        "DTSTART:20261301T000000Z",
        "DTSTART:20260101T990000Z",
        "SUMMARY:no start",
        "DTSTART:20260101T000000Z\nDTEND:20250101T000000Z",
        "DTSTART;VALUE=DATE:20260101\nDTEND:20260101T100000Z",
        "DTSTART:20260101T000000Z\nDURATION:P999999999999999999W",
        "DTSTART:20260101T000000Z\nDURATION:-PT1H",
        "DTSTART:20260101T000000Z\nRRULE:FREQ=INVALID",
        "DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;INTERVAL=0",
        "DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY;COUNT=1000000000",
        "DTSTART:19700101T000000Z\nRRULE:FREQ=SECONDLY",
        "DTSTART:19700101T000000Z\nRRULE:FREQ=MINUTELY;COUNT=9",
        "DTSTART:20260101T000000Z\nDURATION:PT1S\nRRULE:FREQ=HOURLY;BYMINUTE=0,10,20,30",
        "DTSTART:20260101T000000Z\nRRULE:FREQ=SECONDLY\nEXRULE:FREQ=SECONDLY",
        "DTSTART:20260101T000000Z\nRDATE:99999999",
    ],
    ids=lambda event: event.replace("\n", " ")[:70],
)
def test_an_event_that_cannot_be_read_is_left_out_and_named(event: str):
    assert "not read" in refusal(event)


def test_many_costly_rules_together_are_too_much():
    costly = "DTSTART:19700101T000000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=10000"
    with pytest.raises(HostileInput, match="too long"):
        occurrences(calendar(*[costly] * 2000), zone="UTC", **YEAR)


def test_a_list_of_dates_and_a_list_of_zones_have_an_end():
    many = ",".join(["20260101T000000Z"] * 10_002)
    assert "single dates" in refusal(f"DTSTART:20260101T000000Z\nEXDATE:{many}")
    zones = "".join(DEFINED.replace("Our own time", f"Z{n}") for n in range(205))
    events = [f"DTSTART;TZID=Z{n}:20260601T090000\nDURATION:PT1H" for n in range(205)]
    found, findings = occurrences(calendar(*events, zones=zones), zone="UTC", **YEAR)
    assert len(found) == 200
    assert {finding.rule for finding in findings} == {"ics-hostile"}


def test_many_occurrences_together_are_too_much():
    often = "DTSTART:20260101T000000Z\nDURATION:PT1M\nRRULE:FREQ=HOURLY;INTERVAL=2"
    with pytest.raises(HostileInput, match="50,000"):
        occurrences(calendar(*[often] * 20), zone="UTC", **YEAR)


def test_a_file_past_the_limits_is_refused():
    for text in (
        "BEGIN:VEVENT\nEND:VEVENT\n" * (MOST_COMPONENTS + 1),
        "BEGIN:A\n" * 20,
        "x" * 5_000_000,
        "\n" * 300_000,
    ):
        with pytest.raises(HostileInput) as caught:
            parse(text)
        assert caught.value.do


def test_a_definition_of_a_zone_that_lies_is_not_believed():
    lies = DEFINED.replace("+0200", "+9900")
    event = "DTSTART;TZID=Our own time:20260601T090000"
    found, findings = occurrences(calendar(event, zones=lies), zone="UTC", **YEAR)
    assert found == []
    assert {finding.rule for finding in findings} == {"ics-zone", "ics-event"}
    # Where the database knows the name, the definition does not matter.
    berlin = lies.replace("Our own time", "Europe/Berlin")
    event = "DTSTART;TZID=Europe/Berlin:20260601T090000\nDURATION:PT1H"
    (known,), _ = occurrences(calendar(event, zones=berlin), zone="UTC", **YEAR)
    assert known.start == to_micros(datetime(2026, 6, 1, 7, tzinfo=UTC))


def test_a_file_that_was_cut_off_is_not_half_read():
    whole = calendar("DTSTART:20260601T090000Z\nDURATION:PT1H")
    found, (finding,) = occurrences(whole[: whole.index("END:VCALENDAR")], zone="UTC", **YEAR)
    assert found == []
    assert finding.rule == "ics-cut-off"


def test_line_ends_folds_and_a_mark_at_the_start_do_not_matter():
    text = calendar("DTSTART:20260601T090000Z\nDURATION:PT1H")
    folded = text.replace("DTSTART:2026", "DTSTART\r\n :20\r\n\t26")
    for version in (text, "\ufeff" + text, text.replace("\r\n", "\n"), folded):
        found, findings = occurrences(version, zone="UTC", **YEAR)
        assert (len(found), findings) == (1, ())


@settings(max_examples=200)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_but_never_breaks_the_reader(data):
    text = DEFINED + calendar(
        "DTSTART;TZID=Our own time:20260601T090000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=MO",
        "DTSTART;VALUE=DATE:20260803\nDTEND;VALUE=DATE:20260815\nEXDATE;VALUE=DATE:20260804",
    )
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        gone = data.draw(st.integers(0, 12))
        text = text[:at] + data.draw(st.text(max_size=6)) + text[at + gone :]
    with suppress(HostileInput):
        occurrences(text, zone="UTC", **YEAR)
