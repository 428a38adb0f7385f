"""The table of answers by idempotency key. No rebuild knows it: its rows lapse after a day."""

from __future__ import annotations

from django.db import models

from dayline.journal.fields import InstantField


class Replay(models.Model):
    """One act that somebody sent under a key of theirs, and what was answered.

    ``digest`` is of the method, the address and the body; ``token`` counts who took the act over;
    ``status`` is 0 while the act is being done. ``at`` is a real instant.
    """

    pk = models.CompositePrimaryKey("workspace", "person", "key")
    workspace = models.BigIntegerField()
    person = models.CharField(max_length=24)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    token = models.IntegerField(default=1)
    at = InstantField()
    status = models.IntegerField(default=0)
    headers = models.TextField(default="")
    body = models.BinaryField(default=b"")

    class Meta:
        indexes = (models.Index(fields=["at"], name="replays_at"),)
