"""Places inside one record: what is said there, and what is said around it."""

from __future__ import annotations

from math import exp, log1p

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.search.bm25 import Records
from dayline.search.inside import inside
from dayline.search.pages import Packed, keys, pack, page_of, unpack
from dayline.search.segment import Segment
from dayline.search.weights import STANDARD

WORDS = ("ledger", "refund", "noon", "gateway", "chargeback")
remark = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


def discussion(remarks: list[str]) -> Packed:
    made = unpack(pack(page_of("", [], "", [], remarks)))
    assert made is not None
    return made


def scores(pages: list[list[str]], page: int, query: str) -> list[float]:
    segment = Segment([discussion(remarks) for remarks in pages])
    records = Records([segment], [np.ones(len(pages), dtype=bool)], STANDARD)
    return [float(one) for one in inside(records, 0, page, keys(query), STANDARD)]


def by_hand(pages: list[list[str]], page: int, query: str) -> list[float]:
    remarks = [one.split() for one in pages[page]]
    size = [len(one) for one in remarks]
    middle = [sum(size[:at]) + size[at] / 2 for at in range(len(size))]
    own, near = [0.0] * len(size), [0.0] * len(size)
    for term in dict.fromkeys(query.split()):
        asked = query.split().count(term)
        often = [one.count(term) for one in remarks]
        holders = sum(map(bool, often))
        if not holders:
            continue
        told = sum(any(term in one.split() for one in each) for each in pages)
        worth = asked * log1p((len(pages) - told + 0.5) / (told + 0.5))
        worth += log1p((len(size) - holders + 0.5) / (holders + 0.5))
        k, share = STANDARD.passage_saturation, STANDARD.passage_length
        for at in range(len(size)):
            tf = often[at] / (1 - share + share * size[at] / (sum(size) / len(size)))
            own[at] += worth * tf / (tf + k)
            tf = sum(
                count * exp(-abs(middle[at] - middle[other]) / STANDARD.reach)
                for other, count in enumerate(often)
            )
            near[at] += worth * tf / (tf + k)
    return [
        (1 - STANDARD.around) * one / (max(own) or 1) + STANDARD.around * other / (max(near) or 1)
        for one, other in zip(own, near, strict=True)
    ]


@given(
    pages=st.lists(st.lists(remark, min_size=1, max_size=12), min_size=1, max_size=4),
    query=remark,
    at=st.integers(0, 3),
)
def test_a_place_counts_by_its_words_and_by_those_near_it(
    pages: list[list[str]], query: str, at: int
) -> None:
    page = at % len(pages)
    assert scores(pages, page, query) == pytest.approx(by_hand(pages, page, query))


def test_an_answer_that_does_not_repeat_the_question_is_found_beside_it() -> None:
    talk = ["Good morning."] * 30 + ["And the refund?", "Only the duty lead.", "Bye."]
    order = np.argsort([-one for one in scores([talk], 0, "refund")], kind="stable")
    assert order[0] == 30
    assert set(order[1:3]) == {29, 31}


def test_words_that_are_nowhere_find_nothing() -> None:
    assert scores([["ledger", "noon"]], 0, "gateway") == [0.0, 0.0]
    assert scores([["ledger"]], 0, "") == [0.0]
