"""Each gate as a to-do: what opens it, what keeps it closed, and where it points."""

from __future__ import annotations

import pytest

from dayline.contracts.facts import CommentFact, Facts, ReceiptFact
from dayline.contracts.gates import GATES
from dayline.contracts.language import parse_contract
from tests.contracts.shelf import facts_about

CONTRACT = parse_contract("""\
contract: work
version: 1
title: Work
prefix: WK
purpose: Try the gates.
fields:
  owner: {type: person}
  to: {type: team}
  review_by: {type: date}
  severity: {type: choice, of: [routine, urgent]}
links:
  implements: {to: decision}
items:
  must_survive: {types: [blocker, hazard, ruled_out], min: 2, max: 3}
sections:
  - {name: Summary}
  - {name: Why, required: [finish]}
  - {name: Rejected alternatives, links: decision}
  - {name: Acceptance}
  - {name: Claims}
  - {name: Actions}
  - {name: State, items: must_survive}
  - {name: Risks, items: must_survive}
  - {name: Outcome}
states:
  draft: {}
  done: {final: true}
moves:
  finish: {from: draft, to: done, by: [author, to]}
""", path="work.yaml")  # fmt: skip


def facts(body: str, head: str = "", **known: object) -> Facts:
    front = f'---\nid: WK-1\nstate: draft\nauthor: "@ben"\n{head}---\n# Work\n\n'
    refs = frozenset({"D-1", "guide.md"})
    return facts_about(CONTRACT, front + body, **{"refs": refs, "path": "w.md", **known})


def open_(gate: str, body: str = "", head: str = "", args: dict | None = None, **known) -> bool:
    return todo(gate, body, head, args, **known) == []


def todo(gate: str, body: str = "", head: str = "", args: dict | None = None, **known) -> list[str]:
    found = GATES[gate].check(facts(body, head, **known), {"move": "finish", **(args or {})})
    assert all(one.path == "w.md" and one.line >= 1 and one.remedy for one in found)
    return [f"{one.line}: {one.message}" for one in found]


def test_every_gate_reads_as_something_to_do():
    for name, gate in GATES.items():
        assert gate.name == name
        assert gate.title[0].isupper()
        assert not gate.title.endswith(".")
        assert gate.help.endswith(".")
        assert gate.question == "" or ("{ref}" in gate.question and gate.question.endswith("?"))


@pytest.mark.parametrize("gate", sorted(GATES))
def test_no_gate_breaks_on_an_empty_record_or_strange_arguments(gate: str):
    for args in ({}, {"min": 10**9}, {"section": "Nowhere"}, {"field": "nothing"}, {"is": ()}):
        GATES[gate].check(facts(""), args)
        GATES[gate].check(facts("## Claims\n\n-\n\n## Actions\n\n| |\n|-|\n| |\n"), args)


def test_sections_complete_points_at_where_the_section_belongs():
    body = "## Summary\n\nx\n\n## Actions\n\n- x\n"
    assert todo("sections_complete", body) == ["12: The section `Why` is missing."]
    assert open_("sections_complete", "## Why\n\nBecause.\n")


@pytest.mark.parametrize(
    ("gate", "section", "enough", "few"),
    [
        ("why_stated", "Why", "Only the client knows that it is a retry.", "Because it is better."),
        ("summary_written", "Summary", "word " * 10, "word " * 9),
        ("outcome_written", "Outcome", "It was built and it holds.", "Done."),
    ],
)
def test_words_are_counted(gate: str, section: str, enough: str, few: str):
    assert open_(gate, f"## {section}\n\n{enough}\n")
    assert todo(gate, f"## {section}\n\n{few}\n")[0].startswith(f"8: `{section}` has ")
    assert open_(gate, f"## {section}\n\n{few}\n", args={"min_words": 1})
    assert todo(gate)[0].endswith(f"There is no section `{section}`.")


def test_a_summary_may_be_too_long():
    long = "## Summary\n\n" + "word " * 30
    assert open_("summary_written", long, args={"max_words": 30})
    assert todo("summary_written", long, args={"max_words": 29}) == [
        "8: `Summary` has 30 of at most 29 words."
    ]


@pytest.mark.parametrize(
    "body",
    [
        "- Kafka: nobody on call knows it",
        "- **Kafka** nobody on call knows it",
        "- Kafka \u2014 nobody on call knows it",
        "- Kafka, because nobody knows it",
        "1. Kafka. Nobody on call knows it.",
        "- Kafka would need two more people on call",
        "### Kafka\n\nNobody on call knows it.",
        "| Option | Against |\n|---|---|\n| Kafka | nobody knows it |",
        "We considered Kafka, but nobody on call knows it.",
        "- Redis (chosen): we run it already\n- Kafka: nobody on call knows it",
    ],
)
def test_an_alternative_with_its_reason(body: str):
    assert open_("rejected_alternatives", f"## Rejected alternatives\n\n{body}\n")


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("", 8),
        ("- Kafka", 10),
        ("- Kafka:", 10),
        ("- Kafka: TODO", 8),
        ("- TODO", 8),
        ("- {option}: {reason}", 8),
        ("<!-- - Kafka: nobody on call knows it -->", 8),
        ("- Redis (chosen): we run it already", 8),
        ("We use Redis.", 8),
        ("### Kafka\n\n...", 10),
        ("```\n- Kafka: nobody on call knows it\n```", 8),
    ],
)
def test_no_alternative_or_no_reason(body: str, line: int):
    (found,) = todo("rejected_alternatives", f"## Rejected alternatives\n\n{body}\n")
    assert found.startswith(f"{line}: ")


def test_more_alternatives_may_be_asked_for():
    options = "- Kafka: nobody on call knows it\n- Redis: loses data on restart\n"
    body = f"## Rejected alternatives\n\n{options}"
    assert open_("rejected_alternatives", body, args={"min": 2})
    assert todo("rejected_alternatives", body, args={"min": 3}) == [
        "8: `Rejected alternatives` lacks 1 of 3 options with a reason."
    ]


def test_acceptance_is_a_list_of_statements():
    assert open_("acceptance_stated", "## Acceptance\n\n- [ ] A retry returns the first id.\n")
    assert open_(
        "acceptance_stated", "## Acceptance\n\n- The second post is refused.\n", args={"min": 1}
    )
    for body in ("", "It works.", "- works", "- TODO", "- [ ] ..."):
        assert not open_("acceptance_stated", f"## Acceptance\n\n{body}\n"), body


@pytest.mark.parametrize(
    ("body", "lacks"),
    [
        ("- @omar adds the unique index by 2026-12-01", ""),
        ("- [ ] T-2 adds the index (2026-12-01)", ""),
        ("| Who | What |\n|---|---|\n| @omar | index by 2026-12-01 |", ""),
        ("None.", ""),
        ("No actions: the cause is outside.", ""),
        ("- @omar adds the unique index", "a date such as 2026-12-01"),
        ("- add the unique index by 2026-12-01", "an @owner"),
        ("- mail omar@example.org by 2026-12-01", "an @owner"),
        ("- @omar adds it by 2026-13-40", "a date such as 2026-12-01"),
        ("- add the index", "an @owner and a date such as 2026-12-01"),
        ("Somebody should do something.", "lists no actions"),
        ("", "lists no actions"),
    ],
)
def test_each_action_has_an_owner_and_a_day(body: str, lacks: str):
    found = todo("actions_owned", f"## Actions\n\n{body}\n")
    assert bool(found) == bool(lacks)
    assert all(lacks in one for one in found)


def test_an_action_may_need_no_day_and_none_may_be_too_few():
    assert open_("actions_owned", "## Actions\n\n- @omar adds it\n", args={"dated": False})
    assert not open_("actions_owned", "## Actions\n\nNone.\n", args={"min": 1})


def test_claims_are_settled_when_none_is_open():
    body = "## Claims\n\n- (agreed) The key expired.\n- (dissent) Load did it. @ken disagrees.\n"
    assert open_("claims_settled", body)
    assert open_("claims_settled", "## Claims\n\n- [x] The key expired.\n")
    closed = (
        "## Claims\n\n- (contested) The key expired.\n- Load did it.\n- [ ] The switch was off.\n"
    )
    assert todo("claims_settled", closed) == [
        "10: The claim `The key expired.` is still contested.",
        "11: The claim `Load did it.` is not marked.",
        "12: The claim `The switch was off.` is not ticked.",
    ]
    assert not open_("claims_settled", "## Claims\n\nNothing yet.\n")


MARKED = """\
## State

- (blocker) The switch is off
- plain, not marked

## Risks

- [must:hazard] Payouts start at 06:00 UTC
  and cannot be stopped by hand.
"""


def test_marked_items_are_counted_over_all_their_sections():
    assert open_("must_survive_items", MARKED)
    assert todo("must_survive_items", MARKED, args={"min": 3}) == [
        "8: There are 2 marked items; at least 3 are needed."
    ]
    assert todo("must_survive_items", MARKED, args={"max": 1, "min": 1}) == [
        "8: There are 2 marked items; at most 1 are allowed."
    ]


def test_unknown_marks_and_empty_items_are_named():
    body = MARKED + "- (hazzard) Typo\n- (ruled-out) Replaying\n- (blocker) ...\n"
    found = GATES["must_survive_items"].check(facts(body), {"max": 9})
    assert [(one.line, one.message, one.remedy) for one in found] == [
        (17, "There is no type `(hazzard)` here.", "Did you mean `hazard`?"),
        (19, "The item `(blocker)` says nothing.", "Write what must not be lost, in one sentence."),
    ]


def test_marks_elsewhere_do_not_count():
    other = MARKED.replace("## Risks", "## Other risks")
    assert todo("must_survive_items", other) == [
        "8: There is 1 marked item; at least 2 are needed."
    ]


def test_fields_complete_names_the_further_fields():
    assert todo("fields_complete", args={"fields": ("owner",)}) == ["4: `owner` is not filled in."]
    assert open_("fields_complete", head='owner: "@ana"\n', args={"fields": ("owner",)})


def test_a_move_may_be_for_some_records_only():
    args = {"field": "severity", "is": ("routine",)}
    assert open_("field_is", head="severity: routine\n", args=args)
    assert todo("field_is", head="severity: urgent\n", args=args) == ["5: `severity` is `urgent`."]
    assert todo("field_is", args=args) == ["4: `severity` is empty."]


def test_an_owner_is_named():
    assert open_("owner_named", head='owner: "@ana"\n')
    assert not open_("owner_named")
    assert not open_("owner_named", head="owner:\n")
    assert open_("owner_named", head='to: "@london"\n', args={"field": "to"})


@pytest.mark.parametrize(
    ("day", "good"), [("2026-11-22", True), ("2026-11-21", True), ("2026-11-20", False)]
)
def test_the_day_to_look_again_is_still_to_come(day: str, good: bool):
    assert open_("review_by_set", head=f"review_by: {day}\n", today="2026-11-21") is good
    assert open_("review_by_set", head=f"review_by: {day}\n", today="")
    assert not open_("review_by_set")


def test_links_lead_somewhere():
    body = (
        "## Why\n\nSee [the guide](guide.md), [below](#outcome), [the web](https://example.org),\n"
        "D-1, UTF-8 and `D-99`.\n\n```\nD-98 [x](gone.md)\n```\n\n## Outcome\n\nDone.\n"
    )
    assert open_("links_resolve", body, head="implements: D-1\n")
    dead = (
        body.replace("guide.md", "gone.md")
        .replace("#outcome", "#outcomes")
        .replace("D-1,", "D-97,")
    )
    assert todo("links_resolve", dead, head="implements: D-96\n") == [
        "5: `implements` names D-96, which does not exist.",
        "11: `gone.md` leads nowhere.",
        "11: There is no heading `#outcomes` in this text.",
        "12: There is no record D-97.",
    ]


def test_no_concern_is_open():
    settled = CommentFact("@ken", concern=True, open=False)
    remark = CommentFact("@mei", concern=False, open=True)
    concern = CommentFact("@ines", concern=True, open=True, text="What\nabout refunds?")
    assert open_("no_open_concern", comments=(settled, remark))
    assert todo("no_open_concern", comments=(settled, concern)) == [
        "1: A concern of @ines is open: \u201cWhat about refunds?\u201d."
    ]


def test_a_second_person_is_needed():
    assert open_("not_the_author", actor="@ana")
    assert not open_("not_the_author", actor="@ben")
    assert not open_(
        "not_the_author", head='owner: "@ana"\n', actor="@ana", args={"field": "owner"}
    )


HAZARD = "Payouts start at 06:00 UTC and cannot be stopped by hand."
GOOD = "The switch is off, that blocks us. Payouts start at 06:00 UTC; we cannot stop them by hand."


def receipt(
    text: str = GOOD, *, kind: str = "read_back", revision: int = 2, role: str = "to"
) -> dict:
    roles = frozenset({"member", role})
    return {
        "revision": 2,
        "receipts": (ReceiptFact("@ana", kind, revision, text=text, roles=roles),),
    }


def test_a_read_back_by_a_receiver_on_this_revision_takes_up_every_item():
    assert open_("receipt_covers", MARKED, **receipt())


def test_what_the_read_back_leaves_out_is_shown_item_by_item():
    assert todo("receipt_covers", MARKED, **receipt("The switch is off.")) == [
        f"15: The read-back does not take up this: (hazard) {HAZARD}"
    ]
    assert len(todo("receipt_covers", MARKED, **receipt("Understood."))) == 2
    assert open_("receipt_covers", MARKED, args={"share": 50}, **receipt("The switch is off."))


def test_the_receipt_must_be_of_this_revision_this_kind_and_this_role():
    assert todo("receipt_covers", MARKED, revision=2) == ["1: Nobody has given a read-back yet."]
    assert todo("receipt_covers", MARKED, **receipt(revision=1)) == [
        "1: The latest read-back is of revision 1; this is revision 2."
    ]
    assert not open_("receipt_covers", MARKED, **receipt(kind="read"))
    assert not open_("receipt_covers", MARKED, **receipt(role="lead"))
    assert open_("receipt_covers", MARKED, args={"by": "lead"}, **receipt(role="lead"))


def test_another_scorer_can_be_put_in():
    assert open_("receipt_covers", MARKED, covers=lambda _item, _said: True, **receipt("Yes."))
    assert not open_("receipt_covers", MARKED, covers=lambda _item, _said: False, **receipt())


@pytest.mark.parametrize(
    "body",
    [
        "- (blocker) x\n" * 20_000,
        "- (nonsense) x\n" * 20_000,
        "<!--" * 50_000,
        "- " * 100_000,
        "> " * 50_000 + "x",
        "**" * 100_000,
        "|" * 200_000,
        "[" * 100_000,
        "{" * 100_000,
        "1" * 300_000,
        "a_" * 150_000,
        "- Kafka " + ":" * 200_000,
        ("- @omar 2026-12-0" + "\n") * 20_000,
        "D-" * 100_000,
        "`" * 200_001,
    ],
)
def test_no_text_holds_a_gate_up(body: str):
    """Any of these takes minutes where a step is quadratic; see bench/contracts.py for times."""
    names = [section.name for section in CONTRACT.sections]
    text = "\n\n".join(f"## {name}\n\n{body[:250_000]}\n" for name in names[3:7])
    seen = facts(text, **receipt())
    for gate in GATES.values():
        gate.check(seen, {"move": "finish"})
