from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0003_waiting"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["workspace", "means"], name="records_link_means"),
        ),
    ]
