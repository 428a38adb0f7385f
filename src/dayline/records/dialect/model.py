"""What a dialect is: a way of writing records that somebody else chose, described as data."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from dayline.records.dialect.names import FileNames, RefPatterns, TitlePatterns
from dayline.records.dialect.references import Refs
from dayline.records.dialect.values import PARSERS, Parser, Parsing

STATES = (
    "proposed", "accepted", "rejected", "superseded", "deprecated",
    "draft", "open", "final", "withdrawn", "deferred",
)  # fmt: skip
"""The states that every dialect's words are read as; "" stands for a word with no such meaning."""

MEANINGS: Mapping[str, str] = {
    "supersedes": "superseded_by",
    "superseded_by": "supersedes",
    "supersedes_in_part": "superseded_in_part_by",
    "superseded_in_part_by": "supersedes_in_part",
    "amends": "amended_by",
    "amended_by": "amends",
    "requires": "required_by",
    "required_by": "requires",
    "implements": "implemented_by",
    "implemented_by": "implements",
    "answers": "answered_by",
    "answered_by": "answers",
    "blocks": "blocked_by",
    "blocked_by": "blocks",
    "relates_to": "relates_to",
    "cites": "cited_by",
    "cited_by": "cites",
}
"""Each meaning of a link, with the meaning of the same link seen from its other end."""

KINDS = ("decision", "rfc", "guide")
STYLES = ("none", "yaml", "rfc822", "bullets", "lines", "sidecar")
TYPES = (
    "any", "text", "number", "choice", "boolean", "date", "dates", "dated-url",
    "url", "refs", "people", "list", "map",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FieldRule:
    """One header field of a dialect: how it is written, what it may hold, what it means.

    ``name`` is the dialect's spelling, ``key`` Dayline's; ``means`` is set for links.
    ``required_when`` maps another field's key to the values that make this one required,
    ``required_from`` is the day from which new records state it; ``many``
    allows the line to stand several times in a listed head; ``write`` is how a reference to
    another record is put there.
    """

    name: str
    key: str
    type: str = "text"
    aliases: tuple[str, ...] = ()
    required: bool = False
    required_when: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    choices: tuple[str, ...] = ()
    formats: tuple[str, ...] = ("YYYY-MM-DD",)
    means: str = ""
    required_from: date | None = None
    many: bool = False
    write: str = "{prefix}-{number}"


@dataclass(frozen=True)
class SectionRule:
    """A heading that a dialect knows. ``level`` 0 stands for any level.

    ``required`` holds for every record, ``required_from`` for those begun on that day or later.
    """

    name: str
    level: int = 2
    aliases: tuple[str, ...] = ()
    required: bool = False
    required_from: date | None = None

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The spellings in lower case, the main one first."""
        return tuple(name.casefold() for name in (self.name, *self.aliases))


@dataclass(frozen=True, slots=True)
class StatusRule:
    """Where the status stands and how its words are read and written.

    ``states`` maps a word in lower case to a canonical state (or ""); ``field`` is a field key;
    ``section`` a heading whose first paragraph is the status. ``default`` is the state of a
    record that states none, ``write`` the word to write for a canonical state. A word of
    ``moved`` says that the file is a stub and the record lies elsewhere.
    """

    field: str = ""
    section: str = ""
    states: Mapping[str, str] = dataclasses.field(default_factory=dict)
    write: Mapping[str, str] = dataclasses.field(default_factory=dict)
    default: str = ""
    moved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProseRule:
    """Whether sentences of the body state links, and how a record speaks of itself there."""

    selves: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """The signs of a dialect in a text.

    All of ``keys`` and one of ``any_keys`` stand in its head, ``at_least`` so many of ``headings``
    in its body and none of ``without``. ``marker`` names the kind of head that must be there;
    of several dialects the one with the greatest ``weight`` wins.
    """

    keys: tuple[str, ...] = ()
    any_keys: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    at_least: int = 1
    without: tuple[str, ...] = ()
    marker: str = ""
    weight: int = 0


class Compiled(NamedTuple):
    """A field rule with the function that reads its values."""

    rule: FieldRule
    parse: Parser
    parsing: Parsing


@dataclass(frozen=True, eq=False)
class Dialect:
    """One compiled dialect. Everything here was read from ``dialects/<name>.yaml``."""

    name: str
    title: str
    kind: str
    prefix: str
    text: str
    files: FileNames
    refs: RefPatterns
    titles: TitlePatterns
    styles: tuple[str, ...]
    fields: tuple[FieldRule, ...]
    status: StatusRule
    sections: tuple[SectionRule, ...]
    orders: tuple[tuple[str, ...], ...]
    prose: ProseRule
    recognise: Recognition
    sidecar: str = ""
    numbering: str = "none"
    title_from: tuple[str, ...] = ("heading",)
    link_place: str = ""
    link_line: Mapping[str, str] = dataclasses.field(default_factory=dict)
    window: Mapping[str, str] = dataclasses.field(default_factory=dict)

    @cached_property
    def reading(self) -> Refs:
        """How this dialect's references are read."""
        return Refs(self.prefix, self.refs, self.files)

    @cached_property
    def by_name(self) -> Mapping[str, Compiled]:
        """Field rules by every spelling in lower case, with what reads their values."""
        return {
            name.casefold(): Compiled(rule, PARSERS[rule.type], self._parsing(rule))
            for rule in self.fields
            for name in (rule.name, *rule.aliases)
        }

    def _parsing(self, rule: FieldRule) -> Parsing:
        folded = frozenset(choice.casefold() for choice in rule.choices)
        return Parsing(rule.name, rule.formats, rule.choices, folded, self.reading)

    @cached_property
    def names(self) -> frozenset[str]:
        """Every spelling of every field, in lower case."""
        return frozenset(self.by_name)

    @cached_property
    def by_key(self) -> Mapping[str, FieldRule]:
        """Field rules by Dayline's key."""
        return {rule.key: rule for rule in self.fields}

    @cached_property
    def section_names(self) -> frozenset[str]:
        """Every spelling of every section, in lower case."""
        return frozenset(key for section in self.sections for key in section.keys)

    @cached_property
    def required(self) -> tuple[FieldRule, ...]:
        """The fields that every record states."""
        return tuple(rule for rule in self.fields if rule.required)

    @cached_property
    def conditional(self) -> tuple[FieldRule, ...]:
        """The fields that some records must state."""
        return tuple(rule for rule in self.fields if rule.required_when)

    @cached_property
    def dated(self) -> tuple[FieldRule, ...]:
        """The fields that records state from some day on."""
        return tuple(rule for rule in self.fields if rule.required_from)

    @cached_property
    def status_words(self) -> re.Pattern[str] | None:
        """The longest known status word at the start of a status text."""
        words = sorted(self.status.states, key=len, reverse=True)
        if not words:
            return None
        choices = "|".join(map(re.escape, words))
        return re.compile(rf"({choices})(?![\w-])", re.IGNORECASE)
