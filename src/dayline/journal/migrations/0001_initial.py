"""Tables of the journal, and the triggers that keep them as they were written."""

from __future__ import annotations

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from dayline.journal import triggers


def _install(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.install(schema_editor.connection)


def _remove(_apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("workspace", models.BigIntegerField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField(default=0)),
                ("frontier", models.BinaryField(default=b"")),
                ("at", models.CharField(default="", max_length=27)),
            ],
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace",
                        "level",
                        "idx",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("workspace", models.BigIntegerField()),
                ("level", models.SmallIntegerField()),
                ("idx", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("hashes", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="Payload",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace",
                        "idx",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("workspace", models.BigIntegerField()),
                ("idx", models.BigIntegerField()),
                ("salt", models.BinaryField(null=True)),
                ("body", models.BinaryField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Workspace",
            fields=[
                ("workspace", models.BigAutoField(primary_key=True, serialize=False)),
                ("origin", models.CharField(max_length=200, unique=True)),
            ],
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace",
                        "idx",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("workspace", models.BigIntegerField()),
                ("idx", models.BigIntegerField()),
                ("at", models.CharField(max_length=27)),
                ("actor", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=60)),
                ("subject", models.CharField(max_length=200)),
                ("digest", models.BinaryField()),
                ("leaf_hash", models.BinaryField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["workspace", "subject", "idx"], name="journal_entry_subject"
                    )
                ],
            },
        ),
        migrations.RunPython(_install, _remove),
    ]
