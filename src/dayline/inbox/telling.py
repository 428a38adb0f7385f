"""What a run of entries leaves to be told: who must hear of what, until when.

A message lives until everybody concerned has been told or it is past: a record that has moved on
waits for nobody any more, and a letter about it would be noise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from dayline.base.instants import from_text
from dayline.base.micros import to_micros
from dayline.inbox.models import Message, Page, PageBudget, Thread
from dayline.journal.rows import table
from dayline.journal.rules import Entry


def about(subject: str) -> str:
    """The record that an entry's subject is about: ``H-4`` for ``H-4`` and ``H-4.accept.1``."""
    return subject.partition(".")[0]


Row = dict[str, Any]

_FIRST = ("record.opened", "record.imported")


class Batch:
    """The messages and threads that a run of entries leaves behind."""

    def __init__(self, workspace: int, entries: Sequence[Entry]) -> None:
        self.workspace = workspace
        fresh = {entry.subject for entry in entries if entry.kind.startswith(_FIRST)}
        refs = sorted({about(entry.subject) for entry in entries} - fresh)
        self.messages: dict[str, dict[str, Row]] = {}  # by record, then by id
        standing = table(Message).recall(workspace, "ref", refs)
        for row in standing:
            self.messages.setdefault(row["ref"], {})[row["id"]] = row
        self.stood = {row["id"] for row in standing}
        self.threads = {row["ref"]: row for row in table(Thread).recall(workspace, "ref", refs)}
        self.pages: list[dict[str, Any]] = []
        self.budgets: list[dict[str, Any]] = []
        for entry in entries:
            handler = _HANDLERS.get(".".join(entry.kind.split(".", 2)[:2]))
            if handler is not None and entry.payload is not None:
                handler(self, entry, entry.payload)

    def tell(
        self,
        entry: Entry,
        topic: str,
        receivers: Iterable[str],
        *,
        deadline: str = "",
        page: bool = False,
        soon: bool = False,
    ) -> None:
        """One message to each receiver but whoever did it.

        ``soon`` means: when they are next awake, not in the morning.
        """
        for receiver in receivers:
            if receiver == entry.actor:
                continue
            ref, identity = about(entry.subject), f"{entry.index}.{receiver}"
            self.messages.setdefault(ref, {})[identity] = {
                "workspace": self.workspace,
                "id": identity,
                "topic": topic,
                "receiver": receiver,
                "ref": ref,
                "deadline": deadline,
                "idx": entry.index,
                "actor": entry.actor,
                "made_at": to_micros(entry.at),
                "need_by": to_micros(entry.at) if soon else None,
                "page": page,
            }

    def past(self, ref: str, is_past: Callable[[Row], bool]) -> None:
        """Forget what is no longer worth telling of a record."""
        rows = self.messages.get(ref, {})
        for identity in [identity for identity, row in rows.items() if is_past(row)]:
            del rows[identity]

    def said_of(self, entry: Entry, *topics: str) -> None:
        """Forget what was to be said about the clock of an entry."""
        self.past(
            about(entry.subject),
            lambda row: row["topic"] in topics and row["deadline"] == entry.subject,
        )

    def record(self, entry: Entry, payload: dict[str, Any]) -> None:
        """A record was opened, moved or revised: whoever it now waits on is told."""
        head = payload.get("head", {})
        if "waits_on" not in head:
            return
        ref, waits_on = entry.subject, list(head["waits_on"])
        known = self.threads.get(ref)
        before = known["waits_on"] if known else []
        author = str(head.get("author", ""))
        self.threads[ref] = {
            "workspace": self.workspace,
            "ref": ref,
            "author": author,
            "waits_on": waits_on,
        }
        moved = entry.kind.startswith("record.moved")
        if moved or entry.kind.startswith("record.opened"):
            self.past(ref, lambda row: row["topic"] in ("waits", "moved_on"))
            self.tell(entry, "waits", waits_on)
            if moved and author.startswith("P-") and author not in waits_on:
                self.tell(entry, "moved_on", [author])
        elif entry.kind.startswith("record.revised"):
            self.past(ref, lambda row: row["topic"] == "waits" and row["receiver"] not in waits_on)
            self.tell(entry, "waits", [one for one in waits_on if one not in before])

    def comment(self, entry: Entry, payload: dict[str, Any]) -> None:
        """Somebody commented: the record's author is told."""
        author = self.threads.get(entry.subject, {}).get("author", "")
        if author.startswith("P-"):
            self.tell(entry, "concern" if payload.get("concern") else "comment", [author])

    def appealed(self, entry: Entry, payload: dict[str, Any]) -> None:
        """Somebody asks that another one decides on a concern: whoever may decide is told."""
        self.tell(entry, "appeal", payload.get("tell", ()), soon=True)

    def decided(self, entry: Entry, payload: dict[str, Any]) -> None:
        """An appeal was decided: those who disagreed are told, nobody else is asked any more."""
        self.past(entry.subject, lambda row: row["topic"] == "appeal")
        self.tell(entry, "decided", payload.get("tell", ()))

    def due(self, entry: Entry, payload: dict[str, Any]) -> None:
        """A clock started, went on or moved: those on whom the record waits know until when."""
        if "due_at" not in payload:
            return
        need_by = to_micros(from_text(payload["due_at"]))
        for row in self.messages.get(about(entry.subject), {}).values():
            if row["topic"] != "waits":
                continue
            earlier = row["need_by"] is None or need_by < row["need_by"]
            if row["deadline"] == entry.subject or (
                earlier and row["receiver"] in payload.get("whose", [row["receiver"]])
            ):
                row |= {"need_by": need_by, "deadline": entry.subject}

    def moved(self, entry: Entry, payload: dict[str, Any]) -> None:
        """A deadline moved: whoever waits for it is told where to, and only the last time."""
        self.due(entry, payload)
        self.said_of(entry, "moved")
        self.tell(entry, "moved", payload.get("tell", ()), deadline=entry.subject)

    def goes_on(self, entry: Entry, payload: dict[str, Any]) -> None:
        """A clock goes on; where somebody answers for another one now, they are told."""
        self.moved(entry, payload)
        self.tell(entry, "stands_in", payload.get("stand_ins", ()), deadline=entry.subject)

    def still(self, entry: Entry, _: dict[str, Any]) -> None:
        """A clock stands still: nothing is needed by then any more."""
        self.said_of(entry, "moved")
        for row in self.messages.get(about(entry.subject), {}).values():
            if row["topic"] == "waits" and row["deadline"] == entry.subject:
                row["need_by"] = None

    def missed(self, entry: Entry, payload: dict[str, Any]) -> None:
        """A deadline fired."""
        page = payload.get("then") == "page"
        self.said_of(entry, "moved")
        self.tell(
            entry, "missed", payload.get("tell", ()), deadline=entry.subject, page=page, soon=True
        )
        if page:
            self.pay(entry, payload)

    def stuck(self, entry: Entry, payload: dict[str, Any]) -> None:
        """Dayline could not make the move that a contract wants."""
        self.tell(entry, "stuck", payload.get("tell", ()), deadline=entry.subject, soon=True)

    def over(self, entry: Entry, _: dict[str, Any]) -> None:
        """A clock has ended: what was still to be said about it is past."""
        self.said_of(entry, "missed", "moved", "stuck", "stands_in")

    def budget(self, entry: Entry, payload: dict[str, Any]) -> None:
        """An error budget is spent, or whole again."""
        topic = "spent" if entry.kind == "budget.spent" else "restored"
        self.said_of(entry, "spent", "restored")
        self.tell(entry, topic, payload.get("tell", ()), deadline=entry.subject)

    def declared(self, entry: Entry, payload: dict[str, Any]) -> None:
        """Somebody is called now."""
        self.tell(entry, "page", payload.get("to", ()), page=True, soon=True)
        called = payload.get("to", ())
        leads = [one for one in payload.get("tell", ()) if one not in called]
        self.tell(entry, "overspent", leads)
        self.pay(entry, payload)

    def notice(self, entry: Entry, payload: dict[str, Any]) -> None:
        """A practice has something to tell; a later notice on the same matter takes its place."""
        matter = str(payload.get("matter", ""))
        tell = list(payload.get("tell", ()))
        self.past(
            about(entry.subject),
            lambda row: (
                row["topic"] == "notice" and row["deadline"] == matter and row["receiver"] in tell
            ),
        )
        self.tell(entry, "notice", tell, deadline=matter, soon=bool(payload.get("soon")))

    def settled(self, entry: Entry, payload: dict[str, Any]) -> None:
        """What a notice asked of somebody is done; nobody has to be told any more."""
        matter, who = str(payload.get("matter", "")), payload.get("who", (entry.actor,))
        self.past(
            about(entry.subject),
            lambda row: (
                row["topic"] == "notice" and row["deadline"] == matter and row["receiver"] in who
            ),
        )

    def offset(self, entry: Entry, payload: dict[str, Any]) -> None:
        """A team or person said whether a decision applies to them: of a contest its author and
        deciders are told, unless it is taken back before."""
        who = str(payload.get("who", ""))
        self.past(entry.subject, lambda row: row["topic"] == "contested" and row["deadline"] == who)
        if entry.kind.endswith(".contest"):
            self.tell(entry, "contested", payload.get("tell", ()), deadline=who)

    def pay(self, entry: Entry, payload: dict[str, Any]) -> None:
        """A page costs a team's budget."""
        self.pages.append(
            {
                "workspace": self.workspace,
                "idx": entry.index,
                "team": str(payload.get("pays", "")),
                "ref": about(entry.subject),
                "at": entry.at,
            }
        )

    def allowed(self, entry: Entry, payload: dict[str, Any]) -> None:
        """A team's budget of pages was set."""
        row = {"workspace": self.workspace, "team": entry.subject}
        self.budgets.append({**row, "pages": payload["pages"], "days": payload["days"]})

    def write(self) -> None:
        """Write what was gathered."""
        left = {identity: row for rows in self.messages.values() for identity, row in rows.items()}
        table(Message).clear(self.workspace, "id", sorted(self.stood - left.keys()))
        table(Message).put(left.values())
        table(Thread).put(self.threads.values())
        table(Page).put(self.pages)
        table(PageBudget).put(self.budgets)


_HANDLERS: dict[str, Callable[[Batch, Entry, dict[str, Any]], None]] = {
    "record.opened": Batch.record,
    "record.imported": Batch.record,
    "record.revised": Batch.record,
    "record.moved": Batch.record,
    "comment.added": Batch.comment,
    "concern.appealed": Batch.appealed,
    "concern.upheld": Batch.decided,
    "concern.overruled": Batch.decided,
    "clock.started": Batch.due,
    "clock.paused": Batch.still,
    "clock.resumed": Batch.goes_on,
    "clock.moved": Batch.moved,
    "clock.missed": Batch.missed,
    "clock.stuck": Batch.stuck,
    "clock.met": Batch.over,
    "clock.answered": Batch.over,
    "clock.cancelled": Batch.over,
    "budget.spent": Batch.budget,
    "budget.restored": Batch.budget,
    "page.declared": Batch.declared,
    "page.budget": Batch.allowed,
    "notice.given": Batch.notice,
    "notice.settled": Batch.settled,
    "offset.given": Batch.offset,
}
