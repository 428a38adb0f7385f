"""The story of a handoff over the API: drafted, read back, accepted, judged, answered for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dayline.base.instants import to_text
from tests.cast import DECISION, Stage
from tests.faces.api.conftest import Caller
from tests.practices.handoff.texts import HANDOFF, UNDERSTOOD


def test_the_whole_way_of_a_handoff(
    stage: Stage, caller: Callable[..., Caller], monkeypatch: pytest.MonkeyPatch
) -> None:
    omar, ben, ken, olga = (caller(name) for name in ("omar", "ben", "ken", "olga"))
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))
    omar.post("records", {"kind": "decision", "text": DECISION})
    stage.later(hours=1)
    monkeypatch.setenv("DAYLINE_NOW", to_text(stage.now))
    draft = omar.get("handoffs/draft?to=austin").json()
    assert draft["after"] is None
    assert {line["evidence"] for line in draft["lines"]} == {"D-1"}
    assert "D-1 is proposed" in draft["text"]
    assert omar.get("handoffs/draft?to=london").status_code == 422

    ref = omar.post("records", {"kind": "handoff", "text": HANDOFF}).json()["ref"]
    assert ben.get(f"records/{ref}/handover").status_code == 422  # nothing was delivered
    omar.post(f"records/{ref}/moves", {"move": "deliver"})
    ben.post(f"records/{ref}/moves", {"move": "read"})
    wrong = UNDERSTOOD.replace("1,312", "1,213")
    told = ben.post(f"records/{ref}/read-backs", {"text": wrong}).json()
    assert [one["first"]["verdict"] for one in told["items"]] == ["contradicted"] + 3 * ["kept"]
    assert told["items"][0]["first"]["evidence"].startswith("1,213")
    assert told["state"] == "read"  # it blocks and accepts nothing
    stale = ben.post(f"records/{ref}/read-backs", {"text": UNDERSTOOD, "revision": 1})
    assert stale.status_code == 409
    told = ben.post(f"records/{ref}/read-backs", {"text": UNDERSTOOD}).json()
    assert [one["after"]["verdict"] for one in told["items"]] == 4 * ["kept"]
    assert [one["by"] for one in told["read_backs"]] == ["@ben", "@ben"]
    told = ben.post(f"records/{ref}/acceptance", {"scope": "the reversal"}).json()
    assert (told["state"], told["accepted_scope"]) == ("accepted", "the reversal")

    assert ben.post(f"records/{ref}/judgement", {}).status_code == 403
    word = {"items": [{"number": 2, "first": "missing"}], "invented": ["All is well"]}
    told = omar.post(f"records/{ref}/judgement", {**word, "close": True}).json()
    assert told["items"][1]["judged"] == {"first": "missing", "after": "kept"}
    assert told["items"][0]["judged"] == {"first": "contradicted", "after": "kept"}
    assert (told["judgement"]["by"], told["judgement"]["invented"]) == ("@omar", ["All is well"])
    assert told["state"] == "closed"
    assert ken.post(f"records/{ref}/outcome", {"lost": [1]}).status_code == 403
    assert ben.post(f"records/{ref}/outcome", {"lost": [9]}).status_code == 422
    told = ben.post(f"records/{ref}/outcome", {"lost": [4], "note": "We had tried it."}).json()
    assert told["outcome"]["lost"] == [4]
    assert ken.get(f"records/{ref}/handover").json() == told
    assert olga.put("handoffs/share", {"percent": 50}).json() == {"percent": 50}
    assert ben.put("handoffs/share", {"percent": 0}).status_code == 403
    assert ben.get("handoffs/share").json() == {"percent": 50}
