"""A team's contract as it is in force and as it is written now; who relies on it."""

from __future__ import annotations

from dataclasses import dataclass

from dayline.people.queries import TeamFact, directory
from dayline.practices.team.reading import name_key, read_contract
from dayline.practices.team.rules import changes, version_needed, version_suffices
from dayline.practices.team.terms import Change
from dayline.records import queries as records
from dayline.records.facts import text_of
from dayline.records.queries import Record, visible_to

KIND = "team"


@dataclass(frozen=True, slots=True)
class Difference:
    """What the next version of a contract changes. ``published`` is the version in force, "" when
    none was published; ``needed`` the least number that may follow it; ``stated`` what the text
    says now."""

    record: Record
    published: str
    stated: str
    needed: str
    changes: tuple[Change, ...]

    @property
    def suffices(self) -> bool:
        """Whether the number in the text says what the changes mean."""
        return not self.published or version_suffices(self.published, self.stated, self.changes)


def difference(record: Record, *, version: str = "") -> Difference:
    """What is written now against what was published last. ``version`` is the number to publish
    it under, where that is not in the text yet."""
    published = text_published(record)
    new = read_contract(text_of(record))
    stated = version or new.version
    if published is None:
        return Difference(record, "", stated, stated or "1.0", ())
    old = read_contract(published)
    found = changes(old, new)
    needed = version_needed(old.version, found)
    return Difference(record, old.version, stated, needed, tuple(found))


def text_published(record: Record) -> str | None:
    """The text of the version in force at this revision; None where none was published or it was
    erased."""
    moves = [
        past.number
        for past in records.history(record.workspace, record.ref)
        if past.move == "publish" and past.number <= record.revision
    ]
    if not moves:
        return None
    text = records.text_at(record.workspace, record.ref, moves[-1])
    return None if text is None else text.decode(errors="replace")


def dependants(workspace: int, record: Record, *, person: str) -> list[TeamFact]:
    """The teams whose own contract, as far as ``person`` may see it, says that they depend on the
    team of ``record``."""
    known = directory(workspace)
    team = known.id_of(str(record.fields.get("team", "")))
    found: dict[str, TeamFact] = {}
    for other in contracts(workspace, person):
        stated = other.fields.get("depends_on")
        needs = stated if isinstance(stated, list) else [stated] if stated else []
        owner = known.teams.get(known.id_of(str(other.fields.get("team", ""))) or "")
        if owner is not None and team in {known.id_of(str(one)) for one in needs}:
            found[owner.id] = owner
    return [found[one] for one in sorted(found) if one != team]


def contracts(workspace: int, person: str) -> list[Record]:
    """The contracts of teams that are written or in force, as far as somebody may see them."""
    return records.select(
        visible_to(workspace, person),
        "kind = 'team' AND path = '' AND state IN ('published', 'draft')",
        order="changed_at + 0 DESC, ref LIMIT 2000",  # by kind: few of all are of teams
    )


def contract_named(workspace: int, name: str, *, person: str) -> Record:
    """The contract of that id, or of the team of that handle. Raises :class:`NotFound`."""
    known = directory(workspace)
    team = known.teams.get(known.id_of(name) or "")
    if team is not None and not records.kinds_of(workspace, [name], person=person):
        for one in contracts(workspace, person):
            if name_key(str(one.fields.get("team", "")).lstrip("@")) in (
                team.handle.casefold(),
                team.id.casefold(),
            ):
                return one
    return records.find(workspace, name, person=person)
