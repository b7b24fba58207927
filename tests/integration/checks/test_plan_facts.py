"""A plan in the database as facts: what was stated arrives, what was not is None."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sightline.domain.checks.facts import EVERYTHING
from sightline.domain.checks.plan_facts import facts_of
from sightline.domain.inspections.commands import FindingFacts
from sightline.domain.plans.commands import add_actions, add_part, edit_action, give_reason, propose_plan
from sightline.domain.plans.drafts import ActionDraft, ActionEdit, FigureDraft, OwnerDraft, UpdateDraft
from tests.factories import SYSTEM, TODAY, a_body, a_post, an_inspection

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
