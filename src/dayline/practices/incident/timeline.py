"""A timeline: the rows of a text, the notes of many writers, both merged by time. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from dayline.contracts.prose import Passage

_CELLS = re.compile(r"(?<!\\)\|")
_FULL = re.compile(r"(\d{4})-(\d{2})-(\d{2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?Z?")
_LOOSE = re.compile(r"(\d{4})-(\d{2})-(\d{2})[ T]+(\d{1,2}):(\d{2})")
_HOUR = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?Z?")
_LISTED = re.compile(
    r"\s*[-*+]\s+(?P<stamp>(?:\d{4}-\d{2}-\d{2}[ T])?\d{1,2}:\d{2})[ :,-]*(?P<text>.+)"
)
_ZONE = re.compile(
    r"(?i:\ball times) (?i:are |stand )?(?i:in )?([A-Z]{2,5}|[A-Z][a-z]+/[A-Z]\w+)\b"
)
_WHO = ("written by", "by", "who", "author")
HEADS = "| Time | Event | Written by |\n|---|---|---|"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a text's timeline. ``at`` reads its time as UTC, None where there is none to read.

    ``full`` tells that date and time are both written, in the form ``2026-11-10 18:24``.
    """

    stamp: str
    event: str
    by: str
    line: int
    at: datetime | None
    full: bool


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody added. ``at`` is when it happened, ``written_at`` when it reached us.

    ``corrects`` is the id of the note that it corrects; ``text`` None when it was erased.
    """

    id: str
    at: datetime
    written_at: datetime
    author: str
    text: str | None
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the merged timeline.

    ``id`` is that of its note, "" for a row of the text. ``before`` is what it said at first and
    after each correction but the last, oldest first.
    """

    at: datetime | None
    text: str | None
    by: str
    stamp: str
    id: str = ""
    written_at: datetime | None = None
    before: tuple[Note, ...] = ()
    row: Row | None = None


def zone_stated(passage: Passage) -> str:
    """The zone that the section says its times are in, such as ``UTC``; "" where it says none."""
    for line in passage.lines:
        found = None if line.text.lstrip().startswith("|") else _ZONE.search(line.text)
        if found:
            return found[1]
    return ""


def rows_of(passage: Passage, *, since: datetime | None = None) -> list[Row]:
    """The rows of a section: of its table, else of a list whose items begin with a time.

    An hour without a date is of the day of the row before it, else of ``since``, and of the next
    day where it would go back more than twelve hours.
    """
    found: list[Row] = []
    last = since
    for line, cells, by in [*_table(passage)] or [*_list(passage)]:
        at, full = _read(cells[0], last)
        last = at or last
        event = cells[1] if len(cells) > 1 else ""
        found.append(Row(cells[0], event, by, line, at, full))
    return found


def _table(passage: Passage) -> Iterator[tuple[int, list[str], str]]:
    heads: list[str] = []
    inside = False
    for line in passage.lines:
        text = line.text.strip()
        if line.code or not text.startswith("|"):
            inside, heads = False, []
        elif not text.strip("|:- "):
            inside = True
        elif inside:
            cells = _split(text)
            who = [n for n, head in enumerate(heads) if head.casefold() in _WHO and n < len(cells)]
            yield line.number, cells, cells[who[0]] if who else ""
        else:
            heads = _split(text)


def _split(text: str) -> list[str]:
    bare = text[1:-1] if text.endswith("|") and not text.endswith("\\|") else text[1:]
    return [cell.strip().replace("\\|", "|") for cell in _CELLS.split(bare)]


def _list(passage: Passage) -> Iterator[tuple[int, list[str], str]]:
    for line in passage.lines:
        found = None if line.code else _LISTED.match(line.text)
        if found:
            yield line.number, [found["stamp"], found["text"].strip()], ""


def _read(stamp: str, last: datetime | None) -> tuple[datetime | None, bool]:
    found = _FULL.fullmatch(stamp)
    loose = found or _LOOSE.match(stamp)
    try:
        if loose:
            year, month, day, hour, minute = (int(one) for one in loose.groups()[:5])
            return datetime(year, month, day, hour, minute, tzinfo=UTC), bool(found)
        clock = _HOUR.match(stamp)
        if clock and last:
            at = last.replace(hour=int(clock[1]), minute=int(clock[2]), second=0, microsecond=0)
            return (at + timedelta(days=1) if last - at > timedelta(hours=12) else at), False
    except ValueError:
        pass
    return None, False


def backwards(rows: Sequence[Row]) -> list[Row]:
    """The rows that stand after one which happened later. Only full times are compared."""
    found = []
    latest: datetime | None = None
    for row in rows:
        if not row.full or row.at is None:
            continue
        if latest is not None and row.at < latest:
            found.append(row)
        latest = row.at if latest is None else max(latest, row.at)
    return found


def merged(rows: Sequence[Row], notes: Sequence[Note]) -> list[Event]:
    """Everything by time. Rows that are the writing of a note stand for it and come once.

    What cannot be dated keeps its place behind the row before it. Nothing is left out.
    """
    events = _noted(notes)
    written = {line for event in events for line in writings(event)}
    dated: list[tuple[datetime, int, Event]] = []
    last = datetime.min.replace(tzinfo=UTC)
    for row in rows:
        last = row.at or last
        event = Event(row.at, row.event, row.by, row.stamp, row=row)
        if line_of(event) not in written:
            dated.append((last, 0, event))
    dated += [(event.at or last, 1, event) for event in events]
    return [event for _, _, event in sorted(dated, key=lambda one: one[:2])]


def _noted(notes: Sequence[Note]) -> list[Event]:
    """Each note with its corrections folded in; the last word counts, in the order of arrival."""
    said: dict[str, list[Note]] = {}
    root: dict[str, str] = {}
    for note in notes:
        origin = root.get(note.corrects, "") or note.id
        root[note.id] = origin
        said.setdefault(origin, []).append(note)
    return [_event(chain) for chain in said.values()]


def _event(chain: Sequence[Note]) -> Event:
    last, first = chain[-1], chain[0]
    return Event(
        last.at, last.text, last.author, stamp_of(last.at), first.id, first.written_at,
        tuple(chain[:-1]),
    )  # fmt: skip


def stamp_of(at: datetime) -> str:
    """A time as timelines write it: UTC, to the minute."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M")


def line_of(event: Event) -> str:
    """An event as a row of a table. What it said at first stands beside a correction."""
    text = "(erased)" if event.text is None else event.text
    if event.before:
        first = event.before[0]
        when = f"{stamp_of(first.at)}, " if first.at != event.at else ""
        said = "(erased)" if first.text is None else first.text
        text = f"{text} (corrected by {event.by}; first written by {first.author}: {when}{said})"
    return f"| {event.stamp} | {_cell(text)} | {_cell(event.by)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def writings(event: Event) -> set[str]:
    """Every row that may stand in a text for this note: as it is, and before each correction."""
    chain = event.before
    found = {line_of(event)}
    for number in range(len(chain)):
        past = chain[number]
        found.add(
            line_of(
                replace(
                    event, at=past.at, text=past.text, by=past.author, stamp=stamp_of(past.at),
                    before=chain[:number],
                )
            )
        )  # fmt: skip
    return found


def table_of(events: Iterable[Event]) -> str:
    """The timeline as a Markdown table."""
    return "\n".join([HEADS, *map(line_of, events)])
