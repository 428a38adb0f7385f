"""What is read off a play: one number of each sort, for the organisation and for large sites."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dayline.base.micros import DAY, HOUR
from dayline.simulation.estimates import quantile
from dayline.simulation.organisation import SMALLEST_GROUP
from dayline.simulation.play import Play
from dayline.simulation.state import Place


class Measure(NamedTuple):
    """Something that is measured. ``of`` names what it is counted over; ``worst`` measures are
    minima, of which no mean is taken."""

    name: str
    group: str
    label: str
    unit: str
    of: str
    digits: int = 2
    worst: bool = False


PIECES, CLOCKS, DECISIONS, WEEKS = "pieces", "clocks", "decisions", "weeks"

_LEAD = "Lead time of a piece of work"
_WAIT = "Waiting on others"
_WEEK = "Per person and week"
_DECIDE = "Decisions; fairness is the least over the most awake-hours of a reviewer"

MEASURES = (
    Measure("lead_mean", _LEAD, "mean", "days", PIECES),
    Measure("lead_p50", _LEAD, "half within", "days", PIECES),
    Measure("lead_p90", _LEAD, "90 % within", "days", PIECES),
    Measure("blocked", _WAIT, "blocked, a piece", "awake-hours", PIECES),
    Measure("handoffs", _WAIT, "handoffs between sites", "a week", WEEKS, 1),
    Measure("missed", _WAIT, "clocks missed", "%", CLOCKS, 1),
    Measure("hopeless", _WAIT, "nobody could have met", "%", CLOCKS, 1),
    Measure("meeting", _WEEK, "in meetings", "hours", WEEKS),
    Measure("paid", _WEEK, "of those out of hours", "hours", WEEKS),
    Measure("messages", _WEEK, "messages out of hours", "", WEEKS),
    Measure("interruptions", _WEEK, "interruptions", "", WEEKS),
    Measure("busy", _WEEK, "engineers busy", "%", WEEKS, 1),
    Measure("open", _DECIDE, "open", "days", DECISIONS),
    Measure("fair", _DECIDE, "fairness of promised hours", "", DECISIONS),
    Measure("fair_worst", _DECIDE, "the least fair of all", "", DECISIONS, 2, worst=True),
    Measure("fair_all", _DECIDE, "fairness of all their hours", "", DECISIONS),
    Measure("late", _DECIDE, "concerns after the decision", "%", DECISIONS, 1),
)
BY_NAME = {measure.name: measure for measure in MEASURES}

SITE_MEASURES = ("lead_mean", "blocked", "busy", "meeting", "paid", "messages")
"""What is also shown for sites of five people or more. Lead time and blocked time are those of
the work that came in there."""


@dataclass(frozen=True)
class Reading:
    """The numbers of one play. None where there was nothing to measure.

    ``n`` counts what they were taken over. ``grown`` is how many more pieces were open at the end
    than at the end of the warm-up. ``digest`` is a fingerprint of everything that was counted:
    equal seeds give equal ones.
    """

    seed: int
    values: dict[str, float | None]
    n: dict[str, int]
    sites: dict[str, dict[str, float | None]]
    grown: int
    events: int
    digest: str


def read(play: Play) -> Reading:
    """What a finished play shows."""
    counts = play.counts
    n = {
        PIECES: len(counts.finished),
        CLOCKS: counts.clocks,
        DECISIONS: len(counts.decisions),
        WEEKS: play.span.days // 7,
    }
    sites = {}
    for place in play.places:
        if place.site.people >= SMALLEST_GROUP:
            values = _values(play, [place])
            sites[place.site.name] = {name: values[name] for name in SITE_MEASURES}
    counted = repr((counts, play.agenda.number)).encode()
    return Reading(
        play.seed,
        {**_values(play, play.places), **_whole(play)},
        n,
        sites,
        len(play.open) - play.open_before,
        play.agenda.number,
        hashlib.sha256(counted).hexdigest(),
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _values(play: Play, places: Sequence[Place]) -> dict[str, float | None]:
    """What can be told of some sites as of all."""
    counts = play.counts
    indexes = {place.index for place in places}
    finished = [piece for piece in counts.finished if piece[3] in indexes]
    lead = sorted(piece[0] / DAY for piece in finished)
    weeks = play.span.days / 7 * sum(place.site.people for place in places)

    def per_person(amounts: Sequence[int], unit: int = 1) -> float:
        return sum(amounts[index] for index in indexes) / unit / weeks

    return {
        "lead_mean": _mean(lead),
        "lead_p50": quantile(lead, 0.5) if lead else None,
        "lead_p90": quantile(lead, 0.9) if lead else None,
        "blocked": _mean([piece[1] / HOUR for piece in finished]),
        "meeting": per_person(counts.meeting, HOUR),
        "paid": per_person(counts.paid, HOUR),
        "messages": per_person(counts.out_of_hours),
        "interruptions": per_person(counts.interruptions),
        "busy": _busy(play, places),
    }


def _whole(play: Play) -> dict[str, float | None]:
    """What belongs to no site."""
    counts = play.counts
    clocks, decided = counts.clocks, counts.decisions
    return {
        "handoffs": counts.handoffs / (play.span.days / 7),
        "missed": 100 * counts.missed / clocks if clocks else None,
        "hopeless": 100 * counts.hopeless / clocks if clocks else None,
        "open": _mean([decision[0] / DAY for decision in decided]),
        "fair": _mean([decision[1] for decision in decided]),
        "fair_all": _mean([decision[2] for decision in decided]),
        "fair_worst": min((decision[1] for decision in decided), default=None),
        "late": 100 * counts.late / len(decided) if decided else None,
    }


def _busy(play: Play, places: Sequence[Place]) -> float:
    """The share of their working time in which the engineers had something in hand, in percent."""
    start, now = play.span.measured, play.agenda.now
    builders = [member for place in places for member in place.builders]
    given = sum(each.work.between_micros(start, now) for each in builders)
    return (
        100 * sum(each.worked_until(now) - each.warmed for each in builders) / given
        if given
        else 0.0
    )
