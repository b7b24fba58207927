import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("governance", "0003_decision_extra"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="HandOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        ("called", models.CharField(max_length=300, verbose_name="what it was called")),
                        ("until", models.DateField()),
                        ("successor_words", models.CharField(blank=True, max_length=300)),
                        ("reason", models.TextField()),
                        ("held", models.PositiveIntegerField()),
                        ("moved", models.PositiveIntegerField()),
                        ("ended", models.PositiveIntegerField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "body",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handed_over",
                                to="governance.body",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hand_overs",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handed_over",
                                to="governance.person",
                            ),
                        ),
                        (
                            "post",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="handed_over",
                                to="governance.post",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body__isnull", False), ("person", None), ("post", None)),
                                    models.Q(("body", None), ("person", None), ("post__isnull", False)),
                                    models.Q(("body", None), ("person__isnull", False), ("post", None)),
                                    _connector="OR",
                                ),
                                name="handover_of_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "held",
                                        django.db.models.expressions.CombinedExpression(
                                            models.F("moved"), "+", models.F("ended")
                                        ),
                                    )
                                ),
                                name="handover_leaves_none_behind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="handover_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HandedOver",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("kind", models.CharField(max_length=40)),
                        ("kind_words", models.CharField(max_length=200)),
                        ("key", models.PositiveBigIntegerField()),
                        ("words", models.TextField()),
                        ("part", models.CharField(blank=True, max_length=300)),
                        ("to_kind", models.CharField(blank=True, max_length=10)),
                        ("to_id", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("to_words", models.CharField(blank=True, max_length=300)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "hand_over",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rows",
                                to="handover.handover",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["hand_over_id", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("hand_over", "kind", "key"), name="handover_row_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("to_id__isnull", False),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="handover_passes_or_ends_with_a_reason",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
