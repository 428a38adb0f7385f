"""Walks a YAML document and collects every problem, so that a file is mended in one go."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from dayline.base.findings import Finding, Severity
from dayline.base.strict_yaml import Marked

Where = tuple[str | int, ...]

MOST = 200  # of fields, links, sections, items, states, moves or clocks

NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_NAME_HELP = "Use small letters, digits and underscores, starting with a letter, at most 40."


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that ``word`` most likely meant, or ""."""
    folded = {name.casefold().replace("-", "_").replace(" ", "_"): name for name in known}
    key = word[:60].casefold().replace("-", "_").replace(" ", "_")
    found = difflib.get_close_matches(key, folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def did_you_mean(word: str, known: Iterable[str], *, what: str = "names") -> str:
    """A remedy: the likely word, or the list to choose from."""
    names = list(known)
    if close := nearest(word, names):
        return f"Did you mean `{close}`?"
    if not names:
        return f"There are no {what} to choose from."
    shown = ", ".join(f"`{name}`" for name in names[:20])
    return f"Use one of the {what}: {shown}{' ...' if len(names) > 20 else '.'}"


def shown(value: object) -> str:
    """A value as a message quotes it: at most 40 characters."""
    text = str(value)
    return f"`{text}`" if len(text) <= 40 else f"`{text[:37]}...`"


class Reader:
    """Typed access to one marked document. Problems are collected in ``findings``."""

    def __init__(self, marked: Marked, path: str) -> None:
        self.findings: list[Finding] = []
        self.path = path
        # Looking for the nearest name is the only slow step, and a flood of them helps nobody.
        self._suggestions = 50
        self._lines = marked.lines

    def line(self, where: Where) -> int:
        """The line of ``where``, or of the nearest place around it."""
        while where and where not in self._lines:
            where = where[:-1]
        return self._lines.get(where, 1)

    def problem(self, rule: str, where: Where, message: str, remedy: str) -> None:
        """Notes an error at ``where``."""
        self.findings.append(
            Finding(rule, message, remedy, self.path, self.line(where), 0, Severity.ERROR)
        )

    def meant(self, word: str, known: Iterable[str], *, what: str) -> str:
        """:func:`did_you_mean`, for the first fifty problems of a file."""
        self._suggestions -= 1
        if self._suggestions < 0:
            return f"Use one of the {what} that are declared."
        return did_you_mean(word, known, what=what)

    def mapping(
        self, value: object, where: Where, known: Iterable[str], what: str
    ) -> dict[str, object]:
        """``value`` as a mapping with known keys only; nothing (an empty value) is an empty one."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.problem(
                "contract-type", where, f"{what} must be a mapping of keys, not {shown(value)}.",
                "Write it as `key: value` lines or as {key: value}.",
            )  # fmt: skip
            return {}
        names = list(known)
        for key in value:
            if key not in names:
                self.problem(
                    "contract-key", (*where, key), f"{what} has no key {shown(key)}.",
                    self.meant(str(key), names, what="keys"),
                )  # fmt: skip
        return {str(key): item for key, item in value.items() if key in names}

    def named(self, value: object, where: Where, what: str) -> dict[str, object]:
        """``value`` as a mapping whose keys are names of the writer's choice."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.problem(
                "contract-type", where, f"{what} must be a mapping from name to options.",
                "Write each as `name: {option: value}`.",
            )  # fmt: skip
            return {}
        if len(value) > MOST:
            self.problem(
                "contract-too-many", where, f"{what} holds {len(value)} entries.",
                f"Keep it to {MOST}; nobody reads more.",
            )  # fmt: skip
            return {}
        good = {}
        for key, item in value.items():
            if isinstance(key, str) and NAME.fullmatch(key):
                good[key] = item
            else:
                self.problem(
                    "contract-name", (*where, key), f"{shown(key)} is not a name.", _NAME_HELP
                )
        return good

    def text(self, value: object, where: Where, what: str, *, longest: int = 500) -> str:
        """``value`` as one piece of text; numbers are taken as written."""
        if value is None:
            return ""
        if isinstance(value, bool | dict | list):
            self.problem(
                "contract-type", where, f"{what} must be text, not {shown(value)}.",
                "Write one line of text, in quotes if it holds a colon.",
            )  # fmt: skip
            return ""
        text = str(value).strip()
        if len(text) > longest:
            self.problem(
                "contract-too-long", where, f"{what} has {len(text)} characters.",
                f"Keep it to {longest}.",
            )  # fmt: skip
        return text

    def name(self, value: object, where: Where, what: str) -> str:
        """One name, or "" when nothing is written."""
        text = self.text(value, where, what, longest=100)
        if text and not NAME.fullmatch(text):
            self.problem("contract-name", where, f"{what} {shown(text)} is not a name.", _NAME_HELP)
        return text

    def demanded(self, value: object, where: Where, what: str, example: str) -> str:
        """Like :meth:`text`, but it must be there."""
        text = self.text(value, where, what)
        if not text and not isinstance(value, bool | dict | list):
            self.problem("contract-missing", where, f"{what} is missing.", f"Add {example}.")
        return text

    def texts(self, value: object, where: Where, what: str) -> tuple[str, ...]:
        """One text or a list of texts, without doubles."""
        if value is None:
            return ()
        items = value if isinstance(value, list) else [value]
        found: dict[str, None] = {}
        for index, item in enumerate(items):
            place = (*where, index) if isinstance(value, list) else where
            text = self.text(item, place, what, longest=100)
            if text in found:
                self.problem(
                    "contract-double", place, f"{what} names {shown(text)} twice.",
                    "Remove one of them.",
                )  # fmt: skip
            elif text:
                found[text] = None
        return tuple(found)

    def among(
        self, names: Iterable[str], where: Where, known: Iterable[str], what: str
    ) -> tuple[str, ...]:
        """Those of ``names`` that are known; the others are problems."""
        known = list(known)
        good = []
        for name in names:
            if name in known:
                good.append(name)
            else:
                self.problem(
                    "contract-unknown", where, f"There is no {what} {shown(name)}.",
                    self.meant(name, known, what=what + "s"),
                )  # fmt: skip
        return tuple(good)

    def boolean(self, value: object, where: Where, what: str) -> bool:
        """``true`` or ``false``; nothing is false."""
        if value is None or isinstance(value, bool):
            return bool(value)
        self.problem(
            "contract-type", where, f"{what} must be true or false, not {shown(value)}.",
            "Write `true` or `false`.",
        )  # fmt: skip
        return False

    def whole(self, value: object, where: Where, what: str, *, least: int = 0) -> int | None:
        """A whole number of at least ``least``, or None when nothing is written."""
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= 10**9:
            return value
        self.problem(
            "contract-type", where, f"{what} must be a whole number, not {shown(value)}.",
            f"Write a number from {least}.",
        )  # fmt: skip
        return None


def options(value: object) -> Mapping[str, object]:
    """``value`` when it is a mapping, else an empty one (the problem is noted elsewhere)."""
    return value if isinstance(value, dict) else {}
