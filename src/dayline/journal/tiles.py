"""Full tiles in the database: kept as the tree grows, read for proofs and exports.

A tile is 256 hashes wide (C2SP tlog-tiles), so a proof in a tree of n leaves reads at most
log256(n) full tiles and the rows of the right edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from dayline.base.errors import BrokenProof
from dayline.journal.database import fetch, first
from dayline.journal.layout import TILE_HEIGHT, TILE_WIDTH
from dayline.journal.merkle import HASH_BYTES, CompactRange, parents, perfect_root

Tile = tuple[int, int, bytes, bytes]
"""``(level, index, root, hashes)``."""


def grow(workspace: int, tree: CompactRange, leaves: Sequence[bytes]) -> list[Tile]:
    """Push ``leaves`` (hashes) on ``tree`` and return the tiles that became full by it."""
    full: list[Tile] = []
    done = 0
    if tree.size % TILE_WIDTH + len(leaves) >= TILE_WIDTH:
        first = tree.size // TILE_WIDTH
        held = _edge(workspace, 0, first * TILE_WIDTH, tree.size) + list(leaves)
        for start in range(0, len(held) - TILE_WIDTH + 1, TILE_WIDTH):
            tile = held[start : start + TILE_WIDTH]
            full.append((0, first + start // TILE_WIDTH, perfect_root(tile), b"".join(tile)))
        done = len(full) * TILE_WIDTH - tree.size % TILE_WIDTH
        _grow_above(workspace, full)
        _push_tiles(tree, full)
    for digest in leaves[done:]:
        tree.push(digest)
    return full


def _push_tiles(tree: CompactRange, full: Sequence[Tile]) -> None:
    """Bring ``tree`` to the end of the last full tile."""
    begun = tree.size % TILE_WIDTH
    if begun:
        del tree.hashes[len(tree.hashes) - begun.bit_count() :]
        tree.size -= begun
    for level, _, root, _ in full:
        if level == 0:
            tree.push(root, TILE_HEIGHT)


def _grow_above(workspace: int, full: list[Tile]) -> None:
    """Add the tiles of higher levels that the new ones at the level below complete."""
    level, below = 0, list(full)
    while below and below[0][1] % TILE_WIDTH + len(below) >= TILE_WIDTH:
        start = below[0][1]
        first = start // TILE_WIDTH
        held = _edge(workspace, level + 1, first * TILE_WIDTH, start)
        held += [root for _, _, root, _ in below]
        level += 1
        below = [
            (
                level,
                first + begin // TILE_WIDTH,
                perfect_root(held[begin : begin + TILE_WIDTH]),
                b"".join(held[begin : begin + TILE_WIDTH]),
            )
            for begin in range(0, len(held) - TILE_WIDTH + 1, TILE_WIDTH)
        ]
        full += below


Layers = list[list[bytes]]
"""The hashes of a tile, of the level above, and so on up to the root if the tile is full."""


class TileReader:
    """Perfect subtrees of a journal's tree, for proofs: few rows, hashed only where needed."""

    def __init__(self, workspace: int, size: int) -> None:
        self._workspace = workspace
        self._size = size
        self._tiles: dict[tuple[int, int], Layers] = {}

    def subtree(self, level: int, index: int) -> bytes:
        """The root over leaves ``index * 2**level`` and on; they must all be written."""
        row, within = divmod(level, TILE_HEIGHT)
        if within == 0 and row:
            row, within = row - 1, TILE_HEIGHT
            if (row + 1, index // TILE_WIDTH) in self._tiles:
                row, within = row + 1, 0
        per_tile = TILE_HEIGHT - within
        layers = self._tile(row, index >> per_tile)
        return layers[within][index & (1 << per_tile) - 1]

    def tile(self, level: int, index: int) -> bytes:
        """The joined hashes of a tile, full or partial."""
        return b"".join(self._tile(level, index)[0])

    def _tile(self, level: int, index: int) -> Layers:
        found = self._tiles.get((level, index))
        if found is None:
            start = index * TILE_WIDTH
            width = min(TILE_WIDTH, (self._size >> TILE_HEIGHT * level) - start)
            if width == TILE_WIDTH:
                found = _layers(self._stored(level, index))
            else:
                found = _layers(b"".join(_edge(self._workspace, level, start, start + width)))
            if len(found[0]) != width:
                raise BrokenProof(
                    f"The tile {level}/{index} is damaged.", do="Run `dayline verify`."
                )
            self._tiles[level, index] = found
        return found

    def _stored(self, level: int, index: int) -> bytes:
        row = first(
            "SELECT hashes FROM journal_node WHERE workspace = %s AND level = %s AND idx = %s",
            (self._workspace, level, index),
        )
        return bytes(row[0]) if row else b""


@lru_cache(maxsize=128)
def _layers(joined: bytes) -> Layers:
    """Hash a tile. Remembered by content, so that what changed is never answered from memory."""
    layer = [joined[at : at + HASH_BYTES] for at in range(0, len(joined), HASH_BYTES)]
    layers = [layer]
    while len(layer) > 1:
        layer = parents(layer)
        layers.append(layer)
    return layers


def _edge(workspace: int, level: int, start: int, stop: int) -> list[bytes]:
    """The hashes start..stop of one tile level, from the rows below: the right edge."""
    if stop <= start:
        return []
    if level == 0:
        rows = fetch(
            "SELECT leaf_hash FROM journal_entry"
            " WHERE workspace = %s AND idx >= %s AND idx < %s ORDER BY idx",
            (workspace, start, stop),
        )
    else:
        rows = fetch(
            "SELECT root FROM journal_node"
            " WHERE workspace = %s AND level = %s AND idx >= %s AND idx < %s ORDER BY idx",
            (workspace, level - 1, start, stop),
        )
    return [bytes(row[0]) for row in rows]
