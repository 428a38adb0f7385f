"""``dayline hours``: awake-hours arithmetic, one question or a million of them on a pipe."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import click

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.instants import to_text
from dayline.base.micros import HOUR, MINUTE, from_micros, to_micros
from dayline.base.zones import Happens, resolve_local
from dayline.base.zones import zone as zone_of
from dayline.clocks.timing import Measure, Promise, amount, due
from dayline.faces.cli.session import now
from dayline.faces.cli.terminal import as_json, note
from dayline.faces.cli.whom import Someone, Whom

_AMOUNT = re.compile(
    r"(?:(?P<hours>[0-9]{1,5}(?:\.[0-9]{1,3})?)\s*(?:h|hours?|awake-hours?))?\s*"
    r"(?:(?P<minutes>[0-9]{1,6})\s*(?:m|min|minutes?))?"
)
_WORKDAYS = re.compile(r"(?P<count>[0-9]{1,3})\s*(?:workdays?|wd)")
_HOW = "Write 4h, 90m, 1h 30m or 3 workdays."


@click.group()
def hours() -> None:
    """Count working time: add it to an instant, or measure it between two."""


_OF = click.option(
    "--of", "whose", metavar="WHO", help="A handle, a team, a place, a zone or a calendar file."
)
_JSON = click.option("--json", "json_", is_flag=True, help="Print the answer for programs.")


# So that -2h is an amount, and not the options -2 and -h.
@hours.command(context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
@click.argument("start", required=False)
@click.argument("duration", required=False)
@_OF
@_JSON
def add(start: str | None, duration: str | None, whose: str | None, *, json_: bool) -> None:
    """Say when an amount of somebody's working time has passed.

    START is an instant (2026-11-18T15:00Z), a local time there (2026-11-18T15:00), or `now`.

    \b
    dayline hours add now 4h --of @ana
    dayline hours add 2026-11-20T16:00 "3 workdays" --of Berlin
    dayline hours add now -2h --of @ana

    Without START, questions are read from stdin, one JSON object a line:
    {"start": ..., "add": "4h", "of": "@ana"}. Each gives a line with "at".
    """
    if start is None or start == "-":
        _answer(_add_line, whose)
        return
    if duration is None:
        raise click.UsageError("How much? Give a duration such as 4h.")
    one = _someone(Whom(), whose)
    begin = _instant(start, one)
    ends = _add(one, begin, duration)
    if json_:
        as_json({"start": begin, "add": duration, "of": one.label, "at": ends})
        return
    local = ends.astimezone(zone_of(one.zone(ends)))
    click.echo(f"{local:%a} {local.day} {local:%b %Y, %H:%M} in {one.zone(ends)}")
    note(f"{duration} of {one.label}'s time after {_utc(begin)}; in UTC {_utc(ends)}")


@hours.command()
@click.argument("start", required=False)
@click.argument("stop", required=False)
@_OF
@_JSON
def between(start: str | None, stop: str | None, whose: str | None, *, json_: bool) -> None:
    """Say how much of somebody's working time lies between two instants.

    \b
    dayline hours between 2026-11-20T16:00 2026-11-23T10:00 --of @ines

    Without START, questions are read from stdin, one JSON object a line:
    {"start": ..., "stop": ..., "of": "@ana"}. Each gives a line with "minutes".
    """
    if start is None or start == "-":
        _answer(_between_line, whose)
        return
    if stop is None:
        raise click.UsageError("Until when? Give a second instant.")
    one = _someone(Whom(), whose)
    begin, end = _instant(start, one), _instant(stop, one)
    micros = one.hours.between_micros(to_micros(begin), to_micros(end))
    if json_:
        as_json(
            {"start": begin, "stop": end, "of": one.label, "minutes": round(micros / MINUTE, 6)}
        )
        return
    click.echo(f"{'-' if micros < 0 else ''}{amount(abs(micros))}")
    note(f"of {one.label}'s time from {_utc(begin)} to {_utc(end)}")


def _utc(instant: datetime) -> str:
    """An instant in UTC, without microseconds where there are none."""
    return to_text(instant).replace(".000000", "")


def _someone(whom: Whom, whose: str | None) -> Someone:
    if whose:
        return whom.find(whose)
    me = whom.me()
    if me is None:
        raise InvalidInput("Whose time counts?", do="Say it: --of @ana, --of Berlin.")
    return me


def _instant(text: str, one: Someone) -> datetime:
    """An instant, or a local time where somebody is; what happens twice or never is asked about."""
    if text == "now":
        return now()
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            f"{text[:40]!r} is no instant.", do="Write 2026-11-18T15:00Z, or a local time."
        ) from None
    if given.tzinfo is not None:
        return given
    zone = one.schedule.zone_on(given.date())
    local = resolve_local(given, zone)
    if local.happens is not Happens.ONCE:
        often = "happens twice" if local.happens is Happens.TWICE else "never happens"
        raise InvalidInput(
            f"{given:%Y-%m-%d %H:%M} {often} in {zone}.",
            do=f"Write {local.earlier:%Y-%m-%dT%H:%MZ} or {local.later:%Y-%m-%dT%H:%MZ}.",
        )
    return local.earlier


def _add(one: Someone, begin: datetime, duration: str) -> datetime:
    micros = _length(duration)
    if micros is not None:
        return from_micros(one.hours.add_micros(to_micros(begin), micros))
    days = _WORKDAYS.fullmatch(duration.strip().casefold())
    if days is None:
        raise InvalidInput(f"{duration[:40]!r} is no amount of working time.", do=_HOW)
    promise = Promise(Measure.WORKDAYS, int(days["count"]))
    return from_micros(due(promise, to_micros(begin), (one.party(begin),), {}))


def _length(text: str) -> int | None:
    text = text.strip().casefold()
    back = text.startswith("-")
    found = _AMOUNT.fullmatch(text.removeprefix("-").strip())
    if found is None or not (found["hours"] or found["minutes"]):
        return None
    micros = round(float(found["hours"] or 0) * HOUR) + int(found["minutes"] or 0) * MINUTE
    return -micros if back else micros


# Many questions on a pipe.

Question = Mapping[str, Any]


def _answer(solve: Callable[[Question, Someone], dict[str, Any]], whose: str | None) -> None:
    """Answer every line; a line that cannot be answered says why, and the exit code is 1."""
    whom = Whom()
    known: dict[str, Someone] = {}
    failed = 0
    write = sys.stdout.write
    for number, line in enumerate(_lines(), 1):
        try:
            question = json.loads(line)
            if not isinstance(question, dict):
                raise InvalidInput("This line is no JSON object.", do="Write one object per line.")
            name = str(question.get("of") or whose or "")
            one = known.get(name)
            if one is None:
                one = known[name] = _someone(whom, name or None)
            found = solve(question, one)
        except (DaylineError, ValueError, KeyError, OverflowError) as error:
            failed += 1
            found = {"line": number, "error": _said(error)}
        write(json.dumps(found, ensure_ascii=False) + "\n")
    sys.stdout.flush()
    if failed:
        lines = "1 line" if failed == 1 else f"{failed} lines"
        note(f"{lines} could not be answered; each says why.")
        raise SystemExit(1)


def _lines() -> Iterable[str]:
    return (line for line in sys.stdin if line.strip())


def _said(error: Exception) -> str:
    if isinstance(error, DaylineError):
        found = [f"{one.place}: {one.message} {one.remedy}" for one in error.findings]
        return " ".join(part for part in (error.what, *found, error.do) if part)
    if isinstance(error, KeyError):
        return f"The key {error} is missing."
    return f"This line cannot be read: {error}"


def _add_line(question: Question, one: Someone) -> dict[str, Any]:
    begin = _instant(str(question["start"]), one)
    return {**question, "at": _utc(_add(one, begin, str(question["add"])))}


def _between_line(question: Question, one: Someone) -> dict[str, Any]:
    begin = to_micros(_instant(str(question["start"]), one))
    end = to_micros(_instant(str(question["stop"]), one))
    return {**question, "minutes": round(one.hours.between_micros(begin, end) / MINUTE, 6)}
