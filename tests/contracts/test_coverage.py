"""Whether a read-back takes up an item: same content, same numbers, same names, same denial."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.contracts.coverage import covers, stem

ITEM = "Payouts are paused until 06:00 UTC because 1,312 postings doubled"


@pytest.mark.parametrize(
    "statement",
    [
        ITEM,
        "I see that 1312 postings were doubled, so payouts stay paused until 06:00 UTC.",
        "Nothing else to say. Payouts paused until 06:00 UTC. 1,312 postings doubled. I go on.",
        "- payout pause until 06:00 UTC\n- 1312 doubled postings",
    ],
)
def test_the_same_in_other_words_is_taken_up(statement: str):
    assert covers(ITEM, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "",
        "Understood, thanks.",
        "Payouts are paused until 07:00 UTC because 1,312 postings doubled",
        "Payouts are paused until 06:00 UTC because 1,321 postings doubled",
        "Payouts are not paused until 06:00 UTC because 1,312 postings doubled",
        "Payouts are paused until 06:00 CET because 1,312 postings doubled",
        "Refunds wait. At 06:00 UTC I drink coffee. There are 1,312 reasons.",
    ],
)
def test_what_is_left_out_or_changed_is_not(statement: str):
    assert not covers(ITEM, statement)


@pytest.mark.parametrize(
    ("item", "statement", "taken"),
    [
        ("Do not replay the batch", "We must not replay the batch.", True),
        ("Do not replay the batch", "We replay the batch.", False),
        ("Don't restart ledger-2", "Never restart ledger-2.", True),
        ("Don't restart ledger-2", "Restart ledger-2.", False),
        ("Don\u2019t restart ledger-2", "do not restart ledger-2", True),
        ("Ask @ines before reversing", "I ask @ines before a reversal.", True),
        ("Ask @ines before reversing", "I ask @omar before a reversal.", False),
        ("We reverse, not refund, because of D-1", "Not refund: reverse, see D-1.", True),
        ("We reverse, not refund, because of D-1", "Not refund: reverse, see D-2.", False),
        ("The switch `retry_v2` is off", "retry_v2 is switched off", True),
        ("Errors fell to 2%", "errors fell to 2%", True),
        ("Errors fell to 2%", "errors fell to 20%", False),
        ("7", "Seven", False),
        ("7", "It is 7.", True),
        ("", "anything", False),
    ],
)
def test_numbers_names_and_denials_must_agree(item: str, statement: str, taken: bool):
    assert covers(item, statement) is taken


words = st.lists(
    st.sampled_from(["payouts", "paused", "ledger", "Omar", "@ines", "D-7", "12", "not", "off"]),
    min_size=1,
    max_size=12,
).map(" ".join)


@given(words, words, words)
def test_an_item_is_taken_up_by_itself_among_other_sentences(item: str, before: str, after: str):
    if covers(item, item):
        assert covers(item, f"{before}.\n{item}.\n{after}.")


@given(words)
def test_an_item_with_content_is_taken_up_by_itself(item: str):
    assert covers(item, item) or set(item.split()) <= {"not", "off"}


@given(words, words)
def test_a_number_that_is_not_said_is_never_taken_up(item: str, statement: str):
    assert not covers(f"{item} 4711", statement)


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_gets_an_answer(item: str, statement: str):
    assert covers(item, statement) in (True, False)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("paused", "pause"), ("pausing", "pauses"), ("doubled", "doubles"), ("off", "off"),
        ("retries", "retry"), ("retried", "retry"), ("stopped", "stopping"),
        ("reversal", "reversals"), ("ledger's", "ledgers"),
    ],
)  # fmt: skip
def test_light_stems_join_the_forms_of_a_word(first: str, second: str):
    assert stem(first) == stem(second)


def test_a_statement_of_a_book_is_bounded():
    assert not covers(ITEM, "word " * 100_000 + ITEM)
