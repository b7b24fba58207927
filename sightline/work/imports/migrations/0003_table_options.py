from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0002_uploads_and_states")]

    operations = [
        migrations.AddField(
            model_name="tableimport",
            name="options",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="tableimport",
            name="preview",
            field=models.JSONField(blank=True, null=True),
        ),
    ]
