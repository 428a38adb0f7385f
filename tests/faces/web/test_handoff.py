"""A handoff on the web: drafted, read back, clarified, judged by its sender, answered for."""

from __future__ import annotations

import pytest
from django.test import Client

from dayline.base.instants import to_text
from dayline.journal.rebuild import rebuild
from dayline.practices.handoff.actions import set_share
from dayline.practices.handoff.drawing import is_asked
from dayline.practices.handoff.queries import handover, observed
from dayline.records.actions import move, open_record
from dayline.records.queries import find
from tests.cast import DECISION, Stage, set_stage
from tests.faces.web.visitors import visitor
from tests.practices.handoff.texts import HANDOFF, UNDERSTOOD

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return set_stage()


def at(stage: Stage, monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    stage.later(hours=hours)
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.content.decode()
    return " ".join(answer.content.decode().split())


def delivered(stage: Stage, text: str = HANDOFF) -> str:
    ref = open_record(stage.omar, "handoff", text=text).ref
    move(stage.omar, ref, "deliver")
    move(stage.ben, ref, "read")
    return ref


def test_a_new_handoff_is_prefilled_from_the_record(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_record(stage.omar, "decision", text=DECISION)
    at(stage, monkeypatch, 8)
    shown = page(visitor(stage, "omar"), "/new/handoff")
    assert "- (state) D-1 is proposed: Every capture carries a key" in shown
    assert "to: &quot;@austin&quot;" in shown
    assert "# London to Austin, Wednesday 18 November" in shown


def test_the_receiving_team_is_chosen_above_the_text(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(stage, monkeypatch, -2)  # 7:00 in London: Austin wakes in 8 hours, Singapore is at work
    omar = visitor(stage, "omar")
    shown = page(omar, "/new/handoff")
    assert (
        'value="@austin" data-name="Austin" selected>Austin, whose morning starts in 8 h<' in shown
    )
    assert ">Singapore, at work now</option>" in shown
    assert "Proposed: Austin, whose morning starts in 8 h" in shown
    anew = page(omar, "/new/handoff?draft=none&to=@singapore")
    assert "# London to Singapore, Wednesday 18 November" in anew
    assert 'value="@singapore" data-name="Singapore" selected' in anew


def test_who_is_in_no_team_can_still_write_one(stage: Stage) -> None:
    shown = page(visitor(stage, "olga"), "/new/handoff")
    assert '<select id="to"' in shown
    assert page(visitor(stage, "olga"), "/new/handoff?to=@nobody")


def test_a_text_that_was_begun_follows_the_team(stage: Stage) -> None:
    omar = visitor(stage, "omar")
    begun = '---\nfrom: "@london"\nto: "@austin"\n---\n\n# London to Austin, Friday\n\nMine.\n'
    sent = {"text": begun, "writer": "page-aaaa", "sequence": "1", "base": "0",
            "to_was": "@austin", "to": "@singapore", "do": "to"}  # fmt: skip
    shown = omar.post("/new/handoff", sent).content.decode()
    assert "to: &quot;@singapore&quot;" in shown
    assert "# London to Singapore, Friday\n\nMine.\n" in shown
    by_hand = begun.replace('to: "@austin', 'to: "@singapore').replace("Friday", "Monday")
    omar.post("/new/handoff", {**sent, "text": by_hand, "to": "@austin", "do": "save"})
    assert find(stage.workspace, "H-1").title == "London to Singapore, Monday"
    own = begun.replace("# London to Austin, Friday", "# The duplicates")
    omar.post("/new/handoff", {**sent, "text": own, "do": "save", "writer": "page-bbbb"})
    second = find(stage.workspace, "H-2")
    assert (second.title, second.fields["to"]) == ("The duplicates", "@singapore")


def test_the_whole_way_of_a_handoff(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    ref = delivered(stage)
    at(stage, monkeypatch, 7)
    ben, omar, ken = (visitor(stage, name) for name in ("ben", "omar", "ken"))
    first = UNDERSTOOD.replace("1,312", "1,213").rsplit("\n", 2)[0]
    ben.post(f"/{ref}/read-back", {"text": first, "expect": "3"})
    beside = page(ben, f"/{ref}/read-back")
    assert "2 of 4 seem lost" in beside
    assert '<strong class="verdict">contradicted</strong>' in beside
    assert "You wrote: <q>1,213 duplicate postings are left" in beside
    assert '<strong class="verdict">missing</strong>' in beside
    assert "Clarify: write it again" in beside

    ben.post(f"/{ref}/read-back", {"text": UNDERSTOOD, "expect": "3"})
    assert "All of it seems to have arrived" in page(ben, f"/{ref}/read-back")
    ben.post(f"/{ref}/move/read_back", {"expect": "3", "accepted_scope": "the reversal"})
    assert find(stage.workspace, ref).state == "accepted"

    at(stage, monkeypatch, 17)  # nine in London, the day after
    today = page(omar, "/")
    assert f'<a href="/{ref}/adjudicate">Say what was understood</a>' in today
    assert f"/{ref}/adjudicate" not in page(ben, "/")
    assert "From the shift before" not in page(ken, "/")
    judging = page(omar, f"/{ref}/adjudicate")
    assert 'name="first-1" value="contradicted" checked' in judging
    assert 'name="after-1" value="kept" checked' in judging
    assert ben.post(f"/{ref}/adjudicate", {"first-1": "kept"}).status_code == 403
    typed = {f"{part}-{n}": "kept" for n in range(1, 5) for part in ("first", "after")}
    typed |= {"first-4": "missing", "close": "on", "note": "Thank you."}
    assert omar.post(f"/{ref}/adjudicate", typed)["Location"] == f"/{ref}#became"
    assert find(stage.workspace, ref).state == "closed"
    (one,) = observed(stage.workspace)
    assert (one.lost, one.lost_after) == (1, 0)

    seen = page(ben, f"/{ref}")
    assert '<strong class="verdict">missing, then kept</strong>' in seen
    assert "Thank you." in seen
    today = page(ben, "/")
    assert "Tried again?" in today
    answer = ben.post(f"/{ref}/outcome", {"lost": ["4"], "back": "today"})
    assert answer["Location"] == "/"
    assert "From the shift before" not in page(ben, "/")
    known = handover(stage.workspace, ref)
    assert known.outcome is not None
    assert [one.lost for one in known.outcome.items] == [False, False, False, True]
    assert "tried again" in page(ken, f"/{ref}")
    assert ken.post(f"/{ref}/outcome", {"nothing": "1"}).status_code == 403
    rebuild(stage.workspace, check=True)


def test_one_that_was_not_drawn_is_taken_on_without_a_read_back(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_share(stage.olga, 0)
    ref = delivered(stage)
    assert not is_asked(stage.workspace, ref)
    at(stage, monkeypatch, 7)
    ben = visitor(stage, "ben")
    shown = page(ben, f"/{ref}")
    assert f'data-key="a" href="/{ref}/move/take_on"' in shown
    assert "By the draw it needs no read-back: 0 of 100 are asked." in shown
    ben.post(f"/{ref}/move/take_on", {"accepted_scope": "all of it"})
    at(stage, monkeypatch, 17)
    answer = visitor(stage, "omar").post(f"/{ref}/outcome", {"nothing": "1"})
    assert answer.status_code == 302
    assert [one.lost for one in observed(stage.workspace)] == [0]


def test_the_answers_are_asked_for_on_the_next_day_and_not_before(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_share(stage.olga, 0)
    ref = delivered(stage)
    at(stage, monkeypatch, 7)
    move(stage.ben, ref, "take_on", fields={"accepted_scope": "all"})
    ana = visitor(stage, "ana")
    assert "From the shift before" not in page(ana, "/")
    at(stage, monkeypatch, 24)
    assert "What came of it?" in page(ana, "/")
    at(stage, monkeypatch, 24 * 15)
    assert "From the shift before" not in page(ana, "/")


WALK = """---
owner: "@omar"
video: {video}
---

# The postings in four minutes

## Summary

What the switch does and why a replay doubles, in writing, for those who do not watch.

## Chapters

| Time | What you see | Anchor |
|---|---|---|
| 0:48 | Two postings, one key | `ledger/postings` |
| 1:02:05 | A <b>replay</b> that doubles | G-1 |
"""


@pytest.mark.parametrize(
    ("video", "linked"),
    [
        ("https://video.meridian.example/w/x", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
    ],
)
def test_a_walkthrough_is_a_list_of_chapters(stage: Stage, video: str, *, linked: bool) -> None:
    open_record(stage.omar, "walkthrough", text=WALK.format(video=video))
    text = HANDOFF.replace("severity:", "walkthrough: [W-1]\nseverity:")
    ref = open_record(stage.omar, "handoff", text=text).ref
    shown = page(visitor(stage, "ben"), f"/{ref}")
    assert ('href="https://video.meridian.example/w/x#t=48"' in shown) is linked
    assert ('#t=3725"' in shown) is linked
    assert "Two postings, one key" in shown
    assert "<b>replay" not in shown
    assert 'href="javascript' not in shown and 'href="data' not in shown  # noqa: PT018
    assert "<iframe" not in shown and "<video" not in shown  # noqa: PT018


def test_a_section_of_chapters_does_without_a_record(stage: Stage) -> None:
    own = "\n## Walkthrough\n\nhttps://video.meridian.example/w/y\n\n- 0:10 The alert\n"
    ref = open_record(stage.omar, "handoff", text=HANDOFF + own).ref
    assert 'href="https://video.meridian.example/w/y#t=10"' in page(
        visitor(stage, "ben"), f"/{ref}"
    )
