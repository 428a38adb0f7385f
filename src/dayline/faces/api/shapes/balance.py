"""Meet or write, who owns what, what a team's new version breaks, coffee: as the API shows them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from dayline.faces.api.shapes.base import GivenHandle, Handle, Instant, Shape, Short

LevelWord = Literal["low", "medium", "high"]
WayWord = Literal["meet", "write"]
Wanted = Literal[
    "decide", "unblock", "explore", "review", "teach", "inform", "get_to_know",
    "difficult_conversation",
]  # fmt: skip


class RouteAsked(Shape):
    """A situation before anybody is invited."""

    wanted: Wanted = "decide"
    complexity: LevelWord = "medium"
    urgency: LevelWord = "low"
    people: Annotated[
        list[GivenHandle],
        Field(default_factory=list, max_length=50, description="Handles of people or teams."),
    ]
    documented: bool = False
    focus: bool = False
    strangers: bool = False
    repeated: Annotated[int, Field(ge=0, le=1000)] = 0
    asked: WayWord | None = None


class Term(Shape):
    """A term of an advice."""

    id: str
    says: str


class TraceStep(Shape):
    """One rule: what it saw, and whether it decides, agrees, was outweighed or is silent."""

    rule: str
    wants: Literal["meet", "write", "either"]
    part: Literal["decides", "agrees", "outweighed", "silent"]
    saw: str


class Advice(Shape):
    """Meet or write, by which rule, on which terms, with every rule's part."""

    mode: WayWord
    decided_by: str
    rules: list[str]
    outweighed: list[str]
    terms: list[Term]
    trace: list[TraceStep]


class ThreadMeasure(Shape):
    """What a thread looks like; ``age`` in awake-hours of the record's author."""

    age: float
    comments: int
    turns: int
    reopened: int


class ContestedPoint(Shape):
    """A point that is not settled."""

    id: str
    what: str


class CallHour(Shape):
    """When to call. Burdens are hours outside a site's working day, times hours of call."""

    starts: Instant
    ends: Instant
    shared: bool
    burden: dict[str, float]
    carried: dict[str, float]


class RecordRoute(Shape):
    """A live record before the router."""

    ref: str
    thread: ThreadMeasure
    contested: list[ContestedPoint]
    advice: Advice
    hour: CallHour | None


class CallAsked(Shape):
    """How long the call is to be."""

    minutes: Annotated[int, Field(ge=5, le=60)] = 15


class RightAnswer(Shape):
    """Whether it was right to meet, or to write."""

    right: Literal["yes", "no", "not_sure"]


class RuleFared(Shape):
    """A rule in its place, and how it fared. ``right`` is a share of yes, from five answers on."""

    rule: str
    wants: Literal["meet", "write", "either"]
    says: str
    answers: int
    right: float | None
    low: float | None
    high: float | None


class Fared(Shape):
    """The rules in the order of their precedence."""

    items: list[RuleFared]


class PlanMove(Shape):
    """An area that changes hands. ``weeks``: until its hours are paid back by handoffs saved."""

    area: str
    source: Handle
    target: Handle
    handoffs: float
    hours: float
    weeks: float | None


class PlanLoad(Shape):
    """What a team carries, would carry and may carry, in pieces of work a week."""

    site: Handle
    now: float
    planned: float
    limit: float
    above: bool


class OwnershipPlan(Shape):
    """Who should own what. ``before`` and ``after`` are expected handoffs a week."""

    before: float
    after: float
    hours: float
    owners: dict[str, Handle]
    moves: list[PlanMove]
    load: list[PlanLoad]
    records: Annotated[int, Field(description="How many records it rests on.")]
    days: int


class PromiseChange(Shape):
    """A change of a promise, as others see it."""

    effect: Literal["breaks", "widens", "neutral"]
    rule: str
    what: str
    said: str


class TeamChanges(Shape):
    """What is written now against what is published."""

    ref: str
    published: str
    stated: str
    needed: str
    suffices: bool
    told: list[Handle]
    changes: list[PromiseChange]


class OwnCoffee(Shape):
    """One's own coffee; ``questions`` where the two are never awake together."""

    taking_part: bool
    partner: Handle | None
    at: Instant | None
    questions: list[str]


class CoffeeChoice(Shape):
    """Whether to take part."""

    taking_part: bool


class CoffeeDraw(Shape):
    """What the lot is drawn by; the round's number when empty."""

    seed: Short = ""


class CoffeeRound(Shape):
    """A round that was drawn. Who meets whom only they are told."""

    round: int
    seed: str
    calls: int
    written: int
    left: int
