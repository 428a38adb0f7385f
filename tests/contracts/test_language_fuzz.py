"""Any YAML whatever gets a contract or a refusal with findings, never a stack trace."""

from __future__ import annotations

from random import Random

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dayline.base.errors import DaylineError, InvalidInput
from dayline.contracts import library
from dayline.contracts.compat import changes
from dayline.contracts.language import TOP_KEYS, lint_contract, parse_contract
from dayline.contracts.language_clocks import CLOCK_KEYS
from dayline.contracts.language_fields import FIELD_KEYS, LINK_KEYS
from dayline.contracts.language_moves import MOVE_KEYS, STATE_KEYS
from dayline.contracts.language_sections import ITEM_KEYS, SECTION_KEYS
from dayline.contracts.rules import check_record
from tests.contracts.random_contracts import contract_plan
from tests.contracts.shelf import facts_about

KEYS = sorted({
    *TOP_KEYS, *FIELD_KEYS, *LINK_KEYS, *MOVE_KEYS, *STATE_KEYS, *CLOCK_KEYS, *SECTION_KEYS,
    *ITEM_KEYS, "draft", "done", "author", "sections_complete", "why_stated", "owner", "choice",
})  # fmt: skip

scalars = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 300), st.floats(allow_nan=True),
    st.sampled_from([*KEYS, "2 awake-hours", "95%", "D", "x" * 600, "1", "any"]),
    st.text(max_size=9),
)  # fmt: skip
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), inner, max_size=5)
    ),
    max_leaves=30,
)


def read(text: str) -> None:
    try:
        contract = parse_contract(text, path="x.yaml")
    except DaylineError as error:
        refused = error.findings
        contract = None
    if contract is None:
        assert refused
        assert all(one.line >= 1 and one.message and one.remedy for one in refused)
        return
    lint_contract(contract, {contract.name: contract})
    assert changes(contract, contract) == []
    check_record(contract, facts_about(contract, "---\nstate: draft\n---\n# Any\n"))


@settings(max_examples=400)
@given(st.dictionaries(st.sampled_from(sorted(TOP_KEYS)), values, max_size=10))
def test_any_values_under_the_right_keys(plan: dict):
    read(yaml.safe_dump(plan, sort_keys=False, allow_unicode=True))


@settings(max_examples=300)
@given(st.integers(0, 2**32), st.data())
def test_a_good_contract_with_one_part_replaced(seed: int, data: st.DataObject):
    plan = contract_plan(Random(seed))  # noqa: S311  # no secret: a seed replays a failure
    place: dict | list = plan
    while True:
        keys = sorted(place, key=str) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        inner = place[key]
        if not isinstance(inner, dict | list) or data.draw(st.booleans()):
            place[key] = data.draw(values)
            break
        place = inner
    read(yaml.safe_dump(plan, sort_keys=False, allow_unicode=True))


@given(st.text(max_size=400))
def test_any_text(text: str):
    read(text)


def test_a_gate_that_is_a_list_is_a_finding_and_no_trace() -> None:
    text = library.released()["guide"].text.replace("    gates: [", "    gates: [[], ", 1)
    with pytest.raises(InvalidInput, match="guide") as refused:
        parse_contract(text, path="guide.yaml")
    assert any(finding.rule == "contract-gate" for finding in refused.value.findings)
