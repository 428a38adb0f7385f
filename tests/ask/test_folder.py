"""A plain folder of documents, asked."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from dayline.ask.compose import answer
from dayline.ask.folder import FolderLibrary
from tests.ask.folders import decision, folder


def test_fields_answer_what_no_sentence_says(tmp_path: Path):
    (tmp_path / "0001-keys.md").write_text(
        '---\nstatus: accepted\ndate: 2026-02-02\ndeciders: ["@ana", "@ines"]\n'
        'consulted: ["@ken"]\n---\n\n# 1. Every write carries a key\n\n## Context\n\nThere were'
        " double charges.\n\n## Decision\n\nKeys are required.\n"
    )
    asked = "Who was consulted about every write carrying a key?"
    found = answer(asked, FolderLibrary(tmp_path), threshold=0.05)
    assert any(one.text == "Consulted: @ken" for one in found.sentences)
    assert found.sentences[0].cites[0].quote == 'consulted: ["@ken"]'


def test_a_plain_folder_answers_from_what_is_in_force(tmp_path: Path):
    asked = "where are orders stored?"
    now = answer(asked, FolderLibrary(folder(tmp_path)), threshold=0.1)
    current = [one for one in now.sentences if not one.past]
    assert any("SQLite" in one.text for one in current)
    assert not any("PostgreSQL because" in one.text for one in current)
    then = answer(asked, FolderLibrary(tmp_path, as_of=date(2024, 6, 1)), threshold=0.1)
    assert any("PostgreSQL because" in one.text and not one.past for one in then.sentences)
    assert not any("SQLite" in one.text for one in then.sentences)


def test_where_only_the_past_answers_what_replaced_it_is_quoted_before_it(tmp_path: Path):
    every = FolderLibrary(folder(tmp_path))
    found = answer("Why are orders stored in PostgreSQL?", every, threshold=0.05)
    statement, instead, *_, told = found.sentences
    assert "superseded by ADR-2" in statement.text
    assert instead.cites[0].ref == "ADR-2"
    assert not instead.past
    assert told.text.startswith("Until ADR-2, ADR-1 said: ")
    assert told.past


UPDATE = """---
contract: update/1
id: U-1
state: posted
author: "@wes"
due: 2027-04-16
---

# Wes, 16 April

## Progress made

- The bundle shrank to 2.3 MB since the old emoji picker is gone.
- Orders are stored in SQLite, as decided.
"""


def test_an_update_is_quoted_for_what_it_alone_says(tmp_path: Path):
    """Much is written nowhere else; what it repeats is quoted from the record itself."""
    (folder(tmp_path) / "U-1.md").write_text(UPDATE)
    told = answer("Why did the bundle shrink?", FolderLibrary(tmp_path), threshold=0.05)
    assert told.sentences[0].cites[0].ref == "U-1"
    assert "emoji picker is gone" in told.sentences[0].text
    decided = answer("Where are orders stored?", FolderLibrary(tmp_path), threshold=0.05)
    assert next(one.cites[0].ref for one in decided.sentences if not one.past) == "ADR-2"


@pytest.mark.parametrize("state", ["Proposed", "Rejected"])
def test_what_is_not_made_replaces_nothing(tmp_path: Path, state: str):
    (tmp_path / "0001-kafka.md").write_text(decision(1, "Use Kafka", "Accepted", "Use Kafka."))
    status = f"{state}\n\nSupersedes [1](0001-kafka.md)"
    (tmp_path / "0002-rabbit.md").write_text(decision(2, "Use Rabbit", status, "Use Rabbit."))
    found = answer("Is ADR-1 in force?", FolderLibrary(tmp_path))
    assert found.sentences[0].text.startswith("Yes: ADR-1")


def test_each_collection_of_a_folder_has_its_own_lineage(tmp_path: Path):
    after = "Superseded by [2](0002.md)"
    for place, status in (("a", "Accepted"), ("b", after)):
        (tmp_path / place).mkdir()
        (tmp_path / place / "0001.md").write_text(decision(1, f"Use {place}1", status, "Do it."))
        (tmp_path / place / "0002.md").write_text(decision(2, f"Use {place}2", "Accepted", "So."))
    every = FolderLibrary(tmp_path)
    told = every.documents(["ADR-1", "b/0001.md"])
    assert told["ADR-1"].successors == ()
    assert told["b/0001.md"].successors == ("b/0002.md",)


def test_as_of_a_day_what_nobody_replaced_stays_superseded(tmp_path: Path):
    (tmp_path / "0001.md").write_text(decision(1, "Use Kafka", "Superseded", "Use Kafka."))
    (tmp_path / "0002.md").write_text(decision(2, "Use ruff", "Accepted", "Use ruff."))
    then = FolderLibrary(tmp_path, as_of=date(2025, 1, 1))
    assert then.documents(["ADR-1"])["ADR-1"].state == "superseded"


def test_records_of_our_own_in_a_folder_say_their_state_and_what_replaces_them(tmp_path: Path):
    for number, state, link in (
        (1, "superseded", "superseded_by: [D-2]"), (2, "accepted", "supersedes: [D-1]")
    ):  # fmt: skip
        (tmp_path / f"D-{number}.md").write_text(
            f'---\ncontract: decision/1\nid: D-{number}\nstate: {state}\nauthor: "@ana"\n{link}\n'
            f"---\n\n# Events in store {number}\n\n## Decision\n\nThey are kept {number} days.\n"
        )
    every = FolderLibrary(tmp_path)
    told = every.documents(["D-1", "D-2"])
    assert told["D-1"].is_past
    assert told["D-1"].successors == ("D-2",)
    assert told["D-2"].predecessors == ("D-1",)
    assert "superseded by D-2" in answer("Is D-1 in force?", every).sentences[0].text


def test_two_records_of_one_number_are_both_read(tmp_path: Path):
    (tmp_path / "billing").mkdir()
    folder(tmp_path / "billing")
    folder(tmp_path)
    (tmp_path / "0002-use-sqlite.md").write_text(
        "# 2. Park bicycles indoors\n\nDate: 2025-06-01\n\n## Status\n\nAccepted\n"
        "\n## Context\n\nIt rains.\n\n## Decision\n\nBicycles are parked in the cellar.\n"
    )
    every = FolderLibrary(tmp_path)
    assert every.size() == 4
    for asked, told in (
        ("Where are orders stored?", "SQLite"),
        ("Where are bicycles parked?", "cellar"),
    ):
        found = answer(asked, every, threshold=0.05)
        assert any(told in one.text for one in found.sentences), asked


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("When was ADR-6 decided?", "ADR-6 (Keep logs for 30 days) is dated 2024-02-02."),
        ("When did we decide to keep logs for 30 days?", "is dated 2024-02-02."),
        ("When did we accept Rust?", ""),
    ],
)
def test_the_date_of_a_decision_says_when_it_was_decided(tmp_path: Path, asked: str, told: str):
    text = "# 6. Keep logs for 30 days\n\nDate: 2024-02-02\n\n## Status\n\nAccepted\n"
    text += "\n## Context\n\nThey cost money.\n\n## Decision\n\nThen they are deleted.\n"
    (tmp_path / "0006-logs.md").write_text(f"{text}\n## Consequences\n\nNone.\n")
    folder(tmp_path)
    found = answer(asked, FolderLibrary(tmp_path))
    assert found.abstains if not told else found.sentences[0].text.endswith(told)
    if told:
        assert found.sentences[0].cites[0].quote == "Date: 2024-02-02"


def test_asking_a_folder_needs_no_database(tmp_path: Path):
    told = (
        "import sys; from dayline.ask.folder import FolderLibrary; from pathlib import Path;"
        "from dayline.ask.compose import answer;"
        "answer('what is a key?', FolderLibrary(Path(sys.argv[1])));"
        "assert 'dayline.search.models' not in sys.modules"
    )
    bare = {name: value for name, value in os.environ.items() if "DJANGO" not in name}
    subprocess.run([sys.executable, "-c", told, str(folder(tmp_path))], check=True, env=bare)


def test_a_chain_is_followed_to_what_is_in_force(tmp_path: Path):
    for number, status in (
        (1, "Superseded by [2](0002.md)"), (2, "Superseded by [3](0003.md)"), (3, "Accepted"),
    ):  # fmt: skip
        said = f"Tokens that were superseded stay valid for {number} seconds in cache {number}."
        (tmp_path / f"000{number}.md").write_text(decision(number, "Tokens", status, said))
    asked = "How long do superseded tokens stay valid in cache 1?"
    found = answer(asked, FolderLibrary(tmp_path), threshold=0.05)
    statement, *quoted, until = found.sentences
    assert "ADR-1 (Tokens) is superseded by ADR-2" in statement.text
    assert {one.cites[0].ref for one in quoted} == {"ADR-3"}
    assert until.text.startswith("Until ADR-2, ADR-1 said: ")


def test_nothing_found_is_no_answer_whatever_the_threshold(tmp_path: Path):
    assert answer("Why zebras?", FolderLibrary(folder(tmp_path)), threshold=0.0).abstains


def test_what_looks_like_an_id_is_a_word_where_texts_write_it(tmp_path: Path):
    folder(tmp_path)
    said = "A P-1 incident is answered within 15 minutes."
    (tmp_path / "0003.md").write_text(decision(3, "Answer incidents", "Accepted", said))
    every = FolderLibrary(tmp_path)
    found = answer("How fast is a P-1 incident answered?", every, threshold=0.05)
    assert any("15 minutes" in one.text for one in found.sentences)
    assert answer("What is P-77 about?", every, threshold=0.0).abstains


def test_a_decision_that_is_called_one_is_asked_for_its_state(tmp_path: Path):
    found = answer("Is decision ADR-2 settled?", FolderLibrary(folder(tmp_path)))
    assert found.sentences[0].text.startswith("Yes: ADR-2")
