"""Search by meaning: what is near is found, and nothing that may not be seen, sent or kept."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.words import terms
from dayline.embedding.embedder import Vectors, unit
from dayline.journal.actions import erase
from dayline.journal.database import fetch
from dayline.records.actions import open_record, revise
from dayline.records.queries import content, find
from dayline.records.remarks.actions import comment
from dayline.search import queries
from dayline.search.actions import catch_up
from dayline.search.queries import search
from dayline.search.vectors import codes
from dayline.search.vectors.actions import covered, embed
from dayline.search.vectors.codes import LOOKED_AT, Cloud, Quantised, pack, quantised, unpack
from tests.cast import DECISION, Stage, set_stage

SAME = {"vendor": "acquir", "supplier": "acquir", "twice": "doubl", "lisbon": "portug"}


class Meaning:
    """Words of the same sense have the same direction; it keeps what it was given."""

    def __init__(self, *, outside: bool = False) -> None:
        self.name = "meaning"
        self.outside = outside
        self.given: list[str] = []

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.given += texts
        out = np.zeros((len(texts), 64), dtype=np.float32)
        for at, text in enumerate(texts):
            for term in terms(text):
                sense = SAME.get(term, term)
                out[at, sum(map(ord, sense)) * 31 % 64] += 1
        return unit(out)


@pytest.fixture
def meaning(monkeypatch: pytest.MonkeyPatch) -> Meaning:
    made = Meaning()
    monkeypatch.setattr(queries, "embedder", lambda: made)
    return made


@pytest.fixture
def stage(db: None) -> Stage:
    made = set_stage()
    open_record(made.ana, "decision", text=DECISION)
    return made


def brought_up(stage: Stage, meaning: Meaning) -> None:
    catch_up(stage.workspace)
    embed(stage.workspace, meaning)


def refs(stage: Stage, query: str, who: str = "ines") -> list[str]:
    return [hit.record.ref for hit in search(stage.workspace, query, person=stage.ids[who])]


def test_other_words_of_the_same_sense_find_the_record(stage: Stage, meaning: Meaning) -> None:
    assert refs(stage, "supplier twice") == []
    brought_up(stage, meaning)
    (hit,) = search(stage.workspace, "acquirers doubled", person=stage.ids["ines"])
    assert refs(stage, "supplier twice") == ["D-1"]
    (near,) = search(stage.workspace, "supplier twice", person=stage.ids["ines"])
    assert near.headings == hit.headings


def test_what_has_not_changed_is_not_embedded_again(stage: Stage, meaning: Meaning) -> None:
    brought_up(stage, meaning)
    before = len(meaning.given)
    comment(stage.ben, "D-1", "Portugal agrees.")
    brought_up(stage, meaning)
    assert meaning.given[before:] == ["Every capture carries a key\nPortugal agrees."]
    assert refs(stage, "Lisbon") == ["D-1"]


def test_vectors_of_an_older_text_count_no_more(stage: Stage, meaning: Meaning) -> None:
    brought_up(stage, meaning)
    record = find(stage.workspace, "D-1")
    text = (content(record) or b"").decode().replace("Acquirers", "Banks")
    revise(stage.ana, "D-1", text.replace("doubled", "repeated"), expect=record.revision)
    catch_up(stage.workspace)
    assert refs(stage, "supplier twice") == []
    assert covered(stage.workspace, meaning) == (0, 1)


def test_erased_words_leave_their_vectors_behind_at_once(stage: Stage, meaning: Meaning) -> None:
    made = comment(stage.ben, "D-1", "Portugal agrees.")
    brought_up(stage, meaning)
    assert refs(stage, "Lisbon") == ["D-1"]
    erase(stage.olga, int(made.removeprefix("C")), "a name")
    assert fetch("SELECT count(*) FROM search_vector") == [(0,)]
    brought_up(stage, meaning)
    assert refs(stage, "Lisbon") == []


def test_nobody_is_near_what_they_may_not_see(stage: Stage, meaning: Meaning) -> None:
    secret = DECISION.replace("Acquirers", "Portugal, Portugal, Portugal")
    open_record(stage.ken, "decision", text=secret, visibility="team:@singapore")
    brought_up(stage, meaning)
    assert "D-2" in refs(stage, "Lisbon", "mei")
    assert "D-2" not in refs(stage, "Lisbon", "omar")


def test_only_what_everybody_sees_is_sent_outside(stage: Stage) -> None:
    outside = Meaning(outside=True)
    secret = DECISION.replace("Acquirers", "Portugal, Portugal, Portugal")
    open_record(stage.ken, "decision", text=secret, visibility="team:@singapore")
    brought_up(stage, outside)
    assert outside.given
    assert not [text for text in outside.given if "Portugal" in text]
    assert covered(stage.workspace, outside) == (1, 1)


def test_embedding_stops_when_told_and_goes_on_where_it_stopped(
    stage: Stage, meaning: Meaning
) -> None:
    for _ in range(10):
        open_record(stage.ana, "decision", text=DECISION)
    catch_up(stage.workspace)
    told: list[tuple[int, int]] = []
    embed(
        stage.workspace,
        meaning,
        stop=lambda: bool(told),
        watch=lambda done, count: told.append((done, count)),
    )
    assert told == [(8, 11)]
    embed(stage.workspace, meaning, watch=lambda done, count: told.append((done, count)))
    assert told[-1] == (11, 11)


def test_a_model_that_fails_leaves_search_by_words(
    stage: Stage, meaning: Meaning, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dayline.base.errors import DaylineError
    from dayline.search.vectors import asking

    brought_up(stage, meaning)

    def fails(_: object) -> Vectors:
        raise DaylineError("No answer.", do="Wait.")

    monkeypatch.setattr(meaning, "embed", fails)
    monkeypatch.setattr(asking._Resting, "until", 0.0)
    assert refs(stage, "capture key twice over") == ["D-1"]
    assert asking.embedder() is None
    monkeypatch.setattr(asking._Resting, "until", 0.0)


@given(st.integers(0, 40), st.integers(1, 200))
def test_a_page_of_vectors_comes_back(count: int, width: int) -> None:
    made = np.random.default_rng(count).normal(size=(count, width)).astype(np.float32)
    digests = [bytes([at]) * 8 for at in range(count)]
    told = unpack(pack(digests, quantised(made)))
    assert told is not None
    assert told.digests == digests
    again = told.made.rows * told.made.scales[:, None]
    assert np.abs(again - made).max(initial=0) <= np.abs(made).max(initial=0) / 127


def test_the_nearest_are_those_of_a_full_scan() -> None:
    random = np.random.default_rng(5)
    centres = random.normal(size=(300, 96))
    rows = unit((centres[random.integers(0, 300, 9_000)] + random.normal(size=(9_000, 96)) * 0.7)
                .astype(np.float32))  # fmt: skip
    cloud = Cloud(quantised(rows))
    valid = random.random(9_000) < 0.8
    assert valid.sum() > LOOKED_AT
    missed = 0
    for asked in unit(random.normal(size=(20, 96)).astype(np.float32)):
        exact = np.where(valid, rows @ asked, -2)
        places, near = cloud.nearest(asked, valid)
        best = places[np.argsort(-near)[:10]]
        assert valid[places].all()
        missed += len(set(np.argsort(-exact)[:10].tolist()) - set(best.tolist()))
    assert missed <= 10


def test_rows_that_do_not_count_change_nothing() -> None:
    random = np.random.default_rng(9)
    rows = unit(random.normal(size=(6_000, 70)).astype(np.float32))
    made = quantised(rows)
    seen = random.random(6_000) < 0.7
    alone = Cloud(Quantised(made.rows[seen], made.scales[seen]))
    asked = rows[17]
    places, near = Cloud(made).nearest(asked, seen)
    others, same = alone.nearest(asked, np.ones(int(seen.sum()), dtype=bool))
    assert np.array_equal(near, same)
    assert np.array_equal(places, np.flatnonzero(seen)[others])


@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(1, 12), st.integers(1, 40))
def test_those_looked_at_are_those_of_a_plain_sort(
    seed: int, count: int, width: int, most: int
) -> None:
    random = np.random.default_rng(seed)
    made = quantised(random.normal(size=(count, width)).astype(np.float32))
    asked = random.normal(size=width).astype(np.float32)
    valid = random.random(count) < 0.8
    with patch.object(codes, "LOOKED_AT", most):
        places, near = Cloud(made).nearest(asked, valid)
    every = np.flatnonzero(valid).tolist()
    differ = {at: int(((made.rows[at] > 0) != (asked > 0)).sum()) for at in every}
    if len(every) > most:
        edge = sorted(differ.values())[most]
        nearer = [at for at in every if differ[at] < edge]
        every = nearer or [at for at in every if differ[at] <= edge]
    assert places.tolist() == every
    exact = (made.rows[places].astype(float) @ asked) * made.scales[places]
    assert np.allclose(near, exact, rtol=1e-4, atol=1e-4)
