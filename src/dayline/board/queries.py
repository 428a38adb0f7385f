"""The board: teams as rows, how each stands and why, what waits on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dayline.base.micros import from_micros, to_micros
from dayline.board import candidates
from dayline.board.candidates import Found
from dayline.board.rules import Evidence, Light, Work, evidence, light
from dayline.clocks import queries as clocks
from dayline.clocks.queries import Deadline
from dayline.clocks.reading import standing
from dayline.clocks.rules import State
from dayline.clocks.timing import Measure
from dayline.people.timetable import Timetable, timetable


@dataclass(frozen=True, slots=True)
class Card:
    """A record that waits; ``waited`` is wall time in words. ``why`` says what is wrong, or ""."""

    ref: str
    kind: str
    state: str
    title: str
    since: datetime
    waited: str
    light: Light
    why: str
    deadline: Deadline | None
    left: int | None


@dataclass(frozen=True, slots=True)
class Lane:
    """One team and what waits on it or its members, the worst first.

    ``cards`` are the ``total`` records or the first of them; ``evidence`` is why the light is not
    green. Somebody who is in no team has a lane without a light: no person is measured.
    """

    id: str
    name: str
    cards: tuple[Card, ...]
    total: int = 0
    light: Light | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def more(self) -> int:
        """How many wait that ``cards`` does not show."""
        return self.total - len(self.cards)

    def as_dict(self) -> dict[str, Any]:
        """The lane for programs."""
        return {
            "id": self.id,
            "name": self.name,
            "light": None if self.light is None else self.light.word.lower(),
            "evidence": [
                {"ref": one.ref, "light": one.light.word.lower(), "why": one.words}
                for one in self.evidence
            ],
            "total": self.total,
            "records": [
                {
                    "ref": card.ref,
                    "kind": card.kind,
                    "state": card.state,
                    "title": card.title,
                    "since": card.since,
                    "due_at": card.deadline.due_at if card.deadline else None,
                }
                for card in self.cards
            ],
        }


def board(
    workspace: int, *, person: str, now: datetime, teams: Sequence[str] = (), cards: int = 12
) -> list[Lane]:
    """The lanes of all teams, or of some (ids), by name; then of those who are in no team.

    Only what ``person`` may see counts. Up to ``cards`` records are shown of each lane.
    """
    times = timetable(workspace)
    parties = sorted({*teams, *times.people.members_of(teams)})
    found = candidates.gather(workspace, person, now, limit=cards, parties=parties)
    known = {one.id: one for one in clocks.by_ids(workspace, found.deadlines())}
    lanes = list(times.people.teams) if not teams else list(teams)
    if not teams:
        lanes += [lane for lane in found.lanes if lane not in times.people.teams]
    drafts = [_Draft(times, lane, found, known, now) for lane in lanes]
    shown = sorted({ref for draft in drafts for ref in draft.order[:cards]})
    titles = candidates.titles(workspace, shown)
    made = [draft.lane(titles, cards) for draft in drafts]
    return sorted(made, key=lambda lane: (not lane.id.startswith("T-"), lane.name))


class _Draft:
    """A lane before the titles of its records are looked up."""

    def __init__(
        self, times: Timetable, lane: str, found: Found, known: dict[str, Deadline], now: datetime
    ) -> None:
        self.times = times
        self.id = lane
        self.found = found
        self.now = now
        team = times.people.teams.get(lane)
        self.is_team = team is not None
        self.members = frozenset({lane, *(team.members if team else ())})
        self.waits = found.lanes.get(lane, {})
        self.deadlines = self._deadlines(known)
        self.work = {ref: self._work(ref) for ref in self.waits}
        self.evidence = evidence(list(self.work.values()))
        self.why = {one.ref: one for one in self.evidence}
        rest = sorted(set(self.waits) - set(self.why), key=self._age)
        self.order = [*(one.ref for one in self.evidence), *rest]

    def _age(self, ref: str) -> tuple[int, str]:
        return self.waits[ref], ref

    def _deadlines(self, known: dict[str, Deadline]) -> dict[str, Deadline]:
        """For each record its first open deadline, those of the lane's own people before others."""
        open_ = [known[one] for one in self.found.dues.get(self.id, ()) if one in known]
        last = datetime.max.replace(tzinfo=self.now.tzinfo)
        open_.sort(
            key=lambda one: (not self.members & set(one.whose), one.due_at or last), reverse=True
        )
        return {one.ref: one for one in open_}

    def _work(self, ref: str) -> Work:
        hours = self.times.hours(self.id)
        waited = hours.between_micros(self.waits[ref], to_micros(self.now))
        one = self.deadlines.get(ref)
        blocks = tuple(self.found.blocks.get(ref, ()))
        if one is None or one.due_at is None:
            return Work(ref, max(0, waited), blocks=blocks)
        return Work(
            ref,
            max(0, waited),
            standing(self.times, one, self.now),
            self._promised(one),
            late=one.state is State.MISSED or one.due_at < self.now,
            human=one.promise.measure.human,
            blocks=blocks,
        )

    def _promised(self, one: Deadline) -> int:
        if one.promise.measure in (Measure.AWAKE, Measure.WALL):
            return one.promise.amount
        return max(0, standing(self.times, one, one.started_at))

    def lane(self, titles: dict[str, tuple[str, str, str]], cards: int) -> Lane:
        """The lane as it is shown."""
        return Lane(
            self.id,
            self.times.people.handle(self.id),
            tuple(self._cards(titles, self.order[:cards])),
            self.found.totals.get(self.id, 0),
            light(self.evidence) if self.is_team else None,
            tuple(self.evidence) if self.is_team else (),
        )

    def _cards(
        self, titles: dict[str, tuple[str, str, str]], refs: Sequence[str]
    ) -> Iterable[Card]:
        for ref in refs:
            kind, state, title = titles.get(ref, ("", "", ""))
            since = from_micros(self.waits[ref])
            why = self.why.get(ref)
            deadline = self.deadlines.get(ref)
            yield Card(
                ref,
                kind,
                state,
                title,
                since,
                in_words(self.now - since),
                why.light if why else Light.GREEN,
                why.words if why else "",
                deadline,
                (self.work[ref].left or 0) if deadline else None,
            )


def in_words(waited: timedelta) -> str:
    """A duration to the largest unit that tells: ``35 min``, ``7 h``, ``3 days``."""
    minutes = max(0, int(waited.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} days"
