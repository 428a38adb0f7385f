"""How fast a real collection comes in: read, understood, journalled, folded, durable.

Group commit: 500 records share one durable commit on SQLite (WAL, ``synchronous=FULL``). Prints
records/s for reading and for importing, the journal's entries/s, and how long the proof and the
rebuild of what came in take.

With ``--code`` only the comments and docstrings of source files are read (processor time: no
database), and files that were made to take long: marks that are never closed, nesting, one text.

    python bench/imports.py FOLDER [FOLDER ...] [--times 3]
    python bench/imports.py src --code
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
    options.add_argument("--code", action="store_true")
    chosen = options.parse_args()
    if chosen.code:
        for folder in chosen.folders:
            measure_code(folder)
        measure_hostile()
        return
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


def measure_code(folder: Path) -> None:
    """Print how fast the source files of a folder are read, and what is found in them."""
    from dayline.records.folder import walk
    from dayline.records.sources.reading import source_paths
    from dayline.records.sources.rules import sourced
    from dayline.search.chunks import chunks

    opened = walk(folder)
    contents = {path: opened.read(path) for path in source_paths(opened)}
    begin = time.process_time()
    found = [sourced(path, content) for path, content in contents.items()]
    took = time.process_time() - begin
    texts = [one.text for one in found if one.text]
    passages = sum(len(chunks(text)) for text in texts)
    size = sum(map(len, contents.values())) / 1e6
    print(f"{folder.name}: {len(contents)} source files, {size:.1f} MB, {len(texts)} say something")
    print(f"  comments and docstrings  {len(contents) / took:8.0f} files/s, {size / took:.1f} MB/s")
    print(f"  passages                 {passages:8d}, {sum(map(len, texts)) / 1e6:.2f} MB of words")
    print(f"  faults                   {sum(len(one.findings) for one in found):8d}")


_PIECES = (
    "/*\n", "{\n", "f(\n", "'''\n", '"\n', "`\n", "/[\n", "#\n", "def f(\n", "{-\n", "//\n",
    "if x:\n", "class A {\n", "*/\n", "((\n", "# a\n\n", "// a\n", "@a\n", "x = 'y'\n", "\\\n",
    " /a", "f (", "fn (a) ", "(", "#", "/", "a.", "$(", "'a",
)  # fmt: skip


def measure_hostile() -> None:
    """Print the longest times that files within the limits take, and what they held."""
    from dayline.records.sources.rules import LIMIT_CHARACTERS, sourced

    times = []
    for ending in ("py", "js", "c", "rs", "go", "hs", "php", "sh", "pl"):
        for piece in _PIECES:
            text = piece * (LIMIT_CHARACTERS // len(piece) - 1)
            if "\n" not in piece:
                text = "\n".join(
                    text[at : at + 4_900] for at in range(0, LIMIT_CHARACTERS - 9_000, 4_900)
                )
            begin = time.process_time()
            sourced(f"a.{ending}", text.encode())
            times.append((time.process_time() - begin, ending, piece))
    print(f"the slowest files of {LIMIT_CHARACTERS:,} characters that were made to hurt:")
    for took, ending, piece in sorted(times, reverse=True)[:8]:
        print(f"  {took:6.2f} s of processor  .{ending} of {piece!r}")


if __name__ == "__main__":
    main()
