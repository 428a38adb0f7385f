"""What a record's page leaves out, whom it asks, and the small dayline in its head."""

from __future__ import annotations

from datetime import timedelta

import pytest

from dayline.faces.web.band import band_for
from dayline.faces.web.desk import Desk
from dayline.people.queries import directory
from dayline.records.actions import move, open_record
from tests.cast import Stage, set_stage
from tests.faces.web.visitors import visitor
from tests.practices.handoff.texts import HANDOFF


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def test_what_stayed_empty_is_shown_only_while_it_is_written(stage: Stage) -> None:
    comment_only = "## Contingency\n\n<!-- If this happens, do that. -->\n\n## Ruled-out"
    text = HANDOFF.replace("## Ruled-out", comment_only)
    ref = open_record(stage.omar, "handoff", text=text).ref
    omar = visitor(stage, "omar")
    assert ">Contingency</h2>" in omar.get(f"/{ref}").content.decode()
    move(stage.omar, ref, "deliver")
    page = omar.get(f"/{ref}").content.decode()
    assert ">Contingency<" not in page
    assert "## Contingency" in omar.get(f"/{ref}.md").content.decode()


@pytest.mark.parametrize("small", [True, False])
def test_no_hour_stands_under_the_present_one(stage: Stage, *, small: bool) -> None:
    """Letters of 13 px on the narrowest drawings that people see: 24 h on 210 px, 48 h on 720."""
    width, letter = (210, 6.5) if small else (720, 6.5)
    people = directory(stage.workspace)
    for quarter in range(96):
        at = stage.now + timedelta(minutes=15 * quarter)
        desk = Desk(stage.workspace, "meridian", stage.ids["ana"], people, at)
        drawn = band_for(desk, [stage.ids["ana"]], hours=24 if small else 48, small=small)
        assert drawn.hours
        for hour in drawn.hours:
            apart = abs(float(hour.x.rstrip("%")) - 50) / 100 * width
            assert apart >= letter * (5 + len(hour.text)) / 2, (at, hour.text, apart)


def test_only_whom_it_thanks_is_asked_whether_it_is_shown(stage: Stage) -> None:
    text = '---\nthanks: ["@omar"]\nshow_as_example: true\n---\n\n# Well done\n'
    ref = open_record(stage.ben, "kudos", text=text).ref
    assert "You are thanked here." in visitor(stage, "omar").get(f"/{ref}").content.decode()
    page = visitor(stage, "ana").get(f"/{ref}").content.decode()
    assert "/consent" not in page
    assert ">yes<" in " ".join(page.split()).replace("> yes <", ">yes<")
