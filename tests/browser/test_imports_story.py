"""The programme office brings inspection reports in: upload, progress, review beside the page, correct, accept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from sightline.domain.inspections.models import Inspection
from sightline.ground.jobs.worker import run_next
from sightline.work.imports.models import Reading
from tests import cast, factories

pytestmark = pytest.mark.django_db(transaction=True)


def sign_in(page: Page, player: cast.Player) -> None:
    factories.a_user(player)
    page.goto("/account/sign-in/")
    page.get_by_label("E-mail address").fill(player.email)
    page.get_by_label("Password", exact=True).fill(cast.PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.mark.slow
def test_the_programme_office_takes_in_a_folder_of_reports(page: Page, shared, axe, screenshot):
    folder = shared / "samples/inspections"
    factories.a_council()
    sign_in(page, cast.PROGRAMME_OFFICE)

    page.goto("/imports/")
    expect(page.get_by_text("No papers yet")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Upload papers").click()
    axe(page)
    screenshot(page, "imports-upload")
    papers = sorted(folder.glob("*.pdf"))
    page.get_by_label("Files").set_input_files(papers)
    page.get_by_role("button", name="Upload", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Upload of")
    run_next()
    run_next()
    expect(page.get_by_text(f"2 of {len(papers)} papers read")).to_be_visible()
    axe(page)
    screenshot(page, "imports-progress")
    while run_next():
        pass
    expect(page.get_by_role("button", name="Accept the ticked papers")).to_be_visible()
    expect(page.get_by_text("SIF of Blackpool")).to_be_visible()
    axe(page)
    screenshot(page, "imports-uploaded")

    page.get_by_role("link", name="blackpool_08-september-2014.pdf", exact=True).click()
    expect(page.get_by_text("28 passages were read")).to_be_visible()
    expect(page.locator("#findings article")).to_have_count(19)
    picture = page.locator("svg image")
    expect(picture).to_have_attribute(
        "href", page.url.replace(page.url.split("/imports")[0], "") + "pages/5.png"
    )
    assert page.request.get(page.url + "pages/5.png").headers["content-type"] == "image/png"
    axe(page)
    screenshot(page, "imports-review")

    page.get_by_role("link", name="Check or change finding 10").click()
    expect(page.locator("rect.sl-picture__box")).to_have_count(1)
    axe(page)
    screenshot(page, "imports-review-finding")
    words = page.get_by_label("The inspector’s words")
    words.fill(words.input_value() + " (as printed)")
    page.get_by_role("button", name="Save and go to the next").click()
    expect(page.get_by_label("Printed number")).to_have_value("11")
    page.get_by_text("Set it aside").click()
    page.get_by_label("Why is it set aside?").fill("It repeats finding 12.")
    page.get_by_role("button", name="Set aside", exact=True).click()
    expect(page.locator(".sl-review-count")).to_contain_text(
        "28 passages were read = 18 taken as findings + 10 set aside"
    )
    expect(page.get_by_text("changed: text")).to_be_visible()

    page.get_by_role("link", name="Add a finding that was not read").click()
    page.get_by_role("button", name="Add this finding").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    axe(page)
    page.get_by_label("The inspector’s words").fill("Visits to children are recorded within five days.")
    page.get_by_role("button", name="Add this finding").click()
    expect(page.locator(".sl-review-count")).to_contain_text(
        "and 1 added by hand = 19 taken as findings + 10 set aside"
    )

    page.get_by_role("link", name="Change these facts").click()
    axe(page)
    screenshot(page, "imports-review-facts")
    page.locator("#id_report_received").get_by_label("Day").fill("5")
    page.locator("#id_report_received").get_by_label("Month").fill("9")
    page.locator("#id_report_received").get_by_label("Year").fill("2014")
    page.locator(".sl-review-open").get_by_role("button", name="Save").click()
    expect(page.locator("#facts")).to_contain_text("5 September 2014")

    assert not Inspection.objects.exists(), "nothing is applied before it is accepted"
    page.get_by_role("button", name="Accept this inspection").click()
    expect(page.get_by_text("The inspection was accepted")).to_be_visible()
    axe(page)
    screenshot(page, "imports-accepted")
    taken = Inspection.objects.get()
    assert taken.findings.count() == 19 and taken.file is not None
    assert taken.findings.get(ref="10").text.endswith("(as printed)")
    assert not taken.findings.get(ref="10").text_as_read.endswith("(as printed)")

    page.get_by_role("link", name="Upload of").click()
    page.get_by_label("Select halton_12-july-2024.pdf").check()
    page.get_by_label("Select croydon_04-september-2017.pdf").check()
    page.get_by_role("button", name="Accept the ticked papers").click()
    expect(page.get_by_text("2 inspections were accepted")).to_be_visible()
    assert Inspection.objects.count() == 3

    page.get_by_role("link", name="blackpool_13-july-2012.pdf", exact=True).click()
    expect(page.get_by_text("holds a web page")).to_be_visible()
    axe(page)
    screenshot(page, "imports-failed")

    page.goto("/imports/")
    axe(page)
    screenshot(page, "imports-list")
    assert Reading.objects.filter(state="read").count() == 9
