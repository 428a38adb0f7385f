"""What a page typed, and saving it: with its pictures, once, whatever is sent twice."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dayline.base.errors import InvalidInput
from dayline.base.line_endings import plain_endings, with_endings_of
from dayline.drafts.actions import Typed, finish, forget_pictures
from dayline.drafts.queries import Unsaved, drafts_at, picture
from dayline.faces.web.desk import Desk
from dayline.faces.web.editor.places import Place
from dayline.faces.web.editor.starting import stamped
from dayline.records.files.actions import Pictures, open_with, revise_with
from dayline.records.files.rules import shown

_PLACE = re.compile(r"(?:new/[a-z][a-z0-9_-]{0,63}|[A-Z][A-Z0-9]{0,15}-[0-9]{1,9})\Z")


def typed_in(data: Mapping[str, Any], place: str) -> Typed:
    """What a form or a page's script sent. Raises :class:`InvalidInput`."""
    if _PLACE.match(place) is None:
        raise InvalidInput("There is nothing to write at this place.", do="Begin at New.")
    try:
        return Typed(
            place=place,
            writer=str(data.get("writer", "")),
            sequence=_count(data.get("sequence")),
            text=plain_endings(str(data.get("text", ""))),
            base=_count(data.get("base")),
            note=str(data.get("note", ""))[:500],
            visibility=str(data.get("visibility", "")),
            instead_of=str(data.get("instead_of", ""))[:40],
            instead_at=_count(data.get("instead_at")),
        )
    except ValueError:
        raise InvalidInput(
            "The page sent something that is no number.",
            kept="Your text is still in the page.",
            do="Copy it, load the page again and paste it.",
        ) from None


def _count(value: object) -> int:
    return max(0, min(int(str(value or 0)), 2**53))


@dataclass(frozen=True, slots=True)
class Saved:
    """Where the text went. ``changed`` is False when it said already what was saved."""

    ref: str
    changed: bool


def save(desk: Desk, place: Place, typed: Typed) -> Saved:
    """Save a text at its place and end its draft.

    A page that asks again, because the answer was lost, is told what was done the first time.
    Raises what the actions raise; the caller keeps the draft then.
    """
    before = _done(desk, typed)
    if before:
        return Saved(before, changed=False)
    text = with_endings_of(place.saved, typed.text) if place.record else typed.text
    pictures = _pictures(desk, text)
    if place.record is None:
        text = stamped(text, place.contract, f"@{desk.me.handle}")
        visibility = checked_visibility(desk, typed.visibility)
        kind = place.contract.name
        written = open_with(
            desk.acting, kind, text, pictures, visibility=visibility, note=typed.note
        )
        ref, changed = written.ref, True
    else:
        ref, changed = place.record.ref, text != place.saved
        if changed:
            revise_with(desk.acting, ref, text, pictures, expect=typed.base, note=typed.note)
    finish(desk.acting, place.name, typed.writer, ref, saved=typed.text)
    forget_pictures(desk.acting, list(pictures))
    return Saved(ref, changed)


def _done(desk: Desk, typed: Typed) -> str:
    found = drafts_at(desk.workspace, desk.person, typed.place)
    return next((one.done for one in found if one.writer == typed.writer), "")


def _pictures(desk: Desk, text: str) -> Pictures:
    found = {}
    for digest in shown(text):
        held = picture(desk.workspace, desk.person, digest)
        if held is not None:
            found[digest] = held
    return found


def audiences(desk: Desk) -> list[tuple[str, str]]:
    """Who may see a new record: values of ``visibility``, each in words."""
    teams = desk.people.teams_of(desk.person)
    return [
        ("workspace", "Everybody in the workspace"),
        *((f"team:{team.id}", f"Only {team.name or team.handle}") for team in teams),
        (f"person:{desk.person}", "Only you"),
    ]


def checked_visibility(desk: Desk, wanted: str) -> str:
    """``wanted`` if this person may choose it. Raises :class:`InvalidInput`."""
    if wanted in {value for value, _ in audiences(desk)}:
        return wanted
    if not wanted:
        return "workspace"
    raise InvalidInput(
        "You cannot choose who sees it like that.",
        kept="Your text is kept as a draft.",
        do="Choose one of those that the page offers.",
    )


def chosen(drafts: list[Unsaved], wanted: str) -> Unsaved | None:
    """The draft to go on with: the one asked for, else the newest; none when ``wanted`` is none."""
    unsaved = [one for one in drafts if not one.done]
    if wanted == "none":
        return None
    return next((one for one in unsaved if one.writer == wanted), next(iter(unsaved), None))
