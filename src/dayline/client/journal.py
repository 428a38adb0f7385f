"""The API on journal: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import TypedDict, cast

from dayline.client.transport import Answer, Transport


class Entry(TypedDict):
    """What happened, without its words. ``erased`` says that they are gone."""

    index: int
    at: str
    actor: str
    kind: str
    subject: str
    ref: str | None
    erased: bool
    leaf_hash: str


class Erasure(TypedDict):
    """Why the words of an entry have to go; no personal data."""

    reason: str


class Head(TypedDict):
    """The journal as it stands."""

    workspace: str
    size: int
    root: str
    at: str | None


class Checkpoints(TypedDict):
    """Signed checkpoints (C2SP tlog-checkpoint), oldest first."""

    items: list[str]
    next: str | None


class Entries(TypedDict):
    """Entries that you may see. ``next`` is there as long as more may come."""

    items: list[Entry]
    next: str | None
    size: int


class Keys(TypedDict):
    """The public keys of the journal (C2SP signed notes), the current one last."""

    items: list[str]


class Leaves(TypedDict):
    """Leaf hashes (RFC 6962) in hex, of every entry: they tell nothing of what is in it."""

    start: int
    size: int
    items: list[str]
    next: str | None


class Consistency(TypedDict):
    """That the journal of the old size is a prefix of the one of this size."""

    size: int
    root: str
    hashes: list[str]
    old: int
    old_root: str


class Inclusion(TypedDict):
    """That a leaf is in the journal of that size."""

    size: int
    root: str
    hashes: list[str]
    index: int
    leaf_hash: str


class Checkpoint(TypedDict):
    """A signed checkpoint."""

    note: str


class Verdict(TypedDict):
    """What came of hashing the whole journal again."""

    workspace: str
    size: int
    root: str
    erased: int
    heads: int
    first_bad: int | None
    faults: list[str]


class JournalOperations(Transport):
    """Operations on journal."""

    def erase_entry(
        self, index: int, body: Erasure, *, idempotency_key: str | None = None
    ) -> Entry:
        """Erase the words of one entry for good; all proofs still hold."""
        return cast(
            "Entry",
            self.request(
                "POST",
                f"/api/v1/journal/entries/{self.quoted(index)}/erasure",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def get_entry(self, index: int, *, if_none_match: str | None = None) -> Entry:
        """Read one entry, without its words."""
        return cast(
            "Entry",
            self.request(
                "GET",
                f"/api/v1/journal/entries/{self.quoted(index)}",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def get_journal(self, *, if_none_match: str | None = None) -> Head:
        """Read the journal's head: its size and the root of its Merkle tree."""
        return cast(
            "Head",
            self.request("GET", "/api/v1/journal", headers={"If-None-Match": if_none_match}).json(),
        )

    def list_checkpoints(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        if_none_match: str | None = None,
    ) -> Checkpoints:
        """List the signed checkpoints, oldest first."""
        return cast(
            "Checkpoints",
            self.request(
                "GET",
                "/api/v1/journal/checkpoints",
                query={"cursor": cursor, "limit": limit},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def list_entries(
        self,
        *,
        kind: list[str] | None = None,
        newest_first: bool | None = None,
        cursor: str | None = None,
        limit: int | None = None,
        if_none_match: str | None = None,
    ) -> Entries:
        """List what happened, as far as you may see it, without words."""
        return cast(
            "Entries",
            self.request(
                "GET",
                "/api/v1/journal/entries",
                query={
                    "kind": kind,
                    "newest_first": newest_first,
                    "cursor": cursor,
                    "limit": limit,
                },
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def list_keys(self, *, if_none_match: str | None = None) -> Keys:
        """List the public keys of the journal, the current one last."""
        return cast(
            "Keys",
            self.request(
                "GET", "/api/v1/journal/keys", headers={"If-None-Match": if_none_match}
            ).json(),
        )

    def list_leaves(
        self,
        *,
        cursor: str | None = None,
        limit: int | None = None,
        if_none_match: str | None = None,
    ) -> Leaves:
        """List the leaf hashes of all entries, for whoever keeps the tree."""
        return cast(
            "Leaves",
            self.request(
                "GET",
                "/api/v1/journal/leaves",
                query={"cursor": cursor, "limit": limit},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def prove_consistency(
        self, *, old: int, size: int | None = None, if_none_match: str | None = None
    ) -> Consistency:
        """Prove that the journal only grew: that the first ``old`` entries are still its
        beginning
        """
        return cast(
            "Consistency",
            self.request(
                "GET",
                "/api/v1/journal/consistency",
                query={"old": old, "size": size},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def prove_entry(self, index: int, *, if_none_match: str | None = None) -> Answer:
        """Prove one entry with its words, against the last signed checkpoint that covers it."""
        return self.request(
            "GET",
            f"/api/v1/journal/entries/{self.quoted(index)}/proof",
            headers={"If-None-Match": if_none_match},
        )

    def prove_inclusion(
        self, *, index: int, size: int | None = None, if_none_match: str | None = None
    ) -> Inclusion:
        """Prove that an entry is in the journal of a size, by default as it is now."""
        return cast(
            "Inclusion",
            self.request(
                "GET",
                "/api/v1/journal/inclusion",
                query={"index": index, "size": size},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def sign_checkpoint(self, *, idempotency_key: str | None = None) -> Checkpoint:
        """Sign the journal's present head. Give the note to somebody who is not you."""
        return cast(
            "Checkpoint",
            self.request(
                "POST", "/api/v1/journal/checkpoints", headers={"Idempotency-Key": idempotency_key}
            ).json(),
        )

    def verify_journal(self, *, idempotency_key: str | None = None) -> Verdict:
        """Hash the whole journal again and compare it with every head that is remembered."""
        return cast(
            "Verdict",
            self.request(
                "POST", "/api/v1/journal/verification", headers={"Idempotency-Key": idempotency_key}
            ).json(),
        )
