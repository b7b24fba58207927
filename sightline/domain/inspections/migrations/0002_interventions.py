import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("files", "0001_initial"),
        ("governance", "0002_seats_and_decisions"),
        ("inspections", "0001_initial"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Intervention",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("notice", "Improvement notice (non-statutory)"),
                                    ("statutory-notice", "Improvement notice (statutory)"),
                                    ("direction", "Statutory direction"),
                                    ("commissioner", "Commissioner"),
                                    ("adviser", "Improvement adviser"),
                                    ("trust", "Trust or other delivery outside the council"),
                                    ("support", "Support and supervision"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
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
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=300)),
                        ("issued_by", models.CharField(blank=True, max_length=300)),
                        ("issued", models.DateField(blank=True, null=True, verbose_name="day of issue")),
                        ("since", models.DateField(blank=True, null=True, verbose_name="in force from")),
                        ("until", models.DateField(blank=True, null=True, verbose_name="stated last day")),
                        (
                            "ended",
                            models.DateField(blank=True, null=True, verbose_name="day on which it ended"),
                        ),
                        (
                            "ended_how",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("lifted", "Lifted"),
                                    ("revoked", "Revoked"),
                                    ("expired", "Ran to its end"),
                                    ("withdrawn", "Withdrawn"),
                                    ("superseded", "Superseded"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("terms", models.TextField(blank=True, verbose_name="terms, in the paper's words")),
                        (
                            "link",
                            models.URLField(blank=True, max_length=1000, verbose_name="address of the paper"),
                        ),
                        (
                            "source",
                            models.CharField(blank=True, max_length=300, verbose_name="paper or letter"),
                        ),
                        ("added_by_name", models.CharField(max_length=200)),
                        ("added_at", models.DateTimeField()),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interventions",
                                to="governance.body",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="interventions",
                                to="files.storedfile",
                            ),
                        ),
                        (
                            "follows",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followed_by",
                                to="inspections.intervention",
                            ),
                        ),
                        (
                            "inspections",
                            models.ManyToManyField(
                                related_name="interventions",
                                through="inspections.InterventionInspection",
                                to="inspections.inspection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": [
                            models.OrderBy(models.F("since"), descending=True, nulls_last=True),
                            "-number",
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "notice",
                                            "statutory-notice",
                                            "direction",
                                            "commissioner",
                                            "adviser",
                                            "trust",
                                            "support",
                                            "other",
                                        ],
                                    )
                                ),
                                name="inspections_intervention_kind",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("stream__in", ["social-care", "send", "joint", "youth-justice", "other"])
                                ),
                                name="inspections_intervention_stream",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="inspections_intervention_title",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__isnull", True),
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="inspections_intervention_until_after_since",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__isnull", True),
                                    ("ended__isnull", True),
                                    ("ended__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="inspections_intervention_ended_after_since",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("ended__isnull", True), ("ended_how", "")),
                                    models.Q(
                                        ("ended__isnull", False),
                                        (
                                            "ended_how__in",
                                            ["lifted", "revoked", "expired", "withdrawn", "superseded"],
                                        ),
                                    ),
                                    _connector="OR",
                                ),
                                name="inspections_intervention_ended_in_some_way",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("follows", models.F("id")), _negated=True),
                                name="inspections_intervention_not_after_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FocusArea",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="focus area")),
                        ("since", models.DateField(blank=True, null=True)),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "intervention",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="focus_areas",
                                to="inspections.intervention",
                            ),
                        ),
                    ],
                    options={
                        "ordering": [
                            "intervention_id",
                            models.OrderBy(models.F("since"), nulls_first=True),
                            "id",
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="inspections_focus_area_has_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__isnull", True),
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="inspections_focus_area_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Condition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("text", models.TextField(verbose_name="condition, in the paper's words")),
                        ("due", models.DateField(blank=True, null=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Not yet met"),
                                    ("met", "Met"),
                                    ("carried", "Carried to the next"),
                                    ("lapsed", "Ended without being met"),
                                ],
                                default="open",
                                max_length=10,
                            ),
                        ),
                        ("met_on", models.DateField(blank=True, null=True)),
                        ("how", models.TextField(blank=True, verbose_name="how it was met")),
                        ("evidence", models.TextField(blank=True, verbose_name="what shows it")),
                        ("met_by_name", models.CharField(blank=True, max_length=200)),
                        (
                            "carried_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="carried_from",
                                to="inspections.condition",
                            ),
                        ),
                        (
                            "intervention",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="conditions",
                                to="inspections.intervention",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["intervention_id", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("intervention", "number"), name="inspections_condition_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="inspections_condition_has_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["open", "met", "carried", "lapsed"])),
                                name="inspections_condition_state",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("state", "met"),
                                        ("met_on__isnull", False),
                                        models.Q(("how", ""), _negated=True),
                                    ),
                                    models.Q(
                                        models.Q(("state", "met"), _negated=True), ("met_on__isnull", True)
                                    ),
                                    _connector="OR",
                                ),
                                name="inspections_condition_met_on_a_day_and_how",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("state", "carried"), _negated=True),
                                    ("carried_to__isnull", False),
                                    _connector="OR",
                                ),
                                name="inspections_condition_carried_somewhere",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Advice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("on", models.DateField(verbose_name="day of the advice")),
                        ("to", models.CharField(blank=True, max_length=300, verbose_name="to whom")),
                        ("text", models.TextField(verbose_name="advice")),
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
                            "focus",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="advice",
                                to="inspections.focusarea",
                            ),
                        ),
                        (
                            "intervention",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="advice",
                                to="inspections.intervention",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "advice",
                        "ordering": ["intervention_id", "-on", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("intervention", "number"), name="inspections_advice_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="inspections_advice_has_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InterventionInspection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "inspection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="intervention_links",
                                to="inspections.inspection",
                            ),
                        ),
                        (
                            "intervention",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="inspection_links",
                                to="inspections.intervention",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("intervention", "inspection"),
                                name="inspections_intervention_linked_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__isnull", True),
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="inspections_intervention_link_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="InterventionStep",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("issued", "Issued"),
                                    ("revised", "Issued in place of an earlier one"),
                                    ("superseded", "Superseded by a revised one"),
                                    ("reported", "Reported on"),
                                    ("review-held", "Review held"),
                                    ("ended", "Ended"),
                                    ("corrected", "Corrected"),
                                    ("linked", "Inspections linked"),
                                    ("filed", "Paper kept"),
                                    ("review-added", "Review date set"),
                                    ("condition-added", "Condition added"),
                                    ("condition-met", "Condition met"),
                                    ("condition-reopened", "Condition opened again"),
                                    ("official-added", "Official added"),
                                    ("official-left", "Official left"),
                                    ("focus-added", "Focus area added"),
                                    ("focus-ended", "Focus area ended"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("text", models.TextField(blank=True)),
                        ("field", models.CharField(blank=True, max_length=40)),
                        ("old", models.TextField(blank=True)),
                        ("new", models.TextField(blank=True)),
                        ("source", models.CharField(blank=True, max_length=300)),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "intervention",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="inspections.intervention",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["intervention_id", "on", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "issued",
                                            "revised",
                                            "superseded",
                                            "reported",
                                            "review-held",
                                            "ended",
                                            "corrected",
                                            "linked",
                                            "filed",
                                            "review-added",
                                            "condition-added",
                                            "condition-met",
                                            "condition-reopened",
                                            "official-added",
                                            "official-left",
                                            "focus-added",
                                            "focus-ended",
                                        ],
                                    )
                                ),
                                name="inspections_intervention_step_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "corrected"), _negated=True),
                                    models.Q(("text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="inspections_intervention_corrected_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Official",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=200, verbose_name="office or post")),
                        ("organisation", models.CharField(blank=True, max_length=200)),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("commissioner", "Commissioner"),
                                    ("adviser", "Adviser"),
                                    ("chair", "Chair of the board"),
                                    ("lead-official", "Lead official"),
                                    ("signatory", "Signed it"),
                                    ("partner", "Partner in practice"),
                                    ("other", "Other"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("since", models.DateField(blank=True, null=True)),
                        ("until", models.DateField(blank=True, null=True)),
                        (
                            "intervention",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="officials",
                                to="inspections.intervention",
                            ),
                        ),
                    ],
                    options={
                        "ordering": [
                            "intervention_id",
                            models.OrderBy(models.F("since"), nulls_first=True),
                            "id",
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="inspections_official_has_a_title",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "commissioner",
                                            "adviser",
                                            "chair",
                                            "lead-official",
                                            "signatory",
                                            "partner",
                                            "other",
                                        ],
                                    )
                                ),
                                name="inspections_official_role",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("since__isnull", True),
                                    ("until__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="inspections_official_in_order",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ReviewDate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("on", models.DateField(verbose_name="day of the review")),
                        ("what", models.CharField(blank=True, max_length=300)),
                        ("held", models.DateField(blank=True, null=True)),
                        ("outcome", models.TextField(blank=True, verbose_name="what was said")),
                        (
                            "intervention",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="inspections.intervention",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["intervention_id", "on", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("intervention", "on"), name="inspections_review_date_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("held__isnull", False), ("outcome", ""), _connector="OR"),
                                name="inspections_review_said_when_held",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AdviceAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("partly", "Accepted in part"),
                                    ("not-accepted", "Not accepted"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("text", models.TextField(blank=True, verbose_name="what came of it")),
                        (
                            "answered_by",
                            models.CharField(blank=True, max_length=300, verbose_name="who answered"),
                        ),
                        ("on", models.DateField(verbose_name="day of the answer")),
                        ("resolved", models.DateField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField()),
                        (
                            "advice",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="inspections.advice",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["advice_id", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("answer", ""),
                                    ("answer__in", ["accepted", "partly", "not-accepted"]),
                                    _connector="OR",
                                ),
                                name="inspections_advice_answer_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), _negated=True),
                                    models.Q(("text", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="inspections_advice_answer_says_something",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
