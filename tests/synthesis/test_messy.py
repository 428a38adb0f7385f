"""Talks as people really write them: code, quotations, signs, lists, names of many languages."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dayline.synthesis.chats import mail, slack
from dayline.synthesis.chats.thread import Thread
from dayline.synthesis.messages import Standing
from dayline.synthesis.rules import where_it_stands

USERS = [
    {"id": "U1", "name": "ana", "real_name": "Ana Ruiz"},
    {"id": "U2", "name": "lukasz", "real_name": "\u0141ukasz W\u00f3jcik"},
    {"id": "U3", "name": "oyvind", "profile": {"real_name": "\u00d8yvind \u00c5s"}},
    {"id": "U4", "name": "kenji", "real_name": "\u4f0a\u85e4 \u5065\u4e8c"},
]
ASKS = """:wave: hi, the export reads the row twice
```WARN agreed.
We decided. Should we?```
which lock do we take? `SELECT ... FOR UPDATE` or advisory?"""
DECIDES = """ok so, decided: row locks.
\u2022 <@U2> please change `export/run.py` by Friday
\u2022 \u00d8yvind, can you look at v2.3. of the client?"""
TALK = [
    ("U1", ASKS),
    ("U2", "I'd go with `FOR UPDATE`, it's simpler.\n&gt; which lock do we take?\nThey leak"),
    ("U3", "hmm not convinced. we use the other in `billing/locks.py`"),
    ("U4", ":+1::skin-tone-3:"),
    ("U2", "Read the docs: <https://example.org/locks.html?should=we>. They say it's fine"),
    ("U1", DECIDES),
    ("U3", "fair enough :ok_hand:"),
    ("U1", "Who tells the merchants? cc <!channel>"),
    ("U2", "```\n$ git push\n```"),
    ("U4", "\u3042\u308a\u304c\u3068\u3046\uff01"),
]


def talked() -> Thread:
    root = "1763280000.000000"
    day = [
        {
            "type": "message", "ts": f"{1763280000 + 60 * at:.6f}", "user": user, "text": text,
            "thread_ts": root,
        }
        for at, (user, text) in enumerate(TALK)
    ]  # fmt: skip
    files: Mapping[str, object] = {"users.json": USERS, "eng/2025-11-16.json": day}
    (thread,) = slack.threads((name, json.dumps(said).encode()) for name, said in files.items())
    return thread


def stands() -> Standing:
    thread = talked()
    return where_it_stands(thread.messages, thread.names)


def test_a_talk_is_named_by_its_words_without_code():
    title = talked().title
    assert title.startswith(":wave: hi, the export reads the row twice which lock do we take?")


def test_what_is_decided_answers_what_was_asked_and_code_decides_nothing():
    standing = stands()
    assert [one.text for one in standing.in_force] == ["ok so, decided: row locks."]
    answered = {one.asked.text: one.answer[0].text for one in standing.answered}
    assert answered["which lock do we take?"] == "ok so, decided: row locks."
    assert "Who tells the merchants?" in [one.asked.text for one in standing.open]


def test_who_holds_and_promises_what_is_told_by_names_of_any_language():
    standing = stands()
    assert {side.who: [one.text for one in side.sentences] for side in standing.sides} == {
        "\u0141ukasz W\u00f3jcik": ["I'd go with `FOR UPDATE`, it's simpler."],
        "\u00d8yvind \u00c5s": ["hmm not convinced."],
    }
    assert [(one.owner, str(one.due)) for one in standing.actions] == [
        ("\u0141ukasz W\u00f3jcik", "2025-11-21"),
        ("\u00d8yvind \u00c5s", "None"),
    ]
    assert standing.agreements[0].by[0].who == "\u4f0a\u85e4 \u5065\u4e8c"


LETTERS = """From a@example.org Mon Nov 16 09:00:00 2026
From: =?utf-8?b?xYF1a2FzeiBXw7NqY2lr?= <lukasz@example.org>
Date: Mon, 16 Nov 2026 09:00:00 +0000
Subject: The audit log
Message-ID: <1@example.org>

Hi all,

we keep it for 3 years. I see two ways:

  1. Drop it after 12 months. Legal has to agree.
  2. Move it to cold storage, e.g. S3. About $40 a month.

What do you think?

    SELECT 1; -- Should we?

Regards,
\u0141ukasz

From b@example.org Mon Nov 16 10:00:00 2026
From: Siobh\u00e1n O'Brien <siobhan@example.org>
Date: Mon, 16 Nov 2026 10:00:00 +0000
Subject: Re: The audit log
Message-ID: <2@example.org>
In-Reply-To: <1@example.org>

> 1. Drop it after 12 months.
No way, the contract with Acme says 24 months (\u00a7 4.2. of the annex).

> 2. Move it to cold storage
Agreed. Did anybody ask legal?

I'll delete the old dumps tonight.

From c@example.org Mon Nov 16 12:00:00 2026
From: \u00d8yvind \u00c5s <oyvind@example.org>
Date: Mon, 16 Nov 2026 12:00:00 +0000
Subject: AW: The audit log
Message-ID: <3@example.org>
In-Reply-To: <2@example.org>

Please follow the guide at https://example.org/cold?why=1 before you start.
So: we'll move all that is older than 12 months.
\u0141ukasz will write the job by 30 November. Siobh\u00e1n to tell legal.
"""


def test_mail_with_names_that_nobody_encoded_is_told_by_their_people():
    (thread,) = mail.threads(LETTERS.encode())
    standing = where_it_stands(thread.messages, thread.names)
    assert [one.text for one in standing.in_force] == [
        "So: we'll move all that is older than 12 months."
    ]
    assert [(one.owner, one.text) for one in standing.actions] == [
        ("Siobh\u00e1n O'Brien", "I'll delete the old dumps tonight."),
        ("\u0141ukasz W\u00f3jcik", "\u0141ukasz will write the job by 30 November."),
        ("Siobh\u00e1n O'Brien", "Siobh\u00e1n to tell legal."),
    ]
    (side,) = standing.sides
    assert side.sentences[0].text.startswith("No way, the contract")
    assert side.sentences[0].text.endswith("(\u00a7 4.2. of the annex).")


def test_an_answer_is_told_as_it_stands_and_not_joined_over_what_lies_between():
    (thread,) = mail.threads(LETTERS.encode())
    standing = where_it_stands(thread.messages, thread.names)
    answer = next(one for one in standing.answered if one.asked.text == "What do you think?")
    assert [one.text for one in answer.answered_by] == ["Agreed."]
