"""The kinds that ship: which there are, what each demands and when, and how they speak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dayline.base.document import split
from dayline.base.findings import Severity
from dayline.base.ids import parse_ref
from dayline.contracts.discarding import DISCARD, DISCARDED
from dayline.contracts.lint import lint_contract
from dayline.contracts.rules import Planned, Refusal, check_move, check_record
from dayline.contracts.template import blank
from tests.contracts.shelf import DESIGN, examples, facts_about, kinds, problems

# What makes a kind more than a template: what a move demands that a draft need not have.
DEMANDS = {
    ("decision", "accept"): {
        "Context",
        "Decision",
        "Why",
        "Rejected alternatives",
        "Consequences",
        "deciders",
    },
    ("rfc", "open"): {
        "Summary",
        "Context",
        "Proposal",
        "Rejected alternatives",
        "Consequences",
        "reviewers",
        "hard_cap",
    },
    ("rfc", "accept"): {"Outcome"},
    ("spec", "ready"): {"Context", "Inputs", "Outputs", "Acceptance", "Non-goals", "owner"},
    ("handoff", "deliver"): {
        "Progress made",
        "Decisions and rationale",
        "Blockers for next timezone",
        "Open questions",
        "severity",
    },
    ("update", "post"): {"Progress made", "Next"},
    ("question", "answer"): {"Question", "What the record says", "Answer", "owner", "need_by"},
    ("question", "write_down"): {"answered_by"},
    ("incident", "mitigate"): {"Impact", "Timeline", "owner", "severity", "aware_at"},
    ("incident", "review"): {"Summary", "Claims", "started_at"},
    ("incident", "close"): {"Actions"},
    ("walkthrough", "publish"): {
        "Summary",
        "Chapters",
        "owner",
        "video",
        "verified_against",
        "verified_on",
    },
    ("critique", "resolve"): {"What to look at", "Outcome"},
    ("team", "publish"): {
        "Inputs",
        "Outputs",
        "Service levels",
        "Hours",
        "version",
        "owner",
        "zone",
        "area",
    },
    ("meeting", "write_up"): {"Outcome", "owner"},
    ("retro", "finish"): {"Outcome", "Actions"},
    ("guide", "publish"): {
        "When to use it",
        "Steps",
        "How to check",
        "owner",
        "verified_against",
        "verified_on",
        "review_by",
    },
    ("trial", "register"): {
        "Hypothesis",
        "Assignment",
        "Stop rule",
        "Analysis",
        "owner",
        "primary_metric",
        "smallest_effect",
        "guardrails",
        "units",
        "assignment",
        "starts_on",
        "ends_on",
    },
}

# The promises in time that the design and the guides speak of.
CLOCKS = {
    ("handoff", "accept"): ("2 awake-hours", "to", 95, "28 days"),
    ("rfc", "window"): ("`min_awake_hours` awake-hours", "reviewers", None, ""),
    ("rfc", "cap"): ("hard_cap", "author", 95, "91 days"),
    ("question", "answer"): ("need_by", "owner", 90, "28 days"),
    ("update", "post"): ("due", "author", 90, "28 days"),
    ("incident", "analysis"): ("48 hours", "owner", 90, "91 days"),
    ("critique", "review"): ("review_by", "reviewers", 90, "28 days"),
    ("critique", "learner"): ("2 awake-hours", "reviewers", 90, "28 days"),
}


def texts_for_people() -> Iterator[tuple[str, str]]:
    """Every sentence of the library that a person reads, with where it stands."""
    for kind, contract in kinds().items():
        yield f"{kind} purpose", contract.purpose
        yield f"{kind} who", contract.who
        parts = (
            *contract.fields.values(), *contract.links.values(), *contract.sections,
            *contract.items.values(), *contract.states.values(), *contract.moves.values(),
            *contract.clocks.values(),
        )  # fmt: skip
        for part in parts:
            yield f"{kind} {type(part).__name__.lower()} {part.name}", part.help


def test_every_kind_of_the_design_ships_with_its_prefix_and_its_states():
    shipped = {
        name: (one.prefix, [state for state in one.states if state != DISCARDED])
        for name, one in kinds().items()
    }

    assert shipped == DESIGN


def test_every_draft_has_a_way_out_and_nothing_that_others_were_asked_has():
    drafts = {name for name, one in kinds().items() if DISCARDED in one.states}
    assert drafts == {
        "guide", "handoff", "meeting", "rfc", "spec", "team", "trial", "walkthrough",
    }  # fmt: skip
    for name in drafts:
        move = kinds()[name].moves[DISCARD]
        assert (move.sources, move.by) == ((kinds()[name].initial,), ("author",))


def test_prefixes_are_unique():
    prefixes = [one.prefix for one in kinds().values()]

    assert len(prefixes) == len(set(prefixes))


@pytest.mark.parametrize("kind", DESIGN)
def test_a_contract_has_nothing_to_mend(kind):
    findings = lint_contract(kinds()[kind], kinds())

    assert [f"{one.place} {one.rule} {one.message}" for one in findings] == []


def test_every_help_is_there_short_and_calm():
    for where, text in texts_for_people():
        assert text, where
        assert len(text) <= 200, where
        assert "!" not in text, where
        assert "--" not in text, f"{where}: it would end the comment that a new record shows"


def test_the_same_name_means_the_same_thing_in_every_kind():
    first: dict[str, tuple[str, str, bool]] = {}
    for kind, contract in kinds().items():
        for field in contract.fields.values():
            if field.name == "review_by":  # a day for a guide, a moment for reviewers elsewhere
                continue
            _, sort, many = first.setdefault(field.name, (kind, field.type, field.many))
            assert (field.type, field.many) == (sort, many), f"{field.name} of {kind}"


@pytest.mark.parametrize("kind", sorted(DESIGN.keys() - {"kudos"}))
def test_a_draft_may_be_nearly_empty_and_the_first_move_says_what_is_missing(kind):
    contract = kinds()[kind]
    always = {name: _sample(one.type, many=one.many) for name, one in contract.fields.items()
              if one.required.always}  # fmt: skip
    text = blank(contract, ref=f"{contract.prefix}-9", title="Soon", author="@ana", fields=always)
    facts = facts_about(contract, text, refs=frozenset(examples()))
    errors = [one for one in check_record(contract, facts) if one.severity is Severity.ERROR]
    assert [one.message for one in errors if one.rule != "field-type"] == []

    first = next(move for move in contract.moves_from(contract.initial) if move.gates)
    outcome = check_move(contract, replace(facts, roles_of_actor=frozenset(first.by)), first.name)

    assert isinstance(outcome, Refusal)
    assert outcome.code == "gates-closed"
    assert all(one.remedy for one in outcome.findings)


def _sample(sort: str, *, many: bool) -> str | list[str]:
    value = {"team": "@london", "person": "@ines", "date": "2026-11-21"}.get(
        sort, "2026-11-21T09:00:00Z"
    )
    return [value] if many else value


def test_a_kind_demands_at_each_move_what_the_design_says():
    demanded = {
        (kind, move): {
            one.name
            for one in (*contract.sections, *contract.fields.values(), *contract.links.values())
            if move in one.required.before
        }
        for kind, contract in kinds().items()
        for move in contract.moves
    }

    assert {key: demanded[key] for key in DEMANDS} == DEMANDS


def test_the_clocks_keep_the_promises_of_the_design():
    for (kind, name), (amount, whose, objective, window) in CLOCKS.items():
        clock = kinds()[kind].clocks[name]
        assert (str(clock.within or clock.stated or "") or clock.until) == amount, name
        assert clock.of == whose, name
        assert clock.objective == objective, name
        assert (str(clock.window) if clock.window else "") == window, name


# What stands beside the library.

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_guide_to_the_kinds_names_each_of_them():
    text = (DOCS / "guide" / "kinds.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| \*\*.*?\| `([a-z]+)` \|", text, re.MULTILINE)) == DESIGN.keys()


def own_decisions() -> list[Path]:
    return sorted((DOCS / "decisions").glob("[0-9]*.md"))


@pytest.mark.parametrize("path", own_decisions(), ids=lambda path: path.stem[:4])
def test_our_own_decisions_pass_the_gates_of_accept(path):
    text = path.read_text(encoding="utf-8")
    refs = frozenset(
        str(split(one.read_text(encoding="utf-8")).fields["id"]) for one in own_decisions()
    )
    contract = kinds()["decision"]
    facts = facts_about(contract, text, refs=refs, path=path.name)

    assert facts.state == "accepted"
    assert check_record(contract, facts) == []
    proposed = replace(facts, state="proposed", actor="@maintainers",
                       roles_of_actor=frozenset({"deciders"}))  # fmt: skip
    outcome = check_move(contract, proposed, "accept")
    assert isinstance(outcome, Planned), problems(outcome)
    assert int(path.name[:4]) == parse_ref(facts.ref).number


def test_our_own_decisions_are_numbered_without_a_gap():
    numbers = [int(path.name[:4]) for path in own_decisions()]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 8
