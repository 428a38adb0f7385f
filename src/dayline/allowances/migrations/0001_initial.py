from typing import Any

from django.db import migrations, models

import dayline.journal.fields


def without_log(apps: Any, schema_editor: Any) -> None:
    """PostgreSQL then waits for no disk. After a crash the table is empty: all may ask again."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE allowances_allowance SET UNLOGGED")


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Allowance",
            fields=[
                ("name", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("full_at", dayline.journal.fields.InstantField()),
            ],
        ),
        migrations.RunPython(without_log, migrations.RunPython.noop),
    ]
