"""The API on search: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import TypedDict, cast

from dayline.client.transport import Transport


class Hit(TypedDict):
    """A record that fits some words; ``headings`` lead to its best passage, at ``line``."""

    ref: str
    kind: str
    title: str
    state: str
    score: float
    headings: list[str]
    line: int
    passage: str
    url: str


class Hits(TypedDict):
    """Records that fit, best first."""

    items: list[Hit]


class SearchOperations(Transport):
    """Operations on search."""

    def search_records(
        self,
        *,
        q: str,
        kind: list[str] | None = None,
        state: list[str] | None = None,
        tag: list[str] | None = None,
        area: list[str] | None = None,
        author: list[str] | None = None,
        team: list[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        as_of: str | None = None,
        limit: int | None = None,
        if_none_match: str | None = None,
    ) -> Hits:
        """Find records by their words, best first."""
        return cast(
            "Hits",
            self.request(
                "GET",
                "/api/v1/search",
                query={
                    "q": q,
                    "kind": kind,
                    "state": state,
                    "tag": tag,
                    "area": area,
                    "author": author,
                    "team": team,
                    "since": since,
                    "until": until,
                    "as_of": as_of,
                    "limit": limit,
                },
                headers={"If-None-Match": if_none_match},
            ).json(),
        )
