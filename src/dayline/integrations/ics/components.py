"""Calendar files (RFC 5545) as a tree of components, within bounds and without surprises.

Real files are broken in many ways, so nothing here gives up at the first fault: what cannot be
read becomes a finding, and the rest is read. A component that is never closed is not read: the
file was cut off. Values stay text until somebody needs them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from dayline.base.errors import HostileInput
from dayline.base.findings import Finding

MOST_CHARACTERS = 4 * 1024 * 1024
MOST_LINES = 250_000
MOST_COMPONENTS = 20_000
MOST_DEPTH = 8
MOST_FINDINGS = 100

_LINE = re.compile(r"([A-Za-z0-9-]{1,64})[:;]")
_NAME = re.compile(r"[A-Za-z0-9-]{1,64}")
# A line may hold a tab; other control characters are slips or attempts.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Property:
    """A content line: ``DTSTART;TZID=Europe/London:20261121T090000``. ``line`` counts from 1."""

    name: str
    parameters: dict[str, str]
    value: str
    line: int


@dataclass(slots=True)
class Component:
    """A component with its content lines (name, number, text), unread, and what is inside it."""

    name: str
    line: int
    lines: list[tuple[str, int, str]] = field(default_factory=list)
    inside: list[Component] = field(default_factory=list)

    def walk(self) -> Iterator[Component]:
        """The component and all inside it."""
        yield self
        for each in self.inside:
            yield from each.walk()

    def properties(self, names: frozenset[str]) -> Iterator[Property]:
        """The content lines of some names, read. Lines that cannot be read are left out."""
        for name, number, line in self.lines:
            if name in names:
                found = read_property(line, number)
                if found is not None:
                    yield found


@dataclass(slots=True)
class Parsed:
    """The closed components at the top of a file, and what was wrong with it."""

    components: list[Component]
    findings: list[Finding]

    @property
    def counts(self) -> Counter[str]:
        """How many components of each name there are, at any depth."""
        return Counter(each.name for top in self.components for each in top.walk())


def parse(text: str, *, path: str = "") -> Parsed:
    """The components of a calendar file. Raises :class:`HostileInput` for one past the limits."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    breaks = text.count("\n")
    if len(text) > MOST_CHARACTERS or breaks > MOST_LINES:
        raise HostileInput(
            f"The calendar {path} holds {len(text):,} characters in {breaks:,} lines.",
            do=f"At most {MOST_CHARACTERS:,} in {MOST_LINES:,} are read; export a shorter time.",
        )
    reader = _Tree(path, controls=_CONTROL.search(text) is not None)
    for number, line in _unfolded(text):
        reader.take(number, line)
    return reader.finish()


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Content lines with the number of their first line; a leading blank continues a line.

    Empty lines are nothing: some programs write two line ends for one, also within a line.
    """
    number, held = 0, ""
    for at, line in enumerate(text.split("\n"), start=1):
        if not line:
            continue
        if line[:1] in {" ", "\t"}:
            held += line[1:]
            continue
        if held:
            yield number, held
        number, held = at, line
    if held:
        yield number, held


class _Tree:
    def __init__(self, path: str, *, controls: bool) -> None:
        self._path = path
        self._controls = controls
        self._done: list[Component] = []
        self._open: list[Component] = []
        self._findings: list[Finding] = []
        self._count = 0

    def take(self, number: int, line: str) -> None:
        start = _LINE.match(line)
        name = start[1].upper() if start else ""
        if name == "BEGIN":
            self._begin(number, line[6:].strip())
        elif name == "END":
            self._end(number, line[4:].strip().upper())
        elif not name or ":" not in line or (self._controls and _CONTROL.search(line)):
            if line.strip():
                self._wrong(number, "ics-line", f"{line[:40]!r} is no content line.")
        elif self._open:
            self._open[-1].lines.append((name, number, line))
        else:
            self._wrong(number, "ics-line", "A content line stands outside every component.")

    def _begin(self, number: int, name: str) -> None:
        if not _NAME.fullmatch(name):
            self._wrong(number, "ics-name", f"{name[:40]!r} is no name of a component.")
        self._count += 1
        if self._count > MOST_COMPONENTS or len(self._open) >= MOST_DEPTH:
            raise HostileInput(
                f"The calendar {self._path} holds more than {MOST_COMPONENTS:,} components, "
                f"or more than {MOST_DEPTH} inside each other.",
                do="Export a shorter time.",
            )
        component = Component(name.upper(), number)
        (self._open[-1].inside if self._open else self._done).append(component)
        self._open.append(component)

    def _end(self, number: int, name: str) -> None:
        if not self._open:
            self._wrong(number, "ics-end", f"END:{name[:40]!r} closes nothing.")
            return
        component = self._open.pop()
        if component.name != name:
            self._wrong(number, "ics-end", f"END:{name[:40]!r} closes {component.name[:40]!r}.")

    def _wrong(self, number: int, rule: str, message: str) -> None:
        if len(self._findings) < MOST_FINDINGS:
            remedy = "Export the calendar again; the rest was read."
            self._findings.append(Finding(rule, message, remedy, self._path, number))

    def finish(self) -> Parsed:
        if self._open:
            cut = self._open[0]
            self._wrong(cut.line, "ics-cut-off", f"{cut.name[:40]!r} is never closed.")
            self._done.remove(cut)
        return Parsed(self._done, self._findings)


def read_property(line: str, number: int = 0) -> Property | None:
    """A content line in its parts, or None when it has none. Quoted parameters may hold colons."""
    head, colon, value = line.partition(":")
    if '"' in head:
        at = _unquoted_colon(line)
        head, colon, value = line[:at], line[at : at + 1], line[at + 1 :]
    if not colon:
        return None
    if ";" not in head:
        return Property(head.upper(), {}, value, number)
    name, *rest = _unquoted_parts(head) if '"' in head else head.split(";")
    parameters = {}
    for part in rest:
        key, _, text = part.partition("=")
        parameters[key.strip().upper()] = text.strip().strip('"')
    return Property(name.upper(), parameters, value, number)


def _unquoted_colon(line: str) -> int:
    quoted = False
    for at, character in enumerate(line):
        if character == '"':
            quoted = not quoted
        elif character == ":" and not quoted:
            return at
    return len(line)


def _unquoted_parts(head: str) -> list[str]:
    """Parameters, split where a semicolon is not within quotes."""
    parts = head.split('"')
    marked = [
        part.replace(";", "\0") if place % 2 == 0 else part for place, part in enumerate(parts)
    ]
    return '"'.join(marked).split("\0")
