"""What the operation that reads somebody in answers."""

from __future__ import annotations

from typing import Literal

from dayline.faces.api.shapes.base import Handle, Instant, Shape


class Changed(Shape):
    """A record and what others did on it, in words."""

    ref: str
    title: str
    what: str
    at: Instant


class Moving(Shape):
    """A record that waits on somebody."""

    ref: str
    title: str
    state: str
    waits_on: list[Handle]


class ToRead(Shape):
    """A record in the path of a newcomer; ``carries`` counts what builds on it."""

    ref: str
    title: str
    kind: str
    minutes: int
    builds_on: list[str]
    carries: int


class Briefing(Shape):
    """What changed on a subject, what is moving, and in which order to read into it."""

    subject: str
    sort: Literal["area", "team", "record"]
    since: Instant
    because: str
    changed: list[Changed]
    more: int
    moving: list[Moving]
    read: list[ToRead]
    minutes: int
    later: int
