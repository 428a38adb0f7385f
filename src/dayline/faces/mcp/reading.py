"""The tools that read: find, read, waiting, contract. Each answers what its seat may see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dayline.base.errors import NotFound
from dayline.base.instants import to_text as instant
from dayline.base.micros import to_micros
from dayline.contracts.queries import in_force, registry
from dayline.contracts.template import blank
from dayline.contracts.terms import Contract
from dayline.faces.api.cursors import pack, unpack
from dayline.faces.mcp.budget import fitting, page_of, place
from dayline.faces.mcp.seat import Seat
from dayline.inbox import queries as inbox
from dayline.records import queries
from dayline.records.pages import queries as pages
from dayline.records.paths import applies
from dayline.records.prospects import prospects
from dayline.records.queries import Record
from dayline.records.remarks import queries as said
from dayline.search.actions import catch_up
from dayline.search.queries import Filters, search
from dayline.synthesis.messages import Sentence
from dayline.synthesis.queries import standing_of

Data = dict[str, Any]
Arguments = Mapping[str, Any]
_PAGE = 20
CATCH_UP = 200
"""Entries of the journal that one call takes into the index; there are seldom as many."""


def brief(one: Record) -> Data:
    """A record in a list."""
    return {
        "ref": one.ref,
        "kind": one.kind,
        "state": one.state or one.status,
        "title": one.title,
        "changed": instant(one.changed_at)[:10],
    }


def find(seat: Seat, asked: Arguments) -> Data:
    """Records by words, by the path that they bind, or the last that changed."""
    if asked["query"]:
        return _by_words(seat, asked)
    if asked["path"]:
        bound = [
            one
            for one in queries.listing(seat.workspace, person=seat.person, kinds=asked["kinds"])
            if applies(one.fields, asked["path"])
        ]
        start = place(asked["cursor"])
        shown = fitting([brief(one) for one in bound[start : start + _PAGE]], str)
        after = start + len(shown)
        return {"items": list(shown), "next": str(after) if after < len(bound) else None}
    return _latest(seat, asked)


def _by_words(seat: Seat, asked: Arguments) -> Data:
    catch_up(seat.workspace, most=CATCH_UP)
    hits = search(
        seat.workspace,
        asked["query"],
        person=seat.person,
        filters=Filters(tuple(asked["kinds"]), tuple(asked["states"])),
        limit=_PAGE,
    )
    items = [
        {
            **brief(hit.record),
            "section": " > ".join(hit.headings[-2:]),
            "line": hit.line,
            "passage": "".join(piece.text for piece in hit.pieces)[:400],
        }
        for hit in hits
    ]
    return {"items": list(fitting(items, str)), "next": None}


def _latest(seat: Seat, asked: Arguments) -> Data:
    filters = pages.Filters(asked["kinds"], asked["states"])
    found = pages.latest(
        seat.workspace,
        person=seat.person,
        filters=filters,
        after=unpack(asked["cursor"], int, str),
        limit=_PAGE + 1,
    )
    shown = fitting(found[:_PAGE], brief)
    more = len(shown) < len(found)
    last = shown[-1] if shown else None
    return {
        "items": [brief(one) for one in shown],
        "next": pack(to_micros(last.changed_at), last.ref) if more and last else None,
    }


def read(seat: Seat, asked: Arguments) -> Data:
    """One record: its head, and the part that was asked for."""
    record = queries.find(seat.workspace, asked["ref"], person=seat.person)
    handle = seat.people.handle
    head: Data = {
        **brief(record),
        "author": handle(record.author),
        "waits_on": [handle(one) for one in record.waits_on],
        "revision": record.revision,
        "url": seat.url(record.ref),
    }
    parts = {"text": _text, "comments": _comments, "moves": _moves, "history": _history}
    return {**head, **parts[asked["part"] or "text"](seat, record, asked)}


def _text(seat: Seat, record: Record, asked: Arguments) -> Data:
    number = place(asked["revision"])
    content = (
        queries.text_at(seat.workspace, record.ref, number) if number else queries.content(record)
    )
    if content is None:
        raise NotFound(f"The text of {record.ref} was erased.", do="Read its history.")
    shown, after = page_of(content.decode(errors="replace"), asked["cursor"])
    links = queries.edges(seat.workspace, person=seat.person, refs=[record.ref])
    told: Data = {"links": [f"{one.source} {one.type} {one.target}" for one in links[:30]]}
    newer = [
        one.source if one.target == record.ref else one.target
        for one in links
        if (one.means == "supersedes" and one.target == record.ref)
        or (one.means == "superseded_by" and one.source == record.ref)
    ]
    by = ", ".join(sorted(set(newer)))
    if by and record.state == "superseded":
        told["not_current"] = f"Replaced by {by}: read that instead."
    elif by:
        told["to_be_replaced"] = f"{by} is to replace it; until then this one stands."
    return {**told, "next": after, "text": shown}


def _comments(seat: Seat, record: Record, asked: Arguments) -> Data:
    begin = place(asked["cursor"])
    handle = seat.people.handle
    found = [one for one in said.remarks(seat.workspace, record.ref) if int(one.id[1:]) > begin]
    items = [
        {
            "id": one.id,
            "by": handle(one.author),
            "at": instant(one.at),
            "status": one.status,
            "concern": one.concern,
            "answers": one.parent,
            "quote": one.quote[:300],
            "text": (one.text if one.text is not None else "(erased)")[:2_000],
        }
        for one in found
    ]
    shown = fitting(items, str)
    told = [
        f"{handle(one.person)} {one.kind} revision {one.revision}"
        for one in said.receipts(seat.workspace, record.ref)[-20:]
    ]
    more = len(shown) < len(items)
    return {
        "comments": list(shown),
        "receipts": told,
        "next": str(shown[-1]["id"])[1:] if more else None,
    }


def _moves(seat: Seat, record: Record, _asked: Arguments) -> Data:
    found = prospects(seat.acting, record) if record.contract else []
    moves = [
        {
            "move": one.name,
            "to": one.to,
            "ready": one.open,
            "todo": [f"{what} {remedy}".strip()[:400] for what, remedy in one.todo[:12]],
        }
        for one in found
    ]
    return {"moves": list(fitting(moves, str)), "next": None}


def _history(seat: Seat, record: Record, asked: Arguments) -> Data:
    begin = place(asked["cursor"])
    past = [one for one in queries.history(seat.workspace, record.ref) if one.number > begin]
    items = [
        {
            "revision": one.number,
            "at": instant(one.at),
            "by": seat.people.handle(one.actor),
            "state": one.state,
            "move": one.move,
            "note": one.note[:300],
        }
        for one in past
    ]
    shown = fitting(items, str)
    more = len(shown) < len(items)
    return {"revisions": list(shown), "next": str(shown[-1]["revision"]) if more else None}


def waiting(seat: Seat, asked: Arguments) -> Data:
    """What waits on the seat and its teams, or on somebody else, with the next deadlines."""
    whose = seat.own()
    if asked["whose"]:
        known = seat.people.known(asked["whose"])
        teams = (one.id for one in seat.people.teams_of(known.id))
        whose = (known.id, *teams)
    found: dict[str, Record] = {}
    for one in whose:
        filters = pages.Filters(waits_on=one)
        listed = pages.latest(seat.workspace, person=seat.person, filters=filters, limit=_PAGE)
        found |= {record.ref: record for record in listed}
    due = inbox.deadlines(seat.workspace, person=seat.person, whose=whose, limit=_PAGE)
    items = [
        {**brief(one), "on": [seat.people.handle(who) for who in one.waits_on]}
        for one in found.values()
    ]
    deadlines = [
        {
            "ref": one.ref,
            "clock": one.clock,
            "due": instant(one.due_at) if one.due_at else "",
            "state": one.state.value,
        }
        for one in due
    ]
    return {"items": list(fitting(items, str, most=1_200)), "deadlines": deadlines[:10]}


def where_it_stands(seat: Seat, asked: Arguments) -> Data:
    """Where a record stands, each sentence with who wrote it and the comment that holds it."""
    told = standing_of(seat.workspace, asked["ref"], person=seat.person)
    standing, name = told.standing, told.name

    def cited(one: Sentence, **more: str) -> Data:
        place = standing.messages[one.message].place
        return {**more, "text": one.text, "by": name(one.who), "cite": place}

    def whose(one: Sentence) -> dict[str, str]:
        until = one.due.isoformat() if one.due else ""
        return {"owner": name(one.owner) if one.owner else "", "due": until}

    parts = {
        "decided": [cited(one) for one in standing.in_force],
        "open": [cited(one.asked) for one in standing.open],
        "to_do": [cited(one, **whose(one)) for one in standing.actions],
        "positions": [cited(one) for side in standing.sides for one in side.sentences],
        "in_their_own_words": [
            {"by": name(who), "text": one.text or "signed as told"} for who, one in told.own.items()
        ],
        "agreed": [
            {**cited(one.to), "with": [name(by.who) for by in one.by]}
            for one in standing.agreements
        ],
        "answered": [
            {**cited(one.asked), "answer": " ".join(by.text for by in one.answered_by)}
            for one in standing.answered
        ],
    }
    most = 450
    shown = {key: list(fitting(items, str, most=most)) for key, items in parts.items()}
    more = sum(len(parts[key]) - len(shown[key]) for key in parts)
    return {"ref": told.record.ref, **shown, "left_out": more}


def contract(seat: Seat, asked: Arguments) -> Data:
    """The kinds there are, or what one of them asks for, with a blank text to fill in."""
    if not asked["kind"]:
        purposes = {one.name: one.purpose for one in in_force(seat.workspace)}
        kinds = [{"kind": name, "purpose": purpose} for name, purpose in purposes.items()]
        return {"kinds": list(fitting(kinds, str))}
    one = registry(seat.workspace).named(asked["kind"])
    template = blank(one, ref=f"{one.prefix}-0", title="", author=seat.handle)
    shown, after = page_of(template, asked["cursor"], most=900)
    return {
        "kind": one.name,
        "version": one.version,
        "purpose": one.purpose,
        "fields": [_field(name, one) for name in one.fields],
        "links": [f"{link.name}: {'/'.join(link.to) or 'any'}" for link in one.links.values()],
        "moves": [_move(name, one) for name in one.moves],
        "next": after,
        "template": shown,
    }


def _field(name: str, one: Contract) -> str:
    field = one.fields[name]
    needed = f" (before {', '.join(field.required.before)})" if field.required.before else ""
    return f"{name}: {field.type}{' (always)' if field.required.always else needed}"


def _move(name: str, one: Contract) -> str:
    move = one.moves[name]
    asks = f", asks {', '.join(move.asks)}" if move.asks else ""
    return f"{name}: {'/'.join(move.sources)} -> {move.to}, by {', '.join(move.by)}{asks}"
