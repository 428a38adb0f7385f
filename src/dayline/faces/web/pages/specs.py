"""A ticket or the text of a pull request, checked like a spec. Nothing is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.base.errors import DaylineError
from dayline.base.line_endings import plain_endings
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.practices.spec import queries, rules


@seated
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The box; a POST says what the text lacks, line by line."""
    text = plain_endings(request.POST.get("text", "")) if request.method == "POST" else ""
    context: dict[str, Any] = {"text": text}
    status = 200
    if text.strip():
        try:
            known = queries.states(desk.workspace, text, person=desk.person)
            context |= {"findings": rules.packet_findings(text, specs=known), "checked": True}
        except DaylineError as error:
            context["error"], status = error, status_of(error)
    return render(request, "pages/spec_check.html", context, status=status)
