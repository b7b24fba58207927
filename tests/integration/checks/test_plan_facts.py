"""A plan in the database as facts: what was stated arrives, what was not is None."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sightline.domain.checks.facts import EVERYTHING
from sightline.domain.checks.plan_facts import facts_of
from sightline.domain.checks.rules import check
from sightline.domain.governance.commands import add_person, hold_post
from sightline.domain.governance.commands.seats import add_seat
from sightline.domain.inspections.commands import FindingFacts
from sightline.domain.plans.commands import (
    add_actions,
    add_part,
    edit_action,
    give_reason,
    propose_plan,
    set_plan_body,
)
from sightline.domain.plans.drafts import ActionDraft, ActionEdit, FigureDraft, OwnerDraft, UpdateDraft
from tests.factories import SYSTEM, TODAY, a_body, a_plan, a_post, an_action, an_inspection

pytestmark = pytest.mark.django_db


def test_everything_that_was_stated_arrives() -> None:
    inspection = an_inspection(
        findings=(FindingFacts(text="Assessments are late.", page=4), FindingFacts(text="Audits."))
    )
    late, audits = inspection.findings.order_by("position")
    plan = propose_plan(
        by=SYSTEM, title="Plan", today=TODAY, inspection_ids=[inspection.pk], starts=date(2024, 1, 1)
    )
    theme = add_part(by=SYSTEM, plan=plan, part="theme", title="Practice")
    add_part(by=SYSTEM, plan=plan, part="funding", title="Grant", lead_raw="Director of Resources")
    post, board = a_post("Head of Service"), a_body("Improvement Board")
    draft = ActionDraft(
        {
            "title": "Hold a weekly panel",
            "ref": "1.1",
            "due": date(2024, 9, 30),
            "delivery": "in-progress",
            "confidence": "at-risk",
            "impact": "no-signal",
            "polarity": "up",
            "success_measure": "Percentage in time",
        },
        theme_id=theme.pk,
        owners=(OwnerDraft(post_id=post.pk, kind="lead"), OwnerDraft("JB"), OwnerDraft("Chief Executive", kind="sponsor")),
        figures=(
            FigureDraft("target", "at least 95% of assessments", what="of assessments", comparator=">=", value=Decimal(95),
                        unit="%"),
            FigureDraft("milestone", "90% by July", value=Decimal(90), unit="%"),
        ),
        bodies=(("monitor", board.pk),),
        findings=(late.pk,),
        updates=(UpdateDraft("Terms agreed.", date(2024, 5, 1)), UpdateDraft("First panel held.", date(2024, 5, 20))),
    )  # fmt: skip
    bare = ActionDraft({"title": "Train managers"})
    first, _ = add_actions(by=SYSTEM, plan=plan, drafts=[draft, bare], today=TODAY)
    give_reason(by=SYSTEM, plan=plan, finding=audits, reason="Met before the plan began.")
    for due in (date(2024, 10, 31), date(2024, 12, 31)):
        edit = ActionEdit(action_id=first.pk, values={"due": due}, reason="The panel’s chair left.")
        edit_action(by=SYSTEM, plan=plan, edit=edit, today=TODAY)

    facts = facts_of(plan)
    one, other = facts.actions
    assert (
        facts.known == EVERYTHING
        and not facts.from_file
        and facts.starts == date(2024, 1, 1)
        and facts.ends is None
    )
    assert (one.label, one.source_count, one.delivery, one.confidence) == (
        "Action 1.1",
        1,
        "in progress",
        "at risk",
    )
    assert (one.impact, one.polarity, one.theme) == ("no signal of change", "higher is better", "Practice")
    assert (one.first_due, one.due, one.due_changes) == (date(2024, 9, 30), date(2024, 12, 31), 2)
    assert [(owner.lead, owner.initials_only) for owner in one.owners] == [(True, False), (False, True)]
    assert one.target and (one.target.value, one.target.denominator) == (Decimal(95), "of assessments")
    assert one.baseline is None
    assert [(body.layer, body.name) for body in one.bodies] == [("monitor", "Improvement Board")]
    assert (one.updates, one.last_update) == (2, date(2024, 5, 20))
    assert one.latest_texts == ("First panel held.", "Terms agreed.")

    assert other.label == "Action 2" and other.number is None
    stated = (
        other.delivery,
        other.impact,
        other.confidence,
        other.due,
        other.target,
        other.theme,
        other.last_update,
    )
    assert stated == (None,) * 7 and other.owners == () and other.updates == 0

    assert [(finding.answered_by, finding.reason) for finding in facts.findings] == [
        (1, None),
        (0, "Met before the plan began."),
    ]
    assert facts.findings[0].page == 4
    assert [(part.title, part.actions) for part in facts.themes] == [("Practice", 1)]
    assert [(part.title, part.lead) for part in facts.fundings] == [("Grant", "Director of Resources")]


def test_two_posts_of_one_title_are_two_owners() -> None:
    plan = propose_plan(by=SYSTEM, title="Plan of two heads", today=TODAY)
    posts = [a_post("Head of Service", team=team) for team in ("Front Door", "Care Leavers")]
    drafts = [
        ActionDraft({"title": f"Action of {post.team}"}, owners=(OwnerDraft(post_id=post.pk, kind="lead"),))
        for post in posts
    ]
    add_actions(by=SYSTEM, plan=plan, drafts=drafts, today=TODAY)
    owners = [action.owners[0].text for action in facts_of(plan).actions]
    assert owners == ["Head of Service (Front Door)", "Head of Service (Care Leavers)"]


class TestBodies:
    """Layers that come from the plan, chairs, and who may sign off."""

    def test_the_plans_bodies_stand_where_an_action_names_none(self) -> None:
        plan, board, service = a_plan(), a_body("Improvement Board"), a_body("Front Door Service")
        an_action(plan, bodies=(("deliver", service.pk),))
        set_plan_body(by=SYSTEM, plan=plan, body=board, role="monitor", today=TODAY)
        (action,) = facts_of(plan).actions
        assert {body.layer: body.label for body in action.bodies} == {
            "deliver": "Front Door Service",
            "monitor": "Improvement Board",
        }
        assert action.signs_off == ("Improvement Board",)

    def test_nobody_signs_off_what_only_its_deliverer_could(self) -> None:
        plan, board = a_plan(), a_body("Improvement Board")
        an_action(plan, bodies=(("deliver", board.pk),))
        set_plan_body(by=SYSTEM, plan=plan, body=board, role="sign-off", today=TODAY)
        assert "SL212" in {problem.code for problem in check(facts_of(plan), TODAY)}

    def test_one_person_who_chairs_two_layers_by_two_posts_is_found(self) -> None:
        plan, person = a_plan(), add_person(by=SYSTEM, name="Holder of two posts")
        bodies = [a_body("Improvement Board"), a_body("Scrutiny Committee")]
        for body, title in zip(bodies, ("Chief Executive", "Chair of Scrutiny"), strict=True):
            post = a_post(title)
            hold_post(by=SYSTEM, person=person, post=post)
            add_seat(by=SYSTEM, body=body, role="chair", post=post)
        an_action(plan, bodies=(("deliver", bodies[0].pk), ("monitor", bodies[1].pk)))
        found = [problem for problem in check(facts_of(plan), TODAY) if problem.code == "SL208"]
        assert [problem.sentence for problem in found] == [
            "Chief Executive chairs Improvement Board, which delivers action 1, and Scrutiny Committee, which monitors it."
        ]
