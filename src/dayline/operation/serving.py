"""Where the pages of this folder are served: left by the server, found by who needs the address."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from dayline.journal.database import home

_SERVED_AT = "served-at"
_USUAL = "http://127.0.0.1:8000"


@contextmanager
def announced(address: str) -> Iterator[None]:
    """Leave the address where :func:`listening_at` finds it.

    A server that was killed leaves it there; who reads it asks whether anybody listens.
    """
    note_of, here = home() / _SERVED_AT, _reachable(address)
    note_of.write_text(here, encoding="utf-8")
    try:
        yield
    finally:
        with suppress(OSError):  # another server over this folder may have left its own
            if note_of.read_text(encoding="utf-8") == here:
                note_of.unlink()


def _reachable(address: str) -> str:
    """An address that leads to a server which listens on all of its machine's."""
    return address.replace("//0.0.0.0:", "//127.0.0.1:").replace("//:::", "//[::1]:").rstrip("/")


def listening_at() -> str:
    """Where a server of this folder listens now, "" where none does."""
    try:
        address = (home() / _SERVED_AT).read_text(encoding="utf-8").strip()
        place = urlsplit(address)
        with socket.create_connection((place.hostname or "", place.port or 80), timeout=0.5):
            return address
    except (OSError, ValueError):
        return ""


def served_at() -> str:
    """Where this workspace's pages are: as configured, else where a server of its folder listens.

    Where neither is known it is the usual address.
    """
    told = os.environ.get("DAYLINE_URL", "").rstrip("/")
    return told or listening_at() or _USUAL
