"""What the benches of the read-back scorer share: the labelled sets, an embedding, figures."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from dayline.practices.handoff.reading.taken_up import Similar

ROOT = Path(__file__).resolve().parents[1]
LABELLED = ROOT / "tests/practices/handoff/labelled"
LEARNT_FROM = (
    "development.jsonl",
    "kept_apart.jsonl",
    "development_2.jsonl",
    "kept_apart_2.jsonl",
    "development_3.jsonl",
    "kept_apart_3.jsonl",
    "kept_apart_4.jsonl",
    "kept_apart_5.jsonl",
    "development_4.jsonl",
    "kept_apart_7.jsonl",
)
"""A set that was kept apart is learnt from once it has been looked at."""
KEPT_APART = ("kept_apart_6.jsonl", "kept_apart_8.jsonl")
KINDS = ("kept", "missing", "contradicted")

Pairs = list[tuple[str, str]]
"""The verdict on each item and its label."""


def rows(name: str | Path) -> list[dict]:
    """The handoffs of a labelled set."""
    text = (LABELLED / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def embedding() -> Similar | None:
    """The similarity by the pinned model, where it is installed."""
    from dayline.base.errors import DaylineError
    from dayline.embedding.loading import load
    from dayline.embedding.similarity import similar_by

    try:
        return similar_by(load(threads=1).embed)
    except (DaylineError, ImportError):
        return None


def figures(pairs: Iterable[tuple[str, str]], kind: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one verdict; labels may be the full ones."""
    counts = Counter((verdict, label.split("_")[0]) for verdict, label in pairs)
    hit = counts[kind, kind]
    said = sum(n for (verdict, _), n in counts.items() if verdict == kind)
    are = sum(n for (_, label), n in counts.items() if label == kind)
    precision, recall = hit / said if said else 0.0, hit / are if are else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def show(pairs: Pairs, *, by_class: bool = True) -> None:
    """Print the figures of each verdict, and of each class of label how many are right."""
    for kind in KINDS:
        precision, recall, mean = figures(pairs, kind)
        print(f"    {kind:13} precision {precision:.3f}  recall {recall:.3f}  F1 {mean:.3f}")
    for label in sorted({label for _, label in pairs}) if by_class else ():
        found = [verdict for verdict, one in pairs if one == label]
        print(f"      {label:24} {found.count(label.split('_')[0]):3} of {len(found):3} right")
