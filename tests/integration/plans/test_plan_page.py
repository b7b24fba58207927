"""The plan's page: parts, counts, filters, sorting; now and as at an earlier day."""

from datetime import date, timedelta

import pytest

from sightline.domain.plans import commands, queries
from sightline.domain.plans.commands import bring_into_force
from sightline.domain.plans.drafts import ActionEdit, FigureDraft, OwnerDraft
from sightline.domain.plans.queries import Filters
from sightline.ground.lib.errors import NotFound
from tests import cast
from tests.factories import (
    SYSTEM,
    TODAY,
    a_body,
    a_plan,
    a_post,
    a_strategy,
    a_theme,
    a_user,
    an_action,
    an_inspection,
)
from tests.making_factories import adopted, in_force

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return a_plan(answers=(an_inspection(),))


def numbers(page):
    return [row.number for row in page.rows]


def see(plan, user=None, **filters):
    size = filters.pop("size", 100)
    page = filters.pop("page", 1)
    as_at = filters.pop("as_at", None)
    return queries.plan_page(
        user or a_user(),
        plan.number,
        today=TODAY,
        filters=Filters(**filters),
        size=size,
        page=page,
        as_at=as_at,
    )


def test_everything_that_a_plan_consists_of_is_on_its_page(plan):
    post, body, strategy = (
        a_post("Director", team="Children"),
        a_body("Practice Group"),
        a_strategy("Early Help"),
    )
    commands.add_part(by=SYSTEM, plan=plan, part="aim", title="Children are safe", ref="A", lead=post)
    commands.add_part(by=SYSTEM, plan=plan, part="workstream", title="Practice", kind="driver", body=body)
    commands.add_part(
        by=SYSTEM,
        plan=plan,
        part="funding",
        title="Grant",
        amount_raw="£1.2m",
        amount="1200000.00",
        lead_raw="BK",
    )
    theme = a_theme(plan, "Front door", strategy_ids=[strategy.pk])
    commands.edit_plan(by=SYSTEM, plan=plan, strategy_ids=[strategy.pk], vision="Every child is seen")
    an_action(plan, theme_id=theme.pk, owners=(OwnerDraft(post_id=post.pk),), bodies=(("deliver", body.pk),))
    page = see(plan)
    assert [(str(aim), aim.lead) for aim in page.aims] == [("A Children are safe", "Director (Children)")]
    assert [(stream.kind, stream.body, stream.lead) for stream in page.workstreams] == [
        ("driver", "Practice Group", None)
    ]
    assert [(line.amount_raw, int(line.amount), line.lead) for line in page.fundings] == [
        ("£1.2m", 1200000, "BK")
    ]
    assert page.theme_strategies == {theme.pk: ["Early Help"]} and page.strategies == ("Early Help",)
    assert page.by_theme == {theme.pk: 1}
    assert page.facets.owners == ((str(post.pk), "Director (Children)"),)
    assert page.facets.bodies == ((str(body.pk), "Practice Group"),)
    assert [title for _, title in page.inspections] == ["Inspection of Northmere children’s services"]


def test_the_thread_is_counted_and_the_rest_is_named(plan):
    first, second, third = plan.inspections.get().findings.all()
    action = an_action(plan, findings=(first.pk,), delivery="done", assurance="evidenced")
    commands.give_reason(by=SYSTEM, plan=plan, finding=second, reason="Met by the later inspection")
    page = see(plan)
    assert page.thread.sentence == "2 of 3 findings answered, 1 evidenced, 0 signed off"
    assert [name.number for name in page.unanswered] == [third.number]
    assert [name.number for name in page.rest["not signed off"]] == [first.number]
    commands.judge_action(by=SYSTEM, action=action, today=TODAY, reason="x", assurance="reported")
    assert [name.number for name in see(plan).rest["not evidenced"]] == [first.number]


def test_filters_and_counts(plan):
    theme, post, body = a_theme(plan), a_post(), a_body()
    long_ago = TODAY - timedelta(days=60)
    late = an_action(
        plan, due=long_ago, today=long_ago, delivery="in-progress", confidence="off-track", priority=1
    )
    done = an_action(plan, due=long_ago, today=long_ago, delivery="done", theme_id=theme.pk)
    owned = an_action(
        plan, "Train every referrer", ref="2.1", owners=(OwnerDraft(post_id=post.pk),), bodies=(("monitor", body.pk),),
        figures=(FigureDraft("target", "85%"),), source_kind="risk",
    )  # fmt: skip
    page = see(plan)
    assert numbers(page) == [late.number, done.number, owned.number] and page.found == 3
    assert (page.counts["overdue"], page.counts["stale"], page.counts["off-track"], page.counts["all"]) == (
        1,
        1,
        1,
        3,
    )
    assert (page.counts["done"], page.counts[None]) == (1, 1)
    for filters, expected in (
        ({"show": "overdue"}, [late]),
        ({"show": "stale"}, [late]),
        ({"show": "no-due"}, [owned]),
        ({"show": "no-owner"}, [late, done]),
        ({"show": "no-target"}, [late, done]),
        ({"show": "unlinked"}, [late, done]),
        ({"theme": str(theme.pk)}, [done]),
        ({"theme": "none"}, [late, owned]),
        ({"owner": str(post.pk)}, [owned]),
        ({"body": str(body.pk)}, [owned]),
        ({"delivery": "none"}, [owned]),
        ({"priority": "1"}, [late]),
        ({"priority": "none", "delivery": "done"}, [done]),
        ({"confidence": "off-track"}, [late]),
        ({"q": "train REFERRER"}, [owned]),
        ({"q": "2.1"}, [owned]),
        ({"q": "nothing like it"}, []),
        ({"owner": "²", "theme": "99999999999999999999"}, []),
        ({"priority": "high"}, []),
    ):
        assert numbers(see(plan, **filters)) == [action.number for action in expected], filters


def test_the_list_is_sorted_with_what_is_not_stated_last(plan):
    early = an_action(plan, due=date(2024, 1, 5), priority=2, delivery="done", ref="B")
    later = an_action(plan, due=date(2025, 1, 5), priority=1, delivery="not-started", ref="A")
    never = an_action(plan)
    for sort, expected in (
        ("order", [early, later, never]),
        ("-order", [never, later, early]),
        ("due", [early, later, never]),
        ("-due", [later, early, never]),
        ("priority", [later, early, never]),
        ("delivery", [later, early, never]),
        ("nonsense", [early, later, never]),
    ):
        wanted = [action.number for action in expected]
        assert numbers(see(plan, sort=sort)) == wanted, sort
        assert numbers(see(plan, sort=sort, as_at=TODAY)) == wanted, f"{sort} as at"


def test_pages_of_a_list(plan):
    actions = [an_action(plan) for _ in range(5)]
    page = see(plan, size=2, page=3)
    assert (numbers(page), page.found, page.pages) == ([actions[4].number], 5, 3)
    assert see(plan, size=2, page=9).found == 5


@pytest.mark.parametrize("many", [3, 30])
def test_a_page_takes_the_same_few_statements_however_long(plan, statements, many):
    user = a_user()
    user.may("plans.see")
    for _ in range(many):
        an_action(plan, owners=(OwnerDraft("Someone"),))
    with statements(6):
        see(plan, user)
    with statements(8):
        see(plan, user, as_at=TODAY)


class TestAsAt:
    def test_what_an_action_said_on_a_day(self, plan):
        day = TODAY - timedelta(days=90)
        action = an_action(
            plan, "First words", due=date(2024, 9, 1), today=day, owners=(OwnerDraft("The old lead"),)
        )
        edit = ActionEdit(
            action.pk,
            {"title": "New words", "due": date(2024, 12, 1), "priority": 1},
            owners=(OwnerDraft("The new lead"),),
            reason="Slipped",
        )
        commands.edit_action(by=SYSTEM, plan=plan, edit=edit, today=TODAY)
        then = see(plan, as_at=TODAY - timedelta(days=1)).rows[0]
        assert (then.title, then.due, then.priority, then.owners) == (
            "First words",
            date(2024, 9, 1),
            None,
            ("The old lead",),
        )
        now = see(plan, as_at=TODAY).rows[0]
        assert (now.title, now.due, now.first_due, now.owners) == (
            "New words",
            date(2024, 12, 1),
            date(2024, 9, 1),
            ("The new lead",),
        )
        assert not see(plan, as_at=day - timedelta(days=1)).rows

    def test_the_thread_of_a_day(self, plan):
        finding = plan.inspections.get().findings.first()
        action = an_action(plan)
        commands.link_finding(
            by=SYSTEM, plan=plan, action=action, finding=finding, today=TODAY + timedelta(days=3)
        )
        assert see(plan, as_at=TODAY).thread.answered == 0
        assert see(plan, as_at=TODAY + timedelta(days=3)).thread.answered == 1
        assert see(plan, as_at=TODAY - timedelta(days=1)).thread.total == 0

    def test_filters_go_by_what_was_said_then(self, plan):
        old, new = a_theme(plan, "Old"), a_theme(plan, "New")
        action = an_action(plan, theme_id=old.pk, delivery="in-progress", today=TODAY - timedelta(days=9))
        edit = ActionEdit(action.pk, {"theme_id": new.pk, "delivery": "done"})
        commands.edit_action(by=SYSTEM, plan=plan, edit=edit, today=TODAY)
        before = TODAY - timedelta(days=1)
        assert numbers(see(plan, theme=str(old.pk), delivery="in-progress", as_at=before)) == [action.number]
        assert not numbers(see(plan, theme=str(new.pk), as_at=before))
        assert see(plan, as_at=before).by_theme == {old.pk: 1}
        assert numbers(see(plan, theme=str(new.pk), delivery="done", as_at=TODAY)) == [action.number]


def test_somebody_with_a_body_only_sees_its_actions(plan):
    body = a_body()
    mine, _other = an_action(plan, bodies=(("deliver", body.pk),)), an_action(plan)
    owner = a_user(cast.OWNER, over=body)
    assert numbers(see(plan, owner)) == [mine.number] and see(plan, owner).counts["all"] == 1
    assert [row.actions for row in queries.plans_list(owner, TODAY)] == [1]
    with pytest.raises(NotFound):
        see(a_plan(), owner)


def test_plans_in_force_come_first():
    draft, active = a_plan("Draft"), a_plan("In force")
    in_force(active)
    latest = a_plan("Later draft")
    assert [row.plan.pk for row in queries.plans_list(a_user(), TODAY)] == [active.pk, latest.pk, draft.pk]


def test_a_plan_says_which_decision_made_it_what_it_is(plan):
    version = adopted(plan)
    bring_into_force(by=SYSTEM, plan=plan, on=TODAY + timedelta(days=9), today=TODAY + timedelta(days=9))
    page = see(plan)
    assert page.state == "active" and str(version.decision) in page.said.source
    assert see(plan, as_at=TODAY + timedelta(days=3)).state == "adopted"
    assert see(plan, as_at=TODAY - timedelta(days=1)).state == "draft"


def test_a_first_date_that_was_taken_back_is_still_known_on_the_days_after() -> None:
    plan = a_plan(today=date(2024, 1, 8))
    action = an_action(plan, due=date(2024, 6, 30), today=date(2024, 1, 8))
    for day, due in ((date(2024, 2, 1), None), (date(2024, 4, 1), date(2024, 12, 31))):
        edit = ActionEdit(action_id=action.pk, values={"due": due}, reason="The contract was let again.")
        commands.edit_action(by=SYSTEM, plan=plan, edit=edit, today=day)
    (row,) = queries.action_rows(
        a_user(cast.DIRECTOR), plan, Filters(), date(2024, 5, 1), as_at=date(2024, 3, 1)
    )
    assert (row.due, row.first_due) == (None, date(2024, 6, 30))
