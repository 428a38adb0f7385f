"""Who is who: the directory of one workspace, and what a person may see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dayline.base.errors import Forbidden, NotFound
from dayline.base.mail import without_mail
from dayline.journal.database import fetch, first_once, from_json, identity

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class PersonFact:
    """A person as rules see one; ``calendar`` is a text that ``people/schedule_text.py`` reads."""

    id: str
    handle: str
    name: str
    role: str
    sort: str
    zone: str
    active: bool
    email: str = ""
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class TeamFact:
    """A team as rules see one; ``members`` and ``leads`` are person ids."""

    id: str
    handle: str
    name: str
    zone: str
    members: frozenset[str]
    leads: frozenset[str]
    areas: tuple[tuple[str, tuple[str, ...]], ...] = ()
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """All people and teams of a workspace, by id and by handle."""

    people: dict[str, PersonFact]
    teams: dict[str, TeamFact]
    _by_handle: dict[str, str] = field(repr=False)

    def id_of(self, handle: str) -> str | None:
        """The id behind ``@ana`` or ``ana`` (or an id itself); None when nobody has it."""
        name = handle.strip().removeprefix("@").casefold()
        return self._by_handle.get(name)

    def person(self, handle: str) -> PersonFact:
        """The person of that handle or id. Raises :class:`NotFound`."""
        found = self.people.get(self.id_of(handle) or "")
        if found is None:
            raise NotFound(f"Nobody here is called {handle}.", do="See who is: dayline person.")
        return found

    def team(self, handle: str) -> TeamFact:
        """The team of that handle or id. Raises :class:`NotFound`."""
        found = self.teams.get(self.id_of(handle) or "")
        if found is None:
            raise NotFound(f"There is no team {handle}.", do="See which there are: dayline team.")
        return found

    def known(self, handle: str) -> PersonFact | TeamFact:
        """The person or team of that handle or id. Raises :class:`NotFound`."""
        identity = self.id_of(handle) or ""
        found = self.people.get(identity) or self.teams.get(identity)
        if found is None:
            raise NotFound(f"Nobody here is called {handle}.", do="See who is: dayline person.")
        return found

    def handle(self, identity: str) -> str:
        """``@ana`` for ``P-3``; the id itself where the name is gone or never was.

        Who wrote a text that was brought in is told by name, without the addresses.
        """
        known = self.people.get(identity) or self.teams.get(identity)
        if known and known.handle:
            return f"@{known.handle}"
        return without_mail(identity)

    def members_of(self, identities: Iterable[str]) -> frozenset[str]:
        """The persons behind a mix of person and team ids."""
        members: set[str] = set()
        for one in identities:
            team = self.teams.get(one)
            members |= team.members if team else {one}
        return frozenset(members)

    def teams_of(self, person: str) -> tuple[TeamFact, ...]:
        """The teams that a person belongs to."""
        return tuple(team for team in self.teams.values() if person in team.members)


_cached: dict[tuple[str, int], tuple[str, Directory]] = {}


def directory(workspace: int) -> Directory:
    """Everybody in the workspace: one query when nothing changed since the last call, else four."""
    row = first_once("SELECT leaf_hash FROM people_edition WHERE workspace = %s", workspace)
    edition = row[0] if row else None
    key = (identity(), workspace)
    held = _cached.get(key)
    if held is not None and edition is not None and held[0] == edition:
        return held[1]
    fresh = _read_directory(workspace)
    if edition is not None:
        _cached[key] = (edition, fresh)
    return fresh


def _read_directory(workspace: int) -> Directory:
    people = {
        id_: PersonFact(id_, handle, name, role, sort, zone, bool(active), email, calendar)
        for id_, handle, name, role, sort, zone, active, email, calendar in fetch(
            "SELECT id, handle, name, role, sort, zone, active, email, calendar FROM people_person"
            " WHERE workspace = %s ORDER BY id",
            [workspace],
        )
    }
    members: dict[str, set[str]] = {}
    leads: dict[str, set[str]] = {}
    for team, person, lead in fetch(
        "SELECT team, person, lead FROM people_membership WHERE workspace = %s", [workspace]
    ):
        members.setdefault(team, set()).add(person)
        if lead:
            leads.setdefault(team, set()).add(person)
    teams = {
        id_: TeamFact(
            id_,
            handle,
            name,
            zone,
            frozenset(members.get(id_, ())),
            frozenset(leads.get(id_, ())),
            tuple((area["name"], tuple(area["paths"])) for area in from_json(areas)),
            calendar,
        )
        for id_, handle, name, zone, areas, calendar in fetch(
            "SELECT id, handle, name, zone, areas, calendar FROM people_team"
            " WHERE workspace = %s ORDER BY id",
            [workspace],
        )
    }
    everybody: list[PersonFact | TeamFact] = [*people.values(), *teams.values()]
    by_handle = {fact.handle.casefold(): fact.id for fact in everybody}
    by_handle |= {identity.casefold(): identity for identity in (*people, *teams)}
    return Directory(people, teams, by_handle)


def authorise(people: Directory, actor: str, *roles: str) -> PersonFact | None:
    """The acting person, if active and holding one of the workspace roles.

    ``system`` may do everything and yields None. Raises :class:`Forbidden`.
    """
    if actor == SYSTEM:
        return None
    person = people.people.get(actor)
    if person is None or not person.active or person.role not in roles:
        who = f"@{person.handle}" if person else actor
        raise Forbidden(
            f"{who} may not do this here.", do=f"Ask someone who is {' or '.join(roles)}."
        )
    return person
