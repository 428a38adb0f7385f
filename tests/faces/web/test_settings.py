"""One's own settings, without scripts: hours, letters, looks, tokens."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dayline.accounts.actions import seat
from dayline.accounts.queries import bearer
from dayline.inbox.queries import pages_only
from dayline.people.queries import directory
from dayline.people.timetable import timetable
from tests.cast import Stage, set_stage
from tests.faces.web.visitors import visitor

PAGES = ("/settings", "/settings/hours", "/settings/reading", "/settings/tokens",
         "/account/ways/", "/account/sessions/")  # fmt: skip


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    monkeypatch.setenv("DAYLINE_NOW", "2026-11-18T15:00:00Z")
    return set_stage()


def me(stage: Stage, handle: str = "ana"):
    return directory(stage.workspace).people[stage.ids[handle]]


@pytest.mark.parametrize("path", PAGES)
def test_each_page_costs_a_fixed_number_of_queries(stage: Stage, path: str):
    client = visitor(stage, "ana")
    client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= 10, [one["sql"] for one in asked]


def test_name_address_and_zone_are_ones_own(stage: Stage):
    client = visitor(stage, "ana")
    form = {"name": "Ana R.", "email": "ana@meridian.example", "zone": "Europe/Madrid"}
    assert client.post("/settings", form).status_code == 302
    assert (me(stage).name, me(stage).zone) == ("Ana R.", "Europe/Madrid")
    assert seat(stage.workspace, "ana").email == "ana@meridian.example"
    assert timetable(stage.workspace).zone(stage.ids["ana"], stage.now) == "Europe/Madrid"


def test_the_address_for_signing_in_stays_once_it_is_given(stage: Stage):
    client = visitor(stage, "ana")
    form = {"name": "Ana", "zone": "America/Chicago"}
    client.post("/settings", {**form, "email": "ana@meridian.example"})
    client.post("/settings", {**form, "email": "other@meridian.example"})
    assert me(stage).email == "other@meridian.example"
    assert seat(stage.workspace, "ana").email == "ana@meridian.example"


def test_what_is_refused_stays_in_the_form(stage: Stage):
    answer = visitor(stage, "ana").post(
        "/settings", {"name": "Anita", "email": "", "zone": "Mars/Base"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Mars/Base"' in page
    assert 'value="Anita"' in page
    assert me(stage).zone == "America/Chicago"


def test_a_week_may_have_several_intervals_and_nights(stage: Stage):
    client = visitor(stage, "ana")
    week = {"form": "week", "mon": "09:00-12:30, 13:30-17:30", "tue": "22:00-06:00", "wed": ""}
    assert client.post("/settings/hours", week).status_code == 302
    page = client.get("/settings/hours").content.decode()
    assert 'name="mon" value="09:00-12:30, 13:30-17:30"' in page
    assert 'name="tue" value="22:00-06:00"' in page
    assert 'name="wed" value=""' in page


def test_a_week_that_cannot_be_read_is_kept_in_the_form(stage: Stage):
    answer = visitor(stage, "ana").post("/settings/hours", {"form": "week", "mon": "nine to five"})
    assert answer.status_code == 422
    assert b'value="nine to five"' in answer.content
    assert me(stage).calendar == ""


def test_leave_focus_and_a_move_are_added(stage: Stage):
    client = visitor(stage, "ana")
    for form in (
        {"form": "leave", "first": "2026-12-24", "last": "2026-12-31"},
        {"form": "focus", "day": ["tue", "thu"], "times": "13:00-15:00"},
        {"form": "move", "since": "2027-02-01", "zone": "Asia/Singapore"},
    ):
        assert client.post("/settings/hours", form).status_code == 302
    text = me(stage).calendar
    assert "- 2026-12-24 to 2026-12-31" in text
    assert "- tue thu 13:00-15:00" in text
    assert "Asia/Singapore" in text


ICS = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//EN
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T000000Z
DTSTART;VALUE=DATE:20261224
DTEND;VALUE=DATE:20261227
SUMMARY:Vacation in the secret place
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def test_leave_is_taken_from_a_calendar_file_and_nothing_else(stage: Stage):
    client = visitor(stage, "ana")

    def send(content: bytes):
        file = SimpleUploadedFile("leave.ics", content, "text/calendar")
        return client.post("/settings/hours", {"form": "file", "file": file})

    assert send(ICS.encode()).status_code == 302
    assert "2026-12-24 to 2026-12-26" in me(stage).calendar
    assert "secret" not in me(stage).calendar
    again = send(ICS.encode())
    assert again.status_code == 422
    assert b"No leave that is new" in again.content
    assert send(b"\x00\xff no calendar").status_code in (413, 422)


def test_letters_and_looks(stage: Stage):
    client = visitor(stage, "ana")
    client.post("/settings/reading", {"letters": "pages"})
    assert stage.ids["ana"] in pages_only(stage.workspace)
    answer = client.post("/settings/reading", {"theme": "dark", "keys": "off"})
    assert answer.cookies["theme"]["httponly"]
    page = client.get("/settings/reading").content.decode()
    assert '<html lang="en" data-theme="dark" data-keys="off">' in page
    client.post("/settings/reading", {"theme": "", "keys": "on"})
    assert '<html lang="en">' in client.get("/settings/reading").content.decode()


@pytest.mark.parametrize("theme", ['"><script>', "blue", "dark\r\nX: y"])
def test_no_other_look_is_kept(stage: Stage, theme: str):
    answer = visitor(stage, "ana").post("/settings/reading", {"theme": theme})
    assert answer.cookies["theme"].value == ""


def test_a_token_is_shown_once(stage: Stage):
    client = visitor(stage, "ana")
    answer = client.post("/settings/tokens", {"name": "script", "scope": ["read"], "days": "30"})
    secret = re.search(r"dl_[\w-]{43}", answer.content.decode())[0]
    assert "no-store" in answer["Cache-Control"]
    found = bearer(secret, datetime.now(UTC))
    assert found.scopes == ("read",)
    page = client.get("/settings/tokens").content.decode()
    assert secret not in page
    assert found.token in page
    assert visitor(stage, "ben").post(f"/settings/tokens/{found.token}/revoke").status_code == 404
    assert client.post(f"/settings/tokens/{found.token}/revoke").status_code == 302
    assert bearer(secret, datetime.now(UTC)) is None


def test_a_new_secret_address_ends_the_one_before(stage: Stage):
    client = visitor(stage, "ana")

    def address() -> str:
        page = client.post("/settings/tokens", {"form": "feed"}).content.decode()
        return re.search(r"/deadlines/(dl_[\w-]{43})\.ics", page)[1]

    first, second = address(), address()
    assert bearer(first, datetime.now(UTC)) is None
    assert bearer(second, datetime.now(UTC)).scopes == ("ics",)


def test_nobody_asks_for_more_than_their_role_has(stage: Stage):
    answer = visitor(stage, "gus").post(
        "/settings/tokens", {"name": "x", "scope": ["read", "write:records"]}
    )
    assert answer.status_code == 422
    assert b"is no scope for a guest" in answer.content
