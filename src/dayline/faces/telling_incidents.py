"""Incidents as plain values, told alike by the API and by the command line's --json."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from dayline.base.instants import to_text
from dayline.practices.incident.claims import Claim, Point, Share
from dayline.practices.incident.queries import Standing
from dayline.practices.incident.rules import Action
from dayline.practices.incident.timeline import Event


def _maybe(at: datetime | None) -> str | None:
    return None if at is None else to_text(at)


def event_told(event: Event) -> dict[str, Any]:
    """A line of a timeline."""
    return {
        "id": event.id,
        "at": _maybe(event.at),
        "written_at": _maybe(event.written_at),
        "stamp": event.stamp,
        "author": event.by,
        "text": event.text,
        "before": [
            {"id": one.id, "at": to_text(one.at), "author": one.author, "text": one.text}
            for one in event.before
        ],
    }


def claim_told(claim: Claim) -> dict[str, Any]:
    """A claim."""
    return {
        "number": claim.number,
        "mark": claim.mark,
        "author": claim.author,
        "statement": claim.statement,
        "evidence": claim.evidence,
        "dissent": claim.dissent,
        "contested": claim.contested,
    }


def agenda_told(points: Sequence[Point]) -> list[dict[str, Any]]:
    """An agenda."""
    return [{"claim": claim_told(one.claim), "minutes": one.minutes} for one in points]


def share_told(share: Share) -> dict[str, Any]:
    """A share of claims."""
    return {"before": share.before, "final": share.final, "percent": share.percent}


def action_told(ref: str, action: Action, today: date) -> dict[str, Any]:
    """An action of a record."""
    return {
        "ref": ref,
        "number": action.number,
        "text": action.text,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else None,
        "done": action.done,
        "late": action.late(today),
    }


def standing_told(known: Standing, now: datetime) -> dict[str, Any]:
    """Where an incident stands."""
    record = known.record
    return {
        "ref": record.ref,
        "title": record.title,
        "state": record.state,
        "sentence": known.sentence,
        "severity": str(record.fields.get("severity") or ""),
        "owner": known.owner,
        "impact": known.impact,
        "started_at": _maybe(known.instant("started_at")),
        "aware_at": _maybe(known.instant("aware_at")),
        "mitigated_at": _maybe(known.instant("mitigated_at")),
        "revision": record.revision,
        "events": len(known.events),
        "latest": [event_told(one) for one in known.latest],
        "claims": [claim_told(one) for one in known.claims],
        "agenda": agenda_told(known.agenda),
        "written_before": None if known.share is None else share_told(known.share),
        "deadlines": [
            {"clock": one.clock, "state": str(one.state), "due_at": _maybe(one.due_at)}
            for one in known.deadlines
        ],
        "actions": [action_told(record.ref, one, now.date()) for one in known.actions],
    }
