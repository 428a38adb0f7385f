"""Whether the gates of a move, as one version has them, make those of another hold."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from dayline.contracts.compat_reading import Reading
from dayline.contracts.gate import Arg
from dayline.contracts.gates import GATES
from dayline.contracts.terms import Contract, GateUse, ItemRule, Section

# check_move checks required fields and sections before every move, with or without these gates.
_ALWAYS_CHECKED = frozenset({"sections_complete", "fields_complete"})


def stricter_gates(reading: Reading, move: str) -> dict[str, GateUse]:
    """The reader's gates on ``move`` that a record may fail though the writer's let it pass."""
    theirs = reading.writer.moves[move].gates
    return {
        use.name: use
        for use in reading.reader.moves[move].gates
        if not _granted(reading, use)
        and not any(own.name == use.name and _implies(reading, move, own, use) for own in theirs)
    }


def _granted(reading: Reading, use: GateUse) -> bool:
    """Whether the gate asks for nothing beyond what the comparison of demands covers."""
    if use.name == "owner_named":
        return str(use.args.get("field") or "owner") in reading.reader.fields
    return use.name in _ALWAYS_CHECKED


def _implies(reading: Reading, move: str, own: GateUse, use: GateUse) -> bool:
    if use.name in ("must_survive_items", "receipt_covers") and not _same_items(reading, own, use):
        return False
    pair = _Pair(reading, move, own, use)
    return all(_argument_implies(pair, name, arg) for name, arg in GATES[use.name].args.items())


@dataclass(frozen=True, slots=True)
class _Pair:
    """One gate on a move, as the writer uses it (``own``) and as the reader does (``use``)."""

    reading: Reading
    move: str
    own: GateUse
    use: GateUse


def _argument_implies(pair: _Pair, name: str, arg: Arg) -> bool:
    reading, own, use = pair.reading, pair.own, pair.use
    if arg.kind == "section":
        return _same_sections(reading, own, use, name, arg)
    if arg.kind == "field":
        return _same_field(reading, own, use, name, arg)
    if arg.kind == "role":
        mine = reading.roles(_roles(reading.writer, pair.move, own, name))
        theirs = reading.own_roles(_roles(reading.reader, pair.move, use, name))
        return "member" in theirs or mine <= theirs
    if arg.kind == "items":
        return True  # compared as a whole by _same_items
    first = _value(reading.writer, own, name, arg)
    second = _value(reading.reader, use, name, arg)
    if first == second:
        return True
    return _no_stricter(first, second, arg)


def _no_stricter(own: object, demanded: object, arg: Arg) -> bool:
    """Whether ``own`` asks for at least as much as ``demanded``."""
    if arg.kind == "texts" and isinstance(own, tuple) and isinstance(demanded, tuple):
        larger, smaller = (own, demanded) if arg.stricter > 0 else (demanded, own)
        return bool(arg.stricter) and set(smaller) <= set(larger)
    if not arg.stricter or arg.kind not in ("number", "flag"):
        return False
    unlimited = Decimal("-Infinity") if arg.stricter > 0 else Decimal("Infinity")
    first = unlimited if own is None else Decimal(int(own))  # type: ignore[call-overload]
    second = unlimited if demanded is None else Decimal(int(demanded))  # type: ignore[call-overload]
    return bool(first >= second if arg.stricter > 0 else first <= second)


def _value(contract: Contract, use: GateUse, name: str, arg: Arg) -> object:
    """The argument as it holds: given, or from the rule of items, or the gate's default."""
    if name in use.args:
        return use.args[name]
    if use.name == "must_survive_items" and (rule := _rule(contract, use)):
        return rule.minimum if name == "min" else rule.maximum
    return arg.default


def _rule(contract: Contract, use: GateUse) -> ItemRule | None:
    rules = contract.items
    named = rules.get(str(use.args.get("items") or "must_survive"))
    return named or (next(iter(rules.values())) if len(rules) == 1 else None)


def _same_items(reading: Reading, own: GateUse, use: GateUse) -> bool:
    """The same sections hold the items, and each type that was allowed still is."""
    first, second = _rule(reading.writer, own), _rule(reading.reader, use)
    if first is None or second is None:
        return second is None
    holders = [section for section in reading.writer.sections if section.items == first.name]
    known = {other.name for one in reading.writer.sections if (other := reading.section(one.name))}
    theirs = {
        section.name
        for section in reading.reader.sections
        if section.items == second.name and section.name in known
    }
    mapped = {other.name for one in holders if (other := _mapped(reading, one))}
    complete = all(_mapped(reading, one) for one in holders)
    return complete and mapped == theirs and set(first.types) <= set(second.types)


def _mapped(reading: Reading, section: Section) -> Section | None:
    """The reader's section for the writer's, when it is found under each of its names."""
    other = reading.section(section.name)
    if other is None:
        return None
    names = {name.casefold() for name in (other.name, *other.aliases)}
    return other if {n.casefold() for n in (section.name, *section.aliases)} <= names else None


def _same_sections(reading: Reading, own: GateUse, use: GateUse, name: str, arg: Arg) -> bool:
    """Both look at the same section of each text that the writer's version allows."""
    mine = [_mapped(reading, one) for one in _candidates(reading.writer, own, name, arg)]
    known = {other.name for one in reading.writer.sections if (other := reading.section(one.name))}
    theirs = [one.name for one in _candidates(reading.reader, use, name, arg) if one.name in known]
    return [one.name if one else "" for one in mine] == theirs


def _candidates(contract: Contract, use: GateUse, name: str, arg: Arg) -> list[Section]:
    names = (str(use.args[name]),) if use.args.get(name) else arg.names
    found: list[Section] = []
    for wanted in names:
        section = contract.section(wanted)
        if section and section not in found:
            found.append(section)
    return found


def _same_field(reading: Reading, own: GateUse, use: GateUse, name: str, arg: Arg) -> bool:
    default = arg.names[0] if arg.names else ""
    mine, theirs = str(own.args.get(name) or default), str(use.args.get(name) or default)
    field = reading.field(mine)
    return mine == theirs or (field is not None and field.name == theirs)


def _roles(contract: Contract, move: str, use: GateUse, name: str) -> tuple[str, ...]:
    return (str(use.args[name]),) if use.args.get(name) else contract.moves[move].by
