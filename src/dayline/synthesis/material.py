"""The text of a record as messages: what its sections state, each under its heading. Pure.

What a section is for tells what its sentences do, and its form tells which of them: the items of a
list or of a table, else its prose. What only explains an item or instructs the reader does nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dayline.base.anchors import slugify
from dayline.base.outline import Outline, heading_key
from dayline.contracts.prose import is_placeholder, without_comments
from dayline.synthesis import cues
from dayline.synthesis.messages import Act, Message, Names
from dayline.synthesis.sentences import Piece, pieces

_PARTS = {
    "question": ("open questions", "questions", "question", "unresolved questions"),
    "decision": ("decision", "decision outcome", "decisions", "decisions and rationale", "outcome"),
    "action": ("actions", "action items", "follow-ups", "next steps", "actions agreed"),
    "position": ("proposal", "proposed solution", "recommendation"),
    "answer": ("answer",),
}
_BY_HEADING = {name: part for part, names in _PARTS.items() for name in names}
_PROPOSING = ("decision", "rfc")
"""What is decided by its acceptance; other kinds only report what was decided."""
_MOST_HELD = 2
"""Sentences of a proposal that stand for it; the record itself says the rest."""
_SHORT_QUESTION = 5
"""Words of a question from which on it is understood without what stands before it."""
_NOTHING = frozenset(["n/a", "no", "-"])
_NONE = re.compile(r"\W*(?:none|nothing)(?: yet| so far)?\s*(?:$|[;,.)])", re.IGNORECASE)
_DONE = re.compile(
    r"(?:^|\| )(?:done|closed|completed|finished|fixed)\b"
    r"|, (?:done|closed|fixed)(?: on)?(?= \d|\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """What is known of a record whose text is read; ``settled``: what it proposes is decided."""

    ref: str
    kind: str
    who: str
    at: datetime
    settled: bool


def of_text(text: str, outline: Outline, record: Written, names: Names) -> Iterator[Message]:
    """The sections that say where things stand.

    A question is seldom answered by who asked it, and the text does not say who wrote the answer.
    """
    marks = [one for one in outline.headings if one.level <= 2]
    asked = ""
    for number, heading in enumerate(marks):
        key = heading_key(heading.text)
        part = _part(key, record) if heading.level == 2 else ""
        if not part:
            continue
        end = marks[number + 1].start if number + 1 < len(marks) else len(text)
        found = pieces(without_comments(text[heading.end : end]))
        section = _Section([one for one in found if not _is_empty(one.text)], names)
        if key == "outcome":
            said = section.decided(first=record.kind in _PROPOSING)
        else:
            said = section.stated(part)
        place = f"{record.ref}#{slugify(heading.text)}"
        if said:
            who, parent = ("", asked) if part == "answer" else (record.who, "")
            yield Message(
                place, who, record.at, "\n\n".join(said), parent,
                place=heading.text.strip(), part=part, said=tuple(said),
            )  # fmt: skip
            asked = place if key == "question" else asked


def _part(key: str, record: Written) -> str:
    part = _BY_HEADING.get(key, "")
    if key == "outcome" and not record.settled:
        return ""
    if key.startswith("decisions") and record.kind not in _PROPOSING:
        return part
    if part in ("decision", "position"):
        return "decision" if record.settled else "position"
    return "position" if part == "answer" and not record.settled else part


def _is_empty(text: str) -> bool:
    bare = text.casefold().strip(" .")
    return bare in _NOTHING or _NONE.match(text) is not None or is_placeholder(text)


@dataclass(frozen=True, slots=True)
class _Section:
    """What stands in a section."""

    pieces: Sequence[Piece]
    names: Names

    def stated(self, part: str) -> list[str]:
        """The sentences that do what the section is for."""
        if part == "question":
            return self._that_do(Act.QUESTION)
        if part == "action":
            return self._that_do(Act.ACTION)
        spoken = self._spoken("heading", "row") or self._spoken("heading")
        listed = [one for one in spoken if one.sort == "item" and one.leads]
        held = listed if len(listed) > 1 and spoken[0].sort == "item" else spoken
        by_orders = bool(held) and cues.does("instructs", held[0].text)
        stating = [
            one
            for number, one in enumerate(held)
            if not number or by_orders or not cues.does("instructs", one.text)
        ]
        return [one.text for one in stating[:_MOST_HELD]]

    def decided(self, *, first: bool) -> list[str]:
        """What it says in its words that was decided; with ``first`` its first sentence does."""
        return [
            one.text
            for number, one in enumerate(self._spoken("heading"))
            if (first and not number) or cues.act_of(one.text, self.names) is Act.DECISION
        ]

    def _spoken(self, *without: str) -> list[Piece]:
        return [one for one in self.pieces if one.sort not in without]

    def _that_do(self, act: Act) -> list[str]:
        """Items by what they do or begin with; prose by what does it, else by how it begins.

        Prose beside a list only introduces it.
        """
        groups = [one for one in self._groups() if not _is_done(one[0])]
        listed = any(one.sort in ("item", "row") for one in self.pieces)
        found: list[str] = []
        for group in groups:
            first = group[0]
            doing = [one.text for one in group if cues.act_of(one.text, self.names) is act]
            if first.sort == "prose" and act is Act.ACTION:
                found += doing
            elif first.sort == "prose":
                found += [_asked_in(group, one) for one in doing]
            elif act is Act.QUESTION:
                found += _with_context(group, doing) if doing else [first.text]
            else:
                found += dict.fromkeys([first.text, *doing])
        return found or ([] if listed else [group[0].text for group in groups])

    def _groups(self) -> list[list[Piece]]:
        """Items, rows and paragraphs, each with its sentences."""
        groups: list[list[Piece]] = []
        for one in self.pieces:
            if one.sort == "heading":
                continue
            if one.leads or not groups:
                groups.append([])
            groups[-1].append(one)
        return groups


def _asked_in(group: Sequence[Piece], asked: str) -> str:
    """A question of prose; a short one speaks of the sentence before it."""
    texts = [one.text for one in group]
    at = texts.index(asked)
    short = at and len(asked.split()) < _SHORT_QUESTION and not texts[at - 1].endswith("?")
    return f"{texts[at - 1]} {asked}" if short else asked


def _with_context(group: Sequence[Piece], doing: Sequence[str]) -> list[str]:
    """The questions of an item, the first with the sentences before it, which it speaks of."""
    texts = [one.text for one in group]
    return [" ".join(texts[: texts.index(doing[0]) + 1]), *doing[1:]]


def _is_done(one: Piece) -> bool:
    is_listed = one.sort in ("item", "row")
    return one.box == "x" or (is_listed and _DONE.search(one.text) is not None)
