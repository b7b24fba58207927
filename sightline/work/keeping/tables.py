"""Which tables a backup keeps, with which columns; and which it leaves out, and why.

Taken from the models, or, while migrations wait, from the models as they were at the last migration that was applied: so a table
or a column that somebody adds tomorrow is kept without a word here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from sightline.ground.lib.errors import Refused

LEFT_OUT = {
    "django_migrations": "which migrations were applied stands in the backup's manifest, and restoring applies them",
    "django_cache": "a cache: everything in it can be worked out again",
    "django_session": "who is signed in; people sign in again after a restore",
    "django_content_type": "made from the program's models by every migration",
    "auth_permission": "made from the program's models by every migration; rights are grants",
    "auth_group": "not used: rights are grants",
    "auth_group_permissions": "not used: rights are grants",
    "account_emailconfirmation": "keys mailed to confirm an address, which expire within days",
    "axes_accessattempt": "failed sign-ins that are counted for a quarter of an hour, with the machine's address",
    "axes_accessattemptexpiration": "until when a failed sign-in counts",
    "axes_accesslog": "not used: when somebody signed in stands in the account",
    "axes_accessfailurelog": "not used: failed sign-ins are counted elsewhere and expire",
    "search_document": "copies of words for searching, written anew after a restore",
    "search_progress": "how far the copies for searching have come",
}  # table -> why a backup does not hold it
# What SQLite counts for its plans, and the words of search_document as it keeps them itself.
MADE_BY_SQLITE = ("sqlite_", "search_words")
_KINDS = {
    "CharField": "text", "TextField": "text", "EmailField": "text", "URLField": "text", "SlugField": "text",
    "GenericIPAddressField": "text",
    "AutoField": "whole", "BigAutoField": "whole", "SmallAutoField": "whole", "IntegerField": "whole",
    "BigIntegerField": "whole", "SmallIntegerField": "whole", "PositiveIntegerField": "whole",
    "PositiveBigIntegerField": "whole", "PositiveSmallIntegerField": "whole",
    "BooleanField": "boolean", "DateTimeField": "moment", "DateField": "date", "TimeField": "time",
    "DurationField": "duration", "DecimalField": "decimal", "FloatField": "float", "UUIDField": "uuid",
    "JSONField": "json", "BinaryField": "binary",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """A column of a kept table. kind: one of `canonical.KINDS`; scale: decimal places, for decimals."""

    name: str
    kind: str
    scale: int = 0


@dataclass(frozen=True)
class Table:
    """A kept table. `columns` holds the key first and then the others by name; `counts`: the database gives out its keys."""

    name: str
    columns: tuple[Column, ...]
    counts: bool

    @property
    def key(self) -> str:
        return self.columns[0].name


def kept_tables(connection: BaseDatabaseWrapper) -> list[Table]:
    """The tables of the register as the database holds it now, by name. Raises Refused where it has not been made."""
    executor = MigrationExecutor(connection)
    applied = executor.loader.applied_migrations
    if not applied:
        raise Refused(
            "The database has not been made, so there is nothing to back up. Run: sightline migrate"
        )
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return _described(apps.get_models(include_auto_created=True))
    known = [node for node in applied if node in executor.loader.graph.nodes]
    state = executor.loader.project_state(known)
    then = list(state.apps.get_models(include_auto_created=True))
    without = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in executor.loader.unmigrated_apps
    ]
    return _described([*then, *without])


def applied_migrations(connection: BaseDatabaseWrapper) -> list[str]:
    """The migrations that the database says were applied, such as "plans.0001_initial", sorted."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def unknown_tables(connection: BaseDatabaseWrapper, kept: Iterable[Table]) -> list[str]:
    """Tables of the database that are neither kept nor left out for a reason: somebody else's."""
    names = {table.name for table in kept} | set(LEFT_OUT)
    there = set(connection.introspection.table_names()) - names
    return sorted(name for name in there if not name.startswith(MADE_BY_SQLITE))


def _described(found: Iterable[type[models.Model]]) -> list[Table]:
    tables = {
        model._meta.db_table: _table(model)
        for model in found
        if model._meta.managed and not model._meta.proxy and not model._meta.swapped
    }
    return [tables[name] for name in sorted(set(tables) - set(LEFT_OUT))]


def _table(model: type[models.Model]) -> Table:
    options = model._meta
    fields = [field for field in options.local_concrete_fields if not getattr(field, "generated", False)]
    key = options.pk
    rest = sorted((field for field in fields if field is not key), key=lambda field: str(field.column))
    return Table(
        name=options.db_table,
        columns=tuple(_column(options.db_table, field) for field in (key, *rest)),
        counts=isinstance(key, models.AutoField | models.BigAutoField | models.SmallAutoField),
    )


def _column(table: str, field: Any) -> Column:
    holds = field
    while holds.remote_field is not None and getattr(holds, "target_field", None) is not None:
        holds = holds.target_field
    kind = _KINDS.get(holds.get_internal_type())
    if kind is None:
        raise Refused(
            f"The column {field.column} of {table} is of a kind that backups do not know ({holds.get_internal_type()}), so no "
            "backup was made. Tell whoever maintains the program: the kind belongs into work/keeping/tables.py."
        )
    return Column(str(field.column), kind, holds.decimal_places if kind == "decimal" else 0)
