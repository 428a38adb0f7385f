"""Critique, retrospectives and kudos as the API shows and takes them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dayline.faces.api.shapes.base import Shape


class OwnPace(Shape):
    """The pace of one's own loops in the learner's lane; `pair_with` offers whom to sit with."""

    loops: int
    usual_minutes: int | None
    pair_with: list[str]


class NewPoint(Shape):
    """A point of a retrospective, in nobody's name."""

    side: Literal["helped", "hindered", "discuss"]
    text: Annotated[str, Field(min_length=1, max_length=1_000)]


class Topic(Shape):
    """What is talked about, and for how long."""

    text: str
    minutes: int


class RetroAgenda(Shape):
    """What the half hour together is for, and how many points were written before it."""

    ref: str
    topics: list[Topic]
    written_before: int
    points: int


class Consent(Shape):
    """Whether the praised record may be shown as an example."""

    shown: bool


class ConsentGiven(Shape):
    """The answer as it was taken."""

    ref: str
    shown: bool


class Example(Shape):
    """A record that is a model of its kind, and what was good about it."""

    ref: str
    kind: str
    title: str
    kudos: str
    why: str
    tags: list[str]


class Examples(Shape):
    """The library of examples, by kind. Nothing is counted by person."""

    items: list[Example]
