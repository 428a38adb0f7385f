"""The key that signs web sessions: given by the environment, or made once and kept at home."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from dayline.journal.database import from_environment


def secret_key(home: Path) -> str:
    """``DAYLINE_SECRET_KEY`` (or ``_FILE``), else the content of ``secret-key`` in the home.

    The file is made with the first use, readable by its owner only. Several machines need the
    variable, so that each accepts what the others signed.
    """
    given = from_environment("DAYLINE_SECRET_KEY")
    if given:
        return given
    path = home / "secret-key"
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()
