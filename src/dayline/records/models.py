"""Tables of records. Every row is written by ``fold.py``; texts stay in the journal's payloads."""

from __future__ import annotations

from django.db import models

from dayline.journal.fields import InstantField


class Record(models.Model):
    """A record as it stands now.

    ``text_index`` is the journal index whose payload holds the current text; ``author`` a person
    id, or the name as an imported text gives it; ``waits_on`` the ids that its state waits on.
    """

    pk = models.CompositePrimaryKey("workspace", "ref")
    workspace = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    prefix = models.CharField(max_length=16)
    number = models.IntegerField()
    kind = models.CharField(max_length=64)
    contract = models.CharField(max_length=80)
    dialect = models.CharField(max_length=40)
    title = models.TextField()
    slug = models.CharField(max_length=80)
    state = models.CharField(max_length=64)
    status = models.TextField()
    final = models.BooleanField()
    author = models.TextField()
    waits_on = models.JSONField()
    fields = models.JSONField()
    path = models.TextField()
    visibility = models.CharField(max_length=80)
    revision = models.IntegerField()
    text_index = models.BigIntegerField()
    opened_at = InstantField()
    changed_at = InstantField()
    state_since = InstantField()

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace", "kind", "state", "-opened_at", "ref"], name="records_log_state"
            ),
            models.Index(
                fields=["workspace", "kind", "-opened_at", "ref"], name="records_log_kind"
            ),
            models.Index(fields=["workspace", "-opened_at", "ref"], name="records_log"),
            models.Index(fields=["workspace", "visibility", "ref"], name="records_visibility"),
            models.Index(fields=["workspace", "number"], name="records_number"),
            models.Index(fields=["workspace", "prefix", "number"], name="records_ids"),
            models.Index(fields=["workspace", "slug"], name="records_slug"),
            models.Index(fields=["workspace", "-changed_at"], name="records_changed"),
        ]


class Waiting(models.Model):
    """That a record waits on somebody: one row for each id in its ``waits_on``.

    It repeats of the record what lists of work ask for, so that a list of one team never reads
    the records of the others. ``since`` is when the record came into its state.
    """

    pk = models.CompositePrimaryKey("workspace", "party", "ref")
    workspace = models.BigIntegerField()
    party = models.CharField(max_length=24)
    ref = models.CharField(max_length=32)
    kind = models.CharField(max_length=64)
    visibility = models.CharField(max_length=80)
    since = InstantField()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "ref"], name="records_waiting_ref"),
            models.Index(fields=["workspace", "party", "since"], name="records_waiting_since"),
        ]


class Revision(models.Model):
    """One version of a record.

    ``at`` is when the workspace learnt of it, ``effective_at`` when it was true in the world:
    the two differ only for history that was imported. ``effective_on`` is the day of that by the
    clock of whoever did it, as ISO text: a date is a date.
    """

    pk = models.CompositePrimaryKey("workspace", "ref", "number")
    workspace = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    number = models.IntegerField()
    idx = models.BigIntegerField()
    text_index = models.BigIntegerField()
    at = InstantField()
    effective_at = InstantField()
    effective_on = models.CharField(max_length=10)
    actor = models.TextField()
    state = models.CharField(max_length=64)
    status = models.TextField()
    move = models.CharField(max_length=64)
    note = models.TextField()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "effective_on"], name="records_revision_day"),
            models.Index(fields=["workspace", "at"], name="records_revision_at"),
        ]


class Link(models.Model):
    """A typed link as ``source`` states it; ``means`` is its canonical direction and name."""

    pk = models.CompositePrimaryKey("workspace", "source", "type", "target")
    workspace = models.BigIntegerField()
    source = models.CharField(max_length=32)
    type = models.CharField(max_length=64)
    target = models.CharField(max_length=200)
    means = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "target"], name="records_link_target"),
            models.Index(fields=["workspace", "means"], name="records_link_means"),
        ]


class Comment(models.Model):
    """A comment; ``id`` is ``C`` and the journal index whose payload holds quote and text.

    ``concern`` is the concern's name or empty; ``status`` open, resolved or withdrawn.
    """

    pk = models.CompositePrimaryKey("workspace", "id")
    workspace = models.BigIntegerField()
    id = models.CharField(max_length=24)
    ref = models.CharField(max_length=32)
    revision = models.IntegerField()
    idx = models.BigIntegerField()
    at = InstantField()
    author = models.CharField(max_length=24)
    concern = models.CharField(max_length=200)
    status = models.CharField(max_length=16)
    parent = models.CharField(max_length=24)
    closed_at = InstantField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "ref"], name="records_comment_ref"),
            models.Index(fields=["workspace", "at"], name="records_comment_at"),
        ]


class Receipt(models.Model):
    """Proof that a person took in one revision; scope and words are in the payload at ``idx``."""

    pk = models.CompositePrimaryKey("workspace", "ref", "person", "kind", "revision")
    workspace = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    person = models.CharField(max_length=24)
    kind = models.CharField(max_length=24)
    revision = models.IntegerField()
    idx = models.BigIntegerField()
    at = InstantField()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "person", "at"], name="records_receipt_at"),
        ]


class Counter(models.Model):
    """The last number given out under a prefix."""

    pk = models.CompositePrimaryKey("workspace", "prefix")
    workspace = models.BigIntegerField()
    prefix = models.CharField(max_length=16)
    last = models.IntegerField()


class File(models.Model):
    """A picture of a record, by the SHA-256 of its bytes, which are in the payload at ``idx``."""

    pk = models.CompositePrimaryKey("workspace", "ref", "digest")
    workspace = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    extension = models.CharField(max_length=8)
    size = models.IntegerField()
    idx = models.BigIntegerField()
    at = InstantField()
    author = models.CharField(max_length=24)

    class Meta:
        indexes = [models.Index(fields=["workspace", "idx"], name="records_file_idx")]
