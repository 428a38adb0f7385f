"""What is hidden changes nothing: not an order, not a score, not a snippet, not a suggestion.

Shown to fail: with the masks of ``rights._placed`` replaced by the parts' ``live`` pages.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from dayline.records.actions import open_record
from dayline.records.remarks.actions import comment
from dayline.search import queries
from dayline.search.actions import catch_up
from dayline.search.filters import Filters
from dayline.search.jumps.queries import jumps
from dayline.search.queries import Hit, search, titles
from dayline.search.vectors.actions import embed
from tests.cast import DECISION, Stage, set_stage
from tests.laws.hidden import RFC
from tests.search.test_vectors import Meaning

WORDS = (
    "ledger", "refund", "acquirer", "merchant", "chargeback", "capture", "gateway", "reversal",
    "noon", "clock", "payout", "limit", "score", "dispute", "invoice", "key", "retry", "posting",
)  # fmt: skip


def told(chance: random.Random, text: str) -> str:
    """A text with some of its words taken from the lot."""
    said = " ".join(chance.choices(WORDS, k=40))
    return text.replace(
        "Every capture carries a key", " ".join(chance.choices(WORDS, k=4))
    ).replace("## Context\n", f"## Context\n\n{said}.\n")


def staged(origin: str, *, hidden: bool) -> Stage:
    stage = set_stage(origin)
    open_ones, secret = random.Random(1), random.Random(2)  # noqa: S311 - a lot, no secret
    for number in range(12):
        open_record(stage.ana, "decision", text=told(open_ones, DECISION))
        if hidden:
            text = told(secret, RFC) + " ".join(secret.choices(WORDS, k=200))
            made = open_record(stage.ken, "rfc", text=text, visibility="team:@singapore")
            comment(stage.mei, made.ref, " ".join(secret.choices(WORDS, k=30)))
        if number % 5 == 0:
            catch_up(stage.workspace)
    comment(stage.ben, "D-3", "The dispute was about a payout at noon.")
    catch_up(stage.workspace)
    return stage


def questions(count: int) -> Iterator[str]:
    chance = random.Random(3)  # noqa: S311 - a lot, no secret
    for _ in range(count):
        yield " ".join(chance.choices(WORDS, k=chance.randint(1, 4)))


def answered(stage: Stage, number: int, question: str) -> list[object]:
    """Everything that a person without the right gets to see."""
    person, narrow = stage.ids["omar"], Filters(states=("proposed", "draft"))
    hits = search(stage.workspace, question, person=person)
    if number % 10 == 0:
        hits += search(stage.workspace, question, person=person, filters=narrow)
        more = [*jumps(stage.workspace, question[:6], person=person)]
        more += titles(stage.workspace, question[:5], person=person)
        return [[record.ref for record in more], *map(shown, hits)]
    return [shown(hit) for hit in hits]


def shown(hit: Hit) -> object:
    return (hit.record.ref, hit.record.title, hit.score, hit.headings, hit.line, hit.pieces)


@pytest.mark.parametrize(("near", "count"), [(False, 2_000), (True, 200)])
def test_who_may_not_see_it_cannot_tell_that_it_is_there(
    db: None, monkeypatch: pytest.MonkeyPatch, *, near: bool, count: int
) -> None:
    without, beside = staged("a.example", hidden=False), staged("b.example", hidden=True)
    if near:
        meaning = Meaning()
        monkeypatch.setattr(queries, "embedder", lambda: meaning)
        embed(without.workspace, meaning)
        embed(beside.workspace, meaning)
    assert any(hit.record.kind == "rfc" for hit in search(
        beside.workspace, "ledger refund", person=beside.ids["mei"]
    ))  # fmt: skip
    found = 0
    for number, question in enumerate(questions(count)):
        expected = answered(without, number, question)
        assert answered(beside, number, question) == expected, question
        found += bool(expected)
    assert found > count * 0.9
