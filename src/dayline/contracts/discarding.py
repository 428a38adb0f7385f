"""The way out of a draft: a state and a move that every contract with a draft has of itself.

A record in its first state that waits on nobody but its author, and on which no clock runs, was
asked of nobody and promised to nobody yet. Its author may discard it: it leaves all open work, its
text stays as it is, and the journal keeps everything. Contracts need not say so, and those that
were released before this was built have it too. One that has a move or a state of these names
keeps its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from dayline.contracts.terms import Clock, Move, State

DISCARD = "discard"
DISCARDED = "discarded"


def with_discard(
    states: Mapping[str, State],
    moves: Mapping[str, Move],
    clocks: Mapping[str, Clock],
    initial: str,
) -> tuple[dict[str, State], dict[str, Move]]:
    """``states`` and ``moves`` with the way out of the state ``initial``, where it is a draft."""
    first = states.get(initial)
    taken = DISCARD in moves or DISCARDED in states
    promised = any(initial in clock.starts for clock in clocks.values())
    if first is None or first.final or taken or promised or not _is_draft(first):
        return dict(states), dict(moves)
    end = State(
        DISCARDED, "Discarded", final=True, frozen=True, line=first.line,
        help="A draft that nobody needs. The journal keeps it.",
    )  # fmt: skip
    out = Move(
        DISCARD, (initial,), DISCARDED, ("author",), "Discard", implied=True, line=first.line,
        help="For a draft that nobody needs any more. It leaves all open work; its text and its"
        " history stay where they are.",
    )  # fmt: skip
    return {**states, DISCARDED: end}, {**moves, DISCARD: out}


def _is_draft(state: State) -> bool:
    return state.name == "draft" or state.waits_on in ("author", "")
