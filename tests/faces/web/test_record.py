"""Stories of a record's page, without script: read it, say something, move it, read it back."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dayline.people.queries import directory
from dayline.records.actions import move, open_record, revise
from dayline.records.facts import text_of
from dayline.records.queries import find
from dayline.records.remarks.actions import comment
from dayline.records.remarks.queries import receipts, remarks
from tests.browser.staging import HANDOFF, SUCCESSOR
from tests.cast import DECISION, Stage, set_stage
from tests.faces.web.visitors import Enter, enter, page

__all__ = ["enter"]


@pytest.fixture
def stage(db: None) -> Stage:
    return set_stage()


def words(html: str) -> str:
    """What a reader sees of it, roughly."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_reading_a_decision(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    shown = page(enter("ken"), "/D-1")
    seen = words(shown)
    assert "Every capture carries a key" in seen
    assert "Proposed waits on @ana , @ines" in seen
    assert "awake-hours" in seen
    assert "Applies to src/gateway/**" in seen
    assert "applies_to" not in shown
    assert shown.count("<h1>") == 1
    assert '<h2 id="rejected-alternatives">' in shown
    assert 'href="#rejected-alternatives"' in shown


@pytest.mark.parametrize("name", ["d-1", "1", "0001", "D-0001", "every-capture-carries-a-key"])
def test_other_names_lead_to_the_one_address(stage: Stage, enter: Enter, name: str):
    open_record(stage.ben, "decision", text=DECISION)
    answer = enter("ken").get(f"/{name}")
    assert (answer.status_code, answer["Location"]) == (302, "/D-1")


def test_a_name_of_several_asks_which(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    open_record(stage.omar, "handoff", text=HANDOFF.format(severity="routine", title="Night"))
    shown = page(enter("ken"), "/1", 300)
    assert 'href="/D-1"' in shown
    assert 'href="/H-1"' in shown


def without_tokens(shown: str) -> str:
    """A page without what differs from answer to answer: the tokens of its forms."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", shown)


def test_what_one_may_not_see_reads_like_nothing(stage: Stage, enter: Enter):
    austin = directory(stage.workspace).team("austin").id
    open_record(stage.ben, "decision", text=DECISION, visibility=f"team:{austin}")
    for handle in ("gus", "ken"):
        client = enter(handle)
        for rest in ("", "/history", "/move/accept", "/read-back", "?revision=1"):
            hidden = page(client, f"/D-1{rest}", 404)
            nothing = page(client, f"/D-9{rest}", 404)
            assert without_tokens(hidden).replace("D-1", "D-9") == without_tokens(nothing)
        for act in ("comment", "receipt", "comment/C1/close", "move/accept"):
            told = client.post(f"/D-1/{act}", {"text": "x", "kind": "read"})
            assert told.status_code == 404
        for name in ("1", "d-1", "every-capture-carries-a-key"):
            assert client.get(f"/{name}").status_code == 404
    assert enter("ana").get("/D-1").status_code == 200


def test_a_hidden_neighbour_is_not_named(stage: Stage, enter: Enter):
    austin = directory(stage.workspace).team("austin").id
    hidden = DECISION.replace("Every capture carries a key", "The second floor")
    open_record(stage.ben, "decision", text=hidden, visibility=f"team:{austin}")
    open_record(stage.ana, "decision", text=SUCCESSOR)
    assert "The second floor" not in page(enter("ken"), "/D-2")
    assert "The second floor" in page(enter("ben"), "/D-2")


def test_a_superseded_record_never_passes_for_the_current_one(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    move(stage.ana, "D-1", "accept")
    open_record(stage.ana, "decision", text=SUCCESSOR)
    client = enter("ken")
    assert "Until then this one stands" in words(page(client, "/D-1"))
    move(stage.ines, "D-2", "accept")
    banner = words(page(client, "/D-1"))
    assert "Superseded. What holds now: D-2 Every write carries a key, refunds too" in banner
    assert "Supersedes D-1" in words(page(client, "/D-2"))


def test_pictures_from_elsewhere_are_linked_not_fetched(stage: Stage, enter: Enter):
    text = f"{DECISION}\n![A chart](https://example.org/x.png) and **@ana** `D-1` D-1\n"
    open_record(stage.ben, "decision", text=text)
    shown = page(enter("ken"), "/D-1")
    assert "<img" not in shown
    assert 'href="https://example.org/x.png"' in shown
    assert 'title="Ana Ruiz, Wed 03:00 in Chicago"' in shown


# Moves.


def test_a_gate_that_fails_is_a_thing_to_do_with_a_way_there(stage: Stage, enter: Enter):
    text = DECISION.replace("## Why\n\nOnly the client knows", "## Why\n\nTODO\n\n## Aside\n\nOnly")
    open_record(stage.ben, "decision", text=text)
    client = enter("ana")
    shown = page(client, "/D-1")
    assert re.search(r'href="/D-1/edit\?line=\d+"', shown)
    assert "To do before “Accept”" in words(shown)
    answer = client.post("/D-1/move/accept", {"expect": "1", "note": "my reason"})
    assert answer.status_code == 409
    assert 'value="my reason"' in answer.content.decode()
    assert find(stage.workspace, "D-1").state == "proposed"


def test_accepting_with_one_press(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    client = enter("ana")
    shown = page(client, "/D-1")
    assert re.search(r'<form method="post" action="/D-1/move/accept">', shown)
    answer = client.post("/D-1/move/accept", {"expect": "1"})
    assert (answer.status_code, answer["Location"]) == (302, "/D-1")
    assert "D-1 is accepted." in words(page(client, "/D-1"))


def test_a_move_asks_what_its_contract_asks(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    client = enter("ana")
    assert "Reason for the end" in page(client, "/D-1/move/reject")
    answer = client.post("/D-1/move/reject", {"expect": "1", "reason": "The partner left."})
    assert answer.status_code == 302
    assert find(stage.workspace, "D-1").fields["reason"] == "The partner left."


def test_a_record_that_moved_on_keeps_what_was_typed(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    client = enter("ana")
    page(client, "/D-1/move/reject")
    standing = text_of(find(stage.workspace, "D-1"))
    revise(stage.ben, "D-1", standing.replace("by July", "by May"), expect=1)
    typed = {"expect": "1", "reason": "The partner left."}
    answer = client.post("/D-1/move/reject", typed)
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "The partner left." in shown
    assert "you edited revision 1" in shown
    assert 'name="expect" value="2"' in shown


def test_who_may_not_move_is_told(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    assert "Next is “Accept” or “Reject”, by others" in words(page(enter("ken"), "/D-1"))
    assert enter("ken").post("/D-1/move/accept", {"expect": "1"}).status_code == 403
    assert page(enter("ken"), "/D-1/move/nothing", 404)


# Comments.


def test_quoting_without_a_script(stage: Stage, enter: Enter):
    open_record(stage.ana, "decision", text=SUCCESSOR)
    client = enter("ken")
    shown = page(client, "/D-1")
    block = re.search(r'data-block="(\d+)" id="b\d+"><p>Each write', shown)
    assert block
    form = page(client, f"/D-1?comment={block[1]}")
    quote = (
        "Each write to the gateway carries an idempotency key that the client makes,"
        " refunds included."
    )
    assert f'name="quote" value="{quote}"' in form
    said = {"text": "All of them?", "quote": quote, "block": block[1]}
    answer = client.post("/D-1/comment", said)
    (made,) = remarks(stage.workspace, "D-1")
    assert answer["Location"] == f"/D-1#{made.id}"
    assert made.quote.endswith("**refunds included**.")
    shown = page(client, "/D-1")
    assert f'<mark id="quote-{made.id}"' in shown
    assert shown.index(f'id="{made.id}"') < shown.index('id="why"')


def test_a_comment_that_is_refused_is_still_in_the_form(stage: Stage, enter: Enter):
    open_record(stage.ana, "decision", text=SUCCESSOR)
    said = {"text": "My <b>words</b>", "quote": "not in there", "block": "2"}
    answer = enter("ken").post("/D-1/comment", said)
    assert answer.status_code == 422
    assert "My &lt;b&gt;words&lt;/b&gt;</textarea>" in answer.content.decode()
    assert remarks(stage.workspace, "D-1") == []


def test_a_concern_is_raised_answered_settled_and_raised_again(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    omar, ana = enter("omar"), enter("ana")
    omar.post("/D-1/comment", {"text": "Who keeps the keys?", "concern": "on"})
    (raised,) = remarks(stage.workspace, "D-1")
    assert raised.concern == "Who keeps the keys?"
    blocked = page(ana, "/D-1")
    assert "A concern of @omar is open" in words(blocked)
    assert 'href="/D-1#remarks"' in blocked
    ana.post("/D-1/comment", {"text": "The ledger.", "parent": raised.id})
    assert "Settle" not in words(page(ana, "/D-1")).partition("About the whole record")[2]
    refused = ana.post(f"/D-1/comment/{raised.id}/close", {"status": "resolved"})
    assert refused.status_code == 403
    omar.post(f"/D-1/comment/{raised.id}/close", {"status": "resolved", "text": "Good."})
    shown = words(page(ana, "/D-1"))
    assert "1 settled or withdrawn" in shown
    assert "Good." in shown
    again = {"text": "Not after all.", "concern": raised.concern}
    omar.post("/D-1/comment", again)
    assert [one.status for one in remarks(stage.workspace, "D-1") if one.concern] == [
        "resolved",
        "open",
    ]


def test_words_that_are_gone_are_said_to_be_gone(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    comment(stage.ines, "D-1", "Too early.", quote="by July")
    standing = text_of(find(stage.workspace, "D-1"))
    revise(stage.ben, "D-1", standing.replace("by July", "by May"), expect=1)
    shown = words(page(enter("ken"), "/D-1"))
    assert "by July These words are no longer in the text. @ines" in shown


def test_receipts(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    ken = enter("ken")
    ken.post("/D-1/receipt", {"kind": "read"})
    ken.post("/D-1/receipt", {"kind": "accepted", "scope": "risk only"})
    empty = ken.post("/D-1/receipt", {"kind": "contested", "text": " "})
    assert empty.status_code == 422
    assert ken.post("/D-1/receipt", {"kind": "delivered"}).status_code == 422
    assert [(one.kind, one.scope) for one in receipts(stage.workspace, "D-1")] == [
        ("read", ""),
        ("accepted", "risk only"),
    ]
    assert "I have read it" not in page(ken, "/D-1")


# Handing over.


def test_delivering_shows_what_must_survive_and_what_is_missing(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    text = HANDOFF.format(severity="urgent", title="Yours")
    open_record(
        stage.omar, "handoff", text=text.replace("- (question) ", "- ").replace("(hazard)", "")
    )
    omar = enter("omar")
    shown = page(omar, "/H-1/move/deliver")
    assert shown.count('class="must must-') == 5 - 1 + 1
    assert omar.post("/H-1/move/deliver", {"expect": "1"}).status_code == 302
    assert find(stage.workspace, "H-1").state == "delivered"


def test_reading_back_with_the_text_closed(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    open_record(stage.omar, "handoff", text=HANDOFF.format(severity="urgent", title="Yours"))
    move(stage.omar, "H-1", "deliver")
    ben = enter("ben")
    ben.post("/H-1/move/read", {"expect": "2"})
    assert 'data-key="a" href="/H-1/read-back"' in page(ben, "/H-1")
    closed = page(ben, "/H-1/read-back")
    assert "1,312" not in closed
    assert "second approver" not in closed
    assert ben.post("/H-1/read-back", {"text": " ", "expect": "3"}).status_code == 422
    old = ben.post("/H-1/read-back", {"text": "I take it", "expect": "1"})
    assert old.status_code == 422
    assert "I take it</textarea>" in old.content.decode()
    ben.post("/H-1/read-back", {"text": "I reverse them.", "expect": "3"})
    beside = words(page(ben, "/H-1/read-back"))
    assert "1,312 duplicate postings remain" in beside
    assert "I reverse them." in beside
    assert "seem lost. It is a suggestion and holds you up in nothing" in beside
    full = text_of(find(stage.workspace, "H-1")).partition("# Yours")[2]
    assert page(ben, "/H-1/read-back?again")
    ben.post("/H-1/read-back", {"text": full, "expect": "3"})
    done = ben.post("/H-1/move/read_back", {"expect": "3", "accepted_scope": "the reversal"})
    assert done.status_code == 302
    assert find(stage.workspace, "H-1").state == "accepted"


def test_a_routine_handoff_needs_no_read_back(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    open_record(stage.omar, "handoff", text=HANDOFF.format(severity="routine", title="Night"))
    move(stage.omar, "H-1", "deliver")
    ben = enter("ben")
    assert "asks for no read-back: Accept as routine" in words(page(ben, "/H-1/read-back"))
    done = ben.post("/H-1/move/accept", {"expect": "2", "accepted_scope": "all of it"})
    assert done.status_code == 302


# What it costs.


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_number_of_queries_does_not_grow(stage: Stage, enter: Enter):
    open_record(stage.ben, "decision", text=DECISION)
    open_record(stage.ana, "decision", text=SUCCESSOR)
    client = enter("ines")
    addresses = ("/D-2", "/D-2/history", "/D-2/move/accept", "/D-2?revision=1")
    revise(stage.ana, "D-2", text_of(find(stage.workspace, "D-2")) + "\nMore.\n", expect=1)
    comment(stage.ken, "D-2", "Oh", quote="an idempotency key")
    before = {address: queries(client, address) for address in addresses}
    for number in range(12):
        other = DECISION.replace("Every capture", f"Capture {number}")
        open_record(stage.ben, "decision", text=other)
        comment(stage.ken, "D-2", f"See D-{number + 3}", quote="an idempotency key")
        standing = text_of(find(stage.workspace, "D-2"))
        revise(stage.ana, "D-2", f"{standing}\nSee D-{number + 3}.\n", expect=number + 2)
    after = {address: queries(client, address) for address in addresses}
    assert after == before
    assert before == {"/D-2": 20, "/D-2/history": 9, "/D-2/move/accept": 18, "/D-2?revision=1": 15}


def test_its_author_says_who_sees_it_and_others_are_told_who_may(stage: Stage, enter: Enter):
    ref = open_record(stage.ben, "decision", text=DECISION).ref
    ben, ken = enter("ben"), enter("ken")
    assert f'href="/{ref}/audience"' in ken.get(f"/{ref}").content.decode()
    assert b"Its author may change this" in ken.get(f"/{ref}/audience").content
    page = f"/{ref}/audience"
    assert ken.post(page, {"level": "restricted", "parties": "@ken"}).status_code == 403
    refused = ben.post(page, {"level": "team", "parties": "@ken"})
    assert refused.status_code == 422
    assert 'value="@ken"' in refused.content.decode()
    assert ben.post(page, {"level": "restricted", "parties": "@mei, @london"})["Location"] == page
    shown = ben.get(page).content.decode()
    assert "These, and nobody else" in shown
    assert 'value="@mei @london"' in shown
    assert ken.get(page).status_code == 404
