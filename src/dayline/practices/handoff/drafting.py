"""The text of a handoff, drafted from evidence: each line says what it rests on. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from dayline.base.findings import Finding, Severity
from dayline.base.head_edits import set_field
from dayline.base.heads import split
from dayline.practices.handoff.walkthrough import Chapter
from dayline.practices.update.texts import quoted

DONE: Final = "Progress made"
DECIDED: Final = "Decisions and rationale"
BLOCKED: Final = "Blockers for next timezone"
ASKED: Final = "Open questions"
CONTINGENCY: Final = "Contingency"
RULED_OUT: Final = "Ruled-out paths"
SHOWN: Final = "Walkthrough"

PROMPTS: Final = {
    DONE: "What is true now that was not true this morning?",
    DECIDED: "What was decided, and why? Name the record.",
    BLOCKED: "What stops them, and who can clear it? Write None if nothing does.",
    ASKED: "What do you not know? Write None if there is nothing.",
    CONTINGENCY: "If this happens, do that.",
    RULED_OUT: "What did you try that does not work?",
}
TYPE_OF: Final = {
    DONE: "state", DECIDED: "decision", BLOCKED: "blocker", ASKED: "question",
    CONTINGENCY: "hazard", RULED_OUT: "ruled_out",
}  # fmt: skip
MOST_MARKS: Final = 8
_MARKS_EACH: Final = 2
_LONGEST: Final = 300
_ESCAPED = re.compile(r"([\\<\[\]])")


@dataclass(frozen=True, slots=True)
class Line:
    """A point of a draft and what it rests on: a record's id, a commit, a path.

    The words name the evidence themselves, or it is put behind them. ``type`` marks it as an item
    that must survive; ``keep`` is False for what is worth a line and no mark, and ``over`` true for
    what nobody has to go on with.
    """

    section: str
    words: str
    evidence: str
    type: str = ""
    keep: bool = True
    over: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """What the front matter of a draft says; teams are handles, records ids."""

    title: str
    from_: str
    to: str
    severity: str = "routine"
    back_at: datetime | None = None
    continues: str = ""
    walkthroughs: tuple[str, ...] = ()
    relates_to: tuple[str, ...] = ()


def shown(text: str, most: int = _LONGEST) -> str:
    """Words of somebody else, such as a commit's subject, as one line without markup."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    cut = line if len(line) <= most else f"{line[: most - 1]}…"
    return _ESCAPED.sub(r"\\\1", cut)


def coded(text: str) -> str:
    """A name, such as a path or a branch, as inline code."""
    line = "".join(char if char.isprintable() and char != "`" else "?" for char in text)
    return f"`{line[:_LONGEST].strip() or '?'}`"


def marked(lines: Iterable[Line]) -> list[Line]:
    """The lines with marks proposed: of each section the first two, eight in all, those of small
    sections before a third of a long one, what goes on before what is over. The author moves
    them."""
    several = list(lines)
    places: dict[str, list[int]] = {}
    for at, line in enumerate(several):
        if line.keep:
            places.setdefault(line.section, []).append(at)
    for several_of_one in places.values():
        several_of_one.sort(key=lambda at: several[at].over)
    chosen: list[int] = []
    for turn in range(_MARKS_EACH):
        for section in TYPE_OF:
            chosen += places.get(section, [])[turn : turn + 1]
    for at in chosen[:MOST_MARKS]:
        several[at] = replace(several[at], type=TYPE_OF[several[at].section])
    return several


def drafted(head: Head, lines: Sequence[Line], chapters: Sequence[Chapter] = ()) -> str:
    """The Markdown of a draft. A section of which nothing is known asks, in a comment."""
    text = [*_front(head), "", f"# {shown(head.title)}", ""]
    for section, prompt in PROMPTS.items():
        own = [line for line in lines if line.section == section]
        text += [f"## {section}", "", *(_point(line) for line in own)]
        text += [""] if own else [f"<!-- {prompt} -->", ""]
    if chapters:
        text += [f"## {SHOWN}", "", *(_chapter(one) for one in chapters), ""]
    return "\n".join(text).rstrip("\n") + "\n"


def following(text: str, names: Mapping[str, str]) -> str:
    """``text`` with a title as :func:`draft <dayline.practices.handoff.evidence.draft>` writes it
    following its ``to``: ``# London to Austin, ...`` becomes ``# London to Singapore, ...``.

    ``names`` are the names of teams by ``@handle``. A title in the author's own words stays.
    """
    head = split(text)
    source, target = (
        shown(names.get(str(head.fields.get(one) or ""), "")) for one in ("from", "to")
    )
    others = "|".join(re.escape(shown(name)) for name in names.values() if shown(name) != target)
    if not (source and target and others):
        return text
    title = re.compile(rf"^(# {re.escape(source)} to )(?:{others})(?=, |$)", re.MULTILINE)
    body = title.sub(lambda found: f"{found[1]}{target}", text[head.end :], count=1)
    return text[: head.end] + body


def for_receiver(text: str, handle: str, names: Mapping[str, str]) -> str:
    """``text`` handed over to another team: the field, and the title after it."""
    return following(set_field(text, "to", handle), names)


def _front(head: Head) -> list[str]:
    lines = ["---", f"from: {quoted(head.from_)}", f"to: {quoted(head.to)}"]
    lines.append(f"severity: {head.severity}")
    if head.back_at is not None:
        lines.append(f"back_at: {head.back_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    if head.continues:
        lines.append(f"continues: [{head.continues}]")
    if head.walkthroughs:
        lines.append(f"walkthrough: [{', '.join(head.walkthroughs)}]")
    if head.relates_to:
        lines.append(f"relates_to: [{', '.join(head.relates_to)}]")
    return [*lines, "---"]


def _point(line: Line) -> str:
    mark = f"({line.type}) " if line.type else ""
    behind = "" if not line.evidence or line.evidence in line.words else f" ({line.evidence})"
    return f"- {mark}{line.words}{behind}"


def _chapter(one: Chapter) -> str:
    return f"- {one.time} {shown(one.words)}"


def failing(findings: Iterable[Finding]) -> list[Line]:
    """The checks that fail, as blockers: what fails and where."""
    return [
        Line(BLOCKED, f"A check fails: {shown(one.message)}", shown(one.place or one.rule))
        for one in findings
        if one.severity is Severity.ERROR
    ][:MOST_MARKS]
