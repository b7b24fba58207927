"""Somebody looks for a word in everything, narrows it, and follows the subject through the years; without a mouse too."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sightline.domain.meetings.commands import record_outcome
from sightline.domain.plans.commands import record_update
from tests import cast
from tests.factories import SYSTEM, a_council, a_finding, a_plan, a_user, an_action, some_evidence
from tests.integration.meetings.papers import a_paper
from tests.meeting_factories import a_held_meeting, item_of, seated


@pytest.fixture
def register(transactional_db: Any) -> None:
    """Neglect in every kind of thing: a plan with actions and updates, two boards, a paper, a finding, evidence."""
    a_council()
    plan = a_plan("Children’s services improvement plan")
    for number, title in enumerate(
        (
            "Launch the neglect strategy",
            "Train every team in the neglect toolkit",
            "Audit 20 neglect cases a month",
            "Front door",
        ),
        1,
    ):
        action = an_action(plan, title=title, success_measure="Nine in ten neglect plans are good by March.")
        text = f"Month {number}: the neglect toolkit is used in most teams, and managers sample what was written."
        record_update(by=SYSTEM, action=action, text=text, today=date(2024, 6, number))
    a_finding("The quality of plans for children who experience neglect, so that drift is seen early.")
    some_evidence("Neglect audit, spring 2024")
    a_paper()
    board = seated(since=date(2022, 1, 1))
    for on in (date(2023, 3, 7), date(2024, 5, 14)):
        meeting = a_held_meeting(board, on=on, items=["Neglect strategy"])
        record_outcome(
            by=SYSTEM, item=item_of(meeting), result="agreed", effect="other", today=on,
            words="RESOLVED: That the neglect strategy be brought back with the figures of each team.",
        )  # fmt: skip


@pytest.mark.postgres_story
def test_a_reader_finds_a_subject_and_follows_it(
    register: None, page: Page, context: Any, live_server: Any, client: Any, axe: Any, screenshot: Any
) -> None:
    client.force_login(a_user(cast.SCRUTINY_MEMBER))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    page.goto("/plans/")
    axe(page)
    box = page.get_by_role("searchbox", name="Search Sightline")
    box.fill("neglect")
    box.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Search results for “neglect”")
    expect(page.get_by_role("region", name="Actions 4")).to_be_visible()
    axe(page)
    screenshot(page, "search-results")
    page.get_by_role("navigation", name="Kinds of results").get_by_role("link", name="Updates 4").click()
    expect(page.get_by_text("4 results")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="History of this subject").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("History of “neglect”")
    expect(page.get_by_role("heading", level=2, name="2023")).to_be_visible()
    axe(page)
    screenshot(page, "search-history")
    page.get_by_role("link", name="RESOLVED: That the neglect strategy").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Decision 1")
    page.goto("/search/")
    axe(page)
    screenshot(page, "search-empty")
    page.get_by_role("searchbox").fill('"neglect in space"')
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="Nothing was found")).to_be_visible()
    axe(page)
    page.goto("/meetings/")
    screenshot(page, "search-box")
