"""The work programmes of the fictional council, the papers of the board's next agenda, and the rules of its agendas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Any

from sightline.domain.meetings.agenda_rules import items_of_rows
from sightline.domain.meetings.commands import (
    EntryDraft,
    ItemPaperDraft,
    add_entry,
    add_item_paper,
    drop_entry,
    move_entry,
    place_entry,
    set_standing_agenda,
    take_in_promise,
)
from sightline.domain.meetings.models import AgendaItem, Meeting, Paper, ProgrammeEntry, Promise
from sightline.domain.meetings.programme.timing import PARTS
from sightline.domain.meetings.standing import agenda_settings

from .council import Cast
from .happenings import Happening

RULES, AFTER = 1, 8  # rules before that day's meetings are called; entries after its promises were taken up


def happenings(paper: dict[str, Any], cast: Cast) -> list[Happening]:
    """What was put on the programmes and on the next agenda, day by day."""
    story = [Happening(row["on"], RULES, partial(_rules, row, cast)) for row in paper["rules"]]
    for row in paper["entries"]:
        story += _entry(row, cast)
    return story + [Happening(row["on"], AFTER, partial(_paper, row, cast)) for row in paper["papers"]]


def in_words(time: str, around: date | None) -> str:
    """A time as a programme prints it: "June 2026", "the June 2026 meeting", "early 2026"."""
    if around is None:
        return time
    part = next(words for words, (first, last) in PARTS.items() if first <= around.month <= last)
    return {
        "month": f"{around:%B %Y}", "meeting": f"the {around:%B %Y} meeting", "part": f"{part} {around.year}"
    }.get(time, time)  # fmt: skip


def _rules(row: dict[str, Any], cast: Cast) -> None:
    body = cast.bodies[row["body"]]
    names = ("notice_days", "speak_days", "speak_minutes", "speak_words")
    set_standing_agenda(
        by=cast.users["clerk"], body=body, items=items_of_rows(agenda_settings(body).items),
        **{name: row[name] for name in names if name in row},
    )  # fmt: skip


def _entry(row: dict[str, Any], cast: Cast) -> Iterator[Happening]:
    made: list[ProgrammeEntry] = []
    clerk = cast.users["clerk"]
    yield Happening(row["on"], AFTER, partial(_add, row, cast, made))
    if "moved" in row:
        said = row["moved"]
        timing = in_words(said["time"], said.get("around"))
        yield Happening(
            said["on"],
            AFTER,
            lambda: move_entry(by=clerk, entry=made[0], timing=timing, reason=said["why"], today=said["on"]),
        )
    if "dropped" in row:
        why = row["dropped"]
        yield Happening(
            why["on"], AFTER, lambda: drop_entry(by=clerk, entry=made[0], reason=why["why"], today=why["on"])
        )
    if "placed" in row:
        yield Happening(
            row["on"],
            AFTER + 1,
            lambda: place_entry(by=clerk, entry=made[0], meeting=_meeting(row, cast), today=row["on"]),
        )


def _add(row: dict[str, Any], cast: Cast, made: list[ProgrammeEntry]) -> None:
    clerk, body = cast.users["clerk"], cast.bodies[row["body"]]
    if "takes_in" in row:
        promise = Promise.objects.get(body=body, words__contains=row["takes_in"])
        made.append(take_in_promise(by=clerk, promise=promise, today=row["on"]))
        return
    draft = EntryDraft(
        subject=row["subject"], asks=row.get("asks", ""), timing=in_words(row["time"], row.get("around")),
        reason=row.get("reason", ""), owner=cast.posts[row["owner"]].pk if "owner" in row else None,
    )  # fmt: skip
    made.append(add_entry(by=clerk, body=body, draft=draft, today=row["on"]))


def _paper(row: dict[str, Any], cast: Cast) -> None:
    item = AgendaItem.objects.select_related("meeting__body").get(
        meeting__on=row["meeting"], title=row["item"]
    )
    held = None
    if "register" in row:
        held = (
            Paper.objects.filter(body=cast.bodies[row["register"]], kind="report")
            .order_by("-date", "-number")
            .first()
        )
    draft = ItemPaperDraft(
        title=row.get("title", ""), url=row.get("url", ""), paper=held, author=cast.posts[row["author"]].pk
    )
    add_item_paper(by=cast.users["clerk"], item=item, draft=draft, today=row["on"])


def _meeting(row: dict[str, Any], cast: Cast) -> Meeting:
    body = cast.bodies[row["body"]]
    return Meeting.objects.select_related("body").get(body=body, on=row["placed"], state="planned")
