"""Server mode: with DAYLINE_SERVER and DAYLINE_TOKEN the core commands go through the API.

A command that can do so says which function answers for it there (:func:`or_remote`); it is called
with the same options. All others need the workspace itself, and say so.
"""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache, wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from dayline.base.errors import InvalidInput, NotFound
from dayline.journal.database import from_environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dayline.client import Client
    from dayline.faces.cli.sources import EdgeLine, Item, Shown

Command = TypeVar("Command", bound=Callable[..., Any])


def in_server_mode() -> bool:
    """Whether DAYLINE_SERVER names a server."""
    return bool(os.environ.get("DAYLINE_SERVER"))


def needs_workspace() -> NotFound:
    """What commands say that cannot go through the API."""
    return NotFound(
        "This command needs the workspace itself, and DAYLINE_SERVER names a server.",
        kept="Nothing was changed.",
        do="Run it where the workspace is, or unset DAYLINE_SERVER.",
    )


@cache
def client() -> Client:
    """The API of the server that the environment names. Raises :class:`InvalidInput`."""
    from dayline.client import Client

    token = from_environment("DAYLINE_TOKEN")
    if not token:
        raise InvalidInput(
            "There is no token for the server.",
            do="Set DAYLINE_TOKEN, or DAYLINE_TOKEN_FILE to a file that holds it.",
        )
    return Client(os.environ["DAYLINE_SERVER"], token)


def or_remote(place: str) -> Callable[[Command], Command]:
    """In server mode ``module:function`` answers instead, with the same options."""

    def decorated(command: Command) -> Command:
        @wraps(command)
        def either(*args: Any, **options: Any) -> Any:
            if not in_server_mode():
                return command(*args, **options)
            module, _, name = place.partition(":")
            there = importlib.import_module(f"dayline.faces.cli.{module}")
            return getattr(there, name)(*args, **options)

        return cast("Command", either)

    return decorated


def pages(read: Callable[[str | None], Any]) -> Iterator[Any]:
    """The items of every page of a list."""
    cursor: str | None = None
    while True:
        page = read(cursor)
        yield from page["items"]
        cursor = page["next"]
        if cursor is None:
            return


class RemoteSource:
    """Reads records through the API, as the token's person may see them."""

    def listing(
        self, kinds: Sequence[str], states: Sequence[str], as_of: date | None
    ) -> list[Item]:
        """Records in the order of their ids."""
        found = pages(
            lambda cursor: client().list_records(
                kind=list(kinds),
                state=list(states),
                as_of=as_of.isoformat() if as_of else None,
                cursor=cursor,
                limit=200,
            )
        )
        return [_item(one) for one in found]

    def hindsight(self, _refs: Sequence[str], _day: date) -> str:
        """Nothing: the API's page says what `as_of` knows."""
        return ""

    def show(self, ref: str, revision: int | None) -> Shown:
        """One record with its links and comments."""
        from dayline.faces.cli.sources import Shown

        found = client().get_record(ref, revision=revision)
        content = (found["text"] or "(This text was erased.)\n").encode()
        if found["text"] is not None:
            content = client().get_text(ref, revision=revision).content
        waits = ", ".join(found["waits_on"])
        facts = (
            found["state"] or found["status"],
            found["contract"] or found["dialect"],
            f"revision {revision or found['revision']}",
            f"by {found['author']}" if found["author"] else "",
            f"changed {_minute(found['changed_at'])} UTC",
            f"waits on {waits}" if waits else "",
        )
        links = tuple(
            f"{one['source']} {one['type'].replace('_', ' ')} {one['target']}"
            for one in found["links"]
        )
        return Shown(
            _item(found, found["fields"]),
            content,
            facts,
            links,
            self._remarks(found["ref"]),
            found["revision"],
        )

    def _remarks(self, ref: str) -> tuple[Any, ...]:
        from dayline.faces.cli.sources import Remarked

        shown = []
        for one in pages(lambda cursor: client().list_comments(ref, cursor=cursor, limit=200)):
            what = f"concern {one['concern']!r}" if one["concern"] else "comment"
            reply = f" in reply to {one['parent']}" if one["parent"] else ""
            head = f"{one['id']}  {one['author']}  {_minute(one['at'])} UTC  {what}{reply}"
            quote = (f"> {one['quote']}",) if one["quote"] else ()
            words = one["text"] if one["text"] is not None else "(erased)"
            shown.append(Remarked(f"{head}  {one['status']}", (*quote, *words.splitlines())))
        return tuple(shown)

    def edges(self) -> list[EdgeLine]:
        """All links between records that one may see."""
        from dayline.faces.cli.sources import EdgeLine

        return [
            EdgeLine(one["source"], one["type"], one["target"], one["means"])
            for one in client().list_links()["items"]
        ]

    def blame(self, target: str) -> list[Item]:
        """Not through the API: it would read every record."""
        raise needs_workspace()


def _item(one: Any, fields: dict[str, Any] | None = None) -> Item:
    from dayline.faces.cli.sources import Item

    return Item(
        one["ref"],
        one["kind"],
        one["title"],
        one["state"],
        one["status"],
        one["changed_at"][:10],
        one["path"],
        fields or {},
    )


def _minute(text: str) -> str:
    return text[:16].replace("T", " ")


__all__ = ["RemoteSource", "client", "in_server_mode", "needs_workspace", "or_remote", "pages"]
