"""Tables of the inbox. Every row is written by ``fold.py``; words stay in the journal."""

from __future__ import annotations

from django.db import models

from dayline.journal.fields import InstantField


class Thread(models.Model):
    """What the inbox remembers of a record: who wrote it, on whom it waits."""

    pk = models.CompositePrimaryKey("workspace", "ref")
    workspace = models.BigIntegerField()
    ref = models.CharField(max_length=32)
    author = models.TextField()
    waits_on = models.JSONField()


class Message(models.Model):
    """Something that still has to be told; the row goes when everybody knows or it is past.

    ``receiver`` is a person or a team, ``idx`` the journal index of what happened, ``actor`` who
    did it. ``deadline`` is the id of the clock that it is about, ``need_by`` when the receiver
    must know at the latest. A ``page`` does not wait for anybody to wake up.
    """

    pk = models.CompositePrimaryKey("workspace", "id")
    workspace = models.BigIntegerField()
    id = models.CharField(max_length=60)
    topic = models.CharField(max_length=16)
    receiver = models.CharField(max_length=24)
    ref = models.CharField(max_length=120)
    deadline = models.CharField(max_length=120)
    idx = models.BigIntegerField()
    actor = models.CharField(max_length=200)
    made_at = InstantField()
    need_by = InstantField(null=True)
    page = models.BooleanField()

    class Meta:
        indexes = (
            models.Index(fields=["workspace", "ref"], name="inbox_message_ref"),
            models.Index(fields=["workspace", "receiver", "-idx"], name="inbox_message_receiver"),
            models.Index(fields=["workspace", "deadline"], name="inbox_message_deadline"),
        )


class Delivery(models.Model):
    """In which letter a person was told; the person "" stands for everybody concerned."""

    pk = models.CompositePrimaryKey("workspace", "message", "person")
    workspace = models.BigIntegerField()
    message = models.CharField(max_length=60)
    person = models.CharField(max_length=24)
    letter = models.CharField(max_length=24)


class Letter(models.Model):
    """A letter to one person: composed once, sent at least once, always under the same id.

    ``sort`` is digest, now or page; ``state`` ready, sent or kept (no address to send it to).
    ``idx`` is the journal index of the list of its items.
    """

    pk = models.CompositePrimaryKey("workspace", "id")
    workspace = models.BigIntegerField()
    id = models.CharField(max_length=24)
    person = models.CharField(max_length=24)
    sort = models.CharField(max_length=8)
    state = models.CharField(max_length=8)
    idx = models.BigIntegerField()
    composed_at = InstantField()
    sent_at = InstantField(null=True)
    tries = models.IntegerField()
    retry_at = InstantField()

    class Meta:
        indexes = (
            models.Index(fields=["workspace", "state", "retry_at"], name="inbox_letter_ready"),
            models.Index(fields=["workspace", "person", "composed_at"], name="inbox_letter_person"),
        )


class Page(models.Model):
    """That somebody was called out of hours or out of turn, and which team's budget paid for it."""

    pk = models.CompositePrimaryKey("workspace", "idx")
    workspace = models.BigIntegerField()
    idx = models.BigIntegerField()
    team = models.CharField(max_length=24)
    ref = models.CharField(max_length=120)
    at = InstantField()

    class Meta:
        indexes = (models.Index(fields=["workspace", "team", "at"], name="inbox_page_team"),)


class PageBudget(models.Model):
    """How many pages a team may cost others in a rolling number of days."""

    pk = models.CompositePrimaryKey("workspace", "team")
    workspace = models.BigIntegerField()
    team = models.CharField(max_length=24)
    pages = models.IntegerField()
    days = models.IntegerField()


class Choice(models.Model):
    """What somebody chose to get: ``all`` letters, or only ``pages``."""

    pk = models.CompositePrimaryKey("workspace", "person")
    workspace = models.BigIntegerField()
    person = models.CharField(max_length=24)
    letters = models.CharField(max_length=8)
