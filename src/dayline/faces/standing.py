"""Who accepted which version of a decision, as pages, the API and ``--json`` say it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dayline.people.queries import Directory
from dayline.practices.decision.offsets import Offset, Version, latest
from dayline.practices.decision.queries import acceptances
from dayline.records.queries import Record

IN_WORDS = {"applies": "applies", "does_not": "does not apply", "contest": "contested"}


def as_values(
    record: Record, people: Directory, bound: Sequence[Version], found: Sequence[Offset]
) -> dict[str, Any]:
    """The versions that bound, where each team stands, and everybody's last word.

    ``members`` is null for teams of fewer than five. Instants are left as they are.
    """
    handle = people.handle
    return {
        "ref": record.ref,
        "state": record.state,
        "versions": [{"revision": one.revision, "at": one.at} for one in bound],
        "teams": [
            {
                "team": handle(one.team),
                "because": list(one.because),
                "accepted": one.said.revision if one.said else None,
                "scope": one.said.scope.value if one.said else None,
                "behind": one.behind,
                "lag_awake_minutes": int(one.lag.total_seconds() // 60),
                "members": one.members,
            }
            for one in found
        ],
        "said": [
            {
                "who": handle(one.who),
                "by": handle(one.by),
                "revision": one.revision,
                "scope": one.scope.value,
                "at": one.at,
                "note": one.note,
            }
            for one in latest(acceptances(record.workspace, record.ref)).values()
        ],
    }
