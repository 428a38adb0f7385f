"""Decisions in server mode: a change is held against those of the server."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from dayline.base.findings import Finding, Severity
from dayline.faces.cli.remote import client
from dayline.practices.decision.book import Decision
from dayline.practices.decision.folder import WAIVERS
from dayline.practices.decision.rules import Verdict
from dayline.practices.decision.teeth import Waiver


def verdict_of(change: tuple[str, str], message: str, top: Path) -> Verdict:
    """What the server says of a diff with its commit messages.

    The repository's own waivers go along. Commands of checks are not run there.
    """
    diff, said = change
    try:
        waivers = (top / WAIVERS).read_text(encoding="utf-8", errors="replace")
    except OSError:
        waivers = ""
    told = client().check_change(
        {"diff": diff, "message": f"{said}\n{message}".strip(), "waivers": waivers}
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
