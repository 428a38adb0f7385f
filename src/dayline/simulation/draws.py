"""Chance, one stream for each purpose.

Every stream is seeded by the seed of the play and the name of its purpose, so that two plays with
one seed differ only in what was changed: more people do not change when work comes in. Only
``random()`` of the generator is used, whose sequence Python promises to keep.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from random import Random
from statistics import NormalDist

_NORMAL = NormalDist()

Uniform = Callable[[], float]


def stream(seed: int, *purpose: object) -> Uniform:
    """Numbers from 0 up to 1, the same for the same seed and purpose."""
    name = "/".join(map(str, (seed, *purpose)))
    digest = hashlib.sha256(name.encode()).digest()
    return Random(int.from_bytes(digest[:16])).random  # noqa: S311 -- a play, no secret


def exponential(uniform: Uniform, mean: float) -> float:
    """A waiting time of a Poisson process."""
    return -mean * math.log(1.0 - uniform())


def lognormal(uniform: Uniform, mean: float, spread: float) -> float:
    """A positive quantity with a mean and a coefficient of variation."""
    variance = math.log(1.0 + spread * spread)
    normal = _NORMAL.inv_cdf(uniform() or 0.5)
    return mean * math.exp(math.sqrt(variance) * normal - variance / 2)


def count(uniform: Uniform, mean: float) -> int:
    """How often something happens that happens ``mean`` times on average (Poisson)."""
    chance = uniform()
    term = total = math.exp(-mean)
    number = 0
    while chance >= total and number < 100:
        number += 1
        term *= mean / number
        total += term
    return number


def tries(chance: float, again: float) -> int:
    """How often one fails before it works, when each try fails with probability ``again``.

    ``chance`` is the one number drawn for it, so that a policy under which fewer tries fail needs
    no more numbers than another. At most 10.
    """
    number = 0
    while chance < again and number < 10:
        chance /= again
        number += 1
    return number
