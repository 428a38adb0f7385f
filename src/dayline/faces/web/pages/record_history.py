"""The history of a record: who did what when, and what changed in the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.base.text_changes import Row, changes
from dayline.contracts.queries import registry
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.record.references import state_title
from dayline.records.queries import Past, find
from dayline.records.revisions.queries import latest, texts

PAGE = 20


@dataclass(frozen=True)
class Step:
    """A revision with what it changed. ``groups`` is None where the texts cannot be compared."""

    past: Past
    title: str
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
    contract = registry(desk.workspace).versions.get(known.kind, ())
    titles = {
        name: move.title or name for version in contract for name, move in version.moves.items()
    }
    context = {
        "record": known,
        "state": state_title(registry(desk.workspace), known),
        "steps": [_step(one, words, titles) for one in shown],
        "below": shown[-1].number if len(found) > PAGE else 0,
        "newest": not below,
    }
    return render(request, "pages/record_history.html", context)


def _step(past: Past, words: dict[int, str], titles: dict[str, str]) -> Step:
    new, old = words.get(past.number), words.get(past.number - 1)
    erased = new is None or (old is None and past.number > 1)
    groups = None if erased else changes(old or "", new or "")
    rows = [row for group in groups or () for row in group]
    return Step(
        past,
        _title(past, titles),
        groups,
        sum(row.sign == "+" for row in rows),
        sum(row.sign == "-" for row in rows),
        erased,
    )


def _title(past: Past, titles: dict[str, str]) -> str:
    if past.number == 1:
        return "Written"
    if past.move == "linked":
        return "Linked from the other side"
    if past.move:
        return titles.get(past.move, past.move.replace("_", " ").capitalize())
    return "Edited"
