"""Where the window of an RFC stands, from its record, its reviewers' calendars and its comments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from dayline.base.acting import Acting
from dayline.base.findings import Finding
from dayline.base.zones import zone as zone_of
from dayline.contracts.values import decimal
from dayline.people.timetable import Timetable, timetable
from dayline.practices.rfc.rules import Concern, Policy, Reviewer, Standing, Terms, assess, in_words
from dayline.records import queries
from dayline.records.queries import Record
from dayline.records.remarks.queries import receipts, remarks

KIND = "rfc"
RUNNING = ("open", "closing")
DISPOSITIONS = ("accept", "reject", "postpone")

_USUAL = timedelta(hours=8)
_MOST_HOURS = 80


def standing(workspace: int, record: Record, now: datetime) -> Standing:
    """Where an RFC's window stands now. It runs since the record last came to the state open."""
    people = timetable(workspace)
    fields = record.fields
    return assess(
        terms_of(fields, people, record.author),
        opened_at(workspace, record),
        now,
        reviewers=_reviewers(people, fields.get("reviewers")),
        delegates=_delegates(people, fields.get("delegates"), record.author),
        concerns=concerns_of(workspace, record.ref, people),
    )


def opened_at(workspace: int, record: Record) -> datetime:
    """When the window began: the last move to open."""
    moments = [
        past.effective_at
        for past in queries.history(workspace, record.ref)
        if past.state == "open" and past.move in ("open", "reopen")
    ]
    return max(moments, default=record.state_since)


def terms_of(fields: Mapping[str, Any], people: Timetable, author: str) -> Terms:
    """What the RFC promises; a field that says nothing usable promises the contract's default.

    The gates refuse such fields when it is opened, but a text can be revised later, and the
    worker must not stumble over it.
    """
    hours = decimal(fields.get("min_awake_hours"))
    policy = str(fields.get("concern_policy"))
    disposition = str(fields.get("default_disposition"))
    return Terms(
        awake=timedelta(hours=float(hours)) if hours and 0 < hours <= _MOST_HOURS else _USUAL,
        policy=Policy(policy) if policy in set(Policy) else Policy.BLOCK,
        cap=_end_of_day(str(fields.get("hard_cap")), people, author),
        disposition=disposition if disposition in DISPOSITIONS else "postpone",
    )


def _end_of_day(text: str, people: Timetable, author: str) -> datetime | None:
    """The end of a date where the author is; None for what is no date."""
    try:
        day = date.fromisoformat(text)
        zone = zone_of(people.zone(author, datetime.combine(day, time(12), tzinfo=UTC)))
        return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _delegates(people: Timetable, handles: object, author: str) -> list[Reviewer]:
    """Those who may be heard for somebody else; never the author, who would hear themselves."""
    own = people.people.handle(author)
    return [one for one in _reviewers(people, handles) if one.id != own]


def _reviewers(people: Timetable, handles: object) -> list[Reviewer]:
    """Those who are named, each once; nobody waits for people who have left."""
    named = handles if isinstance(handles, list) else [handles] if handles else []
    ids = dict.fromkeys(people.people.id_of(str(handle)) for handle in named)
    left = {person.id for person in people.people.people.values() if not person.active}
    return [
        Reviewer(people.people.handle(identity), people.hours(identity))
        for identity in ids
        if identity is not None and identity not in left
    ]


def concerns_of(workspace: int, ref: str, people: Timetable) -> list[Concern]:
    """The concerns that were raised on an RFC, settled ones too."""
    return [
        Concern(
            remark.id,
            remark.concern,
            people.people.handle(remark.author),
            remark.at,
            remark.closed_at,
        )
        for remark in remarks(workspace, ref)
        if remark.concern
    ]


def silent(record: Record) -> list[str]:
    """The handles of those reviewers who neither commented nor gave a receipt."""
    people = timetable(record.workspace).people
    spoke = {one.author for one in remarks(record.workspace, record.ref)}
    spoke |= {one.person for one in receipts(record.workspace, record.ref)}
    named = _reviewers(timetable(record.workspace), record.fields.get("reviewers"))
    return [one.id for one in named if people.id_of(one.id) not in spoke]


def judge(record: Record, acting: Acting) -> Mapping[str, list[Finding]]:
    """The findings of the gate ``fair_window``: why it cannot close yet, and when it can."""
    if record.state not in RUNNING:
        return {}
    found = standing(record.workspace, record, acting.at)
    return {"fair_window": list(_findings(record.ref, found))}


def _findings(ref: str, found: Standing) -> Iterable[Finding]:
    for reason in found.reasons:
        yield Finding("fair-window", f"The window is not over: {reason}.", promise(found), ref, 1)


def _in_utc(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M} UTC"


def promise(found: Standing, say: Callable[[datetime], str] = _in_utc) -> str:
    """When it closes, in a sentence; ``say`` writes an instant for its reader."""
    if found.closes_at is None:
        return "It does not close by itself: name a delegate, or set a hard cap."
    at = say(found.closes_at)
    if found.due:
        return f"The window is over since {at}."
    if found.capped:
        return f"The hard cap ends it {at}."
    if found.still:
        return f"It stands still for an open concern; settled now, it closes {at}."
    if found.open_concerns:
        return f"It closes {at}, once the open concerns are settled."
    return f"It closes {at}."


__all__ = [
    "concerns_of",
    "in_words",
    "judge",
    "opened_at",
    "promise",
    "silent",
    "standing",
    "terms_of",
]
