"""The sequence from which the relay numbers committed events."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("jobboard", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE jobboard_event_position",
            "DROP SEQUENCE jobboard_event_position",
        )
    ]
