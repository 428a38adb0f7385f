"""On PostgreSQL the index of subjects compares characters, not words of a language.

So it finds what begins with ``D-4.`` in whatever order the database was set up to sort texts, and
what is equal as before. Elsewhere the index does so already.
"""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_DROP = "DROP INDEX IF EXISTS journal_entry_subject"
_MAKE = "CREATE INDEX journal_entry_subject ON journal_entry (workspace, subject{}, idx)"


def _by_character(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _made(schema_editor, " varchar_pattern_ops")


def _as_before(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    _made(schema_editor, "")


def _made(schema_editor: BaseDatabaseSchemaEditor, operators: str) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(_DROP)
        schema_editor.execute(_MAKE.format(operators))


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunPython(_by_character, _as_before)]
