import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def take_over(apps, schema_editor):
    """What was remembered of columns becomes what was learnt of columns, with who said it and when."""
    alias = schema_editor.connection.alias
    held = apps.get_model("imports", "ColumnChoice").objects.using(alias).order_by("pk")
    lesson = apps.get_model("imports", "Lesson")
    lesson.objects.using(alias).bulk_create(
        lesson(
            kind="column",
            printed=one.header,
            key=one.header,
            meaning=one.field,
            by_name=one.by_name,
            since=one.since,
            until=one.until,
        )
        for one in held
    )


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0001_initial"),
        ("imports", "0002_many_papers"),
        ("meetings", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="reading",
            name="paper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="readings",
                to="meetings.paper",
            ),
        ),
        migrations.AddField(
            model_name="reading",
            name="source",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Lesson",
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
                            ("column", "Heading of a column"),
                            ("heading", "Heading of a report"),
                            ("verb", "Words that bring in a resolution"),
                            ("body", "Name of a body"),
                        ],
                        max_length=10,
                    ),
                ),
                ("printed", models.CharField(max_length=300)),
                ("key", models.CharField(max_length=300)),
                ("meaning", models.CharField(blank=True, max_length=300)),
                ("by_name", models.CharField(max_length=200)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                ("until_by_name", models.CharField(blank=True, max_length=200)),
                ("until_reason", models.TextField(blank=True)),
                (
                    "body",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lessons",
                        to="governance.body",
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="lessons_taught",
                        to="imports.reading",
                    ),
                ),
            ],
            options={
                "ordering": ["kind", "key", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("kind", "key"),
                        name="imports_one_lesson_a_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["column", "heading", "verb", "body"])),
                        name="imports_known_kind_of_lesson",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body__isnull", False), ("kind", "body")),
                            models.Q(models.Q(("kind", "body"), _negated=True), ("body", None)),
                            _connector="OR",
                        ),
                        name="imports_lesson_names_its_body",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonUse",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lesson",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="imports.lesson"
                    ),
                ),
                (
                    "reading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lesson_uses",
                        to="imports.reading",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("lesson", "reading"), name="imports_lesson_used_once")
                ],
            },
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="ColumnChoice"),
    ]
