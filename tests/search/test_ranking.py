"""The index against a plain count of the same words, and what hidden pages may not change."""

from __future__ import annotations

import math
from collections import Counter
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dayline.search.chunks import chunks
from dayline.search.pages import Page, Passage, key, keys, pack, page_of, unpack
from dayline.search.ranking import Ranking
from dayline.search.segment import FIELDS, Segment
from dayline.search.weights import STANDARD

WORDS = [key(word) for word in ("ledger", "posting", "refund", "risk", "payout", "key", "queue")]
word_lists = st.lists(st.sampled_from(WORDS), max_size=6)
pages = st.builds(
    Page,
    title=word_lists,
    side=word_lists,
    passages=st.lists(st.builds(Passage, headings=word_lists, words=word_lists), max_size=4),
)
collections = st.lists(pages, min_size=1, max_size=12)


def segment_of(several: list[Page]) -> Segment:
    packed = [unpack(pack(page)) for page in several]
    assert all(one is not None for one in packed)
    return Segment([one for one in packed if one is not None])


def fields_of(page: Page) -> list[list[int]]:
    return [
        page.title,
        page.side,
        [one for passage in page.passages for one in passage.headings],
        [one for passage in page.passages for one in passage.words],
    ]


def often(segment: Segment, place: int) -> list[int]:
    """How often a posting's term is in each field, asked in both ways."""
    told = []
    for field in range(FIELDS):
        _, one = segment.often(field, slice(place, place + 1))
        _, same = segment.often(field, np.array([place]))
        assert one.tolist() == same.tolist()
        told.append(int(one.sum()))
    return told


@given(collections)
def test_a_segment_counts_as_a_plain_count_does(several: list[Page]) -> None:
    segment = segment_of(several)
    for word in WORDS:
        term = segment.term(word)
        held = {}
        if term >= 0:
            span = segment.holders(term)
            for place, page in zip(range(span.start, span.stop), segment.pages[span], strict=True):
                held[int(page)] = often(segment, place)
        counts = {
            number: [Counter(part)[word] for part in fields_of(page)]
            for number, page in enumerate(several)
        }
        assert held == {number: found for number, found in counts.items() if any(found)}
    for number, page in enumerate(several):
        assert segment.lengths[:, number].tolist() == [len(part) for part in fields_of(page)]


@given(collections)
def test_a_segment_gives_each_passage_back(several: list[Page]) -> None:
    segment = segment_of(several)
    for number, page in enumerate(several):
        for place, passage in enumerate(page.passages):
            terms = segment.passage(int(segment.first_passage[number]) + place)
            back = segment.vocabulary[terms].tolist()
            assert back == [*passage.headings, *passage.words]


def plain_score(several: list[Page], query: list[int], number: int) -> float:
    """BM25F by its formula, page by page."""
    mean = [
        max(sum(len(fields_of(p)[f]) for p in several) / len(several), 1e-9) for f in range(FIELDS)
    ]
    total = 0.0
    for word, weight in Counter(query).items():
        holders = sum(any(word in part for part in fields_of(page)) for page in several)
        if not holders:
            continue
        rarity = math.log1p((len(several) - holders + 0.5) / (holders + 0.5))
        often = 0.0
        for f, part in enumerate(fields_of(several[number])):
            norm = 1 - STANDARD.length[f] + STANDARD.length[f] * len(part) / mean[f]
            often += STANDARD.fields[f] * part.count(word) / norm
        k = STANDARD.saturation
        total += weight * rarity * often * (k + 1) / (often + k)
    return total


@given(collections, st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
def test_records_score_by_the_formula(several: list[Page], query: list[int]) -> None:
    ranking = Ranking([segment_of(several)], [np.ones(len(several), dtype=bool)])
    best = ranking.records.best(ranking.records.terms(query))
    scores = dict(zip(best.page.tolist(), best.score.tolist(), strict=True))
    for number in range(len(several)):
        assert math.isclose(
            scores.get(number, 0.0), plain_score(several, query, number), abs_tol=1e-9
        )


@given(collections, collections, st.lists(st.sampled_from(WORDS), min_size=1, max_size=4))
def test_what_is_hidden_changes_nothing(
    seen: list[Page], hidden: list[Page], query: list[int]
) -> None:
    alone = Ranking([segment_of(seen)], [np.ones(len(seen), dtype=bool)]).search(query, 20)
    mask = np.arange(len(seen) + len(hidden)) < len(seen)
    beside = Ranking([segment_of([*seen, *hidden])], [mask]).search(query, 20)
    apart = Ranking(
        [segment_of(seen), segment_of(hidden)],
        [np.ones(len(seen), dtype=bool), np.zeros(len(hidden), dtype=bool)],
    ).search(query, 20)
    assert alone == beside == apart


@given(collections, st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), st.integers(0, 12))
def test_cutting_the_index_in_two_changes_no_order(
    several: list[Page], query: list[int], cut: int
) -> None:
    cut = min(cut, len(several))
    whole = Ranking([segment_of(several)], [np.ones(len(several), dtype=bool)]).search(query, 50)
    parts = [several[:cut], several[cut:]]
    split = Ranking(
        [segment_of(part) for part in parts], [np.ones(len(part), dtype=bool) for part in parts]
    ).search(query, 50)
    flat = {(one.page + (cut if one.segment else 0)): one.score for one in split}
    assert flat.keys() == {one.page for one in whole}
    for one in whole:
        assert math.isclose(flat[one.page], one.score, rel_tol=1e-9, abs_tol=1e-9)


def test_the_place_that_fits_is_told() -> None:
    text = "# Keys\n\nWhy.\n\n## Retries\n\nA retry posts the refund twice.\n\n## Queue\n\nOrder.\n"
    cuts = chunks(text)
    ranking = Ranking(
        [segment_of([page_of("Keys", ["D-1"], text, cuts)])], [np.ones(1, dtype=bool)]
    )
    (found,) = ranking.search(keys("refunds twice"), 5)
    assert cuts[found.passage].headings == ("Keys", "Retries")


@given(st.text(max_size=400))
def test_passages_cover_the_text_in_order(text: str) -> None:
    cuts = chunks(text)
    assert all(left.end <= right.start for left, right in pairwise(cuts))
    assert all(0 <= cut.start <= cut.end <= len(text) for cut in cuts)
    kept = Counter(word for cut in cuts for part in (*cut.headings, text[cut.start : cut.end])
                   for word in keys(part))  # fmt: skip
    assert set(keys(text)) <= set(kept) | set(keys(" ".join(text.split("\n"))))


many = st.lists(pages, min_size=1, max_size=40)


@given(many, st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), st.data())
def test_what_is_counted_is_what_is_seen(
    several: list[Page], query: list[int], data: st.DataObject
) -> None:
    hidden = data.draw(st.sets(st.integers(0, len(several) - 1), max_size=5))
    mask = np.array([number not in hidden for number in range(len(several))])
    seen = [page for number, page in enumerate(several) if number not in hidden]
    records = Ranking([segment_of(several)], [mask]).records
    for word in WORDS:
        holders = sum(any(word in part for part in fields_of(page)) for page in seen)
        rarity = math.log1p((len(seen) - holders + 0.5) / (holders + 0.5)) if holders else 0.0
        assert math.isclose(records.term(word).rarity, rarity)
    asked = records.terms(query)
    best = records.best(asked)
    again = records.again(asked, best)
    assert again.page.tolist() == best.page.tolist()
    assert again.score.tolist() == best.score.tolist()
    numbers = np.cumsum(mask) - 1
    for page, score in zip(best.page.tolist(), best.score.tolist(), strict=True):
        assert math.isclose(score, plain_score(seen, query, int(numbers[page])), abs_tol=1e-9)


@given(collections, st.lists(st.integers(0, 12), max_size=3))
def test_merged_segments_are_one(several: list[Page], cuts: list[int]) -> None:
    bounds = [0, *sorted(min(cut, len(several)) for cut in cuts), len(several)]
    parts = [segment_of(several[left:right]) for left, right in pairwise(bounds)]
    merged, whole = vars(Segment.merged(parts)), vars(segment_of(several))
    assert merged.keys() == whole.keys()
    for name, one in whole.items():
        assert np.array_equal(merged[name], one), name
        assert np.asarray(merged[name]).dtype == np.asarray(one).dtype, name
