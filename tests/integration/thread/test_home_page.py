"""The first page, as each role sees it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sightline.domain.governance.commands import edit_person
from sightline.domain.governance.models import Person
from sightline.domain.plans.drafts import OwnerDraft
from tests import cast
from tests.factories import SYSTEM, a_holding, a_plan, a_user, an_action, an_inspection

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def home_of(client, player, **changes):
    client.force_login(a_user(player, **changes))
    return text(client.get("/home/"))


@pytest.fixture
def plan():
    today = timezone.localdate()
    inspection = an_inspection(
        start=today - timedelta(40),
        end=today - timedelta(30),
        published=None,
        report_received=today - timedelta(5),
    )
    plan = a_plan("The plan", answers=(inspection,), today=today - timedelta(90))
    holding = a_holding(cast.OWNER)
    for number in range(3):
        an_action(
            plan,
            f"Action of the post {number}",
            today=today - timedelta(50),
            owners=(OwnerDraft("", holding.post_id, "lead"),),
            ref=f"1.{number}",
        )
    return plan


@pytest.fixture
def owner(plan):
    """The owner's account, joined to the person who holds the post."""
    person = Person.objects.get(name=cast.OWNER.name)
    edit_person(by=SYSTEM, person=person, name=person.name, email=person.email, user=a_user(cast.OWNER))


def test_after_an_update_the_next_one_that_is_due_is_one_click_away(client, owner):
    client.force_login(a_user(cast.OWNER))
    said = {"text": "The first visits were made.", "confidence": "on-track"}
    after = text(client.post("/plans/1/actions/2/update/", said, follow=True))
    assert "2 more of your updates are due" in after and 'href="/plans/1/actions/1/update/"' in after
    client.post("/plans/1/actions/1/update/", said)
    last = text(client.post("/plans/1/actions/3/update/", said, follow=True))
    assert "No other update of yours is due." in last
    assert "No other update" not in text(client.get("/plans/1/actions/3/"))


def test_an_owner_is_told_how_many_updates_are_due_and_how_long_they_take(client, owner):
    page = home_of(client, cast.OWNER)
    assert "3 updates due, about 6 minutes" in page
    assert "Nothing was said since it was added, 50 days ago." in page
    assert 'href="/plans/1/actions/1/update/"' in page and "visually-hidden&#34;" not in page
    assert "Statutory clocks" not in page and "Looking after Sightline" not in page


def test_an_owner_without_a_post_is_told_what_to_do(client, plan):
    assert "No open action names your post" in home_of(client, cast.OTHER_OWNER)


def test_the_programme_office_sees_what_waits(client, plan):
    page = home_of(client, cast.PROGRAMME_OFFICE)
    assert "papers read, waiting for your review" in page
    assert "findings not answered" in page and "actions not updated for six weeks" in page
    assert "must be mended" in page and "/plans/1/check/" in page
    assert "Written statement of the action proposed" in page
    assert "0 of 3" in page


def test_a_director_sees_gaps_clocks_and_contradictions(client, plan):
    page = home_of(client, cast.DIRECTOR)
    for words in (
        "Gaps in the thread",
        "See 3 that are not",
        "3 actions without a source",
        "Off track",
        "Contradictions",
    ):
        assert words in page
    assert "waits for the programme office" not in page


def test_an_administrator_sees_accounts_work_and_the_chain(client, plan):
    a_user(cast.STRANGER)
    page = home_of(client, cast.ADMINISTRATOR)
    assert "account without a role" in page and cast.STRANGER.name in page
    assert "Head of the audit chain" in page and "pieces of background work failed" in page


def test_others_see_plans_and_what_changed(client, plan):
    page = home_of(client, cast.SCRUTINY_MEMBER)
    assert "The plan" in page and "What changed in the last two weeks" in page
    assert "updates due" not in page


def test_who_has_no_role_is_told_so(client, plan):
    page = home_of(client, cast.STRANGER)
    assert "You have no role yet" in page and "The plan" not in page


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get("/home/")["Location"].startswith("/account/sign-in/")


ROLES = [cast.OWNER, cast.PROGRAMME_OFFICE, cast.DIRECTOR, cast.ADMINISTRATOR, cast.CHAIR, cast.AUDITOR]


@pytest.mark.parametrize("player", ROLES, ids=lambda player: player.role)
def test_a_first_page_takes_few_statements_however_much_there_is(client, statements, plan, player):
    client.force_login(a_user(player))
    client.get("/home/")  # what the checks count is kept for some minutes
    with statements(12):
        client.get("/home/")
    for number in range(4):
        other = a_plan(answers=(an_inspection(),))
        for _ in range(10):
            an_action(other, confidence="off-track", due=timezone.localdate() - timedelta(number))
    client.get("/home/")
    with statements(12):
        client.get("/home/")
