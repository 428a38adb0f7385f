"""Precision, recall and F1 of the read-back scorer by class, on the labelled sets, and its speed.

    python bench/read_back.py [SET.jsonl ...]

Beside it stand two simple rules that know only kept and missing: half of the item's content words,
and ``contracts.coverage.covers``.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dayline.base.words import STOP, stem, terms
from dayline.contracts.coverage import covers
from dayline.practices.handoff.reading.score import Score, score

LABELLED = Path(__file__).resolve().parents[1] / "tests/practices/handoff/labelled"
Judge = Callable[[list[str], str, str], list[str]]


def scorer(items: list[str], read_back: str, handoff: str) -> list[str]:
    return [one.verdict.value for one in score(items, read_back, handoff=handoff).items]


def word_overlap(items: list[str], read_back: str, _handoff: str) -> list[str]:
    told = set(terms(read_back))
    found = []
    for item in items:
        words = set(terms(item)) - {stem(word) for word in STOP}
        found.append("kept" if words and len(words & told) >= 0.5 * len(words) else "missing")
    return found


def coverage(items: list[str], read_back: str, _handoff: str) -> list[str]:
    return ["kept" if covers(item, read_back) else "missing" for item in items]


def figures(pairs: Counter[tuple[str, str]], kind: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of one verdict."""
    hit = pairs[kind, kind]
    said = sum(count for (verdict, _), count in pairs.items() if verdict == kind)
    are = sum(count for (_, label), count in pairs.items() if label.split("_")[0] == kind)
    precision, recall = hit / said if said else 0.0, hit / are if are else 0.0
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def measure(
    judge: Judge, rows: list[dict]
) -> tuple[Counter[tuple[str, str]], Counter[tuple[str, str]]]:
    """How often each verdict meets each kind of label, and each label in full."""
    kinds: Counter[tuple[str, str]] = Counter()
    labels: Counter[tuple[str, str]] = Counter()
    for row in rows:
        items = [item["text"] for item in row["items"]]
        found = judge(items, row["read_back"], " ".join([*items, row["context"]]))
        for verdict, label in zip(found, row["labels"], strict=True):
            kinds[verdict, label.split("_")[0]] += 1
            labels[verdict, label] += 1
    return kinds, labels


def show(name: str, judge: Judge, rows: list[dict]) -> None:
    started = time.perf_counter()
    kinds, labels = measure(judge, rows)
    each = (time.perf_counter() - started) / len(rows) * 1000
    print(f"  {name}: {each:.1f} ms per handoff")
    for kind in ("kept", "missing", "contradicted"):
        precision, recall, mean = figures(kinds, kind)
        print(f"    {kind:13} precision {precision:.3f}  recall {recall:.3f}  F1 {mean:.3f}")
    if judge is not scorer:
        return
    for label in sorted({label for _, label in labels}):
        total = sum(count for (_, one), count in labels.items() if one == label)
        right = labels[label.split("_")[0], label]
        print(f"      {label:24} {right:3} of {total:3} right")


def show_invented(rows: list[dict]) -> None:
    hit = said = are = 0
    for row in rows:
        items = [item["text"] for item in row["items"]]
        found: Score = score(items, row["read_back"], handoff=" ".join([*items, row["context"]]))
        made = [text.strip(" .") for text in row["invented"]]
        hit += sum(any(one in text for one in made) for text in found.invented)
        said += len(found.invented)
        are += len(made)
    print(
        f"    invented      precision {hit / max(said, 1):.3f}  recall {hit / max(are, 1):.3f}  n {are}"  # noqa: E501
    )


def main() -> None:
    given = [Path(name) for name in sys.argv[1:]]
    for path in given or [LABELLED / "development.jsonl", LABELLED / "kept_apart.jsonl"]:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        items = sum(len(row["items"]) for row in rows)
        print(f"{path.name}: {len(rows)} handoffs, {items} items")
        show("scorer", scorer, rows)
        show_invented(rows)
        show("word overlap of a half", word_overlap, rows)
        show("contracts.coverage.covers", coverage, rows)


if __name__ == "__main__":
    main()
