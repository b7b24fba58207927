"""Adopt a plan, endorse it, bring it into force, send it, keep what was answered, and end it. Only a decision adopts or ends."""

from __future__ import annotations

from datetime import date
from typing import IO, Any

from django.db.models import Max

from sightline.domain.governance.models import Decision, Ratification
from sightline.domain.inspections.models import Inspection
from sightline.ground.audit.actors import Actor, System
from sightline.ground.audit.commands import command, record
from sightline.ground.audit.queries import head
from sightline.ground.files.commands import store
from sightline.ground.lib.errors import Refused

from .. import carried, deciding_rules, making_rules
from ..carrying_rules import WORDS as CARRIED_WORDS
from ..deciding_rules import DecisionFacts
from ..entitled import entitled_bodies
from ..governing_words import ENDORSEMENTS, REPLIES
from ..models import (
    Action,
    Certificate,
    Endorsement,
    Plan,
    PlanState,
    PlanVersion,
    Reply,
    SignOff,
    Submission,
)
from ..stands import finding_stands
from ..versions import sha256_of
from .carrying import certify_carry_over
from .certificates import issue_certificate
from .versions import facts_now, freeze, held

RECORDS = "meetings.record_outcome"
UNCHANGED = making_rules.UNCHANGED


# By decision ----------------------------------------------------------------------------------------------------------


@command(RECORDS, on="decision")
def adopt_plan(*, by: Actor, plan: Plan, decision: Decision, today: date) -> PlanVersion:
    """Adopt a plan by a decision: its version is frozen, and the certificate of its adoption issued, with that of carry-over.

    Refused with everything that stands in the way, all of it listed.
    """
    locked, decided = held(plan), _decided("adopt-plan", plan, decision)
    _check_first(locked)
    facts = facts_now(locked)
    on = min(_day_of(decided), today)
    asked = adoption_facts(locked, sha256_of(facts))
    making_rules.check_can_adopt(locked.state, asked, decided.on)
    _check_entitled("adopt-plan", locked, decided)
    office = System(by.name)  # what follows is done for the decision, whoever records it
    version = freeze(
        by=office, plan=locked, today=on, note="As adopted", approver=f"{decided.body}, {decided}", decision=decided, facts=facts
    )  # fmt: skip
    _enter(locked, "adopted", on, by, decided)
    issue_certificate(
        by=office, plan=locked, kind="adoption", facts=_adoption_certificate(locked, version, decided, asked),
        subject=version.sha256, decision=decided, today=on,
    )  # fmt: skip
    if locked.follows_id is not None:
        certify_carry_over(by=office, plan=locked, today=on, decision=decided)
    plan.state = locked.state
    record(
        plan, "plan adopted", decision=decided.number, body=decided.body.name, version=version.number, on=on
    )
    return version


def _check_first(plan: Plan) -> None:
    """Of two who adopt a plan, the second is told by which decision it was adopted, and who recorded it."""
    first = PlanState.objects.filter(plan=plan, state="adopted").select_related("decision__body").last()
    if first is not None and plan.state in ("adopted", "active"):
        by = f" by {first.decision} of {first.decision.body}" if first.decision else ""
        raise Refused(
            f"The plan was adopted already{by} on {_day(first.on)}, recorded by {first.by_name}. {UNCHANGED}",
            rule="plans.adopted-once",
        )


@command(RECORDS, on="decision")
def endorse_plan(
    *,
    by: Actor,
    plan: Plan,
    decision: Decision,
    today: date,
    says: str = "endorsed",
    words: str = "",
    version: PlanVersion | int | None = None,
    body: Any = None,
) -> Endorsement:
    """Record what another body said of a version of the plan. version: the version or its number; without it the latest."""
    locked, decided = held(plan), _decided("endorse-plan", plan, decision)
    if locked.state in making_rules.ENDED:
        raise Refused(
            f"The plan is {locked.get_state_display().lower()}, so it cannot be endorsed. {UNCHANGED}"
        )
    _check_entitled("endorse-plan", locked, decided)
    making_rules.check_endorsement(says, words)
    meant = _version(locked, version)
    if meant.on > decided.on:
        raise Refused(
            f"Version {meant.number} was frozen on {_day(meant.on)}, after {decided.body} met. Nothing was recorded. Choose the "
            "version that was before it.",
            rule="plans.endorsement",
            field="version",
        )
    made = Endorsement.objects.create(
        plan=locked, version=meant, body=decided.body, says=says, on=min(_day_of(decided), today), words=words.strip(),
        decision=decided, by_name=by.name,
    )  # fmt: skip
    record(
        plan,
        f"plan {ENDORSEMENTS[says].lower()}",
        body=decided.body.name,
        version=meant.number,
        decision=decided.number,
    )
    return made


@command(RECORDS, on="decision")
def end_plan(*, by: Actor, plan: Plan, decision: Decision, state: str, today: date) -> Plan:
    """End a plan by a decision: closed when nothing in it is open, superseded when the plan that follows is adopted."""
    locked, decided = held(plan), _decided("end-plan", plan, decision)
    followers = list(Plan.objects.filter(follows=locked).order_by("number").values_list("title", "state"))
    left = Action.objects.filter(carried.still_open(), plan=locked).order_by("position", "number")
    making_rules.check_can_end(
        locked.state, state, followers, [action.label for action in left.only("ref", "number")]
    )
    _check_entitled("end-plan", locked, decided)
    _enter(locked, state, min(_day_of(decided), today), by, decided)
    plan.state = state
    record(plan, "plan ended", state=state, decision=decided.number, body=decided.body.name)
    return plan


# By the office --------------------------------------------------------------------------------------------------------


@command("plans.edit_plan", on="plan")
def bring_into_force(*, by: Actor, plan: Plan, on: date, today: date) -> Plan:
    """Record the day from which an adopted plan is in force."""
    locked = held(plan)
    adopted = PlanState.objects.filter(plan=locked, state="adopted").order_by("-on", "-pk").first()
    making_rules.check_can_bring_into_force(locked.state, adopted.on if adopted else None, on, today)
    _enter(locked, "active", on, by, adopted.decision if adopted else None)
    plan.state = locked.state
    record(plan, "plan in force", on=on)
    return plan


@command("plans.edit_plan", on="plan")
def submit_plan(
    *,
    by: Actor,
    plan: Plan,
    version: PlanVersion | int,
    to_whom: str,
    on: date,
    today: date,
    how: str = "",
    inspection: Inspection | None = None,
    due: date | None = None,
    due_words: str = "",
) -> Submission:
    """Record that a version of the plan was sent to the inspectorate or another, and by when it was due."""
    locked = held(plan)
    meant = _version(locked, version)
    making_rules.check_submission(to_whom, on, meant.on, today)
    made = Submission.objects.create(
        plan=locked, version=meant, inspection=inspection, to_whom=to_whom.strip()[:300], on=on, how=how.strip()[:300],
        due=due, due_words=due_words, by_name=by.name,
    )  # fmt: skip
    record(plan, "plan submitted", to=made.to_whom, on=on, version=meant.number, due=due)
    return made


@command("plans.edit_plan", on="plan")
def record_reply(
    *,
    by: Actor,
    plan: Plan,
    submission: Submission,
    says: str,
    on: date,
    today: date,
    words: str = "",
    stream: IO[bytes] | None = None,
    name: str = "",
) -> Reply:
    """Record what came back, with its letter (stream and name). A later reply stands beside an earlier one."""
    if submission.plan_id != plan.pk:
        raise Refused("That was not sent for this plan. Nothing was recorded.")
    making_rules.check_reply(says, words, on, submission.on, today)
    letter = store(by=by, stream=stream, name=name) if stream is not None else None
    made = Reply.objects.create(
        submission=submission, says=says, on=on, words=words.strip(), file=letter, by_name=by.name
    )
    record(
        plan,
        "reply to the plan recorded",
        says=REPLIES[says],
        on=on,
        letter=letter.sha256 if letter else None,
        words=words,
    )
    return made


# What adoption asks ---------------------------------------------------------------------------------------------------


def adoption_facts(plan: Plan, sha256: str) -> making_rules.Adoption:
    """What adoption asks of a plan that says what has this hash now."""
    certificate = Certificate.objects.filter(plan=plan, kind="readiness").order_by("-number").first()
    return making_rules.Adoption(
        unanswered=tuple(stand.label for stand in finding_stands(plan) if not stand.answered),
        outstanding=carried.outstanding(plan),
        adopts=tuple(body.name for body in entitled_bodies("adopt-plan", plan)[0]),
        readiness=readiness_of(certificate, sha256),
    )


def readiness_of(certificate: Certificate | None, sha256: str) -> making_rules.Readiness | None:
    if certificate is None:
        return None
    current = certificate.subject == sha256
    return making_rules.readiness_from(
        certificate.number, certificate.on, current, certificate.facts["errors"]
    )


def _adoption_certificate(
    plan: Plan, version: PlanVersion, decision: Decision, asked: making_rules.Adoption
) -> dict[str, Any]:
    stands = finding_stands(plan)
    actions, _ = carried.sums(plan)
    assert asked.readiness is not None
    return {
        "title": f"Adoption of {plan.title}",
        "plan_title": plan.title,
        "version": version.number,
        "version_sha256": version.sha256,
        "actions": version.actions,
        "findings": {"total": len(stands), "answered": sum(stand.actions > 0 for stand in stands)},
        "findings_with_a_reason": [
            {"finding": stand.label, "reason": stand.reason} for stand in stands if not stand.actions
        ],
        "carry_over": actions.said(CARRIED_WORDS, ("action", "actions")) if plan.follows_id else None,
        "decision": {
            "number": decision.number, "body": decision.body.name, "on": decision.on, "words": decision.words,
            "authority": decision.get_authority_display(), "quorum": decision.quorum_words, "place": decision.place_words,
        },
        "readiness_certificate": asked.readiness.number,
        "waivers": [
            {"check": error.sentence, "about": error.about, "by": error.waived_by, "until": error.waived_until}
            for error in asked.readiness.errors
        ],
        "endorsed_by": [
            {"body": one.body.name, "says": one.get_says_display(), "version": one.version.number, "decision": one.decision.number}
            for one in Endorsement.objects.filter(plan=plan).select_related("body", "version", "decision")
        ],
        "audit_head": str(head()),
    }  # fmt: skip


# Decisions ------------------------------------------------------------------------------------------------------------


def _decided(kind: str, plan: Plan, decision: Decision) -> Decision:
    """The decision as it is; Refused where it does not cover this, or has done its work."""
    decided = Decision.objects.select_related("body").get(pk=decision.pk)
    about = (decided.about_kind, decided.about_id) if decided.about_id is not None else None
    facts = DecisionFacts(
        number=decided.number,
        kind=decided.kind,
        about=about,
        body=(decided.body.pk, decided.body.name),
        on=decided.on,
        has_effect=decided.has_effect,
        state_words=decided.get_state_display(),
        used=_used(decided),
    )
    deciding_rules.check_decision_covers(kind, ("plan", plan.pk), facts, UNCHANGED)
    return decided


def _used(decision: Decision) -> str:
    """What a decision has done already, in words."""
    for model, words in (
        (PlanState, "a plan moved by it"),
        (Endorsement, "a plan was endorsed by it"),
        (SignOff, "an action was settled by it"),
    ):
        if model._default_manager.filter(decision=decision).exists():
            return words
    return ""


def _check_entitled(kind: str, plan: Plan, decision: Decision) -> None:
    entitled, _ = entitled_bodies(kind, plan)
    pairs = [(body.pk, body.name) for body in entitled]
    deciding_rules.check_entitled(kind, (decision.body.pk, decision.body.name), pairs, (), UNCHANGED)


def _day_of(decision: Decision) -> date:
    """The day from which a decision has effect: that on which it was ratified, where it waited for that."""
    confirmed = Ratification.objects.filter(of=decision, ratified=True).select_related("by").first()
    waited = decision.authority == "meeting" and not decision.quorate
    return confirmed.by.on if confirmed and waited else decision.on


def _enter(plan: Plan, state: str, on: date, by: Actor, decision: Decision | None) -> None:
    last = PlanState.objects.filter(plan=plan).aggregate(on=Max("on"))["on"]
    plan.state = state
    plan.save(update_fields=["state"])
    place = decision and (decision.place_words or f"{decision.body}, {_day(decision.on)}")
    source = f"{decision} of {place}" if decision else "The office"
    PlanState.objects.create(
        plan=plan,
        state=state,
        on=max(on, last) if last else on,
        source=source,
        decision=decision,
        by_name=by.name,
    )


def _version(plan: Plan, version: PlanVersion | int | None) -> PlanVersion:
    rows = PlanVersion.objects.filter(plan=plan).defer("facts")
    if version is None:
        found = rows.order_by("-number").first()
    elif isinstance(version, int):
        found = rows.filter(number=version).first()
    else:
        found = rows.filter(pk=version.pk).first()
    if found is None:
        raise Refused(
            "That version of the plan is not there. Nothing was recorded. Freeze the plan as a version first, and choose it.",
            rule="plans.version",
            who="the programme office",
            field="version",
        )
    return found


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
