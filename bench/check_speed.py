"""How fast is the check, does its time grow in line with the input, and what do others take?

    python bench/check_speed.py [--data FOLDER] [--peers FOLDER] [--times 5]

The input is 1,531 real Markdown files: a handbook and the Rust RFCs. Everything runs on one core.
The engine is timed within this process, the command with its start-up; peers as commands on the
same folder in the same run. Figures by the processor's clock are the ones to compare when the
machine is busy. ``--peers`` keeps what pip and npm install for the next run.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._check_peers import PEERS, Spent, on_one_core
from dayline.records.folder_check import check_paths
from tests.records.real_collections import unpack

SETS = {
    "handbook": "sourcegraph-handbook/docs-md.tar.xz",
    "rfcs": "rust-rfcs/rfcs-md.tar.xz",
}


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    default = os.environ.get("DAYLINE_DATA") or Path(__file__).parents[2] / "shared" / "data"
    options.add_argument("--data", type=Path, default=Path(default))
    options.add_argument("--peers", type=Path)
    options.add_argument("--times", type=int, default=5)
    chosen = options.parse_args()
    if not chosen.data.exists():
        print(f"There is no real material at {chosen.data}; name it with --data.")
        return
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = place / "records"
        for part, archive in SETS.items():
            unpack(chosen.data / archive, folder / part)
        adrs = folder / "decisions"
        for collection in ("govuk-aws", "arachne", "madr"):
            shutil.copytree(chosen.data / "adr-collections" / collection, adrs / collection)
        _engine(folder, chosen.times)
        _growth(folder, place / "copies", chosen.times)
        _beside_peers(folder, chosen.peers or place / "peers", chosen.times)


def _best(path: Path, times: int) -> tuple[int, Spent]:
    """The documents of a folder, and the least that checking it took."""
    best, documents = Spent(1e9, 1e9), 0
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        documents = check_paths([path]).documents
        spent = Spent(time.perf_counter() - wall, time.process_time() - cpu)
        best = min(best, spent, key=lambda one: one.cpu)
    return documents, best


def _engine(folder: Path, times: int) -> None:
    print("the engine, in process, one core")
    print(
        f"  {'set':<22} {'records':>8} {'kB each':>8} {'records/s':>10} {'by clock':>9}"
        f" {'us each':>8}"
    )
    parts = {
        "handbook": folder / "handbook",
        "rfcs (prose lineage)": folder / "rfcs",
        "decisions": folder / "decisions",
        "all": folder,
    }
    for name, path in parts.items():
        size = sum(file.stat().st_size for file in path.rglob("*.md"))
        documents, spent = _best(path, times)
        print(
            f"  {name:<22} {documents:>8,} {size / documents / 1000:>8.1f} "
            f"{documents / spent.cpu:>10,.0f} {documents / spent.wall:>9,.0f} "
            f"{spent.cpu / documents * 1e6:>8.0f}"
        )


def _growth(folder: Path, copies: Path, times: int) -> None:
    print("\nthe same records once, twice, four and eight times over")
    first = 0.0
    for count in (1, 2, 4, 8):
        for number in range(count):
            if not (copies / str(number)).exists():
                shutil.copytree(folder, copies / str(number))
        documents, spent = _best(copies, max(1, times // 2))
        each = spent.cpu / documents * 1e6
        first = first or each
        print(f"  {documents:>7,} records {each:>6.0f} us each, {each / first:.2f} of the first")


def _beside_peers(folder: Path, home: Path, times: int) -> None:
    files = sum(1 for _ in folder.rglob("*.md"))
    numbered = sum(1 for _ in folder.rglob("[0-9]*.md"))
    home.mkdir(parents=True, exist_ok=True)
    print(f"\nas commands on {files:,} files on one core, start-up and all (best of {times})")
    program = str(Path(sys.executable).with_name("dayline"))
    command = [program, "check", str(folder), "--format", "json"]
    own = min((on_one_core(command, folder) for _ in range(times)), key=lambda one: one.cpu)
    _line("dayline check", files, own, own, "heads, schema, sections, links, lineage")
    for peer in PEERS:
        try:
            peer.install(home)
            arguments = peer.command(home, folder)
            runs = times if peer.name == "rumdl" else 1
            spent = min(
                (on_one_core(arguments, folder, limit=peer.limit) for _ in range(runs)),
                key=lambda one: one.cpu,
            )
        except (OSError, subprocess.SubprocessError) as error:
            print(f"  {peer.name:<26} not run: {type(error).__name__}")
            continue
        seen = numbered if "numbered" in peer.note else files
        _line(peer.name, seen, spent, own, peer.note, files=files)
    one = min((on_one_core([*command[:2], str(next(folder.rglob("*.md")))], folder)
               for _ in range(times)), key=lambda spent: spent.wall)  # fmt: skip
    print(
        f"  one file: {one.wall * 1000:.0f} ms by the clock, {one.cpu * 1000:.0f} ms of processor"
    )


def _line(
    name: str, seen: int, spent: Spent, own: Spent, note: str, *, files: int | None = None
) -> None:
    each, own_each = spent.cpu / seen, own.cpu / (files or seen)
    print(
        f"  {name:<26} {seen / spent.cpu:>8,.0f} records/s ({seen / spent.wall:>6,.0f} by clock)"
        f" {each / own_each:>7.2f} x our time  {note}"
    )


if __name__ == "__main__":
    main()
