"""Write a journal as plain files that prove themselves with one script and no Dayline.

The layout is that of C2SP tlog-tiles: ``checkpoint``, ``tile/<level>/...``, ``tile/entries/...``.
Beside it stand ``payloads/...`` (the words, as JSON lines, with their salts), ``keys`` (the
public keys) and ``verify_dayline.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from dayline.base.errors import BrokenProof, DaylineError, InvalidInput
from dayline.journal import queries
from dayline.journal.checkpoint import Checkpoint, parse_checkpoint
from dayline.journal.layout import TILE_WIDTH, TileName, tiles_of
from dayline.journal.note import open_note
from dayline.journal.rules import LEAF_LIMIT, LeafWriter
from dayline.journal.tiles import TileReader

VERIFIER = "verify_dayline.py"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the head, and how many files it took."""

    head: Checkpoint
    files: int


def export(
    workspace: int, folder: Path, note: str, *, advance: Callable[[int], object] | None = None
) -> Exported:
    """Write the journal up to the size that ``note``, one of its signed checkpoints, states.

    ``folder`` may hold an earlier export of the same journal, which is then brought up to date;
    any other file in it is refused with :class:`InvalidInput`. The checkpoint is written last,
    so a broken-off export never looks whole.
    """
    keys = queries.verifiers(workspace)
    head = parse_checkpoint(open_note(note, keys))
    if queries.root_at(workspace, head.size) != head.root:
        raise BrokenProof("The checkpoint is not of this journal.", do="Run `dayline verify`.")
    _claim(folder, head.origin)
    files = 0
    for tile in tiles_of(head.size):
        reader = TileReader(workspace, head.size)  # anew, so that tiles do not pile up in memory
        _write(folder / tile.path, reader.tile(tile.level, tile.index))
        files += 1
        if tile.level == 0:
            _write_entries(workspace, head.origin, folder, tile)
            files += 2
            if advance is not None:
                advance(tile.width)
    _write(folder / VERIFIER, resources.files(__package__).joinpath(VERIFIER).read_bytes())
    _write(folder / "keys", "".join(f"{key}\n" for key in keys).encode())
    _write(folder / ".gitattributes", b"* -text\n")
    _write(folder / "checkpoint", note.encode())
    return Exported(head, files + 4)


def _claim(folder: Path, origin: str) -> None:
    held = folder / "checkpoint"
    if held.is_file():
        name = held.read_text().partition("\n")[0]
        if name != origin:
            raise InvalidInput(
                f"{folder} holds an export of {name}.",
                kept="It is untouched.",
                do="Choose another.",
            )
    elif folder.exists() and any(folder.iterdir()) and not (folder / "tile").is_dir():
        raise InvalidInput(
            f"{folder} is not empty.", kept="It is untouched.", do="Choose a new folder."
        )
    folder.mkdir(parents=True, exist_ok=True)


def _write_entries(workspace: int, origin: str, folder: Path, tile: TileName) -> None:
    leaves, words = bytearray(), bytearray()
    for leaf, line in _entries(workspace, origin, tile):
        if len(leaf) > LEAF_LIMIT:
            raise DaylineError("A leaf is longer than an entry bundle can hold.")
        leaves += len(leaf).to_bytes(2, "big") + leaf
        words += line
    _write(folder / tile.entries_path, bytes(leaves))
    _write(folder / tile.payloads_path, bytes(words))


def _entries(workspace: int, origin: str, tile: TileName) -> Iterator[tuple[bytes, bytes]]:
    """Leaf and payload line of each entry under a level-0 tile."""
    start = tile.index * TILE_WIDTH
    write = LeafWriter(origin)
    rows = queries.stored(workspace, start, start + tile.width)
    for index, at, actor, kind, subject, digest, _, salt, body in rows:
        line = b'{"index":%d,"salt":null,"body":null}\n' % index
        if salt is not None and body is not None:
            mark = bytes(salt).hex().encode()
            line = b'{"index":%d,"salt":"%b","body":%b}\n' % (index, mark, bytes(body))
        yield write(index, at, actor, kind, subject, bytes(digest)), line


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all; a file that already says the same is left alone."""
    if path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)
