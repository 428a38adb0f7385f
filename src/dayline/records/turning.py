"""The clocks of a record turn in the same act in which the record changes."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from dayline.clocks.actions import Case, turn_clocks
from dayline.clocks.rules import Situation
from dayline.contracts.terms import Contract
from dayline.records.facts import holders
from dayline.records.packing import jsonable
from dayline.records.queries import Record
from dayline.records.rules import Stated

if TYPE_CHECKING:
    from dayline.records.actions import Act


def turn(
    act: Act, contract: Contract, stated: Stated, before: Record | str, *, state: str, author: str
) -> None:
    """Start, pause and stop the clocks of a record that comes to ``state``.

    ``before`` is the record as it was, or the id of one that is being opened.
    """

    def whose(role: str) -> Collection[str]:
        return holders(contract, role, stated, act.people, author)

    known = before if isinstance(before, Record) else None
    case = Case(
        ref=known.ref if known else str(before),
        contract=contract,
        owner=author,
        before=Situation(known.state, known.fields) if known else None,
        after=Situation(state, jsonable(stated.fields)),
        whose=whose,
    )
    turn_clocks(act.pen, case)
