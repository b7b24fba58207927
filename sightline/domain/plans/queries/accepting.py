"""What delivering bodies say of the actions of a draft plan: how many are accepted, and which are outstanding."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from sightline.domain.governance.models import Body, Holding, Seat
from sightline.ground.accounts.models import User
from sightline.ground.accounts.queries import kinds_granted
from sightline.ground.lib.errors import NotFound

from ..models import Action, ActionAcceptance, ActionBody, Plan
from ..talking_rules import ACCEPTED
from .plan import plan_for

ACCEPTS = "plans.accept_action"


@dataclass(frozen=True, slots=True)
class Delivers:
    """A live action that a body delivers. says: the body's last word of it, None where it said none."""

    body_id: int
    body: str
    label: str
    says: str | None


@dataclass(frozen=True, slots=True)
class BodyStands:
    """How many live actions a body is to deliver, how many it accepted, and the labels of those of which it did not say so."""

    body_id: int
    body: str
    actions: int
    accepted: int
    not_accepted: tuple[str, ...]
    not_said: tuple[str, ...]
    proposed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The acceptances of a plan, counted by link of a delivering body to a live action."""

    to_accept: int
    accepted: int
    bodies: tuple[BodyStands, ...]

    @property
    def outstanding(self) -> int:
        return self.to_accept - self.accepted


@dataclass(frozen=True, slots=True)
class ToAccept:
    """A live action of a draft that a body delivers. says: the body's last word of it, None where it said none; last: that row."""

    action: Action
    body: Body
    says: str | None
    last: ActionAcceptance | None

    @property
    def accepted(self) -> bool:
        return self.says in ACCEPTED

    @property
    def waits(self) -> bool:
        """Whether the body is asked: it has not spoken of it. What it refused or proposed waits for others."""
        return self.says is None


@dataclass(frozen=True, slots=True)
class AcceptPage:
    """What a body is to deliver in a draft plan; may_propose also says that the reader acts for the body."""

    plan: Plan
    body: Body
    rows: tuple[ToAccept, ...]
    may: bool

    @property
    def accepted(self) -> int:
        return sum(row.accepted for row in self.rows)


def acceptance_of(plan: Plan) -> Acceptance:
    """How many actions of a plan the bodies that are to deliver them accepted, and which are outstanding; one statement."""
    links = delivering_links().filter(action__plan=plan).order_by("action__position", "action__number")
    return acceptance_from(
        Delivers(link.body_id, link.body.name, link.action.label, link.says)  # type: ignore[attr-defined]
        for link in links
    )


def acceptance_from(links: Iterable[Delivers]) -> Acceptance:
    """The links of one plan counted by body, by name."""
    rows: dict[tuple[str, int], list[Delivers]] = {}
    for link in links:
        rows.setdefault((link.body, link.body_id), []).append(link)
    bodies = tuple(_stands(rows[key]) for key in sorted(rows))
    return Acceptance(sum(one.actions for one in bodies), sum(one.accepted for one in bodies), bodies)


def accept_page(user: User, number: int, body: int) -> AcceptPage:
    """The actions of a plan that a body is to deliver, as its people accept them; four statements."""
    plan = plan_for(user, number)
    found = Body.objects.filter(pk=body).first()
    if found is None or not (user.may(ACCEPTS, found) or user.may("governance.see", found)):
        raise NotFound("There is no such body for you.")
    links = (
        delivering_links()
        .filter(action__plan=plan, body=found, action__in=Action.objects.visible_to(user))
        .select_related("action__plan")
        .order_by("action__position", "action__number")
    )
    chosen = list(links)
    last = latest_words(link.action_id for link in chosen)
    rows = [
        ToAccept(link.action, found, link.says, last.get((link.action_id, found.pk)))  # type: ignore[attr-defined]
        for link in chosen
    ]
    return AcceptPage(plan, found, tuple(rows), user.may(ACCEPTS, found))


def proposals(user: User, plan: Plan) -> list[ToAccept]:
    """The actions that bodies proposed for a draft and that wait for the programme office; one statement."""
    links = delivering_links().filter(  # type: ignore[misc]  # `says` is annotated
        action__plan=plan, says="proposed", action__in=Action.objects.visible_to(user)
    )
    rows = links.select_related("action__plan").order_by("action__position", "action__number")
    return [ToAccept(link.action, link.body, "proposed", None) for link in rows]


def bodies_that_accept(user: User, today: date) -> QuerySet[Body]:
    """The bodies for which this person may speak because they are theirs: granted over the body, or with a seat on it.

    A role over everything makes nobody a body's voice in this list; it does let them record what the body said.
    """
    if not user.may_anywhere(ACCEPTS):
        return Body.objects.none()
    granted = dict(kinds_granted(user, ACCEPTS)).get("body", ())
    theirs = (
        Q(pk__in=user.grants.filter(kind="body", role__in=granted).values("thing_id"))
        if granted
        else Q(pk__in=[])
    )
    if user.may(ACCEPTS):
        held = Holding.objects.on(today).filter(person__user=user).values("post_id")
        seats = Seat.objects.on(today).filter(Q(person__user=user) | Q(post_id__in=held))
        theirs |= Q(pk__in=seats.exclude(role__in=["observer", "adviser", "clerk"]).values("body_id"))
    return Body.objects.filter(theirs)


def delivering_links() -> QuerySet[ActionBody]:
    """Links of bodies that deliver a live action, each with the body's last word of it in `says`."""
    said = ActionAcceptance.objects.filter(action=OuterRef("action"), body=OuterRef("body")).order_by(
        "-at", "-pk"
    )
    return (
        ActionBody.objects.filter(action__ended_on=None, layer="deliver", until=None)
        .annotate(says=Subquery(said.values("says")[:1]))
        .select_related("action", "body")
    )


def latest_words(actions: Iterable[int]) -> dict[tuple[int, int], ActionAcceptance]:
    """(action, body) -> the last word said; one statement."""
    rows = ActionAcceptance.objects.filter(action__in=list(actions)).order_by("at", "pk")
    return {(row.action_id, row.body_id): row for row in rows}


def _stands(links: list[Delivers]) -> BodyStands:
    said = {
        word: tuple(link.label for link in links if link.says == word)
        for word in (None, "not-accepted", "proposed")
    }
    accepted = sum(link.says in ACCEPTED for link in links)
    return BodyStands(
        links[0].body_id,
        links[0].body,
        len(links),
        accepted,
        said["not-accepted"],
        said[None],
        said["proposed"],
    )
