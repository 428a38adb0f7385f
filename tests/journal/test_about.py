"""The entries about one subject and its parts, found by an index on either database."""

from __future__ import annotations

import pytest
from django.db import connection

from dayline.base.acting import Acting
from dayline.journal import queries
from dayline.journal.actions import erase
from dayline.journal.append import writing

SUBJECTS = (
    "D-1", "D-1.decide.1", "D-10", "D-10.decide.1", "D-1x", "D-1-decide", "D-1/decide",
    "d-1.decide", "D-1.", "D-1.zürich.2", "D-1 .decide", "D-2", "D", "D-1.decide.1", "D-1",
)  # fmt: skip


@pytest.fixture
def written(acting: Acting) -> Acting:
    with writing(acting) as pen:
        for turn, subject in enumerate(SUBJECTS):
            pen.add("note.kept" if turn % 2 else "clock.set", subject, {"turn": turn})
    return acting


def plain(acting: Acting, subject: str, stop: int) -> list[tuple[int, str]]:
    """The same by looking at every entry."""
    return [
        (entry.index, entry.subject)
        for entry in queries.entries(acting.workspace, stop=stop)
        if entry.subject == subject or entry.subject.startswith(f"{subject}.")
    ]


@pytest.mark.parametrize("subject", ["D-1", "D-10", "D", "D-1.decide", "D-7", "d-1"])
def test_what_an_index_finds_is_what_a_look_at_all_finds(written: Acting, subject: str) -> None:
    size = queries.head(written.workspace).size
    for stop in (1, 5, size):
        found = queries.about(written.workspace, subject, stop=stop)
        assert [(one.index, one.subject) for one in found] == plain(written, subject, stop)


def test_kinds_narrow_it_and_erased_words_are_none(written: Acting) -> None:
    erase(written, 2, "a slip")
    size = queries.head(written.workspace).size
    found = queries.about(written.workspace, "D-1", stop=size, kinds=("note.",))
    assert [one.index for one in found] == [2, 10, 14]
    assert [one.payload for one in found] == [None, {"turn": 9}, {"turn": 13}]


def test_an_index_answers_it(written: Acting) -> None:
    """However PostgreSQL was told to sort: the index compares characters."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite compares characters anyway")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
        cursor.execute(
            "EXPLAIN SELECT idx FROM journal_entry"
            " WHERE workspace = 1 AND subject ~>=~ 'D-1.' AND subject ~<~ 'D-1/'"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "journal_entry_subject" in plan
    assert "~>=~" in plan.split("Index Cond:")[1].split("\n")[0]
