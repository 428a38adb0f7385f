"""Threads come in from Slack exports, mail and transcripts, hostile ones bounded."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from dayline.base.errors import DaylineError, HostileInput, InvalidInput
from dayline.faces.cli.main import cli
from dayline.synthesis.chats import mail, plain, slack
from dayline.synthesis.chats.opening import open_threads
from dayline.synthesis.rules import where_it_stands

USERS = [
    {"id": "U1", "name": "ana", "real_name": "Ana Ruiz"},
    {"id": "U2", "name": "ben", "profile": {"real_name": "Ben Cole"}},
    {"id": "U3", "name": "ken", "real_name": "Ken Tan"},
]


def said(at: float, user: str, text: str, **more: object) -> dict[str, object]:
    return {"type": "message", "ts": f"{1763280000 + at:.6f}", "user": user, "text": text, **more}


ROOT = f"{1763280000:.6f}"
DAY = [
    said(0, "U1", "Which queue do we take? <@U2> &amp; <@U3>", thread_ts=ROOT),
    said(5, "U9", "has joined the channel", subtype="channel_join"),
    said(7, "", "deployed", bot_id="B1"),
    said(60, "U2", "I prefer <https://example.org/q|the shared one>.", thread_ts=ROOT),
    said(
        120, "U3", "Let's go with the shared one. <@U2> please set it up by Friday.", thread_ts=ROOT
    ),
    said(200, "U1", "Lunch?"),
    said(260, "U3", "In ten minutes."),
    said(90_000, "U1", "Alone on another day."),
]


def archive(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return made.getvalue()


EXPORT = {
    "users.json": json.dumps(USERS).encode(),
    "channels.json": b"[]",
    "payments/2025-11-16.json": json.dumps(DAY).encode(),
}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.zip"
    path.write_bytes(archive(EXPORT))
    return path


def test_a_slack_export_is_read_as_a_zip_and_as_a_folder(export: Path, tmp_path: Path):
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(export) as opened:
        opened.extractall(folder)
    found = open_threads(export)
    assert found == open_threads(folder)
    assert [(one.where, len(one.messages)) for one in found] == [("#payments", 3), ("#payments", 2)]
    first = found[0]
    assert first.messages[0].text == "Which queue do we take? @ben & @ken"
    assert first.messages[1].text == "I prefer the shared one."
    assert [one.who for one in first.messages] == ["Ana Ruiz", "Ben Cole", "Ken Tan"]
    standing = where_it_stands(first.messages, first.names)
    assert [one.text for one in standing.in_force] == ["Let's go with the shared one."]
    (action,) = standing.actions
    assert (action.owner, str(action.due)) == ("Ben Cole", "2025-11-21")
    assert first.messages[0].place == "#payments 2025-11-16 08:00"


MAILS = b"""From ana@example.org Mon Nov 16 09:00:00 2026
From: Ana Ruiz <ana@example.org>
Date: Mon, 16 Nov 2026 09:00:00 +0000
Subject: Timeout of the acquirer
Message-ID: <1@example.org>

Should we raise the timeout?

--\x20
Ana Ruiz, Meridian Pay

From ben@example.org Mon Nov 16 10:00:00 2026
From: =?utf-8?q?Ben_C=C3=B6le?= <ben@example.org>
Date: Mon, 16 Nov 2026 10:00:00 -0600
Subject: Re: Timeout of the acquirer
Message-ID: <2@example.org>
In-Reply-To: <1@example.org>

I think 45 s is too long.

On Mon, 16 Nov 2026 at 09:00, Ana Ruiz wrote:
> Should we raise the timeout?
> We decided on 45 s.

From ken@example.org Mon Nov 16 11:00:00 2026
From: ken@example.org
Date: Tue, 17 Nov 2026 11:00:00 +0000
Subject: Something else
Message-ID: <3@example.org>
Content-Type: text/html; charset=utf-8

<p>I will be <b>away</b> on Friday.</p><blockquote>We decided to stay.</blockquote>
"""


def test_mail_is_read_by_thread_without_what_it_quotes(tmp_path: Path):
    path = tmp_path / "team.mbox"
    path.write_bytes(MAILS)
    found = open_threads(path)
    assert [(one.title, len(one.messages)) for one in found] == [
        ("Timeout of the acquirer", 2),
        ("Something else", 1),
    ]
    first, second = found[0].messages
    assert (second.who, second.parent, second.at.hour) == ("Ben C\u00f6le", first.id, 16)
    assert first.text.strip() == "Should we raise the timeout?"
    standing = where_it_stands(found[0].messages, found[0].names)
    assert standing.decisions == ()
    assert [one.sentences[0].text for one in standing.sides] == ["I think 45 s is too long."]
    assert found[1].messages[0].text.split() == ["I", "will", "be", "away", "on", "Friday."]
    assert "decided" not in found[1].messages[0].text


def test_an_answer_below_or_between_what_it_quotes_is_read():
    begin = b"""From: Ana Ruiz <ana@example.org>
Date: Mon, 16 Nov 2026 09:00:00 +0000
Message-ID: <1@example.org>

"""
    answer = (
        begin
        + b"""On Mon, 16 Nov 2026 at 08:00, Ben Coel <ben@example.org>
wrote:

> Should we raise the timeout?
I think 45 s is too long.
> We decided to stop.

I will ask the acquirer by Friday.
"""
    )
    (thread,) = mail.threads(answer)
    standing = where_it_stands(thread.messages, thread.names)
    assert [one.sentences[0].text for one in standing.sides] == ["I think 45 s is too long."]
    assert [one.text for one in standing.actions] == ["I will ask the acquirer by Friday."]
    assert standing.decisions == standing.questions == ()
    assert "Ana" not in thread.messages[0].place  # who it was is told beside the place

    unmarked = begin + b"I disagree.\n\nOn Mon, 16 Nov 2026 at 08:00, Ben wrote:\nWe decided.\n"
    assert mail.threads(unmarked)[0].messages[0].text.strip() == "I disagree."


def test_a_file_that_is_none_is_told_as_one(tmp_path: Path):
    broken = tmp_path / "export.zip"
    broken.write_bytes(b"not a zip")
    with pytest.raises(InvalidInput, match="is no zip"):
        open_threads(broken)
    missing = CliRunner().invoke(cli, ["synthesise", str(tmp_path / "missing.zip")])
    assert "There is no file" in f"{missing.exception} {missing.output}"


def test_a_transcript_is_read_with_and_without_instants():
    text = (
        "[2026-11-16 14:05] Ana Ruiz: Shall we?\n[2026-11-16 14:06] @ben: Agreed,\nwith pleasure.\n"
    )
    (thread,) = plain.threads(text, title="call", day=datetime(2026, 1, 1, tzinfo=UTC))
    assert [(one.who, one.at.minute) for one in thread.messages] == [("Ana Ruiz", 5), ("ben", 6)]
    assert thread.messages[1].text == "Agreed,\nwith pleasure."
    for code in ("```\nError: we stop\n```", "```Error: we\nError: stop```", "```"):
        text = f"Ana: It prints:\n{code}\nBen: Odd.\n"
        (thread,) = plain.threads(text, title="call", day=datetime(2026, 1, 1, tzinfo=UTC))
        assert {one.who for one in thread.messages} == {"Ana", "Ben"}, code
    with pytest.raises(InvalidInput, match="Nobody is seen to talk"):
        plain.threads("Just a text.\nAna: alone\n", title="x", day=thread.messages[0].at)


def lying_about_size() -> bytes:
    """An entry that says it is small and unpacks to 40 MB."""
    made = bytearray(archive({"a/2025-11-16.json": b"[" + b" " * 40_000_000 + b"]"}))
    at = made.rfind(b"PK\x01\x02") + 24
    made[at : at + 4] = struct.pack("<I", 100)
    return bytes(made)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.zip", archive({"a/2025-11-16.json": b"[" + b" " * 40_000_000 + b"]"})),
        ("lying.zip", lying_about_size()),
        ("many.zip", archive({f"{n}.txt": b"" for n in range(20_001)})),
        ("cut.zip", archive(EXPORT)[:-200]),
        ("empty.zip", archive({})),
        ("deep.zip", archive({"a/2025-11-16.json": b"[" * 200_000})),
        ("object.zip", archive({"a/2025-11-16.json": b"{}"})),
        ("large.json", b" " * (5 * 2**20)),
        ("no.eml", b"\x00" * 1_000),
        ("no.txt", b"\xff\xfe\x00" * 1_000),
    ],
)
def test_hostile_files_are_refused_in_plain_words(tmp_path: Path, name: str, content: bytes):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DaylineError) as refused:
        open_threads(path)
    assert refused.value.do
    assert isinstance(refused.value, (HostileInput, InvalidInput))


def test_an_entry_that_leads_elsewhere_is_only_a_name(tmp_path: Path):
    path = tmp_path / "slip.zip"
    path.write_bytes(archive({"../../etc/2025-11-16.json": json.dumps(DAY).encode()}))
    assert {one.where for one in open_threads(path)} == {"#etc"}
    assert sorted(one.name for one in tmp_path.iterdir()) == ["slip.zip"]


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["ts", "text", "user", "thread_ts", "subtype", "id", "profile", "name"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@given(st.lists(ANYTHING, max_size=6), st.lists(ANYTHING, max_size=6))
def test_any_json_is_read_or_refused(users: list[object], day: list[object]):
    files = [
        ("users.json", json.dumps(users).encode()),
        ("x/2025-11-16.json", json.dumps([*DAY, *day]).encode()),
    ]
    assert slack.threads(files)


@given(st.binary(max_size=400), st.integers(0, len(MAILS)))
def test_any_bytes_are_read_as_mail_or_refused(noise: bytes, at: int):
    try:
        found = mail.threads(MAILS[:at] + noise + MAILS[at:])
    except InvalidInput:
        return
    assert all(one.messages for one in found)
