import dayline.journal.fields
from django.db import migrations, models


def fill(apps, schema_editor):
    """What is decided already, as the fold would have written it."""
    deadline, decided = apps.get_model("clocks", "Deadline"), apps.get_model("clocks", "Decided")
    decided.objects.bulk_create(
        (
            decided(
                workspace=one.workspace,
                party=party,
                contract=one.contract,
                clock=one.clock,
                at=one.fired_at or one.ended_at,
                id=one.id,
            )
            for one in deadline.objects.iterator()
            if one.fired_at or (one.state == "met" and one.ended_at)
            for party in sorted(set(one.whose))
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("clocks", "0002_open_and_ended"),
    ]

    operations = [
        migrations.CreateModel(
            name="Decided",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "workspace",
                        "party",
                        "contract",
                        "clock",
                        "at",
                        "id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("workspace", models.BigIntegerField()),
                ("party", models.CharField(max_length=24)),
                ("contract", models.CharField(max_length=80)),
                ("clock", models.CharField(max_length=64)),
                ("at", dayline.journal.fields.InstantField()),
                ("id", models.CharField(max_length=120)),
            ],
        ),
        migrations.RemoveIndex(
            model_name="deadline",
            name="clocks_fired",
        ),
        migrations.RemoveIndex(
            model_name="deadline",
            name="clocks_ended",
        ),
        migrations.AddIndex(
            model_name="decided",
            index=models.Index(fields=["workspace", "id"], name="clocks_decided_id"),
        ),
        migrations.AddIndex(
            model_name="decided",
            index=models.Index(
                fields=["workspace", "contract", "clock", "at"], name="clocks_decided_at"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
