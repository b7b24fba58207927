"""Signing in as a person does it, in the test client."""

import re
from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.core import mail
from django.test import Client
from django.utils import timezone

from sightline.ground.accounts.commands import change_user, deactivate_user
from sightline.ground.audit.actors import System

from .people import PASSWORD, person

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/sign-in/"


def sign_in(client, password=PASSWORD, email="reader@example.org", **more):
    return client.post(SIGN_IN, {"login": email, "password": password, **more})


def signed_in(client):
    return client.get("/home/").status_code == 200


def test_the_page_and_the_way_in(client, reader):
    page = client.get(SIGN_IN).content.decode()
    assert "E-mail address" in page and 'type="password"' in page
    response = sign_in(client, email="Reader@Example.ORG")
    assert response.status_code == 302 and response["Location"] == "/home/"
    assert signed_in(client)


def test_a_stranger_is_sent_to_sign_in_and_comes_back(client, reader):
    response = client.get("/home/?a=1")
    assert response.status_code == 302 and response["Location"] == f"{SIGN_IN}?next=/home/%3Fa%3D1"
    page = client.get(response["Location"]).content.decode()
    assert 'name="next" value="/home/?a=1"' in page
    assert sign_in(client, next="/home/?a=1")["Location"] == "/home/?a=1"


@pytest.mark.parametrize(
    "bad", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_nobody_is_sent_elsewhere(client, reader, bad):
    assert sign_in(client, next=bad)["Location"] == "/home/"


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(reader):
    known = sign_in(Client(), password="wrong").content.decode()
    unknown = sign_in(Client(), password="wrong", email="nobody@example.org").content.decode()
    same = lambda page: re.sub(r'value="[^"]*"', "", page)  # noqa: E731
    assert same(known) == same(unknown)
    assert "is not right" in known


def test_five_failures_lock_out_and_say_until_when(client, reader):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        statuses = [sign_in(client, password="wrong").status_code for _ in range(5)]
        assert statuses[-1] == 429 and 429 not in statuses[:-1]
        page = sign_in(client)
        assert page.status_code == 429, "the right password must not help now"
        assert "15 minutes" in page.content.decode() and "administrator" in page.content.decode()
        assert sign_in(Client(REMOTE_ADDR="10.9.8.7")).status_code == 302, "another machine is not locked out"
    with time_machine.travel(start + timedelta(minutes=10), tick=False):
        assert "5 minutes" in sign_in(client).content.decode(), "trying must not move the end"
    with time_machine.travel(start + timedelta(minutes=16), tick=False):
        assert sign_in(client).status_code == 302


def test_an_unknown_address_is_locked_out_alike(reader):
    pages = []
    for email in ("reader@example.org", "nobody@example.org"):
        client = Client()
        with time_machine.travel(timezone.now(), tick=False):
            for _ in range(5):
                last = sign_in(client, password="wrong", email=email)
        pages.append((last.status_code, re.sub(r"\d+:?\d*[ap]m", "", last.content.decode())))
    assert pages[0] == pages[1] and pages[0][0] == 429


def test_behind_a_proxy_machines_are_told_apart_and_cannot_pretend(reader, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(5):
        last = sign_in(Client(headers={"X-Forwarded-For": f"10.0.0.{number}, 10.1.1.1"}), password="wrong")
    assert last.status_code == 429, "what stands before our proxy's own word is the machine's own claim"
    assert sign_in(Client(headers={"X-Forwarded-For": "10.1.1.2"})).status_code == 302


@pytest.mark.parametrize("path", ["/account/password/", "/account/again/", "/account/"])
def test_pages_of_ones_own_account_need_signing_in(client, path):
    assert client.get(path)["Location"] == f"{SIGN_IN}?next={path}"


def test_no_failed_try_keeps_the_password(client, reader):
    sign_in(client, password="my secret try")
    assert "my secret try" not in " ".join(str(row.__dict__) for row in AccessAttempt.objects.all())


def test_an_administrator_sees_and_lifts_a_lockout(client, administrator, reader):
    for _ in range(5):
        sign_in(client, password="wrong")
    office = Client()
    office.force_login(administrator)
    page = office.get("/users/").content.decode()
    assert "Locked out" in page and "reader@example.org" in page and "Let in again" in page
    assert office.get("/users/lock-outs/lift/").status_code == 405
    answer = office.post(
        "/users/lock-outs/lift/", {"address": "reader@example.org"}, follow=True
    ).content.decode()
    assert "can try to sign in again" in answer and "Locked out" not in answer
    assert sign_in(client).status_code == 302
    again = office.post("/users/lock-outs/lift/", {"address": "reader@example.org"}, follow=True)
    assert "is not locked out any more" in again.content.decode()


def test_signing_out_needs_a_press(client, reader):
    client.force_login(reader)
    assert client.get("/account/sign-out/").status_code == 200
    assert signed_in(client)
    assert client.post("/account/sign-out/")["Location"] == "/"
    assert not signed_in(client)


def test_a_closed_account_cannot_sign_in_and_is_signed_out(client, administrator, reader):
    sign_in(client)
    deactivate_user(by=administrator, user=reader)
    assert not signed_in(client)
    response = sign_in(client)
    assert not signed_in(client)
    assert response.status_code in (200, 302)


def test_nobody_can_sign_up(client):
    assert client.get("/account/signup/").status_code == 404
    assert client.get("/account/sign-up/").status_code == 404


def test_a_session_nobody_uses_ends_and_one_in_use_does_not(client, reader):
    start = timezone.now()
    with time_machine.travel(start, tick=False):
        sign_in(client)
        client.get("/home/")
    with time_machine.travel(start + timedelta(hours=7), tick=False):
        assert signed_in(client)
    with time_machine.travel(start + timedelta(hours=14), tick=False):
        assert signed_in(client), "it was used seven hours before"
    with time_machine.travel(start + timedelta(hours=23), tick=False):
        assert not signed_in(client)


def test_reading_pages_does_not_write_the_session_each_time(client, reader):
    sign_in(client)
    client.get("/home/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as sent:
        client.get("/home/")
    assert not [query for query in sent if query["sql"].startswith("UPDATE")]


def test_changing_ones_own_password(client, reader):
    sign_in(client)
    other = Client()
    sign_in(other)
    page = client.get("/account/password/").content.decode()
    assert "At least 12 characters" in page
    wrong = {"oldpassword": "wrong", "password1": "a new and better one"}
    assert "not your password" in client.post("/account/password/", wrong).content.decode()
    weak = {"oldpassword": PASSWORD, "password1": "short"}
    assert "12 characters" in client.post("/account/password/", weak).content.decode()
    good = {"oldpassword": PASSWORD, "password1": "a new and better one"}
    assert client.post("/account/password/", good).status_code == 302
    reader.refresh_from_db()
    assert reader.check_password("a new and better one")
    assert signed_in(client) and not signed_in(other)
    assert [message.subject for message in mail.outbox] == ["Your Sightline password was changed"]


def test_a_forgotten_password(client, reader):
    sent = client.post("/account/password/forgotten/", {"email": "Reader@example.org"}, follow=True)
    assert "If there is an account" in sent.content.decode()
    message = mail.outbox[0]
    assert message.to == ["reader@example.org"] and message.subject == "Choose a new password for Sightline"
    address = re.search(r"https?://[^/]+(/\S+)", message.body)[1]
    form = client.get(address, follow=True)
    action = form.request["PATH_INFO"]
    assert "Choose a new password" in form.content.decode()
    done = client.post(action, {"password1": "a new and better one"}, follow=True)
    assert "Your password was changed" in done.content.decode()
    assert sign_in(Client(), password="a new and better one").status_code == 302
    assert "does not work any more" in Client().get(address).content.decode()


def test_a_forgotten_password_of_nobody_looks_the_same(client, reader):
    known = client.post("/account/password/forgotten/", {"email": "reader@example.org"}, follow=True)
    unknown = client.post("/account/password/forgotten/", {"email": "nobody@example.org"}, follow=True)
    assert known.content == unknown.content and len(mail.outbox) == 1


def test_an_old_address_no_longer_signs_in(client, administrator, reader):
    sign_in(client)
    client.post("/account/sign-out/")
    client.post("/account/password/forgotten/", {"email": "reader@example.org"})
    change_user(by=administrator, user=reader, email="new@example.org", name="Policy")
    assert "is not right" in sign_in(client).content.decode()
    assert sign_in(client, email="new@example.org").status_code == 302


def test_a_reset_link_dies_with_the_address_it_was_sent_to(client, administrator, reader):
    client.post("/account/password/forgotten/", {"email": "reader@example.org"})
    address = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)[1]
    change_user(by=administrator, user=reader, email="new@example.org", name="Policy")
    assert "does not work any more" in client.get(address).content.decode()


def test_too_many_tries_from_one_machine_get_a_page(client):
    last = None
    for number in range(35):
        last = sign_in(client, password="wrong", email=f"n{number}@example.org")
    assert last.status_code == 429 and "<h1" in last.content.decode()


def test_signing_in_again_before_something_serious(client, reader):
    client.force_login(reader)
    page = client.get("/account/again/?next=/home/")
    assert page.status_code == 200 and "Enter your password again" in page.content.decode()
    assert client.post("/account/again/", {"password": "wrong"}).status_code in (200, 422)
    assert client.post("/account/again/", {"password": PASSWORD, "next": "/home/"})["Location"] == "/home/"


def test_the_closed_accounts_page_stands(client):
    assert client.get("/account/inactive/").status_code == 200
    assert client.get("/account/password/forgotten/").status_code == 200
    assert person("someone@example.org") and System()
