"""@command: the one way to write."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

from django.db import transaction

from sightline.ground.lib.errors import NotPermitted

P = ParamSpec("P")
R = TypeVar("R")

_entries: ContextVar[list[dict[str, Any]] | None] = ContextVar("audit_entries", default=None)


def command(permission: str, *, on: str | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a writer of a function: one transaction, one permission, one audit event."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            by: Any = kwargs["by"]
            thing = kwargs.get(on) if on else None
            if not by.may(permission, thing):
                raise NotPermitted("You do not have the right to do this.", rule=permission)
            if _entries.get() is not None:
                return function(*args, **kwargs)
            token = _entries.set([])
            try:
                with transaction.atomic():
                    result = function(*args, **kwargs)
                    if not _entries.get():
                        raise RuntimeError(f"{function.__name__} recorded no event")
                    return result
            finally:
                _entries.reset(token)

        return run

    return decorate


def record(subject: Any, what: str, **facts: Any) -> None:
    """Say what the running command did to what. Facts are plain values; they go into the event."""
    entries = _entries.get()
    if entries is None:
        raise RuntimeError("record() outside a command")
    entries.append({"kind": subject._meta.label_lower, "id": subject.pk, "what": what, "facts": facts})
