"""A small contract with every sort of clock, and what tests ask of a deadline."""

from __future__ import annotations

from datetime import UTC, datetime

from dayline.clocks import queries
from dayline.clocks.firing.actions import Fired, claim, fire
from dayline.clocks.queries import Deadline
from dayline.contracts.actions import publish
from dayline.records.actions import move, open_record
from tests.cast import Stage, set_stage

REQUEST = """\
contract: request
version: 1
title: Request
prefix: V
purpose: Ask another site for something.
fields:
  to: {type: team, many: true}
  people: {type: person, many: true}
  urgency: {type: choice, of: [normal, high], default: normal}
  hours: {type: number, default: 4}
  by: {type: date}
  at: {type: instant}
states:
  draft: {waits_on: author}
  asked: {waits_on: to}
  returned: {waits_on: author}
  done: {final: true}
  dropped: {final: true}
moves:
  ask: {from: [draft, returned], to: asked, by: member}
  return: {from: asked, to: returned, by: member}
  answer: {from: [asked, returned], to: done, by: [member, system]}
  drop: {from: [draft, asked, returned], to: dropped, by: [member, system]}
clocks:
  answer: {starts: asked, stops: done, pauses: returned, within: 4 awake-hours, of: to,
           objective: 80%, window: 28d, policy: "The lead names a deputy."}
  fast: {starts: asked, stops: done, within: 1 awake-hour, of: people, when: {urgency: high},
         on_miss: page}
  fair: {starts: asked, stops: done, within: {field: hours, unit: awake-hours}, at_least: 24 hours,
         of: people}
  week: {starts: asked, stops: done, pauses: returned, within: 3 workdays, of: to}
  law: {starts: asked, stops: done, within: 72 hours}
  day: {starts: asked, stops: done, until: by, of: to, on_miss: drop}
  moment: {starts: asked, stops: done, until: at, of: to}
"""


RFC = """\
---
reviewers: ["@ana", "@ines", "@ken"]
hard_cap: 2026-12-01
---

# The ledger settles once an hour

## Summary

The ledger settles every hour instead of once a night, so that a cut-off is never far away.

## Context

Today 7.4 % of the day's captures fall into the cut-off hour and are settled a day late.

## Proposal

A job settles each hour what was captured in the hour before. The night run stays for a month as a
check, and then goes. Merchants see no change in their files.

## Rejected alternatives

- A later cut-off: it moves the pain to Singapore.

## Consequences

The ledger team changes its alarms; the bank charges per file.
"""


def open_rfc(stage: Stage) -> str:
    """An RFC by Ana that is open to Ana, Ines and Ken since now."""
    ref = open_record(stage.ana, "rfc", text=RFC).ref
    move(stage.ana, ref, "open")
    return ref


def set_stage_with_requests() -> Stage:
    stage = set_stage()
    publish(stage.olga, REQUEST)
    return stage


def ask(stage: Stage, who: str = "ben", **fields: str | list[str]) -> str:
    """A request of somebody to London, asked at once; returns its id."""
    given = {"to": ["@london"], "people": ["@ines", "@omar"], **fields}
    ref = open_record(stage.acting(who), "request", title="Please", fields=given).ref
    move(stage.acting(who), ref, "ask")
    return ref


def deadline(stage: Stage, ref: str, clock: str, run: int = 1) -> Deadline:
    return queries.deadline(stage.workspace, f"{ref}.{clock}.{run}")


def due(stage: Stage, ref: str, clock: str) -> datetime | None:
    return deadline(stage, ref, clock).due_at


def states(stage: Stage, ref: str) -> dict[str, str]:
    return {one.clock: one.state.value for one in queries.of_record(stage.workspace, ref)}


def fire_due(stage: Stage, worker: str = "w1") -> Fired:
    """Claim and fire until nothing is due, as a worker does."""
    done = Fired()
    while claims := claim(stage.workspace, stage.now, worker=worker):
        fired = fire(stage.workspace, claims, stage.now)
        done.missed += fired.missed
        done.refused += fired.refused
    return done


def utc(month: int, day: int, hour: int = 0, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)
