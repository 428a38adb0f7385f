from typing import Any

from django.db import migrations, models


def fill(apps: Any, schema_editor: Any) -> None:
    """What stands already, by the fold itself."""
    from dayline.journal.queries import entries
    from dayline.practices.handoff.fold import KINDS, fold

    for one in apps.get_model("journal", "Workspace").objects.all():
        fold(one.workspace, list(entries(one.workspace, kinds=KINDS)))


class Migration(migrations.Migration):
    dependencies = [("handoff", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="receiver",
            field=models.CharField(default="", max_length=24),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="handover",
            index=models.Index(
                fields=["workspace", "receiver", "-delivered_at"], name="handoff_received"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
