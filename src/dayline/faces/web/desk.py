"""Where a request sits: which workspace, as whom, when, in which zone."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import quote
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from dayline.accounts.queries import seats
from dayline.base.acting import Acting
from dayline.base.errors import Forbidden
from dayline.base.zones import zone as known_zone
from dayline.faces.now import now
from dayline.journal.database import one_look
from dayline.people.queries import Directory, PersonFact, directory

P = ParamSpec("P")


@dataclass(frozen=True)
class Desk:
    """Who asks, and what they see by: one is made for each request of somebody signed in.

    ``person`` is the id; ``me`` what the directory knows of them. ``now`` stands still during a
    request, so that a page agrees with itself.
    """

    workspace: int
    origin: str
    person: str
    people: Directory
    now: datetime

    @property
    def me(self) -> PersonFact:
        """The person who asks."""
        return self.people.people[self.person]

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which they read times."""
        return known_zone(self.me.zone)

    @property
    def acting(self) -> Acting:
        """The context of an act of theirs."""
        return Acting(self.workspace, self.person, self.now)


def desks(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Middleware: ``request.desk`` is the asking person's desk, or None when nobody signed in.

    What only reads looks up the editions of people and contracts once.
    """

    def with_desk(request: HttpRequest) -> HttpResponse:
        with one_look() if request.method in ("GET", "HEAD") else nullcontext():
            request.desk = _desk(request)  # type: ignore[attr-defined]
            return get_response(request)

    return with_desk


def _desk(request: HttpRequest) -> Desk | None:
    if not request.user.is_authenticated:
        return None
    places = seats(request.user.pk)
    wanted = request.session.get("workspace")
    for place in sorted(places, key=lambda place: place.workspace != wanted):
        people = directory(place.workspace)
        known = people.people.get(place.person)
        if known is not None and known.active:
            return Desk(place.workspace, place.origin, place.person, people, now())
    return None


def seated(
    view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """For views of people who signed in: they get the desk; others are asked to sign in first."""

    @wraps(view)
    def seated_view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        desk: Desk | None = request.desk  # type: ignore[attr-defined]
        if desk is not None:
            return view(request, desk, *args, **kwargs)
        if request.user.is_authenticated:
            raise Forbidden(
                "You have no place in a workspace here.",
                do="Ask an owner of the workspace to invite you.",
            )
        back = quote(request.get_full_path()) if request.method == "GET" else "/"
        return HttpResponseRedirect(f"/signin?next={back}")

    return seated_view


PLACES = (
    ("/", "Today", "g t"),
    ("/board", "Board", "g b"),
    ("/log", "Log", "g l"),
    ("/teams", "Teams", "g m"),
)
"""Where the masthead leads: address, name, and the keys that go there."""


def on_every_page(request: HttpRequest) -> dict[str, Any]:
    """What each template may use: the desk, the theme and the keys that the reader chose."""
    return {
        "desk": getattr(request, "desk", None),
        "places": PLACES,
        "theme": request.COOKIES.get("theme", "") if hasattr(request, "COOKIES") else "",
        "keys": request.COOKIES.get("keys", "") if hasattr(request, "COOKIES") else "",
    }
