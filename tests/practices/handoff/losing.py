"""A year of handoffs between three sites, of which the true loss of every row is known.

What is lost hangs together: pairs, templates and the length of the gap differ, each reader has a
way of their own, a long handoff loses more of its items than a short one, and all items of one
handoff share how tired its reader is that morning.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from datetime import timedelta

import numpy as np

from dayline.practices.handoff.measure.crowd import Crowd, Hands
from dayline.practices.handoff.measure.observed import Observed
from dayline.practices.handoff.measure.rules import band, pair, template

SITES = ("@austin", "@london", "@singapore")
PAIRS = (("@london", "@austin"), ("@austin", "@singapore"), ("@singapore", "@london"))
OF_PAIR = (0.0, 0.5, -0.4)
ON = (0.3, 0.5, 0.7)
TEMPLATES = ("handoff/1", "handoff/2")
OF_TEMPLATE = (0.0, -0.5)
USED = (0.7, 0.3)
GAPS = (2, 5, 8, 11, 14, 17, 20, 60)
OF_GAP = 0.02
LONGEST = 20
READERS = 6
ITEMS = (4, 5, 6, 7, 8)
OF_ITEMS = 0.1
TIRED = 0.8
READER = 0.4


def members(site: str) -> list[str]:
    return [f"{site}{number}" for number in range(READERS)]


@dataclass
class Year:
    """One play. ``usual`` is about the share lost, ``kept_by_read_back`` what that saves of it."""

    seed: int
    handoffs: int = 300
    usual: float = 0.2
    kept_by_read_back: float = 0.0
    hands: dict[str, Hands] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 -- no secret is made of it
        self.ways = {
            who: self.chance.gauss(0, READER) for site in SITES for who in members(site)
        }  # fmt: skip

    def _bend(self, pair_: int, kind: int, gap: int, items: int, who: str) -> float:
        usual = math.log(self.usual / (1 - self.usual))
        lies = OF_GAP * (min(gap, LONGEST) - 12)
        of_items = OF_ITEMS * (items - 6)
        return usual + OF_PAIR[pair_] + OF_TEMPLATE[kind] + lies + of_items + self.ways[who]

    def observed(self) -> list[Observed]:
        """The handoffs of the year, with their readers in ``hands``."""
        return [self._one(f"H-{number}") for number in range(self.handoffs)]

    def _one(self, ref: str) -> Observed:
        chance = self.chance
        which = chance.randrange(len(PAIRS))
        sender, receiver = PAIRS[which]
        (kind,) = chance.choices(range(len(TEMPLATES)), USED)
        gap, items, on = chance.choice(GAPS), chance.choice(ITEMS), chance.random() < ON[which]
        who = chance.choice(members(receiver))
        bend = self._bend(which, kind, gap, items, who) + chance.gauss(0, TIRED)
        own = 1 / (1 + math.exp(-bend))
        lost = sum(chance.random() < own for _ in range(items))
        saved = sum(chance.random() < self.kept_by_read_back for _ in range(lost)) if on else 0
        writer = chance.choice(members(sender))
        self.hands[ref] = Hands(frozenset([writer]), frozenset([who]))
        hours = timedelta(hours=gap)
        return Observed(
            ref, sender, receiver, TEMPLATES[kind], hours, on, items, lost, lost - saved
        )

    def crowd(self) -> Crowd:
        """Who is in the teams, and who wrote and read."""
        return Crowd({site: frozenset(members(site)) for site in SITES}, self.hands)

    def truths(self) -> dict[str, float]:
        """The share that is lost in the long run at first, of every row and of "all handoffs"."""
        points, weights = np.polynomial.hermite_e.hermegauss(9)
        lost: dict[str, float] = {}
        seen: dict[str, float] = {}
        for which, (sender, receiver) in enumerate(PAIRS):
            for kind, used in enumerate(USED):
                for gap in GAPS:
                    bends = np.array(
                        [
                            [self._bend(which, kind, gap, items, who) for who in members(receiver)]
                            for items in ITEMS
                        ]
                    )
                    shares = 1 / (1 + np.exp(-(bends[..., None] + TIRED * points)))
                    mean = (shares * weights).sum(-1).mean(-1) / weights.sum()
                    example = Observed(
                        "", sender, receiver, TEMPLATES[kind], timedelta(hours=gap), True, 0, 0, 0
                    )
                    rows = (pair(example), template(example), band(example), "all handoffs")
                    for row in rows:
                        lost[row] = lost.get(row, 0.0) + used * float(mean @ ITEMS)
                        seen[row] = seen.get(row, 0.0) + used * sum(ITEMS)
        return {row: lost[row] / seen[row] for row in lost}
