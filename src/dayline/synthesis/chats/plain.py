"""A transcript: ``Ana: ...`` or ``[2026-11-16 14:05] Ana Ruiz: ...`` on lines. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from dayline.base.errors import InvalidInput
from dayline.synthesis.chats.thread import MOST_READ, Thread, titled
from dayline.synthesis.messages import LONGEST_MESSAGE, Message, names_of

_LINE = re.compile(
    r"\s*(?:[\[(]?(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d)?Z?[\])]?\s+)?"
    r"(?:[-*]\s+)?(?:\*\*)?[@<]?([A-Za-z][\w.'-]{0,30}(?: [A-Z][\w.'-]{0,30}){0,2})>?"
    r"(?:\*\*)?:(?:\*\*)?\s+(\S.*)"
)


def threads(text: str, *, title: str, day: datetime) -> list[Thread]:
    """The one thread of a transcript; lines without a day were said on ``day``.

    Raises :class:`InvalidInput` when fewer than two people speak in it.
    """
    messages: list[Message] = []
    at = day
    in_code = False
    is_paired = text.count("```") % 2 == 0  # else one that nobody closed would hide the rest
    for number, line in enumerate(text.splitlines()[:MOST_READ], 1):
        fits = None if in_code else _LINE.match(line[:LONGEST_MESSAGE])
        in_code = in_code != (is_paired and line.count("```") % 2 == 1)
        if fits:
            at = _instant(fits[1], fits[2]) or at
            who = fits[3].removeprefix("@")
            identity = str(len(messages) + 1)
            messages.append(Message(identity, who, at, fits[4], place=f"line {number}"))
        elif messages and line.strip():
            last = messages[-1]
            if len(last.text) < LONGEST_MESSAGE:
                said = f"{last.text}\n{line}"
                messages[-1] = Message(last.id, last.who, last.at, said, place=last.place)
    people = sorted({one.who for one in messages})
    if len(people) < 2:
        raise InvalidInput(
            "Nobody is seen to talk with somebody here.",
            do="Write who speaks at the beginning of a line: Ana: ...",
        )
    names = names_of([(who, who.partition(" ")[0], who) for who in people])
    return [Thread(titled(title), "transcript", tuple(messages), names)]


def _instant(day: str | None, clock: str | None) -> datetime | None:
    if not day or not clock:
        return None
    try:
        return datetime.strptime(f"{day} {clock}", "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    except ValueError:
        return None
