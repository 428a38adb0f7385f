"""How exactly notes are read: the updates of two bodies of real notes, against their truth.

Run: python bench/import_notes.py DATA  (the folder with ipfs-standups and
kubernetes-status-updates-sample). Prints precision, recall and F1 of items, and the share of
right answers to "is this person blocked?".
"""

from __future__ import annotations

import argparse
import json
import tarfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from dayline.practices.update.notes.model import Part
from dayline.practices.update.notes.reading import read_notes


@dataclass
class Score:
    """What was found, what there is, and what is both."""

    found: int = 0
    there: int = 0
    both: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """The share of what was found that is there."""
        return self.both / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of what is there that was found."""
        return self.both / self.there if self.there else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass
class Standups:
    """How the notes of stand-ups were read."""

    items: Score
    people: Score
    blocked_right: int
    blocked_asked: int
    seconds: float
    characters: int

    @property
    def blocked(self) -> float:
        """The share of right answers, of all updates that the truth has."""
        return self.blocked_right / self.blocked_asked


def _plain(text: str) -> str:
    return " ".join(text.split())


def _who(name: str) -> str:
    return name.strip().removeprefix("@").casefold()


def standups(folder: Path) -> Standups:
    """Read every note of the archive and compare."""
    truth = {one["file"]: one for one in json.loads((folder / "truth_standups.json").read_text())}
    items, people = Score(), Score()
    right = asked = characters = 0
    seconds = 0.0
    with tarfile.open(folder / "meeting-notes.tar.xz") as archive:
        for member in archive:
            said = truth.get(member.name.removeprefix("./").removeprefix("meeting-notes/"))
            file = archive.extractfile(member) if member.isfile() else None
            if said is None or file is None:
                continue
            text = file.read().decode(errors="replace")
            begun = time.perf_counter()
            notes = read_notes(text, path=said["file"])
            seconds += time.perf_counter() - begun
            characters += len(text)
            found: Counter[tuple[str, str, str]] = Counter()
            blocked: dict[str, bool] = {}
            for one in notes.said:
                blocked[_who(one.who)] = blocked.get(_who(one.who), False) or bool(one.blocked)
                for part in Part:
                    found.update(
                        (_who(one.who), part.value, _plain(item.first)) for item in one.part(part)
                    )
            there: Counter[tuple[str, str, str]] = Counter()
            expected: dict[str, bool] = {}
            for update in said["updates"]:
                who = _who(update["person"])
                expected[who] = expected.get(who, False) or update["is_blocked"]
                for part in Part:
                    there.update((who, part.value, _plain(text)) for text in update[part.value])
                asked += 1
            for update in said["updates"]:
                right += (
                    blocked.get(_who(update["person"]), False) == expected[_who(update["person"])]
                )
            _count(items, found, there, said["file"])
            _count(people, Counter(blocked.keys()), Counter(expected.keys()), said["file"])
    return Standups(items, people, right, asked, seconds, characters)


def _count(score: Score, found: Counter, there: Counter, file: str) -> None:  # type: ignore[type-arg]
    both = found & there
    score.found += found.total()
    score.there += there.total()
    score.both += both.total()
    score.wrong += [f"{file} - {one}" for one in (there - both).elements()]
    score.wrong += [f"{file} + {one}" for one in (found - both).elements()]


def sections(folder: Path) -> Score:
    """Sections with author and colours of status reports; all three must be exact."""
    truth = json.loads((folder / "truth_updates.json").read_text())
    score = Score()
    for update in truth["updates"]:
        path = folder / "docs" / update["file"]
        notes = read_notes(path.read_text(), path=path.name)
        found = Counter((one.section, one.who, one.colours) for one in notes.said)
        there = Counter(
            (one["section"], one["author"], tuple(one["status"])) for one in update["sections"]
        )
        _count(score, found, there, update["file"])
    return score


def _print(name: str, score: Score) -> None:
    print(
        f"{name:<28} {score.there:>7} there  precision {score.precision:.4f}"
        f"  recall {score.recall:.4f}  F1 {score.f1:.4f}"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--wrong", type=int, default=0, help="Print so many of what differs.")
    given = parser.parse_args()
    found = standups(given.data / "ipfs-standups")
    _print("stand-ups: items", found.items)
    _print("stand-ups: people", found.people)
    print(f"{'stand-ups: blocked':<28} {found.blocked_asked:>7} asked  right {found.blocked:.4f}")
    rate = found.characters / found.seconds / 1e6
    print(f"{'stand-ups: speed':<28} {found.characters:>7} characters, {rate:.1f} million per s")
    _print("status reports: sections", sections(given.data / "kubernetes-status-updates-sample"))
    for line in (*found.people.wrong, *found.items.wrong)[: given.wrong]:
        print(line)


if __name__ == "__main__":
    main()
