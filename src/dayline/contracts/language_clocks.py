"""Reads the clocks of a contract: service levels on its states."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from dayline.contracts.language_moves import roles, states_at, title
from dayline.contracts.reading import Reader, Where, shown
from dayline.contracts.terms import Clock, Field, Move, Span, Stated
from dayline.contracts.values import UNITS, span

CLOCK_KEYS: Mapping[str, str] = {
    "starts": "The state or states whose entry starts it.",
    "stops": "The state or states whose entry meets it.",
    "pauses": "The states in which it stands still.",
    "within": "An amount of time, such as `2 awake-hours`; or `{field: NAME, unit: awake-hours}`, "
    "when each record states the number. A field that is a duration needs no unit.",
    "until": "In place of `within`: a date or instant field that holds the deadline.",
    "at_least": "A floor on the wall, such as `72 hours`: it never runs out sooner.",
    "when": "`{field: value}`: it runs only while these fields hold these values.",
    "of": "Whose awake-hours count: a role, or a person or team field.",
    "objective": "The share of cases that should be met, such as `95%`.",
    "window": "The rolling span that the objective is measured over, such as `28d`.",
    "policy": "What is done when more was missed than the objective allows, in one sentence.",
    "on_miss": "`notify`, `page`, or a move that `system` may make.",
    "title": "How a page names the clock.",
    "help": "What is promised.",
}
MISS_EFFECTS = ("notify", "page")
AWAKE_UNITS = ("awake-hours", "workdays")
_PERCENT = re.compile(r"(?P<number>[0-9]{1,3}(?:\.[0-9]{1,3})?)\s*%?")


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
        within, stated = _within(reader, found.get("within"), (*where, "within"), fields)
        clocks[name] = Clock(
            name=name,
            starts=states_at(reader, found, where, "starts", states),
            stops=states_at(reader, found, where, "stops", states),
            pauses=states_at(reader, found, where, "pauses", states),
            within=within,
            stated=stated,
            until="".join(reader.among(until[:1], (*where, "until"), dated, "date field")),
            at_least=_span(reader, found.get("at_least"), (*where, "at_least")),
            when=_when(reader, found.get("when"), (*where, "when"), fields),
            of="".join(reader.among(whose[:1], (*where, "of"), roles(fields), "role")),
            objective=_percentage(reader, found.get("objective"), (*where, "objective")),
            window=_span(reader, found.get("window"), (*where, "window")),
            policy=reader.text(found.get("policy"), (*where, "policy"), "`policy`"),
            on_miss="".join(reader.among(misses[:1], (*where, "on_miss"), effects, "effect"))
            or "notify",
            title=title(reader, found, where, name),
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
    unit = clock.within.unit if clock.within else clock.stated.unit if clock.stated else ""
    if unit in AWAKE_UNITS and not found.get("of"):
        reader.problem(
            "contract-clock", where, f"The clock `{clock.name}` does not say whose time counts.",
            "Add `of:` and a role, or a person or team field.",
        )  # fmt: skip
    if clock.at_least and clock.at_least.unit in AWAKE_UNITS:
        reader.problem(
            "contract-clock", (*where, "at_least"), "`at_least` counts time on the wall.",
            "Write hours, days or weeks; `within` counts working time.",
        )  # fmt: skip


_AMOUNTS = ("number", "decimal", "duration")


def _within(
    reader: Reader, value: object, where: Where, fields: Mapping[str, Field]
) -> tuple[Span | None, Stated | None]:
    """A fixed amount, or the field in which each record states its own."""
    if not isinstance(value, dict):
        return _span(reader, value, where), None
    found = reader.mapping(value, where, ("field", "unit"), "`within`")
    amounts = [key for key, one in fields.items() if one.type in _AMOUNTS and not one.many]
    named = reader.texts(found.get("field"), (*where, "field"), "`field`")[:1]
    units = reader.texts(found.get("unit"), (*where, "unit"), "`unit`")[:1]
    field = "".join(reader.among(named, (*where, "field"), amounts, "field with an amount"))
    unit = "".join(reader.among(units, (*where, "unit"), UNITS, "unit"))
    if field and (fields[field].type == "duration") == bool(unit):
        reader.problem(
            "contract-clock", where,
            f"`{field}` is a duration and has its unit." if unit else f"`{field}` has no unit.",
            "Remove `unit`." if unit else "Add `unit: awake-hours`.",
        )  # fmt: skip
    if not named:
        reader.problem(
            "contract-missing", where, "`within` names no field.",
            "Write `{field: hours, unit: awake-hours}`, or an amount such as `2 awake-hours`.",
        )  # fmt: skip
    return None, Stated(field, unit) if field else None


def _when(
    reader: Reader, value: object, where: Where, fields: Mapping[str, Field]
) -> dict[str, tuple[str, ...]]:
    """The values that fields must hold for the clock to run."""
    conditions: dict[str, tuple[str, ...]] = {}
    known = [key for key, one in fields.items() if one.type in ("choice", "boolean")]
    for name, wanted in reader.named(value, where, "`when`").items():
        place: Where = (*where, name)
        if not reader.among([name], place, known, "choice"):
            continue
        choices = fields[name].of if fields[name].type == "choice" else ("true", "false")
        if isinstance(wanted, bool):
            wanted = str(wanted).lower()  # noqa: PLW2901 -- as a record states it
        values = reader.texts(wanted, place, f"`{name}`")
        conditions[name] = reader.among(values, place, choices, "choice")
    return conditions


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
