"""Tables of clocks. All but ``Lease`` are written by ``fold.py``.

A lease says who is working at something right now. It is no history and no state of a record, so
it stands outside the journal: without a single lease everything is as it was.
"""

from __future__ import annotations

from django.db import models

from dayline.journal.fields import InstantField


class Deadline(models.Model):
    """One run of one clock of one record; ``id`` is ``H-42.accept.1``.

    ``due_at`` is set while it runs, ``fired_at`` when it was missed, ``ended_at`` when there is
    nothing left to wait for. ``amount``, ``floor_micros`` and ``spent`` are those of
    :class:`dayline.clocks.timing.Promise`; ``since`` is the start or the last resumption.
    ``whose`` are the ids of persons and teams that must act, ``owner`` who waits for it.
    ``waited`` is awake time (wall time for a wall clock) from start to end, in microseconds.
    ``calendar`` and ``edition`` tell with which hours and tables ``due_at`` was computed.
    """

    pk = models.CompositePrimaryKey("workspace", "id")
    workspace = models.BigIntegerField()
    id = models.CharField(max_length=120)
    ref = models.CharField(max_length=32)
    contract = models.CharField(max_length=80)
    clock = models.CharField(max_length=64)
    run = models.IntegerField()
    state = models.CharField(max_length=10)
    measure = models.CharField(max_length=10)
    amount = models.BigIntegerField()
    floor_micros = models.BigIntegerField()
    spent = models.JSONField()
    whose = models.JSONField()
    owner = models.CharField(max_length=24)
    started_at = InstantField()
    since = InstantField()
    due_at = InstantField(null=True)
    fired_at = InstantField(null=True)
    ended_at = InstantField(null=True)
    waited = models.BigIntegerField(null=True)
    calendar = models.CharField(max_length=32)
    edition = models.CharField(max_length=80)

    class Meta:
        indexes = (
            models.Index(fields=["workspace", "state", "due_at"], name="clocks_due"),
            models.Index(fields=["workspace", "ref"], name="clocks_ref"),
            models.Index(
                fields=["workspace", "ref", "due_at"],
                name="clocks_open",
                condition=models.Q(ended_at__isnull=True),
            ),
        )


class Decided(models.Model):
    """A deadline that was met or missed, for each party that it is counted for.

    What a team keeps of its promises is read by team: among a million deadlines, its own are few.
    """

    pk = models.CompositePrimaryKey("workspace", "party", "contract", "clock", "at", "id")
    workspace = models.BigIntegerField()
    party = models.CharField(max_length=24)
    contract = models.CharField(max_length=80)
    clock = models.CharField(max_length=64)
    at = InstantField()
    id = models.CharField(max_length=120)

    class Meta:
        indexes = (
            models.Index(fields=["workspace", "id"], name="clocks_decided_id"),
            models.Index(fields=["workspace", "contract", "clock", "at"], name="clocks_decided_at"),
        )


class Edition(models.Model):
    """The edition of time zones and holidays by which deadlines were last looked at."""

    workspace = models.BigIntegerField(primary_key=True)
    edition = models.CharField(max_length=80)


class Budget(models.Model):
    """Whether the error budget of an objective is spent; ``id`` is ``handoff.accept`` or
    ``handoff.accept.T-2`` for one team."""

    pk = models.CompositePrimaryKey("workspace", "id")
    workspace = models.BigIntegerField()
    id = models.CharField(max_length=120)
    spent = models.BooleanField()
    since = InstantField()


class Lease(models.Model):
    """Who works at what, until when. ``token`` rises with every claim and never falls."""

    pk = models.CompositePrimaryKey("workspace", "task")
    workspace = models.BigIntegerField()
    task = models.CharField(max_length=160)
    worker = models.CharField(max_length=80)
    token = models.BigIntegerField()
    until = InstantField()
