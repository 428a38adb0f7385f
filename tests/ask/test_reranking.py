"""Likely sentences in another order, once a model has read them with the question."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pytest

from dayline.ask import reader
from dayline.ask.compose import answer, looked_up
from dayline.ask.folder import FolderLibrary
from dayline.ask.material import Reads
from dayline.embedding import adapter, package
from dayline.embedding.excerpt import Excerpt
from tests.ask.test_alike import two_decisions


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return two_decisions(tmp_path)


class Read(FolderLibrary):
    """A folder whose sentences somebody reads, who likes those with some words."""

    def __init__(self, root: Path, liked: str) -> None:
        super().__init__(root)
        self._liked = liked

    @property
    def reads(self) -> Reads | None:
        def read(_question: str, excerpts: Sequence[Excerpt]) -> Sequence[float]:
            return [6.0 if self._liked in one.text else -6.0 for one in excerpts]

        return read


def test_what_a_reader_likes_comes_first_and_is_surer(folder: Path):
    asked = "How long are keys kept?"
    liked, not_liked = (looked_up(asked, Read(folder, words)) for words in ("thirty", "zebra"))
    assert liked is not None
    assert not_liked is not None
    assert "thirty days" in liked.found[0].unit.text
    assert liked.sure > not_liked.sure + 0.2


def test_a_reader_is_given_the_place_of_each_sentence(folder: Path):
    given: list[Excerpt] = []

    class Watched(Read):
        @property
        def reads(self) -> Reads | None:
            def read(_question: str, excerpts: Sequence[Excerpt]) -> Sequence[float]:
                given.extend(excerpts)
                return [0.0] * len(excerpts)

            return read

    answer("How long are keys kept?", Watched(folder, ""))
    (kept,) = (one for one in given if "thirty days" in one.text)
    assert kept.heading.endswith("Decision")
    assert kept.title


def test_the_adapter_that_ships_is_for_every_layer_of_the_model():
    names = set(adapter.read(reader.ADAPTER))
    for at in range(6):
        assert f"encoder.layer.{at}.attention.self.query.A" in names
    assert {"head.weight", "out.weight"} <= names


@pytest.mark.skipif(not package.installed(), reason="the model package is not installed")
def test_the_packaged_reader_tells_an_answer_from_what_is_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("DAYLINE_HOME", str(tmp_path))
    monkeypatch.delenv("DAYLINE_READER", raising=False)
    monkeypatch.setattr(reader, "_loaded", {})
    reads = reader.reader()
    assert reads is not None
    says, beside, other = reads(
        "How long are idempotency keys kept before they expire?",
        [
            Excerpt("Keys of captures", "Decision", "", text)
            for text in (
                "The gateway keeps every key for thirty days and then deletes it.",
                "The key is made by the client, because only the client knows of a retry.",
                "Lunch is at noon on Thursdays.",
            )
        ],
    )
    assert says > beside
    assert says > other


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("DAYLINE_HOME", str(tmp_path))
    monkeypatch.delenv("DAYLINE_READER", raising=False)
    monkeypatch.setattr(reader, "installed", lambda: True)
    monkeypatch.setattr(reader, "_loaded", {})
    return tmp_path


def test_where_it_cannot_be_loaded_words_decide_and_the_log_says_why(
    unloaded: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    tries: list[Path] = []

    def fail(_adapter: Path, cache: Path) -> None:
        tries.append(cache)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(reader, "packaged_reader", fail)
    for _ in range(3):
        assert looked_up("How long are keys kept?", FolderLibrary(folder)) is not None
    assert tries == [unloaded / "models"]
    assert "words alone decide" in caplog.text


def test_threads_that_ask_at_once_load_it_once(unloaded: Path, monkeypatch: pytest.MonkeyPatch):
    tries: list[Path] = []

    def slow(_adapter: Path, cache: Path) -> SimpleNamespace:
        tries.append(cache)
        time.sleep(0.05)
        return SimpleNamespace(scores=lambda _question, excerpts: [0.0] * len(excerpts))

    monkeypatch.setattr(reader, "packaged_reader", slow)
    with ThreadPoolExecutor(8) as pool:
        assert all(one is not None for one in pool.map(lambda _: reader.reader(), range(8)))
    assert len(tries) == 1


@pytest.mark.skipif(not package.installed(), reason="the model package is not installed")
def test_half_a_graph_is_made_once_more(unloaded: Path):
    assert reader.reader() is not None
    (graph,) = (unloaded / "models").glob("reader-*.onnx")
    graph.write_bytes(graph.read_bytes()[:1000])
    reader._loaded.clear()
    assert reader.reader() is not None


def test_nobody_reads_where_it_is_switched_off_or_not_installed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("DAYLINE_READER", "off")
    assert reader.reader() is None
    monkeypatch.delenv("DAYLINE_READER")
    monkeypatch.setattr(reader, "installed", lambda: False)
    assert reader.reader() is None


def test_a_question_in_a_text_does_not_answer_the_same_question(tmp_path: Path):
    two_decisions(tmp_path)
    (tmp_path / "0003-open.md").write_text(
        "---\nstatus: accepted\n---\n# Keys of refunds\n\n## Open questions\n\n"
        "How long are keys of refunds kept? Keys of refunds stay as they are.\n",
        encoding="utf-8",
    )
    look = looked_up("How long are keys of refunds kept?", Read(tmp_path, "of refunds"))
    assert look is not None
    assert look.found[0].unit.text == "Keys of refunds stay as they are."
