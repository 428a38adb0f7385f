"""Differences in the fields of a contract."""

from __future__ import annotations

from dayline.contracts.change import Change, Changes, Versions, change
from dayline.contracts.compat_reading import Reading
from dayline.contracts.compat_values import admits
from dayline.contracts.terms import Field
from dayline.contracts.values import is_empty


def field_changes(pair: Versions) -> Changes:
    """Fields added, removed, renamed, of another type or range, demanded earlier or later."""
    taken = set()
    for old in pair.old.fields.values():
        new = pair.back.field(old.name)
        if new is None:
            yield _removed(pair, old)
        else:
            taken.add(new.name)
            yield from _renamed(pair, old, new)
            yield from _values(pair, old, new)
            yield from _required(pair, old, new)
    for new in pair.new.fields.values():
        if new.name not in taken:
            yield _added(pair, new)


def _added(pair: Versions, field: Field) -> Change:
    gap = pair.back.field_gap(field)
    question, rule = supply(field) if gap else (field_question(field), None)
    return change(
        "field-added-required" if gap else "field-added",
        f"fields.{field.name}",
        f"`{field.name}` is new" + (f" and demanded {gap}." if gap else "."),
        backward=gap or _was_link(pair.back, field.name),
        forward=_was_link(pair.back, field.name),
        question=question,
        rule=rule,
        remedy=f"Make `{field.name}` optional, or demand it before a new move.",
        line=field.line,
    )


def _was_link(reading: Reading, name: str) -> bool:
    """Whether the writer's records may hold a link under the name of the reader's field."""
    links = reading.writer.links
    return name in links or any(link.inverse == name for link in links.values())


def supply(field: Field) -> tuple[str | None, str | None]:
    """How old records come by a value: by a question, or by the rule that writes the default."""
    if is_empty(field.default):
        return field_question(field), None
    return None, f"Write `{field.name}: {field.default}` where it is missing."


def field_question(field: Field) -> str:
    """What to ask about a record that lacks the field; ``{ref}`` stands for its id."""
    title = lowered(field.title or field.name.replace("_", " "))
    if field.type == "choice":
        return f"Which {title} does {{ref}} have: {_listed(field.of)}?"
    if field.type in ("person", "team"):
        return f"Who {'are' if field.many else 'is'} the {title} of {{ref}}?"
    if field.type == "boolean":
        return f"Does `{title}` hold for {{ref}}: true or false?"
    return f"What {'are' if field.many else 'is'} the {title} of {{ref}}?"


def lowered(title: str) -> str:
    """A title inside a sentence: without its capital, unless it is an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _listed(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _removed(pair: Versions, field: Field) -> Change:
    becomes_link = _was_link(pair.forth, field.name)
    return change(
        "field-removed",
        f"fields.{field.name}",
        f"`{field.name}` is gone; records keep it as a key of their own.",
        backward=becomes_link,
        forward=becomes_link or pair.forth.field_gap(field),
        question=f"Which record does {{ref}} mean by `{field.name}`?",
        rule="The key stays in the text, byte for byte.",
        remedy=f"Keep `{field.name}` as an optional field, or name it under `aliases`.",
        notice=True,
    )


def _renamed(pair: Versions, old: Field, new: Field) -> Changes:
    where = f"fields.{new.name}"
    if old.name != new.name:
        unknown = pair.forth.field(new.name) is None
        yield change(
            "field-renamed",
            where,
            f"`{old.name}` is now called `{new.name}`.",
            forward=unknown and pair.forth.field_gap(old),
            rule=f"Read `{old.name}` as `{new.name}`.",
            remedy=f"Keep the name `{old.name}`.",
            line=new.line,
            notice=unknown,
        )
    if lost := sorted(set(old.aliases) - {new.name, *new.aliases}):
        yield change(
            "field-alias-removed",
            where,
            f"`{new.name}` is no longer read under `{lost[0]}`.",
            backward=pair.back.field_gap(new),
            rule=f"Rename the key `{lost[0]}` to `{new.name}`.",
            remedy=f"Keep `{lost[0]}` under `aliases`.",
            line=new.line,
        )


def _required(pair: Versions, old: Field, new: Field) -> Changes:
    gap, other_gap = pair.back.field_gap(new), pair.forth.field_gap(old)
    if old.required != new.required or gap or other_gap:
        question, rule = supply(new)
        yield change(
            "field-demanded",
            f"fields.{new.name}",
            demanded(new.name, gap, other_gap),
            backward=gap,
            forward=other_gap,
            question=question,
            rule=rule if gap else None,
            remedy=f"Demand `{new.name}` as before.",
            line=new.line,
        )


def demanded(name: str, gap: str, other_gap: str) -> str:
    """In words: demanded earlier (``gap`` says where), later, or at other moves."""
    if gap:
        return f"`{name}` is now demanded {gap}."
    if other_gap:
        return f"`{name}` is demanded later, or less."
    return f"`{name}` is demanded at other moves, and no earlier."


def _values(pair: Versions, old: Field, new: Field) -> Changes:
    narrower = _excludes(pair.back, old)
    wider = _excludes(pair.forth, new)
    if _shape(old) == _shape(new) and not narrower and not wider:
        return
    kind, said = {
        (True, True): ("field-type-changed", "holds other values than before"),
        (True, False): ("field-narrowed", "allows fewer values than before"),
        (False, True): ("field-widened", "allows more values than before"),
        (False, False): ("field-reworded", "allows the same values in other words"),
    }[narrower, wider]
    yield change(
        kind,
        f"fields.{new.name}",
        f"`{new.name}` {said}: {_described(old)} became {_described(new)}.",
        backward=narrower,
        forward=wider,
        question=_value_question(old, new),
        remedy=f"Allow {_described(old)}, as before, or add a field of another name.",
        line=new.line,
    )


def _excludes(reading: Reading, own: Field) -> bool:
    """Whether the reader refuses a value of the writer's field, under any of its names."""
    readers = (reading.field(name) for name in (own.name, *own.aliases))
    return any(other is not None and not admits(other, own) for other in readers)


def _shape(field: Field) -> tuple[object, ...]:
    return field.type, field.of, field.many, field.minimum, field.maximum


def _described(field: Field) -> str:
    said = f"list of {field.type}" if field.many else field.type
    if field.of:
        said += f" of {', '.join(field.of[:8])}"
    low = f" from {field.minimum}" if field.minimum is not None else ""
    high = f" to {field.maximum}" if field.maximum is not None else ""
    return said + low + high


def _value_question(old: Field, new: Field) -> str:
    gone = [choice for choice in old.of if choice not in new.of] if old.type == new.type else []
    question = field_question(new)
    return f"{question} `{gone[0]}` is no longer there to choose." if gone else question
