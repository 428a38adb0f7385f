"""Law 6, everywhere: with a record that one may not see, everything reads as without it.

Each way in of the tables is asked twice, before and after records are hidden, by everybody who may
not see them; the answers are the same bytes, apart from what is fresh in each answer (tokens of
forms). That holds for counts, suggestions, completions, ETags, cursors, feeds and exports too, and
it makes "there is no such record" and "you may not see it" one answer.

What shows: the size and the hashes of the journal count all entries, whoever may see them, because
a proof needs them (``tree`` in the tables), and ids are given out in their order: who opens a
record learns from its number how many of its kind were opened before. How a team of five or more
keeps its promises counts all of its cases.

Shown to fail by what it found when it was written: gates and the editor's guide told whether a
hidden record exists, comments of hidden records were refused in other words than missing ones and
could be answered from elsewhere, pages about hidden records were counted, and the command line
listed and proved every entry of the journal to everybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from dayline.base.errors import GatesClosed, NotFound
from dayline.faces.api import limits
from dayline.records.actions import move, open_record
from dayline.records.queries import find
from dayline.records.remarks.actions import close_comment, comment
from tests.cast import DECISION, Stage
from tests.laws.entry_operations import OPERATIONS
from tests.laws.entry_points import PAGES, Way
from tests.laws.entry_tools import PROMPTS, RESOURCES, TOOLS
from tests.laws.entry_verbs import VERBS
from tests.laws.hidden import NOW, WORD, Asker, hide, set_scene, unwritten

WITHOUT = {
    "restricted": ("olga", "ken", "vera", "gus", ""),
    "team:@austin": ("olga", "ken", "vera", "gus", ""),
    "workspace": ("gus", ""),
}
"""Who may not see what is hidden under a visibility; ``""`` is nobody."""


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_NOW", NOW)
    monkeypatch.setenv("DAYLINE_WORKSPACE", "meridian")
    monkeypatch.setattr(limits, "requests", limits.Limiter(100_000))
    monkeypatch.setattr(limits, "strangers", limits.Limiter(100_000))
    return set_scene()


def _shown(table: dict[str, Way]) -> Iterator[tuple[str, Way]]:
    return ((name, way) for name, way in table.items() if way.shows != "tree")


def _answers(
    asker: Asker, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for _, way in _shown(PAGES):
        for path in way.asks:
            yield f"GET {path}", asker.page(path)
        for path, form in way.posts:
            yield f"POST {path} {form}", asker.post(path, form)
    for _, way in _shown(OPERATIONS):
        for path in way.asks:
            yield f"API {path}", asker.api(path)
        for path, body in way.posts:
            yield f"API POST {path} {body}", asker.api(path, body)
    if asker.who:
        for _, way in _shown(VERBS):
            for words in way.asks:
                yield f"dayline {words}", asker.command(words, monkeypatch)
        yield from _told_to_agents(asker)


def _told_to_agents(asker: Asker) -> Iterator[tuple[str, tuple[Any, ...]]]:
    for name, asked in TOOLS.items():
        for arguments in asked:
            code, said = asker.tool(name, arguments)
            made = said.get("ref", "") if name in ("open", "hand_over") and code == 0 else ""
            yield (
                f"tool {name} {arguments}",
                (code, repr(said).replace(made, "new") if made else said),
            )
    for uri in ("", *RESOURCES):
        yield f"resource {uri}", asker.resource(uri)
    for name, given in PROMPTS:
        yield f"prompt {name} {given}", asker.prompt(name, given)


@pytest.mark.parametrize("visibility", WITHOUT)
def test_what_is_hidden_changes_no_byte_of_what_others_get(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, visibility: str
):
    askers = [Asker(stage, who) for who in WITHOUT[visibility]]
    names = unwritten(stage, visibility)
    for asker in askers:
        asker.names |= names
    before = [dict(_answers(asker, monkeypatch)) for asker in askers]
    assert hide(stage, visibility) == names
    leaks = []
    for asker, earlier in zip(askers, before, strict=True):
        for what, answer in _answers(asker, monkeypatch):
            assert answer[0] not in (500, 70), f"{asker.who}: {what} failed"
            if answer != earlier[what]:
                leaks.append(_told(asker.who or "nobody", what, earlier[what], answer))
    assert not leaks, f"{len(leaks)} leaks:\n" + "\n".join(leaks)


def _told(who: str, what: str, before: object, after: object) -> str:
    old, new = repr(before), repr(after)
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), 0)
    part = slice(max(0, at - 80), at + 160)
    return f"{who}: {what}\n  without: {old[part]}\n  with:    {new[part]}"


def test_the_comparison_would_see_a_leak(stage: Stage, monkeypatch: pytest.MonkeyPatch):
    """@ana may see what is hidden, and so nearly every list and page is another for her."""
    asker = Asker(stage, "ana")
    asker.names |= unwritten(stage, "restricted")
    before = dict(_answers(asker, monkeypatch))
    hide(stage, "restricted")
    after = dict(_answers(asker, monkeypatch))
    other = {what for what, answer in after.items() if answer != before[what]}
    assert len(other) > 80
    assert {"GET /", "GET /board", "GET /{H}", "GET /records.atom", "API /export"} <= other
    told = [what for what in other if WORD in repr(after[what])]
    assert len(told) > 40


def test_a_link_to_what_one_may_not_see_touches_nothing(stage: Stage):
    names = hide(stage, "restricted")
    assert names
    before = find(stage.workspace, "D-2")
    text = DECISION.replace("applies_to:", "supersedes: [D-2]\napplies_to:")
    made = open_record(stage.ken, "decision", text=text)
    assert made.along == ()
    assert find(stage.workspace, "D-2") == before
    with pytest.raises(GatesClosed) as closed:
        move(stage.ana, made.ref, "reject")
    assert "D-2" not in str(closed.value)


def test_a_text_does_not_name_what_only_some_of_its_readers_see(stage: Stage):
    text = DECISION.replace("applies_to:", "supersedes: [D-1]\napplies_to:").replace("ines", "ben")
    hidden = open_record(stage.ben, "decision", text=text, visibility="restricted")
    assert hidden.along == ()
    assert find(stage.workspace, "D-1").revision == 1
    assert open_record(stage.ben, "decision", text=text).along == ("D-1",)


def test_an_answer_belongs_to_a_comment_of_the_same_record(stage: Stage):
    names = hide(stage, "restricted")
    with pytest.raises(NotFound, match="There is no comment"):
        comment(stage.ken, "D-1", "So?", parent=names["comment"])
    with pytest.raises(NotFound, match="There is no comment"):
        close_comment(stage.ken, names["comment"])
