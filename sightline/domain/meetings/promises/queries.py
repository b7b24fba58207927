"""The readers of promises: the register, one promise with its history, and what of outcomes nobody has decided about yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    Q,
    When,
)
from django.db.models.functions import Least

from sightline.domain.evidence.models import Evidence
from sightline.domain.governance.models import Body, Post, Seat
from sightline.ground.lib.errors import NotFound

from ..models import (
    Circulation,
    MeetingOutcome,
    Paper,
    ProgrammeEntry,
    Promise,
    PromiseQuerySet,
    PromiseStep,
)
from ..standing import bodies_before

_DUE = (F("due").asc(nulls_last=True), "-number")
SORTS: dict[str, tuple[Any, ...]] = {
    "due": _DUE,
    "-due": (F("due").desc(nulls_last=True), "-number"),
    "number": ("number",),
    "-number": ("-number",),
    "-made": (F("made_on").desc(nulls_last=True), "-number"),
    "made": (F("made_on").asc(nulls_last=True), "number"),
    "body": (F("body__name").asc(nulls_last=True), *_DUE),
    "-body": (F("body__name").desc(nulls_last=True), *_DUE),
    "state": ("state", *_DUE),
    "-state": ("-state", *_DUE),
}
STANDING, NO_DAY, ALL = "standing", "no-day", "all"  # filters beside the states
NOBODY = "none"


@dataclass(frozen=True, slots=True)
class PromiseFilters:
    """What the register is narrowed to.

    state    a key of PROMISE_STATES, or STANDING: what is not ended
    owner    "post:3", "body:4", or NOBODY: who owes it is not stated
    overdue  "yes": late by its day or the executive's two months; NO_DAY: no day is stated
    """

    text: str = ""
    body: str = ""
    state: str = ""
    kind: str = ""
    owner: str = ""
    overdue: str = ""


@dataclass(frozen=True, slots=True)
class PromisePage:
    """A promise with its history, earliest first.

    place      the address of where the words stand, None where they stand in none
    programme  the entries of work programmes that it gave rise to
    """

    promise: Promise
    steps: tuple[PromiseStep, ...]
    place: tuple[str, tuple[Any, ...], str] | None
    sees_evidence: bool
    circulations: tuple[Circulation, ...]
    programme: tuple[ProgrammeEntry, ...]


@dataclass(frozen=True, slots=True)
class YearOfPromises:
    """How many promises of a municipal year there are by state, `asked` of all and `late` of those that are overdue now.

    year: "2024/25"; "" where the day is not stated
    """

    year: str
    counts: dict[str, int]

    def of(self, state: str) -> int:
        return self.counts.get(state, 0)


@dataclass(frozen=True, slots=True)
class BodyPromises:
    """What a body asked for, the latest first, and the years with their counts, the latest first."""

    body: Body
    rows: PromiseQuerySet
    years: tuple[YearOfPromises, ...]


def promises(
    user: Any, filters: PromiseFilters | None = None, *, today: date, sort: str = "due"
) -> PromiseQuerySet:
    """The promises that a user may see, with body, owner and decision; by default the next due first, those without a day last."""
    asked = filters or PromiseFilters()
    rows = _with_all(Promise.objects.visible_to(user))
    if words := asked.text.strip().replace("\x00", ""):
        number = words.casefold().removeprefix("promise").strip()
        found = Q(words__icontains=words) | Q(owner_words__icontains=words) | Q(place_words__icontains=words)
        # Looked up once among posts and bodies, and not for every promise.
        found |= Q(owner_post__in=Post.objects.filter(title__icontains=words).values("pk"))
        found |= Q(owner_body__in=Body.objects.filter(name__icontains=words).values("pk"))
        if number.isascii() and number.isdecimal() and len(number) < 9:
            found |= Q(number=int(number))
        rows = rows.filter(found)
    if asked.body == NOBODY:
        rows = rows.filter(body=None)
    elif asked.body.isascii() and asked.body.isdecimal() and len(asked.body) < 16:
        rows = rows.filter(body=int(asked.body))
    if asked.state == STANDING:
        rows = rows.standing()
    elif asked.state:
        rows = rows.filter(state=asked.state)
    if asked.kind:
        rows = rows.filter(kind="" if asked.kind == NOBODY else asked.kind)
    rows = _owed_by(rows, asked.owner)
    if asked.overdue == "yes":
        rows = rows.overdue(today)
    elif asked.overdue == NO_DAY:
        rows = rows.filter(due=None)
    return rows.order_by(*SORTS.get(sort, SORTS["due"]))


def part_of(found: PromiseQuerySet, first: int, last: int) -> list[Promise]:
    """The rows from one place to another of what `promises` found, in the same order. Two statements: the keys of these rows, and
    the rows with what they join. In one, a database joins all that was found before it leaves most of it out."""
    keys = list(found.select_related(None).values_list("pk", flat=True)[first:last])
    rows = _with_all(Promise.objects.filter(pk__in=keys)).in_bulk()
    return [rows[key] for key in keys]


def _with_all(rows: PromiseQuerySet) -> PromiseQuerySet:
    return rows.select_related(
        "body", "owner_post", "owner_body", "decision", "outcome__paper", "meeting_outcome__meeting"
    )


def promises_to(user: Any, bodies: Sequence[int]) -> PromiseQuerySet:
    """What was promised to these few bodies and is not discharged, the longest owed first, those without a day last."""
    return by_day_owed(Promise.objects.visible_to(user).standing().filter(body__in=bodies))


def by_day_owed(rows: PromiseQuerySet) -> PromiseQuerySet:
    """With body and owner, in the order of `owed_on`: their own day, or the last of the executive's two months where it has not
    answered and that comes before; those without a day last."""
    asked = Case(When(answer="", then=F("answer_due")))
    owed_on = Case(When(due=None, then=asked), When(Q(answer_due=None) | ~Q(answer=""), then=F("due")),
                   default=Least(F("due"), F("answer_due")))  # fmt: skip
    found = rows.annotate(owed_on=owed_on).select_related("body", "owner_post", "owner_body")
    return found.order_by(F("owed_on").asc(nulls_last=True), "number")


def _owed_by(rows: PromiseQuerySet, owner: str) -> PromiseQuerySet:
    if owner == NOBODY:
        return rows.filter(owner_post=None, owner_body=None, owner_words="")
    kind, _, key = owner.partition(":")
    if kind in ("post", "body") and key.isascii() and key.isdecimal() and len(key) < 16:
        return rows.filter(**{f"owner_{kind}": int(key)})
    return rows


def promise_alone(user: Any, number: int) -> Promise:
    """One promise by its number; NotFound where there is none or the user may not see it."""
    found = (
        Promise.objects.visible_to(user)
        .select_related("body", "owner_post", "owner_body")
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound("There is no such promise.")
    return found


def promise_for(user: Any, number: int) -> PromisePage:
    """One promise with every step and where its words stand."""
    found = (
        Promise.objects.visible_to(user)
        .select_related(
            "body__successor", "owner_post", "owner_body", "decision", "outcome__paper", "outcome__item",
            "meeting_outcome__meeting", "meeting_outcome__item", "met_evidence", "met_paper",
        )
        .filter(number=number)
        .first()
    )  # fmt: skip
    if found is None:
        raise NotFound("There is no such promise.")
    steps = PromiseStep.objects.filter(promise=found).select_related("decision", "evidence", "paper")
    circulated = (
        Circulation.objects.filter(promise=found).select_related("paper").prefetch_related("recipients")
    )
    return PromisePage(
        found,
        tuple(steps.order_by("pk")),
        place_of(found),
        user.may_anywhere("evidence.see"),
        tuple(circulated),
        tuple(ProgrammeEntry.objects.visible_to(user).filter(promise=found).order_by("number")),
    )


def place_of(promise: Promise) -> tuple[str, tuple[Any, ...], str] | None:
    """Name, parts and anchor of the page where the words stand. Reads the outcome with its paper or meeting and item."""
    if promise.outcome is not None:
        return "paper", (promise.outcome.paper.number,), f"outcome-{promise.outcome.number}"
    if promise.meeting_outcome is not None:
        one = promise.meeting_outcome
        return "meeting-item", (one.meeting.number, one.item.number), ""
    return None


def promises_of_paper(user: Any, paper: Paper) -> dict[int, list[Promise]]:
    """The promises that were taken up from a paper, by the id of the outcome; one statement."""
    rows = Promise.objects.visible_to(user).filter(outcome__paper=paper).order_by("number")
    found: dict[int, list[Promise]] = {}
    for one in rows:
        found.setdefault(one.outcome_id or 0, []).append(one)
    return found


def promises_of_item(user: Any, outcomes: Sequence[MeetingOutcome]) -> dict[int, list[Promise]]:
    """The promises that were taken up from outcomes of a meeting, by the id of the outcome; one statement."""
    rows = Promise.objects.visible_to(user).filter(meeting_outcome__in=[one.pk for one in outcomes])
    found: dict[int, list[Promise]] = {}
    for one in rows.order_by("number"):
        found.setdefault(one.meeting_outcome_id or 0, []).append(one)
    return found


def bodies_to_promise(user: Any, today: date) -> list[Body]:
    """The bodies that stand, and of which the user may keep the promises."""
    standing = Body.objects.visible_to(user).on(today).order_by("name", "pk")
    return [body for body in standing if user.may("promises.keep", body)]


def body_promises(user: Any, key: int, today: date) -> BodyPromises:
    """What a body, and those that it followed, asked for: latest first, and counted by municipal year."""
    body = Body.objects.visible_to(user).filter(pk=key).first()
    if body is None:
        raise NotFound("There is no such body.")
    seen = Promise.objects.visible_to(user).filter(body__in=bodies_before(body))
    years: dict[int | None, dict[str, int]] = {}
    late = Q(state="open") & (Q(due__lt=today) | Q(answer_due__lt=today, answer=""))
    grouped = seen.order_by().values_list("made_on", "state")
    for made_on, state, asked, overdue in grouped.annotate(asked=Count("pk"), late=Count("pk", filter=late)):
        counts = years.setdefault(_municipal_year(made_on), {"asked": 0, "late": 0})
        counts["asked"] += asked
        counts["late"] += overdue
        counts[state] = counts.get(state, 0) + asked
    known = sorted(
        ((year, counts) for year, counts in years.items() if year is not None), key=lambda one: -one[0]
    )
    rows = seen.select_related("body", "owner_post", "owner_body", "decision", "met_paper")
    return BodyPromises(
        body,
        rows.order_by(*SORTS["-made"]),
        tuple(YearOfPromises(f"{year}/{(year + 1) % 100:02}", counts) for year, counts in known)
        + ((YearOfPromises("", years[None]),) if None in years else ()),
    )


def _municipal_year(day: date | None) -> int | None:
    """The year in which the municipal year of a day begins: it runs from May to April."""
    return None if day is None else day.year - (day.month < 5)


def made_to_and_owed_by(user: Any) -> tuple[list[Body], list[tuple[str, str]]]:
    """For filters: the bodies to which a promise was made that the user may see, and who owes one: ("post:3", words),
    ("body:4", words). By name; two statements."""
    seen = Promise.objects.visible_to(user)
    made, owes, of_posts = (
        seen.filter(**{f"{name}__isnull": False}).values(name)
        for name in ("body", "owner_body", "owner_post")
    )
    said = {
        "made": ExpressionWrapper(Q(pk__in=made), BooleanField()),
        "owes": ExpressionWrapper(Q(pk__in=owes), BooleanField()),
    }
    bodies = list(Body.objects.annotate(**said).order_by("name", "pk"))  # there are few; promises may be many
    posts = Post.objects.filter(pk__in=of_posts).order_by("title", "pk")
    owners = [(f"post:{one.pk}", str(one)) for one in posts]
    owners += [(f"body:{one.pk}", one.name) for one in bodies if one.owes]
    return [one for one in bodies if one.made], owners


def owners_to_choose(user: Any, today: date) -> list[tuple[str, str]]:
    """The posts and bodies of a day that may be said to owe something."""
    posts = Post.objects.visible_to(user).on(today).order_by("title", "team", "pk")
    bodies = Body.objects.visible_to(user).on(today).order_by("name", "pk")
    return [(f"post:{one.pk}", str(one)) for one in posts] + [(f"body:{one.pk}", one.name) for one in bodies]


def members_to_choose(promise: Promise, day: date) -> list[tuple[str, str]]:
    """The seats of its body that somebody holds on a day, for who had a paper."""
    seats = Seat.objects.filter(body=promise.body_id).on(day).select_related("post", "person").order_by("pk")
    return [
        (str(seat.pk), f"{seat.get_role_display()}: {seat}")
        for seat in seats
        if seat.post_id or seat.person_id
    ]


def evidence_to_choose(user: Any) -> list[tuple[str, str]]:
    """The evidence on record that a user may see, the latest 200."""
    rows = Evidence.objects.visible_to(user).standing()[:200]
    return [(str(one.pk), one.title) for one in rows]


def papers_to_choose(user: Any) -> list[tuple[str, str]]:
    """The papers in the register that a user may see, the latest 200."""
    rows = Paper.objects.visible_to(user).standing().only("pk", "number", "title")[:200]
    return [(str(one.pk), f"Paper {one.number}: {one.title}") for one in rows]


def evidence_of(user: Any, pk: str) -> Evidence | None:
    return _one(Evidence.objects.visible_to(user).standing(), pk, "evidence")


def paper_of(user: Any, pk: str) -> Paper | None:
    return _one(Paper.objects.visible_to(user).standing(), pk, "paper")


def paper_chosen(user: Any, pk: str) -> Paper:
    """As `paper_of`, where one has to be chosen. Raises NotFound where none was."""
    found = paper_of(user, pk)
    if found is None:
        raise NotFound("There is no such paper.")
    return found


def body_of(user: Any, pk: str) -> Body:
    """A body by what a form sent. Raises NotFound where none was chosen or the user may not see it."""
    found: Body | None = _one(Body.objects.visible_to(user), pk, "body")
    if found is None:
        raise NotFound("There is no such body.")
    return found


def _one(rows: Any, pk: str, what: str) -> Any:
    if not pk:
        return None
    found = rows.filter(pk=int(pk)).first() if pk.isascii() and pk.isdecimal() and len(pk) < 16 else None
    if found is None:
        raise NotFound(f"There is no such {what}.")
    return found


# Outcomes -------------------------------------------------------------------------------------------------------------
