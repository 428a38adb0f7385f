"""A plan from what the teams of a workspace did of late."""

from __future__ import annotations

import pytest

from dayline.base.errors import NotFound
from dayline.contracts.actions import open_workspace
from dayline.people.queries import TeamFact, directory
from dayline.practices.ownership.queries import organisation
from dayline.practices.ownership.rules import plan
from dayline.records.actions import open_record
from dayline.records.remarks.actions import comment
from tests.cast import DECISION, MORNING, Stage, set_stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return set_stage()


def found_teams(stage: Stage) -> list[TeamFact]:
    return list(directory(stage.workspace).teams.values())


def about(area: str) -> str:
    return DECISION.replace("deciders:", f"area: [{area}]\ndeciders:")


def test_an_area_on_which_another_site_works_is_proposed_to_them(stage: Stage) -> None:
    for _ in range(6):
        open_record(stage.ken, "decision", text=about("gateway"))
    for _ in range(3):
        open_record(stage.omar, "decision", text=about("ledger"))
    found = organisation(stage.workspace, stage.now, person=stage.ids["ana"])
    assert found.records == 9
    teams = {team.handle: team.id for team in found_teams(stage)}
    work = {key: round(often * 13) for key, often in found.organisation.work.items()}
    assert work == {(teams["singapore"], "gateway"): 6, (teams["london"], "ledger"): 3}
    made = plan(found.organisation)
    assert {move.area: move.target for move in made.moves} == {"gateway": teams["singapore"]}
    assert made.moves[0].hours == 16 + 0.5 * 6


def test_areas_of_one_record_are_tied_and_commenting_is_work(stage: Stage) -> None:
    open_record(stage.omar, "decision", text=about("ledger, risk"))
    comment(stage.ana, "D-1", "The gateway has a say.")
    found = organisation(stage.workspace, stage.now, person=stage.ids["ana"]).organisation
    assert set(found.ties) == {("ledger", "risk")}
    teams = {team.handle: team.id for team in found_teams(stage)}
    assert {site for site, _ in found.work} == {teams["london"], teams["austin"]}


def test_what_somebody_may_not_see_does_not_count_for_them(stage: Stage) -> None:
    open_record(stage.ken, "decision", text=about("gateway"), visibility="restricted")
    seen = organisation(stage.workspace, stage.now, person=stage.ids["ken"])
    hidden = organisation(stage.workspace, stage.now, person=stage.ids["ben"])
    assert (seen.records, hidden.records) == (1, 0)
    assert not hidden.organisation.work


def test_old_work_does_not_count(stage: Stage) -> None:
    open_record(stage.ken, "decision", text=about("gateway"))
    stage.later(days=92)
    assert organisation(stage.workspace, stage.now, person=stage.ids["ana"]).records == 0


def test_without_areas_there_is_nothing_to_plan() -> None:
    owner = open_workspace("empty", MORNING, handle="olga", name="Olga", zone="UTC")
    with pytest.raises(NotFound, match="nothing to plan"):
        organisation(owner.workspace, MORNING, person=owner.actor)
