"""Administration of proofs: checkpoints, signing one, hashing the whole journal again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from dayline.faces.web import proving
from dayline.faces.web.desk import Desk, seated
from dayline.journal import queries as journal
from dayline.journal.actions import checkpoint
from dayline.people.queries import authorise

_SHOWN = 10


@seated
def proof(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The journal's head, its keys and checkpoints, and how the last proof went."""
    authorise(desk.people, desk.person, "owner", "auditor")
    if request.method == "POST":
        authorise(desk.people, desk.person, "owner")
        checkpoint(desk.acting)
        messages.success(request, "Signed. Give the note to somebody who is not you.")
        return HttpResponseRedirect("/workspace/proof#checkpoints")
    notes = journal.checkpoints(desk.workspace)
    context = {
        "chapter": "proof",
        "head": journal.head(desk.workspace),
        "keys": journal.verifiers(desk.workspace),
        "notes": list(reversed(notes[-_SHOWN:])),
        "older": max(0, len(notes) - _SHOWN),
        "run": proving.last(desk.workspace),
        "may": desk.me.role == "owner",
    }
    return render(request, "pages/workspace_proof.html", context)


@require_POST
@seated
def verify(request: HttpRequest, desk: Desk) -> HttpResponse:  # noqa: ARG001
    """Begin to hash everything again, unless that is being done."""
    authorise(desk.people, desk.person, "owner", "auditor")
    proving.begin(desk.workspace)
    return HttpResponseRedirect("/workspace/proof#verify")
