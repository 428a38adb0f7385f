"""The addresses of one record; ``/<slug>`` comes after every other page."""

from __future__ import annotations

from django.urls import path

from dayline.faces.web.pages import (
    handoff,
    incident,
    questions,
    read_back,
    record,
    record_acceptance,
    record_audience,
    record_history,
    record_move,
    record_said,
    record_standing,
    together,
)

urlpatterns = [
    path("<ref:ref>", record.record),
    path("<ref:ref>/comment", record_said.comment),
    path("<ref:ref>/comment/<slug:comment>/close", record_said.close),
    path("<ref:ref>/receipt", record_said.receipt),
    path("<ref:ref>/acceptance", record_acceptance.acceptance),
    path("<ref:ref>/audience", record_audience.shown_to),
    path("<ref:ref>/history", record_history.history),
    path("<ref:ref>/timeline", incident.timeline),
    path("<ref:ref>/say", together.say),
    path("<ref:ref>/consent", together.consent),
    path("<ref:ref>/answer", questions.answer),
    path("<ref:ref>/move/<slug:name>", record_move.move),
    path("<ref:ref>/where-it-stands", record_standing.standing),
    path("<ref:ref>/read-back", read_back.read_back),
    path("<ref:ref>/adjudicate", handoff.adjudicate),
    path("<ref:ref>/outcome", handoff.outcome),
    path("<slug:key>", record.named),
]
