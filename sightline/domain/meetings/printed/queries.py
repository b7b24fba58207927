"""The readers of published minutes: of which meeting a paper may tell, what it says of it, and what is to be completed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sightline.domain.governance.models import Body
from sightline.ground.lib.errors import NotFound

from ..drafts import ATTENDANCE_ROLES
from ..meeting_words import MEETING_STATES
from ..models import (
    AgendaItem,
    Attendance,
    Item,
    Meeting,
    NotKnown,
    Outcome,
    Paper,
    PaperCorrection,
    PrintedMinutes,
    Promise,
)
from ..moving_rules import when
from . import rules
from .facts import body_of_day, items_held, items_in, line_of
from .rules import Doubt, HeldMeeting, MayBe, Printed

NEW, ANOTHER, NONE, HELD = "new", "another", "none", "held"


@dataclass(frozen=True, slots=True)
class MeetingQuestion:
    """Of which meeting a paper tells, as a person is asked.

    lacks   why nobody can say it yet, a sentence; "" where a meeting can be chosen or made
    may_be  meetings that are held and may be it
    preset  the answer that is offered as chosen: "held-12", NEW, or "" where a person has to choose
    """

    lacks: str = ""
    doubts: tuple[Doubt, ...] = ()
    may_be: tuple[MayBe, ...] = ()
    same_day: bool = False

    @property
    def can_be_new(self) -> bool:
        return not self.lacks and not any(one.stops for one in self.doubts)

    @property
    def preset(self) -> str:
        certain = [one for one in self.may_be if one.certain]
        if self.doubts:
            return ""
        if len(certain) == 1:
            return f"{HELD}-{certain[0].number}"
        return "" if self.may_be else NEW


@dataclass(frozen=True, slots=True)
class OutcomeAsPrinted:
    """held_words: as it is held already, where this paper has other words; "" where it has the same, None where it is not held."""

    outcome: Outcome
    held_words: str | None
    promises: tuple[Promise, ...]
    stated: PaperCorrection | None
    not_known: bool


@dataclass(frozen=True, slots=True)
class ItemAsPrinted:
    """An item of a paper, or item None: what it came to in no item.

    held     the item that it is, of the agenda or of an earlier paper; None: held nowhere else
    asked    whether it is one that is held has still to be said
    differs  sentences; stated: who stated its title, where the page lost it
    """

    item: Item | None
    outcomes: tuple[OutcomeAsPrinted, ...]
    held: AgendaItem | Item | None = None
    asked: bool = False
    differs: tuple[str, ...] = ()
    stated: PaperCorrection | None = None
    not_known: bool = False

    @property
    def says_more(self) -> bool:
        """Whether it says anything beside what is held already."""
        return self.held is None or bool(self.differs) or any(one.held_words != "" for one in self.outcomes)


@dataclass(frozen=True, slots=True)
class PaperOfMeeting:
    """A paper of minutes of a meeting. came: (words, number) of who was there as printed; differs: its head from the meeting."""

    row: PrintedMinutes
    items: tuple[ItemAsPrinted, ...]
    came: tuple[tuple[str, int], ...]
    differs: tuple[str, ...]

    @property
    def paper(self) -> Paper:
        return self.row.paper

    @property
    def to_complete(self) -> int:
        """Titles, verbs and questions that wait for a person."""
        return sum(
            one.asked
            + (one.item is not None and not one.item.title and not one.not_known)
            + sum(
                not said.outcome.verb and not said.not_known
                for said in one.outcomes
                if _has_verb(said.outcome)
            )
            for one in self.items
        )


@dataclass(frozen=True, slots=True)
class ItemAsked:
    """An item of a paper that may be one that is held: the likeliest first, then every other that is free."""

    item: Item
    likely: str
    why: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ToComplete:
    """What of one paper a person is asked for. row None: nobody has said of which meeting it is."""

    paper: Paper
    row: PrintedMinutes | None
    titles: tuple[Item, ...]
    verbs: tuple[Outcome, ...]
    items: tuple[ItemAsked, ...]


def meeting_question(
    user: Any, *, body: Body | None, on: date | None, printed: str, today: date
) -> MeetingQuestion:
    """Of which meeting minutes of a body (with its successor loaded) and a day may tell. One statement."""
    if body is None or on is None:
        missing = " and ".join(
            words for words, known in (("a body of ours", body), ("the day", on)) if not known
        )
        return MeetingQuestion(
            lacks=f"The paper does not state {missing}, so nobody can say of which meeting it tells."
        )
    first, last = rules.looked_at(on)
    rows = (
        Meeting.objects.visible_to(user)
        .filter(line_of(body), on__range=(first, last))
        .select_related("body")
        .order_by("on", "starts", "number")
    )
    held = [_held_meeting(one, body) for one in rows]
    return MeetingQuestion(
        doubts=rules.doubts_of_day(on, printed, body_of_day(body), today),
        may_be=rules.may_be(on, held),
        same_day=any(one.on == on and one.same_body and one.state in rules.HELD_STATES for one in held),
    )


def _held_meeting(one: Meeting, body: Body) -> HeldMeeting:
    words = (
        f"Meeting {one.number}: {one.body}, {when(one.on, one.starts)} ({MEETING_STATES[one.state].lower()})"
    )
    return HeldMeeting(one.number, one.on, one.state, words, one.body_id == body.pk)


def papers_of_meeting(user: Any, meeting: Meeting) -> tuple[PaperOfMeeting, ...]:
    """The papers of minutes of a meeting that the user may see, the first first; one statement where there are none, six else."""
    rows = list(
        PrintedMinutes.objects.filter(meeting=meeting, paper__in=Paper.objects.visible_to(user))
        .select_related("paper__body")
        .order_by("pk")
    )
    if not rows:
        return ()
    keys = [row.paper_id for row in rows]
    items = Item.objects.filter(paper__in=keys).select_related(
        "printed__agenda_item", "printed__same_as__paper", "title_not_known"
    )
    said = Outcome.objects.filter(paper__in=keys).exclude(kind="deferred")
    said = said.select_related("same__held", "same__held_here", "verb_not_known")
    came = Attendance.objects.filter(paper__in=keys).order_by().values_list("paper", "role")
    corrected = PaperCorrection.objects.filter(paper__in=keys, old="", field__in=["title", "verb"])
    promised = Promise.objects.visible_to(user).filter(outcome__paper__in=keys).order_by("number")
    lists = _Lists(
        _by(items.order_by("position", "number"), "paper_id"),
        _by(said.order_by("position", "number"), "paper_id"),
        {(paper, role): number for paper, role, number in came.annotate(number=Count("pk"))},
        {(one.paper_id, one.part, one.part_number or 0): one for one in corrected.order_by("pk")},
        _by(promised, "outcome_id"),
    )
    return tuple(_paper_of_meeting(meeting, row, lists) for row in rows)


@dataclass(frozen=True, slots=True)
class _Lists:
    items: dict[int, list[Item]]
    outcomes: dict[int, list[Outcome]]
    came: dict[tuple[int, str], int]
    stated: dict[tuple[int, str, int], PaperCorrection]
    promises: dict[int, list[Promise]]


def _paper_of_meeting(meeting: Meeting, row: PrintedMinutes, lists: _Lists) -> PaperOfMeeting:
    paper = row.paper
    outcomes = lists.outcomes.get(paper.pk, [])
    by_item = _by(outcomes, "item_id")
    items = [_item(one, by_item.get(one.pk, []), paper, lists) for one in lists.items.get(paper.pk, [])]
    loose = [_outcome(one, lists) for one in outcomes if one.item_id is None]
    if loose:
        items.append(ItemAsPrinted(None, tuple(loose)))
    came = tuple(
        (words, lists.came[paper.pk, role])
        for role, words in ATTENDANCE_ROLES.items()
        if (paper.pk, role) in lists.came
    )
    return PaperOfMeeting(row, tuple(items), came, _head_differs(paper, meeting))


def _item(item: Item, said: Iterable[Outcome], paper: Paper, lists: _Lists) -> ItemAsPrinted:
    joined = getattr(item, "printed", None)
    held = (joined.agenda_item or joined.same_as) if joined else None
    number = held.label if isinstance(held, AgendaItem) else held.printed_number if held else ""
    return ItemAsPrinted(
        item,
        tuple(_outcome(one, lists) for one in said),
        held=held,
        asked=joined is None,
        differs=rules.differs(item.printed_number, item.title, number, held.title) if held else (),
        stated=lists.stated.get((paper.pk, "item", item.number)),
        not_known=_is_set(item, "title_not_known"),
    )


def _outcome(one: Outcome, lists: _Lists) -> OutcomeAsPrinted:
    same = getattr(one, "same", None)
    words = None if same is None else same.held.text if same.held else same.held_here.words
    return OutcomeAsPrinted(
        one,
        words if words is None or rules.bare(words) != rules.bare(one.text) else "",
        tuple(lists.promises.get(one.pk, ())),
        lists.stated.get((one.paper_id, "outcome", one.number)),
        _is_set(one, "verb_not_known"),
    )


def _head_differs(paper: Paper, meeting: Meeting) -> tuple[str, ...]:
    found = []
    if paper.date and paper.date != meeting.on:
        found.append(f"The paper says {_on(paper.date)}; the meeting is held as {_on(meeting.on)}.")
    if paper.body_id and paper.body_id != meeting.body_id:
        found.append(f"The paper is of {paper.body}; the meeting is held as one of {meeting.body}.")
    return tuple(found)


# What is to be completed --------------------------------------------------------------------------------------------------


def to_complete(user: Any) -> QuerySet[Paper]:
    """The minutes of which something is asked, the latest first: `unsaid`, `titles`, `verbs` and `asked` are counted on each."""
    rows = Paper.objects.visible_to(user).standing().filter(kind="minutes").exclude(ownership="other")
    joined = Item.objects.filter(paper__of_meeting__meeting__isnull=False, printed=None)
    counted = rows.select_related("body", "of_meeting__meeting").annotate(
        titles=_count(_untitled()), verbs=_count(_without_verb()), asked=_count(joined)
    )
    unsaid = Q(of_meeting=None)
    found = counted.filter(unsaid | Q(titles__gt=0) | Q(verbs__gt=0) | Q(asked__gt=0))
    return found.order_by(F("date").desc(nulls_last=True), "-number")


def paper_to_complete(user: Any, number: int) -> ToComplete:
    """One paper of minutes with what is asked for. NotFound where there is none that the user may see."""
    paper = minutes_for(user, number)
    row = PrintedMinutes.objects.select_related("meeting__body", "paper").filter(paper=paper).first()
    asked = _asked(row) if row is not None and row.meeting_id else ()
    return ToComplete(
        paper,
        row if row is not None and row.meeting_id else None,
        tuple(_untitled().filter(paper=paper).order_by("position", "number")),
        tuple(_without_verb().filter(paper=paper).select_related("item").order_by("position", "number")),
        asked,
    )


def minutes_for(user: Any, number: int) -> Paper:
    """One paper of minutes that stands in the register, by its number."""
    rows = (
        Paper.objects.visible_to(user)
        .standing()
        .select_related("body__successor", "of_meeting__meeting__body")
    )
    found = rows.filter(kind="minutes", number=number).exclude(ownership="other").first()
    if found is None:
        raise NotFound("There are no such minutes.")
    return found


def _asked(row: PrintedMinutes) -> tuple[ItemAsked, ...]:
    open_items = {f"item-{one.pk}": one for one in row.paper.items.filter(printed=None)}
    if not open_items:
        return ()
    held = items_held(row)
    taken = set(_taken(row))
    free = [one for one in held if one.key not in taken]
    here = [one for one in items_in(row.paper) if one.key in open_items]
    choices = tuple((one.key, _called(one)) for one in free)
    return tuple(
        ItemAsked(open_items[match.key], match.held, match.why, choices)
        for match in rules.match_items(here, free)
    )


def _taken(row: PrintedMinutes) -> Iterable[str]:
    for one in row.items.all():
        if one.agenda_item_id:
            yield f"agenda-{one.agenda_item_id}"
        if one.same_as_id:
            yield f"item-{one.same_as_id}"


def _called(one: Printed) -> str:
    return " ".join(filter(None, [one.number, one.title or "(no title printed)"]))


def _untitled() -> QuerySet[Item]:
    return Item.objects.filter(title="", title_not_known=None)


def _without_verb() -> QuerySet[Outcome]:
    return Outcome.objects.filter(kind="resolution", verb="", verb_not_known=None)


def _has_verb(one: Outcome) -> bool:
    return one.kind == "resolution"


def _count(rows: QuerySet[Any]) -> Any:
    counted = rows.filter(paper=OuterRef("pk")).order_by().values("paper").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


def _by(rows: Iterable[Any], column: str) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[getattr(row, column)].append(row)
    return found


def _is_set(row: Any, name: str) -> bool:
    return isinstance(getattr(row, name, None), NotKnown)


def _on(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
