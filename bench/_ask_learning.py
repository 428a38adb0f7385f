"""The two rules that ``bench/fit_ask.py`` learns, by numpy alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Flags = np.ndarray[Any, np.dtype[np.bool_]]


def learn_ranking(groups: Sequence[tuple[Array, Flags]], penalty: float) -> Array:
    """Weights that make the chance of what is right as large as may be (Adam, 150 steps).

    Each group is the features of what one question may be answered with, (n, d), and which of them
    say the answer, (n,).
    """
    groups = [(features, right) for features, right in groups if right.any()]
    rows = np.concatenate([features for features, _ in groups])
    spread = rows.std(0) + 1e-6
    rows = rows / spread
    right = np.concatenate([right for _, right in groups])
    sizes = [len(right) for _, right in groups]
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    owner = np.repeat(np.arange(len(sizes)), sizes)
    weights = np.zeros(rows.shape[1])
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, 151):
        score = rows @ weights
        odds = np.exp(score - np.maximum.reduceat(score, starts)[owner])
        whole = np.add.reduceat(odds, starts)[owner]
        wanted = np.add.reduceat(odds * right, starts)[owner] + 1e-30
        gradient = rows.T @ (odds / whole - odds * right / wanted) + penalty * weights
        gradient /= len(groups)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights -= 0.04 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    learnt: Array = weights / spread
    return learnt


def learn_chance(rows: Array, labels: Array, penalty: float) -> Array:
    """Logistic regression with an L2 penalty, by Newton's method; the first column is 1."""
    spread = rows.std(0) + 1e-6
    spread[0] = 1.0
    rows = rows / spread
    weights = np.zeros(rows.shape[1])
    ridge = penalty * np.eye(len(weights))
    ridge[0, 0] = 1e-3
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(rows @ weights, -30, 30)))
        hessian = (rows * (chance * (1 - chance))[:, None]).T @ rows + ridge
        step = np.linalg.solve(hessian, rows.T @ (chance - labels) + ridge @ weights)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    learnt: Array = weights / spread
    return learnt
