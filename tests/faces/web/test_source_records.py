"""A source file's words have a page like any other record."""

from __future__ import annotations

import re

from dayline.records.actions import open_record
from dayline.records.imports.actions import import_records
from dayline.records.sources.reading import incoming_of
from dayline.records.sources.rules import sourced
from tests.cast import DECISION, Stage
from tests.faces.web.visitors import visitor


def test_the_page_of_a_source_file_shows_its_words(stage: Stage) -> None:
    code = b'class Box:\n    """Holds <letters>."""\n'
    import_records(stage.ana, [incoming_of(sourced("box.py", code))])
    answer = visitor(stage, "ana").get("/SRC-1")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "box.py" in page
    assert "Holds &lt;letters&gt;." in page
    assert "/SRC-1/edit" not in page
    assert 'class="state' not in page


def test_search_tells_path_names_and_line_and_can_be_narrowed_to_code(stage: Stage) -> None:
    code = b'class Box:\n    """Holds <letters>."""\n'
    open_record(stage.ana, "decision", text=DECISION.replace("retry", "retry letters"))
    ana = visitor(stage, "ana")
    assert "Source file" not in ana.get("/search?q=letters").content.decode()
    import_records(stage.ana, [incoming_of(sourced("post/box.py", code))])
    page = ana.get("/search?q=letters&kind=source").content.decode()
    assert "D-1" not in page
    assert '<option value="source" selected>Source file</option>' in page
    shown = " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "SRC-1 post/box.py" in shown
    assert 'class="state' not in page
    assert "Holds &lt;letters." in shown
    assert "Source file, opened Wed 18 Nov 03:00 · Box · line 2" in shown
