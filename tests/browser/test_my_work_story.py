"""An owner updates three actions inline in one go; the sign-in is lost in the middle, and nothing is lost."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.domain.governance.commands import edit_person
from sightline.domain.governance.models import Person
from sightline.domain.plans.commands import add_comment
from sightline.domain.plans.drafts import OwnerDraft
from sightline.domain.plans.models import Action, UnsentUpdate, Update
from tests import cast
from tests.factories import SYSTEM, a_body, a_holding, a_plan, a_user, an_action
from tests.governance_factories import a_seat
from tests.meeting_factories import a_held_meeting, a_meeting


@pytest.fixture
def actions(live_server) -> list[Action]:
    """Three actions of the owner's post, of which nothing was said for seven weeks, and a draft with a partner's action."""
    today = timezone.localdate()
    holding, board = a_holding(cast.OWNER), a_body("Improvement Board")
    plan = a_plan("Improvement plan", today=today - timedelta(90))
    titles = (
        "Hold a weekly panel at the front door",
        "Train every manager in supervision",
        "Audit 20 assessments a month",
    )
    made = [
        an_action(
            plan,
            title,
            today=today - timedelta(50),
            ref=f"1.{number}",
            delivery="in-progress",
            owners=(OwnerDraft("", holding.post_id, "lead"),),
            bodies=(("monitor", board.pk),),
        )
        for number, title in enumerate(titles, 1)
    ]
    person = Person.objects.get(name=cast.OWNER.name)
    edit_person(by=SYSTEM, person=person, name=person.name, email=person.email, user=a_user(cast.OWNER))
    chair = Person.objects.create(name=cast.CHAIR.name)
    edit_person(by=SYSTEM, person=chair, name=chair.name, email="", user=a_user(cast.CHAIR))
    a_seat(board, "independent-chair", person=chair)
    a_held_meeting(board, on=today - timedelta(20))
    a_meeting(board, on=today + timedelta(9))
    add_comment(
        by=a_user(cast.CHAIR), about=made[0], text="Who chairs the panel when you are away?", today=today
    )
    return made


def sign_in(page: Page, player: cast.Player) -> None:
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(player.email)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def form_of(page: Page, action: Action):
    return page.locator(f"#update-{action.pk}")


@pytest.mark.postgres_story
def test_an_owner_updates_three_actions_in_one_go_though_the_sign_in_is_lost(
    page: Page, actions, axe, screenshot, context, _problems
):
    one, two, three = actions
    sign_in(page, cast.OWNER)
    page.goto("/home/")
    expect(page.get_by_role("heading", name="3 updates due, about 6 minutes")).to_be_visible()
    axe(page)
    screenshot(page, "my-work")
    form_of(page, one).get_by_label("What has been done since?").fill("The panel met seven times.")
    expect(form_of(page, one).get_by_role("status")).to_have_text(re.compile("^Kept at .*, not sent"))
    assert UnsentUpdate.objects.get().values == {"text": "The panel met seven times."}

    context.clear_cookies(name="sessionid")  # the sign-in is lost
    form_of(page, two).get_by_label("What has been done since?").fill("12 of 14 managers are trained.")
    expect(form_of(page, two).get_by_role("status")).to_have_text(re.compile("signed out|out of date"))
    _problems.clear()  # the browser tells of the answer 401, which this story wants
    sign_in(page, cast.OWNER)
    page.goto("/home/")
    expect(form_of(page, one).get_by_label("What has been done since?")).to_have_value(
        "The panel met seven times."
    )
    expect(form_of(page, one).get_by_role("status")).to_contain_text("not sent")
    form_of(page, two).get_by_role("button", name="Use it").click()
    expect(form_of(page, two).get_by_label("What has been done since?")).to_have_value(
        "12 of 14 managers are trained."
    )
    form_of(page, three).get_by_label("No change since the last update").check()
    form_of(page, two).get_by_text("Delivery, confidence, forecast").click()
    form_of(page, two).get_by_label("Delivery").select_option("done")
    page.get_by_role("button", name="Send all that are filled in").click()
    expect(page.get_by_text("3 updates recorded: 1.1, 1.2, 1.3.")).to_be_visible()
    expect(page.get_by_role("heading", name="No update is due from you today")).to_be_visible()
    assert page.url.split("?")[0].endswith("/home/")
    axe(page)
    assert {update.action_id: update.text for update in Update.objects.all()} == {
        one.pk: "The panel met seven times.",
        two.pk: "12 of 14 managers are trained.",
        three.pk: "",
    }
    assert not UnsentUpdate.objects.exists()


def test_by_list_and_a_comment_answered(page: Page, actions, axe, screenshot):
    sign_in(page, cast.OWNER)
    page.goto("/my-work/list/")
    axe(page)
    screenshot(page, "my-work-list")
    page.get_by_label("What has been done since, 1.2").fill("Begun.")
    page.get_by_role("button", name="Keep without sending").click()
    expect(page.get_by_text("What you typed is kept and was not sent: 1.2.")).to_be_visible()
    page.goto("/home/")
    page.get_by_role("link", name="1.1: Hold a weekly panel at the front door").last.click()
    expect(page.get_by_text("Who chairs the panel when you are away?")).to_be_visible()
    screenshot(page, "action-comments")
    axe(page)
    page.get_by_role("link", name="Answer", exact=False).click()
    axe(page)
    screenshot(page, "comment")
    page.get_by_label("Your answer").fill("My deputy.")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("Your answer was added.")).to_be_visible()
    page.get_by_role("link", name="Settle").click()
    page.get_by_label("How was it settled?").fill("The deputy is named.")
    page.get_by_role("button", name="Settle it").click()
    expect(page.get_by_text("1 settled comment")).to_be_visible()


def test_a_chair_and_a_body_before_adoption(page: Page, actions, axe, screenshot):
    sign_in(page, cast.CHAIR)
    page.goto("/home/")
    expect(page.get_by_text("You chair it")).to_be_visible()
    axe(page)
    screenshot(page, "home-chair")
    health = a_body("Health Partnership")
    plan = a_plan("The next plan")
    for title in ("Share health assessments within two days", "Second a nurse to the front door"):
        an_action(plan, title, bodies=(("deliver", health.pk),))
    page.get_by_role("button", name="Sign out").click()
    a_user(cast.OTHER_OWNER, over=health)
    sign_in(page, cast.OTHER_OWNER)
    page.goto("/home/")
    page.get_by_role("link", name="Health Partnership: The next plan").click()
    axe(page)
    first = page.get_by_role("group", name="Action 1: Share health assessments within two days")
    first.get_by_label("Accepts it").check()
    second = page.get_by_role("group", name="Action 2: Second a nurse to the front door")
    second.get_by_label("Does not accept it").check()
    page.get_by_role("button", name="Record what the body says").click()
    expect(page.get_by_text("Say why Health Partnership does not accept Action 2").first).to_be_visible()
    expect(page.get_by_text("1 of 2 actions accepted.")).to_be_visible()
    screenshot(page, "acceptance")
    second.get_by_label("In words").fill("There is no nurse to second before April.")
    second.get_by_label("Does not accept it").check()
    page.get_by_role("button", name="Record what the body says").click()
    expect(page.get_by_text("There is no nurse to second before April.")).to_be_visible()
    page.get_by_role("link", name="Propose an action that the body would deliver").click()
    axe(page)
    page.get_by_label("What is to be done?").fill("Train school nurses to refer.")
    page.get_by_role("button", name="Propose it").click()
    expect(page.get_by_text("Proposed by the body, waiting for the programme office")).to_be_visible()
    axe(page)
