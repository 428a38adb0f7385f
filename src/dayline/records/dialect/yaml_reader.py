"""Taking values out of a parsed dialect file and collecting what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from dayline.base.findings import Finding

_LONGEST_TEMPLATE = 200
_MOST_HOLES = 6


class Reader:
    """Takes values out of the parsed file and collects what is wrong with it."""

    def __init__(
        self, value: object, lines: Mapping[tuple[str | int, ...], int], path: str
    ) -> None:
        self.top: dict[str, object] = value if isinstance(value, dict) else {}
        self.lines = lines
        self.path = path
        self.findings: list[Finding] = []
        if not isinstance(value, dict):
            self.fault((), "A dialect file is a mapping of keys.", "Start it with `dialect: name`.")

    def fault(self, where: tuple[str | int, ...], message: str, remedy: str) -> None:
        line = next((self.lines[where[:n]] for n in range(len(where), -1, -1)
                     if where[:n] in self.lines), 1)  # fmt: skip
        self.findings.append(Finding("dialect", message, remedy, path=self.path, line=line))

    def known(
        self, where: tuple[str | int, ...], given: Mapping[str, object], allowed: str
    ) -> None:
        for key in given:
            if key not in allowed.split():
                self.fault((*where, key), f"Unknown key `{key}`.", f"Use one of: {allowed}.")

    def mapping(self, *where: str) -> dict[str, object]:
        value = self._at(where)
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.fault(where, f"`{where[-1]}` must be a mapping.", "Write `key: value` lines.")
            return {}
        return {str(key): item for key, item in value.items()}

    def words(self, *where: str | int, value: object = None) -> tuple[str, ...]:
        value = self._at(where) if value is None else value
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        if any(isinstance(item, (dict, list)) for item in items):
            self.fault(where, f"`{where[-1]}` must be a list of words.", "Write `[one, two]`.")
            return ()
        return tuple(str(item) for item in items)

    def templates(self, *where: str) -> tuple[str, ...]:
        words = self.words(*where)
        for word in words:
            if len(word) > _LONGEST_TEMPLATE or word.count("{") > _MOST_HOLES:
                self.fault(
                    where, "This template is too long.",
                    f"Use at most {_LONGEST_TEMPLATE} characters and {_MOST_HOLES} holes.",
                )  # fmt: skip
                return ()
        return words

    def word(self, *where: str, default: str = "", among: Iterable[str] = ()) -> str:
        value = self._at(where)
        if value is None:
            return default
        if isinstance(value, (dict, list)):
            self.fault(where, f"`{where[-1]}` must be one word.", "Write a single value.")
            return default
        allowed = tuple(among)
        if allowed and str(value) not in allowed:
            self.fault(
                where, f"`{where[-1]}: {value}` is not known.", f"Use one of: {', '.join(allowed)}."
            )
            return default
        return str(value)

    def number(self, *where: str, default: int) -> int:
        """A whole number."""
        value = self._at(where)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault(where, f"`{where[-1]}` must be a whole number.", "Write digits.")
            return default
        return value

    def day(self, *where: str | int, value: object = None) -> date | None:
        """A calendar date, None when there is none."""
        value = self._at(where) if value is None else value
        if value is None:
            return None
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault(where, f"`{where[-1]}: {value}` is no date.", "Write it as 2026-11-21.")
            return None

    def flag(self, *where: str) -> bool:
        """True or false; false when it is not stated."""
        value = self._at(where)
        if value is not None and not isinstance(value, bool):
            self.fault(where, f"`{where[-1]}` must be true or false.", "Write `true` or `false`.")
        return value is True

    def _at(self, where: tuple[str | int, ...]) -> object:
        value: object = self.top
        for key in where:
            if isinstance(value, dict):
                value = value.get(key)
            elif isinstance(value, list) and isinstance(key, int):
                value = value[key]
            else:
                return None
        return value
