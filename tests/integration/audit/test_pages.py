"""The pages of the audit: the chain, its verification, its events, the removal of what must not exist."""

import pytest

from sightline.domain.governance.commands import edit_body
from sightline.domain.governance.models import Body
from sightline.ground.accounts.models import User
from sightline.ground.audit.models import Event
from sightline.ground.audit.queries import verify
from sightline.ground.jobs import worker
from sightline.ground.jobs.models import Job
from tests import cast
from tests.factories import SYSTEM, a_body, a_user

pytestmark = pytest.mark.django_db
NAME = "Given Surname"
SENT = {"text": NAME, "authority": "Director, 3 June 2024", "reason": "A child's name"}


def text(response):
    return " ".join(response.content.decode().split())


@pytest.fixture
def administrator() -> User:
    return a_user(cast.ADMINISTRATOR)


@pytest.fixture
def body() -> Body:
    body = a_body("The board")
    edit_body(by=SYSTEM, body=body, kind="board", purpose=f"Talked about {NAME} twice", since=None)
    return body


def test_the_head_and_what_was_done_are_shown(client, administrator, body):
    client.force_login(administrator)
    page = text(client.get("/audit/"))
    last = Event.objects.order_by("-number").first()
    assert f"{last.number}:{last.hash[:16]}" in page and "Never verified" in page
    assert "Body changed" in page and "governance.edit_body" not in page and SYSTEM.name in page
    detail = text(client.get(f"/audit/events/{last.number}/"))
    assert "governance.edit_body" in detail and last.hash in detail and NAME in detail


def test_events_are_found_by_who_what_and_when(client, administrator, body):
    client.force_login(administrator)
    assert "Body changed" in text(client.get("/audit/?what=Body+changed"))
    assert "No event is like that" in text(client.get("/audit/?who=nobody-of-that-name"))
    assert "No event is like that" in text(client.get("/audit/?since=2199-01-01"))
    assert "Body changed" in text(client.get("/audit/?since=2020-01-01&who=tests"))
    assert "must be a real date" in text(client.get("/audit/?since=nonsense"))
    assert client.get("/audit/?page=77").status_code == 200


def test_the_chain_is_verified_in_the_background(client, administrator, body):
    client.force_login(administrator)
    assert client.post("/audit/verify/")["Location"] == "/audit/"
    assert "Not finished yet" in text(client.get("/audit/"))
    client.post("/audit/verify/")
    assert Job.objects.filter(name="audit.verify").count() == 1
    assert worker.run_next()
    page = text(client.get("/audit/"))
    assert "Whole" in page and "The chain is whole." in page


def test_what_was_altered_behind_the_programs_back_is_said(client, administrator, body):
    Body.objects.filter(pk=body.pk).update(purpose="Somebody else's words")
    client.force_login(administrator)
    client.post("/audit/verify/")
    assert worker.run_next()
    page = text(client.get("/audit/"))
    assert "Problems were found" in page and "outside any command" in page


def test_text_is_removed_after_a_look_at_where_it_stands(client, administrator, body):
    client.force_login(administrator)
    first = text(client.post("/audit/redact/", SENT))
    assert "Remove this text in" in first and "governance body" in first and "cannot be undone" in first
    body.refresh_from_db()
    assert NAME in body.purpose  # nothing is removed by looking
    answer = client.post("/audit/redact/", SENT | {"sure": "yes"})
    assert answer["Location"] == "/audit/"
    body.refresh_from_db()
    assert NAME not in body.purpose and "[redacted]" in body.purpose
    assert not Event.objects.filter(entries_text__contains=NAME).exists()
    assert verify().is_whole
    assert "The chain still verifies" in text(client.get("/audit/"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "Nowhere at all"}, "not found anywhere"),
        ({"text": "ab"}, "at least 3 characters"),
        ({"authority": ""}, "on whose authority"),
        ({"reason": NAME}, "stands in what you wrote"),
        ({"reason": ""}, "why the text is removed"),
    ],
)
def test_a_removal_that_is_not_well_founded_is_refused(client, administrator, body, changes, words):
    client.force_login(administrator)
    for sure in ("", "yes"):
        answer = client.post("/audit/redact/", SENT | changes | {"sure": sure})
        assert answer.status_code == 422 and words in text(answer)


def test_who_may_see_and_who_may_remove(client, body):
    number = Event.objects.count()
    pages = ["/audit/", f"/audit/events/{number}/", "/audit/redact/"]
    for address in pages:
        assert client.get(address)["Location"].startswith("/account/sign-in/")
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    for address in pages:
        assert client.get(address).status_code == 404
    assert client.post("/audit/verify/").status_code == 404
    client.force_login(a_user(cast.AUDITOR))
    assert client.get("/audit/").status_code == 200 and "must not exist" not in text(client.get("/audit/"))
    assert client.get("/audit/redact/").status_code == 403
    assert client.post("/audit/redact/", SENT | {"sure": "yes"}).status_code == 403
    assert client.get("/audit/events/99999/").status_code == 404
    assert client.get("/audit/verify/").status_code == 405
    body.refresh_from_db()
    assert NAME in body.purpose


@pytest.mark.parametrize("count", [10, 100])
def test_the_list_takes_few_statements(client, statements, administrator, count):
    for number in range(count):
        a_body(f"Body {number}")
    client.force_login(administrator)
    with statements(12):
        client.get("/audit/")
