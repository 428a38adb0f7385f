"""Values of records as the API, the twins and the feeds tell them."""

from __future__ import annotations

import difflib
import json
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpResponse
from ninja import Path

from dayline.base.errors import NotFound
from dayline.faces.api.shapes.base import instant
from dayline.faces.web.desk import Desk
from dayline.records import queries
from dayline.records.actions import Written
from dayline.records.queries import Edge, Record

Ref = Annotated[
    str, Path(..., min_length=1, max_length=80, description="Such as D-42, 42, or a slug.")
]


def as_json(values: Any) -> HttpResponse:
    """A value as a JSON response."""
    body = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(body, content_type="application/json")


def url_of(ref: str) -> str:
    """The address of a record's page."""
    return f"{settings.BASE_URL}/{ref}"


def head(desk: Desk, one: Record) -> dict[str, Any]:
    """A record without its text."""
    handle = desk.people.handle
    return {
        "ref": one.ref,
        "kind": one.kind,
        "contract": one.contract,
        "dialect": one.dialect,
        "title": one.title,
        "state": one.state,
        "status": one.status,
        "final": one.final,
        "author": handle(one.author),
        "waits_on": [handle(identity) for identity in one.waits_on],
        "visibility": one.visibility,
        "revision": one.revision,
        "path": one.path,
        "opened_at": instant(one.opened_at),
        "changed_at": instant(one.changed_at),
        "state_since": instant(one.state_since),
        "url": url_of(one.ref),
    }


def edge(one: Edge) -> dict[str, str]:
    """A link."""
    return {"source": one.source, "type": one.type, "target": one.target, "means": one.means}


def record_values(desk: Desk, record: Record, revision: int | None = None) -> dict[str, Any]:
    """A record with its text, its fields and its links."""
    content = (
        queries.content(record)
        if revision is None
        else queries.text_at(desk.workspace, record.ref, revision)
    )
    edges = queries.edges(desk.workspace, person=desk.person, refs=[record.ref])
    return {
        **head(desk, record),
        "fields": record.fields,
        "text": None if content is None else content.decode(errors="replace"),
        "links": [edge(one) for one in edges],
    }


def written(made: Written) -> dict[str, Any]:
    """What an act left behind."""
    return {
        "ref": made.ref,
        "revision": made.revision,
        "state": made.state,
        "index": made.index,
        "along": list(made.along),
        "url": url_of(made.ref),
    }


def difference(
    workspace: int, record: Record, before: int | None, after: int | None
) -> dict[str, Any]:
    """A unified diff of two revisions, by default of the last two. Raises :class:`NotFound`."""
    newer = after or (before + 1 if before else record.revision)
    older = before or newer - 1
    if older < 1:
        raise NotFound(
            f"{record.ref} has no revision before {newer}.", do="Read its history first."
        )
    texts = [
        (queries.text_at(workspace, record.ref, number) or b"(erased)\n").decode(errors="replace")
        for number in (older, newer)
    ]
    lines = difflib.unified_diff(
        texts[0].splitlines(),
        texts[1].splitlines(),
        f"{record.ref} revision {older}",
        f"{record.ref} revision {newer}",
        lineterm="",
    )
    return {"ref": record.ref, "before": older, "after": newer, "diff": "\n".join(lines)}
