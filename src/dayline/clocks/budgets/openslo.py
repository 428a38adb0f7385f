"""Objectives as OpenSLO v1, the vendor-neutral form that other tools read. Pure.

A clock counts working time, which OpenSLO has no words for: the promise stands in the text of each
indicator, and the metric source says which question Dayline answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from dayline.base.micros import DAY, HOUR, MINUTE
from dayline.clocks.budgets.rules import Objective
from dayline.contracts.terms import Clock, Contract

API = "openslo/v1"
SOURCE = "dayline"
_LONGEST = 1050


def export(promises: Sequence[tuple[Contract, Clock, Objective]], *, origin: str) -> str:
    """YAML documents: the data source, one service for each kind, one SLO for each promise."""
    kinds = {contract.name: contract for contract, _, _ in promises}
    documents = [_source(origin), *map(_service, kinds.values()), *_slos(promises)]
    return str(yaml.safe_dump_all(documents, sort_keys=False, allow_unicode=True, width=100))


def name(text: str) -> str:
    """A name by RFC 1123: small letters, digits and hyphens, 63 at most."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")[:63].rstrip("-")


def _header(kind: str, called: str, title: str, **more: Any) -> dict[str, Any]:
    metadata = {"name": name(called), "displayName": title, **more}
    return {"apiVersion": API, "kind": kind, "metadata": metadata}


def _source(origin: str) -> dict[str, Any]:
    spec = {"type": "Dayline", "connectionDetails": {"workspace": origin}}
    return {**_header("DataSource", SOURCE, "Dayline"), "spec": spec}


def _service(contract: Contract) -> dict[str, Any]:
    spec = {"description": contract.purpose[:_LONGEST]}
    return {**_header("Service", contract.name, contract.title), "spec": spec}


def _slos(promises: Iterable[tuple[Contract, Clock, Objective]]) -> Iterable[dict[str, Any]]:
    for contract, clock, objective in promises:
        # The schema allows no sentences in annotations, so that they stand in the description.
        notes = {"contract": contract.ref.replace("/", "-")}
        yield {
            **_header("SLO", objective.id, objective.title, annotations=notes),
            "spec": {
                "description": _described(clock, objective)[:_LONGEST],
                "service": name(contract.name),
                "indicator": _indicator(clock, objective),
                "timeWindow": [{"duration": duration(objective.window), "isRolling": True}],
                "budgetingMethod": "Occurrences",
                "objectives": [
                    {"displayName": promised(clock), "target": round(objective.target, 6)}
                ],
            },
        }


def _described(clock: Clock, objective: Objective) -> str:
    parts = [clock.help or promised(clock)]
    if objective.policy:
        parts.append(f"When too much is late: {objective.policy}")
    if objective.awake:
        parts.append(f"The window is {clock.window}.")
    return " ".join(parts)


def _indicator(clock: Clock, objective: Objective) -> dict[str, Any]:
    def metric(counted: str) -> dict[str, Any]:
        spec = {"objective": objective.id, "count": counted}
        return {"metricSource": {"metricSourceRef": SOURCE, "type": "Dayline", "spec": spec}}

    return {
        "metadata": {"name": name(f"{objective.id}-in-time"), "displayName": promised(clock)},
        "spec": {
            "description": f"Cases that were decided {promised(clock)}, of all that were decided.",
            "ratioMetric": {"counter": True, "good": metric("good"), "total": metric("total")},
        },
    }


def promised(clock: Clock) -> str:
    """The promise of a clock in a few words: ``within 2 awake-hours of to``."""
    amount = clock.within or clock.stated
    said = f"within {amount}" if amount else f"by `{clock.until}`"
    return f"{said} of {clock.of}" if clock.of else said


def duration(window: int) -> str:
    """A window in OpenSLO's shorthand: ``28d``, ``40h``, ``90m``."""
    for unit, letter in ((DAY, "d"), (HOUR, "h")):
        if window % unit == 0:
            return f"{window // unit}{letter}"
    return f"{max(1, window // MINUTE)}m"
