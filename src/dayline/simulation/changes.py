"""What if: an organisation with something changed, for a play beside the present one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

from dayline.base.calendars import week
from dayline.base.errors import InvalidInput
from dayline.people.shifts import read_week
from dayline.simulation.limits import (
    COUNTS,
    MOST_PEOPLE,
    MOST_PIECES,
    MOST_QUESTIONS,
    SHARES,
    least,
    most,
)
from dayline.simulation.organisation import Area, Habits, Organisation, Site

_NUMBER = re.compile(r"([+-]?)([0-9]+(?:\.[0-9]+)?)(%?)")
_FORMS = (
    "owns=AREA:SITE, owns=each-site, engineers=SITE:+2, hours=SITE:mon-fri 07:00-15:00, "
    "arrives=WORK:+20%, asks=AREA>AREA:0.1, or a habit such as loss=0.1"
)


def changed(organisation: Organisation, texts: Sequence[str]) -> Organisation:
    """The organisation after all changes, in their order.

    Raises :class:`InvalidInput` for a change that says nothing.
    """
    for text in texts:
        verb, mark, what = text.partition("=")
        if not mark:
            raise InvalidInput(f"{text!r} is no change.", do=f"Write {_FORMS}.")
        organisation = _change(organisation, verb.strip(), what.strip())
    if organisation.people > MOST_PEOPLE:
        raise InvalidInput(f"That makes {organisation.people} people.",
                           do=f"Stay at {MOST_PEOPLE} or fewer.")  # fmt: skip
    arguments = [part for text in texts for part in ("--what-if", text)]
    return replace(organisation, arguments=(*organisation.arguments, *arguments))


def _change(organisation: Organisation, verb: str, what: str) -> Organisation:
    if verb == "owns":
        return _owns(organisation, what)
    if verb == "asks":
        return _asks(organisation, what)
    if verb == "arrives":
        name, value = _pair(what)
        _one_of("kind of work", name, [work.name for work in organisation.work])
        work = tuple(
            replace(each, per_week=_number(value, each.per_week, most=MOST_PIECES))
            if each.name == name
            else each
            for each in organisation.work
        )
        return replace(organisation, work=work)
    if verb in ("engineers", "hours"):
        name, value = _pair(what)
        _one_of("site", name, [site.name for site in organisation.sites])
        sites = tuple(
            _site(site, verb, value) if site.name == name else site for site in organisation.sites
        )
        return _with_owners(replace(organisation, sites=sites))
    return _habit(organisation, verb, what)


def _with_owners(organisation: Organisation) -> Organisation:
    """Whoever owns an area must be able to work on it."""
    idle = {site.name for site in organisation.sites if not site.engineers}
    for area in organisation.areas:
        for owner in idle.intersection(area.owners):
            raise InvalidInput(
                f"{owner} owns {area.name} and would have no engineers.",
                do=f"Give it away first: --what-if owns={area.name}:SITE.",
            )
    return organisation


def _pair(what: str) -> tuple[str, str]:
    name, mark, value = what.partition(":")
    if not mark or not name.strip() or not value.strip():
        raise InvalidInput(f"{what!r} names no value.", do=f"Write {_FORMS}.")
    return name.strip(), value.strip()


def _one_of(what: str, name: str, known: Sequence[str]) -> None:
    if name not in known:
        raise InvalidInput(f"There is no {what} {name!r}.", do=f"Write one of {', '.join(known)}.")


def _number(text: str, now: float, *, most: float, least: float = 0, share: bool = False) -> float:
    """A value, or a step from the present one: ``6``, ``+2``, ``-20%``.

    ``20%`` without a sign is a value where a share is wanted, and nothing elsewhere.
    """
    match = _NUMBER.fullmatch(text)
    if match is None or (match[3] and not match[1] and not share):
        raise InvalidInput(f"{text!r} is no number here.", do="Write 6, +2 or -20%.")
    per_cent = now / 100 if match[1] else 0.01
    amount = float(match[2]) * (per_cent if match[3] else 1)
    found = now + amount if match[1] == "+" else now - amount if match[1] == "-" else amount
    if not least <= found <= most:
        makes = f"{text} makes {found:g}." if match[1] else f"{text} is out of range."
        raise InvalidInput(makes, do=f"Stay between {least:g} and {most:,g}.")
    return found


def _whole(text: str, found: float) -> int:
    if found != int(found):
        raise InvalidInput(f"{text} makes {found:g}.", do="Choose one that makes a whole number.")
    return int(found)


def _owns(organisation: Organisation, what: str) -> Organisation:
    if what == "each-site":
        areas = tuple(
            replace(area, owners=(best_owner(organisation, area),)) for area in organisation.areas
        )
        return replace(organisation, areas=areas)
    name, value = _pair(what)
    _one_of("area", name, [area.name for area in organisation.areas])
    owners = tuple(owner.strip() for owner in value.split("+"))
    for owner in owners:
        _one_of("site", owner, [site.name for site in organisation.sites if site.engineers])
    areas = tuple(
        replace(area, owners=owners) if area.name == name else area for area in organisation.areas
    )
    return replace(organisation, areas=areas)


def best_owner(organisation: Organisation, area: Area) -> str:
    """Of the owners of an area, the site that would have the fewest questions for other sites.

    Only an area with several owners can change; the first of equals stays.
    """

    def asked_elsewhere(owner: str) -> float:
        near = {each.name for each in organisation.areas if owner in each.owners}
        return sum(mean for target, mean in area.asks.items() if target not in near)

    return min(area.owners, key=asked_elsewhere)


def _asks(organisation: Organisation, what: str) -> Organisation:
    names, value = _pair(what)
    name, mark, target = (part.strip() for part in names.partition(">"))
    if not mark:
        raise InvalidInput(f"{what!r} names no two areas.", do="Write asks=ledger>risk:0.1.")
    _one_of("area", name, [area.name for area in organisation.areas])
    area = organisation.area(name)
    _one_of("question", target, list(area.asks))
    others = sum(area.asks.values()) - area.asks[target]
    mean = _number(value, area.asks[target], most=MOST_QUESTIONS - others, share=True)
    asks = {**area.asks, target: mean}
    areas = tuple(
        replace(each, asks=asks) if each.name == name else each for each in organisation.areas
    )
    return replace(organisation, areas=areas)


def _site(site: Site, verb: str, value: str) -> Site:
    if verb == "engineers":
        return replace(
            site, engineers=_whole(value, _number(value, site.engineers, most=MOST_PEOPLE))
        )
    try:
        weeks = (week(read_week(value)),)
    except ValueError as error:
        raise InvalidInput(f"{error}.", do="Write hours=SITE:mon-fri 07:00-15:00.") from None
    if not any(weeks[0]):
        raise InvalidInput(f"{site.name} would never work.", do="Give it a week.")
    return replace(site, calendar=replace(site.calendar, weeks=weeks))


def _habit(organisation: Organisation, name: str, value: str) -> Organisation:
    known = [each.name for each in fields(Habits) if each.name != "shape"]
    if name not in known:
        raise InvalidInput(f"{name!r} cannot be changed.", do=f"Write {_FORMS}.")
    now: float = getattr(organisation.habits, name)
    found = _number(value, now, most=most(name), least=least(name), share=name in SHARES)
    kept: dict[str, Any] = {name: _whole(value, found) if name in COUNTS else found}
    return replace(organisation, habits=replace(organisation.habits, **kept))
