"""Answers to "was it the right way?". Every row is written by ``fold.py``."""

from __future__ import annotations

from django.db import models


class Answer(models.Model):
    """One answer about one talk: ``said`` is yes, no or not_sure, ``rules`` the ids of the rules
    that had led to its advice. Who gave it is not here: answers are about rules."""

    pk = models.CompositePrimaryKey("workspace", "idx")
    workspace = models.BigIntegerField()
    idx = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    said = models.CharField(max_length=8)
    rules = models.JSONField(default=list)
