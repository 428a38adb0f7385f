"""An embedding endpoint that speaks OpenAI's protocol: ``POST BASE/embeddings``.

What is sent leaves this machine, so nobody calls this unless a workspace's operator has named the
endpoint; who may send which texts is decided by those who call.
"""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit

import numpy as np

from dayline.base.errors import DaylineError, InvalidInput
from dayline.embedding.embedder import Vectors, unit

TIMEOUT = 20.0
"""Seconds for connecting, and for each answer to begin."""
AT_ONCE = 64
"""Texts in one request."""
_LONGEST_TEXT = 8_000  # characters; endpoints refuse what is past their limit of tokens
_LARGEST_ANSWER = 64 * 2**20
_GO_ON = "Search goes on by words, and by the vectors that are there."


class Endpoint:
    """``base`` is such as ``https://host/v1``; redirects are not followed."""

    outside = True

    def __init__(self, base: str, model: str, *, key: str = "", timeout: float = TIMEOUT) -> None:
        parts = _address(base)
        if not (key.isascii() and key.isprintable()):
            raise InvalidInput(
                "The key of the embedding endpoint holds characters that no key has.",
                kept="Nothing was sent.",
                do="Copy it into DAYLINE_EMBEDDING_KEY once more: letters, digits and signs only.",
            )
        if not model:
            raise DaylineError(
                "No model is named for the embedding endpoint.",
                kept="Nothing was sent.",
                do="Set DAYLINE_EMBEDDING_MODEL to one that the endpoint offers.",
            )
        self.name = f"{parts.hostname}/{model}"
        self._parts = parts
        self._model = model
        self._key = key
        self._timeout = timeout

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row for each text; an endpoint that fails is a refusal that says what it said."""
        parts = [self._ask(texts[at : at + AT_ONCE]) for at in range(0, len(texts), AT_ONCE)]
        if len({part.shape[1] for part in parts}) > 1:
            raise self._refused("answered vectors of several lengths")
        return np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)

    def _ask(self, texts: Sequence[str]) -> Vectors:
        # An empty text is refused by most endpoints, and means nothing to any.
        given = [text[:_LONGEST_TEXT].strip() or "-" for text in texts]
        answer = self._post({"model": self._model, "input": given, "encoding_format": "float"})
        try:
            told = sorted(answer["data"], key=lambda one: int(one["index"]))
            rows = np.array([one["embedding"] for one in told], dtype=np.float32)
        except (KeyError, TypeError, ValueError) as error:
            raise self._refused("answered something that is no list of vectors") from error
        if rows.ndim != 2 or len(rows) != len(texts) or not np.isfinite(rows).all():
            raise self._refused(f"answered {len(rows)} vectors for {len(texts)} texts")
        return unit(rows)

    def _post(self, question: dict[str, Any]) -> Any:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        connection = self._connection()
        try:
            path = self._parts.path.rstrip("/") + "/embeddings"
            connection.request("POST", path, json.dumps(question).encode(), headers)
            response = connection.getresponse()
            body = response.read(_LARGEST_ANSWER)
        except (OSError, http.client.HTTPException) as error:
            raise self._refused(f"did not answer ({type(error).__name__})") from error
        finally:
            connection.close()
        if response.status != 200:
            raise self._refused(f"answered {response.status}")
        try:
            return json.loads(body)
        except ValueError as error:
            raise self._refused("answered something that is no JSON") from error

    def _connection(self) -> http.client.HTTPConnection:
        host, port = str(self._parts.hostname), self._parts.port
        if self._parts.scheme == "http":
            return http.client.HTTPConnection(host, port, timeout=self._timeout)
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(host, port, timeout=self._timeout, context=context)

    def _refused(self, what: str) -> DaylineError:
        return DaylineError(
            f"The embedding endpoint {self._parts.hostname} {what}.",
            kept=_GO_ON,
            do="Look at DAYLINE_EMBEDDING, its model and its key; it is tried again by itself.",
        )


def _address(base: str) -> SplitResult:
    """The parts of an endpoint's address; what could not be connected to is refused here."""
    try:
        parts = urlsplit(base)
        host = str(parts.hostname or "").encode("idna")
        is_one = parts.scheme in {"http", "https"} and bool(host) and parts.port != 0
    except ValueError:  # of a port that is no number, an open bracket, a name that is no host's
        is_one = False
    if not is_one or parts.username or not parts.path.isascii():
        raise InvalidInput(
            f"{base[:80]!r} is no address of an embedding endpoint.",
            kept="Nothing was sent.",
            do="Give it as https://host/v1, and the key in DAYLINE_EMBEDDING_KEY.",
        )
    return parts
