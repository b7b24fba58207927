import django.db.models.deletion
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("evidence", "0001_initial"),
        ("governance", "0001_initial"),
        ("inspections", "0001_initial"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Plan",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        ("title", models.CharField(max_length=300)),
                        (
                            "stream",
                            models.CharField(
                                choices=[
                                    ("social-care", "Children's social care"),
                                    ("send", "Special educational needs and disabilities"),
                                    ("joint", "Joint inspection"),
                                    ("youth-justice", "Youth justice"),
                                    ("other", "Other"),
                                ],
                                default="social-care",
                                max_length=20,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("draft", "Draft"),
                                    ("active", "In force"),
                                    ("closed", "Closed"),
                                    ("superseded", "Superseded"),
                                ],
                                default="draft",
                                max_length=20,
                            ),
                        ),
                        ("vision", models.TextField(blank=True)),
                        ("narrative", models.TextField(blank=True)),
                        ("starts", models.DateField(blank=True, null=True)),
                        ("ends", models.DateField(blank=True, null=True)),
                        ("version", models.CharField(blank=True, max_length=60)),
                        ("version_date", models.DateField(blank=True, null=True)),
                        ("status_key", models.JSONField(blank=True, default=dict)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followed_by",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plans_owned",
                                to="governance.post",
                            ),
                        ),
                        (
                            "inspections",
                            models.ManyToManyField(
                                related_name="plans",
                                through="plans.PlanInspection",
                                to="inspections.inspection",
                            ),
                        ),
                        (
                            "strategies",
                            models.ManyToManyField(
                                related_name="plans", through="plans.PlanStrategy", to="inspections.strategy"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("ends", None),
                                    ("starts", None),
                                    ("ends__gte", models.F("starts")),
                                    _connector="OR",
                                ),
                                name="plans_ends_after_start",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "active", "closed", "superseded"])
                                ),
                                name="plans_known_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Funding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "ref",
                            models.CharField(blank=True, max_length=40, verbose_name="printed reference"),
                        ),
                        ("title", models.CharField(max_length=400)),
                        (
                            "lead_raw",
                            models.CharField(blank=True, max_length=300, verbose_name="lead as printed"),
                        ),
                        ("amount_raw", models.CharField(blank=True, max_length=120)),
                        (
                            "amount",
                            models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="governance.post",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="fundings",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Aim",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "ref",
                            models.CharField(blank=True, max_length=40, verbose_name="printed reference"),
                        ),
                        ("title", models.CharField(max_length=400)),
                        (
                            "lead_raw",
                            models.CharField(blank=True, max_length=300, verbose_name="lead as printed"),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="governance.post",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="aims",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="PlanInspection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        ("ended_by_name", models.CharField(blank=True, max_length=200)),
                        ("ended_reason", models.TextField(blank=True)),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, to="inspections.inspection"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="plans.plan"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("plan", "inspection"),
                                name="plans_inspection_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanState",
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
                                choices=[
                                    ("draft", "Draft"),
                                    ("active", "In force"),
                                    ("closed", "Closed"),
                                    ("superseded", "Superseded"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("source", models.TextField(verbose_name="the paper or minute that says so")),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="states",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["draft", "active", "closed", "superseded"])
                                ),
                                name="plans_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("source", ""), _negated=True),
                                name="plans_state_has_a_source",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanStrategy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="plans.plan"),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, to="inspections.strategy"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("plan", "strategy"), name="plans_strategy_once")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Theme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "ref",
                            models.CharField(blank=True, max_length=40, verbose_name="printed reference"),
                        ),
                        ("title", models.CharField(max_length=400)),
                        (
                            "lead_raw",
                            models.CharField(blank=True, max_length=300, verbose_name="lead as printed"),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="governance.post",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="themes",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "strategies",
                            models.ManyToManyField(
                                related_name="themes",
                                through="plans.ThemeStrategy",
                                to="inspections.strategy",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="FindingTheme",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="theme_links",
                                to="inspections.finding",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="finding_links",
                                to="plans.theme",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("finding", "theme"),
                                name="plans_finding_theme_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Action",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("ref", models.CharField(blank=True, max_length=60)),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("title", models.TextField(verbose_name="what")),
                        ("detail", models.TextField(blank=True, verbose_name="how")),
                        (
                            "source_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("practice-audit", "Practice audit"),
                                    ("self-evaluation", "Self-evaluation"),
                                    ("peer-review", "Peer review"),
                                    ("risk", "Risk"),
                                    ("partner", "Partner"),
                                    ("council-aim", "Council aim"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                                verbose_name="other source",
                            ),
                        ),
                        ("source_text", models.TextField(blank=True, verbose_name="other source in words")),
                        (
                            "source_printed",
                            models.TextField(blank=True, verbose_name="source as printed in the plan"),
                        ),
                        (
                            "delivery",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not-started", "Not started"),
                                    ("in-progress", "In progress"),
                                    ("done", "Done"),
                                    ("not-done", "Not done"),
                                ],
                                max_length=20,
                                null=True,
                            ),
                        ),
                        (
                            "impact",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("no-evidence", "No evidence yet"),
                                    ("no-signal", "No signal of change"),
                                    ("better", "Better"),
                                    ("worse", "Worse"),
                                    ("sustained", "Sustained"),
                                ],
                                max_length=20,
                                null=True,
                            ),
                        ),
                        (
                            "assurance",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("reported", "Reported done"),
                                    ("evidenced", "Evidenced"),
                                    ("verified", "Verified"),
                                    ("signed-off", "Signed off"),
                                    ("embedded", "Embedded"),
                                    ("reopened", "Reopened"),
                                ],
                                max_length=20,
                                null=True,
                            ),
                        ),
                        (
                            "confidence",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("on-track", "On track"),
                                    ("at-risk", "At risk"),
                                    ("off-track", "Off track"),
                                ],
                                max_length=20,
                                null=True,
                            ),
                        ),
                        ("status_printed", models.CharField(blank=True, max_length=200)),
                        ("forecast", models.DateField(blank=True, null=True)),
                        ("start", models.DateField(blank=True, null=True)),
                        ("start_raw", models.CharField(blank=True, max_length=200)),
                        ("due", models.DateField(blank=True, null=True)),
                        ("due_raw", models.CharField(blank=True, max_length=200)),
                        ("first_due", models.DateField(blank=True, null=True)),
                        ("priority", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("priority_raw", models.CharField(blank=True, max_length=100)),
                        ("success_measure", models.TextField(blank=True)),
                        (
                            "polarity",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("up", "Higher is better"),
                                    ("down", "Lower is better"),
                                    ("none", "No good direction"),
                                ],
                                max_length=20,
                                null=True,
                            ),
                        ),
                        ("owners_raw", models.TextField(blank=True, verbose_name="owners as printed")),
                        ("bodies_raw", models.TextField(blank=True, verbose_name="bodies as printed")),
                        ("resources", models.TextField(blank=True)),
                        ("cost", models.CharField(blank=True, max_length=200)),
                        ("voice", models.TextField(blank=True, verbose_name="voice of children")),
                        ("area", models.CharField(blank=True, max_length=200, verbose_name="judgement area")),
                        ("target_grade", models.CharField(blank=True, max_length=100)),
                        (
                            "category",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="inspectorate's category as printed"
                            ),
                        ),
                        ("next_phase", models.CharField(blank=True, max_length=200)),
                        ("embedded_on", models.DateField(blank=True, null=True)),
                        ("linked_indicators", models.TextField(blank=True)),
                        ("linked_risks", models.TextField(blank=True)),
                        ("predecessor_ref", models.CharField(blank=True, max_length=60)),
                        ("sign_off_body", models.CharField(blank=True, max_length=200)),
                        ("evidence_expected", models.TextField(blank=True)),
                        ("outcome_notes", models.TextField(blank=True)),
                        ("extra", models.JSONField(blank=True, default=dict)),
                        ("last_updated", models.DateField(blank=True, null=True)),
                        ("added_on", models.DateField()),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("ended_reason", models.TextField(blank=True)),
                        (
                            "aim",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="plans.aim",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="plans.theme",
                            ),
                        ),
                        (
                            "workstream",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="actions",
                                to="plans.workstream",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "number"],
                        "indexes": [
                            models.Index(fields=["plan", "position"], name="plans_actio_plan_id_67f926_idx"),
                            models.Index(fields=["due"], name="plans_actio_due_5c2f8a_idx"),
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "number"), name="plans_action_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("delivery", None),
                                    ("delivery__in", ["not-started", "in-progress", "done", "not-done"]),
                                    _connector="OR",
                                ),
                                name="plans_known_delivery",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("impact", None),
                                    (
                                        "impact__in",
                                        ["no-evidence", "no-signal", "better", "worse", "sustained"],
                                    ),
                                    _connector="OR",
                                ),
                                name="plans_known_impact",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("assurance", None),
                                    (
                                        "assurance__in",
                                        [
                                            "reported",
                                            "evidenced",
                                            "verified",
                                            "signed-off",
                                            "embedded",
                                            "reopened",
                                        ],
                                    ),
                                    _connector="OR",
                                ),
                                name="plans_known_assurance",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("confidence", None),
                                    ("confidence__in", ["on-track", "at-risk", "off-track"]),
                                    _connector="OR",
                                ),
                                name="plans_known_confidence",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("due", None), ("first_due__isnull", False), _connector="OR"
                                ),
                                name="plans_first_due_kept",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ThemeStrategy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "strategy",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, to="inspections.strategy"
                            ),
                        ),
                        (
                            "theme",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="plans.theme"),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("theme", "strategy"), name="plans_theme_strategy_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Update",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("by_id_text", models.CharField(blank=True, max_length=40)),
                        ("by_name", models.CharField(max_length=200)),
                        ("text", models.TextField(blank=True)),
                        ("no_change", models.BooleanField(default=False)),
                        (
                            "delivery",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("not-started", "Not started"),
                                    ("in-progress", "In progress"),
                                    ("done", "Done"),
                                    ("not-done", "Not done"),
                                ],
                                max_length=20,
                                null=True,
                            ),
                        ),
                        (
                            "confidence",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("on-track", "On track"),
                                    ("at-risk", "At risk"),
                                    ("off-track", "Off track"),
                                ],
                                max_length=20,
                                null=True,
                            ),
                        ),
                        ("forecast", models.DateField(blank=True, null=True)),
                        (
                            "copied",
                            models.BooleanField(default=False, verbose_name="same words as last time"),
                        ),
                        (
                            "via",
                            models.CharField(
                                choices=[("page", "Page"), ("import", "Spreadsheet")],
                                default="page",
                                max_length=20,
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="updates",
                                to="plans.action",
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="plans.update",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-on", "-pk"],
                        "indexes": [
                            models.Index(fields=["action", "-on"], name="plans_updat_action__2752e2_idx"),
                            models.Index(fields=["on"], name="plans_updat_on_17df1d_idx"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("no_change", True),
                                    models.Q(("text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="plans_update_says_something",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Workstream",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        (
                            "ref",
                            models.CharField(blank=True, max_length=40, verbose_name="printed reference"),
                        ),
                        ("title", models.CharField(max_length=400)),
                        (
                            "lead_raw",
                            models.CharField(blank=True, max_length=300, verbose_name="lead as printed"),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[("driver", "Driver"), ("workstream", "Workstream")],
                                default="workstream",
                                max_length=12,
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="workstreams_led",
                                to="governance.body",
                            ),
                        ),
                        (
                            "lead",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="governance.post",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="workstreams",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="ActionBody",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("reason", models.TextField(blank=True)),
                        ("ended_by_name", models.CharField(blank=True, max_length=200)),
                        ("ended_reason", models.TextField(blank=True)),
                        (
                            "layer",
                            models.CharField(
                                choices=[
                                    ("deliver", "Delivers"),
                                    ("monitor", "Monitors"),
                                    ("scrutinise", "Scrutinises"),
                                    ("cross-scrutinise", "Scrutinises the scrutiny"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bodies",
                                to="plans.action",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="action_links",
                                to="governance.body",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("action", "body", "layer"),
                                name="plans_action_body_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("layer__in", ["deliver", "monitor", "scrutinise", "cross-scrutinise"])
                                ),
                                name="plans_known_layer",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionEvidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("reason", models.TextField(blank=True)),
                        ("ended_by_name", models.CharField(blank=True, max_length=200)),
                        ("ended_reason", models.TextField(blank=True)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_links",
                                to="plans.action",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="action_links",
                                to="evidence.evidence",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("action", "evidence"),
                                name="plans_action_evidence_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionFinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("reason", models.TextField(blank=True)),
                        ("ended_by_name", models.CharField(blank=True, max_length=200)),
                        ("ended_reason", models.TextField(blank=True)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="finding_links",
                                to="plans.action",
                            ),
                        ),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="action_links",
                                to="inspections.finding",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("action", "finding"),
                                name="plans_action_finding_once",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionOwner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("reason", models.TextField(blank=True)),
                        ("ended_by_name", models.CharField(blank=True, max_length=200)),
                        ("ended_reason", models.TextField(blank=True)),
                        ("printed", models.CharField(blank=True, max_length=300)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("lead", "Lead"),
                                    ("owner", "Owner"),
                                    ("sponsor", "Strategic sponsor"),
                                ],
                                default="owner",
                                max_length=10,
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="owners",
                                to="plans.action",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="action_links",
                                to="governance.post",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("post__isnull", False),
                                    models.Q(("printed", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="plans_owner_named",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Change",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("field", models.CharField(max_length=40)),
                        ("old", models.TextField(null=True)),
                        ("new", models.TextField(null=True)),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("by_id_text", models.CharField(blank=True, max_length=40)),
                        ("by_name", models.CharField(max_length=200)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="plans.action",
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="plans.change",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on", "pk"],
                        "indexes": [
                            models.Index(
                                fields=["action", "field", "on"], name="plans_chang_action__609b72_idx"
                            ),
                            models.Index(fields=["on"], name="plans_chang_on_02bfde_idx"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Figure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("reason", models.TextField(blank=True)),
                        ("ended_by_name", models.CharField(blank=True, max_length=200)),
                        ("ended_reason", models.TextField(blank=True)),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("baseline", "Baseline"),
                                    ("target", "Target"),
                                    ("milestone", "Milestone"),
                                    ("actual", "Actual"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "label",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="name of the column or milestone"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("raw", models.TextField(verbose_name="as printed")),
                        ("what", models.CharField(blank=True, max_length=300)),
                        ("comparator", models.CharField(blank=True, max_length=10)),
                        (
                            "value",
                            models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True),
                        ),
                        ("unit", models.CharField(blank=True, max_length=60)),
                        ("denominator", models.CharField(blank=True, max_length=200)),
                        ("as_at", models.DateField(blank=True, null=True)),
                        ("due", models.DateField(blank=True, null=True, verbose_name="milestone's date")),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="plans.action",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "pk"],
                        "indexes": [
                            models.Index(fields=["action", "role"], name="plans_figur_action__35a2e7_idx")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FindingReason",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        (
                            "finding",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reasons",
                                to="inspections.finding",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="finding_reasons",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("plan", "finding"),
                                name="plans_reason_once",
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
