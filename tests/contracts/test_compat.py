"""Each kind of change between two versions, and whom it breaks."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from dayline.base.findings import Severity
from dayline.contracts import compat
from dayline.contracts.change_kinds import CHANGE_KINDS
from dayline.contracts.compat import Change, Mode, changes, compatible
from dayline.contracts.language import Contract, parse_contract

OLD = """\
contract: change
version: 1
title: Change
prefix: CH
purpose: Change a running system, with a way back.
fields:
  owner: {type: person, required: [approve]}
  risk: {type: choice, of: [low, mid, high], default: low}
  size: {type: number, min: 1, max: 9}
  note: {type: text, aliases: [remark]}
  guard: {type: person}
links:
  follows: {to: [decision, rfc], inverse: followed_by}
items:
  keep: {types: [state, hazard], min: 1}
sections:
  - {name: What changes, required: [submit], min_words: 3, items: keep}
  - {name: Way back, required: [submit], accepts: [steps, table]}
  - {name: Outcome, required: [close], aliases: [Result]}
  - {name: Notes}
states:
  draft: {waits_on: author}
  submitted: {waits_on: lead}
  approved: {waits_on: owner}
  closed: {}
moves:
  submit: {from: draft, to: submitted, by: author, gates: [{must_survive_items: {items: keep}}]}
  approve: {from: submitted, to: approved, by: [lead, owner], on_link: {follows: done}}
  close: {from: approved, to: closed, by: owner, gates: [{outcome_written: {min_words: 4}}]}
clocks:
  answer: {starts: submitted, stops: approved, within: 4 awake-hours, of: lead}
"""

BACK, FORTH = {"backward"}, {"forward"}
BOTH = BACK | FORTH
NEITHER: set[str] = set()
DROP = "moves:\n  drop: {from: draft, to: closed, by: author}\n"

# (old text, new text, kind, what it breaks, a piece of the question or the rule)
CASES = [
    ("contract: change", "contract: swap", "contract-renamed", BOTH, "Which kind is CH-12 of?"),
    ("prefix: CH", "prefix: CX", "prefix-changed", BOTH, "old id"),
    ("prefix: CH", "prefix: CH\ncompatibility: FULL", "compatibility-changed", NEITHER, ""),
    # fields
    ("fields:\n", "fields:\n  area: {type: area}\n", "field-added", NEITHER, ""),
    (
        "fields:\n", "fields:\n  budget: {type: decimal, required: [submit]}\n",
        "field-added-required", BACK, "What is the budget of CH-12?",
    ),
    (
        "fields:\n", "fields:\n  team: {type: team, required: true, many: true}\n",
        "field-added-required", BACK, "Who are the team of CH-12?",
    ),
    (
        "fields:\n", "fields:\n  mood: {type: choice, of: [a, b], default: b, required: true}\n",
        "field-added-required", BACK, "Write `mood: b` where it is missing.",
    ),
    ("  size: {type: number, min: 1, max: 9}\n", "", "field-removed", NEITHER, "stays in the text"),
    (
        "  owner: {type: person, required: [approve]}\n", "  chief: {type: person}\n",
        "field-removed", FORTH, "",
    ),
    ("  note: {type: text, aliases: [remark]}", "  text: {type: text, aliases: [remark, note]}",
     "field-renamed", NEITHER, "Read `note` as `text`."),
    (", aliases: [remark]", "", "field-alias-removed", NEITHER, "Rename the key `remark`"),
    ("{type: person, required: [approve]}", "{type: person, required: [submit]}",
     "field-demanded", BACK, "Who is the owner of CH-12?"),
    ("{type: person, required: [approve]}", "{type: person, required: [close]}",
     "field-demanded", FORTH, ""),
    ("{type: person, required: [approve]}", "{type: person, required: [approve, close]}",
     "field-demanded", NEITHER, ""),
    ("of: [low, mid, high]", "of: [low, high]", "field-narrowed", BACK,
     "Which risk does CH-12 have: low or high? `mid` is no longer there to choose."),
    ("of: [low, mid, high]", "of: [low, mid, high, extreme]", "field-widened", FORTH, ""),
    ("size: {type: number, min: 1, max: 9}", "size: {type: number, min: 2, max: 9}",
     "field-narrowed", BACK, "What is the size of CH-12?"),
    ("size: {type: number, min: 1, max: 9}", "size: {type: decimal, min: 1, max: 9}",
     "field-widened", FORTH, ""),
    ("size: {type: number, min: 1, max: 9}", "size: {type: text}", "field-widened", FORTH, ""),
    ("size: {type: number, min: 1, max: 9}", "size: {type: date}", "field-type-changed", BOTH, ""),
    ("size: {type: number, min: 1, max: 9}", "size: {type: number, min: 1, max: 9, many: true}",
     "field-widened", FORTH, ""),
    ("note: {type: text,", "note: {type: text, many: true,", "field-widened", FORTH, ""),
    ("of: [low, mid, high]", "of: [high, mid, low]", "field-reworded", NEITHER, ""),
    # links
    ("links:\n", "links:\n  blocks: {to: any}\n", "link-added", NEITHER, ""),
    ("links:\n", "links:\n  blocks: {to: spec, required: [submit]}\n", "link-added-required", BACK,
     "Which spec does CH-12 name under `blocks`?"),
    ("  note: {type: text, aliases: [remark]}\n  guard: {type: person}\nlinks:\n",
     "  guard: {type: person}\nlinks:\n  note: {to: any}\n", "link-added", BOTH, "Which record"),
    ("to: [decision, rfc]", "to: decision", "link-type-changed", BACK, "Which decision does CH-12"),
    ("to: [decision, rfc]", "to: any", "link-type-changed", FORTH, ""),
    ("inverse: followed_by", "inverse: led_to", "link-inverse-changed", BOTH,
     "Rename `followed_by` to `led_to`"),
    ("inverse: followed_by}", "inverse: followed_by, required: [close]}", "link-demanded", BACK,
     "Which decision or rfc"),
    # sections and items
    ("  - {name: Notes}\n", "  - {name: Notes}\n  - {name: Costs}\n", "section-added", NEITHER, ""),
    ("  - {name: Notes}\n", "  - {name: Notes}\n  - {name: Rollback plan, required: [approve]}\n",
     "section-added-required", BACK, "What is the rollback plan of CH-12?"),
    ("  - {name: Notes}\n", "  - {name: Notes}\n  - {name: Costs, required: true}\n",
     "section-added-required", BACK, "What are the costs of CH-12?"),
    ("  - {name: Notes}\n", "  - {name: Notes}\n  - {name: Why now, required: true}\n",
     "section-added-required", BACK, "`Why now`: what is the answer for CH-12?"),
    ("  - {name: Notes}\n", "", "section-removed", NEITHER, "stays in the text"),
    ("  - {name: Way back, required: [submit], accepts: [steps, table]}\n", "",
     "section-removed", FORTH, ""),
    ("{name: Notes}", "{name: Remarks, aliases: [Notes]}", "section-renamed", NEITHER,
     "Read the heading `Notes` as `Remarks`."),
    ("{name: Outcome, required: [close], aliases: [Result]}", "{name: Outcome, required: [close]}",
     "section-alias-removed", BACK, "Rename the heading `Result`"),
    ("min_words: 3", "min_words: 9", "section-demanded", BACK,
     "`What changes`: what is the answer for CH-12?"),
    ("min_words: 3", "min_words: 2", "section-demanded", FORTH, ""),
    ("accepts: [steps, table]", "accepts: table", "section-demanded", BACK, "way back of CH-12"),
    ("accepts: [steps, table]", "accepts: [list, table]", "section-demanded", FORTH, ""),
    ("name: Notes", "name: Notes, required: [close]", "section-demanded", BACK,
     "What are the notes of CH-12?"),
    ("  - {name: Outcome, required: [close], aliases: [Result]}\n  - {name: Notes}\n",
     "  - {name: Notes}\n  - {name: Outcome, required: [close], aliases: [Result]}\n",
     "sections-reordered", BOTH, "Move `## "),
    ("items:\n", "items:\n  more: {types: [idea]}\n", "items-added", NEITHER, ""),
    ("types: [state, hazard]", "types: [state]", "items-changed", NEITHER, ""),
    ("types: [state, hazard]", "types: [state]", "gate-args", BACK, "must not be lost"),
    ("types: [state, hazard], min: 1", "types: [state, hazard], min: 2", "gate-args", BACK, "lost"),
    ("types: [state, hazard], min: 1", "types: [state, hazard]", "gate-args", FORTH, ""),
    # states
    ("  closed: {}", "  closed: {}\n  paused: {}", "state-added", FORTH, ""),
    ("  closed: {}", "  closed: {frozen: true}", "state-frozen", NEITHER, ""),
    ("  closed: {}", "  closed: {final: true}", "state-final", NEITHER, ""),
    ("prefix: CH", "prefix: CH\ninitial: submitted", "initial-changed", NEITHER, ""),
    ("approved: {waits_on: owner}", "approved: {waits_on: guard}", "waits-on-changed", BACK,
     "Who is the guard of CH-12?"),
    ("approved: {waits_on: owner}", "approved: {waits_on: lead}", "waits-on-changed", NEITHER, ""),
    # moves and gates
    ("moves:\n", DROP, "move-added", NEITHER, ""),
    ("submit: {from: draft,", "submit: {from: [draft, closed],", "move-from-widened", NEITHER, ""),
    ("from: approved, to: closed", "from: submitted, to: closed", "move-from-narrowed", BACK,
     "CH-12 is `approved`: how does it go on without `close`?"),
    ("from: approved, to: closed", "from: approved, to: draft", "move-to-changed", BOTH,
     "is `draft` meant"),
    ("by: [lead, owner]", "by: lead", "move-by-narrowed", BACK, "Who makes `approve` on CH-12"),
    ("by: [lead, owner]", "by: member", "move-by-widened", NEITHER, ""),
    ("on_link: {follows: done}", "on_link: {}", "move-effect-changed", NEITHER, ""),
    ("on_link: {follows: done}", "gives: read, on_link: {follows: done}",
     "move-receipt-changed", NEITHER, ""),
    ("on_link: {follows: done}", "gates: [no_open_concern], on_link: {follows: done}", "gate-added",
     BACK, "How is each open concern on CH-12 settled?"),
    ("on_link: {follows: done}", "gates: [sections_complete], on_link: {follows: done}",
     "gate-added", NEITHER, ""),
    (", gates: [{outcome_written: {min_words: 4}}]", "", "gate-removed", FORTH, ""),
    ("{outcome_written: {min_words: 4}}", "outcome_written", "gate-args", BACK,
     "What came of CH-12?"),
    ("{outcome_written: {min_words: 4}}", "{outcome_written: {min_words: 2}}", "gate-args",
     FORTH, ""),
    # clocks
    ("clocks:\n", "clocks:\n  end: {starts: approved, stops: closed, within: 9 days}\n",
     "clock-added", NEITHER, "starts with the next move"),
    ("within: 4 awake-hours", "within: 2 awake-hours", "clock-tightened", NEITHER,
     "keep the promise"),
    ("within: 4 awake-hours", "within: 1 workday", "clock-loosened", NEITHER, "keep the promise"),
    ("within: 4 awake-hours", "within: 4 hours", "clock-changed", NEITHER, "keep the promise"),
]  # fmt: skip

REMOVALS = [
    ("clock-removed", NEITHER, OLD.index("  answer: {starts"), len(OLD), "let go"),
    ("link-removed", NEITHER, OLD.index("  follows: {to"), OLD.index("items:"), "stays"),
]  # fmt: skip


def contract(text: str, version: int = 2) -> Contract:
    return parse_contract(text.replace("version: 1", f"version: {version}"), path="change.yaml")


def found(new: str, kind: str) -> list[Change]:
    return [one for one in changes(contract(OLD, 1), contract(new)) if one.kind == kind]


def said(change: Change) -> str:
    return change.ask("CH-12") or change.rule or ""


@pytest.mark.parametrize(("old", "new", "kind", "breaks", "asked"), CASES)
def test_a_change_is_named_and_judged(old: str, new: str, kind: str, breaks: set[str], asked: str):
    assert OLD.count(old) == 1, "the case must change one place"
    (change, *more) = found(OLD.replace(old, new), kind)
    assert change.breaks == breaks
    assert not more
    assert asked in said(change)


@pytest.mark.parametrize(("kind", "breaks", "start", "end", "asked"), REMOVALS)
def test_a_removal_is_named_and_judged(
    kind: str, breaks: set[str], start: int, end: int, asked: str
):
    text = (OLD[:start] + OLD[end:]).replace(", on_link: {follows: done}", "")
    (change,) = found(text, kind)
    assert change.breaks == breaks
    assert asked in said(change)


def test_removed_items_and_thawed_states_and_lost_states_are_named():
    frozen = OLD.replace("closed: {}", "closed: {frozen: true}")
    kinds = {one.kind for one in changes(contract(frozen, 1), contract(OLD))}
    assert kinds == {"state-thawed"}

    bare = OLD.replace("items:\n  keep: {types: [state, hazard], min: 1}\n", "")
    bare = bare.replace(", items: keep", "").replace(
        ", gates: [{must_survive_items: {items: keep}}]", ""
    )
    kinds = {one.kind: one.breaks for one in changes(contract(OLD, 1), contract(bare))}
    assert kinds == {"items-removed": NEITHER, "gate-removed": FORTH}

    more = OLD.replace("  closed: {}", "  closed: {}\n  paused: {}")
    (change,) = changes(contract(more, 1), contract(OLD))
    assert (change.kind, change.breaks) == ("state-removed", BACK)
    assert change.ask("CH-12") == (
        "CH-12 is `paused`, which is gone: is it draft or submitted or approved or closed"
        " or discarded?"
    )


def test_a_removed_move_asks_where_its_records_go():
    (change,) = (
        one
        for one in changes(contract(OLD.replace("moves:\n", DROP), 1), contract(OLD))
        if one.kind == "move-removed"
    )
    assert change.breaks == BACK
    assert change.ask("CH-12") == "Where should CH-12 go from `draft`, now that `drop` is gone?"


def test_titles_help_and_purpose_are_no_changes():
    new = OLD.replace("title: Change", "title: Change of a system").replace("way back.", "retreat.")
    new = new.replace("{type: person}", '{type: person, title: Watch, help: "Who looks on."}')
    assert changes(contract(OLD, 1), contract(new)) == []


def test_a_move_that_bypasses_a_demand_breaks_readers_of_the_old_version():
    """Under version 1 every closed record has an outcome; under 2 there is a way around it."""
    new = OLD.replace("moves:\n", DROP)
    demanded = {one.where for one in found(new, "section-demanded") if "forward" in one.breaks}
    assert "sections.Outcome" in demanded


def test_only_a_transitive_mode_sees_a_field_deleted_and_added_again_with_another_type():
    first = contract(OLD, 1)
    second = contract(OLD.replace("  size: {type: number, min: 1, max: 9}\n", ""), 2)
    third = contract(OLD.replace("size: {type: number, min: 1, max: 9}", "size: {type: date}"), 3)
    history = [first, second]
    assert compatible(Mode.BACKWARD, [first], second) != []  # a notice, no error
    assert not errors(compatible(Mode.BACKWARD, [first], second))
    assert not errors(compatible(Mode.BACKWARD, history, third))
    (finding,) = errors(compatible(Mode.BACKWARD_TRANSITIVE, history, third))
    assert finding.rule == "breaks-field-type-changed"
    assert "records of version 1" in finding.message


def errors(findings):
    return [one for one in findings if one.severity is Severity.ERROR]


def test_a_finding_names_the_place_in_the_new_file_the_question_and_the_way_out():
    plan = "  - {name: Rollback plan, required: [approve]}\n"
    text = OLD.replace("  - {name: Notes}\n", "  - {name: Notes}\n" + plan)
    (finding,) = errors(compatible(Mode.BACKWARD, [contract(OLD, 1)], contract(text)))
    line = text[: text.index("Rollback plan")].count("\n") + 1
    assert finding.place == f"change.yaml:{line}"
    assert finding.message == (
        "The section `Rollback plan` is new and demanded in the state `approved`. "
        "This breaks records of version 1."
    )
    assert "Make `Rollback plan` optional" in finding.remedy
    assert "What is the rollback plan of {ref}?" in finding.remedy


def test_what_weakens_a_promise_is_told_but_not_forbidden():
    text = OLD.replace("within: 4 awake-hours", "within: 9 awake-hours")
    (finding,) = compatible(Mode.FULL_TRANSITIVE, [contract(OLD, 1)], contract(text))
    assert finding.severity is Severity.WARNING
    assert "within 4 awake-hours, now within 9 awake-hours" in finding.message


def test_every_kind_of_change_that_the_reference_lists_is_tried_here():
    tried = {kind for _, _, kind, _, _ in CASES} | {kind for kind, *_ in REMOVALS}
    tried |= {"state-thawed", "items-removed", "state-removed", "move-removed"}
    assert tried == set(CHANGE_KINDS)


def test_every_kind_of_change_in_the_code_is_in_the_reference():
    named: set[str] = set()
    for path in Path(compat.__file__).parent.glob("compat*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                named |= {node.value} & set(CHANGE_KINDS)
    assert named == set(CHANGE_KINDS)


def test_the_reference_says_truly_which_kinds_never_break():
    for _, _, kind, breaks, _ in CASES:
        _, backward, forward = CHANGE_KINDS[kind]
        assert backward or "backward" not in breaks, kind
        assert forward or "forward" not in breaks, kind
        assert backward != "always" or "backward" in breaks, kind
        assert forward != "always" or "forward" in breaks, kind


def test_the_shipped_kinds_are_compatible_with_themselves_in_every_mode():
    from dayline.contracts import library

    for shipped in library.released().values():
        for mode in Mode:
            assert compatible(mode, [shipped], shipped) == []
