"""The API on records: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict, cast

from dayline.client.transport import Answer, Transport


class Difference(TypedDict):
    """What changed between two revisions, as a unified diff without colour."""

    ref: str
    before: int
    after: int
    diff: str


class Revision(TypedDict):
    """One version of a record."""

    revision: int
    index: int
    at: str
    effective_at: str
    by: str
    state: str
    status: str
    move: str
    note: str


class History(TypedDict):
    """The versions of a record, oldest first."""

    items: list[Revision]
    next: str | None


class Link(TypedDict):
    """A link as its source states it; ``means`` is its canonical name."""

    source: str
    type: str
    target: str
    means: str


class Record(TypedDict):
    """A record with its text, its fields and its links. ``text`` is null once it was erased."""

    ref: str
    kind: str
    contract: str
    dialect: str
    title: str
    state: str
    status: str
    final: bool
    author: str
    waits_on: list[str]
    visibility: str
    revision: int
    path: str
    opened_at: str
    changed_at: str
    state_since: str
    url: str
    fields: dict[str, Any]
    text: str | None
    links: list[Link]


class Links(TypedDict):
    """Links between records."""

    items: list[Link]


class ToDo(TypedDict):
    """One thing that stands in the way of a move, and its remedy."""

    what: str
    remedy: str


class Prospect(TypedDict):
    """A move that leaves the present state; with nothing to do it can be made now."""

    move: str
    title: str
    to: str
    todo: list[ToDo]


class Prospects(TypedDict):
    """The moves of a record as it stands, for the one who asks."""

    ref: str
    state: str
    revision: int
    items: list[Prospect]


class RecordHead(TypedDict):
    """A record without its text."""

    ref: str
    kind: str
    contract: str
    dialect: str
    title: str
    state: str
    status: str
    final: bool
    author: str
    waits_on: list[str]
    visibility: str
    revision: int
    path: str
    opened_at: str
    changed_at: str
    state_since: str
    url: str


class RecordList(TypedDict):
    """A page of records."""

    items: list[RecordHead]
    next: str | None


class Written(TypedDict):
    """What an act left behind; ``along`` names the records that changed with it."""

    ref: str
    revision: int
    state: str
    index: int
    along: list[str]
    url: str


class NewMove(TypedDict):
    """A move of the record's contract; ``fields`` answers what it asks for."""

    move: str
    fields: NotRequired[dict[str, str | list[str]]]
    note: NotRequired[str]


class NewRecord(TypedDict):
    """A record to open: from a text, or from the template of its kind."""

    kind: str
    title: NotRequired[str]
    text: NotRequired[str | None]
    fields: NotRequired[dict[str, str | list[str]]]
    visibility: NotRequired[str]
    note: NotRequired[str]


class Text(TypedDict):
    """A whole text in the place of the one that stands."""

    text: str
    note: NotRequired[str]


class RecordsOperations(Transport):
    """Operations on records."""

    def diff_record(
        self,
        ref: str,
        *,
        before: int | None = None,
        after: int | None = None,
        if_none_match: str | None = None,
    ) -> Difference:
        """Show what changed between two revisions; by default the last two."""
        return cast(
            "Difference",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/diff",
                query={"before": before, "after": after},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_history(
        self,
        ref: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        if_none_match: str | None = None,
    ) -> History:
        """List the revisions of a record, oldest first."""
        return cast(
            "History",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/history",
                query={"cursor": cursor, "limit": limit},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_record(
        self, ref: str, *, revision: int | None = None, if_none_match: str | None = None
    ) -> Record:
        """Read a record: its text, fields and links."""
        return cast(
            "Record",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}",
                query={"revision": revision},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_text(
        self, ref: str, *, revision: int | None = None, if_none_match: str | None = None
    ) -> Answer:
        """Read a record's text alone, byte for byte as it was written or came in."""
        return self.request(
            "GET",
            f"/api/v1/records/{self.quoted(ref)}/text",
            query={"revision": revision},
            headers={"If-None-Match": if_none_match},
        )

    def list_links(
        self, *, ref: list[str] | None = None, if_none_match: str | None = None
    ) -> Links:
        """List how records link, for those that you may see."""
        return cast(
            "Links",
            self.request(
                "GET", "/api/v1/links", query={"ref": ref}, headers={"If-None-Match": if_none_match}
            ).json(),
        )

    def list_moves(self, ref: str, *, if_none_match: str | None = None) -> Prospects:
        """List the moves of a record, and what stands in the way of each."""
        return cast(
            "Prospects",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/moves",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def list_records(
        self,
        *,
        kind: list[str] | None = None,
        state: list[str] | None = None,
        author: str | None = None,
        waits_on: str | None = None,
        changed_since: str | None = None,
        as_of: str | None = None,
        order: Literal["ref", "changed"] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        if_none_match: str | None = None,
    ) -> RecordList:
        """List records."""
        return cast(
            "RecordList",
            self.request(
                "GET",
                "/api/v1/records",
                query={
                    "kind": kind,
                    "state": state,
                    "author": author,
                    "waits_on": waits_on,
                    "changed_since": changed_since,
                    "as_of": as_of,
                    "order": order,
                    "cursor": cursor,
                    "limit": limit,
                },
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def move_record(
        self,
        ref: str,
        body: NewMove,
        *,
        if_match: str | None = None,
        idempotency_key: str | None = None,
    ) -> Written:
        """Move a record."""
        return cast(
            "Written",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/moves",
                headers={"If-Match": if_match, "Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def open_record(self, body: NewRecord, *, idempotency_key: str | None = None) -> Written:
        """Open a record."""
        return cast(
            "Written",
            self.request(
                "POST", "/api/v1/records", headers={"Idempotency-Key": idempotency_key}, body=body
            ).json(),
        )

    def revise_record(self, ref: str, body: Text, *, if_match: str | None = None) -> Written:
        """Replace a record's text."""
        return cast(
            "Written",
            self.request(
                "PUT",
                f"/api/v1/records/{self.quoted(ref)}/text",
                headers={"If-Match": if_match},
                body=body,
            ).json(),
        )
