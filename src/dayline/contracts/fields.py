"""Checks of the front matter: fields, record ids in them and typed links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dayline.base.findings import Finding
from dayline.contracts.demands import demanded_value
from dayline.contracts.facts import Facts
from dayline.contracts.reading import shown
from dayline.contracts.terms import RESERVED_FIELDS, Field
from dayline.contracts.values import TYPES, is_empty, record_ref, value_problems


def field_findings(facts: Facts, move: str, *, also: Sequence[str] = ()) -> list[Finding]:
    """Fields that are missing though demanded (or in ``also``), and values that do not fit."""
    found: list[Finding] = []
    for field in facts.contract.fields.values():
        value = facts.value(field)
        if is_empty(value):
            demanded = demanded_value(facts.contract, field.required, facts.state, move)
            if demanded or field.name in also:
                found.append(missing_field(facts, field))
            continue
        key = facts.key(field)
        for rule, message, remedy, index in value_problems(field, value):
            found.append(facts.finding(rule, facts.field_line(key, index), message, remedy))
        if field.type == "record":
            for index, entry in enumerate(facts.entries(field.name)):
                place = index if field.many else None
                found += target_findings(facts, key, place, entry, field.of)
    return found


def missing_field(facts: Facts, field: Field) -> Finding:
    """The finding for a field that is not filled in."""
    example = field.of[0] if field.type == "choice" and field.of else TYPES[field.type].example
    remedy = f"Write `{field.name}: {f'[{example}]' if field.many else example}` at the top."
    return facts.finding(
        "field-missing",
        facts.field_line(field.name),
        f"`{field.name}` is not filled in.",
        f"{remedy} {field.help}" if field.help else remedy,
    )


def target_findings(
    facts: Facts, name: str, index: int | None, entry: str, kinds: Sequence[str]
) -> Iterator[Finding]:
    """A record id in the head that names nothing, itself, or a record of another kind."""
    ref = record_ref(entry)
    if not ref:
        return
    line = facts.field_line(name, index)
    if not facts.resolved(ref):
        message = f"`{name}` names {ref}, which does not exist."
        yield facts.finding("link-dead", line, message, "Correct the id or remove it.")
    elif ref == facts.ref:
        message = f"`{name}` names the record itself."
        yield facts.finding("link-self", line, message, "Name another record or remove it.")
    elif kinds and (kind := facts.kind_of(ref)) and kind not in kinds:
        message = f"`{name}` names {ref}, which is a {kind}."
        remedy = f"Name a record of the kind {' or '.join(kinds)}."
        yield facts.finding("link-kind", line, message, remedy)


def link_findings(facts: Facts, move: str) -> list[Finding]:
    """Typed links of the head that have a wrong form or target, or are missing though demanded."""
    contract = facts.contract
    found: list[Finding] = []
    for link in contract.links.values():
        found += _targets(facts, link.name, link.to)
        demanded = demanded_value(contract, link.required, facts.state, move)
        if demanded and not facts.linked(link.name):
            found.append(missing_link(facts, link.name))
    inverses = {link.inverse for link in contract.links.values()} - {"", *contract.links}
    for name in sorted(inverses - contract.fields.keys()):
        found += _targets(facts, name, ())
    return found


def missing_link(facts: Facts, name: str) -> Finding:
    """The finding for a link that is not stated."""
    remedy = f"Write `{name}: [D-42]` at the top. {facts.contract.links[name].help}".rstrip()
    line = facts.field_line(name)
    return facts.finding("link-missing", line, f"No link `{name}` is stated.", remedy)


def _targets(facts: Facts, name: str, kinds: Sequence[str]) -> Iterator[Finding]:
    for index, entry in enumerate(facts.linked(name)):
        if not record_ref(entry):
            message = f"`{name}` holds {shown(entry)}, which is no record id."
            line = facts.field_line(name, index)
            yield facts.finding("link-form", line, message, "Write an id such as D-42.")
        yield from target_findings(facts, name, index, entry, kinds)


def unknown_keys(facts: Facts) -> list[Finding]:
    """Keys that are most likely a mistyped field. Other unknown keys are the writer's own."""
    contract = facts.contract
    known = {*contract.fields, *contract.links, *RESERVED_FIELDS}
    known |= {link.inverse for link in contract.links.values()}
    known |= {alias for field in contract.fields.values() for alias in field.aliases}
    absent = [
        name
        for name in (*contract.fields, *contract.links)
        if name not in facts.fields and name not in facts.links
    ]
    found = []
    for key in facts.fields:
        if key not in known and (close := _slip(key, absent)):
            message, remedy = f"There is no field {shown(key)}.", f"Did you mean `{close}`?"
            line = facts.field_line(key)
            found.append(facts.finding("field-unknown", line, message, remedy, warning=True))
    return found


def _slip(key: str, names: Sequence[str]) -> str:
    """The name that ``key`` is but for case, hyphens or one slip of the finger, or ""."""
    plain = key[:60].casefold().replace("-", "_").replace(" ", "_")
    for name in names:
        near = len(name) >= 4 and abs(len(plain) - len(name)) <= 1
        if plain == name or (near and one_slip(plain, name)):
            return name
    return ""


def one_slip(first: str, second: str) -> bool:
    """Whether two words differ by one letter changed, added or left out, or two exchanged."""
    if len(first) > len(second):
        first, second = second, first
    start = 0
    while start < len(first) and first[start] == second[start]:
        start += 1
    rest, other = first[start:], second[start:]
    if len(first) < len(second):
        return rest == other[1:]
    return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
