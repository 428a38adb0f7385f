"""Time at the command line: who is awake, what is due, what will be told, who is called."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cast import Stage
from tests.faces.conftest import Said
from tests.practices.test_rfc_window import RFC

Dayline = Callable[..., Said]
At = Callable[[str], None]


@pytest.fixture(autouse=True)
def at(monkeypatch: pytest.MonkeyPatch) -> At:
    """``at("2026-11-18T16:05")`` sets the present; it is Wednesday, 9:00 in London, before."""

    def to(instant: str) -> None:
        monkeypatch.setenv("DAYLINE_NOW", f"{instant}:00Z")

    monkeypatch.setenv("NO_COLOR", "1")
    to("2026-11-18T09:00")
    return to


@pytest.fixture
def rfc(stage: Stage, dayline: Dayline, tmp_path: Path) -> str:
    """An RFC of @omar that is open to Austin, London and Singapore since nine in London."""
    text = tmp_path / "rfc.md"
    text.write_text(RFC.format(policy="pause"))
    ref = dayline("new", "rfc", "--from", str(text), who="omar").out.strip()
    assert dayline("move", ref, "open", who="omar").code == 0
    return ref


def lines_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


# Who is awake.


def test_london_and_austin_share_two_hours_and_singapore_none(
    stage: Stage, dayline: Dayline
) -> None:
    shared = dayline("when", "@ana", "@ines").out
    assert "@ana is not awake until 09:00" in shared
    assert "The next shared hour starts at 09:00 for you and lasts 2 h." in shared
    alone = dayline("when", "@ana", "@ken").out
    assert "no shared hour" in alone.splitlines()[-3]
    assert alone.endswith("There is no shared hour in the next 14 days.\n")


def test_the_band_fits_a_narrow_terminal_and_has_no_colour_in_a_pipe(
    stage: Stage, dayline: Dayline
) -> None:
    said = dayline("when", "@ana", "@ken")
    assert "\x1b" not in said.out
    assert max(len(line) for line in said.out.splitlines()[:5]) <= 80


def test_when_speaks_json(stage: Stage, dayline: Dayline) -> None:
    found = json.loads(dayline("when", "@ana", "@ines", "--json").out)
    assert found["next_shared"] == {
        "from": "2026-11-18T15:00:00.000000Z", "to": "2026-11-18T17:00:00.000000Z",
    }  # fmt: skip
    assert [(one["who"], one["awake"]) for one in found["people"]] == [
        ("@ana", False), ("@ines", True),
    ]  # fmt: skip
    assert json.loads(dayline("when", "@ana", "@ken", "--json").out)["next_shared"] is None


def test_a_place_that_leaves_a_doubt_is_asked_about(stage: Stage, dayline: Dayline) -> None:
    said = dayline("when", "Portland")
    assert said.code == 1
    assert "Write America/New_York or America/Los_Angeles." in said.err


# Counting working time.


def test_four_hours_of_ana_s_time(stage: Stage, dayline: Dayline) -> None:
    said = dayline("hours", "add", "2026-11-20T16:00", "4h", "--of", "@ana")
    assert said.out == "Mon 23 Nov 2026, 12:00 in America/Chicago\n"
    back = dayline("hours", "add", "2026-11-23T12:00", "-4h", "--of", "@ana")
    assert back.out == "Fri 20 Nov 2026, 16:00 in America/Chicago\n"
    between = ("hours", "between", "2026-11-20T16:00", "2026-11-23T12:00", "--of", "@ana")
    assert dayline(*between).out == "4 h\n"
    assert json.loads(dayline(*between, "--json").out)["minutes"] == 240


def test_workdays_end_with_the_day(stage: Stage, dayline: Dayline) -> None:
    said = dayline("hours", "add", "2026-11-20T16:00", "3 workdays", "--of", "@ines")
    assert said.out == "Wed 25 Nov 2026, 17:00 in Europe/London\n"


@pytest.mark.parametrize(
    ("instant", "says"),
    [
        ("2026-10-25T01:30", "happens twice in Europe/London"),
        ("2026-03-29T01:30", "never happens in Europe/London"),
        ("noon", "is no instant"),
    ],
)
def test_an_hour_that_is_none_is_asked_about(
    stage: Stage, dayline: Dayline, instant: str, says: str
) -> None:
    said = dayline("hours", "add", instant, "1h", "--of", "@ines")
    assert said.code == 1
    assert says in said.err
    assert "Z" in said.err  # both instants, or how to write one


def test_questions_on_a_pipe_are_answered_line_by_line(
    stage: Stage, dayline: Dayline, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines_in(
        monkeypatch,
        '{"start": "2026-11-20T22:00Z", "add": "4h", "of": "@ana", "id": 7}',
        '{"start": "2026-11-20T22:00Z", "add": "much"}',
        "nonsense",
    )
    said = dayline("hours", "add", "--of", "@ines")
    first, second, third = map(json.loads, said.out.splitlines())
    assert (first["id"], first["at"]) == (7, "2026-11-23T18:00:00Z")
    assert (second["line"], third["line"]) == (2, 3)
    assert "Write 4h, 90m, 1h 30m or 3 workdays." in second["error"]
    assert said.code == 1
    assert "2 lines could not be answered" in said.err
    lines_in(monkeypatch, '{"start": "2026-11-20T22:00Z", "stop": "2026-11-23T18:00Z"}')
    answer = dayline("hours", "between", "--of", "@ana").out
    assert json.loads(answer)["minutes"] == 240


def test_a_calendar_file_needs_no_workspace(dayline: Dayline, tmp_path: Path) -> None:
    night = tmp_path / "night.yaml"
    night.write_text("zone: Asia/Singapore\nweek: every day 22:00-02:00\n")
    said = dayline("hours", "add", "2026-11-20T22:00", "6h", "--of", str(night))
    assert said.out == "Sun 22 Nov 2026, 00:00 in Asia/Singapore\n"


# Calendars.


def test_leave_moves_what_depends_on_it_and_says_so(rfc: str, dayline: Dayline) -> None:
    """Ken is away for the three days of the window: it closes when he has had his day."""
    before = json.loads(dayline("rfc", "status", rfc, "--json").out)["closes_at"]
    said = dayline("person", "leave", "2026-11-19", "to", "2026-11-23", who="ken")
    assert said.out == "@ken is away: 2026-11-19 to 2026-11-23\n"
    assert "1 deadline moved along. See: dayline clock list" in said.err
    after = json.loads(dayline("rfc", "status", rfc, "--json").out)["closes_at"]
    assert (before, after) == ("2026-11-21T09:00:00Z", "2026-11-24T09:00:00Z")
    moved = dayline("inbox", who="omar").out
    assert "“Window” runs out Tue 24 Nov 09:00 and no longer Sat 21 Nov 09:00" in moved
    assert "because the working hours of those who must act have changed" in " ".join(moved.split())


def test_a_calendar_is_printed_as_it_was_written(
    stage: Stage, dayline: Dayline, tmp_path: Path
) -> None:
    text = "# mine\nzone: America/Chicago\nweek: mon-thu 08:00-16:00\n"
    file = tmp_path / "ana.yaml"
    file.write_text(text)
    said = dayline("person", "calendar", "--set", str(file))
    assert said.out.rstrip() == text.rstrip()
    assert "Wed 18 Nov  08:00-16:00" in said.err
    dayline("person", "focus", "tue", "13:00-15:00")
    dayline("person", "moves", "--to", "Singapore", "--from", "2027-01-04")
    found = json.loads(dayline("person", "calendar", "--json").out)
    assert found["calendar"].startswith(text)
    assert "tue 13:00-15:00" in found["calendar"]
    days = [one["from"] for one in found["next_seven_days"]]
    assert days[0] == "2026-11-18T14:00:00Z"
    assert "its members' hours count" in dayline("team", "calendar", "@austin").out


EVENTS = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Vacation
DTSTART;VALUE=DATE:20261221
DTEND;VALUE=DATE:20261226
END:VEVENT
BEGIN:VEVENT
SUMMARY:Focus time
DTSTART;TZID=America/Chicago:20261124T130000
DTEND;TZID=America/Chicago:20261124T150000
RRULE:FREQ=WEEKLY;COUNT=2
END:VEVENT
END:VCALENDAR
"""


def test_leave_and_focus_come_from_a_calendar_file_once(
    stage: Stage, dayline: Dayline, tmp_path: Path
) -> None:
    file = tmp_path / "mine.ics"
    file.write_text(EVENTS)
    said = dayline("person", "leave", "--ics", str(file))
    assert said.out == "@ana is away: 2026-12-21 to 2026-12-25\n"
    assert "For its focus blocks: dayline person focus --ics" in said.err
    assert dayline("person", "focus", "--ics", str(file)).out.count("@ana has focus") == 2
    entries = dayline("log", "--json").out
    for command in ("leave", "focus"):
        again = dayline("person", command, "--ics", str(file))
        assert (again.out, again.code) == ("", 0)
        assert "All of it is known already." in again.err
    assert dayline("log", "--json").out == entries
    assert dayline("hours", "between", "2026-11-24T09:00", "2026-11-24T17:00").out == "6 h\n"
    assert dayline("person", "focus").code == 1


def test_a_calendar_that_cannot_be_read_says_where(
    stage: Stage, dayline: Dayline, tmp_path: Path
) -> None:
    file = tmp_path / "ana.yaml"
    file.write_text("zone: America/Chicago\nweek: mon-fri 9-25\n")
    said = dayline("person", "calendar", "--set", str(file))
    assert said.code == 1
    assert said.err.count("@ana:2") == 1


# Clocks.


def test_clocks_are_listed_next_first_and_explained_hour_by_hour(
    rfc: str, dayline: Dayline, at: At
) -> None:
    at("2026-11-18T16:05")
    heads, window, cap = dayline("clock", "list").out.splitlines()
    assert heads.split() == ["RUNS", "OUT", "LEFT", "RECORD", "CLOCK", "OF", "TITLE"]
    assert window.startswith("Sat 21 Nov 03:00  22 h 55 min  R-1     window  @ana @ines @ken")
    assert cap.startswith("Tue 1 Dec 11:00")
    (mine,) = json.loads(dayline("clock", "list", "--mine", "--json").out)
    assert (mine["clock"], mine["left_minutes"]) == ("window", 22 * 60 + 55)
    told = dayline("clock", "explain", rfc).out
    assert "Thu 19 Nov 09:00-17:00         8 h        16 h" in told
    assert "(in Asia/Singapore)" in told
    assert "Hard cap: the end of Tue 1 Dec 2026 for @omar" in told
    assert json.loads(dayline("clock", "explain", rfc, "--json").out)[0]["account"]


def test_a_record_without_clocks_says_so(stage: Stage, dayline: Dayline) -> None:
    dayline("new", "rfc", "--title", "Not open yet")
    said = dayline("clock", "explain", "R-1")
    assert (said.code, "R-1 has no clocks." in said.err) == (1, True)
    assert dayline("clock", "list").err == "Nothing runs.\n"


def test_promises_are_exported_and_no_figure_is_about_few(rfc: str, dayline: Dayline) -> None:
    assert dayline("clock", "slo").out == ""
    assert "too few for a figure" in dayline("clock", "slo").err
    few = dayline("clock", "slo", "--team", "@austin")
    assert "figures exist for groups of 5 or more" in few.err
    assert "apiVersion: openslo/v1" in dayline("clock", "slo", "--openslo").out


# The fair window.


def test_status_says_to_the_minute_why_it_is_open(rfc: str, dayline: Dayline, at: At) -> None:
    at("2026-11-18T16:05")
    said = dayline("rfc", "status", rfc).out
    assert "It closes Sat 21 Nov 03:00." in said  # in Austin
    assert "  64 h 55 min of the floor remain" in said
    assert "  @ines has 55 min of awake-hours to come" in said
    assert "@ken      0 min       8 h 00 min  tomorrow 03:00" in said
    assert "It closes Sat 21 Nov 09:00." in dayline("rfc", "status", rfc, who="ines").out
    at("2026-11-21T09:00")
    assert "The window is over since today 09:00." in dayline("rfc", "status", rfc, who="omar").out
    assert dayline("rfc", "close").out == "R-1: close\n"
    closed = dayline("rfc", "status", rfc, who="omar").out
    assert "it waits for its result" in closed
    assert "Without one the default, postpone, comes Wed 2 Dec 00:00." in closed


def test_a_concern_stops_the_window_and_an_appeal_ends_the_dispute(
    rfc: str, dayline: Dayline, at: At
) -> None:
    concern = dayline("comment", rfc, "Never.", "--concern", "sunday", who="ken").out.strip()
    dayline("worker", "--once")
    assert "paused" in dayline("clock", "list").out
    status = dayline("rfc", "status", rfc).out
    assert f"the concern 'sunday' of @ken is open ({concern})" in status
    assert json.loads(dayline("rfc", "status", rfc, "--json").out)["stands_still"] is True
    at("2026-11-19T12:00")
    asked = dayline("rfc", "appeal", rfc, concern, "It is the quietest day.", who="omar")
    assert asked.out == f"@olga will be told and may decide on {concern}.\n"
    assert f"@omar appealed against {concern}; @olga decides" in dayline("rfc", "status", rfc).out
    assert dayline("rfc", "decide", rfc, concern, "Yes.", who="olga").code == 2
    decided = dayline("rfc", "decide", rfc, concern, "Yes.", "--overrule", who="olga")
    assert decided.out == f"{concern} is overruled and closed.\n"
    dayline("worker", "--once")
    assert "Sun 22 Nov 06:00" in dayline("clock", "list").out  # 27 h later than it was


# What will be told, and calling somebody.


def test_the_worker_sends_letters_that_the_inbox_keeps(rfc: str, dayline: Dayline, at: At) -> None:
    pending = dayline("inbox", who="ines").out
    assert "Request for comments, open, since today 09:00, by @omar." in pending
    assert "Why you: it waits on you." in pending
    assert json.loads(dayline("inbox", "--json", who="ines").out)[0]["ref"] == rfc
    at("2026-11-19T09:00")
    assert "1 letter kept here" in dayline("worker", "--once").out
    assert dayline("worker", "--once").err == "Nothing was due.\n"
    assert dayline("inbox", who="ines").err == "You have been told everything.\n"
    (letter,) = json.loads(dayline("inbox", "--letters", "--json", who="ines").out)
    assert letter["sort"] == "digest"
    text = dayline("inbox", "--read", letter["id"], who="ines").out
    assert "You get one letter on a working day" in text
    assert dayline("inbox", "--read", letter["id"], who="ken").code == 1
    read = json.loads(dayline("inbox", "--read", letter["id"], "--json", who="ines").out)
    assert read["subject"].startswith("Waits on you: R-1")
    assert dayline("inbox", "--letters-for", "pages").out == "You get pages only.\n"


def test_a_page_spends_what_everybody_sees(rfc: str, dayline: Dayline) -> None:
    assert dayline("page", "--allow", "@austin=1/28").code == 0
    said = dayline("page", "@ken", "--ref", rfc, "--reason", "The ledger refuses.")
    assert said.out == "@ken will be called by the next round of the worker.\n"
    assert said.err == "@austin has spent 1 of its 1 pages in 28 days.\n"
    again = ("page", "@ken", "--ref", rfc, "--reason", "Still.")
    refused = dayline(*again)
    assert refused.code == 1
    assert "Nobody was called." in refused.err
    assert dayline(*again, "--over-budget").code == 0
    assert dayline("page").out.splitlines()[1].split() == ["@austin", "2", "1", "28", "days", "-1"]
    budgets = json.loads(dayline("page", "--budget", "--json").out)
    assert budgets[0] == {"team": "@austin", "spent": 2, "pages": 1, "days": 28, "left": -1}
    assert dayline("page", "@ken", "--ref", rfc).code == 2
    assert dayline("page", "--allow", "@austin=many").code == 2
