"""Rows are what the journal says: rebuilt equal, compared without touching, mended on demand."""

from __future__ import annotations

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dayline.base.acting import Acting
from dayline.base.errors import BrokenProof, NotFound
from dayline.journal.actions import found_workspace
from dayline.journal.followers import follow, unfollow
from dayline.journal.rebuild import rebuild
from dayline.journal.rules import Entry
from tests.journal import forger, scribe
from tests.journal.conftest import NOON


def rows() -> list[tuple]:
    return list(scribe.Tally.objects.order_by("pk").values_list("subject", "notes", "last"))


@given(st.lists(st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5), max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_tables_equal_their_rebuild_in_batches_of_any_size(
    acting: Acting, tally: None, acts: list[list[str]]
):
    for subjects in acts:
        scribe.write(acting, subjects)
    live = rows()
    for batch in (1, 3, 1000):
        found = rebuild(acting.workspace, batch=batch)
        assert found.differences == ()
        assert rows() == live


def test_a_check_tells_of_its_progress_and_counts(acting: Acting, tally: None):
    scribe.fill(acting, 5)
    steps: list[int] = []
    found = rebuild(acting.workspace, check=True, batch=2, advance=steps.append)
    assert (found.entries, found.rows, steps) == (6, {"scribe_tally": 5}, [2, 2, 2])


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE scribe_tally SET notes = 9 WHERE subject = 'b'", "scribe_tally b: notes differ"),
        ("UPDATE scribe_tally SET notes = NULL, last = 0 WHERE subject = 'b'", "s, last differ"),
        ("DELETE FROM scribe_tally WHERE subject = 'c'", "scribe_tally c: the row is missing"),
        ("UPDATE scribe_tally SET subject = 'aa' WHERE subject = 'a'", "tally a: the row is miss"),
        ("UPDATE scribe_tally SET subject = '0' WHERE subject = 'a'", "0: the journal knows no"),
    ],
)  # fmt: skip
def test_a_changed_row_is_named_and_left_as_it_is(
    acting: Acting, tally: None, statement: str, said: str
):
    """Shown to fail: without the rollback the check itself would mend the row."""
    scribe.write(acting, list("abcabb"))
    forger.run(statement)
    live = rows()
    with pytest.raises(BrokenProof, match=said):
        rebuild(acting.workspace, check=True)
    assert rows() == live
    found = rebuild(acting.workspace)
    assert [one.table for one in found.differences] == ["scribe_tally"]
    assert rebuild(acting.workspace, check=True).differences == ()


def test_other_workspaces_are_not_touched(acting: Acting, tally: None):
    other = Acting(found_workspace("example.org/risk", NOON), "P-1", NOON)
    scribe.write(acting, ["a"])
    scribe.write(other, ["a", "a"])
    forger.run("UPDATE scribe_tally SET notes = 7 WHERE workspace = %s", other.workspace)
    assert rebuild(acting.workspace).differences == ()
    assert scribe.Tally.objects.get(workspace=other.workspace).notes == 7


def test_a_fold_that_fails_leaves_the_live_rows(acting: Acting, tally: None):
    scribe.write(acting, ["a"])
    live = rows()

    def broken(_workspace: int, _entries: object) -> None:
        raise ArithmeticError

    follow("broken", ("note.",), broken, ())
    with pytest.raises(ArithmeticError):
        rebuild(acting.workspace)
    unfollow("broken")
    assert rows() == live
    rebuild(acting.workspace, check=True)


def test_a_replay_shows_folds_what_they_saw_live(acting: Acting):
    live: list[Entry] = []
    replayed: list[Entry] = []
    follow("live", ("note.", "memo."), lambda _, entries: live.extend(entries), ())
    follow("deaf", ("other.",), lambda _, entries: live.extend(entries * 9), ())
    scribe.write(acting, ["a", "b"])
    scribe.write(acting, ["c"])
    follow("live", ("note.", "memo."), lambda _, entries: replayed.extend(entries), ())
    rebuild(acting.workspace, check=True)
    assert replayed == live
    assert len(live) == 3


def test_there_must_be_a_workspace(db: None):
    with pytest.raises(NotFound):
        rebuild(404, check=True)
    assert connection.is_usable()
