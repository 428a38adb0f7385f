"""Reads the parts of a contract that describe a life: states, moves with gates, and clocks."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from dayline.contracts.gates import GATES
from dayline.contracts.reading import Reader, Where, did_you_mean, shown
from dayline.contracts.terms import (
    RECEIPTS,
    RECEIPT_OF_MOVE,
    BUILT_IN_ROLES,
    Clock,
    Field,
    GateUse,
    LinkType,
    Move,
    Span,
    State,
)
from dayline.contracts.values import UNITS, span

STATE_KEYS: Mapping[str, str] = {
    "title": "How a page names the state.",
    "waits_on": "A role, or a person or team field: who has to act while the record is here.",
    "final": "`true` when the record's life ends here.",
    "frozen": "`true` when the text may not be edited here.",
    "help": "What the state means.",
}
MOVE_KEYS: Mapping[str, str] = {
    "title": "How a page names the move.",
    "from": "The state or states in which it can be made.",
    "to": "The state that it leads to.",
    "by": "The role or roles that may make it.",
    "gates": "What must hold: a list of gate names, or `{gate: {argument: value}}`.",
    "asks": "Fields whose values are demanded with the move.",
    "on_link": "`{link: state}`: each record that the link names moves to that state in the same act.",
    "gives": "The kind of receipt that the mover leaves: `delivered`, `read`, `read_back`, `accepted`, "
    "`contested`, or `none`. By default, moves named read, read_back, accept and contest leave read, "
    "accepted, accepted and contested.",
    "help": "What making the move means.",
}
CLOCK_KEYS: Mapping[str, str] = {
    "starts": "The state or states whose entry starts it.",
    "stops": "The state or states whose entry meets it.",
    "pauses": "The states in which it stands still.",
    "within": "An amount of time, such as `2 awake-hours`.",
    "until": "In place of `within`: a date or instant field that holds the deadline.",
    "of": "Whose awake-hours count: a role, or a person or team field.",
    "objective": "The share of cases that should be met, such as `95%`.",
    "window": "The rolling span that the objective is measured over, such as `28d`.",
    "on_miss": "`notify`, `page`, or a move that `system` may make.",
    "title": "How a page names the clock.",
    "help": "What is promised.",
}
MISS_EFFECTS = ("notify", "page")
_PERCENT = re.compile(r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*%?")


def roles(fields: Mapping[str, Field]) -> tuple[str, ...]:
    """The roles of a contract: the built-in ones and its person and team fields."""
    named = [name for name, field in fields.items() if field.type in ("person", "team")]
    return (*BUILT_IN_ROLES, *(name for name in named if name not in BUILT_IN_ROLES))


def read_states(reader: Reader, value: object, fields: Mapping[str, Field]) -> dict[str, State]:
    """The ``states`` of a contract; at least one."""
    if isinstance(value, list):
        value = {item if isinstance(item, str) else str(item): None for item in value}
    states: dict[str, State] = {}
    for name, given in reader.named(value, ("states",), "`states`").items():
        where: Where = ("states", name)
        found = reader.mapping(given, where, STATE_KEYS, f"The state `{name}`")
        who = reader.texts(found.get("waits_on"), (*where, "waits_on"), "`waits_on`")
        if len(who) > 1:
            reader.problem(
                "contract-type", (*where, "waits_on"), f"The state `{name}` waits on several.",
                "Name one role or field; a field may hold several people (`many: true`).",
            )  # fmt: skip
        states[name] = State(
            name=name,
            title=_title(reader, found, where, name),
            waits_on="".join(reader.among(who[:1], (*where, "waits_on"), roles(fields), "role")),
            final=reader.boolean(found.get("final"), (*where, "final"), "`final`"),
            frozen=reader.boolean(found.get("frozen"), (*where, "frozen"), "`frozen`"),
            help=reader.text(found.get("help"), (*where, "help"), "`help`"),
            line=reader.line(where),
        )
    if not states:
        reader.problem(
            "contract-missing", ("states",), "The contract has no states.",
            "Add `states: {draft: {}, done: {final: true}}`.",
        )  # fmt: skip
    return states


def _title(reader: Reader, found: Mapping[str, object], where: Where, name: str) -> str:
    title = reader.text(found.get("title"), (*where, "title"), "`title`")
    return title or name.replace("_", " ").capitalize()


def _states_at(
    reader: Reader, found: Mapping[str, object], where: Where, key: str, states: Collection[str]
) -> tuple[str, ...]:
    names = reader.texts(found.get(key), (*where, key), f"`{key}`")
    if not names and key != "pauses":
        reader.problem(
            "contract-missing",
            where,
            f"`{key}` is missing.",
            f"Add `{key}:` and the name of a state.",
        )
    return reader.among(names, (*where, key), states, "state")


def read_moves(
    reader: Reader,
    value: object,
    states: Collection[str],
    fields: Mapping[str, Field],
    links: Mapping[str, LinkType],
    gate_arguments: Mapping[str, Collection[str]],
) -> dict[str, Move]:
    """The ``moves`` of a contract. ``gate_arguments`` lists the sections and items by name."""
    moves: dict[str, Move] = {}
    for name, given in reader.named(value, ("moves",), "`moves`").items():
        where: Where = ("moves", name)
        found = reader.mapping(given, where, MOVE_KEYS, f"The move `{name}`")
        by = reader.texts(found.get("by"), (*where, "by"), "`by`")
        if not by:
            reader.problem(
                "contract-missing",
                where,
                f"Nobody may make the move `{name}`.",
                "Add `by: [author]`.",
            )
        targets = _states_at(reader, found, where, "to", states)
        if len(targets) > 1:
            reader.problem(
                "contract-type", (*where, "to"), f"The move `{name}` leads to several states.",
                "Write one move for each state.",
            )  # fmt: skip
        asks = reader.texts(found.get("asks"), (*where, "asks"), "`asks`")
        moves[name] = Move(
            name=name,
            sources=_states_at(reader, found, where, "from", states),
            to=targets[0] if targets else "",
            by=reader.among(by, (*where, "by"), roles(fields), "role"),
            title=_title(reader, found, where, name),
            gates=_gates(reader, found.get("gates"), (*where, "gates"), fields, gate_arguments),
            asks=reader.among(asks, (*where, "asks"), (*fields, *links), "field"),
            on_link=_on_link(reader, found.get("on_link"), (*where, "on_link"), links),
            gives=_gives(reader, found.get("gives"), (*where, "gives"), name),
            help=reader.text(found.get("help"), (*where, "help"), "`help`"),
            line=reader.line(where),
        )
    return moves


def _gives(reader: Reader, value: object, where: Where, move: str) -> str:
    if value is None:
        return RECEIPT_OF_MOVE.get(move, "")
    kind = reader.among(
        reader.texts(value, where, "`gives`")[:1], where, (*RECEIPTS, "none"), "receipt"
    )
    return "".join(kind).removeprefix("none")


def _on_link(
    reader: Reader, value: object, where: Where, links: Mapping[str, LinkType]
) -> dict[str, str]:
    effects = {}
    for name, state in reader.named(value, where, "`on_link`").items():
        target = reader.demanded(state, (*where, name), "The state", f"`{name}: superseded`")
        if reader.among([name], (*where, name), links, "link") and target:
            effects[name] = target
    return effects


def _gates(
    reader: Reader,
    value: object,
    where: Where,
    fields: Mapping[str, Field],
    arguments: Mapping[str, Collection[str]],
) -> tuple[GateUse, ...]:
    items = value if isinstance(value, list) else [] if value is None else [value]
    uses = []
    for index, item in enumerate(items):
        place = (*where, index) if isinstance(value, list) else where
        for name, args in (item if isinstance(item, dict) else {item: None}).items():
            if not isinstance(name, str) or name not in GATES:
                reader.problem(
                    "contract-gate", place, f"There is no gate {shown(name)}.",
                    did_you_mean(str(name), GATES, what="gates"),
                )  # fmt: skip
                continue
            known = GATES[name].args
            inner = (*place, name) if isinstance(item, dict) else place
            given = reader.mapping(args, inner, known, f"The gate `{name}`")
            good = {
                key: argument
                for key, one in given.items()
                if (
                    argument := _argument(
                        reader, known[key].kind, one, (*inner, key), fields, arguments
                    )
                )
                is not None
            }
            uses.append(GateUse(name, good, reader.line(place)))
    return tuple(uses)


def _argument(
    reader: Reader,
    kind: str,
    value: object,
    where: Where,
    fields: Mapping[str, Field],
    arguments: Mapping[str, Collection[str]],
) -> object:
    """The argument of a gate, or None when it is of the wrong kind (which is then noted)."""
    what = f"`{where[-1]}`"
    if kind == "number":
        return reader.whole(value, where, what)
    if kind == "flag":
        return reader.boolean(value, where, what)
    texts = reader.texts(value, where, what)
    if kind == "texts":
        return texts or None
    known = {"field": list(fields), "role": roles(fields), **arguments}.get(kind)
    if known is not None:
        texts = reader.among(texts[:1], where, known, "rule of items" if kind == "items" else kind)
    return texts[0] if texts else None


def read_clocks(
    reader: Reader,
    value: object,
    states: Collection[str],
    fields: Mapping[str, Field],
    moves: Mapping[str, Move],
) -> dict[str, Clock]:
    """The ``clocks`` of a contract."""
    clocks: dict[str, Clock] = {}
    for name, given in reader.named(value, ("clocks",), "`clocks`").items():
        where: Where = ("clocks", name)
        found = reader.mapping(given, where, CLOCK_KEYS, f"The clock `{name}`")
        until = reader.texts(found.get("until"), (*where, "until"), "`until`")
        dated = [key for key, field in fields.items() if field.type in ("date", "instant")]
        whose = reader.texts(found.get("of"), (*where, "of"), "`of`")
        misses = reader.texts(found.get("on_miss"), (*where, "on_miss"), "`on_miss`") or ("notify",)
        effects = (*MISS_EFFECTS, *(key for key, move in moves.items() if "system" in move.by))
        clocks[name] = Clock(
            name=name,
            starts=_states_at(reader, found, where, "starts", states),
            stops=_states_at(reader, found, where, "stops", states),
            pauses=_states_at(reader, found, where, "pauses", states),
            within=_span(reader, found.get("within"), (*where, "within")),
            until="".join(reader.among(until[:1], (*where, "until"), dated, "date field")),
            of="".join(reader.among(whose[:1], (*where, "of"), roles(fields), "role")),
            objective=_percentage(reader, found.get("objective"), (*where, "objective")),
            window=_span(reader, found.get("window"), (*where, "window")),
            on_miss="".join(reader.among(misses[:1], (*where, "on_miss"), effects, "effect"))
            or "notify",
            title=_title(reader, found, where, name),
            help=reader.text(found.get("help"), (*where, "help"), "`help`"),
            line=reader.line(where),
        )
        _check_clock(reader, clocks[name], found, where)
    return clocks


def _check_clock(reader: Reader, clock: Clock, found: Mapping[str, object], where: Where) -> None:
    if (found.get("within") is None) == (found.get("until") is None):
        reader.problem(
            "contract-clock", where, f"The clock `{clock.name}` needs either `within` or `until`.",
            "Write `within: 2 awake-hours`, or `until:` and the name of a date field.",
        )  # fmt: skip
    if clock.within and clock.within.unit in ("awake-hours", "workdays") and not found.get("of"):
        reader.problem(
            "contract-clock", where, f"The clock `{clock.name}` does not say whose time counts.",
            "Add `of:` and a role, or a person or team field.",
        )  # fmt: skip


def _span(reader: Reader, value: object, where: Where) -> Span | None:
    if value is None:
        return None
    found = span(str(value)) if isinstance(value, str) else None
    if found is None:
        reader.problem(
            "contract-span", where, f"{shown(value)} is not an amount of time.",
            f"Write a number and a unit ({', '.join(UNITS)}), such as `2 awake-hours` or `28d`.",
        )  # fmt: skip
    return found


def _percentage(reader: Reader, value: object, where: Where) -> Decimal | None:
    if value is None:
        return None
    found = None if isinstance(value, bool) else _PERCENT.fullmatch(str(value).strip())
    number = Decimal(found["number"]) if found else Decimal(-1)
    if not 0 < number <= 100:
        reader.problem(
            "contract-percentage", where, f"{shown(value)} is not a percentage.", "Write `95%`."
        )
        return None
    return number
