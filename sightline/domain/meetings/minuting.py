"""The minutes of a meeting as one document: drafted from what was recorded, and the same words when they are frozen and hashed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sightline.domain.governance.models import Body, Seat
from sightline.ground.lib.canonical import digest

from .meeting_words import INTERESTS, RESULTS
from .models import AgendaItem, Attending, BodyStyle, Declared, Meeting, MeetingOutcome
from .room import Room
from .style_rules import Style, printed

WHERE = {
    "present": "present",
    "substitute": "substitutes",
    "in-attendance": "in_attendance",
    "apologies": "apologies",
    "absent": "absent",
}


def document(
    meeting: Meeting,
    attending: Iterable[Attending],
    items: Iterable[Any],
    outcomes: Iterable[MeetingOutcome],
    style: Style | None = None,
) -> dict[str, Any]:
    """The minutes as they stand: {"head": {...}, "attendance": {...}, "items": [{...}]}; what is not stated is None.

    attending  with seat, deputy, from_item, until_item; items  as `AgendaItem.objects.in_order` has them; outcomes  with decision
    style      the body's own, for resolutions; None: the words stand as they were recorded
    """
    by_item: dict[int, list[MeetingOutcome]] = {}
    for one in outcomes:
        by_item.setdefault(one.item_id, []).append(one)
    return {
        "head": {
            "meeting": meeting.number,
            "body": meeting.body.name,
            "title": meeting.title or None,
            "on": meeting.on.isoformat(),
            "starts": meeting.starts.isoformat("minutes") if meeting.starts else None,
            "ends": meeting.ends.isoformat("minutes") if meeting.ends else None,
            "place": meeting.place or None,
            "chair": str(meeting.chaired_by) if meeting.chaired_by else None,
            "quorum": meeting.quorum_words,
        },
        "attendance": _attendance(attending),
        "items": [
            {
                "label": item.label,
                "title": item.title,
                **({"closed": item.closing.words} if item.closing else {}),
                "minute": item.minute,
                "urgency": item.urgency or None,
                "outcomes": _outcomes(meeting, by_item.get(item.pk, []), style),
            }
            for item in items
            if not item.withdrawn_reason
        ],
    }


def style_of(body: Body) -> Style:
    """The style of a body's resolutions, without an opening where it has none. No statement where `resolution_style` was read."""
    held: BodyStyle | None = getattr(body, "resolution_style", None)
    return Style(held.opening, held.numbering) if held else Style()


def sha256_of(words: dict[str, Any]) -> str:
    """The hash of minutes: of their one canonical text."""
    return digest(words)


def words_of_item(words: dict[str, Any], label: str | None) -> str:
    """All the words of one item of a version; None: those of the head and of the attendance."""
    if label is None:
        said = [str(value) for value in words["head"].values() if value is not None]
        said += [
            row["name"] + ("; " + row["note"] if row["note"] else "")
            for rows in words["attendance"].values()
            for row in rows
        ]
        return "\n".join(said)
    for item in words["items"]:
        if item["label"] == label:
            return "\n".join([item["title"], item["minute"], *map(words_of_outcome, item["outcomes"])])
    return ""


def words_of_outcome(one: dict[str, Any]) -> str:
    """What minutes print of an outcome: in the body's style, or as it was recorded."""
    printed_as = one.get("printed")
    if not printed_as:
        return str(one["words"])
    return " ".join(filter(None, [printed_as["opening"], printed_as["number"], printed_as["text"]]))


def drafted(item: AgendaItem, room: Room, first: bool, declared: Iterable[Declared] = ()) -> str:
    """What the minute of an item begins with, from what was recorded; "" where the data say nothing but the outcomes."""
    said = []
    if item.urgency:
        said.append(f"The chair agreed that this item be taken as urgent, for this reason: {item.urgency}")
    if first:
        said.append(_opening(room))
    came = [row.name for row in room.came if row.first is not None and row.first == item.position]
    left = [row.name for row in room.came if row.last is not None and row.last == item.position]
    said += [_interest(one) for one in declared]
    if came:
        said.append(f"{_listed(came)} joined the meeting for this item.")
    if left:
        said.append(f"{_listed(left)} left the meeting after this item.")
    before, here = room.at(None), room.at(item.position)
    if not first and before.quorate and here.quorate is False:
        said.append(f"The meeting was no longer quorate: {here.words}")
    return "\n\n".join(said)


def _opening(room: Room) -> str:
    sorry = [row.name for row in room.came if row.attendance == "apologies"]
    stood = [row for row in room.came if row.attendance == "substitute"]
    seats = {chair.seat.pk: chair.facts.words for chair in room.chairs}
    said = [f"Apologies were received from {_listed(sorry)}." if sorry else "No apologies were received."]
    said += [f"{row.name} attended as substitute for {seats.get(row.seat or 0, 'a seat')}." for row in stood]
    quorum = room.at()
    said.append(f"At the opening {quorum.words}")
    return " ".join(said)


def _interest(one: Declared) -> str:
    kind = INTERESTS[one.kind]
    named = f"{'an' if kind[0] in 'AEIOU' else 'a'} {kind[0].lower()}{kind[1:]}".replace(
        "an another", "another"
    )
    left = {True: " They left the meeting for this item.", False: " They stayed.", None: ""}[one.left]
    return f"{one.name} declared {named} in this item: {one.words.rstrip('. ')}.{left}"


def _outcomes(meeting: Meeting, rows: list[MeetingOutcome], style: Style | None) -> list[dict[str, Any]]:
    """The outcomes of an item; those that minutes print in the body's style say how under "printed"."""
    styled = printed([(one.result, one.words) for one in rows], style) if style else [None] * len(rows)
    return [
        _outcome(meeting, one)
        | ({"printed": {"opening": how.opening, "number": how.number, "text": how.text}} if how else {})
        for one, how in zip(rows, styled, strict=True)
    ]


def _outcome(meeting: Meeting, one: MeetingOutcome) -> dict[str, Any]:
    return {
        "reference": f"{meeting.number}/{one.number}",
        "result": RESULTS[one.result],
        "words": one.words,
        "reason": one.reason or None,
        "about": one.about_words or None,
        "decision": one.decision.number if one.decision else None,
        "quorum": one.decision.quorum_words if one.decision else None,
    }


def _attendance(attending: Iterable[Attending]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in WHERE.values()}
    for row in attending:
        stay = [
            f"from item {row.from_item.label}" if row.from_item else "",
            f"until item {row.until_item.label}" if row.until_item else "",
            row.note,
        ]
        found[WHERE[row.attendance]].append(
            {
                "name": row.name,
                "seat": _seat_words(row.seat),
                "note": ", ".join(filter(None, stay)) or None,
            }
        )
    return found


def _seat_words(seat: Seat | None) -> str | None:
    """What a seat is called in minutes: its role and who holds it."""
    return f"{seat.get_role_display()}: {seat}" if seat else None


def _listed(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
