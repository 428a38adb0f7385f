"""Reads the parts of a contract that describe the body of a text: sections and items."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dayline.contracts.language_fields import kinds, required
from dayline.contracts.reading import MOST, Reader, Where, shown
from dayline.contracts.terms import ItemRule, Section

SECTION_KEYS: Mapping[str, str] = {
    "name": "The text of the level-two heading.",
    "required": "A list of moves before which the section must be written; `true` for every move.",
    "help": "What belongs there; a new record shows it as a comment.",
    "min_words": "How many words of one's own it needs at least (1).",
    "links": "The kind or kinds of record that the section is expected to name.",
    "items": "The name of a rule under `items` that its typed list items follow.",
    "accepts": "The shape that it takes: `list`, `steps`, `table` or `prose`, or a list of them.",
    "aliases": "Former names of the heading; texts that still use them are read.",
}
ITEM_KEYS: Mapping[str, str] = {
    "types": "The words that may stand in brackets: `- (blocker) ...`.",
    "min": "How many items the text needs at least (0).",
    "max": "How many items the text may have at most.",
    "title": "How a page names the items.",
    "help": "What deserves to be an item.",
}
SHAPES = ("list", "steps", "table", "prose")


def read_items(reader: Reader, value: object) -> dict[str, ItemRule]:
    """The ``items`` of a contract."""
    rules: dict[str, ItemRule] = {}
    for name, given in reader.named(value, ("items",), "`items`").items():
        where: Where = ("items", name)
        found = reader.mapping(given, where, ITEM_KEYS, f"The items `{name}`")
        types = reader.texts(found.get("types"), (*where, "types"), "`types`")
        for kind in types:
            reader.name(kind, (*where, "types"), "The type")
        if not types:
            reader.problem(
                "contract-missing", where, f"The items `{name}` have no types.",
                "Add `types: [blocker, question]`.",
            )  # fmt: skip
        least = reader.whole(found.get("min"), (*where, "min"), "`min`") or 0
        most = reader.whole(found.get("max"), (*where, "max"), "`max`", least=1)
        if most is not None and most < least:
            reader.problem(
                "contract-bound", (*where, "min"), f"`min` of `{name}` is above `max`.",
                "Exchange the two.",
            )  # fmt: skip
        rules[name] = ItemRule(
            name=name, types=types, minimum=least, maximum=most,
            title=reader.text(found.get("title"), (*where, "title"), "`title`")
            or name.replace("_", " ").capitalize(),
            help=reader.text(found.get("help"), (*where, "help"), "`help`"),
            line=reader.line(where),
        )  # fmt: skip
    return rules


def read_sections(
    reader: Reader, value: object, moves: Collection[str], items: Collection[str]
) -> tuple[Section, ...]:
    """The ``sections`` of a contract, in the order that the document must keep."""
    if value is None:
        return ()
    if not isinstance(value, list):
        reader.problem(
            "contract-type", ("sections",), "`sections` must be a list: their order counts.",
            "Write each as `- {name: Context, required: [accept]}`.",
        )  # fmt: skip
        return ()
    if len(value) > MOST:
        reader.problem(
            "contract-too-many", ("sections",), f"There are {len(value)} sections.",
            f"Keep them to {MOST}; nobody reads more.",
        )  # fmt: skip
        return ()
    sections: list[Section] = []
    taken: set[str] = set()
    for index, given in enumerate(value):
        section = _section(reader, given, ("sections", index), moves, items)
        for name in (section.name, *section.aliases):
            if name.casefold() in taken:
                reader.problem(
                    "contract-double", ("sections", index), f"{shown(name)} is named twice.",
                    "Remove or rename one of them.",
                )  # fmt: skip
            taken.add(name.casefold())
        if section.name:
            sections.append(section)
    return tuple(sections)


def _section(
    reader: Reader, given: object, where: Where, moves: Collection[str], items: Collection[str]
) -> Section:
    if isinstance(given, str):
        given = {"name": given}
    found = reader.mapping(given, where, SECTION_KEYS, "A section")
    name = reader.demanded(found.get("name"), where, "The section's `name`", "`name: Context`")
    rule = reader.texts(found.get("items"), (*where, "items"), "`items`")
    shapes = reader.texts(found.get("accepts"), (*where, "accepts"), "`accepts`")
    words = reader.whole(found.get("min_words"), (*where, "min_words"), "`min_words`")
    return Section(
        name=name,
        help=reader.text(found.get("help"), (*where, "help"), "`help`"),
        required=required(reader, found.get("required"), (*where, "required"), moves),
        min_words=1 if words is None else words,
        links=kinds(reader, found.get("links"), (*where, "links")),
        items="".join(reader.among(rule[:1], (*where, "items"), items, "rule of items")),
        accepts=reader.among(shapes, (*where, "accepts"), SHAPES, "shape"),
        aliases=reader.texts(found.get("aliases"), (*where, "aliases"), "`aliases`"),
        line=reader.line(where),
    )
