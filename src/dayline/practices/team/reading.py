"""Reading a team's contract from its text: tables and lists as rows, hours as minutes. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dayline.base.errors import DaylineError
from dayline.base.heads import split
from dayline.base.markdown import heading_key, scan
from dayline.practices.team.terms import Row, Rows, TeamContract

_DELIMITER = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*\Z")
_POINT = re.compile(r"\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+(?P<words>\S.*)\Z")
_MARKS = re.compile(r"[`*_]")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DASH = "(?:to|-|\u2013|until)"
_TIME = re.compile(rf"(?<!\d)(\d{{1,2}})[:.](\d{{2}})(?!\d)|(?<!\d)(\d{{1,2}})(?=\s*{_DASH}\s)")
_HOLIDAYS = re.compile(r"holidays?\s+(?:of|in)\s+(?P<where>[^.\n]+)", re.IGNORECASE)
DAY = 1440


def read_contract(text: str) -> TeamContract:
    """What a text promises. Whatever it does not say is empty; nothing is refused."""
    try:
        head = split(text)
    except DaylineError:
        return TeamContract(prose=text)
    sections = _sections(text, head.end)
    fields = head.fields
    hours, notes = _rows(sections.get("hours", ""))
    return TeamContract(
        team=_word(fields.get("team")),
        version=_word(fields.get("version")),
        owner=_word(fields.get("owner")),
        contact=_word(fields.get("contact")),
        zone=_word(fields.get("zone")) or "UTC",
        areas=_several(fields.get("area")),
        depends_on=_several(fields.get("depends_on")),
        inputs=_rows(sections.get("inputs", ""))[0],
        outputs=_rows(sections.get("outputs", ""))[0],
        levels=_rows(sections.get("service levels", ""))[0],
        conditions=_rows(sections.get("dependencies", ""))[0],
        refusals=_rows(sections.get("non-goals", ""))[0],
        hours=hours,
        awake=frozenset(minute for row in hours.values() for minute in awake_minutes(row)),
        holidays=_holidays(notes),
        prose=" ".join(text[head.end :].split()),
    )


def _word(value: object) -> str:
    return "" if value is None or isinstance(value, list | dict) else str(value).strip()


def _several(value: object) -> frozenset[str]:
    listed = value if isinstance(value, list) else [value] if value else []
    return frozenset(str(one).strip() for one in listed)


def _sections(text: str, start: int) -> dict[str, str]:
    """The words under each heading of level two, by its normal name."""
    headings = [one for one in scan(text, start=start).headings if one.level == 2]
    ends = [*(one.start for one in headings), len(text)][1:]
    return {
        heading_key(one.text): text[one.end : end] for one, end in zip(headings, ends, strict=True)
    }


def _rows(words: str) -> tuple[Rows, str]:
    """The rows of tables and lists by their names, and the prose around them."""
    found: dict[str, Row] = {}
    notes: list[str] = []
    lines = words.splitlines()
    point = ""
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else ""
        stated = _POINT.match(line)
        if line.lstrip().startswith("|"):
            if not _DELIMITER.match(line) and not _DELIMITER.match(following):
                _put(found, _cells(line))
        elif stated:
            point = stated["words"]
            _put(found, _parts(point))
        elif point and line.startswith((" ", "\t")) and line.strip():
            found.pop(name_key(_parts(point)[0]), None)
            point = f"{point} {line.strip()}"
            _put(found, _parts(point))
        else:
            point = ""
            notes.append(line)
    return found, "\n".join(notes).strip()


def _put(found: dict[str, Row], cells: Sequence[str]) -> None:
    if cells and cells[0].strip():
        found[name_key(cells[0])] = Row(cells[0].strip(), tuple(one.strip() for one in cells[1:]))


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [one.replace("\\|", "|").strip() for one in re.split(r"(?<!\\)\|", inner)]


def _parts(words: str) -> list[str]:
    """A point of a list as cells: the name before the first colon, then what commas part."""
    name, colon, rest = words.partition(": ")
    return [name, *re.split(r"[,;]\s+", rest)] if colon else [words]


def name_key(name: str) -> str:
    """A name for comparing: lower case, without marks and double blanks."""
    return " ".join(_MARKS.sub("", name).casefold().split()).rstrip(".")


def awake_minutes(row: Row) -> frozenset[int]:
    """The minutes of a week, from Monday 0:00 on, that a row of hours names."""
    words = " ".join((row.name, *row.cells)).casefold()
    days = _days_in(words)
    times = [
        int(hour or alone) * 60 + int(minute or 0) for hour, minute, alone in _TIME.findall(words)
    ]
    if not times:
        bare = [int(one) * 60 for one in re.findall(r"(?<![\d:])(\d{1,2})(?![\d:])", words)]
        times = bare
    found: set[int] = set()
    for begin, end in zip(times[::2], times[1::2], strict=False):
        until = end if end > begin else end + DAY
        found.update(
            (day * DAY + minute) % (7 * DAY) for day in days for minute in range(begin, until)
        )
    return frozenset(found)


def _days_in(words: str) -> list[int]:
    """The days that are named: ``Monday to Friday``, ``Sat``, ``every day``; 0 is Monday."""
    if "every day" in words or "day and night" in words:
        return list(range(7))
    named = [
        (match.start(), _DAYS.index(day))
        for day in _DAYS
        for match in re.finditer(rf"\b{day[:3]}(?:{day[3:]}|s|rs?|nes)?\b", words)
    ]
    order = [day for _, day in sorted(named)]
    span = re.search(rf"\b[a-z]{{3,9}}\s*{_DASH}\s*[a-z]{{3,9}}\b", words)
    if len(order) >= 2 and span and span.start() <= min(named)[0]:
        first, last = order[0], order[1]
        between = range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))
        return sorted({*between, *order[2:]})
    return sorted(set(order))


def _holidays(notes: str) -> frozenset[str]:
    found = _HOLIDAYS.search(notes)
    if found is None:
        return frozenset()
    parts = re.split(r",|;|\bas well as\b|\bplus\b", found["where"])
    return frozenset(one.strip().casefold() for one in parts if one.strip())
