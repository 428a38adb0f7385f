"""Specs as the API shows and takes them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dayline.faces.api.shapes.base import Shape


class PacketText(Shape):
    """The text of a ticket or of a pull request."""

    text: Annotated[str, Field(max_length=200_000)]


class PacketFinding(Shape):
    """What a packet lacks, with its line and what to do."""

    line: int
    message: str
    remedy: str


class PacketChecked(Shape):
    """What a text lacks to be handed out. `specs` are those that it names, with their states."""

    whole: bool
    findings: list[PacketFinding]
    specs: dict[str, str]


class Packet(Shape):
    """A spec with what it lacks and the commands that prove it, which never run on the server."""

    ref: str
    state: str
    whole: bool
    findings: list[PacketFinding]
    checks: list[str]
