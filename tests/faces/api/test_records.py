from __future__ import annotations

from tests.cast import DECISION, Stage
from tests.faces.api.conftest import Caller


def test_a_record_is_opened_read_listed_and_found_again_as_it_was_written(ana: Caller):
    made = ana.post("records", {"kind": "decision", "text": DECISION})
    assert made.status_code == 201
    assert made.headers["Location"] == "/api/v1/records/D-1"
    read = ana.get(made.headers["Location"])
    assert read.json()["title"] == "Every capture carries a key"
    assert read.json()["author"] == "@ana"
    text = ana.get("records/D-1/text")
    assert text.content.decode() == read.json()["text"]
    assert [one["ref"] for one in ana.get("records?kind=decision").json()["items"]] == ["D-1"]


def test_an_edit_names_the_revision_that_it_was_made_from(ana: Caller, ben: Caller, decision: str):
    mine = ana.get(f"records/{decision}")
    text = mine.json()["text"]
    put = {"text": text.replace("412 captures", "413 captures")}
    assert ana.put(f"records/{decision}/text", put).status_code == 428
    saved = ana.put(f"records/{decision}/text", put, If_Match=mine.headers["ETag"])
    assert (saved.status_code, saved.json()["revision"]) == (200, 2)
    late = ben.put(
        f"records/{decision}/text",
        {"text": text.replace("412 captures", "411 captures")},
        If_Match=mine.headers["ETag"],
    )
    assert late.status_code == 412
    assert "413 captures" in late.json()["theirs"]
    assert "411 captures" in late.json()["yours"]
    assert late.json()["type"].endswith("/problems/precondition-failed")


def test_what_one_has_is_not_sent_again(ana: Caller, decision: str):
    first = ana.get(f"records/{decision}")
    again = ana.get(f"records/{decision}", If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    ana.put(f"records/{decision}/text", {"text": first.json()["text"] + "\nMore.\n"}, If_Match="*")
    assert ana.get(f"records/{decision}", If_None_Match=first.headers["ETag"]).status_code == 200


def test_closed_gates_are_things_to_do(ana: Caller):
    made = ana.post("records", {"kind": "decision", "title": "Too thin"})
    ref = made.json()["ref"]
    moves = ana.get(f"records/{ref}/moves").json()
    assert moves["items"]
    assert moves["items"][0]["todo"]
    refused = ana.post(f"records/{ref}/moves", {"move": moves["items"][0]["move"]})
    assert refused.status_code == 409
    assert refused.json()["code"] == "gates-closed"
    assert refused.json()["findings"]


def test_a_long_list_goes_on_where_it_stopped(ana: Caller, stage: Stage):
    for number in range(5):
        ana.post("records", {"kind": "question", "title": f"Question {number}"})
    for order, expected in (("ref", [1, 2, 3, 4, 5]), ("changed", [1, 2, 3, 4, 5])):
        refs, cursor = [], ""
        while True:
            page = ana.get(f"records?limit=2&order={order}&cursor={cursor}").json()
            refs += [one["ref"] for one in page["items"]]
            cursor = page["next"]
            if cursor is None:
                break
        assert sorted(refs) == [f"Q-{number}" for number in expected]
        assert len(set(refs)) == 5


def test_a_misspelt_filter_is_refused_and_not_passed_over(ana: Caller):
    refused = ana.get("records?kinds=decision")
    assert refused.status_code == 422
    assert "'kinds'" in refused.json()["detail"]


def test_the_audience_of_a_record_is_said_and_changed(ana: Caller, ben: Caller, decision: str):
    path = f"records/{decision}/audience"
    seen = ben.get(path).json()
    assert seen["visibility"] == "workspace"
    assert ben.put(path, {"visibility": "restricted", "to": ["@ken"]}).status_code == 403
    changed = ana.put(path, {"visibility": "restricted", "to": ["@ken"]}).json()
    assert {"who": "@ken", "why": "shown"} in changed["items"]
    assert ana.get(path).json() == changed


def test_a_draft_is_discarded_by_its_author_alone(ana: Caller, ben: Caller):
    made = ana.post(
        "records", {"kind": "spec", "title": "Twice", "fields": {"owner": "@ana"}}
    ).json()["ref"]
    assert "discard" in [one["move"] for one in ana.get(f"records/{made}/moves").json()["items"]]
    assert ben.post(f"records/{made}/moves", {"move": "discard"}).status_code == 403
    assert ana.post(f"records/{made}/moves", {"move": "discard"}).json()["state"] == "discarded"
    assert ana.get(f"records/{made}/moves").json()["items"] == []


def test_a_search_is_narrowed_by_label_author_team_and_day(ana: Caller, ben: Caller):
    labels = 'tags: [retries]\narea: [gateway]\ninformed: ["@austin"]\ndeciders:'
    text = DECISION.replace("deciders:", labels)
    ana.post("records", {"kind": "decision", "text": text})
    ben.post("records", {"kind": "decision", "text": DECISION.replace("capture", "refund")})

    def refs(narrowed: str) -> list[str]:
        return [one["ref"] for one in ana.get(f"search?q=key&{narrowed}").json()["items"]]

    assert sorted(refs("")) == ["D-1", "D-2"]
    for narrowed in ("tag=retries", "area=gateway", "team=austin", "author=ana", "author=@ana"):
        assert refs(narrowed) == ["D-1"], narrowed
    assert sorted(refs("author=austin&since=2026-01-01&as_of=2026-12-31")) == ["D-1", "D-2"]
    for narrowed in ("tag=other", "area=ledger", "team=london", "author=london",
                     "until=2026-01-01", "since=2027-01-01", "as_of=2026-01-01"):  # fmt: skip
        assert refs(narrowed) == [], narrowed
    assert ana.get("search?q=key&team=zed").status_code == 404
