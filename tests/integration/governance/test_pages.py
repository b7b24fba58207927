"""The pages of bodies, posts, people and of the council's settings."""

import re
from datetime import date

import pytest

from sightline.domain.governance.models import Body, Council, Holding, Person, Post
from sightline.domain.plans.drafts import OwnerDraft
from tests import cast
from tests.factories import a_body, a_council, a_holding, a_person, a_plan, a_post, a_user, an_action
from tests.governance_factories import a_criterion, a_deputy, a_seat

pytestmark = pytest.mark.django_db

SEEN = [
    "/bodies/", "/bodies/lines/", "/posts/", "/people/", "/bodies/{body}/", "/bodies/{body}/history/", "/posts/{post}/",
    "/people/{person}/",
]  # fmt: skip
WRITTEN = [
    "/bodies/add/",
    "/bodies/{body}/describe/",
    "/bodies/{body}/rename/",
    "/bodies/{body}/terms/",
    "/bodies/{body}/exit/add/",
    "/bodies/{body}/exit/{criterion}/met/",
    "/bodies/{body}/exit/{criterion}/take-out/",
    "/bodies/{body}/seats/add/",
    "/bodies/{body}/seats/{seat}/fill/",
    "/bodies/{body}/seats/{seat}/change/",
    "/bodies/{body}/seats/{seat}/vacate/",
    "/bodies/{body}/seats/{seat}/end/",
    "/bodies/{body}/seats/{seat}/deputy/",
    "/bodies/{body}/deputies/{deputy}/end/",
    "/posts/add/",
    "/posts/{post}/rename/",
    "/posts/{post}/take-up/",
    "/posts/holders/{holding}/leave/",
    "/people/add/",
    "/people/{person}/edit/",
]


@pytest.fixture
def things():
    holding, board = a_holding(cast.OWNER), a_body("The board")
    seat = a_seat(board)
    return {
        "body": board.pk,
        "seat": seat.pk,
        "deputy": a_deputy(seat).pk,
        "criterion": a_criterion(board).pk,
        "post": holding.post_id,
        "person": holding.person_id,
        "holding": holding.pk,
    }


def text(response):
    return " ".join(response.content.decode().split())


def hand_over(client, place, name, until, to, **sent):
    """Both pages of a hand-over: the last day and who follows, then the list as it is offered."""
    answer = client.post(f"{place}{name}/", {"until": until, "to": to})
    assert answer.status_code == 302, text(answer)
    page = client.get(answer["Location"])
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page.content.decode()).group(1)
    return client.post(answer["Location"], {"reason": "Done", "seen": seen, **sent})


def test_a_reader_sees_every_page_and_may_not_write(client, things):
    client.force_login(a_user())
    for address in SEEN:
        assert client.get(address.format(**things)).status_code == 200, address
        assert client.post(address.format(**things)).status_code == 405, address
    for address in WRITTEN:
        assert client.get(address.format(**things)).status_code == 403, address
        assert client.post(address.format(**things), {"reason": "x"}).status_code == 403, address


def test_a_stranger_is_sent_to_sign_in_and_who_has_no_right_finds_nothing(client, things):
    for address in SEEN + WRITTEN:
        assert client.get(address.format(**things))["Location"].startswith("/account/sign-in/"), address
    client.force_login(a_user(cast.STRANGER))
    for address in SEEN + WRITTEN:
        assert client.get(address.format(**things)).status_code == 404, address


def test_what_is_not_there_is_not_found(client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    nowhere = dict.fromkeys(("body", "post", "person", "holding", "seat", "deputy", "criterion"), 999)
    for address in SEEN + WRITTEN:
        if "{" in address:
            assert client.get(address.format(**nowhere)).status_code == 404, address


def test_every_form_opens_and_an_empty_one_is_refused_in_words(client, things):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    for address in WRITTEN:
        assert client.get(address.format(**things)).status_code == 200, address
        answer = client.post(address.format(**things), {})
        assert answer.status_code == 422 and "There is a problem" in text(answer), address


def test_a_body_is_added_renamed_and_ended_with_a_successor(client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    sent = {
        "name": "Improvement Board",
        "short_name": "IB",
        "kind": "board",
        "since-day": "1",
        "since-month": "june",
        "since-year": "2023",
    }
    answer = client.post("/bodies/add/", sent)
    body = Body.objects.get()
    assert answer["Location"] == f"/bodies/{body.pk}/" and body.since == date(2023, 6, 1)
    assert client.post("/bodies/add/", sent).status_code == 422
    again = client.post(
        f"/bodies/{body.pk}/rename/", {"name": "Partnership Board", "reason": "A wider circle"}
    )
    assert again.status_code == 302
    after = a_body("The next board")
    early = hand_over(client, f"/bodies/{body.pk}/", "end", "2020-01-01", f"body-{after.pk}")
    assert early.status_code == 422 and "cannot end before" in text(early)
    hand_over(client, f"/bodies/{body.pk}/", "end", "2024-03-31", f"body-{after.pk}")
    page = text(client.get(f"/bodies/{body.pk}/"))
    assert "Partnership Board ended on 31 March 2024. The next board follows it." in page
    assert "Was called Improvement Board (IB)" in page
    listed = text(client.get("/bodies/"))
    assert "Partnership Board" not in listed
    found = text(client.get("/bodies/?show=all&text=improvement"))
    assert "Partnership Board" in found and "The next board</a>" in found
    assert "No body is like that" in text(client.get("/bodies/?kind=panel"))


def test_a_post_shows_who_holds_it_and_what_it_answers_for(client):
    holding = a_holding(cast.OWNER, since=date(2024, 1, 8))
    an_action(a_plan(), "Train managers", owners=(OwnerDraft("", holding.post_id, "lead"),))
    client.force_login(a_user())
    page = text(client.get(f"/posts/{holding.post_id}/"))
    assert cast.OWNER.name in page and "8 Jan 2024" in page and "Train managers" in page
    assert "Head of Service (Front Door)" in text(client.get("/people/?text=front"))
    assert "Nobody is called that" in text(client.get("/people/?text=zz"))


def test_people_take_up_and_leave_posts(client):
    post, person = a_post("Head of Service"), a_person("Post Holder")
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    sent = {"person": str(person.pk), "since": "2024-01-08"}
    assert client.post(f"/posts/{post.pk}/take-up/", sent)["Location"] == f"/posts/{post.pk}/"
    assert client.post(f"/posts/{post.pk}/take-up/", sent).status_code == 422
    holding = Holding.objects.get()
    assert client.post(f"/posts/holders/{holding.pk}/leave/", {"until": "2023-01-01"}).status_code == 422
    assert client.post(f"/posts/holders/{holding.pk}/leave/", {"until": "2024-05-31"}).status_code == 302
    holding.refresh_from_db()
    assert holding.until == date(2024, 5, 31)


def test_a_post_is_added_renamed_and_ended(client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    client.post("/posts/add/", {"title": "Head of Service"})
    post = Post.objects.get()
    client.post(f"/posts/{post.pk}/rename/", {"title": "Service Director", "reason": "Restructure"})
    hand_over(client, f"/posts/{post.pk}/", "end", "2024-03-31", "")
    page = text(client.get(f"/posts/{post.pk}/"))
    assert (
        "Service Director" in page
        and "Was called Head of Service" in page
        and "ended on 31 March 2024" in page
    )


def test_a_person_is_joined_to_an_account_and_stays_joined(client):
    owner = a_user(cast.OWNER)
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    client.post("/people/add/", {"name": cast.OWNER.name, "user": str(owner.pk)})
    person = Person.objects.get()
    assert person.user == owner
    assert f'value="{owner.pk}"' not in text(client.get("/people/add/"))  # no account belongs to two people
    from sightline.ground.accounts.commands import deactivate_user
    from tests.factories import SYSTEM

    deactivate_user(by=SYSTEM, user=owner)
    page = text(client.get(f"/people/{person.pk}/edit/"))
    assert f'value="{owner.pk}" selected' in page
    client.post(f"/people/{person.pk}/edit/", {"name": "Acting Head of Service", "user": str(owner.pk)})
    person.refresh_from_db()
    assert person.user == owner and person.name == "Acting Head of Service"


@pytest.mark.parametrize("count", [10, 60])
def test_the_lists_take_few_statements_however_long(client, statements, count):
    body, plan = a_body(), a_plan()
    for number in range(count):
        a_post(f"Post {number}")
        a_person(f"Person {number}")
        an_action(plan, bodies=(("deliver", body.pk),))
    client.force_login(a_user())
    for address in ("/bodies/", "/posts/", "/people/", f"/bodies/{body.pk}/"):
        with statements(12):
            client.get(address)


# The council's settings ----------------------------------------------------------------------------------------------

COUNCIL = {
    "name": "Eastby Council",
    "short_name": "Eastby",
    "colour_main": "#203050",
    "colour_accent": "#7a3b00",
}


def test_an_administrator_changes_name_and_colours(client):
    a_council()
    client.force_login(a_user(cast.ADMINISTRATOR))
    assert client.post("/settings/", COUNCIL)["Location"] == "/settings/"
    page = text(client.get("/settings/"))
    assert "Eastby Council" in page and "fictional example" in page
    assert "#203050" in client.get("/council.css").content.decode()


@pytest.mark.parametrize("colour", ["#ffee00", "blue", "#12345", ""])
def test_colours_on_which_white_words_cannot_be_read_are_refused(client, colour):
    a_council()
    client.force_login(a_user(cast.ADMINISTRATOR))
    answer = client.post("/settings/", COUNCIL | {"colour_main": colour})
    assert answer.status_code == 422 and 'href="#id_colour_main"' in text(answer)
    assert Council.objects.get().name == cast.COUNCIL


def test_settings_are_for_administrators(client):
    assert client.get("/settings/")["Location"].startswith("/account/sign-in/")
    client.force_login(a_user(cast.DIRECTOR))
    assert client.get("/settings/").status_code == 404
    assert client.post("/settings/", COUNCIL).status_code == 404
