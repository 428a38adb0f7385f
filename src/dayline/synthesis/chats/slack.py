"""A Slack export: ``users.json``, ``channels.json`` and a folder of day files per channel. Pure.

The form is that of the exports that workspaces can make (one JSON list of messages a day). Bots,
joins and other notices are passed over.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from dayline.base.errors import InvalidInput
from dayline.synthesis.chats.thread import MOST_READ, MOST_THREADS, Thread, titled
from dayline.synthesis.messages import LONGEST_MESSAGE, Message, names_of
from dayline.synthesis.sentences import sentences

_DAY_FILE = re.compile(r"(?:.*/)?([^/]+)/(\d{4}-\d\d-\d\d)\.json\Z")
_ANGLED = re.compile(r"<([@#!]?)([^<>|]{1,500})(?:\|([^<>]{0,200}))?>")
_SILENCE = timedelta(hours=4)
_SAID = (None, "", "thread_broadcast", "me_message", "file_share")


def threads(files: Iterable[tuple[str, bytes]]) -> list[Thread]:
    """The threads of an export, and talks without threads, cut where nobody spoke for four hours.

    ``files`` are paths with their content. Raises :class:`InvalidInput` for what is no export.
    """
    people: dict[str, tuple[str, str]] = {}
    days: dict[str, list[dict[str, Any]]] = {}
    seen = 0
    for path, content in files:
        name = path.rpartition("/")[2]
        if name in ("users.json", "org_users.json"):
            people |= _people(_list(path, content))
        elif day := _DAY_FILE.match(path):
            told = _list(path, content)
            seen += len(told)
            if seen > MOST_READ:
                break
            days.setdefault(day[1], []).extend(told)
    if not days:
        raise InvalidInput(
            "There is no channel in this export.",
            do="Give the zip or the folder that Slack's export made.",
        )
    names = names_of([(name, handle, name) for handle, name in people.values()])
    found = (
        Thread(
            titled(" ".join(sentences(talk[0].text)) or talk[0].text), f"#{channel}", talk, names
        )
        for channel, messages in sorted(days.items())
        for talk in _talks(channel, messages, people)
    )
    return [one for one, _ in zip(found, range(MOST_THREADS), strict=False)]


def _list(path: str, content: bytes) -> list[dict[str, Any]]:
    try:
        value = json.loads(content)
    except (ValueError, RecursionError):
        raise InvalidInput(f"{path[-120:]} is no JSON.", do="Export the channel again.") from None
    if not isinstance(value, list):
        raise InvalidInput(f"{path[-120:]} is no list.", do="Export the channel again.")
    return [one for one in value if isinstance(one, dict)]


def _people(users: Iterable[Mapping[str, Any]]) -> dict[str, tuple[str, str]]:
    """Handles and names by the ids of users."""
    found = {}
    for one in users:
        profile = one.get("profile")
        known: Mapping[str, Any] = profile if isinstance(profile, dict) else {}
        handle = _text(one.get("name"))
        name = _text(one.get("real_name")) or _text(known.get("real_name")) or handle
        if identity := _text(one.get("id")):
            found[identity] = (handle or identity, name or identity)
    return found


def _text(value: object) -> str:
    return value[:200].strip() if isinstance(value, str) else ""


def _talks(
    channel: str, raw: list[dict[str, Any]], people: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[Message, ...]]:
    heard = sorted(_heard(channel, raw, people), key=lambda pair: pair[1].at)
    threaded: dict[str, list[Message]] = {}
    loose: list[Message] = []
    roots = {root for root, _ in heard if root}
    for root, message in heard:
        if root or message.id in roots:
            threaded.setdefault(root or message.id, []).append(message)
        else:
            loose.append(message)
    for found in [*threaded.values(), *_cut(loose)]:
        if len(found) > 1:
            yield _numbered(found)


def _heard(
    channel: str, raw: list[dict[str, Any]], people: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, Message]]:
    """The messages of people, each with the stamp of the thread that it answers, or ""."""
    for one in raw:
        stamp, said = one.get("ts"), one.get("text")
        at = _instant(stamp)
        user = one.get("user")
        spoken = one.get("subtype") in _SAID and not one.get("bot_id")
        if not (spoken and at and isinstance(said, str) and said.strip() and isinstance(user, str)):
            continue
        who = people.get(user, ("", user[:40]))[1]
        text = _plain(said[:LONGEST_MESSAGE], people)
        root = one.get("thread_ts")
        answers = str(root) if isinstance(root, str) and root != stamp else ""
        place = f"#{channel} {at:%Y-%m-%d %H:%M}"
        yield answers, Message(str(stamp), who, at, text, place=place)


def _instant(stamp: object) -> datetime | None:
    """``1763280000.000200`` as an instant; None for what is none."""
    if not isinstance(stamp, str) or not re.fullmatch(r"\d{9,11}(?:\.\d{1,9})?", stamp):
        return None
    return datetime.fromtimestamp(float(stamp), UTC)


def _plain(text: str, people: Mapping[str, tuple[str, str]]) -> str:
    """Slack's markup as people read it: mentions by handle, links by their words."""

    def told(fits: re.Match[str]) -> str:
        sign, target, label = fits.groups()
        if sign == "@":
            return f"@{people.get(target, (label or target, ''))[0]}"
        if sign == "#":
            return f"#{label or target}"
        return f"@{target.partition('^')[0]}" if sign == "!" else (label or target)

    return html.unescape(_ANGLED.sub(told, text))


def _cut(messages: list[Message]) -> list[list[Message]]:
    talks: list[list[Message]] = []
    for one in messages:
        if talks and one.at - talks[-1][-1].at <= _SILENCE:
            talks[-1].append(one)
        else:
            talks.append([one])
    return talks


def _numbered(found: list[Message]) -> tuple[Message, ...]:
    return tuple(replace(one, id=str(number)) for number, one in enumerate(found, 1))
