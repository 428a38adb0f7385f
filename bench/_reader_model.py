"""The packaged model with an adapter that can be learnt, in torch; imports nothing of Dayline."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

try:
    import torch
    from torch import Tensor, nn
    from torch.nn import functional
except ImportError:
    sys.exit("Run this in an environment of bench/reader-training.txt.")

RANK, SCALE, DROPPED = 48, 2.0, 0.1
HEADS, LAYERS, WIDTH = 12, 6, 384
MATRICES = (
    "attention.self.query", "attention.self.key", "attention.self.value",
    "attention.output.dense", "intermediate.dense", "output.dense",
)  # fmt: skip
NORMS = ("attention.output.LayerNorm", "output.LayerNorm")
Weights = Mapping[str, np.ndarray[Any, Any]]


class Adapted(nn.Module):
    """A matrix that stays as it is, and what of low rank is learnt beside it."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        super().__init__()
        self.register_buffer("weight", weight.to(torch.bfloat16))
        self.register_buffer("bias", bias.to(torch.bfloat16))
        self.A = nn.Parameter(torch.randn(RANK, weight.shape[1]) / math.sqrt(weight.shape[1]))
        self.B = nn.Parameter(torch.zeros(weight.shape[0], RANK))

    def forward(self, given: Tensor) -> Tensor:
        given = given.to(torch.bfloat16)
        low = functional.linear(given, self.A.to(torch.bfloat16))
        more = functional.linear(low, SCALE * self.B.to(torch.bfloat16))
        return functional.linear(given, self.weight, self.bias) + more


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, weights: dict[str, Tensor], name: str) -> None:
        super().__init__()
        made = {
            one.replace(".", "_"): Adapted(
                weights[f"{name}.{one}.weight"], weights[f"{name}.{one}.bias"]
            )
            for one in MATRICES
        }
        self.made = nn.ModuleDict(made)
        self.norms = nn.ModuleList(_norm(weights, f"{name}.{one}") for one in NORMS)

    def forward(self, value: Tensor, far: Tensor) -> Tensor:
        batch, length, _ = value.shape

        def heads(part: str) -> Tensor:
            told: Tensor = self.made[f"attention_self_{part}"](value)
            return told.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        near = heads("query") @ heads("key").transpose(2, 3)
        share = torch.softmax(near.float() * (WIDTH // HEADS) ** -0.5 + far, -1)
        said = heads("value")
        told = (share.to(said.dtype) @ said).transpose(1, 2).reshape(batch, length, WIDTH)
        value = self.norms[0](self.made["attention_output_dense"](told).float() + value)
        wide = functional.gelu(self.made["intermediate_dense"](value))
        out = functional.dropout(self.made["output_dense"](wide).float(), DROPPED, self.training)
        return self.norms[1](out + value)


class Reader(nn.Module):
    """Pairs of tokens to scores; and the score of saying nothing."""

    def __init__(self, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.register_buffer("words", weights["embeddings.word_embeddings.weight"])
        self.register_buffer("places", weights["embeddings.position_embeddings.weight"])
        self.kinds = nn.Parameter(weights["embeddings.token_type_embeddings.weight"])
        self.first = _norm(weights, "embeddings.LayerNorm").requires_grad_(requires_grad=False)
        self.layers = nn.ModuleList(Layer(weights, f"encoder.layer.{at}") for at in range(LAYERS))
        self.head, self.out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 1)
        self.nothing = nn.Parameter(torch.tensor(2.0))
        self.by_words = nn.Parameter(torch.tensor(0.8))

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> Tensor:
        value = self.first(self.words[ids] + self.places[: ids.shape[1]] + self.kinds[kinds])
        far = (1 - mask[:, None, None, :]) * -1e4
        for layer in self.layers:
            value = layer(value, far)
        mean = (value * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True)
        told = functional.dropout(torch.tanh(self.head(mean)), DROPPED, self.training)
        score: Tensor = self.out(told).squeeze(-1)
        return score

    def learnt(self) -> dict[str, nn.Parameter]:
        """What is learnt, under the names that the model's weights have."""
        out: dict[str, nn.Parameter] = {
            "embeddings.token_type_embeddings.weight": self.kinds,
            "head.weight": self.head.weight, "head.bias": self.head.bias,
            "out.weight": self.out.weight, "out.bias": self.out.bias,
        }  # fmt: skip
        for at, layer in enumerate(self.layers):
            name = f"encoder.layer.{at}"
            for one in MATRICES:
                made = layer.made[one.replace(".", "_")]
                out |= {f"{name}.{one}.A": made.A, f"{name}.{one}.B": made.B}
            for one, norm in zip(NORMS, layer.norms, strict=True):
                out |= {f"{name}.{one}.weight": norm.weight, f"{name}.{one}.bias": norm.bias}
        return out

    def go_on(self, before: Weights) -> None:
        """Begin with what was learnt before; matrices of a lower rank fill the first places."""
        for name, value in self.learnt().items():
            known = torch.from_numpy(before[name].astype(np.float32))
            if name.endswith((".A", ".B")):
                value.data[: known.shape[0], : known.shape[1]] = known
            else:
                value.data = known


def _norm(weights: dict[str, Tensor], name: str) -> nn.LayerNorm:
    norm = nn.LayerNorm(WIDTH, eps=1e-12)
    norm.weight.data, norm.bias.data = weights[f"{name}.weight"], weights[f"{name}.bias"]
    return norm


def stored(path: Path) -> dict[str, Tensor]:
    """The tensors of a safetensors file, as 32-bit floats."""
    raw = path.read_bytes()
    size = int.from_bytes(raw[:8], "little")
    types = {"F32": np.float32, "F16": np.float16}
    out = {}
    for name, told in json.loads(raw[8 : 8 + size]).items():
        if name != "__metadata__" and told["dtype"] in types:
            start, stop = (8 + size + one for one in told["data_offsets"])
            flat = np.frombuffer(raw[start:stop], dtype=types[told["dtype"]])
            out[name] = torch.from_numpy(flat.astype(np.float32).reshape(told["shape"]))
    return out
