"""A source file's words have a page like any other record."""

from __future__ import annotations

from dayline.records.imports.actions import import_records
from dayline.records.sources.reading import incoming_of
from dayline.records.sources.rules import sourced
from tests.cast import Stage
from tests.faces.web.visitors import visitor


def test_the_page_of_a_source_file_shows_its_words(stage: Stage) -> None:
    code = b'class Box:\n    """Holds <letters>."""\n'
    import_records(stage.ana, [incoming_of(sourced("box.py", code))])
    answer = visitor(stage, "ana").get("/SRC-1")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "box.py" in page
    assert "Holds &lt;letters&gt;." in page
