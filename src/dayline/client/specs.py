"""The API on specs: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import TypedDict, cast

from dayline.client.transport import Transport


class PacketFinding(TypedDict):
    """What a packet lacks, with its line and what to do."""

    line: int
    message: str
    remedy: str


class PacketChecked(TypedDict):
    """What a text lacks to be handed out. `specs` are those that it names, with their states."""

    whole: bool
    findings: list[PacketFinding]
    specs: dict[str, str]


class PacketText(TypedDict):
    """The text of a ticket or of a pull request."""

    text: str


class Packet(TypedDict):
    """A spec with what it lacks and the commands that prove it, which never run on the server."""

    ref: str
    state: str
    whole: bool
    findings: list[PacketFinding]
    checks: list[str]


class SpecsOperations(Transport):
    """Operations on specs."""

    def check_packet(
        self, body: PacketText, *, idempotency_key: str | None = None
    ) -> PacketChecked:
        """Check the text of a ticket or a pull request: is it whole, does it stand on an
        accepted spec?
        """
        return cast(
            "PacketChecked",
            self.request(
                "POST",
                "/api/v1/specs/check",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def get_packet(self, ref: str, *, if_none_match: str | None = None) -> Packet:
        """Say what a spec lacks to be handed out, and which commands prove its acceptance."""
        return cast(
            "Packet",
            self.request(
                "GET",
                f"/api/v1/specs/{self.quoted(ref)}/packet",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )
