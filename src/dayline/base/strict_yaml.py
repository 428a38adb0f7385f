"""YAML as people write it by hand: the YAML 1.2 core schema, no cleverness, with line numbers.

What differs from a bare YAML library, each for a reason seen in real files:

* ``yes``, ``no``, ``on`` and ``off`` are text (1.2 core schema), ``012`` keeps its zero and
  ``1:30`` its colon; a date such as ``2026-11-21`` stays text, because a date is no instant.
* A key that stands twice is refused with both lines: libraries keep the last one in silence.
* Anchors, aliases, merge keys and tags are refused: 342 bytes of them exhaust two gigabytes.
* Size, depth and number of values are bounded before anything is built.

The parser is libyaml's event stream, so that a bound stops it before the text is read through.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, cast

import yaml
from yaml import CSafeLoader

from dayline.base.errors import DaylineError, HostileInput, InvalidInput
from dayline.base.findings import Finding
from dayline.base.scalars import plain_value

LIMIT_BYTES = 256 * 1024
LIMIT_DEPTH = 50
LIMIT_VALUES = 10_000

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A YAML value and where each part of it stands.

    ``value`` is made of dict, list, str, int, float, bool and None. ``lines`` maps each key path
    (keys are text, list positions are numbers from 0) to its line, from 1. ``written`` holds
    the text of each float, since ``1.10`` and ``1.1`` are one number and two version names.
    """

    value: object
    lines: Mapping[Path, int]
    written: Mapping[Path, str] = field(default_factory=dict)


def load(text: str, *, path: str = "", first_line: int = 1) -> Marked:
    """The value that ``text`` states; ``first_line`` is the line of the file where it begins.

    Raises :class:`InvalidInput` (malformed, duplicate keys, refused features; its findings name
    ``path`` and line) and :class:`HostileInput` (past a limit).
    """
    marked, error = load_leniently(text, path=path, first_line=first_line)
    if error is not None:
        raise error
    return marked


def load_leniently(
    text: str, *, path: str = "", first_line: int = 1
) -> tuple[Marked, DaylineError | None]:
    """What could be understood, and the error that :func:`load` would raise, if any.

    Of a key that stands twice the first value is kept.
    """
    builder = _Builder(path, first_line)
    error = _bounded(text, path, first_line) or builder.build(text)
    value = builder.value
    return Marked(value, builder.lines, builder.written), error or builder.refusal()


def _bounded(text: str, path: str, line: int) -> DaylineError | None:
    if len(text) > LIMIT_BYTES or len(text.encode(errors="replace")) > LIMIT_BYTES:
        return _too_much(path, line, f"{len(text):,} characters", f"{LIMIT_BYTES // 1024} KiB")
    return None


def _too_much(path: str, line: int, amount: str, limit: str) -> HostileInput:
    finding = Finding(
        "yaml-limit", f"The YAML holds {amount}; {limit} are read.", "Make it smaller.", path, line
    )
    return HostileInput(finding.message, do=finding.remedy, findings=[finding])


class _Mark(Protocol):
    index: int
    line: int


class _Event(Protocol):
    """What libyaml's events carry; each kind has some of these."""

    start_mark: _Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    implicit: tuple[bool, bool]
    version: Any
    tags: Any


_HANDLE = re.compile(r"@[\w.-]*")
_MEND = "Mend the line; put text with `: ` or ` #` in it between double quotes."


def _remedy(text: str, mark: object) -> str:
    """What to do about the character at a mark: people write handles without quotes."""
    index = getattr(mark, "index", None)
    rest = text[index : index + 60] if isinstance(index, int) else ""
    handle = _HANDLE.match(rest)
    return _MEND if handle is None else f'Put handles between double quotes: "{handle[0]}".'


class _Builder:
    """Consumes libyaml's events into plain values, counting as it goes."""

    def __init__(self, path: str, first_line: int) -> None:
        self.value: object = None
        self.lines: dict[Path, int] = {}
        self.written: dict[Path, str] = {}
        self._findings: list[Finding] = []
        self._path = path
        self._offset = first_line
        self._count = 0
        self._text = ""
        self._next: Callable[[], _Event] = _ended

    def build(self, text: str) -> DaylineError | None:
        """Reads ``text``; returns what stopped it, None when it was read to its end."""
        self._text = text if _OTHER_BREAKS.search(text) else ""
        try:
            parser = CSafeLoader(text)
            self._next = cast("Callable[[], _Event]", parser.get_event)
            self._document()
        except HostileInput as error:
            return error
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = self._line_of(cast("_Mark", mark)) if mark else self._offset
            last = self._offset + text.rstrip().count("\n")
            return self._malformed(
                str(error.problem or error.context), min(line, last), _remedy(text, mark)
            )
        except (yaml.YAMLError, UnicodeEncodeError):
            where = next((at for at, c in enumerate(text) if not _allowed(c)), 0)
            line = text.count("\n", 0, where) + self._offset
            return self._malformed(f"the character U+{ord(text[where]):04X} may not stand", line)
        return None

    def refusal(self) -> InvalidInput | None:
        """The findings as one error, None when there are none."""
        if not self._findings:
            return None
        first = self._findings[0]
        return InvalidInput(first.message, do=first.remedy, findings=self._findings)

    def _malformed(self, problem: str, line: int, remedy: str = "") -> InvalidInput:
        self._find(
            "yaml-syntax", f"This is not YAML: {problem}.", line, remedy or _MEND
        )  # fmt: skip
        found = self.refusal()
        assert found is not None  # noqa: S101  (the finding above is there)
        return found

    def _find(self, rule: str, message: str, line: int, remedy: str) -> None:
        self._findings.append(Finding(rule, message, remedy, self._path, line))

    def _document(self) -> None:
        self._next()  # the stream's start
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            return
        if event.version or event.tags:
            self._find("yaml-directive", "A YAML directive stands here.", self._line(event),
                       "Remove the line that starts with `%`.")  # fmt: skip
        self.value = self._node(self._next(), (), 0)
        self._next()  # the document's end
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            self._find("yaml-documents", "A second YAML document starts here.", self._line(event),
                       "Keep one document; remove the `---` line.")  # fmt: skip

    def _line(self, event: _Event) -> int:
        return self._line_of(event.start_mark)

    def _line_of(self, mark: _Mark) -> int:
        """Lines as editors and git count them; YAML 1.1 breaks them at more characters."""
        line = self._text.count("\n", 0, mark.index) if self._text else mark.line
        return line + self._offset

    def _node(self, event: _Event, path: Path, depth: int) -> object:
        self._count += 1
        if self._count > LIMIT_VALUES:
            raise _too_much(self._path, self._line(event), "too many values", f"{LIMIT_VALUES:,}")
        if depth > LIMIT_DEPTH:
            raise _too_much(
                self._path, self._line(event), "too many levels of nesting", str(LIMIT_DEPTH)
            )
        kind: type = type(event)
        if kind is yaml.AliasEvent:
            self._refuse_reference(event, f"*{event.anchor}")
            return None
        if event.anchor is not None:
            self._refuse_reference(event, f"&{event.anchor}")
        if event.tag is not None and event.tag != "!":
            self._find("yaml-tag", f"The tag `{event.tag}` is not read.", self._line(event),
                       "Remove the tag; write the plain value.")  # fmt: skip
        if kind is yaml.ScalarEvent:
            return self._scalar(event, path)
        if kind is yaml.MappingStartEvent:
            return self._mapping(path, depth)
        return self._sequence(path, depth)

    def _refuse_reference(self, event: _Event, name: str) -> None:
        self._find("yaml-alias", f"`{name}` is a YAML reference.", self._line(event),
                   "Write the value out where it is needed.")  # fmt: skip

    def _scalar(self, event: _Event, path: Path) -> object:
        text = event.value
        if event.style or not event.implicit[0]:
            return text
        value = plain_value(text)
        if type(value) is float:
            self.written[path] = text
        return value

    def _sequence(self, path: Path, depth: int) -> list[object]:
        items: list[object] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            place = (*path, len(items))
            self.lines[place] = self._line(event)
            items.append(self._node(event, place, depth + 1))
        return items

    def _mapping(self, path: Path, depth: int) -> dict[str, object]:
        items: dict[str, object] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, path, depth)
            place = (*path, key)
            line = self._line(event)
            if key not in items:
                self.lines[place] = line
                items[key] = self._node(self._next(), place, depth + 1)
            else:
                self._find(
                    "key-duplicate",
                    f"The key `{key[:60]}` stands twice: on line {self.lines[place]} and here.",
                    line, "Keep one of them.",
                )  # fmt: skip
                self._forget(place, depth)
        return items

    def _forget(self, place: Path, depth: int) -> None:
        """Reads the value of a duplicate key and leaves no trace of it."""
        lines, written = self.lines, self.written
        self.lines, self.written = {}, {}
        self._node(self._next(), place, depth + 1)
        self.lines, self.written = lines, written

    def _key(self, event: _Event, path: Path, depth: int) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._find("yaml-key", "A key is no plain text.", self._line(event),
                       "Write keys as words.")  # fmt: skip
            self._forget_key(event, path, depth)
            return ""
        key = event.value
        self._count += 1
        if event.anchor is not None:
            self._refuse_reference(event, f"&{event.anchor}")
        if key == "<<" and event.implicit[0]:
            self._find("yaml-merge", "`<<` merges another mapping in.", self._line(event),
                       "Write its keys out.")  # fmt: skip
        return key

    def _forget_key(self, event: _Event, path: Path, depth: int) -> None:
        lines, written = self.lines, self.written
        self.lines, self.written = {}, {}
        self._node(event, path, depth + 1)
        self.lines, self.written = lines, written


_OTHER_BREAKS = re.compile("\r(?!\n)|[\x85\u2028\u2029]")


def _ended() -> _Event:
    raise AssertionError("No parser was started.")


# What is left out, not what is let in, in two small sets: a large one takes 3 ms to compile.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]|[\ud800-\udfff\ufffe\uffff]")


def _allowed(character: str) -> bool:
    """Whether YAML 1.2 allows ``character`` in a text (production 1, c-printable)."""
    return _REFUSED.match(character) is None
