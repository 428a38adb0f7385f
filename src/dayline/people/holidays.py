"""Public holidays of 250 countries and their regions, from the library ``holidays``.

The table is that of the installed edition; ``edition`` names it, so that deadlines can be
computed again when it changes.
"""

from __future__ import annotations

import difflib
import warnings
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.metadata import version

from dayline.base.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class PublicHolidays:
    """The public holidays of a country (``GB``) or of one of its regions (``ENG``)."""

    country: str
    region: str = ""

    def __str__(self) -> str:
        return f"{self.country}-{self.region}" if self.region else self.country

    def in_year(self, year: int) -> frozenset[date]:
        """The dates of a year."""
        return frozenset(self.names(year))

    def names(self, year: int) -> dict[date, str]:
        """Date to name. Years for which the table says nothing are empty."""
        return _table(self.country, self.region, year)


@dataclass(frozen=True, slots=True)
class Holidays:
    """The holidays of somebody: public ones of some places, less ``worked``, and ``also`` some."""

    of: tuple[PublicHolidays, ...] = ()
    worked: frozenset[date] = frozenset()
    also: frozenset[date] = frozenset()

    def in_year(self, year: int) -> frozenset[date]:
        """The dates of a year on which the week does not apply."""
        public = frozenset[date]().union(*(place.in_year(year) for place in self.of))
        return (public - self.worked) | {day for day in self.also if day.year == year}


@lru_cache(maxsize=8192)
def _table(country: str, region: str, year: int) -> dict[date, str]:
    # Imported here: 0.1 s that only those pay who have holidays.
    from holidays import country_holidays

    with warnings.catch_warnings():
        # The library warns where moon-sighted holidays are not foretold; the fixed ones it gives.
        warnings.simplefilter("ignore")
        found = country_holidays(country, subdiv=region or None, years=year, expand=False)
    return {day: name for day, name in found.items() if day.year == year}


def public_holidays(code: str) -> PublicHolidays:
    """The holidays that ``GB``, ``GB-ENG`` or ``us-tx`` means.

    Raises :class:`InvalidInput` with the codes that would do.
    """
    country, _, region = code.strip().partition("-")
    known = _places()
    country = country.upper()
    if country not in known:
        hint = "Write GB for the United Kingdom." if country == "UK" else _countries(country)
        raise InvalidInput(f"{code!r} is no country with known holidays.", do=hint)
    if not region:
        return PublicHolidays(country)
    folded = {each.casefold(): each for each in known[country]}
    found = folded.get(region.casefold())
    if found is None:
        choices = ", ".join(f"{country}-{each}" for each in sorted(known[country])) or country
        raise InvalidInput(f"{code!r} is no region of {country}.", do=f"Write one of {choices}.")
    return PublicHolidays(country, found)


def _countries(country: str) -> str:
    near = difflib.get_close_matches(country, _places(), n=3, cutoff=0.5)
    return f"Write a two-letter code such as {', '.join(near) or 'GB'}."


@cache
def _places() -> dict[str, list[str]]:
    from holidays import list_supported_countries

    return {
        country: list(regions)
        for country, regions in list_supported_countries(include_aliases=False).items()
        if country.isupper()
    }


@cache
def edition() -> str:
    """The installed edition of the table, such as ``holidays 0.108``."""
    return f"holidays {version('holidays')}"
