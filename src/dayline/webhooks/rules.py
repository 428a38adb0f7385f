"""Signing as Standard Webhooks has it, and how long to wait after a failure. Pure.

https://github.com/standard-webhooks/standard-webhooks (version 1.0.0, symmetric signatures)
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import ipaddress
from datetime import timedelta
from urllib.parse import urlsplit

from dayline.base.errors import InvalidInput

PREFIX = "whsec_"
GIVE_UP = timedelta(days=5)
"""A subscription that failed for so long is ended, and its maker can see why."""

_FIRST, _MOST = 5, 6 * 3600


def signed(secret: str, identity: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers: id, timestamp in seconds, and ``v1,`` with HMAC-SHA256 in base64."""
    content = f"{identity}.{timestamp}.".encode() + body
    mac = hmac.new(_key(secret), content, hashlib.sha256).digest()
    return {
        "webhook-id": identity,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": f"v1,{base64.b64encode(mac).decode()}",
    }


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInput("This is no webhook secret.", do="Make a new subscription.") from None


def secret_of(random: bytes) -> str:
    """24 to 64 random bytes as a secret."""
    return PREFIX + base64.b64encode(random).decode()


def wait_after(tries: int) -> timedelta:
    """How long to wait after so many failures: 5 s, doubling, six hours at most."""
    return timedelta(seconds=min(_FIRST * 2 ** min(tries - 1, 20), _MOST))


def checked_url(url: str) -> str:
    """``url`` if something may be sent there: http(s), a host, no credentials, no fragment.

    Raises :class:`InvalidInput`. Where the name leads is looked at when something is sent.
    """
    refusal = InvalidInput(
        f"{url[:80]!r} cannot be sent to.",
        do="Give an address such as https://example.org/hooks, without a password in it.",
    )
    if not url.isprintable() or " " in url or len(url) > 2000:
        raise refusal
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise refusal from None
    if parts.scheme not in ("http", "https") or not host or port == 0:
        raise refusal
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise refusal
    return url


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, and not of this machine or network."""
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo or (None, None))[1]
        if inner is not None:
            found = inner
        elif found in _NAT64:
            found = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
    return found.is_global and not found.is_multicast and not found.is_reserved


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
