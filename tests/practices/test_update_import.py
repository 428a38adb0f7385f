"""Notes come in: the files as they are, what people said in them as updates, once."""

from __future__ import annotations

import pytest

from dayline.base.errors import InvalidInput
from dayline.journal.rebuild import rebuild
from dayline.practices.update.bringing.actions import import_notes
from dayline.practices.update.importing import read_all
from dayline.records import queries
from tests.cast import Stage, set_stage

pytestmark = pytest.mark.django_db

NOTES = b"""# Weekly 2026-11-17

- **Lead:** @ana

@omar (on leave tomorrow)
- Done:
  - the index of S-1
- Blocked:
  - the traffic of Tuesday, with @ana
- Next: the copy

@zed
- Done: guests cannot write here
- Next:

## Action items
- Next: somebody calls the bank
"""


@pytest.fixture
def stage() -> Stage:
    return set_stage()


def test_what_people_said_becomes_updates_of_theirs(stage: Stage) -> None:
    found = read_all([("w/17.md", NOTES)])
    done = import_notes(stage.olga, found)
    assert (done.files.opened, done.said.opened) == (1, 2)
    omar, zed = queries.listing(stage.workspace, kinds=["update"])
    assert (omar.ref, omar.state, omar.author) == ("U-1", "posted", stage.ids["omar"])
    assert (zed.author, zed.fields["due"]) == ("zed", "2026-11-17")
    text = (queries.content(omar) or b"").decode()
    assert "- the traffic of Tuesday, with @ana" in text
    assert 'author: "@omar"' in text


def test_the_file_itself_is_kept_byte_for_byte_and_linked(stage: Stage) -> None:
    import_notes(stage.olga, read_all([("w/17.md", NOTES)]))
    (edge,) = [one for one in queries.edges(stage.workspace) if one.source == "U-1"]
    page = queries.find(stage.workspace, edge.target)
    assert (page.path, queries.content(page)) == ("w/17.md", NOTES)


def test_what_is_not_understood_is_reported_with_its_line(stage: Stage) -> None:
    found = read_all([("w/17.md", NOTES), ("x.md", b"\xff\xfe")])
    assert [one.place for one in found.findings] == ["w/17.md:17", "x.md:1"]
    assert import_notes(stage.olga, found).said.opened == 2


def test_a_second_import_changes_nothing_and_a_changed_file_what_changed(stage: Stage) -> None:
    import_notes(stage.olga, read_all([("w/17.md", NOTES)]))
    again = import_notes(stage.olga, read_all([("w/17.md", NOTES)]))
    assert (again.said.unchanged, again.said.opened) == (2, 0)
    changed = NOTES.replace(b"the copy", b"the copy, at last")
    third = import_notes(stage.olga, read_all([("w/17.md", changed)]))
    assert (third.said.revised, third.said.unchanged, third.files.revised) == (1, 1, 1)
    rebuild(stage.workspace, check=True)


def test_notes_become_handoffs_where_that_is_what_they_were(stage: Stage) -> None:
    text = b"# 2026-11-17\n## Ledger\nAuthor: Ines / @ines\nStatus: Red\nUpdates:\n- it is late\n"
    import_notes(stage.olga, read_all([("2026-11-17.md", text)]), kind="handoff")
    (handoff,) = queries.listing(stage.workspace, kinds=["handoff"])
    assert handoff.author == stage.ids["ines"]
    assert (handoff.fields["section"], handoff.fields["status"]) == ("Ledger", "Red")


def test_notes_become_nothing_else(stage: Stage) -> None:
    with pytest.raises(InvalidInput, match="decision"):
        import_notes(stage.olga, read_all([("w/17.md", NOTES)]), kind="decision")


def test_notes_without_a_day_are_kept_and_their_updates_are_not_guessed(stage: Stage) -> None:
    found = read_all([("x.md", NOTES.replace(b" 2026-11-17", b""))])
    done = import_notes(stage.olga, found)
    assert (done.files.opened, done.said.opened) == (1, 0)
    assert "of which day" in found.findings[-1].message
