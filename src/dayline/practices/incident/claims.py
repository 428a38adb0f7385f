"""Claims with author, evidence and dissent; the agenda that they make; their share. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dayline.contracts.prose import Passage

MARKS = ("open", "contested", "agreed", "dissent")
REVIEW_MINUTES = 30
_LABEL = re.compile(
    r"(?:Claim\s+(?P<number>\d{1,3})\s*[,:.]?\s*)?(?:(?P<author>@[A-Za-z0-9][\w.-]*)[^:@]{0,40}:\s*)?"
)
_PARTS = re.compile(r"(?:^|(?<=\s))(?P<name>Evidence|Dissent):\s*")
_NONE = re.compile(r"(?:none|no|nobody|-|n/a)?[\s.]*", re.IGNORECASE)
_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim. ``number`` counts from 1 in its section; ``mark`` is one of :data:`MARKS` or "".

    ``dissent`` and ``evidence`` are "" where there is none.
    """

    number: int
    mark: str
    author: str
    statement: str
    evidence: str = ""
    dissent: str = ""
    line: int = 0

    @property
    def contested(self) -> bool:
        """Whether the review must speak about it: marked so, or open with a stated dissent."""
        return self.mark == "contested" or (self.mark in ("", "open") and bool(self.dissent))

    @property
    def key(self) -> str:
        """What it states, without case, blanks and punctuation."""
        return " ".join(_LETTERS.sub(" ", self.statement.casefold()).split())

    def text(self) -> str:
        """The claim as a list item."""
        evidence = _ended(self.evidence or "none yet")
        dissent = _ended(self.dissent or "none")
        return (
            f"- ({self.mark or 'open'}) Claim {self.number}, {self.author}: "
            f"{_ended(self.statement)} Evidence: {evidence} Dissent: {dissent}"
        )


def _ended(text: str) -> str:
    flat = " ".join(text.split())
    return flat if flat.endswith((".", "!", "?")) else f"{flat}."


def claims_of(passage: Passage | None) -> list[Claim]:
    """The claims of a section, in its order."""
    items = passage.items if passage else []
    return [
        _claim(number, item.type, item.text, item.line)
        for number, item in enumerate((one for one in items if one.text.strip()), 1)
    ]


def _claim(number: int, mark: str, text: str, line: int) -> Claim:
    label = _LABEL.match(text)
    author = (label["author"] or "") if label else ""
    rest = text[label.end() :] if label else text
    parts = _PARTS.split(rest)
    said = {"Evidence": "", "Dissent": ""}
    for name, words in zip(parts[1::2], parts[2::2], strict=True):
        said[name] = words.strip()
    evidence, dissent = said["Evidence"], said["Dissent"]
    return Claim(
        number, mark, author, parts[0].strip(),
        "" if _NONE.fullmatch(evidence) or evidence.rstrip(".") == "none yet" else evidence,
        "" if _NONE.fullmatch(dissent) else dissent, line,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A contested claim on the agenda, with the minutes that it gets."""

    claim: Claim
    minutes: int


def agenda(claims: Sequence[Claim], *, minutes: int = REVIEW_MINUTES) -> list[Point]:
    """What a review speaks about: each contested claim and nothing else, each as long.

    Whole minutes, at least one each; with more claims than minutes it is longer than asked.
    """
    contested = [claim for claim in claims if claim.contested]
    each = max(1, minutes // len(contested)) if contested else 0
    return [Point(claim, each) for claim in contested]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the final claims were written before the review began."""

    before: int
    final: int

    @property
    def percent(self) -> int | None:
        """In per cent, rounded down; None without a claim."""
        return 100 * self.before // self.final if self.final else None


def share_before(at_start: Sequence[Claim], final: Sequence[Claim]) -> Share:
    """The share of ``final`` whose statement stood ``at_start``, the minute 0 of the review.

    Mark, evidence and dissent may change in the review; a statement that is worded anew counts as
    written in it. A statement that stands twice counts once for each time that it stood before.
    """
    stood = [claim.key for claim in at_start]
    before = 0
    for claim in final:
        if claim.key in stood:
            stood.remove(claim.key)
            before += 1
    return Share(before, len(final))
