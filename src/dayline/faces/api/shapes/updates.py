"""Updates as the API shows them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dayline.faces.api.shapes.base import Instant, Shape


class UpdateDraft(Shape):
    """An update that nobody wrote yet."""

    due: Annotated[str, Field(json_schema_extra={"format": "date"}, description="Its day.")]
    since: Annotated[Instant, Field(description="From when on evidence counts.")]
    text: str
    withheld: Annotated[
        int, Field(description="Records left out, because not everybody may see them.")
    ]
    open: Annotated[str | None, Field(description="The id of an update that waits already.")]
