"""What an entry is, and the bytes by which it is hashed. Pure.

The leaf of an entry is canonical JSON that holds everything but the payload; of the payload it
holds a salted digest. Erasing salt and payload therefore leaves every hash in the tree as it is,
and without the salt the digest says nothing about what was erased.
"""

from __future__ import annotations

import hashlib
import re
from datetime import datetime
from json.encoder import encode_basestring
from typing import NamedTuple

from dayline.base.canonical import Json
from dayline.base.errors import InvalidInput

SALT_BYTES = 32
DIGEST_BYTES = 32
LEAF_LIMIT = 0xFFFF
"""A tlog-tiles entry bundle writes the length of a leaf in 16 bits."""

PAYLOAD_LIMIT = 4 * 1024 * 1024
"""Bytes of one payload. Whoever checks a journal has to hold one in memory."""

KEPT_KINDS = ("workspace.", "key.", "checkpoint.", "payload.", "letter.")
"""Kinds whose payloads are never erased: what proofs need, and what keeps a letter from being sent
twice. None of them holds a person's words."""

_KIND = re.compile(r"[a-z][a-z_]*(?:\.[a-z][a-z_]*)+\Z")
_ORIGIN = re.compile(r"[^\s+\x00-\x1f\x7f]{1,200}\Z")


class Entry(NamedTuple):
    """One thing that happened, as followers and readers see it.

    ``at`` is an aware UTC instant; ``payload`` is None once it was erased; ``digest`` is the
    salted SHA-256 of the payload and ``leaf_hash`` the RFC 6962 hash of the leaf, 32 bytes each.
    """

    index: int  # type: ignore[assignment]  # a tuple's method of that name is not missed
    at: datetime
    actor: str
    kind: str
    subject: str
    payload: dict[str, Json] | None
    digest: bytes
    leaf_hash: bytes


class Head(NamedTuple):
    """The tree as it stands: its size, its root and the instant of its last entry."""

    size: int
    root: bytes
    at: datetime | None


def payload_digest(salt: bytes, body: bytes) -> bytes:
    """SHA-256 of the salt (32 bytes) followed by the payload's canonical bytes."""
    return hashlib.sha256(salt + body).digest()


class LeafWriter:
    """Writes the leaves of one workspace.

    The bytes equal ``canonical_bytes`` of ``{"actor", "at", "digest", "index", "kind",
    "subject", "v": 1, "workspace"}``: the keys are in order already, so formatting suffices.
    """

    def __init__(self, origin: str) -> None:
        self._tail = f',"v":1,"workspace":{encode_basestring(origin)}}}'

    def __call__(  # noqa: PLR0917 -- called once per entry, where keywords would cost
        self, index: int, at: str, actor: str, kind: str, subject: str, digest: bytes
    ) -> bytes:
        """The leaf's bytes; ``at`` is RFC 3339 with six decimals and ``Z``."""
        return (
            f'{{"actor":{encode_basestring(actor)},"at":"{at}","digest":"{digest.hex()}",'
            f'"index":{index},"kind":{encode_basestring(kind)},'
            f'"subject":{encode_basestring(subject)}{self._tail}'
        ).encode()


def check_origin(origin: str) -> str:
    """``origin`` if it can name a workspace: it is also the name of the key in signed notes.

    The C2SP signed-note form forbids white space and plus signs in a key's name.
    """
    if _ORIGIN.match(origin) is None:
        raise InvalidInput(
            f"{origin!r} cannot name a workspace.",
            do="Use a short name like example.org/payments: no spaces, no plus sign.",
        )
    return origin


def check_kind(kind: str) -> str:
    """``kind`` if it is words joined by a dot, such as ``record.moved``."""
    if len(kind) > 60 or _KIND.match(kind) is None:
        raise InvalidInput(f"{kind!r} is no kind of entry.", do="Write it like record.moved.")
    return kind


def check_name(text: str, what: str) -> str:
    """``text`` if it may stand in a leaf as actor or subject: short, one line, no controls."""
    if len(text) > 200 or not text.isprintable():
        raise InvalidInput(
            f"The {what} {text[:40]!r} of a journal entry is too long or not printable.",
            do="Use an id such as P-3 or D-42.",
        )
    return text
