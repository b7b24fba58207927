"""When a person leaves, the links that were mailed to them and are still open are withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from sightline.domain.governance.models import Person
from sightline.domain.governance.responsibilities import (
    PERSON,
    Held,
    Passed,
    Passing,
    Responsibility,
    register,
)
from sightline.ground.audit.commands import record

from .models import UpdateLink


def links_held(person: Person, day: date) -> list[Held]:
    rows = UpdateLink.objects.filter(
        person=person, spent_at=None, withdrawn_at=None, expires_at__gt=timezone.now()
    )
    return [
        Held(
            "update-link",
            row.pk,
            f"Link mailed on {timezone.localtime(row.made_at):%-d %B %Y}",
            "Open",
            (),
            row,
        )
        for row in rows
    ]


def settle_links(passing: Passing, passed: Sequence[Passed]) -> None:
    for one in passed:
        row: UpdateLink = one.held.thing
        row.withdrawn_at, row.withdrawn_by_name = timezone.now(), passing.by.name[:200]
        row.withdrawn_reason = one.reason
        row.save(update_fields=["withdrawn_at", "withdrawn_by_name", "withdrawn_reason"])
        record(row, "link withdrawn", reason=one.reason)


def tell() -> None:
    """Make it known; called once, when the installation starts."""
    register(
        Responsibility(
            "update-link", PERSON, "Links for updates that are still open", links_held, settle_links, (),
            end_words="The person leaves.", covers=("notices.UpdateLink.person",),
        ),
        notices__Reminder__person="what the person was reminded of",
    )  # fmt: skip
