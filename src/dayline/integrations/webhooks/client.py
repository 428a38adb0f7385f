"""Sending one message to one address, as carefully as to a stranger.

The name is looked up once and the connection goes to the address that was judged, so that a name
cannot lead elsewhere between the two. Redirects are not followed, and answers are not read
beyond their first bytes.
"""

from __future__ import annotations

import http.client
import os
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from dayline.base.errors import DaylineError, InvalidInput
from dayline.webhooks.rules import checked_url, is_public

TIMEOUT = 10.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a delivery went: ``status`` is None when there was no answer."""

    status: int | None
    error: str

    @property
    def good(self) -> bool:
        """Whether it was taken: any 2xx."""
        return self.status is not None and 200 <= self.status < 300


class Elsewhere(InvalidInput):
    """The address leads into this machine or this network."""


def private_allowed() -> bool:
    """Whether addresses of this machine and network may be sent to: DAYLINE_WEBHOOKS_PRIVATE=1."""
    return os.environ.get("DAYLINE_WEBHOOKS_PRIVATE") == "1"


def judged_address(host: str, port: int) -> str:
    """The IP address that a name leads to now; all of its addresses must be public.

    Raises :class:`Elsewhere`, and OSError where the name leads nowhere.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not private_allowed() and not all(is_public(one) for one in addresses):
        raise Elsewhere(
            f"{host} leads into a private network.",
            do="Use a public address, or allow it: DAYLINE_WEBHOOKS_PRIVATE=1.",
        )
    return addresses[0]


def send(url: str, headers: Mapping[str, str], body: bytes) -> Outcome:
    """POST a body; never raises for what the other side does."""
    parts = urlsplit(checked_url(url))
    host = str(parts.hostname)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        connection = _connection(parts.scheme, host, port)
        try:
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            connection.request("POST", target, body, {**headers, "Host": parts.netloc})
            response = connection.getresponse()
            response.read(1024)
            status = response.status
        finally:
            connection.close()
    except DaylineError as error:
        return Outcome(None, error.what)
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Outcome(None, f"{type(error).__name__}: {error}"[:300])
    if 200 <= status < 300:
        return Outcome(status, "")
    moved = " It is not followed." if 300 <= status < 400 else ""
    return Outcome(status, f"It answered {status}.{moved}")


def _connection(scheme: str, host: str, port: int) -> http.client.HTTPConnection:
    address = judged_address(host, port)
    plain = socket.create_connection((address, port), timeout=TIMEOUT)
    try:
        if scheme == "https":
            context = ssl.create_default_context()
            connected: socket.socket = context.wrap_socket(plain, server_hostname=host)
        else:
            connected = plain
    except BaseException:
        plain.close()
        raise
    connection = http.client.HTTPConnection(host, port, timeout=TIMEOUT)
    connection.sock = connected
    return connection
