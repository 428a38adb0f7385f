"""Reads the parts of a contract that describe a life: states, and moves with their gates."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dayline.contracts.gate import ArgKind
from dayline.contracts.gates import GATES
from dayline.contracts.reading import Reader, Where, shown
from dayline.contracts.terms import (
    BUILT_IN_ROLES,
    RECEIPT_OF_MOVE,
    RECEIPTS,
    Field,
    GateUse,
    LinkType,
    Move,
    State,
)

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
    "on_link": "`{link: state}`: each record that the link names moves to that state with it.",
    "gives": "The receipt that the mover leaves: `delivered`, `read`, `read_back`, `accepted`, "
    "`contested` or `none`. Without it, the moves read, read_back, accept and contest leave "
    "read, accepted, accepted and contested.",
    "help": "What making the move means.",
}


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
            title=title(reader, found, where, name),
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


def title(reader: Reader, found: Mapping[str, object], where: Where, name: str) -> str:
    given = reader.text(found.get("title"), (*where, "title"), "`title`")
    return given or name.replace("_", " ").capitalize()


def states_at(
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


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a move may refer to."""

    states: Collection[str]
    fields: Mapping[str, Field]
    links: Mapping[str, LinkType]
    sections: Collection[str]
    items: Collection[str]


def read_moves(reader: Reader, value: object, known: Known) -> dict[str, Move]:
    """The ``moves`` of a contract."""
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
        targets = states_at(reader, found, where, "to", known.states)
        if len(targets) > 1:
            reader.problem(
                "contract-type", (*where, "to"), f"The move `{name}` leads to several states.",
                "Write one move for each state.",
            )  # fmt: skip
        asks = reader.texts(found.get("asks"), (*where, "asks"), "`asks`")
        moves[name] = Move(
            name=name,
            sources=states_at(reader, found, where, "from", known.states),
            to=targets[0] if targets else "",
            by=reader.among(by, (*where, "by"), roles(known.fields), "role"),
            title=title(reader, found, where, name),
            gates=_gates(reader, found.get("gates"), (*where, "gates"), known),
            asks=reader.among(asks, (*where, "asks"), (*known.fields, *known.links), "field"),
            on_link=_on_link(reader, found.get("on_link"), (*where, "on_link"), known.links),
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
    known: Known,
) -> tuple[GateUse, ...]:
    items = value if isinstance(value, list) else [] if value is None else [value]
    uses = []
    for index, item in enumerate(items):
        place = (*where, index) if isinstance(value, list) else where
        for name, args in item.items() if isinstance(item, dict) else [(item, None)]:
            if not isinstance(name, str) or name not in GATES:
                reader.problem(
                    "contract-gate", place, f"There is no gate {shown(name)}.",
                    reader.meant(str(name), GATES, what="gates"),
                )  # fmt: skip
                continue
            expected = GATES[name].args
            inner = (*place, name) if isinstance(item, dict) else place
            given = reader.mapping(args, inner, expected, f"The gate `{name}`")
            read = {
                key: _argument(reader, expected[key].kind, one, (*inner, key), known)
                for key, one in given.items()
            }
            good = {key: one for key, one in read.items() if one is not None}
            uses.append(GateUse(name, good, reader.line(place)))
    return tuple(uses)


def _argument(reader: Reader, kind: ArgKind, value: object, where: Where, known: Known) -> object:
    """The argument of a gate, or None when it is of the wrong kind (which is then noted)."""
    what = f"`{where[-1]}`"
    if kind == "number":
        return reader.whole(value, where, what)
    if kind == "flag":
        return reader.boolean(value, where, what)
    texts = reader.texts(value, where, what)
    if kind == "texts":
        return texts or None
    names: dict[str, tuple[Collection[str], str]] = {
        "field": (known.fields, "field"),
        "role": (roles(known.fields), "role"),
        "section": (known.sections, "section"),
        "items": (known.items, "rule of items"),
    }
    if kind in names:
        texts = reader.among(texts[:1], where, *names[kind])
    return texts[0] if texts else None
