import django.db.models.deletion
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
        ("governance", "0001_initial"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Decision",
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
                                    ("adopt-plan", "Adopt a plan"),
                                    ("end-plan", "Close a plan, or end it because another follows"),
                                    ("endorse-plan", "Endorse a plan"),
                                    ("sign-off", "Sign an action off"),
                                    ("embed", "Accept that an action is embedded"),
                                    ("reopen", "Reopen an action"),
                                    ("end-action", "End an action"),
                                    ("close-finding", "Close a finding: it is met"),
                                    ("reopen-finding", "Reopen a finding"),
                                    ("discharge", "Discharge a promise"),
                                    ("end-body", "End a body"),
                                    ("delegate", "Delegate a power"),
                                    ("ratify", "Ratify what an inquorate meeting, or urgency, decided"),
                                    ("other", "Another decision"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("words", models.TextField()),
                        ("about_kind", models.CharField(blank=True, max_length=30)),
                        ("about_id", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("about_words", models.CharField(blank=True, max_length=500)),
                        (
                            "authority",
                            models.CharField(
                                choices=[
                                    ("meeting", "At a meeting"),
                                    ("delegation", "Under a delegation"),
                                    ("urgency", "Urgent, between meetings"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("quorate", models.BooleanField(blank=True, null=True)),
                        (
                            "quorum_words",
                            models.TextField(blank=True, verbose_name="how the quorum was worked out"),
                        ),
                        ("urgency_reason", models.TextField(blank=True)),
                        ("taken_by_words", models.CharField(blank=True, max_length=300)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("standing", "Stands"),
                                    ("awaiting", "Waits for ratification"),
                                    ("ratified", "Ratified"),
                                    ("refused", "Not ratified"),
                                ],
                                max_length=12,
                            ),
                        ),
                        (
                            "place_kind",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("meeting-outcome", "Outcome of an agenda item"),
                                    ("paper-outcome", "Outcome in an accepted paper"),
                                    ("", "Recorded by hand"),
                                ],
                                max_length=20,
                            ),
                        ),
                        ("place_id", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("place_words", models.CharField(blank=True, max_length=500)),
                        ("recorded_by_name", models.CharField(max_length=200)),
                        ("recorded_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="governance.body",
                            ),
                        ),
                        (
                            "taken_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions_taken",
                                to="governance.post",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uses",
                                to="governance.delegation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-on", "-number"],
                        "indexes": [
                            models.Index(
                                fields=["about_kind", "about_id"], name="governance__about_k_02a329_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("words", ""), _negated=True),
                                name="governance_decision_in_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "adopt-plan",
                                            "end-plan",
                                            "endorse-plan",
                                            "sign-off",
                                            "embed",
                                            "reopen",
                                            "end-action",
                                            "close-finding",
                                            "reopen-finding",
                                            "discharge",
                                            "end-body",
                                            "delegate",
                                            "ratify",
                                            "other",
                                        ],
                                    )
                                ),
                                name="governance_decision_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("authority", "meeting"),
                                        ("delegation", None),
                                        ("quorate__isnull", False),
                                        ("urgency_reason", ""),
                                    ),
                                    models.Q(
                                        ("authority", "delegation"),
                                        ("delegation__isnull", False),
                                        ("urgency_reason", ""),
                                    ),
                                    models.Q(
                                        ("authority", "urgency"),
                                        ("delegation", None),
                                        models.Q(("urgency_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="governance_decision_has_an_authority",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("authority", "meeting"),
                                    ("quorate", False),
                                    ("state", "standing"),
                                    _negated=True,
                                ),
                                name="governance_inquorate_decision_waits",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["standing", "awaiting", "ratified", "refused"])
                                ),
                                name="governance_decision_state_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        ("words", models.TextField()),
                        ("kinds", models.JSONField(default=list)),
                        ("about_kind", models.CharField(blank=True, max_length=30)),
                        ("about_id", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("about_words", models.CharField(blank=True, max_length=500)),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        ("ended_reason", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=200)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations",
                                to="governance.body",
                            ),
                        ),
                        (
                            "decision",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegates",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "to_body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations_held",
                                to="governance.body",
                            ),
                        ),
                        (
                            "to_post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations",
                                to="governance.post",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-since", "-number"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("since__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="governance_delegation_since_before_until",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("to_body", None), ("to_post__isnull", False)),
                                    models.Q(("to_body__isnull", False), ("to_post", None)),
                                    _connector="OR",
                                ),
                                name="governance_delegation_to_a_post_or_a_body",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("to_body", models.F("body")), _negated=True),
                                name="governance_delegation_to_another_body",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ExitCriterion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField(default=0)),
                        ("words", models.TextField()),
                        ("since", models.DateField()),
                        (
                            "until",
                            models.DateField(blank=True, null=True, verbose_name="no longer asked for after"),
                        ),
                        ("until_reason", models.TextField(blank=True)),
                        ("met_on", models.DateField(blank=True, null=True)),
                        ("met_words", models.TextField(blank=True, verbose_name="what shows it")),
                        ("met_by_name", models.CharField(blank=True, max_length=200)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="exit_criteria",
                                to="governance.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("since__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="governance_criterion_since_before_until",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("words", ""), _negated=True),
                                name="governance_criterion_says_something",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("met_on", None),
                                    models.Q(("met_words", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="governance_criterion_met_by_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Ratification",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("ratified", models.BooleanField()),
                        ("words", models.TextField(blank=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratifies",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "of",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratification",
                                to="governance.decision",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("of", models.F("by")), _negated=True),
                                name="governance_ratified_by_another_decision",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Seat",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "Chair"),
                                    ("independent-chair", "Independent chair"),
                                    ("vice-chair", "Vice-chair"),
                                    ("member", "Member"),
                                    ("observer", "Observer"),
                                    ("adviser", "Adviser"),
                                    ("clerk", "Clerk"),
                                ],
                                default="member",
                                max_length=20,
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=200)),
                        ("since", models.DateField(blank=True, null=True)),
                        ("until", models.DateField(blank=True, null=True)),
                        ("reason", models.TextField(blank=True)),
                        ("ended_reason", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=200)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="governance.body",
                            ),
                        ),
                        (
                            "follows",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="followed_by",
                                to="governance.seat",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="governance.person",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="governance.post",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["body_id", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("since__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="governance_seat_since_before_until",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "chair",
                                            "independent-chair",
                                            "vice-chair",
                                            "member",
                                            "observer",
                                            "adviser",
                                            "clerk",
                                        ],
                                    )
                                ),
                                name="governance_seat_role_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("post", None), ("person", None), _connector="OR"),
                                name="governance_seat_of_a_post_or_a_person",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("post__isnull", False),
                                    ("person__isnull", False),
                                    models.Q(("name", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="governance_vacant_seat_has_a_name",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("post__isnull", False), ("until", None)),
                                fields=("body", "post"),
                                name="governance_post_seated_once",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("person__isnull", False), ("until", None)),
                                fields=("body", "person"),
                                name="governance_person_seated_once",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deputy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField()),
                        ("reason", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=200)),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deputy_seats",
                                to="governance.person",
                            ),
                        ),
                        (
                            "post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deputy_seats",
                                to="governance.post",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deputies",
                                to="governance.seat",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "deputies",
                        "ordering": ["seat_id", "since", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("since__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="governance_deputy_since_before_until",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("person", None), ("post__isnull", False)),
                                    models.Q(("person__isnull", False), ("post", None)),
                                    _connector="OR",
                                ),
                                name="governance_deputy_is_a_post_or_a_person",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="BodyTerms",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("since", models.DateField()),
                        ("until", models.DateField(blank=True, null=True)),
                        ("terms", models.TextField(blank=True, verbose_name="terms of reference")),
                        ("quorum_number", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "quorum_share_of",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="one in so many seats"
                            ),
                        ),
                        ("quorum_words", models.TextField(blank=True)),
                        (
                            "frequency",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("weekly", "Weekly"),
                                    ("fortnightly", "Every two weeks"),
                                    ("monthly", "Monthly"),
                                    ("six-weekly", "Every six weeks"),
                                    ("two-monthly", "Every two months"),
                                    ("quarterly", "Quarterly"),
                                    ("half-yearly", "Twice a year"),
                                    ("yearly", "Yearly"),
                                    ("as-needed", "When needed"),
                                ],
                                max_length=20,
                                null=True,
                            ),
                        ),
                        ("earliest_end", models.DateField(blank=True, null=True)),
                        ("exit_words", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("reason", models.TextField(blank=True, verbose_name="why they changed")),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="terms",
                                to="governance.body",
                            ),
                        ),
                        (
                            "file",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="files.storedfile",
                            ),
                        ),
                        (
                            "reports_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reported_to_by",
                                to="governance.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["body_id", "since", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("until__isnull", True),
                                    ("since__isnull", True),
                                    ("until__gte", models.F("since")),
                                    _connector="OR",
                                ),
                                name="governance_terms_since_before_until",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("body",),
                                name="governance_terms_once_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("quorum_number", None), ("quorum_number__gte", 1), _connector="OR"
                                ),
                                name="governance_quorum_of_somebody",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("quorum_share_of", None), ("quorum_share_of__gte", 1), _connector="OR"
                                ),
                                name="governance_quorum_share_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("reports_to", models.F("body")), _negated=True),
                                name="governance_body_reports_to_another",
                            ),
                        ],
                    },
                ),
            ],
        ),
    ]
