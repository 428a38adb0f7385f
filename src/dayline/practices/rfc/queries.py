"""Where the window of an RFC stands, from its record, its reviewers' calendars and its comments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dayline.base.acting import Acting
from dayline.base.findings import Finding
from dayline.people.timetable import Timetable, timetable
from dayline.practices.rfc.rules import Concern, Policy, Reviewer, Standing, Terms, assess, in_words
from dayline.records import queries
from dayline.records.queries import Record
from dayline.records.remarks.queries import remarks

KIND = "rfc"
RUNNING = ("open", "closing")


def standing(workspace: int, record: Record, now: datetime) -> Standing:
    """Where an RFC's window stands now. It runs since the record last came to the state open."""
    people = timetable(workspace)
    fields = record.fields
    return assess(
        terms_of(fields, people, record.author),
        opened_at(workspace, record),
        now,
        reviewers=_reviewers(people, fields.get("reviewers")),
        delegates=_reviewers(people, fields.get("delegates")),
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
    """What the RFC promises. The cap is the end of its day where the author is."""
    cap = None
    if fields.get("hard_cap"):
        day = date.fromisoformat(str(fields["hard_cap"]))
        zone = ZoneInfo(people.zone(author, datetime.combine(day, time(12), tzinfo=UTC)))
        cap = datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
    return Terms(
        awake=timedelta(hours=float(fields.get("min_awake_hours") or 8)),
        policy=Policy(str(fields.get("concern_policy") or Policy.BLOCK)),
        cap=cap,
        disposition=str(fields.get("default_disposition") or "postpone"),
    )


def _reviewers(people: Timetable, handles: object) -> list[Reviewer]:
    named = handles if isinstance(handles, list) else [handles] if handles else []
    ids = [people.people.id_of(str(handle)) for handle in named]
    return [
        Reviewer(people.people.handle(identity), people.hours(identity))
        for identity in ids
        if identity is not None
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


def judge(record: Record, acting: Acting) -> Mapping[str, list[Finding]]:
    """The findings of the gate ``fair_window``: why it cannot close yet, and when it can."""
    if record.state not in RUNNING:
        return {}
    found = standing(record.workspace, record, acting.at)
    return {"fair_window": list(_findings(record.ref, found))}


def _findings(ref: str, found: Standing) -> Iterable[Finding]:
    for reason in found.reasons:
        yield Finding("fair-window", f"The window is not over: {reason}.", promise(found), ref, 1)


def promise(found: Standing) -> str:
    """When it closes, in a sentence."""
    if found.closes_at is None:
        return "It does not close by itself: name a delegate, or set a hard cap."
    at = found.closes_at.strftime("%Y-%m-%d %H:%M UTC")
    if found.due:
        return f"The window is over since {at}."
    if found.capped:
        return f"The hard cap ends it at {at}."
    settled = " once the open concerns are settled" if found.open_concerns else ""
    return f"It can close at {at}{settled}."


__all__ = ["concerns_of", "in_words", "judge", "opened_at", "promise", "standing", "terms_of"]
