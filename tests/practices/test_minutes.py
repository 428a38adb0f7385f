"""Minutes of meetings: decisions and actions found, contradictions told, everything brought in."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dayline.journal.rebuild import rebuild
from dayline.practices.incident import queries as incidents
from dayline.practices.minutes.actions import import_minutes
from dayline.practices.minutes.importing import read_all, weekday_finding
from dayline.practices.minutes.reading import day_in, read_minutes
from dayline.records import queries
from dayline.records.facts import text_of
from tests.cast import Stage, set_stage

TEXT = """# Call 7
### Meeting Date/Time: Thursday, March 29, 2019 14:00 UTC

**DECISION 7.1**: Stop the vote.
**Decisions 7.2** Go on.

**ACTION 7.1** Lane to name a block.
- Action item 7.2: look at it

| Decision Item | Description | Video |
|---|---|---|
| **7.3** | Take *London* | 4:40 |
| seven | no number | |

**DECISION 7.1**: Stop the vote, as we said.
A decision 9.9 in the middle of a sentence is none.
"""


def minutes_of(path: Path) -> dict[str, str]:
    with tarfile.open(path / "minutes.tar.xz") as packed:
        return {
            member.name: packed.extractfile(member).read().decode()  # type: ignore[union-attr]
            for member in packed.getmembers()
            if member.isfile()
        }


def test_real_decisions_and_actions_are_found(real_data: Callable[[str], Path]) -> None:
    path = real_data("ethereum-acd-minutes")
    truth = {
        one["file"]: one
        for one in json.loads((path / "truth_decisions_actions.json").read_text())
        if one["decisions"] or one["actions"]
    }
    texts = minutes_of(path)
    assert set(truth) == set(texts)
    right = wrong = missing = 0
    for name, text in texts.items():
        read = read_minutes(text, path=name)
        for sort, found in (("decisions", read.decisions), ("actions", read.actions)):
            wanted, ours = {one["id"] for one in truth[name][sort]}, {one.id for one in found}
            right += len(wanted & ours)
            wrong += len(ours - wanted)
            missing += len(wanted - ours)
        if truth[name]["date"]:
            assert read.day is not None
            assert read.day.isoformat() == truth[name]["date"]
    assert missing == 0
    assert right == 609
    assert 2 * right / (2 * right + wrong + missing) >= 0.97


def test_the_contradicting_weekdays_are_flagged_and_no_others(
    real_data: Callable[[str], Path],
) -> None:
    path = real_data("ethereum-acd-minutes")
    wanted = json.loads((path / "truth_wrong_weekdays.json").read_text())
    heads = {  # also of meetings whose text is not in the folder
        one["meeting"]: f"### Meeting Date/Time: {one['weekday_stated'] or ''}{one['date']}"
        for one in json.loads((path / "truth_decisions_actions.json").read_text())
        if one["date"]
    }
    found = []
    for number, head in heads.items():
        read = read_minutes(head)
        if read.contradicts:
            found.append([number, str(read.day), read.weekday, read.real_weekday])
    assert found == [[n, day, stated.strip(", "), real] for n, day, stated, real in wanted]
    texts = {name: text.encode() for name, text in minutes_of(path).items()}
    flagged = {one.path for one in read_all(texts.items()).findings}
    assert flagged == {"Meeting 103.md", "Meeting 105.md"}


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def test_what_was_decided_becomes_records_that_lead_to_the_minutes(stage: Stage) -> None:
    found = read_all([("call 7.md", TEXT.encode())])
    done = import_minutes(stage.ana, found, root="calls")
    assert (done.files.opened, done.meetings.opened, done.decisions.opened) == (1, 1, 3)
    decision = queries.find(stage.workspace, "D-1")
    assert (decision.title, decision.state) == ("Stop the vote.", "accepted")
    assert decision.fields["decided_on"] == "2019-03-29"
    edges = {(one.source, one.target) for one in queries.edges(stage.workspace)}
    assert {("D-1", "M-1"), ("D-3", "M-1"), ("M-1", "G-1")} <= edges
    outcome = text_of(queries.find(stage.workspace, "M-1"))
    assert "- D-3 (7.3): Take *London*" in outcome
    assert "- 7.1: Lane to name a block." in outcome
    assert queries.content(queries.find(stage.workspace, "G-1")) == TEXT.encode()
    again = import_minutes(stage.ana, found, root="calls")
    assert (again.decisions.unchanged, again.decisions.opened, again.decisions.revised) == (3, 0, 0)
    assert incidents.open_actions(stage.workspace, today=date(2026, 11, 18)) == []
    rebuild(stage.workspace, check=True)


def test_a_contradiction_is_told_with_its_place_and_nothing_is_guessed() -> None:
    read = read_minutes(TEXT, path="call 7.md")
    finding = weekday_finding(read)
    assert (finding.path, finding.line) == ("call 7.md", 2)
    assert finding.message == "2019-03-29 is a Friday, and not a Thursday."
    assert not read_minutes(TEXT.replace("Thursday", "Friday")).contradicts
    assert [one.id for one in read.decisions] == ["7.1", "7.2", "7.3"]
    assert read.decisions[0].text == "Stop the vote."
    assert [one.id for one in read.actions] == ["7.1", "7.2"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Friday, April 2nd, 2021 14:00 UTC", date(2021, 4, 2)),
        ("Friday, 30 Apr 2021", date(2021, 4, 30)),
        ("4 Sept 2020", date(2020, 9, 4)),
        ("2020-01-24 14:00", date(2020, 1, 24)),
        ("Friday April 1, 14:00 UTC", None),
        ("31 February 2021", None),
    ],
)
def test_days_are_read_in_the_forms_that_people_use(line: str, day: date | None) -> None:
    assert day_in(line) == day
