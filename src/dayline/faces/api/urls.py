"""The addresses of twins, feeds and problem pages. They stand before those of pages."""

from __future__ import annotations

from django.urls import path, re_path

from dayline.faces.api import problem_pages, twins

_REF = r"(?P<ref>[A-Za-z][A-Za-z0-9]{0,15}-[0-9]{1,9})"

urlpatterns = [
    path("problems", problem_pages.kinds),
    path("problems/<slug:code>", problem_pages.kind),
    path("llms.txt", twins.llms),
    path("log.atom", twins.log),
    path("records.atom", twins.records),
    path("board.atom", twins.waiting),
    path("calendar/<str:secret>.ics", twins.my_calendar),
    re_path(rf"^{_REF}\.md$", twins.text),
    re_path(rf"^{_REF}\.json$", twins.json_),
]
