"""Delivering what happened to who subscribed: from the journal, by a cursor each, at least once.

A message has the id of its entry, so that it is the same message however often it is sent. It
carries ids and links; words only where the maker of the subscription may see the record.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from dayline.base.instants import to_text
from dayline.clocks import leases
from dayline.integrations.webhooks.client import Outcome, send
from dayline.journal.queries import entries, head
from dayline.journal.rules import Entry
from dayline.people.queries import directory
from dayline.records.events.queries import ref_of, seen
from dayline.records.packing import unpacked
from dayline.records.queries import Record, select, visible_to
from dayline.webhooks.actions import note_failure, note_success
from dayline.webhooks.queries import Subscription, ready
from dayline.webhooks.rules import GIVE_UP, signed

BATCH = 50
LEASE = timedelta(minutes=15)
_LONGEST = 256 * 1024
Send = Callable[[str, Mapping[str, str], bytes], Outcome]


@dataclass
class Delivered:
    """What a round of deliveries did: messages taken, failures, subscriptions that were ended."""

    sent: int = 0
    failed: int = 0
    ended: int = 0


def deliver(
    workspace: int, at: datetime, *, worker: str, base_url: str, post: Send = send
) -> Delivered:
    """Deliver to every subscription what it has not had, at most ``BATCH`` entries each.

    ``at`` is a real instant. Of several workers one delivers to a subscription at a time.
    """
    done = Delivered()
    waiting = ready(workspace, at, head(workspace).size)
    if not waiting:
        return done
    tasks = {f"webhook:{one.id}": one for one in waiting}
    claims = leases.claim(workspace, list(tasks), worker=worker, now=at, lease=LEASE)
    for task, token in sorted(claims.items()):
        try:
            _deliver(tasks[task], at, base_url, post, done)
        finally:
            leases.release(workspace, {task: token})
    return done


def _deliver(one: Subscription, at: datetime, base_url: str, post: Send, done: Delivered) -> None:
    maker = directory(one.workspace).people.get(one.person)
    if maker is None or not maker.active or maker.role != "owner":
        done.ended += 1
        _end(one, at, "Its maker is no owner of the workspace any more.")
        return
    stop = min(head(one.workspace).size, one.cursor + BATCH)
    page = list(entries(one.workspace, start=one.cursor, stop=stop))
    wanted = [
        entry
        for entry in seen(one.workspace, one.person, page)
        if not one.kinds or entry.kind.startswith(one.kinds)
    ]
    records = _records(one, wanted)
    for entry in wanted:
        body = message(one, entry, records.get(ref_of(entry.subject) or ""), base_url)
        outcome = post(one.url, _headers(one, entry, at, body), body)
        if not outcome.good:
            done.failed += 1
            done.ended += note_failure(one, at, outcome.status, outcome.error)
            return
        done.sent += 1
        note_success(one, entry.index + 1, outcome.status)
        one = _at(one, entry.index + 1)
    note_success(one, stop, None)


def _at(one: Subscription, cursor: int) -> Subscription:
    return replace(one, cursor=cursor, tries=0, failing_since=None)


def _end(one: Subscription, at: datetime, why: str) -> None:
    note_failure(replace(one, failing_since=at - GIVE_UP), at, None, why)


def _records(one: Subscription, found: list[Entry]) -> dict[str, Record]:
    refs = sorted({ref for entry in found if (ref := ref_of(entry.subject))})
    if not refs:
        return {}
    marks = ", ".join(["%s"] * len(refs))
    shown = select(visible_to(one.workspace, one.person), f"ref IN ({marks})", refs)
    return {record.ref: record for record in shown}


def message_id(entry: Entry) -> str:
    """The id of a message: that of its entry's leaf, the same for ever."""
    return f"msg_{entry.leaf_hash.hex()[:32]}"


def _headers(one: Subscription, entry: Entry, at: datetime, body: bytes) -> dict[str, str]:
    return {
        "Content-Type": "application/json",
        "User-Agent": "Dayline-Webhooks/1",
        **signed(one.secret, message_id(entry), int(at.timestamp()), body),
    }


def message(one: Subscription, entry: Entry, record: Record | None, base_url: str) -> bytes:
    """A message's body: what happened, to what, where to read more."""
    people = directory(one.workspace)
    data: dict[str, Any] = {
        "index": entry.index,
        "actor": {"id": entry.actor, "handle": people.handle(entry.actor)},
        "subject": entry.subject,
        "leaf_hash": entry.leaf_hash.hex(),
        "record": None,
        "text": None,
    }
    if record is not None:
        data["record"] = {
            "ref": record.ref,
            "kind": record.kind,
            "title": record.title,
            "state": record.state,
            "revision": record.revision,
            "url": f"{base_url}/{record.ref}",
            "api": f"{base_url}/api/v1/records/{record.ref}",
        }
        content = unpacked(entry.payload)
        if content is not None and len(content) <= _LONGEST:
            data["text"] = content.decode(errors="replace")
    stated = {"type": entry.kind, "timestamp": to_text(entry.at), "data": data}
    return json.dumps(stated, ensure_ascii=False, separators=(",", ":")).encode()
