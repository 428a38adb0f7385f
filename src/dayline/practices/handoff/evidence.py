"""What the record knows for a handoff: what was done, decided, asked and blocked since the last,
and what runs out soon. Only what the whole workspace may see, because a handoff is for all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dayline.base.micros import to_micros
from dayline.clocks import queries as clocks
from dayline.journal import queries as journal
from dayline.journal.database import marks
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
from dayline.practices.handoff.pairs import (
    Pair,
    back_at,
    day_of,
    last_between,
    pair_of,
    working_day,
)
from dayline.practices.handoff.walkthrough import Chapter, chapters_of, section_of
from dayline.practices.update.queries import evidence, told
from dayline.practices.update.rules import Deed, in_points
from dayline.records import queries as records
from dayline.records.packing import unpacked
from dayline.records.queries import Record, visible_to
from dayline.records.waiting.queries import waiting_on

KIND = "handoff"
_NO_WORK = (KIND, "kudos", "update")
"""Kinds that are no work in themselves: nobody goes on with thanks."""
_SOON = timedelta(hours=24)
_MOST = 12
_PUBLIC = "visibility = 'workspace' AND path = ''"
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Draft:
    """A handoff that nobody wrote yet. ``since`` is from when on evidence counts, ``after`` the
    handoff that it follows, "" for the first; ``source`` is the handle of the team that stops;
    ``withheld`` counts records that not everybody may
    see and that are left out."""

    text: str
    since: datetime
    after: str
    lines: tuple[Line, ...]
    withheld: int
    source: str = ""

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
    pair = pair_of(workspace, person, now, to, from_)
    last = last_between(pair)
    begin = since or (last[1] if last else working_day(pair))
    deeds, withheld = evidence(workspace, person, begin, now)
    deeds = [one for one in deeds if one.kind not in _NO_WORK]
    touched = list(dict.fromkeys(one.ref for one in deeds))
    decided = _decided(pair, deeds)
    asked, owed = _asked(pair, begin), _owed(pair)
    known = [
        *_done(deeds, {line.evidence for line in (*decided, *asked, *owed)}),
        *decided,
        *_blocked(pair),
        *owed,
        *asked,
        *_soon(pair, touched),
    ]
    lines = marked([*known, *more])
    walks, chapters = _walkthroughs(pair, touched)
    head = Head(
        title=f"{pair.source.name} to {pair.target.name}, {day_of(pair)}",
        from_=f"@{pair.source.handle}",
        to=f"@{pair.target.handle}",
        back_at=back_at(pair),
        continues=last[0] if last else "",
        walkthroughs=tuple(walks),
        relates_to=tuple(ref for ref in touched if ref not in walks)[:_MOST],
    )
    text = drafted(head, lines, chapters)
    return Draft(text, begin, last[0] if last else "", tuple(lines), withheld, head.from_)


def _done(deeds: Sequence[Deed], told_already: set[str]) -> list[Line]:
    """What the person did, record by record. What they only read or spoke about changes nothing
    that must survive."""
    rest = [one for one in deeds if one.ref not in told_already]
    refs = list(dict.fromkeys(one.ref for one in rest))
    moved = {one.ref for one in rest if one.act in ("opened", "moved")}
    over = {one.ref for one in rest if one.over}
    return [
        Line(DONE, shown(point), ref, keep=ref in moved, over=ref in over)
        for ref, point in zip(refs, in_points(rest), strict=True)
    ]


def _owed(pair: Pair) -> list[Line]:
    """What waits on the person and is late: it stops whoever asked."""
    page = waiting_on(pair.workspace, [pair.person], person=pair.person, limit=_MOST)
    late = {one.ref: one.due_at for one in page.found if one.due_at and one.due_at <= pair.now}
    handle = pair.times.people.handle(pair.person)
    return [
        Line(
            BLOCKED,
            f"{one.ref} waits on {handle}, late since {late[one.ref]:%Y-%m-%d %H:%M} UTC:"
            f" {shown(one.title)}",
            one.ref,
        )
        for one in _public(pair, "NOT final", list(late))
        if one.kind not in _NO_WORK
    ]


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
            f"{one.ref}: time runs out at {one.due_at:%Y-%m-%d %H:%M} UTC"
            f" ({one.clock.replace('_', ' ')}): {shown(titles[one.ref])}",
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
