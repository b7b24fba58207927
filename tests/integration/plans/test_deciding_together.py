"""Two who decide the same action at the same moment: exactly one wins, and the other is told who decided what and when."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from sightline.domain.plans.commands import ask_sign_off, sign_off_action
from sightline.domain.plans.models import Action, Change, SignOff, SignOffRequest
from sightline.ground.lib.errors import Refused
from tests import cast
from tests.deciding_factories import a_verified_action, an_asked_action
from tests.factories import SYSTEM, TODAY, a_user
from tests.meeting_factories import decided

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call answered or refused, all begun at the same moment."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=20)
            answers[place] = call()
        except Refused as refusal:
            answers[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


def test_two_decisions_on_one_action() -> None:
    request = an_asked_action()
    decisions = [decided("sign-off", request.body, request.action) for _ in range(2)]

    def sign(decision: Any) -> Callable[[], Any]:
        action = Action.objects.select_related("plan").get(pk=request.action_id)
        return lambda: sign_off_action(by=SYSTEM, action=action, decision=decision, today=TODAY)

    answers = at_once(*(sign(decision) for decision in decisions))
    won = [answer for answer in answers if isinstance(answer, SignOff)]
    lost = [answer for answer in answers if isinstance(answer, Refused)]
    assert (len(won), len(lost)) == (1, 1), answers
    assert f"{won[0].decision} of {request.body} on 3 June 2024" in lost[0].sentence
    assert SignOff.objects.count() == 1
    assert Change.objects.filter(action=request.action, new="signed-off").count() == 1
    assert SignOffRequest.objects.get().state == "decided"


def test_two_requests_for_one_action() -> None:
    action, office = a_verified_action(), a_user(cast.PROGRAMME_OFFICE)

    def ask() -> Any:
        held = Action.objects.select_related("plan").get(pk=action.pk)
        return ask_sign_off(by=office, action=held, words="", today=TODAY)

    answers = at_once(ask, ask)
    assert sorted(type(answer).__name__ for answer in answers) == ["Refused", "SignOffRequest"]
    assert SignOffRequest.objects.filter(state="waiting").count() == 1
