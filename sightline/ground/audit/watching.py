"""Which tables are watched by triggers, and which columns of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from . import spelling

WATCHED_APPS = (
    "governance", "evidence", "inspections", "plans", "meetings", "checks", "imports", "files", "accounts", "notices",
    "calendars",
)  # fmt: skip
REDACTED_APPS = (
    "jobs",
    "django_tasks_database",
    "axes",
    "account",
)  # not watched, but a redaction searches them

_columns_left_out: dict[str, tuple[str, ...]] = {
    "accounts.user": ("password", "last_login"),  # a secret; and a write at every sign-in that says nothing
}
_descriptions: dict[
    tuple[type[models.Model], str, tuple[str, ...]], Table
] = {}  # made once: models do not change
_also_watched: set[str] = set()
_not_watched: dict[str, str] = {}
_also_redacted: set[str] = set()


@dataclass(frozen=True)
class Column:
    """A column of a watched table. `form` is how the trigger writes it: plain, json or binary (as hexadecimal); `kind` what it
    holds, where the two databases spell that differently (`spelling.KINDS`)."""

    name: str
    type: str
    form: str
    typed: bool  # whether a person may have typed its text
    longest: int | None
    vocabulary: frozenset[str]
    computed: bool
    kind: str = ""


@dataclass(frozen=True)
class Table:
    """A watched table: its key column and what is recorded of a row."""

    label: str
    name: str
    key: str
    key_type: str
    key_is_number: bool
    columns: tuple[Column, ...]
    left_out: tuple[str, ...]
    columns_left_out: tuple[Column, ...]

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Those that a redaction searches: a column that is not recorded can hold typed text too."""
        return (*self.columns, *self.columns_left_out)

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {column.name: column.kind for column in self.columns if column.kind}

    def alike(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Recorded or present values of a row in the spelling that both databases share."""
        return spelling.alike(values, self.kinds)

    def column(self, name: str) -> Column | None:
        return next((column for column in self.columns if column.name == name), None)


def watch(model: type[models.Model], except_: tuple[str, ...] = ()) -> None:
    """Watch a table beyond the default, or leave columns of a watched one out. Call it in AppConfig.ready."""
    _also_watched.add(model._meta.label_lower)
    if except_:
        _columns_left_out[model._meta.label_lower] = tuple(except_)


def do_not_watch(model: type[models.Model], *, because: str) -> None:
    """Leave a table of a watched package out, for a stated reason. Call it in AppConfig.ready.

    A model can say it of itself as well: `not_audited = "the reason"`.
    """
    _not_watched[model._meta.label_lower] = because


def redact_also(model: type[models.Model]) -> None:
    """Let redactions search this table too, though it is not watched."""
    _also_redacted.add(model._meta.label_lower)


def not_watched() -> dict[str, str]:
    """Tables of watched packages that are left out, with the reason."""
    said = {model._meta.label_lower: str(getattr(model, "not_audited", "")) for model in _tables()}
    said = {label: reason for label, reason in said.items() if reason}
    return {**said, **_not_watched}


def watched(connection: BaseDatabaseWrapper) -> list[Table]:
    """The watched tables, many-to-many tables included, in the order of their names."""
    out = not_watched()
    chosen = [
        model
        for model in _tables()
        if (model._meta.app_label in WATCHED_APPS or model._meta.label_lower in _also_watched)
        and model._meta.label_lower not in out
        and not _belongs_to(model, out)
    ]
    return sorted((_described(model, connection) for model in chosen), key=lambda table: table.name)


def only_redacted(connection: BaseDatabaseWrapper) -> list[Table]:
    """The tables that redactions search beside the watched ones."""
    taken = {table.label for table in watched(connection)}
    chosen = [
        model
        for model in _tables()
        if model._meta.label_lower not in taken
        and (
            model._meta.app_label in (*REDACTED_APPS, *WATCHED_APPS)
            or model._meta.label_lower in _also_redacted
        )
    ]
    return sorted((_described(model, connection) for model in chosen), key=lambda table: table.name)


def _tables() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        options = model._meta
        if options.managed and not options.proxy and not options.swapped and options.app_label != "audit":
            yield model


def _belongs_to(model: type[models.Model], labels: dict[str, str]) -> bool:
    """Whether this is the many-to-many table of a model that is left out."""
    owner: Any = model._meta.auto_created
    return bool(owner) and owner._meta.label_lower in labels


def _described(model: type[models.Model], connection: BaseDatabaseWrapper) -> Table:
    left_out = _columns_left_out.get(model._meta.label_lower, ())
    asked = model, connection.vendor, left_out
    if asked not in _descriptions:
        _descriptions[asked] = _describe(model, connection, left_out)
    return _descriptions[asked]


def _describe(model: type[models.Model], connection: BaseDatabaseWrapper, left_out: tuple[str, ...]) -> Table:
    options = model._meta
    key = options.pk
    columns = {field.column: _column(field, connection) for field in options.local_concrete_fields}
    key_type = key.rel_db_type(connection) or ""
    return Table(
        label=options.label_lower,
        name=options.db_table,
        key=str(key.column),
        key_type=key_type,
        key_is_number=any(word in key_type for word in ("int", "serial")),
        columns=tuple(column for name, column in columns.items() if name not in left_out),
        left_out=left_out,
        columns_left_out=tuple(columns[name] for name in left_out if name in columns),
    )


def _column(field: models.Field, connection: BaseDatabaseWrapper) -> Column:
    is_json = isinstance(field, models.JSONField)
    is_text = isinstance(field, (models.CharField, models.TextField, models.FileField))
    return Column(
        name=str(field.column),
        type=field.db_type(connection) or "",
        form="json" if is_json else "binary" if isinstance(field, models.BinaryField) else "plain",
        typed=(is_json or is_text) and not field.primary_key and field.name != "password",
        longest=field.max_length if is_text and field.max_length else None,
        vocabulary=frozenset(str(value) for value, _ in field.flatchoices),
        computed=bool(getattr(field, "generated", False)),
        kind=spelling.KINDS.get(field.get_internal_type(), ""),
    )
