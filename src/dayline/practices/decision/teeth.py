"""The checks and waivers that a decision states, and how they are read from its text. Pure.

They stand in the front matter (``checks``, ``waivers``) or in a fenced block whose info string has
the word ``checks``; the grammar is in docs/guide/decisions.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from dayline.base.errors import DaylineError
from dayline.base.findings import Finding, Severity
from dayline.base.strict_yaml import load
from dayline.records.paths import compiled, globs_of

CONDITIONS: Final = (
    "must_exist", "must_not_exist", "must_match", "must_not_match", "must_not_import", "command",
)  # fmt: skip
_SCOPED: Final = ("must_match", "must_not_match", "must_not_import")
_KEYS: Final = frozenset((*CONDITIONS, "name", "paths", "except", "why", "severity", "timeout"))
_WAIVER_KEYS: Final = frozenset(("decision", "check", "paths", "until", "owner", "reason"))
_MOST_CHECKS: Final = 50
_MOST_PATTERN: Final = 300
_LONGEST: Final = 600
_FENCE = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n`]*\bchecks\b[^\n`]*\n(?P<body>.*?)^(?P=fence)[`~]*[ \t]*\r?$",
    re.MULTILINE | re.DOTALL,
)
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")


@dataclass(frozen=True, slots=True)
class Check:
    """One executable check. ``condition`` is one of :data:`CONDITIONS`, ``value`` what it names.

    ``paths`` are the globs that it looks at, ``spared`` those left out of them, ``timeout`` the
    seconds a command may take, ``line`` where it stands in the decision.
    """

    name: str
    condition: str
    value: tuple[str, ...]
    paths: tuple[str, ...]
    spared: tuple[str, ...] = ()
    why: str = ""
    severity: Severity = Severity.ERROR
    timeout: int = 30
    line: int = 0


@dataclass(frozen=True, slots=True)
class Waiver:
    """Leave to break a check, or to do without a record, until a day that is named.

    ``decision`` is "" for rules that belong to no decision, such as ``new-dependency``; no
    ``paths`` means everywhere. The day itself is still covered.
    """

    decision: str
    check: str
    paths: tuple[str, ...]
    until: date
    owner: str
    reason: str
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Teeth:
    """What a decision states, and what of it cannot be read."""

    checks: tuple[Check, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


NONE: Final = Teeth()


def teeth_of(
    fields: Mapping[str, Any], text: str, *, ref: str, path: str = "", lines: Mapping[Any, int] = {}
) -> Teeth:
    """The checks and waivers of a decision.

    ``lines`` are the lines of front matter keys, as :class:`dayline.base.document.Head` has them.
    """
    if "checks" not in fields and "waivers" not in fields and "checks" not in text:
        return NONE
    findings: list[Finding] = []
    stated = [
        (one, lines.get(("checks", index), lines.get(("checks",), 1)))
        for index, one in enumerate(_list(fields.get("checks")))
    ]
    stated += _fenced(text, path, findings)
    default = tuple(globs_of(fields.get("applies_to")))
    checks = list(_checks(stated, default, path, findings))
    waivers = waivers_of(
        fields.get("waivers"), ref=ref, path=path, findings=findings,
        line=lines.get(("waivers",), 1),
    )  # fmt: skip
    return Teeth(tuple(checks), tuple(waivers), tuple(findings))


def _list(stated: object) -> list[object]:
    return stated if isinstance(stated, list) else [stated] if stated else []


def _fenced(text: str, path: str, findings: list[Finding]) -> Iterator[tuple[object, int]]:
    if "checks" not in text:
        return
    for match in _FENCE.finditer(text):
        line = text.count("\n", 0, match.start("body")) + 1
        try:
            held = load(match["body"], path=path, first_line=line)
        except DaylineError as error:
            findings += error.findings or (_invalid(str(error), path, line),)
            continue
        value = held.value
        several = value.get("checks") if isinstance(value, dict) and "checks" in value else value
        prefix = ("checks",) if several is not value else ()
        for index, one in enumerate(_list(several)):
            yield one, held.lines.get((*prefix, index), line)


def _checks(
    stated: Iterable[tuple[object, int]],
    default: tuple[str, ...],
    path: str,
    findings: list[Finding],
) -> Iterator[Check]:
    names: set[str] = set()
    for number, (one, line) in enumerate(stated, 1):
        if number > _MOST_CHECKS:
            findings.append(_invalid(f"More than {_MOST_CHECKS} checks.", path, line))
            return
        try:
            check = _check(one, default, number, line, names)
        except (ValueError, DaylineError) as error:
            findings.append(_invalid(getattr(error, "what", str(error)), path, line))
            continue
        names.add(check.name)
        yield check


def _invalid(message: str, path: str, line: int) -> Finding:
    return Finding(
        "check-invalid", message, "Mend the check: docs/guide/decisions.md has the grammar.",
        path, line,
    )  # fmt: skip


def _check(
    stated: object, default: tuple[str, ...], number: int, line: int, names: set[str]
) -> Check:
    if not isinstance(stated, dict):
        raise ValueError("A check is a list of keys, such as must_not_match.")  # noqa: TRY004
    unknown = sorted(str(key) for key in stated.keys() - _KEYS)
    if unknown:
        raise ValueError(f"A check has no key {unknown[0]!r}.")
    conditions = [key for key in CONDITIONS if key in stated]
    if len(conditions) != 1:
        raise ValueError(f"A check has exactly one of {', '.join(CONDITIONS)}.")
    condition = conditions[0]
    value = tuple(globs_of(stated[condition]))
    name = str(stated.get("name") or f"check-{number}")
    paths = tuple(globs_of(stated.get("paths"))) or default
    if not value or not all(value):
        raise ValueError(f"{condition} names nothing.")
    if not _NAME.match(name):
        raise ValueError(f"{name[:40]!r} is no name: use letters, digits, dots and dashes.")
    if name in names:
        raise ValueError(f"Two checks are called {name!r}.")
    if condition in _SCOPED and not paths:
        raise ValueError(f"{condition} needs paths, or the decision an applies_to.")
    _validate(condition, value, (*paths, *globs_of(stated.get("except"))))
    timeout = stated.get("timeout", 30)
    if not isinstance(timeout, int) or not 0 < timeout <= _LONGEST:
        raise ValueError(f"timeout is a number of seconds from 1 to {_LONGEST}.")
    return Check(
        name, condition, value, paths, tuple(globs_of(stated.get("except"))),
        str(stated.get("why") or ""), Severity(str(stated.get("severity", "error"))),
        timeout, line,
    )  # fmt: skip


def _validate(condition: str, value: tuple[str, ...], globs: tuple[str, ...]) -> None:
    """Raises :class:`ValueError` for a value that could not be judged, or not in a bounded time."""
    for glob in (*globs, *(value if condition.endswith("exist") else ())):
        compiled(glob)
    if condition.endswith("_match"):
        for pattern in value:
            _validate_pattern(pattern)


def _validate_pattern(pattern: str) -> None:
    if len(pattern) > _MOST_PATTERN:
        raise ValueError(f"The pattern is longer than {_MOST_PATTERN} characters.")
    try:
        re.compile(pattern)
    except (re.error, RecursionError, OverflowError) as error:
        raise ValueError(f"The pattern {pattern[:60]!r} cannot be read: {error}.") from None
    if _nested(pattern):
        raise ValueError(
            f"The pattern {pattern[:60]!r} repeats what repeats, which can take for ever."
        )


def _nested(pattern: str) -> bool:
    """Whether a group that holds an open repetition is itself repeated: ``(a+)+``.

    Groups are followed by their brackets; classes and escapes are passed over. More than four open
    repetitions count as well, because neighbours multiply.
    """
    plain = re.sub(r"\\.", "_", pattern)
    plain = re.sub(r"\[\^?\]?[^\]]*\]", "_", plain)
    open_repeats = [0]
    total = 0
    for found in re.finditer(r"\((?:\?[^)>]*?[:=!>])?|\)|[*+]|\{\d*,\d*\}", plain):
        sign = found[0]
        if sign.startswith("("):
            open_repeats.append(0)
        elif sign == ")":
            inner = open_repeats.pop() if len(open_repeats) > 1 else 0
            if inner and re.match(r"[*+]|\{\d*,\d*\}", plain[found.end() :]):
                return True
            open_repeats[-1] += inner
        else:
            open_repeats[-1] += 1
            total += 1
    return total > 4


def waivers_of(
    stated: object, *, ref: str, path: str, findings: list[Finding], line: int = 1
) -> Iterator[Waiver]:
    """The waivers of a list; one without a day, an owner or a reason is a finding instead."""
    for one in _list(stated):
        try:
            yield _waiver(one, ref, path, line)
        except ValueError as error:
            do = "State check, until (a day), owner and reason."
            findings.append(Finding("waiver-invalid", str(error), do, path, line))


def _waiver(stated: object, ref: str, path: str, line: int) -> Waiver:
    if not isinstance(stated, dict):
        raise ValueError("A waiver is a list of keys.")  # noqa: TRY004
    unknown = sorted(str(key) for key in stated.keys() - _WAIVER_KEYS)
    if unknown:
        raise ValueError(f"A waiver has no key {unknown[0]!r}.")
    missing = [key for key in ("check", "until", "owner", "reason") if not stated.get(key)]
    if missing:
        raise ValueError(f"The waiver says nothing of {', '.join(missing)}.")
    try:
        until = date.fromisoformat(str(stated["until"]))
    except ValueError:
        raise ValueError(f"{stated['until']!r} is no day; write it as 2026-11-21.") from None
    return Waiver(
        str(stated.get("decision") or ref), str(stated["check"]),
        tuple(globs_of(stated.get("paths"))), until, str(stated["owner"]), str(stated["reason"]),
        path, line,
    )  # fmt: skip
