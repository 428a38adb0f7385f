from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0007_ids"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["workspace", "person", "at"], name="records_receipt_at"),
        ),
    ]
