"""A briefing in words and as plain values, for every face."""

from __future__ import annotations

from typing import Any

from dayline.base.instants import to_text
from dayline.briefing.queries import Briefing
from dayline.faces.web.changes import Desk, Line, grouped


def lines_of(found: Briefing, desk: Desk) -> list[Line]:
    """What changed, a line for each record."""
    return [grouped(change, desk) for change in found.changes]


def as_dict(found: Briefing, desk: Desk) -> dict[str, Any]:
    """The briefing for programs."""
    return {
        "subject": found.subject.name,
        "sort": found.subject.sort,
        "since": to_text(found.since.at),
        "because": found.since.why,
        "changed": [
            {"ref": one.ref, "title": one.title, "what": one.said, "at": to_text(one.at)}
            for one in lines_of(found, desk)
        ],
        "more": found.more,
        "moving": [
            {
                "ref": one.ref,
                "title": one.title,
                "state": one.state,
                "waits_on": [desk.people.handle(who) for who in one.waits_on],
            }
            for one in found.moving
        ],
        "read": [
            {
                "ref": one.text.ref,
                "title": one.text.title,
                "kind": one.text.kind,
                "minutes": one.text.minutes,
                "builds_on": list(one.after),
                "carries": one.bears,
            }
            for one in found.path.steps
        ],
        "minutes": found.path.minutes,
        "later": len(found.path.later),
    }
