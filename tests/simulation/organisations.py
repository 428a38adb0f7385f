"""Small organisations, written as people write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dayline.simulation.organisation import Organisation
from dayline.simulation.policies import AWAKE, SYNC, WALL, Policy
from dayline.simulation.reading import parse_organisation
from dayline.simulation.span import Span

MONDAY = date(2026, 1, 5)
MONTH = Span(MONDAY, days=28, warm_up=7)
POLICIES = (SYNC, WALL, AWAKE)

TWO_SITES = """\
organisation: Two sites
sites:
  london: {zone: Europe/London, holidays: GB-ENG, engineers: 2, leads: 1}
  tokyo: {zone: Asia/Tokyo, holidays: JP, week: mon-fri 09:00-12:00 13:00-18:00, engineers: 2}
areas:
  ledger: {owner: london, asks: {cards: 0.8, ledger: 0.4, requester: 0.3}}
  cards: {owner: tokyo, asks: {ledger: 0.6}}
  routes: {owner: [london, tokyo], asks: {cards: 0.4}}
work:
  changes: {at: london, arrives: 3 a week, steps: {ledger: 6 h, cards: 4 h}, decided: 30%}
  routing: {at: tokyo, arrives: 2 a week, steps: {routes: 12 h}, decided: 20%}
habits: {leave: 40, sick: 20 days}
"""

QUEUE = """\
organisation: A queue
sites: {desk: {zone: UTC, week: mon-sun 00:00-24:00, engineers: 1}}
areas: {all: {owner: desk}}
work: {calls: {at: desk, arrives: 84 a week, steps: {all: 1.4 h}}}
habits: {shape: exponential, in_progress: 1, review: 0 h, leave: 0, sick: 0}
"""


def two_sites() -> Organisation:
    """Everything that the simulator knows, in a small house: handoffs, decisions, leave."""
    return parse_organisation(TWO_SITES)


def lossless() -> Organisation:
    """The same, where nothing is ever done again or takes longer than the script says."""
    organisation = two_sites()
    habits = replace(
        organisation.habits, loss=0.0, loss_read_back=0.0, take_over=0.0, late=0.0, refocus=0.0
    )
    return replace(organisation, habits=habits)


def queue(text: str = QUEUE, **habits: object) -> Organisation:
    """People who answer calls day and night, so that theory knows how long callers wait."""
    found = parse_organisation(text)
    return replace(found, habits=replace(found.habits, **habits))  # type: ignore[arg-type]


def exact(policy: Policy) -> bool:
    """Whether a lossless organisation takes exactly its script: talking takes time of both."""
    return not policy.interrupts
