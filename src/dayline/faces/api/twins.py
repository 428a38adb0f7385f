"""Twins of pages for programs: a record as text and as JSON, lists as feeds, deadlines as a
calendar. Each is under the same condition as its page, and carries an ETag.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from dayline.accounts.queries import bearer
from dayline.base.errors import DaylineError, NotFound
from dayline.board.queries import board
from dayline.faces.api import feeds, limits, problems
from dayline.faces.api.caller import SAFE, caller_of
from dayline.faces.api.etags import conditional
from dayline.faces.api.feeds import Item, feed
from dayline.faces.api.routes.clock import own_ids
from dayline.faces.api.telling import as_json, record_values, url_of
from dayline.faces.now import now
from dayline.faces.web.desk import Desk
from dayline.inbox.queries import deadlines
from dayline.integrations.ics.writing import Due, calendar
from dayline.people.queries import directory
from dayline.records import queries
from dayline.records.events.queries import latest, ref_of
from dayline.records.llms import llms_text
from dayline.records.pages import queries as pages

_log = logging.getLogger(__name__)
_MOST = 50
_LISTED = 500
View = Callable[..., HttpResponse]


def reading(view: Callable[..., HttpResponse]) -> View:
    """For twins: who asks is known by a token with the scope read, or by the session."""

    @wraps(view)
    def read(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        def answer() -> HttpResponse:
            caller = caller_of(request)
            caller.need("read")
            return conditional(request, view(caller.desk, **kwargs))

        return _answered(request, answer)

    return read


def _answered(request: HttpRequest, answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Refusals as problems; only for reading."""
    try:
        if request.method not in SAFE:
            response = problems.problem(
                problems.MethodNotAllowed("This address is for reading.", do="Use GET.")
            )
            response.headers["Allow"] = "GET, HEAD"
        else:
            response = answer()
    except DaylineError as error:
        response = problems.problem(error)
    except Exception:
        _log.exception("A twin failed.")
        response = problems.fault()
    response.headers.setdefault("Cache-Control", "private, no-cache")
    response.headers.setdefault("Vary", "Authorization, Cookie")
    return response


@reading
def text(desk: Desk, ref: str) -> HttpResponse:
    """``/D-42.md``: the text, byte for byte."""
    record = queries.find(desk.workspace, ref, person=desk.person)
    content = queries.content(record)
    if content is None:
        raise NotFound(f"The text of {record.ref} was erased.", do="Read its history.")
    response = HttpResponse(content, content_type="text/markdown; charset=utf-8")
    response.headers["Link"] = f'<{url_of(record.ref)}>; rel="canonical"'
    response.revision = record.revision  # type: ignore[attr-defined]
    return response


@reading
def json_(desk: Desk, ref: str) -> HttpResponse:
    """``/D-42.json``: the same as the API gives."""
    record = queries.find(desk.workspace, ref, person=desk.person)
    response = as_json(record_values(desk, record))
    response.revision = record.revision  # type: ignore[attr-defined]
    return response


@reading
def llms(desk: Desk) -> HttpResponse:
    """``/llms.txt``: for language models, the records that changed last, by their texts."""
    found = pages.latest(desk.workspace, person=desk.person, filters=pages.Filters(), limit=_LISTED)
    body = llms_text(
        desk.origin, found, lambda one: f"{url_of(one.ref)}.md", more=url_of("records.atom")
    )
    return HttpResponse(body, content_type="text/plain; charset=utf-8")


def _feed(desk: Desk, key: str, title: str, page: str, items: list[Item]) -> HttpResponse:
    base = settings.BASE_URL
    body = feed(
        desk.origin,
        key,
        f"{desk.origin}: {title}",
        own=f"{base}/{key}.atom",
        page=f"{base}{page}",
        items=items,
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    return HttpResponse(body, content_type=f"{feeds.MEDIA_TYPE}; charset=utf-8")


@reading
def log(desk: Desk) -> HttpResponse:
    """``/log.atom``: what happened to records, newest first."""
    kinds = ("record.", "comment.", "concern.", "receipt.", "page.", "contract.")
    found = latest(desk.workspace, desk.person, limit=_MOST, kinds=kinds)
    refs = sorted({ref for one in found if (ref := ref_of(one.subject))})
    titles = _titles(desk, refs)
    items = [
        Item(
            key=f"entry/{one.index}",
            title=f"{one.subject} {titles.get(one.subject, '')}: {_in_words(one.kind)}",
            url=url_of(ref_of(one.subject) or "log"),
            updated=one.at,
            author=desk.people.handle(one.actor),
            category=one.kind,
        )
        for one in found
    ]
    return _feed(desk, "log", "what happened", "/log", items)


def _titles(desk: Desk, refs: list[str]) -> dict[str, str]:
    from dayline.journal.database import marks

    visible = queries.visible_to(desk.workspace, desk.person)
    found = queries.select(visible, f"ref IN ({marks(refs)})", refs)
    return {record.ref: record.title for record in found}


def _in_words(kind: str) -> str:
    noun, verb, *rest = kind.split(".", 2)
    outcome = f", {rest[0].replace('_', ' ')}" if rest else ""
    return f"{noun} {verb.replace('_', ' ')}{outcome}"


@reading
def records(desk: Desk) -> HttpResponse:
    """``/records.atom``: the records that changed last."""
    found = pages.latest(desk.workspace, person=desk.person, filters=pages.Filters(), limit=_MOST)
    items = [
        Item(
            key=f"record/{one.ref}",
            title=f"{one.ref} {one.title}",
            url=url_of(one.ref),
            updated=one.changed_at,
            author=desk.people.handle(one.author) or "-",
            summary=f"{one.kind}, {one.state or one.status}, revision {one.revision}",
            category=one.kind,
        )
        for one in found
    ]
    return _feed(desk, "records", "records", "/log", items)


@reading
def waiting(desk: Desk) -> HttpResponse:
    """``/board.atom``: what waits on whom, the last first."""
    lanes = board(desk.workspace, person=desk.person, now=desk.now)
    items = [
        Item(
            key=f"waits/{lane.id}/{card.ref}",
            title=f"{card.ref} {card.title} waits on {lane.name}",
            url=url_of(card.ref),
            updated=card.since,
            author=lane.name,
            summary=f"{card.kind}, {card.state}",
            category=card.kind,
        )
        for lane in lanes
        for card in lane.cards
    ]
    items.sort(key=lambda item: (item.updated, item.key), reverse=True)
    return _feed(desk, "board", "what waits", "/board", items[:200])


def my_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """``/calendar/SECRET.ics``: open deadlines that wait on the token's person or their teams.

    The address is the secret: a token with the scope ``ics`` and no other use.
    """

    def answer() -> HttpResponse:
        found = bearer(secret, datetime.now(UTC))
        if found is None or not found.may("ics"):
            limits.strangers.take(str(request.META.get("REMOTE_ADDR", "")))
            raise NotFound(
                "There is no calendar at this address.",
                do="Make a new address under your settings.",
            )
        limits.requests.take(found.token)
        people = directory(found.workspace)
        desk = Desk(found.workspace, found.origin, found.person, people, now())
        request.reader = desk  # type: ignore[attr-defined]  # the audit of readings asks for it
        response = HttpResponse(_deadlines(desk), content_type="text/calendar; charset=utf-8")
        response.headers["Content-Disposition"] = 'inline; filename="deadlines.ics"'
        response.headers["Referrer-Policy"] = "no-referrer"
        return conditional(request, response)

    return _answered(request, answer)


def _deadlines(desk: Desk) -> bytes:
    found = deadlines(desk.workspace, person=desk.person, whose=own_ids(desk), limit=500)
    titles = _titles(desk, sorted({one.ref for one in found}))
    dues = [
        Due(
            uid=f"{one.id}.{desk.origin}@dayline.invalid",
            summary=f"{one.ref} {titles.get(one.ref, '')}: {one.clock.replace('_', ' ')}",
            description=f"Waits on {' '.join(desk.people.handle(who) for who in one.whose)}.\n"
            f"{url_of(one.ref)}",
            url=url_of(one.ref),
            at=one.due_at,
            changed=one.since,
        )
        for one in found
        if one.due_at is not None
    ]
    return calendar(f"Dayline: deadlines of @{desk.me.handle}", dues)
