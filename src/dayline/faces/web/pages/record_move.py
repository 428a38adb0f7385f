"""Moving a record: what the move asks, what is still to do, and the press of the button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from dayline.base.errors import Conflict, DaylineError, NotFound
from dayline.contracts.prose import Item, passages
from dayline.contracts.terms import Contract
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk, seated
from dayline.faces.web.pages.teams import changes_of
from dayline.faces.web.record.moving import Step
from dayline.faces.web.record.sheet import Sheet, sheet
from dayline.practices.team.queries import KIND
from dayline.records.actions import move as make_move
from dayline.records.queries import find


@dataclass(frozen=True)
class Question:
    """A field that a move asks for: its name, label, help, and what is typed or stands there."""

    name: str
    title: str
    help: str
    value: str
    choices: tuple[str, ...]
    many: bool
    long: bool


@seated
def move(request: HttpRequest, desk: Desk, ref: str, name: str) -> HttpResponse:
    """The page of one move; a POST makes it."""
    known = find(desk.workspace, ref, person=desk.person)
    if request.method != "POST":
        return move_page(request, sheet(desk, known), name)
    typed = request.POST
    expect = typed.get("expect", "")
    try:
        shown = sheet(desk, known)
        asked = _asked(shown, name)
        written = make_move(
            desk.acting,
            known.ref,
            name,
            expect=int(expect) if expect.isdigit() else None,
            fields={key: _answer(typed.get(key, ""), many=many) for key, many in asked.items()
                    if typed.get(key, "").strip()},
            note=typed.get("note", "").strip(),
        )  # fmt: skip
    except DaylineError as error:
        return move_page(request, sheet(desk, known), name, error=error, typed=typed)
    state = written.state.replace("_", " ")
    along = f" {', '.join(written.along)} changed along with it." if written.along else ""
    messages.success(request, f"{written.ref} is {state}.{along}")
    return HttpResponseRedirect(f"/{written.ref}")


def _asked(shown: Sheet, name: str) -> dict[str, bool]:
    """What the move asks for, by name; True where several values may be given."""
    step = step_named(shown, name)
    contract = shown.contract
    if step is None or contract is None:
        return {}
    return {
        one: one in contract.links or contract.fields[one].many
        for one in step.move.asks
        if one in contract.links or one in contract.fields
    }


def _answer(text: str, *, many: bool) -> str | list[str]:
    if not many:
        return " ".join(text.split())
    return [part.strip() for part in text.split(",") if part.strip()]


def step_named(shown: Sheet, name: str) -> Step | None:
    """The move of that name from the present state."""
    return next((step for step in shown.steps if step.move.name == name), None)


def move_page(
    request: HttpRequest,
    shown: Sheet,
    name: str,
    *,
    error: DaylineError | None = None,
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    """What the move does, asks and still needs."""
    step = step_named(shown, name)
    contract = shown.contract
    if step is None or contract is None:
        if error is not None:
            raise error
        raise NotFound(
            f"{shown.record.ref} is {shown.state.lower()}; there is no move {name} from here.",
            do=f"See what can be done: /{shown.record.ref}.",
        )
    context = {
        "sheet": shown,
        "step": step,
        "to": contract.states[step.to].title or step.to,
        "questions": questions(shown, contract, step, typed or {}),
        "items": must_survive(shown) if _asks_for_items(step) else [],
        "typed": typed or {},
        "error": error,
        "moved_on": isinstance(error, Conflict),
        **(_changes(request, shown) if name == "publish" else {}),
    }
    status = status_of(error) if error else 200
    return render(request, "pages/record_move.html", context, status=status)


def _changes(request: HttpRequest, shown: Sheet) -> dict[str, object]:
    """What publishing a team's contract changes for others, before it is done."""
    desk: Desk = request.desk  # type: ignore[attr-defined]
    return changes_of(shown.record, desk.person) if shown.record.kind == KIND else {}


def questions(
    shown: Sheet, contract: Contract, step: Step, typed: Mapping[str, str]
) -> list[Question]:
    """What the move asks for, with what stands in the record or was typed."""
    found = []
    for name in step.move.asks:
        term = contract.fields.get(name)
        held = shown.record.fields.get(name) or ""
        standing = ", ".join(map(str, held)) if isinstance(held, list) else str(held)
        title = (term.title if term else "") or name.replace("_", " ").capitalize()
        link = contract.links.get(name)
        help_ = term.help if term else link.help if link else ""
        found.append(
            Question(
                f"{name}", title, help_, typed.get(name, standing),
                term.of if term and term.type == "choice" else (),
                many=bool(link) or bool(term and term.many),
                long=bool(term and term.type == "text" and not term.many),
            )
        )  # fmt: skip
    return found


def _asks_for_items(step: Step) -> bool:
    return any(gate.name == "must_survive_items" for gate in step.move.gates)


def must_survive(shown: Sheet) -> list[Item]:
    """The marked items of the text, in their order, over the sections that hold them."""
    if shown.contract is None or shown.stated is None:
        return []
    kept = shown.must_types
    sections = {
        name.casefold()
        for section in shown.contract.sections
        if section.items
        for name in (section.name, *section.aliases)
    }
    return [
        item
        for passage in passages(shown.text, shown.stated.outline)
        if passage.heading.text.strip().casefold() in sections
        for item in passage.items
        if item.type in kept
    ]
