"""Where sentences end: code, addresses, figures and abbreviations are never cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.sentences import spans


def cut(text: str, *, casual: bool = False) -> list[str]:
    return [text[begin:end] for begin, end in spans(text, casual=casual)]


@pytest.mark.parametrize(
    "text",
    [
        "Call `a. B` first.",
        "Call ``a. B. C`` first.",
        "Run ```SELECT A. B FROM T. WHERE X``` once.",
        "Read [The docs. All of them](https://example.org/a.B?c=D) first.",
        "See https://example.org/a.Html for it.",
        "The file Main.py holds it.",
        "Add it with git add . Everything else is ignored by git.",
        "Use a queue, e.g. Redis, or a table, i.e. Postgres.",
        "Ask Dr. Cole, Ms. Hart or Prof. Lin.",
        "Kafka vs. Redis, cf. D-4.",
        "It is No. 5 of Fig. 3 on p. 12, ver. 2, since Nov. 16.",
        "The call is at 9 a.m. UTC on Monday.",
        "The U.S. Postal Service reads it.",
        "1. Keep the row.",
        "No. Customers get webhooks.",
        "J. Hart reads the row.",
    ],
)
def test_what_is_one_sentence_is_not_cut(text: str):
    assert cut(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("We run 3.11. Nobody minds.", ["We run 3.11.", "Nobody minds."]),
        ("It takes 180 ms. We wait.", ["It takes 180 ms.", "We wait."]),
        ("Keys, tokens etc. We keep both.", ["Keys, tokens etc.", "We keep both."]),
        ("It is in `a.b`. Then it stops.", ["It is in `a.b`.", "Then it stops."]),
        ("See https://example.org/a. Then ask.", ["See https://example.org/a.", "Then ask."]),
        ("Ask Ben. \u0141ukasz knows it.", ["Ask Ben.", "\u0141ukasz knows it."]),
        ("Done! \U0001f389 Next one?", ["Done!", "\U0001f389 Next one?"]),
        ("Who tells them? cc @ben", ["Who tells them?", "cc @ben"]),
        ("It waits (for D-4? no, for D-5).", ["It waits (for D-4? no, for D-5)."]),
        ("It asks (who?) and waits.", ["It asks (who?) and waits."]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("It is **late.** *Stop* it.", ["It is **late.**", "*Stop* it."]),
        ("The call is at 9 a.m. We are late.", ["The call is at 9 a.m.", "We are late."]),
    ],
)
def test_sentences_end_where_the_next_begins(text: str, parts: list[str]):
    assert cut(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("it is late. we stop", ["it is late.", "we stop"]),
        ("keys, tokens etc. and more", ["keys, tokens etc. and more"]),
        ("use redis vs. postgres, no. 5", ["use redis vs. postgres, no. 5"]),
        ("no. we stay", ["no.", "we stay"]),
        ("look at v2.3. of the client. it fails", ["look at v2.3. of the client.", "it fails"]),
        ("we run 3.11. we like it", ["we run 3.11.", "we like it"]),
        ("at 9 a.m. on monday", ["at 9 a.m. on monday"]),
        ("call `a. b` and git add . then", ["call `a. b` and git add . then"]),
    ],
)
def test_who_writes_without_capitals_is_cut_at_full_stops(text: str, parts: list[str]):
    assert cut(text, casual=True) == parts


PIECES = st.lists(
    st.sampled_from(
        ["`", "``", "a", "B", ". ", "! ", "\n", "e.g. ", "No. ", "5", "[", "](x)", "@"]
    ),
    max_size=40,
).map("".join)


@given(st.one_of(st.text(max_size=200), PIECES), st.booleans())
def test_nothing_but_blanks_is_lost_between_sentences(text: str, casual: bool):
    found = list(spans(text, casual=casual))
    assert "".join("".join(text[a:b] for a, b in found).split()) == "".join(text.split())
    assert all(text[a:b].strip() == text[a:b] for a, b in found)
    assert found == sorted(found)


@pytest.mark.parametrize("text", ["`" * 50_000, "`a " * 20_000, "A. " * 20_000, "[" * 50_000])
def test_hostile_texts_take_no_longer_than_their_length(text: str):
    assert list(spans(text))
