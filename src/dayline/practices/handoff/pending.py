"""What handoffs of the shift before still ask of somebody: the sender's word, what came of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from dayline.base.micros import from_micros, to_micros
from dayline.base.zones import local_date
from dayline.contracts.queries import registry
from dayline.journal import queries as journal
from dayline.journal.database import fetch, from_json, marks
from dayline.people.timetable import Timetable, timetable
from dayline.practices.handoff.items import marked
from dayline.practices.handoff.rules import Marked
from dayline.records.packing import unpacked
from dayline.records.queries import visible_to

SHOWN: Final = 3
_LATELY: Final = timedelta(days=14)
_MOST: Final = 60


@dataclass(frozen=True, slots=True)
class Pending:
    """A handoff that was taken on. ``judge`` when the person may say what was understood, and
    ``answer`` when it is the day after for them and nobody has said what came of it."""

    ref: str
    title: str
    source: str
    target: str
    judge: bool
    answer: bool
    items: tuple[Marked, ...]


def pending(workspace: int, person: str, now: datetime) -> list[Pending]:
    """The last few that ask something of ``person``, the newest first: two queries."""
    times = timetable(workspace)
    parties = [person, *(team.id for team in times.people.teams_of(person))]
    asked = list(_asked(times, person, now, _rows(workspace, person, parties, now)))[:SHOWN]
    words = journal.payloads(workspace, [index for index, _, _ in asked])
    contracts = registry(workspace)
    found = []
    for index, contract, (ref, title, source, target, judge, answer) in asked:
        text = (unpacked(words.get(index)) or b"").decode(errors="replace")
        items = marked(contracts.named(contract), text) if text and answer else ()
        if judge or items:
            found.append(Pending(ref, title, source, target, judge, bool(items), items))
    return found


def _rows(
    workspace: int, person: str, parties: Sequence[str], now: datetime
) -> list[tuple[Any, ...]]:
    seen = visible_to(workspace, person, named=True)
    read = (
        "SELECT 1 FROM records_receipt c WHERE c.workspace = h.workspace AND c.ref = h.ref"
        " AND c.kind = 'read_back'"
    )
    # A handoff's teams and its author are in its audience: one look for each of two weeks, because
    # the list of all that somebody was ever in grows with the years.
    return fetch(
        "SELECT h.ref, h.delivered_idx, h.taken_at, h.judged_idx, h.outcome_idx, r.title, r.state,"  # noqa: S608
        f" r.author, r.contract, r.fields, EXISTS ({read})"
        " FROM handoff_handover h JOIN records_record r"
        " ON r.workspace = h.workspace AND r.ref = h.ref"
        " WHERE h.workspace = %s AND h.taken_at > %s AND h.taken_at <= %s"
        " AND (h.judged_idx = 0 OR h.outcome_idx = 0)"
        " AND EXISTS (SELECT 1 FROM sharing_audience a WHERE a.workspace = %s"
        f" AND a.party IN ({marks(parties)}) AND a.ref = h.ref)"
        f" AND EXISTS (SELECT 1 FROM records_record WHERE {seen.sql}"
        " AND records_record.ref = h.ref) ORDER BY h.taken_at DESC, h.ref LIMIT %s",
        [
            workspace,
            to_micros(now - _LATELY),
            to_micros(now),
            workspace,
            *parties,
            *seen.parameters,
            _MOST,
        ],
    )


def _asked(
    times: Timetable, person: str, now: datetime, rows: Sequence[Sequence[Any]]
) -> Iterator[tuple[int, str, tuple[str, str, str, str, bool, bool]]]:
    people = times.people
    mine = {team.id for team in people.teams_of(person)}
    zone = times.zone(person, now)
    today = local_date(to_micros(now), zone)
    for ref, index, taken, judged, outcome, title, state, author, contract, stated, read in rows:
        fields = from_json(stated)
        source, target = (str(fields.get(name) or "") for name in ("from", "to"))
        sends = author == person or people.id_of(source) in mine
        receives = people.id_of(target) in mine
        judge = bool(sends and read and not judged and state == "accepted")
        later = local_date(to_micros(from_micros(taken)), zone) < today
        answer = bool((sends or receives) and later and not outcome)
        if judge or answer:
            yield index, contract, (str(ref), str(title), source, target, judge, answer)
