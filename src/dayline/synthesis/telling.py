"""Where a thread stands, as plain values for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dayline.base.instants import to_text
from dayline.synthesis.messages import Sentence, Standing

if TYPE_CHECKING:
    from dayline.synthesis.queries import Own


def as_dict(
    standing: Standing, name: Callable[[str], str], own: Mapping[str, Own]
) -> dict[str, Any]:
    """Where it stands, for programs."""

    def place(message: str) -> str:
        return standing.messages[message].place

    def plain(one: Sentence) -> dict[str, Any]:
        return {
            "text": one.text,
            "by": name(one.who),
            "at": to_text(one.at),
            "cite": place(one.message),
        }

    return {
        "positions": [
            {
                "who": name(side.who),
                "sentences": [plain(one) for one in side.sentences],
                "signed_at": to_text(own[name(side.who)].at) if name(side.who) in own else None,
                "own_words": own[name(side.who)].text if name(side.who) in own else "",
            }
            for side in standing.sides
        ],
        "agreements": [
            {"to": plain(one.to), "by": [plain(by) for by in one.by]} for one in standing.agreements
        ],
        "open_questions": [plain(one.asked) for one in standing.open],
        "answered": [
            {**plain(one.asked), "answer": [plain(by) for by in one.answer]}
            for one in standing.answered
        ],
        "decisions": [
            {
                **plain(one.said),
                "overturned_by": plain(one.overturned) if one.overturned else None,
            }
            for one in standing.decisions
        ],
        "actions": [
            {
                **plain(one),
                "owner": name(one.owner) if one.owner else "",
                "due": one.due.isoformat() if one.due else None,
            }
            for one in standing.actions
        ],
        "left_out": standing.left_out,
    }
