"""What became of a handoff, as the API and ``--json`` say it."""

from __future__ import annotations

from typing import Any

from dayline.people.queries import Directory
from dayline.practices.handoff.queries import Handover, Judgement, Outcome
from dayline.practices.handoff.reading.score import Score


def as_values(known: Handover, people: Directory) -> dict[str, Any]:
    """Items with what the scorer suggests, the sender's word and the next shift's answer.

    Instants are left as they are.
    """
    record, judged, told = known.record, known.judgement, known.outcome
    return {
        "id": record.ref,
        "state": record.state,
        "from": str(record.fields.get("from", "")),
        "to": str(record.fields.get("to", "")),
        "severity": str(record.fields.get("severity") or "routine"),
        "accepted_scope": str(record.fields.get("accepted_scope") or ""),
        "read_back_asked": known.asked,
        "share": known.share,
        "delivered_at": known.delivered_at,
        "taken_at": known.taken_at,
        "items": [_item(known, at) for at in range(len(known.items))],
        "invented": list(known.after_score.invented) if known.after_score else [],
        "read_backs": [
            {"by": people.handle(one.person), "at": one.at, "text": one.text} for one in known.said
        ],
        "judgement": _judgement(judged, people) if judged else None,
        "outcome": _outcome(told, people) if told else None,
    }


def _item(known: Handover, at: int) -> dict[str, Any]:
    item = known.items[at]
    judged = known.judgement.items if known.judgement else ()
    told = known.outcome.items if known.outcome else ()
    return {
        "number": at + 1,
        "type": item.type,
        "text": item.text,
        "first": _scored(known.first_score, at),
        "after": _scored(known.after_score, at),
        "judged": {"first": judged[at].first.value, "after": judged[at].after.value}
        if at < len(judged)
        else None,
        "lost": told[at].lost if at < len(told) else None,
    }


def _scored(score: Score | None, at: int) -> dict[str, Any] | None:
    if score is None:
        return None
    one = score.items[at]
    return {
        "verdict": one.verdict.value,
        "evidence": one.evidence,
        "why": one.why,
        "sureness": round(one.sureness, 2),
    }


def _judgement(found: Judgement, people: Directory) -> dict[str, Any]:
    return {
        "by": people.handle(found.by),
        "at": found.at,
        "invented": list(found.invented),
        "note": found.note,
    }


def _outcome(found: Outcome, people: Directory) -> dict[str, Any]:
    return {
        "by": people.handle(found.by),
        "at": found.at,
        "note": found.note,
        "lost": [number for number, one in enumerate(found.items, 1) if one.lost],
    }
