import django.db.models.deletion
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    dependencies = [
        ("evidence", "0004_exit_criteria"),
        ("governance", "0004_promises"),
        ("meetings", "0007_meeting_changes"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Promise",
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
                                blank=True,
                                choices=[
                                    ("note", "Note"),
                                    ("agree", "Agree"),
                                    ("recommend", "Recommend"),
                                    ("request-report", "Request a report"),
                                    ("circulate", "Circulate a paper"),
                                    ("supply", "Supply information"),
                                    ("bring-back", "Bring back"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("open", "Outstanding"),
                                    ("said-met", "Said to be met"),
                                    ("discharged", "Discharged"),
                                    ("cancelled", "Cancelled"),
                                ],
                                default="open",
                                max_length=12,
                            ),
                        ),
                        ("words", models.TextField(verbose_name="words of the promise")),
                        (
                            "place_words",
                            models.CharField(blank=True, max_length=500, verbose_name="where it was said"),
                        ),
                        (
                            "owner_words",
                            models.CharField(
                                blank=True, max_length=300, verbose_name="who owes it, as printed"
                            ),
                        ),
                        ("to_whom", models.CharField(blank=True, max_length=300, verbose_name="to whom")),
                        ("due", models.DateField(blank=True, null=True)),
                        (
                            "due_event",
                            models.CharField(blank=True, max_length=300, verbose_name="on what it falls due"),
                        ),
                        (
                            "due_printed",
                            models.CharField(blank=True, max_length=300, verbose_name="the time, as printed"),
                        ),
                        ("made_on", models.DateField(blank=True, null=True)),
                        (
                            "notice_on",
                            models.DateField(blank=True, null=True, verbose_name="day of the notice"),
                        ),
                        (
                            "answer_due",
                            models.DateField(blank=True, null=True, verbose_name="last day to answer"),
                        ),
                        (
                            "answer",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("accepted", "Accepted"),
                                    ("partly", "Partly accepted"),
                                    ("rejected", "Rejected"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("answer_words", models.TextField(blank=True, verbose_name="words of the answer")),
                        ("answered_on", models.DateField(blank=True, null=True)),
                        ("met_words", models.TextField(blank=True, verbose_name="how it was met")),
                        (
                            "said_on",
                            models.DateField(
                                blank=True, null=True, verbose_name="day on which it was said to be met"
                            ),
                        ),
                        ("said_by_name", models.CharField(blank=True, max_length=200)),
                        ("by_name", models.CharField(max_length=200)),
                        ("made_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises",
                                to="governance.body",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises_ended",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "meeting_outcome",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises",
                                to="meetings.meetingoutcome",
                            ),
                        ),
                        (
                            "met_evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises_met",
                                to="evidence.evidence",
                            ),
                        ),
                        (
                            "met_paper",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises_met",
                                to="meetings.paper",
                            ),
                        ),
                        (
                            "outcome",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises",
                                to="meetings.outcome",
                            ),
                        ),
                        (
                            "owner_body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises_owed",
                                to="governance.body",
                            ),
                        ),
                        (
                            "owner_post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promises_owed",
                                to="governance.post",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                        "indexes": [
                            models.Index(fields=["body", "state", "due"], name="meetings_promise_body"),
                            models.Index(fields=["state", "due"], name="meetings_promise_due"),
                            models.Index(fields=["-made_on", "-number"], name="meetings_promise_made"),
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("words", ""), _negated=True),
                                name="meetings_promise_in_words",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["open", "said-met", "discharged", "cancelled"])
                                ),
                                name="meetings_promise_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "",
                                            "note",
                                            "agree",
                                            "recommend",
                                            "request-report",
                                            "circulate",
                                            "supply",
                                            "bring-back",
                                        ],
                                    )
                                ),
                                name="meetings_promise_kind_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("decision", None), ("state__in", ["open", "said-met"])),
                                    models.Q(
                                        models.Q(("state__in", ["open", "said-met"]), _negated=True),
                                        ("decision__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="meetings_promise_ended_by_a_decision",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("outcome", None), ("meeting_outcome", None), _connector="OR"
                                ),
                                name="meetings_promise_stands_in_one_place",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("owner_post", None), ("owner_body", None), _connector="OR"
                                ),
                                name="meetings_promise_owed_by_one",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("answer", ""), ("answered_on", None)),
                                    models.Q(
                                        models.Q(("answer", ""), _negated=True),
                                        ("answered_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="meetings_promise_answered_on_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PromiseStep",
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
                                    ("taken-up", "Taken up"),
                                    ("stated", "What it says was stated or corrected"),
                                    ("date", "Date moved"),
                                    ("notice", "The executive was given notice"),
                                    ("answer", "Answered by the executive"),
                                    ("said-met", "Said to be met"),
                                    ("taken-back", "No longer said to be met"),
                                    ("not-met", "The body said that it is not met"),
                                    ("discharged", "Discharged by the body"),
                                    ("cancelled", "Cancelled by the body"),
                                    ("passed", "Passed on"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("old", models.TextField(blank=True)),
                        ("new", models.TextField(blank=True)),
                        ("reason", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promise_steps",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "evidence",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promise_steps",
                                to="evidence.evidence",
                            ),
                        ),
                        (
                            "paper",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="promise_steps",
                                to="meetings.paper",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="steps",
                                to="meetings.promise",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["promise_id", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "kind__in",
                                        [
                                            "taken-up",
                                            "stated",
                                            "date",
                                            "notice",
                                            "answer",
                                            "said-met",
                                            "taken-back",
                                            "not-met",
                                            "discharged",
                                            "cancelled",
                                            "passed",
                                        ],
                                    )
                                ),
                                name="meetings_promise_step_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("kind__in", ["date", "not-met", "passed", "taken-back"]),
                                        _negated=True,
                                    ),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="meetings_promise_step_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NotAPromise",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="why it is not a promise")),
                        ("on", models.DateField()),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "meeting_outcome",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="no_promise",
                                to="meetings.meetingoutcome",
                            ),
                        ),
                        (
                            "outcome",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="no_promise",
                                to="meetings.outcome",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("reason", ""), _negated=True),
                                name="meetings_no_promise_with_a_reason",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("meeting_outcome__isnull", False), ("outcome", None)),
                                    models.Q(("meeting_outcome", None), ("outcome__isnull", False)),
                                    _connector="OR",
                                ),
                                name="meetings_no_promise_of_one_outcome",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Circulation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64)),
                        ("on", models.DateField()),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "paper",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circulations",
                                to="meetings.paper",
                            ),
                        ),
                        (
                            "promise",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="circulations",
                                to="meetings.promise",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["promise_id", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("sha256", ""), _negated=True),
                                name="meetings_circulated_paper_is_frozen",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CirculationTo",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=300)),
                        ("sent", models.BooleanField()),
                        (
                            "reason",
                            models.CharField(blank=True, max_length=500, verbose_name="why it was not sent"),
                        ),
                        (
                            "circulation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recipients",
                                to="meetings.circulation",
                            ),
                        ),
                        (
                            "seat",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="papers_circulated",
                                to="governance.seat",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["circulation_id", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("circulation", "seat"), name="meetings_circulated_to_a_seat_once"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("reason", ""), ("sent", True)),
                                    models.Q(("sent", False), models.Q(("reason", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="meetings_not_sent_with_a_reason",
                            ),
                        ],
                    },
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="agendaitem",
            name="meetings_agenda_kind_known",
        ),
        migrations.AlterField(
            model_name="agendaitem",
            name="kind",
            field=models.CharField(
                choices=[
                    ("business", "Business"),
                    ("sign-off", "Actions ready for sign-off"),
                    ("minutes", "Minutes of an earlier meeting"),
                    ("plan", "A plan: to endorse, adopt or end it"),
                    ("ratify", "Decisions to ratify or to be told of"),
                    ("promises", "Outstanding promises"),
                    ("urgent", "Urgent business"),
                ],
                default="business",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="meetingoutcome",
            name="effect",
            field=models.CharField(
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
                    ("cancel-promise", "Cancel a promise: it is not asked for any more"),
                    ("end-body", "End a body"),
                    ("delegate", "Delegate a power"),
                    ("ratify", "Ratify what an inquorate meeting, or urgency, decided"),
                    ("other", "Another decision"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["business", "sign-off", "minutes", "plan", "ratify", "promises", "urgent"])
                ),
                name="meetings_agenda_kind_known",
            ),
        ),
    ]
