"""A read-back is held against what was handed over, item by item."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dayline.practices.handoff.reading.by_meaning import similar_by
from dayline.practices.handoff.reading.figures import figures
from dayline.practices.handoff.reading.score import Verdict, score
from dayline.practices.handoff.reading.taken_up import Similar

LABELLED = Path(__file__).parent / "labelled"
DEVELOPMENT = LABELLED / "development.jsonl"

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


def alike(value: float) -> Similar:
    return lambda mine, others: [[value for _ in others] for _ in mine]


def test_an_embedding_may_help_to_match_but_not_to_agree() -> None:
    item = "The pilot light went out twice."
    denied = "The pilot light did not go out twice."
    assert score([denied], item, similar=alike(1.0)).items[0].verdict is not Verdict.KEPT
    assert score([item], "", similar=alike(1.0)).items[0].verdict is Verdict.MISSING


def test_an_embedding_finds_what_is_said_in_other_words() -> None:
    item, told = "The parrot plucks its feathers.", "The bird pulls out its plumage."
    close = {("parrot", "bird"): 0.75, ("feathers", "plumage"): 0.7, ("plucks", "pulls out"): 0.6}

    def similar(mine: Sequence[str], others: Sequence[str]) -> list[list[float]]:
        return [[close.get((a, b), 0.66 if " " in a else 0.1) for b in others] for a in mine]

    assert verdict(item, told) is Verdict.MISSING
    assert score([item], told, similar=similar).items[0].verdict is Verdict.KEPT


def test_texts_are_embedded_once() -> None:
    asked: list[str] = []

    def embed(texts: Sequence[str]) -> list[np.ndarray]:
        asked.extend(texts)
        return [np.array([1.0, 0.0]) if "a" in text else np.array([0.0, 1.0]) for text in texts]

    similar = similar_by(embed)
    assert similar(["a", "b"], ["a"]) == [[1.0], [0.0]]
    assert similar(["b"], ["b", "a"]) == [[1.0, 0.0]]
    assert asked == ["a", "b"]


def test_the_same_texts_give_the_same_score() -> None:
    assert score(ITEMS, " ".join(TOLD)) == score(ITEMS, " ".join(TOLD))


@pytest.mark.parametrize(
    "hostile",
    ["a" * 300_000, "a to b from c " * 20_000, "first x then y, " * 20_000, "A waits for B. " * 20_000,  # noqa: E501
     "turn it all " * 30_000, "B? or " * 30_000, "1" * 300_000, "not " * 60_000, "from 1 to " * 30_000, "x. " * 60_000,  # noqa: E501
     "first then " * 30_000, "(" * 100_000, "one hundred " * 20_000, "`" * 100_000, "a-1:" * 50_000],  # noqa: E501
)  # fmt: skip
def test_hostile_texts_are_read_to_a_bound(hostile: str) -> None:
    found = score([*ITEMS, hostile], hostile)
    assert len(found.items) == 6
    many = score([f"Item {k} of many." for k in range(100)], ITEMS[0])
    assert len(many.items) == 100


def figures_on(name: str) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of each verdict."""
    counts: Counter[tuple[str, str]] = Counter()
    for line in (LABELLED / name).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        items = [item["text"] for item in row["items"]]
        found = score(items, row["read_back"], handoff=" ".join([*items, row["context"]]))
        for one, label in zip(found.items, row["labels"], strict=True):
            counts[one.verdict.value, label.split("_")[0]] += 1

    def share(kind: str, side: int) -> float:
        return counts[kind, kind] / sum(n for pair, n in counts.items() if pair[side] == kind)

    kinds = {kind: (share(kind, 0), share(kind, 1)) for kind in ("kept", "missing", "contradicted")}
    return {kind: (p, r, 2 * p * r / (p + r)) for kind, (p, r) in kinds.items()}


@pytest.mark.parametrize(
    ("name", "kept", "missing", "precision", "recall"),
    [
        ("development.jsonl", 0.94, 0.90, 0.88, 0.88),
        ("kept_apart.jsonl", 0.90, 0.80, 0.85, 0.85),
        ("development_2.jsonl", 0.88, 0.88, 0.88, 0.83),
        # Not learnt from, and below what the issue asks for: this keeps what is reached.
        ("kept_apart_2.jsonl", 0.78, 0.84, 0.82, 0.58),
    ],
)
def test_what_is_reached_on_the_labelled_sets_stays_reached(
    name: str, kept: float, missing: float, precision: float, recall: float
) -> None:
    found = figures_on(name)
    assert found["kept"][2] >= kept
    assert found["missing"][2] >= missing
    assert found["contradicted"][0] >= precision
    assert found["contradicted"][1] >= recall


@settings(max_examples=30, deadline=None)
@given(st.permutations(ITEMS), st.sets(st.integers(0, len(ITEMS) - 1)))
def test_what_stands_word_for_word_is_kept_and_what_was_dropped_is_missing(
    told: list[str], dropped: set[int]
) -> None:
    gone = {ITEMS[k] for k in dropped}
    found = score(ITEMS, " ".join(one for one in told if one not in gone))
    for one in found.items:
        assert one.verdict is (Verdict.MISSING if one.item in gone else Verdict.KEPT)


NAMES = ("Ines", "Karim", "Oslo", "Jonas", "Recife", "Marta", "Porto", "Lindgren")


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(NAMES), min_size=2, max_size=2, unique=True))
def test_another_name_contradicts_whichever_it_is(names: list[str]) -> None:
    was, said = names
    item = f"The spare keys of the boathouse are with {was}."
    assert verdict(item, f"Boathouse keys, the spare ones: with {was}.") is Verdict.KEPT
    assert verdict(item, f"Boathouse keys, the spare ones: with {said}.") is Verdict.CONTRADICTED


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(ITEMS), st.text(max_size=200))
def test_how_sure_it_is_lies_between_a_guess_and_certainty(item: str, told: str) -> None:
    found = score([item], told).items[0]
    assert 0.5 <= found.sureness <= 1.0
    assert found.why.endswith(".")


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("The kitchen waits for the bar.", "The bar waits for the kitchen."),
        ("We wait for the bank to answer.", "The bank waits for our answer."),
        ("The cows are fed first, then the pigs.", "First the pigs are fed, then the cows."),
        ("Ask the tenant or the owner? Vera leans to the owner.",
         "Tenant or owner is undecided, Vera prefers the tenant."),
        ("Call his mother in an emergency.", "In an emergency phone his father."),
        ("The fault is in the billing module.", "The fault is in the search module."),
        ("We prefer birch over oak for the floor.", "For the floor oak is preferred to birch."),
        ("Move the desk from the hall to the attic.", "The desk goes from the attic to the hall."),
    ],
)  # fmt: skip
def test_turned_roles_and_things_of_a_kind_contradict(item: str, told: str) -> None:
    assert verdict(item, told) is Verdict.CONTRADICTED


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("The kitchen waits for the bar.", "Kitchen is held up by the bar."),
        ("The gate stays shut until Friday.", "The gate opens on Friday."),
        ("70 percent of the files are copied.", "30 percent of the files are still to be copied."),
        ("Two of the three lifts are out of order.", "Just one of three lifts is running."),
        ("The train leaves at 16:40 UTC.", "At 17:40 CET the train leaves."),
        ("The run took 73 minutes.", "An hour and thirteen minutes, that is what the run took."),
        ("The cellar is at minus 4 degrees.", "In the cellar it is four below zero."),
        ("The pump did not fail.", "It is not true that the pump was broken."),
    ],
)
def test_the_same_in_other_words_is_no_contradiction(item: str, told: str) -> None:
    assert verdict(item, told) is not Verdict.CONTRADICTED


def test_a_shuffled_read_back_of_the_development_set_scores_alike() -> None:
    row = json.loads(DEVELOPMENT.read_text(encoding="utf-8").splitlines()[0])
    items = [item["text"] for item in row["items"]]
    lines = row["read_back"].splitlines()
    usual = [one.verdict for one in score(items, "\n".join(lines)).items]
    random.Random(1).shuffle(lines)  # noqa: S311 -- any order will do
    assert [one.verdict for one in score(items, "\n".join(lines)).items] == usual
