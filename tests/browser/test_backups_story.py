"""An administrator looks whether the register was backed up."""

from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect

from sightline.work.keeping import told
from tests import cast
from tests.factories import a_council, a_user


def test_an_administrator_sees_how_old_the_last_backup_is(
    page: Page, context, live_server, client, settings, tmp_path, axe, screenshot
):
    settings.DATA = tmp_path
    a_council()
    client.force_login(a_user(cast.ADMINISTRATOR))
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    context.add_cookies([cookie])
    page.goto(f"{live_server.url}/settings/")
    page.get_by_role("link", name="Backups").click()
    expect(page.get_by_text("No backup of this register has been made here")).to_be_visible()
    axe(page)
    screenshot(page, "backups-none")
    for hours, what in ((90, "backup"), (50, "backup"), (2, "check")):
        at = timezone.now() - timedelta(hours=hours)
        name = f"sightline-2026-11-{hours}-021500.zip"
        told.tell(told.Told(what, at, name, 1_800_000, "4f" * 32, "419:" + "37" * 32, 3_560, 12))
    page.reload()
    expect(page.get_by_text("The last backup is 2 days old.")).to_be_visible()
    expect(page.get_by_text("4f" * 32)).to_be_visible()
    axe(page)
    screenshot(page, "backups")
    page.set_viewport_size({"width": 320, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    axe(page)
