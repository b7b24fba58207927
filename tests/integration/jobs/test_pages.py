"""The pages of background work."""

import pytest

from sightline.ground.audit.actors import System
from sightline.ground.jobs import worker
from sightline.ground.jobs.commands import enqueue
from sightline.ground.jobs.models import Job, State
from tests.integration.jobs import work_for_tests  # noqa: F401

pytestmark = pytest.mark.django_db
OWN = ["", "progress.json"]


@pytest.fixture
def failed():
    job = enqueue("tests.refused", by=System(), what="Adopting what is adopted")
    worker.run_next()
    return job


def test_the_list_shows_and_filters(client, administrator, failed):
    client.force_login(administrator)
    enqueue("tests.note", by=administrator, what="Noting for later", word="x")
    page = client.get("/jobs/").content.decode()
    assert (
        "Adopting what is adopted" in page and "Noting for later" in page and "so nothing was changed" in page
    )
    page = client.get("/jobs/?state=waiting").content.decode()
    assert "Adopting" not in page and "Noting for later" in page
    assert "No background work here" in client.get("/jobs/?state=retrying").content.decode()
    assert client.get("/jobs/?state=nonsense&page=77").status_code == 200


def test_a_long_list_takes_a_steady_number_of_statements(client, administrator, statements):
    client.force_login(administrator)
    for number in range(60):
        Job.objects.create(name="tests.note", what=f"Work {number}", asked_by="x")
    with statements(10):
        assert "Work 0" in client.get("/jobs/?page=2").content.decode()


@pytest.mark.parametrize("state", State.values)
def test_a_job_in_every_state_has_its_page(client, administrator, state):
    from django.utils import timezone

    finished = timezone.now() if state in ("done", "failed") else None
    job = Job.objects.create(
        name="tests.note", what="Noting", asked_by="x", state=state, finished_at=finished, done=1, total=3,
        not_before=timezone.now(), started_at=timezone.now(), attempts=1,
    )  # fmt: skip
    client.force_login(administrator)
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert ("Start again" in page) == (state == "failed")
    assert ("Load this page again" in page) == (finished is None)
    assert client.get(f"/jobs/{job.pk}/progress.json").json()["state"] == state


def test_failed_work_is_started_again(client, administrator, failed):
    client.force_login(administrator)
    page = client.post(f"/jobs/{failed.pk}/start-again/", follow=True).content.decode()
    assert "waits for its turn again" in page
    page = client.post(f"/jobs/{failed.pk}/start-again/", follow=True).content.decode()
    assert "Only work that failed" in page
    assert client.get(f"/jobs/{failed.pk}/start-again/").status_code == 405


def test_who_asked_sees_their_own_job_and_may_not_start_it_again(client, reader):
    job = enqueue("tests.refused", by=reader)
    worker.run_next()
    client.force_login(reader)
    page = client.get(f"/jobs/{job.pk}/").content.decode()
    assert "so nothing was changed" in page and "Start again" not in page
    assert client.get(f"/jobs/{job.pk}/progress.json").json()["finished"] is True
    assert client.post(f"/jobs/{job.pk}/start-again/").status_code == 403


def test_for_others_there_is_no_such_job(client, reader, failed):
    client.force_login(reader)
    assert client.get("/jobs/").status_code == 404
    for path in OWN:
        assert client.get(f"/jobs/{failed.pk}/{path}").status_code == 404
        assert client.get(f"/jobs/99999/{path}").status_code == 404
    assert client.post(f"/jobs/{failed.pk}/start-again/").status_code == 404


def test_a_stranger_is_sent_to_sign_in(client, failed):
    for path in ("/jobs/", f"/jobs/{failed.pk}/", f"/jobs/{failed.pk}/progress.json"):
        assert client.get(path)["Location"].startswith("/account/sign-in/")
    assert client.post(f"/jobs/{failed.pk}/start-again/")["Location"].startswith("/account/sign-in/")
