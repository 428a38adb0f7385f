"""What ``dayline simulate`` prints: numbers under numbers, every one with its error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, groupby
from textwrap import wrap
from typing import Any

import click

from dayline.faces.cli.terminal import note, safe, width
from dayline.simulation.estimates import LEVEL, Estimate
from dayline.simulation.experiment import Result
from dayline.simulation.measures import (
    BY_NAME,
    CLOCKS,
    DECISIONS,
    MEASURES,
    PIECES,
    SITE_MEASURES,
    Measure,
)
from dayline.simulation.organisation import Organisation, Site
from dayline.simulation.rooms import shared_a_week
from dayline.simulation.span import Span
from dayline.simulation.trace import Replay

_LABEL = 34
_CELL = 15
_KEY_MEASURES = ("lead_mean", "lead_p90", "blocked", "meeting", "messages", "busy")
_WIDTH = 79
_FEW_SITES = 4
_VERY_BUSY = 92.0
"""Percent. From here on a queue grows faster than people can be added to it."""


def heading(results: Sequence[Result], span: Span) -> None:
    """What was played, and how."""
    organisation = results[0].variant.organisation
    pieces = sum(work.per_week for work in organisation.work)
    size = (
        f"{len(organisation.sites)} sites, {organisation.people} people, {pieces:g} pieces a week"
    )
    seeds = [reading.seed for reading in results[0].readings]
    click.echo(click.style(safe(organisation.name), bold=True) + f"  {size}")
    click.echo(f"{span.days // 7} weeks from {span.begins}, after {span.warm_up // 7} to warm up; "
               f"seeds {seeds[0]} to {seeds[-1]}")  # fmt: skip
    shared = "Shared working hours a week: " + _shared(organisation, span)
    click.secho("\n".join(wrap(shared, _WIDTH)), dim=True)
    click.echo()


def _shared(organisation: Organisation, span: Span) -> str:
    """How long sites are awake together; in plain words where they never are."""
    sites = organisation.sites
    groups: list[tuple[Site, ...]] = []
    if len(sites) <= _FEW_SITES:
        groups += combinations(sites, 2)
    if len(sites) != 2:
        groups.append(sites)
    parts = []
    for group in groups:
        shared = shared_a_week(tuple(site.calendar for site in group), span)
        names = "all" if group == sites and len(sites) > 2 else " and ".join(s.name for s in group)
        parts.append(f"{names} {shared:.1f}" if shared >= 0.05 else f"{names} none")
    return safe(", ".join(parts))


def side_by_side(results: Sequence[Result], *, by_site: bool) -> None:
    """One column for each policy."""
    _row("", [result.variant.title for result in results], bold=True)
    for group, measures in groupby(MEASURES, key=lambda measure: measure.group):
        click.secho(group, dim=True)
        for measure in measures:
            cells = [_cell(result.estimate(measure.name), measure) for result in results]
            _row(_label(measure), cells)
    _counted(results)
    if by_site:
        _sites(results)


def what_if(now: Result, then: Result, *, by_site: bool) -> None:
    """The present, what would be, and the difference between them."""
    click.secho(f"Under the policy {now.variant.policy.name}", bold=True)
    _row("", ["Now", "What if", "Difference"], bold=True)
    seen = [measure for measure in MEASURES if _happens(now, measure) or _happens(then, measure)]
    for group, measures in groupby(seen, key=lambda measure: measure.group):
        click.secho(group, dim=True)
        for measure in measures:
            cells = [_cell(each.estimate(measure.name), measure) for each in (now, then)]
            less = None if measure.worst else then.against(now, measure.name)
            _row(_label(measure), [*cells, _less(less, measure)])
    _counted([now, then])
    if by_site:
        _sites([now, then])
    click.echo()


def _happens(result: Result, measure: Measure) -> bool:
    """Whether there is anything to show: no row of noughts on both sides."""
    return any(result.values(measure.name))


def differences(results: Sequence[Result]) -> None:
    """What the last policy changes against each other one, seed by seed."""
    if len(results) < 2:
        click.echo()
        return
    *others, last = results
    click.echo()
    click.secho(f"What {last.variant.title} changes, seed by seed", bold=True)
    _row("", [f"to {other.variant.title}" for other in others], bold=True)
    for name in _KEY_MEASURES:
        measure = BY_NAME[name]
        cells = [_less(last.against(other, name), measure) for other in others]
        _row(f"  {_in_full(measure)}", cells)
    click.echo()


def _counted(results: Sequence[Result]) -> None:
    click.secho("Counted over", dim=True)
    for what in (PIECES, CLOCKS, DECISIONS):
        _row(f"  {what}", [f"{result.n(what):,}" if result.n(what) else "-" for result in results])


def _sites(results: Sequence[Result]) -> None:
    sites = [site for site in results[0].readings[0].sites if site in results[-1].readings[0].sites]
    for name in SITE_MEASURES if sites else ():
        measure = BY_NAME[name]
        if not any(_happens(result, measure) for result in results):
            continue
        click.secho(f"By site: {_in_full(measure)}", dim=True)
        for site in sites:
            _row(f"  {site}", [_cell(result.estimate(name, site), measure) for result in results])


def _in_full(measure: Measure) -> str:
    """A measure's label where it stands without its group."""
    prefix = "lead time, " if measure.name.startswith("lead") else ""
    return prefix + _label(measure).strip()


def _label(measure: Measure) -> str:
    unit = f", {measure.unit}" if measure.unit else ""
    return f"  {measure.label}{unit}"


def _row(label: str, cells: Sequence[str], *, bold: bool = False) -> None:
    padded = safe(label) + " " * max(1, _LABEL - width(label))
    shown = "".join(" " * max(1, _CELL - width(cell)) + cell for cell in cells)
    click.secho((padded + shown).rstrip(), bold=bold or None)


def _cell(found: Estimate | None, measure: Measure) -> str:
    """A mean with half its interval: ``8.24 ± 0.44``; a plain 0 where nothing ever happened."""
    if found is None:
        return "-"
    room = " " * _error_width(measure)
    if not found.mean:
        return "0" + room
    if round(found.mean, measure.digits) == 0 and not round(found.half or 0, measure.digits):
        return f"<{10**-measure.digits:.{measure.digits}f}" + room
    if not found.half:
        return f"{found.mean:.{measure.digits}f}" + room
    return _with_error(found.mean, found.half, measure.digits)


def _with_error(mean: float, half: float, digits: int, sign: str = "") -> str:
    """A digit less where it would not fit its column; nobody needs it there."""
    text = f"{mean:{sign}.{digits}f} ± {half:.{digits}f}"
    return text if len(text) < _CELL - 2 else f"{mean:{sign}.{digits - 1}f} ± {half:.{digits - 1}f}"


def _error_width(measure: Measure) -> int:
    """The room that an error takes, so that numbers without one stand under those with one."""
    return len(" ± 0.") + measure.digits


def _less(found: Estimate | None, measure: Measure) -> str:
    """A difference with its sign; in brackets where its interval contains zero."""
    if found is None or found.half is None:
        return "-"
    if not found.mean and not found.half:
        return "0" + " " * _error_width(measure)
    text = _with_error(found.mean, found.half, measure.digits, "+")
    return f"{text} " if found.differs_from_nothing else f"({text})"


def footing(results: Sequence[Result], span: Span, seconds: float) -> None:
    """How sure the numbers are, what they rest on, how to see a play again."""
    for result in results:
        for warning in _warnings(result):
            click.secho("\n".join(wrap(safe(warning), _WIDTH)), fg="yellow")
    number = len(results[0].readings)
    days = sum(len(result.readings) for result in results) * span.length
    file = results[0].variant.organisation.arguments[0]
    for line in (
        f"±: half of a {LEVEL:.0%} interval, Student's t over {number} plays (one seed each).",
        "Differences are seed by seed; in brackets where their interval contains zero.",
        f"What is assumed of people is in its file: dayline simulate {file} --show",
        f"{days:,} days played in {seconds:.1f} s. The same seeds give the same figures.",
    ):
        click.secho(safe(line), dim=True)


def _warnings(result: Result) -> Iterator[str]:
    title = f"{result.variant.title}, {result.variant.policy.name}"
    if result.overloaded:
        yield (
            f"{title}: more work comes in than is done, and what is open grows. Its lead times "
            "say how long the play was, not how long work takes."
        )
    for site in result.readings[0].sites:
        busy = result.estimate("busy", site)
        if busy is not None and busy.mean > _VERY_BUSY:
            yield f"{title}: the engineers of {site} are busy {busy.mean:.0f} % of their time."


def events(shown: Replay, seed: int, policy: str) -> None:
    """The last events of a play."""
    for event in shown.events:
        click.echo(f"{event.number:>9,}  {event.at:%Y-%m-%d %H:%M:%S}  {safe(event.what)}")
    note(f"Seed {seed}, {policy}: {shown.number:,} events, times in UTC.")
    if shown.digest:
        note(f"Fingerprint {shown.digest[:16]}. Every invariant held.")


def for_programs(results: Sequence[Result], span: Span) -> dict[str, Any]:
    """Everything as plain values."""
    organisation = results[0].variant.organisation
    return {
        "organisation": organisation.name,
        "begins": span.begins.isoformat(),
        "weeks": span.days // 7,
        "warm_up_weeks": span.warm_up // 7,
        "seeds": [reading.seed for reading in results[0].readings],
        "method": f"Student's t over independent replications, {LEVEL:.0%} intervals; differences "
        "are paired by seed",
        "measures": {
            measure.name: {
                "label": measure.label, "group": measure.group, "unit": measure.unit,
                "over": measure.of,
            }
            for measure in MEASURES
        },
        "variants": [_variant(result) for result in results],
        "differences": list(_pairs(results)),
    }  # fmt: skip


def _variant(result: Result) -> dict[str, Any]:
    return {
        "title": result.variant.title,
        "policy": result.variant.policy.name,
        "arguments": list(result.variant.organisation.arguments),
        "overloaded": result.overloaded,
        "n": {what: result.n(what) for what in (PIECES, CLOCKS, DECISIONS)},
        "values": {measure.name: _plain(result.estimate(measure.name)) for measure in MEASURES},
        "sites": {
            site: {name: _plain(result.estimate(name, site)) for name in SITE_MEASURES}
            for site in result.readings[0].sites
        },
        "fingerprints": [reading.digest for reading in result.readings],
    }


def _pairs(results: Sequence[Result]) -> Iterator[dict[str, Any]]:
    for one, other in combinations(results, 2):
        yield {
            "of": [other.variant.title, other.variant.policy.name],
            "to": [one.variant.title, one.variant.policy.name],
            "values": {
                measure.name: _plain(other.against(one, measure.name))
                for measure in MEASURES
                if not measure.worst
            },
        }


def _plain(found: Estimate | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"mean": found.mean, "half": found.half, "n": found.n}
