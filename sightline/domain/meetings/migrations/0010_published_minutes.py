import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from sightline.ground.create_together import CreateTogether


def _id() -> tuple:
    return (
        "id",
        models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
    )


def _key(to: str, name: str, *, once: bool = False, empty: bool = False) -> models.ForeignKey:
    kind = models.OneToOneField if once else models.ForeignKey
    more = {"blank": True, "null": True} if empty else {}
    return kind(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to, **more)


STATES = {
    "planned": "Planned",
    "held": "Held",
    "cancelled": "Cancelled",
    "moved": "Moved",
    "printed": "Known from minutes",
}
CHANGES = {
    "described": "Described",
    "agenda": "Agenda sent",
    "moved": "Moved",
    "follows": "Takes the place of another",
    "joined": "Joined with another",
    "took-in": "Took another in",
    "cancelled": "Cancelled",
    "held": "Held",
    "printed": "Published minutes",
}
OUTCOMES = {
    "resolution": "Resolution",
    "commitment": "Commitment",
    "decision": "Decision",
    "deferred": "Deferred answer",
}


class Migration(migrations.Migration):
    dependencies = [("meetings", "0009_agenda_and_programme")]

    operations = [
        CreateTogether(
            [
                migrations.CreateModel(
                    name="PrintedMinutes",
                    fields=[
                        _id(),
                        ("first", models.BooleanField(default=False)),
                        ("why", models.CharField(blank=True, max_length=500)),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("meeting", _key("meetings.meeting", "printed", empty=True)),
                        ("paper", _key("meetings.paper", "of_meeting", once=True)),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=Q(meeting__isnull=False) | (~Q(why="") & Q(first=False)),
                                name="meetings_printed_left_with_a_reason",
                            ),
                            models.UniqueConstraint(
                                condition=Q(first=True), fields=["meeting"], name="meetings_printed_made_once"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PrintedItem",
                    fields=[
                        _id(),
                        ("why", models.CharField(blank=True, max_length=300)),
                        ("by_name", models.CharField(blank=True, max_length=200)),
                        ("agenda_item", _key("meetings.agendaitem", "printed", empty=True)),
                        ("item", _key("meetings.item", "printed", once=True)),
                        ("of", _key("meetings.printedminutes", "items")),
                        ("same_as", _key("meetings.item", "printed_again", empty=True)),
                    ],
                    options={
                        "ordering": ["of_id", "item_id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=Q(agenda_item=None) | Q(same_as=None),
                                name="meetings_printed_item_is_one_item",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SameOutcome",
                    fields=[
                        _id(),
                        ("held", _key("meetings.outcome", "printed_again", empty=True)),
                        ("held_here", _key("meetings.meetingoutcome", "printed", empty=True)),
                        ("outcome", _key("meetings.outcome", "same", once=True)),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=Q(held=None, held_here__isnull=False)
                                | Q(held__isnull=False, held_here=None),
                                name="meetings_same_outcome_as_one",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="NotKnown",
                    fields=[
                        _id(),
                        ("reason", models.TextField()),
                        ("by_name", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(auto_now_add=True)),
                        ("item", _key("meetings.item", "title_not_known", once=True, empty=True)),
                        ("outcome", _key("meetings.outcome", "verb_not_known", once=True, empty=True)),
                        ("paper", _key("meetings.paper", "not_known")),
                    ],
                    options={
                        "ordering": ["id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=Q(item=None, outcome__isnull=False)
                                | Q(item__isnull=False, outcome=None),
                                name="meetings_not_known_of_one_part",
                            ),
                            models.CheckConstraint(
                                condition=~Q(reason=""), name="meetings_not_known_with_a_reason"
                            ),
                        ],
                    },
                ),
            ]
        ),
        migrations.RemoveField(model_name="meeting", name="paper"),
        migrations.AlterField(
            model_name="meeting",
            name="state",
            field=models.CharField(choices=list(STATES.items()), default="planned", max_length=12),
        ),
        migrations.AlterField(
            model_name="meetingchange",
            name="what",
            field=models.CharField(choices=list(CHANGES.items()), max_length=12),
        ),
        migrations.AlterField(
            model_name="outcome",
            name="kind",
            field=models.CharField(choices=list(OUTCOMES.items()), max_length=12),
        ),
        migrations.RemoveConstraint(model_name="meeting", name="meetings_state_known"),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=Q(state__in=list(STATES)), name="meetings_state_known"
            ),
        ),
        migrations.RemoveConstraint(model_name="meetingchange", name="meetings_change_known"),
        migrations.AddConstraint(
            model_name="meetingchange",
            constraint=models.CheckConstraint(
                condition=Q(what__in=list(CHANGES)), name="meetings_change_known"
            ),
        ),
        migrations.RemoveConstraint(model_name="outcome", name="meetings_outcome_kind_known"),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=Q(kind__in=list(OUTCOMES)), name="meetings_outcome_kind_known"
            ),
        ),
    ]
