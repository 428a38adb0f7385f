"""What zone a place is in: known, or asked about, never guessed.

``Portland`` is in Oregon or in Maine, ``CST`` is Chicago, Shanghai or Havana, and a London in
Ontario may be a slip of the keyboard. A wrong zone makes every deadline of a person wrong by
hours, and a question costs them one click; so whatever leaves a doubt is an :class:`Ambiguous`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dayline.base.zones import close_names, known_name
from dayline.people import gazetteer
from dayline.people.gazetteer import Region


@dataclass(frozen=True, slots=True)
class Place:
    """A place whose zone is certain."""

    zone: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """A place that has to be asked about: the question, and zones to choose from (may be none)."""

    question: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand a text: the zones it leaves, and whether a known city settled it."""

    zones: tuple[str, ...]
    settled: bool = False


_OFFSET = re.compile(r"(?:utc|gmt)?\s*[+-]\s*[0-9]{1,2}(?::?[0-9]{2})?", re.IGNORECASE)
# Lower case only: OR is Oregon.
_SEVERAL = re.compile(r"\s*(?:[/;&|]|\bor\b|\band\b)\s*")
_ZONE = re.compile(r".*/.*|utc|gmt|[a-z]{3}[0-9][a-z]{3}", re.IGNORECASE)
_SPELLING = re.compile(r"[A-Za-z]+/[A-Za-z_/]+")
_MOST_CANDIDATES = 8


def resolve_place(text: str) -> Place | Ambiguous:
    """The zone of ``Kraków, Poland``, ``Austin, TX`` or ``Europe/London``, or a question.

    Understands IANA names, cities, states and provinces, countries and their codes, in English.
    """
    text = " ".join(text.split())
    if _ZONE.fullmatch(text) and (name := known_name(text)):
        return Place(name)
    if _SPELLING.fullmatch(text) and (near := close_names(text)):
        return Ambiguous(f"There is no time zone {text}. Which one is meant?", near)
    if candidates := gazetteer.abbreviations().get(text.upper()):
        return Ambiguous(f"{text} is short for more than one zone. Which city?", candidates)
    if _OFFSET.fullmatch(text):
        return Ambiguous(f"{text} says nothing about summer time. Which city?")
    parts = [part for part in _SEVERAL.split(text) if part]
    if len(parts) > 1 and not gazetteer.country_codes(text):
        return _several(text, [_one(part) for part in parts])
    return _one(text)


def _several(text: str, found: Sequence[Place | Ambiguous]) -> Place | Ambiguous:
    zones: list[str] = []
    for each in found:
        zones += [each.zone] if isinstance(each, Place) else each.candidates
    if all(isinstance(each, Place) for each in found) and len(set(zones)) == 1:
        return Place(zones[0])
    if not zones:
        return Ambiguous(f"Which time zone is {text} in?")
    return Ambiguous(f"{text} names several places. Which one?", _few(zones))


def _one(text: str) -> Place | Ambiguous:
    tokens = _tokens(text)
    readings = _readings(tokens)
    settled = [reading for reading in readings if reading.settled]
    zones = _few(zone for reading in settled or readings for zone in reading.zones)
    if zones and gazetteer.same_clock(zones):
        return Place(zones[0])
    if zones:
        return Ambiguous(f"{text} may be in more than one time zone. Which one?", zones)
    return Ambiguous(f"Which time zone is {text or 'this'} in?")


def _few(zones: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(zones))[:_MOST_CANDIDATES]


def _tokens(text: str) -> list[str]:
    """The parts of an address; ``Brooklyn, NY USA`` lacks a comma that it needs."""
    tokens = [token.strip() for token in text.split(",") if token.strip()]
    if not tokens or gazetteer.country_codes(tokens[-1]) or gazetteer.regions(tokens[-1]):
        return tokens
    words = tokens[-1].split()
    for cut in range(1, len(words)):
        head, tail = " ".join(words[:cut]), " ".join(words[cut:])
        if gazetteer.country_codes(tail) and (gazetteer.regions(head) or gazetteer.cities(head)):
            return [*tokens[:-1], head, tail]
    return tokens


def _readings(tokens: Sequence[str]) -> list[_Reading]:
    """Every way to read an address from its end."""
    if not tokens:
        return []
    *rest, last = tokens
    found = [_in_region(region, rest, certain=False) for region in gazetteer.regions(last)]
    for country in gazetteer.country_codes(last):
        found += _in_country(country, rest)
    if not rest:
        found += [_Reading((city.zone,)) for city in gazetteer.cities(last)]
    return found


def _in_country(country: str, rest: Sequence[str]) -> list[_Reading]:
    """Readings of what stands before a country: a region, a city, both in one word (New York)."""
    city = rest[0] if rest else ""
    found = [
        _in_region(region, rest[:-1], certain=True)
        for region in (gazetteer.regions(rest[-1]) if rest else ())
        if region.country == country
    ]
    known = [each.zone for each in gazetteer.cities(city) if each.country == country]
    if known and (len(rest) == 1 or not found):
        found.append(_Reading(_few(known), settled=True))
    if not found:
        zones = gazetteer.country_zones(country)
        found.append(_Reading(zones[:1] if gazetteer.same_clock(zones) else zones))
    return found


def _in_region(region: Region, rest: Sequence[str], *, certain: bool) -> _Reading:
    """A city in a region; ``certain`` when the country was named too.

    Without a country, a city that shares its name with one that names a zone elsewhere (London,
    Ontario; Vienna, Virginia) is as likely a slip.
    """
    city = rest[0] if rest else ""
    known = [
        each.zone
        for each in gazetteer.cities(city)
        if each.country == region.country
        and (each.region == region.code or (not each.region and each.zone in region.zones))
    ]
    elsewhere = [
        each.zone
        for each in gazetteer.zone_cities(city)
        if not certain and each.country != region.country
    ]
    return _Reading(_few((*(known or region.zones), *elsewhere)), settled=certain or bool(known))
