"""One play: an organisation, a policy and a seed, from the first minute to the last."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from dayline.base.hours import hours
from dayline.base.micros import DAY, HOUR
from dayline.simulation import decisions, flow, meetings
from dayline.simulation.invariants import audit, violated
from dayline.simulation.kernel import Agenda, TimeRanBackwards, Watch
from dayline.simulation.leave import leave_begins
from dayline.simulation.organisation import Organisation
from dayline.simulation.policies import Policy, Within
from dayline.simulation.rooms import Rooms, rooms
from dayline.simulation.season import Season
from dayline.simulation.span import Span
from dayline.simulation.standing import diaries
from dayline.simulation.state import Counts, Kind, Member, Piece, Place, Task
from dayline.simulation.windows import FairWindow, WallWindow, Window

After = Callable[["Play", Member, Any], None]

_AFTER: dict[Kind, After] = {
    Kind.WORK: flow.worked,
    Kind.ANSWER: flow.answered,
    Kind.CLARIFY: flow.clarified,
    Kind.REVIEW: flow.reviewed,
    Kind.NOTE: flow.handed_over,
    Kind.MEETING: meetings.left,
    Kind.READ: decisions.read,
    Kind.SETTLE: decisions.settled,
    Kind.AGREE: decisions.agreed,
}


class Play:
    """The whole state of a play. Everything in it follows from its arguments."""

    def __init__(
        self,
        organisation: Organisation,
        policy: Policy,
        season: Season,
        agenda: Agenda[Play] | None = None,
    ) -> None:
        self.organisation, self.policy, self.season = organisation, policy, season
        self.seed, self.span = season.seed, season.span
        self.agenda = agenda or Agenda(self.span.start)
        self.counts = Counts(len(organisation.sites))
        self.lost = [0] * len(organisation.sites)
        self.after = [_AFTER[kind] for kind in Kind]
        self.open: dict[int, Piece] = {}
        self.meeting: set[int] = set()
        self.deciding: set[int] = set()
        self.arrived = self.done = self.open_before = 0
        self.watch_day_end = flow.watch_day_end
        self._rooms: dict[tuple[int, ...], Rooms] = {}
        self._set_habits()
        self._set_places()
        self._set_stage()

    def _set_habits(self) -> None:
        """The assumptions in microseconds."""
        habits = self.organisation.habits
        self.limit = habits.in_progress
        self.answer, self.clarify = int(habits.answer * HOUR), int(habits.clarify * HOUR)
        self.review, self.refocus = int(habits.review * HOUR), int(habits.refocus * HOUR)
        self.note, self.take_over = int(habits.note * HOUR), int(habits.take_over * HOUR)
        self.read, self.settle = int(habits.read * HOUR), int(habits.settle * HOUR)
        self.late = int(habits.late * HOUR)
        self.meeting_length = int(habits.meeting * HOUR)
        self.reviewer = int(habits.reviewer * HOUR)
        self.wall_window = Within(habits.window, awake=False)
        self.window: Window = (
            FairWindow(habits.window, habits.reviewer, habits.cap)
            if self.policy.fair
            else WallWindow(habits.window)
        )
        self.loss = habits.loss_read_back if self.policy.read_back else habits.loss

    def _set_places(self) -> None:
        organisation, start, beyond = self.organisation, self.span.start, self.span.beyond
        self.diaries = diaries(organisation, self.policy, self.season)
        self.places = [Place(index, site) for index, site in enumerate(organisation.sites)]
        self.members = [member for place in self.places for member in place.members]
        for place, awake, here in zip(self.places, self.season.awake, self.diaries, strict=True):
            whole = hours(place.site.calendar).compiled(start, beyond)
            place.opens, place.shuts = whole.starts, whole.ends
            for member, theirs, diary in zip(place.members, awake, here, strict=True):
                member.live_by(theirs, diary.work, start, beyond)
        named = {place.site.name: place for place in self.places}
        self.owners = [[named[name] for name in area.owners] for area in organisation.areas]
        self.shared = [len(owners) > 1 for owners in self.owners]
        self.reviewing = [
            [other for other in self.places if other is not place and other.members]
            for place in self.places
        ]

    def _set_stage(self) -> None:
        agenda, span = self.agenda, self.span
        if self.season.items:
            agenda.at(self.season.items[0].at, flow.arrive, 0)
        agenda.at(span.measured, _warmed_up, None)
        # Just after the hour: whatever happens on the hour has then happened.
        agenda.at(span.start + 7 * DAY + 1, audit, None, 1)
        for place, leaves in zip(self.places, self.season.leaves, strict=True):
            for member, instants in zip(place.members, leaves, strict=True):
                for instant in instants:
                    if span.start <= instant < span.stop:
                        agenda.at(instant, leave_begins, member)

    def run(self, watch: Watch[Play] | None = None) -> Counts:
        """Play it to its end and look at everything once more."""
        try:
            self.agenda.run(self, self.span.stop, watch)
        except TimeRanBackwards:
            raise violated(self, "An event was set before the present.") from None
        audit(self, None, 0)
        for index, here in enumerate(self.diaries):
            self.counts.meeting[index] += sum(diary.meeting for diary in here)
            self.counts.paid[index] += sum(diary.paid for diary in here)
        return self.counts

    def rooms(self, places: Sequence[Place]) -> Rooms:
        """Where people of some sites can meet."""
        key = tuple(place.index for place in places)
        found = self._rooms.get(key)
        if found is None:
            calendars = tuple(place.site.calendar for place in places)
            found = self._rooms[key] = rooms(calendars, self.meeting_length)
        return found

    def others(self, piece: Piece, place: Place) -> list[Place]:
        """The owners of a piece's area that are not at a site."""
        return [owner for owner in self.owners[piece.area] if owner is not place]

    def tasks(self) -> Iterator[Task]:
        """Everything that somebody asked of somebody and that is not done."""
        for member in self.members:
            yield from member.urgent
            yield from member.waiting
            if isinstance(member.doing, Task):
                yield member.doing

    def replay(self, number: int) -> str:
        """The command that shows the events up to a number."""
        weeks = () if self.span.days == Span.days else ("--weeks", str(self.span.days // 7))
        words = (
            "dayline", "simulate", *self.organisation.arguments, *weeks,
            "--policy", self.policy.name, "--replay", str(self.seed), "--until", str(number),
        )  # fmt: skip
        return shlex.join(words)


def _warmed_up(play: Play, _subject: object, _token: int) -> None:
    """From now on it counts."""
    play.counts = Counts(len(play.places))
    play.open_before = len(play.open)
    for member in play.members:
        member.warmed = member.worked_until(play.agenda.now)
