"""The outcomes of papers and meetings of which nobody has said yet whether they are a promise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
)

from sightline.domain.governance.models import Body
from sightline.ground.lib.errors import NotFound

from ..models import (
    Meeting,
    MeetingOutcome,
    NotAPromise,
    Outcome,
    PrintedMinutes,
    Promise,
    SameOutcome,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An outcome that nobody has decided about yet. key: "paper-12" or "meeting-3", as forms name it."""

    key: str
    source: Outcome | MeetingOutcome
    words: str
    verb: str
    what: str
    place: str
    on: date | None
    body: Body | None
    address: tuple[str, tuple[Any, ...], str]


def undecided(user: Any, *, body: str = "", none: bool = False, most: int = 0) -> list[Candidate]:
    """The resolutions, commitments and decisions of papers, and the outcomes of meetings held here, of which nobody has said yet
    whether they are a promise; the latest first.

    none  instead those that somebody said are none, so that one can be taken up after all
    Outcomes of another council's papers, and outcomes that decided something else (a sign-off), are left out. Two statements.
    """
    in_papers, at_meetings = _of_papers(user, none), _of_meetings(user, none)
    if body.isascii() and body.isdecimal() and len(body) < 16:
        in_papers, at_meetings = (
            in_papers.filter(paper__body=int(body)),
            at_meetings.filter(meeting__body=int(body)),
        )
    found = [_from_paper(one) for one in (in_papers[:most] if most else in_papers)]
    found += [_from_meeting(one) for one in (at_meetings[:most] if most else at_meetings)]
    found.sort(key=lambda one: one.on or date.min, reverse=True)
    return found[:most] if most else found


def undecided_count(user: Any) -> int:
    """Of how many outcomes nobody has said yet whether they are a promise; two statements."""
    return _of_papers(user, False).count() + _of_meetings(user, False).count()


def candidate(user: Any, key: str) -> Candidate:
    """One outcome by its key, whether it was decided about or not. Raises NotFound."""
    kind, _, pk = key.partition("-")
    found: Candidate | None = None
    if pk.isascii() and pk.isdecimal() and len(pk) < 16:
        if kind == "paper":
            row = _paper_rows(user).filter(pk=int(pk)).first()
            found = _from_paper(row) if row else None
        elif kind == "meeting":
            held = _meeting_rows(user).filter(pk=int(pk)).first()
            found = _from_meeting(held) if held else None
    if found is None:
        raise NotFound("There is no such resolution or commitment.")
    return found


def candidates(user: Any, keys: Sequence[str]) -> dict[str, Candidate]:
    """Several outcomes by their keys, those that the user may see; two statements."""
    wanted: dict[str, list[int]] = {"paper": [], "meeting": []}
    for key in keys:
        kind, _, pk = key.partition("-")
        if kind in wanted and pk.isascii() and pk.isdecimal() and len(pk) < 16:
            wanted[kind].append(int(pk))
    found = [_from_paper(one) for one in _paper_rows(user).filter(pk__in=wanted["paper"])]
    found += [_from_meeting(one) for one in _meeting_rows(user).filter(pk__in=wanted["meeting"])]
    return {one.key: one for one in found}


def bodies_undecided(user: Any) -> list[Body]:
    """The bodies of outcomes that the user may see, by name; for a filter."""
    printed = _paper_rows(user).order_by().values("paper__body")
    held = _meeting_rows(user).order_by().values("meeting__body")
    return list(Body.objects.filter(Q(pk__in=printed) | Q(pk__in=held)).order_by("name", "pk"))


def _paper_rows(user: Any) -> QuerySet[Outcome]:
    return Outcome.objects.visible_to(user).select_related("paper__body", "item")


def _meeting_rows(user: Any) -> QuerySet[MeetingOutcome]:
    return MeetingOutcome.objects.filter(meeting__in=Meeting.objects.visible_to(user)).select_related(
        "meeting__body", "item"
    )


def _of_papers(user: Any, none: bool) -> QuerySet[Outcome]:
    rows = _paper_rows(user).exclude(paper__ownership="other")
    rows = rows.filter(~Exists(_printed_twice()), ~Exists(_asked_about()))
    rows = _left(rows, "outcome", none)
    return rows.order_by(F("paper__date").desc(nulls_last=True), "-paper__number", "position", "number")


def _printed_twice() -> QuerySet[SameOutcome]:
    """A later paper of the meeting prints it again: the one that is held is decided about, once."""
    stands = Q(held__paper__withdrawn_on=None, held__isnull=False) | Q(held_here__isnull=False)
    return SameOutcome.objects.filter(stands, outcome=OuterRef("pk"))


def _asked_about() -> QuerySet[PrintedMinutes]:
    """Whether its item is one that is held is still to be answered."""
    return PrintedMinutes.objects.filter(
        meeting__isnull=False,
        paper=OuterRef("paper"),
        paper__items=OuterRef("item"),
        paper__items__printed=None,
    )


def _of_meetings(user: Any, none: bool) -> QuerySet[MeetingOutcome]:
    rows = _meeting_rows(user).filter(effect__in=["", "other"], about_kind="", result__in=["agreed", "noted"])
    return _left(rows, "meeting_outcome", none).order_by("-meeting__on", "-meeting__number", "number")


def _left(rows: Any, column: str, none: bool) -> Any:
    taken = Promise.objects.filter(**{column: OuterRef("pk")})
    said = NotAPromise.objects.filter(**{column: OuterRef("pk")})
    rows = rows.filter(~Exists(taken))
    return rows.filter(Exists(said)).select_related("no_promise") if none else rows.filter(~Exists(said))


def _from_paper(one: Outcome) -> Candidate:
    number = f" {one.printed_number}" if one.printed_number else ""
    item = f", {one.item}" if one.item else ""
    return Candidate(
        key=f"paper-{one.pk}",
        source=one,
        words=one.text,
        verb=one.verb,
        what=f"{one.get_kind_display()}{number}",
        place=f"{one.paper.title}, {one.reference}{item}",
        on=one.paper.date,
        body=one.paper.body,
        address=("paper", (one.paper.number,), f"outcome-{one.number}"),
    )


def _from_meeting(one: MeetingOutcome) -> Candidate:
    return Candidate(
        key=f"meeting-{one.pk}",
        source=one,
        words=one.words,
        verb="",
        what=one.get_result_display(),
        place=f"{one.meeting}, item {one.item.label}",
        on=one.meeting.on,
        body=one.meeting.body,
        address=("meeting-item", (one.meeting.number, one.item.number), ""),
    )
