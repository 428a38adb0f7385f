"""What the record knows for a handoff: what was done, decided, asked and blocked since the last,
and what runs out soon. Only what the whole workspace may see, because a handoff is for all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dayline.base.errors import InvalidInput, NotFound
from dayline.base.hours import NoAwakeTime
from dayline.base.micros import from_micros, to_micros
from dayline.base.zones import local_date, start_of_day
from dayline.clocks import queries as clocks
from dayline.contracts.queries import registry
from dayline.journal import queries as journal
from dayline.journal.database import fetch, from_json, marks
from dayline.people.queries import TeamFact
from dayline.people.timetable import Timetable, timetable
from dayline.practices.handoff.drafting import (
    ASKED,
    BLOCKED,
    CONTINGENCY,
    DECIDED,
    DONE,
    Head,
    Line,
    drafted,
    marked,
    shown,
)
from dayline.practices.handoff.walkthrough import Chapter, chapters_of, section_of
from dayline.practices.update.queries import evidence, told
from dayline.practices.update.rules import Deed, in_points
from dayline.records import queries as records
from dayline.records.packing import unpacked
from dayline.records.queries import Record, visible_to

KIND = "handoff"
_SOON = timedelta(hours=24)
_MOST = 12
_PUBLIC = "visibility = 'workspace' AND path = ''"
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A handoff that nobody wrote yet. ``since`` is from when on evidence counts, ``after`` the
    handoff that it follows, "" for the first; ``withheld`` counts records that not everybody may
    see and that are left out."""

    text: str
    since: datetime
    after: str
    lines: tuple[Line, ...]
    withheld: int

    def as_data(self) -> dict[str, object]:
        """The same for programs."""
        lines = [
            {"section": one.section, "type": one.type or None, "words": one.words,
             "evidence": one.evidence}
            for one in self.lines
        ]  # fmt: skip
        return {
            "since": self.since,
            "after": self.after or None,
            "withheld": self.withheld,
            "text": self.text,
            "lines": lines,
        }


@dataclass(frozen=True, slots=True)
class Pair:
    """From which team to which, by whom, now."""

    workspace: int
    person: str
    source: TeamFact
    target: TeamFact
    now: datetime
    times: Timetable

    def id_of(self, stated: object) -> str | None:
        """The id behind a handle as a handoff states it."""
        return self.times.people.id_of(str(stated or ""))


def draft(
    workspace: int,
    person: str,
    now: datetime,
    *,
    to: str = "",
    from_: str = "",
    since: datetime | None = None,
    more: Sequence[Line] = (),
) -> Draft:
    """The next handoff of somebody, drafted from what the record knows.

    ``to`` and ``from_`` are handles of teams; without them the team whose day begins next, and
    one's own. ``more`` are lines from elsewhere, such as a repository. Raises :class:`NotFound`
    where a team is missing, :class:`InvalidInput` where both are the same.
    """
    pair = _pair(workspace, person, now, to, from_)
    last = _last(pair)
    begin = since or (last[1] if last else _working_day(pair))
    deeds, withheld = evidence(workspace, person, begin, now)
    prefix = registry(workspace).latest(KIND).prefix
    deeds = [one for one in deeds if one.ref.rpartition("-")[0] != prefix]
    touched = list(dict.fromkeys(one.ref for one in deeds))
    decided = _decided(pair, deeds)
    known = [
        *_done(deeds, {line.evidence for line in decided}),
        *decided,
        *_blocked(pair),
        *_asked(pair, begin),
        *_soon(pair, touched),
    ]
    lines = marked([*known, *more])
    walks, chapters = _walkthroughs(pair, touched)
    head = Head(
        title=f"{pair.source.name} to {pair.target.name}, {_day(pair)}",
        from_=f"@{pair.source.handle}",
        to=f"@{pair.target.handle}",
        back_at=_back_at(pair),
        continues=last[0] if last else "",
        walkthroughs=tuple(walks),
        relates_to=tuple(ref for ref in touched if ref not in walks)[:_MOST],
    )
    text = drafted(head, lines, chapters)
    return Draft(text, begin, last[0] if last else "", tuple(lines), withheld)


def _pair(workspace: int, person: str, now: datetime, to: str, from_: str) -> Pair:
    times = timetable(workspace)
    people = times.people
    own = people.team(from_) if from_ else next(iter(people.teams_of(person)), None)
    if own is None:
        raise NotFound(
            "You are in no team.",
            do="Name the team that stops: --from @london. Or form one: dayline team form london"
            " --name London --zone Europe/London --member @you",
        )
    target = people.team(to) if to else next_awake(times, person, own.id, now)
    if target is None:
        raise NotFound("There is no team to hand over to.", do="Form one: dayline team.")
    if target.id == own.id:
        raise InvalidInput(
            f"@{own.handle} cannot hand over to itself.", do="Name another team: --to @austin."
        )
    return Pair(workspace, person, own, target, now, times)


def next_awake(times: Timetable, person: str, own: str, now: datetime) -> TeamFact | None:
    """The team other than ``own`` whose day begins next when the person's ends."""
    try:
        closing = times.hours(person).closing(now)
    except NoAwakeTime:
        closing = now
    opening: list[tuple[datetime, str]] = []
    for team in times.people.teams:
        try:
            if team != own:
                opening.append((times.hours(team).next_awake(closing), team))
        except NoAwakeTime:
            continue
    return times.people.teams[min(opening)[1]] if opening else None


def _last(pair: Pair) -> tuple[str, datetime] | None:
    """The last handoff, of those that the person may see, that they or else their team delivered
    to the other: its id and when."""
    seen = visible_to(pair.workspace, pair.person)
    rows = fetch(
        "SELECT h.ref, h.delivered_at, r.author, r.fields FROM handoff_handover h"  # noqa: S608
        " JOIN records_record r ON r.workspace = h.workspace AND r.ref = h.ref"
        " WHERE h.workspace = %s AND h.delivered_at < %s"
        " AND h.ref IN (SELECT ref FROM sharing_audience WHERE workspace = %s AND party = %s)"
        f" AND EXISTS (SELECT 1 FROM records_record WHERE {seen.sql}"
        " AND records_record.ref = h.ref) ORDER BY h.delivered_at DESC LIMIT 300",
        [pair.workspace, to_micros(pair.now), pair.workspace, pair.target.id, *seen.parameters],
    )
    several = [
        (author, str(ref), from_micros(at))
        for ref, at, author, stated in rows
        for fields in (from_json(stated),)
        if pair.id_of(fields.get("to")) == pair.target.id
        and (author == pair.person or pair.id_of(fields.get("from")) == pair.source.id)
    ]
    own = [one for one in several if one[0] == pair.person]
    if not several:
        return None
    _, ref, at = (own or several)[0]
    return ref, at


def _working_day(pair: Pair) -> datetime:
    """The beginning of the working day that ends now, or of the last one."""
    zone = pair.times.zone(pair.person, pair.now)
    try:
        awake = to_micros(pair.times.hours(pair.person).last_awake(pair.now))
    except NoAwakeTime:
        return pair.now - timedelta(days=1)
    return from_micros(start_of_day(local_date(awake - 1, zone), zone))


def _back_at(pair: Pair) -> datetime | None:
    hours = pair.times.hours(pair.person)
    try:
        return hours.next_awake(hours.closing(pair.now))
    except NoAwakeTime:
        return None


def _day(pair: Pair) -> str:
    today = local_date(to_micros(pair.now), pair.times.zone(pair.person, pair.now))
    return f"{today:%A} {today.day} {today:%B}"


def _done(deeds: Sequence[Deed], told_already: set[str]) -> list[Line]:
    rest = [one for one in deeds if one.ref not in told_already]
    refs = list(dict.fromkeys(one.ref for one in rest))
    return [Line(DONE, shown(point), ref) for ref, point in zip(refs, in_points(rest), strict=True)]


def _decided(pair: Pair, deeds: Sequence[Deed]) -> list[Line]:
    """Decisions that came into force by what the person did, with the first sentence of why."""
    refs = [one.ref for one in deeds if one.act == "moved" and one.word == "accepted"]
    found = _public(pair, "kind = 'decision' AND state = 'accepted'", refs)
    texts = _texts(pair.workspace, found)
    return [
        Line(DECIDED, f"{one.ref}: {shown(one.title)}{_because(texts[one.ref])}", one.ref)
        for one in found
    ]


def _because(text: str) -> str:
    why = " ".join((section_of(text, "Why") or section_of(text, "Rationale")).split())
    sentence = _SENTENCE.split(why, maxsplit=1)[0].rstrip(".")
    return f". Why: {shown(sentence, 200)}" if sentence else ""


def _public(pair: Pair, condition: str, refs: Sequence[str]) -> list[Record]:
    part = list(dict.fromkeys(refs))[:_MOST]
    visible = visible_to(pair.workspace, pair.person)
    return records.select(visible, f"{condition} AND {_PUBLIC} AND ref IN ({marks(part)})", part)


def _texts(workspace: int, found: Sequence[Record]) -> dict[str, str]:
    words = journal.payloads(workspace, [one.text_index for one in found])
    return {
        one.ref: (unpacked(words.get(one.text_index)) or b"").decode(errors="replace")
        for one in found
    }


def _blocked(pair: Pair) -> list[Line]:
    """What the person's last update names as blocking and is not answered yet."""
    updates = told(pair.workspace, [pair.person], person=pair.person, now=pair.now)
    several = [(update.ref, one) for update in updates for one in update.blockers]
    refs = [ref for _, one in several for ref in one.refs]
    standing = {one.ref for one in _public(pair, "NOT final", refs)}
    return [
        Line(BLOCKED, shown(one.text), ref)
        for ref, one in several
        if not one.refs or standing & set(one.refs)
    ][:_MOST]


def _asked(pair: Pair, since: datetime) -> list[Line]:
    """Questions of the team that are open: opened since, or waiting on the other team."""
    members = sorted(pair.source.members | {pair.person})
    found = records.select(
        visible_to(pair.workspace, pair.person),
        f"kind = 'question' AND state = 'asked' AND {_PUBLIC}"
        f" AND opened_at > %s AND author IN ({marks(members)})",
        [to_micros(since), *members],
        order=f"opened_at LIMIT {_MOST}",
    )
    return [Line(ASKED, f"{one.ref}: {shown(one.title)}", one.ref) for one in found]


def _soon(pair: Pair, touched: Sequence[str]) -> list[Line]:
    """Deadlines within a day that the receivers hold, or that are on what was worked on."""
    visible = visible_to(pair.workspace, pair.person)
    held = [pair.target.id, *sorted(pair.target.members)][:50]
    theirs = " OR ".join(["CAST(whose AS TEXT) LIKE %s"] * len(held))
    part = list(touched)[:100]
    record = f"SELECT 1 FROM records_record WHERE {visible.sql} AND {_PUBLIC} AND kind <> 'update'"  # noqa: S608
    found = clocks.select(
        pair.workspace,
        f"ended_at IS NULL AND due_at > %s AND due_at < %s AND (ref IN ({marks(part)}) OR {theirs})"
        f" AND EXISTS ({record} AND records_record.ref = clocks_deadline.ref)"
        f" ORDER BY due_at, id LIMIT {_MOST}",
        [
            to_micros(pair.now), to_micros(pair.now + _SOON), *part,
            *(f'%"{one}"%' for one in held), *visible.parameters,
        ],
    )  # fmt: skip
    titles = {one.ref: one.title for one in _public(pair, "1 = 1", [one.ref for one in found])}
    return [
        Line(
            CONTINGENCY,
            f"{one.ref}: {one.clock.replace('_', ' ')} runs out at"
            f" {one.due_at:%Y-%m-%d %H:%M} UTC: {shown(titles[one.ref])}",
            one.ref,
        )
        for one in found
        if one.due_at is not None and one.ref in titles
    ]


def _walkthroughs(pair: Pair, touched: Sequence[str]) -> tuple[list[str], list[Chapter]]:
    """The walkthroughs that the person published, and the chapters of the first."""
    found = _public(pair, "kind = 'walkthrough' AND state = 'published'", touched)
    texts = _texts(pair.workspace, found)
    chapters = [
        chapter
        for one in found[:1]
        for chapter in chapters_of(section_of(texts[one.ref], "Chapters"))
    ]
    return [one.ref for one in found], chapters
