import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("evidence", "0001_initial"),
        ("governance", "0001_initial"),
        ("jobs", "0002_message"),
        ("plans", "0002_update_by_link"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="UpdateLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.EmailField(max_length=254, verbose_name="e-mail address")),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("nonce", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField()),
                        ("made_by_name", models.CharField(max_length=200)),
                        ("expires_at", models.DateTimeField()),
                        ("spent_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        ("withdrawn_by_name", models.CharField(blank=True, max_length=200)),
                        ("withdrawn_reason", models.TextField(blank=True)),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="update_links",
                                to="jobs.message",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="update_links",
                                to="governance.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-made_at", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("expires_at__gt", models.F("made_at"))),
                                name="notices_link_ends_later",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("spent_at", None), ("withdrawn_at", None), _connector="OR"
                                ),
                                name="notices_link_spent_or_withdrawn",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_at", None),
                                    models.Q(("withdrawn_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="notices_link_withdrawn_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="LinkedAction",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.action",
                            ),
                        ),
                        (
                            "update",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.update",
                            ),
                        ),
                        (
                            "link",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="asked",
                                to="notices.updatelink",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.UniqueConstraint(fields=("link", "action"), name="notices_link_asks_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Digest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField()),
                        ("made_at", models.DateTimeField()),
                        ("changes", models.PositiveIntegerField(default=0)),
                        (
                            "message",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="jobs.message",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="digests",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-until", "-id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("user", "since"), name="notices_digest_no_overlap"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("until__gt", models.F("since"))),
                                name="notices_digest_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Preference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "digest",
                            models.CharField(
                                choices=[
                                    ("daily", "Every working day"),
                                    ("weekly", "Once a week"),
                                    ("none", "Never"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "weekday",
                            models.PositiveSmallIntegerField(
                                choices=[
                                    (0, "Monday"),
                                    (1, "Tuesday"),
                                    (2, "Wednesday"),
                                    (3, "Thursday"),
                                    (4, "Friday"),
                                    (5, "Saturday"),
                                    (6, "Sunday"),
                                ],
                                default=0,
                            ),
                        ),
                        (
                            "scope",
                            models.CharField(
                                choices=[
                                    ("mine", "The actions of my own posts"),
                                    ("all", "Everything that I may see"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("reminders", models.BooleanField(default=True)),
                        (
                            "user",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notice_preference",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("digest__in", ["daily", "weekly", "none"])),
                                name="notices_known_digest",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("scope__in", ["mine", "all"])), name="notices_known_scope"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("weekday__lt", 7)), name="notices_known_weekday"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("occasion", models.CharField(max_length=40)),
                        ("on", models.DateField()),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="plans.action",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="evidence.evidence",
                            ),
                        ),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="jobs.message",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="governance.person",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("action__isnull", False)),
                                fields=("person", "action", "occasion"),
                                name="notices_reminded_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("evidence__isnull", False)),
                                fields=("person", "evidence", "occasion"),
                                name="notices_reminded_of_evidence_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("action__isnull", False), ("evidence", None)),
                                    models.Q(("action", None), ("evidence__isnull", False)),
                                    _connector="OR",
                                ),
                                name="notices_reminder_of_one_thing",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
