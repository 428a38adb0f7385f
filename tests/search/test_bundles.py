"""A process that starts finds what one that has run for long finds."""

from __future__ import annotations

import numpy as np
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.words import stem
from dayline.journal.actions import erase
from dayline.journal.database import fetch
from dayline.records.actions import open_record, revise
from dayline.records.queries import content, find
from dayline.records.remarks.actions import comment
from dayline.search import actions, bundles, shelf
from dayline.search.actions import bundle, catch_up
from dayline.search.bundles import Seal, read, written
from dayline.search.pages import key
from dayline.search.queries import search
from dayline.search.shelf import pages_of
from tests.cast import DECISION, Stage, set_stage


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setattr(actions, "_MANY", 3)
    made = set_stage()
    for city in ("Lisbon", "Porto", "Braga"):
        open_record(made.ana, "decision", text=DECISION.replace("Acquirers", city))
    catch_up(made.workspace)
    return made


def started_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_shelves", {})


def rows() -> list[bytes]:
    return [bytes(body) for (body,) in fetch("SELECT body FROM search_bundle WHERE number >= 0")]


def heads() -> list[bytes]:
    return [bytes(body) for (body,) in fetch("SELECT body FROM search_bundle WHERE number < 0")]


def found(stage: Stage, query: str) -> list[tuple[str, float]]:
    hits = search(stage.workspace, query, person=stage.ids["ines"])
    return [(hit.record.ref, hit.score) for hit in hits]


def test_a_new_process_answers_the_same(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    before = found(stage, "Lisbon merchants retry")
    assert bundle(stage.workspace)
    assert not bundle(stage.workspace)
    record = find(stage.workspace, "D-2")
    text = (content(record) or b"").decode().replace("Porto", "Faro")
    revise(stage.ana, "D-2", text, expect=record.revision)
    catch_up(stage.workspace)
    started_anew(monkeypatch)
    assert [ref for ref, _ in found(stage, "Lisbon merchants retry")] == [ref for ref, _ in before]
    assert found(stage, "Porto") == []
    assert [ref for ref, _ in found(stage, "Faro")] == ["D-2"]


def test_erased_words_are_in_no_bundle(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    made = comment(stage.ana, "D-1", "Call Zebulon about it.")
    catch_up(stage.workspace)
    bundle(stage.workspace)
    assert len(heads()) == 1
    zebulon = key(stem("zebulon")).to_bytes(8, "little")
    assert any(zebulon in part for part in written(pages_of(stage.workspace, 10**9)))
    assert rows()
    assert not any(zebulon in body for body in rows())
    erase(stage.olga, int(made.removeprefix("C")), "a name")
    assert heads() == []
    catch_up(stage.workspace)
    started_anew(monkeypatch)
    assert found(stage, "Zebulon") == []
    assert [ref for ref, _ in found(stage, "Lisbon")] == ["D-1"]


def test_a_bundle_that_is_not_whole_is_not_read(stage: Stage) -> None:
    parts = list(written(pages_of(stage.workspace, 10**9)))
    assert read(parts) is not None
    assert read([]) is None
    assert read([*parts[:-1], parts[-1][:-1]]) is None
    assert read([parts[0][:-40], *parts[1:]]) is None
    assert read([parts[0].replace(b"index 3", b"index 1", 1), *parts[1:]]) is None


def test_parts_are_as_small_as_they_are_promised(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pages_of(stage.workspace, 10**9)
    monkeypatch.setattr(bundles, "PART", 1_000)
    parts = list(written(whole))
    assert parts[0].startswith(bundles.MAGIC)
    assert len(parts[0]) % 64 == 0
    assert {len(part) for part in parts[1:-1]} == {1_000}
    again = read(parts)
    assert again is not None
    assert again.refs == whole.refs
    assert again.ats.tolist() == whole.ats.tolist()
    for name, one in vars(whole.segment).items():
        same = getattr(again.segment, name)
        assert np.array_equal(same, one), name
        assert np.asarray(same).dtype == np.asarray(one).dtype, name


def test_pages_that_are_read_in_lots_are_all_there(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = pages_of(stage.workspace, 10**9)
    for lot in (1, 2, 3):
        monkeypatch.setattr(shelf, "_LOT", lot)
        lots = pages_of(stage.workspace, 10**9)
        assert lots.refs == whole.refs
        assert lots.ats.tolist() == whole.ats.tolist()
        for name, one in vars(whole.segment).items():
            assert np.array_equal(getattr(lots.segment, name), one), name


def test_a_bundle_of_another_making_is_made_again(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert bundle(stage.workspace)
    assert not bundle(stage.workspace)
    monkeypatch.setattr(bundles, "MAGIC", b"dayline index 0\n")
    started_anew(monkeypatch)
    assert [ref for ref, _ in found(stage, "Lisbon")] == ["D-1"]
    assert bundle(stage.workspace)
    assert not bundle(stage.workspace)


def test_parts_that_nothing_can_read_are_swept_away(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "PART", 1_000)
    made = comment(stage.ana, "D-1", "Call Zebulon about it.")
    catch_up(stage.workspace)
    assert bundle(stage.workspace)
    before = len(rows())
    assert before > 3
    erase(stage.olga, int(made.removeprefix("C")), "a name")
    catch_up(stage.workspace)
    assert len(rows()) == before
    assert bundle(stage.workspace)
    assert len(rows()) == Seal.unpacked(heads()[0]).parts  # type: ignore[union-attr]
    erase(stage.olga, int(comment(stage.ana, "D-1", "And Ezra.").removeprefix("C")), "a name")
    monkeypatch.setattr(actions, "_MANY", 1_000)
    assert not bundle(stage.workspace)
    assert rows() == []


def test_a_bundle_with_a_part_missing_is_done_without(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "PART", 1_000)
    assert bundle(stage.workspace)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_bundle WHERE number = (SELECT max(number) FROM"
                       " search_bundle)")  # fmt: skip
    started_anew(monkeypatch)
    assert [ref for ref, _ in found(stage, "Lisbon")] == ["D-1"]


def test_parts_swept_away_while_they_are_written_are_no_bundle(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = actions._written

    def disturbed(workspace: int, upto: int) -> Seal:
        seal = whole(workspace, upto)
        actions._sweep(workspace)
        return seal

    monkeypatch.setattr(actions, "_written", disturbed)
    assert not bundle(stage.workspace)
    assert heads() == rows() == []


@given(st.binary(max_size=300), st.integers(0, 2**31 - 1))
def test_what_is_sealed_is_opened(body: bytes, number: int) -> None:
    seal = Seal(bytes(range(32)), 7, 3)
    assert Seal.unpacked(seal.packed()) == seal
    shut = seal.turned(number, body)
    assert seal.turned(number, shut) == body
    if len(body) > 16:
        assert shut != body
        assert seal.turned(number + 1, shut) != body
