"""What the command bar can do: begin a record, go to a page."""

from __future__ import annotations

from collections.abc import Iterator

from dayline.contracts.queries import Registry
from dayline.faces.web.desk import PLACES, Desk

MOST = 6
"""So many acts stand in the command bar at once."""


_FIRST = ("decision", "handoff", "question", "update", "rfc", "incident")
"""What is written most often stands first."""


def actions_like(typed: str, desk: Desk, contracts: Registry) -> list[dict[str, str]]:
    """The acts whose words begin as those that were typed, all of them; each is a link."""
    words = typed.casefold().split()
    found = []
    for title, address, also in _actions(desk, contracts):
        told = f"{title} {also}".casefold().split()
        if all(any(one.startswith(word) for one in told) for word in words):
            found.append({"title": title, "address": address})
    return found[:MOST]


def _actions(desk: Desk, contracts: Registry) -> Iterator[tuple[str, str, str]]:
    kinds = sorted(contracts.versions, key=lambda kind: (kind not in _FIRST, _rank(kind), kind))
    first, rest = kinds[:3], kinds[3:]
    if desk.me.role not in ("guest", "auditor"):
        yield from (_write(contracts, kind) for kind in first)
    yield from ((f"Go to {name}", address, "") for address, name, _ in PLACES)
    if desk.me.role not in ("guest", "auditor"):
        yield from (_write(contracts, kind) for kind in rest)
    yield "Search everything", "/search", "find"
    yield "Ask the record", "/ask", "question answer why who when"
    yield "Go to all records", "/log?kind=all", "log"
    for team in sorted(desk.people.teams.values(), key=lambda team: team.name):
        yield f"Go to team {team.name}", f"/teams/{team.handle}", team.handle
    yield "Change your settings", "/settings", "zone name email"
    yield "Change your hours", "/settings/hours", "calendar leave focus quiet"
    yield "Change letters and looks", "/settings/reading", "theme dark light keys keyboard"
    if desk.me.role == "owner":
        yield "Administer the workspace", "/workspace", "people invite teams contracts tokens"


def _rank(kind: str) -> int:
    return _FIRST.index(kind) if kind in _FIRST else 0


def _write(contracts: Registry, kind: str) -> tuple[str, str, str]:
    contract = contracts.versions[kind][-1]
    name = contract.title if contract.title[:2].isupper() else contract.title.lower()
    article = "an" if contract.title[:1] in "AEIOU" or contract.title == "RFC" else "a"
    return f"Write {article} {name}", f"/new/{kind}", f"new {contract.purpose}"
