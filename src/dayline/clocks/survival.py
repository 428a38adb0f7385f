"""How long things wait, when some of them are waiting still. Pure.

Leaving out what is not answered yet would make every team look fast: the longest waits are exactly
those that have no end. The product-limit estimate of Kaplan and Meier (1958) uses them up to the
present. Variances are Greenwood's; bands are taken on the scale of log(-log S), so that they stay
between 0 and 1; quantiles invert the band (Brookmeyer and Crowley, 1982).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

Z = 1.959963984540054
"""The 97.5 % point of the normal distribution: intervals of 95 %."""


@dataclass(frozen=True, slots=True)
class Step:
    """One time at which something was answered.

    ``survival`` is the share that waits longer than ``time``, ``error`` its standard error;
    ``at_risk`` were still waiting just before, ``events`` were answered then.
    """

    time: float
    at_risk: int
    events: int
    survival: float
    error: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its interval of 95 %; None where the data do not reach that far."""

    value: float | None
    low: float | None
    high: float | None


def kaplan_meier(waits: Iterable[tuple[float, bool]]) -> list[Step]:
    """The estimate from ``(how long, whether it was answered)``; unanswered ones are censored.

    At equal times an answer comes before a censoring, as is usual.
    """
    answered: Counter[float] = Counter()
    leaving: Counter[float] = Counter()
    for time, event in waits:
        leaving[time] += 1
        answered[time] += event
    at_risk = sum(leaving.values())
    survival, variance, steps = 1.0, 0.0, []
    for time in sorted(leaving):
        events = answered[time]
        if events:
            survival *= 1 - events / at_risk
            if at_risk > events:
                variance += events / (at_risk * (at_risk - events))
            error = survival * sqrt(variance)
            steps.append(Step(time, at_risk, events, survival, error))
        at_risk -= leaving[time]
    return steps


def waiting_after(steps: Sequence[Step], time: float) -> Estimate:
    """The share that waits longer than ``time``."""
    reached = [step for step in steps if step.time <= time]
    if not reached:
        return Estimate(1.0, 1.0, 1.0)
    return Estimate(reached[-1].survival, *_band(reached[-1]))


def answered_within(steps: Sequence[Step], time: float) -> Estimate:
    """The share that is answered within ``time``."""
    waiting = waiting_after(steps, time)
    assert waiting.value is not None and waiting.low is not None and waiting.high is not None  # noqa: PT018, S101
    return Estimate(1 - waiting.value, 1 - waiting.high, 1 - waiting.low)


def quantile(steps: Sequence[Step], share: float) -> Estimate:
    """The time by which ``share`` (0.5: the median) of all is answered."""
    wanted = 1 - share

    def first(values: Iterable[tuple[float, float]]) -> float | None:
        return next((time for time, value in values if value <= wanted + 1e-12), None)

    return Estimate(
        first((step.time, step.survival) for step in steps),
        first((step.time, _band(step)[0]) for step in steps),
        first((step.time, _band(step)[1]) for step in steps),
    )


def _band(step: Step) -> tuple[float, float]:
    """The interval of a survival on the scale of log(-log S)."""
    if not 0 < step.survival < 1:
        return step.survival, step.survival
    bend = exp(Z * step.error / (step.survival * abs(log(step.survival))))
    return step.survival**bend, step.survival ** (1 / bend)


def wilson(good: int, total: int) -> tuple[float, float]:
    """The interval of 95 % of a share, by Wilson (1927); (0, 1) when there is nothing to count."""
    if total == 0:
        return 0.0, 1.0
    share, square = good / total, Z * Z
    middle = share + square / (2 * total)
    spread = Z * sqrt(share * (1 - share) / total + square / (4 * total * total))
    scale = 1 + square / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)
