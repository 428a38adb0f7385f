"""Verbs of kudos: those who are thanked say whether their record is shown as an example."""

from __future__ import annotations

from dayline.base.acting import Acting
from dayline.base.errors import Forbidden
from dayline.journal.append import writing
from dayline.practices.kudos import queries
from dayline.records.remarks.actions import give_receipt


def consent(acting: Acting, ref: str, *, shown: bool) -> None:
    """Say for oneself whether the praised record is shown as an example; the last word counts.

    Only whom the kudos thanks may say so. Raises :class:`Forbidden`.
    """
    with writing(acting) as pen:
        pen.flush()
        record = queries.kudos(acting.workspace, ref, person=acting.actor)
        if acting.actor not in queries.thanked(record):
            raise Forbidden(
                f"{record.ref} thanks somebody else; only they may agree.",
                kept="Nothing was changed.",
                do="Ask them whether they like their record to be shown.",
            )
        give_receipt(acting, record.ref, "accepted" if shown else "contested")
