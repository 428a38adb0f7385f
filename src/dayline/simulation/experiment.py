"""Many plays: every variant with every seed, on as many processors as there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from dayline.simulation.estimates import Estimate, difference, estimate
from dayline.simulation.measures import BY_NAME, PIECES, Reading, read
from dayline.simulation.organisation import Organisation
from dayline.simulation.play import Play
from dayline.simulation.policies import Policy
from dayline.simulation.season import Season, season
from dayline.simulation.span import Span


@dataclass(frozen=True)
class Variant:
    """What is played: an organisation under a policy, and what to call it."""

    title: str
    organisation: Organisation
    policy: Policy


@dataclass(frozen=True)
class Result:
    """The readings of one variant, in the order of the seeds."""

    variant: Variant
    readings: tuple[Reading, ...]

    def values(self, name: str, site: str = "") -> list[float | None]:
        """A measure of each seed, of the whole or of a site."""
        return [
            (reading.sites[site] if site else reading.values).get(name) for reading in self.readings
        ]

    def estimate(self, name: str, site: str = "") -> Estimate | None:
        """The mean of a measure with its interval; of a worst case the least, without one."""
        values = [value for value in self.values(name, site) if value is not None]
        if values and BY_NAME[name].worst:
            return Estimate(min(values), None, len(values))
        return estimate(values)

    def against(self, other: Result, name: str) -> Estimate | None:
        """How much more it is here than under another variant, paired by seed."""
        return difference(other.values(name), self.values(name))

    def n(self, what: str) -> int:
        """How many pieces, clocks, decisions or weeks the readings were taken over."""
        return sum(reading.n[what] for reading in self.readings)

    @property
    def overloaded(self) -> bool:
        """Whether more work comes in than is done: what is open grows."""
        plays = len(self.readings)
        grown = sum(reading.grown for reading in self.readings) / plays
        return grown > max(6.0, 0.02 * self.n(PIECES) / plays)


def run(
    variants: Sequence[Variant],
    seeds: Sequence[int],
    span: Span,
    *,
    jobs: int = 1,
    advance: Callable[[int], object] = lambda _days: None,
) -> list[Result]:
    """Play every variant with every seed; ``advance`` hears of the days that were played.

    The answer does not depend on ``jobs``. Raises InvariantBroken.
    """
    rows: list[list[Reading]] = []
    for row in _rows(variants, seeds, span, jobs):
        rows.append(row)
        advance(span.length * len(variants))
    return [
        Result(variant, tuple(row[place] for row in rows)) for place, variant in enumerate(variants)
    ]


def _rows(
    variants: Sequence[Variant], seeds: Sequence[int], span: Span, jobs: int
) -> Iterator[list[Reading]]:
    if jobs < 2 or len(seeds) < 2:
        for seed in seeds:
            yield play_seed(variants, seed, span)
        return
    with ProcessPoolExecutor(min(jobs, len(seeds))) as pool:
        futures = [pool.submit(play_seed, variants, seed, span) for seed in seeds]
        try:
            for future in futures:
                yield future.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def play_seed(variants: Sequence[Variant], seed: int, span: Span) -> list[Reading]:
    """Every variant with one seed. Those of one organisation share what the seed brings."""
    seasons: dict[int, Season] = {}
    found = []
    for variant in variants:
        key = id(variant.organisation)
        if key not in seasons:
            seasons[key] = season(variant.organisation, seed, span)
        play = Play(variant.organisation, variant.policy, seasons[key])
        play.run()
        found.append(read(play))
    return found
