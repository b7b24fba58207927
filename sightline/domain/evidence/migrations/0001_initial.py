import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("governance", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300)),
                (
                    "kind",
                    models.CharField(
                        choices=[("file", "File"), ("link", "Link"), ("note", "Note")], max_length=10
                    ),
                ),
                ("url", models.URLField(blank=True, max_length=1000, verbose_name="address")),
                (
                    "sha256",
                    models.CharField(blank=True, max_length=64, verbose_name="hash of the file's bytes"),
                ),
                ("note", models.TextField(blank=True)),
                ("as_at", models.DateField(blank=True, null=True, verbose_name="speaks as at")),
                ("expires", models.DateField(blank=True, null=True, verbose_name="to be renewed by")),
                ("added_by_name", models.CharField(max_length=200)),
                ("added_at", models.DateTimeField()),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="evidence_added",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="files.storedfile",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="governance.post",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "evidence",
                "ordering": ["-added_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("file__isnull", False), ("kind", "file"), ("url", "")),
                            models.Q(
                                ("file__isnull", True), ("kind", "link"), models.Q(("url", ""), _negated=True)
                            ),
                            models.Q(
                                ("file__isnull", True),
                                ("kind", "note"),
                                ("url", ""),
                                models.Q(("note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_holds_what_its_kind_says",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("expires__isnull", True),
                            ("as_at__isnull", True),
                            ("expires__gte", models.F("as_at")),
                            _connector="OR",
                        ),
                        name="evidence_expires_after_as_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on__isnull", True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="evidence_withdrawn_with_a_reason",
                    ),
                ],
            },
        ),
    ]
