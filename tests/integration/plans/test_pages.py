"""Plans through the front door: what each page shows, who may see it, and what it costs."""

import pytest
from django.utils import timezone

from sightline.domain.plans import commands
from sightline.domain.plans.models import Action, Plan
from tests import cast
from tests.factories import SYSTEM, a_body, a_plan, a_user, an_action, an_inspection
from tests.integration.plans.rich import a_rich_plan

pytestmark = pytest.mark.django_db

OFFICE = cast.PROGRAMME_OFFICE


@pytest.fixture
def rich(db):
    return a_rich_plan(timezone.localdate())


@pytest.fixture
def office(client):
    client.force_login(a_user(OFFICE))
    return client


def text(response):
    return " ".join(response.content.decode().split())


def test_all_pages_open(office, rich):
    action = rich.actions.first()
    commands.link_theme(
        by=SYSTEM, plan=rich, finding=rich.inspections.get().findings.first(), theme=rich.themes.first()
    )
    home, one = f"/plans/{rich.number}/", f"/plans/{rich.number}/actions/{action.number}/"
    theme, inspection = rich.themes.first().pk, rich.inspections.get()
    finding = f"{home}findings/{inspection.number}-{inspection.findings.first().number}/"
    for path in (
        "/plans/", "/plans/new/", "/plans/new/empty/", "/plans/new/findings/", home, home + "?as-at=2020-01-01", home + "edit/",
        home + "state/", home + "scope/", f"{home}scope/{inspection.number}/leave/", home + "parts/", home + "parts/theme/add/",
        home + "parts/workstream/add/", home + "parts/funding/add/", home + "parts/aim/add/", f"{home}parts/theme/{theme}/",
        home + "actions/add/", home + "actions/change/", f"{home}actions/change/?action={action.number}", one, one + "edit/",
        one + "owners/", one + "bodies/", one + "figures/", one + "update/", one + "judge/", one + "evidence/add/", home + "findings/",
        home + "findings/?show=unanswered", finding, finding + "reason/",
    ):  # fmt: skip
        assert office.get(path).status_code == 200, path
