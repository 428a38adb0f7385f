"""What somebody is read into: an area, a team with its areas, or a record with its surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayline.base.errors import InvalidInput, NotFound
from dayline.journal.database import fetch, marks
from dayline.people.queries import Directory, TeamFact, directory
from dayline.practices.decision.globs import overlap
from dayline.records import queries
from dayline.records.labels.rules import name_of
from dayline.records.paths import globs_of
from dayline.records.queries import Record, visible_to

MOST = 2_000
"""Records of one subject; of more those that changed last."""

_MOST_BOUND = 5_000
_STEPS = 2
_WIDEST = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: ``sort`` is area, team or record; ``refs`` are visible, the newest first."""

    name: str
    sort: str
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Reader:
    workspace: int
    person: str
    people: Directory


def subject_of(workspace: int, name: str, *, person: str) -> Subject:
    """What ``ledger``, ``@london`` or ``D-42`` stands for. Raises :class:`NotFound`.

    An area comes before a team of the same name, unless it is written with an @.
    """
    wanted = name.strip()
    if not wanted or len(wanted) > 200:
        raise InvalidInput("Nothing is named.", do="Name an area, a team or a record.")
    reader = _Reader(workspace, person, directory(workspace))
    areas = _areas(reader.people)
    if not wanted.startswith("@") and name_of(wanted) in areas:
        return Subject(name_of(wanted), "area", _of_areas(reader, [name_of(wanted)]))
    team = reader.people.teams.get(reader.people.id_of(wanted) or "")
    if team is not None:
        named = [name_of(area) for area, _ in team.areas]
        return Subject(f"@{team.handle}", "team", _of_areas(reader, named, team))
    try:
        record = queries.find(workspace, wanted, person=person)
    except NotFound:
        return _labelled(reader, wanted, sorted(areas))
    return Subject(record.ref, "record", tuple(_around(workspace, record.ref, person)))


def _areas(people: Directory) -> set[str]:
    return {name_of(area) for team in people.teams.values() for area, _ in team.areas}


def _labelled(reader: _Reader, wanted: str, areas: Sequence[str]) -> Subject:
    """An area that only records name."""
    found = _of_areas(reader, [name_of(wanted)])
    if not found:
        known = f" Areas are: {', '.join(areas)}." if areas else ""
        raise NotFound(
            f"There is no area, team or record {wanted}.", do=f"Name one that is there.{known}"
        )
    return Subject(name_of(wanted), "area", found)


_LABELLED = (
    "EXISTS (SELECT 1 FROM labels_label l WHERE l.workspace = records_record.workspace"
    " AND l.ref = records_record.ref AND l.sort = 'area' AND l.name IN ({}))"
)
_TEAMS = (
    "EXISTS (SELECT 1 FROM records_waiting w WHERE w.workspace = records_record.workspace"
    " AND w.ref = records_record.ref AND w.party = %s)"
    " OR (kind = 'handoff' AND CAST(fields AS TEXT) LIKE %s)"
)


def _of_areas(
    reader: _Reader, areas: Sequence[str], team: TeamFact | None = None
) -> tuple[str, ...]:
    visible = visible_to(reader.workspace, reader.person)
    bound = _bound(reader, areas)
    conditions = [_LABELLED.format(marks(areas)), f"ref IN ({marks(bound)})"]
    parameters: list[object] = [*areas, *bound]
    if team is not None:
        conditions.append(_TEAMS)
        parameters += [team.id, f'%"@{team.handle}"%']
    rows = fetch(
        f"SELECT ref FROM records_record WHERE {visible.sql}"  # noqa: S608
        f" AND ({' OR '.join(conditions)}) ORDER BY changed_at DESC, ref LIMIT %s",
        [*visible.parameters, *parameters, MOST],
    )
    return tuple(ref for (ref,) in rows)


def _bound(reader: _Reader, areas: Sequence[str]) -> list[str]:
    """Records whose ``applies_to`` meets the paths of the areas."""
    owned = (area for team in reader.people.teams.values() for area in team.areas)
    paths = [glob for area, globs in owned if name_of(area) in areas for glob in globs]
    if not paths:
        return []
    found = queries.select(
        visible_to(reader.workspace, reader.person),
        "kind IN ('decision', 'rfc') AND CAST(fields AS TEXT) LIKE %s",
        ['%"applies_to"%'],
        order=f"changed_at DESC, ref LIMIT {_MOST_BOUND}",
    )
    return [one.ref for one in found if _meets(one, paths)][:MOST]


def _meets(record: Record, paths: Sequence[str]) -> bool:
    globs = globs_of(record.fields.get("applies_to"))
    return any(overlap(glob, path) for glob in globs for path in paths)


def _around(workspace: int, ref: str, person: str) -> list[str]:
    """A record and what links lead to from it, two steps far."""
    found, edge = [ref], [ref]
    for _ in range(_STEPS):
        links = queries.edges(workspace, person=person, refs=edge)
        ends = [end for one in links for end in (one.source, one.target)]
        seen = queries.seen_among(workspace, ends, person=person)
        edge = [end for end in dict.fromkeys(ends) if end in seen and end not in found][:_WIDEST]
        found += edge
        if not edge or len(found) >= _WIDEST:
            break
    return found[:_WIDEST]
