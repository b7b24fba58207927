"""What the search finds of meetings: agendas and minutes, papers, outcomes, promises, decisions; and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from sightline.domain.governance.models import Body, Decision, Post
from sightline.domain.governance.words import DECISION_STATES, DECISIONS
from sightline.domain.inspections.models import Finding
from sightline.domain.plans.models import Action, Plan
from sightline.ground.search.offers import Became, Draft, Source, anchor, offer

from .models import (
    AgendaItem,
    Item,
    ItemPaper,
    Meeting,
    MeetingOutcome,
    Outcome,
    Paper,
    PaperNote,
    ProgrammeEntry,
    Promise,
    Recommendation,
)
from .promises.words import PROMISE_STATES

ACTION, PLAN, FINDING = "action", "plan", "finding"
BODY, POST, MEETING, AGENDA = (model._meta.db_table for model in (Body, Post, Meeting, AgendaItem))
PAPER, ITEM, NOTE, RECOMMENDATION, ON_AGENDA = (
    model._meta.db_table for model in (Paper, Item, PaperNote, Recommendation, ItemPaper)
)


def tell() -> None:
    anchor("meeting", "meetings.see", lambda user: Meeting.objects.visible_to(user))
    anchor("paper", "papers.see", lambda user: Paper.objects.visible_to(user))
    anchor("promise", "meetings.see", lambda user: Promise.objects.visible_to(user))
    anchor("programme", "meetings.see", lambda user: ProgrammeEntry.objects.visible_to(user))
    offer(
        Source(
            "programme", "meetings", "Work programme", ProgrammeEntry, "programme", _programme,
            follows={BODY: "body", POST: "owner"},
        ),
        Source(
            "promise", "promises", "Promise", Promise, "promise", _promises, follows={BODY: "body", POST: "owner_post"},
            happens=True, became=_became_of_promises,
        ),
        Source("meeting", "meetings", "Meeting", Meeting, "meeting", _meetings, follows={BODY: "body"}, happens=True),
        Source(
            "agenda-item", "meetings", "Agenda item", AgendaItem, "meeting", _agenda,
            follows={MEETING: "meeting", BODY: "meeting__body", ON_AGENDA: "papers"}, gathers={ON_AGENDA: "item_id"},
            happens=True,
        ),
        Source(
            "paper", "papers", "Paper", Paper, "paper", _papers, follows={NOTE: "notes", RECOMMENDATION: "recommendations"},
            gathers={NOTE: "paper_id", RECOMMENDATION: "paper_id"}, happens=True,
        ),
        Source("paper-item", "papers", "Item of a paper", Item, "paper", _items, follows={PAPER: "paper"}, happens=True),
        Source(
            "meeting-outcome", "outcomes", "Outcome", MeetingOutcome, "meeting", _outcomes_of_meetings,
            follows={MEETING: "meeting", AGENDA: "item", BODY: "meeting__body"}, happens=True, became=_became_of_meetings,
        ),
        Source(
            "paper-outcome", "outcomes", "Outcome in a paper", Outcome, "paper", _outcomes_of_papers,
            follows={PAPER: "paper", ITEM: "item"}, happens=True, became=_became_of_papers,
        ),
        Source(
            "decision", "outcomes", "Decision", Decision, "decision", _decisions, follows={BODY: "body"}, happens=True,
            became=_became_of_decisions,
        ),
    )  # fmt: skip


def _meetings(rows: QuerySet[Meeting]) -> Iterator[Draft]:
    for meeting in rows.select_related("body"):
        text = _joined(meeting.place, meeting.state_reason)
        title = meeting.title or f"Meeting of the {_the(meeting.body.name)}"
        yield Draft(
            meeting.pk, meeting.pk, title, "meeting", (meeting.number,), text, str(meeting), meeting.on, meeting.body_id
        )  # fmt: skip


def _agenda(rows: QuerySet[AgendaItem]) -> Iterator[Draft]:
    for item in rows.select_related("meeting__body").prefetch_related("papers"):
        held = item.meeting
        papers = [paper.title for paper in item.papers.all() if not paper.removed_reason]
        yield Draft(
            item.pk, held.pk, item.title, "meeting-item", (held.number, item.number), _joined(item.purpose, item.minute, *papers),
            f"{held}, item {item.label}", held.on, held.body_id,
        )  # fmt: skip


def _outcomes_of_meetings(rows: QuerySet[MeetingOutcome]) -> Iterator[Draft]:
    for one in rows.select_related("meeting__body", "item"):
        held = one.meeting
        yield Draft(
            one.pk, held.pk, one.words, "meeting-item", (held.number, one.item.number), _joined(one.about_words, one.reason),
            f"{one.get_result_display()}: {held}, item {one.item.label}", held.on, held.body_id, one.decision_id,
        )  # fmt: skip


def _papers(rows: QuerySet[Paper]) -> Iterator[Draft]:
    for paper in rows.filter(withdrawn_on=None).prefetch_related("recommendations", "notes"):
        asked = [one.text for one in paper.recommendations.all()]
        said = [text for note in paper.notes.all() for text in (note.title, note.text, note.old)]
        yield Draft(
            paper.pk, paper.pk, paper.title, "paper", (paper.number,), _joined(paper.body_printed, *asked, *said),
            f"{paper.get_kind_display()}, paper {paper.number}", paper.date, paper.body_id,
        )  # fmt: skip


def _items(rows: QuerySet[Item]) -> Iterator[Draft]:
    for item in rows.filter(paper__withdrawn_on=None).select_related("paper"):
        yield Draft(
            item.pk, item.paper.pk, item.title or item.called.capitalize(), f"paper#item-{item.number}", (item.paper.number,),
            _joined(item.intro, item.text, item.noted), f"{item.paper.title}, {item.called}", item.paper.date,
            item.paper.body_id,
        )  # fmt: skip


def _outcomes_of_papers(rows: QuerySet[Outcome]) -> Iterator[Draft]:
    for one in rows.filter(paper__withdrawn_on=None).select_related("paper", "item"):
        item = f", {one.item.called}" if one.item else ""
        yield Draft(
            one.pk, one.paper.pk, one.text, f"paper#outcome-{one.number}", (one.paper.number,), one.item.title if one.item else "",
            f"{one.get_kind_display()} {one.reference}: {one.paper.title}{item}", one.paper.date, one.paper.body_id,
        )  # fmt: skip


def _decisions(rows: QuerySet[Decision]) -> Iterator[Draft]:
    for one in rows.select_related("body"):
        yield Draft(
            one.pk, one.pk, one.words, "decision", (one.number,), _joined(one.about_words, one.urgency_reason),
            f"Decision {one.number}: {DECISIONS[one.kind]}. {one.place_words or one.body.name}", one.on, one.body_id,
        )  # fmt: skip


def _promises(rows: QuerySet[Promise]) -> Iterator[Draft]:
    for one in rows.select_related("body", "owner_post", "owner_body"):
        owed = f"Owed by {one.owner}" if one.owner else ""
        yield Draft(
            one.pk, one.pk, one.words, "promise", (one.number,), _joined(owed, one.answer_words, one.met_words),
            f"Promise {one.number}: {one.place_words or one.body or ''}".rstrip(": "), one.made_on, one.body_id,
        )  # fmt: skip


def _programme(rows: QuerySet[ProgrammeEntry]) -> Iterator[Draft]:
    for one in rows.select_related("body", "owner"):
        hands = f"In the hands of {one.owner}" if one.owner else ""
        yield Draft(
            one.pk, one.pk, one.subject, "programme-entry", (one.number,),
            _joined(one.reason, one.source_words, hands, one.ended_reason),
            f"Work programme of {_the(one.body.name)}: {one.timing or 'no time is stated'}", body_id=one.body_id,
        )  # fmt: skip


def _became_of_promises(user: Any, keys: list[int]) -> dict[int, list[Became]]:
    """Its state, and the decision that ended it."""
    seen = Promise.objects.visible_to(user).filter(pk__in=keys).select_related("decision")
    became: dict[int, list[Became]] = {}
    for one in seen:
        words = f"Promise {one.number}: {PROMISE_STATES[one.state].lower()}"
        became[one.pk] = [
            Became(words, "promise", (one.number,)),
            *([_decided(one.decision)] if one.decision else []),
        ]
    return became


def _became_of_meetings(user: Any, keys: list[int]) -> dict[int, list[Became]]:
    seen = Decision.objects.visible_to(user).filter(outcome__in=keys)
    return {one.outcome.pk: [_decided(one)] for one in seen.select_related("outcome")}


def _became_of_papers(user: Any, keys: list[int]) -> dict[int, list[Became]]:
    seen = Decision.objects.visible_to(user).filter(place_kind="paper-outcome", place_id__in=keys)
    became: dict[int, list[Became]] = defaultdict(list)
    for one in seen.order_by("number"):
        became[int(one.place_id or 0)].append(_decided(one))
    return became


def _decided(one: Decision) -> Became:
    return Became(f"Decision {one.number}: {DECISION_STATES[one.state].lower()}", "decision", (one.number,))


def _became_of_decisions(user: Any, keys: list[int]) -> dict[int, list[Became]]:
    """What stands now of the action, the plan or the finding that a decision was about; one statement for each of them."""
    about: dict[str, dict[int, list[int]]] = {}
    rows = Decision.objects.filter(pk__in=keys, about_kind__in=list(_NOW))
    for key, kind, thing in rows.values_list("pk", "about_kind", "about_id"):
        about.setdefault(kind, {}).setdefault(int(thing or 0), []).append(key)
    became: dict[int, list[Became]] = defaultdict(list)
    for kind, things in sorted(about.items()):
        for thing, said in _NOW[kind](user, things):
            for key in things[thing]:
                became[key].append(said)
    return became


def _actions_now(user: Any, keys: Iterable[int]) -> Iterator[tuple[int, Became]]:
    for action in Action.objects.visible_to(user).filter(pk__in=list(keys)).select_related("plan"):
        stands = [
            action.get_delivery_display() if action.delivery else "delivery not stated",
            action.get_assurance_display() if action.assurance else "",
            "ended" if action.ended_on else "",
        ]
        words = f"{action.label}: {', '.join(filter(None, stands)).lower()}"
        yield action.pk, Became(words, ACTION, (action.plan.number, action.number))


def _plans_now(user: Any, keys: Iterable[int]) -> Iterator[tuple[int, Became]]:
    for plan in Plan.objects.visible_to(user).filter(pk__in=list(keys)):
        yield plan.pk, Became(f"{plan.title}: {plan.get_state_display().lower()}", PLAN, (plan.number,))


def _findings_now(user: Any, keys: Iterable[int]) -> Iterator[tuple[int, Became]]:
    rows = Finding.objects.visible_to(user).filter(pk__in=list(keys))
    for finding in rows.select_related("inspection").prefetch_related("states"):
        state = next(row.get_state_display().lower() for row in finding.states.all() if row.until is None)
        words = f"{finding.spoken[:1].upper()}{finding.spoken[1:]}: {state}"
        yield finding.pk, Became(words, FINDING, (finding.inspection.number, finding.number))


_NOW: dict[str, Callable[[Any, Iterable[int]], Iterator[tuple[int, Became]]]] = {
    ACTION: _actions_now,
    PLAN: _plans_now,
    FINDING: _findings_now,
}


def _the(name: str) -> str:
    return name.removeprefix("The ").removeprefix("the ")


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
