"""A round of coffee: drawn by an owner, known to each pair alone, and nobody has to."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from dayline.base.errors import Forbidden, InvalidInput
from dayline.inbox.untold.queries import untold
from dayline.journal import queries as journal
from dayline.journal.rebuild import rebuild
from dayline.practices.coffee import queries
from dayline.practices.coffee.actions import choose, draw
from dayline.practices.coffee.rules import draw as lot
from dayline.records.actions import open_record
from dayline.records.events.queries import seen
from tests.cast import Stage, set_stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    stage = set_stage()
    for who, team, needs in (("ines", "london", "austin"), ("ken", "singapore", "london")):
        text = f'---\nteam: "@{team}"\ndepends_on: ["@{needs}"]\n---\n\n# {team}\n'
        open_record(stage.acting(who), "team", text=text)
    return stage


def partner(stage: Stage, who: str) -> str:
    found = queries.standing(stage.workspace, stage.ids[who]).coffee
    return next((name for name, one in stage.ids.items() if found and one == found.partner), "")


def test_a_round_pairs_people_of_dependent_teams_and_tells_them_alone(stage: Stage) -> None:
    held = draw(stage.olga)
    assert (held.round, held.calls + held.written, held.left) == (1, 2, 2)
    teams = {"ana": 1, "ben": 1, "ines": 2, "omar": 2, "ken": 3, "mei": 3}
    for who, team in teams.items():
        other = partner(stage, who)
        if other:
            assert partner(stage, other) == who
            assert abs(team - teams[other]) == 1
        said = [one.words["text"] for one in untold(stage.workspace, stage.ids[who], stage.now)
                if one.topic == "notice"]  # fmt: skip
        assert said == (
            [f"Coffee, if you like: 20 minutes with @{other}. See: dayline coffee"] if other else []
        )
    assert partner(stage, "olga") == ""
    rebuild(stage.workspace, check=True)


def test_nobody_else_learns_who_drinks_with_whom_or_stays_out(stage: Stage) -> None:
    choose(stage.mei, taking_part=False)
    draw(stage.olga)
    everything = list(journal.entries(stage.workspace))
    for who in ("olga", "ana", "mei"):
        shown = seen(stage.workspace, stage.ids[who], everything)
        assert not [one for one in shown if one.subject == "coffee"]


def test_whoever_stays_out_is_in_no_pair_until_they_come_back(stage: Stage) -> None:
    choose(stage.mei, taking_part=False)
    assert not queries.standing(stage.workspace, stage.ids["mei"]).taking_part
    for _ in range(4):
        draw(stage.olga)
        assert partner(stage, "mei") == ""
    choose(stage.mei, taking_part=True)
    draw(stage.olga)
    assert queries.standing(stage.workspace, stage.ids["mei"]).taking_part
    assert partner(stage, "mei") in ("ines", "omar")


def test_the_lot_can_be_drawn_again_from_the_journal(stage: Stage) -> None:
    for _ in range(3):
        draw(stage.olga)
    history = queries.rounds(stage.workspace)
    for number, (_, words) in enumerate(queries.told(stage.workspace)):
        again = lot(queries.may_meet(stage.workspace), history[:number], words["seed"])
        assert [sorted(pair["people"]) for pair in words["pairs"]] == [list(p) for p in again.pairs]


def test_when_both_are_awake_there_is_an_hour_else_questions(stage: Stage) -> None:
    for _ in range(8):
        draw(stage.olga)
        for who in ("ana", "ken"):
            found = queries.standing(stage.workspace, stage.ids[who]).coffee
            if found is not None and who == "ana":
                assert found.at is not None
                assert found.at >= datetime(2026, 11, 19, tzinfo=UTC)
                assert found.questions == ()
            elif found is not None:  # London and Singapore share nothing at nine to five
                assert found.at is None
                assert len(found.questions) == 3


def test_only_owners_draw_and_dependencies_are_needed(stage: Stage) -> None:
    with pytest.raises(Forbidden):
        draw(stage.ana)
    lonely = set_stage("lonely")
    with pytest.raises(InvalidInput, match="depend on each other"):
        draw(lonely.olga)
    assert json.dumps(queries.told(lonely.workspace)) == "[]"


def test_what_not_everybody_sees_pairs_nobody() -> None:
    stage = set_stage()
    text = '---\nteam: "@london"\ndepends_on: ["@austin"]\n---\n\n# London\n'
    open_record(stage.ines, "team", text=text, visibility="team:@london")
    with pytest.raises(InvalidInput, match="depend on each other"):
        draw(stage.olga)
    assert queries.standing(stage.workspace, stage.ids["ana"]).links == 0
