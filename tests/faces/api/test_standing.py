"""Where a thread stands and what one missed, for programs."""

from __future__ import annotations

from collections.abc import Callable

from tests.cast import Stage
from tests.faces.api.conftest import Caller


def test_a_thread_is_told_signed_and_written_down(
    ana: Caller, ben: Caller, decision: str, caller: Callable[..., Caller]
):
    ben.post(f"records/{decision}/comments", {"text": "I think July is too early. Who pays?"})
    ana.post(f"records/{decision}/comments", {"text": "Let's go with September."})
    told = ana.get(f"records/{decision}/standing").json()
    assert [one["text"] for one in told["open_questions"]] == ["Who pays?"]
    assert told["decisions"][0]["by"] == "@ana"
    held = {one["who"]: one for one in told["positions"]}
    assert held["@ben"]["sentences"][0]["text"] == "I think July is too early."
    assert held["@ben"]["signed_at"] is None
    signed = ben.post(f"records/{decision}/standing/position", {})
    assert signed.json() == {"ref": decision}
    after = ana.get(f"records/{decision}/standing").json()
    assert next(one for one in after["positions"] if one["who"] == "@ben")["signed_at"]
    body = {"kind": "decision", "title": "September"}
    made = ana.post(f"records/{decision}/standing/promotion", body)
    assert made.status_code == 201
    text = ana.get(f"records/{made.json()['ref']}/text").content.decode()
    assert "# September" in text
    assert "Let's go with September." in text
    reader = caller("ben", "read")
    assert reader.post(f"records/{decision}/standing/position", {}).status_code == 403


def test_a_briefing_tells_what_changed_and_what_to_read(stage: Stage, ben: Caller, decision: str):
    told = ben.get("briefing?on=gateway&since=joined").json()
    assert [one["ref"] for one in told["changed"]] == [decision]
    assert told["because"] == "you joined"
    assert [one["ref"] for one in told["moving"]] == [decision]
    assert told["read"] == []
    assert ben.get("briefing?on=unicorn").status_code == 404
