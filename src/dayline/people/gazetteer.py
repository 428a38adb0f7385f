"""The places that Dayline knows.

Countries and their zones come from the time zone database, regions and cities from the lists in
``place_names``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from dayline.base.micros import to_micros
from dayline.base.zones import segments


@dataclass(frozen=True, slots=True)
class Region:
    """A state or province, and its zones, that of most of its people first."""

    country: str
    code: str
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class City:
    """A city that is known; ``region`` is empty where a country needs none."""

    country: str
    region: str
    zone: str


# Letters that do not fall apart into a base and an accent.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d"})


def folded(name: str) -> str:
    """A name for comparing: without accents, dots and case; ``St.`` is Saint."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    words = "".join(c for c in plain if c.isalnum() or c in " '").split()
    return " ".join("saint" if word == "st" else word for word in words).translate(_LETTERS)


def country_codes(name: str) -> tuple[str, ...]:
    """The countries that a name or a two-letter code may mean."""
    return _countries().get(folded(name), ())


def country_zones(code: str) -> tuple[str, ...]:
    """The zones of a country."""
    return tuple(zone for country, zone in _zone_table() if country == code)


def regions(name: str) -> tuple[Region, ...]:
    """The states and provinces that a name or a code may mean."""
    return _regions().get(folded(name), ())


def cities(name: str) -> tuple[City, ...]:
    """The known cities of a name."""
    return _cities().get(folded(name), ())


def zone_cities(name: str) -> tuple[City, ...]:
    """The cities of a name after which a zone is called: Europe/London."""
    return _zone_cities().get(folded(name), ())


def abbreviations() -> dict[str, tuple[str, ...]]:
    """What people write for a zone, and the zones that answer to it."""
    return _abbreviations()


def known_names() -> frozenset[str]:
    """Every name of a region or a city, folded."""
    return frozenset(_regions()) | frozenset(_cities())


@cache
def same_clock(zones: tuple[str, ...]) -> bool:
    """Whether the clocks of all the zones show the same from 2025 on."""
    start, stop = (to_micros(datetime(year, 1, 1, tzinfo=UTC)) for year in (2025, 2037))
    return len({segments(zone, start, stop) for zone in zones}) == 1


@cache
def _countries() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    names = [line.split("\t") for line in _tzdata("iso3166.tab")]
    names += [[line[:2], name] for line in _listed("countries") for name in line[3:].split(", ")]
    for code, name in names:
        for key in (folded(name), code.casefold()):
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), code)))
    return found


@cache
def _zone_table() -> tuple[tuple[str, str], ...]:
    rows = (line.split("\t") for line in _tzdata("zone.tab"))
    return tuple((row[0], row[2]) for row in rows)


@cache
def _regions() -> dict[str, tuple[Region, ...]]:
    found: dict[str, tuple[Region, ...]] = {}
    for line in _listed("regions"):
        stated, zones = line.split(": ")
        country, code, names = stated.split(" ", 2)
        region = Region(country, code, tuple(zones.split()))
        for name in (code, *names.split(", ")):
            found[folded(name)] = (*found.get(folded(name), ()), region)
    return found


@cache
def _cities() -> dict[str, tuple[City, ...]]:
    found: dict[str, tuple[City, ...]] = dict(_zone_cities())
    codes = {(each.country, each.code): each for same in _regions().values() for each in same}
    for line in _listed("cities"):
        stated, names = line.split(": ")
        country, code, zone = stated.split()
        if zone == "-":
            owner = codes.get((country, code))
            zone = owner.zones[0] if owner else country_zones(country)[0]
        city = City(country, "" if code == "-" else code, zone)
        for name in names.split(", "):
            known = list(found.get(folded(name), ()))
            # The list knows the region of a city that the database knows only by its zone.
            unplaced = City(country, "", zone)
            place = known.index(unplaced) if unplaced in known else len(known)
            found[folded(name)] = (*known[:place], city, *known[place + 1 :])
    return found


@cache
def _zone_cities() -> dict[str, tuple[City, ...]]:
    found: dict[str, tuple[City, ...]] = {}
    for country, zone in _zone_table():
        name = folded(zone.rsplit("/", 1)[-1].replace("_", " "))
        found[name] = (*found.get(name, ()), City(country, "", zone))
    return found


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    rows = (line.split(": ") for line in _listed("abbreviations"))
    return {name: tuple(zones.split()) for name, zones in rows}


def _listed(name: str) -> Iterator[str]:
    return _lines(resources.files("dayline.people").joinpath("place_names", f"{name}.txt"))


def _tzdata(name: str) -> Iterator[str]:
    return _lines(resources.files("tzdata").joinpath("zoneinfo", name))


def _lines(file: Traversable) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
