"""A plan is made, adopted by a decision, sent, answered and ended; and what refuses each of these."""

from datetime import timedelta

import pytest

from sightline.domain.checks.commands import certify_readiness
from sightline.domain.plans import commands
from sightline.domain.plans.drafts import ActionEdit
from sightline.domain.plans.models import Certificate, Endorsement, Plan, PlanState, PlanVersion
from sightline.domain.plans.plan_rows import read_rows
from sightline.domain.plans.versions import facts_of, sha256_of
from sightline.ground.lib.canonical import canonical
from sightline.ground.lib.errors import NotPermitted, Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_plan, a_user, an_action, an_inspection
from tests.making_factories import (
    adopted,
    body_that,
    ended,
    in_force,
    open_before,
    ready,
    waive_errors,
)
from tests.meeting_factories import decided

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=10)


@pytest.fixture
def plan():
    plan = a_plan("Improvement plan", answers=(an_inspection(),))
    an_action(plan, "Hold a weekly panel", success_measure="Fewer children wait")
    return plan


def adopt(plan, body=None, on=TODAY, **more):
    body = body or body_that("adopt", plan)
    return commands.adopt_plan(
        by=SYSTEM, plan=plan, decision=decided("adopt-plan", body, plan, on=on, **more), today=on
    )


def facts(plan):
    return facts_of(read_rows(Plan.objects.select_related("owner", "follows").get(pk=plan.pk)))


class TestAdoption:
    def test_everything_in_the_way_is_listed_at_once(self):
        before = in_force(a_plan("The plan before"))
        plan = a_plan("The plan that follows", answers=(an_inspection(),), follows=before)
        an_action(plan)
        body_that("adopt", plan)
        with pytest.raises(Refused) as refused:
            adopt(plan)
        said = refused.value.sentence
        assert "3 findings in its scope have neither an action nor a recorded reason" in said
        assert "of the plan before" in said and "no certificate of readiness" in said
        assert all(f"({place})" in said for place in (1, 2, 3)) and "Nothing was changed" in said
        plan.refresh_from_db()
        assert plan.state == "draft" and not PlanVersion.objects.filter(plan=plan).exists()

    def test_an_error_that_nobody_waived_is_in_the_way_and_a_waiver_is_named_in_the_certificate(self, plan):
        ready(plan)
        plan.waivers.all().update(ended_at="2024-06-03T10:00Z")
        certify_readiness(by=SYSTEM, plan=plan, today=TODAY)
        with pytest.raises(Refused, match="An error stands that nobody has waived"):
            adopt(plan)
        director = a_user(cast.DIRECTOR)
        assert waive_errors(plan, by=director)
        certify_readiness(by=SYSTEM, plan=plan, today=TODAY)
        adopt(plan)
        certificate = Certificate.objects.get(plan=plan, kind="adoption")
        assert {waiver["by"] for waiver in certificate.facts["waivers"]} == {director.name}

    def test_a_waiver_that_has_run_out_by_the_day_of_the_decision_holds_nothing(self, plan):
        ready(plan)
        with pytest.raises(Refused, match="ended on 3 July 2024"):
            adopt(plan, on=TODAY + timedelta(days=60))

    def test_what_changed_after_the_certificate_must_be_certified_again(self, plan):
        ready(plan)
        edit = ActionEdit(action_id=plan.actions.get().pk, values={"detail": "On Mondays"})
        commands.edit_action(by=SYSTEM, plan=plan, edit=edit, today=TODAY)
        with pytest.raises(Refused, match="was changed after its certificate of readiness"):
            adopt(plan)
        certify_readiness(by=SYSTEM, plan=plan, today=TODAY)
        assert adopt(plan).number == 1

    def test_it_freezes_the_version_certifies_and_says_who(self, plan):
        version = adopted(plan)
        assert version.sha256 == sha256_of(facts(plan)) and version.decision.kind == "adopt-plan"
        assert str(version.decision.body) in version.approver
        readiness, adoption = Certificate.objects.filter(plan=plan).order_by("number")
        assert readiness.subject == adoption.subject == version.sha256
        assert adoption.decision == version.decision
        state = PlanState.objects.get(plan=plan)
        assert (state.state, state.decision) == ("adopted", version.decision)

    def test_a_body_that_is_not_named_cannot(self, plan):
        ready(plan)
        with pytest.raises(Refused, match="may not adopt this plan"):
            adopt(plan, a_body("Scrutiny Committee"))

    def test_a_decision_that_waits_for_ratification_has_no_effect(self, plan):
        ready(plan)
        with pytest.raises(Refused, match="ratif"):
            adopt(plan, quorate=False)

    def test_a_decision_about_another_plan_or_of_another_kind_does_not_do(self, plan):
        ready(plan)
        body, other = body_that("adopt", plan), a_plan()
        for decision in (decided("adopt-plan", body, other), decided("end-plan", body, plan)):
            with pytest.raises(Refused, match="decided something else"):
                commands.adopt_plan(by=SYSTEM, plan=plan, decision=decision, today=TODAY)

    def test_once_only(self, plan):
        version = adopted(plan)
        with pytest.raises(Refused, match="has done its work"):
            commands.adopt_plan(by=SYSTEM, plan=plan, decision=version.decision, today=TODAY)
        with pytest.raises(Refused, match="was adopted already by Decision"):
            adopt(plan)

    def test_a_clerk_who_records_outcomes_can_and_a_reader_cannot(self, plan):
        ready(plan)
        decision = decided("adopt-plan", body_that("adopt", plan), plan)
        with pytest.raises(NotPermitted):
            commands.adopt_plan(by=a_user(cast.READER), plan=plan, decision=decision, today=TODAY)
        chair = a_user(cast.CHAIR)
        assert not chair.may("plans.edit_plan", plan)
        commands.adopt_plan(by=chair, plan=plan, decision=decision, today=TODAY)
        assert Certificate.objects.get(plan=plan, kind="adoption").by_name == chair.name

    def test_the_certificate_of_carry_over_comes_with_it(self):
        before = in_force(a_plan("Before"))
        plan = a_plan("After", follows=before)
        adopted(plan)
        assert Certificate.objects.filter(plan=plan, kind="carry-over").exists() and not open_before(plan)


class TestVersions:
    def test_nothing_writes_a_version_but_the_command_that_adds_one(self, plan):
        version = commands.freeze_version(by=SYSTEM, plan=plan, today=TODAY)
        before = PlanVersion.objects.values().get(pk=version.pk)
        edit = ActionEdit(action_id=plan.actions.get().pk, values={"title": "Something else"})
        commands.edit_action(by=SYSTEM, plan=plan, edit=edit, today=TODAY)
        ready(plan)
        adopt(plan)
        assert PlanVersion.objects.values().get(pk=version.pk) == before
        assert sha256_of(before["facts"]) == before["sha256"]

    def test_a_change_behind_the_back_is_seen_by_the_audit(self, plan):
        from sightline.ground.audit.queries import verify

        version = commands.freeze_version(by=SYSTEM, plan=plan, today=TODAY)
        assert verify().problems == []
        PlanVersion.objects.filter(pk=version.pk).update(note="Touched")
        assert verify().problems

    def test_the_text_is_canonical_and_holds_no_float(self, plan):
        version = commands.freeze_version(by=SYSTEM, plan=plan, today=TODAY)
        assert canonical(version.facts) == canonical(PlanVersion.objects.get().facts)

        def walk(value):
            assert not isinstance(value, float | list)
            for held in value.values() if isinstance(value, dict) else ():
                walk(held)

        walk(version.facts)


class TestEndorsement:
    def test_another_body_says_yes_to_a_version(self, plan):
        version = commands.freeze_version(by=SYSTEM, plan=plan, today=TODAY)
        body = body_that("endorse", plan)
        decision = decided("endorse-plan", body, plan)
        commands.endorse_plan(by=SYSTEM, plan=plan, decision=decision, version=1, today=TODAY)
        row = Endorsement.objects.get()
        assert (row.version, row.body, row.says) == (version, body, "endorsed")
        with pytest.raises(Refused, match="has done its work"):
            commands.endorse_plan(by=SYSTEM, plan=plan, decision=decision, today=TODAY)

    def test_comments_are_in_words_and_a_version_was_there(self, plan):
        body = body_that("endorse", plan)
        with pytest.raises(Refused, match="Freeze the plan as a version first"):
            commands.endorse_plan(
                by=SYSTEM, plan=plan, decision=decided("endorse-plan", body, plan), today=TODAY
            )
        commands.freeze_version(by=SYSTEM, plan=plan, today=LATER)
        with pytest.raises(Refused, match="after"):
            commands.endorse_plan(
                by=SYSTEM, plan=plan, decision=decided("endorse-plan", body, plan), today=LATER
            )
        with pytest.raises(Refused, match="Say what the body said"):
            commands.endorse_plan(
                by=SYSTEM,
                plan=plan,
                decision=decided("endorse-plan", body, plan, on=LATER),
                says="not-endorsed",
                today=LATER,
            )


class TestInForceAndEnded:
    def test_in_force_from_a_day_after_its_adoption(self, plan):
        with pytest.raises(Refused, match="is a draft, so it cannot come into force"):
            commands.bring_into_force(by=SYSTEM, plan=plan, on=TODAY, today=TODAY)
        adopted(plan)
        with pytest.raises(Refused, match="cannot have come into force before"):
            commands.bring_into_force(by=SYSTEM, plan=plan, on=TODAY - timedelta(days=1), today=TODAY)
        commands.bring_into_force(by=SYSTEM, plan=plan, on=LATER, today=LATER)
        assert Plan.objects.get(pk=plan.pk).state == "active"

    def test_not_closed_while_an_action_is_open(self, plan):
        in_force(plan)
        with pytest.raises(Refused, match="1 action is neither signed off nor ended by a decision"):
            ended(plan, "closed")
        body = body_that("adopt", plan)
        commands.set_plan_body(by=SYSTEM, plan=plan, body=body, role="sign-off", today=TODAY)
        action = plan.actions.get()
        commands.end_action(
            by=SYSTEM,
            action=action,
            decision=decided("end-action", body, action),
            reason="Not needed.",
            today=TODAY,
        )
        assert ended(plan, "closed").state == "closed"

    def test_not_superseded_before_the_plan_that_follows_is_adopted(self, plan):
        in_force(plan)
        with pytest.raises(Refused, match="No plan follows this one"):
            ended(plan, "superseded")
        follower = a_plan("The plan that follows", follows=plan)
        with pytest.raises(Refused, match="is not adopted yet"):
            ended(plan, "superseded")
        adopted(follower)
        assert ended(plan, "superseded").state == "superseded"


class TestSending:
    def sent(self, plan, **changes):
        version = commands.freeze_version(by=SYSTEM, plan=plan, today=TODAY)
        given = {"version": version, "to_whom": "The inspectorate", "on": TODAY, "today": LATER} | changes
        return commands.submit_plan(by=SYSTEM, plan=plan, **given)

    def test_which_version_to_whom_when(self, plan):
        sent = self.sent(plan, due=LATER, due_words="70 working days")
        assert (sent.version.number, sent.due) == (1, LATER)

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"to_whom": " "}, "to whom"),
            ({"on": LATER + timedelta(days=1)}, "still to come"),
            ({"on": TODAY - timedelta(days=1)}, "frozen on 3 June 2024"),
        ],
    )
    def test_what_cannot_be_is_refused(self, plan, changes, said):
        with pytest.raises(Refused, match=said):
            self.sent(plan, **changes)

    def test_the_reply_comes_after_and_says_in_what(self, plan):
        sent = self.sent(plan)
        for given, said in (
            ({"says": "does-not", "on": LATER}, "Say in what"),
            ({"says": "reflects", "on": TODAY - timedelta(days=1)}, "comes after"),
        ):
            with pytest.raises(Refused, match=said):
                commands.record_reply(by=SYSTEM, plan=plan, submission=sent, today=LATER, **given)
        commands.record_reply(by=SYSTEM, plan=plan, submission=sent, says="none", on=TODAY, today=LATER)
        commands.record_reply(by=SYSTEM, plan=plan, submission=sent, says="reflects", on=LATER, today=LATER)
        assert [reply.says for reply in sent.replies.all()] == ["none", "reflects"]
        with pytest.raises(Refused, match="was not sent for this plan"):
            commands.record_reply(
                by=SYSTEM, plan=a_plan(), submission=sent, says="none", on=TODAY, today=LATER
            )


class TestMilestones:
    def test_a_moved_one_keeps_its_first_date_and_why(self, plan):
        first = commands.add_milestone(by=SYSTEM, plan=plan, title="Adopted", due=TODAY, today=TODAY)
        with pytest.raises(Refused, match="Say why the date is moved"):
            commands.move_milestone(by=SYSTEM, plan=plan, milestone=first, due=LATER, reason=" ", today=TODAY)
        moved = commands.move_milestone(
            by=SYSTEM, plan=plan, milestone=first, due=LATER, reason="The board moved.", today=TODAY
        )
        assert (moved.first_due, moved.replaces) == (TODAY, first)
        with pytest.raises(Refused, match="someone may have been quicker"):
            commands.move_milestone(by=SYSTEM, plan=plan, milestone=first, due=None, reason="x", today=TODAY)
        commands.reach_milestone(by=SYSTEM, plan=plan, milestone=moved, on=LATER, today=LATER)
        with pytest.raises(Refused, match="was reached already"):
            commands.take_milestone_out(by=SYSTEM, plan=plan, milestone=moved, reason="x", today=LATER)
