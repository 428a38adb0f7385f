"""The API on updates: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import TypedDict, cast

from dayline.client.transport import Transport


class UpdateDraft(TypedDict):
    """An update that nobody wrote yet."""

    due: str
    since: str
    text: str
    withheld: int
    open: str | None


class UpdatesOperations(Transport):
    """Operations on updates."""

    def get_update_draft(self, *, if_none_match: str | None = None) -> UpdateDraft:
        """Get your next update, prefilled."""
        return cast(
            "UpdateDraft",
            self.request(
                "GET", "/api/v1/updates/draft", headers={"If-None-Match": if_none_match}
            ).json(),
        )
