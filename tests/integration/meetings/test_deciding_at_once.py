"""Two who record the same outcome, or adopt the same plan, at the same moment: one wins, the other is told by whom and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sightline.domain.governance.models import Decision
from sightline.domain.meetings.commands import record_outcome
from sightline.domain.meetings.models import AgendaItem, MeetingOutcome
from sightline.domain.plans.commands import adopt_plan, carry_as_it_is
from sightline.domain.plans.models import Action, Plan, PlanState, PlanVersion, SignOff
from sightline.ground.lib.errors import Refused
from tests import cast
from tests.deciding_factories import an_asked_action
from tests.factories import TODAY, a_plan, a_user, an_action
from tests.integration.plans.test_deciding_together import at_once
from tests.making_factories import body_that, in_force, ready
from tests.meeting_factories import a_held_meeting, decided, item_of, seated

pytestmark = pytest.mark.django_db(transaction=True)


def won_and_lost(answers: list[Any]) -> tuple[Any, str]:
    """What the one who won was answered, and the sentence for the other."""
    lost = [answer for answer in answers if isinstance(answer, Refused)]
    won = [answer for answer in answers if answer is not None and not isinstance(answer, Refused)]
    assert (len(won), len(lost)) == (1, 1), answers
    return won[0], lost[0].sentence


def test_two_who_record_the_same_outcome() -> None:
    body = seated()
    request = an_asked_action(board=body)
    item = item_of(a_held_meeting(body), "sign-off")
    people = [a_user(cast.PROGRAMME_OFFICE), a_user(cast.ADMINISTRATOR)]

    def agree(by: Any) -> Callable[[], Any]:
        about = ("action", request.action_id)
        held = AgendaItem.objects.get(pk=item.pk)
        return lambda: record_outcome(
            by=by, item=held, result="agreed", effect="sign-off", about=about, words="RESOLVED: Signed off.", today=TODAY
        )  # fmt: skip

    won, told = won_and_lost(at_once(*(agree(one) for one in people)))
    assert f"was recorded already at this meeting: {won}, agreed, by {won.by_name} on " in told
    assert MeetingOutcome.objects.count() == Decision.objects.count() == SignOff.objects.count() == 1


def test_two_who_adopt_the_same_plan() -> None:
    plan = a_plan()
    an_action(plan)
    board = body_that("adopt", plan)
    ready(plan)
    decisions = [decided("adopt-plan", board, plan) for _ in range(2)]
    people = [a_user(cast.PROGRAMME_OFFICE), a_user(cast.ADMINISTRATOR)]

    def adopt(by: Any, decision: Decision) -> Callable[[], Any]:
        held = Plan.objects.get(pk=plan.pk)
        return lambda: adopt_plan(by=by, plan=held, decision=decision, today=TODAY)

    won, told = won_and_lost(at_once(*map(adopt, people, decisions)))
    assert f"adopted already by {won.decision} of {board} on 3 June 2024, recorded by " in told
    assert (
        PlanVersion.objects.filter(plan=plan).count()
        == PlanState.objects.filter(state="adopted").count()
        == 1
    )


def test_two_who_carry_the_same_action_over_as_it_is() -> None:
    old = a_plan()
    action = an_action(old)
    in_force(old)
    new = a_plan(follows=old)
    people = [a_user(cast.PROGRAMME_OFFICE), a_user(cast.ADMINISTRATOR)]

    def carry(by: Any) -> Callable[[], Any]:
        plan, held = Plan.objects.get(pk=new.pk), Action.objects.get(pk=action.pk)
        return lambda: carry_as_it_is(by=by, plan=plan, action=held, today=TODAY)

    won, told = won_and_lost(at_once(*map(carry, people)))
    assert f"carried over, by {won.label} of the new plan" in told
    assert list(Action.objects.filter(plan=new)) == [won]
