"""Promises of the fictional council: taken up from its papers, moved, said to be met, and discharged by the board or sent back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from sightline.domain.governance.models import Seat
from sightline.domain.meetings.commands.circulating import circulate_paper
from sightline.domain.meetings.commands.outcomes import OutcomeDraft, record_outcomes
from sightline.domain.meetings.commands.promises import (
    answer_recommendation,
    give_notice,
    move_promise_date,
    say_no_promise,
    say_promise_met,
    take_up_promise,
)
from sightline.domain.meetings.models import AgendaItem, Meeting, MeetingOutcome, Outcome, Paper, Promise
from sightline.domain.meetings.promises.drafts import PromiseDraft
from sightline.domain.meetings.promises.rules import prefilled
from sightline.domain.meetings.queries_meetings import before_item

from .council import Cast
from .happenings import Happening

WHY_NOT = "It was only noted."
TAKEN, LATER = 3, 4  # papers are accepted before, on the same day; meetings are held after


def happenings(paper: dict[str, Any], cast: Cast) -> list[Happening]:
    """What was done about each promise, day by day; what the board decides about it is told by `decide_at`."""
    story: list[Happening] = []
    for row in paper["promises"]:
        story += _story(row, cast)
    last = max(row["taken"] for row in paper["promises"])
    return [*story, Happening(last, LATER, partial(_say_none, paper["none"], cast, last))]


def _story(row: dict[str, Any], cast: Cast) -> Iterator[Happening]:
    made: list[Promise] = []
    yield Happening(row["taken"], TAKEN, partial(_take_up, row, cast, made))

    def do(command: Callable[..., Promise], on: date, **values: Any) -> None:
        command(by=cast.office, promise=made[0], today=on, **values)

    for one in row.get("moved", ()):
        moved = {"due": one["to"], "due_event": "", "reason": one["why"]}
        yield Happening(one["on"], LATER, partial(do, move_promise_date, one["on"], **moved))
    for one in row.get("met", ()):
        yield Happening(one["on"], LATER, partial(do, say_promise_met, one["on"], words=one["words"]))
    if "circulated" in row:
        yield Happening(row["circulated"]["on"], LATER, partial(_circulate, row["circulated"], cast, made))
    if "notice" in row:
        yield Happening(row["taken"], LATER, partial(_notice, row, cast, made))
    if "answer" in row:
        said = row["answer"]
        yield Happening(said["on"], LATER, partial(_answer, said, cast, made))


def _notice(row: dict[str, Any], cast: Cast, made: list[Promise]) -> None:
    give_notice(by=cast.office, promise=made[0], on=row["notice"], today=row["taken"])


def _answer(said: dict[str, Any], cast: Cast, made: list[Promise]) -> None:
    answer_recommendation(
        by=cast.office,
        promise=made[0],
        answer=said["says"],
        words=said["words"],
        on=said["on"],
        today=said["on"],
    )


def _take_up(row: dict[str, Any], cast: Cast, made: list[Promise]) -> None:
    """In the words of its outcome in a paper or at a meeting held here, or of the file where it was said elsewhere."""
    source: Any = cast.bodies[row["body"]]
    place: dict[str, Any] = {}
    if "met_on" in row:
        source = MeetingOutcome.objects.select_related("meeting__body", "item").get(
            meeting__body=source, meeting__on=row["met_on"], words=row["words"]
        )
    elif "says" in row:
        source = Outcome.objects.select_related("paper__body", "item").get(
            paper__body=source, text__contains=row["says"]
        )
    else:
        place = {"place_words": row["place"], "made_on": row["made"]}
    words = row.get("words") or source.text
    owner = ("post", cast.posts[row["owner"]].pk) if "owner" in row else None
    if "owner_body" in row:
        owner = ("body", cast.bodies[row["owner_body"]].pk)
    draft = PromiseDraft(
        words=words, owner=owner, due_printed=prefilled(words).due_printed,
        **{name: row[name] for name in ("kind", "owner_words", "to_whom", "due", "due_event") if name in row},
    )  # fmt: skip
    made.append(take_up_promise(by=cast.office, source=source, draft=draft, today=row["taken"], **place))


def _circulate(row: dict[str, Any], cast: Cast, made: list[Promise]) -> None:
    """To every member of its body but those left out."""
    seats = Seat.objects.filter(body=made[0].body_id).on(row["on"])
    to = seats.exclude(post__in=[cast.posts[key].pk for key in row["left_out"]]).values_list("pk", flat=True)
    circulate_paper(
        by=cast.office, promise=made[0], paper=Paper.objects.get(title=row["paper"]), on=row["on"], to=list(to),
        why_not=row["why"], today=row["on"],
    )  # fmt: skip


def _say_none(texts: list[str], cast: Cast, on: date) -> None:
    for one in Outcome.objects.select_related("paper__body").filter(text__in=texts, promises=None):
        say_no_promise(by=cast.office, source=one, reason=WHY_NOT, today=on)


def decide_at(
    paper: dict[str, Any], clerk: Any, meeting: Meeting, item: Callable[[], AgendaItem], on: date
) -> None:
    """What a meeting says of the promises to its body: those said to be met are discharged or sent back, one is cancelled."""
    rows = [row for row in paper["promises"] if "says" in row]
    back = {row["says"]: one["why"] for row in rows for one in row.get("not_met", ()) if one["on"] == on}
    ended = {
        row["says"]: row["cancelled"]["words"] for row in rows if row.get("cancelled", {}).get("on") == on
    }
    held = list(Promise.objects.standing().filter(body=meeting.body))
    drafts = [
        OutcomeDraft("agreed", words, "cancel-promise", ("promise", one.pk))
        for one in held
        for says, words in ended.items()
        if says in one.words
    ]
    if any(one.state == "said-met" for one in held):
        for row in before_item(item()):
            why = next((why for says, why in back.items() if says in row.words), "")
            words = f"NOT AGREED: {row.words}" if why else row.draft
            drafts.append(
                OutcomeDraft("refused" if why else "agreed", words, row.effect, row.about, reason=why)
            )
    if drafts:
        result = record_outcomes(by=clerk, item=item(), rows=drafts, today=on)
        assert not result.refused, [refusal.sentence for _, refusal in result.refused]
