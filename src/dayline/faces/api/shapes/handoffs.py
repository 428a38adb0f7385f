"""Handoffs as the API shows them: drafted, read back, judged, answered for."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, StringConstraints

from dayline.faces.api.shapes.base import Handle, Instant, Shape

Verdict: TypeAlias = Literal["kept", "missing", "contradicted"]
Statement: TypeAlias = Annotated[str, StringConstraints(max_length=50_000)]
Number: TypeAlias = Annotated[int, Field(ge=1, le=1000, description="Of an item, from 1.")]


class DraftLine(Shape):
    """A point of a draft, and what it rests on."""

    section: str
    type: Annotated[str | None, Field(description="The mark that is proposed for it.")]
    words: str
    evidence: Annotated[str, Field(description="A record's id, a commit or a path.")]


class HandoffDraft(Shape):
    """A handoff that nobody wrote yet."""

    since: Annotated[Instant, Field(description="From when on evidence counts.")]
    after: Annotated[str | None, Field(description="The handoff that it follows.")]
    withheld: Annotated[
        int, Field(description="Records left out, because not everybody may see them.")
    ]
    text: str
    lines: list[DraftLine]


class Suggested(Shape):
    """What the scorer makes of an item; a suggestion and no more."""

    verdict: Verdict
    evidence: Annotated[str, Field(description="The statement on which it rests.")]
    why: str
    sureness: Annotated[float, Field(description="0.5 is a guess, 1 is certain.")]


class Word(Shape):
    """The sender's word on an item: on the first read-back, and once it was clarified."""

    first: Verdict
    after: Verdict


class HandedItem(Shape):
    """An item that must survive, with what became of it."""

    number: int
    type: str
    text: str
    first: Suggested | None
    after: Suggested | None
    judged: Word | None
    lost: Annotated[bool | None, Field(description="What showed at the next shift.")]


class ReadBack(Shape):
    """What one of the receivers wrote."""

    by: Handle
    at: Instant
    text: str


class Judgement(Shape):
    """The word of the sender."""

    by: Handle
    at: Instant
    invented: list[str]
    note: str


class Outcome(Shape):
    """What showed at the next shift: the numbers of the items that were lost."""

    by: Handle
    at: Instant
    note: str
    lost: list[int]


class Handover(Shape):
    """What became of a handoff that was delivered."""

    id: str
    state: str
    from_: Annotated[str, Field(alias="from", description="@handle of the team that stops.")]
    to: Annotated[str, Field(description="@handle of the team that goes on.")]
    severity: str
    accepted_scope: str
    read_back_asked: Annotated[bool, Field(description="As its delivery drew it.")]
    share: Annotated[int, Field(description="How many of 100 are asked; so it was drawn.")]
    delivered_at: Instant
    taken_at: Instant | None
    items: list[HandedItem]
    invented: Annotated[
        list[str], Field(description="Statements that nothing in the handoff seems to say.")
    ]
    read_backs: list[ReadBack]
    judgement: Judgement | None
    outcome: Outcome | None


class NewReadBack(Shape):
    """What you understood, in your own words."""

    text: Statement
    revision: Annotated[int | None, Field(description="The revision that you read.")] = None


class NewAcceptance(Shape):
    """What you take on, and what not."""

    scope: Annotated[str, StringConstraints(min_length=1, max_length=300)]


class NewWord(Shape):
    """Your word on an item; what is left out stays as suggested."""

    number: Number
    first: Verdict | None = None
    after: Verdict | None = None


class NewJudgement(Shape):
    """Your word as the sender."""

    items: Annotated[list[NewWord], Field(default_factory=list, max_length=100)]
    invented: Annotated[list[Statement], Field(default_factory=list, max_length=100)]
    note: Statement = ""
    close: Annotated[bool, Field(description="Close the handoff in the same act.")] = False


class NewOutcome(Shape):
    """The items that were tried again, asked again or redone; none where nothing was lost."""

    lost: Annotated[list[Number], Field(max_length=100)]
    note: Statement = ""


class Share(Shape):
    """How many of 100 handoffs are asked for a read-back, drawn when they are delivered."""

    percent: Annotated[int, Field(ge=0, le=100)]
