"""Reads the clocks of a contract: service levels on its states."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal

from dayline.contracts.language_moves import roles, states_at, title
from dayline.contracts.reading import Reader, Where, shown
from dayline.contracts.terms import Clock, Field, Move, Span
from dayline.contracts.values import UNITS, span

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
            starts=states_at(reader, found, where, "starts", states),
            stops=states_at(reader, found, where, "stops", states),
            pauses=states_at(reader, found, where, "pauses", states),
            within=_span(reader, found.get("within"), (*where, "within")),
            until="".join(reader.among(until[:1], (*where, "until"), dated, "date field")),
            of="".join(reader.among(whose[:1], (*where, "of"), roles(fields), "role")),
            objective=_percentage(reader, found.get("objective"), (*where, "objective")),
            window=_span(reader, found.get("window"), (*where, "window")),
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
