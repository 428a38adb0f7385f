"""The shelf of shipped contracts and examples, and the small company that the examples tell of.

The examples are one story, of Meridian Pay and the night of 10 November 2026.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from dayline.base.document import split
from dayline.base.ids import parse_ref
from dayline.base.markdown import scan
from dayline.contracts import library
from dayline.contracts.language import Contract
from dayline.contracts.rules import Facts, Planned, Refusal

# DESIGN, section 5. A state that is missing here or there is a change of the design.
DESIGN = {
    "decision": ("D", ["proposed", "accepted", "rejected", "superseded", "deprecated"]),
    "rfc": ("R", ["draft", "open", "closing", "accepted", "rejected", "postponed", "withdrawn"]),
    "spec": ("S", ["draft", "ready", "building", "done"]),
    "handoff": ("H", ["draft", "delivered", "read", "accepted", "contested", "closed"]),
    "update": ("U", ["due", "posted"]),
    "question": ("Q", ["asked", "answered", "written_down"]),
    "incident": ("I", ["open", "mitigated", "analysis", "review", "closed"]),
    "walkthrough": ("W", ["draft", "published", "stale"]),
    "critique": ("C", ["asked", "commented", "resolved"]),
    "team": ("T", ["draft", "published", "retired"]),
    "meeting": ("M", ["proposed", "routed", "scheduled", "written_up"]),
    "retro": ("O", ["gathering", "discussion", "done"]),
    "guide": ("G", ["draft", "published", "stale"]),
    "trial": ("X", ["draft", "registered", "running", "analysed"]),
    "kudos": ("K", ["given"]),
}

TEAMS = {
    "@austin": {"@ana", "@ben"},
    "@london": {"@ines", "@omar"},
    "@singapore": {"@ken", "@mei"},
}
PEOPLE = frozenset().union(*TEAMS.values())
LEADS = {"@ana"}

TODAY = "2026-11-21"


@dataclass(frozen=True)
class Example:
    """A shipped example, taken apart."""

    ref: str
    text: str
    contract: Contract
    fields: Mapping[str, object]


@cache
def kinds() -> Mapping[str, Contract]:
    return library.released()


@cache
def examples() -> Mapping[str, Example]:
    """Every example file of the library by its id, the extra ones included."""
    found = {}
    for folder in files("dayline.contracts").joinpath("library").iterdir():
        for entry in folder.iterdir() if folder.is_dir() else ():
            if entry.name.endswith(".md"):
                text = entry.read_text(encoding="utf-8")
                fields = dict(split(text).fields)
                found[str(fields["id"])] = Example(
                    str(fields["id"]), text, kinds()[folder.name], fields
                )
    return found


def facts_about(
    contract: Contract, text: str, *, refs: frozenset[str] = frozenset(), **known: object
) -> Facts:
    """The facts that a workspace with ``refs`` in it would give to a rule."""
    head = split(text)
    prefixes = frozenset(one.prefix for one in kinds().values())
    by_prefix = {one.prefix: one.name for one in kinds().values()}

    def kind_of(ref: str) -> str:
        parsed = parse_ref(ref)
        return by_prefix.get(parsed.prefix, "") if parsed else ""

    facts = Facts(
        contract=contract,
        text=text,
        outline=scan(text, start=head.end, first_line=text.count("\n", 0, head.end) + 1),
        fields=dict(head.fields),
        field_lines=head.lines,
        state=str(head.fields.get("state", "")),
        author=str(head.fields.get("author", "")),
        ref=str(head.fields.get("id", "")),
        resolved=lambda target: target in refs,
        kind_of=kind_of,
        today=TODAY,
        prefixes=prefixes,
    )
    return replace(facts, **known)


def facts_of(example: Example, **known: object) -> Facts:
    return facts_about(example.contract, example.text, refs=frozenset(examples()), **known)


def roles_of(facts: Facts, actor: str) -> frozenset[str]:
    """The roles that a person of the cast holds on a record, as the record itself says."""
    if actor == "system":
        return frozenset({"system"})
    held = {"member"} | ({"lead"} if actor in LEADS else set())
    if actor == facts.author:
        held.add("author")
    for name, field in facts.contract.fields.items():
        named = set(facts.entries(name))
        if field.type == "team":
            named = set().union(*(TEAMS[team] for team in named)) if named else set()
        if field.type in ("person", "team") and actor in named:
            held.add(name)
    return frozenset(held)


def acting(facts: Facts, actor: str, state: str) -> Facts:
    """``facts`` as they are when ``actor`` is about to move the record out of ``state``."""
    return replace(facts, state=state, actor=actor, roles_of_actor=roles_of(facts, actor))


def problems(outcome: Planned | Refusal) -> list[str]:
    if isinstance(outcome, Planned):
        return [f"{one.place} {one.message}" for one in outcome.warnings]
    return [
        outcome.reason,
        *(f"{one.line}: {one.message} {one.remedy}" for one in outcome.findings),
    ]
