"""What the chair of a meeting looks at on one page: the items, the promises, the figures, and questions drawn from held facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, JSONField, OuterRef, Q, Subquery, Value, When, Window
from django.db.models.functions import Coalesce, JSONObject

from sightline.domain.governance.models import BodyTerms, Seat
from sightline.domain.governance.quorum import Quorum, quorum_needed
from sightline.domain.meetings.agenda_rules import HAVE_FACTS
from sightline.domain.meetings.commands.circulating import VACANT
from sightline.domain.meetings.meeting_rules import those_that_count
from sightline.domain.meetings.models import (
    AgendaItem,
    CirculationTo,
    Meeting,
    Paper,
    PrintedScore,
    Promise,
    PromiseStep,
)
from sightline.domain.meetings.promises.facts import facts_of
from sightline.domain.meetings.promises.queries import by_day_owed
from sightline.domain.meetings.promises.rules import lateness, short
from sightline.domain.meetings.room import chair_of
from sightline.domain.plans.models import Action, ActionBody, Figure
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound
from sightline.ground.lib.working_days import england

from ..brief_rules import (
    ActionOfBrief,
    Address,
    PromiseOfBrief,
    Question,
    RisenScore,
    questions,
    worse_or_unknown,
)
from .home_boards import Moved, counts_of, moved_of
from .home_lead import stands_of
from .home_promises import Asked, asked_of

MOST_ITEMS, MOST_PROMISES, MOST_FIGURES, MOST_QUESTIONS = 12, 6, 3, 6  # so many fit on one sheet of A4
# What usual items ask of a body; the first two by their titles, for they are of no kind of their own.
OPENING = {
    "Apologies, substitutes and interests": "Say who is away, who stands in, and who has an interest.",
    "Apologies and substitutes": "Say who is away and who stands in.",
}
USUAL = {
    "interests": "Say who has an interest in an item.",
    "speaking": "Hear those who registered to speak.",
    "programme": "Say what is to come to the next meetings.",
}
MOST_READ = 60  # actions that could be asked about, the worst first


@dataclass(frozen=True, slots=True)
class ItemOfBrief:
    """An item. asked: what is asked of the body, "" where nothing is stated; before: what came of it at the last meeting."""

    item: AgendaItem
    asked: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """A meeting on one page. Every list says with `more_...` how much it leaves out.

    quorum     what the quorum comes to on the day; vacant: seats that count and that nobody holds; apologies: recorded so far
    last       when the body last met before the meeting, None where that is not recorded
    asked      what the body asked for, in counts; promises: outstanding, the longest overdue first
    moved      what changed since in the plans in which the body has a part
    figures    those that got worse, then those without a value, each with the page where it stands
    """

    meeting: Meeting
    quorum: Quorum
    vacant: int
    apologies: int
    last: date | None
    items: tuple[ItemOfBrief, ...]
    more_items: int
    asked: Asked
    promises: tuple[PromiseOfBrief, ...]
    more_promises: int
    moved: tuple[Moved, ...]
    figures: tuple[tuple[str, Address], ...]
    more_figures: int
    questions: tuple[Question, ...]


def brief_for(user: User, number: int, today: date) -> Brief:
    """The brief of a meeting; raises NotFound for one that the user may not see. Eight statements, however much there is."""
    meeting = _meeting(user, number)
    body, day = meeting.body_id, min(meeting.on, today)
    facts = counts_of(user, [body], day)[body]
    last = facts["last"].on if facts.get("last") else None
    promises, standing = _promises(user, body, day)
    actions = _actions(user, body)
    scores = _scores(user, body, last)
    figures = worse_or_unknown(actions, scores)
    items = _items(meeting, facts, standing)
    quorum, vacant = _quorum(meeting)
    return Brief(
        meeting=meeting,
        quorum=quorum,
        vacant=vacant,
        apologies=meeting.apologies,
        last=last,
        items=tuple(items[:MOST_ITEMS]),
        more_items=max(0, len(items) - MOST_ITEMS),
        asked=asked_of(user, {body: facts}, day, name_late=False)[body],
        promises=tuple(promises[:MOST_PROMISES]),
        more_promises=standing - len(promises[:MOST_PROMISES]),
        moved=tuple(moved_of(user, {body: last}, today).get(body, ())) if last else (),
        figures=tuple(figures[:MOST_FIGURES]),
        more_figures=max(0, len(figures) - MOST_FIGURES),
        questions=tuple(questions(promises, actions, scores, day, MOST_QUESTIONS)),
    )


@dataclass(frozen=True, slots=True)
class _Terms:
    """What the terms of the day say of the quorum."""

    quorum_number: int | None
    quorum_share_of: int | None
    quorum_words: str


def _meeting(user: User, number: int) -> Any:
    """The meeting with its body, how many apologies are recorded, and what the terms of the day say of its quorum."""
    terms = BodyTerms.objects.filter(body=OuterRef("body")).on(OuterRef("on"))  # type: ignore[arg-type]
    said = JSONObject(**{name: name for name in _Terms.__slots__})
    found = (
        Meeting.objects.visible_to(user)
        .select_related("body")
        .annotate(
            apologies=Count("attendings", filter=Q(attendings__attendance="apologies")),
            terms=Subquery(terms.order_by("-since").values(said=said)[:1], output_field=JSONField()),
        )
        .filter(number=number)
        .first()
    )
    if found is None:
        raise NotFound("There is no such meeting.")
    return found


def _quorum(meeting: Any) -> tuple[Quorum, int]:
    """What the quorum comes to on that day, and how many seats that count are vacant."""
    seats = Seat.objects.filter(body=meeting.body_id).on(meeting.on).select_related("post", "person")
    counted = those_that_count([chair_of(seat).facts for seat in seats.order_by("pk")])
    terms = _Terms(**meeting.terms) if meeting.terms else None
    return quorum_needed(terms, counted), sum(seat.vacant for seat in counted)


def _items(meeting: Meeting, facts: Mapping[str, Any], standing: int) -> list[ItemOfBrief]:
    """The items in order, with what is asked of the body and what came of those of the same name when it last met."""
    met = facts["last"].number if facts.get("last") else None
    rows = (
        AgendaItem.objects.filter(Q(meeting=meeting) | Q(meeting__number=met), withdrawn_reason="")
        .annotate(came=Count("outcomes"))
        .order_by("position", "number")
    )
    found = list(rows)
    again = (row for row in found if row.meeting_id != meeting.pk and not _is_usual(row))
    before = {row.title.casefold(): row for row in again}
    return [
        ItemOfBrief(row, _asked(row, facts, standing), _before(before.get(row.title.casefold())))
        for row in found
        if row.meeting_id == meeting.pk
    ]


def _asked(item: AgendaItem, facts: Mapping[str, Any], standing: int) -> str:
    """What an item asks of the body, from what waits for it; else its purpose, and "" where none is stated."""
    met = facts.get("promise-said-met", 0)
    waits = {
        "minutes": (facts.get("to-approve", 0), "Approve {} of minutes.", "set", "sets"),
        "ratify": (facts.get("to-ratify", 0), "Ratify or hear of {}.", "decision", "decisions"),
        "sign-off": (facts.get("ready", 0), "Say of {} whether to sign off.", "action", "actions"),
        "promises": (met, "Say of {} said to be met whether to discharge.", "promise", "promises"),
    }
    if item.kind in waits:
        count, words, one, many = waits[item.kind]
        if count:
            return words.format(f"{count} {one if count == 1 else many}")
        if item.kind == "promises" and standing:
            return "None is said to be met. Hear how the outstanding ones stand."
        return "Nothing waits for it."
    return item.purpose or USUAL.get(item.kind) or OPENING.get(item.title, "")


def _is_usual(item: AgendaItem) -> bool:
    """Whether an item stands on each agenda, so that what came of the last one says nothing of this one."""
    return item.title in OPENING or item.kind in HAVE_FACTS or item.kind in USUAL


def _before(row: Any) -> str:
    if row is None:
        return ""
    came = "1 outcome" if row.came == 1 else f"{row.came} outcomes"
    return f"On the last agenda too: {came if row.came else 'no outcome recorded'}."


def _promises(user: User, body: int, day: date) -> tuple[list[PromiseOfBrief], int]:
    """Its outstanding promises, the longest overdue on that day first and then the next due, as many as could be asked about; and
    how many there are in all. One statement."""
    steps = PromiseStep.objects.filter(promise=OuterRef("pk"), kind="date")
    left_out = CirculationTo.objects.filter(circulation__promise=OuterRef("pk"), sent=False).exclude(
        reason=VACANT
    )
    seen = Promise.objects.visible_to(user).standing().filter(Q(body=body) | Q(body__successor=body))
    rows = by_day_owed(seen).annotate(of=Window(Count("pk")), moved=_number(steps), out=_number(left_out))
    found = list(
        rows.order_by("state", F("owed_on").asc(nulls_last=True), "number")[:MOST_READ]
    )  # open before said-met
    promises = [
        PromiseOfBrief(facts_of(one), lateness(facts_of(one), day, england()), one.moved, one.out)
        for one in found
    ]
    return promises, found[0].of if found else 0


def _number(rows: Any) -> Any:
    """How many rows of a subquery there are."""
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(of=Count("pk")).values("of")
    return Coalesce(Subquery(counted), 0)


def _actions(user: User, body: int) -> list[ActionOfBrief]:
    """The actions in force on which the body sits as one who looks, off track and longest silent first; one statement."""
    looks = ActionBody.objects.filter(action=OuterRef("pk"), body=body, until=None).exclude(layer="deliver")
    figures = Figure.objects.filter(action=OuterRef("pk"), until=None, value__isnull=False)
    rows = (
        Action.objects.visible_to(user)
        .filter(Exists(looks), ended_on=None, plan__state="active")
        .annotate(aims=Exists(figures.filter(role="target")), measured=Exists(figures.filter(role="actual")))
        .select_related("plan")
        .order_by(
            Case(When(confidence="off-track", then=0), When(impact="worse", then=1), default=2),
            F("last_updated").asc(nulls_first=True),
            "plan__number",
            "number",
        )
    )
    return [
        ActionOfBrief(
            one.plan.number, one.number, f"Action {one.ref or one.number} “{short(one.title, 50)}”",
            stands_of(one), one.aims, one.measured,
        )
        for one in rows[:MOST_READ]
    ]  # fmt: skip


def _scores(user: User, body: int, since: date | None) -> list[RisenScore]:
    """Scores of risks that rose in papers of the body since it last met; one statement."""
    rose = Q(gross__gt=F("gross_from")) | Q(net__gt=F("net_from"))
    papers = Paper.objects.visible_to(user).standing().filter(body=body, date__gt=since or date.min)
    rows = PrintedScore.objects.filter(rose, paper__in=papers).select_related("paper")
    found = []
    for row in rows.order_by("-paper__date", "position")[: 2 * MOST_FIGURES]:
        for kind, old, new in (("gross", row.gross_from, row.gross), ("net", row.net_from, row.net)):
            if old is not None and new is not None and new > old:
                found.append(RisenScore(row.paper.number, short(str(row), 80), kind, old, new))
    return found
