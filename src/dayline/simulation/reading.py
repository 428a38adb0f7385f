"""Reading an organisation file. What is wrong with it becomes findings, all at once, with lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from dayline.base.calendars import WorkingWeek
from dayline.base.errors import HostileInput, InvalidInput
from dayline.base.findings import Severity
from dayline.base.strict_yaml import load
from dayline.people.reading import Path, Reader
from dayline.people.schedule import USUAL_WEEK
from dayline.people.schedule_values import read_holidays, read_working_week, read_zone
from dayline.simulation.limits import (
    COUNTS,
    FIRST_YEAR,
    IN_DAYS,
    LAST_YEAR,
    MOST_NAMES,
    MOST_PEOPLE,
    MOST_PIECES,
    MOST_QUESTIONS,
    SHARES,
    least,
    most,
)
from dayline.simulation.organisation import (
    REQUESTER,
    Area,
    Habits,
    Organisation,
    Site,
    Step,
    Work,
)
from dayline.simulation.policies import POLICIES, Policy, Within

_AMOUNT = re.compile(r"([0-9]+(?:\.[0-9]+)?) *([a-z%-]*(?: a week)?)")
_NAME = re.compile(r"\w[\w .-]{0,39}")
_BEGINS = "2026-01-05"
_HOURS = {"": 1.0, "h": 1.0, "hour": 1.0, "hours": 1.0, "min": 1 / 60, "minutes": 1 / 60}
_SHARE = {"": 1.0, "%": 0.01}
_A_WEEK = {"": 1.0, "a week": 1.0}
_DAYS = {"": 1.0, "day": 1.0, "days": 1.0}
_ALLOWED = {"hours": False, "h": False, "awake-hours": True, "awake-hour": True}


def parse_organisation(text: str, *, path: str = "") -> Organisation:
    """The organisation that a YAML text describes.

    Raises :class:`InvalidInput` with all findings (``path:line``), and HostileInput past limits.
    """
    marked = load(text, path=path)
    reader = Reader(path, {(): 1, **marked.lines})
    found = _organisation(_Values(reader), marked.value)
    wrong = [each for each in reader.findings if each.severity is Severity.ERROR]
    if wrong:
        raise InvalidInput(wrong[0].message, do=wrong[0].remedy, findings=wrong)
    if found.people > MOST_PEOPLE or sum(work.per_week for work in found.work) > MOST_PIECES:
        at = "sites" if found.people > MOST_PEOPLE else "work"
        reader.wrong(
            (at,),
            "organisation-limit",
            f"A play has at most {MOST_PEOPLE} people and {MOST_PIECES:,} pieces a week.",
            "Describe one part of the organisation.",
        )
        raise HostileInput(
            reader.findings[-1].message,
            do=reader.findings[-1].remedy,
            findings=reader.findings[-1:],
        )
    return found


class _Values:
    """Reads amounts with their units."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def mapping(self, at: Path, value: object, keys: Sequence[str]) -> dict[str, object]:
        """A mapping with only known keys."""
        return self.reader.mapping(at, value, keys)

    def named(self, at: Path, value: object, what: str) -> Iterator[tuple[Path, str, object]]:
        """The members of a mapping from names to descriptions; a finding when there is none."""
        if not isinstance(value, dict) or not value:
            self.wrong(at, "organisation-empty", f"There are no {what}.", f"Describe the {what}.")
            return
        if len(value) > MOST_NAMES:
            self.wrong(at, "organisation-limit", f"There are {len(value)} {what}.",
                       f"Describe at most {MOST_NAMES}.")  # fmt: skip
            return
        for key, item in value.items():
            if _NAME.fullmatch(key):
                yield (*at, key), key, item
            else:
                self.wrong((*at, key), "organisation-name", f"{key[:40]!r} is no name here.",
                           "Use letters, digits, spaces and hyphens.")  # fmt: skip

    def amount(self, at: Path, value: object, units: Mapping[str, float], *, most: float) -> float:
        """A number with its unit, such as ``20 h`` or ``30%``; 0 with a finding otherwise."""
        match = _AMOUNT.fullmatch(str(value).strip().casefold())
        unit = match[2].strip() if match else ""
        if match is None or unit not in units:
            known = next((f", such as {_amount(4, each)}" for each in units if each), "")
            self.wrong(at, "organisation-amount", f"{str(value)[:40]!r} is no amount here.",
                       f"Write a number from 0 on{known}.")  # fmt: skip
            return 0.0
        number = float(match[1]) * units[unit]
        if number > most:
            self.wrong(at, "organisation-amount", f"{str(value)[:40]} is too much.",
                       f"Write at most {_amount(most / units[unit], unit)}.")  # fmt: skip
            return 0.0
        return number

    def whole(self, at: Path, value: object, *, most: float) -> int:
        """A whole number from 0 on."""
        number = self.amount(at, value, {"": 1.0}, most=most)
        if number != int(number):
            self.wrong(at, "organisation-amount", f"{value} is no whole number.", "Round it.")
        return int(number)

    def wrong(self, at: Path, rule: str, message: str, remedy: str) -> None:
        """Something to mend."""
        self.reader.wrong(at, rule, message, remedy)


def _amount(number: float, unit: str) -> str:
    return f"{number:,g} {unit}".replace(" %", "%").strip()


_TOP = ("organisation", "begins", "sites", "areas", "work", "habits", "policies")
_SITE = ("zone", "week", "holidays", "engineers", "leads", "reviewers")
_AREA = ("owner", "asks")
_WORK = ("at", "arrives", "steps", "decided")


def _organisation(values: _Values, value: object) -> Organisation:
    top = values.mapping((), value, _TOP)
    begins = values.reader.date(("begins",), top.get("begins", _BEGINS))
    if begins is not None and not FIRST_YEAR <= begins.year <= LAST_YEAR:
        values.wrong(("begins",), "organisation-begins", f"{begins} is too far away.",
                     f"Begin between {FIRST_YEAR} and {LAST_YEAR}.")  # fmt: skip
    name = top.get("organisation") or "Organisation"
    if not isinstance(name, str):
        values.wrong(("organisation",), "organisation-name", "This is no name.", "Write a text.")
    read = _Parts(values)
    sites = tuple(
        read.site(at, name, item)
        for at, name, item in values.named(("sites",), top.get("sites"), "sites")
    )
    named = list(values.named(("areas",), top.get("areas"), "areas"))
    read.sites = {site.name: site for site in sites}
    read.areas = {name for _, name, _ in named}
    return Organisation(
        str(name)[:80],
        begins or date.fromisoformat(_BEGINS),
        sites,
        tuple(read.area(*each) for each in named),
        tuple(
            read.work(*each) for each in values.named(("work",), top.get("work"), "kinds of work")
        ),
        _habits(values, top.get("habits")),
        _policies(values, top.get("policies")),
    )


class _Parts:
    """Reads sites, then areas, then the work that goes through them."""

    def __init__(self, values: _Values) -> None:
        self.sites: dict[str, Site] = {}
        self.areas: set[str] = set()
        self._values = values

    def site(self, at: Path, name: str, value: object) -> Site:
        """People in one place, and when they work."""
        values = self._values
        stated, reader = values.mapping(at, value, _SITE), values.reader
        zone = read_zone(reader, (*at, "zone"), stated.get("zone", name)) or "UTC"
        week = USUAL_WEEK
        if "week" in stated:
            week = read_working_week(reader, (*at, "week"), stated["week"]) or USUAL_WEEK
        if not any(week):
            values.wrong((*at, "week"), "site-closed", f"{name} never works.", "Give it a week.")
            week = USUAL_WEEK
        holidays = read_holidays(reader, (*at, "holidays"), stated.get("holidays"))
        people = {
            role: values.whole((*at, role), stated.get(role, 0), most=MOST_PEOPLE)
            for role in ("engineers", "leads", "reviewers")
        }
        if not any(people.values()):
            values.wrong(at, "site-empty", f"Nobody works at {name}.", "Write engineers: 4.")
        return Site(name, WorkingWeek(zone, (week,), holidays=holidays), **people)

    def area(self, at: Path, name: str, value: object) -> Area:
        """What a site owns, or several."""
        values = self._values
        stated = values.mapping(at, value, _AREA)
        owner = (*at, "owner")
        owners = [str(item) for _, item in values.reader.items(owner, stated.get("owner"))]
        for each in owners or [""]:
            self._known(owner, "site", each, self.sites)
            if each in self.sites and not self.sites[each].engineers:
                values.wrong(owner, "owner-idle", f"{each} owns {name} and has no engineers.",
                             "Give it engineers, or the area to another site.")  # fmt: skip
        asks: dict[str, float] = {}
        if stated.get("asks"):
            for here, target, mean in values.named((*at, "asks"), stated["asks"], "questions"):
                self._known(here, "area", target, self.areas | {REQUESTER})
                asks[target] = values.amount(here, mean, _SHARE, most=MOST_QUESTIONS)
            if sum(asks.values()) > MOST_QUESTIONS:
                values.wrong((*at, "asks"), "organisation-limit",
                             f"A piece of {name} raises {sum(asks.values()):g} questions.",
                             f"Write at most {MOST_QUESTIONS} in all.")  # fmt: skip
        return Area(name, tuple(dict.fromkeys(owners)), asks)

    def work(self, at: Path, name: str, value: object) -> Work:
        """What comes in, and the steps that it takes."""
        values = self._values
        stated = values.mapping(at, value, _WORK)
        site = str(stated.get("at", ""))
        self._known((*at, "at"), "site", site, self.sites)
        steps = []
        for here, area, hours in values.named((*at, "steps"), stated.get("steps"), "steps"):
            self._known(here, "area", area, self.areas)
            steps.append(Step(area, values.amount(here, hours, _HOURS, most=2_000)))
        rate, share = stated.get("arrives", 0), stated.get("decided", 0)
        arrives = values.amount((*at, "arrives"), rate, _A_WEEK, most=MOST_PIECES)
        decided = values.amount((*at, "decided"), share, _SHARE, most=1)
        return Work(name, site, arrives, tuple(steps), decided)

    def _known(self, at: Path, what: str, name: str, names: Collection[str]) -> None:
        if name not in names:
            self._values.wrong(at, f"{what}-unknown", f"There is no {what} {name[:40]!r}.",
                               f"Write one of {', '.join(sorted(names))}.")  # fmt: skip


def _habits(values: _Values, value: object) -> Habits:
    names = [field.name for field in fields(Habits)]
    stated = values.mapping(("habits",), value or {}, names)
    found: dict[str, Any] = {}
    for name, item in stated.items():
        at = ("habits", name)
        if name == "shape":
            if item not in ("lognormal", "exponential"):
                values.wrong(at, "organisation-shape", f"{str(item)[:40]!r} is no shape.",
                             "Write lognormal or exponential.")  # fmt: skip
            else:
                found[name] = item
            continue
        if name in COUNTS:
            found[name] = values.whole(at, item, most=most(name))
        else:
            units = _SHARE if name in SHARES else _DAYS if name in IN_DAYS else _HOURS
            found[name] = values.amount(at, item, units, most=most(name))
        if found[name] < least(name):
            values.wrong(at, "organisation-amount", f"{str(item)[:40]} is too little.",
                         f"Write at least {least(name):g}.")  # fmt: skip
    return replace(Habits(), **found)


def _policies(values: _Values, value: object) -> tuple[Policy, ...]:
    """The three policies, with the clocks that the file states."""
    stated = values.mapping(("policies",), value or {}, [each.name for each in POLICIES])
    found = []
    for policy in POLICIES:
        at = ("policies", policy.name)
        changes: dict[str, Any] = {}
        for key, item in values.mapping(at, stated.get(policy.name) or {}, list(_CLOCKS)).items():
            changes[key] = _CLOCKS[key](values, (*at, key), item)
        found.append(replace(policy, **changes))
    return tuple(found)


def _within(values: _Values, at: Path, value: object) -> Within | None:
    match = _AMOUNT.fullmatch(str(value).strip().casefold())
    if value is None or str(value) == "none":
        return None
    if match is None or match[2] not in _ALLOWED or not 0 < float(match[1]) <= 1_000:
        values.wrong(at, "organisation-clock", f"{str(value)[:40]!r} is no time allowed.",
                     "Write 8 awake-hours, 24 hours or none.")  # fmt: skip
        return None
    return Within(float(match[1]), _ALLOWED[match[2]])


def _meeting(values: _Values, at: Path, value: object) -> float:
    return values.amount(at, value, _HOURS, most=4)


_CLOCKS: dict[str, Callable[[_Values, Path, object], object]] = {
    "answer_within": _within,
    "review_within": _within,
    "standup": _meeting,
    "weekly": _meeting,
}
