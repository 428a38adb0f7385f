"""What a search is limited to, as a condition in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from dayline.base.micros import to_micros
from dayline.journal.database import marks
from dayline.people.queries import directory
from dayline.records.labels.rules import name_of
from dayline.records.queries import Clause


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is limited to; empty means no limit.

    ``authors`` are ids of persons (a team's members, for the team of an author), ``teams`` ids of
    teams that a record names in its fields or waits on. ``since`` and ``until`` bound when records
    were opened, ``until`` not included. Of ``tags`` and of ``areas`` a record has one. With
    ``as_of`` only records that were there by the end of that day are found, and ``states`` are
    those of that day; their words are those of now.
    """

    kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    tags: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    as_of: date | None = None

    def clause(self, workspace: int) -> Clause:
        """The condition on the columns of a record."""
        states = () if self.as_of else self.states
        columns = (("kind", self.kinds), ("state", states), ("author", self.authors))
        told = [f"{column} IN ({marks(values)})" for column, values in columns if values]
        parameters: list[str | int] = [value for _, values in columns for value in values]
        for sign, instant in ((">=", self.since), ("<", self.until), ("<", _dusk(self.as_of))):
            if instant is not None:
                told.append(f"opened_at {sign} %s")
                parameters.append(to_micros(instant))
        parts = [Clause(" AND ".join(told), tuple(parameters))] if told else []
        parts += [self._labelled(workspace, "tag", self.tags)] if self.tags else []
        parts += [self._labelled(workspace, "area", self.areas)] if self.areas else []
        parts += [self._of_teams(workspace)] if self.teams else []
        parts += [self._stood(workspace, self.as_of)] if self.as_of and self.states else []
        return Clause(
            " AND ".join(part.sql for part in parts),
            tuple(one for part in parts for one in part.parameters),
        )

    @staticmethod
    def _labelled(workspace: int, sort: str, names: tuple[str, ...]) -> Clause:
        wanted = [name_of(name) for name in names]
        return Clause(
            "ref IN (SELECT l.ref FROM labels_label l"  # noqa: S608
            f" WHERE l.workspace = %s AND l.sort = %s AND l.name IN ({marks(wanted)}))",
            (workspace, sort, *wanted),
        )

    def _of_teams(self, workspace: int) -> Clause:
        """Fields hold names as they were written, with or without the sign; parties are ids."""
        known = directory(workspace).teams
        handles = [known[team].handle for team in self.teams if team in known]
        written = [*self.teams, *handles, *(f"@{handle}" for handle in handles)]
        names = [name.casefold() for name in written]
        named = " OR ".join(["lower(CAST(fields AS TEXT)) LIKE %s ESCAPE '!'"] * len(names))
        return Clause(
            f"({named} OR ref IN (SELECT w.ref FROM records_waiting w"  # noqa: S608
            f" WHERE w.workspace = %s AND w.party IN ({marks(self.teams)})))",
            (*(f'%"{name.replace("_", "!_")}"%' for name in names), workspace, *self.teams),
        )

    def _stood(self, workspace: int, day: date) -> Clause:
        """As :mod:`dayline.records.log.queries` has it: the last revision by that day decides."""
        return Clause(
            "(SELECT v.state FROM records_revision v WHERE v.workspace = %s"  # noqa: S608
            " AND v.ref = records_record.ref AND v.effective_on || '' <= %s"
            f" ORDER BY v.number DESC LIMIT 1) IN ({marks(self.states)})",
            (workspace, day.isoformat(), *self.states),
        )


def _dusk(day: date | None) -> datetime | None:
    """When a day has ended on every clock on earth; the calendar's last day has no such instant."""
    if day is None or day == date.max:
        return None
    return datetime.combine(day, time(12), UTC) + timedelta(days=1)


ANY = Filters()
