"""The programme office takes committee papers in: beside the source, corrected, added to, taught from, accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sightline.domain.meetings.models import Paper
from sightline.ground.jobs.worker import run_next
from sightline.work.imports.models import Lesson
from tests import cast, factories

pytestmark = pytest.mark.django_db(transaction=True)

COMMITTEE = "Children’s Scrutiny Committee"
MINUTES = """CHILDREN'S SCRUTINY COMMITTEE
Minutes of the meeting held on 14 May 2024 at 6.00 pm

Present:
Councillor Ada Quill (in the Chair)
Councillor Ben Marlow

Apologies for absence were received from Councillor Cay Dunmore.

1  DECLARATIONS OF INTEREST

There were no declarations of interest.

2  THE FRONT DOOR

The Head of Service presented a report. It was agreed that a note on re-referrals would be sent to members.

Resolved:
1. That the report be noted.
2. That a further report be made in six months.

3  CARE LEAVERS

Members asked how many care leavers were in suitable homes.

The Panel concluded:
1. That the offer to care leavers be published by 1 September 2024.

The meeting closed at 7.40 pm.
"""


def sign_in(page: Page, player: cast.Player) -> None:
    factories.a_user(player)
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(player.email)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def upload(page: Page, *papers: Path) -> None:
    """Give papers and read them, as the worker does."""
    page.goto("/imports/upload/")
    page.get_by_label("Files").set_input_files(papers)
    page.get_by_role("button", name="Upload", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Upload of")
    while run_next():
        pass
    page.reload()


@pytest.mark.slow
def test_minutes_are_reviewed_beside_their_lines(page: Page, axe, screenshot, tmp_path):
    factories.a_council()
    factories.a_body("Children's Scrutiny Committee")
    sign_in(page, cast.PROGRAMME_OFFICE)
    paper = tmp_path / "minutes-may.txt"
    paper.write_text(MINUTES)
    upload(page, paper)
    page.get_by_role("link", name="minutes-may.txt", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Review of minutes-may.txt")).to_be_visible()
    expect(page.locator(".sl-review-count")).to_contain_text("passages were read")
    axe(page)
    screenshot(page, "papers-review")

    # From what was read to its line and back.
    resolved = page.locator("article", has_text="That the report be noted.").last
    resolved.get_by_role("link", name="lines 18 to 19").click()
    expect(page.locator("#l18")).to_be_in_viewport()
    expect(page.locator("#l19 mark")).to_have_text("That the report be noted")
    page.locator("#l18").get_by_role("link", name="Resolution 1").click()
    expect(resolved).to_be_in_viewport()

    # A resolution that was missed is taken from its line.
    line = page.locator("li", has_text="That the offer to care leavers be published")
    line.get_by_role("link", name="Take as").click()
    words = page.get_by_label("Words of the paper")
    expect(words).to_have_value("That the offer to care leavers be published by 1 September 2024.")
    expect(page.get_by_label("Printed number")).to_have_value("1")
    axe(page)
    screenshot(page, "papers-add")
    expect(page.get_by_label("Words that bring it in")).to_have_value("The Panel concluded")
    page.get_by_label("Remember this for the next papers").check()
    page.get_by_role("button", name="Add this resolution").click()
    expect(page.get_by_text("Resolution added.")).to_be_visible()
    expect(page.locator(".sl-review-count")).to_contain_text("and 1 added by hand")
    assert Lesson.objects.get().kind == "verb"

    # What was taken for one thing is another.
    promise = page.locator("article", has_text="a note on re-referrals").last
    promise.get_by_role("link", name="Check or change").click()
    axe(page)
    screenshot(page, "papers-entry")
    page.get_by_role("link", name="but something else").click()
    axe(page)
    screenshot(page, "papers-take")
    page.get_by_role("button", name="Take as a resolution").click()
    expect(page.get_by_text("Taken as a resolution.")).to_be_visible()

    # Set aside with a reason, and taken back.
    taken = page.locator("article", has_text="a note on re-referrals").last
    taken.get_by_role("link", name="Check or change").click()
    page.get_by_text("Set it aside").click()
    page.get_by_role("button", name="Set aside", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Say why it is set aside")
    axe(page)
    page.get_by_label("Why is it set aside?").fill("The item repeats it.")
    page.get_by_role("button", name="Set aside", exact=True).click()
    expect(page.locator("#aside")).to_contain_text("The item repeats it.")
    page.locator("#aside").get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("It is taken again.")).to_be_visible()

    # The body is chosen, and its printed name is remembered.
    page.get_by_role("link", name="Change these facts").click()
    axe(page)
    screenshot(page, "papers-facts")
    page.get_by_label("Children's Scrutiny Committee", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#facts")).to_contain_text("Taken for Children's Scrutiny Committee")

    assert not Paper.objects.exists(), "nothing is applied before it is accepted"
    page.get_by_role("button", name="Accept this paper").click()
    expect(page.get_by_text("The paper was accepted.")).to_be_visible()
    made = Paper.objects.get()
    assert page.url.endswith(f"/papers/{made.number}/")
    assert made.body is not None and made.date.isoformat() == "2024-05-14"
    axe(page)

    # The same minutes as a web page are recognised, and become another source.
    again = tmp_path / "minutes-may.html"
    rows = "".join(f"<p>{line}</p>" for line in MINUTES.splitlines() if line.strip())
    again.write_text(f"<html><head><title>Minutes</title></head><body>{rows}</body></html>")
    upload(page, again)
    page.get_by_role("link", name="minutes-may.html", exact=True).click()
    expect(page.get_by_text("here already")).to_be_visible()
    page.get_by_role("button", name="Accept this paper").click()
    expect(page.get_by_role("alert")).to_contain_text("Say whether it is one of these")
    axe(page)
    screenshot(page, "papers-same")
    page.get_by_label(f"It is paper {made.number}").check()
    page.get_by_role("button", name="Accept this paper").click()
    expect(page.get_by_text("It is a further source of that paper.")).to_be_visible()
    assert Paper.objects.count() == 1 and made.sources.count() == 2

    # What was learnt can be looked at and taken back.
    page.goto("/imports/")
    page.get_by_role("link", name="What was learnt").click()
    expect(page.get_by_role("rowheader", name="“The Panel concluded”")).to_be_visible()
    axe(page)
    screenshot(page, "papers-learnt")
    page.get_by_role("link", name="Take back what “The Panel concluded” means").click()
    axe(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("alert")).to_contain_text("Say why it is taken back")
    page.get_by_label("Why is it taken back?").fill("Only one clerk wrote so.")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("heading", name="Taken back")).to_be_visible()
    axe(page)
    screenshot(page, "papers-learnt-back")


@pytest.mark.slow
def test_the_five_seeds_are_taken_in(page: Page, shared, axe, screenshot):
    factories.a_council()
    sign_in(page, cast.PROGRAMME_OFFICE)
    seeds = sorted((shared / "seeds").glob("*.txt"))
    upload(page, *seeds)
    upload_page = page.url
    for place, seed in enumerate(seeds):
        page.goto(upload_page)
        page.get_by_role("link", name=seed.name, exact=True).click()
        expect(page.locator(".sl-review-count")).to_contain_text("passages were read")
        axe(page)
        screenshot(page, f"papers-seed-{place}")
        page.get_by_role("button", name="Accept this paper").click()
        expect(page.get_by_text("The paper was accepted.")).to_be_visible()
    assert Paper.objects.count() == 5
    kinds = sorted(Paper.objects.values_list("kind", flat=True))
    assert kinds == ["minutes", "minutes", "report", "report", "report"] or kinds.count("report") == 3
