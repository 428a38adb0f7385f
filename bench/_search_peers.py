"""Other search engines over the same texts. Run in their own environment, as a program:

    PEERS/bin/python bench/_search_peers.py NAME QUESTION.json ANSWER.json

QUESTION holds ``corpora`` (name to list of [title, whole text]) and ``queries`` ([corpus, text]);
ANSWER gets one list of places for each query, the best 20 first. Exits with 3 when the engine is
not installed. Imports nothing of Dayline.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

Pairs = list[tuple[str, str]]
Ask = Callable[[str], list[int]]
_BEST = 20
_WORD = re.compile(r"\w+")


def bm25s(pairs: Pairs) -> Ask:
    """Lucene's BM25 over stems, English stop words left out."""
    engine: Any = import_module("bm25s")
    stemmer = import_module("Stemmer").Stemmer("english")

    def words(texts: list[str]) -> Any:
        return engine.tokenize(texts, stopwords="en", stemmer=stemmer, show_progress=False)

    index = engine.BM25()
    index.index(words([whole for _, whole in pairs]), show_progress=False)

    def ask(query: str) -> list[int]:
        told = words([query])
        if not told.vocab:
            return []
        rows, scores = index.retrieve(told, k=min(_BEST, len(pairs)), show_progress=False)
        return [int(row) for row, score in zip(rows[0], scores[0], strict=True) if float(score) > 0]

    return ask


def rank_bm25(pairs: Pairs) -> Ask:
    """BM25Okapi over the same stems: it brings no analysis of its own."""
    stemmer = import_module("Stemmer").Stemmer("english")
    stop = set(import_module("bm25s.stopwords").STOPWORDS_EN)

    def words(text: str) -> list[str]:
        found = [word for word in _WORD.findall(text.lower()) if word not in stop]
        return list(stemmer.stemWords(found))

    index: Any = import_module("rank_bm25").BM25Okapi([words(whole) or ["-"] for _, whole in pairs])

    def ask(query: str) -> list[int]:
        scores = index.get_scores(words(query))
        order = (-scores).argsort(kind="stable")[:_BEST]
        return [int(at) for at in order if scores[at] > 0]

    return ask


def _fts5(pairs: Pairs, weights: str) -> Ask:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE told USING fts5(title, whole, tokenize='porter unicode61')")
    base.executemany(
        "INSERT INTO told(rowid, title, whole) VALUES (?, ?, ?)",
        ((at, title, whole) for at, (title, whole) in enumerate(pairs)),
    )

    def ask(query: str) -> list[int]:
        told = " OR ".join(f'"{word}"' for word in dict.fromkeys(_WORD.findall(query.lower())))
        if not told:
            return []
        rows = base.execute(
            "SELECT rowid FROM told WHERE told MATCH ?"  # noqa: S608 - the weights are ours
            f" ORDER BY bm25(told, {weights}) LIMIT 20",
            (told,),
        )
        return [at for (at,) in rows]

    return ask


def fts5(pairs: Pairs) -> Ask:
    """SQLite's index with the Porter stemmer, words joined by OR."""
    return _fts5(pairs, "0.0, 1.0")


def fts5_titles(pairs: Pairs) -> Ask:
    """The same with titles weighed fivefold."""
    return _fts5(pairs, "5.0, 1.0")


def _tantivy(pairs: Pairs, boosts: dict[str, float]) -> Ask:
    engine: Any = import_module("tantivy")
    builder = engine.SchemaBuilder()
    builder.add_integer_field("at", stored=True)
    for name in ("title", "whole"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    index = engine.Index(builder.build())
    writer = index.writer(64_000_000, 1)
    for at, (title, whole) in enumerate(pairs):
        writer.add_document(engine.Document(at=at, title=title, whole=whole))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def ask(query: str) -> list[int]:
        words = " ".join(_WORD.findall(query.lower()))
        if not words:
            return []
        told = index.parse_query(words, list(boosts), field_boosts=boosts)
        hits = searcher.search(told, _BEST).hits
        return [int(searcher.doc(place)["at"][0]) for _, place in hits]

    return ask


def tantivy(pairs: Pairs) -> Ask:
    """Tantivy with its English stemmer."""
    return _tantivy(pairs, {"whole": 1.0})


def tantivy_titles(pairs: Pairs) -> Ask:
    """The same with titles weighed fivefold."""
    return _tantivy(pairs, {"title": 5.0, "whole": 1.0})


def whoosh(pairs: Pairs) -> Ask:
    """Whoosh with its stemming analyser, words joined by OR."""
    fields, index_of = import_module("whoosh.fields"), import_module("whoosh.index")
    analysis, parsing = import_module("whoosh.analysis"), import_module("whoosh.qparser")
    schema = fields.Schema(
        at=fields.STORED, whole=fields.TEXT(analyzer=analysis.StemmingAnalyzer())
    )
    index = index_of.create_in(tempfile.mkdtemp(), schema)
    writer = index.writer(limitmb=256)
    for at, (_, whole) in enumerate(pairs):
        writer.add_document(at=at, whole=whole)
    writer.commit()
    searcher = index.searcher()
    parser = parsing.QueryParser("whole", schema, group=parsing.OrGroup)

    def ask(query: str) -> list[int]:
        told = parser.parse(" ".join(_WORD.findall(query.lower())))
        return [int(hit["at"]) for hit in searcher.search(told, limit=_BEST)]

    return ask


ENGINES: dict[str, Callable[[Pairs], Ask]] = {
    "bm25s": bm25s,
    "rank_bm25": rank_bm25,
    "FTS5": fts5,
    "FTS5, titles x5": fts5_titles,
    "tantivy": tantivy,
    "tantivy, titles x5": tantivy_titles,
    "Whoosh": whoosh,
}


def answers(name: str, told: dict[str, Any]) -> Iterator[list[int]]:
    """The places that an engine finds for each query."""
    made: dict[str, Ask] = {}
    for corpus, query in told["queries"]:
        if corpus not in made:
            made[corpus] = ENGINES[name]([(one[0], one[1]) for one in told["corpora"][corpus]])
        yield made[corpus](query)


def main(name: str, question: str, answer: str) -> int:
    """Ask one engine everything."""
    try:
        found = list(answers(name, json.loads(Path(question).read_text())))
    except ImportError:
        return 3
    Path(answer).write_text(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
