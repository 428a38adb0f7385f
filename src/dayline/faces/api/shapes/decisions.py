"""Shapes of decisions: who accepted which version, and what a change set owes to them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dayline.faces.api.shapes.base import Body, GivenHandle, Handle, Instant, Shape, Words

Scope = Literal["applies", "does_not", "contest"]


class DecisionVersion(Shape):
    """A revision that bound from an instant on."""

    revision: int
    at: Instant


class TeamOffset(Shape):
    """Where a team stands towards the newest version."""

    team: Handle
    because: Annotated[list[str], Field(description="What makes it a dependant.")]
    accepted: Annotated[int | None, Field(description="The version of its last word.")]
    scope: Scope | None
    behind: Annotated[int, Field(description="Versions since that it has not taken in.")]
    lag_awake_minutes: Annotated[int, Field(description="Its own working time since the first.")]
    members: Annotated[
        int | None, Field(description="Members who took it in; null for teams of fewer than five.")
    ]


class LastWord(Shape):
    """What a team, a person or an agent said last."""

    who: Handle
    by: Handle
    revision: int
    scope: Scope
    at: Instant
    note: str


class DecisionOffsets(Shape):
    """Who accepted which version of a decision."""

    ref: str
    state: str
    versions: list[DecisionVersion]
    teams: list[TeamOffset]
    said: list[LastWord]


class NewAcceptance(Shape):
    """Whether a version applies, does not, or is contested; `note` says why unless it applies."""

    scope: Scope = "applies"
    team: Annotated[GivenHandle | None, Field(description="To speak for a team.")] = None
    version: Annotated[int, Field(ge=0, description="0 is the newest.")] = 0
    note: Annotated[str, Field(max_length=2_000)] = ""


class Accepted(Shape):
    """The word that was noted."""

    who: Handle
    revision: int
    scope: Scope


class ChangeToCheck(Shape):
    """A change as a unified diff, and the messages of its commits."""

    diff: Body
    message: Words = ""
    waivers: Annotated[
        Words, Field(description="The text of the repository's .dayline/waivers.yaml.")
    ] = ""
    texts: Annotated[
        dict[GivenHandle, Body],
        Field(
            default_factory=dict,
            max_length=5_000,
            description="Texts of the blobs that the diff names in its index lines.",
        ),
    ]
    paths: Annotated[
        list[Annotated[str, StringConstraints(max_length=4_096)]] | None,
        Field(max_length=50_000, description="All files after the change, where they are known."),
    ] = None


class ChangeFinding(Shape):
    """What a change owes to a decision."""

    rule: str
    severity: Literal["error", "warning", "note"]
    path: str
    line: int
    column: int
    message: str
    remedy: str


class TouchedDecision(Shape):
    """A decision in force whose paths were changed."""

    decision: str
    title: str
    paths: list[str]


class WaivedFinding(Shape):
    """What a waiver holds back until its day."""

    rule: str
    path: str
    line: int
    message: str
    until: str
    owner: str
    reason: str


class DecisionReport(Shape):
    """The one report of a change; the same change gives the same report."""

    files: int
    decisions: int
    passes: Annotated[bool, Field(description="Whether there is no error.")]
    findings: list[ChangeFinding]
    touched: list[TouchedDecision]
    waived: list[WaivedFinding]
    markdown: Annotated[str, Field(description="The report as a comment for a pull request.")]
