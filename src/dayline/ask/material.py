"""What answers are made of and what they look like. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from dayline.embedding.excerpt import Excerpt

NOTHING = "Nothing is written about this."
NONE_OF_THESE = "No record that you may see is one of these."
OVER = frozenset(("superseded",))
IN_FORCE = frozenset(
    ("accepted", "final", "active", "published", "ready", "building", "written_down", "agreed")
)
UNMADE = frozenset(("rejected", "withdrawn", "deferred", "deprecated"))
REPORTS = frozenset(("update",))
"""Kinds that tell of other records, which say it better where they say it too."""
OPEN = frozenset(("draft", "proposed", "open"))
WAITING = OPEN | frozenset((
    "asked", "answered", "delivered", "read", "mitigated", "analysis", "due", "closing", "ready",
    "building", "gathering", "discussion", "commented", "registered", "running", "scheduled",
    "contested", "review", "active review", "routed", "stale",
))  # fmt: skip
"""States in which somebody still has to do something, as far as their names tell."""


@dataclass(frozen=True, slots=True)
class Document:
    """A record as it stood when it was asked.

    ``fields`` name persons and teams by handle, days as ISO text; ``body`` is the character at
    which the text begins after its head; ``stale`` says why it should not be trusted blindly, "".
    ``successors`` are what is in force instead of it, as far as the asking person sees them;
    ``is_open`` says that somebody still has to do something about it. ``opened``, ``since`` (in
    its state) and ``changed`` are None where they are not known of that day.
    """

    ref: str
    kind: str
    title: str
    state: str
    revision: int
    text: str
    body: int
    fields: Mapping[str, object] = field(default_factory=dict)
    author: str = ""
    successors: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    stale: str = ""
    href: str = ""
    opened: date | None = None
    since: date | None = None
    changed: date | None = None
    is_open: bool = False

    @property
    def called(self) -> str:
        """As a sentence names it."""
        return f"{self.ref} ({self.title})" if self.title else self.ref

    @property
    def is_past(self) -> bool:
        """Whether something else is in force instead."""
        return self.state in OVER or bool(self.successors)

    def cite(self, quote: str, line: int, section: tuple[str, ...] = ()) -> Cite:
        """A place in it, by its words and the line at which they begin."""
        return Cite(
            self.ref, self.title, self.revision, self.state, section, quote,
            self.href, line, self.stale,
        )  # fmt: skip

    def cite_at(self, start: int, end: int, section: tuple[str, ...] = ()) -> Cite:
        """A place in it, by the characters at which it begins and ends."""
        return self.cite(self.text[start:end], self.text.count("\n", 0, start) + 1, section)


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a sentence stands: ``quote`` is verbatim in that revision of the record."""

    ref: str
    title: str
    revision: int
    state: str
    section: tuple[str, ...]
    quote: str
    href: str
    line: int = 0
    stale: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer. ``past`` marks what held until something replaced it."""

    text: str
    cites: tuple[Cite, ...]
    score: float = 0.0
    past: bool = False

    @property
    def places(self) -> tuple[Cite, ...]:
        """Its citations, of those in one section the first: a reader goes there once."""
        found: dict[tuple[str, tuple[str, ...]], Cite] = {}
        for one in self.cites:
            found.setdefault((one.ref, one.section), one)
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says to a question; no ``sentences`` when nothing is written.

    ``confidence`` is 0 to 1. ``objection`` is the strongest recorded one against what the answer
    stands on. ``ask`` is the person or team that can say more, "" when nobody is known;
    ``question`` is the title of the question that they may be sent. ``nearest`` is what comes
    nearest where nothing is written for sure; it is no answer. An answer that
    ``lists`` records or reports is not to be shortened; ``more`` says how many it leaves out.
    ``hindsight`` says what of an earlier day is not known well enough for an answer.
    """

    question: str
    sentences: tuple[Sentence, ...]
    confidence: float
    objection: Sentence | None = None
    ask: str = ""
    as_of: str = ""
    phrased: bool = False
    nearest: tuple[Sentence, ...] = ()
    more: str = ""
    lists: bool = False
    hindsight: str = ""

    @property
    def abstains(self) -> bool:
        """Whether nothing is written about this."""
        return not self.sentences

    @property
    def nothing(self) -> str:
        """What is said in the place of sentences: a list of nothing is empty, not unwritten."""
        return NONE_OF_THESE if self.lists else NOTHING

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know about the sources, each once."""
        said = self.sentences or self.nearest
        told = [cite for one in said for cite in one.cites if cite.stale]
        each = dict.fromkeys(f"{cite.ref}: {cite.stale}" for cite in told)
        return (*each, self.hindsight) if self.hindsight else tuple(each)


@dataclass(frozen=True, slots=True)
class Found:
    """A record that may hold the answer; ``score`` is higher where it fits better."""

    ref: str
    score: float


@dataclass(frozen=True, slots=True)
class Owner:
    """Who answers for an area: ``ref`` is the record in which that is written, if any."""

    area: str
    handle: str
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """Who is in a team, by handle; ``ref`` is its own record, if it has one."""

    handle: str
    name: str
    members: tuple[str, ...]
    leads: tuple[str, ...] = ()
    ref: str = ""


Reads = Callable[[str, Sequence[Excerpt]], Sequence[float]]
"""How well each excerpt answers a question: logarithms of odds, up to a constant."""


@dataclass(frozen=True, slots=True)
class Newest:
    """Records of some ``kinds``, by some ``authors``, in some ``states``; of none means of any.

    ``is_open`` leaves out what is finished; ``since`` what was opened (or ``changed``) before.
    """

    kinds: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    is_open: bool = False
    since: date | None = None
    changed: bool = False
    awaited: tuple[str, ...] = ()
    """On whom it waits now."""


class Library(Protocol):
    """What can be asked: all of it as one person may see it, on one day."""

    @property
    def reads(self) -> Reads | None:
        """Who reads the likely sentences once more; None where no model does."""

    def find(self, question: str, limit: int) -> Sequence[Found]:
        """The records that fit best."""

    def documents(self, refs: Sequence[str]) -> Mapping[str, Document]:
        """Those of the records that exist for the asking person."""

    def size(self) -> int:
        """How many records can be asked."""

    def rarity(self, term: str) -> float:
        """How rare a term is among the records, 0 when none has it."""

    def named(self, prefix: str, number: int) -> str:
        """The id of the record of that prefix and number, "" when there is none."""

    def at_path(self, path: str) -> str:
        """The id of what came from, or lies at, a path; "" when nothing does."""

    def prefixes(self) -> frozenset[str]:
        """The prefixes of ids, in capitals."""

    def objections(self, document: Document) -> Sequence[tuple[str, str]]:
        """Open concerns on a record, the latest first: who, and their words."""

    def owners(self) -> Sequence[Owner]:
        """Who answers for which area."""

    def teams(self) -> Sequence[Team]:
        """Who is in which team."""

    @property
    def today(self) -> date | None:
        """The day on which it is asked, None where that is not known."""

    def kinds(self) -> frozenset[str]:
        """The kinds of records that there are."""

    def names(self) -> Mapping[str, str]:
        """Words in lower case that each name one person or team, and how it is told."""

    def newest(self, wanted: Newest, limit: int) -> Sequence[Document]:
        """The newest records of a sort: opened last, or changed last where changes are asked for.

        Of those that are ``awaited`` what is most urgent comes first. More than the sort may
        come, never fewer of the newest.
        """
