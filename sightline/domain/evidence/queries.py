"""The readers of evidence."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q

from sightline.ground.lib.errors import NotFound

from .models import Evidence, EvidenceQuerySet


def evidence_list(
    user: Any, *, text: str = "", kind: str = "", expired_on: date | None = None, withdrawn: bool = False
) -> EvidenceQuerySet:
    """The evidence that a user may see, latest first; withdrawn pieces only on request.

    expired_on  only what had to be renewed before that day
    """
    rows = Evidence.objects.visible_to(user).select_related("file", "owner", "added_by")
    if not withdrawn:
        rows = rows.standing()
    if kind:
        rows = rows.filter(kind=kind)
    if expired_on is not None:
        rows = rows.filter(expires__lt=expired_on)
    if words := text.strip():
        rows = rows.filter(Q(title__icontains=words) | Q(note__icontains=words))
    return rows


def evidence_for(user: Any, pk: int) -> Evidence:
    """One piece of evidence, withdrawn or not; NotFound where there is none or the user may not see it."""
    found = evidence_list(user, withdrawn=True).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such evidence.")
    return found
