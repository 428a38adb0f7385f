"""An adapter: what was learnt on top of a model, small enough to ship, as matrices of low rank.

Where ``NAME.A`` (r, in) and ``NAME.B`` (out, r) are stored, ``SCALE * B @ A`` is added to the
weights ``NAME.weight`` (Hu et al., LoRA, 2021); every other array takes the place of the one of its
name, or is new.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SCALE = 2.0

Weights = Mapping[str, NDArray[np.float32]]


def read(path: Path) -> dict[str, NDArray[np.float32]]:
    """The arrays of an adapter by name; raises ValueError where the file is none."""
    with np.load(path, allow_pickle=False) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def adapted(weights: Weights, adapter: Weights) -> dict[str, NDArray[np.float32]]:
    """The weights of the adapted model; raises ValueError where an adapter is for another one."""
    out = dict(weights)
    for name, value in adapter.items():
        base, _, part = name.rpartition(".")
        if part == "B":
            continue
        if part != "A":
            out[name] = value
            continue
        more = SCALE * (adapter[f"{base}.B"] @ value)
        if out[f"{base}.weight"].shape != more.shape:
            raise ValueError(f"{name} does not fit the model")
        out[f"{base}.weight"] = out[f"{base}.weight"] + more
    return out
