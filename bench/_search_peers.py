"""Other search engines over the same texts. Run in their own environment, as a program:

    PEERS/bin/python bench/_search_peers.py NAME QUESTION.json ANSWER.json

QUESTION holds ``corpora`` (name to list of [title, whole text]) and ``queries`` ([corpus, text]);
``vectors`` names a file of arrays for the engines that take both: ``passages`` with their
``owner`` (a place among all texts), ``documents``, ``queries``. ANSWER gets one list of places
for each query, the best 20 first. Exits with 3 when the engine is not installed. Imports nothing
of Dayline.
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
Near = dict[str, Any]
AskBoth = Callable[[str, Any], list[int]]
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


def _dense(pairs: Pairs, near: Near) -> Callable[[Any], Any]:
    """Cosines of a question with documents: each by its nearest passage."""
    numpy: Any = import_module("numpy")

    def cosines(asked: Any) -> Any:
        best = numpy.full(len(pairs), -1.0)
        numpy.maximum.at(best, near["owner"], near["passages"] @ asked)
        return best

    return cosines


def rrf(pairs: Pairs, near: Near) -> AskBoth:
    """bm25s and MiniLM by reciprocal ranks (k = 60)."""
    words, cosines = bm25s(pairs), _dense(pairs, near)

    def ask(query: str, asked: Any) -> list[int]:
        score: dict[int, float] = {}
        for order in (words(query), (-cosines(asked)).argsort(kind="stable")[:100].tolist()):
            for rank, at in enumerate(order):
                score[at] = score.get(at, 0.0) + 1 / (61 + rank)
        return sorted(score, key=lambda at: -score[at])[:_BEST]

    return ask


def convex(pairs: Pairs, near: Near) -> AskBoth:
    """bm25s and MiniLM by scores, each scaled from its least to its best, half and half."""
    engine, numpy = import_module("bm25s"), import_module("numpy")
    stemmer = import_module("Stemmer").Stemmer("english")
    options: Any = {"stopwords": "en", "stemmer": stemmer, "show_progress": False}
    index: Any = engine.BM25()
    index.index(engine.tokenize([whole for _, whole in pairs], **options), show_progress=False)
    cosines = _dense(pairs, near)

    def ask(query: str, asked: Any) -> list[int]:
        told = engine.tokenize([query], return_ids=False, **options)[0]
        known = [word for word in told if word in index.vocab_dict]
        score = index.get_scores(known) if known else numpy.zeros(len(pairs))
        both = [
            (one - one.min()) / max(float(numpy.ptp(one)), 1e-9) for one in (score, cosines(asked))
        ]
        total = both[0] + both[1]
        return [int(at) for at in (-total).argsort(kind="stable")[:_BEST]]

    return ask


def haystack(pairs: Pairs, near: Near) -> AskBoth:
    """Haystack's two retrievers over documents, joined by reciprocal ranks."""
    document = import_module("haystack").Document
    store = import_module("haystack.document_stores.in_memory").InMemoryDocumentStore(
        embedding_similarity_function="cosine"
    )
    joiner = import_module("haystack.components.joiners").DocumentJoiner(
        join_mode="reciprocal_rank_fusion", top_k=_BEST
    )
    store.write_documents(
        [
            document(id=str(at), content=whole or "-", embedding=near["documents"][at].tolist())
            for at, (_, whole) in enumerate(pairs)
        ]
    )

    def ask(query: str, asked: Any) -> list[int]:
        found = [
            store.bm25_retrieval(query, top_k=100) if _WORD.search(query) else [],
            store.embedding_retrieval(asked.tolist(), top_k=100),
        ]
        return [int(one.id) for one in joiner.run(documents=found)["documents"]]

    return ask


def llama_index(pairs: Pairs, near: Near) -> AskBoth:
    """LlamaIndex's BM25 and vector retrievers over documents, fused by relative scores."""
    core, schema = import_module("llama_index.core"), import_module("llama_index.core.schema")
    retrievers = import_module("llama_index.core.retrievers")
    words = import_module("llama_index.retrievers.bm25").BM25Retriever
    embeddings = import_module("llama_index.core.embeddings")
    llms = import_module("llama_index.core.llms")
    nodes = [
        schema.TextNode(id_=str(at), text=whole or "-", embedding=near["documents"][at].tolist())
        for at, (_, whole) in enumerate(pairs)
    ]
    model = embeddings.MockEmbedding(embed_dim=near["documents"].shape[1])
    index = core.VectorStoreIndex(nodes, embed_model=model)
    most = min(100, len(nodes))
    fused = retrievers.QueryFusionRetriever(
        [
            words.from_defaults(nodes=nodes, similarity_top_k=most),
            index.as_retriever(similarity_top_k=most),
        ],
        llm=llms.MockLLM(), mode="relative_score", num_queries=1, similarity_top_k=_BEST,
        use_async=False,
    )  # fmt: skip

    def ask(query: str, asked: Any) -> list[int]:
        bundle = schema.QueryBundle(query_str=query, embedding=asked.tolist())
        return [int(one.node.node_id) for one in fused.retrieve(bundle)]

    return ask


HYBRIDS: dict[str, Callable[[Pairs, Near], AskBoth]] = {
    "bm25s + MiniLM, RRF": rrf,
    "bm25s + MiniLM, convex": convex,
    "haystack": haystack,
    "llama-index": llama_index,
}


def answers(name: str, told: dict[str, Any]) -> Iterator[list[int]]:
    """The places that an engine finds for each query."""
    if name in HYBRIDS:
        yield from _answers_of_both(HYBRIDS[name], told)
        return
    made: dict[str, Ask] = {}
    for corpus, query in told["queries"]:
        if corpus not in made:
            made[corpus] = ENGINES[name]([(one[0], one[1]) for one in told["corpora"][corpus]])
        yield made[corpus](query)


def _answers_of_both(
    engine: Callable[[Pairs, Near], AskBoth], told: dict[str, Any]
) -> Iterator[list[int]]:
    numpy: Any = import_module("numpy")
    vectors = {
        name: rows.astype(numpy.float32) if rows.dtype == numpy.float16 else rows
        for name, rows in numpy.load(told["vectors"]).items()
    }
    starts, at = {}, 0
    for corpus, texts in told["corpora"].items():
        starts[corpus] = at
        at += len(texts)
    made: dict[str, AskBoth] = {}
    for (corpus, query), asked in zip(told["queries"], vectors["queries"], strict=True):
        if corpus not in made:
            pairs = [(one[0], one[1]) for one in told["corpora"][corpus]]
            start, stop = starts[corpus], starts[corpus] + len(pairs)
            mine = (vectors["owner"] >= start) & (vectors["owner"] < stop)
            near = {
                "passages": vectors["passages"][mine],
                "owner": vectors["owner"][mine] - start,
                "documents": vectors["documents"][start:stop],
            }
            made[corpus] = engine(pairs, near)
        yield made[corpus](query, asked)


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
