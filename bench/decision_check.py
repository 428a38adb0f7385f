"""How fast and how well a change set is held against decisions.

    python bench/decision_check.py [--files 3000] [--decisions 1000] [--histories 40]

The speed is that of a change set of many files and of many decisions in a real git repository: of
the whole command, started anew, and in one process. The quality is that of seeded histories with
planted divergences and hard negatives (``bench/_decision_histories.py``): what was flagged before
it would be merged, once with the whole texts that git has and once from a bare diff.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))

from bench import _decision_histories as planted
from dayline.base.findings import Severity
from dayline.integrations.git.changes import changed
from dayline.practices.decision.book import Book
from dayline.practices.decision.diffs import parse
from dayline.practices.decision.folder import book_of_folder
from dayline.practices.decision.rules import ChangeSet, judge

DAY = date(2026, 11, 21)
Found = tuple[str, str]


def measure(histories: int, size: int, *, whole: bool) -> tuple[Counter[str], Counter[str]]:
    """Counts of planted, found, flagged and right; and what was missed or flagged wrongly."""
    counts: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as place:
        book = _book(Path(place))
        for seed in range(histories):
            for one in planted.history(seed, size):
                flagged, truth = flags(one, book, whole=whole), set(one.planted)
                counts["sets"] += 1
                counts["planted"] += len(truth)
                counts["found"] += len(truth & flagged)
                counts["flagged"] += len(flagged)
                wrong.update(f"missed {rule}" for _, rule in truth - flagged)
                wrong.update(f"wrongly {rule}" for _, rule in flagged - truth)
    return counts, wrong


def flags(one: planted.Set, book: Book, *, whole: bool) -> set[Found]:
    """What is flagged in a change set as (path, rule), notes left out."""
    known = planted.texts(one) if whole else {}
    carried = [edit for edit in one.edits if edit[0].startswith("docs/decisions/")]
    if carried:
        with tempfile.TemporaryDirectory() as place:
            book = _book(Path(place), {path: after for path, _, after in carried})
    changeset = ChangeSet(
        parse(planted.diff(one)), one.message,
        lambda blobs: {name: known[name] for name in blobs if name in known},
    )  # fmt: skip
    verdict = judge(changeset, book, today=DAY)
    heavy = [found for found in verdict.findings if found.severity is not Severity.NOTE]
    return {(found.path, found.rule) for found in heavy}


def _book(place: Path, more: dict[str, str] | None = None) -> Book:
    for path, text in {**planted.decisions(), **(more or {})}.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text)
    (place / ".dayline").mkdir(exist_ok=True)
    (place / ".dayline/waivers.yaml").write_text(planted.WAIVERS)
    return book_of_folder(place / "docs/decisions", top=place)


def repository(place: Path, files: int, decisions: int) -> None:
    """A git repository whose last commit changes ``files`` files, with ``decisions`` decisions."""
    chance = random.Random(7)
    for number in range(1, decisions + 1):
        more = f"applies_to: [src/area{number % 200}/**, '**/f{number}.py']"
        if number % 5 == 0:
            more += f"\nchecks:\n  - {{name: no-floats, must_not_match: '\\bfloat_{number}\\('}}"
            more += "\n  - {name: layers, must_not_import: [legacy]}"
        body = " ".join(chance.choices(("ledger", "gateway", "risk", "refund", "key"), k=150))
        text = planted.decision(f"D-{number}", "accepted", f"Rule {number}", more, body)
        _write(place / f"docs/decisions/D-{number}.md", text)
    for version in (1, 2):
        for number in range(files):
            lines = [f"def f{line}():\n    return {line}\n" for line in range(20)]
            if version == 2:
                lines[3:6] = [f"def g{line}():\n    return total({line})\n" for line in range(8)]
            _write(place / f"src/area{number % 200}/f{number}.py", "".join(lines))
        if version == 1:
            _git(place, "init", "--quiet")
        _git(place, "add", "--all")
        who = ("-c", "user.name=bench", "-c", "user.email=bench@example.org")
        _git(place, *who, "commit", "--quiet", "--message", f"Version {version}")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _git(place: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=place, check=True)


def timed(act: Callable[[], object], times: int = 5) -> tuple[list[float], float]:
    """The seconds of each run, and the mean processor time of a run, that of git included."""
    took = []
    before = sum(os.times()[:4])
    for _ in range(times):
        begun = time.perf_counter()
        act()
        took.append(time.perf_counter() - begun)
    return took, (sum(os.times()[:4]) - before) / times


def speed(files: int, decisions: int) -> None:
    """Print how long the whole command and the same work in one process take."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        repository(place, files, decisions)
        folder = place / "docs/decisions"
        command = [
            str(Path(sys.executable).with_name("dayline")), "decisions", "check", str(folder),
            "--repository", str(place), "--diff", "HEAD~1..HEAD",
        ]  # fmt: skip

        def whole() -> None:
            ended = subprocess.run(command, capture_output=True, check=False)
            assert ended.returncode == 0, ended.stdout[-500:] + ended.stderr

        def inside() -> None:
            found = changed(place, "HEAD~1..HEAD")
            changeset = ChangeSet(found.changes, found.message, found.texts, found.tree)
            assert judge(changeset, book_of_folder(folder, top=place), today=DAY).files == files

        print(f"{files:,} changed files against {decisions:,} decisions, 5 runs each")
        for label, act in (("whole command", whole), ("in one process", inside)):
            took, processor = timed(act)
            print(
                f"  {label:15} median {statistics.median(took):.2f} s, best {min(took):.2f} s,"
                f" of which processor {processor:.2f} s"
            )


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=3000)
    options.add_argument("--decisions", type=int, default=1000)
    options.add_argument("--histories", type=int, default=40)
    options.add_argument("--sets", type=int, default=50, help="change sets of each history")
    given = options.parse_args()
    for label, whole in (("with the texts of git", True), ("from a bare diff", False)):
        counts, wrong = measure(given.histories, given.sets, whole=whole)
        recall = counts["found"] / counts["planted"]
        precision = counts["found"] / counts["flagged"]
        print(
            f"{label}: recall {recall:.3f}, precision {precision:.3f}; {counts['planted']:,}"
            f" planted in {counts['sets']:,} change sets, {counts['flagged']:,} flagged"
        )
        for what, count in wrong.most_common(8):
            print(f"  {count:5} {what}")
    speed(given.files, given.decisions)


if __name__ == "__main__":
    main()
