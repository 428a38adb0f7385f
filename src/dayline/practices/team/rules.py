"""What changed between two versions of a team's contract, seen by those who rely on it. Pure.

A promise that is taken back, loosened or tied to more breaks somebody. More than before breaks
nobody. What cannot be compared counts as breaking, because whoever relies on it must look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from dayline.base.zones import known_name, zone
from dayline.practices.team.levels import level_changes, notice_days
from dayline.practices.team.reading import name_key
from dayline.practices.team.terms import Change, Effect, Row, Rows, TeamContract

_WEEKS = (datetime(2026, 1, 12, tzinfo=UTC), datetime(2026, 7, 13, tzinfo=UTC))
"""Mondays of a winter and a summer week, as people's clocks say."""


def changes(old: TeamContract, new: TeamContract) -> list[Change]:
    """Every change, breaking ones first, in the order of the contract."""
    found = [
        *_of_fields(old, new),
        *_of_inputs(old.inputs, new.inputs),
        *_of_outputs(old.outputs, new.outputs),
        *level_changes(old.levels, new.levels, _shortest_day(old, new)),
        *_of_hours(old, new),
        *_of_conditions(old.conditions, new.conditions),
        *_of_refusals(old.refusals, new.refusals),
    ]
    if not found and old.prose != new.prose:
        found.append(Change("reworded", Effect.NEUTRAL, "text", "said in other words"))
    order = list(Effect)
    return sorted(found, key=lambda one: order.index(one.effect))


def breaking(found: Iterable[Change]) -> list[Change]:
    """Those that take something back."""
    return [one for one in found if one.effect is Effect.BREAKS]


def version_needed(old: str, found: Sequence[Change]) -> str:
    """The least version that may follow ``old`` with these changes: "3.0" after "2.4" where a
    promise is taken back, "2.5" where there is more than before, else ``old`` itself."""
    first, second = _numbers(old)
    if breaking(found):
        return f"{first + 1}.0"
    if any(one.effect is Effect.WIDENS for one in found):
        return f"{first}.{second + 1}"
    return f"{first}.{second}"


def version_suffices(old: str, new: str, found: Sequence[Change]) -> bool:
    """Whether a version number says what its changes mean."""
    return _numbers(new) >= _numbers(version_needed(old, found))


def _numbers(version: str) -> tuple[int, int]:
    parts = [*version.split("."), "0", "0"][:2]
    first, second = (int(one) if one.isdigit() else 0 for one in parts)
    return first, second


def _of_fields(old: TeamContract, new: TeamContract) -> Iterator[Change]:
    if name_key(old.team) != name_key(new.team):
        yield Change("team-changed", Effect.BREAKS, "team", f"{old.team} is now {new.team}")
    for area in sorted(old.areas - new.areas):
        yield Change("area-given-up", Effect.BREAKS, area, "is owned by this team no more")
    for area in sorted(new.areas - old.areas):
        yield Change("area-taken", Effect.WIDENS, area, "is owned by this team now")
    if old.contact != new.contact:
        if not old.contact:
            yield Change("contact-added", Effect.WIDENS, "contact", f"is {new.contact}")
        else:
            rule = "contact-moved" if new.contact else "contact-removed"
            said = f"{old.contact} is now {new.contact or 'nowhere'}"
            yield Change(rule, Effect.BREAKS, "contact", said)
    for team in sorted(new.depends_on - old.depends_on):
        yield Change("dependency-added", Effect.NEUTRAL, team, "is needed now")
    for team in sorted(old.depends_on - new.depends_on):
        yield Change("dependency-removed", Effect.NEUTRAL, team, "is needed no more")
    if old.owner != new.owner:
        said = f"{old.owner or 'nobody'} is followed by {new.owner or 'nobody'}"
        yield Change("owner-changed", Effect.NEUTRAL, "owner", said)


def _paired(
    old: Rows, new: Rows, kind: str, compare: Callable[[Row, Row], Iterator[Change]]
) -> Iterator[Change]:
    """Rows that went, rows that came, and what is different in those that stayed."""
    for key, row in old.items():
        if key not in new:
            yield Change(f"{kind}-removed", Effect.BREAKS, row.name, "is gone")
    for key, row in new.items():
        if key not in old:
            yield Change(f"{kind}-added", Effect.WIDENS, row.name, "is new")
        else:
            yield from compare(old[key], row)


def _of_inputs(old: Rows, new: Rows) -> Iterator[Change]:
    def compare(before: Row, after: Row) -> Iterator[Change]:
        if name_key(before.cell(0)) != name_key(after.cell(0)):
            said = f"is sent as {after.cell(0) or 'nothing'} and no longer as {before.cell(0)}"
            yield Change("input-kind-changed", Effect.BREAKS, after.name, said)
        yield from _demands(after.name, before.cells[1:], after.cells[1:])

    return _paired(old, new, "input", compare)


def _demands(what: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """What an input must hold: parts between commas and "and"."""
    was, now = _parts(before), _parts(after)
    if was == now:
        return
    more, less = sorted(now - was), sorted(was - now)
    if more and less:
        said = f"must hold {', '.join(more)} and no longer {', '.join(less)}"
        yield Change("input-demands-other", Effect.BREAKS, what, said)
    elif more:
        yield Change("input-demands-more", Effect.BREAKS, what, f"must also hold {', '.join(more)}")
    else:
        said = f"need no longer hold {', '.join(less)}"
        yield Change("input-demands-less", Effect.WIDENS, what, said)


def _parts(cells: Sequence[str]) -> frozenset[str]:
    words = ", ".join(cells).replace(";", ",").replace(", and ", ",").replace(" and ", ",")
    return frozenset(name_key(one) for one in words.split(",") if name_key(one))


def _of_outputs(old: Rows, new: Rows) -> Iterator[Change]:
    def compare(before: Row, after: Row) -> Iterator[Change]:
        if name_key(before.cell(0)) != name_key(after.cell(0)):
            said = f"is at {after.cell(0) or 'no place'} and no longer at {before.cell(0)}"
            yield Change("output-moved", Effect.BREAKS, after.name, said)
        was, now = " ".join(before.cells[1:]), " ".join(after.cells[1:])
        days = notice_days(was), notice_days(now)
        if name_key(was) == name_key(now):
            return
        if days[0] is not None and days[1] is not None and days[0][1] == days[1][1]:
            shorter = days[1][0] < days[0][0]
            said = f"a break is announced {days[1][0]} days before, and was {days[0][0]}"
            rule = "output-notice-shorter" if shorter else "output-notice-longer"
            yield Change(rule, Effect.BREAKS if shorter else Effect.WIDENS, after.name, said)
        else:
            said = f"comes as “{now}” and no longer as “{was}”"
            yield Change("output-version-changed", Effect.BREAKS, after.name, said)

    return _paired(old, new, "output", compare)


def _of_conditions(old: Rows, new: Rows) -> Iterator[Change]:
    for key, row in old.items():
        if key not in new:
            yield Change("condition-removed", Effect.WIDENS, row.name, "is a condition no more")
    for key, row in new.items():
        if key not in old:
            yield Change("condition-added", Effect.BREAKS, row.name, "is a condition now")
        elif name_key(" ".join(old[key].cells)) != name_key(" ".join(row.cells)):
            yield Change("condition-changed", Effect.BREAKS, row.name, "is another condition now")


def _of_refusals(old: Rows, new: Rows) -> Iterator[Change]:
    for key, row in new.items():
        if key not in old:
            yield Change("non-goal-added", Effect.BREAKS, row.name, "is not done here any more")
    for key, row in old.items():
        if key not in new:
            yield Change("non-goal-removed", Effect.WIDENS, row.name, "is no non-goal any more")


def _of_hours(old: TeamContract, new: TeamContract) -> Iterator[Change]:
    was, now = _in_utc(old), _in_utc(new)
    if was != now:
        lost, won = len(was - now), len(now - was)
        if lost and won:
            yield Change("hours-moved", Effect.BREAKS, "hours", "lie otherwise")
        elif lost:
            yield Change("hours-fewer", Effect.BREAKS, "hours", f"{lost / 120:.1f} fewer a week")
        else:
            yield Change("hours-more", Effect.WIDENS, "hours", f"{won / 120:.1f} more a week")
    elif old.zone != new.zone:
        said = f"are written in {new.zone}, and are the same"
        yield Change("zone-renamed", Effect.NEUTRAL, "hours", said)
    if not old.awake and not new.awake and _said(old.hours) != _said(new.hours):
        yield Change("hours-reworded", Effect.BREAKS, "hours", "cannot be compared")
    more, less = new.holidays - old.holidays, old.holidays - new.holidays
    if more:
        rule = "holidays-other" if less else "holidays-more"
        yield Change(rule, Effect.BREAKS, "holidays", f"also those of {', '.join(sorted(more))}")
    elif less:
        said = f"no longer those of {', '.join(sorted(less))}"
        yield Change("holidays-fewer", Effect.WIDENS, "holidays", said)


def _said(rows: Rows) -> list[str]:
    return [name_key(" ".join((row.name, *row.cells))) for row in rows.values()]


def _in_utc(one: TeamContract) -> frozenset[tuple[int, int]]:
    """The working minutes of a winter and a summer week as minutes of UTC since their Mondays."""
    name = known_name(one.zone) or "UTC"
    found: set[tuple[int, int]] = set()
    for number, monday in enumerate(_WEEKS):
        for begin, end in _runs(one.awake):
            local = (monday + timedelta(minutes=begin)).replace(tzinfo=zone(name))
            first = int((local.astimezone(UTC) - monday).total_seconds()) // 60
            found.update((number, first + more) for more in range(end - begin))
    return frozenset(found)


def _runs(minutes: frozenset[int]) -> Iterator[tuple[int, int]]:
    """Minutes as spans from the first to after the last."""
    begin = previous = -1
    for minute in sorted(minutes):
        if minute != previous + 1 or begin < 0:
            if begin >= 0:
                yield begin, previous + 1
            begin = minute
        previous = minute
    if begin >= 0:
        yield begin, previous + 1


def _shortest_day(old: TeamContract, new: TeamContract) -> int:
    """The working minutes of the shortest working day of both: what a workday has at least."""
    days = [
        count
        for one in (old, new)
        for day in range(7)
        if (count := sum(minute // 1440 == day for minute in one.awake))
    ]
    return min(days, default=480)
