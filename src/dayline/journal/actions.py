"""Verbs on the journal itself: found a workspace, sign a checkpoint, change keys, erase words.

They do not ask who may do this: the journal knows nobody. Callers authorise first.
"""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial

from django.db import OperationalError, connection, transaction

from dayline.base.acting import Acting
from dayline.base.errors import DaylineError, InvalidInput, NotFound
from dayline.journal import followers, keys, note, queries, remembered
from dayline.journal.append import Pen, writing
from dayline.journal.checkpoint import Checkpoint
from dayline.journal.models import Head, Workspace
from dayline.journal.rules import KEPT_KINDS, check_origin

_log = logging.getLogger(__name__)


def found_workspace(origin: str, at: datetime, *, actor: str = "system") -> int:
    """Make a workspace and its signing key; entry 0 says so. Returns the workspace's number.

    ``origin`` names the journal for ever, in every leaf and checkpoint: a short text without
    spaces, such as ``example.org/payments``. Raises :class:`InvalidInput` if it is taken.
    """
    check_origin(origin)
    with transaction.atomic():
        if Workspace.objects.filter(origin=origin).exists():
            raise InvalidInput(f"A workspace named {origin} exists.", do="Choose another name.")
        workspace = int(Workspace.objects.create(origin=origin).workspace)
        Head.objects.create(workspace=workspace)
        key = str(keys.create(origin).verifier)
        remembered.set_aside(origin)
        with writing(Acting(workspace, actor, at)) as pen:
            pen.add("workspace.founded", "workspace", {"key": key, "origin": origin})
    return workspace


def checkpoint(acting: Acting) -> str:
    """Sign the journal as it stands: a C2SP checkpoint, which is also kept in the journal.

    The note is remembered outside the database as well. Give it away: whoever holds it can
    show later that nothing before it was changed.
    """
    with writing(acting) as pen:
        return _sign(pen, [keys.load(queries.verifiers(acting.workspace)[-1])])


def rotate_key(acting: Acting, *, lost: bool = False) -> str:
    """Go over to a new signing key; checkpoints by the old one keep verifying.

    The change is sealed by a checkpoint that both keys sign; when the old key is ``lost`` only
    the new one does, and the entry says so. Returns the new public key.
    """
    origin = queries.origin_of(acting.workspace)
    with writing(acting) as pen:
        old = queries.verifiers(acting.workspace)[-1]
        signers = [] if lost else [keys.load(old)]
        new = keys.create(origin)
        if new.verifier == old:
            raise InvalidInput("That key is in use already.", do="Give a new key.")
        pen.add("key.rotated", "key", {"key": str(new.verifier), "lost": lost, "old": str(old)})
        _sign(pen, [*signers, new])
    return str(new.verifier)


def _sign(pen: Pen, signers: list[note.Signer]) -> str:
    pen.flush()
    workspace = pen.acting.workspace
    head = queries.head(workspace)
    signed = Checkpoint(signers[-1].name, head.size, head.root)
    text = note.sign(signed.text(), signers)
    pen.add("checkpoint.signed", "checkpoint", {"note": text})
    transaction.on_commit(partial(remembered.remember, signed, text))
    return text


def erase(acting: Acting, index: int, reason: str) -> int:
    """Destroy the words of one entry, and say in the journal that it was done.

    The salt goes with the words, so the digest that stays in the leaf tells nothing; every
    proof still holds. Returns the index of the entry ``payload.erased``, whose payload is
    ``{"index", "kind", "reason", "subject"}``. Raises :class:`NotFound` when there is nothing
    left to erase, and :class:`DaylineError` for entries that proofs or folds cannot do without.
    """
    with writing(acting) as pen:
        pen.flush()
        entry = next(queries.entries(acting.workspace, start=index, stop=index + 1), None)
        if entry is None or entry.payload is None:
            raise NotFound(
                f"Entry {index} holds no words that could be erased.", do="Check the index."
            )
        if entry.kind.startswith((*KEPT_KINDS, *followers.kept_kinds())):
            raise DaylineError(
                f"Entry {index} is {entry.kind}, which the rest of the journal cannot do without.",
                kept="Nothing was erased.",
            )
        _overwrite(acting.workspace, index)
        transaction.on_commit(_shrink_log)
        return pen.add(
            "payload.erased",
            entry.subject,
            {"index": index, "kind": entry.kind, "reason": reason, "subject": entry.subject},
        )


def _overwrite(workspace: int, index: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE journal_payload SET salt = NULL, body = NULL WHERE workspace = %s AND idx = %s",
            (workspace, index),
        )


def _shrink_log() -> None:
    """SQLite's write-ahead log still holds the old pages: write it back and cut it."""
    if connection.vendor != "sqlite":
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except OperationalError:
        _log.warning("The write-ahead log is in use; it is cut when the last reader has gone.")
