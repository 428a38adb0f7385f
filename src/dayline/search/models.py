"""Tables of the index. They are a cache of the journal's words, made again from it at any time."""

from __future__ import annotations

from django.db import models


class Page(models.Model):
    """The words of one record as :func:`dayline.search.pages.pack` writes them.

    ``at`` is the journal's size when the page was made, by which other processes find what is new.
    ``cuts`` tells where its passages stand, see :mod:`dayline.search.cuts`.
    """

    pk = models.CompositePrimaryKey("workspace", "ref")
    workspace = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    at = models.BigIntegerField()
    body = models.BinaryField()
    cuts = models.BinaryField(default=b"")

    class Meta:
        indexes = (models.Index(fields=["workspace", "at"], name="search_page_at"),)


class Vector(models.Model):
    """The passages of one record as :func:`dayline.search.vectors.codes.pack` writes them.

    ``page_at`` is the ``at`` of the page that they belong to; ``at`` counts the batches in which
    vectors were written, by which other processes find what is new.
    """

    pk = models.CompositePrimaryKey("workspace", "ref")
    workspace = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    model = models.CharField(max_length=120)
    page_at = models.BigIntegerField()
    at = models.BigIntegerField()
    body = models.BinaryField()

    class Meta:
        indexes = (models.Index(fields=["workspace", "at"], name="search_vector_at"),)


HEAD = -1
"""The number of the row that holds a bundle's key, see :class:`dayline.search.bundles.Seal`."""


class Bundle(models.Model):
    """The pages up to ``at``, laid out as they are searched, in sealed parts: so that a process
    that starts need not lay them out again.
    """

    pk = models.CompositePrimaryKey("workspace", "number")
    workspace = models.BigIntegerField()
    number = models.IntegerField()
    at = models.BigIntegerField()
    body = models.BinaryField()


class Progress(models.Model):
    """How far the journal was indexed: entries before ``upto`` are in pages of ``edition``.

    ``vectors`` counts batches of vectors, ``bundled`` is the ``at`` of the bundle (0: none).
    """

    workspace = models.BigIntegerField(primary_key=True)
    upto = models.BigIntegerField()
    edition = models.IntegerField()
    vectors = models.BigIntegerField(default=0, db_default=0)
    bundled = models.BigIntegerField(default=0, db_default=0)
