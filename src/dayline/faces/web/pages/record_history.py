"""The history of a record: who did what when, and what changed in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.base.text_changes import Row, changes
from dayline.contracts.queries import Registry, registry
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.record.references import state_title
from dayline.records.queries import Past, Record, find
from dayline.records.reading import NATIVE
from dayline.records.revisions.queries import latest, texts

PAGE = 20


@dataclass(frozen=True)
class Step:
    """A revision with what it changed. ``groups`` is None where the texts cannot be compared.

    ``state`` is said where it is another than before; ``brought`` of a text that somebody brought
    in, who need not have written it, and on another day.
    """

    past: Past
    title: str
    state: str
    brought: bool
    groups: Sequence[Sequence[Row]] | None
    added: int
    removed: int
    erased: bool


@seated
def history(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """A page of revisions, newest first; ``?below=12`` goes on to older ones."""
    known = find(desk.workspace, ref, person=desk.person)
    asked = request.GET.get("below", "")
    below = int(asked) if asked.isdigit() and len(asked) < 9 else 0
    found = latest(known.workspace, known.ref, below=below, limit=PAGE + 1)
    words = texts(known.workspace, known.ref, [one.number for one in found]) if found else {}
    shown = found[:PAGE]
    told = _Told(desk, known, registry(desk.workspace), words)
    context = {
        "record": known,
        "steps": [
            told.step(one, before) for one, before in zip_longest(shown, found[1 : PAGE + 1])
        ],
        "below": shown[-1].number if len(found) > PAGE else 0,
        "newest": not below,
    }
    return render(request, "pages/record_history.html", context)


@dataclass(frozen=True, slots=True)
class _Told:
    """What steps are made from."""

    desk: Desk
    record: Record
    contracts: Registry
    words: Mapping[int, str]

    def step(self, past: Past, before: Past | None) -> Step:
        """A revision after the one before it, None for the first."""
        new, old = self.words.get(past.number), self.words.get(past.number - 1)
        erased = new is None or (old is None and past.number > 1)
        groups = None if erased else changes(old or "", new or "")
        rows = [row for group in groups or () for row in group]
        stood = (before.state, before.status) if before else None
        brought = self._was_brought(past)
        return Step(
            past,
            "Brought in" if brought else self._title(past),
            "" if stood == (past.state, past.status) else self._state(past),
            brought,
            groups,
            sum(row.sign == "+" for row in rows),
            sum(row.sign == "-" for row in rows),
            erased,
        )

    def _was_brought(self, past: Past) -> bool:
        """Whether somebody here brought the text in; with its history it tells who wrote it."""
        foreign = self.record.dialect != NATIVE
        return past.number == 1 and foreign and past.actor in self.desk.people.people

    def _state(self, past: Past) -> str:
        return state_title(
            self.contracts, replace(self.record, state=past.state, status=past.status)
        )

    def _title(self, past: Past) -> str:
        if past.number == 1:
            return "Written"
        if past.move == "linked":
            return "Linked from the other side"
        if not past.move:
            return "Edited"
        for contract in reversed(self.contracts.versions.get(self.record.kind, ())):
            if past.move in contract.moves:
                return contract.moves[past.move].title or past.move
        return past.move.replace("_", " ").capitalize()
