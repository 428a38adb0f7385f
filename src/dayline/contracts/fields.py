"""Checks of the front matter: fields, record ids in them and typed links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dayline.base.findings import Finding
from dayline.contracts.demands import is_demanded
from dayline.contracts.facts import Facts
from dayline.contracts.reading import nearest
from dayline.contracts.terms import RESERVED_FIELDS, Field, LinkType
from dayline.contracts.values import TYPES, is_empty, record_ref, value_problems


def field_findings(
    facts: Facts, move: str, *, also: Sequence[str] = (), rule: str = "field-missing"
) -> list[Finding]:
    """Fields that are missing though demanded (or named in ``also``), and values that do not fit."""
    found: list[Finding] = []
    for field in facts.contract.fields.values():
        value = facts.value(field)
        if is_empty(value):
            if field.name in also or is_demanded(facts, field.required, move):
                found.append(missing_field(facts, field, rule))
            continue
        key = facts.key(field)
        for problem, message, remedy, index in value_problems(field, value):
            found.append(facts.finding(problem, facts.field_line(key, index), message, remedy))
        if field.type == "record":
            found += _records(facts, field, key)
    return found


def missing_field(facts: Facts, field: Field, rule: str = "field-missing") -> Finding:
    """The finding for a field that is not filled in."""
    example = TYPES[field.type].example if field.type != "choice" else (field.of or ("...",))[0]
    remedy = f"Write `{field.name}: {f'[{example}]' if field.many else example}` at the top."
    return facts.finding(
        rule, facts.field_line(field.name), f"`{field.name}` is not filled in.",
        f"{remedy} {field.help}" if field.help else remedy,
    )  # fmt: skip


def _records(facts: Facts, field: Field, key: str) -> Iterator[Finding]:
    for index, entry in enumerate(facts.entries(key)):
        yield from target_findings(facts, key, index if field.many else None, entry, field.of)


def target_findings(
    facts: Facts, name: str, index: int | None, entry: str, kinds: Sequence[str]
) -> Iterator[Finding]:
    """A record id in the head that names nothing, or a record of another kind."""
    ref = record_ref(entry)
    if not ref:
        return
    line = facts.field_line(name, index)
    if not facts.resolved(ref):
        yield facts.finding(
            "link-dead",
            line,
            f"`{name}` names {ref}, which does not exist.",
            "Correct the id or remove it.",
        )
    elif kinds and (kind := facts.kind_of(ref)) and kind not in kinds:
        yield facts.finding(
            "link-kind", line, f"`{name}` names {ref}, which is a {kind}.",
            f"Name a record of the kind {' or '.join(kinds)}.",
        )  # fmt: skip
    elif ref == facts.ref:
        yield facts.finding(
            "link-self",
            line,
            f"`{name}` names the record itself.",
            "Name another record or remove it.",
        )


def link_findings(facts: Facts, move: str) -> list[Finding]:
    """Typed links of the head that have a wrong form, name nothing, or are missing though demanded."""
    found: list[Finding] = []
    for link in facts.contract.links.values():
        found += _link(facts, link.name, link)
        if not facts.linked(link.name) and is_demanded(facts, link.required, move):
            found.append(facts.finding(
                "link-missing", facts.field_line(link.name), f"No link `{link.name}` is stated.",
                f"Write `{link.name}: [D-42]` at the top. {link.help}".rstrip(),
            ))  # fmt: skip
    return found


def _link(facts: Facts, name: str, link: LinkType) -> Iterator[Finding]:
    for index, entry in enumerate(facts.entries(name)):
        if not record_ref(entry):
            yield facts.finding(
                "link-form", facts.field_line(name, index), f"`{name}` holds `{entry[:40]}`, which is no record id.",
                "Write an id such as D-42.",
            )  # fmt: skip
        yield from target_findings(facts, name, index, entry, link.to)


def unknown_keys(facts: Facts) -> list[Finding]:
    """Keys that are most likely a mistyped field. Other unknown keys are the writer's own."""
    contract = facts.contract
    known = {*contract.fields, *contract.links, *(link.inverse for link in contract.links.values())}
    aliases = {alias for field in contract.fields.values() for alias in field.aliases}
    absent = [name for name in (*contract.fields, *contract.links) if name not in facts.fields]
    found = []
    for key in facts.fields:
        if key in known or key in aliases or key in RESERVED_FIELDS:
            continue
        close = nearest(key, absent)
        if close and _is_slip(key, close):
            found.append(facts.finding(
                "field-unknown", facts.field_line(key), f"There is no field `{key[:60]}`.",
                f"Did you mean `{close}`?", warning=True,
            ))  # fmt: skip
    return found


def _is_slip(key: str, name: str) -> bool:
    """Same word but for case, hyphens, or about one letter in five."""
    plain = key.casefold().replace("-", "_").replace(" ", "_")
    if plain == name:
        return True
    return len(name) >= 4 and abs(len(plain) - len(name)) <= 1 and nearest_enough(plain, name)


def nearest_enough(first: str, second: str) -> bool:
    """Whether two words differ by one change, one letter more, or two letters exchanged."""
    if len(first) > len(second):
        first, second = second, first
    start = 0
    while start < len(first) and first[start] == second[start]:
        start += 1
    rest, other = first[start:], second[start:]
    if len(first) < len(second):
        return rest == other[1:]
    return rest[1:] == other[1:] or (rest[:2] == other[1::-1] and rest[2:] == other[2:])
