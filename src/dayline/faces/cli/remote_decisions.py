"""Decisions in server mode: a change is held against those of the server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from dayline.base.findings import Finding, Severity
from dayline.faces.cli.remote import client
from dayline.practices.decision import recorded
from dayline.practices.decision.book import Decision
from dayline.practices.decision.folder import WAIVERS
from dayline.practices.decision.rules import Verdict
from dayline.practices.decision.teeth import Waiver

if TYPE_CHECKING:
    from dayline.integrations.git.changes import Changed

_MOST_TEXT: Final = 256 * 1024
_MOST_TEXTS: Final = 1024 * 1024
_MOST_PATHS: Final = 20_000


@dataclass(frozen=True)
class Sent:
    """A change as it goes to the server; ``top`` is the top of its repository.

    ``texts`` are whole files by their blobs, the manifests and schemas before others, as far as
    there is room; ``paths`` all files after the change, None where they are too many or unknown.
    """

    diff: str
    message: str
    top: Path
    texts: Mapping[str, str] = field(default_factory=dict)
    paths: Sequence[str] | None = None


def of_range(place: Path, stated: str) -> Sent:
    """What a range changes in the repository around ``place``, or what is staged there."""
    from dayline.integrations.git.changes import changed

    found = changed(place, stated)
    paths = sorted(found.tree())
    known = paths if len(paths) <= _MOST_PATHS else None
    return Sent(found.diff, found.message, found.top, _texts(found), known)


def _texts(found: Changed) -> dict[str, str]:
    first = [one for one in recorded.blobs(found.changes) if one]
    rest = [one.after_blob for one in found.changes if one.after_blob and not one.binary]
    blobs = list(dict.fromkeys([*first, *rest]))[:5_000]
    room, kept = _MOST_TEXTS, {}
    for name, text in found.texts(blobs).items():
        if len(text) <= min(room, _MOST_TEXT):
            room -= len(text)
            kept[name] = text
    return kept


def verdict_of(sent: Sent, message: str) -> Verdict:
    """What the server says of a change.

    The repository's own waivers go along. Commands of checks are not run there.
    """
    try:
        waivers = (sent.top / WAIVERS).read_text(encoding="utf-8", errors="replace")
    except OSError:
        waivers = ""
    told = client().check_change(
        {
            "diff": sent.diff,
            "message": f"{sent.message}\n{message}".strip(),
            "waivers": waivers,
            "texts": dict(sent.texts),
            "paths": None if sent.paths is None else list(sent.paths),
        }
    )
    return Verdict(
        tuple(map(_finding, told["findings"])),
        tuple(
            (Decision(one["decision"], one["title"], "accepted"), tuple(one["paths"]))
            for one in told["touched"]
        ),
        tuple((_waived(one), _waiver(one)) for one in told["waived"]),
        told["files"],
        told["decisions"],
    )


def _finding(one: Any) -> Finding:
    return Finding(
        one["rule"],
        one["message"],
        one["remedy"],
        one["path"],
        one["line"],
        one["column"],
        Severity(one["severity"]),
    )


def _waived(one: Any) -> Finding:
    return Finding(one["rule"], one["message"], "", one["path"], one["line"])


def _waiver(one: Any) -> Waiver:
    day = date.fromisoformat(one["until"])
    return Waiver("", one["rule"], (), day, one["owner"], one["reason"])
