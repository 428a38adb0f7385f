"""How well search finds, beside other engines, on collections whose answers people gave.

    python bench/search_quality.py [--peers PYTHON] [--vectors FOLDER]
                                   [--candidates 40] [--sample 200]
    python bench/search_quality.py --database
    scripts/pg_cluster.sh run python bench/search_quality.py --database

Each engine gets the same texts and the same questions in this run. PYTHON is the interpreter of an
environment with bench/peers-search.txt; a peer that is not there is left out with a word.

Dayline's parameters are chosen by leaving out one collection at a time: of ``--candidates`` sets of
parameters the one that does best on samples of the *other* collections is used on the one left
out. "held out" is that figure; "shipped" are the parameters of dayline.search.weights. What only
concerns places inside a discussion is chosen on one half of the meetings for the other half.

With ``--vectors`` all passages are embedded by the packaged model (an hour on two cores; FOLDER
keeps them) and hybrid search stands beside pipelines that get the same vectors. What nearness
counts is then chosen in the same way, by leaving one collection out.

With ``--database`` the questions go through a workspace on the database that is set, and nothing
else is measured. Two databases that print the same digests rank alike to the last bit.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._search_database import through_database
from bench._search_dense import Dense, dense
from bench._search_peers import ENGINES, HYBRIDS
from bench._search_sets import Collection, Figures, Question, Text, collections, figures
from dayline.embedding.embedder import Vectors
from dayline.embedding.loading import load
from dayline.search.bm25 import Records
from dayline.search.chunks import chunks
from dayline.search.inside import inside, with_near
from dayline.search.pages import Packed, keys, pack, page_of, unpack
from dayline.search.ranking import Ranking
from dayline.search.segment import Segment
from dayline.search.vectors.codes import Cloud, quantised
from dayline.search.vectors.nearness import Nearness, nearness
from dayline.search.weights import STANDARD, Weights

SPACE: dict[str, Sequence[float]] = {
    "passage": (0.3, 0.5, 0.7),
    "passage_title": (0.5, 1.0, 2.0),
    "passage_length": (0.2, 0.4, 0.6),
    "passage_saturation": (0.8, 1.2, 2.0),
    "saturation": (1.5, 2.5, 4.0),
    "together": (0.25, 0.6, 0.9),
    "feedback": (0.3, 0.6, 0.9),
    "feedback_share": (0.5, 0.75, 0.9),
    "feedback_passages": (6, 10, 20),
    "feedback_terms": (15, 30),
}
FIELDS = ((3.0, 1.0, 1.0, 1.0), (5.0, 2.0, 1.5, 1.0), (8.0, 4.0, 1.5, 1.0), (12.0, 6.0, 2.0, 1.0))
AROUND = ((0.3, 40.0), (0.5, 40.0), (0.5, 75.0), (0.5, 120.0), (0.7, 75.0), (0.7, 120.0))


class Index:
    """A collection as Dayline indexes it: records, or meetings with a passage for each remark."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        if collection.inside:
            self.place = {name: at for at, name in enumerate(collection.corpora)}
            pages = [_meeting(texts) for texts in collection.corpora.values()]
        else:
            pages = [_page(text) for text in collection.corpora["all"]]
        self.segment = Segment(pages)
        self.every = [np.ones(self.segment.size, dtype=bool)]

    def answers(self, weights: Weights, questions: Sequence[Question]) -> list[list[int]]:
        """The places of the best 20 for each question."""
        if not self.collection.inside:
            ranking = Ranking([self.segment], self.every, weights)
            return [
                [one.page for one in ranking.search(keys(question.text), 20)]
                for question in questions
            ]
        records, found = Records([self.segment], self.every, weights), []
        for question in questions:
            page = self.place[question.corpus]
            score = inside(records, 0, page, keys(question.text), weights)
            order = np.argsort(-score, kind="stable")[:20].tolist()
            found.append([at for at in order if score[at] > 0])
        return found

    def figures(self, weights: Weights, questions: Sequence[Question] = ()) -> Figures:
        """How good the answers are, to all questions or to some."""
        asked = questions or self.collection.questions
        return figures(asked, self.answers(weights, asked))


class Hybrid(Index):
    """The same with the vectors of its passages."""

    def __init__(self, words: Index, vectors: Dense) -> None:
        self.collection, self.segment, self.every = words.collection, words.segment, words.every
        self.place = words.place if self.collection.inside else {}
        self.owner = vectors.owner
        self.vectors = vectors
        counts = np.bincount(vectors.owner)
        self.passage = np.arange(len(self.owner)) - np.repeat(np.cumsum(counts) - counts, counts)
        self.cloud = Cloud(quantised(vectors.passages))
        sizes = [len(texts) for texts in self.collection.corpora.values()]
        self.starts = dict(zip(self.collection.corpora, np.cumsum([0, *sizes]), strict=False))
        self.row = {id(one): at for at, one in enumerate(self.collection.questions)}

    def answers(self, weights: Weights, questions: Sequence[Question]) -> list[list[int]]:
        """The places of the best 20 for each question."""
        asked = [self.vectors.queries[self.row[id(one)]] for one in questions]
        pairs = list(zip(questions, asked, strict=True))
        if self.collection.inside:
            return [self._inside(weights, one, vector) for one, vector in pairs]
        ranking = Ranking([self.segment], self.every, weights)
        return [
            [found.page for found in ranking.search(keys(one.text), 20, self._near(vector))]
            for one, vector in pairs
        ]

    def _near(self, vector: Vectors) -> Nearness:
        return nearness(self.cloud, self.owner.copy(), self.passage, vector, self.every[0])

    def _inside(self, weights: Weights, question: Question, vector: Vectors) -> list[int]:
        records = Records([self.segment], self.every, weights)
        said = inside(records, 0, self.place[question.corpus], keys(question.text), weights)
        start = self.starts[question.corpus]
        rows = (
            self.cloud.rows[start : start + len(said)]
            * self.cloud.scales[start : start + len(said), None]
        )
        score = with_near(said, (rows @ vector).astype(float), weights)
        return [at for at in np.argsort(-score, kind="stable")[:20].tolist() if score[at] > 0]


def _packed(title: str, side: str, text: str, remarks: Sequence[str]) -> Packed:
    page = page_of(title, [side], text, chunks(text) if text else [], remarks)
    packed = unpack(pack(page))
    assert packed is not None
    return packed


def _page(text: Text) -> Packed:
    return _packed(text.title, text.side, text.body, ())


def _meeting(texts: Sequence[Text]) -> Packed:
    return _packed("", "", "", [text.body for text in texts])


def candidates(count: int) -> list[Weights]:
    """The shipped parameters and others, the same in every run."""
    chance = random.Random(6)
    made = [STANDARD]
    for _ in range(count - 1):
        told = {name: chance.choice(values) for name, values in SPACE.items()}
        made.append(replace(STANDARD, fields=chance.choice(FIELDS), **told))  # type: ignore[arg-type]
    return made


def sample(collection: Collection, size: int) -> list[Question]:
    """Some questions, the same in every run."""
    asked = collection.questions
    return random.Random(7).sample(asked, min(size, len(asked)))


def held_out(indexes: Sequence[Index], tried: Sequence[Weights], size: int) -> dict[str, Figures]:
    """Each collection under parameters that were chosen without it."""
    scores = np.array(
        [
            [one.figures(weights, sample(one.collection, size)).ndcg for one in indexes]
            for weights in tried
        ]
    )
    best = int(scores.mean(axis=1).argmax())
    print(f"best of {len(tried)} on samples of all: {tried[best]}")
    print(f"its means: {np.round(scores[best], 3)}, of the shipped: {np.round(scores[0], 3)}")
    made = {}
    for at, one in enumerate(indexes):
        chosen = tried[int(np.delete(scores, at, axis=1).mean(axis=1).argmax())]
        made[one.collection.name] = (
            _by_halves(one, chosen) if one.collection.inside else one.figures(chosen)
        )
    return made


def _by_halves(index: Index, chosen: Weights) -> Figures:
    """What concerns only the inside of discussions, chosen on the other half of the meetings."""
    asked = index.collection.questions
    halves = [[one for one in asked if index.place[one.corpus] % 2 == at] for at in range(2)]
    told: list[Figures] = []
    for mine, other in (halves, halves[::-1]):
        ways = [replace(chosen, around=share, reach=reach) for share, reach in AROUND]
        told.append(index.figures(max(ways, key=lambda way: index.figures(way, other).ndcg), mine))
    share = len(halves[0]) / len(asked)
    first, second = told
    return Figures(
        *(share * getattr(first, name) + (1 - share) * getattr(second, name)
          for name in ("ndcg", "hit", "mrr"))
    )  # fmt: skip


NEARNESS = (0.2, 0.35, 0.5, 0.7)


def nearness_held_out(indexes: Sequence[Index], size: int) -> dict[str, Figures]:
    """Each collection with what nearness counts chosen on the others."""
    ways = [replace(STANDARD, nearness=worth) for worth in NEARNESS]
    scores = np.array(
        [[one.figures(way, sample(one.collection, size)).ndcg for one in indexes] for way in ways]
    )
    for way, row in zip(ways, scores, strict=True):
        print(f"nearness {way.nearness}: {np.round(row, 3)} on samples, mean {row.mean():.3f}")
    return {
        one.collection.name: one.figures(
            ways[int(np.delete(scores, at, axis=1).mean(axis=1).argmax())]
        )
        for at, one in enumerate(indexes)
    }


def peers(
    python: str, told: Sequence[Collection], vectors: dict[str, Dense]
) -> dict[str, dict[str, Figures]]:
    """What the other engines find, those that are installed."""
    made: dict[str, dict[str, Figures]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for collection in told:
            question = Path(folder) / f"{collection.name}.json"
            corpora = {
                name: [[text.title, text.whole] for text in texts]
                for name, texts in collection.corpora.items()
            }
            queries = [[one.corpus, one.text] for one in collection.questions]
            asked = {"corpora": corpora, "queries": queries, "vectors": f"{question}.npz"}
            question.write_text(json.dumps(asked))
            if collection.name in vectors:
                np.savez(f"{question}.npz", **vectors[collection.name]._asdict())
        for name in HYBRIDS if vectors else ENGINES:
            for collection in told:
                found = _ask(python, name, Path(folder) / f"{collection.name}.json")
                if found is None:
                    print(f"{name} is not installed: left out")
                    break
                made.setdefault(name, {})[collection.name] = figures(collection.questions, found)
    return made


def _ask(python: str, name: str, question: Path) -> list[list[int]] | None:
    script = Path(__file__).with_name("_search_peers.py")
    answer = question.with_suffix(".answer")
    run = subprocess.run([python, script, name, question, answer], check=False)
    if run.returncode == 3:
        return None
    if run.returncode:
        raise SystemExit(f"{name} failed on {question.stem}")
    found: list[list[int]] = json.loads(answer.read_text())
    return found


def show(names: Sequence[str], rows: dict[str, dict[str, Figures]]) -> None:
    """One line for each engine: nDCG@10 / hit@5 / MRR@10 of each collection, and mean nDCG@10."""
    print(
        f"\n{'nDCG@10 / hit@5 / MRR@10':26}" + "".join(f"{name:>24}" for name in names) + "   mean"
    )
    for engine, told in rows.items():
        cells = [told[name] for name in names if name in told]
        line = "".join(f"{one.ndcg:>12.3f} {one.hit:.3f} {one.mrr:.3f}" for one in cells)
        print(f"{engine:26}{line}  {np.mean([one.ndcg for one in cells]):.3f}")


def verdict(
    names: Sequence[str], ours: dict[str, Figures], rest: dict[str, dict[str, Figures]]
) -> None:
    """Against the peer with the best mean, and against the best peer on each collection."""
    if not rest:
        return
    means = {
        engine: float(np.mean([told[name].ndcg for name in names])) for engine, told in rest.items()
    }
    best = max(means, key=lambda engine: means[engine])
    ahead = float(np.mean([ours[name].ndcg for name in names])) - means[best]
    print(f"\nheld out, against {best} (the best mean): {ahead:+.3f}; needed: +0.020")
    for name in names:
        top = max(rest, key=lambda engine: rest[engine][name].ndcg)
        print(f"  {name}: {ours[name].ndcg - rest[top][name].ndcg:+.3f} against {top}")


def main() -> None:
    """Read, choose, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", default=sys.executable, metavar="PYTHON")
    parser.add_argument("--candidates", type=int, default=40)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--vectors", type=Path, metavar="FOLDER")
    parser.add_argument("--database", action="store_true")
    given = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    told = collections()
    if given.database:
        through_database(told)
        return
    names = [one.name for one in told]
    start = time.perf_counter()
    indexes = [Index(one) for one in told]
    print(f"indexed in {time.perf_counter() - start:.1f} s")
    rest = peers(given.peers, told, {})
    chosen = held_out(indexes, candidates(given.candidates), given.sample)
    shipped = {one.collection.name: one.figures(STANDARD) for one in indexes}
    show(names, {"Dayline, held out": chosen, "Dayline, shipped": shipped, **rest})
    verdict(names, chosen, rest)
    if given.vectors:
        _with_vectors(given, indexes, names)


def _with_vectors(
    given: argparse.Namespace, indexes: Sequence[Index], names: Sequence[str]
) -> None:
    model = load(cache=given.vectors)
    vectors = {one.collection.name: dense(one.collection, model, given.vectors) for one in indexes}
    both = [Hybrid(one, vectors[one.collection.name]) for one in indexes]
    rest = peers(given.peers, [one.collection for one in indexes], vectors)
    chosen = nearness_held_out(both, given.sample)
    shipped = {one.collection.name: one.figures(STANDARD) for one in both}
    show(names, {"hybrid, held out": chosen, "hybrid, shipped": shipped, **rest})
    verdict(names, chosen, rest)


if __name__ == "__main__":
    main()
