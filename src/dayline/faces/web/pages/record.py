"""A record: its text, who it waits on, what was said, the next move."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dayline.base.errors import DaylineError, InvalidInput, NotFound
from dayline.base.ids import parse_number, parse_ref
from dayline.faces.statuses import status_of
from dayline.faces.web.band import band_for
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.record.decision import CHOICES, binding
from dayline.faces.web.record.handoff import became
from dayline.faces.web.record.sheet import Sheet, sheet
from dayline.faces.web.record.standing import brief
from dayline.faces.web.record.threads import may_comment
from dayline.people.queries import SYSTEM
from dayline.records.missing import NoRecord
from dayline.records.queries import Past, Record, find, select, visible_to
from dayline.records.revisions.queries import number_on, one

MOST_NAMESAKES = 50


@seated
def record(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """A record by its id, now, at ``?revision=3`` or ``?as_of=2026-11-18``."""
    known = find(desk.workspace, ref, person=desk.person)
    if known.ref != ref:
        return HttpResponseRedirect(f"/{known.ref}")
    past = _past(request, known)
    if past is not None:
        shown = sheet(desk, known, past=past)
        return render(request, "pages/record_past.html", {"sheet": shown, "past": past})
    asked = request.GET.get("comment", "")
    return record_page(request, desk, known, {"at_block": int(asked) if asked.isdigit() else 0})


@seated
def named(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """``/d-42``, ``/42``, ``/0042`` or a slug: to the one that is meant, or the question which."""
    found = _named(desk, key)
    if len(found) == 1:
        query = request.META.get("QUERY_STRING", "")
        return HttpResponseRedirect(f"/{found[0].ref}{'?' if query else ''}{query}")
    if found:
        context = {"key": key, "records": found}
        return render(request, "pages/record_which.html", context, status=300)
    if parse_ref(key) or parse_number(key) is not None:
        raise NoRecord(key.upper())
    raise NotFound("There is nothing at this address.", do="Go to Today, or search for it.")


def _named(desk: Desk, key: str) -> list[Record]:
    visible = visible_to(desk.workspace, desk.person)
    ref = parse_ref(key)
    if ref is not None:
        return select(visible, "ref = %s", [str(ref)])
    number = parse_number(key)
    column, value = ("slug", key.casefold()) if number is None else ("number", number)
    return select(visible, f"{column} = %s", [value])[:MOST_NAMESAKES]


def _past(request: HttpRequest, known: Record) -> Past | None:
    """The revision that was asked for; None for the current one. Raises :class:`NotFound`."""
    wanted, day = request.GET.get("revision", ""), request.GET.get("as_of", "")
    number = int(wanted) if wanted.isdigit() and len(wanted) < 9 else 0
    if day:
        try:
            number = number_on(known.workspace, known.ref, date.fromisoformat(day))
        except ValueError as error:
            raise InvalidInput(f"{day} is no day.", do="Write it as 2026-11-18.") from error
    if not wanted and not day:
        return None
    past = one(known.workspace, known.ref, number) if number else None
    if past is None:
        what = f"{known.ref} did not stand yet on {day}." if day else "There is no such revision."
        raise NotFound(what, do=f"See its history: /{known.ref}/history.")
    return past if number != known.revision else None


def record_page(
    request: HttpRequest,
    desk: Desk,
    known: Record,
    extra: dict[str, Any],
    *,
    error: DaylineError | None = None,
) -> HttpResponse:
    """The page of the record as it stands, with what somebody typed and why it was refused."""
    shown = sheet(desk, known)
    context = {
        "sheet": shown,
        "band": band_for(desk, shown.concerned, hours=24, small=True),
        "may_comment": may_comment(desk.people, desk.person),
        "authors": "Dayline" if known.author == SYSTEM else "",
        "current_receipts": _receipts(shown),
        "binding": binding(desk, known, shown.text),
        "binding_choices": CHOICES,
        "where": brief(shown),
        "became": became(desk, known, shown.text, shown.edges),
        "error": error,
        **extra,
    }
    status = status_of(error) if error else 200
    return render(request, "pages/record.html", context, status=status)


def _receipts(shown: Sheet) -> dict[str, bool]:
    """Which receipts the reader gave for the current revision."""
    return {
        one.kind: True
        for one in shown.taken
        if one.person == shown.desk.person and one.revision == shown.record.revision
    }
