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


def parents(hashes: Sequence[bytes]) -> list[bytes]:
    """The nodes above pairs of hashes; an odd one at the end has none yet."""
    pairs, sha = iter(hashes), _sha256
    return [sha(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs)]  # noqa: B905


def perfect_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of hashes."""
    while len(hashes) > 1:
        hashes = parents(hashes)
    return hashes[0]


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


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The audit path of leaf ``index`` in the tree of ``size`` leaves (RFC 6962, 2.1.1)."""
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    return _path(index, size, 0, subtree)


def consistency_proof(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """The proof that the tree of ``old`` leaves is a prefix of that of ``new`` (RFC 6962, 2.1.2).

    Nothing needs proof from the empty tree, or from a tree to itself: the proof is empty.
    """
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} leaves is no prefix of one of {new}")
    if old in {0, new}:
        return []
    level = (old & -old).bit_length() - 1
    path = _path(old - 1, new, level, subtree)
    return path if old == 1 << level else [subtree(level, (old >> level) - 1), *path]


def _path(index: int, size: int, level: int, subtree: Subtree) -> list[bytes]:
    """The siblings, from ``level`` up, of the way from leaf ``index`` to the root."""
    last = size - 1
    top = (index ^ last).bit_length() - 1
    path = [subtree(below, (index >> below) ^ 1) for below in range(level, top)]
    if top >= level:
        path.append(_right_edge(top, size, subtree))
    rest = index >> (top + 1)
    above = top + 1
    while rest:
        if rest & 1:
            path.append(subtree(above, rest - 1))
        rest >>= 1
        above += 1
    return path


def _right_edge(level: int, size: int, subtree: Subtree) -> bytes:
    """The root over the leaves from the last multiple of ``2**level`` below ``size`` on."""
    start = (size - 1) >> level << level
    if size - start == 1 << level:
        return subtree(level, start >> level)
    digest = b""
    left, rest, below = size, size - start, 0
    while rest:
        if rest & 1:
            node = subtree(below, (left >> below) - 1)
            digest = _sha256(b"\x01" + node + digest).digest() if digest else node
            left -= 1 << below
        rest >>= 1
        below += 1
    return digest


def root_from_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes]) -> bytes:
    """The root that ``proof`` leads to from the leaf hash; ValueError if it cannot be a proof."""
    if not 0 <= index < size or len(leaf) != HASH_BYTES:
        raise ValueError("no such leaf")
    inner = (index ^ (size - 1)).bit_length()
    if len(proof) != inner + (index >> inner).bit_count():
        raise ValueError("the proof has the wrong length")
    if set(map(len, proof)) - {HASH_BYTES}:
        raise ValueError("a hash has the wrong length")
    digest, sha = leaf, _sha256
    for level in range(inner):
        if index >> level & 1:
            digest = sha(b"\x01" + proof[level] + digest).digest()
        else:
            digest = sha(b"\x01" + digest + proof[level]).digest()
    for sibling in proof[inner:]:
        digest = sha(b"\x01" + sibling + digest).digest()
    return digest


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Whether ``proof`` shows that leaf hash ``leaf`` is at ``index`` in the tree of ``root``."""
    try:
        return root_from_inclusion(leaf, index, size, proof) == root
    except ValueError:
        return False


def verify_consistency(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> bool:
    """Whether ``proof`` shows that the tree of ``old_root`` is a prefix of that of ``new_root``.

    Follows RFC 9162, section 2.1.4.2. Every hash is used, and both roots are rebuilt in full.
    """
    if not 0 <= old <= new or set(map(len, (*proof, old_root, new_root))) != {HASH_BYTES}:
        return False
    if old in {0, new}:
        return not proof and old_root == (EMPTY_ROOT if old == 0 else new_root)
    shift = (old & -old).bit_length() - 1
    index, last = (old - 1) >> shift, (new - 1) >> shift
    inner = (index ^ last).bit_length()
    hashes = proof if index else [old_root, *proof]
    if len(hashes) != 1 + inner + (index >> inner).bit_count():
        return False
    before = after = hashes[0]
    sha = _sha256
    for level in range(inner):
        sibling = hashes[level + 1]
        if index >> level & 1:
            before = sha(b"\x01" + sibling + before).digest()
            after = sha(b"\x01" + sibling + after).digest()
        else:
            after = sha(b"\x01" + after + sibling).digest()
    for sibling in hashes[1 + inner :]:
        before = sha(b"\x01" + sibling + before).digest()
        after = sha(b"\x01" + sibling + after).digest()
    return before == old_root and after == new_root


class Tree:
    """A tree in memory that keeps every perfect subtree: proofs cost one look-up per hash."""

    __slots__ = ("layers",)

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        self.layers: list[list[bytes]] = [[]]
        for digest in leaves:
            self.append(digest)

    def __len__(self) -> int:
        return len(self.layers[0])

    def append(self, digest: bytes) -> None:
        """Add a leaf hash, and every node that it completes."""
        layers, level = self.layers, 0
        layer = layers[0]
        layer.append(digest)
        while not len(layer) & 1:
            digest = _sha256(b"\x01" + layer[-2] + digest).digest()
            level += 1
            if level == len(layers):
                layers.append([])
            layer = layers[level]
            layer.append(digest)

    def subtree(self, level: int, index: int) -> bytes:
        """The root of the perfect subtree ``index`` at ``level``."""
        return self.layers[level][index]

    def root(self, size: int | None = None) -> bytes:
        """The root of the first ``size`` leaves, by default of all."""
        size = len(self) if size is None else size
        return root_of(size, self.subtree)

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The audit path of leaf ``index`` in the tree of the first ``size`` leaves."""
        return inclusion_proof(index, size, self.subtree)

    def consistency(self, old: int, new: int) -> list[bytes]:
        """The proof that the first ``old`` leaves are a prefix of the first ``new``."""
        return consistency_proof(old, new, self.subtree)


def root_of(size: int, subtree: Subtree) -> bytes:
    """The root of the tree of ``size`` leaves from its perfect subtrees."""
    if size == 0:
        return EMPTY_ROOT
    return _right_edge(size.bit_length(), size, subtree)
