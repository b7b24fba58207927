"""Tables that a migration makes in one step."""

import pytest
from django.db import connection, models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ProjectState

from sightline.ground.create_together import CreateTogether

HEN = CreateModel(
    "Hen",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("egg", models.ForeignKey("audit_app.Egg", models.PROTECT)),
    ],
)
EGG = CreateModel(
    "Egg",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("hen", models.ForeignKey("audit_app.Hen", models.PROTECT, null=True)),
    ],
    options={"constraints": [models.CheckConstraint(condition=models.Q(id__gt=0), name="egg_positive")]},
)


@pytest.mark.django_db(transaction=True)
def test_two_tables_that_point_at_each_other_are_made_and_taken_away():
    operation = CreateTogether([HEN, EGG])
    before = ProjectState()
    after = before.clone()
    operation.state_forwards("audit_app", after)
    with connection.schema_editor() as editor:
        operation.database_forwards("audit_app", editor, before, after)
    assert {"audit_app_hen", "audit_app_egg"} <= set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        assert "egg_positive" in connection.introspection.get_constraints(cursor, "audit_app_egg")
    with connection.schema_editor() as editor:
        operation.database_backwards("audit_app", editor, after, before)
    assert not {"audit_app_hen", "audit_app_egg"} & set(connection.introspection.table_names())
    assert operation.describe() == "Create the models Hen, Egg"
