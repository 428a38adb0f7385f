"""Records that somebody may have meant who asked for one that is not there for them."""

from __future__ import annotations

from dayline.base.ids import Ref
from dayline.records.missing import closest
from dayline.records.queries import Record, select, visible_to

MOST = 5
"""Records of a kind that are offered; as many may have the number in other kinds."""


def nearest(workspace: int, wanted: Ref, *, person: str) -> tuple[list[Record], list[Record]]:
    """Of the records that the person may see: those of the nearest numbers, and namesakes.

    Namesakes have the number under another prefix. What the person may not see changes nothing.
    """
    visible = visible_to(workspace, person)
    around = [
        *select(visible, "prefix = %s AND number < %s", [wanted.prefix, wanted.number],
                order=f"number DESC LIMIT {MOST}"),
        *select(visible, "prefix = %s AND number > %s", [wanted.prefix, wanted.number],
                order=f"number LIMIT {MOST}"),
    ]  # fmt: skip
    kept = closest(wanted, (record.number for record in around), most=MOST)
    near = sorted((one for one in around if one.number in kept), key=lambda one: one.number)
    namesakes = select(
        visible,
        "number = %s AND prefix <> %s",
        [wanted.number, wanted.prefix],
        order=f"prefix LIMIT {MOST}",
    )
    return near, namesakes
