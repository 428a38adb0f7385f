"""How fast search answers at 200,000 passages, and how soon it knows what was written or erased.

    python bench/search_speed.py [--passages 200000] [--queries 300] [--keep FOLDER]

The records are passages of the handbook and the PEPs (see search_quality.py), eight to a record in
a shuffled order, imported into a workspace of SQLite and indexed through the same doors as any
other. The questions are those that people wrote for the two collections. Vectors are of random
clusters: how fast they are searched does not hang on what they mean; a question is embedded by
the packaged model where it is installed. Prints milliseconds by the clock and of the processors,
median and 95th percentile; on a busy machine the latter tell more. ``--keep`` keeps the workspace,
so that the next run measures at once: import and indexing take most of the time.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bench._search_sets import collections

NOW = datetime(2026, 11, 18, 15, 0, tzinfo=UTC)
ORIGIN, EACH = "speed.example", 8
CENTRES = 2_000


def main() -> None:
    """Build, or take what was kept, and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--passages", type=int, default=200_000)
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--engine", action="store_true", help="only ranking, without a database")
    given = parser.parse_args()
    if given.engine:
        _engine(given.passages, given.queries)
        return
    with tempfile.TemporaryDirectory(prefix="dayline-speed-") as folder:
        os.environ["DAYLINE_HOME"] = str(given.keep or folder)
        Path(os.environ["DAYLINE_HOME"]).mkdir(parents=True, exist_ok=True)
        os.environ["DJANGO_SETTINGS_MODULE"] = "dayline.project.settings"
        import django

        django.setup()
        _measure(given)


def _measure(given: argparse.Namespace) -> None:
    from dayline.journal.queries import workspaces
    from dayline.search.actions import bundle, catch_up

    told = [one for one in collections() if one.name in {"sourcegraph-handbook", "python-peps"}]
    if not told:
        return
    asked = [one.text for each in told for one in each.questions]
    asked = random.Random(4).sample(asked, min(given.queries, len(asked)))
    _migrate()
    if not workspaces():
        _build([text.body for each in told for text in each.corpora["all"]], given.passages)
    workspace = workspaces()[0][0]
    catch_up(workspace)
    bundle(workspace)
    _started(workspace)
    _questions(workspace, asked, "words")
    _command_bar(workspace, asked)
    _narrowed(workspace, asked)
    model = _with_vectors(workspace, asked)
    _by_part(workspace, model)
    _changes(workspace)
    _memory("at the end")


def _engine(passages: int, queries: int) -> None:
    """What grows with the size: the arrays, without records, rights and snippets around them."""
    from dayline.search.bundles import Bundle, read, written
    from dayline.search.chunks import chunks
    from dayline.search.pages import Page, Passage, keys, pack, unpack
    from dayline.search.ranking import Ranking
    from dayline.search.segment import Segment
    from dayline.search.vectors.codes import Cloud, quantised
    from dayline.search.vectors.nearness import nearness

    told = [one for one in collections() if one.name in {"sourcegraph-handbook", "python-peps"}]
    asked = [one.text for each in told for one in each.questions]
    asked = random.Random(4).sample(asked, min(queries, len(asked)))
    texts = [text.body for each in told for text in each.corpora["all"]]
    cuts = [keys(text[cut.start : cut.end]) for text in texts for cut in chunks(text)]
    chance = random.Random(3)
    pages = []
    for _ in range(passages // EACH):
        words = chance.sample(cuts, EACH)
        made = unpack(pack(Page(words[0][:6], [], [Passage([], one) for one in words])))
        assert made is not None
        pages.append(made)
    begin = time.perf_counter()
    segment = Segment(pages)
    print(f"{passages} passages laid out in {time.perf_counter() - begin:.1f} s")
    count = len(pages)
    bundle = Bundle(segment, tuple(map(str, range(count))), np.arange(count))
    parts = list(written(bundle))
    begin = time.perf_counter()
    assert read(parts) is not None
    size = sum(map(len, parts)) / 2**20
    print(f"read back in {time.perf_counter() - begin:.2f} s from {size:.0f} MB")
    del parts, pages, cuts
    every = [np.ones(count, dtype=bool)]
    print("words:", _timed(lambda one: Ranking([segment], every).search(keys(one), 20), asked))
    model = _Clusters()
    cloud = Cloud(quantised(model.embed(["x"] * (count * EACH))))
    owner, place = np.repeat(np.arange(count), EACH), np.tile(np.arange(EACH), count)

    def both(one: str) -> object:
        near = nearness(cloud, owner, place, model.embed([one])[0], every[0])
        return Ranking([segment], every).search(keys(one), 20, near)

    print("words and vectors, the question embedded:", _timed(both, asked))
    _memory("of this process, building included")


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _build(texts: Sequence[str], passages: int) -> None:
    from dayline.base.acting import Acting
    from dayline.contracts.actions import open_workspace
    from dayline.records.imports.actions import import_records
    from dayline.search.actions import bundle, catch_up

    owner = open_workspace(ORIGIN, NOW, handle="ana", name="Ana", zone="Europe/London")
    start = time.perf_counter()
    import_records(Acting(owner.workspace, owner.actor, NOW), _incoming(texts, passages))
    print(f"imported in {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    catch_up(owner.workspace, watch=_progress(start))
    print(f"indexed in {time.perf_counter() - start:.0f} s")
    start = time.perf_counter()
    bundle(owner.workspace)
    print(f"laid out for processes that start in {time.perf_counter() - start:.1f} s")


def _progress(start: float) -> Callable[[int, int], None]:
    told = 0

    def watch(done: int, size: int) -> None:
        nonlocal told
        if done * 10 // size > told:
            told = done * 10 // size
            print(f"  {told * 10} % after {time.perf_counter() - start:.0f} s", flush=True)

    return watch


def _incoming(texts: Sequence[str], passages: int) -> Iterator[object]:
    from dayline.records.imports.rules import Incoming, Version
    from dayline.search.chunks import chunks

    chance = random.Random(3)
    cuts = [" ".join(text[cut.start : cut.end].split()) for text in texts for cut in chunks(text)]
    for number in range(passages // EACH):
        told = chance.sample(cuts, EACH)
        title = " ".join(told[0].split()[:6]).strip("#=-`*:. ") or "Untitled"
        body = "\n\n".join(f"## Part {at + 1}\n\n{one}" for at, one in enumerate(told))
        text = f"# {title}\n\n{body}\n"
        version = Version(text.encode(), title, "accepted", "Accepted", at=NOW)
        yield Incoming(
            kind="decision", dialect="markdown", path=f"d/{number}.md", versions=[version],
            prefix="D",
        )  # fmt: skip


_START = """
import os, sys, time
import django
django.setup()
from dayline.search.shelf import shelf
begin = time.perf_counter()
known = shelf(int(sys.argv[1]))
print(f"{time.perf_counter() - begin:.2f} {sum(len(part.refs) for part in known.parts)}")
"""


def _started(workspace: int) -> None:
    run = subprocess.run(
        [sys.executable, "-c", _START, str(workspace)], capture_output=True, text=True, check=True
    )
    seconds, records = run.stdout.split()
    print(f"a process that starts has the index of {records} records after {seconds} s")


def _timed(work: Callable[[str], object], asked: Sequence[str]) -> str:
    for one in asked[:10]:
        work(one)
    spent, worked = [], []
    for one in asked:
        begin, before = time.perf_counter(), time.process_time()
        work(one)
        worked.append((time.process_time() - before) * 1e3)
        spent.append((time.perf_counter() - begin) * 1e3)
    half, most = np.percentile(spent, [50, 95])
    busy, busiest = np.percentile(worked, [50, 95])
    return (
        f"p50 {half:.1f} ms, p95 {most:.1f} ms (of the processors {busy:.1f} and {busiest:.1f} ms)"
    )


def _questions(workspace: int, asked: Sequence[str], what: str) -> None:
    from dayline.search.queries import search

    told = _timed(lambda one: search(workspace, one, person="P-1", limit=20), asked)
    print(f"search by {what}, 20 results with their snippets: {told}")
    _memory(f"searching by {what}")


def _command_bar(workspace: int, asked: Sequence[str]) -> None:
    from dayline.search.jumps.queries import jumps

    typed = [word for one in asked for word in (one[:3], one[:9])] + ["D-1", "D-12", "417"]
    told = _timed(lambda one: jumps(workspace, one, person="P-1"), typed)
    print(f"command bar: {told}")


class _Clusters:
    """Vectors without meaning; questions by the packaged model, where it is."""

    outside = False
    name = "clusters"

    def __init__(self) -> None:
        from dayline.embedding.loading import load
        from dayline.embedding.package import installed

        chance = np.random.default_rng(1)
        self.centres = chance.normal(size=(CENTRES, 384)).astype(np.float32)
        self.chance = chance
        self.model = load() if installed() else None

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        from dayline.embedding.embedder import unit

        if len(texts) == 1 and self.model is not None:
            return self.model.embed(texts)
        rows = self.centres[self.chance.integers(0, CENTRES, len(texts))]
        return unit(rows + self.chance.normal(size=rows.shape).astype(np.float32))


def _narrowed(workspace: int, asked: Sequence[str]) -> None:
    """The first search under a filter counts what it leaves; the next ones know it."""
    from dayline.search.queries import Filters, search

    find = partial(search, workspace, person="P-1", filters=Filters(kinds=("decision",)), limit=20)
    begin = time.perf_counter()
    find(asked[0])
    first = (time.perf_counter() - begin) * 1e3
    print(f"search under a filter: the first {first:.0f} ms, then {_timed(find, asked)}")


def _by_part(workspace: int, model: _Clusters) -> None:
    """What the index holds in the memory of a process, in MB."""
    from dayline.search.shelf import shelf
    from dayline.search.vectors.shelf import cover

    known = shelf(workspace)
    sums = {
        "words in their order": ("sequence", "bounds"),
        "pages of each word": ("pages", "postings"),
        "how often": ("words_often", "rare_at", "rare_often"),
        "pages, passages and vocabulary": ("first_piece", "first_passage", "lengths", "vocabulary"),
    }
    for what, names in sums.items():
        size = sum(getattr(part.segment, name).nbytes for part in known.parts for name in names)
        print(f"  {what}: {size / 2**20:.1f} MB")
    covered = cover(workspace, known, model.name)
    if covered is not None:
        cloud = covered.sky.cloud
        codes = sum(code.nbytes for code in cloud.codes)
        print(f"  vectors: {(cloud.rows.nbytes + cloud.scales.nbytes) / 2**20:.1f} MB")
        print(f"  their signs and owners: {(codes + 2 * covered.owner.nbytes) / 2**20:.1f} MB")


def _with_vectors(workspace: int, asked: Sequence[str]) -> _Clusters:
    from dayline.search import queries
    from dayline.search.vectors.actions import covered, embed

    model = _Clusters()
    start = time.perf_counter()
    embed(workspace, model)
    done, count = covered(workspace, model)
    spent = time.perf_counter() - start
    print(f"{done} of {count} records have vectors, written in {spent:.0f} s without embedding")
    queries.embedder = lambda: model  # type: ignore[assignment]
    embedding = "question embedded" if model.model is not None else "question's vector at random"
    _questions(workspace, asked, f"words and vectors ({embedding})")
    return model


def _changes(workspace: int) -> None:
    from dayline.base.acting import Acting
    from dayline.journal.actions import erase
    from dayline.people.actions import join
    from dayline.records.actions import open_record, revise
    from dayline.records.queries import content, find
    from dayline.records.remarks.actions import comment
    from dayline.records.sharing.actions import show_to

    ana = Acting(workspace, "P-1", NOW)
    ben = join(ana, handle=f"ben{time.time_ns()}", name="Ben")
    told = _Told(workspace)
    for turn in range(3):
        word = f"quagga{time.time_ns()}x"
        ref = open_record(ana, "decision", title=f"Keep the {turn}th herd").ref

        def edit(ref: str = ref, word: str = word) -> None:
            record = find(workspace, ref)
            text = (content(record) or b"").decode().replace("herd", word)
            revise(ana, ref, text, expect=record.revision)

        told.until("an edited record is found", edit, word, ben, found=True)
        hide = partial(show_to, ana, ref, "restricted")
        told.until("what was hidden from somebody is not", hide, word, ben, found=False)
        said = f"okapi{time.time_ns()}x"
        say = partial(comment, ana, "D-5", f"Ask {said}.")
        made = told.until("a comment is found", say, said, ben, found=True)
        forget = partial(erase, ana, int(str(made).removeprefix("C")), "bench")
        told.until("what was erased is not", forget, said, ben, found=False)
    told.show()


class _Told:
    """From the begin of an act to the end of the search that knows of it."""

    def __init__(self, workspace: int) -> None:
        self.workspace = workspace
        self.spent: dict[str, list[tuple[float, float]]] = {}

    def until(
        self, what: str, act: Callable[[], object], word: str, person: str, *, found: bool
    ) -> object:
        """Do it, index, search, and see that the search knows. What the act returned."""
        from dayline.search.actions import catch_up
        from dayline.search.queries import search

        begin = time.perf_counter()
        made = act()
        acted = time.perf_counter()
        catch_up(self.workspace)
        hits = search(self.workspace, word, person=person)
        ended = time.perf_counter()
        assert bool(hits) == found, (what, [hit.record.ref for hit in hits])
        self.spent.setdefault(what, []).append((ended - acted, acted - begin))
        return made

    def show(self) -> None:
        """The worst of each, in milliseconds."""
        for what, times in self.spent.items():
            seen, act = (max(one) * 1e3 for one in zip(*times, strict=True))
            print(f"{what}: {seen:.0f} ms after the act was done (the act: {act:.0f} ms)")


def _memory(when: str) -> None:
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  memory {when}: {most:,.0f} MB at most")


if __name__ == "__main__":
    main()
