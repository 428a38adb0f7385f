import dayline.journal.fields
from django.db import migrations, models


def fill(apps, schema_editor):
    """What waits already, as the fold would have written it."""
    record, waiting = apps.get_model("records", "Record"), apps.get_model("records", "Waiting")
    waiting.objects.bulk_create(
        (
            waiting(
                workspace=one.workspace,
                party=party,
                ref=one.ref,
                kind=one.kind,
                visibility=one.visibility,
                since=one.state_since,
            )
            for one in record.objects.exclude(waits_on=[]).iterator()
            for party in sorted(set(one.waits_on))
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_file"),
    ]

    operations = [
        migrations.CreateModel(
            name="Waiting",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace",
                        "party",
                        "ref",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("workspace", models.BigIntegerField()),
                ("party", models.CharField(max_length=24)),
                ("ref", models.CharField(max_length=32)),
                ("kind", models.CharField(max_length=64)),
                ("visibility", models.CharField(max_length=80)),
                ("since", dayline.journal.fields.InstantField()),
            ],
        ),
        migrations.AddIndex(
            model_name="comment",
            index=models.Index(fields=["workspace", "at"], name="records_comment_at"),
        ),
        migrations.AddIndex(
            model_name="revision",
            index=models.Index(fields=["workspace", "at"], name="records_revision_at"),
        ),
        migrations.AddIndex(
            model_name="waiting",
            index=models.Index(fields=["workspace", "ref"], name="records_waiting_ref"),
        ),
        migrations.AddIndex(
            model_name="waiting",
            index=models.Index(
                fields=["workspace", "party", "since"], name="records_waiting_since"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
