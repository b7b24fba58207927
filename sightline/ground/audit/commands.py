"""@command: the one way to write. And the audit's own command, which removes text that must not exist."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from enum import Enum
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, connection, transaction

from sightline.ground.lib.errors import NotPermitted, Refused

from . import redaction
from .models import Replacement
from .running import Running, forget_mark, running, set_mark
from .sealing import seal

P = ParamSpec("P")
R = TypeVar("R")

COMMANDS: dict[
    str, tuple[str, str]
] = {}  # event name -> permission, and what the command does, for the reference


def command(permission: str, *, on: str | None = None) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a writer of a function: one transaction, one permission, one audit event.

    `permission` is asked of the keyword argument `by`; `on` names the keyword argument that holds the thing it is about. A command
    called by a command joins its event and is undone alone if it fails. Raises NotPermitted; a command that recorded nothing is
    rolled back with a RuntimeError, for that is a mistake in the program.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        name = _name_of(function)
        COMMANDS[name] = permission, (function.__doc__ or "").strip().partition("\n")[0]

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            by: Any = kwargs["by"]
            if not by.may(permission, kwargs.get(on) if on else None):
                raise NotPermitted(
                    "You do not have the right to do this. Nothing was changed.", rule=permission
                )
            call = functools.partial(function, *args, **kwargs)
            current = running.get()
            return _outermost(name, by, call) if current is None else _joined(name, current, call)

        return run

    return decorate


def record(subject: Any, what: str, **facts: Any) -> None:
    """Say what the running command did to what. Facts go into the event; text in them can be redacted."""
    current = running.get()
    if current is None:
        raise RuntimeError("record() was called outside a command")
    current.entries.append(
        {
            "command": current.names[-1],
            "kind": subject._meta.label_lower,
            "id": plain(subject.pk),
            "what": plain(what),
            "facts": {name: plain(value) for name, value in facts.items()},
        }
    )


def plain(value: Any) -> Any:
    """A fact as JSON can hold it: dates in ISO form, exact numbers and anything else as text."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else str(value)
    if isinstance(value, str):
        return str(value).replace("\x00", "\N{REPLACEMENT CHARACTER}")
    if isinstance(value, date | time):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain(dataclasses.asdict(value))
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(held) for key, held in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((plain(held) for held in value), key=str)
    if isinstance(value, Iterable) and not isinstance(value, bytes):
        return [plain(held) for held in value]
    return plain(str(value))


def _name_of(function: Callable[..., Any]) -> str:
    """`plans.move_due_date` of a function in `sightline.domain.plans.commands` or in a module below that."""
    parts = function.__module__.split(".")
    package = parts[parts.index("commands") - 1] if "commands" in parts[1:] else parts[-1]
    return f"{package}.{function.__name__}"


def _outermost(name: str, by: Any, call: Callable[[], R]) -> R:
    current = Running(command=name, names=[name])
    token = running.set(current)
    try:
        with transaction.atomic():
            set_mark(connection, current.mark)
            result = call()
            if not current.entries:
                raise RuntimeError(f"{name} recorded no event, so what it did was rolled back")
            seal(connection, current, by)
            return result
    finally:
        forget_mark(connection)
        running.reset(token)


def _joined(name: str, current: Running, call: Callable[[], R]) -> R:
    said = len(current.entries)
    current.names.append(name)
    try:
        with transaction.atomic():
            return call()
    except BaseException:
        del current.entries[said:]
        raise
    finally:
        current.names.pop()


@command("audit.redact")
def redact(*, by: Any, text: str, authority: str, reason: str) -> redaction.Places:
    """Remove an exact text everywhere, under a recorded authority; the chain still verifies afterwards.

    The event says where the text stood and on whose authority it went, never the text. Raises Refused.
    """
    current = running.get()
    if current is None or len(current.names) > 1:
        raise RuntimeError("a redaction is a command of its own, or the event around it could hold the text")
    check_can_redact(by.name, text, authority, reason)
    current.redacts = True
    set_mark(connection, current.mark, redacting=True)
    try:
        places = redaction.remove(connection, current.mark, text)
    except IntegrityError as error:
        raise Refused(
            "A rule of the database does not allow the text to be replaced where it stands, because two entries would "
            "become the same. Nothing was changed. Change one of them by hand first.",
            rule="audit.redact",
        ) from error
    set_mark(connection, current.mark)
    if not places.total:
        raise Refused(
            "The text was not found anywhere. Nothing was changed. Copy it exactly as it stands on the page.",
            rule="audit.redact",
            field="text",
        )
    record(
        Replacement(),
        "text removed",
        authority=authority,
        reason=reason,
        marker=redaction.MARKER,
        places=places,
    )
    return places


def check_can_redact(name: str, text: str, authority: str, reason: str) -> None:
    """Raise Refused where a redaction would be refused before looking for the text. `name`: of who would remove it."""

    def refuse(sentence: str, field: str) -> None:
        raise Refused(f"{sentence} Nothing was changed.", rule="audit.redact", field=field)

    if len(text.strip()) < 3:
        refuse(
            "The text to remove must have at least 3 characters, or it would be found inside other words.",
            "text",
        )
    if text in redaction.MARKER:
        refuse(f"“{text}” is part of the marker that stands for removed text.", "text")
    if not authority.strip():
        refuse(
            "Say on whose authority the text is removed, for example “Director, 3 March 2026”.", "authority"
        )
    if not reason.strip():
        refuse("Say why the text is removed, without repeating it.", "reason")
    for field, value in (("authority", authority), ("reason", reason)):
        if text in value:
            refuse(
                "The text to remove stands in what you wrote, and that is kept. Put it in other words.", field
            )
    if text in name:
        refuse(
            "The text is part of your own name, which the record keeps. Someone else must remove it.", "text"
        )
