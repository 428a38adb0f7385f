"""Where secret keys live: one file per key under ``DAYLINE_HOME/keys``, for its owner only.

The journal holds the public halves (``workspace.founded`` and ``key.rotated``), so old
checkpoints verify after any number of rotations.
"""

from __future__ import annotations

import os
from pathlib import Path

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.ids import slug
from dayline.journal.database import home
from dayline.journal.note import Signer, Verifier, new_signer, parse_signer

FILE_VARIABLE = "DAYLINE_SIGNING_KEY_FILE"


def create(origin: str) -> Signer:
    """A key for ``origin``: the one in ``DAYLINE_SIGNING_KEY_FILE`` if set, else a new file."""
    given = os.environ.get(FILE_VARIABLE)
    if given:
        signer = _read(Path(given))
        if signer.name != origin:
            raise InvalidInput(
                f"The key in {FILE_VARIABLE} is named {signer.name}, the workspace {origin}.",
                do="Give a key of the workspace's name.",
            )
        return signer
    signer = new_signer(origin)
    _write(_path(signer.verifier), signer.secret() + "\n")
    return signer


def load(verifier: Verifier) -> Signer:
    """The secret half of ``verifier``. Raises :class:`DaylineError` when it is not here."""
    candidates = [_path(verifier)]
    if given := os.environ.get(FILE_VARIABLE):
        candidates.insert(0, Path(given))
    for path in candidates:
        if path.is_file():
            signer = _read(path)
            if signer.verifier == verifier:
                return signer
    raise DaylineError(
        f"The signing key {verifier.name}+{verifier.id.hex()} is not on this machine.",
        kept="The journal is untouched.",
        do=f"Restore {_path(verifier).name} to {_path(verifier).parent}, set {FILE_VARIABLE},"
        " or rotate the key.",
    )


def _path(verifier: Verifier) -> Path:
    name = f"{slug(verifier.name)}-{verifier.id.hex()}.key"
    return home() / "keys" / name


def _read(path: Path) -> Signer:
    if path.stat().st_mode & 0o077:
        raise DaylineError(
            f"{path} can be read by others than its owner.", do=f"Run: chmod 600 {path}"
        )
    return parse_signer(path.read_text())


def _write(path: Path, text: str) -> None:
    """Durable before the journal names the key, and never over an existing file."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
