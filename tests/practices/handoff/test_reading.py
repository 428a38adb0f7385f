"""A read-back is held against what was handed over, item by item."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dayline.practices.handoff.reading.figures import figures
from dayline.practices.handoff.reading.score import Verdict, score

DEVELOPMENT = Path(__file__).parent / "labelled" / "development.jsonl"

ITEMS = (
    "1,312 duplicate postings remain for 214 merchants.",
    "We reverse the second posting, because the first one is the payment.",
    "Only Ines can approve a reversal of more than 1,000 postings.",
    "Replaying the batch with the new settings does not work.",
    "Do some refunded payments need a reversal too?",
)
TOLD = (
    "Some 1,300 double postings are left, they hit 214 shops",
    "the second one of a pair gets reversed since the first is the real payment",
    "for more than a thousand postings Ines has to approve the reversal",
    "replaying the batch is no use under the new settings",
    "open question: whether refunded payments need reversing as well",
)


def verdict(item: str, told: str) -> Verdict:
    return score([item], told).items[0].verdict


def test_a_good_read_back_keeps_every_item_and_shows_where() -> None:
    found = score(ITEMS, ". ".join(TOLD) + ".")
    assert [one.verdict for one in found.items] == [Verdict.KEPT] * 5
    for one, told in zip(found.items, TOLD, strict=True):
        assert told in one.evidence
        assert one.why.endswith(".")
    assert found.invented == ()


def test_nothing_read_back_means_that_all_is_missing() -> None:
    for empty in ("", "   \n", "...", "ok"):
        assert {one.verdict for one in score(ITEMS, empty).items} == {Verdict.MISSING}


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=300))
@example("Mr. Smith: no.\n- not 3;")
@example("?")
@example("\u0130\u00df")
def test_an_item_read_back_word_for_word_is_kept_whatever_it_says(item: str) -> None:
    if item.strip():
        assert verdict(item, item) is Verdict.KEPT


@settings(max_examples=30, deadline=None)
@given(st.permutations(ITEMS))
def test_the_order_of_statements_does_not_matter(told: list[str]) -> None:
    assert {one.verdict for one in score(ITEMS, "\n\n".join(told)).items} == {Verdict.KEPT}


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("The export is safe to run.", "The export is not safe to run."),
        ("The job may be started before noon.", "The job may not be started before noon."),
        ("Never open valve 7 during the night.", "Open valve 7 during the night."),
        ("The lab has confirmed the sample.", "The lab has not confirmed the sample."),
        ("Restarting the worker does not help.", "Restarting the worker helps."),
        ("Visitors must not enter the hall.", "Visitors are allowed to enter the hall."),
    ],
)
def test_a_denial_that_only_one_side_has_contradicts(item: str, told: str) -> None:
    found = score([item], told).items[0]
    assert found.verdict is Verdict.CONTRADICTED
    assert found.evidence == told
    assert found.why


@settings(max_examples=40, deadline=None)
@given(st.integers(3, 9000), st.integers(3, 9000))
def test_another_number_contradicts_and_the_same_one_does_not(said: int, was: int) -> None:
    item = f"The warehouse in Lyon holds {was} boxes of gloves."
    told = f"Boxes of gloves in the Lyon warehouse: {said}."
    apart = abs(said - was) > 0.1 * max(said, was) and max(said, was) != 1000 * min(said, was)
    if said == was or apart:
        wanted = Verdict.KEPT if said == was else Verdict.CONTRADICTED
        assert verdict(item, told) is wanted


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("Only Marta can lift the hold at the bank.", "Only Jonas can lift the hold at the bank."),
        (
            "The queue depth was raised to stop the errors.",
            "The queue depth was lowered to stop the errors.",
        ),
        ("The limit moved from 20 to 30 tonnes.", "The limit moved from 30 to 20 tonnes."),
        ("Load the crates before the drums.", "Load the drums before the crates."),
        ("Is the policy valid at night?", "The policy is valid at night."),
        (
            "Send the report to Porto and not to Recife.",
            "Send the report to Recife and not to Porto.",
        ),
    ],
)
def test_names_directions_order_and_roles_contradict(item: str, told: str) -> None:
    assert verdict(item, item) is Verdict.KEPT
    assert verdict(item, told) is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("at 18:00", "at six pm"), ("at 04:20", "twenty past four"), ("by noon", "by 12:00"),
        ("for 48 hours", "for two days"), ("10 percent", "one user in ten"), ("1,312", "about 1,300"),  # noqa: E501
        ("EUR 20,000", "20k euro"), ("$2,500", "twenty-five hundred"), ("on 9 November", "on the 9th"),  # noqa: E501
        ("a quarter of them", "25 %"), ("23:40", "twenty to midnight"), ("300,000", "three hundred thousand"),  # noqa: E501
        ("for 15 minutes", "a quarter of an hour"), ("on Friday", "Fri"), ("31", "thirty-first"),
    ],
)  # fmt: skip
def test_a_number_is_the_same_however_it_is_written(one: str, other: str) -> None:
    assert any(a.same(b) for a in figures(one) for b in figures(other))
    assert any(b.same(a) for a in figures(one) for b in figures(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("30", "32"), ("at 05:30", "at 6:30"), ("2 litres", "3 litres"), ("nine hours", "six hours"),
     ("the 25th", "the 28th"), ("6am", "6pm"), ("68 sites", "86 sites"), ("Friday", "Monday")],
)  # fmt: skip
def test_another_number_is_not_the_same(one: str, other: str) -> None:
    assert not any(a.same(b) for a in figures(one) for b in figures(other))


def test_what_nothing_in_the_handoff_says_is_invented() -> None:
    made = "The mayor of Turin visits the aquarium with forty musicians on Sunday."
    found = score(ITEMS, f"{ITEMS[0]} {made}", handoff=" ".join(ITEMS))
    assert found.invented == (made,)


def test_a_similarity_of_a_model_may_help_to_match_but_not_to_agree() -> None:
    item, told = "The pilot light went out twice.", "That little blue flame died on 2 occasions."
    assert score([item], told, similar=lambda _a, _b: 0.0) == score([item], told)
    denied = "The pilot light did not go out twice."
    assert score([denied], item, similar=lambda _a, _b: 1.0).items[0].verdict is not Verdict.KEPT


def test_the_same_texts_give_the_same_score() -> None:
    assert score(ITEMS, " ".join(TOLD)) == score(ITEMS, " ".join(TOLD))


@pytest.mark.parametrize(
    "hostile",
    ["a" * 300_000, "1" * 300_000, "not " * 60_000, "from 1 to " * 30_000, "x. " * 60_000,
     "first then " * 30_000, "(" * 100_000, "one hundred " * 20_000, "`" * 100_000, "a-1:" * 50_000],  # noqa: E501
)  # fmt: skip
def test_hostile_texts_are_read_to_a_bound(hostile: str) -> None:
    found = score([*ITEMS, hostile], hostile)
    assert len(found.items) == 6
    many = score([f"Item {k} of many." for k in range(100)], ITEMS[0])
    assert len(many.items) == 100


def test_the_bars_hold_on_the_development_set() -> None:
    counts: Counter[tuple[str, str]] = Counter()
    for line in DEVELOPMENT.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        items = [item["text"] for item in row["items"]]
        found = score(items, row["read_back"], handoff=" ".join([*items, row["context"]]))
        for one, label in zip(found.items, row["labels"], strict=True):
            counts[one.verdict.value, label.split("_")[0]] += 1

    def share(kind: str, side: int) -> float:
        return counts[kind, kind] / sum(n for pair, n in counts.items() if pair[side] == kind)

    for kind in ("kept", "missing"):
        precision, recall = share(kind, 0), share(kind, 1)
        assert 2 * precision * recall / (precision + recall) >= 0.90
    assert share("contradicted", 1) >= 0.85
    assert share("contradicted", 0) >= 0.88


def test_a_shuffled_read_back_of_the_development_set_scores_alike() -> None:
    row = json.loads(DEVELOPMENT.read_text(encoding="utf-8").splitlines()[0])
    items = [item["text"] for item in row["items"]]
    lines = row["read_back"].splitlines()
    usual = [one.verdict for one in score(items, "\n".join(lines)).items]
    random.Random(1).shuffle(lines)  # noqa: S311 -- any order will do
    assert [one.verdict for one in score(items, "\n".join(lines)).items] == usual
