"""Everything that the page of a record shows, gathered in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from dayline.base.errors import DaylineError
from dayline.base.shown_words import ShownWords
from dayline.contracts.queries import Registry, registry
from dayline.contracts.terms import Contract
from dayline.faces.web.desk import Desk
from dayline.faces.web.record import threads as talk
from dayline.faces.web.record import values
from dayline.faces.web.record.body import Body, body_of
from dayline.faces.web.record.margin import Margin
from dayline.faces.web.record.moving import Step, first_of, steps
from dayline.faces.web.record.references import (
    Neighbours,
    named_in,
    neighbours,
    state_class,
    state_title,
)
from dayline.faces.web.record.wait import Wait, wait_of
from dayline.practices.kudos.queries import KIND as KUDOS
from dayline.records.actions import WRITERS
from dayline.records.dialect.library import released
from dayline.records.dialect.restructured_blocks import as_markdown
from dayline.records.facts import text_of
from dayline.records.prospects import prospects
from dayline.records.queries import Edge, Past, Record, edges
from dayline.records.remarks.queries import Remark, Taken, receipts, remarks
from dayline.records.revisions.queries import texts
from dayline.records.rules import Stated
from dayline.records.script import script_for
from dayline.records.sources.rules import KIND as SOURCE


@dataclass(frozen=True)
class Sheet:
    """A record as one reader sees it. ``past`` is set when it is not the current revision."""

    desk: Desk
    record: Record
    text: str
    refusal: DaylineError | None
    contract: Contract | None
    contracts: Registry
    stated: Stated | None
    edges: tuple[Edge, ...]
    said: tuple[Remark, ...]
    taken: tuple[Taken, ...]
    past: Past | None = None
    near: Neighbours = field(init=False)

    def __post_init__(self) -> None:
        words = [self.text, *(one.text or "" for one in self.said)]
        ends = [end for edge in self.edges for end in (edge.source, edge.target)]
        heads = [str(value) for value in self.record.fields.values()]
        wanted = [*named_in([*words, *ends, *heads])]
        object.__setattr__(self, "near", neighbours(self.desk, self.contracts, wanted))

    @property
    def start(self) -> int:
        """Where the body begins, after the head."""
        return self.stated.head.end if self.stated else 0

    @cached_property
    def state(self) -> str:
        """The one word that says where it stands."""
        return state_title(self.contracts, self.record)

    @property
    def state_class(self) -> str:
        """How the state word is drawn."""
        return state_class(self.record)

    @cached_property
    def source(self) -> ShownWords:
        """The letters of the body with their places."""
        return ShownWords(self.text, self.start)

    @cached_property
    def threads(self) -> list[talk.Thread]:
        """The comments by threads."""
        return talk.threads(self.said, self.text, self.start, reader=self.desk.person)

    @cached_property
    def must_types(self) -> frozenset[str]:
        """The types of list items that must survive, by the contract."""
        rules = self.contract.items.values() if self.contract else ()
        return frozenset(type_ for rule in rules for type_ in rule.types)

    @property
    def _in_markdown(self) -> tuple[str, int]:
        """The text as it is shown, and where its body begins there."""
        dialect = released().get(self.record.dialect)
        if dialect and dialect.text == "rst":
            return as_markdown(self.text[self.start :]), 0
        return self.text, self.start

    @cached_property
    def body(self) -> Body:
        """The text as blocks; empty where it cannot be shown."""
        if self.refusal or not self.text:
            return Body()
        quotes = [] if self.past else talk.quotes(self.threads, self.text, self.source)
        text, start = self._in_markdown
        found = body_of(
            text,
            start,
            path=self.record.ref,
            near=self.near,
            items=self.must_types,
            quotes=quotes,
            source=self.source if quotes else None,
        )
        return found if self._is_being_written else found.without_empty()

    @property
    def _is_being_written(self) -> bool:
        """Whether what is still empty is still to be written, or is somebody else's form."""
        native = self.record.dialect == "native"
        return self.contract is None or not native or self.record.state == self.contract.initial

    @cached_property
    def margin(self) -> Margin:
        """What was said, beside the blocks that it is about; of a past text it says nothing."""
        return Margin(self.body, () if self.past else tuple(self.threads))

    @cached_property
    def facts(self) -> list[values.Fact]:
        """The front matter."""
        stated = self.stated.fields if self.stated and self.past else self.record.fields
        return values.facts(self.contract, stated, self.near, self.edges)

    @cached_property
    def links(self) -> list[values.Link]:
        """Links both ways; of a past text those alone that it states."""
        shown = self.edges
        if self.past:
            stated = self.stated.links if self.stated else ()
            shown = tuple(Edge(self.record.ref, one.type, one.target, one.means) for one in stated)
        return values.links(self.record, shown, self.contract, self.near)

    @cached_property
    def successors(self) -> list[values.Link]:
        """What replaces this record, or proposes to."""
        return list(values.successors(self.record, self.edges, self.near))

    @cached_property
    def steps(self) -> list[Step]:
        """The moves; none for a past revision or a text that cannot be read."""
        if self.past or self.refusal or self.contract is None:
            return []
        found = prospects(self.desk.acting, self.record, self.text)
        return steps(self.record.ref, self.contract, found)

    @cached_property
    def first(self) -> Step | None:
        """The one primary action; none where nobody is waited for, since all is well as it is."""
        return first_of(self.steps) if self.record.waits_on else None

    @property
    def others(self) -> list[Step]:
        """The other moves that the reader may make, without those that the fields rule out."""
        rest = (step for step in self.steps if step is not self.first)
        return [step for step in rest if step.mine and not step.ruled_out]

    @property
    def of_others(self) -> list[Step]:
        """The moves that are other people's."""
        return [step for step in self.steps if not step.mine]

    @property
    def may_edit(self) -> bool:
        """Whether the reader writes here and the state lets the text be changed.

        What a source file says is changed in the file.
        """
        if self.record.kind == SOURCE:
            return False
        state = self.contract.states.get(self.record.state) if self.contract else None
        return self.desk.me.role in WRITERS and not (state and state.frozen)

    @property
    def is_thanked(self) -> bool:
        """Whether these are kudos that thank the reader, who then says what is shown of it."""
        thanks = self.record.fields.get("thanks")
        handles = thanks if isinstance(thanks, list) else []
        people = self.desk.people
        return self.record.kind == KUDOS and any(
            people.id_of(str(one)) == self.desk.person for one in handles
        )

    @cached_property
    def wait(self) -> Wait | None:
        """The next deadline that runs, or the last that ran out and is not answered."""
        return wait_of(self.record.ref, self.desk)

    @property
    def concerned(self) -> list[str]:
        """Whose hours matter here: those on whom it waits, its author, the reader."""
        author = [self.record.author] if self.record.author in self.desk.people.people else []
        return list(dict.fromkeys([*self.record.waits_on, *author, self.desk.person]))[:5]


def sheet(desk: Desk, record: Record, *, past: Past | None = None) -> Sheet:
    """The page of a record, as it stands or as a revision of it was.

    A text that was erased or cannot be read leaves its refusal in its place.
    """
    contracts = registry(desk.workspace)
    contract = _contract(contracts, record)
    refusal: DaylineError | None = None
    text, stated = "", None
    try:
        text = _past_text(record, past) if past else text_of(record)
        if contract:
            script = script_for(contract, dialect=record.dialect, path=record.path, ref=record.ref)
            contract = script.contract
            stated = script.read(text, path=record.ref)
    except DaylineError as error:
        refusal = error
    known: dict[str, Any] = {"workspace": desk.workspace, "ref": record.ref}
    shown = Sheet(
        desk, record, text, refusal, contract, contracts, stated,
        tuple(edges(desk.workspace, person=desk.person, refs=[record.ref])),
        tuple(remarks(**known)), tuple(receipts(**known)), past,
    )  # fmt: skip
    return _checked(shown)


def _checked(shown: Sheet) -> Sheet:
    """The sheet, or one with the refusal of a text that is too much to be shown."""
    try:
        _ = shown.body
    except DaylineError as error:
        return replace(shown, refusal=error)
    return shown


def _contract(contracts: Registry, record: Record) -> Contract | None:
    try:
        return contracts.named(record.contract or record.kind)
    except DaylineError:
        return None


def _past_text(record: Record, past: Past) -> str:
    found: Sequence[str] = list(texts(record.workspace, record.ref, [past.number]).values())
    return found[0] if found else ""
