"""Small random contracts. All is drawn from one ``random.Random``: a seed replays a world."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

import yaml

from dayline.base.errors import InvalidInput
from dayline.contracts.language import Contract, parse_contract

Plan = dict[str, Any]

TYPES = ["text", "number", "decimal", "choice", "person", "boolean", "date", "record", "version"]
CHOICES = ["low", "mid", "high"]
SECTIONS = ["Why", "Context", "Rejected alternatives", "Actions", "Summary"]
NAMES = ["owner", "severity", "estimate", "review_by", "note", "deciders"]
MARKS = ["blocker", "question", "hazard"]
GATES: list[Any] = [
    "sections_complete",
    "fields_complete",
    "links_resolve",
    "no_open_concern",
    "not_the_author",
    {"why_stated": {"min_words": 3}},
    {"why_stated": {"section": "Context", "min_words": 2}},
    "rejected_alternatives",
    {"rejected_alternatives": {"min": 2}},
    "actions_owned",
    {"actions_owned": {"dated": False}},
    "must_survive_items",
    {"must_survive_items": {"min": 1}},
    "receipt_covers",
    {"summary_written": {"min_words": 2}},
    {"summary_written": {"max_words": 4, "min_words": 1}},
    {"acceptance_stated": {"section": "Actions"}},
    {"claims_settled": {"section": "Actions"}},
    {"claims_settled": {"section": "Actions", "open": ["open"]}},
    {"outcome_written": {"section": "Summary", "min_words": 3}},
    "owner_named",
    "review_by_set",
    {"field_is": {"field": "severity", "is": ["low", "mid"]}},
    {"field_is": {"field": "severity", "is": ["low"]}},
    {"fields_complete": {"fields": ["note"]}},
]


def contract_plan(rnd: Random) -> Plan:
    """The plan of a contract: what its YAML holds."""
    moves = [f"go{number}" for number in range(rnd.randint(1, 3))]
    states = [f"st{number}" for number in range(rnd.randint(2, 4))]
    fields = {name: field_plan(rnd, name, moves) for name in rnd.sample(NAMES, rnd.randint(0, 4))}
    plan: Plan = {
        "contract": "thing",
        "version": 1,
        "title": "Thing",
        "prefix": "TH",
        "purpose": "Try things.",
        "fields": fields,
        "links": {
            name: link_plan(rnd, moves)
            for name in rnd.sample(["fixes", "about"], rnd.randint(0, 2))
        },
        "items": {"must_survive": items_plan(rnd)} if rnd.random() < 0.5 else {},
        "sections": [],
        "states": {name: {} for name in states},
        "moves": {},
    }
    plan["sections"] = [
        section_plan(rnd, name, moves, plan) for name in rnd.sample(SECTIONS, rnd.randint(0, 4))
    ]
    for name in moves:
        plan["moves"][name] = move_plan(rnd, plan)
    return plan


def required_plan(rnd: Random, moves: list[str]) -> Any:
    some = rnd.sample(moves, rnd.randint(1, len(moves))) if moves else []
    return rnd.choice([False, False, True, [], some])


def field_plan(rnd: Random, name: str, moves: list[str]) -> Plan:
    kind = "person" if name == "owner" else rnd.choice(TYPES)
    plan: Plan = {"type": kind, "required": required_plan(rnd, moves)}
    if kind == "choice":
        plan["of"] = rnd.sample(CHOICES, rnd.randint(1, 3))
    if kind == "record" and rnd.random() < 0.5:
        plan["of"] = rnd.sample(["decision", "spec"], rnd.randint(1, 2))
    if rnd.random() < 0.3:
        plan["many"] = True
    if (plan.get("many") or kind in ("text", "number", "decimal")) and rnd.random() < 0.5:
        low = rnd.randint(1, 3)
        plan |= rnd.choice(
            [{"min": low}, {"max": low + 2}, {"min": low, "max": low + rnd.randint(0, 3)}]
        )
    return plan


def link_plan(rnd: Random, moves: list[str]) -> Plan:
    to = rnd.choice(["any", "decision", ["decision", "spec"]])
    return {"to": to, "required": required_plan(rnd, moves)}


def items_plan(rnd: Random) -> Plan:
    plan: Plan = {"types": rnd.sample(MARKS, rnd.randint(1, 3)), "min": rnd.randint(0, 2)}
    return plan | ({"max": plan["min"] + rnd.randint(1, 3)} if rnd.random() < 0.5 else {})


def section_plan(rnd: Random, name: str, moves: list[str], plan: Plan) -> Plan:
    section: Plan = {"name": name, "required": required_plan(rnd, moves)}
    if rnd.random() < 0.4:
        section["min_words"] = rnd.randint(0, 5)
    if rnd.random() < 0.3:
        section["accepts"] = rnd.sample(["list", "steps", "prose", "table"], rnd.randint(1, 2))
    if plan["items"] and rnd.random() < 0.6:
        section["items"] = "must_survive"
    if rnd.random() < 0.2:
        section["aliases"] = [f"{name} before"]
    return section


def move_plan(rnd: Random, plan: Plan) -> Plan:
    states = sorted(plan["states"])
    roles = ["author", "member", "lead", "owner", *people_fields(plan)]
    return {
        "from": rnd.sample(states, rnd.randint(1, len(states))),
        "to": rnd.choice(states),
        "by": rnd.sample(roles, rnd.randint(1, 2)),
        "gates": gates_plan(rnd, plan),
        "asks": rnd.sample(sorted(plan["fields"]), min(len(plan["fields"]), rnd.choice([0, 0, 1]))),
    }


def people_fields(plan: Plan) -> list[str]:
    return [n for n, f in plan["fields"].items() if f["type"] == "person" and n != "owner"]


def gates_plan(rnd: Random, plan: Plan) -> list[Any]:
    return [copy.deepcopy(g) for g in rnd.sample(GATES, rnd.randint(0, 2)) if fits(g, plan)]


def fits(gate: Any, plan: Plan) -> bool:
    """Whether the contract has what the gate looks at."""
    names = [section["name"] for section in plan["sections"]]
    fields = plan["fields"]
    name, args = next(iter(gate.items())) if isinstance(gate, dict) else (gate, {})
    if name in ("must_survive_items", "receipt_covers"):
        return bool(plan["items"])
    if name in ("owner_named", "review_by_set", "field_is", "fields_complete"):
        field = {"owner_named": "owner", "review_by_set": "review_by", "field_is": "severity"}
        return field.get(name, "note") in fields or (not args and name == "fields_complete")
    wanted = {
        "why_stated": ["Why", "Context"], "rejected_alternatives": ["Rejected alternatives"],
        "actions_owned": ["Actions"], "summary_written": ["Summary"],
    }.get(name, [])  # fmt: skip
    wanted = [args["section"]] if "section" in args else wanted
    return not wanted or any(one in names for one in wanted)


def parsed(plan: Plan) -> Contract | None:
    """The contract of a plan, None when the language refuses it."""
    try:
        return parse_contract(yaml.safe_dump(plan, sort_keys=False))
    except InvalidInput:
        return None
