"""What a letter says: one item for one thing, what is needed by when, and why you get it. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from dayline.base.instants import from_text
from dayline.base.zones import zone as zone_of
from dayline.clocks.timing import amount

WIDTH = 72
_QUOTED = 280
_CONTROL = dict.fromkeys((*range(32), *range(0x7F, 0xA0)), " ")
_BIDI = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


@dataclass(frozen=True, slots=True)
class Item:
    """One thing, with everything that its sentence needs; ``words`` is the journal's payload."""

    topic: str
    ref: str
    title: str
    kind: str
    state: str
    clock: str
    who: str
    at: datetime
    need_by: datetime | None
    need_awake: int | None
    why: str
    words: Mapping[str, Any]


def plain(text: str, limit: int = 200) -> str:
    """One line of a person's text without control characters, for headers and lists."""
    line = " ".join(text.translate(_CONTROL | _BIDI).split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def local(instant: datetime, zone: str, now: datetime) -> str:
    """An instant as somebody in a zone says it: ``today 15:00``, ``Fri 20 Nov 11:00``."""
    there, here = instant.astimezone(zone_of(zone)), now.astimezone(zone_of(zone))
    clock = f"{there:%H:%M}"
    days = (there.date() - here.date()).days
    if days in (-1, 0, 1):
        return f"{('yesterday', 'today', 'tomorrow')[days + 1]} {clock}"
    year = "" if there.year == here.year else f" {there.year}"
    return f"{there:%a} {there.day} {there:%b}{year} {clock}"


def subject(items: Sequence[Item], sort: str) -> str:
    """The subject line: what it is when it is one thing, else how many things."""
    first = items[0]
    name = plain(f"{first.ref} {first.title}".strip(), 80)
    if sort == "page":
        return f"Page: {name}"
    if len(items) == 1:
        return f"{_HEADS.get(first.topic, 'News')}: {name}"
    waiting = sum(item.topic == "waits" for item in items)
    rest = f", {waiting} of them wait on you" if waiting else ""
    return f"{len(items)} things{rest}: {name} and more"


_HEADS = {
    "waits": "Waits on you",
    "moved_on": "Moved on",
    "comment": "Comment",
    "concern": "Concern",
    "missed": "Ran out",
    "moved": "New deadline",
    "stuck": "Needs you",
    "appeal": "Decide an appeal",
    "overspent": "A page over the budget",
    "decided": "Appeal decided",
    "stands_in": "You stand in",
    "spent": "Promise broken too often",
    "restored": "Promise kept again",
    "notice": "News",
    "contested": "Contested",
}


def body(items: Sequence[Item], *, zone: str, now: datetime, closing: str) -> str:
    """The whole letter as plain text, no line longer than 72 characters but for long words."""
    there = now.astimezone(zone_of(zone))
    lines = [f"{there:%A}, {there.day} {there:%B}, {there:%H:%M} in {zone}", ""]
    for number, item in enumerate(items, 1):
        head = f"{number}. {plain(f'{item.ref}  {item.title}'.strip())}"
        lines += textwrap.wrap(head, WIDTH, subsequent_indent="   ")
        for sentence in sentences(item, zone, now):
            lines += textwrap.wrap(sentence, WIDTH, initial_indent="   ", subsequent_indent="   ")
        lines.append("")
    return "\n".join([*lines, *textwrap.wrap(closing, WIDTH), ""])


def sentences(item: Item, zone: str, now: datetime) -> list[str]:
    """What an item says, for a reader in a zone; the last sentence tells why they get it."""
    said = [_told(item, zone, now)]
    if item.topic == "waits" and item.need_by is not None:
        by = local(item.need_by, zone, now)
        left = f", {amount(item.need_awake)} of working time" if item.need_awake else ""
        said.append(f"Needed by {by}{left}." if item.need_by > now else f"It was needed by {by}.")
    return [*said, f"Why you: {item.why}"]


def _told(item: Item, zone: str, now: datetime) -> str:
    when = local(item.at, zone, now)
    if item.topic == "moved":
        return _moved(item, zone, now)
    tell = _TELLS.get(item.topic)
    return tell(item, when) if tell else when


def _quote(words: Mapping[str, Any]) -> str:
    return plain(str(words.get("text", "(erased)")), _QUOTED)


_WHY = {
    "hours": "the working hours of those who must act have changed",
    "tables": "the tables of holidays or time zones have changed",
    "record": "the record has changed",
    "practice": "a concern or a delegate has changed the window",
}


def _moved(item: Item, zone: str, now: datetime) -> str:
    words = item.words
    if "due_at" not in words:
        return f"“{item.clock}” has a new deadline."
    after = local(from_text(str(words["due_at"])), zone, now)
    if "from" not in words:
        return f"“{item.clock}” stood still and goes on; it runs out {after}."
    before = local(from_text(str(words["from"])), zone, now)
    why = _WHY.get(str(words.get("why")), "something changed")
    return f"“{item.clock}” runs out {after} and no longer {before}, because {why}."


def _stuck(item: Item) -> str:
    words = item.words
    todo = " ".join(str(one) for one in words.get("todo", ()))
    reason = plain(f"{words.get('reason', '')} {todo}", _QUOTED)
    return f"“{item.clock}” ran out, but `{words.get('move', '')}` could not be made: {reason}"


def _spent(item: Item) -> str:
    words = item.words
    days = timedelta(microseconds=int(words.get("window", 0))).days
    policy = plain(str(words.get("policy", "")), _QUOTED)
    return (
        f"“{item.clock}” was promised for {words.get('objective')}% of cases;"
        f" {words.get('bad')} of {words.get('total')} in {days} days were late."
        + (f" What was agreed for this: {policy}" if policy else "")
    )


def _concern(item: Item, when: str) -> str:
    name = plain(str(item.words.get("concern", "")))
    return f"{item.who} raised the concern “{name}”, {when}: “{_quote(item.words)}”"


def _decided(item: Item, when: str) -> str:
    done = "overruled" if item.words.get("overruled") else "upheld"
    reason = plain(str(item.words.get("reason", "")), _QUOTED)
    return f"{item.who} {done} the concern “{_named(item)}”, {when}: “{reason}”"


def _appeal(item: Item, when: str) -> str:
    reason = plain(str(item.words.get("reason", "")), _QUOTED)
    return f"{item.who} appeals against the concern “{_named(item)}”, {when}: “{reason}”"


def _named(item: Item) -> str:
    return plain(str(item.words.get("concern", "")))


def _contested(item: Item, when: str) -> str:
    note = plain(str(item.words.get("note", "(erased)")), _QUOTED)
    version = f" version {item.words['revision']}" if "revision" in item.words else " it"
    whose = f" for {item.clock}" if item.clock else ""
    return f"{item.who} contests{version}{whose}, {when}: “{note}”"


def _page(item: Item, when: str) -> str:
    return f"{item.who} calls, {when}: “{plain(str(item.words.get('reason', '')), _QUOTED)}”"


_TELLS: dict[str, Callable[[Item, str], str]] = {
    "waits": lambda item, when: f"{item.kind}, {item.state}, since {when}, by {item.who}.",
    "moved_on": lambda item, when: (
        f"{item.who} moved your {item.kind.lower()} on, {when}: {item.state}."
    ),
    "comment": lambda item, when: f"{item.who}, {when}: “{_quote(item.words)}”",
    "concern": _concern,
    "missed": lambda item, when: f"“{item.clock}” ran out {when}.",
    "stuck": lambda item, _: _stuck(item),
    "spent": lambda item, _: _spent(item),
    "appeal": _appeal,
    "decided": _decided,
    "stands_in": lambda item, when: (
        f"{item.kind}, {item.state}. You are heard for a reviewer who is away, since {when}."
    ),
    "restored": lambda item, _: f"“{item.clock}” is kept again as promised.",
    "page": _page,
    "contested": _contested,
    "notice": lambda item, when: f"{_quote(item.words)} ({item.who}, {when})",
    "overspent": lambda item, when: f"{_page(item, when)} The budget of pages was spent.",
}
