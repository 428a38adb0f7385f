"""A letter as it goes out: the items that its reader may still see, in the reader's own time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dayline.base.errors import NotFound
from dayline.base.ids import parse_ref, slug
from dayline.base.micros import from_micros, to_micros
from dayline.clocks import queries as clocks
from dayline.contracts.queries import Registry, registry
from dayline.inbox import words
from dayline.inbox.queries import Letter
from dayline.inbox.words import Item
from dayline.journal import queries as journal
from dayline.journal.database import marks
from dayline.people.queries import Directory, PersonFact, TeamFact
from dayline.people.timetable import Timetable, timetable
from dayline.records import queries as records
from dayline.records.queries import Record

CLOSING = (
    "You get one letter on a working day, in your first working hour, and one more when something"
    " is needed sooner. For pages only: dayline inbox --letters-for pages"
)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter ready for the post."""

    to: str
    subject: str
    text: str
    headers: dict[str, str] = field(default_factory=dict)


def render(workspace: int, letter: Letter, *, sender: str, now: datetime) -> Rendered | None:
    """The letter's words; None when nothing is left that its reader may see.

    The Message-ID depends on the letter alone, so a letter that is sent twice is one letter to
    the program that receives it.
    """
    payload = journal.payload(workspace, letter.idx) or {}
    items = items_of(workspace, letter.person, payload.get("items", []), now=now)  # type: ignore[arg-type]
    if not items:
        return None
    times = timetable(workspace)
    person = times.people.people[letter.person]
    zone = times.zone(letter.person, now)
    origin = slug(journal.origin_of(workspace))
    address = sender.rpartition("<")[2].rstrip("> ")
    domain = address.rpartition("@")[2] or "dayline.invalid"
    return Rendered(
        person.email,
        words.subject(items, letter.sort),
        words.body(items, zone=zone, now=now, closing=CLOSING),
        {
            "Message-ID": f"<{letter.id}.{origin}@{domain}>",
            "Auto-Submitted": "auto-generated",
            "List-Id": f"Dayline {origin} <{origin}.dayline.invalid>",
            "List-Unsubscribe": f"<mailto:{address}?subject=unsubscribe%20{letter.person}>",
            **({"Importance": "high"} if letter.sort == "page" else {}),
        },
    )


def items_of(
    workspace: int, person: str, stated: Sequence[Mapping[str, Any]], *, now: datetime
) -> list[Item]:
    """The items that a person may see now, as sentences need them."""
    return _Desk(workspace, person, stated, now).items()


_WHYS = {
    "spent": "you answer for this promise.",
    "restored": "you answer for this promise.",
    "overspent": "you lead the team whose budget pays for it.",
    "appeal": "you may decide it: you wrote neither the proposal nor the concern.",
    "decided": "you are one of the two sides.",
    "stands_in": "the author named you as a delegate.",
    "contested": "you wrote this decision or decide on it.",
}

_ALONE = ("spent", "restored", "page", "overspent")
"""Topics that are told without a record."""


class _Desk:
    """All that the items of one letter refer to, looked up once."""

    def __init__(
        self, workspace: int, person: str, stated: Sequence[Mapping[str, Any]], now: datetime
    ) -> None:
        self.workspace = workspace
        self.person = person
        self.stated = stated
        self.now = now
        self.times: Timetable = timetable(workspace)
        self.people: Directory = self.times.people
        self.contracts: Registry = registry(workspace)
        refs = sorted({str(one["ref"]) for one in stated})
        visible = records.visible_to(workspace, person)
        found = records.select(visible, f"ref IN ({marks(refs)})", refs)
        self.records: dict[str, Record] = {record.ref: record for record in found}
        self.promised = {
            known.id: known.contract
            for known in clocks.by_ids(workspace, sorted({str(one["deadline"]) for one in stated}))
        }
        self.payloads = journal.payloads(workspace, [int(one["idx"]) for one in stated])

    def items(self) -> list[Item]:
        return [item for one in self.stated if (item := self._item(one)) is not None]

    def _item(self, one: Mapping[str, Any]) -> Item | None:
        record = self.records.get(str(one["ref"]))
        topic = str(one["topic"])
        of_record = parse_ref(str(one["ref"])) is not None
        alone = (*_ALONE, *(() if of_record else ("notice",)))
        if record is None and topic not in alone:
            return None
        need_by = one["need_by"] if topic == "waits" else None
        words = self.payloads.get(int(one["idx"])) or {}
        return Item(
            topic=topic,
            ref=record.ref if record else "",
            title=record.title if record else "",
            kind=self._kind(record),
            state=self._state(record),
            clock=self._clock(str(one["deadline"])),
            who=self._who(str(one["actor"])),
            at=from_micros(int(one["at"])),
            need_by=None if need_by is None else from_micros(int(need_by)),
            need_awake=self._awake(need_by),
            why=self._why(topic, str(one["receiver"]), str(one["actor"]), record, words),
            words=words,
        )

    def _who(self, actor: str) -> str:
        return "Dayline" if actor == "system" else self.people.handle(actor)

    def _kind(self, record: Record | None) -> str:
        if record is None:
            return ""
        try:
            return self.contracts.named(record.contract or record.kind).title
        except NotFound:
            return record.kind

    def _state(self, record: Record | None) -> str:
        if record is None:
            return ""
        try:
            states = self.contracts.named(record.contract or record.kind).states
        except NotFound:
            return record.state
        return states[record.state].title.lower() if record.state in states else record.state

    def _clock(self, deadline: str) -> str:
        """The title of a clock, by the id of a deadline (``H-4.accept.1``) or of a promise; for a
        team it is the handle, since that may stand in its place."""
        if deadline in self.people.teams:
            return self.people.handle(deadline)
        first, _, rest = deadline.partition(".")
        name = rest.partition(".")[0]
        contract = self.promised.get(deadline, first)
        try:
            known = self.contracts.named(contract)
        except NotFound:
            return name
        title = known.clocks[name].title if name in known.clocks else name
        return title if contract != first else f"{known.title}: {title}"

    def _awake(self, need_by: int | None) -> int | None:
        if need_by is None:
            return None
        begin = to_micros(self.now)
        return self.times.hours(self.person).between_micros(begin, max(begin, int(need_by)))

    def _why(
        self,
        topic: str,
        receiver: str,
        actor: str,
        record: Record | None,
        words: Mapping[str, Any],
    ) -> str:
        known: PersonFact | TeamFact | None = self.people.teams.get(receiver)
        if topic == "notice":
            return str(words.get("why", "it concerns you."))
        if topic == "page":
            whom = self.people.handle(receiver) if known else "you"
            pays = str(words.get("pays", ""))
            budget = f"the budget of {self.people.handle(pays)}" if pays else "no team's budget"
            return f"{self._who(actor)} called {whom}; {budget} pays for it."
        if known is not None:
            return f"it waits on {self.people.handle(receiver)}, and you belong to it."
        if topic in _WHYS:
            return _WHYS[topic]
        wrote = record is not None and record.author == self.person
        if topic == "waits" or (topic == "missed" and not wrote):
            return "it waits on you."
        return "you wrote it and wait for it." if wrote else "it concerns you."
