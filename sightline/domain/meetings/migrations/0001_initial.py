import django.db.models.deletion
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
                    name="Item",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("position", models.PositiveIntegerField()),
                        ("page", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "first",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="first line"),
                        ),
                        (
                            "last",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="last line"),
                        ),
                        ("boxes", models.JSONField(blank=True, default=list)),
                        ("as_read", models.TextField(blank=True, null=True, verbose_name="as read")),
                        ("by_hand", models.BooleanField(default=False, verbose_name="added by a person")),
                        ("printed_number", models.CharField(blank=True, max_length=60)),
                        ("title", models.TextField(blank=True)),
                        ("intro", models.TextField(blank=True, verbose_name="introduction")),
                        ("text", models.TextField(blank=True)),
                        ("noted", models.TextField(blank=True, verbose_name="what was noted")),
                        ("mover", models.TextField(blank=True, verbose_name="moved by")),
                        ("seconder", models.TextField(blank=True, verbose_name="seconded by")),
                        ("extra", models.JSONField(blank=True, default=dict)),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="meetings.paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper_id", "position", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper", "number"), name="meetings_item_number_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Paper",
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
                                    ("report", "Report"),
                                    ("minutes", "Minutes"),
                                    ("decision", "Record of a decision"),
                                    ("indicators", "Table of indicators"),
                                    ("risk", "Risk deep dive"),
                                    ("risk_matrix", "Risk matrix"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("title", models.CharField(max_length=500)),
                        (
                            "title_given",
                            models.BooleanField(
                                default=False, verbose_name="the title was given here, none is printed"
                            ),
                        ),
                        (
                            "body_printed",
                            models.CharField(blank=True, max_length=500, verbose_name="the body, as printed"),
                        ),
                        ("date", models.DateField(blank=True, null=True)),
                        (
                            "date_printed",
                            models.CharField(blank=True, max_length=300, verbose_name="the date, as printed"),
                        ),
                        (
                            "reference",
                            models.CharField(
                                blank=True, max_length=200, verbose_name="the paper’s own reference"
                            ),
                        ),
                        (
                            "ownership",
                            models.CharField(
                                choices=[
                                    ("own", "Our own"),
                                    ("other", "Another council’s"),
                                    ("fictional", "Made up"),
                                ],
                                default="own",
                                max_length=10,
                                verbose_name="whose paper it is",
                            ),
                        ),
                        ("facts", models.JSONField(blank=True, default=dict)),
                        ("places", models.JSONField(blank=True, default=dict)),
                        ("as_read", models.JSONField(blank=True, default=dict)),
                        ("registered_by_name", models.CharField(max_length=200)),
                        ("registered_at", models.DateTimeField()),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        ("withdrawn_reason", models.TextField(blank=True)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="governance.body",
                            ),
                        ),
                        (
                            "registered_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="papers_registered",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": [
                            models.OrderBy(models.F("date"), descending=True, nulls_last=True),
                            "-number",
                        ],
                        "indexes": [
                            models.Index(fields=["body", "-date"], name="meetings_paper_body"),
                            models.Index(fields=["-date", "-number"], name="meetings_paper_date"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "report",
                                            "minutes",
                                            "decision",
                                            "indicators",
                                            "risk",
                                            "risk_matrix",
                                        ],
                                    )
                                ),
                                name="meetings_paper_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("ownership__in", ["own", "other", "fictional"])),
                                name="meetings_paper_ownership_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("title", ""), _negated=True),
                                name="meetings_paper_has_a_title",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("withdrawn_on__isnull", True),
                                    models.Q(("withdrawn_reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="meetings_paper_withdrawn_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Outcome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("position", models.PositiveIntegerField()),
                        ("page", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "first",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="first line"),
                        ),
                        (
                            "last",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="last line"),
                        ),
                        ("boxes", models.JSONField(blank=True, default=list)),
                        ("as_read", models.TextField(blank=True, null=True, verbose_name="as read")),
                        ("by_hand", models.BooleanField(default=False, verbose_name="added by a person")),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("resolution", "Resolution"),
                                    ("commitment", "Commitment"),
                                    ("decision", "Decision"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("printed_number", models.CharField(blank=True, max_length=60)),
                        ("verb", models.CharField(blank=True, max_length=500)),
                        ("text", models.TextField(verbose_name="words")),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="meetings.item",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="meetings.paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper_id", "position", "number"],
                        "indexes": [models.Index(fields=["kind"], name="meetings_outcome_kind")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper", "number"), name="meetings_outcome_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("kind__in", ["resolution", "commitment", "decision"])),
                                name="meetings_outcome_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="meetings_outcome_has_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("position", models.PositiveIntegerField()),
                        ("page", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "first",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="first line"),
                        ),
                        (
                            "last",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="last line"),
                        ),
                        ("boxes", models.JSONField(blank=True, default=list)),
                        ("as_read", models.TextField(blank=True, null=True, verbose_name="as read")),
                        ("by_hand", models.BooleanField(default=False, verbose_name="added by a person")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "In the chair"),
                                    ("present", "Present"),
                                    ("part", "Present for part of the meeting"),
                                    ("non_voting", "Present without a vote"),
                                    ("also", "Also present"),
                                    ("substitutes", "Substitute"),
                                    ("officers", "Officer"),
                                    ("apologies", "Apologies"),
                                    ("left", "Left the meeting"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("printed", models.TextField(verbose_name="as printed")),
                        ("instead_of", models.TextField(blank=True, verbose_name="in whose place")),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance",
                                to="meetings.paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper_id", "position", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper", "number"), name="meetings_attendance_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "chair",
                                            "present",
                                            "part",
                                            "non_voting",
                                            "also",
                                            "substitutes",
                                            "officers",
                                            "apologies",
                                            "left",
                                        ],
                                    )
                                ),
                                name="meetings_attendance_role_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperAside",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("position", models.PositiveIntegerField()),
                        ("page", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "first",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="first line"),
                        ),
                        (
                            "last",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="last line"),
                        ),
                        ("boxes", models.JSONField(blank=True, default=list)),
                        ("as_read", models.TextField(blank=True, null=True, verbose_name="as read")),
                        ("by_hand", models.BooleanField(default=False, verbose_name="added by a person")),
                        ("doubt", models.BooleanField(default=False)),
                        ("text", models.TextField(blank=True, verbose_name="words")),
                        ("why", models.TextField()),
                        (
                            "by_name",
                            models.CharField(blank=True, max_length=200, verbose_name="who set it aside"),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="asides",
                                to="meetings.paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper_id", "position", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper", "number"), name="meetings_aside_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("why", ""), _negated=True),
                                name="meetings_aside_has_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("part", models.CharField(blank=True, max_length=20)),
                        ("part_number", models.PositiveIntegerField(blank=True, null=True)),
                        ("field", models.CharField(max_length=60)),
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
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="meetings.paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper_id", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="meetings_paper_corrected_with_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("position", models.PositiveIntegerField()),
                        ("page", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "first",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="first line"),
                        ),
                        (
                            "last",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="last line"),
                        ),
                        ("boxes", models.JSONField(blank=True, default=list)),
                        ("as_read", models.TextField(blank=True, null=True, verbose_name="as read")),
                        ("by_hand", models.BooleanField(default=False, verbose_name="added by a person")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("purpose", "Purpose of the report"),
                                    ("reason", "Reason"),
                                    ("alternative", "Alternative considered"),
                                    ("priority", "Council priority"),
                                    ("theme", "Theme of the plan"),
                                    ("consideration", "Consideration"),
                                    ("appendix", "Appendix"),
                                    ("appendix_ref", "Appendix named in the text"),
                                    ("background", "Background paper"),
                                    ("declaration", "Declaration of interest"),
                                    ("correction", "Correction of earlier minutes"),
                                    ("section", "Other section"),
                                    ("footnote", "Footnote"),
                                    ("status_key", "Key to the statuses"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("key", models.TextField(blank=True, verbose_name="which")),
                        ("printed_number", models.CharField(blank=True, max_length=60)),
                        ("title", models.TextField(blank=True)),
                        ("text", models.TextField(blank=True, verbose_name="words")),
                        ("old", models.TextField(blank=True, verbose_name="the words that it replaces")),
                        ("extra", models.JSONField(blank=True, default=dict)),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="meetings.paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper_id", "position", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper", "number"), name="meetings_note_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "purpose",
                                            "reason",
                                            "alternative",
                                            "priority",
                                            "theme",
                                            "consideration",
                                            "appendix",
                                            "appendix_ref",
                                            "background",
                                            "declaration",
                                            "correction",
                                            "section",
                                            "footnote",
                                            "status_key",
                                        ],
                                    )
                                ),
                                name="meetings_note_role_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PaperSource",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        ("name", models.CharField(max_length=300, verbose_name="name of the file")),
                        ("since", models.DateField()),
                        ("differences", models.JSONField(blank=True, default=list)),
                        ("by_name", models.CharField(max_length=200)),
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
                            "file",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers",
                                to="files.storedfile",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sources",
                                to="meetings.paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper_id", "position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("paper", "file"), name="meetings_source_once"),
                            models.UniqueConstraint(
                                fields=("paper", "position"), name="meetings_source_position_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrintedFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("position", models.PositiveIntegerField()),
                        ("page", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "first",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="first line"),
                        ),
                        (
                            "last",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="last line"),
                        ),
                        ("boxes", models.JSONField(blank=True, default=list)),
                        ("as_read", models.TextField(blank=True, null=True, verbose_name="as read")),
                        ("by_hand", models.BooleanField(default=False, verbose_name="added by a person")),
                        ("section", models.TextField(blank=True)),
                        ("name", models.TextField(blank=True, verbose_name="what is counted")),
                        ("column", models.TextField(blank=True)),
                        ("row", models.PositiveIntegerField(blank=True, null=True)),
                        ("printed", models.TextField(blank=True, null=True, verbose_name="as printed")),
                        (
                            "value",
                            models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
                        ),
                        ("unit", models.CharField(blank=True, max_length=100)),
                        ("as_at", models.DateField(blank=True, null=True)),
                        ("extra", models.JSONField(blank=True, default=dict)),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="meetings.item",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="figures",
                                to="meetings.paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper_id", "position", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper", "number"), name="meetings_figure_number_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrintedScore",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("position", models.PositiveIntegerField()),
                        ("page", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "first",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="first line"),
                        ),
                        (
                            "last",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="last line"),
                        ),
                        ("boxes", models.JSONField(blank=True, default=list)),
                        ("as_read", models.TextField(blank=True, null=True, verbose_name="as read")),
                        ("by_hand", models.BooleanField(default=False, verbose_name="added by a person")),
                        ("printed_number", models.CharField(blank=True, max_length=60)),
                        ("risk", models.TextField(blank=True, verbose_name="the risk that it is part of")),
                        ("name", models.TextField(blank=True)),
                        ("owner", models.TextField(blank=True, verbose_name="owner, as printed")),
                        ("gross", models.IntegerField(blank=True, null=True, verbose_name="gross score")),
                        (
                            "gross_from",
                            models.IntegerField(blank=True, null=True, verbose_name="gross score before"),
                        ),
                        ("net", models.IntegerField(blank=True, null=True, verbose_name="net score")),
                        (
                            "net_from",
                            models.IntegerField(blank=True, null=True, verbose_name="net score before"),
                        ),
                        (
                            "unspecified",
                            models.IntegerField(
                                blank=True, null=True, verbose_name="score called neither gross nor net"
                            ),
                        ),
                        (
                            "unspecified_from",
                            models.IntegerField(blank=True, null=True, verbose_name="that score before"),
                        ),
                        ("controls", models.JSONField(blank=True, default=list)),
                        ("further_actions", models.JSONField(blank=True, default=list)),
                        ("text", models.TextField(blank=True)),
                        ("extra", models.JSONField(blank=True, default=dict)),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="scores",
                                to="meetings.paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper_id", "position", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper", "number"), name="meetings_score_number_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recommendation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("position", models.PositiveIntegerField()),
                        ("page", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "first",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="first line"),
                        ),
                        (
                            "last",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="last line"),
                        ),
                        ("boxes", models.JSONField(blank=True, default=list)),
                        ("as_read", models.TextField(blank=True, null=True, verbose_name="as read")),
                        ("by_hand", models.BooleanField(default=False, verbose_name="added by a person")),
                        ("printed_number", models.CharField(blank=True, max_length=60)),
                        ("text", models.TextField(verbose_name="words")),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="meetings.paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["paper_id", "position", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("paper", "number"), name="meetings_recommendation_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="meetings_recommendation_has_words",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
