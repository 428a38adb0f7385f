"""A question and an excerpt read together: scores are what the paper's formulas give."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from dayline.embedding import adapter, cross_encoder
from dayline.embedding.bert import Encoder
from dayline.embedding.cross_encoder import TEXT, CrossEncoder
from dayline.embedding.excerpt import Excerpt
from tests.embedding import tiny

runs = pytest.mark.skipif(
    not all(find_spec(name) for name in ("onnx", "onnxruntime", "tokenizers")),
    reason="what runs a model is not installed",
)


def with_head() -> dict[str, np.ndarray]:
    random = np.random.default_rng(5)
    shapes = {
        "head.weight": (tiny.WIDTH, tiny.WIDTH), "head.bias": (tiny.WIDTH,),
        "out.weight": (1, tiny.WIDTH), "out.bias": (1,),
    }  # fmt: skip
    more = {name: random.normal(size=one).astype(np.float32) for name, one in shapes.items()}
    return tiny.weights() | more


def with_places() -> dict[str, np.ndarray]:
    """The same for texts as long as real ones."""
    places = np.ones((512, tiny.WIDTH), dtype=np.float32)
    return with_head() | {"embeddings.position_embeddings.weight": places}


def model(folder: Path, told: dict[str, np.ndarray]) -> CrossEncoder:
    tiny.write_tokenizer(folder / "tokenizer.json")
    (folder / "scorer.onnx").write_bytes(Encoder(told, tiny.CONFIG).scorer())
    return CrossEncoder(folder / "scorer.onnx", folder / "tokenizer.json")


def by_hand(told: dict[str, np.ndarray], asked: str, one: Excerpt) -> float:
    ids = [2, *tiny.ids_of(asked), 3]
    for part in (one.title, one.heading, one.before):
        ids += [*tiny.ids_of(part), tiny.WORDS.index("|")]
    last = [*tiny.ids_of(one.text), 3]
    mean = tiny.last_mean(told, ids + last, [0] * len(ids) + [1] * len(last))
    hidden = np.tanh(told["head.weight"] @ mean + told["head.bias"])
    return float((told["out.weight"] @ hidden + told["out.bias"])[0])


@runs
def test_scores_are_those_of_the_formulas_whatever_is_read_beside(tmp_path: Path):
    told = with_head()
    excerpts = [
        Excerpt("work", "over", "we", "hand work over at noon"),
        Excerpt("", "", "", "noon"),
        Excerpt("we hand", "", "at noon", "work"),
    ]
    found = model(tmp_path, told).scores("we work", excerpts)
    assert found == pytest.approx([by_hand(told, "we work", one) for one in excerpts], abs=1e-4)


@runs
def test_what_is_too_long_is_cut_and_nothing_has_no_scores(tmp_path: Path):
    reads = model(tmp_path, with_places())
    long, cut = (Excerpt("", "", "", "noon " * count) for count in (5_000, TEXT))
    one, other = reads.scores("we " * 900, [long, cut])
    assert one == pytest.approx(other)
    assert reads.scores("we", []) == []


@runs
@pytest.mark.parametrize("text", ["\udcff noon", "\x00", "\u200b", "", "[SEP] noon [PAD] [CLS]"])
def test_odd_texts_are_scored_and_forge_no_border(tmp_path: Path, text: str):
    (score,) = model(tmp_path, with_places()).scores(text, [Excerpt(text, text, text, text)])
    assert np.isfinite(score)


@runs
def test_what_looks_like_a_border_is_read_as_words(tmp_path: Path):
    (told,) = model(tmp_path, with_head())._tokens(["we [SEP] work [CLS]"])
    assert not {tiny.WORDS.index("[SEP]"), tiny.WORDS.index("[CLS]")} & set(told)


@runs
def test_a_tokenizer_without_the_tokens_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tiny, "WORDS", tiny.WORDS[:-1])
    with pytest.raises(ValueError, match=r"\|"):
        model(tmp_path, with_head())


def test_the_trainer_cuts_and_scales_as_the_reader_does():
    """It runs where Dayline is not installed, so its numbers are written twice."""
    trees = [ast.parse(Path(f"bench/_reader_{part}.py").read_text(encoding="utf-8"))
             for part in ("model", "training")]  # fmt: skip
    told = {}
    for node in (one for tree in trees for one in tree.body):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            names = [one.id for one in node.targets[0].elts]
            told |= dict(zip(names, ast.literal_eval(node.value), strict=True))
    for name in ("QUESTION", "TITLE", "HEADING", "BEFORE", "TEXT"):
        assert told[name] == getattr(cross_encoder, name)
    assert told["SCALE"] == adapter.SCALE


def test_an_adapter_adds_matrices_of_low_rank_and_replaces_the_rest(tmp_path: Path):
    base = {"a.weight": np.ones((3, 2), np.float32), "norm.weight": np.zeros(2, np.float32)}
    low, high = np.array([[1.0, 2.0]], np.float16), np.array([[1.0], [0.0], [-1.0]], np.float16)
    np.savez(tmp_path / "learnt.npz", **{"a.A": low, "a.B": high, "norm.weight": low[0]})
    out = adapter.adapted(base, adapter.read(tmp_path / "learnt.npz"))
    assert out["a.weight"].tolist() == [[3.0, 5.0], [1.0, 1.0], [-1.0, -3.0]]
    assert out["norm.weight"].tolist() == [1.0, 2.0]


def test_an_adapter_of_another_model_is_refused(tmp_path: Path):
    base = {"a.weight": np.ones((3, 2), np.float32)}
    with pytest.raises(ValueError, match=r"a\.A"):
        adapter.adapted(base, {"a.A": np.ones((1, 5)), "a.B": np.ones((3, 1))})
