"""The table of allowances that several processes share. It may be lost at any time."""

from __future__ import annotations

from django.db import models

from dayline.journal.fields import InstantField


class Allowance(models.Model):
    """A bucket by name. ``full_at`` is when it will be full again if nothing more is taken: that
    one instant, by the database's clock, says how much is left."""

    name = models.CharField(max_length=200, primary_key=True)
    full_at = InstantField()
