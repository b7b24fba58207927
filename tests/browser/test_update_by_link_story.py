"""A partner without an account gives updates behind a mailed link; the office asks for them and sees what became of it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.domain.plans.commands import record_update
from sightline.domain.plans.models import Update
from sightline.ground.jobs import outbox_sending
from sightline.work.notices.models import UpdateLink
from tests import cast
from tests.browser.conftest import assert_no_sideways_scrolling
from tests.factories import SYSTEM, a_council, a_plan, a_user
from tests.notices_factories import a_link, address, an_owed_action, someone_in_post


@pytest.fixture
def partner(transactional_db):
    """A partner who owes a word about three actions, of one of which something was said in spring."""
    today = timezone.localdate()
    a_council()
    plan = a_plan("Northmere improvement plan", today=today - timedelta(days=90))
    holding = someone_in_post("Designated Nurse", "Designated Nurse for Children in Care")
    first = an_owed_action(
        plan, holding, "Offer every child in care a health assessment within 20 working days", today=today, due=today,
    )  # fmt: skip
    record_update(
        by=SYSTEM,
        action=first,
        today=today - timedelta(days=50),
        text="A second clinic is being found.",
        delivery="in-progress",
    )
    Update.objects.update(at=timezone.now() - timedelta(days=50))
    an_owed_action(
        plan, holding, "Agree who tells the school nurse", today=today, due=today - timedelta(days=9)
    )
    an_owed_action(plan, holding, "Train the out-of-hours team", today=today)
    return holding


@pytest.mark.postgres_story
def test_a_partner_without_an_account_gives_updates(page: Page, partner, axe, screenshot):
    link = a_link(partner.person, timezone.localdate())
    outbox_sending.send_waiting()
    written = re.search(r"http://\S+(/by-link/\S+)", mail.outbox[0].body)
    assert written and written[1] == address(link)
    page.goto(written[1])
    expect(page.locator("h1")).to_have_text("How do your actions stand?")
    expect(page.get_by_text("What you leave empty stays due")).to_be_visible()
    axe(page)
    assert_no_sideways_scrolling(page)
    screenshot(page, "by-link")
    assert UpdateLink.objects.get().spent_at is None

    boxes = page.get_by_label("What has been done since?")
    boxes.nth(1).fill("A second clinic is being found.")
    boxes.nth(0).fill("The school nurse is told on the same day.")
    page.get_by_label("Delivery").nth(0).select_option("Done")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("these are the words of")
    expect(boxes.nth(0)).to_have_value("The school nurse is told on the same day.")
    axe(page)
    screenshot(page, "by-link-same-words")
    page.get_by_label("Yes, it is still so").check()
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("Thank you, it is recorded")
    expect(page.get_by_role("heading", name="Still due")).to_be_visible()
    axe(page)
    screenshot(page, "by-link-sent")
    assert Update.objects.filter(via="link").count() == 2

    page.goto(written[1])
    expect(page.locator("h1")).to_have_text("This link was used already")
    axe(page)
    screenshot(page, "by-link-used")


def test_words_typed_into_a_link_that_ended_are_given_back(page: Page, open_page, partner, axe):
    link = a_link(partner.person, timezone.localdate())
    page.goto(address(link))
    page.get_by_label("What has been done since?").first.fill("Careful words of mine.")
    other = open_page()
    other.goto(address(link))
    other.get_by_label("No change since the last update").first.check()
    other.get_by_role("button", name="Send").click()
    expect(other.locator("h1")).to_have_text("Thank you, it is recorded")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("h1")).to_have_text("This link was used already")
    expect(page.get_by_text("Careful words of mine.")).to_be_visible()
    axe(page)
    assert Update.objects.filter(via="link").count() == 1


def test_the_office_asks_and_looks_into_the_outbox(
    page: Page, context, live_server, client, partner, axe, screenshot
):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto("/asking/")
    axe(page)
    page.get_by_label("Select Designated Nurse").check()
    page.get_by_role("button", name="Send links to those ticked").click()
    expect(page.get_by_text("1 link waits in the outbox.")).to_be_visible()
    axe(page)
    assert_no_sideways_scrolling(page)
    screenshot(page, "asking")
    page.goto("/outbox/")
    axe(page)
    assert_no_sideways_scrolling(page)
    screenshot(page, "outbox")
    page.get_by_role("link", name=re.compile("want a word from you")).click()
    expect(page.get_by_text("As it will look")).to_be_visible()
    axe(page)
    assert_no_sideways_scrolling(page)
    screenshot(page, "outbox-message")
    outbox_sending.send_waiting()
    page.reload()
    expect(page.get_by_text("As it was sent")).to_be_visible()
    page.goto("/outbox/test/")
    axe(page)
    page.goto("/asking/")
    page.get_by_role("link", name=re.compile("Withdraw the link of Designated Nurse")).click()
    axe(page)
    page.get_by_label("Why?").fill("Sent to the wrong address")
    page.get_by_role("button", name="Withdraw the link").click()
    expect(page.get_by_text("It opens nothing any more.")).to_be_visible()
    page.goto("/notices/")
    axe(page)
    assert_no_sideways_scrolling(page)
    screenshot(page, "notices")
