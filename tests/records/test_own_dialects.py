"""A team's own dialect, in ``.dayline/dialects``: one file of data, and its records are known.

Shown to fail with the shipped dialects alone in ``reading.py`` or ``folder_check.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from dayline.base.errors import InvalidInput
from dayline.records import queries
from dayline.records.folder import found_collections, walk
from dayline.records.folder_check import check_paths
from dayline.records.imports.actions import import_records
from dayline.records.imports.reading import incoming
from dayline.records.own_dialects import dialects_for
from dayline.records.reading import read_folder
from tests.cast import Stage
from tests.conftest import REPOSITORY

PAGE = (REPOSITORY / "docs/reference/dialects.md").read_text(encoding="utf-8")
DIALECT = PAGE.partition("```yaml\n")[2].partition("```")[0]
RECORD = PAGE.partition("```markdown\n")[2].partition("```")[0]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    own = tmp_path / ".dayline" / "dialects"
    own.mkdir(parents=True)
    (own / "enhancement.yaml").write_text(DIALECT)
    folder = tmp_path / "enhancements"
    folder.mkdir()
    for number in (3, 7):
        text = RECORD.replace("ME7", f"ME{number}").replace("After: ME-3\n", "")
        (folder / f"me-{number}-voice.md").write_text(text)
    (folder / "me-8-face.md").write_text(
        RECORD.replace("ME7", "ME8").replace("Owner: Ana Ruiz\n", "").replace("ME-3", "ME-4")
    )
    return tmp_path


@pytest.mark.parametrize("part", ["", "enhancements"])
def test_records_in_it_are_read_from_the_whole_and_from_a_part(repository: Path, part: str) -> None:
    reading = read_folder(walk(repository / part))
    assert [(one.ref, one.title, one.state) for one in reading.records] == [
        ("ME-3", "Pay by voice", "accepted"),
        ("ME-7", "Pay by voice", "accepted"),
        ("ME-8", "Pay by voice", "accepted"),
    ]
    found = found_collections(repository / part)
    assert [(one.dialect, one.count) for one in found] == [("enhancement", 3)]


def test_a_check_knows_what_it_demands(repository: Path) -> None:
    found = check_paths([repository]).findings
    assert {(one.rule, Path(one.path).name) for one in found} == {
        ("field-missing", "me-8-face.md"),
        ("ref-dangling", "me-8-face.md"),
        ("number-missing", "enhancements"),
    }
    (alone,) = check_paths([repository / "enhancements" / "me-8-face.md"]).findings[:1]
    assert alone.rule == "field-missing"


def test_an_import_keeps_their_ids_and_links(stage: Stage, repository: Path) -> None:
    import_records(stage.ana, incoming(read_folder(walk(repository / "enhancements"))))
    record = queries.find(stage.workspace, "ME-8")
    assert (record.dialect, record.state, record.kind) == ("enhancement", "accepted", "rfc")
    assert [one.target for one in queries.stated_links(stage.workspace, "ME-8")] == ["ME-4"]


def test_the_nearest_wins_also_against_what_ships(repository: Path) -> None:
    nearer = repository / "enhancements" / ".dayline" / "dialects"
    nearer.mkdir(parents=True)
    (nearer / "mine.yaml").write_text(DIALECT.replace("prefix: ME", "prefix: NEAR"))
    (nearer / "eip.yaml").write_text(DIALECT.replace("dialect: enhancement", "dialect: eip"))
    known = dialects_for(repository / "enhancements").dialects
    assert known["enhancement"].prefix == "NEAR"
    assert known["eip"].prefix == "ME"
    assert dialects_for(repository).dialects["enhancement"].prefix == "ME"


@pytest.mark.parametrize("content", [b"- a\n", b"\xff\xfe", b"a: &b [*b]\n"])
def test_a_file_that_is_no_dialect_is_told_of(repository: Path, content: bytes) -> None:
    path = repository / ".dayline" / "dialects" / "broken.yaml"
    path.write_bytes(content)
    told = [one for one in check_paths([repository]).findings if "broken.yaml" in one.path]
    assert told
    assert Path(told[0].path).resolve() == path.resolve()
    with pytest.raises(InvalidInput, match="cannot be read") as refused:
        read_folder(walk(repository))
    assert refused.value.findings
