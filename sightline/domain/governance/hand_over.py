"""What governance itself hands over: reporting lines, exit criteria, delegations, seats, deputies, posts and rights."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from sightline.ground.accounts.models import Grant
from sightline.ground.audit.commands import record
from sightline.ground.lib.errors import Refused

from .models import Body, BodyTerms, Delegation, Deputy, ExitCriterion, Holding, Person, Post, Seat
from .responsibilities import BODY, PERSON, POST, Held, Passed, Passing, Responsibility, register
from .words import SEAT_ROLES

TERMS = (
    "terms",
    "file",
    "quorum_number",
    "quorum_share_of",
    "quorum_words",
    "frequency",
    "earliest_end",
    "exit_words",
)


# Reporting lines -----------------------------------------------------------------------------------------------------


def lines_held(body: Body, day: date) -> list[Held]:
    rows = BodyTerms.objects.filter(reports_to=body, until=None, body__until=None).select_related("body")
    return [
        Held("reports-to", row.pk, str(row.body), "Reports to it", ("body", row.body_id), row) for row in rows
    ]


def settle_lines(passing: Passing, passed: Sequence[Passed]) -> None:
    for one in passed:
        old: BodyTerms = one.held.thing
        since = max(passing.until, old.since) + timedelta(days=1)
        BodyTerms.objects.filter(pk=old.pk).update(until=since - timedelta(days=1))
        to = one.to
        made = BodyTerms.objects.create(
            body=old.body, since=since, reports_to=to, by_name=passing.by.name[:200],
            reason=one.reason or passing.words, **{name: getattr(old, name) for name in TERMS},
        )  # fmt: skip
        record(made, "reporting line passed on", body=old.body.name, to=str(to) if to else None)


# Exit criteria -------------------------------------------------------------------------------------------------------


def criteria_held(body: Body, day: date) -> list[Held]:
    rows = ExitCriterion.objects.filter(body=body, until=None, met_on=None)
    return [Held("exit-criterion", row.pk, row.words, "Not met", (), row) for row in rows]


def settle_criteria(passing: Passing, passed: Sequence[Passed]) -> None:
    places: dict[int, int] = {}
    for one in passed:
        old: ExitCriterion = one.held.thing
        old.until = max(passing.until, old.since)
        old.until_reason = one.reason or f"Asked of {one.to} from then on. {passing.words}"
        old.save(update_fields=["until", "until_reason"])
        if one.to is not None:
            places[one.to.pk] = place = (
                places.get(one.to.pk, ExitCriterion.objects.filter(body=one.to).count()) + 1
            )
            since = passing.until + timedelta(days=1)
            ExitCriterion.objects.create(body=one.to, position=place, words=old.words, since=since)
        record(
            old,
            "exit criterion passed on",
            words=old.words,
            to=str(one.to) if one.to else None,
            reason=one.reason,
        )


# Delegations: a power that was given cannot be given on by who holds it (the body that gave it may give it anew) ------


def delegations_held(body: Body, day: date) -> list[Held]:
    """Those that a body gave and those that it holds, in one statement."""
    rows = _delegations(Q(body=body) | Q(to_body=body), day)
    given = [
        Held("delegation-given", row.pk, f"{row}: {row.words}", f"To {row.to_post or row.to_body}", (), row)
        for row in rows
        if row.body_id == body.pk
    ]
    return given + [
        Held("delegation-held", row.pk, f"{row}: {row.words}", f"From {row.body}", (), row)
        for row in rows
        if row.to_body_id == body.pk
    ]


def post_delegations_held(post: Post, day: date) -> list[Held]:
    return [
        Held("post-delegation", row.pk, f"{row}: {row.words}", f"From {row.body}", (), row)
        for row in _delegations(Q(to_post=post), day)
    ]


def _delegations(whose: Q, day: date) -> list[Delegation]:
    standing = Delegation.objects.filter(whose).filter(Q(until=None) | Q(until__gt=day))
    return list(standing.select_related("to_post", "to_body", "body"))


def settle_delegations(passing: Passing, passed: Sequence[Passed]) -> None:
    for one in passed:
        row: Delegation = one.held.thing
        row.until, row.ended_reason = max(passing.until, row.since), one.reason
        row.save(update_fields=["until", "ended_reason"])
        record(row, "delegation ended", number=row.number, until=row.until, reason=one.reason)


READS = "reader"  # to read what was is no responsibility: such a role stays where it is


# Rights over a body or a post ----------------------------------------------------------------------------------------


def _grants(kind: str, over: str) -> Callable[[Any, date], list[Held]]:
    def held(holder: Any, day: date) -> list[Held]:
        rows = Grant.objects.filter(kind=over, thing_id=holder.pk, user__is_active=True)
        rows = rows.exclude(role=READS).select_related("user")
        return [Held(kind, row.pk, row.user.name, row.get_role_display(), (), row) for row in rows]

    return held


def settle_grants(passing: Passing, passed: Sequence[Passed]) -> None:
    """Give the same role over the successor; over what has ended the person may only read from then on.

    Only for who manages accounts or may hand over everything: nobody widens their own rights by a hand-over.
    """
    if not (passing.by.may("accounts.manage") or passing.by.may("governance.hand_over")):
        raise Refused(
            "Roles over it can be passed on only by who may hand over any body. Nothing was changed.",
            rule="governance.rights-pass-with-the-body",
            who="the programme office or an administrator",
        )
    given = f"{passing.by.name}, by hand-over"[:200]
    made: list[Grant] = []
    for one in passed:
        grant: Grant = one.held.thing
        places = [(READS, passing.holder), *([(grant.role, one.to)] if one.to is not None else [])]
        for role, thing in places:
            kind, key = thing.scopes()[0]
            made.append(Grant(user=grant.user, role=role, kind=kind, thing_id=key, given_by=given))
        to = str(one.to) if one.to else None
        record(
            grant.user, "role passed on", role=grant.role, over=str(passing.holder), to=to, reason=one.reason
        )
    Grant.objects.bulk_create(made, ignore_conflicts=True)
    Grant.objects.filter(pk__in=[one.held.key for one in passed]).delete()


# Seats, deputies and posts of a post that ends or a person who leaves -------------------------------------------------


def _seats(kind: str, column: str) -> Callable[[Any, date], list[Held]]:
    def held(holder: Any, day: date) -> list[Held]:
        rows = Seat.objects.filter(**{column: holder}, until=None, body__until=None).select_related("body")
        return [
            Held(kind, row.pk, str(row.body), SEAT_ROLES[row.role], ("body", row.body_id), row)
            for row in rows
        ]

    return held


def settle_seats(passing: Passing, passed: Sequence[Passed]) -> None:
    """The successor takes the seat the day after; where nobody does, it falls vacant and stays."""
    from .commands.seats import fill_seat, vacate_seat

    for one in passed:
        seat: Seat = one.held.thing
        last = max(passing.until, seat.since or passing.until)
        reason = one.reason or passing.words
        if one.to is None:
            vacate_seat(by=passing.by, seat=seat, until=last, reason=reason)
            continue
        holder = {"post": one.to} if isinstance(one.to, Post) else {"person": one.to}
        fill_seat(by=passing.by, seat=seat, since=last + timedelta(days=1), reason=reason, **holder)


def _deputies(kind: str, column: str) -> Callable[[Any, date], list[Held]]:
    def held(holder: Any, day: date) -> list[Held]:
        rows = Deputy.objects.filter(**{column: holder}, until__gt=day, seat__until=None)
        rows = rows.select_related("seat__body", "seat__post", "seat__person")
        return [
            Held(kind, row.pk, f"{row.seat} on {row.seat.body}", "Stands in", ("body", row.seat.body_id), row)
            for row in rows
        ]

    return held


def settle_deputies(passing: Passing, passed: Sequence[Passed]) -> None:
    from .commands.seats import add_deputy

    for one in passed:
        row: Deputy = one.held.thing
        last, row.until = row.until, max(passing.until, row.since)
        row.save(update_fields=["until"])
        record(row, "deputy ended", seat=str(row.seat), until=row.until, reason=one.reason or passing.words)
        if one.to is not None and last > row.until:
            holder = {"post": one.to} if isinstance(one.to, Post) else {"person": one.to}
            since = row.until + timedelta(days=1)
            add_deputy(by=passing.by, seat=row.seat, since=since, until=last, reason=passing.words, **holder)


def holdings_held(person: Person, day: date) -> list[Held]:
    rows = (
        Holding.objects.filter(person=person).filter(Q(until=None) | Q(until__gt=day)).select_related("post")
    )
    return [Held("holding", row.pk, str(row.post), "Holds it", ("post", row.post_id), row) for row in rows]


def settle_holdings(passing: Passing, passed: Sequence[Passed]) -> None:
    """The person leaves the post on the last day; the successor takes it up the day after, or it is vacant."""
    for one in passed:
        row: Holding = one.held.thing
        row.until = max(passing.until, row.since or passing.until)
        row.save(update_fields=["until"])
        record(row, "post left", post=str(row.post), until=row.until, reason=one.reason)
        since = row.until + timedelta(days=1)
        if (
            one.to is not None
            and not Holding.objects.filter(person=one.to, post=row.post, until=None).exists()
        ):
            taken = Holding.objects.create(person=one.to, post=row.post, since=since)
            record(taken, "post taken up", person=one.to.name, post=str(row.post), since=since)


def account_held(person: Person, day: date) -> list[Held]:
    user = person.user
    if user is None or not user.is_active:
        return []
    return [Held("account", user.pk, f"The account of {user.name}", "May sign in", (), user)]


def settle_account(passing: Passing, passed: Sequence[Passed]) -> None:
    """The account may not sign in any more, where who records it manages accounts; else that is said and asked for."""
    from sightline.ground.accounts.commands import deactivate_user

    for one in passed:
        if passing.by.may("accounts.manage"):
            deactivate_user(by=passing.by, user=one.held.thing)
        else:
            record(passing.holder, "account left open", reason=one.reason)


def tell() -> None:
    """Make them known; called once, when the installation starts."""
    register(
        Responsibility(
            "reports-to", BODY, "Bodies that report to it", lines_held, settle_lines, (BODY,),
            covers=("governance.BodyTerms.reports_to",),
        ),
        Responsibility(
            "exit-criterion", BODY, "Exit criteria that are not met", criteria_held, settle_criteria, (BODY,),
            covers=("governance.ExitCriterion.body",),
        ),
        Responsibility(
            "delegation-given", BODY, "Delegations that it gave",
            delegations_held, settle_delegations, (),
            end_words="The body that gave it ends.", covers=("governance.Delegation.body",),
        ),
        Responsibility(
            "delegation-held", BODY, "Delegations to it",
            delegations_held, settle_delegations, (),
            end_words="Who held it ends; the body that gave it may give it anew.",
            covers=("governance.Delegation.to_body",),
        ),
        Responsibility("body-role", BODY, "Roles of people over it", _grants("body-role", "body"), settle_grants, (BODY,)),
        *_of_posts_and_people(),
        objection=_objects,
        governance__Body__successor="which body follows; the hand-over itself sets it",
        governance__FormerName__body="a name that it had",
        governance__FormerName__post="a title that it had",
        governance__BodyTerms__body="its own terms, which end with it",
        governance__Seat__body="its own seats, which end with it",
        governance__Decision__body="what it decided",
        governance__Decision__taken_by="who took it",
        governance__Holding__post="who held it; whoever holds it at its end leaves it on that day",
    )  # fmt: skip


def _of_posts_and_people() -> list[Responsibility]:
    both = (POST, PERSON)
    return [
        Responsibility(
            "post-seat", POST, "Seats that it holds", _seats("post-seat", "post"), settle_seats, both,
            covers=("governance.Seat.post",),
        ),
        Responsibility(
            "post-deputy", POST, "Seats for which it may stand in", _deputies("post-deputy", "post"), settle_deputies,
            both, covers=("governance.Deputy.post",),
        ),
        Responsibility(
            "post-delegation", POST, "Delegations to it",
            post_delegations_held, settle_delegations, (),
            end_words="Who held it ends; the body that gave it may give it anew.",
            covers=("governance.Delegation.to_post",),
        ),
        Responsibility("post-role", POST, "Roles of people over it", _grants("post-role", "post"), settle_grants, (POST,)),
        Responsibility(
            "holding", PERSON, "Posts", holdings_held, settle_holdings, (PERSON,), covers=("governance.Holding.person",)
        ),
        Responsibility(
            "person-seat", PERSON, "Seats", _seats("person-seat", "person"), settle_seats, both,
            covers=("governance.Seat.person",),
        ),
        Responsibility(
            "person-deputy", PERSON, "Seats for which the person may stand in", _deputies("person-deputy", "person"),
            settle_deputies, both, covers=("governance.Deputy.person",),
        ),
        Responsibility(
            "account", PERSON, "Account", account_held, settle_account, (), end_words="The person leaves.",
        ),
    ]  # fmt: skip


def _objects(holder: Any, passed: Sequence[Passed]) -> dict[str, str]:
    """A seat cannot pass to who sits on the body already; a reporting line cannot come to lead back to its body."""
    said = {}
    asked = {one.held.kind for one in passed if one.to is not None}
    if asked & {"post-seat", "person-seat"}:
        seated = set(Seat.objects.filter(until=None).values_list("body", "post", "person"))
        for one in passed:
            if one.held.kind in ("post-seat", "person-seat") and one.to is not None:
                key = (one.to.pk, None) if isinstance(one.to, Post) else (None, one.to.pk)
                if (one.held.thing.body_id, *key) in seated:
                    said[one.held.id] = f"{one.to} sits on {one.held.words} already."
    if "reports-to" in asked:
        lines = dict(BodyTerms.objects.filter(until=None).values_list("body", "reports_to"))
        for one in passed:
            if (
                one.held.kind == "reports-to"
                and one.to is not None
                and _reaches(one.to.pk, one.held.thing.body_id, lines)
            ):
                said[one.held.id] = f"{one.held.words} would report to itself, by way of {one.to}."
    return said


def _reaches(step: int | None, body: int, lines: Mapping[int, int | None]) -> bool:
    """Whether a reporting line that begins at a body comes to another."""
    seen: set[int] = set()
    while step is not None and step not in seen:
        if step == body:
            return True
        seen.add(step)
        step = lines.get(step)
    return False
