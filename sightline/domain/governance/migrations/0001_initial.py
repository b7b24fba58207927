import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Body",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("short_name", models.CharField(blank=True, max_length=60)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("board", "Board"),
                                    ("committee", "Committee"),
                                    ("partnership", "Partnership"),
                                    ("executive", "Executive"),
                                    ("agency", "Agency"),
                                    ("workstream", "Workstream"),
                                    ("panel", "Panel"),
                                    ("shadow board", "Shadow board"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("purpose", models.TextField(blank=True)),
                        ("since", models.DateField(blank=True, null=True)),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "successor",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="predecessors",
                                to="governance.body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "bodies",
                        "ordering": ["name", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("since__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="governance_body_since_before_until",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("successor", models.F("id")), _negated=True),
                                name="governance_body_not_its_own_successor",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "board",
                                            "committee",
                                            "partnership",
                                            "executive",
                                            "agency",
                                            "workstream",
                                            "panel",
                                            "shadow board",
                                        ],
                                    )
                                ),
                                name="governance_body_kind_known",
                            ),
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("name"),
                                condition=models.Q(("until", None)),
                                name="governance_body_name_once_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Council",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        (
                            "short_name",
                            models.CharField(help_text="As in a sentence: “Northmere”", max_length=100),
                        ),
                        (
                            "colour_main",
                            models.CharField(default="#1d4f5f", max_length=7, verbose_name="main colour"),
                        ),
                        (
                            "colour_accent",
                            models.CharField(default="#8a5a00", max_length=7, verbose_name="accent colour"),
                        ),
                        (
                            "fictional",
                            models.BooleanField(default=False, verbose_name="is a fictional example"),
                        ),
                        (
                            "front_note",
                            models.TextField(
                                blank=True, verbose_name="lines for a stranger on the front page"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("id", 1)), name="governance_one_council"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        (
                            "email",
                            models.EmailField(blank=True, max_length=254, verbose_name="e-mail address"),
                        ),
                        (
                            "user",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="person",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["name", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Post",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200)),
                        ("team", models.CharField(blank=True, max_length=200)),
                        ("since", models.DateField(blank=True, null=True)),
                        ("until", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["title", "team", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("since__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="governance_post_since_before_until",
                            ),
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("title"),
                                django.db.models.functions.text.Lower("team"),
                                condition=models.Q(("until", None)),
                                name="governance_post_once_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Holding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True)),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holdings",
                                to="governance.person",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="holdings",
                                to="governance.post",
                            ),
                        ),
                    ],
                    options={
                        "ordering": [models.OrderBy(models.F("since"), nulls_first=True), "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("since__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="governance_holding_since_before_until",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("person", "post"),
                                name="governance_holding_once_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FormerName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200)),
                        ("short_name", models.CharField(blank=True, help_text="of a body", max_length=60)),
                        ("team", models.CharField(blank=True, help_text="of a post", max_length=200)),
                        ("until", models.DateField(help_text="the day on which it was renamed")),
                        ("reason", models.TextField()),
                        (
                            "body",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="former_names",
                                to="governance.body",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="former_names",
                                to="governance.post",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-until", "-id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("body__isnull", False), ("post__isnull", True)),
                                    models.Q(("body__isnull", True), ("post__isnull", False)),
                                    _connector="OR",
                                ),
                                name="governance_former_name_of_one_thing",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
