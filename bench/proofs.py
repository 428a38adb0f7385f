"""Merkle proofs: append, prove, verify; beside pymerkle where it is installed.

    bench/proofs.py [--leaves 262144] [--forged 100000]

pymerkle is GPL and no dependency of Dayline: to compare, install it in a folder of its own and
name that folder in PYTHONPATH. ``--forged`` also tries that many false proofs.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import cycle, islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from dayline.journal.merkle import Tree, leaf_hash, verify_consistency, verify_inclusion

PROOFS = 20_000
PEER_PROOFS = 1_000


def micros(items: Iterable[Any], work: Callable[[Any], object], *, rounds: int = 5) -> float:
    """Microseconds per item, in the best round. One round only where caches would flatter."""
    listed, best = list(items), float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        for item in listed:
            work(item)
        best = min(best, time.perf_counter() - start)
    return best / len(listed) * 1e6


def ours(leaves: list[bytes], indexes: list[int]) -> dict[str, float]:
    tree = Tree()
    start = time.perf_counter()
    for leaf in leaves:
        tree.append(leaf_hash(leaf))
    append = (time.perf_counter() - start) / len(leaves) * 1e6
    size = len(tree)
    root = tree.root()
    said = [(leaf_hash(leaves[i]), i, size, tree.inclusion(i, size), root) for i in indexes]
    shown = [(i, size, tree.consistency(i, size), tree.root(i), root) for i in indexes]
    assert all(verify_inclusion(*one) for one in said)
    assert all(verify_consistency(*one) for one in shown)
    return {
        "append": append,
        "prove inclusion": micros(indexes, lambda i: tree.inclusion(i, size)),
        "verify inclusion": micros(said, lambda one: verify_inclusion(*one)),
        "prove consistency": micros(indexes, lambda i: tree.consistency(i, size)),
        "verify consistency": micros(shown, lambda one: verify_consistency(*one)),
    }


def peer(tree: Any, leaves: list[bytes], indexes: list[int]) -> dict[str, float]:
    """The same with pymerkle, whose indexes count from 1."""
    import pymerkle

    start = time.perf_counter()
    for leaf in leaves:
        tree.append_entry(leaf)
    append = (time.perf_counter() - start) / len(leaves) * 1e6
    size, root = tree.get_size(), tree.get_root()
    said = [(tree.get_leaf(i + 1), root, tree.prove_inclusion(i + 1, size)) for i in indexes]
    shown = [(tree.get_root(i), root, tree.prove_consistency(i, size)) for i in indexes]
    return {
        "append": append,
        "prove inclusion": micros(indexes, lambda i: tree.prove_inclusion(i + 1, size)),
        "verify inclusion": micros(said, lambda one: pymerkle.verify_inclusion(*one)),
        "prove consistency": micros(indexes, lambda i: tree.prove_consistency(i, size)),
        "verify consistency": micros(shown, lambda one: pymerkle.verify_consistency(*one)),
    }


def show(title: str, mine: dict[str, float], theirs: dict[str, float] | None) -> None:
    print(f"\n{title}")
    print(f"  {'microseconds':<20}{'Dayline':>10}{'pymerkle':>10}{'ratio':>8}")
    for name, figure in mine.items():
        line = f"  {name:<20}{figure:>10.2f}"
        if theirs:
            line += f"{theirs[name]:>10.2f}{theirs[name] / figure:>7.1f}x"
        print(line)


def in_memory(count: int) -> None:
    source = random.Random(262_144)
    leaves = [source.randbytes(300) for _ in range(count)]
    indexes = [source.randrange(1, count) for _ in range(PROOFS)]
    theirs = None
    try:
        import pymerkle

        theirs = peer(pymerkle.InmemoryTree(), leaves, indexes[:PEER_PROOFS])
    except ImportError:
        print("pymerkle is not installed: no comparison")
    show(f"In memory, {count:,} leaves", ours(leaves, indexes), theirs)


def in_sqlite(count: int) -> None:
    """Proofs read from SQLite: the journal's own tables beside pymerkle's."""
    from bench.journal import filled, prepared
    from dayline.journal import queries

    with tempfile.TemporaryDirectory(prefix="dayline-bench-") as home:
        prepared(home)
        workspace = filled(count - 1).workspace
        size = queries.head(workspace).size
        indexes = random.Random(1).sample(range(1, size), 500)
        mine = {
            "prove inclusion": micros(indexes, lambda i: queries.inclusion(workspace, i, size)),
            "prove consistency": micros(indexes, lambda i: queries.consistency(workspace, i, size)),
        }
        title = (
            f"From SQLite {sqlite3.sqlite_version}, {count:,} leaves; pymerkle without its cache"
        )
        show(title, mine, peer_in_sqlite(Path(home) / "peer.sqlite3", count, indexes[:20]))


def peer_in_sqlite(path: Path, count: int, indexes: list[int]) -> dict[str, float] | None:
    """pymerkle's proofs from its own SQLite tree, its cache of subtree roots emptied each time."""
    try:
        import pymerkle
    except ImportError:
        return None
    tree = pymerkle.SqliteTree(str(path))
    tree.append_entries([b"%d" % number * 40 for number in range(count)], chunksize=10_000)

    def inclusion(index: int) -> None:
        tree.cache_clear()
        tree.prove_inclusion(index + 1, count)

    def consistency(index: int) -> None:
        tree.cache_clear()
        tree.prove_consistency(index, count)

    return {
        "prove inclusion": micros(indexes, inclusion, rounds=1),
        "prove consistency": micros(indexes, consistency, rounds=1),
    }


def forged(count: int) -> None:
    """False proofs, until there were ``count``; prints how many were accepted."""
    from tests.journal import test_merkle as corpus

    tree = Tree(corpus.LEAVES)
    other = Tree(leaf_hash(b"other %d" % number) for number in range(300))
    wrong = corpus.random_hashes()
    rounds = cycle(
        (
            (verify_inclusion, corpus.false_inclusions),
            (verify_consistency, corpus.false_consistencies),
        )
    )
    false = ((check, one) for check, make in rounds for one in make(tree, other, wrong))
    accepted = sum(check(*one) for check, one in islice(false, count))
    print(f"\nFalse proofs tried {count:,}, accepted {accepted}")


def main() -> None:
    parser = argparse.ArgumentParser(description="time Merkle proofs")
    parser.add_argument("--leaves", type=int, default=262_144)
    parser.add_argument("--forged", type=int, default=100_000)
    options = parser.parse_args()
    in_memory(options.leaves)
    in_sqlite(options.leaves)
    forged(options.forged)


if __name__ == "__main__":
    main()
