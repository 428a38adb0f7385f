"""Precision, recall and F1 of the read-back scorer by class, on the labelled sets, and its speed.

    python -m bench.read_back [SET.jsonl ...]

Sets that the weights were learnt from are marked so: what the scorer gives on them by weights that
have not seen them is what ``python -m bench.fit_read_back --check`` prints. Beside the scorer,
without and with an embedding, stand two simple rules that know only kept and missing: half of the
item's content words, and ``contracts.coverage.covers``. The last figures are over all sets that
nothing was learnt from.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench._read_back_sets import KEPT_APART, LEARNT_FROM, Pairs, embedding, rows, show
from dayline.base.words import STOP, stem, terms
from dayline.contracts.coverage import covers
from dayline.practices.handoff.reading.score import Score, score
from dayline.practices.handoff.reading.taken_up import Similar

Judge = Callable[[dict], Score]


def scorer(similar: Similar | None) -> Judge:
    def judge(row: dict) -> Score:
        items = [item["text"] for item in row["items"]]
        handoff = " ".join([*items, row["context"]])
        return score(items, row["read_back"], handoff=handoff, similar=similar)

    return judge


def show_scorer(name: str, known: list[dict], similar: Similar | None) -> None:
    judge, found = scorer(similar), []
    started = time.perf_counter()
    found = [judge(row) for row in known]
    each = (time.perf_counter() - started) / len(known) * 1000
    print(f"  {name}: {each:.1f} ms per read-back")
    show(
        [
            (one.verdict.value, label)
            for scored, row in zip(found, known, strict=True)
            for one, label in zip(scored.items, row["labels"], strict=True)
        ]
    )
    show_invented(found, known)
    show_sureness(found, known)


def show_invented(found: list[Score], known: list[dict]) -> None:
    hit = said = are = 0
    for scored, row in zip(found, known, strict=True):
        made = [text.strip(" .") for text in row["invented"]]
        hit += sum(any(one in text for one in made) for text in scored.invented)
        said += len(scored.invented)
        are += len(made)
    precision, recall = hit / max(said, 1), hit / max(are, 1)
    print(f"    invented      precision {precision:.3f}  recall {recall:.3f}  n {are}")


def show_sureness(found: list[Score], known: list[dict]) -> None:
    """Of verdicts that claim to be so sure, how many are right."""
    pairs = [
        (one.sureness, one.verdict.value == label.split("_")[0])
        for scored, row in zip(found, known, strict=True)
        for one, label in zip(scored.items, row["labels"], strict=True)
    ]
    parts = []
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        right = [right for sure, right in pairs if low <= sure < high]
        if right:
            parts.append(f"{low:.1f}+: {sum(right) / len(right):.2f} of {len(right)}")
    print(f"    right where it claims to be so sure: {', '.join(parts)}")


def simple(name: str, keeps: Callable[[str, str], bool], known: list[dict]) -> None:
    pairs: Pairs = [
        ("kept" if keeps(item["text"], row["read_back"]) else "missing", label)
        for row in known
        for item, label in zip(row["items"], row["labels"], strict=True)
    ]
    print(f"  {name}")
    show(pairs, by_class=False)


def word_overlap(item: str, read_back: str) -> bool:
    words = set(terms(item)) - {stem(word) for word in STOP}
    return bool(words) and len(words & set(terms(read_back))) >= 0.5 * len(words)


def main() -> None:
    given = [Path(name).resolve() for name in sys.argv[1:]]
    similar = embedding()
    groups = [(path,) for path in given or (*LEARNT_FROM, *KEPT_APART)]
    for group in groups if given else [*groups, KEPT_APART]:
        known = [row for path in group for row in rows(path)]
        names = [Path(path).name for path in group]
        learnt = set(names) <= set(LEARNT_FROM)
        how = "the weights were learnt from it" if learnt else "never learnt from"
        items = sum(len(row["items"]) for row in known)
        print(f"{' and '.join(names)}: {len(known)} handoffs, {items} items; {how}")
        show_scorer("scorer without an embedding", known, None)
        if similar is not None:
            show_scorer("scorer with an embedding", known, similar)
        simple("word overlap of a half", word_overlap, known)
        simple("contracts.coverage.covers", covers, known)


if __name__ == "__main__":
    main()
