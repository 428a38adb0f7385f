"""Who joins, what a team owns: verbs that change the directory."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import InvalidInput
from dayline.base.zones import zone as known_zone
from dayline.journal.append import writing
from dayline.people.calendars.actions import hours_changed
from dayline.people.queries import SYSTEM, Directory, PersonFact, authorise, directory

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
            "zone": known_zone(zone).key,
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
        ids = {people.person(member).id for member in members}
        payload: dict[str, Json] = {
            "handle": handle,
            "name": name,
            "zone": known_zone(zone).key,
            "calendar": "",
            "members": _members(ids, lead_ids),
            "areas": [
                {"name": area, "paths": list(paths)} for area, paths in (areas or {}).items()
            ],
        }
        pen.add("team.formed", identity, payload)
    return identity


def change_person(
    acting: Acting,
    handle: str,
    *,
    name: str | None = None,
    email: str | None = None,
    zone: str | None = None,
    role: str | None = None,
    active: bool | None = None,
) -> None:
    """Change what is known of a person. Name, address and zone are theirs to change, too."""
    with writing(acting) as pen:
        people = directory(acting.workspace)
        person = people.person(handle)
        own = acting.actor == person.id and role is None and active is None
        authorise(people, acting.actor, "owner", *((person.role,) if own else ()))
        if role is not None:
            _check_choice("role", role, ROLES)
        changes: dict[str, Json] = {
            "name": name,
            "email": email,
            "zone": None if zone is None else known_zone(zone).key,
            "role": role,
            "active": active,
        }
        given = {key: value for key, value in changes.items() if value is not None}
        _check_owner_left(people, {**_row_of(person), **given}, person)
        pen.add("person.changed", person.id, {**_row_of(person), **given})
        if zone is not None or active is not None:
            hours_changed(pen, frozenset({person.id}))


def _check_owner_left(people: Directory, after: Mapping[str, Json], person: PersonFact) -> None:
    """A workspace without an owner could never be changed again."""
    others = any(
        one.active and one.role == "owner" for one in people.people.values() if one.id != person.id
    )
    if person.role == "owner" and not others and not (after["active"] and after["role"] == "owner"):
        raise InvalidInput(
            f"@{person.handle} is the last owner.",
            kept="Nothing was changed.",
            do="Make somebody else an owner first.",
        )


def change_team(
    acting: Acting,
    handle: str,
    *,
    members: Sequence[str] | None = None,
    leads: Sequence[str] | None = None,
) -> None:
    """Change who belongs to a team. Leads may do this for theirs; leads are members."""
    with writing(acting) as pen:
        people = directory(acting.workspace)
        team = people.team(handle)
        if acting.actor not in (SYSTEM, *team.leads):
            authorise(people, acting.actor, "owner")
        lead_ids = team.leads if leads is None else {people.person(one).id for one in leads}
        ids = team.members if members is None else {people.person(one).id for one in members}
        payload: dict[str, Json] = {
            "handle": team.handle,
            "name": team.name,
            "zone": team.zone,
            "calendar": team.calendar,
            "members": _members(ids, lead_ids),
            "areas": [{"name": area, "paths": list(paths)} for area, paths in team.areas],
        }
        pen.add("team.changed", team.id, payload)
        hours_changed(pen, frozenset({team.id}))


def _row_of(person: PersonFact) -> dict[str, Json]:
    return {
        "handle": person.handle,
        "name": person.name,
        "email": person.email,
        "sort": person.sort,
        "role": person.role,
        "zone": person.zone,
        "calendar": person.calendar,
        "active": person.active,
    }


def _members(ids: Collection[str], leads: Collection[str]) -> list[Json]:
    return [{"person": person, "lead": person in leads} for person in sorted({*ids, *leads})]


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
