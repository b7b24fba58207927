"""The readers of agendas: the papers of items, the notice of a meeting, what always stands on a body's agenda, who speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Value, When

from sightline.domain.governance.models import Body, Post
from sightline.ground.files.models import StoredFile
from sightline.ground.lib.errors import NotFound
from sightline.ground.lib.working_days import Holidays

from .agenda_rules import Notice, Standing, items_of_rows, notice_of, speaking_words
from .models import AgendaItem, ItemPaper, Meeting, Paper, ProgrammeEntry, PublicSpeaking, StandingAgenda
from .queries_meetings import meeting_alone
from .standing import agenda_settings


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """A meeting's agenda as it is read and sent: its items in order, each with its papers, and by when it has to be out.

    taken_off  items that were taken off, with the reason; speaking: the rules of public speaking, where an item of it stands there
    """

    meeting: Meeting
    items: tuple[AgendaItem, ...]
    taken_off: tuple[AgendaItem, ...]
    papers: dict[int, tuple[ItemPaper, ...]]
    notice: Notice
    speaking: tuple[str, ...]
    registered: tuple[PublicSpeaking, ...]

    @property
    def late_papers(self) -> int:
        """How many papers came after the agenda went out and stand on it."""
        return sum(bool(row.late) and not row.removed_reason for rows in self.papers.values() for row in rows)

    def standing_papers(self, item: AgendaItem) -> list[ItemPaper]:
        """The papers of an item that were not taken off, in their order."""
        return [row for row in self.papers.get(item.pk, ()) if not row.removed_reason]


@dataclass(frozen=True, slots=True)
class StandingPage:
    """What always stands on the agendas of a body. usual: nothing was set, and this is what is usual for its kind."""

    body: Body
    settings: StandingAgenda
    items: tuple[Standing, ...]
    usual: bool


def agenda_for(user: Any, number: int, today: date, holidays: Holidays) -> AgendaPage:
    """The agenda of a meeting; a fixed number of statements, whatever the number of items and papers."""
    meeting = meeting_alone(user, number)
    every = list(AgendaItem.objects.in_order().filter(meeting=meeting))
    settings = agenda_settings(meeting.body)
    items = tuple(item for item in every if not item.withdrawn_reason)
    speaks = any(item.kind == "speaking" for item in items)
    return AgendaPage(
        meeting=meeting,
        items=items,
        taken_off=tuple(item for item in every if item.withdrawn_reason),
        papers=papers_of_meeting(meeting),
        notice=notice_of_meeting(meeting, settings, today, holidays),
        speaking=tuple(_speaking(meeting, settings, holidays)) if speaks else (),
        registered=tuple(_registered(meeting)) if speaks else (),
    )


def notice_of_meeting(meeting: Meeting, settings: StandingAgenda, today: date, holidays: Holidays) -> Notice:
    """By when agenda and papers of a meeting have to be out, and how it stands. Reads the body."""
    return notice_of(
        meeting.body.kind, settings.notice_days, meeting.on, meeting.agenda_sent_on, today, holidays
    )


def notice_for(meeting: Meeting, today: date, holidays: Holidays) -> Notice:
    """The same, with the body's own terms read; one statement."""
    return notice_of_meeting(meeting, agenda_settings(meeting.body), today, holidays)


def papers_of_meeting(meeting: Meeting) -> dict[int, tuple[ItemPaper, ...]]:
    """The papers of all items of a meeting by the id of the item, in their order, those taken off included; one statement."""
    return _by_item(_papers().filter(item__meeting=meeting))


def papers_of_item(item: AgendaItem) -> tuple[ItemPaper, ...]:
    """The papers of an item in their order, those taken off included; one statement."""
    return tuple(_papers().filter(item=item))


def item_paper_for(user: Any, number: int, item: int, paper: int) -> ItemPaper:
    """One paper of an item by its number, with item, meeting and body; NotFound where there is none or the user may not see it."""
    found = (
        ItemPaper.objects.filter(
            number=paper, item__number=item, item__meeting__number=number,
            item__meeting__in=Meeting.objects.visible_to(user),
        )
        .select_related("item__meeting__body", "file", "author", "paper")
        .first()
    )  # fmt: skip
    if found is None:
        raise NotFound("There is no such paper on the agenda.")
    return found


def file_of(paper: ItemPaper) -> StoredFile:
    """The file that was put on the agenda. Raises NotFound for a paper of the register or an address."""
    if paper.file is None:
        raise NotFound("This paper is no file that is kept here.")
    return paper.file


def papers_to_choose(user: Any, body: Body, most: int = 100) -> list[tuple[str, str]]:
    """Papers of the register to put on an agenda: those of the body first, then others, the latest first."""
    own = Case(When(body=body, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Paper.objects.visible_to(user).standing().order_by(own, F("date").desc(nulls_last=True), "-number")
    return [(str(one.pk), f"Paper {one.number}: {one.title}"[:180]) for one in rows[:most]]


def paper_chosen(user: Any, key: str) -> Paper | None:
    """A paper of the register that was chosen in a form."""
    return Paper.objects.visible_to(user).filter(pk=int(key)).first() if key.isdecimal() else None


def posts_to_choose(today: date) -> list[tuple[str, str]]:
    """The posts that stand on a day, by title."""
    return [(str(one.pk), str(one)) for one in Post.objects.on(today).order_by("title", "team", "pk")]


def standing_for(user: Any, key: int) -> StandingPage:
    """What always stands on the agendas of a body; NotFound where there is no such body or the user may not see its meetings."""
    body = Body.objects.visible_to(user).filter(pk=key).first()
    if body is None or not user.may("meetings.see", body):
        raise NotFound("There is no such body.")
    settings = agenda_settings(body)
    return StandingPage(body, settings, items_of_rows(settings.items), settings.pk is None)


def speaking_of(item: AgendaItem, holidays: Holidays) -> tuple[list[str], list[PublicSpeaking]]:
    """The rules of public speaking at an item, and what was registered; nothing for an item of another kind."""
    if item.kind != "speaking":
        return [], []
    settings = agenda_settings(item.meeting.body)
    return _speaking(item.meeting, settings, holidays), list(
        PublicSpeaking.objects.filter(item=item).order_by("pk")
    )


def speaking_for(user: Any, number: int, item: int, key: int) -> PublicSpeaking:
    """One registration at an item of a meeting that the user may see."""
    found = (
        PublicSpeaking.objects.filter(
            pk=key, item__number=item, item__meeting__number=number,
            item__meeting__in=Meeting.objects.visible_to(user),
        )
        .select_related("item__meeting__body")
        .first()
    )  # fmt: skip
    if found is None:
        raise NotFound("Nobody registered to speak under that number.")
    return found


def came_from(item: AgendaItem) -> list[ProgrammeEntry]:
    """The entries of the work programme that stand at an item: one of business, as they are placed; one statement."""
    return (
        [] if item.kind != "business" else list(ProgrammeEntry.objects.filter(item=item).order_by("number"))
    )


def _papers() -> Any:
    return ItemPaper.objects.select_related("author", "paper", "file").order_by("item", "position", "number")


def _by_item(rows: Iterable[ItemPaper]) -> dict[int, tuple[ItemPaper, ...]]:
    found: dict[int, list[ItemPaper]] = {}
    for row in rows:
        found.setdefault(row.item_id, []).append(row)
    return {key: tuple(some) for key, some in found.items()}


def _speaking(meeting: Meeting, settings: StandingAgenda, holidays: Holidays) -> list[str]:
    return speaking_words(
        meeting.on, settings.speak_days, settings.speak_minutes, settings.speak_words, holidays
    )


def _registered(meeting: Meeting) -> Iterable[PublicSpeaking]:
    return PublicSpeaking.objects.filter(item__meeting=meeting, withdrawn_reason="").order_by("pk")
