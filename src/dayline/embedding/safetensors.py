"""Reading weights from a safetensors file: a length, a JSON head, and raw numbers."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

_TYPES = {"F32": np.float32, "F16": np.float16, "I64": np.int64}
_LONGEST_HEAD = 10_000_000


def weights(path: Path) -> dict[str, NDArray[np.float32]]:
    """The tensors of a file by name, as 32-bit floats; integers are left out.

    Raises ValueError when the file is none of this format.
    """
    raw = np.memmap(path, dtype=np.uint8, mode="r")
    size = int.from_bytes(raw[:8].tobytes(), "little")
    if not 0 < size <= min(_LONGEST_HEAD, len(raw) - 8):
        raise ValueError(f"{path.name} is no safetensors file")
    head = json.loads(raw[8 : 8 + size].tobytes())
    out: dict[str, NDArray[np.float32]] = {}
    for name, told in head.items():
        if name == "__metadata__" or not told["dtype"].startswith("F"):
            continue
        start, stop = (8 + size + one for one in told["data_offsets"])
        flat = raw[start:stop].view(_TYPES[told["dtype"]])
        out[name] = flat.reshape(told["shape"]).astype(np.float32)
    return out
