"""The command that runs now: its mark on the database connection, by which triggers know whose change they record."""

from __future__ import annotations

import uuid
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


@dataclass
class Running:
    """One run of an outermost command. `entries` are what it recorded; `names` the commands within commands;
    `redacts` whether it replaces recorded values, `loads` whether it took rows in in bulk."""

    command: str
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)
    entries: list[dict[str, Any]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    redacts: bool = False
    loads: bool = False


running: ContextVar[Running | None] = ContextVar("audit_running", default=None)


def set_mark(connection: BaseDatabaseWrapper, mark: str | None, *, redacting: bool = False) -> None:
    """Tell the triggers of this connection, until the transaction ends, which command runs."""
    connection.audit_mark, connection.audit_redacting = mark, redacting  # type: ignore[attr-defined]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('audit.mark', %s, true), set_config('audit.redacting', %s, true)",
                [mark or "", "on" if redacting else ""],
            )


def set_loading(connection: BaseDatabaseWrapper, on: bool) -> None:
    """Tell the triggers of this connection whether rows are loaded in bulk, which are digested and not recorded one by one."""
    connection.audit_loading = on  # type: ignore[attr-defined]
    if connection.vendor == "postgresql" and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('audit.loading', %s, true)", ["on" if on else ""])


def forget_mark(connection: BaseDatabaseWrapper) -> None:
    """After a failure: PostgreSQL forgets with the rollback, SQLite's functions read these."""
    connection.audit_mark, connection.audit_redacting = None, False  # type: ignore[attr-defined]
    connection.audit_loading = False  # type: ignore[attr-defined]


def give_functions(sender: object = None, *, connection: BaseDatabaseWrapper, **_: object) -> None:
    """Give an SQLite connection the three functions that the triggers call."""
    if connection.vendor != "sqlite" or connection.connection is None:
        return
    raw = connection.connection
    raw.create_function("audit_mark", 0, lambda: getattr(connection, "audit_mark", None))
    raw.create_function("audit_redacting", 0, lambda: int(getattr(connection, "audit_redacting", False)))
    raw.create_function("audit_loading", 0, lambda: int(getattr(connection, "audit_loading", False)))


def give_functions_to_all() -> None:
    """To connections opened from now on, and to those opened before."""
    from django.db import connections

    connection_created.connect(give_functions, dispatch_uid="sightline.audit")
    for connection in connections.all(initialized_only=True):
        give_functions(connection=connection)
