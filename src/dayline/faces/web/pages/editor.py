"""Writing: a text under its contract, with guide and preview, kept while it is typed."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from dayline.base.errors import Conflict, DaylineError
from dayline.base.line_endings import plain_endings
from dayline.base.merging import differences, merged
from dayline.drafts.actions import Typed, discard, keep, keep_picture
from dayline.drafts.queries import Unsaved, drafts_at, open_drafts
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.editor.guidance import guide
from dayline.faces.web.editor.menu import insertions
from dayline.faces.web.editor.places import Place, place_named
from dayline.faces.web.editor.preview import preview
from dayline.faces.web.editor.purposes import purposes
from dayline.faces.web.editor.receiving import received, receiving
from dayline.faces.web.editor.saving import audiences, chosen, save, typed_in
from dayline.practices.update.queries import KIND as UPDATE
from dayline.practices.update.queries import standing
from dayline.records.files.rules import NOWHERE, address
from dayline.records.prospects import next_of, prospects, saved_words
from dayline.records.queries import Record, find, text_at


@seated
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What one can start to write, by purpose; and what is not finished yet."""
    context = {
        "here": "New",
        "groups": purposes(desk.workspace),
        "unfinished": [_titled(one) for one in open_drafts(desk.workspace, desk.person)],
    }
    return render(request, "pages/new.html", context)


@never_cache
def write_new(request: HttpRequest, kind: str) -> HttpResponse:
    """The editor for a new record of a kind; an update that waits already opens instead."""
    waits = _waiting_update(request) if kind == UPDATE and request.method == "GET" else None
    if waits is not None:
        return HttpResponseRedirect(f"/{waits.ref}/edit")
    return _write(request, f"new/{kind}")


@never_cache
def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """The editor for a record."""
    return _write(request, ref)


def _waiting_update(request: HttpRequest) -> Record | None:
    desk: Desk | None = request.desk  # type: ignore[attr-defined]
    return standing(desk.workspace, desk.person, desk.now).open if desk else None


def _write(request: HttpRequest, name: str) -> HttpResponse:
    desk: Desk | None = request.desk  # type: ignore[attr-defined]
    if request.method == "POST" and (desk is None or not _same_person(request, desk)):
        return _signed_out(request)
    return _at_desk(request, name)


def _same_person(request: HttpRequest, desk: Desk) -> bool:
    """Whether who sends the text is who wrote it: another may have signed in since."""
    return request.POST.get("person", desk.person) == desk.person


def _signed_out(request: HttpRequest) -> HttpResponse:
    """The session ended while somebody wrote: the text comes back in a form that sends it again."""
    said = {name: request.POST[name] for name in _CARRIED if name in request.POST}
    return render(request, "pages/editor_signed_out.html", {"said": said}, status=401)


_CARRIED = (
    "text", "writer", "sequence", "base", "note", "visibility", "instead_of", "instead_at",
    "person",
)  # fmt: skip


@seated
def _at_desk(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    asked = {one: request.GET.get(one, "") for one in ("title", "to")}
    place = place_named(desk, name, **asked)
    if request.method != "POST":
        drafts = drafts_at(desk.workspace, desk.person, place.name)
        return _page(request, desk, place, _begun(place, drafts, request.GET.get("draft", "")))
    act = request.POST.get("do", "save")
    if act == "discard":
        return _discard(request, desk, place)
    typed = received(desk, place, typed_in(request.POST, place.name), request.POST)
    if act == "save":
        return _save(request, desk, place, typed)
    if "picture" in request.FILES:
        typed = _with_picture(desk, place, typed, request)
    typed = replace(typed, sequence=typed.sequence + 1)
    keep(desk.acting, typed)
    return _page(request, desk, place, typed, shows=act == "preview")


def _discard(request: HttpRequest, desk: Desk, place: Place) -> HttpResponse:
    """Throw a text away that was never saved; back to where the press was."""
    discard(desk.acting, place.name, request.POST.get("which", ""))
    if request.POST.get("back") == "new":
        messages.info(request, "That text is thrown away. Nothing of it was ever saved.")
        return HttpResponseRedirect("/new")
    return HttpResponseRedirect(f"{place.address}?draft=none")


def _with_picture(desk: Desk, place: Place, typed: Typed, request: HttpRequest) -> Typed:
    file: Any = request.FILES["picture"]
    digest, extension = keep_picture(desk.acting, file.read())
    to = address(place.record.ref if place.record else NOWHERE, digest, extension)
    return replace(typed, text=f"{typed.text.rstrip()}\n\n![What it shows]({to})\n")


def _save(request: HttpRequest, desk: Desk, place: Place, typed: Typed) -> HttpResponse:
    plain = "application/json" in request.headers.get("Accept", "")
    try:
        saved = save(desk, place, typed)
    except DaylineError as error:
        keep(desk.acting, replace(typed, sequence=typed.sequence + 1))
        if plain:
            return JsonResponse({"refused": error.code}, status=status_of(error))
        if isinstance(error, Conflict):
            return _conflict(request, desk, place, typed, error)
        return _page(request, desk, place, typed, error=error)
    if not saved.changed:
        messages.info(request, f"{saved.ref} says that already.")
    else:
        messages.success(request, _said_of(desk, saved.ref))
    if plain:
        return JsonResponse({"location": f"/{saved.ref}", "ref": saved.ref})
    return HttpResponseRedirect(f"/{saved.ref}")


def _said_of(desk: Desk, ref: str) -> str:
    """What saving led to, and where what is still to do stands."""
    record = find(desk.workspace, ref, person=desk.person)
    step = next_of(prospects(desk.acting, record)) if record.contract else None
    listed = ", listed here" if step and not step.open else ""
    return f"{saved_words(ref, record.state, step)}{listed}."


def _begun(place: Place, drafts: list[Unsaved], wanted: str) -> Typed:
    """What the page starts with: a draft that was not saved, else what stands there."""
    draft = chosen(drafts, wanted)
    fresh = Typed(place.name, "", 0, place.shown, base=place.base)
    if draft is None or (not wanted and draft.text == place.shown):
        return fresh
    return replace(
        fresh,
        text=draft.text,
        base=draft.base,
        note=draft.note,
        visibility=draft.visibility,
        instead_of=draft.writer,
        instead_at=draft.sequence,
    )


def _page(
    request: HttpRequest,
    desk: Desk,
    place: Place,
    typed: Typed,
    *,
    error: DaylineError | None = None,
    shows: bool = False,
) -> HttpResponse:
    drafts = drafts_at(desk.workspace, desk.person, place.name)
    known = {one.writer: {"at": one.sequence, "done": one.done} for one in drafts}
    shown = typed.instead_of if not typed.writer else typed.writer
    context = {
        "place": place,
        "typed": replace(typed, writer=typed.writer or secrets.token_urlsafe(12)),
        "guide": guide(desk, place, typed.text),
        "preview": preview(typed.text, place.name) if shows else "",
        "others": [_titled(one) for one in drafts if not one.done and one.writer != shown],
        "restored": next((one for one in drafts if one.writer == shown and not one.done), None),
        "moved_on": bool(place.record) and typed.base < place.base,
        "audiences": audiences(desk),
        "visibility": typed.visibility or "workspace",
        "known": json.dumps(known),
        "receiving": receiving(desk, place, typed.text),
        "insertions": json.dumps(insertions(place.contract)),
        "error": error,
    }
    status = status_of(error) if error else 200
    return render(request, "pages/editor.html", context, status=status)


def _conflict(
    request: HttpRequest, desk: Desk, place: Place, typed: Typed, error: Conflict
) -> HttpResponse:
    """Both texts, and a third where the two edits do not touch each other."""
    theirs = plain_endings(error.theirs)
    base = (text_at(desk.workspace, place.name, typed.base) or b"") if typed.base else b""
    begun = plain_endings(base.decode(errors="replace"))
    proposal = merged(begun, typed.text, theirs) if base else None
    context = {
        "place": place,
        "theirs": theirs,
        "typed": replace(typed, base=place.base, sequence=typed.sequence + 2),
        "proposal": proposal,
        "changed_by_them": differences(begun, theirs) if base else [],
        "changed_by_you": differences(begun, typed.text) if base else [],
        "error": error,
    }
    return render(request, "pages/editor_conflict.html", context, status=409)


def _titled(draft: Unsaved) -> dict[str, Any]:
    """A draft as a list shows it: by its first heading, where it has one."""
    heading = next((line for line in draft.text.splitlines() if line.startswith("# ")), "")
    new_one = draft.place.startswith("new/")
    kind = draft.place.removeprefix("new/").replace("_", " ")
    return {
        "place": draft.place,
        "address": f"/{draft.place}" if new_one else f"/{draft.place}/edit",
        "writer": draft.writer,
        "at": draft.at,
        "title": heading[2:].strip() or (f"A new {kind}" if new_one else draft.place),
        "ref": "" if new_one else draft.place,
    }
