"""The chain of three sites, played through the real acts: open, deliver, read back, take on, judge.

The receiver says again exactly what the scorer calls missing or contradicted. The sender's word at
the next shift is what was truly understood, which the play knows; where no read-back was asked, the
next shift finds out what was lost.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from dayline.base.acting import Acting
from dayline.people.actions import form_team, join
from dayline.practices.handoff.actions import judge, read_back, set_share, take_on, tell_outcome
from dayline.practices.handoff.drawing import is_asked
from dayline.practices.handoff.rules import Word
from dayline.records.actions import move, open_record
from tests.practices.handoff.chain import TWISTED, Chain, Passed, text_of

ZONES = {"london": "Europe/London", "austin": "America/Chicago", "singapore": "Asia/Singapore"}
PEOPLE = 5
SHIFT = timedelta(hours=8)


def with_sites(owner: Acting) -> dict[str, list[str]]:
    """Three sites of five people each in a workspace that is there; their ids."""
    people = {}
    for site, zone in ZONES.items():
        handles = [f"{site}{number}" for number in range(PEOPLE)]
        people[site] = [join(owner, handle=one, name=one.title(), zone=zone) for one in handles]
        form_team(owner, handle=site, name=site.title(), zone=zone, members=handles)
    return people


@dataclass
class Shifts:
    """One play through the real acts. ``share`` of 100 handoffs are read back, ``twisted`` is the
    part of what is lost that is held to be something else."""

    owner: Acting
    people: dict[str, list[str]]
    share: int
    seed: int
    rounds: int = 3
    twisted: float = TWISTED
    refs: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.now = self.owner.at + SHIFT
        self.chance = random.Random(self.seed)  # noqa: S311 -- no secret is made of it
        self.chain = Chain(self.seed, self._told, self.rounds, twisted=self.twisted)
        set_share(self._acting(self.owner.actor), self.share)

    def _acting(self, who: str) -> Acting:
        return Acting(self.owner.workspace, who, self.now)

    def play(self, handoffs: int) -> Iterator[tuple[str, Passed]]:
        """Each handoff with its id, after its receiver has taken it on and it was judged."""
        for passed in self.chain.play(handoffs):
            self._end(passed)
            yield self.refs[-1], passed

    def _told(self, passed: Passed, text: str) -> Sequence[int] | None:
        if not passed.rounds:
            self._begin(passed)
            if not is_asked(self.owner.workspace, self.refs[-1]):
                return None
        self.now += timedelta(minutes=3)
        known = read_back(self._acting(self.reader), self.refs[-1], text)
        assert known.after_score is not None
        assert [one.item for one in known.after_score.items] == passed.items
        return [
            number for number, one in enumerate(known.after_score.items) if one.verdict != Word.KEPT
        ]

    def _begin(self, passed: Passed) -> None:
        """The sender delivers at the end of a shift; the receiver opens it in their morning."""
        self.writer = self.chance.choice(self.people[passed.sender])
        self.reader = self.chance.choice(self.people[passed.receiver])
        items = list(zip((one.template.type for one in passed.told), passed.items, strict=True))
        text = text_of(passed.sender, passed.receiver, items)
        ref = open_record(self._acting(self.writer), "handoff", text=text).ref
        move(self._acting(self.writer), ref, "deliver")
        self.refs.append(ref)
        self.now += timedelta(minutes=self.chance.randint(60, 690))
        move(self._acting(self.reader), ref, "read")

    def _end(self, passed: Passed) -> None:
        ref, reader = self.refs[-1], self._acting(self.reader)
        take_on(reader, ref, "all of it")
        self.now += SHIFT
        gone = passed.lost(passed.after)
        if passed.read_back:
            judge(self._acting(self.writer), ref, _words(passed.lost(passed.first)),
                  after=_words(gone), close=True)  # fmt: skip
        tell_outcome(self._acting(self.reader), ref, [n for n, one in enumerate(gone, 1) if one])


def _words(lost: Sequence[bool]) -> dict[int, Word]:
    return {number: Word.MISSING if one else Word.KEPT for number, one in enumerate(lost, 1)}
