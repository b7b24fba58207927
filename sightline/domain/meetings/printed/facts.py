"""Papers and meetings as the rules of matching see them. Keys: "item-3" of a paper, "agenda-4" of an agenda held here."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Q

from sightline.domain.governance.models import Body

from ..models import AgendaItem, Item, MeetingOutcome, Outcome, Paper, PrintedItem, PrintedMinutes
from .rules import BodyOfDay, Printed

HELD_ITEM = {"agenda": "agenda_item_id", "item": "same_as_id"}
HELD_OUTCOME = {"outcome": "held_id", "recorded": "held_here_id"}
Said = dict[str, list[tuple[str, str]]]  # key of an item -> (key, words) of what it came to; "": of no item


def key_of(item: Item | AgendaItem) -> str:
    return f"{'agenda' if isinstance(item, AgendaItem) else 'item'}-{item.pk}"


def body_of_day(body: Body) -> BodyOfDay:
    """Reads `successor`."""
    return BodyOfDay(body.name, body.since, body.until, body.successor.name if body.successor else "")


def line_of(body: Body) -> Q:
    """Meetings of the body, of the one that followed it and of those that it followed: which of them met is a matter of days."""
    follows = Q(body=body.successor_id) if body.successor_id else Q()
    return Q(body=body.pk) | Q(body__successor=body.pk) | follows


def items_in(paper: Paper) -> list[Printed]:
    """The items of a paper with what each came to; two statements."""
    said = said_in(paper)
    return [_printed(one, said) for one in paper.items.all()]


def said_in(paper: Paper) -> Said:
    found: Said = defaultdict(list)
    for one in paper.outcomes.exclude(kind="deferred"):
        found[f"item-{one.item_id}" if one.item_id else ""].append((f"outcome-{one.pk}", one.text))
    return found


def items_held(row: PrintedMinutes) -> list[Printed]:
    """The items of its meeting that were held before this paper came: of the agenda, and of earlier papers."""
    said = said_held(row)
    agenda = AgendaItem.objects.filter(meeting=row.meeting_id, withdrawn_reason="").order_by(
        "position", "number"
    )
    earlier = Item.objects.filter(
        printed__of__in=_earlier(row), printed__agenda_item=None, printed__same_as=None
    ).order_by("paper_id", "position")
    every: list[Item | AgendaItem] = [*agenda, *earlier]
    return [_printed(one, said) for one in every]


def said_held(row: PrintedMinutes) -> Said:
    """What the items that are held came to: as it was recorded here, and as earlier papers print it."""
    found: Said = defaultdict(list)
    for here in MeetingOutcome.objects.filter(meeting=row.meeting_id):
        found[f"agenda-{here.item_id}"].append((f"recorded-{here.pk}", here.words))
    rows = Outcome.objects.filter(paper__of_meeting__in=_earlier(row), same=None).exclude(kind="deferred")
    for one in rows.select_related("item__printed"):
        found[_held_key(one.item)].append((f"outcome-{one.pk}", one.text))
    return found


def _earlier(row: PrintedMinutes) -> Any:
    """The other papers of its meeting that stand in the register."""
    rows = PrintedMinutes.objects.filter(meeting=row.meeting_id, paper__withdrawn_on=None)
    return rows.exclude(pk=row.pk)


def _held_key(item: Item | None) -> str:
    """The key of the item that is held for an item of a paper: itself, unless it is one that was held before."""
    if item is None:
        return ""
    joined: PrintedItem | None = getattr(item, "printed", None)
    if joined is not None and joined.agenda_item_id:
        return f"agenda-{joined.agenda_item_id}"
    return f"item-{joined.same_as_id if joined is not None and joined.same_as_id else item.pk}"


def _printed(item: Item | AgendaItem, said: Said) -> Printed:
    key = key_of(item)
    number = item.label if isinstance(item, AgendaItem) else item.printed_number
    return Printed(key, number, item.title, tuple(words for _, words in said.get(key, ())))
