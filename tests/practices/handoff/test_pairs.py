"""What came before between two teams: one's own handoff, else that of one's team, and no other."""

from __future__ import annotations

import pytest

from dayline.journal.rebuild import rebuild
from dayline.practices.handoff.models import Handover
from dayline.practices.handoff.pairs import last_between, pair_of
from dayline.records.actions import move, open_record, revise
from dayline.records.queries import find
from tests.cast import Stage, set_stage
from tests.faces.web.nights import HANDOFF, hand_over


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def last(stage: Stage, who: str, to: str = "@austin") -> str:
    found = last_between(pair_of(stage.workspace, stage.ids[who], stage.now, to, ""))
    return found[0] if found else ""


def other(stage: Stage, writer: str, *, to: str, from_: str = "@london") -> str:
    text = HANDOFF.replace("@austin", to).replace('from: "@london"', f'from: "{from_}"')
    ref = open_record(stage.acting(writer), "handoff", text=text).ref
    move(stage.acting(writer), ref, "deliver")
    return ref


def test_ones_own_comes_before_that_of_ones_team_and_of_no_other_pair(stage: Stage):
    assert last(stage, "omar") == ""
    mine = hand_over(stage, "omar")
    stage.later(hours=1)
    ours = hand_over(stage, "ines")
    stage.later(hours=1)
    other(stage, "ken", to="@austin", from_="@singapore")
    away = other(stage, "omar", to="@singapore")
    stage.later(hours=1)
    assert last(stage, "omar") == mine
    assert last(stage, "ines") == ours
    assert last(stage, "omar", "@singapore") == last(stage, "ines", "@singapore") == away
    assert last(stage, "ana", "@london") == ""


def test_the_receiver_is_the_team_of_the_last_delivery_and_stands_in_a_rebuild(stage: Stage):
    ref = hand_over(stage, "omar")
    team = {one.handle: one.id for one in pair_of(
        stage.workspace, stage.ids["omar"], stage.now, "@austin", ""
    ).times.people.teams.values()}  # fmt: skip
    assert Handover.objects.get(ref=ref).receiver == team["austin"]
    stage.later(hours=1)
    move(stage.ana, ref, "read")
    move(stage.ana, ref, "contest", fields={"reason": "It is for the others"})
    standing = find(stage.workspace, ref)
    revise(stage.omar, ref, HANDOFF.replace("@austin", "@singapore"), expect=standing.revision)
    move(stage.omar, ref, "redeliver")
    stage.later(hours=1)
    assert Handover.objects.get(ref=ref).receiver == team["singapore"]
    assert (last(stage, "omar"), last(stage, "omar", "@singapore")) == ("", ref)
    assert rebuild(stage.workspace, check=True).differences == ()
