"""Who joins, what a team owns: verbs that change the directory."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import InvalidInput
from dayline.journal.append import writing
from dayline.people.queries import Directory, authorise, directory

_HANDLE = re.compile(r"\A[a-z0-9][a-z0-9_.-]{0,62}\Z")
ROLES = ("owner", "member", "guest", "auditor")
SORTS = ("human", "agent", "bot")


def join(
    acting: Acting,
    *,
    handle: str,
    name: str,
    email: str = "",
    zone: str = "UTC",
    role: str = "member",
    sort: str = "human",
) -> str:
    """A person joins the workspace; returns their id, such as ``P-3``.

    The first person of a workspace needs nobody's leave and becomes its owner.
    """
    handle = handle.removeprefix("@").casefold()
    with writing(acting) as pen:
        people = directory(acting.workspace)
        if people.people:
            authorise(people, acting.actor, "owner")
        _check_handle(handle, people)
        _check_choice("role", role, ROLES)
        _check_choice("sort", sort, SORTS)
        identity = f"P-{_next(people.people)}"
        payload: dict[str, Json] = {
            "handle": handle,
            "name": name,
            "email": email,
            "sort": sort,
            "role": role if people.people else "owner",
            "zone": zone,
            "calendar": "",
            "active": True,
        }
        pen.add("person.joined", identity, payload)
    return identity


def form_team(
    acting: Acting,
    *,
    handle: str,
    name: str,
    zone: str = "UTC",
    members: Sequence[str] = (),
    leads: Sequence[str] = (),
    areas: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """A team forms, with members and leads by handle and the areas it owns (name to globs)."""
    handle = handle.removeprefix("@").casefold()
    with writing(acting) as pen:
        people = directory(acting.workspace)
        authorise(people, acting.actor, "owner")
        _check_handle(handle, people)
        identity = f"T-{_next(people.teams)}"
        lead_ids = {people.person(lead).id for lead in leads}
        ids = sorted({people.person(member).id for member in members} | lead_ids)
        payload: dict[str, Json] = {
            "handle": handle,
            "name": name,
            "zone": zone,
            "calendar": "",
            "members": [{"person": person, "lead": person in lead_ids} for person in ids],
            "areas": [
                {"name": area, "paths": list(paths)} for area, paths in (areas or {}).items()
            ],
        }
        pen.add("team.formed", identity, payload)
    return identity


def _next(known: Mapping[str, object]) -> int:
    return 1 + max((int(identity.partition("-")[2]) for identity in known), default=0)


def _check_handle(handle: str, people: Directory) -> None:
    if not _HANDLE.match(handle):
        raise InvalidInput(
            f"{handle!r} cannot be a handle.",
            do="Use lower-case letters, digits, dot, hyphen and underscore.",
        )
    if people.id_of(handle):
        raise InvalidInput(f"@{handle} is taken.", do="Choose another handle.")


def _check_choice(what: str, value: str, choices: Sequence[str]) -> None:
    if value not in choices:
        raise InvalidInput(f"{value!r} is no {what}.", do=f"Choose one of: {', '.join(choices)}.")
