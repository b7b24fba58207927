"""What of meetings is handed over when a body ends: the meetings that it still planned, and what it undertook and still owes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, Subquery

from sightline.domain.governance.models import Body, Decision
from sightline.domain.governance.numbering import numbered
from sightline.domain.governance.responsibilities import BODY, Held, Passed, Passing, Responsibility, register
from sightline.ground.audit.commands import record

from .commands.moving import go_with_items
from .commands.programme import entries_come_back
from .models import AgendaItem, CommitmentPassed, Meeting, MeetingChange, Outcome, Promise
from .programme.hand_over import PROGRAMMES
from .promises.hand_over import PROMISES

SHOWN = 160


def meetings_held(body: Body, day: date) -> list[Held]:
    rows = Meeting.objects.filter(body=body, state="planned").order_by("on", "number")
    return [
        Held(
            "meeting",
            row.pk,
            f"Meeting {row.number} on {row.on:%-d %B %Y}",
            "Planned",
            ("meeting", row.number),
            row,
        )
        for row in rows
    ]


def settle_meetings(passing: Passing, passed: Sequence[Passed]) -> None:
    """The successor holds the meeting, under a number of its own, with the agenda as it stands; else it is cancelled."""
    for one in passed:
        old: Meeting = one.held.thing
        old.state_reason = one.reason or f"{one.to} holds it. {passing.words}"
        old.state = "cancelled"
        if one.to is not None:
            old.state = "moved"
            old.moved_to = numbered(
                Meeting, body=one.to, title=old.title, on=old.on, starts=old.starts, place=old.place,
                by_name=passing.by.name[:200],
            )  # fmt: skip
            _copy_agenda(passing, old, old.moved_to)
        else:
            entries_come_back(passing.by, old.items.all(), f"The meeting was cancelled: {old.state_reason}")
        old.save(update_fields=["state", "state_reason", "moved_to"])
        _keep_change(old, passing.by.name)
        record(
            old,
            "meeting handed over",
            number=old.number,
            to=str(one.to) if one.to else None,
            reason=old.state_reason,
        )


def _keep_change(old: Meeting, by_name: str) -> None:
    """Say at both meetings what happened, as their pages and calendars tell it."""
    why, new, name = old.state_reason, old.moved_to, by_name[:200]
    passed = (
        f"It passed to {new.body} as meeting {new.number}." if new else "It was cancelled: its body ended."
    )
    rows = [
        MeetingChange(
            meeting=old, what="moved" if new else "cancelled", words=passed, reason=why, by_name=name
        )
    ]
    if new:
        words = f"It takes the place of meeting {old.number} of {old.body}."
        rows.append(MeetingChange(meeting=new, what="follows", words=words, reason=why, by_name=name))
    MeetingChange.objects.bulk_create(rows)


def _copy_agenda(passing: Passing, old: Meeting, new: Meeting) -> None:
    """The items with why they are closed, their papers, and the entries of the programme that they came from."""
    items = list(AgendaItem.objects.in_order().filter(meeting=old))
    names = (
        "number",
        "position",
        "label",
        "kind",
        "title",
        "purpose",
        "minute",
        "urgency",
        "withdrawn_reason",
    )
    made = AgendaItem.objects.bulk_create(
        AgendaItem(meeting=new, **{name: getattr(item, name) for name in names}) for item in items
    )
    go_with_items(passing.by, list(zip(items, made, strict=True)))


def owed_by(body: Body) -> list[Outcome]:
    """The commitments that a body answers for: those of its papers, and those that passed to it; not those discharged.

    A commitment counts as discharged where a decision in effect of that kind is about it. One that was taken up as a promise is
    handed over as that.
    """
    latest = CommitmentPassed.objects.filter(outcome=OuterRef("pk")).order_by("-pk")
    discharged = Decision.objects.in_effect().filter(
        kind="discharge", about_kind__in=["outcome", "paper-outcome"], about_id=OuterRef("pk")
    )
    rows = Outcome.objects.filter(kind="commitment", paper__withdrawn_on=None)
    rows = rows.annotate(passed=Exists(latest), now=Subquery(latest.values("body_id")[:1]))
    rows = rows.filter(Q(passed=False, paper__body=body) | Q(passed=True, now=body.pk))
    return list(
        rows.filter(~Exists(discharged), ~Exists(Promise.objects.filter(outcome=OuterRef("pk"))))
        .select_related("paper")
        .order_by("paper__date", "paper__number", "position")
    )


def commitments_held(body: Body, day: date) -> list[Held]:
    return [
        Held(
            "commitment",
            row.pk,
            f"{row.reference}: {_short(row.text)}",
            "Owes it",
            ("paper", row.paper.number),
            row,
        )
        for row in owed_by(body)
    ]


def settle_commitments(passing: Passing, passed: Sequence[Passed]) -> None:
    CommitmentPassed.objects.bulk_create(
        CommitmentPassed(
            outcome=one.held.thing, body=one.to, since=passing.until, reason=one.reason or passing.words,
            by_name=passing.by.name[:200],
        )
        for one in passed
    )  # fmt: skip
    for one in passed:
        record(
            one.held.thing, "commitment handed over", to=str(one.to) if one.to else None, reason=one.reason
        )


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]} ..."


def tell() -> None:
    """Make them known; called once, when the installation starts."""
    register(
        Responsibility(
            "meeting", BODY, "Meetings that it planned", meetings_held, settle_meetings, (BODY,),
            covers=("meetings.Meeting.body",),
        ),
        Responsibility(
            "commitment", BODY, "Commitments that it gave, as papers have them", commitments_held, settle_commitments,
            (BODY,), covers=("meetings.CommitmentPassed.body",),
        ),
        *PROMISES,
        *PROGRAMMES,
        meetings__Paper__body="whose paper it was",
        meetings__ItemPaper__author="who wrote a paper of an agenda",
        meetings__StandingAgenda__body="what stood on its agendas",
        meetings__BodyStyle__body="how its own minutes word resolutions; the body that follows sets its own",
        meetings__BodyPhrase__body="how its own minutes word resolutions; the body that follows sets its own",
    )  # fmt: skip
