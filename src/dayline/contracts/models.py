"""The contracts that a workspace has published. Every row is written by ``fold.py``."""

from __future__ import annotations

from django.db import models


class Published(models.Model):
    """One released version of a contract: its text never changes again."""

    pk = models.CompositePrimaryKey("workspace", "name", "version")
    workspace = models.BigIntegerField()
    name = models.CharField(max_length=64)
    version = models.IntegerField()
    prefix = models.CharField(max_length=16)
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    mode = models.CharField(max_length=24)
    digest = models.CharField(max_length=64)
    text = models.TextField()
    idx = models.BigIntegerField()
    leaf_hash = models.CharField(max_length=64)
