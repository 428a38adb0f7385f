"""Work that goes round three sites, and receivers who lose a fifth of what they are told.

Each site hands on what it holds to be so: what it lost cannot be handed on, what it got wrong is
handed on wrong. A receiver writes a read-back in words of their own and then, with read-back on,
says again only what the scorer asks for. What was truly lost is known here and nowhere else.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

FACTS = Path(__file__).with_name("facts.txt")
SITES = ("london", "austin", "singapore")
SECTIONS = {
    "state": "Progress made", "decision": "Decisions and rationale",
    "blocker": "Blockers for next timezone", "question": "Open questions",
    "hazard": "Contingency", "ruled_out": "Ruled-out paths",
}  # fmt: skip
LOSES = 0.2
"""The share of items that a receiver does not hold right after reading."""

TWISTED = 0.2
"""Of what is lost, the share that is not gone but held to be something else."""

OPPOSITE = 0.4
"""Of that, the share that is held to be the opposite; the rest swaps a number, name or time."""

VAGUELY = 0.25
"""Of what is gone, the share of which the receiver still writes that there was something."""

SLOTS = {
    "n": ["12", "18", "27", "40", "64", "85", "120", "214", "350", "412", "990"],
    "p": ["5", "10", "20", "35", "60", "75"],
    "w": ["3", "4", "7", "9", "12", "16"],
    "v": ["2.4", "2.5", "3.0", "3.1", "4.2"],
    "city": ["Lyon", "Porto", "Turin", "Gdansk", "Leeds", "Graz", "Malmo"],
    "name": ["Ines", "Omar", "Priya", "Jonas", "Akiko", "Luis", "Nadia"],
    "svc": ["ledger", "gateway", "scheduler", "mailer", "search index", "billing service"],
    "day": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
    "month": ["March", "April", "June", "September"],
    "time": ["05:00 UTC", "06:30 UTC", "11:15 UTC", "14:00 UTC", "22:45 UTC"],
}
VAGUE = (
    "There was something about the {what} as well, I lost the details.",
    "Something with the {what}, but I can't say what exactly.",
    "The {what} came up too.",
)


@dataclass(frozen=True)
class Template:
    """A fact as people say it, and as they say its opposite."""

    type: str
    so: tuple[str, ...]
    not_so: tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """Something held to be so: a template with its slots, needed for ``life`` handoffs."""

    name: int
    template: Template
    slots: tuple[tuple[str, str], ...]
    opposite: bool = False
    life: int = 1

    def same(self, other: Fact) -> bool:
        """Whether both say the same."""
        return (self.slots, self.opposite) == (other.slots, other.opposite)

    def said(self, chance: random.Random, besides: str = "") -> str:
        """The fact in one of its wordings, another than ``besides`` where there is one."""
        ways = self.template.not_so if self.opposite else self.template.so
        texts = [_capital(one.format(**dict(self.slots))) for one in ways]
        return chance.choice([one for one in texts if one != besides] or texts)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


@cache
def templates() -> tuple[Template, ...]:
    """All facts of the file."""
    found: list[Template] = []
    kind, so, not_so = "", [], []
    for line in [*FACTS.read_text(encoding="utf-8").splitlines()[1:], "# end"]:
        sign, _, text = line.partition(" ")
        if sign == "#":
            if so:
                found.append(Template(kind, tuple(so), tuple(not_so)))
            kind, so, not_so = text, [], []
        else:
            (so if sign == "+" else not_so).append(text)
    return tuple(found)


@dataclass
class Passed:
    """One handoff: what was delivered and what the receiver holds of it, at first and in the end.

    ``asked`` counts the items that the receiver was asked to say again, over ``rounds``.
    """

    sender: str
    receiver: str
    items: list[str]
    told: list[Fact]
    first: list[Fact | None]
    after: list[Fact | None]
    asked: int = 0
    rounds: int = 0
    read_back: bool = False

    def lost(self, held: Sequence[Fact | None]) -> list[bool]:
        """Of each item whether it was lost: gone, or held to be something else."""
        pairs = zip(self.told, held, strict=True)
        return [one is None or not one.same(fact) for fact, one in pairs]


Scorer = Callable[[Passed, str], Sequence[int] | None]
"""Given a handoff and a read-back: the numbers of the items that seem lost, from 0; None when this
handoff is not read back."""


@dataclass
class Chain:
    """The play. ``scorer`` None means that nobody reads back."""

    seed: int
    scorer: Scorer | None
    rounds: int = 3
    loses: float = LOSES
    twisted: float = TWISTED
    chance: random.Random = field(init=False)
    born: int = 0
    needed: int = 0
    arrived: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 -- no secret is made of it
        self._truth: dict[int, Fact] = {}

    def play(self, handoffs: int) -> Iterator[Passed]:
        """Hand work round the sites so many times."""
        held: list[Fact] = []
        for number in range(handoffs):
            sites = SITES[number % 3], SITES[(number + 1) % 3]
            told = self._worked_on(held)
            passed = self._hand_over(*sites, told)
            yield passed
            held = [one for one in passed.after if one is not None]
            self._count(told, held)

    def _worked_on(self, held: list[Fact]) -> list[Fact]:
        """What a shift hands on: what still matters, and new facts up to four to eight items."""
        told = [replace(one, life=one.life - 1) for one in held if one.life > 1][:7]
        wanted = max(self.chance.randint(4, 8), len(told) + 1)
        used = {one.template for one in told}
        fresh = [one for one in templates() if one not in used]
        for template in self.chance.sample(fresh, wanted - len(told)):
            fact = self._fact(template)
            self._truth[fact.name] = fact
            told.append(fact)
        return sorted(told, key=lambda one: list(SECTIONS).index(one.template.type))

    def _fact(self, template: Template) -> Fact:
        self.born += 1
        slots = tuple((name, self.chance.choice(values)) for name, values in SLOTS.items())
        return Fact(self.born, template, slots, life=self.chance.choice((1, 1, 2, 3, 4)))

    def _count(self, told: Sequence[Fact], held: Sequence[Fact]) -> None:
        """Facts at the end of their life: whether the last receiver has them as they once were."""
        known = {one.name: one for one in held}
        gone = {one.name for one in told} - known.keys()
        over = {one.name for one in told if one.life == 1} | gone
        for name in over:
            truth = self._truth.pop(name)
            self.needed += 1
            self.arrived += name in known and known[name].same(truth)

    def _hand_over(self, sender: str, receiver: str, told: list[Fact]) -> Passed:
        items = [one.said(self.chance) for one in told]
        first = [self._taken_in(one) for one in told]
        passed = Passed(sender, receiver, items, told, first, list(first))
        if self.scorer is None:
            return passed
        heard = zip(first, told, items, strict=True)
        words = [self._words(one, fact, item) for one, fact, item in heard]
        for number in range(self.rounds + 1):
            lost = self.scorer(passed, self._text(words))
            passed.read_back = lost is not None
            if not lost or number == self.rounds:
                break
            passed.rounds += 1
            for which in lost:
                passed.asked += 1
                passed.after[which] = again = self._read_again(passed.after[which], told[which])
                words[which] = self._words(again, told[which], items[which])
        return passed

    def _read_again(self, held: Fact | None, fact: Fact) -> Fact | None:
        """What the receiver holds after looking at one item again: who had it right still has."""
        right = held is not None and held.same(fact)
        return held if right else self._taken_in(fact)

    def _taken_in(self, fact: Fact) -> Fact | None:
        """What the receiver holds after reading: a fifth of the time nothing, or something else."""
        if self.chance.random() >= self.loses:
            return fact
        if self.chance.random() >= self.twisted:
            return None
        if self.chance.random() < OPPOSITE:
            return replace(fact, opposite=not fact.opposite)
        return self._swapped(fact)

    def _swapped(self, fact: Fact) -> Fact | None:
        """The fact with one number, name or time confused with another."""
        ways = fact.template.not_so if fact.opposite else fact.template.so
        shown = [name for name in SLOTS if all("{" + name + "}" in way for way in ways)]
        if not shown:
            return None
        slot = self.chance.choice(shown)
        slots = dict(fact.slots)
        slots[slot] = self.chance.choice([one for one in SLOTS[slot] if one != slots[slot]])
        return replace(fact, slots=tuple(slots.items()))

    def _words(self, held: Fact | None, fact: Fact, item: str) -> str:
        """What the receiver writes of an item: their own words, a vague memory or nothing."""
        if held is not None:
            return held.said(self.chance, besides=item)
        if self.chance.random() < VAGUELY:
            what = self.chance.choice([fact.template.type.replace("_", "-"), "last part"])
            return self.chance.choice(VAGUE).format(what=what)
        return ""

    def _text(self, words: Sequence[str]) -> str:
        return "\n".join(one for one in words if one) or "Nothing stuck."


def text_of(sender: str, receiver: str, passed_items: Sequence[tuple[str, str]]) -> str:
    """The handoff as a text under the contract; ``passed_items`` are types with their items."""
    lines = ["---", f'from: "@{sender}"', f'to: "@{receiver}"', "severity: watch", "---", ""]
    lines += [f"# The shift of {sender.capitalize()}", ""]
    for kind, section in SECTIONS.items():
        here = [f"- ({kind}) {item}" for type_, item in passed_items if type_ == kind]
        if here or kind in ("state", "decision", "blocker", "question"):
            lines += [f"## {section}", "", *(here or ["None."]), ""]
    return "\n".join(lines)
