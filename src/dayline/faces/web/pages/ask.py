"""Ask: an answer from the record, each sentence with where it stands."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.ask.model import phrased
from dayline.ask.queries import Answer, answer
from dayline.ask.shown import question_address
from dayline.base.findings import Finding
from dayline.faces.web.desk import Desk, seated
from dayline.search.actions import catch_up

CATCH_UP = 400
"""Records that are indexed before a question; the rest is the worker's."""
EXAMPLES = (
    "What is waiting for me?",
    "Who is blocked?",
    "What are the open questions?",
    "Which decisions were made this month?",
    "What did I do this week?",
)
"""What anybody can ask in any workspace."""


@seated
def ask(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page: the box, and the answer to what was asked."""
    question = " ".join(request.GET.get("q", "").split())[:500]
    day = request.GET.get("as_of", "").strip()[:40]
    findings: list[Finding] = []
    as_of = _day(day, findings)
    found: Answer | None = None
    complete = True
    if question and not findings:
        complete = catch_up(desk.workspace, most=CATCH_UP)
        found = phrased(
            answer(desk.workspace, question, person=desk.person, now=desk.now, as_of=as_of)
        )
    context = {
        "here": "Search",
        "question": question,
        "day": day,
        "findings": findings,
        "answer": found,
        "complete": complete,
        "examples": EXAMPLES,
        "write": question_address(found) if found else "",
        "search": "/search?" + urlencode({"q": question}),
    }
    return render(request, "pages/ask.html", context)


def _day(text: str, findings: list[Finding]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        said = f"“{text}” is no day."
        findings.append(Finding("day-unknown", said, "Give it as 2026-11-18."))
        return None
