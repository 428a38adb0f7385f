"""Deadlines, the board, the inbox, the journal and webhooks as the API shows and takes them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from dayline.faces.api.shapes.base import Handle, Instant, Shape


class Deadline(Shape):
    """One run of one clock of a record."""

    id: str
    ref: str
    clock: str
    state: str
    of: list[Handle]
    measure: str
    started_at: Instant
    due_at: Instant | None
    fired_at: Instant | None
    ended_at: Instant | None
    calendar: str
    edition: str


class Deadlines(Shape):
    """Deadlines, the next one first."""

    items: list[Deadline]
    next: str | None


class Explained(Deadline):
    """A deadline with its account: why it is when it is, line by line."""

    account: list[str]


class Explanations(Shape):
    """The deadlines of a record, explained."""

    ref: str
    zone: str
    items: list[Explained]


class Card(Shape):
    """A record that waits."""

    ref: str
    kind: str
    state: str
    title: str
    since: Instant
    due_at: Instant | None


class Evidence(Shape):
    """Why a light is not green."""

    ref: str
    light: str
    words: str


class Lane(Shape):
    """One team, or a person who is in none: its light, and what waits on it.

    ``records`` are the first of ``total``.
    """

    id: str
    name: str
    light: str | None
    evidence: list[Evidence]
    total: int
    records: list[Card]


class Board(Shape):
    """What waits on whom."""

    items: list[Lane]


class Hit(Shape):
    """A record that fits some words; ``headings`` lead to its best passage, at ``line``."""

    ref: str
    kind: str
    title: str
    state: str
    score: float
    headings: list[str]
    line: int
    passage: str
    url: str


class Hits(Shape):
    """Records that fit, best first."""

    items: list[Hit]


class Told(Shape):
    """Something that you have not been told yet."""

    topic: str
    ref: str
    title: str
    by: Handle
    at: Instant
    need_by: Instant | None
    why: str


class Inbox(Shape):
    """What you have not been told yet, what presses first."""

    items: list[Told]


class Letter(Shape):
    """A letter to you."""

    id: str
    sort: str
    state: str
    composed_at: Instant
    sent_at: Instant | None


class Letters(Shape):
    """The last letters to you, newest first."""

    items: list[Letter]


class Head(Shape):
    """The journal as it stands."""

    workspace: str
    size: int
    root: str
    at: Instant | None


class Entry(Shape):
    """What happened, without its words. ``erased`` says that they are gone."""

    index: int
    at: Instant
    actor: Handle
    kind: str
    subject: str
    ref: str | None
    erased: bool
    leaf_hash: str


class Entries(Shape):
    """Entries that you may see. ``next`` is there as long as more may come."""

    items: list[Entry]
    next: str | None
    size: int


class Leaves(Shape):
    """Leaf hashes (RFC 6962) in hex, of every entry: they tell nothing of what is in it."""

    start: int
    size: int
    items: list[str]
    next: str | None


class Proof(Shape):
    """A Merkle proof (RFC 6962); hashes in hex."""

    size: int
    root: str
    hashes: list[str]


class Inclusion(Proof):
    """That a leaf is in the journal of that size."""

    index: int
    leaf_hash: str


class Consistency(Proof):
    """That the journal of the old size is a prefix of the one of this size."""

    old: int
    old_root: str


class Keys(Shape):
    """The public keys of the journal (C2SP signed notes), the current one last."""

    items: list[str]


class Checkpoints(Shape):
    """Signed checkpoints (C2SP tlog-checkpoint), oldest first."""

    items: list[str]
    next: str | None


class Checkpoint(Shape):
    """A signed checkpoint."""

    note: str


class Verdict(Shape):
    """What came of hashing the whole journal again."""

    workspace: str
    size: int
    root: str
    erased: int
    heads: int
    first_bad: int | None
    faults: list[str]


class Erasure(Shape):
    """Why the words of an entry have to go; no personal data."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]


class Webhook(Shape):
    """A subscription. ``disabled`` says why nothing is sent any more, null while it is."""

    id: str
    url: str
    kinds: list[str]
    owner: Handle
    cursor: int
    created_at: Instant
    tries: int
    retry_at: Instant | None
    last_status: int | None
    last_error: str
    disabled: str | None


class Webhooks(Shape):
    """The subscriptions of the workspace."""

    items: list[Webhook]


class NewWebhook(Shape):
    """Where to send what happens; ``kinds`` are prefixes such as ``record.moved``; none is all."""

    url: Annotated[str, Field(min_length=1, max_length=2000)]
    kinds: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=60)]],
        Field(default_factory=list, max_length=50),
    ]


class WebhookMade(Shape):
    """A new subscription with its secret, which is told this once."""

    id: str
    secret: str


class Replay(Shape):
    """From which entry of the journal on everything is to be sent again."""

    since: Annotated[int, Field(ge=0, le=2**53 - 1)]
