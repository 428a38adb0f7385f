"""Law 3: the text is the person's. What was not edited comes back byte for byte.

Shown to fail: with ``newline`` translation in ``exporting._write`` (``write_text``), with the head
re-dumped from YAML in ``set_field``, and with the text stripped in ``packed``. What a column cannot
hold stays in the text: shown to fail on both databases without ``storable`` in ``journal/rows.py``.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dayline.base.head_edits import set_field
from dayline.base.storable import storable, storable_json
from dayline.journal.rebuild import rebuild
from dayline.people.actions import join
from dayline.people.queries import directory
from dayline.records import queries
from dayline.records.actions import move, open_record
from dayline.records.exporting import export_texts
from dayline.records.facts import text_of
from dayline.records.folder import walk
from dayline.records.imports.actions import import_records
from dayline.records.imports.reading import incoming
from dayline.records.reading import read_folder
from dayline.records.remarks import queries as said
from dayline.records.remarks.actions import comment, give_receipt
from tests.cast import DECISION, Stage, set_stage


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


ODDITIES = [
    b"",
    b"\xef\xbb\xbf# BOM\r\n\r\ntext\r\n",
    b"---\nb: 2 # two\na: 1\n# a comment\nunknown: [x,  y]\n---\n\n# Order and comments\n",
    b"# Mermaid\n\n```mermaid\ngraph TD; A-->B\n```\n\n[^1]: note\n\n:tada: - [x] done\n",
    "# Latin\n\ncaf\xe9\n".encode("latin-1"),
    b"# No newline at the end",
    b"# Mixed\r\nlines\nand\rold\r\n",
    b"# Nul \x00 and bell \x07\n",
    "# Tr\u00e8s \U0001f600 \u202e bidi \u200b\n".encode(),
    b"---\nunclosed: [\n---\n# Broken head\n",
    b"\n\n\n   \n",
]


@pytest.mark.parametrize("content", ODDITIES)
def test_odd_texts_come_back(stage: Stage, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.md").write_bytes(content)
    import_records(stage.ana, incoming(read_folder(walk(tmp_path / "in"))))
    export_texts(stage.workspace, tmp_path / "out", person=stage.ids["ana"])
    assert (tmp_path / "out" / "page.md").read_bytes() == content


@given(
    content=st.binary(max_size=400)
    | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace"))
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_come_back(
    stage: Stage, tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "in").mkdir()
    (folder / "in" / f"{folder.name}.md").write_bytes(content)
    import_records(stage.ana, incoming(read_folder(walk(folder / "in"))))
    export_texts(stage.workspace, folder / "out", person=stage.ids["ana"])
    assert (folder / "out" / f"{folder.name}.md").read_bytes() == content


def test_a_move_changes_one_word(stage: Stage) -> None:
    odd = DECISION.replace("deciders:", "# who says yes\nzebra: {a: 1}  # kept\ndeciders:")
    open_record(stage.ben, "decision", text=odd)
    before = text_of(queries.find(stage.workspace, "D-1"))
    move(stage.ana, "D-1", "accept")
    after = text_of(queries.find(stage.workspace, "D-1"))
    assert after == before.replace("state: proposed", "state: accepted", 1)


@given(st.sampled_from(["\n", "\r\n"]), st.sampled_from(["accepted", "in review", "2nd"]))
def test_setting_a_field_and_setting_it_back_is_nothing(newline: str, value: str) -> None:
    text = DECISION.replace("---\n", "---\nstate: proposed  # for now\n", 1)
    text = text.replace("\n", newline)
    changed = set_field(text, "state", value)
    assert set_field(changed, "state", "proposed") == text
    assert changed.count(newline) == text.count(newline)


def test_no_row_holds_what_a_column_cannot(stage: Stage) -> None:
    text = DECISION.replace("---\n", '---\nodd: ["a\\0b", {key: "c\\0"}]\n', 1)
    text = text.replace("# Every capture", "# Every \x00 capture", 1) + "A \x00 byte.\n"
    opened = open_record(stage.ben, "decision", text=text)
    spoken = comment(stage.ken, opened.ref, "Why \x00?", quote="A \x00 byte", concern="co\x00st")
    give_receipt(stage.mei, opened.ref, "accepted", text="yes \x00", scope="all \x00")
    newcomer = join(stage.acting("olga"), handle="zoe", name="Z\x00e", zone="Europe/London")
    record = queries.find(stage.workspace, opened.ref)
    assert "\x00" in text_of(record)
    assert record.title.startswith("Every \ufffd capture")
    assert record.fields["odd"] == ["a\ufffdb", {"key": "c\ufffd"}]
    remark = said.remark(stage.workspace, spoken)
    assert (remark.text, remark.quote) == ("Why \x00?", "A \x00 byte")
    assert remark.concern == "co\ufffdst"
    assert directory(stage.workspace).people[newcomer].name == "Z\ufffde"
    rebuild(stage.workspace, check=True)


def test_what_is_longer_than_its_column_is_cut_in_the_row_alone(stage: Stage) -> None:
    far = "x" * 300
    text = DECISION.replace("---\n", f"---\nsupersedes: [{far}]\n", 1)
    opened = open_record(stage.ben, "decision", text=text)
    spoken = comment(stage.ken, opened.ref, "Why?", concern=far)
    assert far in text_of(queries.find(stage.workspace, opened.ref))
    stated = queries.stated_links(stage.workspace, opened.ref)
    assert [link.target for link in stated] == [far[:200]]
    assert said.remark(stage.workspace, spoken).concern == far[:200]
    rebuild(stage.workspace, check=True)


def test_looking_for_what_no_row_holds_finds_nothing(stage: Stage) -> None:
    assert queries.by_refs(stage.workspace, ["D-1\x00", "D-\ud800"]) == []


@given(st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF)))
def test_what_is_stored_is_utf8_without_nul_and_as_long(text: str) -> None:
    kept = storable(text)
    assert "\x00" not in kept.encode().decode()
    assert len(kept) == len(text)
    assert storable(kept) == kept
    assert storable_json({text: [text, 1, None]}) == {kept: [kept, 1, None]}
    if "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text):
        assert kept == text
