"""Saying something about a record: comments, concerns, receipts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.line_endings import plain_endings
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.pages.record import record_page
from dayline.faces.web.record.sheet import sheet
from dayline.records.queries import Record, find
from dayline.records.remarks import actions
from dayline.records.remarks.queries import no_comment, remark

_KEPT = ("text", "anchor", "quote", "block", "concern", "parent", "scope", "kind")


@require_POST
@seated
def comment(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Say something, beside the words that are quoted. What was typed survives a refusal."""
    known = find(desk.workspace, ref, person=desk.person)
    said = request.POST
    try:
        quote, place = _quoted(desk, known, said.get("quote", ""), said.get("block", ""))
        text = plain_endings(said.get("text", "")).strip()
        made = actions.comment(
            desk.acting,
            known.ref,
            text,
            quote=quote,
            concern=_concern(said.get("concern", ""), text),
            parent=said.get("parent", ""),
            near=place,
            anchor=said.get("anchor", ""),
        )
    except DaylineError as error:
        return _again(request, desk, known, error)
    return HttpResponseRedirect(f"/{known.ref}#{said.get('parent') or made}")


def _quoted(desk: Desk, known: Record, quote: str, block: str) -> tuple[str, int]:
    """The words of the source that the quoted words of the page are, and where they stand.

    Raises :class:`InvalidInput` when they are not there.
    """
    if not quote.strip():
        return "", 0
    shown = sheet(desk, known)
    number = int(block) if block.isdigit() else 0
    near = next((one.letters[0] for one in shown.body.blocks if one.number == number), 0)
    found = shown.source.find(quote, near)
    if found is None:
        raise InvalidInput(
            "The words that you quote are no longer in the text.",
            kept="What you wrote is still in the form.",
            do="Choose other words, or leave the quote out.",
        )
    begin, end = shown.source.source(found)
    return shown.text[begin:end], begin


def _concern(asked: str, text: str) -> str:
    """The name of a concern: as given, or the first words of what is said."""
    if not asked:
        return ""
    return asked if asked != "on" else " ".join(text.split()[:6])[:80]


@require_POST
@seated
def close(request: HttpRequest, desk: Desk, ref: str, comment: str) -> HttpResponse:
    """Resolve or withdraw a comment, with a last word where one is said."""
    known = find(desk.workspace, ref, person=desk.person)
    try:
        if remark(desk.workspace, comment).ref != known.ref:
            raise no_comment(comment)
        last = plain_endings(request.POST.get("text", "")).strip()
        if last:
            actions.comment(desk.acting, known.ref, last, parent=comment)
        actions.close_comment(desk.acting, comment, status=request.POST.get("status", "resolved"))
    except DaylineError as error:
        return _again(request, desk, known, error)
    return HttpResponseRedirect(f"/{known.ref}#{comment}")


@require_POST
@seated
def receipt(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """Say that one has read, accepts with a scope, or contests the current revision."""
    known = find(desk.workspace, ref, person=desk.person)
    kind = request.POST.get("kind", "")
    text = plain_endings(request.POST.get("text", "")).strip()
    try:
        if kind not in ("read", "accepted", "contested"):
            raise InvalidInput(f"{kind!r} is not said here.", do="Say read, accepted or contested.")
        if kind == "contested" and not text:
            raise InvalidInput(
                "What is wrong or missing is not said.", do="Write it in one sentence."
            )
        scope = request.POST.get("scope", "").strip()
        actions.give_receipt(desk.acting, known.ref, kind, text=text, scope=scope)
    except DaylineError as error:
        return _again(request, desk, known, error)
    messages.success(request, f"Noted for revision {known.revision}: {kind}.")
    return HttpResponseRedirect(f"/{known.ref}#receipts")


def _again(request: HttpRequest, desk: Desk, known: Record, error: DaylineError) -> HttpResponse:
    """The record's page with everything that was typed, and why it was not taken."""
    typed = {name: request.POST.get(name, "") for name in _KEPT}
    block = int(typed["block"]) if typed["block"].isdigit() else 0
    return record_page(request, desk, known, {"typed": typed, "at_block": block}, error=error)
