"""Random next versions of random contracts: each edit is one thing that an author might do."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random

from tests.contracts.random_contracts import (
    CHOICES,
    NAMES,
    SECTIONS,
    Plan,
    field_plan,
    items_plan,
    link_plan,
    move_plan,
    parsed,
    required_plan,
    section_plan,
)


def successor(rnd: Random, plan: Plan) -> Plan:
    """The plan of a next version, with one to three edits, that the language takes."""
    for _ in range(50):
        new = copy.deepcopy(plan)
        new["version"] += 1
        for _ in range(rnd.choice([1, 1, 2, 3])):
            rnd.choice(EDITS)(rnd, new)
        if parsed(new) is not None:
            return new
    return plan | {"version": plan["version"] + 1}


def _some_field(rnd: Random, plan: Plan) -> Plan:
    """A field to change in place; a throw-away one where there is none."""
    return plan["fields"][rnd.choice(sorted(plan["fields"]))] if plan["fields"] else {"type": ""}


def add_field(rnd: Random, plan: Plan) -> None:
    name = rnd.choice(NAMES)
    plan["fields"].setdefault(name, field_plan(rnd, name, list(plan["moves"])))


def remove_field(rnd: Random, plan: Plan) -> None:
    if plan["fields"]:
        del plan["fields"][rnd.choice(sorted(plan["fields"]))]


def rename_field(rnd: Random, plan: Plan) -> None:
    if plan["fields"]:
        old, new = rnd.choice(sorted(plan["fields"])), rnd.choice(NAMES)
        alias = {"aliases": [old]} if rnd.random() < 0.7 else {}
        plan["fields"].setdefault(new, plan["fields"].pop(old) | alias)


def define_field_again(rnd: Random, plan: Plan) -> None:
    if plan["fields"]:
        name = rnd.choice(sorted(plan["fields"]))
        plan["fields"][name] = field_plan(rnd, name, list(plan["moves"]))


def require_field(rnd: Random, plan: Plan) -> None:
    _some_field(rnd, plan)["required"] = required_plan(rnd, list(plan["moves"]))


def bound_field(rnd: Random, plan: Plan) -> None:
    field = _some_field(rnd, plan)
    field.pop(rnd.choice(["min", "max"]), None)
    if rnd.random() < 0.5:
        field[rnd.choice(["min", "max"])] = rnd.randint(1, 6)


def choose_again(rnd: Random, plan: Plan) -> None:
    field = _some_field(rnd, plan)
    if field["type"] == "choice":
        field["of"] = rnd.sample(CHOICES, rnd.randint(1, 3))


def toggle_many(rnd: Random, plan: Plan) -> None:
    field = _some_field(rnd, plan)
    field["many"] = not field.get("many", False)


def _some_section(rnd: Random, plan: Plan) -> Plan:
    return rnd.choice(plan["sections"]) if plan["sections"] else {"name": ""}


def add_section(rnd: Random, plan: Plan) -> None:
    taken = {section["name"] for section in plan["sections"]}
    if absent := [name for name in SECTIONS if name not in taken]:
        section = section_plan(rnd, rnd.choice(absent), list(plan["moves"]), plan)
        plan["sections"].insert(rnd.randint(0, len(plan["sections"])), section)


def remove_section(rnd: Random, plan: Plan) -> None:
    if plan["sections"]:
        plan["sections"].remove(_some_section(rnd, plan))


def reorder_sections(rnd: Random, plan: Plan) -> None:
    rnd.shuffle(plan["sections"])


def define_section_again(rnd: Random, plan: Plan) -> None:
    section = _some_section(rnd, plan)
    fresh = section_plan(rnd, section["name"], list(plan["moves"]), plan)
    section.clear()
    section.update(fresh)


def rename_section(rnd: Random, plan: Plan) -> None:
    section = _some_section(rnd, plan)
    old, section["name"] = section["name"], f"{section['name']} now"
    if rnd.random() < 0.7:
        section["aliases"] = [*section.get("aliases", []), old]


def require_section(rnd: Random, plan: Plan) -> None:
    _some_section(rnd, plan)["required"] = required_plan(rnd, list(plan["moves"]))


def count_words(rnd: Random, plan: Plan) -> None:
    _some_section(rnd, plan)["min_words"] = rnd.randint(0, 6)


def toggle_items(rnd: Random, plan: Plan) -> None:
    section = _some_section(rnd, plan)
    if plan["items"] and section.pop("items", None) is None:
        section["items"] = "must_survive"


def add_move(rnd: Random, plan: Plan) -> None:
    plan["moves"].setdefault(f"go{rnd.randint(0, 4)}", move_plan(rnd, plan))


def remove_move(rnd: Random, plan: Plan) -> None:
    if plan["moves"]:
        del plan["moves"][rnd.choice(sorted(plan["moves"]))]


def edit_move(rnd: Random, plan: Plan) -> None:
    if plan["moves"]:
        move, part = rnd.choice(sorted(plan["moves"])), rnd.choice(["from", "by", "gates", "asks"])
        plan["moves"][move][part] = move_plan(rnd, plan)[part]


def redirect_move(rnd: Random, plan: Plan) -> None:
    if plan["moves"]:
        move = rnd.choice(sorted(plan["moves"]))
        plan["moves"][move]["to"] = move_plan(rnd, plan)["to"]


def add_state(rnd: Random, plan: Plan) -> None:
    plan["states"].setdefault(f"st{rnd.randint(0, 5)}", {})


def remove_state(rnd: Random, plan: Plan) -> None:
    if len(plan["states"]) > 1:
        del plan["states"][rnd.choice(sorted(plan["states"]))]


def start_elsewhere(rnd: Random, plan: Plan) -> None:
    plan["initial"] = rnd.choice(sorted(plan["states"]))


def define_items_again(rnd: Random, plan: Plan) -> None:
    plan["items"] = {"must_survive": items_plan(rnd)}


def define_link_again(rnd: Random, plan: Plan) -> None:
    plan["links"][rnd.choice(["fixes", "about"])] = link_plan(rnd, list(plan["moves"]))


def remove_link(rnd: Random, plan: Plan) -> None:
    if plan["links"]:
        del plan["links"][rnd.choice(sorted(plan["links"]))]


EDITS: list[Callable[[Random, Plan], None]] = [
    add_field, remove_field, rename_field, define_field_again, require_field, bound_field,
    choose_again, toggle_many, add_section, remove_section, reorder_sections, define_section_again,
    rename_section, require_section, count_words, toggle_items, add_move, remove_move, edit_move,
    edit_move, redirect_move, add_state, remove_state, start_elsewhere, define_items_again,
    define_link_again, remove_link,
]  # fmt: skip
