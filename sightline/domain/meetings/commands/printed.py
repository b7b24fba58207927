"""Meetings known from their published minutes: made of an accepted paper, or matched to one that is held, which stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from sightline.domain.governance.models import Body
from sightline.domain.governance.numbering import numbered
from sightline.domain.governance.wording import reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from ..models import (
    AgendaItem,
    Item,
    Meeting,
    NotKnown,
    Outcome,
    Paper,
    PrintedItem,
    PrintedMinutes,
    SameOutcome,
)
from ..printed import rules
from ..printed.facts import (
    HELD_ITEM,
    HELD_OUTCOME,
    body_of_day,
    items_held,
    items_in,
    line_of,
    said_held,
    said_in,
)
from .correcting import correct_part
from .meetings import changed, hold, set_values
from .rows import fitting


@dataclass(frozen=True, slots=True)
class MeetingChoice:
    """What a person said a paper is the minutes of.

    what    "new": a meeting that is not here yet; "another": one beside those that are held on that day; "held": `number`;
            "none": it is left without one, and `reason` says why
    """

    what: str
    number: int | None = None
    reason: str = ""


@command("meetings.keep", on="paper")
def say_meeting(*, by: Actor, paper: Paper, choice: MeetingChoice, today: date) -> PrintedMinutes:
    """Say of which meeting a paper of minutes tells. A meeting that is not here is made, marked as known from its minutes.

    Of a meeting that is held nothing is changed: items and outcomes are joined where they are certainly the same, others are asked
    about. Raises Refused: said before, no body or day, a day that cannot be, a second meeting unseen.
    """
    held = Paper.objects.select_for_update(of=("self",)).select_related("body__successor").get(pk=paper.pk)
    row = PrintedMinutes.objects.select_related("meeting").filter(paper=held).first()
    _check_can_say(held, row)
    row = row or PrintedMinutes(paper=held)
    row.by_name = by.name[:200]
    if choice.what == "none":
        row.why = reason_given(choice.reason, "it is left without a meeting")[:500]
    elif choice.what == "held":
        row.meeting, row.why = _held(held, choice.number, today), "Chosen by a person."
    else:
        row.meeting, row.first, row.why = _made(by, held, choice.what, today), True, ""
    row.save()
    joined = _join(row) if row.meeting else 0
    if row.meeting:
        changed(row.meeting, "printed", f"Its minutes are paper {held.number}, {held.title}.", by)
    record(
        row, "meeting of a paper said", paper=held.number, meeting=row.meeting.number if row.meeting else None,
        new=row.first, items_joined=joined, reason=row.why,
    )  # fmt: skip
    return row


@command("meetings.keep", on="paper")
def take_back_meeting(*, by: Actor, paper: Paper, reason: str) -> Meeting:
    """Say that a paper does not tell of the meeting that it was said to; it is asked for anew. Promises taken up stay.

    A meeting that was known from this paper only is cancelled with the reason. Raises Refused while later papers hang on it.
    """
    reason = reason_given(reason, "it is not that meeting")
    row = (
        PrintedMinutes.objects.select_for_update(of=("self",))
        .select_related("paper")
        .filter(paper=paper)
        .first()
    )
    if row is None or row.meeting is None:
        raise Refused(
            f"Paper {paper.number} is of no meeting. Nothing was changed.", rule="meetings.printed-once"
        )
    meeting, first = hold(row.meeting), row.first
    later = PrintedMinutes.objects.filter(meeting=meeting, pk__gt=row.pk).select_related("paper").first()
    if later is not None:
        raise Refused(
            f"Paper {later.paper.number} was matched to what this one says of meeting {meeting.number}. Nothing was changed. "
            "Take that back first.",
            rule="meetings.printed-last-first",
        )
    SameOutcome.objects.filter(outcome__paper=paper).delete()
    PrintedItem.objects.filter(of=row).delete()
    row.delete()
    words = f"Paper {paper.number} does not tell of it after all."
    if first and meeting.state == "printed":
        set_values(meeting, state="cancelled", state_reason=f"It was recorded by mistake. {reason}")
    changed(meeting, "cancelled" if first else "printed", words, by, reason)
    record(
        meeting, "meeting of a paper taken back", paper=paper.number, meeting=meeting.number, reason=reason
    )
    return meeting


def _check_can_say(paper: Paper, row: PrintedMinutes | None) -> None:
    if row is not None and row.meeting is not None:
        raise Refused(
            f"{row.by_name} said already that paper {paper.number} tells of meeting {row.meeting.number}. Nothing was changed.",
            rule="meetings.printed-once",
            field="meeting",
        )
    if paper.kind != "minutes" or paper.withdrawn_on is not None or paper.ownership == "other":
        raise Refused(
            "Only our own minutes that stand in the register tell of a meeting here. Nothing was changed.",
            rule="meetings.printed-minutes",
            field="meeting",
        )


def _day_of(paper: Paper) -> tuple[Body, date]:
    if paper.body is None or paper.date is None:
        missing = "of which body it is" if paper.body is None else "its day"
        raise Refused(
            f"Paper {paper.number} does not state {missing}. No meeting was recorded. State it on the paper first.",
            rule="meetings.printed-body-and-day",
            field="meeting",
        )
    return paper.body, paper.date


def _made(by: Actor, paper: Paper, what: str, today: date) -> Meeting:
    body, on = _day_of(paper)
    Body.objects.select_for_update().get(pk=body.pk)  # of two who record it at once, one waits
    rules.check_day(rules.doubts_of_day(on, paper.date_printed, body_of_day(body), today))
    there = Meeting.objects.filter(body=body, on=on, state__in=sorted(rules.HELD_STATES)).first()
    if there is not None and what != "another":
        raise Refused(
            f"Meeting {there.number} of {body} is held for that day. No meeting was recorded. Say that it is that one, "
            "or another of the same day.",
            rule="meetings.printed-second",
            field="meeting",
        )
    place = fitting(Meeting, "place", paper.facts.get("venue"))
    made: Meeting = numbered(Meeting, body=body, on=on, place=place, state="printed", by_name=by.name[:200])
    return made


def _held(paper: Paper, number: int | None, today: date) -> Meeting:
    body, _ = _day_of(paper)
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("body")
    found = rows.filter(line_of(body), number=number or 0).first()
    if found is None:
        raise Refused(
            f"That is no meeting of {body}. Nothing was changed. Choose another.",
            rule="meetings.printed-of-the-body",
            field="meeting",
        )
    if found.on > today:
        raise Refused(
            f"{found} is still to come, so no minutes can tell of it. Nothing was changed. Look at the date of the paper.",
            rule="meetings.printed-day",
            field="meeting",
        )
    return found


@command("meetings.keep", on="body")
def take_agenda(
    *,
    by: Actor,
    body: Body,
    on: date,
    today: date,
    items: Sequence[tuple[str, str]],
    starts: time | None = None,
    place: str = "",
    source: str,
) -> Meeting:
    """Call a meeting whose agenda was published elsewhere, with its items as printed: (number or "", title).

    source  where the agenda comes from, in words for the history of the meeting
    An item without a number, or with one that stands there already, gets its place in brackets: nothing is renumbered.
    Raises Refused where the day is past, the body does not stand then, or a meeting of that day is held: its agenda stays.
    """
    Body.objects.select_for_update().get(pk=body.pk)  # of two who take it in at once, one waits
    rules.check_agenda_day(on, body_of_day(body), today)
    there = Meeting.objects.filter(body=body, on=on, state__in=sorted(rules.HELD_STATES)).first()
    if there is not None:
        raise Refused(
            f"Meeting {there.number} of {body} is held for that day. Nothing was taken in, and its agenda stays as it is.",
            rule="meetings.printed-second",
        )
    made: Meeting = numbered(
        Meeting,
        body=body,
        on=on,
        starts=starts,
        place=fitting(Meeting, "place", place),
        by_name=by.name[:200],
    )
    labels = rules.labels_of([number for number, _ in items])
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=made, number=n, position=n, label=label, title=fitting(AgendaItem, "title", title))
        for n, (label, (_, title)) in enumerate(zip(labels, items, strict=True), start=1)
    )
    changed(made, "printed", f"Its agenda was taken in from {source}.", by)
    record(
        made, "agenda taken in", number=made.number, body=body.name, on=on, items=len(items), source=source
    )
    return made


# Items and outcomes -------------------------------------------------------------------------------------------------------


def _join(row: PrintedMinutes) -> int:
    """Join the items that are certain, and what they came to; how many were held already."""
    if row.first:
        PrintedItem.objects.bulk_create(PrintedItem(of=row, item=one) for one in row.paper.items.all())
        return 0
    matches = rules.match_items(items_in(row.paper), items_held(row))
    return _keep_items(row, [one for one in matches if one.certain], "")


def _keep_items(row: PrintedMinutes, matches: Sequence[rules.Match], by_name: str) -> int:
    """Keep what items of the paper are, and which of their outcomes are held; how many of the items were held already."""
    PrintedItem.objects.bulk_create(
        PrintedItem(
            of=row, item_id=_pk(one.key), why=one.why[:300], by_name=by_name, **_column(HELD_ITEM, one.held)
        )
        for one in matches
    )
    held = {one.key: one.held for one in matches if one.held}
    here, there = said_in(row.paper), said_held(row)
    known = set(SameOutcome.objects.filter(outcome__paper=row.paper_id).values_list("outcome_id", flat=True))
    pairs = {"": "", **held}  # what stands in no item is compared with what stands in none
    SameOutcome.objects.bulk_create(
        SameOutcome(outcome_id=_pk(key), **_column(HELD_OUTCOME, same))
        for item, held_item in pairs.items()
        for key, same in rules.match_outcomes(here.get(item, ()), there.get(held_item, ())).items()
        if _pk(key) not in known
    )
    return len(held)


def _column(columns: Mapping[str, str], key: str) -> dict[str, int]:
    """A key such as "agenda-5" as the column that holds it; no column for no key."""
    return {columns[key.partition("-")[0]]: _pk(key)} if key else {}


def _pk(key: str) -> int:
    return int(key.partition("-")[2])


@command("meetings.keep", on="paper")
def say_items(*, by: Actor, paper: Paper, said: Mapping[int, str]) -> int:
    """Answer what items of a paper are that were doubtful: id of the item -> key of the one that is held, "" for none of them.

    Returns how many were answered. Raises Refused where one was answered meanwhile, or is no item of this meeting.
    """
    row = (
        PrintedMinutes.objects.select_for_update(of=("self",))
        .select_related("paper")
        .filter(paper=paper)
        .first()
    )
    if row is None or row.meeting_id is None:
        raise Refused(f"Paper {paper.number} is of no meeting yet. Nothing was changed.", field="items")
    open_items = {one.pk for one in row.paper.items.filter(printed=None)}
    held = {one.key for one in items_held(row)}
    matches = [rules.Match(f"item-{pk}", key, True, "Said by a person.") for pk, key in said.items()]
    if not matches:
        raise Refused("Say of at least one item which it is. Nothing was changed.", field="items")
    if set(said) - open_items or {one.held for one in matches if one.held} - held:
        raise Refused(
            "Somebody answered that meanwhile, or the item is not held any more. Nothing was changed. Open the page again.",
            rule="meetings.printed-items-as-seen",
            field="items",
        )
    joined = _keep_items(row, matches, by.name[:200])
    record(row, "items of published minutes said", paper=paper.number, answered=len(matches), held=joined)
    return len(matches)


@command("papers.correct", on="paper")
def complete_minutes(
    *,
    by: Actor,
    paper: Paper,
    titles: Mapping[int, str],
    verbs: Mapping[int, str],
    items: Mapping[int, str],
    asked: tuple[Iterable[int], Iterable[int]] = ((), ()),
    not_known: bool = False,
    reason: str = "",
) -> int:
    """State titles of items and verbs of resolutions that the page lost (number in the paper -> words), and answer `items` (as
    `say_items`). What is printed stays beside them, with who stated them, when, and how they know (`reason`).

    not_known  what was asked for (numbers of items, of outcomes) and is left empty is known to nobody, and asked for no more
    """
    done = [_stated(by, paper, "item", number, {"title": words}, reason) for number, words in titles.items()]
    done += [
        _stated(by, paper, "outcome", number, {"verb": words}, reason) for number, words in verbs.items()
    ]
    if items:
        done.append(say_items(by=by, paper=paper, said=items))
    if not_known:
        done.append(_not_known(by, paper, set(asked[0]) - set(titles), set(asked[1]) - set(verbs), reason))
    if not done:
        raise Refused(
            "Nothing was stated. Fill in at least one of the fields.", rule="meetings.printed-complete"
        )
    return sum(done)


def _stated(by: Actor, paper: Paper, part: str, number: int, changes: dict[str, str], reason: str) -> int:
    correct_part(by=by, paper=paper, part=part, number=number, reason=reason, **changes)
    return 1


def _not_known(by: Actor, paper: Paper, items: Iterable[int], outcomes: Iterable[int], reason: str) -> int:
    """Keep that nobody knows these titles and verbs: they stay not stated."""
    who = {"paper": paper, "reason": reason_given(reason, "nobody knows them"), "by_name": by.name[:200]}
    untitled = Item.objects.filter(paper=paper, number__in=list(items), title="", title_not_known=None)
    bare = Outcome.objects.filter(paper=paper, number__in=list(outcomes), verb="", verb_not_known=None)
    rows = [NotKnown(item=one, **who) for one in untitled] + [NotKnown(outcome=one, **who) for one in bare]
    NotKnown.objects.bulk_create(rows)
    record(paper, "said that lost words are not known", number=paper.number, parts=len(rows), reason=reason)
    return len(rows)
