import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("files", "0001_initial"),
        ("governance", "0001_initial"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("position", models.PositiveIntegerField()),
                        (
                            "ref",
                            models.CharField(blank=True, max_length=60, verbose_name="printed reference"),
                        ),
                        ("category", models.CharField(blank=True, max_length=200)),
                        ("heading", models.CharField(blank=True, max_length=300)),
                        ("text", models.TextField(verbose_name="the inspector's words")),
                        ("text_as_read", models.TextField()),
                        ("page", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "responsible",
                            models.CharField(
                                blank=True, max_length=500, verbose_name="who must act, as printed"
                            ),
                        ),
                        ("added_by_hand", models.BooleanField(default=False)),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        ("withdrawn_reason", models.TextField(blank=True)),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="findings",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["inspection_id", "position", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inspection", "number"), name="inspections_finding_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="inspections_finding_has_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_on__isnull", True),
                                    models.Q(("withdrawn_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="inspections_finding_withdrawn_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Inspection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        ("authority", models.CharField(max_length=200)),
                        ("framework", models.CharField(blank=True, max_length=60)),
                        ("title", models.CharField(max_length=300)),
                        ("start", models.DateField(blank=True, null=True, verbose_name="fieldwork began")),
                        ("end", models.DateField(blank=True, null=True, verbose_name="fieldwork ended")),
                        ("report_received", models.DateField(blank=True, null=True)),
                        ("published", models.DateField(blank=True, null=True)),
                        (
                            "letter_date",
                            models.DateField(blank=True, null=True, verbose_name="date of the letter"),
                        ),
                        ("lead_inspector", models.CharField(blank=True, max_length=200)),
                        (
                            "outcome",
                            models.TextField(
                                blank=True, verbose_name="overall outcome, where the framework has one"
                            ),
                        ),
                        (
                            "requires",
                            models.TextField(blank=True, verbose_name="what the inspectorate requires"),
                        ),
                        ("principal_authority", models.CharField(blank=True, max_length=300)),
                        (
                            "response_due_stated",
                            models.DateField(
                                blank=True,
                                null=True,
                                verbose_name="response due, as the inspectorate states it",
                            ),
                        ),
                        (
                            "source_name",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="name of the source file"
                            ),
                        ),
                        ("added_by_name", models.CharField(max_length=200)),
                        ("added_at", models.DateTimeField()),
                        (
                            "added_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="inspections_added",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspections",
                                to="files.storedfile",
                            ),
                        ),
                        (
                            "superseded_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supersedes",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": [
                            models.OrderBy(models.F("start"), descending=True, nulls_last=True),
                            "-number",
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("start__isnull", True),
                                    ("end__isnull", True),
                                    ("end__gte", models.F("start")),
                                    _connector="OR",
                                ),
                                name="inspections_inspection_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("superseded_by", models.F("id")), _negated=True),
                                name="inspections_inspection_not_superseded_by_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingState",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("open", "Open"), ("met", "Met"), ("superseded", "Superseded")],
                                max_length=20,
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        ("reason", models.TextField(blank=True)),
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
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="states",
                                to="inspections.finding",
                            ),
                        ),
                        (
                            "by_inspection",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="supersessions",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["finding_id", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="inspections_finding_state_since_before_until",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "met", "superseded"])),
                                name="inspections_finding_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "superseded"), _negated=True),
                                    ("by_inspection__isnull", False),
                                    _connector="OR",
                                ),
                                name="inspections_finding_superseded_by_an_inspection",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("finding",),
                                name="inspections_finding_one_state_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InspectionCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("field", models.CharField(max_length=40)),
                        ("old", models.TextField(blank=True)),
                        ("new", models.TextField(blank=True)),
                        ("reason", models.TextField()),
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
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["inspection_id", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="inspections_inspection_corrected_with_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Judgement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("area", models.CharField(max_length=300)),
                        ("grade", models.CharField(blank=True, max_length=200)),
                        ("page", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="judgements",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["inspection_id", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("inspection", "position"), name="inspections_judgement_position_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Strategy",
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
                                choices=[("strategy", "Strategy"), ("priority", "Council priority")],
                                max_length=20,
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True)),
                        ("until", models.DateField(blank=True, null=True)),
                        ("source", models.TextField(blank=True, verbose_name="where it is written")),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="strategies",
                                to="governance.body",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "strategies",
                        "ordering": ["kind", "title", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("since__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="inspections_strategy_since_before_until",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["strategy", "priority"])),
                                name="inspections_strategy_kind_known",
                            ),
                            models.UniqueConstraint(
                                django.db.models.functions.text.Lower("title"),
                                models.F("kind"),
                                condition=models.Q(("until", None)),
                                name="inspections_strategy_once_at_a_time",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("field", models.CharField(max_length=40)),
                        ("old", models.TextField(blank=True)),
                        ("new", models.TextField(blank=True)),
                        ("reason", models.TextField()),
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
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="inspections.finding",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["finding_id", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="inspections_finding_corrected_with_a_reason",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
