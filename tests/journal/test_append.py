"""The one door: contiguous indexes, one transaction, and nothing half done."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from django.db import IntegrityError, connection, transaction

from dayline.base.acting import Acting
from dayline.base.errors import DaylineError, HostileInput, InvalidInput, NotFound
from dayline.journal import queries
from dayline.journal.actions import found_workspace
from dayline.journal.append import writing
from dayline.journal.followers import follow
from dayline.journal.merkle import CompactRange, leaf_hash
from dayline.journal.verify import examine
from tests.journal import scribe
from tests.journal.conftest import NOON


def test_a_workspace_begins_with_its_founding(acting: Acting):
    first = next(queries.entries(acting.workspace))
    assert (first.index, first.kind, first.actor) == (0, "workspace.founded", "system")
    assert queries.head(acting.workspace).size == 1
    assert queries.workspace_named("example.org/payments").workspace == acting.workspace
    assert [one.origin for one in queries.workspaces()] == ["example.org/payments"]
    with pytest.raises(InvalidInput, match="exists"):
        found_workspace("example.org/payments", NOON)


def test_what_is_written_reads_back_in_order(acting: Acting):
    later = NOON + timedelta(days=-400)
    with writing(acting) as pen:
        assert pen.next_index == 1
        assert (
            pen.add("note.kept", "D-1", {"text": "na\N{LATIN SMALL LETTER I WITH DIAERESIS}ve"})
            == 1
        )
        assert pen.add("note.kept", "D-2", {}, at=later) == 2
        assert pen.next_index == 3
    one, two = queries.entries(acting.workspace, start=1)
    assert (one.actor, one.at, one.subject) == ("P-1", NOON, "D-1")
    assert one.payload == {"text": "na\N{LATIN SMALL LETTER I WITH DIAERESIS}ve"}
    assert (two.at, two.payload) == (later, {})
    assert queries.payload(acting.workspace, 1) == one.payload
    assert queries.payloads(acting.workspace, [2, 9, 1]) == {1: one.payload, 2: {}}
    assert queries.leaf(acting.workspace, 1).startswith(b'{"actor":"P-1","at":"2026-11-21T12:00')
    assert leaf_hash(queries.leaf(acting.workspace, 1)) == one.leaf_hash


def test_an_instant_of_another_zone_is_the_same_instant(acting: Acting):
    abroad = NOON.astimezone(timezone(timedelta(hours=8)))
    with writing(Acting(acting.workspace, "P-1", abroad)) as pen:
        pen.add("note.kept", "D-1", {})
    entry = next(queries.entries(acting.workspace, start=1))
    assert entry.at == NOON
    assert entry.at.tzinfo is UTC
    assert b'"at":"2026-11-21T12:00:00.000000Z"' in queries.leaf(acting.workspace, 1)


def test_entries_can_be_asked_for_by_subject_and_kind(acting: Acting):
    with writing(acting) as pen:
        for number in range(30):
            pen.add(("note.kept", "note.lost", "memo.kept")[number % 3], f"N-{number % 2}", {})
    found = list(queries.entries(acting.workspace, subject="N-1", kinds=("note.lost", "memo.")))
    assert [entry.index for entry in found] == [
        1 + number for number in range(30) if number % 2 and number % 3
    ]
    assert [entry.index for entry in queries.entries(acting.workspace, start=5, stop=8)] == [
        5,
        6,
        7,
    ]


def test_pages_join_without_gap_or_repeat(acting: Acting, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(queries, "_PAGE", 7)
    scribe.fill(acting, 40)
    assert [entry.index for entry in queries.entries(acting.workspace)] == list(range(41))
    assert len(list(queries.entries(acting.workspace, kinds=("note.",)))) == 40


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 511, 513, 700])
def test_acts_of_any_size_grow_the_same_tree(acting: Acting, size: int):
    """Also shows that full tiles are stored however entries are grouped into acts."""
    for start in range(0, 1300, size):
        scribe.write(acting, [f"N-{number}" for number in range(start, min(start + size, 1300))])
    tree = CompactRange()
    for entry in queries.entries(acting.workspace):
        tree.push(entry.leaf_hash)
    assert queries.head(acting.workspace).root == tree.root()
    assert not examine(acting.workspace).faults


def test_higher_tiles_fill_too(acting: Acting):
    scribe.fill(acting, 65_600)
    assert not examine(acting.workspace).faults
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM journal_node WHERE level = 1")
        assert cursor.fetchone() == (1,)


def half_an_act(acting: Acting) -> None:
    """Writes a note, notes another, and fails over the third."""
    with writing(acting) as pen:
        pen.add("note.kept", "N-2", {})
        pen.flush()
        pen.add("note.kept", "N-3", {})
        pen.add("note.kept", "N-4", {"weight": 1.5})


def test_an_act_that_fails_leaves_nothing(acting: Acting, tally: None):
    with pytest.raises(InvalidInput):
        half_an_act(acting)
    assert queries.head(acting.workspace).size == 1
    assert not scribe.Tally.objects.exists()
    assert scribe.write(acting, ["N-3"]) == [1]


def test_a_fold_that_fails_takes_the_act_with_it(acting: Acting):
    def broken(_workspace: int, _entries: object) -> None:
        raise ArithmeticError

    follow("broken", ("note.",), broken, ())
    with pytest.raises(ArithmeticError):
        scribe.write(acting, ["N-1"])
    assert queries.head(acting.workspace).size == 1


def test_inner_blocks_take_part_in_the_outer_act(acting: Acting, tally: None):
    with writing(acting) as outer:
        outer.add("note.kept", "N-1", {})
        with writing(Acting(acting.workspace, "system", NOON)) as inner:
            assert inner.add("note.kept", "N-1", {}) == 2
        assert outer.next_index == 3
    assert [entry.actor for entry in queries.entries(acting.workspace, start=1)] == [
        "P-1",
        "system",
    ]
    assert scribe.Tally.objects.get(subject="N-1").notes == 2


def test_a_pen_does_not_outlive_its_act(acting: Acting):
    with writing(acting) as pen:
        pen.add("note.kept", "N-1", {})
    with pytest.raises(RuntimeError, match="act is over"):
        pen.add("note.kept", "N-2", {})


def test_a_failed_inner_block_is_forgotten_when_the_outer_goes_on(acting: Acting):
    with writing(acting) as outer:
        outer.add("note.kept", "N-1", {})
        with suppress(InvalidInput), writing(acting) as inner:
            inner.add("note.kept", "N-2", {})
            inner.add("note.kept", "N-3", {"weight": 1.5})
        outer.add("note.kept", "N-4", {})
    assert [one.subject for one in queries.entries(acting.workspace, start=1)] == ["N-1", "N-4"]


def test_half_of_a_failed_inner_block_is_never_committed(acting: Acting):
    def careless() -> None:
        with writing(acting), suppress(InvalidInput):
            half_an_act(acting)

    with pytest.raises(DaylineError, match="part of this act failed"):
        careless()
    assert queries.head(acting.workspace).size == 1


@pytest.mark.parametrize(
    ("kind", "subject", "payload"),
    [
        ("kept", "N-1", {}),
        ("Note.kept", "N-1", {}),
        ("note.kept\n", "N-1", {}),
        ("note." + "k" * 60, "N-1", {}),
        ("note.kept", "N-1\n", {}),
        ("note.kept", "N\x00", {}),
        ("note.kept", "\u202eN-1", {}),
        ("note.kept", "N" * 201, {}),
        ("note.kept", "N-1", {"a": 0.5}),
        ("note.kept", "N-1", {"a": "\ud800"}),
    ],
)
def test_what_cannot_stand_in_a_journal_is_refused(
    acting: Acting, kind: str, subject: str, payload: dict
):
    with pytest.raises(InvalidInput), writing(acting) as pen:
        pen.add(kind, subject, payload)
    assert queries.head(acting.workspace).size == 1


def test_words_without_end_are_refused(acting: Acting):
    with pytest.raises(HostileInput, match="longer than"):
        scribe.write(acting, ["N-1"], "x" * 5_000_000)
    assert queries.head(acting.workspace).size == 1


def test_a_time_without_a_zone_is_refused(acting: Acting):
    with pytest.raises(InvalidInput, match="zone"), writing(acting) as pen:
        pen.add("note.kept", "N-1", {}, at=datetime(2026, 1, 1))  # noqa: DTZ001


@pytest.mark.parametrize("origin", ["", "two words", "a+b", "x" * 201, "new\nline", "\u2003"])
def test_an_origin_that_cannot_name_a_key_is_refused(db: None, home: None, origin: str):
    with pytest.raises(InvalidInput):
        found_workspace(origin, NOON)


def test_a_workspace_that_is_not_there_is_not_found(db: None):
    with pytest.raises(NotFound), writing(Acting(404, "P-1", NOON)):
        pass
    for ask in (queries.head, queries.origin_of, examine):
        with pytest.raises(NotFound):
            ask(404)
    with pytest.raises(NotFound):
        queries.workspace_named("nobody")


def test_journals_do_not_mix(acting: Acting):
    other = Acting(found_workspace("example.org/risk", NOON), "P-1", NOON)
    scribe.fill(acting, 300)
    scribe.fill(other, 20)
    with writing(acting) as pen, writing(other) as far:
        pen.add("note.kept", "N-1", {})
        far.add("note.kept", "N-1", {})
    assert queries.head(acting.workspace).size == 302
    assert queries.head(other.workspace).size == 22
    assert not examine(acting.workspace).faults
    assert not examine(other.workspace).faults


# The database itself refuses.


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET actor = 'P-2' WHERE idx = 3",
        "UPDATE journal_entry SET at = '2020-01-01T00:00:00.000000Z'",
        "DELETE FROM journal_entry WHERE idx = 5",
        "UPDATE journal_node SET root = hashes",
        "DELETE FROM journal_node",
        "UPDATE journal_payload SET body = salt WHERE idx = 3",
        "UPDATE journal_payload SET body = NULL WHERE idx = 3",
        "UPDATE journal_payload SET salt = NULL, body = NULL, idx = 9000 WHERE idx = 3",
        "DELETE FROM journal_payload WHERE idx = 3",
    ],
)
def test_triggers_refuse_to_change_what_was_written(acting: Acting, statement: str):
    scribe.fill(acting, 300)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert not examine(acting.workspace).faults


def test_sqlite_may_not_replace_rows_either(acting: Acting):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no INSERT OR REPLACE: ON CONFLICT fires the update trigger")
    scribe.fill(acting, 5)
    for table in ("journal_entry", "journal_payload"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"REPLACE INTO {table} SELECT * FROM {table} WHERE idx = 3")  # noqa: S608


def test_postgresql_may_not_truncate_either(acting: Acting):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")
    for table in ("journal_entry", "journal_payload", "journal_node"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table}")


@pytest.mark.django_db(transaction=True)
def test_sixteen_writers_leave_no_gap_and_no_duplicate(home: None, alone: None):
    """Shown to fail on PostgreSQL without FOR UPDATE, on SQLite without BEGIN IMMEDIATE."""
    workspace = found_workspace("example.org/race", NOON)
    scribe.create_table()
    scribe.register()

    def writer(number: int) -> list[int]:
        try:
            acting = Acting(workspace, f"P-{number}", NOON)
            return [
                index
                for turn in range(25)
                for index in scribe.write(acting, [f"N-{turn}", f"N-{number}"])
            ]
        finally:
            connection.close()

    try:
        with ThreadPoolExecutor(16) as pool:
            got = [index for indexes in pool.map(writer, range(16)) for index in indexes]
        assert sorted(got) == list(range(1, 801))
        assert not examine(workspace).faults
        written = Counter(entry.subject for entry in queries.entries(workspace, start=1))
        assert {row.subject: row.notes for row in scribe.Tally.objects.all()} == written
    finally:
        scribe.drop_table()
