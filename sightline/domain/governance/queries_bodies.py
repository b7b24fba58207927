"""The readers of bodies at work: who sits where on a day, under which terms, who reports to whom, what was delegated."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q

from sightline.ground.lib.errors import NotFound

from .models import Body, BodyTerms, Decision, Delegation, Deputy, ExitCriterion, Holding, Person, Post, Seat
from .queries import bodies, body_for
from .quorum import Quorum, quorum_needed, seats_on
from .separation import Sitter
from .terms_rules import expected_by
from .words import CHAIRS, COUNTS_FOR_QUORUM, SEAT_ROLES

ORDER = list(SEAT_ROLES)
DECISIONS_SHOWN = 20


@dataclass(frozen=True)
class BodyRow:
    """A body in the list, as it stands on a day. chair: who chairs it, "" where nobody does; counts of its seats."""

    body: Body
    chair: str
    filled: int
    vacant: int
    reports_to: Body | None
    frequency: str


@dataclass(frozen=True)
class Branch:
    """A body in the reporting line: depth 0 reports to nobody that is stated."""

    body: Body
    depth: int
    inside: tuple[Branch, ...] = ()


@dataclass(frozen=True)
class SeatRow:
    """A seat on a day: who holds it, and which people those are where a post does; who may stand in."""

    seat: Seat
    holders: tuple[str, ...]
    deputies: tuple[Deputy, ...]

    @property
    def vacant(self) -> bool:
        return self.seat.post_id is None and self.seat.person_id is None


@dataclass(frozen=True)
class BodyPage:
    """A body as it stood on a day.

    terms     those of that day, None: not stated; `others` the ones before and after, latest first
    criteria  what has to be so before it ends, as asked for on that day
    """

    body: Body
    day: date
    terms: BodyTerms | None
    others: tuple[BodyTerms, ...]
    seats: tuple[SeatRow, ...]
    gone: tuple[Seat, ...]
    criteria: tuple[ExitCriterion, ...]
    quorum: Quorum

    @property
    def counted_vacant(self) -> int:
        return sum(row.vacant and row.seat.role in COUNTS_FOR_QUORUM for row in self.seats)

    def expected(self, last: date | None) -> date | None:
        """By when it should meet next, by the frequency of its terms."""
        since = self.terms.since if self.terms else None
        return expected_by(self.terms.frequency if self.terms else None, last, self.body.since or since)


@dataclass(frozen=True)
class BodyHistory:
    """What a body was and decided: its terms, its seats of old, delegations it gave and holds, decisions."""

    body: Body
    given: tuple[Delegation, ...]
    held: tuple[Delegation, ...]
    decisions: tuple[Decision, ...]
    seats: tuple[Seat, ...]
    terms: tuple[BodyTerms, ...]
    dropped: tuple[ExitCriterion, ...]
    reporting: tuple[Body, ...]


def body_rows(found: Iterable[Body], day: date) -> list[BodyRow]:
    """Bodies with their seats and lines of a day, in two statements."""
    rows = list(found)
    keys = [body.pk for body in rows]
    seats: dict[int, list[Seat]] = {}
    for seat in Seat.objects.on(day).filter(body_id__in=keys).select_related("post", "person"):
        seats.setdefault(seat.body_id, []).append(seat)
    terms = {
        one.body_id: one
        for one in BodyTerms.objects.on(day).filter(body_id__in=keys).select_related("reports_to")
    }
    return [_row(body, seats.get(body.pk, []), terms.get(body.pk)) for body in rows]


def _row(body: Body, seats: Sequence[Seat], terms: BodyTerms | None) -> BodyRow:
    filled = [seat for seat in seats if seat.post_id or seat.person_id]
    chairs = [str(seat) for seat in filled if seat.role in CHAIRS]
    return BodyRow(
        body=body,
        chair="; ".join(chairs),
        filled=len(filled),
        vacant=len(seats) - len(filled),
        reports_to=terms.reports_to if terms else None,
        frequency=terms.get_frequency_display() if terms and terms.frequency else "",
    )


def reporting_tree(user: Any, day: date) -> list[Branch]:
    """The bodies of a day under those that they report to; a body whose line leads out of sight stands at the top."""
    shown = {body.pk: body for body in bodies(user, on=day)}
    above = dict(BodyTerms.objects.on(day).exclude(reports_to=None).values_list("body", "reports_to"))
    below: dict[int | None, list[Body]] = {}
    for body in shown.values():
        over = above.get(body.pk)
        below.setdefault(over if over in shown else None, []).append(body)
    return [_branch(body, below, 0) for body in below.get(None, [])]


def _branch(body: Body, below: dict[int | None, list[Body]], depth: int) -> Branch:
    return Branch(body, depth, tuple(_branch(one, below, depth + 1) for one in below.get(body.pk, [])))


def body_page(user: Any, key: int, day: date) -> BodyPage:
    """A body as it stood on a day, with everything of its page loaded. NotFound as `body_for`."""
    body = body_for(user, key)
    terms = list(BodyTerms.objects.filter(body=body).select_related("reports_to", "file").order_by("-since"))
    now = next((one for one in terms if one.since <= day and (one.until is None or day <= one.until)), None)
    everyone = list(_seats(body, day))
    here = seats_on(everyone, day)
    return BodyPage(
        body=body,
        day=day,
        terms=now,
        others=tuple(one for one in terms if one is not now),
        seats=tuple(seat_rows(here, day)),
        gone=tuple(seat for seat in everyone if seat.until is not None and seat.until < day),
        criteria=tuple(ExitCriterion.objects.on(day).filter(body=body)),
        quorum=quorum_needed(now, here),
    )


def _seats(body: Body, day: date) -> Any:
    deputies = Deputy.objects.on(day).select_related("post", "person")
    holdings = Holding.objects.select_related("person")
    return (
        Seat.objects.filter(body=body)
        .select_related("post", "person")
        .prefetch_related(
            Prefetch("deputies", queryset=deputies), Prefetch("post__holdings", queryset=holdings)
        )
    )


def seat_rows(seats: Iterable[Seat], day: date) -> list[SeatRow]:
    """Seats with who holds them on a day, chairs first. Reads deputies and the holdings of posts; load them beforehand."""
    rows = [
        SeatRow(
            seat,
            tuple(person.name for person in seat.post.holders(day)) if seat.post else (),
            tuple(seat.deputies.all()),
        )
        for seat in seats
    ]
    return sorted(rows, key=lambda row: (ORDER.index(row.seat.role), row.vacant, str(row.seat)))


def body_history(user: Any, key: int, day: date) -> BodyHistory:
    """What a body was, delegated and decided."""
    body = body_for(user, key)
    delegations = list(
        Delegation.objects.filter(Q(body=body) | Q(to_body=body)).select_related(
            "body", "to_post", "to_body", "decision"
        )
    )
    return BodyHistory(
        body=body,
        given=tuple(one for one in delegations if one.body_id == body.pk),
        held=tuple(one for one in delegations if one.to_body_id == body.pk),
        decisions=tuple(Decision.objects.visible_to(user).filter(body=body)[: DECISIONS_SHOWN + 1]),
        seats=tuple(
            Seat.objects.filter(body=body, until__lt=day)
            .select_related("post", "person")
            .order_by("-until", "-pk")
        ),
        terms=tuple(BodyTerms.objects.filter(body=body).select_related("reports_to").order_by("-since")),
        dropped=tuple(ExitCriterion.objects.filter(body=body, until__lt=day)),
        reporting=tuple(Body.objects.visible_to(user).filter(terms__reports_to=body, terms__until=None)),
    )


def seat_for(user: Any, key: int, seat: int) -> Seat:
    """A seat of a body, for who may see the body."""
    body = body_for(user, key)
    found = Seat.objects.filter(body=body, pk=seat).select_related("body", "post", "person").first()
    if found is None:
        raise NotFound("There is no such seat on this body.")
    return found


def deputy_for(user: Any, key: int, deputy: int) -> Deputy:
    """A deputy of a seat of a body, for who may see the body."""
    body = body_for(user, key)
    found = Deputy.objects.filter(seat__body=body, pk=deputy).select_related(
        "seat__body", "seat__post", "seat__person"
    )
    one = found.select_related("seat__body", "seat__post", "seat__person", "post", "person").first()
    if one is None:
        raise NotFound("There is no such deputy on this body.")
    return one


def criterion_for(user: Any, key: int, criterion: int) -> ExitCriterion:
    """An exit criterion of a body, for who may see the body."""
    body = body_for(user, key)
    found = ExitCriterion.objects.filter(body=body, pk=criterion).select_related("body").first()
    if found is None:
        raise NotFound("There is no such exit criterion of this body.")
    return found


def standing_terms(body: Body) -> BodyTerms | None:
    """The terms that have no end yet."""
    return BodyTerms.objects.filter(body=body, until=None).select_related("reports_to").first()


def may_hold(user: Any, day: date) -> list[tuple[str, str]]:
    """Who may take a seat: ("post-4", words), ("person-9", words); posts and people that the user sees, as choices."""
    posts = Post.objects.visible_to(user).on(day)
    people = Person.objects.visible_to(user)
    return [(f"post-{one.pk}", str(one)) for one in posts] + [
        (f"person-{one.pk}", f"{one.name} (in person)") for one in people
    ]


def holder_of(user: Any, choice: str) -> dict[str, Any]:
    """What `may_hold` offered, as arguments of the commands: {"post": ...} or {"person": ...}; {} for none."""
    kind, _, key = (choice or "").partition("-")
    if not key.isdecimal():
        return {}
    model: Any = {"post": Post, "person": Person}[kind]
    found = model.objects.visible_to(user).filter(pk=int(key)).first()
    return {kind: found} if found is not None else {}


def sitting(body_ids: Iterable[int], day: date) -> list[Sitter]:
    """Who sits on bodies on a day, for `separation.shared_people`: posts with who holds them, and people; two statements."""
    seats = Seat.objects.on(day).filter(body_id__in=list(body_ids)).exclude(post=None, person=None)
    holdings = Holding.objects.select_related("person")
    seats = seats.select_related("body", "post", "person").prefetch_related(
        Prefetch("post__holdings", queryset=holdings)
    )
    return [_sitter(seat, day) for seat in seats]


def _sitter(seat: Seat, day: date) -> Sitter:
    keys: set[tuple[str, int]] = set()
    if seat.post is not None:
        keys |= {("post", seat.post.pk), *(("person", person.pk) for person in seat.post.holders(day))}
    if seat.person is not None:
        keys.add(("person", seat.person.pk))
    return Sitter(seat.body_id, seat.body.name, seat.role, frozenset(keys), str(seat))
