"""Pages for programs: texts, JSON, feeds and calendars, under the same condition as pages."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from dayline.accounts.actions import make_token
from dayline.clocks.queries import of_record
from dayline.contracts.actions import publish
from dayline.records.actions import move, open_record
from tests.cast import Stage
from tests.clocks.requests import REQUEST
from tests.faces.api.conftest import Caller

ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_text_is_had_byte_for_byte_and_once(ana: Caller, decision: str):
    first = ana.get(f"/{decision}.md")
    assert first.status_code == 200
    assert first.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert first.content == ana.get(f"records/{decision}/text").content
    assert ana.get(f"/{decision}.md", If_None_Match=first.headers["ETag"]).status_code == 304
    assert ana.get(f"/{decision}.json").json() == ana.get(f"records/{decision}").json()


def test_what_one_may_not_see_is_not_there(ana: Caller, ben: Caller, stage: Stage):
    open_record(stage.ana, "decision", title="Kept", visibility=f"person:{stage.ids['ana']}")
    assert ana.get("/D-1.md").status_code == 200
    for path in ("/D-1.md", "/D-1.json"):
        hidden, missing = ben.get(path), ben.get(path.replace("D-1", "D-9"))
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert hidden.content.replace(b"D-1", b"D-9") == missing.content
        assert "ETag" not in hidden.headers
    for feed in ("log", "records", "board"):
        assert b"Kept" not in ben.get(f"/{feed}.atom").content
        assert b"D-1" not in ben.get(f"/{feed}.atom").content
    assert b"Kept" in ana.get("/records.atom").content


def test_feeds_are_atom_with_what_it_demands(ana: Caller, stage: Stage):
    open_record(stage.ana, "question", title="Is <b>&amp; \x07 fine]]>?")
    for feed in ("log", "records", "board"):
        answer = ana.get(f"/{feed}.atom")
        assert answer.status_code == 200, answer.content
        root = ET.fromstring(answer.content)  # noqa: S314 -- our own
        assert root.tag == f"{ATOM}feed"
        for where in (root, *root.findall(f"{ATOM}entry")):
            for needed in ("id", "title", "updated"):
                assert where.findtext(f"{ATOM}{needed}"), needed
        ids = [one.findtext(f"{ATOM}id") for one in root.findall(f"{ATOM}entry")]
        assert len(ids) == len(set(ids))
        for one in root.findall(f"{ATOM}entry"):
            assert one.findtext(f"{ATOM}author/{ATOM}name")
            datetime.fromisoformat(one.findtext(f"{ATOM}updated"))
        again = ana.get(f"/{feed}.atom", If_None_Match=answer.headers["ETag"])
        assert again.status_code == 304


def test_my_deadlines_are_a_calendar_at_a_secret_address(stage: Stage):
    publish(stage.olga, REQUEST)
    ref = open_record(
        stage.ana, "request", title="Which, of these; is \\ it?", fields={"to": "@london"}
    ).ref
    move(stage.ana, ref, "ask")
    due = sorted(
        one.due_at.replace(microsecond=0)
        for one in of_record(stage.workspace, ref)
        if one.due_at and {"T-2", stage.ids["ines"]} & set(one.whose)
    )
    _, secret = make_token(stage.ines, name="calendar", scopes=["ics"], at=datetime.now(UTC))
    answer = Client().get(f"/calendar/{secret}.ics")
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.content.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    stream = pytest.importorskip("ical.calendar_stream")
    read = stream.IcsCalendarStream.calendar_from_ics(answer.content.decode())
    assert len(due) == 3
    assert sorted(one.dtstart for one in read.events) == due
    assert "Which, of these; is \\ it?" in read.events[0].summary
    again = Client().get(
        f"/calendar/{secret}.ics", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_the_secret_of_a_calendar_is_good_for_nothing_else(
    stage: Stage, caller: Callable[..., Caller], ana: Caller
):
    calendar = caller("ana", "ics")
    assert calendar.get("records").status_code == 403
    assert calendar.get("/log.atom").status_code == 403
    reader = caller("ana", "read")
    assert Client().get(f"/calendar/{reader.secret}.ics").status_code == 404
    assert Client().get("/calendar/dl_nonsense.ics").status_code == 404
