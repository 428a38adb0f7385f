"""Reading a dialect file: YAML in, a :class:`Dialect` or every fault of the file at once out."""

from __future__ import annotations

from collections.abc import Iterable

from dayline.base.errors import InvalidInput
from dayline.base.strict_yaml import load
from dayline.records.dialect.dates import DATE_FORMATS
from dayline.records.dialect.model import (
    KINDS,
    MEANINGS,
    STATES,
    STYLES,
    TYPES,
    Dialect,
    FieldRule,
    ProseRule,
    Recognition,
    SectionRule,
    StatusRule,
)
from dayline.records.dialect.names import FileNames, RefPatterns, TitlePatterns
from dayline.records.dialect.yaml_reader import Reader

TOP = (
    "dialect title kind prefix text numbering purpose files header recognise titles fields status "
    "sections orders prose refs link_place link_line window"
)
"""The keys of a dialect file."""


def parse_dialect(text: str, *, path: str = "") -> Dialect:
    """The dialect that ``text`` (YAML) describes.

    Raises :class:`InvalidInput` with one finding per fault, each with its line and remedy.
    """
    marked = load(text, path=path)
    read = Reader(marked.value, marked.lines, path)
    read.known((), read.top, TOP)
    dialect = _dialect(read)
    if not dialect.name:
        read.fault((), "The dialect has no name.", "Add `dialect: a-name`.")
    if read.findings:
        raise InvalidInput(
            f"{path or 'The dialect file'} cannot be used.",
            kept="No dialect was changed.",
            do="Mend the lines below.",
            findings=read.findings,
        )
    return dialect


def _dialect(read: Reader) -> Dialect:
    prefix = read.word("prefix")
    return Dialect(
        name=read.word("dialect"),
        title=read.word("title"),
        kind=read.word("kind", default="guide", among=KINDS),
        prefix=prefix,
        text=read.word("text", default="md", among=("md", "rst")),
        files=_files(read),
        refs=RefPatterns(
            prefix=prefix,
            names=read.words("refs", "names"),
            bare_hash=read.flag("refs", "bare_hash"),
            repositories=read.words("refs", "repositories"),
            paths=read.templates("refs", "paths"),
        ),
        titles=TitlePatterns(drop=read.templates("titles", "drop")),
        title_from=read.words("titles", "from") or ("heading",),
        styles=_styles(read),
        sidecar=read.word("header", "sidecar"),
        fields=tuple(_fields(read)),
        status=_status(read),
        sections=tuple(_sections(read)),
        orders=_orders(read),
        prose=ProseRule(
            selves=read.words("prose", "selves"),
            verbs=read.words("prose", "verbs"),
            sections=read.words("prose", "sections"),
        ),
        recognise=_recognise(read),
        numbering=read.word("numbering", default="none", among=("none", "sparse", "sequential")),
        link_place=read.word("link_place"),
        link_line=_link_lines(read),
        window={key: str(value) for key, value in read.mapping("window").items()},
    )


def _files(read: Reader) -> FileNames:
    read.known(("files",), read.mapping("files"), "records loose parts templates folders hints")
    return FileNames(
        records=read.templates("files", "records"),
        loose=read.templates("files", "loose"),
        parts=read.templates("files", "parts"),
        templates=read.templates("files", "templates"),
        folders=read.words("files", "folders"),
        hints=read.words("files", "hints"),
    )


def _styles(read: Reader) -> tuple[str, ...]:
    read.known(("header",), read.mapping("header"), "styles sidecar")
    styles = read.words("header", "styles") or ("none",)
    for style in styles:
        if style not in STYLES:
            read.fault(
                ("header", "styles"), f"Unknown header style `{style}`.",
                f"Use one of: {', '.join(STYLES)}.",
            )  # fmt: skip
    return styles


FIELD_KEYS = (
    "key type aliases required required_when required_from choices formats means many write help"
)


def _fields(read: Reader) -> Iterable[FieldRule]:
    for name, given in read.mapping("fields").items():
        where = ("fields", name)
        rule = given if isinstance(given, dict) else {}
        if given is not None and not isinstance(given, dict):
            read.fault(where, "A field is a mapping.", "Write `{type: text}`.")
        read.known(where, rule, FIELD_KEYS)
        formats = read.words(*where, "formats") or ("YYYY-MM-DD",)
        for item in formats:
            if item not in DATE_FORMATS:
                read.fault(
                    (*where, "formats"), f"Unknown date format `{item}`.",
                    f"Use one of: {', '.join(DATE_FORMATS)}.",
                )  # fmt: skip
        conditions = rule.get("required_when")
        yield FieldRule(
            name=name,
            key=read.word(*where, "key", default=name.casefold().replace("-", "_")),
            type=read.word(*where, "type", default="text", among=TYPES),
            aliases=read.words(*where, "aliases"),
            required=rule.get("required") is True,
            required_when={
                str(key): read.words(*where, "required_when", value=value)
                for key, value in (conditions if isinstance(conditions, dict) else {}).items()
            },
            required_from=read.day(*where, "required_from"),
            choices=read.words(*where, "choices"),
            formats=formats,
            means=read.word(*where, "means", among=MEANINGS),
            many=rule.get("many") is True,
            write=read.word(*where, "write", default="{prefix}-{number}"),
        )


def _status(read: Reader) -> StatusRule:
    read.known(("status",), read.mapping("status"), "field section states write default moved")
    words = {word: str(state or "") for word, state in read.mapping("status", "states").items()}
    for word, state in words.items():
        if state and state not in STATES:
            read.fault(
                ("status", "states", word),
                f"`{state}` is no state.",
                f"Use one of: {', '.join(STATES)}; or leave it empty.",
            )
    write: dict[str, str] = {}
    for word, state in words.items():
        write.setdefault(state, word)
    write |= {key: str(value) for key, value in read.mapping("status", "write").items()}
    return StatusRule(
        field=read.word("status", "field"),
        section=read.word("status", "section"),
        states={word.casefold(): state for word, state in words.items()},
        write=write,
        default=read.word("status", "default", among=STATES),
        moved=tuple(word.casefold() for word in read.words("status", "moved")),
    )


def _sections(read: Reader) -> Iterable[SectionRule]:
    given = read.top.get("sections") or []
    if not isinstance(given, list):
        read.fault(("sections",), "`sections` must be a list.", "Write `- {name: Context}` lines.")
        return
    for index, item in enumerate(given):
        rule = item if isinstance(item, dict) else {"name": item}
        read.known(("sections", index), rule, "name level aliases required required_from help")
        level = rule.get("level", 2)
        yield SectionRule(
            name=str(rule.get("name", "")),
            level=level if isinstance(level, int) else 2,
            aliases=read.words("sections", index, "aliases", value=rule.get("aliases", [])),
            required=rule.get("required") is True,
            required_from=read.day("sections", index, "required_from"),
        )


def _orders(read: Reader) -> tuple[tuple[str, ...], ...]:
    given = read.top.get("orders")
    if given is None:
        return ()
    if not isinstance(given, list) or not all(isinstance(item, list) for item in given):
        read.fault(
            ("orders",), "`orders` must be a list of lists.", "Write `- [Context, Decision]`."
        )
        return ()
    return tuple(tuple(str(name) for name in order) for order in given)


def _recognise(read: Reader) -> Recognition:
    where = "recognise"
    read.known(
        (where,), read.mapping(where), "keys any_keys headings at_least without marker weight"
    )
    return Recognition(
        keys=tuple(key.casefold() for key in read.words(where, "keys")),
        any_keys=tuple(key.casefold() for key in read.words(where, "any_keys")),
        headings=tuple(key.casefold() for key in read.words(where, "headings")),
        at_least=read.number(where, "at_least", default=1),
        without=tuple(key.casefold() for key in read.words(where, "without")),
        marker=read.word(where, "marker"),
        weight=read.number(where, "weight", default=0),
    )


def _link_lines(read: Reader) -> dict[str, str]:
    lines = {key: str(value) for key, value in read.mapping("link_line").items()}
    for meaning in lines:
        if meaning not in MEANINGS:
            read.fault(
                ("link_line", meaning), f"`{meaning}` is no meaning of a link.",
                f"Use one of: {', '.join(MEANINGS)}.",
            )  # fmt: skip
    return lines
