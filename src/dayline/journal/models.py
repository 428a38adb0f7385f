"""Tables of the journal. Triggers of the migration forbid to change what was written.

``entry`` and ``node`` are never updated or deleted; of ``payload`` only salt and body may be set
to NULL, together, which is what erasure is. ``head`` alone moves.
"""

from __future__ import annotations

from django.db import models


class Workspace(models.Model):
    """A tenant: its key, and the origin by which checkpoints and leaves name it."""

    workspace = models.BigAutoField(primary_key=True)
    origin = models.CharField(max_length=200, unique=True)


class Head(models.Model):
    """The size of the journal and its compact range; locked by whoever appends."""

    workspace = models.BigIntegerField(primary_key=True)
    size = models.BigIntegerField(default=0)
    frontier = models.BinaryField(default=b"")
    at = models.CharField(max_length=27, default="")


class Entry(models.Model):
    """What happened, without its words: exactly what the leaf holds, and the leaf's hash.

    ``at`` is text, RFC 3339 with six decimals and Z, because that is what is hashed.
    """

    pk = models.CompositePrimaryKey("workspace", "idx")
    workspace = models.BigIntegerField()
    idx = models.BigIntegerField()
    at = models.CharField(max_length=27)
    actor = models.CharField(max_length=200)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    digest = models.BinaryField()
    leaf_hash = models.BinaryField()

    class Meta:
        indexes = (
            models.Index(fields=["workspace", "subject", "idx"], name="journal_entry_subject"),
        )


class Payload(models.Model):
    """The words of an entry: canonical JSON and the salt of its digest; NULL once erased."""

    pk = models.CompositePrimaryKey("workspace", "idx")
    workspace = models.BigIntegerField()
    idx = models.BigIntegerField()
    salt = models.BinaryField(null=True)
    body = models.BinaryField(null=True)


class Node(models.Model):
    """A full tile: 256 hashes of one level and the root above them.

    ``level`` and ``idx`` are the tile's, as in C2SP tlog-tiles: the tile (0, 3) holds the leaf
    hashes 768..1023, the tile (1, 0) the roots of the tiles (0, 0)..(0, 255).
    """

    pk = models.CompositePrimaryKey("workspace", "level", "idx")
    workspace = models.BigIntegerField()
    level = models.SmallIntegerField()
    idx = models.BigIntegerField()
    root = models.BinaryField()
    hashes = models.BinaryField()
