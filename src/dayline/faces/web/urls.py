"""The addresses of pages. Record ids come last: ``/D-42``."""

from __future__ import annotations

from django.urls import include, path, register_converter

from dayline.faces.web.addresses import RefConverter
from dayline.faces.web.pages import (
    ask,
    board,
    editor,
    editor_data,
    files,
    handoff_loss,
    log,
    operation,
    questions,
    read_me_in,
    search,
    specs,
    teams,
    today,
    together,
)

register_converter(RefConverter, "ref")

urlpatterns = [
    path("", today.today),
    path("healthz", operation.healthz),
    path("readyz", operation.readyz),
    path("metrics", operation.metrics),
    path("", include("dayline.faces.web.account_urls")),
    path("", include("dayline.faces.web.chapter_urls")),
    path("", include("dayline.faces.web.balance_urls")),
    path("board", board.board),
    path("handoffs/loss", handoff_loss.handoff_loss),
    path("log", log.log),
    path("ask", ask.ask),
    path("questions", questions.questions),
    path("examples", together.examples),
    path("specs/check", specs.check),
    path("search", search.search),
    path("search/titles", search.titles),
    path("read-me-in", read_me_in.read_me_in),
    path("teams", teams.teams),
    path("teams/<str:handle>", teams.team),
    path("new", editor.new),
    path("new/<slug:kind>", editor.write_new),
    path("new/files/<slug:digest>.<slug:extension>", files.file, {"ref": "new"}),
    path("draft/token", editor_data.token),
    path("draft/keep", editor_data.keep_draft),
    path("draft/discard", editor_data.discard_draft),
    path("draft/check", editor_data.check),
    path("draft/preview", editor_data.show),
    path("draft/picture", editor_data.picture),
    path("complete/records", editor_data.records),
    path("complete/people", editor_data.people),
    path("<ref:ref>/edit", editor.edit),
    path("<ref:ref>/files/<slug:digest>.<slug:extension>", files.file),
    path("", include("dayline.faces.web.record_urls")),
]
