"""Whatever the database, what is found is what plain arrays of the same texts find.

This runs on SQLite and on PostgreSQL, so that both rank alike to the last bit.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dayline.records.folder import walk
from dayline.records.imports.actions import import_records
from dayline.records.imports.reading import incoming
from dayline.records.imports.rules import Incoming
from dayline.records.reading import read_folder
from dayline.search.actions import bundle, catch_up
from dayline.search.for_answers import Leaf, View, view_of
from dayline.search.queries import search
from tests.cast import set_stage

pytestmark = pytest.mark.django_db(transaction=True)

GUIDES = Path(__file__).parents[2] / "docs" / "guide"
QUESTIONS = (
    "who answers while the others sleep", "what happens to erased words", "handoff read back score",
    "clock of a question", "SQLite or PostgreSQL", "why is my record not found", "restore a backup",
    "vectors by a model that runs here", "lines of a contract", "purple elephants",
)  # fmt: skip


def leaf(number: int, item: Incoming) -> Leaf:
    """What is indexed of an imported page."""
    ref, text = f"G-{number}", item.versions[-1].content.decode()
    side = (ref, item.kind, item.path.replace("/", " "))
    return Leaf(ref, item.versions[-1].title, side, text, 0)


@pytest.mark.parametrize("parts", [1, 4])
def test_a_workspace_ranks_as_plain_arrays_do(parts: int) -> None:
    stage = set_stage()
    items = list(incoming(read_folder(walk(GUIDES)), root="guide"))
    for part in range(parts):
        import_records(stage.ana, items[part::parts])
        catch_up(stage.workspace)
        search(stage.workspace, "anything", person=stage.ids["ines"])  # grows what is in memory
    bundle(stage.workspace)
    order = [item for part in range(parts) for item in items[part::parts]]
    plain = view_of([leaf(number, item) for number, item in enumerate(order, 1)])
    for question in QUESTIONS:
        hits = search(stage.workspace, question, person=stage.ids["ines"], limit=10)
        told = [(hit.record.ref, hit.score) for hit in hits]
        best = sorted(plain.best(question, 10), key=lambda one: (-one[1], one[0]))
        assert told == best, question
    assert sum(bool(plain.best(question, 10)) for question in QUESTIONS) >= len(QUESTIONS) - 1


@pytest.mark.parametrize("parts", range(2, 9))
def test_an_index_ranks_alike_however_it_is_cut(parts: int) -> None:
    items = list(incoming(read_folder(walk(GUIDES)), root="guide"))
    leaves = [leaf(number, item) for number, item in enumerate(items, 1)]
    views = [view_of(leaves[part::parts]) for part in range(parts)]
    cut = View(
        [view.segments[0] for view in views],
        [view.refs[0] for view in views],
        [view.masks[0] for view in views],
    )
    whole = view_of(leaves)
    for question in QUESTIONS:
        found, wanted = (
            sorted(view.best(question, 10), key=lambda one: (-one[1], one[0]))
            for view in (cut, whole)
        )
        assert found == wanted, question
