"""Tables of handoffs. Every row is written by ``fold.py``; words stay in the journal's payloads."""

from __future__ import annotations

from django.db import models

from dayline.journal.fields import InstantField


class Share(models.Model):
    """How many of 100 handoffs are asked for a read-back, from entry ``idx`` on."""

    pk = models.CompositePrimaryKey("workspace", "idx")
    workspace = models.BigIntegerField()
    idx = models.BigIntegerField()
    percent = models.IntegerField()


class Handover(models.Model):
    """A handoff that was delivered, and what became of it. It holds no person.

    ``idx`` is the entry of its first delivery, from whose digest ``asked`` is drawn with
    probability ``share`` of 100; ``delivered_idx`` and ``delivered_at`` are of its last, with the
    team that it went to (``receiver``, "" where it went to none), and ``taken_at`` is when it was
    accepted after that. ``judged_idx`` is the entry with the sender's
    word and ``outcome_idx`` the one with the next shift's answers, 0 before there are any; beside
    each stand its counts of items.
    """

    pk = models.CompositePrimaryKey("workspace", "ref")
    workspace = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    idx = models.BigIntegerField()
    asked = models.BooleanField()
    share = models.IntegerField()
    delivered_idx = models.BigIntegerField()
    delivered_at = InstantField()
    receiver = models.CharField(max_length=24)
    taken_at = InstantField(null=True)
    judged_idx = models.BigIntegerField()
    items = models.IntegerField()
    lost = models.IntegerField()
    lost_after = models.IntegerField()
    outcome_idx = models.BigIntegerField()
    outcome_items = models.IntegerField()
    outcome_lost = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-taken_at", "ref"], name="handoff_taken"),
            models.Index(
                fields=["workspace", "receiver", "-delivered_at"], name="handoff_received"
            ),
        ]
