"""Operations on contracts: the registry of how people write to one another."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Status

from dayline.base.errors import NotFound
from dayline.contracts.actions import publish
from dayline.contracts.compat import changes
from dayline.contracts.language import parse_contract
from dayline.contracts.queries import InForce, in_force, registry
from dayline.contracts.terms import Contract
from dayline.faces.api.caller import desk_of
from dayline.faces.api.cursors import pack, unpack
from dayline.faces.api.operations import BODY_LIMIT, operation
from dayline.faces.api.shapes import people as shapes
from dayline.faces.api.shapes.base import Cursor, Limit
from dayline.records.usage import field_usage

router = Router()
Name = Annotated[str, Path(..., min_length=1, max_length=80, description="Such as handoff.")]
Version = Annotated[int | None, Query(None, ge=1, le=100_000)]


def _head(one: InForce) -> dict[str, Any]:
    return {
        "contract": one.ref,
        "name": one.name,
        "version": one.version,
        "prefix": one.prefix,
        "title": one.title,
        "purpose": one.purpose,
    }


@operation(router, "GET", "/contracts", scope="read", answers=shapes.Contracts)
def list_contracts(request: HttpRequest, cursor: Cursor, limit: Limit) -> Any:
    """List every contract version in force."""
    after = unpack(cursor, str, int)
    found = in_force(desk_of(request).workspace)
    rest = [one for one in found if after is None or (one.name, one.version) > after]
    last = rest[limit - 1] if len(rest) > limit else None
    return {
        "items": [_head(one) for one in rest[:limit]],
        "next": pack(last.name, last.version) if last else None,
    }


@operation(router, "GET", "/contracts/{name}", scope="read", answers=shapes.Contract)
def get_contract(request: HttpRequest, name: Name, version: Version) -> Any:
    """Read a contract with its text; by default its newest version."""
    versions = [one for one in in_force(desk_of(request).workspace) if one.name == name]
    found = [one for one in versions if version in (None, one.version)]
    if not found:
        raise NotFound(f"There is no contract {name}.", do="See: GET /api/v1/contracts.")
    return {
        **_head(found[-1]),
        "text": found[-1].text,
        "versions": [one.version for one in versions],
    }


@operation(
    router, "POST", "/contracts", scope="admin", answers=shapes.ContractHead, status=201,
    limit=BODY_LIMIT,
)  # fmt: skip
def publish_contract(
    request: HttpRequest, response: HttpResponse, payload: shapes.NewContract
) -> Any:
    """Release a contract version. It never changes again, and must keep what others rely on."""
    made = publish(desk_of(request).acting, payload.text, path="contract", mode=payload.mode)
    response.headers["Location"] = f"/api/v1/contracts/{made.name}?version={made.version}"
    stated = InForce(made.name, made.version, made.prefix, made.title, made.purpose, "")
    return Status(201, _head(stated))


@operation(router, "GET", "/contracts/{name}/diff", scope="read", answers=shapes.Changes)
def diff_contracts(
    request: HttpRequest,
    name: Name,
    old: Annotated[int, Query(..., ge=1, le=100_000)],
    new: Annotated[int, Query(..., ge=1, le=100_000)],
) -> Any:
    """Show what changes for readers between two versions of a contract."""
    contracts = registry(desk_of(request).workspace)
    return _changes(contracts.named(f"{name}/{old}"), contracts.named(f"{name}/{new}"))


@operation(
    router, "POST", "/contracts/{name}/comparison", scope="read", answers=shapes.Changes,
    limit=BODY_LIMIT,
)  # fmt: skip
def compare_contract(request: HttpRequest, name: Name, payload: shapes.ContractText) -> Any:
    """Show what a contract text would change against the newest version. Changes nothing."""
    newest = registry(desk_of(request).workspace).latest(name)
    return _changes(newest, parse_contract(payload.text, path="contract"))


def _changes(old: Contract, new: Contract) -> dict[str, Any]:
    return {
        "old": old.ref,
        "new": new.ref,
        "items": [
            {
                "kind": one.kind,
                "where": one.where,
                "message": one.message,
                "remedy": one.remedy,
                "breaks": sorted(one.breaks),
                "question": one.question or "",
                "line": one.line,
            }
            for one in changes(old, new)
        ],
    }


@operation(router, "GET", "/contracts/{name}/usage", scope="read", answers=shapes.Usages)
def get_usage(
    request: HttpRequest, name: Name, field: Annotated[str, Query("", max_length=80)]
) -> Any:
    """List which records that you may see fill which fields of a contract."""
    desk = desk_of(request)
    used = field_usage(desk.workspace, name, person=desk.person)
    return {
        "contract": registry(desk.workspace).latest(name).ref,
        "items": [
            {"field": key, "records": refs} for key, refs in used.items() if field in ("", key)
        ],
    }
