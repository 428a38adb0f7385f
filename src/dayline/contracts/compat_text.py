"""Differences in what a contract says of a text: links, sections and items."""

from __future__ import annotations

from dayline.contracts.change import Change, Changes, Versions, change
from dayline.contracts.compat_fields import demanded, lowered
from dayline.contracts.terms import ItemRule, LinkType, Section

_QUESTION_WORDS = ("why", "how", "what", "who", "when", "where", "which")
_STAYS = "It stays in the text, byte for byte."


def link_changes(pair: Versions) -> Changes:
    """Links added, removed, to other kinds, with another inverse, demanded earlier or later."""
    for old in pair.old.links.values():
        new = pair.new.links.get(old.name)
        if new is None:
            yield change(
                "link-removed",
                f"links.{old.name}",
                f"The link `{old.name}` is gone; records keep it as a key of their own.",
                forward=pair.forth.link_gap(old),
                rule=_STAYS,
                remedy=f"Keep the link `{old.name}`.",
                notice=True,
            )
        else:
            yield from _link(pair, old, new)
    for link in pair.new.links.values():
        if link.name not in pair.old.links:
            yield _added_link(pair, link)


def _added_link(pair: Versions, link: LinkType) -> Change:
    gap, was_field = pair.back.link_gap(link), link.name in pair.old.fields
    return change(
        "link-added-required" if gap else "link-added",
        f"links.{link.name}",
        f"The link `{link.name}` is new" + (f" and demanded {gap}." if gap else "."),
        backward=gap or was_field,
        forward=was_field,
        question=_link_question(link),
        remedy="Make it optional, and give it a name that no field had.",
        line=link.line,
    )


def _link_question(link: LinkType) -> str:
    return f"Which {' or '.join(link.to) or 'record'} does {{ref}} name under `{link.name}`?"


def _link(pair: Versions, old: LinkType, new: LinkType) -> Changes:
    where = f"links.{new.name}"
    if set(old.to) != set(new.to):
        yield change(
            "link-type-changed",
            where,
            f"`{new.name}` led to {_kinds(old)}, now to {_kinds(new)}.",
            backward=new.to and not (old.to and set(old.to) <= set(new.to)),
            forward=old.to and not (new.to and set(new.to) <= set(old.to)),
            question=_link_question(new),
            remedy="Allow the kinds that were allowed before, or add a link of another name.",
            line=new.line,
        )
    if old.inverse != new.inverse:
        both = old.inverse and new.inverse
        yield change(
            "link-inverse-changed",
            where,
            f"The other end of `{new.name}` was {_inverse(old)}, now {_inverse(new)}.",
            backward=old.inverse,
            forward=new.inverse,
            rule=f"Rename `{old.inverse}` to `{new.inverse}` in linked records." if both else None,
            remedy="Leave `inverse` as it was.",
            line=new.line,
        )
    gap, other_gap = pair.back.link_gap(new), pair.forth.link_gap(old)
    if old.required != new.required or gap or other_gap:
        yield change(
            "link-demanded",
            where,
            demanded(new.name, gap, other_gap),
            backward=gap,
            forward=other_gap,
            question=_link_question(new),
            remedy=f"Demand `{new.name}` as before.",
            line=new.line,
        )


def _kinds(link: LinkType) -> str:
    return " or ".join(link.to) or "any kind"


def _inverse(link: LinkType) -> str:
    return f"`{link.inverse}`" if link.inverse else "not stated"


def section_changes(pair: Versions) -> Changes:
    """Sections added, removed, renamed, demanded earlier, longer or in another shape or order."""
    taken = set()
    for old in pair.old.sections:
        new = pair.back.section(old.name)
        if new is None:
            yield change(
                "section-removed",
                f"sections.{old.name}",
                f"The section `{old.name}` is gone; records keep it as a heading of their own.",
                forward=pair.forth.section_gap(old),
                rule=_STAYS,
                remedy=f"Keep `{old.name}` as an optional section, or name it under `aliases`.",
                notice=True,
            )
        else:
            taken.add(new.name)
            yield from _renamed(pair, old, new)
            yield from _required(pair, old, new)
    for section in pair.new.sections:
        if section.name not in taken:
            yield _added_section(pair, section)
    yield from _order(pair)


def _added_section(pair: Versions, section: Section) -> Change:
    gap = pair.back.section_gap(section)
    return change(
        "section-added-required" if gap else "section-added",
        f"sections.{section.name}",
        f"The section `{section.name}` is new" + (f" and demanded {gap}." if gap else "."),
        backward=gap,
        question=section_question(section),
        remedy=f"Make `{section.name}` optional, or demand it before a new move.",
        line=section.line,
    )


def section_question(section: Section) -> str:
    """What to ask about a record that lacks the section; ``{ref}`` stands for its id."""
    name = lowered(section.name)
    if name.split(" ", 1)[0] in _QUESTION_WORDS:
        return f"`{section.name}`: what is the answer for {{ref}}?"
    plural = name.endswith("s") and not name.endswith(("ss", "us", "is"))
    return f"What {'are' if plural else 'is'} the {name} of {{ref}}?"


def _renamed(pair: Versions, old: Section, new: Section) -> Changes:
    where = f"sections.{new.name}"
    if old.name.casefold() != new.name.casefold():
        unknown = pair.forth.section(new.name) is None
        yield change(
            "section-renamed",
            where,
            f"`{old.name}` is now called `{new.name}`.",
            forward=unknown and pair.forth.section_gap(old),
            rule=f"Read the heading `{old.name}` as `{new.name}`.",
            remedy=f"Keep the name `{old.name}`.",
            line=new.line,
            notice=unknown,
        )
    known = {name.casefold() for name in (new.name, *new.aliases)}
    if lost := [name for name in old.aliases if name.casefold() not in known]:
        yield change(
            "section-alias-removed",
            where,
            f"`{new.name}` is no longer read under `{lost[0]}`.",
            backward=pair.back.section_gap(new),
            rule=f"Rename the heading `{lost[0]}` to `{new.name}`.",
            remedy=f"Keep `{lost[0]}` under `aliases`.",
            line=new.line,
        )


def _required(pair: Versions, old: Section, new: Section) -> Changes:
    gap, other_gap = pair.back.section_gap(new), pair.forth.section_gap(old)
    if _demand(old) != _demand(new) or gap or other_gap:
        yield change(
            "section-demanded",
            f"sections.{new.name}",
            _how_demanded(old, new, gap, other_gap),
            backward=gap,
            forward=other_gap,
            question=section_question(new),
            remedy=f"Demand of `{new.name}` what was demanded before.",
            line=new.line,
        )


def _demand(section: Section) -> tuple[object, ...]:
    return section.required, section.min_words, section.accepts


def _how_demanded(old: Section, new: Section, gap: str, other_gap: str) -> str:
    if gap and old.min_words < new.min_words:
        return f"`{new.name}` needs {new.min_words} words {gap}, not {old.min_words}."
    if gap and old.accepts != new.accepts and new.accepts:
        return f"`{new.name}` must hold {' or '.join(new.accepts)} {gap}."
    return demanded(new.name, gap, other_gap)


def _order(pair: Versions) -> Changes:
    back, forth = pair.back.disordered(), pair.forth.disordered()
    if back is None and forth is None:
        return
    first, second = back or forth or ("", "")
    yield change(
        "sections-reordered",
        "sections",
        f"`{second}` and `{first}` have changed places.",
        backward=back and pair.old.moves,
        forward=forth and pair.new.moves,
        rule=f"Move `## {second}` with its text above `## {first}`.",
        remedy="Keep the order of the sections.",
        line=min((section.line for section in pair.new.sections), default=1),
    )


def item_changes(pair: Versions) -> Changes:
    """Rules of items added, removed or changed. Breaks show at the gates that count the items."""
    for name in sorted({*pair.old.items, *pair.new.items}):
        old, new = pair.old.items.get(name), pair.new.items.get(name)
        where = f"items.{name}"
        if old is None:
            yield change("items-added", where, f"The items `{name}` are new.")
        elif new is None:
            yield change("items-removed", where, f"The items `{name}` are gone.", notice=True)
        elif _rule(old) != _rule(new):
            gone = [one for one in old.types if one not in new.types]
            said = f"no longer know `{gone[0]}`" if gone else "follow another rule"
            yield change(
                "items-changed",
                where,
                f"The items `{name}` {said}.",
                rule=f"Marks `({gone[0]})` are shown as unknown." if gone else None,
                line=new.line,
                notice=bool(gone),
            )


def _rule(rule: ItemRule) -> tuple[object, ...]:
    return rule.types, rule.minimum, rule.maximum
