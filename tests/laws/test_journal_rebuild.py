"""Law 2, everything derived equals a rebuild: what a fold may not rest on is found by replaying.

Shown to fail: each drifting fold below breaks the law in one way, and the check names its table.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from dayline.base.acting import Acting
from dayline.base.errors import BrokenProof
from dayline.journal.actions import erase
from dayline.journal.followers import follow
from dayline.journal.rebuild import rebuild
from dayline.journal.rules import Entry
from tests.journal import scribe
from tests.journal.conftest import acting, alone, home, tally  # noqa: F401 -- fixtures

_calls = itertools.count(1)


def _put(workspace: int, subject: str, notes: int, last: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO scribe_tally (workspace, subject, notes, last) VALUES (%s, %s, %s, %s)"
            " ON CONFLICT (workspace, subject) DO UPDATE"
            " SET notes = excluded.notes, last = excluded.last",
            (workspace, subject, notes, last),
        )


def faithful(workspace: int, entries: Sequence[Entry]) -> None:
    """Rests on the entries alone; an erased one leaves its subject and no length."""
    for entry in entries:
        if entry.kind == "payload.erased":
            _put(workspace, entry.subject, 0, int(str((entry.payload or {})["index"])))
        else:
            _put(
                workspace,
                entry.subject,
                len(str((entry.payload or {}).get("text", ""))),
                entry.index,
            )


def by_grouping(workspace: int, entries: Sequence[Entry]) -> None:
    """Rests on how many entries came in one call."""
    for entry in entries:
        _put(workspace, entry.subject, len(entries), entry.index)


def by_memory(workspace: int, entries: Sequence[Entry]) -> None:
    """Rests on what the process did before."""
    for entry in entries:
        _put(workspace, entry.subject, next(_calls), entry.index)


def by_erased_words(workspace: int, entries: Sequence[Entry]) -> None:
    """Keeps what was erased."""
    for entry in entries:
        if entry.kind != "payload.erased":
            _put(
                workspace,
                entry.subject,
                len(str((entry.payload or {}).get("text", ""))),
                entry.index,
            )


def a_day(acting: Acting, fold: Callable[[int, Sequence[Entry]], None]) -> None:  # noqa: F811
    """Acts of one and of several entries, and an erasure."""
    follow("law", ("note.", "payload."), fold, (scribe.Tally,))
    for subjects in (["a"], ["b", "c", "a"], ["d", "d"]):
        scribe.write(acting, subjects)
    erase(acting, 2, "asked")


@pytest.mark.parametrize("batch", [1, 2, 1000])
def test_a_faithful_fold_equals_its_rebuild(acting: Acting, tally: None, batch: int):  # noqa: F811
    a_day(acting, faithful)
    rebuild(acting.workspace, check=True, batch=batch)


@pytest.mark.parametrize("fold", [by_grouping, by_memory, by_erased_words])
def test_a_fold_that_drifts_is_found(
    acting: Acting,  # noqa: F811
    tally: None,  # noqa: F811
    fold: Callable[[int, Sequence[Entry]], None],
):
    a_day(acting, fold)
    with pytest.raises(BrokenProof, match="scribe_tally"):
        rebuild(acting.workspace, check=True)
