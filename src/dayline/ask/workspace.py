"""A workspace as something that can be asked, as one person sees it, now or on a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property

from dayline.ask.anchors import body_of
from dayline.ask.material import OPEN, WAITING, Document, Newest, Owner, Team
from dayline.ask.naming import names_of
from dayline.ask.past import begun, true_on
from dayline.ask.recent import newest
from dayline.ask.viewed import Viewed
from dayline.base.micros import to_micros
from dayline.base.zones import local_date
from dayline.journal import queries as journal
from dayline.journal.database import fetch, marks
from dayline.people.queries import Directory, TeamFact, directory
from dayline.records.hindsight import brought_later, of_many, of_one
from dayline.records.packing import unpacked
from dayline.records.queries import (
    Edge,
    Record,
    edges,
    refs_of_paths,
    seen_among,
    select,
    visible_to,
)
from dayline.records.remarks.queries import remarks
from dayline.records.waiting.queries import waiting_on
from dayline.search.for_answers import View, view

_NEVER_HELD = OPEN | {"closing", "rejected", "withdrawn", "deferred", "postponed"}
"""States in which a record has replaced nothing, whatever it says that it supersedes."""


class WorkspaceLibrary(Viewed):
    """What one person may see; scores and rarities are taken over that alone.

    With ``as_of``, records are as their last revision that was effective by the end of that day
    says, and records of later days do not exist.
    """

    def __init__(
        self, workspace: int, *, person: str, now: datetime, as_of: date | None = None
    ) -> None:
        self._workspace = workspace
        self._person = person
        self._now = now
        self._day = as_of or now.date()
        self._as_of = as_of
        self._known: dict[str, Document | None] = {}
        self._later: dict[str, date] = {}

    @cached_property
    def view(self) -> View:
        if self._as_of is None:
            return view(self._workspace, person=self._person)
        return view(self._workspace, person=self._person, only=begun(self._workspace, self._as_of))

    def hindsight(self) -> str:
        """That some of an earlier day is known only from later imports; "" where none is."""
        there = seen_among(self._workspace, begun(self._workspace, self._day), person=self._person)
        later = brought_later(self._workspace, sorted(there), self._day)
        return of_many(len(later)) if later else ""

    def documents(self, refs: Sequence[str]) -> Mapping[str, Document]:
        """Those of the records that exist for the person, on that day."""
        missing = [ref for ref in refs if ref not in self._known]
        if missing:
            self._known |= dict.fromkeys(missing)
            self._known |= self._read(missing)
        return {ref: one for ref in refs if (one := self._known[ref]) is not None}

    def _read(self, refs: Sequence[str]) -> dict[str, Document]:
        visible = visible_to(self._workspace, self._person)
        records = select(visible, f"ref IN ({marks(refs)})", refs)
        past = (
            true_on(self._workspace, [one.ref for one in records], self._day) if self._as_of else {}
        )
        self._later |= brought_later(self._workspace, list(past), self._day) if past else {}
        kept = [one for one in records if not self._as_of or one.ref in past]
        indexes = {
            one.ref: past[one.ref].text_index if one.ref in past else one.text_index for one in kept
        }
        words = journal.payloads(self._workspace, list(indexes.values()))
        stated = edges(self._workspace, person=self._person, refs=[one.ref for one in kept])
        there = self._there({end for edge in stated for end in (edge.source, edge.target)})
        lines = [edge for edge in stated if {edge.source, edge.target} <= there]
        found = {}
        for one in kept:
            payload = words.get(indexes[one.ref])
            content = unpacked(payload)
            if content is not None:
                then = past[one.ref].of(one, payload or {}) if one.ref in past else one
                found[one.ref] = self._document(then, content.decode(errors="replace"), lines)
        return found

    def _there(self, refs: set[str]) -> set[str]:
        if not self._as_of or not refs:
            return refs
        return set(true_on(self._workspace, sorted(refs), self._day))

    def _document(self, one: Record, text: str, lines: Sequence[Edge]) -> Document:
        after = {e.target for e in lines if e.means == "superseded_by" and e.source == one.ref}
        after |= {e.source for e in lines if e.means == "supersedes" and e.target == one.ref}
        before = {e.target for e in lines if e.means == "supersedes" and e.source == one.ref}
        before |= {e.source for e in lines if e.means == "superseded_by" and e.target == one.ref}
        if one.state != "superseded":
            after = set()  # announced, not yet in force
        if one.state in _NEVER_HELD:
            before = set()  # as above
        return Document(
            ref=one.ref,
            kind=one.kind,
            title=one.title,
            state=one.state,
            revision=one.revision,
            text=text,
            body=body_of(text),
            fields={**self._own(one.fields), "state": one.state},
            author=self._people.handle(one.author) if one.author else "",
            successors=tuple(sorted(after)),
            predecessors=tuple(sorted(before)),
            stale=self._stale(one),
            href=f"/{one.ref}",
            opened=one.opened_at.date(),
            since=one.state_since.date() if self._as_of is None else None,
            changed=one.changed_at.date() if self._as_of is None else None,
            is_open=self._is_waiting(one),
        )

    def _is_waiting(self, one: Record) -> bool:
        waits = bool(one.waits_on) and self._as_of is None  # whom it waited on then is not kept
        return waits or one.state in WAITING

    @cached_property
    def _people(self) -> Directory:
        return directory(self._workspace)

    @staticmethod
    def _own(fields: Mapping[str, object]) -> dict[str, object]:
        return {name: value for name, value in fields.items() if name not in ("contract", "id")}

    def _stale(self, one: Record) -> str:
        due = str(one.fields.get("review_by") or "")[:10]
        if one.kind != "critique" and due and due < self._day.isoformat():
            return f"its review was due on {due}"
        if one.state == "contested":
            return "it is contested"
        if self._as_of is not None:  # who looks after it is known of today only
            return of_one(self._later[one.ref]) if one.ref in self._later else ""
        owner = one.fields.get("owner") or one.author
        known = self._people.people.get(self._people.id_of(str(owner)) or "") if owner else None
        if known is not None and not known.active:
            return "nobody looks after it any more"
        return ""

    def prefixes(self) -> frozenset[str]:
        """The prefixes of ids that the person may see."""
        visible = visible_to(self._workspace, self._person)
        rows = fetch(
            f"SELECT DISTINCT prefix FROM records_record WHERE {visible.sql}",  # noqa: S608
            visible.parameters,
        )
        return frozenset(str(prefix).upper() for (prefix,) in rows)

    def named(self, prefix: str, number: int) -> str:
        """The id of a numbered record that the person may see, on that day."""
        visible = visible_to(self._workspace, self._person)
        found = select(visible, "upper(prefix) = %s AND number = %s", [prefix.upper(), number])
        refs = [one.ref for one in found]
        return next(iter(self.documents(refs)), "")

    def at_path(self, path: str) -> str:
        """The id of the record that was brought in from a path, as far as the person sees it."""
        return next(iter(self.documents(list(refs_of_paths(self._workspace, [path]).values()))), "")

    def objections(self, document: Document) -> Sequence[tuple[str, str]]:
        """Open concerns on a record, those that were raised last first."""
        found = [
            (self._people.handle(one.author), " ".join((one.text or one.concern).split()))
            for one in remarks(self._workspace, document.ref)
            if one.concern and not one.parent and self._is_open(one.status, one.at, one.closed_at)
        ]
        return found[::-1]

    def _is_open(self, status: str, at: datetime, closed: datetime | None) -> bool:
        if self._as_of is None:
            return status == "open"
        return at.date() <= self._as_of and (closed is None or closed.date() > self._as_of)

    def owners(self) -> Sequence[Owner]:
        """Which team answers for which area; where a team's own record says so, it is cited."""
        by = self._pages
        return [
            Owner(name, f"@{team.handle}", by.get(team.id, ""))
            for team in self._teams
            for name, _ in team.areas
        ]

    def teams(self) -> Sequence[Team]:
        """Who is in which team now; as of another day nobody can say, so there are none."""
        if self._as_of is not None:
            return ()
        people = self._people.people
        return [
            Team(
                f"@{team.handle}",
                team.name,
                tuple(sorted(f"@{people[one].handle}" for one in team.members if one in people)),
                tuple(sorted(f"@{people[one].handle}" for one in team.leads if one in people)),
                self._pages.get(team.id, ""),
            )
            for team in self._teams
        ]

    @property
    def today(self) -> date:
        """The day that is asked about: the asking person's own, unless another was named."""
        person = self._people.people.get(self._person)
        if self._as_of is not None or person is None or not person.zone:
            return self._day
        return local_date(to_micros(self._now), person.zone)

    def kinds(self) -> frozenset[str]:
        """The kinds of records that the person may see."""
        visible = visible_to(self._workspace, self._person)
        rows = fetch(
            f"SELECT DISTINCT kind FROM records_record WHERE {visible.sql}",  # noqa: S608
            visible.parameters,
        )
        return frozenset(str(kind) for (kind,) in rows)

    def names(self) -> Mapping[str, str]:
        """What people and teams are called, each with its handle; ``i`` is who asks."""
        called = names_of([
            *((f"@{one.handle}", one.name) for one in self._people.people.values()),
            *((f"@{one.handle}", one.name) for one in self._teams),
        ])  # fmt: skip
        return {**called, "i": self._people.handle(self._person)}

    def newest(self, wanted: Newest, limit: int) -> Sequence[Document]:
        """The newest records of a sort as they stood on that day; what waits, most urgent first.

        What changed and what waits is known of today only: as of another day that is nothing.
        """
        if (wanted.changed or wanted.awaited) and self._as_of is not None:
            return ()
        if wanted.awaited:
            parties = [self._people.id_of(one) or one for one in wanted.awaited]
            waits = waiting_on(self._workspace, parties, person=self._person, limit=limit)
            return list(self.documents([one.ref for one in waits.found]).values())
        authors = [self._people.id_of(one) or one for one in wanted.authors]
        visible = visible_to(self._workspace, self._person)
        found = newest(visible, replace(wanted, authors=tuple(authors)), limit, self._as_of)
        return list(self.documents([one.ref for one in found]).values())

    @cached_property
    def _teams(self) -> list[TeamFact]:
        return sorted(self._people.teams.values(), key=lambda team: team.id)

    @cached_property
    def _pages(self) -> dict[str | None, str]:
        """The record of each team that has one, as far as the person sees it."""
        visible = visible_to(self._workspace, self._person)
        pages = select(visible, "kind = 'team'") if self._teams else []
        return {self._people.id_of(str(one.fields.get("team"))): one.ref for one in pages}
