"""What answers say about each rule. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dayline.clocks.survival import wilson

RIGHT = ("yes", "no", "not_sure")
LEAST = 5
"""Answers: of fewer no share is told."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a rule fared where it held. ``share`` is that of "yes" among "yes" and "no", with the
    interval of 95 % (Wilson) from ``low`` to ``high``; None of fewer than five answers."""

    rule: str
    answers: int
    not_sure: int
    share: float | None
    low: float | None
    high: float | None


def calibrate(answers: Iterable[tuple[str, Sequence[str]]]) -> list[Calibration]:
    """Each answer with the rules that led to the advice; by rule, most answered first."""
    counted: dict[str, dict[str, int]] = {}
    for right, rules in answers:
        for rule in dict.fromkeys(rules):
            counts = counted.setdefault(rule, dict.fromkeys(RIGHT, 0))
            counts[right] += 1
    found = [_of(rule, counts) for rule, counts in counted.items()]
    return sorted(found, key=lambda one: (-one.answers, one.rule))


def _of(rule: str, counts: dict[str, int]) -> Calibration:
    said = counts["yes"] + counts["no"]
    total = said + counts["not_sure"]
    if said < LEAST:
        return Calibration(rule, total, counts["not_sure"], None, None, None)
    low, high = wilson(counts["yes"], said)
    return Calibration(rule, total, counts["not_sure"], counts["yes"] / said, low, high)
