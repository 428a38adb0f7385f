"""Carrying requests to a server and answers back, with nothing but the standard library.

Redirects are not followed, because a token must not go where its owner did not send it.
"""

from __future__ import annotations

import http.client
import json
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.findings import Finding, Severity

TIMEOUT = 60.0
_TRIES = 3
_LONGEST_WAIT = 30


class Problem(DaylineError):
    """A refusal of the server, with its status and code."""

    code = "refused"

    def __init__(self, status: int, stated: Mapping[str, Any]) -> None:
        super().__init__(
            str(stated.get("detail") or stated.get("title") or f"The server answered {status}."),
            kept=str(stated.get("kept", "")),
            do=str(stated.get("do", "")),
            findings=[_finding(one) for one in stated.get("findings", ())],
        )
        self.status = status
        self.kind = str(stated.get("code", ""))
        self.stated = stated


def _finding(one: Mapping[str, Any]) -> Finding:
    return Finding(
        str(one.get("rule", "")),
        str(one.get("message", "")),
        str(one.get("remedy", "")),
        str(one.get("path", "")),
        int(one.get("line", 0)),
        int(one.get("column", 0)),
        Severity(one.get("severity", "error")),
    )


class Unreachable(DaylineError):
    """No answer came from the server."""

    code = "unreachable"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    content: bytes
    headers: Mapping[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """The content as JSON."""
        return json.loads(self.content)

    def header(self, name: str) -> str:
        """A header, "" where there is none."""
        found = {key.casefold(): value for key, value in self.headers.items()}
        return found.get(name.casefold(), "")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


class Transport:
    """A server and a token. Acts carry an Idempotency-Key, so that a try may be repeated."""

    def __init__(self, server: str, token: str, *, timeout: float = TIMEOUT) -> None:
        parts = urlsplit(server)
        if parts.scheme not in ("http", "https") or not parts.netloc or parts.username:
            raise InvalidInput(
                f"{server[:80]!r} is no server.", do="Write it as https://dayline.example.org."
            )
        self._server = f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"
        self._token = token
        self._timeout = timeout
        self._opener = urllib.request.build_opener(_Stay)

    @staticmethod
    def quoted(value: object) -> str:
        """A value as one part of an address."""
        return quote(str(value), safe="")

    def request(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str | None] | None = None,
        body: Any = None,
    ) -> Answer:
        """One request; tried again when no answer came, or when the server says to wait.

        Raises :class:`Problem` and :class:`Unreachable`.
        """
        sent = {name: value for name, value in (headers or {}).items() if value is not None}
        sent |= {"Authorization": f"Bearer {self._token}", "Accept": "application/json, */*"}
        data = None
        if body is not None:
            data = json.dumps(body, ensure_ascii=False).encode()
            sent["Content-Type"] = "application/json"
        elif method in ("POST", "PUT", "PATCH"):
            data = b""
        if method == "POST":
            sent.setdefault("Idempotency-Key", secrets.token_urlsafe(18))
        address = f"{self._server}{path}{_query(query or {})}"
        again = method in ("GET", "POST")
        for tried in range(_TRIES):
            last = tried == _TRIES - 1 or not again
            answer = self._once(method, address, sent, data, last=last)
            if answer is None:
                time.sleep(0.2 * 2**tried)
                continue
            wait = answer.header("Retry-After")
            if answer.status == 429 and not last and wait.isdigit():
                time.sleep(min(int(wait), _LONGEST_WAIT))
                continue
            return _good(answer)
        raise AssertionError("the last try answers or raises")

    def _once(
        self,
        method: str,
        address: str,
        headers: Mapping[str, str],
        data: bytes | None,
        *,
        last: bool,
    ) -> Answer | None:
        """One try; None when no answer came and another try may follow."""
        request = urllib.request.Request(address, data, dict(headers), method=method)  # noqa: S310
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                return Answer(response.status, response.read(), dict(response.headers))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.read(), dict(error.headers))
        except (OSError, http.client.HTTPException) as error:
            if not last:
                return None
            reason = getattr(error, "reason", error)
            raise Unreachable(
                f"{self._server} does not answer: {reason}.",
                kept="An act whose answer did not come may have been done; it is done once only.",
                do="Check DAYLINE_SERVER and the network, then try again.",
            ) from None


def _query(given: Mapping[str, Any]) -> str:
    pairs: list[tuple[str, str]] = []
    for name, value in given.items():
        for one in value if isinstance(value, list | tuple) else [value]:
            if one is not None:
                said = str(one).lower() if isinstance(one, bool) else str(one)
                pairs.append((name, said))
    return f"?{urlencode(pairs)}" if pairs else ""


def _good(answer: Answer) -> Answer:
    if 200 <= answer.status < 300 or answer.status == 304:
        return answer
    try:
        stated = answer.json()
    except ValueError:
        stated = {}
    raise Problem(answer.status, stated if isinstance(stated, dict) else {})
