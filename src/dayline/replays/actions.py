"""Verbs on answers that may be asked for again: claim a key, keep an answer, let go, forget.

A claim is committed before the act begins, so that of two requests under one key the second sees
the first. The answer is kept in the transaction of the act: whatever happens to the process,
either both are there or neither. A claim whose process died is taken over after a minute; who
was overtaken keeps nothing, and its act is rolled back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection

from dayline.base.errors import DaylineError, InvalidInput
from dayline.base.micros import length, to_micros

KEPT = timedelta(hours=24)
LEASE = timedelta(seconds=60)


class KeyReused(InvalidInput):
    """The same key came with another request."""

    code = "key-reused"


class InProgress(DaylineError):
    """The act under this key is being done right now."""

    code = "in-progress"


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to do the act of one key."""

    workspace: int
    person: str
    key: str
    token: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: status, the headers that matter, and the body byte for byte."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


_WHERE = "workspace = %s AND person = %s AND key = %s"


def claim(workspace: int, person: str, key: str, digest: str, at: datetime) -> Claim | Answer:
    """The right to act under a key, or the answer that was given before.

    Raises :class:`KeyReused` and :class:`InProgress`.
    """
    now = to_micros(at)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO replays_replay"
            " (workspace, person, key, digest, token, at, status, headers, body)"
            " VALUES (%s, %s, %s, %s, 1, %s, 0, '', %s)"
            " ON CONFLICT (workspace, person, key) DO UPDATE SET"
            " digest = excluded.digest, token = replays_replay.token + 1, at = excluded.at,"
            " status = 0, headers = '', body = excluded.body"
            " WHERE replays_replay.at <= %s"
            " OR (replays_replay.status = 0 AND replays_replay.at <= %s"
            " AND replays_replay.digest = excluded.digest)"
            " RETURNING token",
            [workspace, person, key, digest, now, b"", now - length(KEPT), now - length(LEASE)],
        )
        won = cursor.fetchone()
        if won is not None:
            return Claim(workspace, person, key, won[0])
        cursor.execute(
            f"SELECT digest, status, headers, body FROM replays_replay WHERE {_WHERE}",  # noqa: S608
            [workspace, person, key],
        )
        found = cursor.fetchone()
    if found is not None and found[0] != digest:
        raise KeyReused(
            "This Idempotency-Key was used for another request.",
            kept="Nothing was changed.",
            do="Send each act under a key of its own.",
        )
    if found is None or found[1] == 0:
        raise InProgress(
            "The request under this Idempotency-Key is being answered right now.",
            kept="It is done once only.",
            do="Wait a second and send it again with the same key.",
        )
    return Answer(found[1], bytes(found[3]), json.loads(found[2]))


def keep(claim: Claim, answer: Answer) -> None:
    """Keep an answer; called in the transaction of the act. Raises :class:`InProgress`."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE replays_replay SET status = %s, headers = %s, body = %s"  # noqa: S608
            f" WHERE {_WHERE} AND token = %s AND status = 0",
            [
                answer.status,
                json.dumps(dict(answer.headers)),
                answer.body,
                claim.workspace,
                claim.person,
                claim.key,
                claim.token,
            ],
        )
        if cursor.rowcount != 1:
            raise InProgress(
                "This request took so long that its repetition went ahead.",
                kept="Only one of the two is done.",
                do="Send it again with the same key to hear its answer.",
            )


def let_go(claim: Claim) -> None:
    """Forget a claim whose act failed for a reason that a repetition may not meet."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM replays_replay WHERE {_WHERE} AND token = %s AND status = 0",  # noqa: S608
            [claim.workspace, claim.person, claim.key, claim.token],
        )


def forget(at: datetime) -> int:
    """Delete what is older than a day; how many there were."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM replays_replay WHERE at <= %s", [to_micros(at - KEPT)])
        return int(cursor.rowcount)
