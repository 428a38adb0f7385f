"""Checkpoints (C2SP tlog-checkpoint) and offline proofs (C2SP tlog-proof): text forms. Pure."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dayline.base.errors import InvalidInput
from dayline.journal.merkle import HASH_BYTES

_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,18})\Z")
_PROOF = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A tree head as it is signed: which log, how many leaves, which root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint in the text of an opened note. Raises :class:`InvalidInput`.

    Lines after the third are extensions; they are allowed and not looked at.
    """
    lines = text.split("\n")
    if len(lines) < 4 or lines[-1] or not all(lines[:-1]) or not _NUMBER.match(lines[1]):
        raise InvalidInput("This is no checkpoint.", do="It has to be origin, size and root.")
    return Checkpoint(lines[0], int(lines[1]), parse_hash(lines[2]))


def parse_hash(text: str) -> bytes:
    """32 bytes in base64. Raises :class:`InvalidInput`."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if len(raw) != HASH_BYTES or base64.b64encode(raw).decode() != text:
        raise InvalidInput(f"{text[:60]!r} is no SHA-256 hash in base64.", do="Copy it again.")
    return raw


def proof_text(index: int, hashes: Sequence[bytes], note: str, extra: bytes = b"") -> str:
    """An inclusion proof with its signed checkpoint, to be kept as ``*.tlog-proof``.

    ``extra`` is opaque to the form; Dayline puts the leaf and its words there.
    """
    lines = [_PROOF]
    if extra:
        lines.append(f"extra {base64.b64encode(extra).decode()}")
    lines += [f"index {index}", *(base64.b64encode(one).decode() for one in hashes)]
    return "\n".join(lines) + "\n\n" + note


def parse_proof(text: str) -> tuple[int, list[bytes], str]:
    """``(index, hashes, signed note)`` of a proof text. Raises :class:`InvalidInput`."""
    top, blank, note = text.partition("\n\n")
    lines = top.split("\n")
    if len(lines) > 1 and lines[1].startswith("extra "):
        del lines[1]
    number = lines[1].removeprefix("index ") if len(lines) > 1 else ""
    if lines[0] != _PROOF or not blank or not _NUMBER.match(number) or len(lines) > 66:
        raise InvalidInput("This is no transparency log proof.", do=f"Line 1 has to be {_PROOF}.")
    return int(number), [parse_hash(line) for line in lines[2:]], note
