"""The OpenAPI document, completed: security, problems, headers, one closed schema for each."""

from __future__ import annotations

from typing import Any

from dayline import __version__
from dayline.accounts.scopes import SCOPES
from dayline.faces.api.operations import OPERATIONS, Operation

_JSON_TEXT: dict[str, Any] = {"type": "string"}
_PROBLEMS = {
    400: "The request cannot be read.",
    401: "No token that holds, and nobody signed in.",
    403: "The role or the token's scopes do not allow it.",
    404: "There is no such thing, or you may not see it.",
    409: "The record's gates or another change stand against it.",
    412: "The record is another by now; both texts are in the answer.",
    413: "Past a limit.",
    415: "Not JSON.",
    422: "A value is not what is asked for.",
    428: "If-Match is missing.",
    429: "Too many requests; Retry-After says how long to wait.",
    500: "A fault of ours, or a journal that does not prove itself.",
}
_ALWAYS = (401, 403, 404, 422, 429, 500)
_WRITES = (400, 409, 413, 415)

ABOUT = """Every action and query of Dayline. What a caller may see and do is what the person may
whose token it is, narrowed by the token's scopes (`x-scope` of each operation).

Refusals are problem documents (RFC 9457); the address in `type` leads to a page that says what it
means. Lists go on with `cursor` from `next`. A record's `ETag` begins with its revision: edits
carry it in `If-Match`. A POST with an `Idempotency-Key` is done once; sent again within a day it is
answered with the same status, headers and bytes."""


def completed(document: dict[str, Any]) -> dict[str, Any]:
    """What ninja wrote, with what every operation shares put in."""
    document["info"] = {
        "title": "Dayline",
        "version": __version__,
        "summary": "Records under contracts, for teams that are not awake at the same time.",
        "description": ABOUT,
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    }
    document["servers"] = [{"url": "/"}]
    parts = document["components"]
    parts["schemas"] |= _schemas()
    parts["securitySchemes"] = _SECURITY
    parts["responses"] = {
        f"Problem{status}": _problem_response(status, text) for status, text in _PROBLEMS.items()
    }
    for methods in document["paths"].values():
        for stated in methods.values():
            _complete(stated, OPERATIONS[stated["operationId"]])
    document["paths"] = dict(sorted(document["paths"].items()))
    tidy: dict[str, Any] = _tidy(document)
    return tidy


_SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token with scopes: "
        + " ".join(f"`{name}`: {text}" for name, text in SCOPES.items()),
    },
    "session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "dayline",
        "description": "The session of a page; acts also need the header X-CSRFToken.",
    },
}


def _complete(stated: dict[str, Any], known: Operation) -> None:
    for one in stated.get("parameters", ()):
        _without_null(one)
    stated["security"] = [{"token": []}, {"session": []}]
    responses = stated["responses"]
    success = responses[str(known.status)]
    if known.media_type != "application/json":
        binary = {"type": "string"}
        success["content"] = {known.media_type: {"schema": binary}}
    success["headers"] = _HEADERS | ({"ETag": _ETAG} if known.method == "GET" else {})
    if known.status == 201:
        success["headers"] = success["headers"] | {"Location": _LOCATION}
    statuses = [*_ALWAYS, *(_WRITES if known.method != "GET" else ())]
    if known.method == "GET":
        responses["304"] = {"description": "The asker has these very bytes already."}
        stated.setdefault("parameters", []).append(_if_none_match())
    if known.needs_match:
        statuses += [412, 428]
    if known.etag and known.method != "GET":
        stated.setdefault("parameters", []).append(_if_match())
        statuses.append(412)
    if known.method == "POST":
        stated.setdefault("parameters", []).append(_idempotency_key())
    for status in sorted(set(statuses)):
        responses[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    stated["responses"] = dict(sorted(responses.items()))


def _without_null(parameter: dict[str, Any]) -> None:
    """A parameter is there or not there; it cannot be null."""
    choices = parameter["schema"].pop("anyOf", None)
    if choices is not None:
        (only,) = [one for one in choices if one.get("type") != "null"]
        parameter["schema"] |= only


_HEADERS: dict[str, Any] = {
    "RateLimit": {
        "description": "What is left of the allowance, and when it is full again.",
        "schema": _JSON_TEXT,
    },
    "RateLimit-Policy": {"description": "The allowance.", "schema": _JSON_TEXT},
}
_ETAG = {"description": "Stands for these bytes; of a record it begins with its revision.",
         "schema": _JSON_TEXT}  # fmt: skip
_LOCATION = {"description": "Where what was made is.", "schema": _JSON_TEXT}


def _if_none_match() -> dict[str, Any]:
    return {
        "in": "header",
        "name": "If-None-Match",
        "required": False,
        "description": "ETags of what the asker has; 304 when it is still so.",
        "schema": _JSON_TEXT,
    }


def _if_match() -> dict[str, Any]:
    return {
        "in": "header",
        "name": "If-Match",
        "required": False,
        "description": "The ETag of the record as it was read. PUT of a text cannot do without.",
        "schema": _JSON_TEXT,
    }


def _idempotency_key() -> dict[str, Any]:
    return {
        "in": "header",
        "name": "Idempotency-Key",
        "required": False,
        "description": "A name for this act, unique to it: sent again, it is answered again.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    }


def _problem_response(status: int, text: str) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "description": text,
        "content": {"application/problem+json": {"schema": {"$ref": _ref("Problem")}}},
    }
    if status == 429:
        answer["headers"] = {
            "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}
        }
    return answer


def _ref(name: str) -> str:
    return f"#/components/schemas/{name}"


def _schemas() -> dict[str, Any]:
    text = {"type": "string"}
    finding = {
        "rule": text,
        "message": text,
        "remedy": text,
        "path": text,
        "line": {"type": "integer"},
        "column": {"type": "integer"},
        "severity": {"type": "string", "enum": ["error", "warning", "note"]},
    }
    problem = {
        "type": {"type": "string", "format": "uri"},
        "title": text,
        "status": {"type": "integer"},
        "detail": text,
        "code": text,
        "kept": {"type": "string", "description": "What is safe."},
        "do": {"type": "string", "description": "The next step."},
        "findings": {"type": "array", "items": {"$ref": _ref("ProblemFinding")}},
        "theirs": {"type": "string", "description": "Of a conflict: the text as it stands."},
        "yours": {"type": "string", "description": "Of a conflict: the text that was sent."},
    }
    needed = [name for name in problem if name not in ("theirs", "yours")]
    return {
        "Problem": _closed(problem, needed),
        "ProblemFinding": _closed(finding, list(finding)),
    }


def _closed(members: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": members,
        "required": required,
        "additionalProperties": False,
    }


def _tidy(value: Any, *, named: bool = False) -> Any:
    """Without the titles that pydantic makes of names: they say nothing."""
    if isinstance(value, list):
        return [_tidy(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _tidy(one, named=key in ("properties", "schemas"))
        for key, one in value.items()
        if named or key != "title" or not isinstance(one, str) or "summary" in value
    }
