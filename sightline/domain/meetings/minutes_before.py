"""Minutes as they come before a meeting: those to approve, subject to what was corrected since circulation, and corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Count, Max, Prefetch

from .models import Meeting, MinutesCorrection
from .standing import bodies_before, minutes_to_approve

if TYPE_CHECKING:
    from .queries_meetings import Before


def minutes_before(meeting: Meeting) -> list[Before]:
    """The minutes of the body that wait for approval, and the corrections of approved ones that wait for a meeting."""
    line = bodies_before(meeting.body)
    in_draft = MinutesCorrection.objects.filter(of_approved=False).select_related("item").order_by("pk")
    held = (
        Meeting.objects.filter(minutes_to_approve(line), on__lt=meeting.on)
        .select_related("body")
        .annotate(versions=Count("minutes_versions"), circulated_at=Max("minutes_versions__at"))
        .prefetch_related(Prefetch("corrections", in_draft))
        .order_by("on", "number")
    )
    found = [_to_approve(one) for one in held]
    waiting = (
        MinutesCorrection.objects.filter(meeting__body__in=line, of_approved=True, agreed_at=None)
        .select_related("meeting__body")
        .order_by("pk")
    )
    return found + [_to_correct(one) for one in waiting]


def _to_approve(one: Any) -> Before:
    """Minutes to approve, subject to what was corrected after members had them, quoted. Reads circulated_at and the corrections."""
    from .queries_meetings import Before

    since = [each for each in one.corrections.all() if one.circulated_at and each.at > one.circulated_at]
    quoted = "; ".join(
        f"item {each.item.label}, “{each.old}” to read “{each.new}”"
        for each in since
        if each.item is not None
    )
    subject_to = (
        f", subject to {'this correction' if len(since) == 1 else 'these corrections'}: {quoted}"
        if since
        else ""
    )
    return Before(
        key=f"meeting-{one.pk}",
        effect="other",
        about=("meeting", one.pk),
        words=f"Minutes of {one.body}, {one.on:%-d %B %Y}",
        draft=f"RESOLVED: That the minutes of the meeting held on {one.on:%-d %B %Y} be approved as a correct record{subject_to}.",
        warn="" if one.versions else "They have not been circulated yet.",
        address=("meeting", (one.number,)),
    )


def _to_correct(one: MinutesCorrection) -> Before:
    from .queries_meetings import Before

    return Before(
        key=f"minutes-correction-{one.pk}",
        effect="other",
        about=("minutes-correction", one.pk),
        words=f"Minutes of {one.meeting.on:%-d %B %Y}: “{one.old}” to read “{one.new}”",
        draft=f"RESOLVED: That the minutes of {one.meeting.on:%-d %B %Y} be corrected: “{one.old}” to read “{one.new}”.",
        note=one.reason,
        address=("meeting-minutes", (one.meeting.number,)),
    )
