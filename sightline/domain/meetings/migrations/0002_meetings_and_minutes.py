import django.db.models.deletion
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0002_seats_and_decisions"),
        ("meetings", "0001_initial"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("position", models.PositiveIntegerField()),
                        ("label", models.CharField(max_length=20)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("business", "Business"),
                                    ("sign-off", "Actions ready for sign-off"),
                                    ("minutes", "Minutes of an earlier meeting"),
                                    ("plan", "A plan: to endorse, adopt or end it"),
                                    ("ratify", "Decisions to ratify or to be told of"),
                                    ("urgent", "Urgent business"),
                                ],
                                default="business",
                                max_length=12,
                            ),
                        ),
                        ("title", models.CharField(max_length=400)),
                        ("purpose", models.TextField(blank=True)),
                        ("minute", models.TextField(blank=True)),
                        ("urgency", models.TextField(blank=True)),
                        (
                            "withdrawn_reason",
                            models.TextField(blank=True, verbose_name="why it was taken off the agenda"),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="meetings.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["meeting_id", "position", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "number"), name="meetings_agenda_number_once"
                            ),
                            models.UniqueConstraint(
                                fields=("meeting", "label"), name="meetings_agenda_label_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        ["business", "sign-off", "minutes", "plan", "ratify", "urgent"],
                                    )
                                ),
                                name="meetings_agenda_kind_known",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(unique=True)),
                        ("title", models.CharField(blank=True, max_length=300)),
                        ("on", models.DateField()),
                        ("starts", models.TimeField(blank=True, null=True)),
                        ("ends", models.TimeField(blank=True, null=True)),
                        ("place", models.CharField(blank=True, max_length=300)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("planned", "Planned"),
                                    ("held", "Held"),
                                    ("cancelled", "Cancelled"),
                                    ("moved", "Moved"),
                                ],
                                default="planned",
                                max_length=12,
                            ),
                        ),
                        (
                            "state_reason",
                            models.TextField(blank=True, verbose_name="why it was cancelled or moved"),
                        ),
                        ("quorum_needed", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("quorum_counted", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("quorum_words", models.TextField(blank=True)),
                        ("quorate", models.BooleanField(blank=True, null=True)),
                        (
                            "minutes",
                            models.CharField(
                                choices=[
                                    ("none", "No minutes yet"),
                                    ("draft", "Draft"),
                                    ("approved", "Approved"),
                                ],
                                default="none",
                                max_length=10,
                            ),
                        ),
                        ("approved_on", models.DateField(blank=True, null=True)),
                        ("minutes_sha256", models.CharField(blank=True, max_length=64)),
                        ("by_name", models.CharField(max_length=200)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "approved_at",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="minutes_approved",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="governance.body",
                            ),
                        ),
                        (
                            "chaired_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings_chaired",
                                to="governance.seat",
                            ),
                        ),
                        (
                            "moved_to",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moved_from",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "paper",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meeting",
                                to="meetings.paper",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-on", "-number"],
                        "indexes": [
                            models.Index(fields=["body", "-on"], name="meetings_me_body_id_a75750_idx")
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["planned", "held", "cancelled", "moved"])),
                                name="meetings_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("minutes__in", ["none", "draft", "approved"])),
                                name="meetings_minutes_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("minutes", "approved"), _negated=True),
                                    models.Q(
                                        ("approved_on__isnull", False),
                                        models.Q(("minutes_sha256", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="meetings_approved_minutes_are_locked",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("moved_to", models.F("id")), _negated=True),
                                name="meetings_not_moved_to_itself",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Attending",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=300)),
                        (
                            "attendance",
                            models.CharField(
                                choices=[
                                    ("present", "Present"),
                                    ("substitute", "Present as a substitute"),
                                    ("in-attendance", "In attendance"),
                                    ("apologies", "Apologies"),
                                    ("absent", "Absent"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("note", models.CharField(blank=True, max_length=300)),
                        (
                            "deputy",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendings",
                                to="governance.deputy",
                            ),
                        ),
                        (
                            "from_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="arrivals",
                                to="meetings.agendaitem",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendings",
                                to="governance.seat",
                            ),
                        ),
                        (
                            "until_item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="departures",
                                to="meetings.agendaitem",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendings",
                                to="meetings.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["meeting_id", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(
                                    ("attendance__in", ["present", "substitute"]), ("seat__isnull", False)
                                ),
                                fields=("meeting", "seat"),
                                name="meetings_seat_filled_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "attendance__in",
                                        ["present", "substitute", "in-attendance", "apologies", "absent"],
                                    )
                                ),
                                name="meetings_attendance_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("attendance", "substitute"), _negated=True),
                                    ("seat__isnull", False),
                                    _connector="OR",
                                ),
                                name="meetings_substitute_for_a_seat",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MeetingOutcome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "effect",
                            models.CharField(
                                blank=True,
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
                        ("about_kind", models.CharField(blank=True, max_length=30)),
                        ("about_id", models.PositiveBigIntegerField(blank=True, null=True)),
                        ("about_words", models.CharField(blank=True, max_length=500)),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("agreed", "Agreed"),
                                    ("refused", "Not agreed"),
                                    ("deferred", "Put off"),
                                    ("noted", "Noted"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.TextField()),
                        ("reason", models.TextField(blank=True)),
                        ("extra", models.JSONField(blank=True, default=dict)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "decision",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcome",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="meetings.agendaitem",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcomes",
                                to="meetings.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["meeting_id", "number"],
                        "indexes": [
                            models.Index(
                                fields=["about_kind", "about_id"], name="meetings_me_about_k_4ba4b7_idx"
                            )
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "number"), name="meetings_meeting_outcome_number_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("decision", None), ("result", "agreed"), _connector="OR"),
                                name="meetings_decision_was_agreed",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("result__in", ["agreed", "refused", "deferred", "noted"])
                                ),
                                name="meetings_result_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("words", ""), _negated=True),
                                name="meetings_outcome_in_words",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MinutesCorrection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("old", models.TextField()),
                        ("new", models.TextField()),
                        ("reason", models.TextField()),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "agreed_at",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections_agreed",
                                to="meetings.meeting",
                            ),
                        ),
                        (
                            "corrects",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrected_by",
                                to="meetings.minutescorrection",
                            ),
                        ),
                        (
                            "item",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="meetings.agendaitem",
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="corrections",
                                to="meetings.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["meeting_id", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("old", ""), _negated=True),
                                    models.Q(("reason", ""), _negated=True),
                                ),
                                name="meetings_correction_quotes_and_says_why",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="MinutesVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("none", "No minutes yet"),
                                    ("draft", "Draft"),
                                    ("approved", "Approved"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("words", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="minutes_versions",
                                to="meetings.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["meeting_id", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("meeting", "number"), name="meetings_minutes_version_once"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
