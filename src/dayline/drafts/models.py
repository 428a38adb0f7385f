"""Tables of drafts. They are private to their author and vanish when the text is saved.

They are no part of the journal and of no rebuild: what somebody has not said yet must leave no
trace that others could read, or prove.
"""

from __future__ import annotations

from django.db import models

from dayline.journal.fields import InstantField


class Draft(models.Model):
    """The text of one open page on one place.

    ``place`` is a record's id, or ``new/`` and a kind; ``writer`` names the page that writes, so
    that two pages never write over each other. ``sequence`` counts the page's changes; ``base`` is
    the revision from which the text was begun; ``note`` and ``visibility`` are what the page says
    besides. Once saved, ``done`` names the record and the text
    is gone: a page that asks again, because it never got the answer, learns it from there.
    """

    pk = models.CompositePrimaryKey("workspace", "person", "place", "writer")
    workspace = models.BigIntegerField()
    person = models.CharField(max_length=24)
    place = models.CharField(max_length=80)
    writer = models.CharField(max_length=40)
    sequence = models.BigIntegerField()
    base = models.IntegerField()
    text = models.TextField()
    note = models.TextField()
    visibility = models.CharField(max_length=80)
    done = models.CharField(max_length=32)
    at = InstantField()


class Picture(models.Model):
    """A picture in a text that is not saved yet, by the SHA-256 of its bytes."""

    pk = models.CompositePrimaryKey("workspace", "person", "digest")
    workspace = models.BigIntegerField()
    person = models.CharField(max_length=24)
    digest = models.CharField(max_length=64)
    extension = models.CharField(max_length=8)
    content = models.BinaryField()
    at = InstantField()
