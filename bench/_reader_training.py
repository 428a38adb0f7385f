"""Train an adapter of the packaged model to score how well an excerpt answers a question.

    TRAINER/bin/python bench/_reader_training.py MODEL EXAMPLES.json ADAPTER.npz [BEFORE.npz]

MODEL is the package's folder with ``model.safetensors`` and ``tokenizer.json``. EXAMPLES is a list
of questions as ``bench/fit_reader.py`` writes them: ``asked``, ``is_answerable`` and ``said``, the
likely sentences by words, best first, each with ``title``, ``heading``, ``before``, ``text``,
``words`` (its score) and ``right``. ``ADAPTER.npz`` gets what
:mod:`dayline.embedding.adapter` reads; with ``BEFORE.npz`` learning goes on from there, and what is
stored lies between both. Run in its own environment; imports nothing of Dayline.

Of each question, some right sentences, some wrong ones and "nothing" compete (a softmax); so a
question without an answer teaches silence. The score by words is added to each, so that what is
learnt is what words do not tell. The weights of the model stay as they are; matrices of low rank,
the norms and the head are learnt (AdamW; matrix products in bfloat16).
"""

from __future__ import annotations

import json
import math
import random
import sys
import time
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._reader_model import RANK, Reader, Weights, nn, stored, torch

EPOCHS, AT_ONCE, RATE = 2, 8, 1e-3
RIGHT, WRONG, NEAREST = 3, 8, 8
"""Right and wrong sentences of a question in an epoch; two thirds of the wrong from the nearest."""
HIDDEN = 0.08
"""How often a title, a heading or what stands before is not shown, so that none is leant on."""
QUESTION, TITLE, HEADING, BEFORE, TEXT = 40, 12, 12, 16, 64
CLS, SEP, BAR = 101, 102, 1064
LATER = 0.6
"""How much what is learnt further counts beside what was before: the mean of both is better than
either, which leans to its own questions."""
Pair = tuple[list[int], int]


def pairs_of(tokenizer: Any, asked: str, said: list[dict[str, Any]]) -> list[Pair]:
    """Token ids of each pair, and how many at its end are the sentence."""

    @cache
    def tokens(text: str) -> list[int]:
        return list(tokenizer.encode(text, add_special_tokens=False).ids)

    out = []
    for one in said:
        ids = [CLS, *tokens(asked)[:QUESTION], SEP]
        ids += [*tokens(one["title"])[:TITLE], BAR, *tokens(one["heading"])[:HEADING], BAR]
        ids += [*tokens(one["before"])[-BEFORE:], BAR]
        last = [*tokens(one["text"])[:TEXT], SEP]
        out.append((ids + last, len(last)))
    return out


def scores(reader: Reader, pairs: list[Pair]) -> torch.Tensor:
    """One score for each; those of like length go together."""
    order = sorted(range(len(pairs)), key=lambda at: len(pairs[at][0]))
    step = math.ceil(len(pairs) / 4)
    parts = [order[at : at + step] for at in range(0, len(order), step)]
    told = torch.cat([reader(*_batch([pairs[at] for at in part])) for part in parts])
    back = torch.empty(len(order), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(order))
    return told[back]


def _batch(pairs: list[Pair]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    width = max(len(ids) for ids, _ in pairs)
    ids, kinds = (torch.zeros(len(pairs), width, dtype=torch.long) for _ in range(2))
    mask = torch.zeros(len(pairs), width)
    for at, (row, last) in enumerate(pairs):
        ids[at, : len(row)] = torch.tensor(row)
        kinds[at, len(row) - last : len(row)] = 1
        mask[at, : len(row)] = 1
    return ids, kinds, mask


def drawn(example: dict[str, Any]) -> list[dict[str, Any]]:
    """Sentences of one question for one step: the right ones first."""
    return [_partly_hidden(one) for one in _drawn(example)]


def _partly_hidden(one: dict[str, Any]) -> dict[str, Any]:
    around = ("title", "heading", "before")
    return one | {name: "" for name in around if random.random() < HIDDEN}


def _drawn(example: dict[str, Any]) -> list[dict[str, Any]]:
    right = [one for one in example["said"] if one["right"]]
    wrong = [one for one in example["said"] if not one["right"]]
    if not example["is_answerable"]:
        return wrong[:3] + _some(wrong[3:12], 3)
    near = _some(wrong[:NEAREST], WRONG * 2 // 3)
    return _some(right, RIGHT) + near + _some(wrong[NEAREST:40], WRONG - len(near))


def _some(given: list[Any], count: int) -> list[Any]:
    return random.sample(given, min(count, len(given)))


def loss_of(reader: Reader, said: list[dict[str, Any]], read: torch.Tensor) -> torch.Tensor:
    """How little of the odds the right sentences have, or saying nothing where none is right."""
    words = torch.tensor([max(-8.0, min(8.0, one["words"])) for one in said])
    odds = read + reader.by_words * words
    right = torch.tensor([one["right"] for one in said])
    good = torch.logsumexp(odds[right], 0) if right.any() else reader.nothing
    return torch.logsumexp(torch.cat([odds, reader.nothing[None]]), 0) - good


def train(reader: Reader, tokenizer: Any, examples: list[dict[str, Any]]) -> None:
    """Learn from all examples, several times over."""
    alone = [reader.nothing, reader.by_words]
    rest = [
        one for one in reader.parameters()
        if one.requires_grad and all(one is not other for other in alone)
    ]  # fmt: skip
    groups = [{"params": rest, "lr": RATE}, {"params": alone, "lr": 10 * RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    steps = EPOCHS * math.ceil(len(examples) / AT_ONCE)
    plan = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda at: min(1, at / (0.06 * steps + 1)) * max(0.02, 1 - at / steps)
    )
    begun, mean = time.time(), math.log(WRONG)
    for step in range(steps):
        at = step % math.ceil(len(examples) / AT_ONCE)
        if not at:
            random.shuffle(examples)
        chosen = [(one, drawn(one)) for one in examples[at * AT_ONCE : (at + 1) * AT_ONCE]]
        pairs = [pairs_of(tokenizer, one["asked"], said) for one, said in chosen]
        read = scores(reader, list(chain(*pairs))).split([len(one) for one in pairs])
        loss = torch.stack(
            [loss_of(reader, said, told) for (_, said), told in zip(chosen, read, strict=True)]
        ).mean()
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        plan.step()
        mean += 0.02 * (float(loss.detach()) - mean)
        if step % 40 == 0:
            print(f"step {step} of {steps}, loss {mean:.3f}, {time.time() - begun:.0f} s")


def between(before: Weights, learnt: Weights) -> Weights:
    """Weights between two adapters, of rank ``RANK`` again (Wortsman et al., model soups, 2022)."""
    out = {}
    for name, value in learnt.items():
        base, _, part = name.rpartition(".")
        if part == "A":
            more = sum(
                share * (one[f"{base}.B"].astype(np.float32) @ one[name].astype(np.float32))
                for share, one in ((1 - LATER, before), (LATER, learnt))
            )
            left, size, right = np.linalg.svd(more, full_matrices=False)
            root = np.sqrt(size[:RANK])
            out |= {name: root[:, None] * right[:RANK], f"{base}.B": left[:, :RANK] * root}
        elif part != "B":
            out[name] = (1 - LATER) * before[name] + LATER * value
    return out


def main(model: Path, given: Path, adapter: Path, before: Path | None = None) -> None:
    """Train, and store the adapter."""
    from tokenizers import Tokenizer

    torch.manual_seed(0)
    random.seed(0)
    tokenizer: Any = Tokenizer.from_file(str(model / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    examples = [
        one for one in json.loads(given.read_text(encoding="utf-8"))
        if one["said"] and any(o["right"] for o in one["said"]) == one["is_answerable"]
    ]  # fmt: skip
    reader = Reader(stored(model / "model.safetensors"))
    known: Weights = {}
    if before:
        with np.load(before) as stored_before:
            known = dict(stored_before)
        reader.go_on(known)
    train(reader.train(), tokenizer, examples)
    learnt: Weights = {name: value.detach().numpy() for name, value in reader.learnt().items()}
    if known:
        learnt = between(known, learnt)
    np.savez_compressed(adapter, **{name: one.astype(np.float16) for name, one in learnt.items()})


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
