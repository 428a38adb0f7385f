"""Tables of people and teams. Every row is written by ``fold.py``."""

from __future__ import annotations

from django.db import models


class Person(models.Model):
    """Somebody who may act: a human, an agent or a bot.

    ``id`` (``P-3``) is what the journal's leaves carry; the name lives only here and in payloads,
    which can be erased. ``role`` is owner, member, guest or auditor.
    """

    pk = models.CompositePrimaryKey("workspace", "id")
    workspace = models.BigIntegerField()
    id = models.CharField(max_length=24)
    handle = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254, default="")
    sort = models.CharField(max_length=8, default="human")
    role = models.CharField(max_length=8, default="member")
    zone = models.CharField(max_length=64, default="UTC")
    calendar = models.TextField(default="")
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "handle"], name="people_person_handle")
        ]


class Team(models.Model):
    """A team and what it owns; ``areas`` is a list of ``{"name", "paths"}`` as JSON."""

    pk = models.CompositePrimaryKey("workspace", "id")
    workspace = models.BigIntegerField()
    id = models.CharField(max_length=24)
    handle = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    zone = models.CharField(max_length=64, default="UTC")
    calendar = models.TextField(default="")
    areas = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "handle"], name="people_team_handle")
        ]


class Membership(models.Model):
    """That a person belongs to a team, and whether they lead it."""

    pk = models.CompositePrimaryKey("workspace", "team", "person")
    workspace = models.BigIntegerField()
    team = models.CharField(max_length=24)
    person = models.CharField(max_length=24)
    lead = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "person", "team"], name="people_membership_teams")
        ]


class Edition(models.Model):
    """The leaf hash (hex) of the entry that last changed the directory: what readers cache by."""

    workspace = models.BigIntegerField(primary_key=True)
    leaf_hash = models.CharField(max_length=64)
