"""What outcomes and decisions are about: the thing behind (kind, id), in words, what it lies in, and who may decide about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sightline.domain.governance.models import Body, Decision
from sightline.domain.inspections.models import Finding
from sightline.domain.plans import deciding_rules
from sightline.domain.plans.entitled import ACTION_KINDS, PLAN_KINDS, entitled_bodies
from sightline.domain.plans.models import Action, ActionBody, Plan, PlanBody
from sightline.ground.lib.errors import Refused

from .models import Meeting, MinutesCorrection, Promise

# What each decision is about; one that is not named here may be about anything or nothing.
ABOUT: dict[str, str] = {
    **dict.fromkeys(ACTION_KINDS, "action"),
    **dict.fromkeys(PLAN_KINDS, "plan"),
    "close-finding": "finding",
    "reopen-finding": "finding",
    "ratify": "decision",
    "end-body": "body",
    "discharge": "promise",
    "cancel-promise": "promise",
}
CALLED = {
    "action": "action",
    "plan": "plan",
    "finding": "finding",
    "decision": "decision",
    "body": "body",
    "meeting": "minutes of a meeting",
    "minutes-correction": "correction of minutes",
    "promise": "promise",
}


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that is decided about. within: what it lies in, as (kind, id), itself first."""

    kind: str
    pk: int
    words: str
    thing: Any
    within: tuple[tuple[str, int], ...]

    @property
    def about(self) -> tuple[str, int, str]:
        return (self.kind, self.pk, self.words)


def subject_of(kind: str, pk: int | None) -> Subject:
    """The thing, loaded with what its words need. Raises Refused where there is none."""
    load = LOADERS.get(kind)
    found = load(pk) if load and pk is not None else None
    if found is None:
        raise Refused(
            f"The {CALLED.get(kind, 'thing')} that it is about is not here. Choose another. Nothing was recorded.",
            field="about",
        )
    return Subject(kind, found.pk, words_for(kind, found)[:500], found, _within(kind, found))


def words_for(kind: str, thing: Any) -> str:
    """How people refer to it: "Plan 2, action 1.3: Hold a weekly panel"."""
    if kind == "action":
        return f"Plan {thing.plan.number}, {thing.label}: {thing.title}"
    if kind == "plan":
        return f"Plan {thing.number}, {thing.title}"
    if kind == "finding":
        return f"{thing.inspection.title}, {thing.reference}: {thing.text}"
    if kind == "decision":
        return f"Decision {thing.number} of {thing.on:%-d %B %Y}" + (
            f", {thing.about_words}" if thing.about_words else ""
        )
    if kind == "meeting":
        return f"Minutes of {thing.body}, {thing.on:%-d %B %Y}"
    if kind == "minutes-correction":
        return f"Correction of the minutes of {thing.meeting.on:%-d %B %Y}: “{thing.old}” to “{thing.new}”"
    if kind == "promise":
        return f"Promise {thing.number}: {thing.words}"
    return str(thing)


def check_about(effect: str, subject: Subject | None) -> None:
    """Refuse a decision that is not about a thing of its kind."""
    wanted = ABOUT.get(effect)
    if wanted and (subject is None or subject.kind != wanted):
        raise Refused(f"Choose the {CALLED[wanted]} that it is about. Nothing was recorded.", field="about")


def check_entitled(effect: str, subject: Subject | None, body: Body) -> None:
    """Refuse a body that may not decide this, naming the one that may (guarantees 3 and 5)."""
    if subject is None or effect not in ENTITLED:
        return
    entitled, delivering = ENTITLED[effect](effect, subject.thing)
    deciding_rules.check_entitled(
        effect, (body.pk, body.name), _pairs(entitled), _pairs(delivering), "Nothing was recorded."
    )


def bodies_for_finding(_: str, finding: Finding) -> tuple[list[Body], list[Body]]:
    """The bodies that may say whether a finding is met, and those that deliver the actions that answer it.

    Of the plans in whose scope the inspection is: those that sign off; where none are named, those that adopt; else that monitor.
    """
    rows = PlanBody.objects.filter(
        plan__planinspection__inspection=finding.inspection_id, plan__planinspection__until=None, until=None,
        role__in=["sign-off", "adopt", "monitor"],
    ).select_related("body")  # fmt: skip
    by_role: dict[str, dict[int, Body]] = {}
    for row in rows:
        by_role.setdefault(row.role, {})[row.body_id] = row.body
    chosen = by_role.get("sign-off") or by_role.get("adopt") or by_role.get("monitor") or {}
    delivering = ActionBody.objects.filter(
        action__finding_links__finding=finding, action__finding_links__until=None, layer="deliver", until=None
    ).select_related("body")
    return list(chosen.values()), list({row.body_id: row.body for row in delivering}.values())


def body_of_promise(effect: str, promise: Promise) -> tuple[list[Body], list[Body]]:
    """The body to which a promise was made, and those that followed it: nobody else ends a promise (guarantee 5)."""
    if promise.body is None:
        raise Refused(
            f"Promise {promise.number} does not say to which body it was made, so no body can end it. Nothing was recorded. State "
            "the body on the promise’s page.",
            rule="promises.entitled-body",
            who="the programme office, by stating the body",
        )
    line: list[Body] = []
    body: Body | None = promise.body
    while body is not None and body not in line:
        line.append(body)
        body = body.successor
    return line, []


ENTITLED: dict[str, Callable[[str, Any], tuple[list[Body], list[Body]]]] = {
    **dict.fromkeys((*ACTION_KINDS, *PLAN_KINDS), entitled_bodies),
    "close-finding": bodies_for_finding,
    "reopen-finding": bodies_for_finding,
    "discharge": body_of_promise,
    "cancel-promise": body_of_promise,
}
LOADERS: dict[str, Callable[[int], Any]] = {
    "action": lambda pk: (
        Action.objects.select_related("plan", "signs_off")
        .prefetch_related("bodies", "owners")
        .filter(pk=pk)
        .first()
    ),
    "plan": lambda pk: Plan.objects.filter(pk=pk).first(),
    "finding": lambda pk: Finding.objects.select_related("inspection").filter(pk=pk).first(),
    "decision": lambda pk: Decision.objects.select_related("body", "delegation").filter(pk=pk).first(),
    "body": lambda pk: Body.objects.filter(pk=pk).first(),
    "meeting": lambda pk: Meeting.objects.select_related("body").filter(pk=pk).first(),
    "minutes-correction": lambda pk: (
        MinutesCorrection.objects.select_related("meeting__body").filter(pk=pk).first()
    ),
    "promise": lambda pk: (
        Promise.objects.select_related("body", "owner_post", "owner_body").filter(pk=pk).first()
    ),
}


def _within(kind: str, thing: Any) -> tuple[tuple[str, int], ...]:
    if kind in ("action", "plan", "finding", "body", "decision", "promise"):
        return tuple(thing.scopes())
    return ((kind, thing.pk),)


def _pairs(bodies: list[Body]) -> list[tuple[int, str]]:
    return [(body.pk, body.name) for body in bodies]
