"""Revising: nothing is overwritten unseen, and what only a move may change stays."""

from __future__ import annotations

import pytest

from dayline.base.errors import Conflict, InvalidInput
from dayline.records import queries
from dayline.records.actions import open_record, revise
from dayline.records.facts import text_of
from tests.cast import DECISION, Stage


def draft(stage: Stage) -> str:
    open_record(stage.ana, "decision", text=DECISION)
    return text_of(queries.find(stage.workspace, "D-1"))


def test_a_revision_keeps_the_one_before(stage: Stage) -> None:
    first = draft(stage)
    stage.later(hours=1)

    written = revise(stage.ben, "D-1", first + "\nMore.\n", expect=1, note="added a line")

    assert written.revision == 2
    assert queries.text_at(stage.workspace, "D-1", 1) == first.encode()
    assert queries.text_at(stage.workspace, "D-1", 2) == (first + "\nMore.\n").encode()
    past = queries.history(stage.workspace, "D-1")
    assert [(one.number, one.actor, one.note) for one in past] == [
        (1, stage.ids["ana"], ""),
        (2, stage.ids["ben"], "added a line"),
    ]


def test_two_editors_at_once_lose_nothing(stage: Stage) -> None:
    first = draft(stage)
    revise(stage.ben, "D-1", first + "\nBen's line.\n", expect=1)

    with pytest.raises(Conflict) as refused:
        revise(stage.ana, "D-1", first + "\nAna's line.\n", expect=1)

    assert "Ben's line." in refused.value.theirs
    assert "Ana's line." in refused.value.yours
    assert queries.find(stage.workspace, "D-1").revision == 2


@pytest.mark.parametrize(
    ("old", "new"),
    [("state: proposed", "state: accepted"), ("id: D-1", "id: D-9"), ("decision/1", "rfc/1")],
)
def test_a_text_cannot_move_itself(stage: Stage, old: str, new: str) -> None:
    first = draft(stage)
    with pytest.raises(InvalidInput, match="the record"):
        revise(stage.ana, "D-1", first.replace(old, new), expect=1)


def test_the_title_and_the_fields_follow_the_text(stage: Stage) -> None:
    first = draft(stage)
    revise(stage.ana, "D-1", first.replace("# Every capture", "# Each capture"), expect=1)
    record = queries.find(stage.workspace, "each-capture-carries-a-key")
    assert record.title == "Each capture carries a key"
    assert record.fields["applies_to"] == ["src/gateway/**"]


def test_a_broken_head_is_refused_with_its_line(stage: Stage) -> None:
    first = draft(stage)
    with pytest.raises(InvalidInput) as refused:
        revise(stage.ana, "D-1", first.replace("id: D-1", "id: D-1\nid: D-1"), expect=1)
    assert [finding.place for finding in refused.value.findings] == ["D-1:6"]


def test_what_the_head_leaves_out_comes_from_the_record(stage: Stage) -> None:
    first = draft(stage)
    bare = "\n".join(
        line for line in first.split("\n")
        if not line.startswith(("contract:", "id:", "state:", "author:"))
    )  # fmt: skip

    written = revise(stage.ben, "D-1", bare.replace("412 captures", "413 captures"), expect=1)

    assert written.state == "proposed"
    saved = text_of(queries.find(stage.workspace, "D-1"))
    assert saved == first.replace("412 captures", "413 captures")
    assert queries.find(stage.workspace, "D-1").author == stage.ids["ana"]


def test_a_text_without_any_head_is_a_revision(stage: Stage) -> None:
    draft(stage)
    revise(stage.ana, "D-1", "# Keys\n\n## Context\n\nRetries.\n", expect=1)
    saved = text_of(queries.find(stage.workspace, "D-1"))
    assert saved.startswith('---\ncontract: decision/1\nid: D-1\nstate: proposed\nauthor: "@ana"\n')
    assert saved.endswith("---\n# Keys\n\n## Context\n\nRetries.\n")
