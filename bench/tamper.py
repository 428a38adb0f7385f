"""Tamper with a journal and its export at random, and count what is not noticed.

    bench/tamper.py [--attacks 10000] [--flips 10000]

Attacks are those of a careless owner of the database (edit, back-date, delete, insert, reorder,
erase in silence ...); each must be found at its very index. Flips turn one bit of a stored value,
or of a file of the export under ``verify_dayline.py``; each must be found.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SIZE = 700
VALUES = {
    "journal_payload": ("body", "salt"),
    "journal_entry": ("digest", "leaf_hash"),
    "journal_node": ("hashes", "root"),
    "journal_head": ("frontier",),
}


def attacks(workspace: int, count: int, source: random.Random) -> tuple[int, int]:
    """How many attacks were missed, and how many were found at another index than theirs."""
    from dayline.journal.verify import examine
    from tests.journal import forger

    missed = misplaced = 0
    for _ in range(count):
        name, index = forger.random_plain(source, SIZE)
        with forger.unlocked():
            forger.PLAIN[name](index)
            found = examine(workspace).first_bad
            missed += found is None
            misplaced += found not in {None, index}
    return missed, misplaced


def flips_in_database(workspace: int, count: int, source: random.Random) -> int:
    """How many flipped bits of stored values ``verify`` missed."""
    from dayline.journal.verify import examine
    from tests.journal import forger

    return sum(
        _flipped(source, forger, lambda: bool(examine(workspace).faults)) for _ in range(count)
    )


def _flipped(source: random.Random, forger, is_found) -> bool:  # noqa: ANN001
    from django.db import connection

    table = source.choice(sorted(VALUES))
    column = source.choice(VALUES[table])
    with forger.unlocked(), connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")  # noqa: S608
        skip = source.randrange(cursor.fetchone()[0])
        key = "workspace" if table == "journal_head" else "idx"
        cursor.execute(f"SELECT {key}, {column} FROM {table} LIMIT 1 OFFSET {skip}")  # noqa: S608
        where, value = cursor.fetchone()
        data = bytearray(value)
        data[source.randrange(len(data))] ^= 1 << source.randrange(8)
        cursor.execute(
            f"UPDATE {table} SET {column} = %s WHERE {key} = %s",  # noqa: S608
            (bytes(data), where),
        )
        return not is_found()


def flips_in_export(folder: Path, keys: str, count: int, source: random.Random) -> int:
    """How many flipped bits of exported files the auditor's file missed."""
    from dayline.journal import verify_dayline as auditor

    unproven = {"keys", "verify_dayline.py", ".gitattributes"}
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and path.name not in unproven
    )
    given, missed = auditor.parse_keys(keys), 0
    for _ in range(count):
        path = source.choice(files)
        whole = path.read_bytes()
        data = bytearray(whole)
        data[source.randrange(len(data))] ^= 1 << source.randrange(8)
        path.write_bytes(data)
        try:
            auditor.Export(folder, given, []).run()
            missed += 1
        except (auditor.Changed, ValueError, KeyError, TypeError, OSError):
            pass
        path.write_bytes(whole)
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description="tamper at random; print what went unnoticed")
    parser.add_argument("--attacks", type=int, default=10_000)
    parser.add_argument("--flips", type=int, default=10_000)
    options = parser.parse_args()
    source = random.Random(53)
    with tempfile.TemporaryDirectory(prefix="dayline-tamper-") as home:
        from bench.journal import filled, prepared

        prepared(home)
        from dayline.journal import queries
        from dayline.journal.actions import checkpoint
        from dayline.journal.export import export

        acting = filled(SIZE - 1)
        start = time.perf_counter()
        missed, misplaced = attacks(acting.workspace, options.attacks, source)
        print(
            f"attacks on the database {options.attacks:>8,}  missed {missed}, misplaced {misplaced}"
        )
        stored = flips_in_database(acting.workspace, options.flips, source)
        print(f"bits of stored values   {options.flips:>8,}  missed {stored}")
        export(acting.workspace, Path(home) / "out", checkpoint(acting))
        keys = str(queries.verifiers(acting.workspace)[-1])
        files = flips_in_export(Path(home) / "out", keys, options.flips, source)
        print(f"bits of exported files  {options.flips:>8,}  missed {files}")
        print(f"in {time.perf_counter() - start:.0f} s")
    return 1 if missed or misplaced or stored or files else 0


if __name__ == "__main__":
    sys.exit(main())
