"""A page for each type of problem: what it means, what was kept, what to do."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.faces.api.problem_kinds import KINDS, status_of_kind


def kind(request: HttpRequest, code: str) -> HttpResponse:
    """One type of problem. Anybody may read it: it holds nothing of a workspace."""
    found = KINDS.get(code)
    if found is None:
        raise Http404(code)
    values = {"code": code, "kind": found, "status": status_of_kind(code)}
    return render(request, "pages/problem.html", values)


def kinds(request: HttpRequest) -> HttpResponse:
    """All types of problems."""
    rows = [(status_of_kind(code), code, found) for code, found in KINDS.items()]
    rows.sort(key=lambda row: row[:2])
    return render(request, "pages/problems.html", {"rows": rows})
