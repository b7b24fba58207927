"""A plan with something of everything, for the tests of pages and for the stories."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from sightline.domain.inspections.commands import FindingFacts
from sightline.domain.plans import commands
from sightline.domain.plans.drafts import ActionEdit, FigureDraft, OwnerDraft
from sightline.domain.plans.models import Action, Plan
from tests import cast
from tests.factories import (
    SYSTEM,
    a_body,
    a_council,
    a_holding,
    a_plan,
    a_post,
    a_strategy,
    a_theme,
    an_action,
    an_inspection,
    some_evidence,
)

FINDINGS = (
    ("12", "Leadership", "Senior leaders do not have a clear enough line of sight to front-line practice."),
    ("14", "Leadership", "Audits count what was recorded and do not ask whether children are better off."),
    (
        "17",
        "Help and protection",
        "Decisions at the front door take too long when referrals come from schools.",
    ),
    ("18", "Help and protection", "Strategy discussions do not always include health colleagues."),
    (
        "21",
        "Help and protection",
        "Children who go missing are not offered a return conversation within three days.",
    ),
    ("23", "Children in care", "Too many children in care live far from their family and friends."),
    ("26", "Care leavers", "Some care leavers do not know what support they are entitled to."),
)
ACTIONS = (
    ("1.1", "Agree one threshold document with all partners and train every referrer in it", 0, "in-progress", "at-risk", 2, 40),
    ("1.2", "Run a weekly practice line-of-sight meeting chaired by the director", 1, "done", "on-track", 0, -20),
    ("2.1", "Decide every referral from a school within one working day", 0, "in-progress", "off-track", 2, -15),
    ("2.2", "Invite health colleagues to every strategy discussion by a standing link", 0, "not-started", None, 3, 120),
    ("3.1", "Recruit 14 foster families within ten miles of the borough", 2, "in-progress", "on-track", 5, 200),
    ("3.2", "Publish the offer to care leavers in words that they have chosen", 2, None, None, 6, None),
    ("4.1", "Ask in every audit what changed for the child", 1, "done", "on-track", 1, -60),
)  # fmt: skip


def a_rich_plan(today: date) -> Plan:
    """Seven findings, seven actions of three themes; one finding unanswered, one date slipped, one action stale."""
    a_council()
    start = today - timedelta(days=200)
    findings = tuple(
        FindingFacts(text=text, ref=ref, category=heading, heading=heading, page=place // 3 + 2)
        for place, (ref, heading, text) in enumerate(FINDINGS)
    )
    inspection = an_inspection(
        findings=findings,
        start=start - timedelta(days=40),
        end=start - timedelta(days=29),
        published=start - timedelta(days=5),
    )
    plan = a_plan(
        "Every child in Northmere: improvement plan", answers=(inspection,), today=start, starts=start,
        ends=start + timedelta(days=730), version="3", version_date=today - timedelta(days=20),
        vision="Every child in Northmere who needs help gets the right help, the first time, from people who know them.",
        narrative="Inspectors visited in the spring and found services that react to crisis.\n\n"
        "Since then leaders have changed, and the partners meet every month.",
    )  # fmt: skip
    owner, director = a_holding(cast.OWNER).post, a_holding(cast.DIRECTOR).post
    other = a_post("Head of Service", team="Children in Care")
    board, group, scrutiny = (
        a_body("Improvement Board"),
        a_body("Front Door Partnership", kind="partnership"),
        a_body("Children’s Scrutiny Committee", kind="committee"),
    )
    strategy = a_strategy("Early Help Strategy")
    commands.edit_plan(by=SYSTEM, plan=plan, owner=director, strategy_ids=[strategy.pk])
    themes = [
        a_theme(plan, "The right help at the right time", ref="A", lead=owner, strategy_ids=[strategy.pk]),
        a_theme(plan, "Leaders who know", ref="B", lead=director),
        a_theme(plan, "Homes and futures", ref="C"),
    ]
    commands.add_part(
        by=SYSTEM, plan=plan, part="aim", title="Children are seen and heard", ref="1", lead=director
    )
    commands.add_part(
        by=SYSTEM, plan=plan, part="aim", title="Children live close to the people they love", ref="2"
    )
    stream = commands.add_part(
        by=SYSTEM, plan=plan, part="workstream", title="Front door", kind="workstream", lead=owner, body=group
    )
    commands.add_part(
        by=SYSTEM, plan=plan, part="workstream", title="A stable workforce", kind="driver", lead_raw="HR"
    )
    commands.add_part(
        by=SYSTEM,
        plan=plan,
        part="funding",
        title="Improvement grant",
        amount_raw="£1.2 million",
        amount=Decimal(1200000),
    )
    found = list(inspection.findings.all())
    owners = ((OwnerDraft("HoS FD", owner.pk, "lead"),), (), (OwnerDraft(post_id=other.pk),))
    for ref, title, theme, delivery, confidence, finding, days in ACTIONS:
        an_action(
            plan, title, ref=ref, theme_id=themes[theme].pk, workstream_id=stream.pk if theme == 0 else None, delivery=delivery,
            confidence=confidence, findings=(found[finding].pk,), due=today + timedelta(days=days) if days else None,
            priority=1 if theme == 0 else None, today=start, success_measure="Fewer children wait" if theme == 0 else "",
            owners=owners[theme],
            bodies=(("deliver", group.pk), ("monitor", board.pk)) if theme == 0 else (("scrutinise", scrutiny.pk),),
            figures=(
                FigureDraft("baseline", "61% (Q4)", value=Decimal(61), unit="%", as_at=start),
                FigureDraft(
                    "target", "at least 85% by March", comparator=">=", value=Decimal(85), unit="%", denominator="referrals"
                ),
            ) if theme == 0 else (),
        )  # fmt: skip
    _live(plan, today)
    return plan


def _live(plan: Plan, today: date) -> None:
    """What happened since: an update each month, a date that slipped, evidence, judgements."""
    first = Action.objects.get(plan=plan, ref="1.1")
    slip = ActionEdit(
        first.pk, {"due": first.due + timedelta(days=60)}, reason="The integrated care board’s lead left."
    )  # type: ignore[operator]
    commands.edit_action(by=SYSTEM, plan=plan, edit=slip, today=today - timedelta(days=70))
    for days, text in (
        (100, "Partners met twice and agreed the outline."),
        (10, "The draft is out for comment until Friday."),
    ):
        commands.record_update(
            by=SYSTEM, action=first, today=today - timedelta(days=days), text=text, confidence="at-risk",
            forecast=today + timedelta(days=110),
        )  # fmt: skip
    done = Action.objects.get(plan=plan, ref="4.1")
    commands.record_update(
        by=SYSTEM,
        action=done,
        today=today - timedelta(days=30),
        text="The audit form asks it now.",
        delivery="done",
    )
    commands.attach_evidence(
        by=SYSTEM,
        action=done,
        evidence=some_evidence("Audit form, June"),
        today=today - timedelta(days=29),
    )
    commands.judge_action(
        by=SYSTEM,
        action=Action.objects.get(pk=done.pk),
        today=today - timedelta(days=5),
        reason="20 audits read",
        impact="better",
    )
