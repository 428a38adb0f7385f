"""One round of what Dayline does by itself: deadlines, windows, letters."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dayline.base.acting import Acting
from dayline.clocks.budgets.actions import review
from dayline.clocks.firing.actions import BATCH, claim, fire, follow_tables
from dayline.clocks.rules import LEASE
from dayline.inbox.actions import claim_letters, compose, send_letters
from dayline.people.queries import SYSTEM
from dayline.practices.meeting.actions import offer_calls
from dayline.practices.rfc.actions import end_windows
from dayline.practices.update.actions import open_due, start_blockers


@dataclass
class Round:
    """What a round did: deadlines moved and missed, RFCs ended, updates opened on their authors'
    days, calls offered in threads that go round, questions that their blockers became, error
    budgets that turned, letters sent, kept (for want of an address) and failed.

    ``refused`` are the claims that another worker had taken over.
    """

    moved: int = 0
    missed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        done = (
            self.missed,
            self.ended,
            self.opened,
            self.offered,
            self.asked,
            self.turned,
            self.sent,
            self.kept,
            self.failed,
        )
        return bool(self.moved) or any(done)


def make_round(
    workspace: int,
    now: datetime,
    *,
    worker: str,
    batch: int = BATCH,
    lease: timedelta = LEASE,
    budgets: bool = True,
) -> Round:
    """Do everything that is due in a workspace at ``now``. Any number of workers may do so.

    ``budgets`` says whether to do what need not be done every time: open updates, and look at the
    error budgets even when nothing was missed.
    """
    system = Acting(workspace, SYSTEM, now)
    done = Round(moved=follow_tables(system))
    # Windows first: they know of concerns and delegates, of which a contract's clock knows nothing.
    done.ended = [one.ref for one in end_windows(system) if not one.refused]
    done.asked = start_blockers(system)
    while claims := claim(workspace, now, worker=worker, limit=batch, lease=lease):
        fired = fire(workspace, claims, now)
        done.missed += fired.missed
        done.refused += fired.refused
    if budgets:
        done.opened = open_due(system)
        done.offered = offer_calls(system)
    if budgets or done.missed:
        done.turned = [budget.objective.id for budget in review(system)]
    compose(workspace, now)
    while claims := claim_letters(workspace, now, worker=worker, lease=lease):
        posted = send_letters(workspace, claims, now)
        done.sent += posted.sent
        done.kept += posted.kept
        done.failed += posted.failed
        done.refused += posted.refused
    return done
