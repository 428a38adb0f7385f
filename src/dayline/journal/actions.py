"""Verbs on the journal itself: found a workspace, erase a payload, sign a checkpoint."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from dayline.base.acting import Acting
from dayline.base.errors import InvalidInput, NotFound
from dayline.journal.append import writing
from dayline.journal.models import Head, Workspace
from dayline.journal.rules import check_origin


def found_workspace(origin: str, at: datetime, *, actor: str = "system") -> int:
    """Make a workspace and its signing key; entry 0 says so. Returns the workspace's number.

    ``origin`` names the journal for ever, in every leaf and checkpoint: a short text without
    spaces, such as ``example.org/payments``. Raises :class:`InvalidInput` if it is taken.
    """
    check_origin(origin)
    with transaction.atomic():
        if Workspace.objects.filter(origin=origin).exists():
            raise InvalidInput(f"A workspace named {origin} exists.", do="Choose another name.")
        workspace = Workspace.objects.create(origin=origin).workspace
        Head.objects.create(workspace=workspace)
        with writing(Acting(workspace, actor, at)) as pen:
            pen.add("workspace.founded", "workspace", {"origin": origin})
    return workspace


def erase(acting: Acting, index: int, reason: str) -> int:
    """Destroy the words of one entry, and say in the journal that it was done.

    The salt goes with the words, so the digest that stays in the leaf tells nothing; every
    proof still holds. Returns the index of the entry ``payload.erased``. Erasing again is
    refused with :class:`InvalidInput`.
    """
    with writing(acting) as pen:
        pen.flush()
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE journal_payload SET salt = NULL, body = NULL"
                " WHERE workspace = %s AND idx = %s AND body IS NOT NULL",
                (acting.workspace, index),
            )
            changed = cursor.rowcount
        if not changed:
            raise NotFound(
                f"Entry {index} holds no words that could be erased.", do="Check the index."
            )
        return pen.add("payload.erased", f"#{index}", {"index": index, "reason": reason})
