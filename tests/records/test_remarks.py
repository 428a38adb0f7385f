"""Comments anchored to words, concerns, and receipts."""

from __future__ import annotations

import pytest

from dayline.base.errors import Forbidden, InvalidInput, NotFound
from dayline.records.actions import open_record
from dayline.records.remarks import queries as said
from dayline.records.remarks.actions import close_comment, comment, give_receipt
from dayline.records.sharing.actions import show_to
from tests.cast import DECISION, Stage


@pytest.fixture
def decision(stage: Stage) -> str:
    return open_record(stage.ben, "decision", text=DECISION).ref


def test_a_comment_quotes_the_words_that_it_means(stage: Stage, decision: str) -> None:
    identity = comment(stage.ken, decision, "In which month?", quote="doubled in May")
    remark = said.remark(stage.workspace, identity)
    assert (remark.author, remark.quote, remark.text, remark.status) == (
        stage.ids["ken"], "doubled in May", "In which month?", "open",
    )  # fmt: skip


def test_a_quote_that_does_not_stand_there_is_refused(stage: Stage, decision: str) -> None:
    with pytest.raises(InvalidInput, match="does not stand in D-1"):
        comment(stage.ken, decision, "x", quote="doubled in June")


def test_an_empty_comment_is_refused(stage: Stage, decision: str) -> None:
    with pytest.raises(InvalidInput, match="empty"):
        comment(stage.ken, decision, "  \n")


def test_replies_keep_their_order(stage: Stage, decision: str) -> None:
    first = comment(stage.ken, decision, "Why?")
    second = comment(stage.ben, decision, "Because.", parent=first)
    found = said.remarks(stage.workspace, decision)
    assert [(remark.id, remark.parent) for remark in found] == [(first, ""), (second, first)]


def test_a_guest_may_comment_but_not_close_another_ones_concern(
    stage: Stage, decision: str
) -> None:
    show_to(stage.ben, decision, "workspace", ["@gus"])
    concern = comment(stage.ken, decision, "No.", concern="cost")
    comment(stage.gus, decision, "I agree with @ken.")
    with pytest.raises(Forbidden):
        close_comment(stage.gus, concern)


def test_an_unknown_comment_is_not_found(stage: Stage) -> None:
    with pytest.raises(NotFound, match="C999"):
        close_comment(stage.ken, "C999")


def test_a_receipt_names_the_revision_and_the_scope(stage: Stage, decision: str) -> None:
    give_receipt(stage.mei, decision, "accepted", scope="captures, not refunds")
    (taken,) = said.receipts(stage.workspace, decision)
    assert (taken.person, taken.kind, taken.revision, taken.scope) == (
        stage.ids["mei"], "accepted", 1, "captures, not refunds",
    )  # fmt: skip


def test_an_unknown_receipt_is_refused_with_the_known_ones(stage: Stage, decision: str) -> None:
    with pytest.raises(InvalidInput, match="read_back"):
        give_receipt(stage.mei, decision, "liked")
