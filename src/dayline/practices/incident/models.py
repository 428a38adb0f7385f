"""The table of an incident's notes. Every row is written by ``fold.py``; words stay in payloads."""

from __future__ import annotations

from django.db import models

from dayline.journal.fields import InstantField


class Note(models.Model):
    """One line that somebody added to a timeline.

    ``idx`` is its journal entry. ``at`` is when it happened, ``written_at`` when it arrived.
    ``key`` is what its writer's device called it, so that sending it again adds nothing; "" where
    none was given or its words were erased. ``corrects`` is the entry of the note that it corrects,
    0 for none.
    """

    pk = models.CompositePrimaryKey("workspace", "idx")
    workspace = models.BigIntegerField()
    idx = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    key = models.CharField(max_length=64)
    author = models.CharField(max_length=32)
    at = InstantField()
    written_at = InstantField()
    corrects = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["workspace", "ref", "key"], name="incident_note_key")]
