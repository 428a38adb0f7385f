"""Threads with the truth by sentence, as ``threads/*.txt`` has them.

``= title`` begins a thread, ``@ana 16 14:00 >2`` a message of 16 November 2026 that answers the
second one, ``label | sentence`` a sentence of it. Labels: ``-`` nothing, ``p`` position, ``+``
agreement, ``?`` open question, ``?!`` answered one, ``d`` decision, ``a @ben 2026-11-20`` action
with owner and day. ``development.txt`` was looked at while the rules were written; ``kept.txt`` is
only measured on. ``alone.txt`` and ``alone-kept.txt`` are sentences without a thread, each a
message; they were labelled before the rules were mended by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from dayline.synthesis.messages import Act, Message, Names, Sentence, names_of
from dayline.synthesis.rules import acts

FOLDER = Path(__file__).parent / "threads"
ACTS = {
    "-": Act.NOTHING, "p": Act.POSITION, "+": Act.AGREEMENT, "?": Act.QUESTION,
    "?!": Act.QUESTION, "d": Act.DECISION, "a": Act.ACTION,
}  # fmt: skip
NAMES: Names = names_of(
    [
        ("ana", "ana", "Ana Ruiz"), ("ben", "ben", "Ben Cole"), ("ines", "ines", "Ines Hart"),
        ("omar", "omar", "Omar Said"), ("ken", "ken", "Ken Tan"), ("mei", "mei", "Mei Lin"),
    ]
)  # fmt: skip
_HEAD = re.compile(r"@(\w+) (\d\d) (\d\d):(\d\d)(?: >(\d+))?\Z")
_LINE = re.compile(r"(\?!|[-?dpa+])(?: @(\w+))?(?: (\d{4}-\d\d-\d\d)| -)? \| (.+)\Z")


@dataclass(frozen=True)
class Truth:
    """What a sentence is, as people labelled it."""

    text: str
    act: Act
    answered: bool = False
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True)
class Labelled:
    """A thread with the truth of each of its sentences, in order."""

    title: str
    messages: tuple[Message, ...]
    truth: tuple[Truth, ...]

    def flat(self) -> Labelled:
        """The same thread in a chat that does not know what answers what."""
        return replace(self, messages=tuple(replace(one, parent="") for one in self.messages))


def threads(name: str) -> list[Labelled]:
    """The threads of ``development`` or ``kept``."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return list(_threads([line for line in lines if line]))


def alone(name: str) -> list[Truth]:
    """The sentences of ``alone`` or ``alone-kept``, each written by @zoe, who is nobody known."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [_truth(line, "zoe") for line in lines if line]


def told_alone(text: str) -> list[Sentence]:
    """What the only message of a thread is told to say, written by @zoe."""
    return acts([Message("1", "zoe", datetime(2026, 11, 16, 9, tzinfo=UTC), text)], NAMES)


def _threads(lines: list[str]) -> Iterator[Labelled]:
    begins = [number for number, line in enumerate(lines) if line.startswith("= ")]
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        messages: list[Message] = []
        truth: list[Truth] = []
        for line in lines[begin + 1 : end]:
            head = _HEAD.match(line)
            if head:
                who, day, hour, minute, parent = head.groups()
                at = datetime(2026, 11, int(day), int(hour), int(minute), tzinfo=UTC)
                messages.append(Message(str(len(messages) + 1), who, at, "", parent or ""))
                continue
            one = _truth(line, messages[-1].who)
            truth.append(one)
            messages[-1] = replace(messages[-1], text=f"{messages[-1].text}\n{one.text}".strip())
        yield Labelled(lines[begin][2:], tuple(messages), tuple(truth))


def _truth(line: str, who: str) -> Truth:
    fits = _LINE.match(line)
    assert fits, line
    label, owner, day, text = fits.groups()
    act = ACTS[label]
    if act is not Act.ACTION:
        return Truth(text, act, label == "?!")
    return Truth(text, act, False, owner or who, date.fromisoformat(day) if day else None)
