"""Collections are found where they lie, by names and content, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dayline.records.collection import Detected, assigned, detect, dialect_of
from tests.records.real_collections import archived, in_folder

Data = Callable[[str], Path]


def sections(*names: str) -> str:
    return "".join(f"\n## {name}\n\nWords.\n" for name in names)


NYGARD = "# 1. X\n" + sections("Status", "Context", "Decision", "Consequences")
MADR = "# X\n" + sections("Context and Problem Statement", "Considered Options", "Decision Outcome")
MADR2 = MADR.replace("# X\n", "# X\n\n* Status: accepted\n* Date: 2024-01-02\n", 1)
MADR3 = "---\nstatus: accepted\ndeciders: Ana\n---\n\n" + MADR
PEP = "PEP: 1\nTitle: X\nStatus: Draft\nType: Process\n\nBody\n"
EIP = "---\neip: 1\ntitle: X\nstatus: Draft\n---\n\n## Abstract\n"
RUST = "- Feature Name: x\n- Start Date: 2024-01-02\n\n# Summary\n"
KEP = "# KEP-1: X\n\n## Summary\n\n## Motivation\n"
NATIVE = "---\ncontract: decision/1\nid: D-1\nstate: proposed\n---\n\n# X\n"
PAGE = "# How we work\n\nWords.\n"


def found(texts: dict[str, str]) -> list[tuple[str, str, str, int]]:
    return [
        (item.root, item.dialect, item.pattern, item.count)
        for item in detect(sorted(texts), texts.__getitem__)
    ]


@pytest.mark.parametrize(
    ("path", "text", "dialect"),
    [
        ("docs/adr/0001-x.md", NYGARD, "nygard"),
        ("doc/arch/adr-001-x.md", NYGARD, "nygard"),
        ("docs/adr/use-x.md", NYGARD, "nygard"),
        ("docs/decisions/0001-x.md", MADR, "madr4"),
        ("docs/decisions/0001-x.md", MADR2, "madr2"),
        ("docs/decisions/0001-x.md", MADR3, "madr3"),
        ("docs/adr/20240102-x.md", MADR2, "log4brains"),
        ("peps/pep-0001.rst", PEP, "pep"),
        ("pep-0001.txt", PEP, "pep"),
        ("EIPS/eip-1.md", EIP, "eip"),
        ("text/0001-x.md", RUST, "rust-rfc"),
        ("decisions/d-1-x.md", NATIVE, "native"),
        ("decisions/anything.md", NATIVE, "native"),
        ("docs/0001-x.md", PAGE, "plain"),
        ("docs/README.md", NYGARD, "plain"),
        ("docs/adr/0001-x.md", "---\nnot closed\n" + PAGE, "plain"),
        ("peps/README.rst", PEP, "plain"),
        ("notes/eip-1.md", PAGE, "plain"),
        ("0001-x.md", "", "plain"),
    ],
)
def test_a_file_is_what_its_name_and_its_content_say(path: str, text: str, dialect: str) -> None:
    assert dialect_of(path, text).name == dialect


def test_a_mixed_repository_is_taken_apart() -> None:
    texts = {
        "README.md": PAGE,
        "docs/adr/README.md": PAGE,
        "docs/adr/template.md": MADR2,
        "docs/adr/0001-x.md": NYGARD,
        "docs/adr/0002-y.md": NYGARD,
        "docs/adr/0003-z.md": MADR2,
        "docs/adr/notes.md": PAGE,
        "rfcs/text/0001-a.md": RUST,
    }
    assert found(texts) == [
        ("docs/adr", "madr2", "{number}-{slug}.md", 1),
        ("docs/adr", "nygard", "{number}-{slug}.md", 2),
        ("rfcs/text", "rust-rfc", "{number}-{slug}.md", 1),
        ("", "plain", "{any}.md", 3),
    ]


def test_keps_of_all_groups_are_one_collection() -> None:
    texts = {
        "keps/sig-a/1-x/README.md": KEP, "keps/sig-a/1-x/kep.yaml": "title: X\n",
        "keps/sig-b/2-y/README.md": KEP, "keps/sig-b/2-y/kep.yaml": "title: Y\n",
        "keps/sig-b/3-z/README.md": KEP, "keps/sig-b/README.md": PAGE,
    }  # fmt: skip
    assert found(texts) == [
        ("keps", "kep", "{number}-{slug}/README.md", 2),
        ("keps/sig-b", "plain", "{any}.md", 2),
    ]


def test_the_folder_that_a_repository_chose_is_kept_even_when_empty() -> None:
    texts = {".adr-dir": "doc/arch/adr\n", "README.md": PAGE}
    [adr, _] = detect(sorted(texts), texts.__getitem__)
    assert (adr.root, adr.dialect, adr.count, adr.hint) == ("doc/arch/adr", "nygard", 0, ".adr-dir")


def test_log4brains_names_a_folder_per_package() -> None:
    texts = {
        ".log4brains.yml": (
            "project:\n  name: X\n  adrFolder: ./docs/adr\n  packages:\n"
            "    - name: api\n      adrFolder: ./packages/api/docs/adr\n"
        ),
        "docs/adr/20240102-x.md": MADR2,
    }
    assert detect(sorted(texts), texts.__getitem__) == [
        Detected("docs/adr", "log4brains", "{date}-{slug}.md", 1, ".log4brains.yml"),
        Detected("packages/api/docs/adr", "log4brains", "{date}-{slug}.md", 0, ".log4brains.yml"),
    ]


@pytest.mark.parametrize(
    "content", ["../../etc", "/etc", "[[[", "project: [1]", "project: {adrFolder: [x]}", "\x00"]
)
@pytest.mark.parametrize("name", [".adr-dir", ".log4brains.yml"])
def test_a_hint_that_leads_out_or_nowhere_leads_nowhere(name: str, content: str) -> None:
    texts = {name: content}
    for item in detect([name], texts.__getitem__):
        assert not item.root.startswith(("/", ".."))


def test_an_appendix_is_read_with_its_record() -> None:
    texts = {"text/0001-x.md": RUST, "text/0001-x/appendix.md": PAGE, "text/notes.md": PAGE}
    dialects = assigned(sorted(texts), texts.__getitem__, detect(sorted(texts), texts.__getitem__))
    assert {path: dialect.name for path, dialect in dialects.items()} == {
        "text/0001-x.md": "rust-rfc",
        "text/0001-x/appendix.md": "rust-rfc",
        "text/notes.md": "plain",
    }


@pytest.mark.parametrize(
    ("archive", "expected"),
    [
        ("python-peps/peps-rst.tar.xz", [("", "pep", 736)]),
        ("rust-rfcs/rfcs-md.tar.xz", [("", "rust-rfc", 638), ("", "plain", 10)]),
        ("sourcegraph-handbook/docs-md.tar.xz", [("content", "plain", 883)]),
    ],
)
def test_real_archives_are_known_without_a_hint(
    real_data: Data, archive: str, expected: list[tuple[str, str, int]]
) -> None:
    name, _, file = archive.partition("/")
    texts = archived(real_data(name) / file)
    assert [(root, name, count) for root, name, _, count in found(texts)] == expected


def test_real_decisions_are_known_without_a_hint(real_data: Data) -> None:
    assert found(in_folder(real_data("adr-collections"))) == [
        ("arachne", "nygard", "adr-{number}-{slug}.md", 17),
        ("govuk-aws", "nygard", "{number}-{slug}.md", 38),
        ("madr/docs/decisions", "madr4", "{number}-{slug}.md", 19),
        ("madr/template", "madr4", "{number}-{slug}.md", 1),
        ("madr/template", "plain", "{any}.md", 1),
    ]
