"""Differences in the life that a contract gives its records: states, moves and gates."""

from __future__ import annotations

from dayline.contracts.change import Change, Changes, Versions, change
from dayline.contracts.compat_fields import field_question
from dayline.contracts.compat_gates import stricter_gates
from dayline.contracts.gates import GATES
from dayline.contracts.terms import Contract, Move, State


def state_changes(pair: Versions) -> Changes:
    """States added, removed, waiting on others, frozen or thawed; another first state."""
    for name, old in pair.old.states.items():
        if name in pair.new.states:
            yield from _state(pair, old, pair.new.states[name])
            continue
        yield change(
            "state-removed",
            f"states.{name}",
            f"The state `{name}` is gone.",
            backward=True,
            question=f"{{ref}} is `{name}`, which is gone: is it {' or '.join(pair.new.states)}?",
            remedy=f"Keep `{name}`, and take away the moves that lead to it.",
        )
    for name, new in pair.new.states.items():
        if name not in pair.old.states:
            yield change(
                "state-added",
                f"states.{name}",
                f"The state `{name}` is new.",
                forward=True,
                remedy=f"Say it with a field in place of the state `{name}`.",
                line=new.line,
            )
    if pair.old.initial != pair.new.initial:
        message = f"A new record starts as `{pair.new.initial}`, not as `{pair.old.initial}`."
        yield change("initial-changed", "initial", message, notice=True)


def _state(pair: Versions, old: State, new: State) -> Changes:
    where = f"states.{new.name}"
    if _who(pair.old, old.waits_on) != _who(pair.new, new.waits_on):
        field = pair.new.fields.get(new.waits_on)
        before, now = old.waits_on or "nobody", new.waits_on or "nobody"
        yield change(
            "waits-on-changed",
            where,
            f"`{new.name}` waited on {before}, now on {now}.",
            backward=_nobody(pair.new, new, pair.old),
            forward=_nobody(pair.old, old, pair.new),
            question=field_question(field) if field else None,
            remedy=f"Demand `{new.waits_on}` before a record comes here.",
            line=new.line,
            notice=True,
        )
    if old.frozen != new.frozen:
        kind, said = ("state-frozen", "no longer") if new.frozen else ("state-thawed", "now")
        message = f"Texts that are `{new.name}` can {said} be edited."
        yield change(kind, where, message, line=new.line, notice=True)
    if old.final != new.final:
        said = "now ends" if new.final else "no longer ends"
        message = f"A record's life {said} at `{new.name}`."
        yield change("state-final", where, message, line=new.line)


def _who(contract: Contract, role: str) -> str:
    return "author" if role == "owner" and "owner" not in contract.fields else role


def _nobody(reader: Contract, state: State, writer: Contract) -> bool:
    """Whether the reader waits on a field that the writer's records need not have."""
    field = reader.fields.get(state.waits_on)
    if field is None:
        return False
    names = {field.name, *field.aliases} & writer.fields.keys()
    return not any(writer.fields[name].required for name in names)


def move_changes(pair: Versions) -> Changes:
    """Moves added or removed, from other states, to another state, by other roles, other gates.

    A reader who knows only the old version need not offer what is new; so more moves, sources
    and roles break nothing forward, though fewer of them break backward.
    """
    for name, old in pair.old.moves.items():
        new = pair.new.moves.get(name)
        if new is None:
            yield _removed(pair, old)
        else:
            yield from _from_and_to(pair, old, new)
            yield from _by(pair, old, new)
            yield from _effects(old, new)
            yield from _gates(pair, old, new)
    for name, new in pair.new.moves.items():
        if name not in pair.old.moves:
            yield change("move-added", f"moves.{name}", f"`{name}` is a new move.", line=new.line)


def _removed(pair: Versions, move: Move) -> Change:
    kept = [state for state in move.sources if state in pair.new.states]
    stuck = [state for state in kept if not pair.new.moves_from(state)]
    place = next(iter((*stuck, *kept, *move.sources)))
    return change(
        "move-removed",
        f"moves.{move.name}",
        f"The move `{move.name}` is gone.",
        backward=True,
        question=f"Where should {{ref}} go from `{place}`, now that `{move.name}` is gone?",
        remedy=f"Keep the move `{move.name}`.",
    )


def _from_and_to(pair: Versions, old: Move, new: Move) -> Changes:
    where = f"moves.{new.name}"
    fewer = [one for one in old.sources if one in pair.new.states and one not in new.sources]
    more = [one for one in new.sources if one not in old.sources]
    if fewer:
        yield change(
            "move-from-narrowed",
            where,
            f"`{new.name}` can no longer be made from `{fewer[0]}`.",
            backward=True,
            question=f"{{ref}} is `{fewer[0]}`: how does it go on without `{new.name}`?",
            remedy=f"Keep `{fewer[0]}` in `from`.",
            line=new.line,
        )
    elif more:
        message = f"`{new.name}` can now also be made from `{more[0]}`."
        yield change("move-from-widened", where, message, line=new.line)
    if old.to != new.to:
        yield change(
            "move-to-changed",
            where,
            f"`{new.name}` led to `{old.to}`, now to `{new.to}`.",
            backward=True,
            forward=True,
            question=f"{{ref}} was on its way to `{old.to}`: is `{new.to}` meant?",
            remedy="Add a move of another name.",
            line=new.line,
        )


def _by(pair: Versions, old: Move, new: Move) -> Changes:
    before, now = pair.back.roles(old.by), pair.back.own_roles(new.by)
    # Everybody but Dayline itself is a member.
    lost = sorted((before - now) & ({"system"} if "member" in now else before))
    where = f"moves.{new.name}"
    if lost:
        yield change(
            "move-by-narrowed",
            where,
            f"`{lost[0]}` may no longer make `{new.name}`.",
            backward=True,
            question=f"Who makes `{new.name}` on {{ref}}, now that `{lost[0]}` may not?",
            remedy=f"Keep `{lost[0]}` in `by`.",
            line=new.line,
        )
    elif gained := sorted(now - before):
        message = f"`{gained[0]}` may now also make `{new.name}`."
        yield change("move-by-widened", where, message, line=new.line)


def _effects(old: Move, new: Move) -> Changes:
    where = f"moves.{new.name}"
    if dict(old.on_link) != dict(new.on_link):
        message = f"`{new.name}` now moves other linked records along."
        yield change("move-effect-changed", where, message, line=new.line, notice=True)
    if old.gives != new.gives:
        message = f"`{new.name}` leaves another receipt: {new.gives or 'none'}."
        yield change("move-receipt-changed", where, message, line=new.line, notice=True)


def _gates(pair: Versions, old: Move, new: Move) -> Changes:
    stricter, laxer = stricter_gates(pair.back, new.name), stricter_gates(pair.forth, new.name)
    before = {use.name: use for use in old.gates}
    now = {use.name: use for use in new.gates}
    for gate in sorted({*before, *now}):
        if gate not in before:
            kind, said = "gate-added", "has a new gate"
        elif gate not in now:
            kind, said = "gate-removed", "no longer has the gate"
        elif before[gate].args != now[gate].args or gate in stricter or gate in laxer:
            kind, said = "gate-args", "has other terms for the gate"
        else:
            continue
        yield change(
            kind,
            f"moves.{new.name}.gates.{gate}",
            f"`{new.name}` {said} `{gate}`.",
            backward=gate in stricter,
            forward=gate in laxer,
            question=GATES[gate].question or None,
            remedy=f"Leave `{gate}` as it was, or guard a new move with it.",
            line=now[gate].line if gate in now else new.line,
            notice=gate not in now,
        )
