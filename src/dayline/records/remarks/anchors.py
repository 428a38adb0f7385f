"""Where in a recording or a picture a comment points, as W3C media fragments write it. Pure.

``t=134`` is a second, ``xywh=percent:10,20,30,40`` a region in per cent of the picture's width and
height from its upper left corner; both together are joined by ``&``.
See https://www.w3.org/TR/media-frags/.
"""

from __future__ import annotations

import re

from dayline.base.errors import InvalidInput

_CLOCK = re.compile(r"(?:(?P<hours>\d{1,3}):)?(?P<minutes>\d{1,2}):(?P<seconds>[0-5]\d)")
_SECONDS = re.compile(r"(?:t=)?(?P<seconds>\d{1,6})s?")
_NUMBER = r"(\d{1,3}(?:\.\d{1,2})?)"
_REGION = re.compile(rf"(?:xywh=percent:)?{_NUMBER},{_NUMBER},{_NUMBER},{_NUMBER}")
_WHOLE = 100.0


def anchor_of(text: str) -> str:
    """The canonical form of an anchor as people write it: ``02:14``, ``10,20,30,40``, or both.

    Raises :class:`InvalidInput` for anything else. "" stands for no anchor.
    """
    time = region = ""
    for part in text.replace("&", " ").split():
        found = _time(part)
        if found and not time:
            time = found
        elif (found := _region(part)) and not region:
            region = found
        else:
            raise InvalidInput(
                f"{part!r} is no place in a recording or a picture.",
                kept="Your comment is not lost: it was not sent.",
                do="Write 02:14, or 10,20,30,40: left, top, width and height in per cent.",
            )
    return "&".join(filter(None, (time, region)))


def _time(part: str) -> str:
    if clock := _CLOCK.fullmatch(part):
        hours, minutes = int(clock["hours"] or 0), int(clock["minutes"])
        return f"t={hours * 3600 + minutes * 60 + int(clock['seconds'])}"
    seconds = _SECONDS.fullmatch(part)
    return f"t={int(seconds['seconds'])}" if seconds else ""


def _region(part: str) -> str:
    found = _REGION.fullmatch(part)
    if found is None:
        return ""
    x, y, width, height = (float(one) for one in found.groups())
    if x + width > _WHOLE or y + height > _WHOLE or not width or not height:
        return ""
    return f"xywh=percent:{x:g},{y:g},{width:g},{height:g}"


def in_words(anchor: str) -> str:
    """An anchor for people: ``at 2:14``, ``at 10,20, 30 by 40 per cent``; "" for none."""
    said = []
    for part in filter(None, anchor.split("&")):
        name, _, value = part.partition("=")
        if name == "t" and value.isdigit():
            minutes, seconds = divmod(int(value), 60)
            hours, minutes = divmod(minutes, 60)
            said.append(
                f"at {hours}:{minutes:02}:{seconds:02}" if hours else f"at {minutes}:{seconds:02}"
            )
        elif name == "xywh":
            x, y, width, height = value.removeprefix("percent:").split(",")
            said.append(f"at {x} % from the left, {y} % from the top, {width} by {height} %")
    return ", ".join(said)
