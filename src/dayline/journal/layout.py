"""File names of a log as tiles (C2SP tlog-tiles). Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT


class TileName(NamedTuple):
    """A tile: its level, its index in the level and how many hashes it holds, 1 to 256."""

    level: int
    index: int  # type: ignore[assignment]  # a tuple's method of that name is not missed
    width: int

    @property
    def path(self) -> str:
        """Where its hashes are, such as ``tile/0/x001/x234/067`` or ``tile/1/000.p/17``."""
        return f"tile/{self.level}/{numbered(self.index)}{self._partial}"

    @property
    def entries_path(self) -> str:
        """Where the leaves of a level-0 tile are."""
        return f"tile/entries/{numbered(self.index)}{self._partial}"

    @property
    def payloads_path(self) -> str:
        """Where the words of a level-0 tile are: Dayline's own addition, JSON lines."""
        return f"payloads/{numbered(self.index)}.jsonl"

    @property
    def _partial(self) -> str:
        return "" if self.width == TILE_WIDTH else f".p/{self.width}"


def numbered(index: int) -> str:
    """A tile's index as path elements of three digits, all but the last marked ``x``."""
    parts = [f"{index % 1000:03d}"]
    while index := index // 1000:
        parts.append(f"x{index % 1000:03d}")
    return "/".join(reversed(parts))


def tiles_of(size: int) -> Iterator[TileName]:
    """All tiles of a tree of ``size`` leaves, level by level, left to right."""
    level = 0
    while hashes := size >> (TILE_HEIGHT * level):
        for start in range(0, hashes, TILE_WIDTH):
            yield TileName(level, start // TILE_WIDTH, min(TILE_WIDTH, hashes - start))
        level += 1
