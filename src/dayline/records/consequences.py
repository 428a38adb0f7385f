"""Where practices plug in after a move: what follows from it, in the same act.

Records know no practice. A practice registers what follows when the application starts; it runs
inside the act of the move, so that both happen or neither.
"""

from __future__ import annotations

from collections.abc import Callable

from dayline.base.acting import Acting
from dayline.records.queries import Record

Consequence = Callable[[Acting, Record, str], None]

_consequences: dict[str, Consequence] = {}


def follows(kind: str, consequence: Consequence) -> None:
    """Call ``consequence`` with a record of ``kind``, as it was before, and the name of a move
    that was just made."""
    _consequences[kind] = consequence


def bring_about(acting: Acting, record: Record, move: str) -> bool:
    """Do what follows from a move. False where no practice wants anything."""
    consequence = _consequences.get(record.kind)
    if consequence is not None:
        consequence(acting, record, move)
    return consequence is not None
