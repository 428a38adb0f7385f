"""The addresses of pages. Record ids come last: ``/D-42``."""

from __future__ import annotations

from django.urls import path

from dayline.faces.web.pages import signin, today

urlpatterns = [
    path("", today.today),
    path("signin", signin.signin),
    path("signin/<str:secret>", signin.by_link),
    path("signout", signin.signout),
]
