"""Registers the tables of people with the journal."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleApp(AppConfig):
    name = "dayline.people"
    label = "people"

    def ready(self) -> None:
        from dayline.journal.followers import follow
        from dayline.people.fold import KINDS, fold
        from dayline.people.models import Edition, Membership, Person, Team

        follow("people", KINDS, fold, (Person, Team, Membership, Edition))
