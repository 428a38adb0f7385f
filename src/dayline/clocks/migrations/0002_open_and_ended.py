from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clocks", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="deadline",
            name="clocks_promise",
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)),
                fields=["workspace", "ref", "due_at"],
                name="clocks_open",
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                fields=["workspace", "contract", "clock", "fired_at"], name="clocks_fired"
            ),
        ),
        migrations.AddIndex(
            model_name="deadline",
            index=models.Index(
                fields=["workspace", "contract", "clock", "state", "ended_at"], name="clocks_ended"
            ),
        ),
    ]
