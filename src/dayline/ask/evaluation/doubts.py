"""What of a set of questions cannot be measured as it was meant. Pure but for the library asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from dayline.ask.evaluation.questions import KEYS, Asked
from dayline.ask.evaluation.running import Opening
from dayline.ask.material import Library
from dayline.base.findings import Finding, Severity
from dayline.base.ids import parse_ref


@dataclass(frozen=True, slots=True)
class Understood:
    """The questions with what they cite as ids of the library, and what is in doubt about them.

    ``hopeless`` counts those of which nothing that they cite is there: no answer to them is right.
    """

    asked: tuple[Asked, ...]
    findings: tuple[Finding, ...]
    hopeless: int

    @property
    def concerned(self) -> int:
        """How many questions a finding is about."""
        return len({one.line for one in self.findings})


def understood(asked: Sequence[Asked], opening: Opening, *, path: str = "") -> Understood:
    """Each question held against what is there on its day. An id may be spelled as people spell
    it, and a file be named instead."""
    found: list[Finding] = []
    taken: list[Asked] = []
    hopeless = 0
    for one in asked:
        found += _of_keys(one)
        if one.answers and not one.cites:
            found.append(_without_cites(one))
        known = _cited(one, opening(one.as_of)) if one.cites else {}
        gone = [cite for cite, ref in known.items() if not ref]
        found += [_gone(one, cite) for cite in gone]
        hopeless += bool(gone) and len(gone) == len(known)
        taken.append(replace(one, cites=frozenset(ref or cite for cite, ref in known.items())))
    return Understood(tuple(taken), tuple(replace(one, path=path) for one in found), hopeless)


def _cited(asked: Asked, library: Library) -> dict[str, str]:
    """Each citation with the id that it means, "" where nothing is there."""
    return {cite: _ref(cite, library) for cite in sorted(asked.cites)}


def _ref(cite: str, library: Library) -> str:
    if library.documents([cite]):
        return cite
    ref = parse_ref(cite)
    return library.named(ref.prefix, ref.number) if ref else library.at_path(cite)


def _of_keys(asked: Asked) -> list[Finding]:
    """Keys that are meant for another; further ones are anybody's own."""
    near = ((key, get_close_matches(key, KEYS, 1, 0.75)) for key in asked.unread)
    return [
        _doubt("key-unknown", f"`{key}` is not read.", f"Write `{meant[0]}`.", asked.line)
        for key, meant in near
        if meant
    ]


def _without_cites(asked: Asked) -> Finding:
    return _doubt(
        "cites-missing",
        "No record is cited: its answer may stand anywhere, and finding it is not measured.",
        'Say where it stands: "cites": ["D-1"].',
        asked.line,
    )


def _gone(asked: Asked, cite: str) -> Finding:
    day = f" on {asked.as_of}" if asked.as_of else ""
    return _doubt(
        "cite-dangling",
        f"{cite} is not there{day}: no answer can cite it.",
        "Correct the id or the file's path, or ask the folder or workspace that holds it.",
        asked.line,
    )


def _doubt(rule: str, message: str, remedy: str, line: int) -> Finding:
    return Finding(rule, message, remedy, line=line, severity=Severity.WARNING)
