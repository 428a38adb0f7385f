"""Learn what sentences and answers are judged by from the questions, and store the weights.

    python -m bench.fit_ask [--reading] [--peps FOLDER] [--handbook FOLDER] [--demo HOME]

Sentences are ranked by a logistic rule: of all that a question may be answered with, the chance of
those that say the answer is made as large as may be. Whether to answer at all is a second logistic
rule over the best sentences, learnt on rankings by weights that never saw the question. The
thresholds are those at which ``ALLOWED`` of what has no answer would be answered, again by weights
that never saw it. How the reader's word (``bench/fit_reader.py``) is put beside that of words is
learnt afterwards, on questions that neither saw: ``--reading`` learns that alone. Needs numpy, and
the packaged model for the reader; answering by words does not.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from bench._ask_cases import FOLDS, Case, Judged, judged, opened, ranked
from bench._ask_figures import folded, show, threshold
from bench._ask_learning import Array, learn_ranking
from bench._ask_reading import learn_reading
from bench.ask import APART, HERE, LEARNT_FROM, NATURAL, given_folders
from dayline.ask import confidence, features, reranking
from dayline.ask.reader import reader
from dayline.ask.weights import stored, weights

STORE = HERE / "src/dayline/ask/weights.txt"
ALLOWED_SMALL = 0.15
"""The same in a small workspace by words alone: near misses look there like what is answered, and
at ``ALLOWED`` hardly anything would be said."""
PENALTY = {"sentence": 4.0, "answer": 8.0}


def learn_sentence(known: Sequence[Case]) -> Array:
    """The weights of sentences by some cases."""
    return learn_ranking([(one.rows, one.right) for one in known], PENALTY["sentence"])


def unseen(known: Sequence[Case]) -> list[Judged]:
    """Every case that sentences must answer, ranked by weights of the other folds."""
    out = []
    for fold in range(FOLDS):
        weights = learn_sentence([one for one in known if one.fold != fold])
        for case in (one for one in known if one.fold == fold and one.found and not one.is_told):
            found, _ = ranked(case, weights)
            out.append(judged(case, found, case.signs_of(found)))
    return out


Learnt = Mapping[str, Mapping[str, float]]


def learn_words(known: Sequence[Case]) -> tuple[Learnt, list[Judged], Array]:
    """What sentences and answers are judged by where words alone decide.

    Also what was judged for it, and how sure each was by weights that never saw it.
    """
    every = unseen(known)
    natural = [one for one in every if one.case.part in NATURAL]
    rows = np.array([one.signs for one in natural])
    sure, learnt = folded(natural, rows, PENALTY["answer"])
    ranking = _named(features.NAMES, learn_sentence(known))
    return {"sentence": ranking, "answer": _named(confidence.NAMES, learnt)}, natural, sure


def limits_by_words(
    known: Sequence[Judged], sure: Array, apart: Sequence[Case]
) -> dict[str, float]:
    """The thresholds, over what was judged by weights that never saw it and over ``apart``."""
    more = [judged(one, one.found, ()) for one in apart if one.found and not one.is_told]
    every = [*known, *more]
    there = np.concatenate([sure, [one.case.sure for one in more]])
    limits = {
        "small": threshold(every, there, large=False, allowed=ALLOWED_SMALL),
        "large": threshold(every, there, large=True),
    }
    show("by words, unseen", [one.case for one in every], every, there, limits)
    return limits


def _named(names: Sequence[str], values: Array) -> dict[str, float]:
    return dict(zip(names, map(float, values), strict=True))


def main() -> None:
    """Learn, print what unseen questions get, and store."""
    given = argparse.ArgumentParser()
    given.add_argument("--reading", action="store_true")
    given_folders(given)
    asked = given.parse_args()
    write(_of_nothing())
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["DAYLINE_READER"] = "off"
        if not asked.reading:
            learnt, natural, sure = learn_words(opened(LEARNT_FROM, asked, Path(scratch)))
            write(learnt)
        known = opened(APART, asked, Path(scratch))
        if not asked.reading:
            write({"threshold": limits_by_words(natural, sure, known)})
        del os.environ["DAYLINE_READER"]
        reads = reader()
        if reads is None:
            sys.exit("The packaged embedding model is not installed: requirements/.")
        write(learn_reading(known, reads))


def _of_nothing() -> Learnt:
    """Weights of 0 for what has none yet, so that questions can be looked up."""
    names = {
        "sentence": features.NAMES, "answer": confidence.NAMES, "threshold": ("small", "large"),
        "reading": reranking.PARTS, "answer by reading": confidence.READ_NAMES,
        "threshold by reading": ("small", "large"),
    }  # fmt: skip
    known = stored()
    return {
        part: {name: known.get(part, {}).get(name, 0.0) for name in told}
        for part, told in names.items()
    }


def write(learnt: Learnt) -> None:
    """Store some parts of the weights beside the others."""
    every = {part: stored().get(part) or {} for part in _of_nothing()} | dict(learnt)
    lines = ["# Learnt by bench/fit_ask.py from tests/ask/questions; not to be edited by hand."]
    for part, values in every.items():
        lines += ["", f"[{part}]"]
        lines += [f"{name} {value:.4f}" for name, value in values.items()]
    STORE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    stored.cache_clear()
    weights.cache_clear()


if __name__ == "__main__":
    main()
