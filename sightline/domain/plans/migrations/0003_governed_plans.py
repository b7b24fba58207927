import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "__first__"),
        ("files", "0001_initial"),
        ("governance", "0002_seats_and_decisions"),
        ("inspections", "0002_interventions"),
        ("plans", "0002_update_by_link"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="PlanBody",
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
                                    ("deliver", "Delivers"),
                                    ("monitor", "Monitors"),
                                    ("scrutinise", "Scrutinises"),
                                    ("cross-scrutinise", "Scrutinises the scrutiny"),
                                    ("sign-off", "Signs actions off"),
                                    ("adopt", "Adopts the plan"),
                                    ("endorse", "Endorses the plan"),
                                ],
                                max_length=20,
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_links",
                                to="governance.body",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="bodies",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("plan", "body", "role"),
                                name="plans_plan_body_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    (
                                        "role__in",
                                        [
                                            "deliver",
                                            "monitor",
                                            "scrutinise",
                                            "cross-scrutinise",
                                            "sign-off",
                                            "adopt",
                                            "endorse",
                                        ],
                                    )
                                ),
                                name="plans_known_plan_role",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignOffRequest",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("evidence", models.JSONField(default=list)),
                        ("evidence_sha256", models.CharField(max_length=64)),
                        ("words", models.TextField(blank=True)),
                        ("verified_by_name", models.CharField(blank=True, max_length=200)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waits for the body"),
                                    ("decided", "Decided"),
                                    ("refused", "Not signed off"),
                                    ("withdrawn", "Taken back"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("asked_on", models.DateField()),
                        ("asked_at", models.DateTimeField(auto_now_add=True)),
                        ("by_id_text", models.CharField(blank=True, max_length=40)),
                        ("by_name", models.CharField(max_length=200)),
                        ("closed_on", models.DateField(blank=True, null=True)),
                        ("closed_reason", models.TextField(blank=True)),
                        ("closed_by_name", models.CharField(blank=True, max_length=200)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_off_requests",
                                to="plans.action",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_off_requests",
                                to="governance.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["asked_at", "pk"],
                        "indexes": [
                            models.Index(fields=["body", "state"], name="plans_signo_body_id_3271d3_idx")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state", "waiting")),
                                fields=("action",),
                                name="plans_one_request_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "decided", "refused", "withdrawn"])
                                ),
                                name="plans_request_state_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("closed_on", None), ("state", "waiting")),
                                    models.Q(
                                        models.Q(("state", "waiting"), _negated=True),
                                        ("closed_on__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="plans_closed_request_has_a_day",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignOff",
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
                                    ("signed-off", "Signed off"),
                                    ("embedded", "Embedded"),
                                    ("reopened", "Reopened"),
                                    ("ended", "Ended"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("reason", models.TextField(blank=True)),
                        ("from_assurance", models.CharField(blank=True, max_length=20)),
                        ("watch_until", models.DateField(blank=True, null=True)),
                        ("reopen_if", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=200, verbose_name="who recorded it")),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_offs",
                                to="plans.action",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_offs",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "watcher_body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="watches",
                                to="governance.body",
                            ),
                        ),
                        (
                            "watcher_post",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="watches",
                                to="governance.post",
                            ),
                        ),
                        (
                            "request",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_off",
                                to="plans.signoffrequest",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["signed-off", "embedded", "reopened", "ended"])
                                ),
                                name="plans_settlement_known",
                            ),
                            models.UniqueConstraint(fields=("action", "decision"), name="plans_decided_once"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "embedded"), _negated=True),
                                    models.Q(
                                        models.Q(
                                            ("watcher_post__isnull", False),
                                            ("watcher_body__isnull", False),
                                            _connector="OR",
                                        ),
                                        ("watch_until__isnull", False),
                                        models.Q(("reopen_if", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="plans_embedded_is_watched",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ActionAcceptance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "says",
                            models.CharField(
                                choices=[
                                    ("proposed", "Proposed by the body"),
                                    ("accepted", "Accepted by the body"),
                                    ("not-accepted", "Not accepted by the body"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("words", models.TextField(blank=True)),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("by_name", models.CharField(max_length=200)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acceptances",
                                to="plans.action",
                            ),
                        ),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acceptances",
                                to="governance.body",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("says__in", ["proposed", "accepted", "not-accepted"])),
                                name="plans_acceptance_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("says", "not-accepted"), _negated=True),
                                    models.Q(("words", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="plans_not_accepted_with_a_reason",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        ("by_name", models.CharField(max_length=200)),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("settled_at", models.DateTimeField(blank=True, null=True)),
                        ("settled_by_name", models.CharField(blank=True, max_length=200)),
                        ("settled_words", models.TextField(blank=True)),
                        (
                            "action",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="plans.action",
                            ),
                        ),
                        (
                            "answers",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answered_by",
                                to="plans.comment",
                            ),
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
                            "finding",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="comments",
                                to="inspections.finding",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["at", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("action__isnull", False), ("finding", None)),
                                    models.Q(("action", None), ("finding__isnull", False)),
                                    _connector="OR",
                                ),
                                name="plans_comment_on_one_thing",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("text", ""), _negated=True),
                                name="plans_comment_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="UnsentUpdate",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("values", models.JSONField(default=dict)),
                        ("saved_at", models.DateTimeField(auto_now=True)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="unsent_updates",
                                to="plans.action",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="unsent_updates",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(fields=("user", "action"), name="plans_one_unsent_update")
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AuditSample",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        (
                            "of",
                            models.CharField(max_length=200, verbose_name="which actions it was drawn from"),
                        ),
                        ("seed", models.CharField(max_length=64)),
                        ("size", models.PositiveIntegerField()),
                        ("population", models.JSONField(default=list)),
                        ("members", models.JSONField(default=list)),
                        ("sha256", models.CharField(max_length=64)),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("by_name", models.CharField(max_length=200)),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="samples",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["plan_id", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "number"), name="plans_sample_number_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PlanVersion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("note", models.TextField(blank=True)),
                        ("facts", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("actions", models.PositiveIntegerField(verbose_name="how many actions it holds")),
                        ("approver", models.CharField(blank=True, max_length=300)),
                        ("by_name", models.CharField(max_length=200)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["plan_id", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("plan", "number"), name="plans_version_number_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=300)),
                        ("due", models.DateField(blank=True, null=True)),
                        ("first_due", models.DateField(blank=True, null=True)),
                        ("done_on", models.DateField(blank=True, null=True)),
                        ("note", models.TextField(blank=True)),
                        (
                            "reason",
                            models.TextField(blank=True, verbose_name="why it was moved or taken out"),
                        ),
                        ("ended_on", models.DateField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="plan_milestones",
                                to="governance.post",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="milestones",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "replaces",
                            models.OneToOneField(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replaced_by",
                                to="plans.milestone",
                            ),
                        ),
                    ],
                    options={
                        "ordering": [models.OrderBy(models.F("due"), nulls_last=True), "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("replaces", None),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="plans_moved_with_a_reason",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Endorsement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "says",
                            models.CharField(
                                choices=[
                                    ("endorsed", "Endorsed"),
                                    ("not-endorsed", "Not endorsed"),
                                    ("comments", "Endorsed with comments"),
                                ],
                                max_length=14,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("words", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "body",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="governance.body",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="endorsements",
                                to="plans.planversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Submission",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("to_whom", models.CharField(max_length=300)),
                        ("on", models.DateField()),
                        ("how", models.CharField(blank=True, max_length=300)),
                        ("due", models.DateField(blank=True, null=True)),
                        ("due_words", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        (
                            "inspection",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="inspections.inspection",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="submissions",
                                to="plans.planversion",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on", "pk"],
                    },
                ),
                migrations.CreateModel(
                    name="Reply",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "says",
                            models.CharField(
                                choices=[
                                    ("reflects", "The plan reflects the findings"),
                                    ("does-not", "The plan does not reflect the findings"),
                                    ("none", "No reply"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("on", models.DateField()),
                        ("words", models.TextField(blank=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
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
                            "submission",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="replies",
                                to="plans.submission",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["on", "pk"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("says__in", ["reflects", "does-not", "none"])),
                                name="plans_reply_known",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Disposition",
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
                                    ("carried", "Carried over"),
                                    ("merged", "Merged with others"),
                                    ("split", "Split into several"),
                                    ("signed-off", "Signed off"),
                                    ("ended", "Ended by a decision"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("reason", models.TextField(blank=True)),
                        ("since", models.DateTimeField()),
                        ("until", models.DateTimeField(blank=True, null=True)),
                        ("by_name", models.CharField(max_length=200)),
                        ("ended_by_name", models.CharField(blank=True, max_length=200)),
                        ("ended_reason", models.TextField(blank=True)),
                        (
                            "action",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dispositions",
                                to="plans.action",
                            ),
                        ),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dispositions",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dispositions",
                                to="plans.plan",
                            ),
                        ),
                        (
                            "targets",
                            models.ManyToManyField(
                                related_name="takes_over",
                                through="plans.DispositionTarget",
                                to="plans.action",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("until", None)),
                                fields=("plan", "action"),
                                name="plans_disposition_once",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("kind__in", ["carried", "merged", "split", "signed-off", "ended"])
                                ),
                                name="plans_disposition_known",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind__in", ["signed-off", "ended"]), _negated=True),
                                    ("decision__isnull", False),
                                    _connector="OR",
                                ),
                                name="plans_ended_by_a_decision",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DispositionTarget",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "action",
                            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="plans.action"),
                        ),
                        (
                            "disposition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, to="plans.disposition"
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("disposition", "action"), name="plans_target_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Certificate",
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
                                    ("readiness", "Readiness for adoption"),
                                    ("adoption", "Adoption"),
                                    ("carry-over", "Carry-over"),
                                    ("sign-off", "Sign-off"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("facts", models.JSONField()),
                        ("sha256", models.CharField(max_length=64)),
                        ("subject", models.CharField(blank=True, max_length=64)),
                        ("on", models.DateField()),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("by_name", models.CharField(max_length=200)),
                        (
                            "decision",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="governance.decision",
                            ),
                        ),
                        (
                            "plan",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="certificates",
                                to="plans.plan",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-number"],
                    },
                ),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plans_known_state",
        ),
        migrations.RemoveConstraint(
            model_name="planstate",
            name="plans_state_known",
        ),
        migrations.AddField(
            model_name="action",
            name="signs_off",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions_to_sign_off",
                to="governance.body",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="next_review",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="plan",
            name="review_cycle",
            field=models.CharField(
                blank=True,
                choices=[
                    ("monthly", "Monthly"),
                    ("six-weekly", "Every six weeks"),
                    ("quarterly", "Quarterly"),
                    ("half-yearly", "Twice a year"),
                    ("yearly", "Yearly"),
                ],
                max_length=20,
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="planstate",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plan_states",
                to="governance.decision",
            ),
        ),
        migrations.AlterField(
            model_name="action",
            name="sign_off_body",
            field=models.CharField(blank=True, max_length=200, verbose_name="who signs it off, as printed"),
        ),
        migrations.AlterField(
            model_name="plan",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("adopted", "Adopted"),
                    ("active", "In force"),
                    ("closed", "Closed"),
                    ("superseded", "Superseded"),
                ],
                default="draft",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="planstate",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("adopted", "Adopted"),
                    ("active", "In force"),
                    ("closed", "Closed"),
                    ("superseded", "Superseded"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "adopted", "active", "closed", "superseded"])),
                name="plans_known_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="planstate",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "adopted", "active", "closed", "superseded"])),
                name="plans_state_known",
            ),
        ),
        migrations.AddField(
            model_name="action",
            name="settled_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="settles",
                to="plans.signoff",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("assurance", None),
                    models.Q(("assurance__in", ["signed-off", "embedded", "reopened"]), _negated=True),
                    ("settled_by__isnull", False),
                    _connector="OR",
                ),
                name="plans_only_a_decision_decides",
            ),
        ),
    ]
