"""The table of labels. Every row is written by ``fold.py``."""

from __future__ import annotations

from django.db import models

from dayline.journal.fields import InstantField


class Label(models.Model):
    """That a record has a tag or is of an area. ``sort`` is ``tag`` or ``area``.

    ``opened_at`` repeats what the record says, so that the records of one label are read in the
    order of the log without looking at the others.
    """

    pk = models.CompositePrimaryKey("workspace", "ref", "sort", "name")
    workspace = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    sort = models.CharField(max_length=8)
    name = models.CharField(max_length=80)
    opened_at = InstantField()

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace", "sort", "name", "-opened_at", "ref"], name="labels_label_log"
            )
        ]
