"""What a new version of a team's contract breaks: a table that was written by hand, and laws."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dayline.contracts.library import example
from dayline.practices.team.reading import read_contract
from dayline.practices.team.rules import breaking, changes, version_needed, version_suffices
from dayline.practices.team.terms import Effect

TABLE: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "changes.yaml").read_text())
EXAMPLE = example("team", 1)


def made(row: dict[str, Any]) -> str:
    text = EXAMPLE
    for old, new in row["put"]:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize("row", TABLE, ids=[row["what"] for row in TABLE])
def test_every_change_is_classified_as_written_down(row: dict[str, Any]) -> None:
    found = changes(read_contract(EXAMPLE), read_contract(made(row)))
    assert {one.rule: one.effect.value for one in found} == row["so"], found
    assert len(found) == len(row["so"])
    assert version_needed("2.0", found) == row["next"]
    assert all(one.said and one.what for one in found)


def test_the_table_is_long_enough_and_has_every_rule_and_effect() -> None:
    assert len(TABLE) >= 40
    rules = {rule for row in TABLE for rule in row["so"]}
    source = "".join(
        (Path(changes.__code__.co_filename).parent / name).read_text()
        for name in ("rules.py", "levels.py")
    )
    written = set(re.findall(r'"([a-z]+(?:-[a-z]+)*-[a-z]+)"', source)) | {"reworded"}
    stated = {one for one in written if re.search(r"-|reworded", one)}
    kinds = {f"{kind}-{what}" for kind in ("input", "output") for what in ("removed", "added")}
    untested = (stated | kinds) - rules - {"awake-minute", "awake-hour", "working-day"}
    # What needs a contract without hours or contact stands below.
    assert untested == {"hours-reworded", "contact-added"}


def test_what_the_example_lacks() -> None:
    without = EXAMPLE.replace("contact: https://chat.meridian.example/ledger\n", "")
    (change,) = changes(read_contract(without), read_contract(EXAMPLE))
    assert (change.rule, change.effect) == ("contact-added", Effect.WIDENS)
    row = "| Monday to Friday | 9:00 | 18:00 |"
    vague = EXAMPLE.replace(row, "| mornings | early | noon |")
    other = EXAMPLE.replace(row, "| evenings | noon | late |")
    assert [one.rule for one in changes(read_contract(vague), read_contract(other))] == [
        "hours-reworded"
    ]


@pytest.mark.parametrize("row", TABLE, ids=[row["what"] for row in TABLE])
def test_going_back_undoes_it_and_nothing_is_free(row: dict[str, Any]) -> None:
    """What widens one way breaks the other way."""
    back = changes(read_contract(made(row)), read_contract(EXAMPLE))
    if "widens" in row["so"].values():
        assert breaking(back)
    if not row["so"]:
        assert back == []


def test_a_version_must_say_what_its_changes_mean() -> None:
    slower = EXAMPLE.replace("| 8 awake-hours |", "| 9 awake-hours |")
    found = changes(read_contract(EXAMPLE), read_contract(slower))
    assert [version_suffices("2.0", one, found) for one in ("2.0", "2.9", "3.0", "10.1")] == [
        False, False, True, True,
    ]  # fmt: skip
    assert version_needed("", found) == "1.0"


@given(st.text(max_size=400))
def test_any_text_is_read_and_is_the_same_as_itself(text: str) -> None:
    for whole in (text, EXAMPLE.replace("## Hours", text)):
        assert changes(read_contract(whole), read_contract(whole)) == []


amounts = st.tuples(st.integers(1, 200), st.sampled_from(["awake-hours", "hours", "days"]))


@given(amounts, amounts)
def test_no_promise_gets_slower_without_a_word(old: tuple[int, str], new: tuple[int, str]) -> None:
    def text(one: tuple[int, str]) -> str:
        return EXAMPLE.replace("| 8 awake-hours |", f"| {one[0]} {one[1]} |")

    found = [one.rule for one in changes(read_contract(text(old)), read_contract(text(new)))]
    wall = {"awake-hours": 1, "hours": 1, "days": 24}
    least = old[0] * wall[old[1]], new[0] * wall[new[1]]
    loosened = least[1] > least[0] or (new[1] == "awake-hours" and old[1] != "awake-hours")
    assert ("level-slower" in found) == loosened
