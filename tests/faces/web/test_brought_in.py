"""A text that was brought in, on pages: who wrote it and when, as far as it tells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dayline.records.folder import walk
from dayline.records.imports.actions import import_records
from dayline.records.imports.reading import incoming
from dayline.records.reading import read_folder
from tests.cast import Stage, set_stage
from tests.faces.web.test_search import client_of

PEP = """\
PEP: 7
Title: Frozen rows
Author: Ana Ruiz <ana@example.org>,
        Ben Ode <ben at example.org>
Sponsor: Ken Abe <ken at example.org>
Status: Rejected
Type: Standards Track
Created: 02-Jan-2024
Resolution: https://example.org/no


Specification
=============

A row is declared frozen by a decorator::

  # Every row of the ledger:
  @frozen
  class Row:
      amount: int

Rows with a default [#d]_ come last.
"""


@pytest.fixture
def stage(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T15:00:00Z")
    monkeypatch.setenv("DAYLINE_READER", "off")
    stage = set_stage()
    (tmp_path / "pep-0007.rst").write_text(PEP)
    import_records(stage.ana, incoming(read_folder(walk(tmp_path))))
    return stage


def test_its_writers_are_told_by_name_and_its_day_without_a_time(stage: Stage):
    for address in ("/search?q=frozen+rows", "/PEP-7"):
        page = client_of(stage).get(address).content.decode()
        assert "Ana Ruiz, Ben Ode" in page, address
        assert "example.org&gt;" not in page, address
        assert '<time datetime="2024-01-02">Tue 2 Jan 2024</time>' in page, address


def test_the_log_has_it_under_the_day_of_its_text_wherever_it_is_read(stage: Stage):
    for handle in ("ana", "omar", "mei"):
        page = client_of(stage, handle).get("/log?kind=rfc").content.decode()
        assert "Tuesday, 2 January 2024</h2>" in page, handle
        assert '<time datetime="2024-01-02">' not in page, handle


def test_its_history_says_who_brought_it_in_and_when(stage: Stage):
    page = client_of(stage).get("/PEP-7/history").content.decode()
    said = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "Tue 2 Jan 2024 Brought in by @ana, " in said
    assert "Written by" not in said


def test_days_among_its_fields_are_told_as_elsewhere(stage: Stage):
    page = client_of(stage).get("/PEP-7").content.decode()
    assert '<dt>Created</dt><dd><time datetime="2024-01-02">Tue 2 Jan 2024</time></dd>' in page


def test_who_backs_it_is_told_without_an_address(stage: Stage):
    page = client_of(stage).get("/PEP-7").content.decode()
    assert "<dt>Sponsor</dt><dd>Ken Abe</dd>" in page
    assert "<dt>Authors</dt><dd>Ana Ruiz, Ben Ode</dd>" in page
    assert "https://example.org/no" in page


def test_a_footnote_and_a_comment_in_code_are_no_headings_of_it(stage: Stage):
    page = client_of(stage).get("/search?q=rows+with+a+default").content.decode()
    assert "<mark>Rows</mark> with a <mark>default</mark> come last" in " ".join(page.split())
    assert "Specification" in page
    assert "Every row of the ledger" not in page


def test_its_code_is_code_in_an_answer(stage: Stage):
    page = client_of(stage).get("/ask?q=How+is+a+row+declared+frozen%3F").content.decode()
    assert "<code># Every row of the ledger:\n@frozen\nclass Row:\n    amount: int</code>" in page


def test_its_body_is_shown_as_it_means_and_its_sections_can_be_linked(stage: Stage):
    page = client_of(stage).get("/PEP-7").content.decode()
    assert '<h2 id="specification"' in page
    assert "<h1>Every row" not in page
    assert "@frozen\nclass Row:\n    amount: int" in page
    assert 'class="state state-over">Rejected' in page
    assert "None, https://example.org/no" not in page
    asked = client_of(stage).get("/ask?q=How+is+a+row+declared+frozen%3F").content.decode()
    assert 'href="/PEP-7#specification"' in asked
