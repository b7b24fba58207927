"""Practice audits of the fictional council, and newer versions of what shows that something was done: evidence.toml."""

from __future__ import annotations

from functools import partial
from typing import Any

from sightline.domain.evidence.commands import AuditFacts, add_version
from sightline.domain.evidence.models import Evidence
from sightline.domain.plans.commands.evidence import add_audit_to
from sightline.domain.plans.models import Action

from .council import Cast
from .happenings import Happening
from .plans import Book

FACTS = tuple(AuditFacts.__dataclass_fields__)
LAST = 9  # on one day: after what was said of the actions


def happenings(paper: dict[str, Any], cast: Cast, books: dict[str, Book]) -> list[Happening]:
    """Each audit and each newer version on the day on which it was added."""
    told = (("audits", _audit), ("versions", _version))
    return [
        Happening(row["on"], LAST, partial(do, row, cast, books)) for kind, do in told for row in paper[kind]
    ]


def _audit(row: dict[str, Any], cast: Cast, books: dict[str, Book]) -> None:
    facts = AuditFacts(**{name: row[name] for name in FACTS if name in row})
    add_audit_to(
        by=cast.writer(row["by"]), action=_action(row, books), today=row["on"], facts=facts, owner=cast.posts[row["by"]],
        expires=row["expires"],
    )  # fmt: skip


def _version(row: dict[str, Any], cast: Cast, books: dict[str, Book]) -> None:
    evidence = Evidence.objects.get(title=row["title"], action_links__action=_action(row, books))
    add_version(
        by=cast.office, evidence=evidence, kind="note", reason=row["reason"], today=row["on"], note=row["note"],
        as_at=row["as_at"], expires=row["expires"],
    )  # fmt: skip


def _action(row: dict[str, Any], books: dict[str, Book]) -> Action:
    """The first action of a plan that is printed with the reference."""
    found = Action.objects.filter(plan=books[row["plan"]].made, ref=row["action"]).select_related("plan")
    return found.order_by("number")[0]
