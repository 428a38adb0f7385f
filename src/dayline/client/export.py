"""The API on export: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from dayline.client.transport import Answer, Transport


class ExportOperations(Transport):
    """Operations on export."""

    def export_records(self, *, if_none_match: str | None = None) -> Answer:
        """Take out the text of every record that you may see, byte for byte, as a ZIP."""
        return self.request("GET", "/api/v1/export", headers={"If-None-Match": if_none_match})
