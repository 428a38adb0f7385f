"""What the editor's script asks: keep this, look at this, who is that. Answers are JSON or parts.

Whoever is not signed in gets 401 and a word that a script can read, never a page: the script says
"kept offline" then, and asks again.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from dayline.base.errors import DaylineError, InvalidInput
from dayline.drafts.actions import discard, keep, keep_picture
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk
from dayline.faces.web.editor import completion
from dayline.faces.web.editor.guidance import guide
from dayline.faces.web.editor.places import place_named
from dayline.faces.web.editor.preview import preview
from dayline.faces.web.editor.saving import typed_in
from dayline.faces.web.templatetags.dayline import in_words
from dayline.records.files.rules import NOWHERE, address

View = Callable[[HttpRequest, Desk], HttpResponse]


def _for_scripts(view: View) -> Callable[[HttpRequest], HttpResponse]:
    """A view of somebody signed in, whose refusals are JSON."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        desk: Desk | None = request.desk  # type: ignore[attr-defined]
        if desk is None:
            return JsonResponse({"refused": "signed-out"}, status=401)
        wanted = request.headers.get("X-Dayline-Person", desk.person)
        if wanted != desk.person:
            return JsonResponse({"refused": "somebody-else", "who": desk.me.handle}, status=401)
        try:
            return view(request, desk)
        except DaylineError as error:
            said = {"refused": error.code, "what": error.what, "kept": error.kept, "do": error.do}
            return JsonResponse(said, status=status_of(error))

    return never_cache(answered)


def _read(request: HttpRequest) -> dict[str, Any]:
    try:
        said = json.loads(request.body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise InvalidInput("This is no JSON object.", do="Load the page again.")
    return said


@never_cache
@require_GET
def token(request: HttpRequest) -> HttpResponse:
    """A fresh token for forms, and who is signed in: what a page that was open long needs."""
    desk: Desk | None = request.desk  # type: ignore[attr-defined]
    return JsonResponse({"token": get_token(request), "person": desk.person if desk else ""})


@require_POST
@_for_scripts
def keep_draft(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep what was typed; the answer says what the server now has."""
    said = _read(request)
    kept = keep(desk.acting, typed_in(said, str(said.get("place", ""))))
    others = [{"writer": one.writer, "at": in_words(one.at, desk)} for one in kept.others]
    return JsonResponse({"sequence": kept.sequence, "done": kept.done, "others": others})


@require_POST
@_for_scripts
def discard_draft(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Throw a draft away."""
    said = _read(request)
    discard(desk.acting, str(said.get("place", "")), str(said.get("writer", "")))
    return JsonResponse({})


@require_POST
@_for_scripts
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The guide for a text as it is now."""
    said = _read(request)
    place = place_named(desk, str(said.get("place", "")))
    context = {"guide": guide(desk, place, str(said.get("text", ""))), "place": place}
    return render(request, "parts/editor_guide.html", context)


@require_POST
@_for_scripts
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The preview of a text as it is now."""
    said = _read(request)
    place = place_named(desk, str(said.get("place", "")))
    html = preview(str(said.get("text", "")), place.name)
    return render(request, "parts/editor_preview.html", {"preview": html})


@require_POST
@_for_scripts
def picture(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Keep a picture that was pasted; the answer says how the text names it."""
    name = request.GET.get("place", "")
    place = place_named(desk, name)
    digest, extension = keep_picture(desk.acting, request.body)
    to = address(place.record.ref if place.record else NOWHERE, digest, extension)
    return JsonResponse({"address": to})


@require_GET
@_for_scripts
def records(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Records that fit what was typed."""
    return JsonResponse({"found": completion.records(desk, request.GET.get("q", "")[:100])})


@require_GET
@_for_scripts
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """People and teams that fit what was typed, with their time and next awake hour."""
    return JsonResponse({"found": completion.people(desk, request.GET.get("q", "")[:100])})
