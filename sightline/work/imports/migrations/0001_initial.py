import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("files", "0001_initial"),
        ("inspections", "0001_initial"),
        ("plans", "0001_initial"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="ColumnChoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("header", models.CharField(max_length=300)),
                        ("field", models.CharField(blank=True, max_length=60)),
                        ("by_name", models.CharField(max_length=200)),
                        ("since", models.DateTimeField(auto_now_add=True)),
                        ("until", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("header",),
                                name="imports_one_choice_a_header",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reading",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("name", models.CharField(max_length=255)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting to be read"),
                                    ("reading", "Being read"),
                                    ("read", "Read, waiting for you"),
                                    ("failed", "Could not be read"),
                                    ("accepted", "Accepted"),
                                    ("put-aside", "Put aside"),
                                ],
                                default="waiting",
                                max_length=12,
                            ),
                        ),
                        ("kind", models.CharField(blank=True, max_length=20)),
                        ("pages", models.PositiveIntegerField(blank=True, null=True)),
                        ("error", models.TextField(blank=True)),
                        ("result", models.JSONField(blank=True, null=True)),
                        ("draft", models.JSONField(blank=True, null=True)),
                        ("counts", models.JSONField(blank=True, default=dict)),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_by_name", models.CharField(blank=True, max_length=200)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_reason", models.TextField(blank=True)),
                        (
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="files.storedfile",
                            ),
                        ),
                        (
                            "inspection",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="inspections.inspection",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="readings",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "upload",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="readings",
                                to="imports.upload",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-upload_id", "position", "pk"],
                        "indexes": [models.Index(fields=["state", "-upload"], name="imports_reading_state")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "state__in",
                                        ["waiting", "reading", "read", "failed", "accepted", "put-aside"],
                                    )
                                ),
                                name="imports_known_state",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TableImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("new_title", models.CharField(blank=True, max_length=300)),
                        ("mapping", models.JSONField(blank=True, default=dict)),
                        ("options", models.JSONField(blank=True, default=dict)),
                        ("preview", models.JSONField(blank=True, null=True)),
                        ("outcome", models.JSONField(blank=True, null=True)),
                        ("applied_at", models.DateTimeField(blank=True, null=True)),
                        ("applied_by_name", models.CharField(blank=True, max_length=200)),
                        (
                            "plan",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="table_imports",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "reading",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="table",
                                to="imports.reading",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Upload",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("not_taken", models.JSONField(blank=True, default=list)),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="uploads",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                    },
                ),
            ],
        ),
    ]
