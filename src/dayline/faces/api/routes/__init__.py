"""The operations of the API, by what they are about."""

from __future__ import annotations

from ninja import Router

from dayline.faces.api.routes import (
    answers,
    balance,
    briefing,
    clock,
    contracts,
    decisions,
    export,
    finding,
    handoffs,
    incidents,
    journal,
    measures,
    people,
    questions,
    records,
    remarks,
    sharing,
    specs,
    standing,
    together,
    updates,
    webhooks,
)

ROUTERS: dict[str, Router] = {
    "records": records.router,
    "remarks": remarks.router,
    "sharing": sharing.router,
    "standing": standing.router,
    "people": people.router,
    "contracts": contracts.router,
    "time": clock.router,
    "search": finding.router,
    "briefing": briefing.router,
    "answers": answers.router,
    "journal": journal.router,
    "decisions": decisions.router,
    "updates": updates.router,
    "handoffs": handoffs.router,
    "measures": measures.router,
    "incidents": incidents.router,
    "questions": questions.router,
    "specs": specs.router,
    "together": together.router,
    "balance": balance.router,
    "webhooks": webhooks.router,
    "export": export.router,
}
"""Routers by the tag under which the document shows them."""
