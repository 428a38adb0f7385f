"""Reading clocks: what runs, what is due, what waited how long. Plain SQL, no framework."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from dayline.base.errors import NotFound
from dayline.base.micros import from_micros, to_micros
from dayline.clocks.rules import FARTHEST, State
from dayline.clocks.timing import Measure, Party, Promise
from dayline.journal.database import fetch, first, from_json, marks
from dayline.people.timetable import Timetable

_COLUMNS = (
    "id, ref, contract, clock, run, state, measure, amount, floor_micros, spent, whose, owner,"
    " started_at, since, due_at, fired_at, ended_at, waited, calendar, edition"
)
_NAMES = tuple(_COLUMNS.split(", "))
_INSTANTS = ("started_at", "since", "due_at", "fired_at", "ended_at")
_SELECT = f"SELECT {_COLUMNS} FROM clocks_deadline"  # noqa: S608
_PART = 10_000
_FEW = 500


@dataclass(frozen=True, slots=True)
class Deadline:
    """One run of one clock; see :class:`dayline.clocks.models.Deadline`. Instants are in UTC."""

    id: str
    ref: str
    contract: str
    clock: str
    run: int
    state: State
    promise: Promise
    spent: dict[str, int]
    whose: tuple[str, ...]
    owner: str
    started_at: datetime
    since: datetime
    due_at: datetime | None
    fired_at: datetime | None
    ended_at: datetime | None
    waited: int | None
    calendar: str
    edition: str

    @property
    def kind(self) -> str:
        """The kind of the record, such as ``handoff``."""
        return self.contract.partition("/")[0]


@lru_cache(maxsize=8192)  # what runs is read for each page, and seldom changes
def _deadline(row: tuple[Any, ...]) -> Deadline:
    values = dict(zip(_NAMES, row, strict=True))
    promise = Promise(
        Measure(values.pop("measure")), values.pop("amount"), values.pop("floor_micros")
    )
    for name in _INSTANTS:
        micros = values[name]
        values[name] = None if micros is None else from_micros(micros)
    values["state"] = State(values["state"])
    values["spent"] = from_json(values["spent"])
    values["whose"] = tuple(from_json(values["whose"]))
    return Deadline(promise=promise, **values)


def select(workspace: int, condition: str, parameters: Sequence[Any] = ()) -> list[Deadline]:
    """The deadlines under a condition in SQL, which may say its own order and limit."""
    rows = fetch(f"{_SELECT} WHERE workspace = %s AND {condition}", [workspace, *parameters])
    return [_deadline(row) for row in rows]


def deadline(workspace: int, identity: str) -> Deadline:
    """The deadline of that id. Raises :class:`NotFound`."""
    found = select(workspace, "id = %s", [identity])
    if not found:
        raise NotFound(f"There is no deadline {identity}.", do="See: dayline clock list.")
    return found[0]


def of_record(workspace: int, ref: str) -> list[Deadline]:
    """Every deadline that a record ever had, in the order in which they started."""
    return select(workspace, "ref = %s ORDER BY started_at, clock, run", [ref])


def by_ids(workspace: int, identities: Sequence[str]) -> list[Deadline]:
    """Those of the deadlines that exist."""
    found: list[Deadline] = []
    for begin in range(0, len(identities), _PART):
        part = identities[begin : begin + _PART]
        found += select(workspace, f"id IN ({marks(part)})", part)
    return found


def running(workspace: int) -> list[Deadline]:
    """All that run and that a calendar can move."""
    human = [measure.value for measure in Measure if measure.human]
    return select(
        workspace, f"state = 'running' AND measure IN ({marks(human)}) ORDER BY due_at, id", human
    )


class Open(NamedTuple):
    """What a dayline needs to know of an open deadline; ``due_at`` in microseconds."""

    ref: str
    late: bool
    due_at: int
    whose: tuple[str, ...]


def open_between(workspace: int, start: datetime, stop: datetime, *, limit: int) -> list[Open]:
    """The open deadlines that run out, or were missed, in ``start <= t < stop``; the first first.

    Whoever may see their records: show none without asking for the records.
    """
    rows = fetch(
        "SELECT ref, state, due_at, CAST(whose AS TEXT) FROM clocks_deadline WHERE workspace = %s"
        " AND state IN ('running', 'missed') AND ended_at IS NULL AND due_at >= %s AND due_at < %s"
        " ORDER BY due_at, id LIMIT %s",
        [workspace, to_micros(start), to_micros(stop), limit],
    )
    return [
        Open(ref, state == State.MISSED, due_at, _parties(whose))
        for ref, state, due_at, whose in rows
    ]


class Running(NamedTuple):
    """What a light asks of an open deadline. Instants in microseconds, ``state``, ``measure`` and
    ``parties`` as the table holds them: thousands are read for a board, and most decide nothing."""

    ref: str
    due_at: int
    state: str
    measure: str
    amount: int
    parties: str
    started_at: int

    @property
    def whose(self) -> tuple[str, ...]:
        """Who must act."""
        return _parties(self.parties)

    @property
    def missed(self) -> bool:
        """Whether it ran out and nobody has answered yet."""
        return self.state == State.MISSED

    @property
    def human(self) -> bool:
        """Whether it counts working time."""
        return self.measure in _HUMAN

    @property
    def fixed(self) -> int | None:
        """All that it allows, in microseconds, where that depends on no calendar."""
        return self.amount if self.measure in _FIXED else None


_HUMAN = frozenset(measure.value for measure in Measure if measure.human)
_FIXED = frozenset((Measure.AWAKE.value, Measure.WALL.value))


def open_until(workspace: int, until: datetime, refs: Collection[str]) -> list[tuple[Any, ...]]:
    """The open deadlines that run out by ``until``, the first first: what makes a
    :class:`Running`. Of the records ``refs`` where those are few, and of others beside them."""
    few = list(refs) if len(refs) <= _FEW else []
    named = f" AND ref IN ({marks(few)})" if few else ""
    return fetch(
        "SELECT ref, due_at, state, measure, amount, CAST(whose AS TEXT), started_at"  # noqa: S608
        " FROM clocks_deadline WHERE workspace = %s AND ended_at IS NULL"
        f" AND due_at <= %s{named} ORDER BY due_at, id",
        [workspace, to_micros(until), *few],
    )


@lru_cache(maxsize=4096)
def _parties(whose: str) -> tuple[str, ...]:
    return tuple(from_json(whose))


def due(workspace: int, now: datetime, *, limit: int) -> list[str]:
    """Ids of what is due and that nobody has claimed: the law's first, then the oldest."""
    rows = fetch(
        "SELECT d.id FROM clocks_deadline d LEFT JOIN clocks_lease l"
        " ON l.workspace = d.workspace AND l.task = d.id"
        " WHERE d.workspace = %s AND d.state = 'running' AND d.due_at <= %s"
        " AND (l.until IS NULL OR l.until <= %s OR l.until > %s)"
        " ORDER BY CASE WHEN d.measure IN ('wall', 'instant') THEN 0 ELSE 1 END, d.due_at, d.id"
        " LIMIT %s",
        [workspace, *[to_micros(now)] * 2, to_micros(now + FARTHEST), limit],
    )
    return [row[0] for row in rows]


def next_due(workspace: int) -> datetime | None:
    """When the next deadline runs out, claimed or not."""
    row = first(
        "SELECT MIN(due_at) FROM clocks_deadline WHERE workspace = %s AND state = 'running'",
        [workspace],
    )
    return from_micros(row[0]) if row and row[0] is not None else None


def edition(workspace: int) -> str:
    """The edition of the tables by which the deadlines were last looked at; "" for never."""
    row = first("SELECT edition FROM clocks_edition WHERE workspace = %s", [workspace])
    return str(row[0]) if row else ""


def parties(times: Timetable, whose: Sequence[str], at: datetime) -> tuple[Party, ...]:
    """Those whose time counts, with where they are at an instant."""
    return tuple(Party(one, times.zone(one, at), times.hours(one)) for one in whose)
