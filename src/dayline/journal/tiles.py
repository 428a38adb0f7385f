"""Full tiles in the database: kept as the tree grows, read for proofs and exports.

A tile is 256 hashes wide (C2SP tlog-tiles), so a proof in a tree of n leaves reads at most
log256(n) full tiles and the rows of the right edge.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from dayline.journal.merkle import CompactRange, perfect_root

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT

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


def _edge(workspace: int, level: int, start: int, stop: int) -> list[bytes]:
    """The hashes start..stop of one tile level, from the rows below: the right edge."""
    if stop <= start:
        return []
    with connection.cursor() as cursor:
        if level == 0:
            cursor.execute(
                "SELECT leaf_hash FROM journal_entry"
                " WHERE workspace = %s AND idx >= %s AND idx < %s ORDER BY idx",
                (workspace, start, stop),
            )
        else:
            cursor.execute(
                "SELECT root FROM journal_node"
                " WHERE workspace = %s AND level = %s AND idx >= %s AND idx < %s ORDER BY idx",
                (workspace, level - 1, start, stop),
            )
        return [bytes(row[0]) for row in cursor.fetchall()]
