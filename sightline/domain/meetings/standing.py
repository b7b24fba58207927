"""What belongs on the next agenda of a body without anybody asking for it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from sightline.domain.governance.models import Body, Decision
from sightline.domain.plans.models import Action, ActionBody, PlanBody, SignOffRequest

from .agenda_rules import ALWAYS, Standing, default_items, items_of_rows
from .models import Meeting, ProgrammeEntry, Promise, PromiseQuerySet, StandingAgenda

AWAITING = Q(ratification=None) & (Q(state="awaiting") | ~Q(authority="meeting"))


def bodies_before(body: Body) -> list[int]:
    """The body's id and those of the bodies that it followed: their minutes and their decisions are its business now."""
    found, asked = {body.pk}, {body.pk}
    while asked:
        asked = set(Body.objects.filter(successor__in=asked).values_list("pk", flat=True)) - found
        found |= asked
    return sorted(found)


def to_be_told(bodies: list[int]) -> Q:
    """The decisions of these bodies of which a quorate meeting has not spoken yet."""
    return Q(body__in=bodies) & AWAITING


def must_be_told(decision: Decision) -> bool:
    """Whether the body's next meeting has to be told of a decision that was made just now."""
    return decision.state == "awaiting" or decision.authority != "meeting"


def minutes_to_approve(bodies: list[int]) -> Q:
    """The meetings of these bodies that were held and whose minutes are not approved."""
    return Q(body__in=bodies, state="held") & ~Q(minutes="approved")


def outstanding_promises(bodies: list[int]) -> PromiseQuerySet:
    """What was promised to these bodies and is not discharged: it comes back on each agenda until it is."""
    return Promise.objects.standing().filter(body__in=bodies)


def signs_off(body: Body) -> bool:
    """Whether actions come before the body for sign-off: it is named for it, monitors some, or one waits for it."""
    return (
        PlanBody.objects.filter(body=body, role__in=["sign-off", "monitor"], until=None).exists()
        or Action.objects.filter(signs_off=body).exists()
        or ActionBody.objects.filter(body=body, layer="monitor", until=None).exists()
        or SignOffRequest.objects.filter(body=body, state="waiting").exists()
    )


def agenda_settings(body: Body) -> StandingAgenda:
    """What the clerk set for the agendas of a body; else a row that is not kept, with what is usual for its kind."""
    found = StandingAgenda.objects.filter(body=body).order_by("-pk").first()
    return found or StandingAgenda(
        body=body, items=[[one.kind, one.title, one.when] for one in default_items(body.kind)]
    )


def standing_items(body: Body, on: date) -> list[tuple[str, str]]:
    """(kind, title) of the items that the agenda of a meeting of the body on that day begins with."""
    line = bodies_before(body)
    rows = items_of_rows(agenda_settings(body).items)
    return [(one.kind, one.title) for one in rows if one.when == ALWAYS or _waits(one, body, line, on)]


def _waits(one: Standing, body: Body, line: list[int], on: date) -> bool:
    """Whether something of the kind waits for a meeting of the body on that day."""
    if one.kind == "minutes":
        before = minutes_to_approve(line) | Q(body__in=line, state="planned")
        return Meeting.objects.filter(before, on__lt=on).exists()
    if one.kind == "ratify":
        return Decision.objects.filter(to_be_told(line)).exists()
    if one.kind == "promises":
        return outstanding_promises(line).exists()
    if one.kind == "sign-off":
        return signs_off(body)
    if one.kind == "programme":
        return ProgrammeEntry.objects.standing().filter(body__in=line).exists()
    return True
