"""The faults that must not pass unseen in a story are seen."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.urls("tests.browser.trial_urls")
SCRIPT = "document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))"


def test_an_inline_script_is_stopped_and_seen(page: Page, _problems):
    page.goto("/")
    page.evaluate(SCRIPT)
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran === undefined")
    assert any("Content Security Policy" in problem for problem in _problems)
    _problems.clear()


def test_a_request_elsewhere_is_seen(page: Page, _problems):
    page.goto("/")
    page.evaluate("location.assign('http://elsewhere.example/')")
    page.wait_for_timeout(300)
    assert any("elsewhere.example" in problem for problem in _problems)
    _problems.clear()


def test_a_picture_without_words_is_seen(page: Page, axe, _problems):
    page.goto("/")
    with pytest.raises(AssertionError, match="image-alt"):
        axe(page)
    _problems.clear()  # the planted picture is also one that the policy stops
