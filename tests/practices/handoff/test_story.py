"""A handoff from end to end: delivered, read back, judged by its sender, answered for later."""

from __future__ import annotations

import pytest

from dayline.base.errors import DaylineError, Forbidden, GatesClosed, InvalidInput
from dayline.inbox.queries import pending_for
from dayline.inbox.untold.queries import untold
from dayline.journal import queries as journal
from dayline.journal.actions import erase
from dayline.journal.rebuild import rebuild
from dayline.practices.handoff.actions import judge, read_back, set_share, take_on, tell_outcome
from dayline.practices.handoff.drawing import is_asked
from dayline.practices.handoff.queries import handover, observed
from dayline.practices.handoff.rules import Word, asks_for_read_back
from dayline.records.actions import move, open_record
from dayline.records.facts import text_of
from dayline.records.queries import find
from tests.cast import Stage, set_stage
from tests.practices.handoff.texts import HANDOFF, ROUTINE, UNDERSTOOD


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def delivered(stage: Stage, text: str = HANDOFF) -> str:
    stage.later(minutes=5)
    ref = open_record(stage.omar, "handoff", text=text).ref
    move(stage.omar, ref, "deliver")
    stage.later(hours=6)
    move(stage.ben, ref, "read")
    return ref


def accepted(stage: Stage, text: str = UNDERSTOOD) -> str:
    ref = delivered(stage)
    read_back(stage.ben, ref, text)
    take_on(stage.ben, ref, "the reversal, not the cause")
    stage.later(hours=18)
    return ref


def test_what_was_understood_is_scored_judged_and_counted(stage: Stage) -> None:
    ref = delivered(stage)
    first = UNDERSTOOD.rsplit("\n", 2)[0]
    known = read_back(stage.ben, ref, first)
    assert known.first_score is not None
    missing = [one.item for one in known.first_score.items if one.verdict == "missing"]
    assert missing == ["Do not replay the batch by script: it posts under the new day and doubles."]

    stage.later(minutes=4)
    known = read_back(stage.ben, ref, UNDERSTOOD)
    assert known.clarified
    assert known.after_score is not None
    assert {one.verdict for one in known.after_score.items} == {"kept"}
    assert take_on(stage.ben, ref, "the reversal, not the cause") == "read_back"
    assert find(stage.workspace, ref).fields["accepted_scope"] == "the reversal, not the cause"

    stage.later(hours=14)
    judged = judge(stage.omar, ref, {}, invented=["Payouts are off"], close=True)
    assert judged.record.state == "closed"
    assert judged.judgement is not None
    assert judged.judgement.invented == ("Payouts are off",)
    (one,) = observed(stage.workspace)
    assert (one.sender_team, one.receiver_team, one.template) == ("@london", "@austin", "handoff/2")
    assert (one.items, one.lost, one.lost_after, one.read_back) == (4, 1, 0, True)
    assert one.gap.total_seconds() == 6 * 3600 + 4 * 60
    rebuild(stage.workspace, check=True)


def test_the_word_of_the_sender_wins_over_the_score(stage: Stage) -> None:
    ref = accepted(stage)
    judged = judge(stage.omar, ref, {2: Word.CONTRADICTED})
    assert judged.judgement is not None
    second = judged.judgement.items[1]
    assert (second.first, second.suggested) == (Word.CONTRADICTED, "kept")
    assert [one.lost for one in observed(stage.workspace)] == [1]
    judge(stage.ines, ref, {2: Word.KEPT})  # her team handed it over; the last word counts
    assert [one.lost for one in observed(stage.workspace)] == [0]


def test_whoever_read_back_is_told_the_word_in_their_next_letter(stage: Stage) -> None:
    ref = accepted(stage)
    judge(stage.omar, ref, {2: Word.CONTRADICTED})
    told = {one.topic for one in pending_for(stage.workspace, stage.ids["ben"])}
    assert "notice" in told
    words = [one for one in untold(stage.workspace, stage.ids["ben"], stage.now) if one.ref == ref]
    assert any("@omar says what was understood" in str(one.words.get("text")) for one in words)
    assert not any(one.topic == "notice" for one in pending_for(stage.workspace, stage.ids["ana"]))
    rebuild(stage.workspace, check=True)


def test_receivers_do_not_judge_and_others_say_nothing(stage: Stage) -> None:
    ref = accepted(stage)
    with pytest.raises(Forbidden, match="@london to say"):
        judge(stage.ben, ref, {})
    with pytest.raises(Forbidden):
        tell_outcome(stage.ken, ref, {1})
    with pytest.raises(InvalidInput, match="no item 9"):
        judge(stage.omar, ref, {9: Word.KEPT})
    assert observed(stage.workspace) == []


def test_a_read_back_that_loses_items_may_still_be_accepted(stage: Stage) -> None:
    ref = delivered(stage)
    with pytest.raises(GatesClosed, match="read_back"):
        take_on(stage.ben, ref, "all of it")
    read_back(stage.ben, ref, "I got it, thanks.")
    assert take_on(stage.ben, ref, "all of it") == "read_back"


def test_low_severity_is_taken_on_without_a_read_back(stage: Stage) -> None:
    ref = delivered(stage, ROUTINE)
    assert take_on(stage.ben, ref, "all of it") == "accept"
    tell_outcome(stage.ben, ref, {1})
    (one,) = observed(stage.workspace)
    assert (one.items, one.lost, one.read_back, one.randomised) == (4, 1, False, False)


def test_a_share_of_handoffs_is_drawn_and_anybody_can_draw_again(stage: Stage) -> None:
    with pytest.raises(Forbidden):
        set_share(stage.ana, 50)
    set_share(stage.olga, 50)
    refs = [delivered(stage) for _ in range(20)]
    asked = {ref: is_asked(stage.workspace, ref) for ref in refs}
    assert set(asked.values()) == {True, False}
    for ref in refs:
        entries = journal.entries(stage.workspace, subject=ref, kinds=("record.moved.delivered",))
        assert asks_for_read_back(next(entries).digest, ref, 50) == asked[ref]
    drawn, free = (next(ref for ref in refs if asked[ref] is one) for one in (True, False))
    with pytest.raises(GatesClosed):
        move(stage.ben, drawn, "take_on", fields={"accepted_scope": "all"})
    assert take_on(stage.ben, free, "all") == "take_on"
    tell_outcome(stage.omar, free, [])
    (one,) = observed(stage.workspace)
    assert (one.read_back, one.randomised, one.lost) == (False, True, 0)
    rebuild(stage.workspace, check=True)


def test_delivering_again_draws_nothing_new(stage: Stage) -> None:
    set_share(stage.olga, 50)
    ref = delivered(stage)
    before = is_asked(stage.workspace, ref)
    for _ in range(6):
        move(stage.ben, ref, "contest", fields={"reason": "The number is wrong."})
        move(stage.omar, ref, "redeliver")
        assert is_asked(stage.workspace, ref) is before


def test_later_shares_do_not_change_what_was_drawn(stage: Stage) -> None:
    ref = accepted(stage)
    set_share(stage.olga, 0)
    assert handover(stage.workspace, ref).share == 100
    rebuild(stage.workspace, check=True)
    judge(stage.omar, ref, {})
    (entry,) = journal.entries(stage.workspace, kinds=("handoff.share",))
    with pytest.raises(DaylineError, match="cannot do without"):
        erase(stage.olga, entry.index, "a wish")


@pytest.mark.parametrize("kind", ["handoff.judged", "receipt.given.read_back", "handoff.outcome"])
def test_erased_words_leave_no_count_behind(stage: Stage, kind: str) -> None:
    ref = accepted(stage)
    judge(stage.omar, ref, {1: Word.MISSING})
    tell_outcome(stage.ben, ref, {1})
    (entry,) = journal.entries(stage.workspace, subject=ref, kinds=(kind,))
    erase(stage.olga, entry.index, "a name")
    assert len(observed(stage.workspace)) == (kind != "handoff.judged")
    known = handover(stage.workspace, ref)
    assert (known.judgement is None) == (kind == "handoff.judged")
    assert (known.outcome is None) == (kind == "handoff.outcome")
    assert (known.first == "") == (kind == "receipt.given.read_back")
    rebuild(stage.workspace, check=True)


def test_an_erased_text_takes_its_handover_along(stage: Stage) -> None:
    ref = accepted(stage)
    judge(stage.omar, ref, {})
    (entry,) = journal.entries(stage.workspace, subject=ref, kinds=("record.moved.delivered",))
    erase(stage.olga, entry.index, "a name")
    assert observed(stage.workspace) == []
    rebuild(stage.workspace, check=True)


def test_a_hidden_handoff_is_not_counted_for_others(stage: Stage) -> None:
    ref = open_record(stage.omar, "handoff", text=HANDOFF, visibility="restricted").ref
    move(stage.omar, ref, "deliver")
    read_back(stage.ben, ref, UNDERSTOOD)
    take_on(stage.ben, ref, "all")
    judge(stage.omar, ref, {})
    assert len(observed(stage.workspace, person=stage.ids["ben"])) == 1
    assert observed(stage.workspace, person=stage.ids["ken"]) == []


def test_the_text_that_was_delivered_counts_not_a_later_one(stage: Stage) -> None:
    ref = delivered(stage)
    from dayline.records.actions import revise

    record = find(stage.workspace, ref)
    text = text_of(record).replace("- (question)", "- (question) Also")
    revise(stage.omar, ref, text, expect=record.revision)
    assert "Also" not in handover(stage.workspace, ref).items[2].text
