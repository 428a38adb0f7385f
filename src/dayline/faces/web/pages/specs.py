"""A ticket or the text of a pull request, checked like a spec. Nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.base.errors import DaylineError
from dayline.base.findings import Finding
from dayline.base.line_endings import plain_endings
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.practices.spec import queries, rules


@seated
def check(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The box; a POST says what the text lacks, line by line."""
    text = plain_endings(request.POST.get("text", "")) if request.method == "POST" else ""
    context: dict[str, Any] = {"text": text, "asked": _asked([])}
    status = 200
    if text.strip():
        try:
            known = queries.states(desk.workspace, text, person=desk.person)
            found = rules.packet_findings(text, specs=known)
            context |= {
                "checked": True,
                "findings": found,
                "asked": _asked(found),
                "stands_on": [ref for ref, state in known.items() if state in rules.READY],
            }
        except DaylineError as error:
            context["error"], status = error, status_of(error)
    return render(request, "pages/spec_check.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a packet must say: the part, what to write there, and what is wrong with it so far."""

    name: str
    wish: str
    finding: Finding | None


def _asked(found: Sequence[Finding]) -> list[Asked]:
    """The parts and the owner, each with its finding; a checklist in the order of a spec."""
    parts = [Asked(part.name, part.wish, _about(found, f"`{part.name}`")) for part in rules.PARTS]
    wish = "name one person: a line Owner: @handle"
    return [*parts, Asked("Owner", wish, _about(found, "Nobody owns it"))]


def _about(found: Sequence[Finding], words: str) -> Finding | None:
    return next((one for one in found if words in one.message), None)
