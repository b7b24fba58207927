"""The frame of pages: whose it is, where it leads, what a stranger sees, and how a refusal looks."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import include, path

from sightline.ground.lib.errors import NotFound, NotPermitted, Refused, Unreadable
from tests import cast
from tests.factories import a_council, a_user

RAISED = {
    "not-found": NotFound("There is no such plan."),
    "not-permitted": NotPermitted("Only the programme office may do this.", who="the programme office"),
    "refused": Refused(
        "The plan was not adopted: 2 findings have no action.", rule="plans.every-finding-answered"
    ),
    "unreadable": Unreadable("The file is encrypted. Save it without a password."),
    "fault": RuntimeError("secret detail"),
}


@login_not_required
def fails(request, how):
    raise RAISED[how]


urlpatterns = [path("fails/<how>/", fails), path("", include("sightline.config.urls"))]
handler404 = "sightline.doors.web.errors.views.not_found"
handler500 = "sightline.doors.web.errors.views.unexpected"


@pytest.fixture
def failing(db):
    with override_settings(ROOT_URLCONF=__name__):
        yield Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "how, status, sentence",
    [
        ("not-found", 404, "Page not found"),
        ("not-permitted", 403, "Who can: the programme office."),
        ("refused", 422, "2 findings have no action"),
        ("refused", 422, "plans.every-finding-answered"),
        ("unreadable", 422, "Save it without a password"),
        ("fault", 500, "Nothing was half-saved"),
    ],
)
def test_what_goes_wrong_is_a_page_in_plain_words(failing, how, status, sentence):
    page = failing.get(f"/fails/{how}/")
    assert page.status_code == status
    assert sentence in page.content.decode()
    assert "secret detail" not in page.content.decode()
    assert "Traceback" not in page.content.decode()


def test_a_page_that_is_not_there_does_not_say_why(failing):
    """Whether there is no such thing or one may not know of it."""
    known = failing.get("/fails/not-found/").content.decode()
    assert "There is no such plan" not in known
    assert known == failing.get("/no/such/page/").content.decode()


def test_without_a_database_a_fault_still_has_a_page(failing, monkeypatch):
    from sightline.domain.governance import queries

    def no_database():
        raise OperationalError("secret detail")

    monkeypatch.setattr(queries, "council", no_database)
    page = failing.get("/fails/fault/")
    assert page.status_code == 500
    assert "Sorry, something went wrong" in page.content.decode()
    assert "secret detail" not in page.content.decode()


def test_an_address_that_is_not_there(client, db):
    assert client.get("/no/such/page/").status_code == 404


def test_a_form_without_its_token_is_a_page(db):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(a_user(cast.READER))
    page = strict.post("/gallery/form/", {})
    assert page.status_code == 403
    assert "Your form had been open too long" in page.content.decode()


def test_a_stranger_sees_what_this_is_and_where_to_sign_in(client, db):
    a_council(fictional=False)
    page = client.get("/")
    words = page.content.decode()
    assert page.status_code == 200
    assert cast.COUNCIL in words
    assert 'href="/account/' in words
    assert "Fictional example" not in words
    assert "Bodies and people" not in words


def test_a_fictional_council_says_so_and_names_its_sign_ins(client, db):
    a_council(
        fictional=True, front_note="Director: director@northmere.example\n\nOwner: <owner@northmere.example>"
    )
    words = client.get("/").content.decode()
    assert "Fictional example" in words
    assert "<li>Director: director@northmere.example</li>" in words
    assert "&lt;owner@northmere.example&gt;" in words


def test_before_the_council_is_described_there_is_a_front_page(client, db):
    assert client.get("/").status_code == 200


def test_who_is_signed_in_goes_on_to_their_work(client, db):
    client.force_login(a_user(cast.OWNER))
    assert client.get("/").headers["Location"] == "/home/"
    assert client.get("/home/").status_code == 200


def test_the_navigation_shows_what_one_may_open(rf, db):
    from sightline.doors.web.context import page

    def shown(player):
        request = rf.get("/gallery/form/")
        request.user = a_user(player)
        built = page(request)["page"]
        return {link.text: link.active for link in (*built.links, *built.more)}

    office, reader, nobody = (shown(p) for p in (cast.ADMINISTRATOR, cast.READER, cast.STRANGER))
    assert office["Components"] is True and office["My work"] is False
    assert "Users" in office and "Background work" in office
    assert "Users" not in reader and "Background work" not in reader
    assert set(nobody) == {"My work"} and "Components" not in reader


def test_the_councils_colours_reach_the_page(client, db):
    a_council(colour_main="#5a2d82", colour_accent="#8a5a00")
    words = client.get("/").content.decode()
    address = words.split('href="/council.css')[1].split('"')[0]
    style = client.get(f"/council.css{address}")
    assert "--sl-main:#5a2d82" in style.content.decode()
    assert "immutable" in style.headers["Cache-Control"]
    assert client.get("/council.css?v=old").headers["Cache-Control"] == "no-cache"


def test_the_accessibility_statement_is_open_to_all(client, db):
    assert "version 2.2" in client.get("/accessibility/").content.decode()


def test_the_content_security_policy_allows_nothing_inline(client, db):
    policy = client.get("/").headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy and "style-src 'self'" in policy
