"""Questions: ask the record and send on what it cannot answer; its gaps; answering one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from dayline.base.errors import DaylineError, InvalidInput, NotFound
from dayline.base.line_endings import plain_endings
from dayline.faces.asked import ask_record, said_of
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.practices.question import actions, queries, rules
from dayline.records.facts import text_of

_KEPT = ("question", "area", "owner", "need_by", "if_unanswered")


@never_cache
@seated
def questions(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is not written down yet; a POST asks the record and sends on what it cannot answer."""
    if request.method == "POST":
        return _ask(request, desk)
    return _page(request, desk, {"typed": {"question": request.GET.get("q", "")[:500]}})


def _page(request: HttpRequest, desk: Desk, extra: dict[str, Any]) -> HttpResponse:
    context = {
        "gaps": queries.gaps(desk.workspace, person=desk.person),
        "measure": queries.deflection(desk.workspace, desk.now),
        "areas": sorted({name for team in desk.people.teams.values() for name, _ in team.areas}),
        **extra,
    }
    status = status_of(extra["error"]) if "error" in extra else 200
    return render(request, "pages/questions.html", context, status=status)


def _ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    typed = {name: request.POST.get(name, "").strip() for name in _KEPT}
    try:
        found = ask_record(
            desk.workspace, typed["question"][:500], person=desk.person, now=desk.now
        )
        said = said_of(found)
        made = actions.ask(
            desk.acting,
            said,
            owner=typed["owner"],
            areas=[typed["area"]] if typed["area"] else [],
            need_by=_instant(desk, typed["need_by"]),
            if_unanswered=typed["if_unanswered"][:300],
        )
    except DaylineError as error:
        context = {"typed": typed, "error": error, "wrong": _wrong(error, typed)}
        return _page(request, desk, context)
    if made.ref:
        messages.success(request, f"{made.owner} has {made.ref}.")
        return HttpResponseRedirect(f"/{made.ref}")
    return _page(request, desk, {"typed": typed, "answer": found})


def _wrong(error: DaylineError, typed: dict[str, str]) -> str:
    """The field that the refusal is about: the page opens it and leads there."""
    if error.field:
        return error.field
    if isinstance(error, NotFound):
        return "owner" if typed["owner"] else "area"
    return "question"


def _instant(desk: Desk, text: str) -> datetime | None:
    """What a field of date and time says, read where the person is."""
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidInput(
            f"{text} is no time.", do="Write it as 2026-11-20T16:00.", field="need_by"
        ) from None
    return at if at.tzinfo else at.replace(tzinfo=desk.zone)


@never_cache
@seated
def answer(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """The form to answer a question, or to write its answer down; a POST does it."""
    record = queries.question(desk.workspace, ref, person=desk.person)
    typed, error = {"text": "", "promote": "guide", "into": ""}, None
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        try:
            made = _answered(desk, record.ref, record.state, typed)
        except DaylineError as refused:
            error = refused
        else:
            messages.success(request, f"{record.ref} is {made.replace('_', ' ')}.")
            return HttpResponseRedirect(f"/{record.ref}")
    text = text_of(record)
    context = {
        "record": record,
        "asked": rules.section(text, "question") or record.title,
        "standing": rules.section(text, "answer"),
        "typed": typed,
        "error": error,
    }
    status = status_of(error) if error else 200
    return render(request, "pages/question_answer.html", context, status=status)


def _answered(desk: Desk, ref: str, state: str, typed: dict[str, str]) -> str:
    """Do what the form of that state asks for; the state that the question has then."""
    promote, into = typed["promote"], typed["into"].strip()
    if state == "asked":
        words = plain_endings(typed["text"])
        made = actions.answer(desk.acting, ref, words, promote="" if into else promote)
        if not into:
            return made.state
    return actions.write_down(desk.acting, ref, kind=promote or "guide", into=into).state
