import django.db.models.deletion
from django.db import migrations, models

import sightline.ground.create_together


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("governance", "0003_decision_extra"),
        ("imports", "0003_lessons"),
    ]

    operations = [
        sightline.ground.create_together.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Connection",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.CharField(max_length=500, unique=True)),
                        ("current", models.BooleanField(default=False)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("off", "Not set up"),
                                    ("on", "Asks every night"),
                                    ("paused", "Paused"),
                                ],
                                default="paused",
                                max_length=10,
                            ),
                        ),
                        ("days_back", models.PositiveIntegerField(default=90)),
                        ("days_ahead", models.PositiveIntegerField(default=60)),
                        ("set_at", models.DateTimeField()),
                        ("set_by_name", models.CharField(max_length=200)),
                        ("last_asked_at", models.DateTimeField(blank=True, null=True)),
                        ("last_error", models.TextField(blank=True)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("current", True)),
                                fields=("current",),
                                name="connecting_one_current",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("state__in", ["on", "paused"])),
                                name="connecting_known_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Committee",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.BigIntegerField()),
                        ("title", models.CharField(max_length=500)),
                        ("category", models.CharField(blank=True, max_length=500)),
                        ("gone", models.BooleanField(default=False)),
                        ("chosen", models.BooleanField(default=False)),
                        (
                            "body",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="committees_elsewhere",
                                to="governance.body",
                            ),
                        ),
                        (
                            "connection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="committees",
                                to="connecting.connection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["title", "key"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("connection", "key"), name="connecting_committee_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HeldAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("target", models.CharField(max_length=300)),
                        ("etag", models.CharField(blank=True, max_length=300)),
                        ("modified", models.CharField(blank=True, max_length=300)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("content", models.JSONField(blank=True, null=True)),
                        ("at", models.DateTimeField()),
                        (
                            "connection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="answers",
                                to="connecting.connection",
                            ),
                        ),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("connection", "target"), name="connecting_answer_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ListedMeeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.BigIntegerField()),
                        ("day", models.DateField(blank=True, null=True)),
                        ("starts", models.CharField(blank=True, max_length=100)),
                        ("place", models.CharField(blank=True, max_length=500)),
                        ("status", models.CharField(blank=True, max_length=500)),
                        (
                            "minutes",
                            models.CharField(
                                choices=[
                                    ("none", "None yet"),
                                    ("taken", "Taken in"),
                                    ("known", "Known already"),
                                    ("left", "Left out"),
                                    ("failed", "Failed"),
                                ],
                                default="none",
                                max_length=10,
                            ),
                        ),
                        ("page_hash", models.CharField(blank=True, max_length=64)),
                        ("items", models.JSONField(blank=True, default=list)),
                        ("documents", models.JSONField(blank=True, default=list)),
                        ("problem", models.TextField(blank=True)),
                        ("asked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "committee",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meetings",
                                to="connecting.committee",
                            ),
                        ),
                        (
                            "connection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="meetings",
                                to="connecting.connection",
                            ),
                        ),
                        (
                            "reading",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="imports.reading",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-day", "-key"],
                        "indexes": [
                            models.Index(fields=["connection", "-day", "-key"], name="connecting_by_day")
                        ],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("connection", "key"), name="connecting_meeting_once"
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Turn",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "what",
                            models.CharField(
                                choices=[("meetings", "Meetings"), ("committees", "Committees")],
                                max_length=12,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waiting"),
                                    ("running", "Running"),
                                    ("done", "Done"),
                                    ("partly", "Done in part"),
                                    ("failed", "Failed"),
                                ],
                                default="waiting",
                                max_length=10,
                            ),
                        ),
                        ("asked_at", models.DateTimeField()),
                        ("asked_by_name", models.CharField(max_length=200)),
                        ("first", models.DateField(blank=True, null=True)),
                        ("last", models.DateField(blank=True, null=True)),
                        ("job", models.BigIntegerField(blank=True, null=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        ("requests", models.PositiveIntegerField(default=0)),
                        ("found", models.PositiveIntegerField(default=0)),
                        ("taken", models.PositiveIntegerField(default=0)),
                        ("failed", models.PositiveIntegerField(default=0)),
                        ("sentence", models.TextField(blank=True)),
                        (
                            "connection",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="turns",
                                to="connecting.connection",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-pk"],
                        "constraints": [
                            models.UniqueConstraint(
                                condition=models.Q(("state__in", ("waiting", "running"))),
                                fields=("connection",),
                                name="connecting_one_turn_at_a_time",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("state__in", ["waiting", "running", "done", "partly", "failed"])
                                ),
                                name="connecting_known_turn_state",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TurnLine",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("position", models.PositiveIntegerField()),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("listed", "Answered"),
                                    ("taken", "Minutes taken in"),
                                    ("known", "Known already"),
                                    ("same", "Nothing new"),
                                    ("none", "No minutes yet"),
                                    ("left", "Left out"),
                                    ("failed", "Failed"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("what", models.CharField(max_length=600)),
                        ("asked", models.CharField(blank=True, max_length=300)),
                        ("sentence", models.TextField(blank=True)),
                        (
                            "meeting",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="lines",
                                to="connecting.listedmeeting",
                            ),
                        ),
                        (
                            "turn",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="lines",
                                to="connecting.turn",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["turn_id", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("turn", "position"), name="connecting_line_in_order"
                            )
                        ],
                    },
                ),
            ],
        ),
    ]
