"""Texts of questions and answers, and what the record's word means for them. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dayline.base.instants import to_text
from dayline.base.markdown import scan
from dayline.contracts.prose import Passage, own_words, passages

_TITLE = 100
NOTHING = "Nothing is written about this."


@dataclass(frozen=True, slots=True)
class Said:
    """What the record said when it was asked.

    ``told`` are its sentences, each with where it stands; none when nothing is written. ``ask`` is
    the handle of the person or team that can say more, "" when nobody is known.
    """

    question: str
    told: tuple[str, ...] = ()
    ask: str = ""

    @property
    def abstains(self) -> bool:
        """Whether nothing is written about it."""
        return not self.told


@dataclass(frozen=True, slots=True)
class Sending:
    """A question on its way to somebody: until when it is needed, and what happens without."""

    owner: str
    need_by: datetime
    areas: tuple[str, ...] = ()
    if_unanswered: str = ""
    why: str = ""


def title(question: str) -> str:
    """A question as a heading."""
    words = " ".join(question.split()).lstrip("# ")
    return words if len(words) <= _TITLE else f"{words[: _TITLE - 1].rstrip()}…"


def question_text(said: Said, sending: Sending) -> str:
    """The text of a question record."""
    head = [f"owner: {_quoted(sending.owner)}", f"need_by: {to_text(sending.need_by)[:19]}Z"]
    if sending.areas:
        head.append(f"area: [{', '.join(map(_quoted, sending.areas))}]")
    if sending.if_unanswered:
        head.append(f"if_unanswered: {_quoted(sending.if_unanswered)}")
    words = " ".join(said.question.split())
    why = f" {' '.join(sending.why.split())}" if sending.why else ""
    fields = "\n".join(head)
    return (
        f"---\n{fields}\n---\n\n# {title(words)}\n\n## Question\n\n{_line(words)}{why}\n\n"
        f"## What the record says\n\n{NOTHING}\n\n## Answer\n"
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _line(text: str) -> str:
    """A line that is a paragraph and no heading or item, whatever it begins with."""
    return f"\\{text}" if text[:1] in "#-+*>|`=" else text


def section(text: str, name: str) -> str:
    """The words of one section, "" where there are none of one's own."""
    found = _passage(text, name)
    if found is None or not own_words(found):
        return ""
    return "\n".join(line.text for line in found.lines).strip()


def with_answer(text: str, answer: str) -> str:
    """``text`` with the answer in its section, below one that stands there already."""
    found = _passage(text, "answer")
    if found is None:
        return f"{text.rstrip()}\n\n## Answer\n\n{answer.strip()}\n"
    before = section(text, "answer")
    body = f"{before}\n\n{answer.strip()}" if before else answer.strip()
    end = found.heading.end
    rest = text[end:]
    following = rest.find("\n## ")
    after = rest[following:].lstrip("\n") if following >= 0 else ""
    return f"{text[:end].rstrip()}\n\n{body}\n" + (f"\n{after}" if after else "")


def _passage(text: str, name: str) -> Passage | None:
    return next(
        (one for one in passages(text, scan(text)) if one.heading.text.casefold() == name), None
    )


def record_text(kind: str, *, question: str, answer: str, ref: str, areas: Sequence[str]) -> str:
    """The record that an answer becomes, as a guide or a decision that still needs its reasons."""
    head = f"---\nrelates_to: [{ref}]\n"
    if areas:
        head += f"area: [{', '.join(map(_quoted, areas))}]\n"
    body = f"---\n\n# {title(question)}\n\n"
    if kind == "decision":
        context = f"{_line(question)} It was asked in {ref}."
        return f"{head}{body}## Context\n\n{context}\n\n## Decision\n\n{answer}\n"
    return f"{head}{body}## When to use it\n\n{_line(question)}\n\n## Steps\n\n{answer}\n"


@dataclass(frozen=True, slots=True)
class Deflection:
    """How many questions the record answered itself, of those that were asked. Never by person."""

    by_record: int
    sent_on: int

    @property
    def asked(self) -> int:
        """How many were asked."""
        return self.by_record + self.sent_on

    @property
    def percent(self) -> int | None:
        """The share that nobody had to answer, rounded down; None where nothing was asked."""
        return 100 * self.by_record // self.asked if self.asked else None
