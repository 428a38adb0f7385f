"""A handoff at the shift after: the sender's word on the read-back, and what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from dayline.base.errors import DaylineError, NotFound
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.record.handoff import WORDS, contract_closes, points, with_hints
from dayline.practices.handoff.actions import judge, tell_outcome
from dayline.practices.handoff.queries import Handover, handover, receivers, senders
from dayline.practices.handoff.rules import Word


@never_cache
@seated
def adjudicate(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """The sender says item by item what was kept; a POST keeps their word."""
    known = handover(desk.workspace, ref, person=desk.person)
    if request.method != "POST":
        return _judging(request, desk, known)
    typed = request.POST
    try:
        judge(
            desk.acting,
            known.record.ref,
            _words(typed, "first"),
            after=_words(typed, "after"),
            invented=typed.getlist("invented"),
            note=typed.get("note", ""),
            close="close" in typed,
        )
    except DaylineError as error:
        return _judging(request, desk, known, error=error)
    messages.success(request, f"Your word on {known.record.ref} stands; the receivers see it.")
    return HttpResponseRedirect(f"/{known.record.ref}#became")


def _words(typed: QueryDict, name: str) -> dict[int, Word]:
    """What was chosen, by number of the item; what is no word is left out."""
    found = {}
    for key, value in typed.items():
        part, _, number = key.partition("-")
        if part == name and number.isdigit() and value in WORDS:
            found[int(number)] = Word(str(value))
    return found


def _judging(
    request: HttpRequest, desk: Desk, known: Handover, *, error: DaylineError | None = None
) -> HttpResponse:
    if not known.said:
        raise NotFound(
            f"Nobody has read {known.record.ref} back yet.", do=f"See it: /{known.record.ref}."
        )
    scores = [one for one in (known.first_score, known.after_score) if one]
    context = {
        "known": known,
        "record": known.record,
        "points": points(known),
        "words": WORDS,
        "invented": list(dict.fromkeys(said for one in scores for said in one.invented)),
        "mine": desk.person in senders(desk.people, known.record),
        "closes": contract_closes(desk, known.record),
        "typed": request.POST,
        "error": error,
    }
    status = status_of(error) if error else 200
    return render(request, "pages/handoff_judge.html", context, status=status)


@never_cache
@seated
def outcome(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """What came of a handoff: which items were tried again, asked again or redone."""
    known = handover(desk.workspace, ref, person=desk.person)
    error = None
    if request.method == "POST":
        typed = request.POST
        lost = [] if "nothing" in typed else [int(n) for n in typed.getlist("lost") if n.isdigit()]
        try:
            tell_outcome(desk.acting, known.record.ref, lost, note=typed.get("note", ""))
        except DaylineError as refused:
            error = refused
        else:
            messages.success(request, f"Noted what came of {known.record.ref}. Thank you.")
            back = "/" if typed.get("back") == "today" else f"/{known.record.ref}#became"
            return HttpResponseRedirect(back)
    both = senders(desk.people, known.record) | receivers(desk.people, known.record)
    context = {
        "known": known,
        "record": known.record,
        "points": with_hints(desk, known),
        "mine": desk.person in both,
        "error": error,
    }
    status = status_of(error) if error else 200
    return render(request, "pages/handoff_outcome.html", context, status=status)
