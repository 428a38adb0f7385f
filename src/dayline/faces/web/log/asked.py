"""What the address of a list asks for, as the page shows it again and as queries take it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from dayline.base.errors import InvalidInput
from dayline.base.findings import Finding
from dayline.contracts.queries import Registry
from dayline.faces.web.desk import Desk
from dayline.records.log.queries import After, Wanted

SETTLED = ("decision", "rfc")
"""The kinds of the log unless another is asked for: what was decided."""

IMPORTED = (
    "draft", "open", "proposed", "accepted", "final", "rejected", "withdrawn", "deferred",
    "superseded", "deprecated",
)  # fmt: skip
"""States that imported decisions may be in, whatever the contract of the workspace says."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a select."""

    value: str
    title: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """The parameters as they were typed; an empty one narrows nothing."""

    kind: str = ""
    state: str = ""
    tag: str = ""
    area: str = ""
    since: str = ""
    until: str = ""
    as_of: str = ""
    after: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        """What the address says; ``from`` and ``to`` are the days of opening."""
        return cls(
            **{
                name: given.get(name, "").strip()[:200]
                for name in cls.__slots__
                if name not in _DAYS
            },
            since=given.get("from", "").strip(),
            until=given.get("to", "").strip(),
        )

    def address(self, base: str = "/log", **changes: str) -> str:
        """The address that asks for this, with some parameters changed."""
        asked = replace(self, **{"after": "", **changes})
        pairs = [
            (_DAYS.get(name, name), value)
            for name in self.__slots__
            if (value := getattr(asked, name))
        ]
        return f"{base}?{urlencode(pairs)}" if pairs else base

    @property
    def narrowed(self) -> bool:
        """Whether anything but the day is asked for."""
        return any((self.kind, self.state, self.tag, self.area, self.since, self.until))


_DAYS = {"since": "from", "until": "to"}


def wanted(asked: Asked, desk: Desk, contracts: Registry) -> tuple[Wanted, list[Finding]]:
    """What to look for, and what could not be understood of it; that narrows nothing."""
    findings: list[Finding] = []
    kinds = kinds_of(asked, contracts)
    if asked.state and not kinds:
        kinds = tuple(sorted(contracts.versions))
    findings += no_such_kind(asked, contracts)
    as_of = day(asked.as_of, "the day to look at", findings)
    since = day(asked.since, "the first day", findings)
    until = day(asked.until, "the last day", findings)
    if as_of is not None and as_of >= desk.now.astimezone(desk.zone).date():
        as_of = None
    return Wanted(
        kinds,
        (asked.state,) if asked.state else (),
        asked.tag,
        asked.area,
        *opened(since, until, desk, findings),
        as_of,
    ), findings


def kinds_of(asked: Asked, contracts: Registry) -> tuple[str, ...]:
    """The kinds of record that are asked for; none means all."""
    if asked.kind == "all":
        return ()
    return (asked.kind,) if asked.kind in contracts.versions else SETTLED


def no_such_kind(asked: Asked, contracts: Registry) -> list[Finding]:
    """A finding where the kind that is asked for is none."""
    if asked.kind in ("", "all", *contracts.versions):
        return []
    there = f"There are: {', '.join(sorted(contracts.versions))}."
    return [Finding("kind-unknown", f"There is no kind {asked.kind}.", there)]


def day(text: str, what: str, findings: list[Finding]) -> date | None:
    """A day as an address says it; None, and a finding, where it is none."""
    if not text:
        return None
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or not _FIRST <= found.year <= _LAST:
        findings.append(
            Finding("day-unknown", f"“{text[:40]}” is no day.", f"Give {what} as 2026-11-18.")
        )
        return None
    return found


_FIRST, _LAST = 1970, 9000
"""Years that every calendar here can add a day to."""


def opened(
    since: date | None, until: date | None, desk: Desk, findings: list[Finding]
) -> tuple[datetime | None, datetime | None]:
    """The instants between which a record was opened, of the reader's days; both days count."""
    if since and until and until < since:
        said = f"No day is from {since} to {until}."
        findings.append(Finding("days-reversed", said, "Give a last day that is not before."))
    return _begin(since, desk), _begin(until and until + timedelta(days=1), desk)


def _begin(day: date | None, desk: Desk) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), desk.zone)


def place(text: str) -> After | None:
    """The place in the log where a page goes on. Raises :class:`InvalidInput`."""
    if not text:
        return None
    micros, _, ref = text.partition(".")
    if not micros.lstrip("-").isdecimal() or len(micros) > 18 or not ref:
        raise InvalidInput(
            "This is no place in the log.", do="Start at the newest, and go on from there."
        )
    return int(micros), ref


def kind_choices(asked: Asked, contracts: Registry) -> list[Choice]:
    """What the log can be narrowed to by kind."""
    first = [Choice("", "Decisions and RFCs"), Choice("all", "All records")]
    kinds = [Choice(name, found[-1].title) for name, found in sorted(contracts.versions.items())]
    return _marked([*first, *kinds], asked.kind)


def state_choices(asked: Asked, contracts: Registry) -> list[Choice]:
    """The states that records of the asked kinds can be in."""
    kinds = kinds_of(asked, contracts) or tuple(sorted(contracts.versions))
    states: dict[str, str] = {}
    for kind in kinds:
        for contract in contracts.versions.get(kind, ()):
            for state in contract.states.values():
                states.setdefault(state.name, state.title or state.name)
    if set(kinds) & set(SETTLED):
        for name in IMPORTED:
            states.setdefault(name, name.capitalize())
    return _marked(
        [Choice("", "Any state"), *(Choice(*one) for one in states.items())], asked.state
    )


def area_choices(asked: Asked, desk: Desk) -> list[Choice]:
    """The areas of the workspace's teams, and the one that is asked for."""
    names = {name for team in desk.people.teams.values() for name, _ in team.areas}
    names |= {asked.area} if asked.area else set()
    areas = [Choice(name, name) for name in sorted(names)]
    return _marked([Choice("", "Any area"), *areas], asked.area)


def _marked(choices: Iterable[Choice], chosen: str) -> list[Choice]:
    return [replace(one, chosen=one.value == chosen) for one in choices]
