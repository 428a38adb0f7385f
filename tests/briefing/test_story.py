"""Somebody comes back from leave, somebody is new: each is read in."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dayline.base.errors import InvalidInput, NotFound
from dayline.base.instants import to_text
from dayline.briefing.queries import read_me_in
from dayline.people.calendars.actions import add_leave
from dayline.records.actions import move, open_record
from dayline.records.links.actions import link
from dayline.records.remarks.actions import comment, give_receipt
from tests.cast import DECISION, Stage, set_stage
from tests.faces.conftest import Said, dayline
from tests.faces.web.visitors import visitor

__all__ = ["dayline"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """@ben is away from 19 to 29 November; the gateway goes on without him until 1 December."""
    stage = set_stage()
    for title in ("Every capture carries a key", "Keys live for a day", "Refunds carry a key"):
        text = DECISION.replace("Every capture carries a key", title)
        ref = open_record(stage.ana, "decision", text=text).ref
        move(stage.ana, ref, "accept")
    link(stage.ana, "D-1", "requires", "D-3")
    add_leave(stage.ben, "@ben", ["2026-11-19 to 2026-11-29"])
    stage.later(days=8)
    newer = DECISION.replace("Every capture carries a key", "Keys live for thirty days")
    open_record(stage.ana, "decision", text=newer.replace("---\n", "---\nsupersedes: [D-2]\n", 1))
    move(stage.ines, "D-4", "accept")
    comment(stage.ken, "D-1", "Which clients are left?")
    hidden = DECISION.replace("Every capture carries a key", "The zeppelin budget")
    open_record(stage.ana, "decision", text=hidden, visibility="person:@ana")
    open_record(stage.ana, "question", title="Elsewhere", fields={"area": "risk", "owner": "@ken"})
    stage.later(days=5)
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))
    return stage


def test_who_was_on_leave_is_told_what_others_did_since(stage: Stage):
    comment(stage.ben, "D-3", "Mine is left out.")
    found = read_me_in(stage.workspace, "gateway", person=stage.ids["ben"], now=stage.now)
    assert found.since.why == "your leave began"
    assert found.since.at.isoformat() == "2026-11-18T23:00:00+00:00"  # 17:00 in Austin
    told = {one.record.ref: [act.kind for act in one.acts] for one in found.changes}
    assert told["D-4"] == ["opened", "moved"]
    assert told["D-1"] == ["comment"]
    assert "moved" in told["D-2"]
    assert "D-3" not in told
    assert "Q-1" not in told


def test_the_path_of_a_newcomer_begins_with_foundations_and_leaves_out_what_is_over(stage: Stage):
    found = read_me_in(stage.workspace, "gateway", person=stage.ids["mei"], now=stage.now)
    assert [one.text.ref for one in found.path.steps] == ["D-3", "D-1", "D-4"]
    assert found.path.steps[1].after == ("D-3",)


def test_a_team_and_a_record_are_subjects_too(stage: Stage):
    of_team = read_me_in(stage.workspace, "@austin", person=stage.ids["mei"], now=stage.now)
    assert of_team.subject.sort == "team"
    assert {"D-1", "D-4"} <= set(of_team.subject.refs)
    of_record = read_me_in(stage.workspace, "D-1", person=stage.ids["mei"], now=stage.now)
    assert of_record.subject.refs == ("D-1", "D-3")
    with pytest.raises(NotFound, match="no area, team or record x"):
        read_me_in(stage.workspace, "x", person=stage.ids["mei"], now=stage.now)


def test_since_is_what_one_says(stage: Stage):
    def since(who: str, word: str = "") -> str:
        person = stage.ids[who]
        found = read_me_in(stage.workspace, "gateway", person=person, now=stage.now, since=word)
        return found.since.why

    assert since("mei", "joined") == "you joined"
    assert since("mei") == "your last working day ended"
    give_receipt(stage.mei, "D-1", "read")
    assert since("mei") == "you last took part in this"
    assert since("mei", "2026-11-02") == "that day began for you"
    with pytest.raises(InvalidInput, match="neither a day"):
        since("mei", "yesteryear")


def test_what_is_hidden_is_not_in_it(stage: Stage):
    for name in ("gateway", "@austin", "D-1"):
        found = read_me_in(
            stage.workspace, name, person=stage.ids["mei"], now=stage.now, since="joined"
        )
        assert "D-5" not in str(found)
        assert "zeppelin" not in str(found)
    with pytest.raises(NotFound):
        read_me_in(stage.workspace, "D-5", person=stage.ids["mei"], now=stage.now)
    with pytest.raises(NotFound):
        read_me_in(stage.workspace, "zeppelins", person=stage.ids["mei"], now=stage.now)


def test_the_faces_tell_the_same(stage: Stage, dayline: Callable[..., Said]):
    told = dayline("read-me-in", "gateway", who="ben").out
    assert "D-4  Keys live for thirty days" in told
    assert "opened by @ana" in told or "moved to accepted by @ines" in told
    plain = json.loads(dayline("read-me-in", "gateway", "--json", who="ben").out)
    assert [one["ref"] for one in plain["read"]] == ["D-3", "D-1", "D-4"]
    ben = visitor(stage, "ben")
    page = ben.get("/read-me-in?on=gateway").content.decode()
    assert "Keys live for thirty days" in page
    assert "your leave began" in page
    assert ben.get("/read-me-in").status_code == 200
    assert ben.get("/read-me-in?on=unicorn").status_code == 404
    assert ben.get("/read-me-in?on=gateway&since=nonsense").status_code == 422


def test_the_page_costs_as_much_for_more_records(stage: Stage):
    def cost() -> int:
        client = visitor(stage, "ben")
        client.get("/read-me-in?on=gateway")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get("/read-me-in?on=gateway")
        return len(asked)

    before = cost()
    for number in range(8):
        text = DECISION.replace("Every capture carries a key", f"Number {number}")
        move(stage.ana, open_record(stage.ana, "decision", text=text).ref, "accept")
    assert cost() == before
    assert before <= 24
