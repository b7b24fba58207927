"""The readers of meetings: their list, one with all that its page shows, one item with what waits for it, and the minutes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects
from django.db.models.functions import Coalesce

from sightline.domain.governance.models import Body, BodyTerms, Decision, Seat
from sightline.domain.governance.quorum import quorum_needed
from sightline.domain.plans.models import SignOffRequest
from sightline.domain.plans.queries.deciding import Waiting, requests_waiting
from sightline.ground.lib.errors import NotFound

from .meeting_rules import QuorumThen, places, quorum_then, those_that_count
from .meeting_words import ATTENDANCES
from .models import (
    AgendaItem,
    Attending,
    Meeting,
    MeetingChange,
    MeetingOutcome,
    MinutesCorrection,
    MinutesVersion,
    PrintedMinutes,
    Promise,
)
from .moving_rules import when
from .room import Room, came_of, chair_of, room_of
from .standing import AWAITING, bodies_before, to_be_told

SORTS: dict[str, tuple[Any, ...]] = {
    "-date": ("-on", "-starts", "-number"),
    "date": ("on", "starts", "number"),
    "body": ("body__name", "-on", "-number"),
    "-body": ("-body__name", "-on", "-number"),
    "number": ("number",),
    "-number": ("-number",),
}


@dataclass(frozen=True, slots=True)
class MeetingFilters:
    """What the list is narrowed to. state: a key of MEETING_STATES; minutes: of MINUTES_STATES; body: an id."""

    body: str = ""
    state: str = ""
    minutes: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ItemOfMeeting:
    """An item with what came of it. quorum: where people came or left, whether the meeting was quorate at it; None: as at the
    opening."""

    item: AgendaItem
    outcomes: tuple[MeetingOutcome, ...]
    quorum: QuorumThen | None


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting with everything that its page shows.

    attendance  (words, rows) by what part they took; waiting, told: how many actions wait for the body's sign-off, and of how many
    decisions it has to be told, and how many promises to it are not discharged; versions: without their words;
    printed: how many papers hold its published minutes
    """

    meeting: Meeting
    items: tuple[ItemOfMeeting, ...]
    taken_off: tuple[AgendaItem, ...]
    attendance: tuple[tuple[str, tuple[Attending, ...]], ...]
    versions: tuple[MinutesVersion, ...]
    waiting: int
    told: int
    promised: int
    printed: int

    @property
    def outcomes(self) -> list[MeetingOutcome]:
        return [one for row in self.items for one in row.outcomes]

    def of_kind(self, kind: str) -> AgendaItem | None:
        """The first item of that kind that stands on the agenda."""
        return next((row.item for row in self.items if row.item.kind == kind), None)


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One item: its meeting, its outcomes, and the quorum at it. quorum None: the attendance is not recorded yet."""

    item: AgendaItem
    outcomes: tuple[MeetingOutcome, ...]
    quorum: QuorumThen | None


@dataclass(frozen=True, slots=True)
class Before:
    """One thing that waits for an item: what would be decided about it, and the words that a resolution begins with.

    effect, about  as an outcome has them; note: what a member should know first; hash: of the frozen evidence
    warn           why it will be refused as it stands, "" where nothing is known; address: the page to read first
    """

    key: str
    effect: str
    about: tuple[str, int]
    words: str
    draft: str
    note: str = ""
    hash: str = ""
    warn: str = ""
    address: tuple[str, tuple[Any, ...]] | None = None


def meetings(user: Any, filters: MeetingFilters | None = None, *, sort: str = "-date") -> QuerySet[Meeting]:
    """The meetings that a user may see, latest first, with body, chair, and how many decisions each took (`decided`)."""
    asked = filters or MeetingFilters()
    decided = (
        MeetingOutcome.objects.filter(meeting=OuterRef("pk"), decision__isnull=False)
        .order_by()
        .values("meeting")
        .annotate(number=Count("pk"))
        .values("number")
    )
    rows = (
        Meeting.objects.visible_to(user)
        .select_related("body", "moved_to")
        .annotate(decided=Coalesce(Subquery(decided), 0))
    )
    if asked.body.isdecimal() and len(asked.body) < 16:
        rows = rows.filter(body=int(asked.body))
    if asked.state:
        rows = rows.filter(state=asked.state)
    if asked.minutes:
        rows = rows.filter(minutes=asked.minutes, state="held")
    if asked.since:
        rows = rows.filter(on__gte=asked.since)
    if asked.until:
        rows = rows.filter(on__lte=asked.until)
    return rows.order_by(*SORTS.get(sort, SORTS["-date"]))


def upcoming(user: Any, *, today: date, most: int = 6) -> list[Meeting]:
    """The next planned meetings that a user may see, the nearest first."""
    return list(meetings(user, MeetingFilters(state="planned", since=today), sort="date")[:most])


def bodies_that_meet(user: Any) -> list[Body]:
    """The bodies whose meetings a user may see, by name; for a filter."""
    held = Meeting.objects.visible_to(user).values("body")
    return list(Body.objects.filter(pk__in=held).order_by("name", "pk"))


def bodies_to_call(user: Any, *, today: date) -> list[Body]:
    """The bodies that stand, and for which the user may call a meeting."""
    standing = Body.objects.visible_to(user).on(today).order_by("name", "pk")
    return [body for body in standing if user.may("meetings.keep", body)]


def others_planned(user: Any, meeting: Meeting) -> list[Any]:
    """The other planned meetings of its body, the nearest first, each with `words` to choose it by."""
    rows: list[Any] = list(
        Meeting.objects.visible_to(user)
        .filter(body=meeting.body_id, state="planned")
        .exclude(pk=meeting.pk)
        .select_related("body")
        .order_by("on", "starts", "number")
    )
    for one in rows:
        one.words = f"Meeting {one.number}, {when(one.on, one.starts)}"
    return rows


def meeting_alone(user: Any, number: int) -> Meeting:
    """One meeting without its parts, with its body; NotFound where there is none or the user may not see it."""
    found = (
        Meeting.objects.visible_to(user)
        .select_related(
            "body__resolution_style",
            "moved_to",
            "approved_at__body",
            "chaired_by__post",
            "chaired_by__person",
        )
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound("There is no such meeting.")
    return found


def meeting_for(user: Any, number: int) -> MeetingPage:
    """One meeting by its number, with agenda, attendance, outcomes and the state of its minutes."""
    waiting = SignOffRequest.objects.filter(body=OuterRef("body"), state="waiting")
    told = Decision.objects.filter(AWAITING, body=OuterRef("body"))
    promised = Promise.objects.standing().filter(body=OuterRef("body"))
    found = (
        Meeting.objects.visible_to(user)
        .select_related("body", "moved_to", "approved_at", "chaired_by__post", "chaired_by__person")
        .annotate(
            waiting=_count(waiting, "body"),
            told=_count(told, "body"),
            promised=_count(promised, "body"),
            printed_in=_count(PrintedMinutes.objects.filter(meeting=OuterRef("pk")), "meeting"),
        )
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound("There is no such meeting.")
    counted: Any = found
    if found.state == "printed":  # nothing stands here but the papers of it
        return MeetingPage(found, (), (), (), (), 0, 0, 0, counted.printed_in)
    prefetch_related_objects([found], *_parts())
    rows, quorums = list(found.attendings.all()), _quorums(found)
    by_item: dict[int, list[MeetingOutcome]] = {}
    for one in found.outcomes.all():
        by_item.setdefault(one.item_id, []).append(one)
    every = list(found.items.all())
    return MeetingPage(
        meeting=found,
        items=tuple(
            ItemOfMeeting(item, tuple(by_item.get(item.pk, ())), quorums.get(item.pk))
            for item in every
            if not item.withdrawn_reason
        ),
        taken_off=tuple(item for item in every if item.withdrawn_reason),
        attendance=by_attendance(rows),
        versions=tuple(found.minutes_versions.all()),
        waiting=counted.waiting,
        told=counted.told,
        promised=counted.promised,
        printed=counted.printed_in,
    )


def _parts() -> list[Prefetch[Any]]:
    return [
        Prefetch("items", AgendaItem.objects.in_order()),
        Prefetch("outcomes", MeetingOutcome.objects.select_related("decision").order_by("number")),
        Prefetch("attendings", _attending()),
        Prefetch("minutes_versions", MinutesVersion.objects.defer("words")),
    ]


def changes_of(meeting: Meeting) -> list[MeetingChange]:
    """What happened to a meeting after it was called, in order."""
    return list(meeting.changes.order_by("pk"))


def room_for(user: Any, number: int) -> Room:
    """A meeting with the seats of its day, its attendance and its quorum."""
    return room_of(meeting_alone(user, number))


def attendance_of(meeting: Meeting) -> list[Attending]:
    """The rows of a meeting's attendance, for a form that begins with them."""
    return list(_attending().filter(meeting=meeting))


def items_of(meeting: Meeting) -> list[AgendaItem]:
    """The items that stand on a meeting's agenda, in their order."""
    return list(meeting.items.filter(withdrawn_reason="").order_by("position", "number"))


def item_alone(user: Any, number: int, item: int) -> AgendaItem:
    """One item of a meeting by its number, with the meeting loaded."""
    found = (
        AgendaItem.objects.in_order()
        .filter(meeting__in=Meeting.objects.visible_to(user), meeting__number=number, number=item)
        .select_related("meeting__body", "closing")  # type: ignore[misc]
        .first()
    )
    if found is None:
        raise NotFound("There is no such item on the agenda.")
    return found


def item_for(user: Any, number: int, item: int) -> ItemPage:
    """One item with its outcomes and the quorum at it."""
    found = item_alone(user, number, item)
    outcomes = tuple(found.outcomes.select_related("decision").order_by("number"))
    for one in outcomes:
        one.meeting = found.meeting
    return ItemPage(found, outcomes, quorum_at(found))


def quorum_at(item: AgendaItem) -> QuorumThen | None:
    """Whether the meeting was quorate at an item; None while it is not recorded who was there."""
    return room_of(item.meeting, people=False).at(item.position) if item.meeting.state == "held" else None


def before_item(item: AgendaItem) -> list[Before]:
    """What waits for an item of its kind and has no outcome at this meeting yet: requests, decisions, minutes and corrections."""
    settled = set(
        item.meeting.outcomes.exclude(result="deferred").values_list("effect", "about_kind", "about_id")
    )
    from .minutes_before import minutes_before
    from .promises.before import promises_said_met

    found = {
        "sign-off": _requests,
        "ratify": _decisions,
        "minutes": minutes_before,
        "promises": promises_said_met,
    }.get(item.kind)
    rows = found(item.meeting) if found else []
    return [row for row in rows if (row.effect, *row.about) not in settled]


def recorded_meanwhile(item: AgendaItem, keys: Iterable[str]) -> list[MeetingOutcome]:
    """What this meeting recorded of things that stood before an item, by the keys of `Before`, in order; one statement."""
    about = Q(pk=None)
    for kind, _, key in (each.rpartition("-") for each in keys):
        if key.isdecimal() and len(key) < 19:
            about |= Q(about_kind=kind, about_id=int(key))
    return list(item.meeting.outcomes.filter(about).order_by("number"))


def minutes_version(user: Any, number: int, version: int | None = None) -> tuple[Meeting, MinutesVersion]:
    """A version of a meeting's minutes: that of a number, else the latest, which is the approved one once there is one."""
    meeting = meeting_alone(user, number)
    rows = meeting.minutes_versions.order_by("-number")
    found = rows.filter(number=version).first() if version is not None else rows.first()
    if found is None:
        raise NotFound("There is no such version of the minutes.")
    return meeting, found


def corrections_of(meeting: Meeting) -> list[MinutesCorrection]:
    """The corrections of a meeting's minutes in the order in which they were made."""
    rows = meeting.corrections.select_related("item", "agreed_at", "corrects")
    return list(rows.order_by("pk"))


def correction_for(user: Any, number: int, key: int) -> MinutesCorrection:
    """One correction of a meeting's minutes."""
    found = meeting_alone(user, number).corrections.select_related("item").filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such correction.")
    return found


def by_attendance(rows: Sequence[Attending]) -> tuple[tuple[str, tuple[Attending, ...]], ...]:
    """Rows by what part they took, in the order of the vocabulary; parts that nobody took are left out."""
    return tuple(
        (words, some)
        for kind, words in ATTENDANCES.items()
        if (some := tuple(row for row in rows if row.attendance == kind))
    )


def _quorums(meeting: Meeting) -> dict[int, QuorumThen]:
    """For each item the quorum at it; two statements, and none while the attendance is not recorded."""
    if meeting.state != "held":
        return {}
    seats = [
        chair_of(seat).facts
        for seat in Seat.objects.filter(body=meeting.body_id).on(meeting.on).select_related("post", "person")
    ]
    terms = BodyTerms.objects.filter(body=meeting.body_id).on(meeting.on).order_by("-since").first()
    rule = quorum_needed(terms, those_that_count(seats))
    place = places(seats)
    came = [came_of(row, ()) for row in meeting.attendings.all() if row.seat_id in place]
    return {item.pk: quorum_then(came, seats, rule, item.position) for item in meeting.items.all()}


def _attending() -> QuerySet[Attending]:
    return Attending.objects.select_related(
        "seat__post", "seat__person", "deputy", "from_item", "until_item"
    ).order_by("pk")


def _count(rows: QuerySet[Any], by: str) -> Any:
    counted = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _requests(meeting: Meeting) -> list[Before]:
    rows = requests_waiting(meeting.body, meeting.on)
    asked = [one.request.action_id for one in rows]
    waits = Decision.objects.filter(
        kind="sign-off", about_kind="action", about_id__in=asked, state="awaiting"
    ).order_by("number")
    held = {one.about_id: one for one in waits} if asked else {}
    return [_request(one, held.get(one.request.action_id)) for one in rows]


def _request(waiting: Waiting, held: Decision | None) -> Before:
    """held: a decision of an inquorate meeting that signs the action off as soon as it is ratified."""
    request, action = waiting.request, waiting.request.action
    pieces = len(request.evidence)
    evidence = f"{pieces} piece{'' if pieces == 1 else 's'} of evidence"
    warnings = [waiting.changes.words] if waiting.changes.words else []
    if held is not None:
        warnings.append(
            f"An inquorate meeting agreed on {held.on:%-d %B %Y} to sign it off: decision {held.number} waits. "
            "Say at the item of decisions to ratify whether it is ratified, and leave this row as it is."
        )
    said = f"Put before the body on {request.asked_on:%-d %B %Y} by {request.by_name}, with {evidence}"
    return Before(
        key=f"action-{action.pk}",
        effect="sign-off",
        about=("action", action.pk),
        words=f"Plan {action.plan.number}, {action.label}: {action.title}",
        draft=f"RESOLVED: That {_lower_first(action.label)} of plan {action.plan.number}, “{action.title}”, be signed off.",
        note=said + (f": {request.words}" if request.words else "."),
        hash=request.evidence_sha256,
        warn=" ".join(warnings),
        address=("action", (action.plan.number, action.number)),
    )


def _decisions(meeting: Meeting) -> list[Before]:
    rows = (
        Decision.objects.filter(to_be_told(bodies_before(meeting.body)), on__lte=meeting.on)
        .exclude(place_kind="meeting-outcome", outcome__meeting=meeting)
        .select_related("body", "delegation", "taken_by")
        .order_by("on", "number")
    )
    return [_decision(one) for one in rows]


def _decision(one: Decision) -> Before:
    how = {
        "meeting": "taken at an inquorate meeting; it has no effect until it is ratified",
        "delegation": f"taken by {one.taken_by_words} under {one.delegation}",
        "urgency": f"taken in urgency by {one.taken_by_words}: {one.urgency_reason}",
    }[one.authority]
    verb = "ratified" if one.authority == "meeting" else "noted and confirmed"
    return Before(
        key=f"decision-{one.pk}",
        effect="ratify",
        about=("decision", one.pk),
        words=f"Decision {one.number} of {one.on:%-d %B %Y}: {one.words}",
        draft=f"RESOLVED: That decision {one.number} of {one.on:%-d %B %Y} be {verb}.",
        note=f"It was {how}.",
        address=("decision", (one.number,)),
    )


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:] if words.startswith("Action ") else words
