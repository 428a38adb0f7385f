"""What goes in and out of the operations on audiences, appeals and letters."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dayline.faces.api.shapes.base import Shape

Party = Annotated[str, Field(min_length=1, max_length=80, examples=["@austin"])]
Because = Annotated[str, Field(min_length=1, max_length=2000)]


class Seen(Shape):
    """Somebody who sees a record: its author, named in it, or shown it."""

    who: str
    why: Literal["author", "named", "shown"]


class Audience(Shape):
    """Who sees a record."""

    ref: str
    visibility: str
    items: list[Seen]


class NewAudience(Shape):
    """Who is to see a record, beside its author and whom it names."""

    visibility: Literal["workspace", "team", "restricted"]
    to: Annotated[list[Party], Field(default_factory=list, max_length=100)]


class Reason(Shape):
    """Why an appeal is made."""

    reason: Because


class Appealed(Shape):
    """A concern that others are asked to decide on."""

    concern: str
    asked: list[str]


class Deciding(Shape):
    """What is decided on an appeal, and why."""

    overrule: bool
    reason: Because


class Decided(Shape):
    """An appeal that was decided."""

    concern: str
    overruled: bool


class Letters(Shape):
    """What one gets: all letters, or calls only."""

    letters: Literal["all", "pages"]


class PageBudget(Shape):
    """How many calls a team may cost others in a rolling number of days."""

    pages: Annotated[int, Field(ge=0, le=1000)]
    days: Annotated[int, Field(ge=1, le=366)]
