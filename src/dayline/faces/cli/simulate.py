"""``dayline simulate``: play an organisation for a year, under each policy, with many seeds."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dayline.faces.cli.terminal import as_json, progress, refusal, safe

if TYPE_CHECKING:
    from dayline.simulation.experiment import Result, Variant
    from dayline.simulation.organisation import Organisation
    from dayline.simulation.span import Span

POLICIES = ("sync-first", "wall-clock", "awake-hours")
_MOST_SEEDS = 100_000


@click.command()
@click.argument("organisation", default="meridian")
@click.option("--what-if", "changes", multiple=True, metavar="CHANGE",
              help="Play it beside the present, e.g. owns=payouts:london; repeatable.")  # fmt: skip
@click.option("--policy", "policies", multiple=True, type=click.Choice(POLICIES),
              help="Only this policy; may be repeated.")  # fmt: skip
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True,
              help="The first seed.")  # fmt: skip
@click.option("--seeds", type=click.IntRange(2, _MOST_SEEDS), default=20, show_default=True,
              help="How many, one after the other.")  # fmt: skip
@click.option("--weeks", type=click.IntRange(4, 520), default=52, show_default=True,
              help="How long each play is measured.")  # fmt: skip
@click.option("--by-site", is_flag=True, help="Also show the sites of five people or more.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes (default: one a processor).")
@click.option("--replay", type=click.IntRange(0), metavar="SEED",
              help="Play one seed again and show its last events.")  # fmt: skip
@click.option("--until", type=click.IntRange(1), metavar="EVENT", help="Stop after this event.")
@click.option("--show", "show_", is_flag=True, help="Print the organisation's file and stop.")
@click.option("--json", "json_", is_flag=True, help="Print everything for programs.")
def simulate(
    organisation: str,
    changes: tuple[str, ...],
    policies: tuple[str, ...],
    *,
    seed: int,
    seeds: int,
    weeks: int,
    by_site: bool,
    jobs: int | None,
    replay: int | None,
    until: int | None,
    show_: bool,
    json_: bool,
) -> int:
    """Play an organisation for a year in a second: how do people work together, and what if?

    ORGANISATION is a YAML file, or one that comes with Dayline: meridian, three-continents.
    Each seed brings the same work and the same absences under every policy, so that what differs
    is the policy. Exits 1 when the simulator contradicts itself.
    """
    from dayline.simulation.changes import changed
    from dayline.simulation.library import organisation_named, text_of
    from dayline.simulation.span import Span

    if os.environ.get("NO_COLOR"):
        click.get_current_context().color = False
    if show_:
        click.echo(safe(text_of(organisation)[0]), nl=False)
        return 0
    now = organisation_named(organisation)
    span = Span(now.begins, weeks * 7)
    if replay is not None:
        played = changed(now, changes) if changes else now
        return _replay(played, policies, replay, span, until)
    _refuse_the_endless(now, span)
    chosen = policies or (("awake-hours",) if changes else POLICIES)
    variants = _variants(now, chosen, changes)
    started = time.perf_counter()
    with progress("Playing", seeds * len(variants) * span.length) as advance:
        results = _run(variants, range(seed, seed + seeds), span, jobs, advance)
    seconds = time.perf_counter() - started
    _print(results, span, seconds, by_site=by_site, paired=bool(changes), json_=json_)
    return 0


def _refuse_the_endless(organisation: Organisation, span: Span) -> None:
    from dayline.base.errors import InvalidInput
    from dayline.simulation.limits import MOST_PLAYED

    pieces = int(sum(work.per_week for work in organisation.work) * span.length / 7)
    if pieces > MOST_PLAYED:
        raise InvalidInput(
            f"One play would hold about {pieces:,} pieces of work; {MOST_PLAYED:,} are played.",
            do="Play fewer weeks with --weeks, or describe one part of the organisation.",
        )


def _run(
    variants: list[Variant], seeds: range, span: Span, jobs: int | None, advance: object
) -> list[Result]:
    from dayline.simulation.experiment import run

    return run(variants, seeds, span, jobs=jobs or os.cpu_count() or 1, advance=advance)  # type: ignore[arg-type]


def _variants(
    now: Organisation, policies: tuple[str, ...], changes: tuple[str, ...]
) -> list[Variant]:
    """The policies side by side; with changes the present beside what would be, for each."""
    from dayline.simulation.changes import changed
    from dayline.simulation.experiment import Variant

    chosen = [policy for policy in now.policies if policy.name in policies]
    if not changes:
        return [Variant(policy.title, now, policy) for policy in chosen]
    then = changed(now, changes)
    return [
        variant
        for policy in chosen
        for variant in (Variant("Now", now, policy), Variant("What if", then, policy))
    ]


def _print(
    results: list[Result],
    span: Span,
    seconds: float,
    *,
    by_site: bool,
    paired: bool,
    json_: bool,
) -> None:
    from dayline.faces.cli import simulate_tables as tables

    if json_:
        as_json(tables.for_programs(results, span))
        return
    tables.heading(results, span)
    if paired:
        for now, then in zip(results[::2], results[1::2], strict=True):
            tables.what_if(now, then, by_site=by_site)
    else:
        tables.side_by_side(results, by_site=by_site)
        tables.differences(results)
    tables.footing(results, span, seconds)


def _replay(
    played: Organisation, policies: tuple[str, ...], seed: int, span: Span, until: int | None
) -> int:
    from dayline.faces.cli.simulate_tables import events
    from dayline.simulation.trace import replay

    named = {policy.name: policy for policy in played.policies}
    if len(policies) != 1:
        raise click.UsageError("Say which play: add --policy and one of " + ", ".join(named) + ".")
    shown = replay(played, named[policies[0]], seed, span, until=until or 0)
    events(replace(shown, broken=None), seed, policies[0])
    if shown.broken is not None:
        refusal(shown.broken)
        return 1
    return 0
