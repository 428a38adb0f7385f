"""How many days of an organisation are played in a second, beside SimPy on the same organisation.

    python bench/simulate.py [ORGANISATION] [--seeds 6] [--repeat 5]

A seeded day is one simulated day of one organisation under one policy with one seed. Every day of
a play counts, those of the warm-up too; the time is that of drawing the work and the absences, of
compiling everybody's hours, of playing with every invariant on, and of reading the result. One
process, processor time, the best of several runs since other work on a machine only adds to it.

SimPy is compared where it is installed; it is no dependency of Dayline.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import fmean

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench import _simulate_simpy as peer
from dayline.base.micros import DAY
from dayline.simulation.kernel import Agenda
from dayline.simulation.library import organisation_named
from dayline.simulation.measures import Reading, read
from dayline.simulation.organisation import Organisation
from dayline.simulation.play import Play
from dayline.simulation.policies import Policy
from dayline.simulation.season import Season, season
from dayline.simulation.span import Span


def best(repeat: int, act: Callable[[], object]) -> float:
    """The least processor time of several runs, after one that fills caches."""
    act()
    times = []
    for _ in range(repeat):
        begin = time.process_time()
        act()
        times.append(time.process_time() - begin)
    return min(times)


def speed(organisation: Organisation, span: Span, seeds: range, repeat: int) -> None:
    """Days and events a second, for each policy and for all three as they share a season."""
    seasons = {seed: season(organisation, seed, span) for seed in seeds}
    days = len(seeds) * span.length
    print(f"{organisation.name}: {len(organisation.sites)} sites, {organisation.people} people, "
          f"plays of {span.length} days, {len(seeds)} seeds")  # fmt: skip
    for policy in organisation.policies:
        events = sum(one(organisation, policy, seasons[seed]).events for seed in seeds)
        seconds = best(repeat, lambda policy=policy: [  # type: ignore[misc]
            one(organisation, policy, seasons[seed]) for seed in seeds
        ])  # fmt: skip
        print(f"  {policy.name:12} {days / seconds:>9,.0f} days/s  {events / seconds:>9,.0f} "
              f"events/s  {events / days:.1f} events a day")  # fmt: skip
    seconds = best(repeat, lambda: [whole(organisation, span, seed) for seed in seeds])
    total = days * len(organisation.policies)
    print(f"  all, drawn too {total / seconds:>7,.0f} days/s")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  memory         {peak:>7,.0f} MB at most, the interpreter and all of Dayline in it")


def one(organisation: Organisation, policy: Policy, brought: Season) -> Reading:
    """One play and its reading."""
    play = Play(organisation, policy, brought)
    play.run()
    return read(play)


def whole(organisation: Organisation, span: Span, seed: int) -> list[Reading]:
    """Everything that a seed costs."""
    brought = season(organisation, seed, span)
    return [one(organisation, policy, brought) for policy in organisation.policies]


def same_model(organisation: Organisation, span: Span, seeds: range, repeat: int) -> None:
    """Dayline's model on its own event list and on SimPy's: equal to the byte, or it says so."""
    seasons = [season(organisation, seed, span) for seed in seeds]

    def play_on(agenda: type) -> list[str]:
        return [
            _on(organisation, policy, brought, agenda).digest
            for brought in seasons
            for policy in organisation.policies
        ]

    own = best(repeat, lambda: play_on(Agenda))
    print("the same model on SimPy's event list")
    for name, agenda in (
        ("a callback for each event", peer.SimpyAgenda),
        ("a process for each event", peer.SimpyProcesses),
    ):
        other = best(repeat, lambda agenda=agenda: play_on(agenda))  # type: ignore[misc]
        equal = play_on(agenda) == play_on(Agenda)
        print(f"  {name:27} {other / own:.2f} x the time of ours; "
              f"results {'equal to the byte' if equal else 'DIFFER'}")  # fmt: skip


def _on(organisation: Organisation, policy: Policy, brought: Season, agenda: type) -> Reading:
    play = Play(organisation, policy, brought, agenda(brought.span.start))
    play.run()
    return read(play)


def as_processes(organisation: Organisation, span: Span, seeds: range, repeat: int) -> None:
    """A plain organisation in ours and written as SimPy processes: time, and mean lead time."""
    bare = peer.plain(organisation)
    seasons = [season(bare, seed, span) for seed in seeds]

    def ours() -> list[float]:
        plays = [Play(bare, peer.PLAIN_POLICY, brought) for brought in seasons]
        return [piece[0] / DAY for play in plays for piece in play.run().finished]

    def theirs() -> list[float]:
        return [time / DAY for brought in seasons for time in peer.Office(bare, brought).run()]

    own, other = best(repeat, ours), best(repeat, theirs)
    days = len(seeds) * span.length
    print("a plain organisation (no clocks, decisions, leave), written as SimPy processes")
    print(f"  ours  {days / own:>9,.0f} days/s, mean lead time {fmean(ours()):.3f} days, "
          f"{len(ours()):,} pieces, invariants on")  # fmt: skip
    print(f"  SimPy {days / other:>9,.0f} days/s, mean lead time {fmean(theirs()):.3f} days, "
          f"{len(theirs()):,} pieces")  # fmt: skip
    print(f"  {other / own:.2f} x the time of ours")


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("organisation", nargs="?", default="meridian")
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--repeat", type=int, default=5)
    wanted = parser.parse_args()
    organisation = organisation_named(wanted.organisation)
    span, seeds = Span(organisation.begins), range(1, wanted.seeds + 1)
    speed(organisation, span, seeds, wanted.repeat)
    if not peer.is_installed():
        print("SimPy is not installed here: no comparison.")
        return
    same_model(organisation, span, seeds, wanted.repeat)
    as_processes(organisation, span, seeds, wanted.repeat)


if __name__ == "__main__":
    main()
