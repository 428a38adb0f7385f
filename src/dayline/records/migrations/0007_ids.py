from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0006_visibility"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(fields=["workspace", "prefix", "number"], name="records_ids"),
        ),
    ]
