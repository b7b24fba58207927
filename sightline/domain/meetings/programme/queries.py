"""The readers of work programmes: the list, one entry with its history, what is proposed for it, and where it can be placed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, DateField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from sightline.domain.governance.models import Body, Decision, Post
from sightline.domain.plans.models import Milestone, Plan
from sightline.ground.lib.errors import NotFound

from ..models import Meeting, ProgrammeEntry, ProgrammeQuerySet, ProgrammeStep, Promise
from ..moving_rules import when
from ..promises.rules import short
from ..standing import bodies_before
from .rules import PROPOSED, fits, needs_a_word

ALL, PASSED, NOBODY = "all", "passed", "none"
SORTS: dict[str, tuple[Any, ...]] = {
    "when": ("needs", F("comes").asc(nulls_last=True), "number"),
    "-when": (F("comes").desc(nulls_last=True), "-number"),
    "number": ("number",),
    "-number": ("-number",),
    "body": ("body__name", "needs", F("comes").asc(nulls_last=True), "number"),
    "-body": ("-body__name", "needs", F("comes").asc(nulls_last=True), "number"),
    "state": ("state", "needs", F("comes").asc(nulls_last=True), "number"),
    "-state": ("-state", "needs", F("comes").asc(nulls_last=True), "number"),
}


@dataclass(frozen=True, slots=True)
class ProgrammeFilters:
    """What a programme is narrowed to.

    state   a key of ENTRY_STATES; PASSED: what needs a word; ALL: considered and dropped too; "": neither of these two
    asks    a key of ASKS, or NOBODY: not stated; owner: the id of a post, or NOBODY
    source  a key of SOURCES
    """

    text: str = ""
    body: str = ""
    state: str = ""
    asks: str = ""
    owner: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry with every step, earliest first. needs: why it has to be looked at, "" where it need not be."""

    entry: ProgrammeEntry
    steps: tuple[ProgrammeStep, ...]
    needs: str


@dataclass(frozen=True, slots=True)
class Place:
    """A planned meeting on whose agenda an entry can be put. fit: how it fits the time that the entry names, "" where unknown."""

    meeting: Meeting
    words: str
    fit: str
    late: bool


def entries(
    user: Any, filters: ProgrammeFilters | None = None, *, today: date, sort: str = "when"
) -> ProgrammeQuerySet:
    """The entries that a user may see, with body, owner, source and item; first what needs a word, then by time.

    Each has `needs` (0: its time has passed without a meeting) and `comes` (the day of its meeting, else the end of its time).
    """
    asked = filters or ProgrammeFilters()
    rows = ProgrammeEntry.objects.visible_to(user).select_related(
        "body", "owner", "promise", "decision", "milestone__plan", "item__meeting__body"
    )
    rows = _narrowed(rows, asked)
    passed = _passed(today)
    rows = rows.annotate(
        needs=Case(When(passed, then=Value(0)), default=Value(1), output_field=IntegerField()),
        comes=Coalesce("item__meeting__on", "last", "first", output_field=DateField()),
    )
    if asked.state == PASSED:
        rows = rows.filter(passed)
    elif asked.state and asked.state != ALL:
        rows = rows.filter(state=asked.state)
    elif not asked.state:
        rows = rows.standing()
    return rows.order_by(*SORTS.get(sort, SORTS["when"]))


def _passed(today: date) -> Q:
    return Q(state="open", last__lt=today) | Q(state="placed", item__meeting__on__lt=today)


def _narrowed(rows: ProgrammeQuerySet, asked: ProgrammeFilters) -> ProgrammeQuerySet:
    if words := asked.text.strip().replace("\x00", ""):
        found = Q(subject__icontains=words) | Q(reason__icontains=words) | Q(timing__icontains=words)
        if words.isascii() and words.isdecimal() and len(words) < 9:
            found |= Q(number=int(words))
        rows = rows.filter(found)
    if asked.body.isascii() and asked.body.isdecimal() and len(asked.body) < 16:
        rows = rows.filter(body=int(asked.body))
    if asked.asks:
        rows = rows.filter(asks="" if asked.asks == NOBODY else asked.asks)
    if asked.source:
        rows = rows.filter(source=asked.source)
    if asked.owner == NOBODY:
        rows = rows.filter(owner=None)
    elif asked.owner.isascii() and asked.owner.isdecimal() and len(asked.owner) < 16:
        rows = rows.filter(owner=int(asked.owner))
    return rows


def needs_words(entry: ProgrammeEntry, today: date) -> str:
    """Why an entry has to be looked at first. Reads its item and meeting."""
    return needs_a_word(entry.state, entry.last, entry.item.meeting.on if entry.item else None, today)


def entry_for(user: Any, number: int, today: date) -> EntryPage:
    """One entry by its number with its history; NotFound where there is none or the user may not see it."""
    found = (
        ProgrammeEntry.objects.visible_to(user)
        .select_related("body", "owner", "promise", "decision", "milestone__plan", "item__meeting__body")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound("There is no such entry on a work programme.")
    steps = ProgrammeStep.objects.filter(entry=found).order_by("pk")
    return EntryPage(found, tuple(steps), needs_words(found, today))


def programme_body(user: Any, key: int) -> Body:
    """A body whose programme the user may see."""
    found = Body.objects.visible_to(user).filter(pk=key).first()
    if found is None or not user.may("meetings.see", found):
        raise NotFound("There is no such body.")
    return found


def proposals(user: Any, body: Body, most: int = 50) -> list[Promise]:
    """The promises of a report, or to bring something back, to a body or to those that it followed, that are on no programme; the
    next due first."""
    there = ProgrammeEntry.objects.filter(promise=OuterRef("pk"))
    rows = (
        Promise.objects.visible_to(user)
        .standing()
        .filter(kind__in=list(PROPOSED), body__in=bodies_before(body))
    )
    rows = rows.filter(~Exists(there)).select_related("body", "owner_post", "owner_body")
    return list(rows.order_by(F("due").asc(nulls_last=True), "number")[:most])


def promise_proposed(user: Any, number: int) -> Promise:
    """A promise by its number, to take it in."""
    found = Promise.objects.visible_to(user).select_related("body").filter(number=number).first()
    if found is None:
        raise NotFound("There is no such promise.")
    return found


def places_of(user: Any, entry: ProgrammeEntry, today: date) -> list[Place]:
    """The planned meetings of the body from a day on, the nearest first, and how each fits the time of the entry."""
    rows = list(
        Meeting.objects.visible_to(user)
        .filter(body=entry.body_id, state="planned", on__gte=today)
        .select_related("body")
        .order_by("on", "number")
    )
    return [
        Place(
            one,
            when(one.on, one.starts),
            fits(entry.first, entry.last, entry.timing, one.on, place == 0),
            one.agenda_sent_on is not None,
        )
        for place, one in enumerate(rows)
    ]


def bodies_with_programme(user: Any) -> list[Body]:
    """The bodies of entries that the user may see, by name; for a filter."""
    held = ProgrammeEntry.objects.visible_to(user).values("body")
    return list(Body.objects.filter(pk__in=held).order_by("name", "pk"))


def bodies_to_add_to(user: Any, today: date) -> list[Body]:
    """The bodies that stand, and on whose programme the user may put something."""
    standing = Body.objects.visible_to(user).on(today).order_by("name", "pk")
    return [body for body in standing if user.may("meetings.keep", body)]


def owners_of_entries(user: Any, body: Body | None = None) -> list[tuple[str, str]]:
    """Who has entries in hand that the user may see; for a filter."""
    seen: QuerySet[ProgrammeEntry] = ProgrammeEntry.objects.visible_to(user)
    if body is not None:
        seen = seen.filter(body=body)
    posts = Post.objects.filter(pk__in=seen.values("owner")).order_by("title", "pk")
    return [(str(one.pk), str(one)) for one in posts]


def sources_to_choose(user: Any, body: Body, most: int = 40) -> list[tuple[str, str]]:
    """Who may have asked for it: ("promise-3", words) of promises to the body, its decisions, milestones to come."""
    line = bodies_before(body)
    promised = Promise.objects.visible_to(user).standing().filter(body__in=line).order_by("-number")[:most]
    decided = Decision.objects.visible_to(user).filter(body__in=line).order_by("-on", "-number")[:most]
    coming = Milestone.objects.filter(
        plan__in=Plan.objects.visible_to(user), done_on=None, ended_on=None, replaced_by=None
    ).order_by(F("due").asc(nulls_last=True), "pk")[:most]
    return [
        *((f"promise-{one.pk}", f"Promise {one.number}: {short(one.words, 80)}") for one in promised),
        *((f"decision-{one.pk}", f"Decision {one.number}: {short(one.words, 80)}") for one in decided),
        *((f"milestone-{one.pk}", f"Milestone: {short(one.title, 80)}") for one in coming),
    ]


def source_chosen(user: Any, chosen: str) -> Promise | Decision | Milestone | None:
    """The thing that was chosen in a form; None for the body itself. Raises NotFound for what the user may not see."""
    kind, _, key = chosen.partition("-")
    if not key.isdecimal() or len(key) > 15:
        return None
    rows: dict[str, Any] = {
        "promise": Promise.objects.visible_to(user),
        "decision": Decision.objects.visible_to(user),
        "milestone": Milestone.objects.filter(plan__in=Plan.objects.visible_to(user)),
    }
    found: Any = rows[kind].filter(pk=int(key)).first() if kind in rows else None
    if found is None:
        raise NotFound("There is nothing like that to have asked for it.")
    chosen_thing: Promise | Decision | Milestone = found
    return chosen_thing
