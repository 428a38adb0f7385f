"""A BERT of random weights with a tokenizer of whole words, small enough to check by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

CONFIG = {"num_attention_heads": 2, "num_hidden_layers": 2, "layer_norm_eps": 1e-12}
WIDTH, INNER, PLACES = 8, 16, 32
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "we", "hand", "work", "over", "at", "noon", "|"]


def weights() -> dict[str, NDArray[np.float32]]:
    random = np.random.default_rng(3)
    shapes: dict[str, tuple[int, ...]] = {
        "embeddings.word_embeddings.weight": (len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": (PLACES, WIDTH),
        "embeddings.token_type_embeddings.weight": (2, WIDTH),
        **_norm("embeddings.LayerNorm"),
    }
    for at in range(CONFIG["num_hidden_layers"]):  # type: ignore[arg-type]
        name = f"encoder.layer.{at}"
        for part in ("query", "key", "value"):
            shapes |= _linear(f"{name}.attention.self.{part}", WIDTH, WIDTH)
        shapes |= _linear(f"{name}.attention.output.dense", WIDTH, WIDTH)
        shapes |= _norm(f"{name}.attention.output.LayerNorm")
        shapes |= _linear(f"{name}.intermediate.dense", INNER, WIDTH)
        shapes |= _linear(f"{name}.output.dense", WIDTH, INNER)
        shapes |= _norm(f"{name}.output.LayerNorm")
    return {name: random.normal(size=one).astype(np.float32) for name, one in shapes.items()}


def _norm(name: str) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (WIDTH,), f"{name}.bias": (WIDTH,)}


def _linear(name: str, out: int, into: int) -> dict[str, tuple[int, ...]]:
    return {f"{name}.weight": (out, into), f"{name}.bias": (out,)}


def write_safetensors(path: Path, told: dict[str, NDArray[np.float32]]) -> None:
    head: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    body = b""
    for name, value in told.items():
        raw = value.tobytes()
        span = [len(body), len(body) + len(raw)]
        head[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": span}
        body += raw
    told_head = json.dumps(head).encode()
    path.write_bytes(len(told_head).to_bytes(8, "little") + told_head + body)


def write_tokenizer(path: Path) -> None:
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace
    from tokenizers.processors import TemplateProcessing

    made = Tokenizer(WordLevel({word: at for at, word in enumerate(WORDS)}, unk_token="[UNK]"))  # noqa: S106
    made.pre_tokenizer = Whitespace()
    ends = [("[CLS]", 2), ("[SEP]", 3)]
    made.post_processor = TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=ends)
    made.save(str(path))


def by_hand(told: dict[str, NDArray[np.float32]], text: str) -> NDArray[np.float64]:
    """The mean of the last layer for one text, of length 1."""
    ids = [2, *ids_of(text), 3]
    mean = last_mean(told, ids, [0] * len(ids))
    return mean / np.linalg.norm(mean)


def ids_of(text: str) -> list[int]:
    return [WORDS.index(word) if word in WORDS else 1 for word in text.split()]


def last_mean(
    told: dict[str, NDArray[np.float32]], ids: list[int], kinds: list[int]
) -> NDArray[np.float64]:
    """The mean of the last layer, written as the paper says it."""
    value = told["embeddings.word_embeddings.weight"][ids].astype(float)
    value += told["embeddings.position_embeddings.weight"][: len(ids)]
    value += told["embeddings.token_type_embeddings.weight"][kinds]
    value = _layer_norm(told, "embeddings.LayerNorm", value)
    for at in range(2):
        name = f"encoder.layer.{at}"
        asks, keys, said = (
            _apply(told, f"{name}.attention.self.{part}", value)
            for part in ("query", "key", "value")
        )
        heads = []
        for cut in (slice(0, 4), slice(4, 8)):
            near = np.exp(asks[:, cut] @ keys[:, cut].T / 2.0)
            heads.append(near / near.sum(axis=1, keepdims=True) @ said[:, cut])
        out = _apply(told, f"{name}.attention.output.dense", np.concatenate(heads, axis=1))
        value = _layer_norm(told, f"{name}.attention.output.LayerNorm", value + out)
        wide = _gelu(_apply(told, f"{name}.intermediate.dense", value))
        out = _apply(told, f"{name}.output.dense", wide)
        value = _layer_norm(told, f"{name}.output.LayerNorm", value + out)
    mean: NDArray[np.float64] = value.mean(axis=0)
    return mean


def _apply(told: Any, name: str, value: NDArray[np.float64]) -> NDArray[np.float64]:
    out: NDArray[np.float64] = value @ told[f"{name}.weight"].T + told[f"{name}.bias"]
    return out


def _layer_norm(told: Any, name: str, value: NDArray[np.float64]) -> NDArray[np.float64]:
    mean, spread = value.mean(axis=1, keepdims=True), value.var(axis=1, keepdims=True)
    out: NDArray[np.float64] = (value - mean) / np.sqrt(spread + 1e-12)
    return out * told[f"{name}.weight"] + told[f"{name}.bias"]


def _gelu(value: NDArray[np.float64]) -> NDArray[np.float64]:
    from math import erf

    return value * 0.5 * (1 + np.vectorize(erf)(value / np.sqrt(2)))
