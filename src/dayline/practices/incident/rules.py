"""What an incident asks of people, decided without a clock of its own: the actions that came out of
it, and where it stands in a sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dayline.contracts.prose import Passage
from dayline.practices.incident.claims import Claim
from dayline.practices.incident.points import points

_OWNER = re.compile(r"(?<![\w@])@[A-Za-z0-9](?:[\w.-]*\w)?")
_DAY = re.compile(r"(?<![\d-])\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-])")
_TRIM = ":,;. "


@dataclass(frozen=True, slots=True)
class Action:
    """An action. ``owner`` is a handle, "" where nobody is named; ``number`` counts from 1.

    ``line`` and ``last`` are where it stands in its text, both 0 for one that does not yet.
    """

    number: int
    text: str
    owner: str
    due: date | None
    done: bool
    line: int = 0
    last: int = 0
    indent: str = ""
    boxed: bool = True

    @property
    def asked(self) -> bool:
        """Whether somebody can be asked for it: it has a box to tick, an owner or a day."""
        return self.boxed or bool(self.owner) or self.due is not None

    def late(self, today: date) -> bool:
        """Whether its day has passed and it is not done."""
        return not self.done and self.due is not None and self.due < today

    def item(self) -> str:
        """The action as a list item."""
        who = " ".join(filter(None, (self.owner, self.due.isoformat() if self.due else "")))
        return f"{self.indent}- [{'x' if self.done else ' '}] {who}{': ' if who else ''}{self.text}"


def actions_of(passage: Passage | None) -> list[Action]:
    """The actions that a section lists, the first owner and the first date of each.

    Points that stand under another are actions of their own.
    """
    found = []
    for number, item in enumerate(points(passage), 1):
        owner, day = _OWNER.search(item.text), _DAY.search(item.text)
        due = _date(day[0]) if day else None
        bare = _leading(item.text, owner, day)
        found.append(
            Action(
                number,
                bare,
                owner[0] if owner else "",
                due,
                bool(item.done),
                item.line,
                item.last,
                item.indent,
                item.done is not None,
            )
        )
    return found


def _leading(text: str, owner: re.Match[str] | None, day: re.Match[str] | None) -> str:
    """``text`` without an owner and a date that stand at its beginning."""
    bare = text
    for _ in range(2):
        for part in (owner, day):
            if part is not None and bare.lstrip(_TRIM).startswith(part[0]):
                bare = bare.lstrip(_TRIM)[len(part[0]) :]
    return bare.lstrip(_TRIM) if bare != text else text.strip()


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def sentence(
    *, state: str, severity: str, lead: str, claims: Sequence[Claim], open_actions: int
) -> str:
    """Where an incident stands, in one or two sentences for somebody who was asleep."""
    first = f"{severity.capitalize() + ', ' if severity else ''}{state.lower()}"
    led = f", led by {lead}" if lead else ", and nobody leads it yet"
    parts = [f"{first[:1].upper()}{first[1:]}{led}."]
    if claims:
        contested = sum(claim.contested for claim in claims)
        parts.append(f"{_count(len(claims), 'claim')}, {contested or 'none'} contested.")
    if open_actions:
        parts.append(f"{_count(open_actions, 'action')} still open.")
    return " ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
