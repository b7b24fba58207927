"""Whoever may see some actions only is told so, and no link of theirs leads to a page that is closed to them."""

import re

import pytest
from django.utils import timezone

from tests import cast
from tests.factories import a_user
from tests.integration.plans.rich import a_rich_plan

pytestmark = pytest.mark.django_db


def links(page: str) -> set[str]:
    """The addresses of the site that the page leads to, without what follows "?" or "#"."""
    found = re.findall(r'<a\b[^>]*?href="(/[^"#?]*)', page)
    return {href for href in found if not re.search(r"^/account/|\.(xlsx|csv|docx)$", href)}


def test_no_link_of_a_partners_pages_is_dead(client):
    plan = a_rich_plan(timezone.localdate())
    action = plan.actions.get(ref="1.1")
    client.force_login(a_user(cast.OWNER, over=action))
    base = f"/plans/{plan.number}/"
    for address in (base, f"{base}findings/", f"{base}actions/{action.number}/", "/home/", "/inspections/"):
        page = client.get(address).content.decode()
        dead = {href for href in links(page) if client.get(href).status_code == 404}
        assert not dead, f"{address} leads to {dead}"


def test_a_partner_is_told_that_the_counts_are_of_their_actions(client):
    plan = a_rich_plan(timezone.localdate())
    client.force_login(a_user(cast.OWNER, over=plan.actions.get(ref="1.1")))
    assert "Counts of actions are of those only" in client.get(f"/plans/{plan.number}/").content.decode()
    assert "You were given no inspection to see" in client.get("/inspections/").content.decode()
    client.force_login(a_user(cast.READER))
    assert "Counts of actions are of those only" not in client.get(f"/plans/{plan.number}/").content.decode()
