"""How often the measure's 95 % intervals hold the truth, beside three that many would use.

    python bench/handoff_interval.py [RUNS]

Each run draws handoffs whose items are lost together. First on a grid (number of handoffs, share
lost, correlation of items within a handoff); then for a year of three sites where loss differs by
pair, by template, by length of the gap and by the tiredness of single readers, in every row that
the report tells; last for the effect of read-back under unequal shares.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dayline.clocks.survival import wilson
from dayline.practices.handoff.measure.interval import Count, share_lost
from dayline.practices.handoff.measure.observed import Observed
from dayline.practices.handoff.measure.rules import report
from tests.practices.handoff.losing import Year

Method = Callable[[Sequence[Count], random.Random], tuple[float, float]]


def ours(counts: Sequence[Count], _chance: random.Random) -> tuple[float, float]:
    found = share_lost(counts)
    return found.low, found.high


def naive(counts: Sequence[Count], _chance: random.Random) -> tuple[float, float]:
    """Wilson as if items were lost one by one."""
    return wilson(sum(one.lost for one in counts), sum(one.items for one in counts))


def sandwich(counts: Sequence[Count], _chance: random.Random) -> tuple[float, float]:
    """Wald with the cluster-robust variance."""
    items = sum(one.items for one in counts)
    share = sum(one.lost for one in counts) / items
    squares = sum((one.lost - share * one.items) ** 2 for one in counts)
    error = math.sqrt(squares * len(counts) / (len(counts) - 1)) / items
    return share - 1.96 * error, share + 1.96 * error


def bootstrap(counts: Sequence[Count], chance: random.Random) -> tuple[float, float]:
    """Percentiles of 200 samples of handoffs."""
    shares = []
    for _ in range(200):
        drawn = chance.choices(counts, k=len(counts))
        shares.append(sum(one.lost for one in drawn) / sum(one.items for one in drawn))
    shares.sort()
    return shares[4], shares[195]


METHODS: dict[str, Method] = {
    "ours": ours, "Wilson, items alone": naive, "cluster Wald": sandwich, "bootstrap": bootstrap,
}  # fmt: skip


def drawn(chance: random.Random, handoffs: int, share: float, alike: float) -> list[Count]:
    """Handoffs of four to eight items, lost together by a beta-binomial."""
    counts = []
    for _ in range(handoffs):
        items = chance.randint(4, 8)
        own = share
        if alike:
            sure = 1 / alike - 1
            own = chance.betavariate(share * sure, (1 - share) * sure)
        counts.append(Count(items, sum(chance.random() < own for _ in range(items))))
    return counts


def grid(runs: int) -> None:
    print(f"Covered of {runs} runs, and mean width: handoffs, share lost, correlation")
    print(f"{'':18}" + "".join(f"{name:>22}" for name in METHODS))
    worst = dict.fromkeys(METHODS, 1.0)
    for handoffs in (6, 12, 33, 100):
        for share in (0.02, 0.1, 0.2, 0.35):
            for alike in (0.0, 0.1, 0.3):
                chance = random.Random(f"{handoffs} {share} {alike}")
                held, width = defaultdict(int), defaultdict(float)
                for _ in range(runs):
                    counts = drawn(chance, handoffs, share, alike)
                    for name, method in METHODS.items():
                        low, high = method(counts, chance)
                        held[name] += low <= share <= high
                        width[name] += high - low
                cells = [f"{held[one] / runs:.1%} {width[one] / runs:.3f}" for one in METHODS]
                print(
                    f"{handoffs:4} {share:.2f} {alike:.1f}     "
                    + "".join(f"{c:>22}" for c in cells)
                )
                worst = {one: min(worst[one], held[one] / runs) for one in METHODS}
    print("worst             " + "".join(f"{f'{worst[one]:.1%}':>22}" for one in METHODS))


def year(runs: int) -> None:
    held: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for run in range(runs):
        played = Year(seed=run)
        found, truths = report(played.observed(), played.crowd()), played.truths()
        for row in (*found.pairs, *found.templates, *found.gaps, found.whole):
            if row.first is not None:
                told[row.of] += 1
                held[row.of] += row.first.low <= truths[row.of] <= row.first.high
    print(f"\nA year of three sites, {runs} runs: rows that hold the truth")
    for of in sorted(told):
        print(f"  {of:24} {held[of]:6} of {told[of]:6}  {held[of] / told[of]:.1%}")
    every, right = told.total(), held.total()
    print(f"  {'every row':24} {right:6} of {every:6}  {right / every:.1%}")


def effects(runs: int) -> None:
    held = naive_held = told = 0
    for run in range(runs):
        played = Year(seed=run, kept_by_read_back=0.8)
        observed = played.observed()
        found = report(observed, played.crowd()).effect
        if found.low is None or found.high is None:
            continue
        told += 1
        meant = -played.kept_by_read_back * played.truths()["all handoffs"]
        held += found.low <= meant <= found.high
        plain = _plain_difference(observed)
        naive_held += plain[0] <= meant <= plain[1]
    print(f"\nEffect of read-back, {told} runs: holds the truth {held / told:.1%};"
          f" without weights and clusters {naive_held / told:.1%}")  # fmt: skip


def _plain_difference(observed: Sequence[Observed]) -> tuple[float, float]:
    ends = []
    for on in (True, False):
        arm = [one for one in observed if one.read_back is on]
        items = sum(one.items for one in arm)
        share = sum(one.lost_after for one in arm) / items
        ends.append((share, share * (1 - share) / items))
    value = ends[0][0] - ends[1][0]
    half = 1.96 * math.sqrt(ends[0][1] + ends[1][1])
    return value - half, value + half


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    grid(runs)
    year(runs)
    effects(runs)


if __name__ == "__main__":
    main()
