"""Ids of records and handles in a text become links that say where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.html import escape

from dayline.base.ids import parse_ref
from dayline.base.zones import zone as zone_of
from dayline.contracts.queries import Registry
from dayline.faces.web.desk import Desk
from dayline.journal.database import marks
from dayline.people.queries import PersonFact
from dayline.records.queries import Record, select, visible_to

_NAMED = re.compile(
    r"(?<![\w/#@.&-])(?:(?P<ref>[A-Z][A-Z0-9]{0,15}-[0-9]{1,9})(?![\w-])"
    r"|@(?P<handle>[A-Za-z0-9](?:[\w.-]{0,60}[\w])?))"
)
_MOST = 500


@dataclass(frozen=True)
class Neighbours:
    """The records that a page names and that its reader may see, by id; and how to say them."""

    desk: Desk
    records: dict[str, Record]
    contracts: Registry

    def state(self, record: Record) -> str:
        """The title of a record's state."""
        return state_title(self.contracts, record)

    def linked(self, text: str, *, here: str = "") -> Iterator[str]:
        """``text`` as HTML with links to what it names."""
        place = 0
        for found in _NAMED.finditer(text):
            link = (
                self._record(found["ref"], here) if found["ref"] else self._party(found["handle"])
            )
            if link:
                yield escape(text[place : found.start()])
                yield link
                place = found.end()
        yield escape(text[place:])

    def _record(self, name: str, here: str) -> str:
        ref = str(parse_ref(name) or "")
        record = self.records.get(ref)
        if record is None or ref == here:
            return ""
        title = f"{record.title} ({self.state(record)})"
        over = ' class="ref over"' if record.final else ' class="ref"'
        return f'<a{over} href="/{ref}" title="{escape(title)}">{escape(name)}</a>'

    def _party(self, handle: str) -> str:
        people = self.desk.people
        identity = people.id_of(handle)
        if identity in people.teams:
            team = people.teams[identity]
            return f'<a class="party" href="/teams/{escape(team.handle)}" title="Team {escape(team.name)}">@{escape(handle)}</a>'  # noqa: E501
        known = people.people.get(identity or "")
        if known is None:
            return ""
        said = escape(person_said(known, self.desk.now))
        return f'<span class="party" title="{said}">@{escape(handle)}</span>'


def person_said(person: PersonFact, now: datetime) -> str:
    """A person with their hour: ``Ana Ruiz, Wed 09:00 in Chicago``."""
    there = now.astimezone(zone_of(person.zone))
    city = person.zone.rpartition("/")[2].replace("_", " ")
    return f"{person.name}, {there:%a %H:%M} in {city}"


OVER = frozenset(("superseded", "deprecated", "rejected", "withdrawn"))
"""States of what is not in force any more, or never was, in every kind."""


def state_class(record: Record) -> str:
    """How the word for a record's state is drawn: over, waiting for somebody, or done."""
    if record.final or record.state in OVER:
        return "state-over"
    return "state-waits" if record.waits_on else "state-done"


def state_title(contracts: Registry, record: Record) -> str:
    """The title of a record's state, as its contract says it, else its word."""
    for contract in reversed(contracts.versions.get(record.kind, ())):
        state = contract.states.get(record.state)
        if state and record.contract in ("", contract.ref):
            return state.title or state.name
    return (record.state or record.status).replace("_", " ").capitalize()


def named_in(texts: Iterable[str]) -> list[str]:
    """The ids of records that texts name, at most 500."""
    found = {found["ref"] for text in texts for found in _NAMED.finditer(text) if found["ref"]}
    return sorted({str(parse_ref(name)) for name in found})[:_MOST]


def neighbours(desk: Desk, contracts: Registry, refs: Iterable[str]) -> Neighbours:
    """What the reader may see of the records with these ids, in one query."""
    wanted = sorted(set(refs))[: 2 * _MOST]
    visible = visible_to(desk.workspace, desk.person)
    found = select(visible, f"ref IN ({marks(wanted)})", wanted) if wanted else []
    return Neighbours(desk, {record.ref: record for record in found}, contracts)
