"""A payload can be erased for good, and every other proof still holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from dayline.base.acting import Acting
from dayline.base.errors import DaylineError, NotFound
from dayline.journal import queries
from dayline.journal.actions import checkpoint, erase, found_workspace
from dayline.journal.append import writing
from dayline.journal.followers import follow
from dayline.journal.merkle import verify_inclusion
from dayline.journal.rules import Entry
from dayline.journal.verify import verify_journal
from tests.journal import scribe
from tests.journal.conftest import NOON


def test_the_words_go_and_all_proofs_stay(acting: Acting):
    scribe.fill(acting, 300)
    before = queries.head(acting.workspace)
    proofs = {index: queries.inclusion(acting.workspace, index) for index in range(before.size)}
    said = erase(acting, 42, "asked by the person")
    assert queries.payload(acting.workspace, 42) is None
    assert queries.payload(acting.workspace, 41) is not None
    assert queries.root_at(acting.workspace, before.size) == before.root
    for index, proof in proofs.items():
        leaf = next(queries.entries(acting.workspace, start=index)).leaf_hash
        assert verify_inclusion(leaf, index, before.size, proof, before.root)
    entry = next(queries.entries(acting.workspace, start=said))
    assert (entry.kind, entry.subject) == ("payload.erased", "N-41")
    assert entry.payload == {
        "index": 42,
        "kind": "note.kept",
        "reason": "asked by the person",
        "subject": "N-41",
    }
    verify_journal(acting.workspace, keep=False)


def test_followers_are_told_and_see_no_words(acting: Acting):
    seen: list[Entry] = []
    follow("reader", ("note.", "payload."), lambda _, entries: seen.extend(entries), ())
    scribe.write(acting, ["N-1"], "secret words")
    erase(acting, 1, "asked")
    assert [entry.kind for entry in seen] == ["note.kept", "payload.erased"]
    assert next(queries.entries(acting.workspace, start=1)).payload is None


def test_nothing_is_erased_twice_or_by_mistake(acting: Acting):
    scribe.fill(acting, 3)
    checkpoint(acting)
    erase(acting, 2, "asked")
    for index in (2, 99, -1):
        with pytest.raises(NotFound):
            erase(acting, index, "again")
    for index in (0, 4, 5):
        with pytest.raises(DaylineError, match="cannot do without"):
            erase(acting, index, "key, checkpoint, erasure")
    assert queries.verifiers(acting.workspace)


def test_words_that_a_follower_needs_for_good_are_not_erased(acting: Acting):
    follow("rules", ("memo.",), lambda *_: None, (), kept=("memo.",))
    with writing(acting) as pen:
        index = pen.add("memo.kept", "M-1", {"text": "the rule"})
    with pytest.raises(DaylineError, match=r"memo\.kept"):
        erase(acting, index, "asked")
    assert queries.payload(acting.workspace, index) == {"text": "the rule"}


def test_an_erasure_that_fails_erases_nothing(acting: Acting):
    scribe.fill(acting, 3)

    def broken(_workspace: int, _entries: object) -> None:
        raise ArithmeticError

    follow("broken", ("payload.",), broken, ())
    with pytest.raises(ArithmeticError):
        erase(acting, 2, "asked")
    assert queries.payload(acting.workspace, 2) == {"text": "words on N-1"}


def test_what_was_written_in_the_same_act_can_be_erased(acting: Acting):
    with writing(acting) as pen:
        index = pen.add("note.kept", "N-1", {"text": "a slip"})
        erase(acting, index, "a slip")
    assert queries.payload(acting.workspace, 1) is None


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_it_stays_in_the_files_of_sqlite(home: Path, alone: None):
    """Shown to fail without cutting the write-ahead log, and, with ``secure_delete`` off, by the
    copies that rows leave behind when they move to another page.
    """
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL removes dead rows by VACUUM, when its administrator lets it")
    acting = Acting(found_workspace("example.org/private", NOON), "P-1", NOON)
    words = "the-words-that-nobody-may-read-again"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)
    scribe.write(acting, ["N-1"], words)
    scribe.write(acting, ["N-2"], words * 300)
    scribe.fill(acting, 50)
    database = Path(connection.settings_dict["NAME"])
    assert words.encode() in all_bytes(database)
    erase(acting, 1, "asked")
    erase(acting, 2, "asked")
    assert words.encode() not in all_bytes(database)


def all_bytes(database: Path) -> bytes:
    return b"".join(path.read_bytes() for path in database.parent.glob(database.name + "*"))
