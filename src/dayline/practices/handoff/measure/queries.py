"""What handoffs lost, of what somebody may see: the rows, and the heads that are only counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dayline.journal import queries as journal
from dayline.journal.database import fetch, marks
from dayline.people.queries import Directory, directory
from dayline.practices.handoff.measure.causes import KEPT, Fate
from dayline.practices.handoff.measure.crowd import Crowd, Hands
from dayline.practices.handoff.measure.observed import Observed
from dayline.practices.handoff.measure.rules import Report, report
from dayline.practices.handoff.queries import observed

_MOST = 5_000
_LATEST = 2_000
_TAKING = ("receipt.given.read_back", "record.moved.accepted")


def measured(workspace: int, *, person: str) -> Report:
    """What was lost in the handoffs that ``person`` may see.

    The loss rests on the sender's word where there was a read-back, and on the answers of the next
    shift where there was none; the effect of read-back on those answers on both sides, because the
    word exists on one only.
    """
    people = directory(workspace)
    seen = _known(people, observed(workspace, person=person))
    outcomes = _known(people, observed(workspace, person=person, by_outcome=True))
    crowd = _crowd(workspace, people, [*seen, *outcomes])
    return report(seen, crowd, outcomes=outcomes, fates=_fates(workspace, seen))


def _fates(workspace: int, several: Sequence[Observed]) -> dict[str, list[Fate]]:
    """What became of the items of the last handoffs, from the words that were kept of them."""
    last = {one.handoff: one for one in several[-_LATEST:]}
    rows = _rows(
        workspace, "SELECT ref, judged_idx, outcome_idx FROM handoff_handover", "ref", last
    )
    entry = {ref: judged if last[ref].read_back else outcome for ref, judged, outcome in rows}
    words = journal.payloads(workspace, sorted(entry.values()))
    return {ref: _items(words.get(index)) for ref, index in entry.items() if words.get(index)}


def _items(payload: Mapping[str, Any] | None) -> list[Fate]:
    found = []
    for one in (payload or {}).get("items", ()):
        first = one.get("first") or one.get("how") or KEPT
        found.append(Fate(str(one["type"]), str(first), str(one.get("after") or first)))
    return found


def _known(people: Directory, several: Iterable[Observed]) -> list[Observed]:
    """The handoffs between teams that exist, each team by its one handle."""
    handles: dict[str, str] = {}
    found = []
    for one in several:
        for name in (one.sender_team, one.receiver_team):
            if name not in handles:
                team = people.id_of(name)
                handles[name] = people.handle(team) if team in people.teams else ""
        sender, receiver = handles[one.sender_team], handles[one.receiver_team]
        if (sender, receiver) != (one.sender_team, one.receiver_team):
            one = replace(one, sender_team=sender, receiver_team=receiver)  # noqa: PLW2901
        if sender and receiver:
            found.append(one)
    return found


def _crowd(workspace: int, people: Directory, several: Sequence[Observed]) -> Crowd:
    members = {
        people.handle(team.id): frozenset(
            one
            for one in team.members
            if people.people[one].active and people.people[one].sort == "human"
        )
        for team in people.teams.values()
    }
    return Crowd(members, _hands(workspace, people, several))


def _hands(workspace: int, people: Directory, several: Sequence[Observed]) -> dict[str, Hands]:
    """Who wrote each handoff, and who of its receivers took it in."""
    to = {one.handoff: one.receiver_team for one in several}
    writers = dict(_rows(workspace, "SELECT ref, author FROM records_record", "ref", to))
    taking = f" AND kind IN ({marks(_TAKING)})"
    members = {team: people.members_of([people.team(team).id]) for team in {*to.values()}}
    readers: dict[str, set[str]] = {}
    select = "SELECT subject, actor FROM journal_entry"
    for ref, actor in _rows(workspace, select, "subject", to, more=taking, parameters=_TAKING):
        if actor in members[to[ref]]:
            readers.setdefault(ref, set()).add(actor)
    return {
        ref: Hands(frozenset([writers[ref]]), frozenset(readers.get(ref, ())))
        for ref in to
        if ref in writers
    }


def _rows(
    workspace: int,
    select: str,
    column: str,
    refs: Iterable[str],
    *,
    more: str = "",
    parameters: Sequence[str] = (),
) -> Iterator[tuple[Any, ...]]:
    wanted = list(refs)
    for begin in range(0, len(wanted), _MOST):
        part = wanted[begin : begin + _MOST]
        asked = f"{select} WHERE workspace = %s AND {column} IN ({marks(part)}){more}"
        yield from fetch(asked, [workspace, *part, *parameters])
