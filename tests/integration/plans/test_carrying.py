"""The plan before is carried over: each action once, and a certificate whose sum adds up."""

from __future__ import annotations

import json

import pytest

from sightline.domain.plans import carried, commands
from sightline.domain.plans.commands import DispositionDraft
from sightline.domain.plans.models import Action, Disposition
from sightline.ground.lib.canonical import digest
from sightline.ground.lib.errors import Refused
from tests.factories import SYSTEM, TODAY, a_plan, an_action, an_inspection

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans():
    inspection = an_inspection()
    old = a_plan("The plan of last year", answers=(inspection,))
    new = a_plan("The plan of this year", answers=(inspection,), follows=old)
    return old, new


def dispose(new, action, kind="carried", **how):
    return commands.dispose_action(by=SYSTEM, plan=new, action=action, kind=kind, today=TODAY, **how)


def test_what_is_open_is_outstanding_until_somebody_says_what_becomes_of_it(plans):
    old, new = plans
    first, second = an_action(old, "Train every manager"), an_action(old, "Audit decisions at the front door")
    taker = an_action(new, "Train managers and their deputies")
    assert len(carried.sums(new)[0].outstanding) == 2
    dispose(new, first, targets=[taker])
    actions, _ = carried.sums(new)
    assert actions.parts["carried"] == 1
    assert actions.outstanding == (second.label,)
    assert f"{second.label} of The plan of last year" in carried.outstanding(new)


def test_saying_it_anew_ends_what_was_said_before_and_keeps_it(plans):
    old, new = plans
    action, one, two = an_action(old), an_action(new), an_action(new)
    dispose(new, action, targets=[one])
    dispose(new, action, "split", targets=[one, two], reason="Too large for one owner")
    rows = list(Disposition.objects.order_by("pk"))
    assert [(row.kind, row.until is None) for row in rows] == [("carried", False), ("split", True)]
    assert rows[0].ended_by_name == SYSTEM.name
    commands.undo_disposition(by=SYSTEM, plan=new, action=action, reason="Decide with the board", today=TODAY)
    assert carried.sums(new)[0].outstanding == (action.label,)


def test_an_action_is_carried_as_it_is_with_its_first_date_and_nothing_that_has_to_be_shown_again(plans):
    old, new = plans
    action = an_action(
        old, "Train every manager", due=TODAY, delivery="done", success_measure="All are trained"
    )
    made = commands.carry_as_it_is(by=SYSTEM, plan=new, action=action, today=TODAY)
    assert (made.title, made.due, made.first_due, made.success_measure) == (
        action.title, TODAY, TODAY, "All are trained",
    )  # fmt: skip
    assert made.assurance is None
    assert made.predecessor_ref == action.label
    assert carried.sums(new)[0].outstanding == ()


def test_several_at_once_each_by_itself(plans):
    old, new = plans
    good, bad = an_action(old), an_action(old)
    taker = an_action(new)
    outcome = commands.dispose_together(
        by=SYSTEM, plan=new, today=TODAY,
        drafts=[
            DispositionDraft(good.number, "carried", (taker.number,)),
            DispositionDraft(bad.number, "carried", (999,)),
            DispositionDraft(998, "carried"),
        ],
    )  # fmt: skip
    assert outcome[good.number].kind == "carried"
    assert "no action 999" in outcome[bad.number].sentence
    assert "no action 998" in outcome[998].sentence
    assert Disposition.objects.count() == 1


def test_nothing_is_recorded_where_every_one_is_refused(plans):
    _, new = plans
    with pytest.raises(Refused, match="no action 998"):
        commands.dispose_together(by=SYSTEM, plan=new, drafts=[DispositionDraft(998, "carried")], today=TODAY)


@pytest.mark.parametrize("case", ["another plan", "no target there", "ended by an officer", "adopted"])
def test_what_is_refused_changes_nothing(plans, case):
    old, new = plans
    action, taker = an_action(old), an_action(new)
    how = {"targets": [taker]}
    kind = "carried"
    if case == "another plan":
        action = an_action(a_plan("A third plan"))
    elif case == "no target there":
        how = {"targets": [action]}
    elif case == "ended by an officer":
        kind, how = "ended", {"reason": "We no longer want it"}
    else:
        type(new).objects.filter(pk=new.pk).update(state="adopted")
        new.refresh_from_db()
    with pytest.raises(Refused):
        dispose(new, action, kind, **how)
    assert not Disposition.objects.exists()


def test_the_certificate_holds_every_action_and_finding_once_and_its_hash_can_be_worked_out_by_anybody(plans):
    old, new = plans
    findings = list(carried.old_findings(new))
    actions = [an_action(old, f"Action of old {n}") for n in range(3)]
    taker = an_action(new, findings=tuple(one.pk for one in findings[:2]))
    for action in actions[:2]:
        dispose(new, action, "merged", targets=[taker], reason="Both ask for the same")
    with pytest.raises(Refused, match="outstanding"):
        commands.certify_carry_over(by=SYSTEM, plan=new, today=TODAY)
    commands.carry_as_it_is(by=SYSTEM, plan=new, action=actions[2], today=TODAY)
    for finding in findings[2:]:
        commands.give_reason(by=SYSTEM, plan=new, finding=finding, reason="Met by the end of last year")
    certificate = commands.certify_carry_over(by=SYSTEM, plan=new, today=TODAY)
    facts = certificate.facts
    assert facts["actions_sum"] == "3 actions = 1 carried over + 2 merged with others"
    assert [row["action"] for row in facts["action_rows"]] == [
        one.number for one in Action.objects.filter(plan=old)
    ]
    assert len(facts["finding_rows"]) == facts["findings"]["total"] == len(findings)
    assert certificate.sha256 == digest(json.loads(json.dumps(facts)))


def test_a_plan_that_follows_none_has_nothing_to_carry():
    plan = a_plan("The first plan")
    assert carried.outstanding(plan) == ()
    with pytest.raises(Refused, match="does not follow another"):
        commands.certify_carry_over(by=SYSTEM, plan=plan, today=TODAY)
