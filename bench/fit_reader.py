"""Learn the reader: the adapter by which the packaged model judges whether a sentence answers.

    python -m bench.fit_reader TRAINER/bin/python [--go-on]
        [--peps FOLDER] [--handbook FOLDER] [--demo HOME]

TRAINER is an environment of ``bench/reader-training.txt``. Every question of ``LEARNT_FROM`` and
``READ`` goes there with its likely sentences by words, ranked by weights that never saw it, so that
the reader learns what words miss on questions that are new. An hour on two cores for
each time that it goes through them; with ``--go-on`` it begins with the adapter that ships. Run
``python -m bench.fit_ask`` afterwards: how much the reader counts, and from when on an answer is
sure, is learnt from questions that neither of them saw.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench._ask_cases import FOLDS, Case, opened, ranked
from bench.ask import HERE, LEARNT_FROM, READ, given_folders
from bench.fit_ask import learn_sentence
from dayline.ask.evaluation.questions import Asked
from dayline.ask.reader import ADAPTER
from dayline.ask.reranking import excerpt
from dayline.ask.scoring import Scored
from dayline.embedding.package import package_folder

LIKELY = 60
"""Sentences of a question among which the right and the wrong are drawn."""


def learnt_examples(known: list[Case]) -> Iterator[dict[str, Any]]:
    """Questions that words learn from too, ranked by weights that never saw them."""
    for fold in range(FOLDS):
        weights = learn_sentence([one for one in known if one.fold != fold])
        for case in (one for one in known if one.fold == fold and not one.is_told):
            yield example(case.asked, *ranked(case, weights))


def read_examples(known: Iterable[Case]) -> Iterator[dict[str, Any]]:
    """Questions that words never saw, as words rank them."""
    for case in known:
        if not case.is_told:
            yield example(case.asked, case.found, case.right.tolist())


def example(asked: Asked, found: Sequence[Scored], right: Sequence[bool]) -> dict[str, Any]:
    """A question with its likely sentences, as ``bench/_reader_training.py`` takes it."""
    said = []
    for one, is_right in list(zip(found, right, strict=True))[:LIKELY]:
        seen = excerpt(one)
        said.append({
            "title": seen.title, "heading": seen.heading, "before": seen.before,
            "text": seen.text, "words": one.score, "right": is_right,
        })  # fmt: skip
    return {"asked": asked.question, "is_answerable": asked.is_answerable, "said": said}


def main() -> None:
    """Write the examples, train, and store the adapter."""
    given = argparse.ArgumentParser()
    given.add_argument("trainer", type=Path)
    given.add_argument("--go-on", action="store_true")
    given_folders(given)
    asked = given.parse_args()
    model = package_folder()
    os.environ["DAYLINE_READER"] = "off"
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "examples.json"
        known = opened(LEARNT_FROM, asked, Path(scratch))
        made = list(learnt_examples(known))
        for part in READ:
            made += read_examples(opened([part], asked, Path(scratch)))
            print(f"{len(made)} questions, with {part}", flush=True)
        file.write_text(json.dumps(made), encoding="utf-8")
        program = HERE / "bench" / "_reader_training.py"
        before = [ADAPTER] if asked.go_on else []
        subprocess.run([asked.trainer, program, model, file, ADAPTER, *before], check=True)


if __name__ == "__main__":
    main()
