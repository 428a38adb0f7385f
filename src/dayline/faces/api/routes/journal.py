"""Operations on the journal: what happened, and its proofs."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Status

from dayline.base.errors import NotFound
from dayline.faces.api.caller import desk_of
from dayline.faces.api.cursors import MOST, pack, unpack
from dayline.faces.api.operations import operation
from dayline.faces.api.shapes import time as shapes
from dayline.faces.api.shapes.base import Cursor, Limit, instant, maybe
from dayline.faces.web.desk import Desk
from dayline.journal import actions, queries
from dayline.journal.rules import Entry
from dayline.journal.verify import examine
from dayline.people.queries import authorise
from dayline.records.events.queries import latest, onwards, ref_of, seen

router = Router()
Index = Annotated[int, Path(..., ge=0, le=2**53 - 1)]
Size = Annotated[int | None, Query(None, ge=0, le=2**53 - 1)]
Kinds = Annotated[list[str], Query([], max_length=20, description="Prefixes such as record.moved.")]


@operation(router, "GET", "/journal", scope="read", answers=shapes.Head)
def get_journal(request: HttpRequest) -> Any:
    """Read the journal's head: its size and the root of its Merkle tree."""
    desk = desk_of(request)
    head = queries.head(desk.workspace)
    return {
        "workspace": desk.origin,
        "size": head.size,
        "root": head.root.hex(),
        "at": maybe(head.at),
    }


def entry_values(desk: Desk, entry: Entry) -> dict[str, Any]:
    """An entry for programs."""
    return {
        "index": entry.index,
        "at": instant(entry.at),
        "actor": desk.people.handle(entry.actor),
        "kind": entry.kind,
        "subject": entry.subject,
        "ref": ref_of(entry.subject),
        "erased": entry.payload is None,
        "leaf_hash": entry.leaf_hash.hex(),
    }


@operation(router, "GET", "/journal/entries", scope="read", answers=shapes.Entries)
def list_entries(
    request: HttpRequest,
    *,
    kind: Kinds,
    newest_first: Annotated[bool, Query(default=False)],
    cursor: Cursor,
    limit: Limit,
) -> Any:
    """List what happened, as far as you may see it, without words.

    Oldest first, a cursor is there even at the end, so that a reader can follow the journal:
    ask again with it, and what was added comes.
    """
    desk = desk_of(request)
    place = unpack(cursor, int)
    size = queries.head(desk.workspace).size
    further: str | None
    if newest_first:
        before = size if place is None else place[0]
        found = latest(desk.workspace, desk.person, before=before, limit=limit, kinds=kind)
        further = pack(found[-1].index) if len(found) == limit and found[-1].index else None
    else:
        start = 0 if place is None else max(0, place[0])
        found = onwards(desk.workspace, desk.person, start=start, limit=limit, kinds=kind)
        further = pack(found[-1].index + 1 if len(found) == limit else max(size, start))
    return {
        "items": [entry_values(desk, entry) for entry in found],
        "next": further,
        "size": size,
    }


@operation(router, "GET", "/journal/leaves", scope="read", answers=shapes.Leaves)
def list_leaves(request: HttpRequest, *, cursor: Cursor, limit: Limit) -> Any:
    """List the leaf hashes of all entries, for whoever keeps the tree.

    A leaf holds a salted digest, so its hash tells nothing of an entry that one may not see.
    """
    desk = desk_of(request)
    place = unpack(cursor, int)
    start = max(0, place[0]) if place else 0
    size = queries.head(desk.workspace).size
    stop = min(size, start + min(limit, MOST))
    rows = queries.stored(desk.workspace, start, stop)
    return {
        "start": start,
        "size": size,
        "items": [bytes(row[6]).hex() for row in rows],
        "next": pack(stop) if stop < size else None,
    }


@operation(router, "GET", "/journal/entries/{index}", scope="read", answers=shapes.Entry)
def get_entry(request: HttpRequest, index: Index) -> Any:
    """Read one entry, without its words."""
    desk = desk_of(request)
    return entry_values(desk, _entry(desk, index))


def _entry(desk: Desk, index: int) -> Entry:
    found = list(queries.entries(desk.workspace, start=index, stop=index + 1))
    shown = seen(desk.workspace, desk.person, found)
    if not shown:
        raise NotFound(f"There is no entry {index}.", do="See: GET /api/v1/journal/entries.")
    return shown[0]


@operation(router, "GET", "/journal/entries/{index}/proof", scope="read", media_type="text/plain")
def prove_entry(request: HttpRequest, index: Index) -> Any:
    """Prove one entry with its words, against the last signed checkpoint that covers it.

    The form is C2SP tlog-proof: ``verify_dayline.py --proof`` checks it without Dayline.
    """
    desk = desk_of(request)
    entry = _entry(desk, index)
    for note in reversed(queries.checkpoints(desk.workspace)):
        if int(note.split("\n")[1]) > entry.index:
            shown = queries.proof(desk.workspace, entry.index, note)
            return HttpResponse(shown, content_type="text/plain; charset=utf-8")
    raise NotFound(
        f"No signed checkpoint covers entry {index} yet.",
        do="Ask an owner to sign one: POST /api/v1/journal/checkpoints.",
    )


@operation(router, "GET", "/journal/inclusion", scope="read", answers=shapes.Inclusion)
def prove_inclusion(
    request: HttpRequest, index: Annotated[int, Query(..., ge=0, le=2**53 - 1)], size: Size
) -> Any:
    """Prove that an entry is in the journal of a size, by default as it is now."""
    desk = desk_of(request)
    whole = queries.head(desk.workspace).size if size is None else size
    hashes = queries.inclusion(desk.workspace, index, whole)
    (row,) = queries.stored(desk.workspace, index, index + 1)
    return {
        "size": whole,
        "root": queries.root_at(desk.workspace, whole).hex(),
        "hashes": [one.hex() for one in hashes],
        "index": index,
        "leaf_hash": bytes(row[6]).hex(),
    }


@operation(router, "GET", "/journal/consistency", scope="read", answers=shapes.Consistency)
def prove_consistency(
    request: HttpRequest, old: Annotated[int, Query(..., ge=0, le=2**53 - 1)], size: Size
) -> Any:
    """Prove that the journal only grew: that the first ``old`` entries are still its beginning."""
    desk = desk_of(request)
    whole = queries.head(desk.workspace).size if size is None else size
    hashes = queries.consistency(desk.workspace, old, whole)
    return {
        "size": whole,
        "root": queries.root_at(desk.workspace, whole).hex(),
        "hashes": [one.hex() for one in hashes],
        "old": old,
        "old_root": queries.root_at(desk.workspace, old).hex(),
    }


@operation(router, "GET", "/journal/keys", scope="read", answers=shapes.Keys)
def list_keys(request: HttpRequest) -> Any:
    """List the public keys of the journal, the current one last."""
    return {"items": [str(key) for key in queries.verifiers(desk_of(request).workspace)]}


@operation(router, "GET", "/journal/checkpoints", scope="read", answers=shapes.Checkpoints)
def list_checkpoints(request: HttpRequest, cursor: Cursor, limit: Limit) -> Any:
    """List the signed checkpoints, oldest first."""
    place = unpack(cursor, int)
    begin = max(0, place[0]) if place else 0
    notes = queries.checkpoints(desk_of(request).workspace)
    stop = begin + limit
    return {"items": notes[begin:stop], "next": pack(stop) if stop < len(notes) else None}


@operation(
    router, "POST", "/journal/checkpoints", scope="admin", answers=shapes.Checkpoint, status=201
)
def sign_checkpoint(request: HttpRequest) -> Any:
    """Sign the journal's present head. Give the note to somebody who is not you."""
    desk = desk_of(request)
    authorise(desk.people, desk.person, "owner")
    return Status(201, {"note": actions.checkpoint(desk.acting)})


@operation(router, "POST", "/journal/verification", scope="admin", answers=shapes.Verdict)
def verify_journal(request: HttpRequest) -> Any:
    """Hash the whole journal again and compare it with every head that is remembered."""
    desk = desk_of(request)
    authorise(desk.people, desk.person, "owner")
    verdict = examine(desk.workspace)
    return {"workspace": desk.origin, **verdict.summary()}


@operation(router, "POST", "/journal/entries/{index}/erasure", scope="admin", answers=shapes.Entry)
def erase_entry(request: HttpRequest, index: Index, payload: shapes.Erasure) -> Any:
    """Erase the words of one entry for good; all proofs still hold."""
    desk = desk_of(request)
    authorise(desk.people, desk.person, "owner")
    entry = _entry(desk, index)
    actions.erase(desk.acting, entry.index, payload.reason)
    return entry_values(desk, _entry(desk, index))
