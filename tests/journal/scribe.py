"""A small writer of journals for tests: notes, and a follower that counts them per subject.

The follower keeps what any projection keeps: a state that depends on all entries so far. A
journal whose tally differs from its entries was half-applied.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection, models

from dayline.base.acting import Acting
from dayline.journal.append import writing
from dayline.journal.followers import follow
from dayline.journal.rules import Entry


class Tally(models.Model):
    """How many notes a subject has, and the index of the last."""

    pk = models.CompositePrimaryKey("workspace", "subject")
    workspace = models.BigIntegerField()
    subject = models.CharField(max_length=200)
    notes = models.IntegerField()
    last = models.BigIntegerField()

    class Meta:
        app_label = "scribe"
        managed = False
        db_table = "scribe_tally"


def create_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE scribe_tally (workspace BIGINT, subject VARCHAR(200), notes INTEGER,"
            " last BIGINT, PRIMARY KEY (workspace, subject))"
        )


def drop_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS scribe_tally")


def fold(workspace: int, entries: Sequence[Entry]) -> None:
    with connection.cursor() as cursor:
        for entry in entries:
            cursor.execute(
                "INSERT INTO scribe_tally (workspace, subject, notes, last) VALUES (%s, %s, 1, %s)"
                " ON CONFLICT (workspace, subject) DO UPDATE"
                " SET notes = scribe_tally.notes + 1, last = excluded.last",
                (workspace, entry.subject, entry.index),
            )


def register() -> None:
    follow("scribe", ("note.",), fold, (Tally,))


def write(acting: Acting, subjects: Sequence[str], text: str = "words") -> list[int]:
    """One act that notes something on each subject; the indexes of its entries."""
    with writing(acting) as pen:
        return [
            pen.add("note.kept", subject, {"text": f"{text} on {subject}"}) for subject in subjects
        ]


def fill(acting: Acting, count: int) -> None:
    """``count`` notes, in acts of 1,000."""
    for start in range(0, count, 1000):
        write(acting, [f"N-{number}" for number in range(start, min(count, start + 1000))])
