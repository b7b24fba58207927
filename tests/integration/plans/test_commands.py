"""What the commands of plans keep, and what they refuse."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from sightline.domain.plans import commands, queries
from sightline.domain.plans.drafts import ActionDraft, ActionEdit, FigureDraft, OwnerDraft
from sightline.domain.plans.models import Action, Change, Plan
from sightline.ground.audit.models import Event
from sightline.ground.lib.errors import NotPermitted, Refused
from tests import cast
from tests.factories import (
    SYSTEM,
    TODAY,
    a_body,
    a_finding,
    a_plan,
    a_post,
    a_theme,
    a_user,
    an_action,
    some_evidence,
)
from tests.making_factories import adopted, ended, in_force

pytestmark = pytest.mark.django_db


def edit(action, values=None, **rest):
    change = ActionEdit(action.pk, values or {}, **rest)
    return commands.edit_action(by=SYSTEM, plan=action.plan, edit=change, today=TODAY)


class TestActions:
    def test_the_first_date_stays_beside_the_last(self):
        action = an_action(due=date(2024, 9, 1))
        edit(action, {"due": date(2025, 1, 1)}, reason="Slipped")
        edit(action, {"due": date(2025, 3, 1)}, reason="Slipped again")
        action.refresh_from_db()
        assert (action.first_due, action.due) == (date(2024, 9, 1), date(2025, 3, 1))
        page = queries.action_page(a_user(), action.plan.number, action.number, TODAY)
        assert page.slips == 2 and [entry.reason for entry in page.history[:2]] == [
            "Slipped again",
            "Slipped",
        ]

    @pytest.mark.parametrize(
        "values", [{"due": date(2025, 1, 1)}, {"priority": 1}, {"success_measure": "Other"}]
    )
    def test_what_was_stated_does_not_move_without_a_reason(self, values):
        action = an_action(due=date(2024, 9, 1), priority=2, success_measure="Fewer wait")
        with pytest.raises(Refused, match="Say why"):
            edit(action, values)
        assert not Change.objects.exists()

    def test_an_edit_saves_only_what_it_changes(self):
        action = an_action(due=date(2024, 9, 1))
        old = Action.objects.get(pk=action.pk)
        edit(action, {"title": "New words"})
        commands.record_update(by=SYSTEM, action=old, today=TODAY, text="Begun", delivery="in-progress")
        action.refresh_from_db()
        assert (action.title, action.delivery) == ("New words", "in-progress")

    def test_figures_of_the_same_words_differ_only_when_asked(self):
        action = an_action(figures=(FigureDraft("target", "85%"),))
        again = (FigureDraft("target", "85%", unit="%"),)
        with pytest.raises(Refused, match="Nothing was different"):
            edit(action, figures=again, figure_roles=("target",))
        with pytest.raises(Refused, match="Say why"):
            edit(action, figures=again, figure_roles=("target",), exact_figures=True)
        edit(action, figures=again, figure_roles=("target",), exact_figures=True, reason="Misread")
        assert [figure.unit for figure in queries.figures_of(action)] == ["%"]

    @pytest.mark.parametrize(
        ("values", "why"),
        [
            ({"impact": "better"}, "it is judged"),
            ({"assurance": "verified"}, "it is judged"),
            ({"assurance": None}, "it is judged"),
            ({"first_due": date(2026, 1, 1)}, "stays as it was first stated"),
        ],
    )
    def test_no_edit_judges_and_the_first_date_stays(self, values, why):
        action = an_action(due=date(2024, 9, 1), assurance="evidenced")
        with pytest.raises(Refused, match=why):
            edit(action, values, reason="Because")
        edits = [ActionEdit(action.pk, values, reason="Because")]
        with pytest.raises(Refused, match=why):
            commands.change_together(by=SYSTEM, plan=action.plan, edits=edits, today=TODAY)
        action.refresh_from_db()
        assert (action.assurance, action.impact, action.first_due) == ("evidenced", None, date(2024, 9, 1))

    def test_a_new_action_is_judged_only_by_who_may_judge(self, monkeypatch):
        plan, office = a_plan(), a_user(cast.PROGRAMME_OFFICE)
        held = office.may
        monkeypatch.setattr(
            office, "may", lambda name, *on: name != "plans.verify_action" and held(name, *on)
        )
        for values in ({"impact": "better"}, {"assurance": "verified"}):
            draft = ActionDraft({"title": "Do it", **values})
            with pytest.raises(NotPermitted, match="Nothing was added"):
                commands.add_action(by=office, plan=plan, draft=draft, today=TODAY)
        commands.add_action(by=office, plan=plan, draft=ActionDraft({"title": "Do it"}), today=TODAY)

    def test_parts_are_of_the_same_plan(self):
        action, elsewhere = an_action(), a_theme(a_plan())
        with pytest.raises(Refused, match="not in this plan"):
            edit(action, {"theme_id": elsewhere.pk})

    def test_together_each_by_itself(self):
        plan = a_plan()
        dated, undated = an_action(plan, due=date(2024, 9, 1)), an_action(plan)
        edits = [ActionEdit(action.pk, {"due": date(2025, 1, 1)}) for action in (dated, undated)]
        outcome = commands.change_together(by=SYSTEM, plan=plan, edits=edits, today=TODAY)
        assert isinstance(outcome[dated.pk], Refused) and outcome[undated.pk] == ("due",)
        with pytest.raises(Refused, match="Say why"):
            commands.change_together(by=SYSTEM, plan=plan, edits=edits[:1], today=TODAY)

    def test_a_plan_and_its_actions_begin_together_or_not_at_all(self):
        with pytest.raises(Refused, match="Say what the action is"):
            commands.start_plan(by=SYSTEM, title="Plan", today=TODAY, drafts=[ActionDraft({"title": " "})])
        assert not Plan.objects.exists()
        finding = a_finding()
        draft = ActionDraft({"title": "Do it"}, findings=(finding.pk,))
        events = Event.objects.count()
        plan = commands.start_plan(
            by=SYSTEM, title="Plan", today=TODAY, inspection_ids=[finding.inspection_id], drafts=[draft]
        )
        assert Event.objects.count() == events + 1 and not queries.unanswered(plan)

    def test_a_closed_plan_is_history(self):
        plan = a_plan()
        action = an_action(plan)
        follower = a_plan(follows=plan)
        in_force(plan)
        adopted(follower)
        ended(plan, "superseded")
        action = Action.objects.get(pk=action.pk)
        for write in (
            lambda: edit(action, {"title": "New"}),
            lambda: commands.record_update(by=SYSTEM, action=action, today=TODAY, text="Done"),
            lambda: commands.judge_action(by=SYSTEM, action=action, today=TODAY, reason="x", impact="better"),
            lambda: commands.add_evidence_to(
                by=SYSTEM, action=action, today=TODAY, title="x", kind="note", note="x"
            ),
            lambda: commands.add_part(by=SYSTEM, plan=plan, part="aim", title="New"),
        ):
            with pytest.raises(Refused, match="nothing in it can be changed"):
                write()


class TestSaying:
    def test_done_is_the_owners_report_and_no_more(self):
        action = an_action()
        commands.record_update(by=SYSTEM, action=action, today=TODAY, text="Finished", delivery="done")
        assert (action.delivery, action.assurance, action.impact) == ("done", "reported", None)
        with pytest.raises(Refused, match="judged by others"):
            commands.record_update(by=SYSTEM, action=action, today=TODAY, text="Better", impact="better")

    def test_evidence_makes_a_report_evidenced(self):
        action = an_action(assurance="reported")
        commands.attach_evidence(by=SYSTEM, action=action, evidence=some_evidence(), today=TODAY)
        assert Action.objects.get(pk=action.pk).assurance == "evidenced"

    def test_who_said_last_what_a_status_says(self):
        action = an_action(confidence="at-risk", today=TODAY - timedelta(days=50))
        commands.record_update(
            by=a_user(cast.DIRECTOR), action=action, today=TODAY, text="Still", confidence="at-risk"
        )
        said = queries.action_page(a_user(), action.plan.number, action.number, TODAY).said["confidence"]
        assert (said.by, said.on) == (cast.DIRECTOR.name, TODAY)

    def test_a_link_recorded_for_a_day_stands_from_that_day(self):
        finding, action = a_finding(), an_action()
        link = commands.link_finding(
            by=SYSTEM, plan=action.plan, action=action, finding=finding, today=date(2024, 1, 2)
        )
        assert timezone.localtime(link.since).date() == date(2024, 1, 2)


class TestRights:
    def test_a_right_over_a_body_or_post_is_enough_for_its_actions(self):
        body, post = a_body(), a_post()
        plan = a_plan()
        of_body = an_action(plan, bodies=(("deliver", body.pk),))
        of_post = an_action(plan, owners=(OwnerDraft(post_id=post.pk),))
        other = an_action(plan)
        user = a_user(cast.OWNER, over=body)
        a_user(cast.OWNER, over=post)
        user = type(user).objects.get(pk=user.pk)
        for action in (of_body, of_post):
            commands.record_update(by=user, action=action, today=TODAY, text="Begun")
            commands.add_evidence_to(
                by=user, action=action, today=TODAY, title="Note", kind="note", note="Seen"
            )
            assert "plans.update_action" in queries.action_page(user, plan.number, action.number, TODAY).may
        with pytest.raises(NotPermitted):
            commands.record_update(by=user, action=other, today=TODAY, text="Begun")
        with pytest.raises(NotPermitted):
            commands.judge_action(by=user, action=of_body, today=TODAY, reason="x", impact="better")


class TestParts:
    def test_strategies_of_a_theme_are_replaced(self):
        from tests.factories import a_strategy

        plan, first, second = a_plan(), a_strategy(), a_strategy()
        theme = a_theme(plan, strategy_ids=[first.pk])
        commands.edit_part(
            by=SYSTEM, plan=plan, part="theme", key=theme.pk, title="New", strategy_ids=[second.pk]
        )
        assert queries.plan_parts(plan).theme_strategies == {theme.pk: [second.title]}

    def test_a_part_of_another_plan_is_refused(self):
        with pytest.raises(Refused, match="not in this plan"):
            commands.edit_part(by=SYSTEM, plan=a_plan(), part="theme", key=a_theme(a_plan()).pk, title="x")
