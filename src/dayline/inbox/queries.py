"""Reading the inbox: what is pending for whom, letters, page budgets, visible deadlines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dayline.base.errors import NotFound
from dayline.base.micros import from_micros, to_micros
from dayline.clocks.queries import Deadline
from dayline.clocks.queries import select as select_deadlines
from dayline.inbox.rules import DAYS, PAGES, Pending
from dayline.journal.database import fetch, first, marks
from dayline.people.queries import SYSTEM, Directory, PersonFact, directory
from dayline.records.queries import visible_to


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one person; ``idx`` is the journal index of the list of its items."""

    id: str
    person: str
    sort: str
    state: str
    idx: int
    composed_at: datetime
    sent_at: datetime | None
    tries: int
    retry_at: datetime


@dataclass(frozen=True, slots=True)
class Spending:
    """A team's budget of pages: what it may cost others in ``days``, and what it did cost."""

    team: str
    pages: int
    days: int
    spent: int

    @property
    def left(self) -> int:
        """What is left; negative when more was spent than there was."""
        return self.pages - self.spent


def pending(workspace: int) -> list[Pending]:
    """Everything that still has to be told to somebody."""
    rows = fetch(
        "SELECT id, topic, receiver, ref, deadline, idx, actor, made_at, need_by, page"
        " FROM inbox_message WHERE workspace = %s ORDER BY idx, id",
        [workspace],
    )
    return [Pending(*row) for row in rows]


def pending_for(workspace: int, person: str, *, limit: int = 100) -> list[Pending]:
    """What somebody, or a team of theirs, was not told by letter yet: never what they did."""
    parties = [person, *(team.id for team in directory(workspace).teams_of(person))]
    rows = fetch(
        "SELECT m.id, m.topic, m.receiver, m.ref, m.deadline, m.idx, m.actor, m.made_at, m.need_by,"  # noqa: S608
        " m.page FROM inbox_message m WHERE m.workspace = %s"
        f" AND m.receiver IN ({marks(parties)}) AND m.actor <> %s"
        " AND NOT EXISTS (SELECT 1 FROM inbox_delivery d WHERE d.workspace = m.workspace"
        " AND d.message = m.id AND d.person IN (%s, '')) ORDER BY m.idx DESC, m.id LIMIT %s",
        [workspace, *parties, person, person, limit],
    )
    return [Pending(*row) for row in rows]


def told(workspace: int) -> set[tuple[str, str]]:
    """Which pending message was told to whom already: ``(message, person)``."""
    rows = fetch(
        "SELECT d.message, d.person FROM inbox_delivery d JOIN inbox_message m"
        " ON m.workspace = d.workspace AND m.id = d.message WHERE d.workspace = %s",
        [workspace],
    )
    return {(message, person) for message, person in rows}


def pages_only(workspace: int) -> set[str]:
    """Those who chose to get no letters but pages."""
    rows = fetch(
        "SELECT person FROM inbox_choice WHERE workspace = %s AND letters = 'pages'", [workspace]
    )
    return {row[0] for row in rows}


def last_letters(workspace: int) -> dict[str, int]:
    """When each person's last letter was composed, in microseconds."""
    rows = fetch(
        "SELECT person, MAX(composed_at) FROM inbox_letter WHERE workspace = %s GROUP BY person",
        [workspace],
    )
    return dict(rows)


def readers(people: Directory, one: Pending, awake: Collection[str]) -> list[PersonFact]:
    """The humans whom a message concerns: never agents, nor whoever caused it.

    A page to a team calls those of it who are awake; where nobody is, its leads.
    """
    team = people.teams.get(one.receiver)
    ids = team.members if team else {one.receiver}
    if team and one.page:
        ids = (ids & frozenset(awake)) or team.leads or ids
    known = (people.people.get(identity) for identity in sorted(ids))
    return [
        person
        for person in known
        if person and person.active and person.sort == "human" and person.id != one.actor
    ]


_LETTER = (
    "SELECT id, person, sort, state, idx, composed_at, sent_at, tries, retry_at FROM inbox_letter"
)


def _letter(row: Sequence[Any]) -> Letter:
    identity, person, sort, state, idx, composed_at, sent_at, tries, retry_at = row
    return Letter(
        identity,
        person,
        sort,
        state,
        idx,
        from_micros(composed_at),
        None if sent_at is None else from_micros(sent_at),
        tries,
        from_micros(retry_at),
    )


def letters_ready(workspace: int, now: datetime, *, limit: int) -> list[Letter]:
    """Letters that are composed and not sent: pages first, then the oldest."""
    rows = fetch(
        f"{_LETTER} WHERE workspace = %s AND state = 'ready' AND retry_at <= %s"
        " ORDER BY CASE sort WHEN 'page' THEN 0 ELSE 1 END, composed_at, id LIMIT %s",
        [workspace, to_micros(now), limit],
    )
    return [_letter(row) for row in rows]


def letter(workspace: int, identity: str) -> Letter:
    """One letter. Raises :class:`NotFound`."""
    row = first(f"{_LETTER} WHERE workspace = %s AND id = %s", [workspace, identity])
    if row is None:
        raise NotFound(f"There is no letter {identity}.", do="See: dayline inbox --letters.")
    return _letter(row)


def letters_to(workspace: int, person: str, *, limit: int = 20) -> list[Letter]:
    """The last letters to somebody, newest first."""
    rows = fetch(
        f"{_LETTER} WHERE workspace = %s AND person = %s ORDER BY composed_at DESC LIMIT %s",
        [workspace, person, limit],
    )
    return [_letter(row) for row in rows]


def page_budget(workspace: int, team: str, now: datetime, *, person: str = SYSTEM) -> Spending:
    """What a team may cost others by pages, and what it did cost in the rolling window.

    For a person, only pages about records that they may see are counted.
    """
    row = first(
        "SELECT pages, days FROM inbox_pagebudget WHERE workspace = %s AND team = %s",
        [workspace, team],
    )
    pages, days = (row[0], row[1]) if row else (PAGES, DAYS)
    seen = visible_to(workspace, person)
    spent = first(
        "SELECT COUNT(*) FROM inbox_page WHERE workspace = %s AND team = %s AND at > %s"  # noqa: S608
        f" AND EXISTS (SELECT 1 FROM records_record WHERE {seen.sql}"
        " AND records_record.ref = inbox_page.ref)",
        [workspace, team, to_micros(now - timedelta(days=days)), *seen.parameters],
    )
    return Spending(team, pages, days, int(spent[0]) if spent else 0)


def payer(people: Directory, person: str) -> str:
    """The team whose budget pays for the pages that somebody causes; "" for nobody's."""
    return min((team.id for team in people.teams_of(person)), default="")


def page_budgets(workspace: int, now: datetime, *, person: str = SYSTEM) -> list[Spending]:
    """The page budgets of all teams."""
    return [
        page_budget(workspace, team, now, person=person)
        for team in sorted(directory(workspace).teams)
    ]


def deadlines(
    workspace: int,
    *,
    person: str,
    refs: Sequence[str] = (),
    all_: bool = False,
    whose: Collection[str] = (),
    after: tuple[int, str] | None = None,
    limit: int | None = None,
) -> list[Deadline]:
    """The deadlines of records that a person may see, next first; open ones unless ``all_``.

    ``whose`` narrows them to those that wait on one of these ids. ``after`` is the place of the
    last one that was read: :func:`place_of`.
    """
    clause = visible_to(workspace, person)
    record = f"{clause.sql} AND records_record.ref = clocks_deadline.ref"
    conditions = [f"EXISTS (SELECT 1 FROM records_record WHERE {record})"]  # noqa: S608
    parameters: list[Any] = [*clause.parameters]
    if not all_:
        conditions.append("ended_at IS NULL")
    if refs:
        conditions.append(f"ref IN ({marks(refs)})")
        parameters += refs
    if whose:
        conditions.append("(" + " OR ".join(["CAST(whose AS TEXT) LIKE %s"] * len(whose)) + ")")
        parameters += [f'%"{one}"%' for one in sorted(whose)]
    if after is not None:
        conditions.append(f"(COALESCE(due_at, {_NEVER}), id) > (%s, %s)")
        parameters += after
    order = f" ORDER BY COALESCE(due_at, {_NEVER}), id"
    if limit is not None:
        order += " LIMIT %s"
        parameters.append(limit)
    return select_deadlines(workspace, " AND ".join(conditions) + order, parameters)


_NEVER = 2**53 - 1


def place_of(one: Deadline) -> tuple[int, str]:
    """Where a deadline stands in the order of :func:`deadlines`."""
    return (_NEVER if one.due_at is None else to_micros(one.due_at), one.id)
