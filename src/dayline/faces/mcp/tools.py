"""The tools: at most twelve, described in at most 4,000 tokens, in a fixed order.

Who only reads is not shown those that write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dayline.base.errors import Forbidden, NotFound
from dayline.faces.mcp import asking, reading, writing
from dayline.faces.mcp.arguments import LONGEST, Schema, checked, fields, text, texts
from dayline.faces.mcp.reading import Arguments, Data
from dayline.faces.mcp.seat import READING, Seat

Act = Callable[[Seat, Arguments], Data]


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as agents see it; ``scopes`` are all needed to be shown it, and to call it."""

    name: str
    title: str
    description: str
    act: Act
    properties: Mapping[str, Schema]
    required: tuple[str, ...] = ()
    scopes: tuple[str, ...] = READING
    answers: Mapping[str, str] = field(default_factory=dict)

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.scopes == READING

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of its arguments."""
        return {
            "type": "object",
            "properties": dict(self.properties),
            "required": list(self.required),
            "additionalProperties": False,
        }

    @property
    def answer_schema(self) -> dict[str, Any]:
        """The JSON Schema of its answer: the members that one can count on."""
        told = {name: {"type": type_} for name, type_ in self.answers.items()}
        return {"type": "object", "properties": told}


_REF = text("Id such as D-42, a number, or a slug.")
_CURSOR = text("`next` of the answer before.", most=400)
_LIST = {"items": "array"}
_WRITTEN = {"ref": "string", "state": "string", "revision": "integer"}
_WRITES = ("read", "write:records")
_SAYS = ("read", "write:comments")

TOOLS: tuple[Tool, ...] = (
    Tool(
        "find",
        "Find records",
        "Find records: by words (best first), by the file path that decisions bind, or with"
        " neither the last that changed. Superseded records say so in `state`.",
        reading.find,
        {
            "query": text("Words, or an id.", most=400),
            "path": text("A path such as src/gateway/api.py.", most=400),
            "kinds": texts("Only these kinds: decision, rfc, handoff, question, ..."),
            "states": texts("Only these states: accepted, open, ..."),
            "cursor": _CURSOR,
        },
        answers=_LIST,
    ),
    Tool(
        "read",
        "Read a record",
        "Read one record: its text (default), what people said, the moves that it allows with what"
        " each still needs, or its history. Long texts go on under `next`.",
        reading.read,
        {
            "ref": _REF,
            "part": text("Which part.", of=("text", "comments", "moves", "history")),
            "revision": text("An earlier revision of the text."),
            "cursor": _CURSOR,
        },
        ("ref",),
        answers={"ref": "string", "state": "string", "revision": "integer"},
    ),
    Tool(
        "ask",
        "Ask the record",
        "Answer a question from the record: sentences that stand in it, each with record, revision,"
        " state and section, and the strongest objection. Says so when nothing is written, and who"
        " may know; then ask a person, or open a question.",
        asking.ask,
        {
            "question": text("The question, in one sentence.", most=1_000),
            "as_of": text("As of the end of this day: 2026-11-18."),
        },
        ("question",),
        answers={"answered": "boolean", "sentences": "array"},
    ),
    Tool(
        "waiting",
        "What waits",
        "What waits on you and your teams, and the next deadlines; or on somebody else.",
        reading.waiting,
        {"whose": text("@handle of a person or team; you if left out.")},
        answers={"items": "array", "deadlines": "array"},
    ),
    Tool(
        "where_it_stands",
        "Where a thread stands",
        "Who holds what, what is agreed, open, decided and to do, of a record's text and comments:"
        " every sentence as it was written, with its comment's id. Cheaper than reading it all.",
        reading.where_it_stands,
        {"ref": _REF},
        ("ref",),
        answers={"decided": "array", "open": "array", "to_do": "array", "positions": "array"},
    ),
    Tool(
        "read_me_in",
        "Read me in",
        "What changed on an area, a team or a record since you left (or joined, or a day), and in"
        " which order to read into it: foundations first, what was superseded left out.",
        asking.read_in,
        {
            "on": text("Such as ledger, @london or D-42.", most=200),
            "since": text("left, seen, joined or 2026-11-18."),
            "minutes": text("How long the reading may take; 60 if left out."),
        },
        ("on",),
        answers={"changed": "array", "read": "array"},
    ),
    Tool(
        "contract",
        "What a kind asks for",
        "The kinds of records; with `kind` its fields, moves and a blank text to fill in. Ask this"
        " before you write one.",
        reading.contract,
        {"kind": text("Such as handoff."), "cursor": _CURSOR},
        answers={},
    ),
    Tool(
        "open",
        "Open a record",
        "Open a record from a Markdown text with the sections of its contract, or from the blank.",
        writing.open_,
        {
            "kind": text("Such as decision."),
            "title": text("Its title, where no text is given.", most=300),
            "text": text("The whole text.", most=LONGEST),
            "fields": fields("Front matter by name."),
            "note": text("Why, for the history.", most=500),
        },
        ("kind",),
        _WRITES,
        _WRITTEN,
    ),
    Tool(
        "comment",
        "Comment",
        "Comment on a record. With `concern` it is an objection, which holds moves up until you"
        " withdraw it or it is appealed.",
        writing.comment,
        {
            "ref": _REF,
            "text": text("What you say.", most=20_000),
            "quote": text("Words of the record that it is about, exactly.", most=2_000),
            "concern": text("The name of the concern, such as safety."),
            "answers": text("The id of the comment that it answers, such as C17."),
        },
        ("ref", "text"),
        _SAYS,
        {"comment": "string"},
    ),
    Tool(
        "move",
        "Move a record",
        "Make a move of the record's contract. `read` with part=moves tells which, and what each"
        " still needs. Closed gates come back as things to do.",
        writing.move,
        {
            "ref": _REF,
            "move": text("Such as accept."),
            "fields": fields("What the move asks for."),
            "expect": text("The revision that you read."),
            "note": text("Why, for the history.", most=500),
        },
        ("ref", "move"),
        _WRITES,
        _WRITTEN,
    ),
    Tool(
        "hand_over",
        "Hand work over",
        "Open a handoff and deliver it to a team. The text needs the contract's sections, with 4 to"
        " 8 items that must survive: - (blocker) ... While something is missing it stays a draft.",
        writing.hand_over,
        {
            "title": text("What it is about.", most=300),
            "from": text("@team that stops."),
            "to": text("@team that goes on."),
            "severity": text("Who must look.", of=("routine", "watch", "urgent")),
            "text": text("The whole Markdown text.", most=LONGEST),
            "fields": fields("Other front matter: area, back_at, continues."),
        },
        ("from", "to", "severity", "text"),
        _WRITES,
        {**_WRITTEN, "delivered": "boolean"},
    ),
    Tool(
        "read_back",
        "Read a handoff back",
        "Say in your own words, without copying, what you understood of a handoff to your team, and"
        " what you take on. What seems lost is told, and then it is not accepted yet.",
        writing.read_back,
        {
            "ref": _REF,
            "text": text("What you understood.", most=20_000),
            "scope": text("What you take on, and what not.", most=300),
            "sure": text("yes: accept although something seems lost.", of=("yes", "no")),
        },
        ("ref", "text", "scope"),
        ("read", "write:comments", "write:records"),
        {"ref": "string", "accepted": "boolean"},
    ),
)


def offered(seat: Seat) -> list[Tool]:
    """The tools that a seat may use."""
    return [one for one in TOOLS if seat.may(one.scopes)]


def call(seat: Seat, name: str, given: Mapping[str, Any] | None) -> Data:
    """What a tool answers. Raises :class:`dayline.base.errors.DaylineError`."""
    tool = next((one for one in TOOLS if one.name == name), None)
    if tool is None:
        known = ", ".join(one.name for one in offered(seat))
        raise NotFound(f"There is no tool {name[:40]!r}.", do=f"Known are: {known}.")
    missing = [scope for scope in tool.scopes if not seat.may((scope,))]
    if missing:
        raise Forbidden(
            f"{name} needs the scope {missing[0]}.",
            kept="Nothing was changed.",
            do="Use a token that has it (stdio: dayline mcp --write), if your role may have one.",
        )
    return tool.act(seat, checked(tool.schema, given))
