"""The file form of an organisation that is to be planned. Pure.

sites:
  london: {zone: Europe/London, week: mon-fri 9-18, capacity: 60}
  austin: {zone: America/Chicago, capacity: 60}
areas:
  ledger: {owner: london, load: 25, transfer: 80}
  refunds: {owner: london, load: 15, transfer: 30, only: [london, austin]}
work:
  - {site: austin, area: refunds, often: 6}
together:
  - {areas: [ledger, refunds], often: 2}
hours_per_handoff: 1.5
"""

from __future__ import annotations

from typing import Any

from dayline.base import strict_yaml
from dayline.base.errors import InvalidInput
from dayline.base.findings import Finding
from dayline.base.hours import Hours, hours
from dayline.base.strict_yaml import Marked
from dayline.people.schedule_text import schedule_of
from dayline.practices.ownership.hours import gaps
from dayline.practices.ownership.terms import HOURS_PER_HANDOFF, Area, Organisation, Site

_KEYS = ("sites", "areas", "work", "together", "hours_per_handoff")
_MOST = 200
_PLACE_KEYS = ("zone", "place", "week", "holidays")


def read_organisation(text: str, start: int, *, path: str = "") -> Organisation:
    """The organisation that a YAML text states; ``start`` is the instant from which hours count.

    Raises :class:`InvalidInput` with every finding at once, each with its line.
    """
    reader = _Reader(strict_yaml.load(text, path=path), path)
    found = reader.organisation(start)
    if reader.findings or found is None:
        raise InvalidInput(
            f"{path or 'The file'} describes no organisation that can be planned.",
            do="Mend what is listed. The form is in docs/guide/ownership.md.",
            findings=reader.findings,
        )
    return found


class _Reader:
    def __init__(self, marked: Marked, path: str) -> None:
        self.value = marked.value if isinstance(marked.value, dict) else {}
        self.lines, self.path = marked.lines, path
        self.findings: list[Finding] = []
        for key in self.value:
            if key not in _KEYS:
                self.wrong(f"`{key}` is no key here.", f"Use {', '.join(_KEYS)}.", key)

    def wrong(self, what: str, remedy: str, *at: str | int) -> None:
        line = self.lines.get(at) or (self.lines.get(at[:1]) if at else None) or 1
        self.findings.append(Finding("organisation", what, remedy, self.path, line))

    def organisation(self, start: int) -> Organisation | None:
        """All of it; None where what is there cannot even be put together."""
        sites, known = self.sites()
        areas = self.areas({one.id for one in sites})
        if not sites or not areas:
            self.wrong("Sites and areas are needed.", "State at least one of each.")
            return None
        names = {one.id for one in areas}
        work = self.counted("work", ("site", "area"), ({one.id for one in sites}, names))
        ties = self.counted("together", ("areas",), (names,))
        per = self.number(self.value.get("hours_per_handoff", HOURS_PER_HANDOFF),
                          "hours_per_handoff")  # fmt: skip
        return Organisation(
            tuple(sites), tuple(areas), work, ties, gaps(known, start), per or HOURS_PER_HANDOFF
        )

    def table(self, name: str) -> dict[str, dict[str, Any]]:
        value = self.value.get(name)
        if not isinstance(value, dict):
            return {}
        if len(value) > _MOST:
            self.wrong(f"More than {_MOST} {name}.", "Plan a part of it at a time.", name)
            return {}
        rows = {}
        for key, row in value.items():
            if isinstance(row, dict):
                rows[str(key)] = row
            else:
                self.wrong(f"`{key}` says nothing.", "Write {key: value}.", name, key)
        return rows

    def sites(self) -> tuple[list[Site], dict[str, Hours]]:
        found, known = [], {}
        for key, row in self.table("sites").items():
            place = {name: row[name] for name in _PLACE_KEYS if name in row}
            try:
                known[key] = hours(schedule_of(place, path=self.path).awake)
            except InvalidInput as error:
                said = "; ".join(one.message for one in error.findings) or error.what
                self.wrong(f"The hours of {key}: {said}", "See docs/reference/calendars.md.",
                           "sites", key)  # fmt: skip
                continue
            capacity = self.number(row.get("capacity"), "sites", key, "capacity")
            found.append(Site(key, capacity))
        return found, known

    def areas(self, sites: set[str]) -> list[Area]:
        found = []
        for key, row in self.table("areas").items():
            owner = str(row.get("owner", ""))
            only = row.get("only", [])
            named = [str(one) for one in only] if isinstance(only, list) else [str(only)]
            for one in [owner, *named]:
                if one not in sites:
                    self.wrong(f"{key}: there is no site `{one}`.", "Name one of the sites.",
                               "areas", key)  # fmt: skip
            load = self.number(row.get("load"), "areas", key, "load")
            transfer = self.number(row.get("transfer", 0), "areas", key, "transfer")
            found.append(
                Area(key, owner, load, transfer, frozenset(named), stays=row.get("stays") is True)
            )
        return found

    def counted(
        self, name: str, keys: tuple[str, ...], known: tuple[set[str], ...]
    ) -> dict[tuple[str, str], float]:
        """The rows of ``work`` or ``together``: two names and how often in a week."""
        found: dict[tuple[str, str], float] = {}
        rows = self.value.get(name, [])
        for place, row in enumerate(rows if isinstance(rows, list) else []):
            named = self._named(row, keys)
            sets = known if len(known) == 2 else (*known, *known)
            if len(named) != 2 or any(one not in of for one, of in zip(named, sets, strict=True)):
                self.wrong(f"Row {place + 1} of {name} names what is not there.",
                           f"State {' and '.join(keys)} of this file.", name, place)  # fmt: skip
                continue
            often = self.number(row.get("often"), name, place, "often")
            found[named[0], named[1]] = found.get((named[0], named[1]), 0.0) + often
        return found

    def _named(self, row: object, keys: tuple[str, ...]) -> list[str]:
        if not isinstance(row, dict):
            return []
        if keys == ("areas",):
            value = row.get("areas")
            return [str(one) for one in value] if isinstance(value, list) else []
        return [str(row.get(key, "")) for key in keys]

    def number(self, value: object, *at: str | int) -> float:
        ok = isinstance(value, int | float) and not isinstance(value, bool)
        if not ok or not 0 <= float(value) < 1e9:  # type: ignore[arg-type]
            self.wrong(f"{'.'.join(map(str, at))} is no number from 0 on.", "Write a number.", *at)
            return 0.0
        return float(value)  # type: ignore[arg-type]
