"""Who is in a record's audience beside the workspace. Every row is written by ``fold.py``."""

from __future__ import annotations

from django.db import models


class Audience(models.Model):
    """That a person or a team may see a record, and why: ``author``, ``named`` or ``shown``.

    ``party`` comes before ``ref`` in the key, because the question is always what somebody sees.
    """

    pk = models.CompositePrimaryKey("workspace", "party", "ref", "why")
    workspace = models.BigIntegerField()
    party = models.CharField(max_length=24)
    ref = models.CharField(max_length=32)
    why = models.CharField(max_length=8)

    class Meta:
        indexes = [models.Index(fields=["workspace", "ref"], name="sharing_audience_ref")]
