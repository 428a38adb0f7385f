"""``llms.txt``: in an export and on the server, what one may see and no more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

from dayline.records.actions import move, open_record
from tests.cast import DECISION, Stage
from tests.faces.conftest import Said
from tests.faces.web.visitors import visitor


def write(stage: Stage) -> None:
    open_record(stage.ana, "decision", text=DECISION)
    newer = DECISION.replace("Every capture carries a key", "Keys [for] (all)")
    move(stage.ana, "D-1", "accept")
    open_record(stage.ana, "decision", text=newer.replace("---\n", "---\nsupersedes: [D-1]\n", 1))
    move(stage.ana, "D-2", "accept")
    hidden = DECISION.replace("Every capture carries a key", "The zeppelin budget")
    open_record(stage.ana, "decision", text=hidden, visibility="person:@ana")


def test_an_export_lists_its_texts_with_what_is_over_last(
    stage: Stage, dayline: Callable[..., Said], tmp_path: Path
):
    write(stage)
    assert "listed in llms.txt" in dayline("export", str(tmp_path / "out"), who="ben").out
    text = (tmp_path / "out" / "llms.txt").read_text()
    assert text.startswith("# meridian\n\n> ")
    assert "zeppelin" not in text
    standing, _, over = text.partition("## Optional")
    assert "- [D-2 Keys for all](" in standing
    assert "- [D-1 Every capture carries a key](" in over
    links = [
        line.partition("](")[2].partition(")")[0] for line in text.splitlines() if "](" in line
    ]
    assert len(links) == 2
    assert all((tmp_path / "out" / unquote(link)).is_file() for link in links)


def test_the_server_lists_them_to_those_who_may_see_them(stage: Stage):
    write(stage)
    ben = visitor(stage, "ben").get("/llms.txt")
    assert ben.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "/D-2.md)" in ben.content.decode()
    assert "zeppelin" not in ben.content.decode()
    assert "zeppelin" in visitor(stage, "ana").get("/llms.txt").content.decode()
    from django.test import Client

    assert Client().get("/llms.txt").status_code == 401
