"""The addresses of meet or write, of the plan of ownership and of coffee."""

from __future__ import annotations

from django.urls import path

from dayline.faces.web.pages import coffee, ownership, route

urlpatterns = [
    path("route", route.route),
    path("<ref:ref>/route", route.of_record),
    path("plan/ownership", ownership.ownership),
    path("coffee", coffee.coffee),
]
