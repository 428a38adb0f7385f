"""The export as other tools read it: the rules of OpenSLO v1, document by document."""

from __future__ import annotations

import re

import pytest
import yaml

from dayline.base.micros import DAY, HOUR, MINUTE
from dayline.clocks.budgets.openslo import duration, name
from dayline.clocks.budgets.queries import openslo
from tests.cast import Stage

NAME = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")


@pytest.fixture
def documents(stage: Stage) -> list[dict]:
    return list(yaml.safe_load_all(openslo(stage.workspace)))


def test_every_document_names_its_version_kind_and_itself(documents) -> None:
    assert {one["apiVersion"] for one in documents} == {"openslo/v1"}
    assert {one["kind"] for one in documents} == {"DataSource", "Service", "SLO"}
    names = [(one["kind"], one["metadata"]["name"]) for one in documents]
    assert len(set(names)) == len(names)
    assert all(NAME.fullmatch(one) for _, one in names)


def test_every_slo_refers_to_what_is_there(documents) -> None:
    services = {one["metadata"]["name"] for one in documents if one["kind"] == "Service"}
    sources = {one["metadata"]["name"] for one in documents if one["kind"] == "DataSource"}
    slos = [one for one in documents if one["kind"] == "SLO"]
    assert len(slos) >= 15
    for slo in slos:
        spec = slo["spec"]
        assert spec["service"] in services
        assert spec["budgetingMethod"] == "Occurrences"
        (window,) = spec["timeWindow"]
        assert re.fullmatch(r"[1-9][0-9]*[mhdwMQY]", window["duration"])
        assert window["isRolling"] is True
        (objective,) = spec["objectives"]
        assert 0 <= objective["target"] < 1
        assert NAME.fullmatch(spec["indicator"]["metadata"]["name"])
        ratio = spec["indicator"]["spec"]["ratioMetric"]
        assert set(ratio) == {"counter", "good", "total"}
        for part in ("good", "total"):
            assert ratio[part]["metricSource"]["metricSourceRef"] in sources
        assert len(spec["description"]) <= 1050


def test_the_handoff_says_what_it_promises(documents) -> None:
    (slo,) = [one for one in documents if one["metadata"]["name"] == "handoff-accept"]
    assert slo["spec"]["objectives"] == [
        {"displayName": "within 2 awake-hours of to", "target": 0.95}
    ]
    assert slo["spec"]["timeWindow"] == [{"duration": "28d", "isRolling": True}]
    assert "When too much is late: The leads of both teams" in slo["spec"]["description"]


def test_annotations_are_what_the_schema_allows(documents) -> None:
    for slo in documents:
        for key, value in slo["metadata"].get("annotations", {}).items():
            assert re.fullmatch(r"[a-z0-9A-Z][a-z0-9A-Z._-]{0,62}", key)
            assert re.fullmatch(r"[a-z0-9A-Z][a-z0-9A-Z._-]{0,62}", value)


@pytest.mark.parametrize(
    ("window", "said"), [(28 * DAY, "28d"), (40 * HOUR, "40h"), (90 * MINUTE, "90m")]
)
def test_windows_in_shorthand(window: int, said: str) -> None:
    assert duration(window) == said


def test_names_are_cut_to_what_a_name_may_be() -> None:
    assert name("Change_request.answer.T-2") == "change-request-answer-t-2"
    assert len(name("x" * 100)) == 63
