"""A post-mortem that was written elsewhere, read as it stands: nothing is guessed. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dayline.base.document import split
from dayline.base.findings import Finding, Severity
from dayline.base.markdown import scan
from dayline.practices.incident.points import points
from dayline.practices.incident.sections import ACTIONS, TIMELINE, passage
from dayline.practices.incident.timeline import Row, backwards, rows_of, zone_stated

_ID = re.compile(r"(?P<id>[A-Z]{1,6}[-_ ]?\d{1,6}(?:-\d{1,6})?)(?![A-Za-z0-9])")
_STAT = re.compile(r"\**(?P<name>[^:*]{1,60}?)\**\s*:\**\s*(?P<value>\S.*)")
FACTORS = ("contributing factors", "root cause", "root causes", "causes")
LESSONS = ("lessons learned", "lessons", "what helped", "what went well")
STATS = ("stats", "statistics")


@dataclass(frozen=True)
class Postmortem:
    """What a post-mortem says. ``sections`` are its headings in their order, the title among them.

    ``actions``, ``factors`` and ``lessons`` are the points of their lists, those that stand under
    another among them. ``stats`` are the fields of that section, by their names in small letters.
    """

    path: str
    id: str
    title: str
    sections: tuple[str, ...]
    zone: str
    rows: tuple[Row, ...]
    actions: tuple[str, ...]
    factors: tuple[str, ...]
    lessons: tuple[str, ...]
    stats: dict[str, str]

    @property
    def dated(self) -> list[Row]:
        """The rows with a full date and time."""
        return [row for row in self.rows if row.full]

    @property
    def minutes(self) -> int | None:
        """From the first to the last dated row as they stand; None with fewer than two."""
        dated = self.dated
        if len(dated) < 2 or dated[0].at is None or dated[-1].at is None:
            return None
        times = [row.at for row in dated if row.at]
        return int((max(times) - min(times)).total_seconds()) // 60

    @property
    def findings(self) -> list[Finding]:
        """Rows that go back in time, and rows whose time cannot be read."""
        return [
            *(
                _finding(self.path, row, "happened before a row above it", "Put it in its place.")
                for row in backwards(self.rows)
            ),
            *(
                _finding(
                    self.path, row, "is no full date and time", "Write it as 2026-11-10 18:24."
                )
                for row in self.rows
                if not row.full
            ),
        ]


def _finding(path: str, row: Row, what: str, remedy: str) -> Finding:
    rule = "timeline-backwards" if "before" in what else "timeline-unread"
    message = f"{row.stamp or 'A row without a time'} {what}."
    return Finding(rule, message, remedy, path, row.line, severity=Severity.WARNING)


def is_postmortem(text: str) -> bool:
    """Whether a text has a timeline and a list of actions, by their headings."""
    return passage(text, TIMELINE) is not None and passage(text, ACTIONS) is not None


def read_postmortem(text: str, *, path: str = "") -> Postmortem:
    """Read a post-mortem. Raises :class:`InvalidInput` for a head that cannot be read."""
    head = split(text, path=path)
    outline = scan(text, start=head.end, first_line=1 + text.count("\n", 0, head.end), path=path)
    titles = [one.text.strip() for one in outline.headings if one.level == 1]
    name = path.rpartition("/")[2]
    found = _ID.match(name)
    line = passage(text, TIMELINE)
    return Postmortem(
        path,
        found["id"] if found else "",
        titles[0] if titles else name.removesuffix(".md"),
        tuple(one.text.strip() for one in outline.headings),
        zone_stated(line) if line else "",
        tuple(rows_of(line)) if line else (),
        _points(text, ACTIONS),
        _points(text, FACTORS),
        _points(text, LESSONS),
        _stats(text),
    )


def _points(text: str, names: Sequence[str]) -> tuple[str, ...]:
    return tuple(point.text for point in points(passage(text, names)))


def _stats(text: str) -> dict[str, str]:
    return {
        match["name"].strip().casefold(): match["value"].strip()
        for point in _stat_points(text)
        if (match := _STAT.fullmatch(point))
    }


def _stat_points(text: str) -> tuple[str, ...]:
    """The points under Stats, which some write as a heading of the first level."""
    found = _points(text, STATS)
    if found:
        return found
    lowered = re.search(r"(?im)^#[ \t]+(?:stats|statistics)[ \t]*$", text)
    return _points(f"## Stats\n{text[lowered.end() :]}", STATS) if lowered else ()


def is_form(read: Postmortem) -> bool:
    """Whether it is a form to fill in: no event has a time that can be read, no action stands."""
    return not read.actions and all(row.at is None for row in read.rows)
