"""A stranger at the front door."""

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.postgres_story
def test_a_stranger_sees_what_this_is(page: Page, axe, screenshot):
    response = page.goto("/")
    assert response and response.status == 200
    expect(page.locator("h1")).to_have_count(1)
    axe(page)
    screenshot(page, "front")
