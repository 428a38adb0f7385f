"""Verbs of the inbox: compose letters, send them, call somebody now, choose what one gets."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from dayline.base.acting import Acting
from dayline.base.canonical import Json
from dayline.base.errors import Forbidden, InvalidInput
from dayline.base.instants import to_text
from dayline.base.micros import from_micros, to_micros
from dayline.clocks import leases
from dayline.clocks.rules import LEASE
from dayline.clocks.timing import Party
from dayline.inbox import mail, queries
from dayline.inbox.letters import Rendered, render
from dayline.inbox.queries import Letter
from dayline.inbox.rules import Pending, Sort, choose, retry_after
from dayline.journal.append import writing
from dayline.people.queries import SYSTEM, authorise, directory
from dayline.people.timetable import Timetable, timetable
from dayline.records.queries import find

_log = logging.getLogger(__name__)

BATCH = 20


@dataclass(frozen=True, slots=True)
class _Draft:
    """A letter to be composed."""

    person: str
    sort: Sort
    items: Sequence[Pending]


def compose(workspace: int, now: datetime) -> list[str]:
    """Compose the letters that are to go out now, one to a person; their readers' ids.

    A letter is composed in the journal before it is sent, so whatever happens to the sender, the
    same letter goes out under the same id.
    """
    if not _drafts(workspace, now)[0]:
        return []
    with writing(Acting(workspace, SYSTEM, now)) as pen:
        drafts, done = _drafts(workspace, now)
        for number, draft in enumerate(drafts):
            payload: dict[str, Json] = {
                "sort": draft.sort.value,
                "items": [_item(one) for one in draft.items],
                "done": list(done) if number == 0 else [],
            }
            pen.add("letter.composed", draft.person, payload)
    return [draft.person for draft in drafts]


def _item(one: Pending) -> Json:
    return {
        "id": one.id,
        "topic": one.topic,
        "receiver": one.receiver,
        "ref": one.ref,
        "deadline": one.deadline,
        "idx": one.idx,
        "actor": one.actor,
        "at": one.made_at,
        "need_by": one.need_by,
    }


def _drafts(workspace: int, now: datetime) -> tuple[list[_Draft], list[str]]:
    """The letters due now, and the messages of which everybody concerned knows after them."""
    pending = queries.pending(workspace)
    if not pending:
        return [], []
    times = timetable(workspace)
    at = to_micros(now)
    readers = _readers(workspace, times, pending, at)
    told = queries.told(workspace)
    waiting: dict[str, list[Pending]] = {}
    for one in pending:
        for person in readers[one.id]:
            if (one.id, person) not in told:
                waiting.setdefault(person, []).append(one)
    last = queries.last_letters(workspace)
    drafts = []
    for person, messages in sorted(waiting.items()):
        party = Party(person, times.zone(person, now), times.hours(person))
        chosen = choose(messages, party, at, last.get(person))
        if chosen is not None:
            drafts.append(_Draft(person, *chosen))
    told |= {(one.id, draft.person) for draft in drafts for one in draft.items}
    done = [one.id for one in pending if all((one.id, who) in told for who in readers[one.id])]
    return drafts, done


def _readers(
    workspace: int, times: Timetable, pending: Sequence[Pending], at: int
) -> dict[str, list[str]]:
    """Whom each message concerns. Who wants pages only gets only these."""
    quiet = queries.pages_only(workspace)
    called = {one.receiver for one in pending if one.page}
    awake = {
        person
        for person in times.people.members_of(called)
        if times.hours(person).is_awake(from_micros(at))
    }
    return {
        one.id: [
            person.id
            for person in queries.readers(times.people, one, awake)
            if one.page or person.id not in quiet
        ]
        for one in pending
    }


@dataclass
class Posted:
    """What sending did, by letter id. ``refused`` ones had been taken over by another worker."""

    sent: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def claim_letters(
    workspace: int, now: datetime, *, worker: str, limit: int = BATCH, lease: timedelta = LEASE
) -> dict[str, int]:
    """Claim letters that are ready: task to fencing token."""
    ready = queries.letters_ready(workspace, now, limit=limit)
    tasks = [_task(letter.id) for letter in ready]
    return leases.claim(workspace, tasks, worker=worker, now=now, lease=lease) if tasks else {}


def _task(letter: str) -> str:
    return f"letter:{letter}"


def send_letters(workspace: int, claims: Mapping[str, int], now: datetime) -> Posted:
    """Send claimed letters, each at least once, and note which were sent.

    The claim is looked at before a letter goes out and again, under the journal's lock, before it
    is marked: who has been overtaken marks nothing.
    """
    posted = Posted()
    if not claims:
        return posted
    with mail.post() as connection:
        for task in sorted(claims):
            letter = queries.letter(workspace, task.partition(":")[2])
            claim = {task: claims[task]}
            if letter.state != "ready" or not leases.held(workspace, claim):
                posted.refused.append(letter.id)
                continue
            words = render(workspace, letter, sender=mail.sender(), now=now)
            outcome = _mark(workspace, letter, claim, now, _send(connection, words))
            getattr(posted, outcome).append(letter.id)
    return posted


def _send(connection: object, words: Rendered | None) -> str:
    if words is None or not words.to:
        return "kept"
    try:
        mail.send(connection, words)
    except Exception:
        # Whatever the transport raises, the letter stays and is tried again.
        _log.exception("A letter could not be sent.")
        return "failed"
    return "sent"


def _mark(
    workspace: int, letter: Letter, claim: Mapping[str, int], now: datetime, outcome: str
) -> str:
    """Note what became of a letter; ``refused`` when another worker has taken it over."""
    with writing(Acting(workspace, SYSTEM, now)) as pen:
        if not leases.held(workspace, claim):
            return "refused"
        retry: dict[str, Json] = {"retry_at": to_text(now + retry_after(letter.tries))}
        pen.add(f"letter.{outcome}", letter.id, retry if outcome == "failed" else {})
        if outcome == "failed":
            leases.release(workspace, claim)
        else:
            leases.drop(workspace, list(claim))
    return outcome


def page(
    acting: Acting, receivers: Sequence[str], ref: str, reason: str, *, over_budget: bool = False
) -> int:
    """Call people or teams now, awake or not; it costs the caller's team one page.

    Returns the index of the entry. Where the budget is spent, the caller has to say that it
    cannot wait (``over_budget``), else :class:`Forbidden`; the team's leads are then told.
    """
    with writing(acting) as pen:
        people = directory(acting.workspace)
        authorise(people, acting.actor, "owner", "member")
        if not reason.strip():
            raise InvalidInput("A page without a reason helps nobody.", do="Say what is wrong.")
        record = find(acting.workspace, ref, person=acting.actor)
        pays = queries.payer(people, acting.actor)
        budget = queries.page_budget(acting.workspace, pays, acting.at)
        spent = bool(pays) and budget.left <= 0
        if spent and not over_budget:
            raise Forbidden(
                f"{people.handle(pays)} has spent its {budget.pages} pages in {budget.days} days.",
                kept="Nobody was called.",
                do="If it cannot wait, say so: --over-budget. The leads of your team are told.",
            )
        payload: dict[str, Json] = {
            "to": [people.known(one).id for one in receivers],
            "reason": reason,
            "pays": pays,
            "tell": [*sorted(people.teams[pays].leads)] if spent else [],
        }
        return pen.add("page.declared", record.ref, payload)


def set_page_budget(acting: Acting, team: str, *, pages: int, days: int) -> None:
    """Say how many pages a team may cost others in a rolling number of days."""
    with writing(acting) as pen:
        people = directory(acting.workspace)
        known = people.team(team)
        if acting.actor not in known.leads:
            authorise(people, acting.actor, "owner")
        if not (0 <= pages <= 1000 and 1 <= days <= 366):
            raise InvalidInput("That is no budget.", do="Give 0 to 1000 pages in 1 to 366 days.")
        pen.add("page.budget", known.id, {"pages": pages, "days": days})


def choose_letters(acting: Acting, letters: str) -> None:
    """Choose what one gets: ``all`` letters, or ``pages`` only."""
    if letters not in ("all", "pages"):
        raise InvalidInput(f"{letters!r} is no choice.", do="Choose all or pages.")
    with writing(acting) as pen:
        person = directory(acting.workspace).people.get(acting.actor)
        if person is None:
            raise Forbidden("Only people get letters.", do="Use --as @somebody.")
        pen.add("letter.chosen", person.id, {"letters": letters})
