"""The pages of the outbox and of asking for updates."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from sightline.ground.jobs import outbox_sending
from sightline.ground.jobs.models import Message
from sightline.ground.jobs.outbox import queue_message
from sightline.work.notices.models import UpdateLink
from sightline.work.notices.tokens import token_of
from tests import cast
from tests.factories import SYSTEM, a_user
from tests.notices_factories import a_link, an_owed_action, someone_in_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client, plan):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


def a_mail(number: int = 1, **changes):
    given = {
        "by": SYSTEM, "key": f"digest:{number}", "kind": "digest", "to": f"owner{number}@northmere.example",
        "subject": f"What changed {number}", "text": "Two dates moved.", "why": "They chose it.",
    } | changes  # fmt: skip
    return queue_message(**given)


def test_the_outbox_filters_and_shows_one_mail(office):
    mail = a_mail()
    a_mail(2, kind="test", subject="A test")
    page = office.get("/outbox/").content.decode()
    assert "What changed 1" in page and "A test" in page and "2 waiting" in page
    page = office.get("/outbox/?kind=test&state=waiting&text=owner2").content.decode()
    assert "What changed 1" not in page and "A test" in page
    assert "No mail is like that" in office.get("/outbox/?text=nobody").content.decode()
    page = office.get(f"/outbox/{mail.pk}/").content.decode()
    assert "They chose it." in page and "As it will look" in page and "Two dates moved." in page
    assert office.get("/outbox/77777/").status_code == 404


def test_withdrawing_and_sending_again(office, settings):
    mail = a_mail()
    page = office.post(f"/outbox/{mail.pk}/withdraw/", {"reason": ""}).content.decode()
    assert "Say why" in page
    page = office.post(
        f"/outbox/{mail.pk}/withdraw/", {"reason": "Wrong person"}, follow=True
    ).content.decode()
    assert "It will not be sent" in page and "Wrong person" in page
    failed = a_mail(2)
    Message.objects.filter(pk=failed.pk).update(
        state="failed", last_error="The mail server refused the address: 550", attempts=1
    )
    assert "Send again" in office.get(f"/outbox/{failed.pk}/").content.decode()
    page = office.post(f"/outbox/{failed.pk}/send-again/", follow=True).content.decode()
    assert "waits to be sent again" in page
    page = office.post(f"/outbox/{failed.pk}/send-again/", follow=True).content.decode()
    assert "Only a mail that failed" in page


def test_a_test_mail_from_the_page(office):
    assert office.post("/outbox/test/", {"to": "nobody"}).status_code == 422
    page = office.post("/outbox/test/", {"to": "someone@northmere.example"}, follow=True).content.decode()
    assert "The test waits in the outbox" in page and "A test of Sightline" in page


@pytest.mark.parametrize("number", [10, 60])
def test_the_outbox_takes_the_same_statements(office, statements, number):
    for each in range(number):
        a_mail(each)
    with statements(10):
        office.get("/outbox/")


def test_asking_for_updates(office, plan, partner, actions, today):
    silent = someone_in_post("Silent Partner", "Health Lead", email="")
    an_owed_action(plan, silent, today=today)
    vacated = someone_in_post("Leaver", "Vacant post")
    an_owed_action(plan, vacated, today=today)
    type(vacated).objects.filter(pk=vacated.pk).update(until=today - timedelta(days=1))
    page = office.get("/asking/").content.decode()
    assert "By link to partner@health.example" in page and "no e-mail address is known" in page
    assert "Vacant post" in page and "1 open action" in page
    page = office.post("/asking/send/", {}, follow=True).content.decode()
    assert "Choose at least one person" in page
    page = office.post("/asking/send/", {"chosen": partner.person_id}, follow=True).content.decode()
    assert "1 link waits in the outbox." in page and "Can be used" in page and "0 of 2" in page
    outbox_sending.send_waiting()
    page = office.post("/asking/send/", {"all": "yes"}, follow=True).content.decode()
    assert "1 link waits" in page and UpdateLink.objects.count() == 2


def test_the_office_never_sees_a_token(office, partner, actions, today):
    link = a_link(partner.person, today)
    token = token_of(link.nonce)
    for address in ("/asking/", "/outbox/", f"/outbox/{link.message_id}/"):
        page = office.get(address).content.decode()
        assert token not in page and link.nonce not in page
    assert "the link of this mail’s own reader" in page


def test_withdrawing_a_link_and_sending_anew(office, partner, actions, today):
    link = a_link(partner.person, today)
    assert "Say why" in office.post(f"/asking/links/{link.pk}/withdraw/", {"reason": ""}).content.decode()
    page = office.post(f"/asking/links/{link.pk}/withdraw/", {"reason": "Left"}, follow=True).content.decode()
    assert "It opens nothing any more" in page and "Withdrawn" in page
    page = office.post(f"/asking/links/{link.pk}/send-anew/", follow=True).content.decode()
    assert "A new link for Partner Manager" in page and UpdateLink.objects.count() == 2


@pytest.mark.parametrize("number", [3, 30])
def test_asking_takes_the_same_statements(office, plan, today, statements, number):
    for each in range(number):
        holding = someone_in_post(f"Person {each}", f"Post {each}", email=f"p{each}@health.example")
        an_owed_action(plan, holding, today=today)
        a_link(holding.person, today)
    with statements(12):
        office.get("/asking/")


def test_sending_one_link_takes_few_statements(office, partner, actions, statements):
    with statements(16 if connection.vendor == "sqlite" else 17):
        office.post("/asking/send/", {"chosen": partner.person_id})
