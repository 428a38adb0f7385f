"""Which sentences make an answer, how much stands beside them, and what is learnt of them."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dayline.ask import confidence, features
from dayline.ask.choosing import LONGEST_ANSWER, LONGEST_PASSAGE, Passage, chosen, joined
from dayline.ask.matching import held, table, units_of
from dayline.ask.material import Document
from dayline.ask.scoring import Scored
from dayline.ask.shown import pieces
from dayline.ask.weights import weights

WORDS = st.lists(st.from_regex(r"[a-z]{3,9}", fullmatch=True), min_size=2, max_size=25)
PARAGRAPHS = st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=6)


def document(paragraphs: list[list[list[str]]]) -> Document:
    said = [
        " ".join(" ".join(words).capitalize() + "." for words in paragraph)
        for paragraph in paragraphs
    ]
    text = "\n\n".join(said)
    return Document("D-1", "decision", "", "accepted", 1, text, 0)


def rated(one: Document, at: int, score: float) -> Scored:
    return Scored(one, units_of(one)[at], at, (0.0,) * len(features.NAMES), score)


@given(PARAGRAPHS, st.randoms(use_true_random=False))
def test_passages_stand_in_the_record_and_say_nothing_twice(paragraphs, random):
    one = document(paragraphs)
    scored = [rated(one, at, random.random()) for at in range(len(units_of(one)))]
    scored.sort(key=lambda each: -each.score)
    taken = chosen((), scored, 4)
    assert 1 <= len(taken) <= 4
    assert taken[0].found is scored[0]
    for passage in taken:
        assert passage.text.split() == one.text[passage.start : passage.end].split()
        assert len(passage.units) == 1 or passage.end - passage.start <= LONGEST_PASSAGE
    spans = sorted((passage.start, passage.end) for passage in taken)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert len(taken) == 1 or sum(end - start for start, end in spans) <= LONGEST_ANSWER


@given(PARAGRAPHS, st.randoms(use_true_random=False))
def test_joining_loses_no_sentence_and_leaves_no_neighbours_apart(paragraphs, random):
    one = document(paragraphs)
    scored = [rated(one, at, random.random()) for at in range(len(units_of(one)))]
    taken = chosen((), sorted(scored, key=lambda each: -each.score), 6)
    whole = joined(taken)
    assert sorted(unit.start for each in whole for unit in each.units) == sorted(
        unit.start for each in taken for unit in each.units
    )
    assert whole[0].found is taken[0].found
    ends = {(each.units[0].headings, each.first + len(each.units)) for each in whole}
    assert not ends & {(each.units[0].headings, each.first) for each in whole}


STEPS = """# Replay

## Steps

1. Look at it: `show`. You see one.
2. Ask what the day is,
   and write it down.
3. Run `replay <id>`.

Then go home.

## If it fails

It needs two things:

* a lamp, and
* a key.
"""


def test_steps_stay_a_list_in_their_order():
    one = Document("G-1", "guide", "Replay", "published", 1, STEPS, 0)
    scored = [rated(one, at, float(at)) for at in range(len(units_of(one)))]
    (steps,) = joined(chosen((), scored[:-3], 8))
    assert steps.text == (
        "1. Look at it: show. You see one.\n2. Ask what the day is, and write it down.\n"
        "3. Run replay <id>.\nThen go home."
    )
    assert STEPS[steps.start : steps.end].startswith("1. Look at it: `show`.")
    assert STEPS[steps.start : steps.end].endswith("Then go home.")
    (needs,) = joined(chosen((), scored[-3:-2], 8))
    assert needs.text == "It needs two things:\n- a lamp, and\n- a key."


def test_every_feature_has_its_weight():
    assert len(weights("sentence", features.NAMES)) == len(features.NAMES)
    assert len(weights("answer", confidence.NAMES)) == len(confidence.NAMES)
    low, high = weights("threshold", ("small", "large"))
    assert 0 < low <= confidence.threshold_for(100) <= high < 1


def test_two_words_are_found_where_they_are_written_as_one():
    known = table(["log", "file", "day"], frozenset(("logfil", "logfile", "days")))
    assert held(known, frozenset(("logfile", "other"))) == {"log": 1.0, "file": 1.0}
    assert held(known, frozenset(("other",))) == {}


@given(st.text(alphabet="a1.)(- \n", max_size=60))
def test_pieces_lose_nothing_but_their_marks(text):
    told: list[str] = []
    for mark, said, is_code in pieces(text):
        before = "    " if is_code else f"{mark} " if mark else ""
        told += [f"{before}{line}" for line in said.split("\n")]
    assert told == text.split("\n")


def test_items_of_a_list_stand_after_their_marks():
    assert pieces("Two things:\n- a lamp\n10. a key") == [
        ("", "Two things:", False), ("-", "a lamp", False), ("10.", "a key", False),
    ]  # fmt: skip
    assert pieces("A. Meier said so") == [("", "A. Meier said so", False)]


def test_lines_of_code_stand_together_as_they_were_written():
    assert pieces("So:\n    - if a:\n    \n          b()\nand on") == [
        ("", "So:", False), ("", "- if a:\n\n      b()", True), ("", "and on", False),
    ]  # fmt: skip


def test_a_sentence_brings_the_code_that_it_introduces():
    text = (
        "Two ways.\n\nThe first is short. Call it:\n\n```\nkeep(row)\n\ndrop(row)\n```\n\nDone.\n"
    )
    one = Document("D-1", "decision", "", "accepted", 1, text, 0)
    for at in (1, 2):
        (found,) = chosen((), [rated(one, at, 1.0)], 1)
        assert found.text.endswith("Call it:\n    keep(row)\n    \n    drop(row)")
        assert one.text[found.end :].strip() == "Done."


def test_prose_beside_code_stays_prose_and_says_nothing_twice():
    text = (
        "Ran it like this:\n\n    make all\n    make b\n\nThen I went home.\n\n"
        "- One.\n- Run:\n\n      foo()\n"
    )
    one = Document("D-1", "decision", "", "accepted", 1, text, 0)
    every = tuple(unit for unit in units_of(one) if unit.sort != "list")
    whole = Passage(Scored(one, every[0], 0, (), 1.0), every)
    assert [(each.mark, each.text, each.is_code) for each in pieces(whole.text)] == [
        ("", "Ran it like this:", False), ("", "make all\nmake b", True),
        ("", "Then I went home.", False), ("-", "One.", False), ("-", "Run:", False),
        ("", "foo()", True),
    ]  # fmt: skip
