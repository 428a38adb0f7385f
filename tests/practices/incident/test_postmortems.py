"""Post-mortems of another tool: read exactly, brought in as they are, out of order flagged."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dayline.practices.incident import actions, queries
from dayline.practices.incident.bringing.actions import import_postmortems
from dayline.practices.incident.importing import Found, read_all
from dayline.practices.incident.postmortem import Postmortem, read_postmortem
from dayline.practices.incident.timeline import backwards
from dayline.records import queries as records
from tests.cast import Stage, set_stage


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


TEXT = """# The queue was full

## Timeline

All times in UTC.

| Time             | Event        |
|------------------|--------------|
| 2024-03-01 10:05 | It is full   |
| 2024-03-01 10:01 | It fills     |
| 2024-03-01 --:-- | It is empty  |

## Action Items

- Alert earlier
    - and louder
- [x] @omar 2024-03-09: Widen it

## Stats

- Time to recovery: 5 minutes
"""
FORM = "# X\n\n## Timeline\n\n| Time | Event |\n|---|---|\n| HH:mm | x |\n\n## Action Items\n\n-\n"


def said(read: Postmortem) -> dict[str, object]:
    """What the truth says of a post-mortem, read by us."""
    times = [row.at for row in read.dated if row.at]
    return {
        "file": read.path,
        "id": read.id,
        "title": read.title,
        "sections": list(read.sections),
        "timezone_stated": read.zone or None,
        "timeline_rows": len(read.rows),
        "timeline_rows_with_full_datetime": len(times),
        "first_event": f"{times[0]:%Y-%m-%dT%H:%M}" if times else None,
        "last_event": f"{times[-1]:%Y-%m-%dT%H:%M}" if times else None,
        "timeline_span_minutes": read.minutes,
        "timeline_in_order": not backwards(read.rows),
        "action_items": list(read.actions),
        "contributing_factors": list(read.factors),
        "lessons": list(read.lessons),
        "category": read.stats.get("category"),
        "time_to_detection": read.stats.get("time to detection"),
        "time_to_recovery": read.stats.get("time to recovery"),
    }


def folder(path: Path) -> list[tuple[str, bytes]]:
    return [(file.name, file.read_bytes()) for file in sorted(path.iterdir())]


def test_real_ones_are_read_as_their_truth_says(real_data: Callable[[str], Path]) -> None:
    path = real_data("dfds-postmortems")
    truth = json.loads((path / "truth_postmortems.json").read_text())
    found = read_all(folder(path / "docs"))
    assert {read.path: said(read) for read, _ in found.read} == {
        one["file"]: {**one, "title": one["title"].strip()} for one in truth
    }
    assert len(found.forms) == 1
    out_of_order = {one.path for one in found.findings if one.rule == "timeline-backwards"}
    assert out_of_order == {one["file"] for one in truth if not one["timeline_in_order"]}


def test_real_ones_come_in_with_their_words_and_actions(
    real_data: Callable[[str], Path], stage: Stage
) -> None:
    path = real_data("dfds-postmortems")
    truth = json.loads((path / "truth_postmortems.json").read_text())
    found = read_all(folder(path / "docs"))
    assert import_postmortems(stage.omar, found).opened == len(truth) == 39
    again = import_postmortems(stage.omar, found)
    assert (again.opened, again.revised, again.unchanged) == (0, 0, 39)
    refs = records.refs_of_paths(stage.workspace, [one["file"] for one in truth])
    for one in truth:
        known = queries.standing(stage.workspace, refs[one["file"]])
        assert known.text.endswith((path / "docs" / one["file"]).read_text())
        assert known.record.state == "closed"
        assert len(known.events) == one["timeline_rows"]
        assert len(known.actions) == len(one["action_items"])
        assert bool(known.backwards) is not one["timeline_in_order"]


def brought(stage: Stage, *files: tuple[str, str]) -> Found:
    found = read_all([(name, text.encode()) for name, text in files])
    import_postmortems(stage.omar, found)
    return found


def test_forms_and_other_pages_are_left_out_and_bad_bytes_are_told(stage: Stage) -> None:
    found = brought(stage, ("PM-1 - x.md", TEXT), ("form.md", FORM), ("page.md", "# A page\n"))
    assert ([read.id for read, _ in found.read], found.forms) == (["PM-1"], ["form.md"])
    assert [(one.rule, one.line) for one in found.findings] == [
        ("timeline-backwards", 10),
        ("timeline-unread", 11),
    ]
    assert read_all([("x.md", b"\xff")]).findings[0].path == "x.md"


def test_an_incident_that_came_in_goes_on_here(stage: Stage) -> None:
    brought(stage, ("PM-1 - x.md", TEXT))
    known = queries.standing(stage.workspace, "I-1")
    assert known.instant("started_at") == datetime(2024, 3, 1, 10, 1, tzinfo=UTC)
    assert [event.text for event in known.events] == ["It fills", "It is empty", "It is full"]
    assert [(one.text, one.owner, one.due, one.done) for one in known.actions] == [
        ("Alert earlier", "", None, False),
        ("and louder", "", None, False),
        ("Widen it", "@omar", date(2024, 3, 9), True),
    ]
    actions.finish_action(stage.ben, "I-1", 2)
    known = queries.standing(stage.workspace, "I-1")
    assert (known.record.state, known.record.final) == ("closed", True)
    assert queries.listed(stage.workspace) == []
    assert "\n- Alert earlier\n    - [x] and louder\n- [x] @omar" in known.text
    again = import_postmortems(stage.omar, read_all([("PM-1 - x.md", TEXT.encode())]))
    assert (again.unchanged, again.revised) == (1, 0)
    assert "- [x] and louder" in queries.standing(stage.workspace, "I-1").text
    actions.add_notes(stage.ben, "I-1", [actions.Given("It came back")])
    assert queries.standing(stage.workspace, "I-1").events[-1].text == "It came back"


def test_a_zone_that_is_not_utc_states_no_instant() -> None:
    read = read_postmortem(TEXT.replace("UTC", "CET"))
    found = read_all([("a.md", TEXT.replace("UTC", "CET").encode())])
    assert (read.zone, len(found.read)) == ("CET", 1)
    assert "started_at" not in found.read[0][1]
