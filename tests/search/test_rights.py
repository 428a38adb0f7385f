"""What is remembered of a reader's rights is what the database says, whatever has been done since.

Shown to fail: with ``_up_to_date`` answering ``last`` for any journal, and with the look at records
that were acted on left out.
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime

import numpy as np
import pytest

from dayline.journal.database import fetch
from dayline.people.actions import change_person, change_team
from dayline.records.actions import move, open_record
from dayline.records.queries import find, visible_to
from dayline.records.remarks.actions import comment
from dayline.records.sharing.actions import show_to
from dayline.search import rights
from dayline.search.actions import catch_up
from dayline.search.filters import Filters
from dayline.search.rights import seen
from dayline.search.shelf import shelf
from tests.cast import DECISION as KEYS
from tests.cast import Stage, set_stage

DECISION = KEYS.replace('["@ana", "@ines"]', '["@ken"]\ntags: [keys]')
READERS = ("olga", "ana", "ben", "ken", "mei", "gil", "scout")


NARROW = (
    Filters(),
    Filters(kinds=("decision",)),
    Filters(states=("accepted",), kinds=("decision", "rfc")),
    Filters(tags=("keys",)),
    Filters(authors=("P-4", "P-5", "P-6", "P-7"), since=datetime(2020, 1, 1, tzinfo=UTC)),
    Filters(teams=("T-3",)),
    Filters(as_of=date(2026, 11, 18), states=("proposed", "accepted")),
)


def remembered(stage: Stage, handle: str, filters: Filters = NARROW[0]) -> set[str]:
    known = shelf(stage.workspace)
    told = seen(stage.workspace, known, stage.ids[handle], filters)
    return {
        part.refs[place]
        for part, mask in zip(known.parts, told.visible, strict=True)
        for place in np.flatnonzero(mask)
    }


def plainly(stage: Stage, handle: str, filters: Filters = NARROW[0]) -> set[str]:
    visible, clause = (
        visible_to(stage.workspace, stage.ids[handle]),
        filters.clause(stage.workspace),
    )
    also = f" AND {clause.sql}" if clause.sql else ""
    rows = fetch(
        f"SELECT ref FROM records_record WHERE {visible.sql}{also}",  # noqa: S608
        [*visible.parameters, *clause.parameters],
    )
    return {ref for (ref,) in rows}


def act(stage: Stage, chance: random.Random, refs: list[str]) -> None:
    turn = chance.randrange(8)
    ref = chance.choice(refs)
    if turn < 3:
        level = chance.choice(("workspace", "restricted", "team:@singapore", "team:@austin"))
        refs.append(open_record(stage.ken, "decision", text=DECISION, visibility=level).ref)
    elif turn < 5:
        level, team = chance.choice(
            (("workspace", []), ("restricted", []), ("restricted", ["ben"]), ("team", ["london"]))
        )
        show_to(stage.ken, ref, level, team)
    elif turn == 5:
        comment(stage.ken, ref, "Seen.")
        record = find(stage.workspace, ref)
        if record.state == "proposed":
            move(stage.ken, ref, "accept")
    elif turn == 6:
        change_team(stage.olga, "london", members=chance.sample(["omar", "ana", "ben"], 2))
    else:
        change_person(stage.olga, "ben", role=chance.choice(("member", "guest", "auditor")))


def test_rights_are_those_of_now(db: None) -> None:
    stage, chance = set_stage(), random.Random(7)  # noqa: S311 - a lot, no secret
    refs = [open_record(stage.ken, "decision", text=DECISION).ref]
    readers = [one for one in READERS if one in stage.ids]
    sizes = set()
    for number in range(60):
        act(stage, chance, refs)
        catch_up(stage.workspace)
        for handle in chance.sample(readers, 3):
            for filters in (NARROW[0], *chance.choices(NARROW, k=2)):
                found = remembered(stage, handle, filters)
                assert found == plainly(stage, handle, filters), (number, handle, filters)
                assert remembered(stage, handle, filters) == found
                sizes.add((filters, len(found)))
    assert len(sizes) > 40
    assert len({filters for filters, size in sizes if size}) >= len(NARROW) - 1


def test_the_same_is_not_counted_twice(db: None) -> None:
    stage = set_stage()
    open_record(stage.ken, "decision", text=DECISION, visibility="restricted")
    catch_up(stage.workspace)
    known, ben = shelf(stage.workspace), stage.ids["ben"]
    once = seen(stage.workspace, known, ben)
    assert seen(stage.workspace, known, ben) is once
    show_to(stage.ken, "D-1", "workspace")
    again = seen(stage.workspace, known, ben)
    assert (once.count, again.count) == (0, 1)


def test_many_acts_at_once_are_all_looked_at(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "_NEWER", 3)
    stage = set_stage()
    for _ in range(4):
        open_record(stage.ken, "decision", text=DECISION)
    catch_up(stage.workspace)
    assert remembered(stage, "ben") == {"D-1", "D-2", "D-3", "D-4"}
    for ref in ("D-1", "D-3", "D-4"):
        show_to(stage.ken, ref, "restricted")
    assert remembered(stage, "ben") == {"D-2"} == plainly(stage, "ben")
