"""The fixed cast of every story: Meridian Pay, three sites that are hardly awake together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from dayline.base.acting import Acting
from dayline.contracts.actions import open_workspace
from dayline.people.actions import form_team, join

MORNING = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
"""Wednesday, 9:00 in London: 3:00 in Austin, 17:00 in Singapore."""

CAST = {
    "ana": ("Ana Ruiz", "America/Chicago", "member"),
    "ben": ("Ben Cole", "America/Chicago", "member"),
    "ines": ("Ines Hart", "Europe/London", "member"),
    "omar": ("Omar Said", "Europe/London", "member"),
    "ken": ("Ken Tan", "Asia/Singapore", "member"),
    "mei": ("Mei Lin", "Asia/Singapore", "member"),
    "gus": ("Gus Guest", "Europe/Paris", "guest"),
}


@dataclass
class Stage:
    """A workspace with the cast in it; ``stage.ana`` is the context in which @ana acts."""

    workspace: int
    ids: dict[str, str]
    now: datetime = MORNING

    def acting(self, handle: str) -> Acting:
        """The context in which a member of the cast acts now."""
        return Acting(self.workspace, self.ids[handle], self.now)

    def __getattr__(self, handle: str) -> Acting:
        if handle not in self.__dict__.get("ids", {}):
            raise AttributeError(handle)
        return self.acting(handle)

    def later(self, **duration: float) -> None:
        """Let time pass: ``stage.later(hours=3)``."""
        self.now += timedelta(**duration)


def set_stage(origin: str = "meridian") -> Stage:
    """Found the workspace, let everybody join, form the three teams."""
    owner = open_workspace(origin, MORNING, handle="olga", name="Olga Owner", zone="Europe/London")
    ids = {"olga": owner.actor}
    for handle, (name, zone, role) in CAST.items():
        ids[handle] = join(owner, handle=handle, name=name, zone=zone, role=role)
    ids["scout"] = join(owner, handle="scout", name="Scout", sort="agent", role="guest")
    form_team(
        owner, handle="austin", name="Austin", zone="America/Chicago",
        members=["ben"], leads=["ana"], areas={"gateway": ["src/gateway/**"]},
    )  # fmt: skip
    form_team(
        owner, handle="london", name="London", zone="Europe/London",
        members=["omar"], leads=["ines"], areas={"ledger": ["src/ledger/**"]},
    )  # fmt: skip
    form_team(
        owner, handle="singapore", name="Singapore", zone="Asia/Singapore",
        members=["mei"], leads=["ken"], areas={"risk": ["src/risk/**"]},
    )  # fmt: skip
    return Stage(owner.workspace, ids)


DECISION = """---
deciders: ["@ana", "@ines"]
applies_to: [src/gateway/**]
---

# Every capture carries a key

## Context

Acquirers time out after 30 seconds and merchants retry; 412 captures were doubled in May.

## Decision

Each write to the gateway carries an idempotency key that the client makes.

## Why

Only the client knows that the second request is a retry of the first and not a new sale.

## Rejected alternatives

- Match by amount and time: two coffees of the same price look the same.

## Consequences

Clients must be changed by July; the ledger refuses a key that it has seen.
"""
