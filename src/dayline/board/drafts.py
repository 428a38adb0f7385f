"""One lane of a board from its candidates: what is wrong, and the order in which work is shown."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from dayline.board.candidates import Found
from dayline.board.rules import Evidence, Light, Work, evidence, own_light
from dayline.clocks.queries import Running
from dayline.clocks.reading import between
from dayline.people.timetable import Timetable


class Draft:
    """A lane before the titles of its records are looked up. Instants are in microseconds.

    ``dues`` is for each record its first open deadline, ``left`` what is left of that by the
    calendars of whoever must act, ``evidence`` what keeps the lane from being green, ``order`` the
    records as they are shown, ``next`` what runs out first where nothing is wrong, or "".
    """

    def __init__(self, times: Timetable, lane: str, found: Found, now: int) -> None:
        team = times.people.teams.get(lane)
        self.id = lane
        self.now = now
        self.is_team = team is not None
        self.waits = found.lanes.get(lane, {})
        self.total = found.totals.get(lane, 0)
        members = {lane, *(team.members if team else ())}
        self.dues = nearest(found.dues.get(lane, ()), members)
        self.left: dict[str, int] = {}
        self.evidence: list[Evidence] = evidence(self._not_green(times, found))
        self.why = {one.ref: one for one in self.evidence}
        rest = sorted((since, ref) for ref, since in self.waits.items() if ref not in self.why)
        self.order = [*self.why, *(ref for _, ref in rest)]
        self.next = "" if self.evidence else min(self.left, key=self._left, default="")

    def shown(self, cards: int) -> list[str]:
        """The records of which titles are needed."""
        return [*self.order[:cards], *([self.next] if self.next else ())]

    def _left(self, ref: str) -> tuple[int, int, str]:
        return self.left[ref], self.waits[ref], ref

    def _not_green(self, times: Timetable, found: Found) -> Iterable[Work]:
        """Most are green, and nothing is made of those but what is left of their clocks."""
        if not self.waits:
            return
        now, hours = self.now, times.hours(self.id)
        for ref, since in self.waits.items():
            blocks = tuple(found.blocks.get(ref, ()))
            one = self.dues.get(ref)
            if one is None:
                # Working time is never more than time on the wall, which is counted at once.
                if not blocks and own_light(now - since, None, None, late=False) is Light.GREEN:
                    continue
                waited = max(0, hours.between_micros(since, now))
                if blocks or own_light(waited, None, None, late=False) is not Light.GREEN:
                    yield Work(ref, waited, blocks=blocks)
                continue
            whose = one.whose if one.human else ()
            left = self.left[ref] = between(times, whose, now, one.due_at)
            promised = one.fixed
            if promised is None:
                promised = max(0, between(times, whose, one.started_at, one.due_at))
            late = one.missed or one.due_at < now
            if blocks or own_light(0, left, promised, late=late) is not Light.GREEN:
                waited = max(0, hours.between_micros(since, now))
                yield Work(ref, waited, left, promised, late, one.human, blocks)


def nearest(dues: Iterable[Running], members: AbstractSet[str]) -> dict[str, Running]:
    """For each record its first open deadline, those of the lane's own people before others.

    ``dues`` come in their order; of two that run out together the later one is taken.
    """
    found: dict[str, tuple[bool, Running]] = {}
    for one in dues:
        own = not members.isdisjoint(one.whose)
        held = found.get(one.ref)
        if held is None or own > held[0] or (own is held[0] and one.due_at == held[1].due_at):
            found[one.ref] = own, one
    return {ref: one for ref, (_, one) in found.items()}
