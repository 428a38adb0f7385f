"""Whether a text hands work out so that somebody else can build and check it. Pure.

A ticket or the body of a pull request is asked for what a spec holds: why, what goes in, what comes
out, statements that are true or false, what is left alone, and one owner.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dayline.base.errors import HostileInput
from dayline.base.findings import Finding, Severity
from dayline.base.markdown import scan
from dayline.contracts.prose import Passage, is_placeholder, own_words, passages, rows

MOST = 200_000
"""Characters of one ticket."""
READY = ("ready", "building", "done")
"""States in which a spec is accepted, so that what builds it may be merged."""
_LEAST = 5  # words that say why
_HEADING = re.compile(r"^ {0,3}#{1,6}(?=[ \t])")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_BOLD = re.compile(r"^ {0,3}(?:\*\*|__)(?P<name>[A-Za-z][\w /&-]{1,40}?):?(?:\*\*|__):?\s*$")
_OWNER = re.compile(
    r"(?im)^[\s>*_-]*(?:owner|assignee|assigned to|responsible)[\s*_]*:[\s*_]*@?[A-Za-z][\w.-]*"
)
_SPEC = re.compile(r"(?<![\w/-])S-[1-9][0-9]{0,8}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Part:
    """A part that a packet must have: its name, others for it, and what to write there."""

    name: str
    others: tuple[str, ...]
    wish: str
    words: int = 1
    listed: bool = False


PARTS = (
    Part("Context",
         ("intent", "background", "why", "motivation", "summary", "description", "problem"),
         "say why the work is wanted", words=_LEAST),
    Part("Inputs", ("input", "what is there", "given", "dependencies"),
         "say what goes in and what is there already; write None where nothing is"),
    Part("Outputs", ("output", "deliverables", "changes", "what changes", "what changed"),
         "say what exists afterwards that does not exist now"),
    Part("Acceptance", ("acceptance criteria", "definition of done", "how to test", "test plan"),
         "list statements that are true or false", listed=True),
    Part("Non-goals", ("non goals", "out of scope", "not in scope", "not included"),
         "say what this leaves alone; write None where nothing is"),
)  # fmt: skip


def packet_findings(
    text: str, *, path: str = "", owner: str = "", specs: Mapping[str, str] | None = None
) -> list[Finding]:
    """What a ticket or the body of a pull request still lacks.

    ``owner`` is who is known to own it from elsewhere. ``specs`` gives the states of specs by id:
    a text that names one which is accepted stands on that, one that names only others is told so.
    Raises :class:`HostileInput` beyond 200,000 characters.
    """
    if len(text) > MOST:
        raise HostileInput(
            f"A ticket of more than {MOST:,} characters is none.", do="Link to the long part."
        )
    named = named_in(text)
    known = {ref: state for ref, state in (specs or {}).items() if ref in named}
    if any(state in READY for state in known.values()):
        return []
    early = [
        _finding(path, 1, f"{ref} is {state}; work on it is not accepted yet.",
                 f"Mark it ready first: dayline move {ref} ready.")
        for ref, state in known.items()
    ]  # fmt: skip
    flat = _flattened(text)
    found = {_key(one): one for one in passages(flat, scan(flat))}
    lacks = [finding for part in PARTS for finding in _judged(part, found, path)]
    if not owner and not _OWNER.search(text):
        lacks.append(_finding(path, 1, "Nobody owns it.", "Add a line: Owner: @handle."))
    return early + lacks


def named_in(text: str) -> list[str]:
    """The ids of specs that a text names, at most 50."""
    return list(dict.fromkeys(_SPEC.findall(text[:MOST])))[:50]


def _key(one: Passage) -> str:
    return one.heading.text.strip(" :*_").casefold()


def _flattened(text: str) -> str:
    """``text`` with each heading, also one in bold, on the level on which parts are looked for."""
    lines = []
    fence = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        mark = _FENCE.match(line)
        if fence:
            fence = "" if mark and mark[1].startswith(fence) else fence
            lines.append(line)
            continue
        if mark:
            fence = mark[1]
        bold = _BOLD.match(line)
        lines.append(f"## {bold['name']}" if bold else _HEADING.sub("##", line))
    return "\n".join(lines)


def _judged(part: Part, found: Mapping[str, Passage], path: str) -> list[Finding]:
    passage = next(
        (found[name] for name in (part.name.casefold(), *part.others) if name in found), None
    )
    wish = f"{part.wish[:1].upper()}{part.wish[1:]}."
    if passage is None:
        return [
            _finding(path, 1, f"There is no part `{part.name}`.", f"Add `## {part.name}`: {wish}")
        ]
    count = own_words(passage, enough=part.words)
    if count < part.words:
        return [_finding(path, passage.line, f"`{part.name}` says too little.", wish)]
    if part.listed and not statements(passage):
        return [_finding(path, passage.line, f"`{part.name}` lists no statement.", wish)]
    return []


def statements(passage: Passage) -> list[str]:
    """The statements of a list or a table that say something."""
    listed = [one.text for one in passage.items] or [" ".join(cells) for _, cells in rows(passage)]
    return [one for one in listed if one.strip() and not is_placeholder(one)]


def _finding(path: str, line: int, message: str, remedy: str) -> Finding:
    return Finding("packet-incomplete", message, remedy, path, line, severity=Severity.ERROR)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one check. ``ended`` is its exit code, None where it did not end by itself;
    ``ran`` is false where it was not allowed."""

    command: str
    ran: bool
    ended: int | None
    output: str

    @property
    def holds(self) -> bool:
        """Whether it ran and exited with 0."""
        return self.ran and self.ended == 0

    @property
    def word(self) -> str:
        """In one or two words."""
        if not self.ran:
            return "not run"
        return "holds" if self.holds else "fails"


def checks_of(fields: Mapping[str, Any]) -> list[str]:
    """The commands that prove a spec's acceptance, as its head states them."""
    stated = fields.get("checks")
    listed: Sequence[Any] = stated if isinstance(stated, list) else [stated] if stated else []
    return [str(one).strip() for one in listed if str(one).strip()]


def verdict(outcomes: Sequence[Outcome]) -> str:
    """All of it in a sentence."""
    held = sum(one.holds for one in outcomes)
    unrun = sum(not one.ran for one in outcomes)
    left = f", {unrun} not run" if unrun else ""
    return f"{held} of {len(outcomes)} checks hold{left}."
