"""The table of subscriptions. The journal notes who made and ended which, without secrets."""

from __future__ import annotations

from django.db import models

from dayline.journal.fields import InstantField


class Webhook(models.Model):
    """Where to send what happens, on whose behalf, and how far that has come.

    ``cursor`` is the index of the next entry to look at; ``tries`` counts failures since the last
    success, ``failing_since`` is when they began; ``disabled`` says why nothing is sent any more.
    Instants are real ones.
    """

    pk = models.CompositePrimaryKey("workspace", "id")
    workspace = models.BigIntegerField()
    id = models.CharField(max_length=24)
    person = models.CharField(max_length=24)
    url = models.TextField()
    kinds = models.TextField(default="")
    secret = models.CharField(max_length=80)
    cursor = models.BigIntegerField()
    created = InstantField()
    tries = models.IntegerField(default=0)
    retry_at = InstantField(null=True)
    failing_since = InstantField(null=True)
    last_status = models.IntegerField(null=True)
    last_error = models.TextField(default="")
    disabled = models.TextField(null=True)
