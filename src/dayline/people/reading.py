"""Reading what a person wrote, value by value; what is wrong becomes a finding with its line."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeVar

from dayline.base.errors import DaylineError
from dayline.base.findings import Finding, Severity

Path = tuple[str | int, ...]
_T = TypeVar("_T")


class Reader:
    """Reads plain values and remembers what was wrong with them."""

    def __init__(self, path: str, lines: Mapping[Path, int]) -> None:
        self.findings: list[Finding] = []
        self._path = path
        self._lines = lines

    def wrong(self, at: Path, rule: str, message: str, remedy: str) -> None:
        """Something that has to be mended."""
        self._find(at, rule, message, remedy, Severity.ERROR)

    def warn(self, at: Path, rule: str, message: str, remedy: str) -> None:
        """Something that may well be meant."""
        self._find(at, rule, message, remedy, Severity.WARNING)

    def _find(self, at: Path, rule: str, message: str, remedy: str, severity: Severity) -> None:
        above = (at[:length] for length in range(len(at), -1, -1))
        line = next((self._lines[each] for each in above if each in self._lines), 0)
        self.findings.append(Finding(rule, message, remedy, self._path, line, severity=severity))

    def attempt(self, at: Path, rule: str, remedy: str, read: Callable[[], _T]) -> _T | None:
        """What ``read`` gives, or None and a finding when it refuses."""
        try:
            return read()
        except DaylineError as error:
            self.wrong(at, rule, error.what, error.do)
        except ValueError as error:
            said = str(error)
            self.wrong(at, rule, f"{said[:1].upper()}{said[1:]}.", remedy)
        return None

    def mapping(self, at: Path, value: object, keys: Sequence[str]) -> dict[str, object]:
        """A mapping with only known keys; empty, with a finding, when it is none."""
        if not isinstance(value, dict):
            remedy = f"Write a mapping with {', '.join(keys)}."
            self.wrong(at, "calendar-shape", f"{_short(value)} is no mapping.", remedy)
            return {}
        known: dict[str, object] = {}
        for key, item in value.items():
            if key in keys:
                known[key] = item
                continue
            near = difflib.get_close_matches(str(key), keys, n=1)
            remedy = f"Write {near[0]}." if near else f"Write one of {', '.join(keys)}."
            self.wrong((*at, key), "calendar-key", f"There is no key {key!r} here.", remedy)
        return known

    def items(self, at: Path, value: object) -> Iterator[tuple[Path, object]]:
        """The members of a list; one value alone is a list of one, none an empty list."""
        if isinstance(value, list):
            yield from (((*at, place), item) for place, item in enumerate(value))
        elif value is not None:
            yield at, value

    def boolean(self, at: Path, value: object) -> bool:
        """True or false; false when absent."""
        if value is not None and not isinstance(value, bool):
            remedy = "Write true or false."
            self.wrong(at, "calendar-boolean", f"{_short(value)} is neither.", remedy)
        return value is True

    def date(self, at: Path, value: object) -> date | None:
        """A date such as 2026-11-21."""
        try:
            return date.fromisoformat(str(value).strip())
        except ValueError:
            remedy = "Write it as 2026-11-21."
            self.wrong(at, "calendar-date", f"{_short(value)} is no date.", remedy)
            return None


def _short(value: object) -> str:
    return "Nothing" if value is None else repr(value)[:60]
