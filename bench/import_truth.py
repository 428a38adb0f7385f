"""How well and how fast real collections are read, against the truth files beside them.

Prints, for each collection, what was found of what is true, and the time per record for
detection, for reading and for the collection as a whole; then the history of a real repository
beside ``git log`` over the same one. Nothing is imported and nothing is written.

    python bench/import_truth.py [--data ../shared/data] [--times 3]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any

from dayline.integrations.git.client import open_repository
from dayline.integrations.git.receive import receive
from dayline.records.collection import assigned, collection, detect, windows
from dayline.records.dialect import Read, read_document
from dayline.records.dialect.options import chosen_option, considered_options


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser()
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    options.add_argument("--data", type=Path, default=default)
    options.add_argument("--times", type=int, default=3)
    chosen = options.parse_args()
    peps(chosen.data / "python-peps", chosen.times)
    decisions(chosen.data / "adr-collections", chosen.times)
    rfcs(chosen.data / "rust-rfcs", chosen.times)
    handbook(chosen.data / "sourcegraph-handbook", chosen.times)
    history(chosen.data / "git-pip-tools")


def archived(archive: Path) -> dict[str, str]:
    """The texts of an archive by path."""
    with tarfile.open(archive) as tar:
        contents = ((item.name, tar.extractfile(item)) for item in tar if item.isfile())
        return {name: file.read().decode() for name, file in contents if file}


def in_folder(folder: Path) -> dict[str, str]:
    """The Markdown texts below a folder by path."""
    return {
        str(path.relative_to(folder)): path.read_bytes().decode()
        for path in sorted(folder.rglob("*.md"))
    }


def truth(path: Path) -> Any:
    """A truth file."""
    return json.loads(path.read_text())


def timed(times: int, act: Callable[[], object]) -> float:
    """The best of several times, in seconds."""
    spent = []
    for _ in range(times):
        start = time.perf_counter()
        act()
        spent.append(time.perf_counter() - start)
    return min(spent)


def read_all(name: str, texts: dict[str, str], times: int) -> list[Read]:
    """Reads a collection without a hint and prints what it took."""
    paths = sorted(texts)
    found = detect(paths, texts.__getitem__)
    dialects = assigned(paths, texts.__getitem__, found)

    def read() -> list[Read]:
        return [read_document(dialects[path], path, texts[path]) for path in paths]

    reads = read()
    size = len(paths)
    detecting = timed(times, lambda: detect(paths, texts.__getitem__)) / size * 1e6
    reading = timed(times, read) / size * 1e6
    whole = timed(times, lambda: collection(reads)) / size * 1e6
    print(f"\n{name}: {size} texts, {sum(map(len, texts.values())) / 1e6:.1f} MB")
    print(
        "  found "
        + ", ".join(f"{item.dialect} {item.count} in {item.root or '.'}" for item in found)
    )
    print(
        f"  per text: detect {detecting:.0f} us, read {reading:.0f} us, collection {whole:.0f} us; "
        f"together {1e6 / (detecting + reading + whole):,.0f}/s"
    )
    return reads


def scored(what: str, found: Collection[Any], true: Iterable[Any]) -> None:
    """Prints precision and recall of a set."""
    mine, theirs = set(found), set(true)
    both = len(mine & theirs)
    precision = both / len(mine) if mine else 1.0
    recall = both / len(theirs) if theirs else 1.0
    print(f"  {what}: {both} of {len(theirs)}, precision {precision:.2f}, recall {recall:.2f}")


def number(ref: str) -> int:
    """The number of a reference."""
    return int(ref.rpartition("-")[2])


def peps(folder: Path, times: int) -> None:
    """Edges, lineage, windows and fields of the Python enhancement proposals."""
    reads = read_all("python-peps", archived(folder / "peps-rst.tar.xz"), times)
    found = collection(reads)
    true = truth(folder / "truth_edges.json")
    scored(
        "edges",
        {(number(edge.source), edge.type, number(edge.target)) for edge in found.edges},
        {(edge["src"], edge["rel"], edge["dst"]) for edge in true},
    )
    line = truth(folder / "truth_lineage.json")
    current = {(old, new) for old, ends in found.current_of.items() for new in ends}
    scored(
        "current versions",
        {(number(old), number(new)) for old, new in current},
        {(int(old), new) for old, ends in line["superseded_to_current"].items() for new in ends},
    )
    one_sided = line["one_sided"]
    scored(
        "one-sided links",
        {(number(old), number(new)) for old, new in found.one_sided},
        map(tuple, one_sided["only_replaces_stated"] + one_sided["only_superseded_by_stated"]),
    )
    scored(
        "superseded without successor",
        set(map(number, found.successorless)),
        line["superseded_status_without_successor"],
    )
    scored(
        "windows in days",
        {(number(window.ref), window.days) for window in windows(reads)},
        {
            (w["id"], w["days_first_post_to_resolution"])
            for w in truth(folder / "truth_windows.json")
        },
    )
    records = {record["id"]: record for record in truth(folder / "truth_records.json")}
    same = sum(
        (read.title, read.status_text) == (record["title"], record["status"])
        for read in reads
        if (record := records.get(read.number))
    )
    print(f"  titles and statuses: {same} of {len(records)}")


def decisions(folder: Path, times: int) -> None:
    """The three collections of architecture decisions."""
    reads = read_all("govuk-aws", in_folder(folder / "govuk-aws"), times)
    found = collection(reads)
    true = truth(folder / "truth_govuk-aws.json")
    scored(
        "edges",
        {(number(edge.source), edge.type, number(edge.target)) for edge in found.edges},
        {(edge["src"], edge["rel"], edge["dst"]) for edge in true["edges"]},
    )
    print(f"  missing numbers: {found.missing_numbers}, in truth {true['missing_numbers']}")
    reads = read_all("arachne", in_folder(folder / "arachne"), times)
    stated = {(read.path, read.title, read.status_text) for read in reads}
    true = truth(folder / "truth_arachne.json")
    scored("titles and statuses", stated, {(r["file"], r["title"], r["status"]) for r in true})
    by_path = {read.path: read for read in read_all("madr", in_folder(folder / "madr"), times)}
    true = truth(folder / "truth_madr.json")
    options = sum(
        (None if (found := considered_options(by_path[r["file"]])) is None else len(found))
        == r["considered_options"]
        for r in true
    )
    chosen = sum(chosen_option(by_path[r["file"]]) == r["chosen"] for r in true)
    print(f"  options counted: {options} of {len(true)}; option chosen: {chosen} of {len(true)}")
    print("  (0007 and 0017 name their choice in ways that the truth's own pattern misreads)")


def rfcs(folder: Path, times: int) -> None:
    """Lineage in sentences, and dates, of the Rust RFCs."""
    reads = read_all("rust-rfcs", archived(folder / "rfcs-md.tar.xz"), times)
    true = truth(folder / "truth_prose_lineage.json")
    edges = {(edge["src"], edge["rel"], edge["dst"]) for edge in true["edges"]}
    found = {(read.number, link.type, number(link.target)) for read in reads for link in read.links}
    labelled = {edge[0] for edge in edges} | set(true["negatives"])
    scored("lineage in sentences", {edge for edge in found if edge[0] in labelled}, edges)
    wrong = {edge for edge in found if edge[0] in true["negatives"]}
    print(f"  negatives taken for links: {len(wrong)} of {len(true['negatives'])}")
    by_path = {read.path: read for read in reads}
    records = truth(folder / "truth_records.json")
    dates = sum(
        str(by_path[record["file"]].value("created") or "") == (record["start_date"] or "")
        for record in records
    )
    flagged = sum(finding.rule == "field-date" for read in reads for finding in read.findings)
    print(f"  start dates: {dates} of {len(records)}; malformed and flagged: {flagged}")


def handbook(folder: Path, times: int) -> None:
    """Plain pages."""
    reads = read_all("sourcegraph-handbook", archived(folder / "docs-md.tar.xz"), times)
    print(f"  plain guides: {sum(read.dialect.name == 'plain' for read in reads)} of {len(reads)}")


def history(folder: Path) -> None:
    """All revisions of all documents of a real repository."""
    with tempfile.TemporaryDirectory() as name:
        bare = Path(name) / "history.git"
        command = ["git", "clone", "-q", "--bare", "-b", "main", str(folder / "codefree.bundle")]
        subprocess.run([*command, str(bare)], check=True)
        ours = timed(3, lambda: list(receive(open_repository(bare))))
        received = list(receive(open_repository(bare)))
        log = ["git", "log", "-m", "--first-parent", "--raw", "-M", "--no-abbrev"]
        theirs = timed(3, lambda: subprocess.run(log, cwd=bare, check=True, capture_output=True))
    revisions = sum(len(one.revisions) for one in received)
    print(f"\ngit-pip-tools: {len(received)} documents, {revisions} revisions with texts")
    print(f"  {ours:.2f} s; `git log --raw -M` alone {theirs:.2f} s, ratio {ours / theirs:.1f}")


if __name__ == "__main__":
    main()
