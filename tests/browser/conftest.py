"""Real Chromium for the stories: pages are watched for errors, checked with axe, and photographed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from tests.cast import Player
from tests.factories import a_user
from tools.commands import CHROMIUM_PATHS

PICTURES = Path(__file__).resolve().parents[2] / "test-results/screenshots"
WIDE, NARROW, NARROWEST = {"width": 1280, "height": 900}, {"width": 390, "height": 844}, 320

# Nothing may reach out from the browser, and it runs as root in a container.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The back link stands before <main>, as in the GOV.UK Design System, and axe's rule `region` does not know that.
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "rules": {"region": {"enabled": False}}}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium; where there is none the stories wait, but not where a machine checks the whole."""
    found = next((path for path in CHROMIUM_PATHS if Path(path).exists()), None)
    if found is None:
        wait = pytest.fail if os.environ.get("CI") else pytest.skip
        wait(
            "Chromium is not installed: apt-get install -y --no-install-recommends chromium fonts-liberation"
        )
    return browser_type_launch_args | {"executable_path": found, "args": ARGUMENTS}


@pytest.fixture
def context(new_context: Callable[..., BrowserContext], live_server: Any) -> BrowserContext:
    """A person's own browser at the front door of the council's installation."""
    context = new_context(
        base_url=live_server.url, viewport=WIDE, locale="en-GB", timezone_id="Europe/London"
    )
    context.set_default_timeout(20_000)
    return context


@pytest.fixture
def _problems() -> Iterator[list[str]]:
    """What the browser reported during the test; anything left in it fails the test at its end."""
    problems: list[str] = []
    yield problems
    assert not problems, "The browser reported:\n" + "\n".join(dict.fromkeys(problems))


@pytest.fixture
def open_page(context: BrowserContext, live_server: Any, _problems: list[str]) -> Callable[..., Page]:
    """`open_page()` gives a further page that is watched; `open_page(other)` opens it in another's browser."""

    def open_(in_context: BrowserContext | None = None) -> Page:
        page = (in_context or context).new_page()
        _watch(page, live_server.url, _problems)
        return page

    return open_


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A page in which errors of scripts, breaches of the content security policy and requests elsewhere fail."""
    return open_page()


@pytest.fixture
def sign_in(page: Page, context: BrowserContext, live_server: Any, client: Any) -> Callable[[Player], Page]:
    """`sign_in(cast.READER)` gives the page of a browser in which that person is signed in."""

    def as_(player: Player) -> Page:
        client.force_login(a_user(player))
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        return page

    return as_


def _watch(page: Page, home: str, problems: list[str]) -> None:
    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not _is_answer_of_page(message, page):
            problems.append(f"{page.url}: {message.text}")

    def on_request(request: Request) -> None:
        if not request.url.startswith((home, "data:", "blob:", "about:")):
            problems.append(f"{page.url} asked for {request.url}, which is elsewhere")

    page.on("console", on_console)
    page.on("request", on_request)
    page.on("pageerror", lambda error: problems.append(f"{page.url}: {error}"))


def _is_answer_of_page(message: ConsoleMessage, page: Page) -> bool:
    """Chromium also logs a page that answers 403, 404 or 422, which stories visit on purpose."""
    return message.text.startswith("Failed to load resource") and message.location.get("url") == page.url


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """`axe(page)` fails when the page breaks WCAG 2.2 AA or good practice, and says where and how to mend it."""
    checker = Axe()

    def check(page: Page) -> None:
        page.wait_for_load_state()  # a click waits for the next page's first byte, not for its words
        found = checker.run(page, options=AXE_OPTIONS).response["violations"]
        lines = [
            f"- {violation['help']} ({violation['id']}): {node['html'][:200]}"
            for violation in found
            for node in violation["nodes"]
        ]
        assert not lines, f"{page.url} is not accessible:\n" + "\n".join(lines)

    return check


@pytest.fixture
def screenshot() -> Callable[[Page, str], None]:
    """`screenshot(page, "plan")` keeps a wide and a narrow picture and fails if a narrow page scrolls sideways."""

    def keep(page: Page, name: str) -> None:
        page.wait_for_load_state()
        before = page.viewport_size
        PICTURES.mkdir(parents=True, exist_ok=True)
        for width, size in (("wide", WIDE), ("narrow", NARROW)):
            page.set_viewport_size(size)
            page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
        assert_no_sideways_scrolling(page)
        page.set_viewport_size(before or WIDE)

    return keep


def assert_no_sideways_scrolling(page: Page, width: int = NARROWEST) -> None:
    """At 320 pixels (a page enlarged four times) everything is reached by scrolling down: WCAG 1.4.10."""
    page.set_viewport_size({"width": width, "height": 800})
    needed = page.evaluate("document.documentElement.scrollWidth")
    assert needed <= width, f"{page.url} is {needed} pixels wide in a window of {width}."
