"""The board counts quickly; here it is counted plainly, record by record, with the same end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dayline.base.micros import HOUR, to_micros
from dayline.board.queries import Lane, board
from dayline.board.rules import Evidence, Light, Work, evidence, light, words_of
from dayline.clocks import models as clock_tables
from dayline.clocks import queries as clocks
from dayline.clocks.queries import Deadline
from dayline.clocks.reading import standing
from dayline.clocks.rules import State
from dayline.clocks.timing import Measure
from dayline.people.timetable import timetable
from dayline.records import models as record_tables
from tests.cast import Stage, set_stage

NOW = datetime.fromisoformat("2026-11-18T16:00:00Z")
PARTIES = ("ana", "ben", "ines", "omar", "mei", "olga", "@austin", "@london")
hours = st.integers(-500, 300)


@dataclass(frozen=True)
class Row:
    """A record: on whom it waits since when, its deadlines (measure, whose, start, due, missed)."""

    parties: tuple[tuple[str, int], ...]
    dues: tuple[tuple[Measure, tuple[str, ...], int, int, bool], ...]
    hidden: bool
    blocks: bool


due = st.tuples(
    st.sampled_from(list(Measure)),
    st.lists(st.sampled_from(PARTIES), max_size=2, unique=True).map(tuple),
    st.integers(-500, 0),
    st.integers(-300, 800) | st.sampled_from([5, 200]),
    st.booleans(),
)
row = st.builds(
    Row,
    parties=st.lists(
        st.tuples(st.sampled_from(PARTIES), st.integers(-500, -1)),
        min_size=1, max_size=3, unique_by=lambda one: one[0],
    ).map(tuple),
    dues=st.lists(due, max_size=3).map(tuple),
    hidden=st.booleans(),
    blocks=st.booleans(),
)  # fmt: skip


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(row, min_size=1, max_size=24), limit=st.sampled_from([1, 3, 12]))
def test_a_board_is_the_same_as_one_that_is_counted_record_by_record(
    stage: Stage, rows: list[Row], limit: int
):
    with transaction.atomic():
        _fill(stage, rows)
        found = {one.id: one for one in _board(stage, limit)}
        for lane in found.values():
            _same(lane, Plain(stage, lane.id, limit), limit)
        totals = {who for one in rows if not one.hidden for who, _ in one.parties}
        assert sum(lane.total > 0 for lane in found.values()) >= bool(totals)
        transaction.set_rollback(True)


def _board(stage: Stage, limit: int) -> list[Lane]:
    return board(stage.workspace, person=stage.ids["mei"], now=NOW, cards=limit)


def _same(lane: Lane, plain: Plain, limit: int) -> None:
    assert lane.total == len(plain.waits)
    if lane.light is not None:
        assert list(lane.evidence) == plain.evidence
        assert lane.light is light(plain.evidence)
    assert [card.ref for card in lane.cards] == plain.order[:limit]
    for card in lane.cards:
        one, work = plain.dues.get(card.ref), plain.works[card.ref]
        wrong = {found.ref: found for found in plain.evidence}.get(card.ref)
        assert card.due_at == (one.due_at if one else None)
        assert card.left == (work.left if one else None)
        assert card.light is (wrong.light if wrong else Light.GREEN)
        assert card.why == (words_of(work) if wrong else "")
    first = min((plain.works[ref].left or 0 for ref in plain.dues), default=None)
    assert (lane.next.left if lane.next else None) == (None if plain.evidence else first)


class Plain:
    """A lane by whole deadlines and plain sorting, as its rules are written down."""

    def __init__(self, stage: Stage, lane: str, limit: int) -> None:
        self.stage, self.times = stage, timetable(stage.workspace)
        team = self.times.people.teams.get(lane)
        self.members = {lane, *(team.members if team else ())}
        self.lane = lane
        shown = record_tables.Waiting.objects.filter(visibility="workspace")
        # What waits on a member of a team waits on the team; a person has a lane in no team only.
        self.waits: dict[str, int] = {}
        for one in shown.filter(party__in=self.members):
            since = to_micros(one.since)
            self.waits[one.ref] = min(since, self.waits.get(one.ref, since))
        oldest = sorted(self.waits, key=lambda ref: (self.waits[ref], ref))[:limit]
        near = self._near()[: 2 * limit]
        blocking = self._blocking()
        chosen = {*oldest, *(one.ref for one in near), *(set(blocking) & set(self.waits))}
        self.dues = {ref: self._first(near, ref) for ref in chosen if self._first(near, ref)}
        self.works = {ref: self._work(ref, blocking.get(ref, ())) for ref in chosen}
        self.evidence: list[Evidence] = evidence(list(self.works.values()))
        wrong = [one.ref for one in self.evidence]
        rest = sorted(chosen - set(wrong), key=lambda ref: (self.waits[ref], ref))
        self.order = [*wrong, *rest]

    def _near(self) -> list[Deadline]:
        found = clocks.select(self.stage.workspace, "ended_at IS NULL AND due_at IS NOT NULL")
        within = [
            one
            for one in found
            if one.ref in self.waits and one.due_at and one.due_at <= NOW + timedelta(days=28)
        ]
        return sorted(within, key=lambda one: (one.due_at, one.id))

    def _first(self, near: list[Deadline], ref: str) -> Deadline | None:
        mine = [one for one in near if one.ref == ref]
        own = [one for one in mine if self.members & set(one.whose)] or mine
        soonest = [one for one in own if one.due_at == own[0].due_at]
        return soonest[-1] if soonest else None

    def _blocking(self) -> dict[str, tuple[str, ...]]:
        links = record_tables.Link.objects.filter(means="blocked_by")
        return {
            one.target: (one.source,)
            for one in links
            if record_tables.Waiting.objects.filter(ref=one.target, visibility="workspace").exists()
        }

    def _work(self, ref: str, blocks: tuple[str, ...]) -> Work:
        waited = self.times.hours(self.lane).between_micros(self.waits[ref], to_micros(NOW))
        one = self.dues.get(ref)
        if one is None or one.due_at is None:
            return Work(ref, max(0, waited), blocks=blocks)
        fixed = one.promise.measure in (Measure.AWAKE, Measure.WALL)
        return Work(
            ref,
            max(0, waited),
            standing(self.times, one, NOW),
            one.promise.amount if fixed else max(0, standing(self.times, one, one.started_at)),
            late=one.state is State.MISSED or one.due_at < NOW,
            human=one.promise.measure.human,
            blocks=blocks,
        )


def _fill(stage: Stage, rows: list[Row]) -> None:
    """Rows of tables as folds would leave them."""
    for number, one in enumerate(rows):
        _record(stage, number, one)
        for who, since in one.parties:
            record_tables.Waiting.objects.create(
                workspace=stage.workspace, party=_id(stage, who), ref=f"H-{number}", kind="handoff",
                visibility=_shown(one), since=NOW + timedelta(hours=since),
            )  # fmt: skip
        for run, (measure, whose, start, end, missed) in enumerate(one.dues):
            clock_tables.Deadline.objects.create(
                workspace=stage.workspace, id=f"H-{number}.accept.{run}", ref=f"H-{number}",
                contract="handoff/1", clock="accept", run=run, measure=measure.value,
                state=State.MISSED.value if missed else State.RUNNING.value, amount=9 * HOUR,
                floor_micros=0, spent={}, whose=[_id(stage, who) for who in whose], owner="",
                started_at=NOW + timedelta(hours=start), since=NOW + timedelta(hours=start),
                due_at=NOW + timedelta(hours=end), calendar="", edition="",
            )  # fmt: skip


def _record(stage: Stage, number: int, one: Row) -> None:
    for ref, shown in ((f"H-{number}", _shown(one)), (f"S-{number}", "workspace")):
        record_tables.Record.objects.create(
            workspace=stage.workspace, ref=ref, prefix=ref[0], number=number, kind="handoff",
            contract="handoff/1", dialect="", title=f"Number {number}", slug="", state="delivered",
            status="", final=False, author="", waits_on=[], fields={}, path="", visibility=shown,
            revision=1, text_index=0, opened_at=NOW, changed_at=NOW, state_since=NOW,
        )  # fmt: skip
    if one.blocks:
        record_tables.Link.objects.create(
            workspace=stage.workspace, source=f"S-{number}", type="blocked_by",
            target=f"H-{number}", means="blocked_by",
        )  # fmt: skip


def _shown(one: Row) -> str:
    return "restricted" if one.hidden else "workspace"


def _id(stage: Stage, who: str) -> str:
    return stage.ids.get(who) or timetable(stage.workspace).people.team(who).id
