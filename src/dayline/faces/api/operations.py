"""What the API can do: each operation with its scope, in one registry.

A view is made an operation with :func:`operation`. The registry is what the gate obeys, what the
document is completed from, and what the authorisation matrix reads.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from ninja import Router

from dayline.accounts.scopes import SCOPES

View = TypeVar("View", bound=Callable[..., Any])

BODY_LIMIT = 5 * 1024 * 1024
SMALL_BODY = 256 * 1024


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: ``path`` below ``/api/v1``, the scope that it needs, what it answers.

    ``etag`` says that its answer carries a revision; ``needs_match`` that If-Match is asked for.
    """

    id: str
    method: str
    path: str
    scope: str
    status: int
    limit: int
    media_type: str
    etag: bool
    needs_match: bool


OPERATIONS: dict[str, Operation] = {}


def operation(
    router: Router,
    method: str,
    path: str,
    *,
    scope: str,
    answers: Any = None,
    status: int = 200,
    limit: int = SMALL_BODY,
    media_type: str = "application/json",
    etag: bool = False,
    needs_match: bool = False,
) -> Callable[[View], View]:
    """Make a view an operation of the API. Its docstring is the operation's description."""
    if scope not in SCOPES:
        raise ValueError(f"{path}: {scope!r} is no scope")

    def made(view: View) -> View:
        name = view.__name__.rstrip("_")
        if name in OPERATIONS:
            raise ValueError(f"There are two operations called {name}.")
        OPERATIONS[name] = Operation(
            name, method, path, scope, status, limit, media_type, etag, needs_match
        )
        summary, _, more = inspect.getdoc(view).partition("\n")  # type: ignore[union-attr]
        return router.api_operation(
            [method],
            path,
            response={status: answers},
            operation_id=name,
            summary=summary.rstrip("."),
            description=more.strip() or summary,
            openapi_extra={"x-scope": scope},
        )(view)

    return made
