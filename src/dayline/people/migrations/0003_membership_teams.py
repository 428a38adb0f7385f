from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_membership"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="membership",
            name="people_membership_person",
        ),
        migrations.AddIndex(
            model_name="membership",
            index=models.Index(
                fields=["workspace", "person", "team"], name="people_membership_teams"
            ),
        ),
    ]
