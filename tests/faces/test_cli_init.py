"""What init tells of a folder: each place once, each way of writing in it, each command once."""

from __future__ import annotations

from pathlib import Path

from dayline.faces.cli.found import commands, overview
from dayline.records.detection import Detected

TITLES = {"nygard": "Nygard", "madr3": "MADR 3", "pep": "PEP"}
NYGARD = Detected("docs/adr", "nygard", "", 2)
MADR = Detected("docs/adr", "madr3", "", 11)
PEP = Detected("peps", "pep", "", 1)
PAGES = Detected("", "plain", "", 4)
ROOT = Path("here")


def test_one_folder_in_one_way() -> None:
    assert overview([NYGARD, PAGES], TITLES, ROOT) == [
        "Found:",
        "  here/docs/adr  2 records: Nygard",
    ]
    assert commands([NYGARD, PAGES], ROOT, in_git=False) == [
        "  look:                 dayline list here/docs/adr",
        "  check:                dayline check here/docs/adr",
        "  bring in, unchanged:  dayline import here/docs/adr",
    ]


def test_one_folder_in_two_ways_is_one_line_and_has_its_commands_once() -> None:
    assert overview([NYGARD, MADR], TITLES, ROOT) == [
        "Found:", "  here/docs/adr  13 records: 11 MADR 3, 2 Nygard",
    ]  # fmt: skip
    told = commands([NYGARD, MADR], ROOT, in_git=True)
    assert told[-1] == "  or with its history:  dayline import here/docs/adr --git"
    assert len(told) == 4


def test_several_folders_stand_below_each_other_and_the_first_is_the_example() -> None:
    assert overview([NYGARD, MADR, PEP], TITLES, ROOT)[1:] == [
        "  here/docs/adr  13 records: 11 MADR 3, 2 Nygard",
        "  here/peps      1 record: PEP",
    ]
    told = commands([NYGARD, MADR, PEP], ROOT, in_git=False)
    assert told[0] == "For each of these folders, as for the first:"
    assert sum("here/docs/adr" in line for line in told) == 3


def test_pages_alone_and_nothing_at_all() -> None:
    assert overview([PAGES], TITLES, ROOT) == ["Found 4 pages in here, and no records."]
    assert commands([PAGES], ROOT, in_git=False)[0].endswith("dayline list here")
    assert (overview([], TITLES, ROOT), commands([], ROOT, in_git=False)) == ([], [])


def test_hundreds_of_folders_are_counted() -> None:
    many = [Detected(f"{number:03}", "pep", "", 3) for number in range(100)]
    told = overview(many, TITLES, ROOT)
    assert (len(told), told[-1]) == (22, "  and 80 further folders")
