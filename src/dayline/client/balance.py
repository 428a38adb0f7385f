"""The API on balance: what it answers and takes, and its operations.

Written by scripts/make_client.py from the OpenAPI document; not edited by hand.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict, cast

from dayline.client.transport import Answer, Transport


class RightAnswer(TypedDict):
    """Whether it was right to meet, or to write."""

    right: Literal["yes", "no", "not_sure"]


class ThreadMeasure(TypedDict):
    """What a thread looks like; ``age`` in awake-hours of the record's author."""

    age: float
    comments: int
    turns: int
    reopened: int


class ContestedPoint(TypedDict):
    """A point that is not settled."""

    id: str
    what: str


class Term(TypedDict):
    """A term of an advice."""

    id: str
    says: str


class TraceStep(TypedDict):
    """One rule: what it saw, and whether it decides, agrees, was outweighed or is silent."""

    rule: str
    wants: Literal["meet", "write", "either"]
    part: Literal["decides", "agrees", "outweighed", "silent"]
    saw: str


class Advice(TypedDict):
    """Meet or write, by which rule, on which terms, with every rule's part."""

    mode: Literal["meet", "write"]
    decided_by: str
    rules: list[str]
    outweighed: list[str]
    terms: list[Term]
    trace: list[TraceStep]


class CallHour(TypedDict):
    """When to call. Burdens are hours outside a site's working day, times hours of call."""

    starts: str
    ends: str
    shared: bool
    burden: dict[str, float]
    carried: dict[str, float]


class RecordRoute(TypedDict):
    """A live record before the router."""

    ref: str
    thread: ThreadMeasure
    contested: list[ContestedPoint]
    advice: Advice
    hour: CallHour | None


class CallAsked(TypedDict):
    """How long the call is to be."""

    minutes: NotRequired[int]


class OwnCoffee(TypedDict):
    """One's own coffee; ``questions`` where the two are never awake together."""

    taking_part: bool
    partner: str | None
    at: str | None
    questions: list[str]


class CoffeeChoice(TypedDict):
    """Whether to take part."""

    taking_part: bool


class CoffeeRound(TypedDict):
    """A round that was drawn. Who meets whom only they are told."""

    round: int
    seed: str
    calls: int
    written: int
    left: int


class CoffeeDraw(TypedDict):
    """What the lot is drawn by; the round's number when empty."""

    seed: NotRequired[str]


class PromiseChange(TypedDict):
    """A change of a promise, as others see it."""

    effect: Literal["breaks", "widens", "neutral"]
    rule: str
    what: str
    said: str


class TeamChanges(TypedDict):
    """What is written now against what is published."""

    ref: str
    published: str
    stated: str
    needed: str
    suffices: bool
    told: list[str]
    changes: list[PromiseChange]


class RuleFared(TypedDict):
    """A rule in its place, and how it fared. ``right`` is a share of yes, from five answers
    on.
    """

    rule: str
    wants: Literal["meet", "write", "either"]
    says: str
    answers: int
    right: float | None
    low: float | None
    high: float | None


class Fared(TypedDict):
    """The rules in the order of their precedence."""

    items: list[RuleFared]


class PlanMove(TypedDict):
    """An area that changes hands. ``weeks``: until its hours are paid back by handoffs saved."""

    area: str
    source: str
    target: str
    handoffs: float
    hours: float
    weeks: float | None


class PlanLoad(TypedDict):
    """What a team carries, would carry and may carry, in pieces of work a week."""

    site: str
    now: float
    planned: float
    limit: float
    above: bool


class OwnershipPlan(TypedDict):
    """Who should own what. ``before`` and ``after`` are expected handoffs a week."""

    before: float
    after: float
    hours: float
    owners: dict[str, str]
    moves: list[PlanMove]
    load: list[PlanLoad]
    records: int
    days: int


class RouteAsked(TypedDict):
    """A situation before anybody is invited."""

    wanted: NotRequired[
        Literal[
            "decide",
            "unblock",
            "explore",
            "review",
            "teach",
            "inform",
            "get_to_know",
            "difficult_conversation",
        ]
    ]
    complexity: NotRequired[Literal["low", "medium", "high"]]
    urgency: NotRequired[Literal["low", "medium", "high"]]
    people: NotRequired[list[str]]
    documented: NotRequired[bool]
    focus: NotRequired[bool]
    strangers: NotRequired[bool]
    repeated: NotRequired[int]
    asked: NotRequired[Literal["meet", "write"] | None]


class BalanceOperations(Transport):
    """Operations on balance."""

    def answer_right(
        self, ref: str, body: RightAnswer, *, idempotency_key: str | None = None
    ) -> Answer:
        """Say whether it was right to meet, or to write."""
        return self.request(
            "POST",
            f"/api/v1/records/{self.quoted(ref)}/right",
            headers={"Idempotency-Key": idempotency_key},
            body=body,
        )

    def call_about(
        self, ref: str, body: CallAsked, *, idempotency_key: str | None = None
    ) -> RecordRoute:
        """Take a live record to a short call, at the shared hour or the fair one."""
        return cast(
            "RecordRoute",
            self.request(
                "POST",
                f"/api/v1/records/{self.quoted(ref)}/call",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def choose_coffee(self, body: CoffeeChoice) -> OwnCoffee:
        """Take part in rounds of coffee, or stay out. Nobody is told."""
        return cast("OwnCoffee", self.request("PUT", "/api/v1/coffee", body=body).json())

    def draw_coffee(self, body: CoffeeDraw, *, idempotency_key: str | None = None) -> CoffeeRound:
        """Draw the next round of coffee. Owners only; each pair is told, and nobody else."""
        return cast(
            "CoffeeRound",
            self.request(
                "POST",
                "/api/v1/coffee/rounds",
                headers={"Idempotency-Key": idempotency_key},
                body=body,
            ).json(),
        )

    def get_coffee(self, *, if_none_match: str | None = None) -> OwnCoffee:
        """Read your own coffee of this round, and whether you take part."""
        return cast(
            "OwnCoffee",
            self.request("GET", "/api/v1/coffee", headers={"If-None-Match": if_none_match}).json(),
        )

    def get_team_changes(self, who: str, *, if_none_match: str | None = None) -> TeamChanges:
        """Tell what a team's contract as written now changes against what is published."""
        return cast(
            "TeamChanges",
            self.request(
                "GET",
                f"/api/v1/teams/{self.quoted(who)}/changes",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def list_route_rules(self, *, if_none_match: str | None = None) -> Fared:
        """List the router's rules and how they fared."""
        return cast(
            "Fared",
            self.request(
                "GET", "/api/v1/route/rules", headers={"If-None-Match": if_none_match}
            ).json(),
        )

    def plan_ownership(
        self,
        *,
        most_moves: int | None = None,
        headroom: int | None = None,
        if_none_match: str | None = None,
    ) -> OwnershipPlan:
        """Propose which team should own which area, so that work changes hands least."""
        return cast(
            "OwnershipPlan",
            self.request(
                "GET",
                "/api/v1/plan/ownership",
                query={"most_moves": most_moves, "headroom": headroom},
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def route_record(self, ref: str, *, if_none_match: str | None = None) -> RecordRoute:
        """Measure a live record and say whether to meet about it."""
        return cast(
            "RecordRoute",
            self.request(
                "GET",
                f"/api/v1/records/{self.quoted(ref)}/route",
                headers={"If-None-Match": if_none_match},
            ).json(),
        )

    def route_situation(self, body: RouteAsked, *, idempotency_key: str | None = None) -> Advice:
        """Ask whether to meet or to write."""
        return cast(
            "Advice",
            self.request(
                "POST", "/api/v1/route", headers={"Idempotency-Key": idempotency_key}, body=body
            ).json(),
        )
