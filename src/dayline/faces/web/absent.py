"""The page in the place of a record that is not there for the reader: what they may have meant.

What one may not see reads exactly like what does not exist, since all that stands on the page is
made of what the reader may see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from dayline.base.ids import Ref, parse_ref
from dayline.contracts.queries import Registry, registry
from dayline.faces.statuses import status_of
from dayline.faces.web.desk import Desk
from dayline.faces.web.record.references import state_class, state_title
from dayline.records.missing import NoRecord
from dayline.records.nearest import nearest
from dayline.records.queries import Record


@dataclass(frozen=True, slots=True)
class Offered:
    """A record that may be meant, and the word for where it stands."""

    record: Record
    state: str
    state_class: str


def absent(request: HttpRequest, desk: Desk, error: NoRecord) -> HttpResponse:
    """The page of an id that nothing is called which the reader may see."""
    contracts = registry(desk.workspace)
    wanted = parse_ref(error.key)
    near, namesakes = nearest(desk.workspace, wanted, person=desk.person) if wanted else ([], [])
    kind, title = _kind(wanted, near, contracts)
    context = {
        "error": error,
        "status": status_of(error),
        "near": _offered(near, contracts),
        "namesakes": _offered(namesakes, contracts),
        "number": wanted.number if wanted else 0,
        "kind": kind,
        "title": title,
    }
    return render(request, "pages/absent.html", context, status=status_of(error))


def _kind(wanted: Ref | None, near: list[Record], contracts: Registry) -> tuple[str, str]:
    """The kind that ids of such a prefix have, and its title; empty where none is known."""
    contract = contracts.with_prefix(wanted.prefix) if wanted else None
    name = contract.name if contract else near[0].kind if near else ""
    versions = contracts.versions.get(name)
    return (name, versions[-1].title) if versions else ("", "")


def _offered(records: Iterable[Record], contracts: Registry) -> list[Offered]:
    return [Offered(one, state_title(contracts, one), state_class(one)) for one in records]
