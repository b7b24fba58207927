"""The page of what the council taught the readers."""

from __future__ import annotations

import pytest

from sightline.work.imports.commands.lessons import remember_lesson
from sightline.work.imports.models import Lesson
from tests import cast, factories
from tests.integration.imports.minutes_papers import minutes_read
from tests.integration.imports.test_papers_pages import entries, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, office):
    client.force_login(office)
    return client


@pytest.fixture
def minutes(office):
    factories.a_council()
    return minutes_read(office)


def test_what_was_learnt_is_listed_filtered_and_taken_back(signed_in, office, minutes):
    assert "Nothing was learnt yet" in text(signed_in.get("/imports/learnt/"))
    verb = remember_lesson(
        by=office, kind="verb", printed="The Panel concluded", meaning="yes", reading=minutes
    )
    remember_lesson(by=office, kind="heading", printed="Money", meaning="financial")
    page = text(signed_in.get("/imports/learnt/"))
    assert (
        "“The Panel concluded”" in page
        and "“Money”" in page
        and "minutes.txt" in page
        and "no paper yet" in page
    )
    page = text(signed_in.get("/imports/learnt/?kind=verb"))
    assert "“The Panel concluded”" in page and "“Money”" not in page
    assert "Nothing that was learnt matches" in text(signed_in.get("/imports/learnt/?text=zebra"))
    address = f"/imports/learnt/{verb.pk}/"
    assert "No paper was read with it yet" in text(signed_in.get(address))
    page = signed_in.post(address, {"reason": ""})
    assert page.status_code == 422 and "Say why it is taken back" in text(page)
    page = text(signed_in.post(address, {"reason": "Only one clerk wrote so."}, follow=True))
    assert "Taken back" in page and "Only one clerk wrote so." in page, "nothing is hidden"
    page = signed_in.post(address, {"reason": "Once more."})
    assert page.status_code == 422 and "taken back already" in text(page)
    assert signed_in.get("/imports/learnt/9999/").status_code == 404


def test_what_was_learnt_in_use(signed_in, office):
    factories.a_council()
    remember_lesson(by=office, kind="verb", printed="The Panel concluded", meaning="yes")
    reading = minutes_read(office)
    assert len(entries(reading, "resolution")) == 3, "the panel's conclusion is read as a resolution now"
    page = text(signed_in.get(f"/imports/{reading.pk}/"))
    assert "1 thing that you taught was used to read it" in page
    assert "1 paper</a>" in text(signed_in.get("/imports/learnt/"))
    page = text(signed_in.get(f"/imports/learnt/{Lesson.objects.get().pk}/"))
    assert "Used on 1 paper" in page and "minutes.txt" in page


def test_who_sees_what_was_learnt(client, office):
    lesson = remember_lesson(by=office, kind="heading", printed="Money", meaning="financial")
    for address in ("/imports/learnt/", f"/imports/learnt/{lesson.pk}/", "/imports/columns/"):
        client.logout()
        assert client.get(address).status_code == 302
        client.force_login(factories.a_user(cast.READER))
        assert client.get(address).status_code == 404
        assert client.post(address, {"reason": "x"}).status_code in (404, 405)
        client.force_login(office)
        assert client.get(address).status_code == 200
    lesson.refresh_from_db()
    assert lesson.until is None
