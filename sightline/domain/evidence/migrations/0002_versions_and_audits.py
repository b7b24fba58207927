import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("evidence", "0001_initial"),
        ("files", "0001_initial"),
        ("governance", "0002_seats_and_decisions"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="EvidenceChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("field", models.CharField(max_length=20)),
                        ("old", models.TextField(blank=True)),
                        ("new", models.TextField(blank=True)),
                        ("reason", models.TextField()),
                        ("on", models.DateField()),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="evidence.evidence",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["evidence_id", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="evidence_change_says_why",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PracticeAudit",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("topic", models.CharField(max_length=200)),
                        (
                            "period_from",
                            models.DateField(blank=True, null=True, verbose_name="first day of the period"),
                        ),
                        (
                            "period_to",
                            models.DateField(blank=True, null=True, verbose_name="last day of the period"),
                        ),
                        (
                            "cases",
                            models.PositiveIntegerField(
                                blank=True, null=True, verbose_name="number of cases audited"
                            ),
                        ),
                        ("grades", models.JSONField(blank=True, default=list)),
                        ("strengths", models.TextField(blank=True, verbose_name="what is strong")),
                        ("to_improve", models.TextField(blank=True, verbose_name="what needs to improve")),
                        ("moderated_by", models.CharField(blank=True, max_length=300)),
                        (
                            "overridden",
                            models.TextField(
                                blank=True, verbose_name="why it was kept although it looked like a case"
                            ),
                        ),
                        (
                            "evidence",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="audit",
                                to="evidence.evidence",
                            ),
                        ),
                    ],
                    options={
                        "ordering": [
                            models.OrderBy(models.F("period_to"), descending=True, nulls_last=True),
                            "-id",
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("period_from__isnull", True),
                                    ("period_to__isnull", True),
                                    ("period_to__gte", models.F("period_from")),
                                    _connector="OR",
                                ),
                                name="evidence_audit_period_in_order",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("topic", ""), _negated=True),
                                name="evidence_audit_has_a_topic",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Version",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("file", "File"),
                                    ("link", "Link"),
                                    ("note", "Note"),
                                    ("audit", "Practice audit"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("url", models.URLField(blank=True, max_length=1000, verbose_name="address")),
                        ("note", models.TextField(blank=True)),
                        ("sha256", models.CharField(max_length=64, verbose_name="hash of what it holds")),
                        ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                        (
                            "type",
                            models.CharField(blank=True, max_length=20, verbose_name="what the bytes are"),
                        ),
                        ("as_at", models.DateField(blank=True, null=True, verbose_name="speaks as at")),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "reason",
                            models.TextField(blank=True, verbose_name="why it replaces the one before"),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="evidence.evidence",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_versions",
                                to="files.storedfile",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["evidence_id", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("evidence", "number"), name="evidence_version_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("file__isnull", False), ("kind", "file"), ("url", "")),
                                    models.Q(
                                        ("file__isnull", True),
                                        ("kind", "link"),
                                        models.Q(("url", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("file__isnull", True),
                                        ("kind", "note"),
                                        ("url", ""),
                                        models.Q(("note", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("kind", "audit"), ("url", ""), models.Q(("note", ""), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="evidence_version_holds_what_its_kind_says",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("number", 1),
                                    models.Q(("number__gt", 1), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="evidence_version_replaces_with_a_reason",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="evidence",
            name="evidence_holds_what_its_kind_says",
        ),
        migrations.AddField(
            model_name="evidence",
            name="current_version",
            field=models.PositiveIntegerField(default=1, verbose_name="number of the version that stands"),
        ),
        migrations.AlterField(
            model_name="evidence",
            name="kind",
            field=models.CharField(
                choices=[("file", "File"), ("link", "Link"), ("note", "Note"), ("audit", "Practice audit")],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="evidence",
            index=models.Index(fields=["expires"], name="evidence_ev_expires_bd7286_idx"),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("file__isnull", False), ("kind", "file"), ("url", "")),
                    models.Q(("file__isnull", True), ("kind", "link"), models.Q(("url", ""), _negated=True)),
                    models.Q(
                        ("file__isnull", True),
                        ("kind", "note"),
                        ("url", ""),
                        models.Q(("note", ""), _negated=True),
                    ),
                    models.Q(("kind", "audit"), ("url", ""), models.Q(("note", ""), _negated=True)),
                    _connector="OR",
                ),
                name="evidence_holds_what_its_kind_says",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("current_version__gte", 1)), name="evidence_has_a_version"
            ),
        ),
    ]
