"""The API as Django serves it: every operation behind the gate, refusals as problems."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.renderers import BaseRenderer

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.findings import Finding
from dayline.faces.api import problems
from dayline.faces.api.compact import compact
from dayline.faces.api.document import completed
from dayline.faces.api.etags import conditional
from dayline.faces.api.gate import guarded
from dayline.faces.api.operations import OPERATIONS, Operation
from dayline.faces.api.routes import ROUTERS

PREFIX = "api/v1"


class _Compact(BaseRenderer):
    """JSON without blanks, text as it is."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:  # noqa: ARG002
        return compact(data)


def _made() -> NinjaAPI:
    api = NinjaAPI(
        title="Dayline",
        version="1",
        docs_url=None,
        openapi_url=None,
        urls_namespace="api",
        renderer=_Compact(),
    )
    for tag, router in ROUTERS.items():
        api.add_router("", router, tags=[tag])

    @api.exception_handler(DaylineError)
    def refused(request: HttpRequest, error: DaylineError) -> HttpResponse:  # noqa: ARG001
        return problems.problem(error)

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
        return problems.problem(_not_understood(error))

    @api.exception_handler(HttpError)
    def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
        return problems.problem(
            problems.Malformed(
                "The body could not be read as JSON.",
                kept="Nothing was changed.",
                do="Send JSON in UTF-8.",
            )
        )

    @api.exception_handler(Exception)
    def broken(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
        raise error

    return api


def _not_understood(error: ValidationError) -> InvalidInput:
    """What pydantic found, as findings that name the member."""
    findings = []
    for one in error.errors[:20]:
        place = ".".join(str(part) for part in one.get("loc", ()) if part != "payload")
        said = str(one.get("msg", "is not valid"))
        findings.append(Finding("member-invalid", f"{place}: {said}.", _REMEDY, path=place))
    return InvalidInput(
        "The request does not have the form that is asked for.",
        kept="Nothing was changed.",
        do="Mend what the findings name and send it again.",
        findings=findings,
    )


_REMEDY = "See the operation's schema in /api/v1/openapi.json."

_api = _made()


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document, as a value; not to be changed."""
    made: dict[str, Any] = json.loads(json.dumps(_api.get_openapi_schema(path_prefix=PREFIX)))
    return completed(made)


@cache
def _document_bytes() -> bytes:
    return json.dumps(document(), ensure_ascii=False, separators=(",", ":")).encode()


def openapi(request: HttpRequest) -> HttpResponse:
    """The document as it is served. It holds nothing of a workspace, so anybody may read it."""
    if request.method not in ("GET", "HEAD"):
        response = problems.problem(
            problems.MethodNotAllowed("This address is for reading.", do="Use GET.")
        )
        response.headers["Allow"] = "GET, HEAD"
        return response
    response = HttpResponse(_document_bytes(), content_type="application/json")
    response.headers["Cache-Control"] = "public, max-age=300"
    return conditional(request, response)


def _parameters() -> dict[str, set[str]]:
    """The names of the query parameters of each operation."""
    return {
        stated["operationId"]: {
            one["name"] for one in stated.get("parameters", ()) if one["in"] == "query"
        }
        for methods in document()["paths"].values()
        for stated in methods.values()
    }


def _patterns() -> list[URLPattern]:
    known = _parameters()
    patterns = []
    for found in _api._get_urls():  # noqa: SLF001 -- ninja's urls, without its own root page
        if not isinstance(found, URLPattern) or found.name == "api-root":
            continue
        by_method = _by_method(str(found.pattern))
        if by_method:
            view = guarded(found.callback, by_method, known)
            patterns.append(URLPattern(found.pattern, view, found.default_args, found.name))
    return patterns


def _by_method(route: str) -> dict[str, Operation]:
    """The operations of one address. Django writes ``<str:ref>`` where ninja has ``{ref}``."""
    return {
        one.method: one for one in OPERATIONS.values() if _django(one.path) == route.lstrip("/")
    }


def _django(ninja_path: str) -> str:
    from ninja.utils import normalize_path

    changed = normalize_path(ninja_path).lstrip("/")
    return changed.replace("{", "<").replace("}", ">")


urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    *_patterns(),
    path("<path:rest>", lambda request, rest: problems.not_here(request)),  # noqa: ARG005
    path("", problems.not_here),
]
