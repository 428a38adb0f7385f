"""Administration of contracts: what is in force; a new version, with what it would break."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dayline.base.errors import DaylineError, NotFound
from dayline.base.findings import Finding, Severity
from dayline.contracts.actions import publish as release
from dayline.contracts.compat import Change, Mode, changes, compatible
from dayline.contracts.language import parse_contract
from dayline.contracts.lint import lint_contract
from dayline.contracts.queries import in_force, registry
from dayline.contracts.terms import Contract
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.people.queries import authorise
from dayline.records.usage import records_by_version


@seated
def contracts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The newest version of each kind."""
    authorise(desk.people, desk.person, "owner", "auditor")
    newest = {one.name: one for one in in_force(desk.workspace)}
    context = {
        "chapter": "contracts",
        "contracts": sorted(newest.values(), key=lambda one: one.title),
        "may": desk.me.role == "owner",
    }
    return render(request, "pages/workspace_contracts.html", context)


@seated
def contract(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """One kind: its text, and its versions."""
    authorise(desk.people, desk.person, "owner", "auditor")
    versions = [one for one in in_force(desk.workspace) if one.name == name]
    if not versions:
        raise NotFound(
            f"There is no contract called {name!r}.", do="Look at the list of contracts."
        )
    wanted = request.GET.get("version", "")
    shown = next((one for one in versions if str(one.version) == wanted), versions[-1])
    context = {
        "chapter": "contracts",
        "contract": shown,
        "versions": versions,
        "mode": registry(desk.workspace).modes[name],
        "may": desk.me.role == "owner",
    }
    return render(request, "pages/workspace_contract.html", context)


@dataclass
class Review:
    """What is shown of a text before it is published."""

    contract: Contract | None = None
    old: Contract | None = None
    mode: str = ""
    findings: list[Finding] = field(default_factory=list)
    breaks: list[Finding] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    diff: list[tuple[str, str]] = field(default_factory=list)
    records: int = 0

    @property
    def questions(self) -> list[str]:
        """What a person would have to say about each record of the older versions."""
        asked = (change.question for change in self.changes if change.question)
        return [question.replace("{ref}", "the record") for question in asked]


def reviewed(desk: Desk, text: str) -> Review:
    """Read a text as the next version of its kind: diff, changes, what it breaks, whom it asks."""
    new = parse_contract(text)
    known = registry(desk.workspace)
    earlier = known.versions.get(new.name, ())
    old = earlier[-1] if earlier else None
    mode = known.modes[new.name] if earlier else new.compatibility
    review = Review(new, old, mode, findings=lint_contract(new))
    review.diff = list(_diff(old.text if old else "", new.text))
    if old is not None:
        review.changes = changes(old, new)
        review.breaks = [
            finding
            for finding in compatible(Mode(mode), earlier, new)
            if finding.severity is Severity.ERROR
        ]
        counted = records_by_version(desk.workspace, new.name, person=desk.person)
        review.records = sum(counted.values())
    return review


def _diff(old: str, new: str) -> list[tuple[str, str]]:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=2)
    marks = {"+": "added", "-": "gone", "@": "place"}
    return [(marks.get(line[:1], ""), line) for line in lines if line[:3] not in ("+++", "---")]


@seated
def publish(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A new version: first shown with what it changes, then published."""
    authorise(desk.people, desk.person, "owner")
    text = request.POST.get("text", "").replace("\r\n", "\n")
    if request.method != "POST":
        base = request.GET.get("from", "")
        known = [one.text for one in in_force(desk.workspace) if one.name == base]
        return _form(request, text=known[-1] if known else "")
    try:
        review = reviewed(desk, text)
        if request.POST.get("form") != "publish":
            return _form(request, text=text, review=review)
        mode = request.POST.get("mode") if request.POST.get("sure") else None
        released = release(desk.acting, text, mode=mode)
    except DaylineError as error:
        return _form(request, text=text, error=error)
    messages.success(request, f"{released.ref} is published.")
    return HttpResponseRedirect(f"/workspace/contracts/{released.name}")


def _form(
    request: HttpRequest,
    *,
    text: str,
    review: Review | None = None,
    error: DaylineError | None = None,
) -> HttpResponse:
    context = {"chapter": "contracts", "text": text, "review": review, "error": error}
    status = status_of(error) if error else 200
    return render(request, "pages/workspace_publish.html", context, status=status)
