"""The writers of seats and deputies. A seat that changes hands is another row that follows the first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import rules, seat_rules
from ..models import Body, Deputy, Person, Post, Seat
from ..seat_rules import SeatFacts
from ..wording import cleaned, reason_given
from ..words import SEAT_ROLES


@command("governance.edit", on="body")
def add_seat(
    *,
    by: Actor,
    body: Body,
    role: str,
    name: str = "",
    post: Post | None = None,
    person: Person | None = None,
    since: date | None = None,
    reason: str = "",
) -> Seat:
    """Add a place on a body, held by a post or a person, or vacant with a name ("Health"). since None: not stated."""
    body = _locked(body)
    seat_rules.check_within(since, body.name, body.since, body.until)
    _check_holder(post, person, since)
    kept = cleaned(Seat, name=name, reason=reason)
    seat = Seat(body=body, role=role, post=post, person=person, since=since, by_name=by.name[:200], **kept)
    _check_and_name(seat)
    seat.save()
    record(seat, "seat added", body=body.name, role=role, holder=_holder(seat), name=seat.name, since=since)
    return seat


@command("governance.edit", on="seat")
def fill_seat(
    *,
    by: Actor,
    seat: Seat,
    post: Post | None = None,
    person: Person | None = None,
    since: date,
    reason: str = "",
) -> Seat:
    """Somebody takes a seat from a day on; whoever held it holds it until the day before. Taking over needs a reason.

    A seat that fell vacant on that same day is filled as it stands, so that a change on the day leaves no gap.
    """
    seat = _seat(seat)
    _check_holder(post, person, since)
    if post is None and person is None:
        raise Refused(
            "Choose the post or the person who takes the seat. Nothing was changed.", field="holder"
        )
    if _holder(seat):
        reason = reason_given(reason or "", "the seat changes hands")
    kept = cleaned(Seat, reason=reason)["reason"]
    return _followed(by, seat, since, kept, post=post, person=person)


@command("governance.edit", on="seat")
def change_seat(*, by: Actor, seat: Seat, role: str, name: str, since: date, reason: str) -> Seat:
    """Give a seat another role or name from a day on: a member becomes the chair. Who holds it stays."""
    seat = _seat(seat)
    kept = cleaned(Seat, name=name)
    if (role, kept["name"]) == (seat.role, seat.name):
        raise Refused("The seat has that role and name already. Nothing was changed.", field="role")
    return _followed(by, seat, since, reason_given(reason, "the seat changes"), role=role, name=kept["name"])


@command("governance.edit", on="seat")
def vacate_seat(*, by: Actor, seat: Seat, until: date, reason: str) -> Seat:
    """Whoever holds a seat leaves it after a day; the place stays and is vacant. Answers the vacant seat."""
    seat = _seat(seat)
    if not _holder(seat):
        raise Refused("The seat is vacant already. Nothing was changed.")
    reason = reason_given(reason, "the seat falls vacant")
    rules.check_period(seat.since, until, f"The seat of {seat}")
    return _followed(by, seat, until + timedelta(days=1), reason, post=None, person=None)


@command("governance.edit", on="seat")
def end_seat(*, by: Actor, seat: Seat, until: date, reason: str) -> Seat:
    """Take a place off a body after a day: it has one seat fewer then, and its quorum may change."""
    seat = _seat(seat)
    reason = reason_given(reason, "the seat ends")
    _end(seat, until, reason)
    record(
        seat,
        "seat ended",
        body=seat.body.name,
        role=seat.role,
        holder=_holder(seat),
        until=until,
        reason=reason,
    )
    return seat


@command("governance.edit", on="seat")
def add_deputy(
    *,
    by: Actor,
    seat: Seat,
    post: Post | None = None,
    person: Person | None = None,
    since: date | None,
    until: date | None,
    reason: str = "",
) -> Deputy:
    """Say who may stand in for a seat, from a day until a day; always with an end."""
    seat = _seat(seat)
    _check_holder(post, person, since)
    others = [_deputy_facts(one) for one in seat.deputies.select_related("post", "person")]
    first, last = seat_rules.check_deputy(facts(seat), _key(post, person), since, until, others)
    kept = cleaned(Deputy, reason=reason)
    made = Deputy.objects.create(
        seat=seat, post=post, person=person, since=first, until=last, by_name=by.name[:200], **kept
    )
    record(
        made, "deputy named", body=seat.body.name, seat=str(seat), deputy=str(made), since=since, until=until
    )
    return made


@command("governance.edit", on="deputy")
def end_deputy(*, by: Actor, deputy: Deputy, until: date, reason: str) -> Deputy:
    """Let somebody stand in no longer than a day, earlier than was said."""
    reason = reason_given(reason, "the deputy stands down")
    if until >= deputy.until:
        raise Refused(
            f"{deputy} stands in until {deputy.until:%-d %B %Y} as it is. Nothing was changed.", field="until"
        )
    rules.check_period(deputy.since, until, f"The time of {deputy} as a deputy")
    deputy.until = until
    deputy.save(update_fields=["until"])
    record(deputy, "deputy ended", seat=str(deputy.seat), deputy=str(deputy), until=until, reason=reason)
    return deputy


def end_seats(body: Body, until: date, reason: str) -> int:
    """End every seat and deputy of a body that ends; how many seats. For `end_body` only: it records nothing."""
    ended = 0
    for seat in body.seats.filter(until=None).select_related("post", "person", "body"):
        _end(seat, max(until, seat.since or until), reason)
        ended += 1
    return ended


def facts(seat: Seat) -> SeatFacts:
    """A seat as the rules read it. Reads `post` and `person`."""
    return SeatFacts(seat.pk, seat.role, _key(seat.post, seat.person), str(seat), seat.since, seat.until)


def _followed(by: Actor, seat: Seat, since: date, reason: str, **changes: Any) -> Seat:
    """The seat as it is from a day on: another row, or the same one where it is vacant and began that day."""
    seat_rules.check_can_give_way(facts(seat), since)
    seat_rules.check_within(since, seat.body.name, seat.body.since, seat.body.until)
    old = _said(seat)
    if seat.since == since:
        follows = seat
    else:
        follows = Seat(
            body=seat.body, role=seat.role, name=seat.name, post=seat.post, person=seat.person, follows=seat
        )
        _end(seat, since - timedelta(days=1), reason)
    for name, value in changes.items():
        setattr(follows, name, value)
    follows.since, follows.reason, follows.by_name = since, reason, by.name[:200]
    _check_and_name(follows)
    follows.save()
    record(
        follows, "seat changed", body=seat.body.name, since=since, old=old, new=_said(follows), reason=reason
    )
    return follows


def _end(seat: Seat, until: date, reason: str) -> None:
    rules.check_period(seat.since, until, f"The seat of {seat}")
    seat.until, seat.ended_reason = until, reason
    seat.save(update_fields=["until", "ended_reason"])
    seat.deputies.filter(until__gt=until, since__lte=until).update(until=until)
    for late in seat.deputies.filter(since__gt=until):
        late.until = late.since  # it never came to stand in: nothing is deleted
        late.save(update_fields=["until"])


def _check_and_name(seat: Seat) -> None:
    others = [facts(one) for one in seat.body.seats.select_related("post", "person")]
    seat_rules.check_seat(facts(seat), others, seat.body.name)
    if not _holder(seat) and not seat.name:
        seat.name = SEAT_ROLES[seat.role]


def _check_holder(post: Post | None, person: Person | None, since: date | None) -> None:
    if post is not None and person is not None:
        raise Refused("Choose a post or a person, not both. Nothing was changed.", field="holder")
    if post is not None and post.until is not None and (since is None or since > post.until):
        raise Refused(
            f"The post {post} ended on {post.until:%-d %B %Y}. Choose another. Nothing was changed.",
            field="holder",
        )


def _locked(body: Body) -> Body:
    return Body.objects.select_for_update(of=("self",)).get(pk=body.pk)


def _seat(seat: Seat) -> Seat:
    """The seat as it is now, with its body locked: of two who change seats at once, the second sees what the first did."""
    _locked(seat.body)
    seat = Seat.objects.select_related("body", "post", "person").get(pk=seat.pk)
    if seat.until is not None:
        seat_rules.check_can_give_way(facts(seat), seat.until)
    return seat


def _key(post: Post | None, person: Person | None) -> tuple[str, int] | None:
    if post is not None:
        return ("post", post.pk)
    return ("person", person.pk) if person is not None else None


def _deputy_facts(deputy: Deputy) -> SeatFacts:
    return SeatFacts(
        deputy.pk, "member", _key(deputy.post, deputy.person), str(deputy), deputy.since, deputy.until
    )


def _holder(seat: Seat) -> str:
    return str(seat.post or seat.person or "")


def _said(seat: Seat) -> dict[str, str]:
    return {"role": seat.role, "name": seat.name, "holder": _holder(seat)}
