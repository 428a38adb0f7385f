"""Three sites hand work round for a hundred days each, with read-back and without it.

    python bench/handoff_chain.py [--handoffs 300] [--seed 1] [--plain]

Receivers lose a fifth of the items; four fifths of that are gone, the rest is held to be the
opposite or with another number, name or time. First through the real acts and the real scorer,
three workspaces on a database of their own: nobody reads back, everybody, and a draw of one half,
from which the measure then tells the loss and the effect beside the truth that the play knows. Then
the scorer alone, over how many times the receiver may be asked again and how much of the loss is
twisted rather than gone (``--plain`` skips the acts).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from dayline.practices.handoff.measure.interval import Count, Share, share_lost
from dayline.practices.handoff.reading.score import Verdict, score
from tests.practices.handoff.chain import Chain, Passed

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def shown(share: Share) -> str:
    return f"{share.value:6.2%} ({share.low:.2%} to {share.high:.2%})"


def lost(passed: Sequence[Passed], *, after: bool) -> Share:
    """The true loss over handoffs, with the measure's interval."""
    counts = [
        Count(len(one.items), sum(one.lost(one.after if after else one.first))) for one in passed
    ]
    return share_lost(counts)


def tell(name: str, passed: Sequence[Passed], chain: Chain, seconds: float) -> None:
    items = sum(len(one.items) for one in passed)
    whole = sum(not any(one.lost(one.after)) for one in passed)
    print(f"{name}: {len(passed)} handoffs, {items} items, {seconds:.0f} s")
    print(f"  lost at first         {shown(lost(passed, after=False))}")
    print(f"  after clarification   {shown(lost(passed, after=True))}")
    print(f"  handoffs without loss {whole / len(passed):6.1%}")
    print(f"  asked again           {sum(one.asked for one in passed) / items:6.1%} of the items,"
          f" {sum(one.rounds for one in passed) / len(passed):.2f} times per handoff")  # fmt: skip
    print(f"  right at its end      {chain.arrived / chain.needed:6.1%} of {chain.needed} facts,"
          " which live for 1 to 4 handoffs")  # fmt: skip


def through_the_acts(handoffs: int, seed: int) -> None:
    """Play with read-back in none, all and half of the handoffs, each in a workspace of its own."""
    from dayline.contracts.actions import open_workspace
    from dayline.practices.handoff.measure.queries import measured
    from tests.practices.handoff.shifts import Shifts, with_sites

    for share in (0, 100, 50):
        owner = open_workspace(f"chain-{share}", START, handle="olga", name="Olga", zone="UTC")
        shifts = Shifts(owner, with_sites(owner), share, seed)
        begin = time.perf_counter()
        passed = [one for _, one in shifts.play(handoffs)]
        took = time.perf_counter() - begin
        tell(f"\nRead-back in {share} of 100 handoffs", passed, shifts.chain, took)
        found = measured(owner.workspace, person=owner.actor)
        print("  what the workspace tells:")
        for row in (found.whole, *found.pairs, *found.gaps):
            told = row.why if row.after is None else f"{shown(row.after)} of {row.items} items"
            print(f"    {row.of:24} {told}")
        if found.effect.value is not None:
            low, high = found.effect.low or 0, found.effect.high or 0
            told = f"{found.effect.value:+.2%} ({low:+.2%} to {high:+.2%})"
            truth = [lost([one for one in passed if one.read_back is on], after=True).value
                     for on in (True, False)]  # fmt: skip
            print(f"    {'effect of read-back':24} {told}; truly {truth[0] - truth[1]:+.2%}."
                  f" {found.effect.says}")  # fmt: skip
        else:
            print(f"    effect of read-back      {found.effect.says}")


def by_the_scorer(passed: Passed, text: str) -> list[int]:
    found = score(passed.items, text, handoff="\n".join(passed.items))
    return [n for n, one in enumerate(found.items) if one.verdict is not Verdict.KEPT]


def alone(handoffs: int, seed: int) -> None:
    """Loss after clarification, by rounds of asking and by the share of it that is twisted."""
    print("\nLost after clarification, by the share of what is lost that is twisted, not gone")
    print(f"{'asked at most':>16}" + "".join(f"{one:>9.0%}" for one in TWISTED))
    for rounds in (0, 1, 2, 3):
        cells = []
        for twisted in TWISTED:
            chain = Chain(seed, by_the_scorer if rounds else None, rounds, twisted=twisted)
            cells.append(lost(list(chain.play(handoffs)), after=True).value)
        name = f"{rounds} times" if rounds else "not at all"
        print(f"{name:>16}" + "".join(f"{one:>9.2%}" for one in cells), flush=True)


TWISTED = (0.0, 0.1, 0.2, 0.4)


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--handoffs", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--plain", action="store_true")
    chosen = options.parse_args()
    if not chosen.plain:
        with tempfile.TemporaryDirectory() as folder:
            os.environ.pop("DATABASE_URL", None)
            os.environ["DAYLINE_HOME"] = folder
            os.environ["DJANGO_SETTINGS_MODULE"] = "dayline.project.settings"
            import django
            from django.core.management import call_command

            django.setup()
            call_command("migrate", verbosity=0)
            through_the_acts(chosen.handoffs, chosen.seed)
    alone(chosen.handoffs, chosen.seed)


if __name__ == "__main__":
    main()
