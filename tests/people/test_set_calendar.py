"""Calendars in the workspace: kept as written, changed by those who may, heard of in the act."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from dayline.base.errors import Forbidden, InvalidInput
from dayline.journal.actions import erase
from dayline.journal.rebuild import rebuild
from dayline.people.actions import change_person, change_team
from dayline.people.calendars.actions import add_focus, add_leave, add_move, set_calendar
from dayline.people.calendars.edits import with_item
from dayline.people.queries import directory
from dayline.people.timetable import timetable
from tests.cast import Stage, set_stage


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


PART_TIME = """\
# Ben does not work on Fridays.
zone: America/Chicago
week: mon-thu 09:00-17:00
holidays: US-TX
"""


def hours(stage: Stage, whose: str):
    return timetable(stage.workspace).hours(directory(stage.workspace).known(whose).id)


def test_ben_works_part_time_and_his_words_are_kept(stage: Stage) -> None:
    set_calendar(stage.ben, "@ben", PART_TIME)

    assert directory(stage.workspace).person("ben").calendar == PART_TIME
    thanksgiving = datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
    assert hours(stage, "ben").next_awake(thanksgiving) == datetime(2026, 11, 30, 15, tzinfo=UTC)
    assert rebuild(stage.workspace, check=True).differences == ()


def test_leave_is_added_at_the_end_of_the_list_and_nothing_else_moves(stage: Stage) -> None:
    text = "leave:\n  # in summer\n  - 2026-08-03 to 2026-08-14  # Maine\n\nzone: America/Chicago\n"
    set_calendar(stage.ana, "@ana", text)

    add_leave(stage.ana, "@ana", ["2026-11-19", "2026-12-24 to 2026-12-31"])

    assert directory(stage.workspace).person("ana").calendar == (
        "leave:\n  # in summer\n  - 2026-08-03 to 2026-08-14  # Maine\n"
        "  - 2026-11-19\n  - 2026-12-24 to 2026-12-31\n\nzone: America/Chicago\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "leave:\n  - 2026-11-19\n"),
        ("zone: Asia/Tokyo", "zone: Asia/Tokyo\nleave:\n  - 2026-11-19\n"),
        ("leave: 2026-01-01\n", None),
        ("leave: [2026-01-01]\nzone: UTC\n", None),
        ("leave: []\nzone: UTC\n", "zone: UTC\nleave:\n  - 2026-11-19\n"),
        ("leave:\n- 2026-01-01\n- from: 2026-02-01\n  to: 2026-02-03\nzone: UTC\n",
         "leave:\n- 2026-01-01\n- from: 2026-02-01\n  to: 2026-02-03\n- 2026-11-19\nzone: UTC\n"),
    ],
)  # fmt: skip
def test_an_item_finds_its_place_in_every_way_of_writing(before, after) -> None:
    added = with_item(before, "leave", "2026-11-19")
    assert after is None or added == after
    assert "2026-11-19" in added


def test_a_list_of_mappings_on_one_line_is_not_guessed_at() -> None:
    with pytest.raises(InvalidInput, match="cannot be added to"):
        with_item("leave: [{from: 2026-01-01}]\n", "leave", "2026-11-19")


def test_ken_moves_to_london_on_a_date(stage: Stage) -> None:
    add_move(stage.ken, "ken", "2027-01-04", "Europe/London")
    before, after = datetime(2027, 1, 1, 3, tzinfo=UTC), datetime(2027, 1, 5, 3, tzinfo=UTC)
    assert hours(stage, "ken").is_awake(before)
    assert not hours(stage, "ken").is_awake(after)
    assert hours(stage, "ken").is_awake(after + timedelta(hours=6))


def test_focus_is_time_in_which_nobody_waits_for_ines(stage: Stage) -> None:
    tuesday = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
    assert hours(stage, "ines").is_awake(tuesday)
    add_focus(stage.ines, "ines", ["tue 13:00-15:00"])
    assert hours(stage, "ines").next_awake(tuesday) == datetime(2026, 11, 24, 15, tzinfo=UTC)


def test_a_team_lives_by_its_members_until_it_declares_hours(stage: Stage) -> None:
    early = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)
    set_calendar(stage.omar, "omar", "zone: Europe/London\nweek: mon-fri 08:00-16:00\n")
    assert hours(stage, "london").is_awake(early)
    set_calendar(stage.ines, "london", "week: mon-fri 09:00-12:00\n")
    assert not hours(stage, "london").is_awake(early)


def test_who_leaves_the_team_no_longer_keeps_it_awake(stage: Stage) -> None:
    early = datetime(2026, 11, 18, 8, 30, tzinfo=UTC)
    set_calendar(stage.omar, "omar", "zone: Europe/London\nweek: mon-fri 08:00-16:00\n")
    change_team(stage.ines, "london", members=["ines"])
    assert not hours(stage, "london").is_awake(early)
    assert rebuild(stage.workspace, check=True).differences == ()


def test_others_may_not_change_my_hours(stage: Stage) -> None:
    with pytest.raises(Forbidden, match="@ben may not change the hours of @ana"):
        add_leave(stage.ben, "ana", ["2026-11-19"])
    with pytest.raises(Forbidden, match="lead of the team"):
        set_calendar(stage.omar, "london", "week: mon-fri 09:00-12:00\n")
    set_calendar(stage.olga, "london", "week: mon-fri 09:00-12:00\n")


def test_a_calendar_that_cannot_be_read_is_refused_with_its_line(stage: Stage) -> None:
    with pytest.raises(InvalidInput, match="The calendar @ana cannot be used") as refused:
        set_calendar(stage.ana, "ana", "zone: America/Chicago\nweek: mon-fri 9-25\n")
    assert [finding.place for finding in refused.value.findings] == ["@ana:2"]
    assert directory(stage.workspace).person("ana").calendar == ""


def test_an_erased_calendar_leaves_the_one_before_it(stage: Stage) -> None:
    set_calendar(stage.ana, "ana", "zone: America/Chicago\n")
    add_leave(stage.ana, "ana", ["2026-11-19"])
    from dayline.journal.queries import entries

    leave = [one.index for one in entries(stage.workspace, kinds=("calendar.",))][-1]
    erase(stage.olga, leave, "a private matter")
    assert directory(stage.workspace).person("ana").calendar == "zone: America/Chicago\n"
    assert rebuild(stage.workspace, check=True).differences == ()


def test_a_person_changes_their_address_but_not_their_role(stage: Stage) -> None:
    change_person(stage.ana, "ana", email="ana@meridian.example")
    assert directory(stage.workspace).person("ana").email == "ana@meridian.example"
    with pytest.raises(Forbidden):
        change_person(stage.ana, "ana", role="owner")
    with pytest.raises(Forbidden):
        change_person(stage.ana, "ben", email="ben@elsewhere.example")
