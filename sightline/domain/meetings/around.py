"""When a body last met and when it meets next: for the pages of its work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, Subquery

from .models import Meeting


@dataclass(frozen=True, slots=True)
class Around:
    """last: the latest that was held by a day, here or elsewhere; next: the first that is planned from then on; None: none seen."""

    last: Meeting | None
    next: Meeting | None


def meetings_around(user: Any, body_id: int, day: date) -> Around:
    """The meetings on both sides of a day that the user may see; one statement."""
    seen = Meeting.objects.visible_to(user).filter(body_id=body_id)
    last = seen.filter(state__in=["held", "printed"], on__lte=day).order_by("-on", "-number").values("pk")[:1]
    coming = seen.filter(state="planned", on__gte=day).order_by("on", "number").values("pk")[:1]
    both = Meeting.objects.filter(Q(pk=Subquery(last)) | Q(pk=Subquery(coming))).select_related("body")
    by_state = {meeting.state: meeting for meeting in both}
    return Around(by_state.get("held") or by_state.get("printed"), by_state.get("planned"))
