"""Who was there: one form with every seat of the day."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sightline.domain.meetings import commands
from sightline.domain.meetings import queries_meetings as queries
from sightline.domain.meetings.commands import AttendingDraft
from sightline.domain.meetings.room import Room
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved

from .calling import BOTH, WHO
from .forms import Attendance
from .views import KEEP


@require_http_methods(BOTH)
def attendance(request: SignedIn, number: int) -> HttpResponse:
    """Record who was at the meeting."""
    room = queries.room_for(request.user, number)
    meeting: Any = room.meeting
    check_may(request.user, KEEP, meeting, who=WHO)
    items, held = queries.items_of(meeting), queries.attendance_of(meeting)
    form = Attendance.of(request, room=room, items=items, initial=_began(meeting, held))
    done: list[Room] = []

    def write(said: dict[str, Any]) -> None:
        done.append(
            commands.record_attendance(
                by=request.user,
                meeting=meeting,
                rows=rows_of(room, said),
                today=timezone.localdate(),
                chaired_by=int(said["chaired_by"]) if said["chaired_by"] else None,
                starts=said["starts"],
                ends=said["ends"],
            )
        )

    if saved(form, write):
        messages.success(request, f"The attendance was recorded. {done[0].at().words}")
        return redirect("meeting", number)
    context = {"form": form, "meeting": meeting, "room": room}
    return render(request, "meetings/attendance.html", context, status=form.status)


def rows_of(room: Room, said: dict[str, Any]) -> list[AttendingDraft]:
    """The rows of the attendance as the form says them; a seat without an answer is left out."""
    rows = []
    for chair in room.chairs:
        key = chair.seat.pk
        answer, _, deputy = (said[f"seat-{key}"] or "").partition(":")
        if answer:
            rows.append(
                AttendingDraft(
                    attendance="substitute" if deputy else answer,
                    seat=key,
                    name=(said[f"name-{key}"] or "") if answer == "substitute" else "",
                    deputy=int(deputy) if deputy else None,
                    from_item=_key(said[f"from-{key}"]),
                    until_item=_key(said[f"until-{key}"]),
                )
            )
    others = [line.strip() for line in (said["others"] or "").splitlines() if line.strip()]
    return rows + [AttendingDraft("in-attendance", name=line[:300]) for line in others]


def _began(meeting: Any, rows: list[Any]) -> dict[str, Any]:
    """What the form begins with: the attendance that was recorded before."""
    began: dict[str, Any] = {
        "others": "\n".join(row.name for row in rows if row.seat_id is None),
        "chaired_by": str(meeting.chaired_by_id or ""),
        "starts": meeting.starts.strftime("%H:%M") if meeting.starts else "",
        "ends": meeting.ends.strftime("%H:%M") if meeting.ends else "",
    }
    for row in rows:
        if row.seat_id is None:
            continue
        began[f"seat-{row.seat_id}"] = f"deputy:{row.deputy_id}" if row.deputy_id else row.attendance
        began[f"name-{row.seat_id}"] = (
            row.name if row.attendance == "substitute" and not row.deputy_id else ""
        )
        began[f"from-{row.seat_id}"] = str(row.from_item_id or "")
        began[f"until-{row.seat_id}"] = str(row.until_item_id or "")
    return began


def _key(value: str | None) -> int | None:
    return int(value) if value else None
