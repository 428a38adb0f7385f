"""The addresses of settings and of administration."""

from __future__ import annotations

from django.urls import path

from dayline.faces.web.pages import admin_contracts, admin_people, admin_proof, admin_teams, tokens
from dayline.faces.web.pages import settings as own
from dayline.faces.web.pages import settings_hours as hours

urlpatterns = [
    path("settings", own.you),
    path("settings/reading", own.reading),
    path("settings/place", own.place),
    path("settings/hours", hours.hours),
    path("settings/tokens", tokens.own),
    path("settings/tokens/<str:token>/revoke", tokens.revoke),
    path("workspace", admin_people.people),
    path("workspace/invitations/<str:invitation>/revoke", admin_people.revoke),
    path("workspace/people/<str:handle>", admin_people.person),
    path("workspace/teams", admin_teams.teams),
    path("workspace/teams/<str:handle>", admin_teams.team),
    path("workspace/contracts", admin_contracts.contracts),
    path("workspace/contracts/publish", admin_contracts.publish),
    path("workspace/contracts/<slug:name>", admin_contracts.contract),
    path("workspace/tokens", tokens.everybodys),
    path("workspace/proof", admin_proof.proof),
    path("workspace/proof/verify", admin_proof.verify),
]
