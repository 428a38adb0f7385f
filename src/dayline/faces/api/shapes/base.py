"""What all shapes share: closed objects, instants as text, lists with a cursor."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, TypeAlias

from ninja import Query, Schema
from pydantic import ConfigDict, Field, StringConstraints, model_validator

from dayline.base.instants import to_text
from dayline.faces.api.cursors import DEFAULT, MOST

LATER = "What came in after it without its history is told as its text stood when it came in."
"""What every list says that can be asked for as of a day."""


class Shape(Schema):
    """An object with these members and no others."""

    model_config = ConfigDict(extra="forbid")

    @model_validator(mode="wrap")
    @classmethod
    def _run_root_validator(cls, values: Any, handler: Any) -> Any:
        """What routes answer is plain values already.

        Ninja's own step of this name, for objects with resolvers, would look at each level twice
        where other members are forbidden, and so at the leaves of a list of lists eight times.
        """
        return handler(values)


Instant: TypeAlias = Annotated[
    str, Field(json_schema_extra={"format": "date-time"}, description="RFC 3339, in UTC.")
]
Handle: TypeAlias = Annotated[str, Field(description="@handle of a person or a team.")]
GivenHandle: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=80)]
Short: TypeAlias = Annotated[str, StringConstraints(max_length=200)]
Words: TypeAlias = Annotated[str, StringConstraints(max_length=100_000)]
Body: TypeAlias = Annotated[str, StringConstraints(max_length=4_000_000)]
Cursor: TypeAlias = Annotated[
    str, Query("", max_length=400, description="`next` of the page before; none for the first.")
]
Limit: TypeAlias = Annotated[
    int, Query(DEFAULT, ge=1, le=MOST, description="How many items at the most.")
]
Given: TypeAlias = dict[Short, Short | list[Short]]
"""Fields of the front matter as a caller states them."""


def instant(moment: datetime) -> str:
    """An instant as the API writes it."""
    return to_text(moment)


def maybe(moment: datetime | None) -> str | None:
    """An instant, or null where there is none."""
    return None if moment is None else to_text(moment)
