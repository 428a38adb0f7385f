"""Accept a version of a decision, for oneself or for a team, with a scope."""

from __future__ import annotations

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import Forbidden, InvalidInput
from dayline.journal.append import writing
from dayline.people.queries import Directory, authorise, directory
from dayline.practices.decision.offsets import Acceptance, Scope
from dayline.practices.decision.queries import ENTRY, KINDS, versions
from dayline.records.queries import Record, find

READERS = ("owner", "member", "guest")


def accept(
    acting: Acting,
    ref: str,
    *,
    scope: Scope = Scope.APPLIES,
    team: str = "",
    revision: int = 0,
    note: str = "",
) -> Acceptance:
    """Say of a version of a decision that it applies, does not, or is contested.

    ``team`` is a handle; its leads may speak for it, its members where it has none, and owners.
    ``revision`` 0 means the newest version that binds. Contesting and being outside need a ``note``
    that says why; of a contest the author and the deciders are told. Raises
    :class:`InvalidInput` and :class:`Forbidden`.
    """
    with writing(acting) as pen:
        people = directory(acting.workspace)
        authorise(people, acting.actor, *READERS)
        record = find(acting.workspace, ref, person=acting.actor)
        version = _version(record, revision)
        who = _spoken_for(people, acting.actor, team) if team else acting.actor
        if scope is not Scope.APPLIES and not note.strip():
            raise InvalidInput(
                "Say why.", kept="Nothing was recorded.", do="Add --note with one sentence."
            )
        payload: dict[str, Json] = {"who": who, "revision": version, "note": note.strip()}
        if scope is Scope.CONTEST:
            payload["tell"] = [*_answerable(people, record)]
        pen.add(f"{ENTRY}{scope.value}", record.ref, payload)
    return Acceptance(who, acting.actor, version, scope, acting.at, note.strip())


def _answerable(people: Directory, record: Record) -> list[str]:
    """The ids of those who answer for a decision: its author and its deciders."""
    stated = record.fields.get("deciders")
    named = stated if isinstance(stated, list) else [stated] if stated else []
    found = {record.author} | {people.id_of(str(one)) or "" for one in named}
    return sorted(found & (people.people.keys() | people.teams.keys()))


def _version(record: Record, revision: int) -> int:
    """The version that is meant. Raises :class:`InvalidInput` where nothing binds yet."""
    if record.kind not in KINDS:
        raise InvalidInput(f"{record.ref} is no decision.", do="See: dayline list.")
    bound = versions(record) if record.state == "accepted" else []
    if not bound:
        raise InvalidInput(
            f"{record.ref} is {record.state or 'not accepted'}; it binds nobody.",
            do=f"See what is in force: dayline show {record.ref}.",
        )
    if not revision:
        return bound[-1].revision
    if revision not in [one.revision for one in bound]:
        names = ", ".join(str(one.revision) for one in bound)
        raise InvalidInput(f"{record.ref} has no version {revision}.", do=f"It has {names}.")
    return revision


def _spoken_for(people: Directory, actor: str, handle: str) -> str:
    """The id of the team for which the actor may speak. Raises :class:`Forbidden`."""
    team = people.team(handle)
    leads = {one for one in team.leads if people.people[one].active}
    owner = actor in people.people and people.people[actor].role == "owner"
    if actor in (leads or team.members) or owner:
        return team.id
    names = " or ".join(sorted(people.handle(one) for one in leads)) or "its members"
    raise Forbidden(f"You do not speak for @{team.handle}.", do=f"Ask {names}.")
