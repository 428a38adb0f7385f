"""A post office for tests: time passes in steps, a worker runs at each, letters pile up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core import mail

from dayline.clocks.firing.actions import claim, fire
from dayline.inbox.actions import claim_letters, compose, send_letters
from dayline.people.actions import change_person
from dayline.people.timetable import timetable
from tests.cast import Stage


@dataclass
class Post:
    """A letter that arrived: for whom, when, and what it said."""

    to: str
    at: datetime
    subject: str
    text: str
    headers: dict[str, str]


@dataclass
class Office:
    """The stage with addresses, and everything that was delivered."""

    stage: Stage
    delivered: list[Post] = field(default_factory=list)

    def __post_init__(self) -> None:
        for handle in self.stage.ids:
            email = f"{handle}@meridian.example"
            change_person(self.stage.olga, handle, email=email)

    def tick(self) -> list[Post]:
        """One round of the worker at the stage's present."""
        workspace, now = self.stage.workspace, self.stage.now
        while claims := claim(workspace, now, worker="w"):
            fire(workspace, claims, now)
        compose(workspace, now)
        send_letters(workspace, claim_letters(workspace, now, worker="w"), now)
        return self.collect()

    def collect(self) -> list[Post]:
        """What has arrived since the last look."""
        fresh = [
            Post(
                one.to[0].partition("@")[0],
                self.stage.now,
                one.subject,
                str(one.body),
                dict(one.extra_headers),
            )
            for one in mail.outbox
        ]
        mail.outbox.clear()
        self.delivered += fresh
        return fresh

    def until(self, end: datetime, *, step: timedelta = timedelta(minutes=10)) -> list[Post]:
        """Let time pass in steps, with a round of the worker at each; what arrived."""
        before = len(self.delivered)
        while self.stage.now < end:
            self.stage.now = min(end, self.stage.now + step)
            self.tick()
        return self.delivered[before:]

    def awake(self, handle: str, at: datetime) -> bool:
        """Whether a member of the cast is awake."""
        return timetable(self.stage.workspace).hours(self.stage.ids[handle]).is_awake(at)
