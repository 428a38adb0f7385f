"""The Merkle tree of RFC 6962, section 2.1: hashes, compact ranges, proofs. Pure.

A tree of n leaves is the left-most perfect trees that n's binary digits name. Its *compact
range* is the list of their roots, largest first: all that is needed to append and to know the
root. Hashes are SHA-256, 32 bytes; a leaf is hashed behind 0x00, a node behind 0x01.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

_sha256 = hashlib.sha256


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of a leaf's bytes."""
    return _sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of the node above two hashes."""
    return _sha256(b"\x01" + left + right).digest()


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of hashes."""
    layer = list(hashes)
    sha = _sha256
    while len(layer) > 1:
        pairs = iter(layer)
        layer = [sha(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs)]  # noqa: B905
    return layer[0]


class CompactRange:
    """The left edge-aligned compact range of a growing tree."""

    __slots__ = ("hashes", "size")

    def __init__(self, size: int = 0, hashes: Iterable[bytes] = ()) -> None:
        self.size = size
        self.hashes = list(hashes)
        if len(self.hashes) != size.bit_count():
            raise ValueError("a compact range holds one hash per binary digit of its size")

    def push(self, digest: bytes, level: int = 0) -> None:
        """Append a perfect subtree of ``2**level`` leaves; the size must be a multiple of it."""
        hashes = self.hashes
        size = self.size >> level
        while size & 1:
            digest = _sha256(b"\x01" + hashes.pop() + digest).digest()
            size >>= 1
        hashes.append(digest)
        self.size += 1 << level

    def root(self) -> bytes:
        """The tree head (RFC 6962 MTH) of all that was pushed."""
        if not self.hashes:
            return EMPTY_ROOT
        digest = self.hashes[-1]
        for left in self.hashes[-2::-1]:
            digest = _sha256(b"\x01" + left + digest).digest()
        return digest

    def to_bytes(self) -> bytes:
        """The hashes, joined: what the head row stores."""
        return b"".join(self.hashes)

    @classmethod
    def from_bytes(cls, size: int, joined: bytes) -> CompactRange:
        """The reverse of :meth:`to_bytes`."""
        return cls(size, [joined[i : i + HASH_BYTES] for i in range(0, len(joined), HASH_BYTES)])


Subtree = Callable[[int, int], bytes]
"""``(level, index) -> root`` of the perfect subtree over leaves index*2**level and on."""
