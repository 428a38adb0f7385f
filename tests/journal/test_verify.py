"""Whatever the owner of the database does, ``verify`` sees it and names the first bad index."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from django.db import connection

from dayline.base.acting import Acting
from dayline.base.errors import BrokenProof
from dayline.journal import queries, remembered
from dayline.journal.actions import checkpoint, erase, found_workspace
from dayline.journal.checkpoint import Checkpoint
from dayline.journal.verify import examine, verify_journal
from tests.journal import forger, scribe
from tests.journal.conftest import NOON

COPY_TILE = """
INSERT INTO journal_node SELECT workspace, 0, 7, root, hashes FROM journal_node WHERE idx = 0
"""
FIRST_KEPT, SECOND_KEPT, SIZE = 401, 600, 700


@pytest.fixture
def journal(acting: Acting) -> Acting:
    """700 entries: two full tiles and a part; heads were remembered at 401 and 600 entries."""
    for size in (FIRST_KEPT, SECOND_KEPT, SIZE):
        scribe.fill(acting, size - queries.head(acting.workspace).size)
        if size < SIZE:
            remembered.remember(head_of(acting))
    return acting


def head_of(acting: Acting) -> Checkpoint:
    head = queries.head(acting.workspace)
    return Checkpoint(queries.origin_of(acting.workspace), head.size, head.root)


@pytest.fixture(autouse=True)
def unlocked(db: None) -> Iterator[None]:
    with forger.unlocked():
        yield


def test_a_whole_journal_is_whole_and_its_head_is_remembered(journal: Acting):
    steps: list[int] = []
    verdict = verify_journal(journal.workspace, advance=steps.append)
    assert (verdict.size, verdict.faults, verdict.heads) == (SIZE, (), 2)
    assert verdict.root == queries.head(journal.workspace).root
    assert sum(steps) == SIZE
    assert remembered.remembered("example.org/payments")[-1].size == SIZE
    assert verdict.summary()["first_bad"] is None


@pytest.mark.parametrize("index", [1, 254, 255, 256, 511, 600, 698])
@pytest.mark.parametrize("attack", sorted(forger.PLAIN))
def test_a_changed_row_is_found_at_its_index(journal: Acting, attack: str, index: int):
    forger.PLAIN[attack](index)
    verdict = examine(journal.workspace)
    assert verdict.first_bad == index, verdict.faults
    with pytest.raises(BrokenProof, match=rf"entry {index}\b"):
        verify_journal(journal.workspace)


def test_several_changes_are_all_named(journal: Acting):
    for index in (7, 300, 650):
        forger.PLAIN["edit the actor"](index)
    forger.PLAIN["edit the words"](301)
    assert [fault.index for fault in examine(journal.workspace).faults] == [7, 300, 301, 650]


def test_an_edited_entry_whose_hash_was_mended_is_found_by_its_tile(journal: Acting):
    from dayline.journal.merkle import leaf_hash

    forger.PLAIN["edit the actor"](77)
    forger.run(
        "UPDATE journal_entry SET leaf_hash = %s WHERE idx = 77",
        leaf_hash(queries.leaf(journal.workspace, 77)),
    )
    assert examine(journal.workspace).first_bad == 77


@pytest.mark.parametrize(
    ("statement", "first", "last"),
    [
        ("DELETE FROM journal_node WHERE idx = 1", 256, 511),
        ("UPDATE journal_node SET root = substr(hashes, 1, 32) WHERE idx = 0", 0, 255),
        ("UPDATE journal_node SET hashes = hashes || root WHERE idx = 0", 0, 255),
        ("UPDATE journal_head SET size = size + 1", SIZE, SIZE),
        ("UPDATE journal_head SET at = '2020-01-01T00:00:00.000000Z'", SIZE - 1, SIZE - 1),
        (COPY_TILE, 1792, 1792),
    ],
)
def test_changed_tiles_and_heads_are_found(journal: Acting, statement: str, first: int, last: int):
    forger.run(statement)
    fault = examine(journal.workspace).faults[0]
    assert (fault.index, fault.last) == (first, last)


@pytest.mark.parametrize(
    "change",
    [
        "journal_entry SET leaf_hash = 'text'",
        "journal_entry SET leaf_hash = 12",
        "journal_entry SET leaf_hash = x'00'",
        "journal_entry SET digest = 'text'",
        "journal_entry SET digest = 7",
        "journal_entry SET at = 7",
        "journal_entry SET at = CAST(x'ff' AS TEXT)",
        "journal_entry SET actor = x'ff'",
        "journal_entry SET kind = 3",
        "journal_payload SET salt = 'text'",
        "journal_payload SET body = 5",
        "journal_payload SET body = CAST(x'ff' AS TEXT)",
    ],
)
def test_values_of_a_wrong_type_are_faults_and_no_crash(journal: Acting, change: str):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps the types of columns")
    forger.run(f"UPDATE {change} WHERE idx = 300")
    assert examine(journal.workspace).first_bad == 300


@pytest.mark.parametrize("value", ["'text'", "x'00'", "5"])
def test_a_head_of_a_wrong_type_is_a_clear_refusal(journal: Acting, value: str):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL keeps the types of columns")
    forger.run(f"UPDATE journal_head SET frontier = {value}")  # noqa: S608
    assert examine(journal.workspace).first_bad == SIZE
    with pytest.raises(BrokenProof, match="head is damaged"):
        queries.head(journal.workspace)
    with pytest.raises(BrokenProof, match="head is damaged"):
        scribe.write(journal, ["N-1"])


@pytest.mark.parametrize("body", [b"\xff", b"{", b""])
def test_damaged_words_are_a_clear_refusal_to_readers(journal: Acting, body: bytes):
    forger.run("UPDATE journal_payload SET body = %s WHERE idx = 300", body)
    with pytest.raises(BrokenProof, match="words of entry 300 are damaged"):
        list(queries.entries(journal.workspace, start=299))
    with pytest.raises(BrokenProof, match="words of entry 300 are damaged"):
        queries.payload(journal.workspace, 300)


def test_a_changed_compact_range_is_found(journal: Acting):
    frontier = bytearray(b"".join(queries_frontier(journal.workspace)))
    frontier[40] ^= 1
    forger.run("UPDATE journal_head SET frontier = %s", bytes(frontier))
    fault = examine(journal.workspace).faults[0]
    assert (fault.index, fault.last) == (512, 639)


def queries_frontier(workspace: int) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT frontier FROM journal_head WHERE workspace = %s", (workspace,))
        return [bytes(cursor.fetchone()[0])]


def test_rows_behind_the_end_are_found(journal: Acting):
    forger.run("UPDATE journal_entry SET idx = 900 WHERE idx = 699")
    assert examine(journal.workspace).first_bad == 699
    forger.run(
        "INSERT INTO journal_payload SELECT workspace, -5, salt, body FROM journal_payload"
        " WHERE idx = 3"
    )
    assert examine(journal.workspace).first_bad == 699


# Thorough forgers: every stored hash fits. What was remembered elsewhere does not.


@pytest.mark.parametrize(
    ("index", "first", "last"),
    [(1, 0, 400), (300, 0, 400), (400, 0, 400), (401, 401, 599), (599, 401, 599)],
)
def test_a_rewritten_history_is_found_between_two_remembered_heads(
    journal: Acting, index: int, first: int, last: int
):
    """Back-dated, edited or dropped: what comes after a head that still fits is suspect."""
    forger.rewrite(journal, index, lambda one: forger.edited(one) if one.index == index else one)
    verdict = examine(journal.workspace)
    assert (verdict.faults[0].index, verdict.faults[0].last) == (first, last)


def test_an_auditors_own_checkpoint_is_enough(journal: Acting):
    kept = head_of(journal)
    forger.rewrite(journal, 650, lambda one: forger.edited(one) if one.index == 650 else one)
    assert not examine(journal.workspace).faults, "no remembered head covers entry 650"
    fault = examine(journal.workspace, heads=[kept]).faults[0]
    assert (fault.index, fault.last) == (SECOND_KEPT, SIZE - 1)


def test_a_dropped_tail_is_found_at_its_first_lost_entry(journal: Acting):
    forger.truncate(journal.workspace, 550)
    fault = examine(journal.workspace).faults[0]
    assert (fault.index, fault.last) == (550, SECOND_KEPT - 1)
    assert "tail is gone" in str(fault)


def test_last_weeks_database_is_found(journal: Acting):
    """A restored copy is a valid journal; it lacks what was remembered since."""
    forger.truncate(journal.workspace, FIRST_KEPT)
    assert examine(journal.workspace).first_bad == FIRST_KEPT


def test_a_fork_is_found_even_when_it_grew_longer(journal: Acting):
    forger.truncate(journal.workspace, 500)
    scribe.fill(journal, 400)
    fault = examine(journal.workspace).faults[0]
    assert (fault.index, fault.last) == (FIRST_KEPT, SECOND_KEPT - 1)


def test_another_database_under_the_same_name_is_found(journal: Acting):
    forger.truncate(journal.workspace, 0)
    scribe.fill(journal, SIZE)
    assert examine(journal.workspace).first_bad == 0


def test_a_checkpoint_kept_in_the_journal_gives_a_forger_away_by_itself(acting: Acting):
    scribe.fill(acting, 99)
    note = checkpoint(acting)
    scribe.fill(acting, 100)
    assert examine(acting.workspace).heads == 1
    forger.rewrite(acting, 50, lambda one: forger.edited(one) if one.index == 50 else one)
    fault = examine(acting.workspace).faults[0]
    assert (fault.index, fault.last) == (0, 99)
    assert note.splitlines()[1] == "100"


def test_what_lies_before_a_good_checkpoint_is_not_suspected(acting: Acting):
    """Shown to fail: without moving ``last_good`` at checkpoints the range begins at 0."""
    scribe.fill(acting, 99)
    checkpoint(acting)
    scribe.fill(acting, 99)
    checkpoint(acting)
    forger.rewrite(acting, 150, lambda one: forger.edited(one) if one.index == 150 else one)
    fault = examine(acting.workspace).faults[0]
    assert (fault.index, fault.last) == (100, 199)


def test_a_checkpoint_of_a_strangers_key_is_found(acting: Acting):
    from dayline.journal.append import writing
    from dayline.journal.note import new_signer, sign

    forged = sign(head_of(acting).text(), [new_signer("example.org/payments")])
    with writing(acting) as pen:
        pen.add("checkpoint.signed", "checkpoint", {"note": forged})
    fault = examine(acting.workspace).faults[0]
    assert fault.index == 1
    assert "No known key" in fault.what


@pytest.mark.parametrize("payload", [{}, {"note": 5}, {"note": "x"}])
def test_an_unreadable_checkpoint_is_a_fault_and_no_crash(acting: Acting, payload: dict):
    from dayline.journal.append import writing

    with writing(acting) as pen:
        pen.add("checkpoint.signed", "checkpoint", payload)
        pen.add("payload.erased", "N-1", {"index": "one"})
    assert examine(acting.workspace).first_bad == 1


def test_a_logged_erasure_is_no_fault(journal: Acting):
    erase(journal, 77, "asked by the person")
    verdict = examine(journal.workspace)
    assert (verdict.faults, verdict.erased) == ((), 1)


def test_a_hundred_random_attacks_are_all_found(journal: Acting):
    source = random.Random(53)  # noqa: S311
    for _ in range(100):
        attack, index = forger.random_plain(source, SIZE)
        with forger.unlocked():
            forger.PLAIN[attack](index)
            assert examine(journal.workspace).first_bad == index, (attack, index)
    assert not examine(journal.workspace).faults


def test_a_journal_founded_anew_is_not_measured_by_the_old_ones_heads(journal: Acting):
    for table in ("journal_entry", "journal_payload", "journal_node", "journal_head"):
        forger.run(f"DELETE FROM {table}")  # noqa: S608
    forger.run("DELETE FROM journal_workspace")
    anew = found_workspace("example.org/payments", NOON)
    assert not examine(anew).faults
    assert list((remembered.home() / "checkpoints").glob("*.jsonl.1")), "the old ones are kept"


def test_a_torn_line_among_the_remembered_does_no_harm(journal: Acting):
    path = next((remembered.home() / "checkpoints").iterdir())
    path.write_text(path.read_text() + '{"note": "", "orig\n[]\n{"size": 1}\n')
    assert [head.size for head in remembered.remembered("example.org/payments")] == [401, 600]
