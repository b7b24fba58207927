"""Decisions, their authority, delegations and ratification."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sightline.domain.governance.commands.decisions import delegate, end_delegation, make_decision, ratify
from sightline.domain.governance.models import Decision, Ratification
from sightline.ground.lib.errors import NotPermitted, Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_plan, a_post, a_user, an_action
from tests.meeting_factories import decided

pytestmark = pytest.mark.django_db


def test_decisions_are_numbered_and_stand_where_the_meeting_was_quorate():
    body = a_body()
    one, two = decided("other", body), decided("other", body, quorate=False)
    assert (one.number, two.number) == (1, 2)
    assert (one.state, two.state) == ("standing", "awaiting")
    assert (one.has_effect, two.has_effect) == (True, False)
    assert list(Decision.objects.in_effect()) == [one]


def test_a_number_is_never_given_twice_when_two_come_at_once(monkeypatch):
    body = a_body()
    decided("other", body)
    real, stale = Decision.objects.aggregate, iter([{"last": 0}, {"last": 0}])
    monkeypatch.setattr(
        type(Decision._default_manager), "aggregate", lambda self, **asked: next(stale, None) or real(**asked)
    )
    assert decided("other", body).number == 2


def test_a_decision_needs_words_a_known_kind_and_an_authority():
    body = a_body(since=date(2024, 1, 1))
    for wrong, part in (
        ({"words": " "}, "in the body’s own words"),
        ({"kind": "guess"}, "what kind"),
        ({"quorate": None}, "not known whether the meeting was quorate"),
        ({"authority": "urgency"}, "why it could not wait"),
        ({"authority": "delegation"}, "under which delegation"),
        ({"on": date(2023, 12, 31)}, "began on 1 January 2024"),
    ):
        given = {"kind": "other", "words": "RESOLVED: That it be so.", "on": TODAY, "quorate": True} | wrong
        with pytest.raises(Refused) as refused:
            make_decision(by=SYSTEM, body=body, **given)
        assert part in refused.value.sentence and "Nothing was recorded." in refused.value.sentence
    assert not Decision.objects.exists()


def test_who_may_not_record_cannot():
    body, other = a_body(), a_body()
    with pytest.raises(NotPermitted):
        decided("other", body, by=a_user(cast.READER))
    chair = a_user(cast.CHAIR, over=body)
    assert decided("other", body, by=chair).recorded_by_name == chair.name
    with pytest.raises(NotPermitted):
        decided("other", other, by=chair)


def test_the_database_keeps_inquorate_decisions_from_standing():
    one = decided("other", a_body(), quorate=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=one.pk).update(state="standing")


def test_a_quorate_meeting_of_the_body_ratifies_once():
    body = a_body()
    waits = decided("other", body, quorate=False)
    later = TODAY + timedelta(days=30)
    for wrong in (
        decided("other", body, on=later),
        decided("ratify", a_body(), on=later),
        decided("ratify", body, on=later, quorate=False),
        decided("ratify", body, on=TODAY - timedelta(days=1)),
    ):
        with pytest.raises(Refused, match="Nothing was recorded"):
            ratify(by=SYSTEM, decision=waits, by_decision=wrong, ratified=True)
    by = decided("ratify", body, on=later)
    ratify(by=SYSTEM, decision=waits, by_decision=by, ratified=True)
    assert Decision.objects.get(pk=waits.pk).state == "ratified" == waits.state
    with pytest.raises(Refused, match="ratified already"):
        ratify(by=SYSTEM, decision=waits, by_decision=by, ratified=True)
    assert Ratification.objects.count() == 1


def test_a_successor_ratifies_and_a_refusal_leaves_it_without_effect():
    from sightline.domain.governance.commands import end_body

    body, follows = a_body(), a_body()
    waits = decided("other", body, quorate=False)
    end_body(by=SYSTEM, body=body, until=TODAY, reason="Its work is done.", successor=follows)
    by = decided("ratify", follows, on=TODAY + timedelta(days=9))
    ratify(by=SYSTEM, decision=waits, by_decision=by, ratified=False, words="Not enough was known.")
    assert waits.state == "refused" and not waits.has_effect


def test_what_was_done_in_urgency_stands_and_is_reported():
    body = a_body()
    for said, state in ((True, "ratified"), (False, "standing")):
        urgent = decided("other", body, authority="urgency", urgency_reason="The home closes tomorrow.")
        assert urgent.has_effect
        ratify(by=SYSTEM, decision=urgent, by_decision=decided("ratify", body), ratified=said)
        assert urgent.state == state


def _delegation(body, post, **more):
    kinds = more.pop("kinds", ["sign-off"])
    decision = more.pop("decision", None) or decided("delegate", body)
    return delegate(
        by=SYSTEM, body=body, decision=decision, to_post=post, kinds=kinds, words="RESOLVED: To delegate.",
        since=more.pop("since", TODAY), **more,
    )  # fmt: skip


def test_a_delegation_is_limited_in_kinds_thing_time_and_holder():
    body, post, plan = a_body(), a_post(), a_plan()
    action, elsewhere = an_action(plan), an_action(a_plan())
    given = _delegation(body, post, about=("plan", plan.pk, str(plan)), until=TODAY + timedelta(days=60))
    use = {"authority": "delegation", "delegation": given, "taken_by": post}
    assert decided("sign-off", body, action, **use).state == "standing"
    wrongs = (
        ("reopen", body, action, {}, "does not cover"),
        ("sign-off", body, elsewhere, {}, "is limited to"),
        ("sign-off", body, action, {"on": TODAY - timedelta(days=1)}, "begins on"),
        ("sign-off", body, action, {"on": TODAY + timedelta(days=61)}, "ended on"),
        ("sign-off", body, action, {"taken_by": a_post()}, "to nobody else"),
        ("sign-off", a_body(), action, {}, "is one of"),
    )
    for kind, of, about, more, part in wrongs:
        with pytest.raises(Refused, match=part):
            decided(kind, of, about, **(use | more))
    end_delegation(by=SYSTEM, delegation=given, until=TODAY, reason="The post changes.")
    with pytest.raises(Refused, match="ended on"):
        decided("sign-off", body, action, on=TODAY + timedelta(days=1), **use)


def test_only_a_quorate_decision_delegates_and_not_everything():
    body, post = a_body(), a_post()
    for more, part in (
        ({"decision": decided("delegate", body, quorate=False)}, "quorate meeting"),
        ({"decision": decided("other", body)}, "about something else"),
        ({"decision": decided("delegate", a_body())}, "about something else"),
        ({"kinds": ["ratify"]}, "cannot be delegated"),
        ({"kinds": []}, "at least one"),
        ({"since": TODAY - timedelta(days=1)}, "before it was decided"),
        ({"until": TODAY - timedelta(days=1)}, "before it begins"),
    ):
        with pytest.raises(Refused, match=part):
            _delegation(body, post, **more)
    decision = decided("delegate", body)
    _delegation(body, post, decision=decision)
    with pytest.raises(Refused, match="already"):
        _delegation(body, post, decision=decision)
