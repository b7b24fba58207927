"""Words that are not sent, comments, and what bodies say before a plan is adopted: the commands and what is read of them."""

from datetime import timedelta

import pytest

from sightline.domain.inspections.models import Finding
from sightline.domain.plans.commands import (
    accept_action,
    accept_together,
    add_comment,
    decline_proposal,
    keep_unsent,
    propose_action,
    record_update,
    send_update,
    settle_comment,
    take_proposal,
)
from sightline.domain.plans.commands.accepting import Said
from sightline.domain.plans.models import Action, ActionAcceptance, Comment, UnsentUpdate, Update
from sightline.domain.plans.queries.accepting import acceptance_of, bodies_that_accept
from sightline.domain.plans.queries.comments import talks_about
from sightline.domain.plans.queries.making import making_page
from sightline.domain.plans.queries.unsent import unsent_updates
from sightline.domain.plans.talking_rules import token
from sightline.ground.audit.models import Event
from sightline.ground.lib.errors import NotPermitted, Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_plan, a_user, an_action, an_inspection
from tests.making_factories import in_force

pytestmark = pytest.mark.django_db


class TestUnsent:
    @pytest.fixture
    def action(self):
        return an_action(delivery="not-started")

    @pytest.fixture
    def owner(self):
        return a_user(cast.OWNER)

    def test_what_is_typed_is_kept_for_its_author_alone_and_never_in_the_audit(self, action, owner):
        events = Event.objects.count()
        keep_unsent(user=owner, action=action, typed={"text": "Half a sentence about the visits"}, seen="")
        assert Event.objects.count() == events and not Update.objects.exists()
        (mine,) = unsent_updates(owner, [action])
        assert mine.values == {"text": "Half a sentence about the visits"} and mine.token
        (other,) = unsent_updates(a_user(cast.OTHER_OWNER), [action])
        assert other.values == {} and other.token == ""

    def test_a_second_device_never_writes_over_what_it_has_not_seen(self, action, owner):
        first = keep_unsent(user=owner, action=action, typed={"text": "At the desk"}, seen="")
        with pytest.raises(Refused, match="not written over"):
            keep_unsent(user=owner, action=action, typed={"text": "On the phone"}, seen="")
        keep_unsent(user=owner, action=action, typed={"text": "At the desk, on"}, seen=token(first.saved_at))
        assert UnsentUpdate.objects.get().values == {"text": "At the desk, on"}

    def test_emptied_fields_leave_nothing(self, action, owner):
        kept = keep_unsent(user=owner, action=action, typed={"text": "Oh"}, seen="")
        assert keep_unsent(user=owner, action=action, typed={"text": ""}, seen=token(kept.saved_at)) is None
        assert not UnsentUpdate.objects.exists()

    def test_sending_lets_go_and_a_refusal_keeps(self, action, owner):
        keep_unsent(user=owner, action=action, typed={"text": "Begun"}, seen="")
        with pytest.raises(Refused):
            send_update(by=owner, action=action, today=TODAY, text="")
        assert UnsentUpdate.objects.count() == 1
        send_update(by=owner, action=action, today=TODAY, text="Begun", delivery="in-progress")
        assert not UnsentUpdate.objects.exists() and Update.objects.get().text == "Begun"

    def test_an_update_that_was_sent_meanwhile_stands_beside(self, action, owner):
        keep_unsent(user=owner, action=action, typed={"text": "Mine"}, seen="")
        assert unsent_updates(owner, [action])[0].elsewhere is None
        record_update(by=a_user(cast.PROGRAMME_OFFICE), action=action, today=TODAY, text="Told by telephone")
        (mine,) = unsent_updates(owner, [action])
        assert mine.elsewhere.text == "Told by telephone" and mine.values == {"text": "Mine"}

    def test_who_may_not_update_keeps_nothing(self, action):
        with pytest.raises(NotPermitted, match="not kept"):
            keep_unsent(user=a_user(cast.READER), action=action, typed={"text": "No"}, seen="")


class TestComments:
    def test_a_talk_is_added_answered_settled_and_opened_again(self):
        action, chair, owner = an_action(), a_user(cast.CHAIR), a_user(cast.OWNER)
        first = add_comment(by=chair, about=action, text="By when?", today=TODAY)
        add_comment(by=owner, about=action, text="By June.", today=TODAY, answers=first)
        settle_comment(by=owner, comment=first, words="The date was moved.", today=TODAY)
        (talk,) = talks_about(chair, action).settled
        assert [answer.text for answer in talk.answers] == ["By June.", "Settled: The date was moved."]
        assert talk.first.settled_by_name == owner.name
        with pytest.raises(Refused, match="settled already"):
            settle_comment(by=chair, comment=first, words="Again", today=TODAY)
        add_comment(by=chair, about=action, text="June has passed.", today=TODAY, answers=first)
        talks = talks_about(chair, action)
        assert not talks.settled and talks.open[0].answers[1].text == "Settled: The date was moved."

    def test_a_finding_is_commented_on_too(self):
        finding = an_inspection().findings.first()
        assert isinstance(finding, Finding)
        add_comment(by=a_user(cast.ADVISER), about=finding, text="Is it met?", today=TODAY)
        assert talks_about(a_user(cast.READER), finding).open[0].first.text == "Is it met?"
        assert not talks_about(a_user(cast.READER), finding).may

    def test_who_may_not_comment_adds_nothing(self):
        with pytest.raises(NotPermitted):
            add_comment(by=a_user(cast.READER), about=an_action(), text="Hm", today=TODAY)
        assert not Comment.objects.exists()

    def test_an_answer_to_a_talk_about_something_else_is_refused(self):
        first = add_comment(by=SYSTEM, about=an_action(), text="One", today=TODAY)
        with pytest.raises(Refused, match="began the talk"):
            add_comment(by=SYSTEM, about=an_action(), text="Two", today=TODAY, answers=first)
        assert Comment.objects.count() == 1

    def test_many_comments_take_one_statement(self, statements):
        action = an_action()
        first = add_comment(by=SYSTEM, about=action, text="One", today=TODAY)
        for number in range(6):
            add_comment(by=SYSTEM, about=action, text=f"Answer {number}", today=TODAY, answers=first)
        reader = a_user(cast.READER)
        reader.may("plans.comment")
        with statements(1):
            assert len(talks_about(reader, action).open[0].answers) == 6


class TestAcceptance:
    @pytest.fixture
    def health(self):
        return a_body("Health Partnership")

    @pytest.fixture
    def plan(self, health):
        plan = a_plan()
        for title in ("One", "Two", "Three"):
            an_action(plan, title, bodies=(("deliver", health.pk),))
        return plan

    @pytest.fixture
    def partner(self, health):
        return a_user(cast.OWNER, over=health)

    def test_several_are_said_at_once_and_refusals_stand_alone(self, plan, health, partner):
        one, two, three = plan.actions.order_by("number")
        said = [
            Said(one, "accepted"),
            Said(two, "not-accepted"),
            Said(three, "not-accepted", "No staff for it"),
        ]
        recorded, refused = accept_together(by=partner, body=health, said=said, today=TODAY)
        assert recorded == [one, three] and [action for action, _ in refused] == [two]
        assert "Say why" in refused[0][1]
        found = acceptance_of(plan)
        assert (found.to_accept, found.accepted, found.outstanding) == (3, 1, 2)
        assert found.bodies[0].not_accepted == ("Action 3",) and found.bodies[0].not_said == ("Action 2",)

    def test_the_latest_word_stands_and_all_are_kept(self, plan, health, partner):
        action = plan.actions.first()
        accept_action(
            by=partner, body=health, action=action, says="not-accepted", words="Too soon", today=TODAY
        )
        accept_action(by=partner, body=health, action=action, says="accepted", today=TODAY)
        assert acceptance_of(plan).accepted == 1 and ActionAcceptance.objects.count() == 2

    def test_nobody_speaks_for_another_body(self, plan, partner):
        other = a_body("Police")
        with pytest.raises(NotPermitted):
            accept_action(by=partner, body=other, action=plan.actions.first(), says="accepted", today=TODAY)
        with pytest.raises(Refused, match="not to deliver"):
            accept_action(by=SYSTEM, body=other, action=plan.actions.first(), says="accepted", today=TODAY)

    def test_after_adoption_nothing_is_accepted_any_more(self, plan, health, partner):
        in_force(plan)
        with pytest.raises(Refused, match="not a draft any more"):
            accept_action(by=partner, body=health, action=plan.actions.first(), says="accepted", today=TODAY)

    def test_a_proposal_is_taken_in_and_counts_as_accepted(self, plan, health, partner):
        action = propose_action(by=partner, body=health, plan=plan, title="Share data weekly", today=TODAY)
        assert action.number == 4 and "Health Partnership" in action.source_text
        assert acceptance_of(plan).bodies[0].proposed == (action.label,)
        office = a_user(cast.PROGRAMME_OFFICE)
        assert making_page(office, plan.number, TODAY).not_accepted == {"Health Partnership": 4}
        take_proposal(by=office, action=action, today=TODAY)
        assert acceptance_of(plan).accepted == 1
        assert making_page(office, plan.number, TODAY).not_accepted == {"Health Partnership": 3}
        with pytest.raises(Refused, match="does not wait"):
            take_proposal(by=office, action=action, today=TODAY)

    def test_a_declined_proposal_leaves_the_draft_with_its_reason(self, plan, health, partner):
        action = propose_action(by=partner, body=health, plan=plan, title="Share data weekly", today=TODAY)
        with pytest.raises(NotPermitted):
            decline_proposal(by=partner, action=action, reason="No", today=TODAY)
        decline_proposal(
            by=a_user(cast.PROGRAMME_OFFICE), action=action, reason="In action 2 already", today=TODAY
        )
        action = Action.objects.get(pk=action.pk)
        assert action.ended_on == TODAY and "In action 2 already" in action.ended_reason
        assert action.changes.get(field="ended_on").reason == "Proposal declined: In action 2 already"
        assert acceptance_of(plan).to_accept == 3

    def test_whose_body_it_is(self, health, partner):
        assert list(bodies_that_accept(partner, TODAY)) == [health]
        assert not bodies_that_accept(a_user(cast.PROGRAMME_OFFICE), TODAY).exists()
        assert not bodies_that_accept(a_user(cast.READER), TODAY + timedelta(1)).exists()
