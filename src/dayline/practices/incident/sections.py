"""Finding a section of an incident's text, and writing into it without touching the rest. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dayline.base.document import newline_of, split
from dayline.base.markdown import scan
from dayline.contracts.prose import Passage, passages
from dayline.practices.incident.claims import Claim, claims_of
from dayline.practices.incident.rules import Action, actions_of
from dayline.practices.incident.timeline import Event, Row, rows_of, table_of

TIMELINE = ("timeline",)
CLAIMS = ("claims", "contributing factors", "root cause", "root causes")
ACTIONS = ("actions", "action items", "follow-ups", "next steps")


def passage(text: str, names: Sequence[str]) -> Passage | None:
    """The first section of one of these names, whatever stands in brackets behind it."""
    head = split(text)
    outline = scan(text, start=head.end, first_line=1 + text.count("\n", 0, head.end))
    for one in passages(text, outline):
        if one.heading.text.partition("(")[0].strip().casefold() in names:
            return one
    return None


def rows(text: str) -> list[Row]:
    """The rows of the timeline that stand in a text."""
    found = passage(text, TIMELINE)
    return rows_of(found) if found else []


def claims(text: str) -> list[Claim]:
    """The claims that stand in a text."""
    return claims_of(passage(text, CLAIMS))


def with_timeline(text: str, events: Sequence[Event]) -> str:
    """``text`` with its timeline written anew; what else stands in that section stays above it."""
    found = passage(text, TIMELINE)
    if found is None:
        return _appended(text, f"## Timeline\n\n{table_of(events)}\n")
    lines = text.split("\n")
    begin, end = found.line, _end(found, lines)
    old = {row.line for row in rows_of(found)}
    kept = [
        line.rstrip("\r")
        for number, line in enumerate(lines[begin:end], begin + 1)
        if number not in old and not line.lstrip().startswith("|")
    ]
    prose = "\n".join(kept).strip("\n")
    body = f"\n{prose}\n" if prose.strip() else ""
    return _put(text, begin, end, f"{body}\n{table_of(events)}\n")


def with_claim(text: str, claim: Claim) -> str:
    """``text`` with one more claim at the end of its section."""
    return with_item(text, CLAIMS, "Claims", claim.text())


def with_claim_changed(text: str, number: int, claim: Claim) -> str:
    """``text`` with the claim of that number written anew; no other line changes."""
    fresh = replace(claim, number=number).text()
    return _with_item_changed(text, CLAIMS, number, fresh)


def actions(text: str) -> list[Action]:
    """The actions that stand in a text."""
    return actions_of(passage(text, ACTIONS))


def with_action(text: str, action: Action) -> str:
    """``text`` with one more action at the end of its section."""
    return with_item(text, ACTIONS, "Actions", action.item())


def with_action_done(text: str, action: Action) -> str:
    """``text`` with the action of that number written anew."""
    return _put(text, action.line - 1, action.last, action.item())


def with_item(text: str, names: Sequence[str], title: str, item: str) -> str:
    """``text`` with one more item at the end of a section, which is made where there is none."""
    found = passage(text, names)
    if found is None:
        return _appended(text, f"## {title}\n\n{item}\n")
    lines = text.split("\n")
    end = _end(found, lines)
    body = "\n".join(line.rstrip("\r") for line in lines[found.line : end]).rstrip("\n")
    gap = "" if found.items else "\n"
    return _put(text, found.line, end, f"{body}\n{gap}{item}\n")


def _with_item_changed(text: str, names: Sequence[str], number: int, item: str) -> str:
    found = passage(text, names)
    assert found is not None  # noqa: S101 -- whoever changes an item has read it here
    items = [one for one in found.items if one.text.strip()]
    lines = text.split("\n")
    begin = items[number - 1].line - 1
    stop = items[number].line - 1 if number < len(items) else _end(found, lines)
    end = begin + 1
    while end < stop and lines[end].strip():
        end += 1
    return _put(text, begin, end, item)


def _end(found: Passage, lines: Sequence[str]) -> int:
    """The number of the last line of a section, which is where the next one begins."""
    return min(found.line + len(found.lines) - 1, len(lines)) if found.lines else found.line


def _put(text: str, begin: int, end: int, fresh: str) -> str:
    lines = text.split("\n")
    newline = newline_of(text)
    middle = fresh.replace("\n", newline).split("\n") if fresh else []
    if newline == "\r\n":
        middle = [one if one.endswith("\r") else f"{one}\r" for one in middle]
    return "\n".join([*lines[:begin], *middle, *lines[end:]])


def _appended(text: str, section: str) -> str:
    newline = newline_of(text)
    return f"{text.rstrip()}\n\n{section}".replace("\r\n", "\n").replace("\n", newline)
