"""How fast a real collection comes in: read, understood, journalled, folded, durable.

Group commit: 500 records share one durable commit on SQLite (WAL, ``synchronous=FULL``). Prints
records/s for reading and for importing, the journal's entries/s, and how long the proof and the
rebuild of what came in take.

    python bench/imports.py FOLDER [FOLDER ...] [--times 3]
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    options.add_argument("folders", nargs="+", type=Path)
    options.add_argument("--times", type=int, default=3)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["DAYLINE_HOME"] = name
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dayline.project.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        for folder in chosen.folders:
            measure(folder, chosen.times)
        shutil.rmtree(name, ignore_errors=True)


def measure(folder: Path, times: int) -> None:
    """Read the folder once, import it ``times`` times into fresh workspaces, print medians."""
    from dayline.contracts.actions import open_workspace
    from dayline.journal.queries import head
    from dayline.journal.rebuild import rebuild
    from dayline.journal.verify import verify_journal
    from dayline.records.folder import walk
    from dayline.records.imports.actions import import_records
    from dayline.records.imports.reading import incoming
    from dayline.records.reading import read_folder

    begin = time.perf_counter()
    reading = read_folder(walk(folder))
    read = time.perf_counter() - begin
    count = len(reading.collection.reads)
    size = sum(map(len, reading.contents.values())) / 1e6
    took, proved, rebuilt, entries = [], [], [], 0
    for number in range(times):
        acting = open_workspace(
            f"bench-{folder.name}-{number}",
            datetime.now(UTC),
            handle="ana",
            name="Ana",
            zone="UTC",
        )
        begin = time.perf_counter()
        import_records(acting, incoming(reading))
        took.append(time.perf_counter() - begin)
        entries = head(acting.workspace).size
        begin = time.perf_counter()
        verify_journal(acting.workspace, keep=False)
        proved.append(time.perf_counter() - begin)
        begin = time.perf_counter()
        rebuild(acting.workspace, check=True)
        rebuilt.append(time.perf_counter() - begin)
    middle = times // 2
    print(f"{folder.name}: {count} records, {size:.1f} MB")
    print(f"  read and understood  {count / read:8.0f} records/s")
    print(
        f"  imported, durable    {count / sorted(took)[middle]:8.0f} records/s (median of {times})"
    )
    print(f"  verified             {entries / sorted(proved)[middle]:8.0f} entries/s")
    print(f"  rebuilt and compared {entries / sorted(rebuilt)[middle]:8.0f} entries/s")


if __name__ == "__main__":
    main()
