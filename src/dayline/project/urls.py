"""Every address of the server."""

from __future__ import annotations

from django.urls import include, path

handler404 = "dayline.faces.web.refusals.missing"
handler500 = "dayline.faces.web.refusals.broken"

urlpatterns = [
    path("api/v1/", include("dayline.faces.api.api")),
    path("", include("dayline.faces.api.urls")),
    path("", include("dayline.faces.web.urls")),
]
