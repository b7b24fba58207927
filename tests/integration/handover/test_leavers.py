"""A post ends or a person leaves, in one step and with nothing left behind."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.domain.governance.commands import end_post
from sightline.domain.governance.models import Deputy, Holding, Person, Post, Seat
from sightline.domain.plans.drafts import OwnerDraft
from sightline.domain.plans.models import ActionOwner, Change
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.work.handover import queries
from sightline.work.handover.commands import hand_over_body, hand_over_person, hand_over_post
from sightline.work.handover.rules import Answer
from tests import cast
from tests.factories import (
    SYSTEM,
    TODAY,
    a_body,
    a_holding,
    a_person,
    a_plan,
    a_post,
    a_theme,
    a_user,
    an_action,
    some_evidence,
)
from tests.governance_factories import a_deputy, a_seat, all_to, held

pytestmark = pytest.mark.django_db
NEXT = TODAY + timedelta(days=1)


def post_over(post, to, **changes):
    but = changes.pop("but", None)
    asked = {
        "by": SYSTEM,
        "post": post,
        "until": TODAY,
        "today": TODAY,
        "reason": "Restructure",
        "successor": to,
    }
    return hand_over_post(**(asked | all_to("post", post, to, but=but) | changes))


def leaves(person, to, **changes):
    but = changes.pop("but", None)
    asked = {"by": SYSTEM, "person": person, "until": TODAY, "today": TODAY, "reason": "New job"}
    return hand_over_person(**(asked | all_to("person", person, to, but=but) | changes))


def test_a_post_passes_its_actions_seats_evidence_and_leads():
    old, new = a_post("Head of Service"), a_post("Service Director")
    plan = a_plan(owner=old)
    action = an_action(plan, "Train managers", owners=(OwnerDraft("", old.pk, "lead"),))
    theme = a_theme(plan, "Practice", lead=old)
    evidence = some_evidence(owner=old)
    seat = a_seat(a_body("The Board"), "chair", post=old)
    deputy = a_deputy(a_seat(a_body("The Panel")), post=old)
    a_holding(cast.OWNER, post=old)
    assert {one.kind for one in held("post", old)} == {
        "action-owner", "plan-owner", "theme-lead", "evidence", "post-seat", "post-deputy",
    }  # fmt: skip
    done = post_over(old, new)
    assert (done.held, done.moved) == (6, 6) and held("post", old) == []
    assert ActionOwner.objects.get(action=action, until=None).post == new
    assert Change.objects.get(action=action, field="owners").new == str(new)
    for thing, name in ((plan, "owner"), (theme, "lead"), (evidence, "owner")):
        thing.refresh_from_db()
        assert getattr(thing, name) == new
    now = Seat.objects.get(follows=seat)
    assert (now.post, now.since, now.role) == (new, NEXT, "chair")
    assert Deputy.objects.get(seat=deputy.seat, post=new).until == deputy.until
    old.refresh_from_db()
    assert old.until == TODAY and Holding.objects.get(post=old).until == TODAY


def test_a_post_does_not_end_while_it_answers_for_something():
    post = a_post()
    an_action(a_plan(), owners=(OwnerDraft("", post.pk, "lead"),))
    with pytest.raises(Refused, match=r"still answers for 1 thing \(actions that it answers for: 1\)"):
        end_post(by=SYSTEM, post=post, until=TODAY, reason="Restructure")


def test_an_action_may_be_left_without_an_owner_only_with_a_reason():
    old, new = a_post(), a_post()
    an_action(a_plan(), owners=(OwnerDraft("", old.pk, "lead"),))
    with pytest.raises(Refused, match="Say why nobody takes"):
        post_over(old, new, but={"action-owner": Answer(None)})
    done = post_over(old, new, but={"action-owner": Answer(None, "The service moved to the partnership")})
    assert done.ended == 1 and not ActionOwner.objects.filter(until=None).exists()


def test_a_seat_does_not_pass_to_who_sits_there_already():
    body, old, new = a_body(), a_post(), a_post()
    a_seat(body, post=old)
    a_seat(body, post=new)
    with pytest.raises(Refused, match="already"):
        post_over(old, new)
    post_over(old, new, but={"post-seat": Answer(None, "To be filled")})
    assert Seat.objects.filter(body=body, until=None, post=None, person=None).count() == 1


def test_a_person_leaves_and_what_is_of_the_post_stays_with_it():
    user = a_user(cast.OWNER)
    holding = a_holding(cast.OWNER)
    person, post = holding.person, holding.post
    an_action(a_plan(), owners=(OwnerDraft("", post.pk, "lead"),))
    seat = a_seat(a_body("The Board"), person=person)
    after = a_person("Next Holder")
    done = leaves(person, after)
    assert (done.held, done.moved, done.ended) == (3, 2, 1)
    assert Holding.objects.get(post=post, until=None).person == after
    assert Seat.objects.get(follows=seat).person == after
    assert ActionOwner.objects.get(until=None).post == post
    user.refresh_from_db()
    assert not user.is_active
    with pytest.raises(Refused, match="holds nothing"):
        leaves(Person.objects.get(pk=person.pk), after)


def test_an_account_that_may_not_be_closed_is_said_to_stay_open():
    user = a_user(cast.OWNER)
    person = a_holding(cast.OWNER).person
    done = leaves(person, None, by=a_user(cast.PROGRAMME_OFFICE))
    user.refresh_from_db()
    assert user.is_active
    row = queries.hand_over_for(SYSTEM, done.number).rows.get(kind="account")
    assert row.reason.endswith("The account stays open until an administrator closes it.")


def test_who_may_and_who_sees_it():
    person = a_holding(cast.OWNER).person
    with pytest.raises(NotPermitted):
        leaves(person, None, by=a_user(cast.READER))
    done = leaves(person, None)
    assert queries.hand_over_for(a_user(cast.READER), done.number) == done
    assert queries.successors(SYSTEM, "person", person, TODAY).keys() >= {f"post-{Post.objects.get().pk}"}
    assert Person.objects.count() == 1


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["deliver", "monitor", "scrutinise"]), st.booleans()), max_size=6))
def test_what_moved_and_what_ended_is_all_that_was_held(rows):
    body, after, plan = a_body(), a_body(), a_plan()
    for layer, _ in rows:
        an_action(plan, bodies=((layer, body.pk),))
    ids = sorted((one.key, one.id) for one in held("body", body))
    ends = {
        key: Answer(None, "It ends") for (_, key), (_, passes) in zip(ids, rows, strict=True) if not passes
    }
    done = hand_over_body(
        by=SYSTEM, body=body, until=TODAY, today=TODAY, reason="Done", successor=after,
        **all_to("body", body, after, but=ends),
    )  # fmt: skip
    assert (done.held, done.ended) == (len(rows), len(ends)) and done.moved + done.ended == done.held
    assert held("body", body) == [] and len(held("body", after)) == done.moved
    assert queries.hash_stands(queries.hand_over_for(SYSTEM, done.number))
    assert date(2024, 6, 3) == done.until


def test_who_cannot_close_an_account_makes_no_second_record_of_it():
    a_user(cast.OWNER)
    person, office = a_holding(cast.OWNER).person, a_user(cast.PROGRAMME_OFFICE)
    first = leaves(person, None, by=office)
    with pytest.raises(Refused, match="stays open until an administrator closes it") as refused:
        leaves(person, None, by=office)
    assert refused.value.who == "an administrator"
    assert leaves(person, None).number == first.number + 1, "an administrator closes it"
