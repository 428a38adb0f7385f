"""Collections with questions and the documents that answer them, read where they lie.

Two shapes: a question is asked of all documents of a collection, or of the remarks of one meeting.
"""

from __future__ import annotations

import json
import math
import os
import re
import tarfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Text:
    """A document: ``side`` is what stands beside its text, such as its path."""

    name: str
    title: str
    side: str
    body: str

    @property
    def whole(self) -> str:
        """All of it in one string: what programs without fields are given."""
        return f"{self.side} {self.title}\n{self.body}".strip()


@dataclass(frozen=True)
class Question:
    """``corpus`` is where it is asked; ``right`` are places in it; ``not_this`` may not answer."""

    corpus: str
    text: str
    right: frozenset[int]
    not_this: int = -1


@dataclass(frozen=True)
class Collection:
    """Corpora of texts and questions; ``inside`` when a corpus is one discussion."""

    name: str
    corpora: dict[str, list[Text]]
    questions: list[Question]
    inside: bool = False
    kept: dict[str, object] = field(default_factory=dict, compare=False)


def data_folder() -> Path:
    """Where the collections lie."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("DAYLINE_DATA") or default)


def collections() -> list[Collection]:
    """The four collections, those that are here."""
    made = []
    for name, read in (
        ("cranfield", _cranfield),
        ("sourcegraph-handbook", _handbook),
        ("python-peps", _peps),
        ("qmsum-product", _meetings),
    ):
        folder = data_folder() / name
        if folder.is_dir():
            made.append(read(folder))
        else:
            print(f"{name} is not here: left out")
    return made


def _lines(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def _asked(
    texts: Sequence[Text], told: Iterable[tuple[str, str, Iterable[str], str]]
) -> list[Question]:
    place = {text.name: at for at, text in enumerate(texts)}
    made = []
    for _, question, right, not_this in told:
        answers = frozenset(place[name] for name in right if name in place)
        if answers:
            made.append(Question("all", question, answers, place.get(not_this, -1)))
    return made


def _judged(folder: Path) -> Iterable[tuple[str, str, list[str], str]]:
    right: dict[str, list[str]] = {}
    for row in _lines(folder / "qrels.tsv"):
        query, _, document, worth = (row if len(row) > 3 else row[0].split())[:4]
        if int(worth) > 0:
            right.setdefault(query, []).append(document)
    for query, text in (row[:2] for row in _lines(folder / "queries.tsv")):
        yield query, text, right.get(query, []), ""


def _cranfield(folder: Path) -> Collection:
    rows = [json.loads(line) for line in (folder / "corpus.jsonl").read_text().splitlines()]
    texts = [Text(row["id"], row["title"], "", row["text"]) for row in rows]
    return Collection("cranfield", {"all": texts}, _asked(texts, _judged(folder)))


def _members(archive: Path) -> list[tuple[str, str]]:
    with tarfile.open(archive) as packed:
        files = sorted((one for one in packed if one.isfile()), key=lambda one: one.name)
        return [
            (one.name, content.read().decode(errors="replace"))
            for one in files
            if (content := packed.extractfile(one)) is not None
        ]


def _handbook(folder: Path) -> Collection:
    texts = []
    for name, body in _members(folder / "docs-md.tar.xz"):
        if name.endswith(".md"):
            found = re.search(r"^# (.+)$", body, re.MULTILINE)
            side = " ".join(Path(name).with_suffix("").parts[1:])
            texts.append(Text(name, found.group(1) if found else "", side, body))
    return Collection("sourcegraph-handbook", {"all": texts}, _asked(texts, _judged(folder)))


def _peps(folder: Path) -> Collection:
    texts = []
    for name, body in _members(folder / "peps-rst.tar.xz"):
        found = re.search(r"pep-(\d+)\.rst$", name)
        if found:
            title = re.search(r"^Title: *(.+(?:\n .+)*)", body, re.MULTILINE)
            number = str(int(found.group(1)))
            texts.append(Text(number, title.group(1) if title else "", f"PEP-{number}", body))
    cited = json.loads((folder / "citation_queries.json").read_text())
    told = (
        (str(one["id"]), one["query"], [str(one["target"])], str(one["source"])) for one in cited
    )
    return Collection("python-peps", {"all": texts}, _asked(texts, told))


def _meetings(folder: Path) -> Collection:
    corpora = {}
    for name, body in _members(folder / "transcripts.tar.xz"):
        if name.endswith(".json"):
            told = json.loads(body)
            turns = [Text(str(at), "", "", turn["text"]) for at, turn in enumerate(told["turns"])]
            corpora[told["id"]] = turns
    questions = []
    for line in (folder / "queries.jsonl").read_text().splitlines():
        told = json.loads(line)
        gold = {at for start, end in told["spans"] or () for at in range(start, end + 1)}
        # A question that most of a meeting answers tells nothing about finding.
        if gold and len(gold) < len(corpora[told["meeting"]]) / 2:
            questions.append(Question(told["meeting"], told["query"], frozenset(gold)))
    return Collection("qmsum-product", corpora, questions, inside=True)


@dataclass(frozen=True)
class Figures:
    """Means over questions, each from 0 to 1."""

    ndcg: float
    hit: float
    mrr: float


def figures(questions: Sequence[Question], ranked: Sequence[Sequence[int]]) -> Figures:
    """nDCG@10 with one grade, hit@5 and MRR@10 of rankings."""
    ndcg = hit = mrr = 0.0
    for question, order in zip(questions, ranked, strict=True):
        places = [
            at
            for at, one in enumerate([one for one in order if one != question.not_this][:10])
            if one in question.right
        ]
        ideal = sum(1 / math.log2(at + 2) for at in range(min(10, len(question.right))))
        ndcg += sum(1 / math.log2(at + 2) for at in places) / ideal
        hit += any(at < 5 for at in places)
        mrr += 1 / (places[0] + 1) if places else 0.0
    count = max(len(questions), 1)
    return Figures(ndcg / count, hit / count, mrr / count)
