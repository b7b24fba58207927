"""Sign-off by decision: what each step asks for, what it writes, and who is refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sightline.domain.evidence.commands import withdraw_evidence
from sightline.domain.governance.commands.decisions import ratify
from sightline.domain.governance.models import Body
from sightline.domain.plans.commands import (
    add_evidence_to,
    ask_sign_off,
    edit_action,
    embed_action,
    end_action,
    end_plan_body,
    judge_action,
    record_update,
    refuse_request,
    reopen_action,
    set_plan_body,
    set_review,
    set_signs_off,
    sign_off_action,
    take_request_back,
)
from sightline.domain.plans.drafts import ActionEdit
from sightline.domain.plans.entitled import entitled_bodies
from sightline.domain.plans.models import Action, Change, PlanBody, PlanChange, SignOff, SignOffRequest
from sightline.ground.audit.models import Event
from sightline.ground.lib.errors import NotPermitted, Refused
from tests import cast
from tests.deciding_factories import (
    a_done_action,
    a_governed_action,
    a_verified_action,
    an_asked_action,
    board_of,
    embedded,
    signed_off,
)
from tests.factories import SYSTEM, TODAY, a_body, a_holding, a_plan, a_post, a_user, an_action
from tests.meeting_factories import decided

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)


def ask(action: Action, by: Any = None, **more: Any) -> SignOffRequest:
    return ask_sign_off(by=by or a_user(cast.PROGRAMME_OFFICE), action=action, words="", today=TODAY, **more)


def refusal(call: Any, *args: Any, **kwargs: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value


class TestVerifying:
    def verify(self, action: Action, player: cast.Player, **over: Any) -> Action:
        return judge_action(
            by=a_user(player, **over), action=action, today=TODAY, reason="Read.", assurance="verified"
        )

    def evidenced(self, by: cast.Player = cast.OWNER) -> Action:
        action = a_done_action()
        add_evidence_to(by=a_user(by), action=action, today=TODAY, title="Audit", kind="note", note="Said.")
        action.refresh_from_db()
        assert action.assurance == "evidenced"
        return action

    def test_who_neither_said_nor_showed_it_verifies(self) -> None:
        action = self.evidenced()
        self.verify(action, cast.DIRECTOR)
        assert Action.objects.get(pk=action.pk).assurance == "verified"

    def test_who_added_the_evidence_does_not(self) -> None:
        action = self.evidenced(by=cast.DIRECTOR)
        said = refusal(self.verify, action, cast.DIRECTOR)
        assert said.rule == "plans.nobody-marks-their-own-homework"
        assert "added its evidence (“Audit”)" in said.sentence
        assert Action.objects.get(pk=action.pk).assurance == "evidenced"

    def test_who_reported_it_done_does_not_even_when_somebody_spoke_since(self) -> None:
        action = a_governed_action()
        record_update(by=a_user(cast.DIRECTOR), action=action, today=TODAY, text="Done.", delivery="done")
        record_update(by=a_user(cast.OWNER), action=action, today=TODAY, text="Still so.")
        add_evidence_to(
            by=a_user(cast.OWNER), action=action, today=TODAY, title="Audit", kind="note", note="x"
        )
        action.refresh_from_db()
        assert "gave the update of it" in refusal(self.verify, action, cast.DIRECTOR).sentence

    def test_who_holds_the_owning_post_does_not(self) -> None:
        from sightline.domain.plans.drafts import OwnerDraft

        a_user(cast.DIRECTOR)
        holding = a_holding(cast.DIRECTOR)
        action = a_done_action(owners=(OwnerDraft(post_id=holding.post_id),))
        add_evidence_to(
            by=a_user(cast.OWNER), action=action, today=TODAY, title="Audit", kind="note", note="x"
        )
        action.refresh_from_db()
        assert "holds the post that answers for it" in refusal(self.verify, action, cast.DIRECTOR).sentence

    def test_who_has_a_role_over_the_delivering_body_does_not(self) -> None:
        action = self.evidenced()
        deliver = action.bodies.get(layer="deliver").body
        said = refusal(self.verify, action, cast.DIRECTOR, over=deliver)
        assert f"acts for {deliver.name}, which delivers it" in said.sentence


class TestAsking:
    def test_it_freezes_the_evidence_and_names_who_verified(self) -> None:
        action = a_verified_action()
        request = ask(action)
        assert (request.state, request.body) == ("waiting", board_of(action))
        assert [piece["title"] for piece in request.evidence] == ["Audit of supervision"]
        assert len(request.evidence_sha256) == 64
        assert request.verified_by_name == cast.PROGRAMME_OFFICE.name

    def test_what_is_not_ready_is_refused_with_all_that_it_lacks(self) -> None:
        said = refusal(ask, a_governed_action())
        for lack in ("has not reported it done", "no evidence supports it", "nobody has verified it"):
            assert lack in said.sentence
        assert not SignOffRequest.objects.exists()

    def test_once_only(self) -> None:
        action = an_asked_action().action
        assert "waits already: for" in refusal(ask, action).sentence

    def test_without_a_body_it_says_where_one_is_named(self) -> None:
        action = a_verified_action()
        edit_action(by=SYSTEM, plan=action.plan, edit=ActionEdit(action.pk, bodies=()), today=TODAY)
        assert "no body is named" in refusal(ask, action).sentence

    def test_of_several_bodies_one_is_chosen(self) -> None:
        action = a_verified_action()
        one, two = a_body(), a_body()
        for body in (one, two):
            set_plan_body(by=SYSTEM, plan=action.plan, body=body, role="sign-off", today=TODAY)
        assert "choose one" in refusal(ask, action).sentence
        assert ask(action, body=two).body == two
        assert refusal(ask, a_verified_action(action.plan), body=a_body()).rule == "plans.entitled-body"

    def test_a_reader_may_not(self) -> None:
        with pytest.raises(NotPermitted):
            ask(a_verified_action(), by=a_user(cast.OWNER))

    def test_taking_it_back_needs_a_reason_and_frees_it(self) -> None:
        request = an_asked_action()
        assert (
            refusal(take_request_back, by=SYSTEM, request=request, reason=" ", today=TODAY).field == "reason"
        )
        take_request_back(by=SYSTEM, request=request, reason="A file was missing.", today=TODAY)
        assert ask(request.action).state == "waiting"
        assert refusal(take_request_back, by=SYSTEM, request=request, reason="x", today=TODAY)

    def test_what_the_body_refuses_stays_verified(self) -> None:
        request = an_asked_action()
        refuse_request(by=SYSTEM, request=request, reason="Sample too small.", today=TODAY)
        assert Action.objects.get(pk=request.action_id).assurance == "verified"
        assert SignOffRequest.objects.get().get_state_display() == "Not signed off"


class TestSigningOff:
    def test_action_row_request_history_and_event_change_together(self) -> None:
        request = an_asked_action()
        events = Event.objects.count()
        made = signed_off(request)
        action = Action.objects.get(pk=request.action_id)
        assert (action.assurance, action.settled_by_id) == ("signed-off", made.pk)
        assert (made.from_assurance, made.request_id) == ("verified", request.pk)
        request.refresh_from_db()
        assert (request.state, request.closed_on) == ("decided", TODAY)
        change = Change.objects.filter(action=action, field="assurance").last()
        assert change and change.new == "signed-off"
        assert f"{made.decision} of {made.decision.body}" in change.reason
        assert Event.objects.count() == events + 2  # the decision's own, and this one

    def test_a_refusal_leaves_nothing_behind(self) -> None:
        request = an_asked_action()
        decision = decided("sign-off", a_body(), request.action)
        before = Change.objects.count(), Event.objects.count()
        said = refusal(sign_off_action, by=SYSTEM, action=request.action, decision=decision, today=TODAY)
        assert said.rule == "plans.entitled-body"
        assert request.body.name in said.sentence
        assert request.body.name in said.who
        assert not SignOff.objects.exists()
        assert (Change.objects.count(), Event.objects.count()) == before
        assert SignOffRequest.objects.get().state == "waiting"

    def test_a_body_that_delivers_is_not_entitled_even_when_named(self) -> None:
        action = a_verified_action()
        deliver = action.bodies.get(layer="deliver").body
        Action.objects.filter(pk=action.pk).update(signs_off=deliver)  # as an import or an old row may say
        decision = decided("sign-off", deliver, action)
        said = refusal(sign_off_action, by=SYSTEM, action=action, decision=decision, today=TODAY)
        assert said.rule == "plans.nobody-marks-their-own-homework"

    def test_an_inquorate_decision_waits_for_ratification(self) -> None:
        request = an_asked_action()
        decision = decided("sign-off", request.body, request.action, quorate=False)
        said = refusal(sign_off_action, by=SYSTEM, action=request.action, decision=decision, today=TODAY)
        assert "ratifies it first" in said.sentence
        confirmed = decided("ratify", request.body, on=LATER)
        ratify(by=SYSTEM, decision=decision, by_decision=confirmed, ratified=True)
        made = sign_off_action(by=SYSTEM, action=request.action, decision=decision, today=LATER)
        assert made.on == LATER

    def test_a_decision_about_another_action_or_of_another_kind_does_not_do(self) -> None:
        request = an_asked_action()
        other = decided("sign-off", request.body, an_action())
        kind = decided("embed", request.body, request.action)
        for decision in (other, kind):
            said = refusal(sign_off_action, by=SYSTEM, action=request.action, decision=decision, today=TODAY)
            assert said.rule == "plans.decision-covers"

    def test_who_comes_second_is_told_who_decided_what_and_when(self) -> None:
        request = an_asked_action()
        second = decided("sign-off", request.body, request.action)
        made = signed_off(request)
        said = refusal(sign_off_action, by=SYSTEM, action=request.action, decision=second, today=TODAY)
        assert f"{made.decision} of {request.body} on 3 June 2024" in said.sentence
        again = refusal(
            sign_off_action, by=SYSTEM, action=request.action, decision=made.decision, today=TODAY
        )
        assert again.rule == "plans.decided-once"

    def test_evidence_that_changed_since_holds_it_up_until_it_is_put_again(self) -> None:
        request = an_asked_action()
        action = request.action
        piece = action.evidence_links.get().evidence
        add_evidence_to(by=SYSTEM, action=action, today=TODAY, title="More", kind="note", note="More.")
        withdraw_evidence(by=SYSTEM, evidence=piece, reason="Wrong month.", today=TODAY)
        decision = decided("sign-off", request.body, action)
        said = refusal(sign_off_action, by=SYSTEM, action=action, decision=decision, today=TODAY)
        assert "“Audit of supervision” no longer stands; “More” was added since" in said.sentence
        take_request_back(by=SYSTEM, request=request, reason="New evidence.", today=TODAY)
        ask(action)
        sign_off_action(by=SYSTEM, action=action, decision=decision, today=TODAY)

    def test_what_was_only_added_does_not_hold_it_up(self) -> None:
        request = an_asked_action()
        add_evidence_to(
            by=SYSTEM, action=request.action, today=TODAY, title="More", kind="note", note="More."
        )
        assert signed_off(request).kind == "signed-off"

    def test_it_was_put_before_the_body_unless_an_imported_minute_says_so(self) -> None:
        action = a_verified_action()
        board = board_of(action)
        decision = decided("sign-off", board, action)
        said = refusal(sign_off_action, by=SYSTEM, action=action, decision=decision, today=TODAY)
        assert said.rule == "plans.ready-for-sign-off"
        minuted = decided("sign-off", board, action, place=("paper-outcome", 1, "Minutes of 4 June, item 5"))
        made = sign_off_action(by=SYSTEM, action=action, decision=minuted, today=TODAY)
        assert made.request is None

    def test_officers_cannot_move_what_was_decided(self) -> None:
        action = signed_off(an_asked_action()).action
        office = a_user(cast.PROGRAMME_OFFICE)
        for assurance in ("verified", "reported", None):
            said = refusal(
                judge_action, by=office, action=action, today=TODAY, reason="x", assurance=assurance
            )
            assert said.rule == "plans.assurance-moves"
        said = refusal(
            record_update, by=office, action=action, today=TODAY, text="Not yet.", delivery="in-progress"
        )
        assert said.rule == "plans.only-a-decision-decides"
        assert Action.objects.get(pk=action.pk).delivery == "done"

    def test_the_database_holds_it_too(self) -> None:
        action = a_verified_action()
        with pytest.raises(IntegrityError), transaction.atomic():
            Action.objects.filter(pk=action.pk).update(assurance="signed-off")

    def test_a_minute_of_long_ago_does_not_come_before_what_it_decided_on(self) -> None:
        action = a_verified_action()
        old = decided(
            "sign-off", board_of(action), action, on=date(2020, 1, 8), place=("paper-outcome", 1, "Old")
        )
        made = sign_off_action(by=SYSTEM, action=action, decision=old, today=LATER)
        assert made.on == TODAY
        assert made.decision.on == date(2020, 1, 8)


class TestAfterwards:
    def test_embedded_says_who_watches_until_when_and_what_reopens(self) -> None:
        request = an_asked_action()
        action = signed_off(request).action
        made = embedded(action, request.body, until=LATER)
        assert (made.watcher_body, made.watch_until) == (request.body, LATER)
        assert Action.objects.get(pk=action.pk).assurance == "embedded"

    @pytest.mark.parametrize(
        ("lacks", "field"),
        [
            ({"watcher_body": None}, "watcher"),
            ({"watch_until": None}, "watch_until"),
            ({"watch_until": TODAY}, "watch_until"),
            ({"reopen_if": " "}, "reopen_if"),
        ],
    )
    def test_embedded_without_a_watch_is_refused(self, lacks: dict[str, Any], field: str) -> None:
        request = an_asked_action()
        action = signed_off(request).action
        said = refusal(embedded, action, request.body, until=LATER, **lacks)
        assert said.field == field

    def test_only_what_is_signed_off_can_be_embedded_or_reopened(self) -> None:
        request = an_asked_action()
        action, board = request.action, request.body
        for kind, call, more in (
            ("embed", embed_action, {"watch_until": LATER, "reopen_if": "x", "watcher_body": board}),
            ("reopen", reopen_action, {"reason": "x"}),
        ):
            decision = decided(kind, board, action)
            said = refusal(call, by=SYSTEM, action=action, decision=decision, today=TODAY, **more)
            assert said.rule == "plans.decided-moves"

    def test_reopened_there_is_work_again_and_the_owner_reports_anew(self) -> None:
        request = an_asked_action()
        action, board = signed_off(request).action, request.body
        decision = decided("reopen", board, action)
        assert refusal(
            reopen_action, by=SYSTEM, action=action, decision=decision, reason="", today=TODAY
        ).field
        reopen_action(by=SYSTEM, action=action, decision=decision, reason="Two files failed.", today=TODAY)
        action = Action.objects.get(pk=action.pk)
        assert (action.assurance, action.delivery) == ("reopened", "in-progress")
        record_update(by=a_user(cast.OWNER), action=action, today=TODAY, text="Mended.", delivery="done")
        assert Action.objects.get(pk=action.pk).assurance == "reported"

    def test_ended_by_a_decision_the_request_is_closed_with_it(self) -> None:
        request = an_asked_action()
        decision = decided("end-action", request.body, request.action)
        end_action(by=SYSTEM, action=request.action, decision=decision, reason="The grant went.", today=TODAY)
        action = Action.objects.get(pk=request.action_id)
        assert (action.ended_on, action.ended_reason) == (TODAY, "The grant went.")
        assert SignOffRequest.objects.get().state == "withdrawn"
        again = decided("end-action", request.body, action)
        said = refusal(end_action, by=SYSTEM, action=action, decision=again, reason="x", today=TODAY)
        assert "was ended already by" in said.sentence

    def test_each_of_the_four_asks_for_the_right_to_record_outcomes(self) -> None:
        request = an_asked_action()
        office_reader = a_user(cast.READER)
        decision = decided("sign-off", request.body, request.action)
        with pytest.raises(NotPermitted):
            sign_off_action(by=office_reader, action=request.action, decision=decision, today=TODAY)


class TestBodiesOfThePlan:
    def test_the_order_in_which_bodies_are_entitled(self) -> None:
        plan, own, whole, signs, named = a_plan(), a_body(), a_body(), a_body(), a_body()
        action = an_action(plan, bodies=(("monitor", own.pk),))

        def entitled() -> list[Body]:
            return entitled_bodies("sign-off", Action.objects.get(pk=action.pk))[0]

        set_plan_body(by=SYSTEM, plan=plan, body=whole, role="monitor", today=TODAY)
        assert entitled() == [own]
        edit_action(by=SYSTEM, plan=plan, edit=ActionEdit(action.pk, bodies=()), today=TODAY)
        assert entitled() == [whole]
        set_plan_body(by=SYSTEM, plan=plan, body=signs, role="sign-off", today=TODAY)
        assert entitled() == [signs]
        set_signs_off(by=SYSTEM, action=action, body=named, today=TODAY)
        assert entitled() == [named]
        assert entitled_bodies("adopt-plan", plan) == ([], [])
        set_plan_body(by=SYSTEM, plan=plan, body=whole, role="adopt", today=TODAY)
        assert entitled_bodies("adopt-plan", plan) == ([whole], [])
        assert set(entitled_bodies("end-plan", plan)[0]) == {signs, whole}

    def test_a_body_stands_on_one_layer_of_the_plan_and_does_not_sign_off_what_it_delivers(self) -> None:
        plan, body = a_plan(), a_body()
        set_plan_body(by=SYSTEM, plan=plan, body=body, role="deliver", today=TODAY)
        for role in ("monitor", "sign-off"):
            said = refusal(set_plan_body, by=SYSTEM, plan=plan, body=body, role=role, today=TODAY)
            assert said.rule == "plans.nobody-marks-their-own-homework"
        set_plan_body(by=SYSTEM, plan=plan, body=a_body(), role="deliver", today=TODAY)
        assert PlanBody.objects.filter(plan=plan, role="deliver", until=None).count() == 2

    def test_a_role_ends_with_a_reason_and_can_be_given_again(self) -> None:
        plan, body = a_plan(), a_body()
        link = set_plan_body(by=SYSTEM, plan=plan, body=body, role="adopt", today=TODAY)
        assert (
            refusal(end_plan_body, by=SYSTEM, plan=plan, link=link, today=TODAY, reason="").field == "reason"
        )
        end_plan_body(by=SYSTEM, plan=plan, link=link, today=TODAY, reason="Another body adopts.")
        assert refusal(end_plan_body, by=SYSTEM, plan=plan, link=link, today=TODAY, reason="x")
        set_plan_body(by=SYSTEM, plan=plan, body=body, role="adopt", today=TODAY)
        assert PlanBody.objects.filter(plan=plan).count() == 2

    def test_the_review_keeps_its_history(self) -> None:
        plan = a_plan()
        set_review(by=SYSTEM, plan=plan, review_cycle="quarterly", next_review=LATER, today=TODAY)
        said = refusal(
            set_review, by=SYSTEM, plan=plan, review_cycle="monthly", next_review=LATER, today=TODAY
        )
        assert said.field == "reason"
        set_review(
            by=SYSTEM, plan=plan, review_cycle="monthly", next_review=LATER, today=TODAY, reason="Pace."
        )
        rows = PlanChange.objects.filter(plan=plan, field="review_cycle").values_list("old", "new", "reason")
        assert list(rows) == [(None, "quarterly", ""), ("quarterly", "monthly", "Pace.")]

    def test_who_signs_off_is_not_changed_while_it_waits(self) -> None:
        request = an_asked_action()
        said = refusal(set_signs_off, by=SYSTEM, action=request.action, body=a_body(), today=TODAY)
        assert "waits for sign-off now" in said.sentence

    def test_a_post_of_no_matter(self) -> None:
        """A post keeps watch as well as a body."""
        request = an_asked_action()
        action = signed_off(request).action
        made = embedded(action, request.body, until=LATER, watcher_body=None, watcher_post=a_post())
        assert made.watcher_post is not None
