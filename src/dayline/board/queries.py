"""The board: teams as rows, how each stands and why, what waits on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from dayline.base.micros import MINUTE, from_micros, to_micros
from dayline.board import candidates
from dayline.board.candidates import Titles
from dayline.board.drafts import Draft
from dayline.board.rules import Evidence, Light, light
from dayline.people.timetable import Timetable, timetable


class Card(NamedTuple):
    """A record that waits, ``age`` microseconds so far; ``wrong`` is why it is not green.

    ``begun`` and ``due`` are instants in microseconds; ``due`` is when its clock runs out and
    ``left`` what is left of that, in microseconds of working time where the clock is ``human``;
    None without a clock.
    """

    ref: str
    kind: str
    state: str
    title: str
    begun: int
    age: int
    wrong: Evidence | None
    due: int | None
    left: int | None
    human: bool

    @property
    def since(self) -> datetime:
        """Since when it has waited."""
        return from_micros(self.begun)

    @property
    def due_at(self) -> datetime | None:
        """When its clock runs out."""
        return None if self.due is None else from_micros(self.due)

    @property
    def waited(self) -> str:
        """How long it has waited, in words."""
        return in_words(self.age)

    @property
    def light(self) -> Light:
        """How it stands."""
        return self.wrong.light if self.wrong else Light.GREEN

    @property
    def why(self) -> str:
        """What is wrong with it in words, or ""."""
        return self.wrong.words if self.wrong else ""


@dataclass(frozen=True, slots=True)
class Lane:
    """One team and what waits on it or its members, the worst first.

    ``cards`` are the ``total`` records or the first of them; ``evidence`` is why the light is not
    green, ``next`` what runs out first where all is green. Somebody who is in no team has a lane
    without a light: no person is measured.
    """

    id: str
    name: str
    cards: tuple[Card, ...]
    total: int = 0
    light: Light | None = None
    evidence: tuple[Evidence, ...] = ()
    next: Card | None = None

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
                    "due_at": card.due_at,
                }
                for card in self.cards
            ],
        }


def board(
    workspace: int,
    *,
    person: str,
    now: datetime,
    teams: Sequence[str] = (),
    cards: int = 12,
    among: int = 0,
) -> list[Lane]:
    """The lanes of all teams, or of some (ids), by name; then of those who are in no team.

    Only what ``person`` may see counts. Up to ``cards`` records are shown of each lane; ``among``
    so many of the oldest, and twice as many with a clock, they are chosen where that is more.
    """
    times = timetable(workspace)
    parties = sorted({*teams, *times.people.members_of(teams)})
    found = candidates.gather(workspace, person, now, limit=max(cards, among), parties=parties)
    lanes = list(times.people.teams) if not teams else list(teams)
    if not teams:
        lanes += [lane for lane in found.lanes if lane not in times.people.teams]
    drafts = [Draft(times, lane, found, to_micros(now)) for lane in lanes]
    titles = candidates.titles(
        workspace, sorted({ref for draft in drafts for ref in draft.shown(cards)})
    )
    made = [_lane(times, draft, titles, cards) for draft in drafts]
    return sorted(made, key=lambda lane: (not lane.id.startswith("T-"), lane.name))


def _lane(times: Timetable, draft: Draft, titles: Titles, cards: int) -> Lane:
    judged = draft.evidence if draft.is_team else []
    return Lane(
        draft.id,
        times.people.handle(draft.id),
        tuple([_card(draft, titles, ref) for ref in draft.order[:cards]]),
        draft.total,
        light(judged) if draft.is_team else None,
        tuple(judged),
        _card(draft, titles, draft.next) if draft.next else None,
    )


def _card(draft: Draft, titles: Titles, ref: str) -> Card:
    kind, state, title = titles.get(ref, ("", "", ""))
    since, one = draft.waits[ref], draft.dues.get(ref)
    return Card(
        ref,
        kind,
        state,
        title,
        since,
        draft.now - since,
        draft.why.get(ref),
        one.due_at if one else None,
        draft.left.get(ref),
        one.human if one else True,
    )


def in_words(waited: int) -> str:
    """Microseconds to the largest unit that tells: ``35 min``, ``7 h``, ``3 days``."""
    minutes = max(0, waited // MINUTE)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} days"
