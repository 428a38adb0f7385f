"""Reading back: the text closes, one writes what one understood, then both stand side by side."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from dayline.base.errors import DaylineError, InvalidInput, NotFound
from dayline.base.line_endings import plain_endings
from dayline.contracts.prose import Item
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.pages.record_move import must_survive, questions
from dayline.faces.web.record.moving import Step, reads_back
from dayline.faces.web.record.sheet import Sheet, sheet
from dayline.practices.handoff.queries import KIND
from dayline.practices.handoff.reading.by_meaning import suggest
from dayline.records.queries import find
from dayline.records.remarks.actions import give_receipt
from dayline.records.remarks.queries import Taken


@dataclass(frozen=True)
class Compared:
    """An item of the handoff. ``verdict`` is kept, missing or contradicted, "" without a score;
    ``evidence`` the statement on which it rests, and ``why`` in a sentence."""

    item: Item
    verdict: str = ""
    evidence: str = ""
    why: str = ""

    @property
    def named(self) -> str:
        """The type of the item in words."""
        return self.item.type.replace("_", " ")


@never_cache
@seated
def read_back(request: HttpRequest, desk: Desk, ref: str) -> HttpResponse:
    """The quiet form; with ``?written`` the comparison. A POST keeps what was written."""
    shown = sheet(desk, find(desk.workspace, ref, person=desk.person))
    step = _step(shown)
    written = _written(shown)
    if request.method == "POST":
        return _take(request, shown, step)
    if written is not None and "again" not in request.GET:
        return _compare(request, shown, step, written)
    return _form(request, shown, step, text=written.text if written else "")


def _step(shown: Sheet) -> Step:
    step = next((one for one in shown.steps if reads_back(one.move)), None)
    if step is None:
        raise NotFound(
            f"{shown.record.ref} is {shown.state.lower()}; it is not read back now.",
            do=f"Read it: /{shown.record.ref}.",
        )
    return step


def _written(shown: Sheet) -> Taken | None:
    """The reader's own read-back of the current text, the last one."""
    own = [
        one for one in shown.taken if one.kind == "read_back" and one.person == shown.desk.person
    ]
    return own[-1] if own else None


def _take(request: HttpRequest, shown: Sheet, step: Step) -> HttpResponse:
    text = plain_endings(request.POST.get("text", "")).strip()
    ref = shown.record.ref
    try:
        if not text:
            raise InvalidInput(
                "Nothing is written yet.", do="Write what you understood, in your own words."
            )
        expect = request.POST.get("expect", "")
        if expect.isdigit() and int(expect) != shown.record.revision:
            raise InvalidInput(
                f"{ref} was changed while you wrote.",
                kept="What you wrote is still in the form.",
                do="Read it again, then send this once more.",
            )
        give_receipt(shown.desk.acting, ref, "read_back", text=text)
    except DaylineError as error:
        return _form(request, shown, step, text=text, error=error)
    return HttpResponseRedirect(f"/{ref}/read-back")


def _form(
    request: HttpRequest,
    shown: Sheet,
    step: Step,
    *,
    text: str,
    error: DaylineError | None = None,
) -> HttpResponse:
    context = {
        "sheet": shown,
        "step": step,
        "text": text,
        "error": error,
        "without": _without_read_back(shown),
    }
    status = status_of(error) if error else 200
    return render(request, "pages/read_back.html", context, status=status)


def _without_read_back(shown: Sheet) -> Step | None:
    """A move to the same state that needs no read-back and may be made, as the contract says."""
    wanted = {step.to for step in shown.steps if reads_back(step.move)}
    others = (one for one in shown.steps if one.to in wanted and not reads_back(one.move))
    return next((one for one in others if one.mine and one.open), None)


def _scored(shown: Sheet, written: Taken) -> tuple[list[Compared], tuple[str, ...]]:
    """The items with what seems to have become of them, and statements that nothing supports."""
    plain = [Compared(item) for item in must_survive(shown)]
    if shown.record.kind != KIND:
        return plain, ()
    found = suggest([one.item.text for one in plain], written.text, handoff=shown.text)
    items = [
        Compared(one.item, scored.verdict.value, scored.evidence, scored.why)
        for one, scored in zip(plain, found.items, strict=True)
    ]
    return items, found.invented


def _compare(request: HttpRequest, shown: Sheet, step: Step, written: Taken) -> HttpResponse:
    items, invented = _scored(shown, written)
    contract = shown.contract
    context = {
        "sheet": shown,
        "step": step,
        "written": written,
        "items": items,
        "invented": invented,
        "lost": sum(one.verdict not in ("", "kept") for one in items),
        "questions": questions(shown, contract, step, {}) if contract else [],
        "scored": any(one.verdict for one in items),
    }
    return render(request, "pages/read_back_compared.html", context)
