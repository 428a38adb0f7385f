"""Tables of the index. They are a cache of the journal's words, made again from it at any time."""

from __future__ import annotations

from django.db import models


class Page(models.Model):
    """The words of one record as :func:`dayline.search.pages.pack` writes them.

    ``at`` is the journal's size when the page was made, by which other processes find what is new.
    """

    pk = models.CompositePrimaryKey("workspace", "ref")
    workspace = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    at = models.BigIntegerField()
    body = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["workspace", "at"], name="search_page_at"),)


class Progress(models.Model):
    """How far the journal was indexed: entries before ``upto`` are in pages of ``edition``."""

    workspace = models.BigIntegerField(primary_key=True)
    upto = models.BigIntegerField()
    edition = models.IntegerField()
