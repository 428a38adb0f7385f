"""What is known about one record when a rule looks at it. Plain values; no rule looks further."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from dayline.base.findings import Finding, Severity
from dayline.base.markdown import Outline, heading_key
from dayline.contracts.coverage import covers
from dayline.contracts.prose import Passage, passages
from dayline.contracts.terms import Contract, Field, Section
from dayline.contracts.values import is_empty, record_ref


@dataclass(frozen=True, slots=True)
class CommentFact:
    """A comment on the record; ``concern`` means that its author objects until it is resolved."""

    author: str
    concern: bool = False
    open: bool = True
    revision: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptFact:
    """A receipt: ``kind`` is delivered, read, read_back, accepted or contested.

    ``roles`` are those that the person holds on this record (built-in roles and the names of
    person and team fields that mean them).
    """

    person: str
    kind: str
    revision: int
    scope: str = ""
    text: str = ""
    roles: frozenset[str] = frozenset()


_key = lru_cache(maxsize=4096)(heading_key)


def _all_resolve(_reference: str) -> bool:
    return True


def _unknown_kind(_reference: str) -> str:
    return ""


@dataclass(frozen=True)
class Facts:
    """One revision of a record and what surrounds it.

    ``fields`` are the front matter's values, with those that a move asks for already put in;
    ``field_lines`` maps key paths to lines of the file; ``text`` is the whole file and ``outline``
    its scan, with lines counted in the file. ``links`` maps link names (and inverse names) to
    the ids they state. ``resolved`` tells whether an id, a relative path or an anchor exists;
    ``kind_of`` the kind of a record id, "" when unknown. ``today`` is an ISO date, "" when the
    rule shall not ask. ``prefixes`` are those in use, so that `UTF-8` is not taken for a record.
    ``practice`` is what a practice says of the gates that only it can judge, by gate.
    """

    contract: Contract
    text: str
    outline: Outline
    fields: Mapping[str, object] = field(default_factory=dict)
    field_lines: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)
    state: str = ""
    author: str = ""
    revision: int = 1
    resolved: Callable[[str], bool] = _all_resolve
    kind_of: Callable[[str], str] = _unknown_kind
    comments: tuple[CommentFact, ...] = ()
    receipts: tuple[ReceiptFact, ...] = ()
    actor: str = ""
    roles_of_actor: frozenset[str] = frozenset()
    links: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    path: str = ""
    today: str = ""
    prefixes: frozenset[str] = frozenset()
    covers: Callable[[str, str], bool] = covers
    practice: Mapping[str, Sequence[Finding]] = field(default_factory=dict)

    ref: str = ""

    @cached_property
    def passages(self) -> list[Passage]:
        """The level-two sections in the order of the text."""
        return passages(self.text, self.outline)

    @cached_property
    def _by_heading(self) -> dict[str, Passage]:
        first: dict[str, Passage] = {}
        for passage in self.passages:
            first.setdefault(_key(passage.heading.text), passage)
        return first

    def passage(self, section: Section) -> Passage | None:
        """Where ``section`` stands in the text, under its name or a former one."""
        for name in (section.name, *section.aliases):
            if found := self._by_heading.get(_key(name)):
                return found
        return None

    @cached_property
    def _by_name(self) -> dict[str, Section]:
        return {
            _key(name): section
            for section in reversed(self.contract.sections)
            for name in (*section.aliases, section.name)
        }

    def section_of(self, passage: Passage) -> Section | None:
        """The section of the contract that a passage is, None for a heading of the writer's own."""
        return self._by_name.get(_key(passage.heading.text))

    def value(self, term: Field) -> object:
        """What the front matter holds for a field, under its name or a former one."""
        return self.fields.get(self.key(term))

    def key(self, term: Field) -> str:
        """The key under which the front matter holds a field."""
        if term.name not in self.fields:
            for alias in term.aliases:
                if alias in self.fields:
                    return alias
        return term.name

    def entries(self, name: str) -> tuple[str, ...]:
        """The values of a field or link as a list of texts, empty ones left out."""
        term = self.contract.fields.get(name)
        value = self.value(term) if term else self.fields.get(name)
        values = value if isinstance(value, list) else [value]
        return tuple(str(one).strip() for one in values if not is_empty(one))

    def linked(self, name: str) -> tuple[str, ...]:
        """The ids that a link states."""
        if name in self.links:
            return tuple(self.links[name])
        return tuple(record_ref(entry) or entry for entry in self.entries(name))

    def field_line(self, name: str, index: int | None = None) -> int:
        """The line of a field, or of an entry of its list; of a missing one, the head's last."""
        if index is not None and (name, index) in self.field_lines:
            return self.field_lines[name, index]
        line = self.field_lines.get((name,))
        return line if line is not None else max(self.field_lines.values(), default=1)

    def place_for(self, section: Section) -> int:
        """The line where a section stands, or before which it should be put."""
        if found := self.passage(section):
            return found.line
        order = [one.name for one in self.contract.sections]
        later = order[order.index(section.name) + 1 :] if section.name in order else []
        for name in later:
            after = self.contract.section(name)
            if after and (found := self.passage(after)):
                return found.line
        return self.text.count("\n") + (not self.text.endswith("\n"))

    def finding(
        self, rule: str, line: int, message: str, remedy: str, *, warning: bool = False
    ) -> Finding:
        """A finding about this record's text."""
        severity = Severity.WARNING if warning else Severity.ERROR
        return Finding(rule, message, remedy, self.path, max(line, 1), 0, severity)
