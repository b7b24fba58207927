import threading
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from sightline.ground.audit.actors import System
from sightline.ground.jobs import progress as progress_module
from sightline.ground.jobs import queries, worker
from sightline.ground.jobs.commands import enqueue, start_again
from sightline.ground.jobs.models import Job, State, Turn
from sightline.ground.jobs.progress import progress
from sightline.ground.jobs.registry import SCHEDULES
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from tests.integration.jobs import work_for_tests

pytestmark = pytest.mark.django_db

LATER = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _no_calls():
    work_for_tests.CALLS.clear()


def make_due(job):
    DBTaskResult.objects.filter(pk=job.task_id).update(run_after=timezone.now() - timedelta(seconds=1))


def test_a_job_is_asked_for_run_and_done():
    job = enqueue("tests.note", by=System(), about=("upload", 12), what="Noting one", word="hope")
    assert (job.state, job.what, job.about_kind, job.about_id) == (State.WAITING, "Noting one", "upload", 12)
    assert worker.run_next()
    job.refresh_from_db()
    assert work_for_tests.CALLS == [{"word": "hope", "asked_by": "Sightline"}]
    assert (job.state, job.done, job.total, job.sentence) == (State.DONE, 3, 4, "3 of 4 words noted")
    assert (job.attempts, job.percent, job.problem) == (1, 100, "")
    assert job.finished_at and job.task_id is None
    assert not DBTaskResult.objects.exists()
    assert not worker.run_next()


def test_what_is_rolled_back_was_never_asked_for():
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("tests.note", by=System(), word="never")
        raise RuntimeError
    assert not Job.objects.exists() and not DBTaskResult.objects.exists()


def test_an_unknown_job_cannot_be_asked_for():
    with pytest.raises(KeyError):
        enqueue("tests.nothing", by=System())


def test_a_failure_waits_is_tried_again_and_ends_in_a_sentence():
    job = enqueue("tests.fail", by=System())
    worker.run_next()
    job.refresh_from_db()
    assert job.state == State.RETRYING and job.not_before > timezone.now()
    assert not worker.run_next(), "the next attempt must wait"
    make_due(job)
    worker.run_next()
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done, job.sentence) == (State.FAILED, 2, 1, "half-way")
    assert "ValueError" in job.problem and "secret detail" not in job.problem and "2 times" in job.problem
    assert "Traceback" not in job.problem


@pytest.mark.parametrize(("name", "words"), [("tests.unreadable", "locked"), ("tests.refused", "adopted")])
def test_an_answer_is_not_tried_again(name, words):
    job = enqueue(name, by=System())
    worker.run_next()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 1)
    assert words in job.problem


def test_a_job_over_its_limit_of_time_is_stopped():
    job = enqueue("tests.slow", by=System())
    worker.run_next()
    job.refresh_from_db()
    assert job.state == State.FAILED and "longer than" in job.problem
    assert (job.finished_at - job.started_at).total_seconds() < 10


def test_a_stopping_worker_puts_the_job_back_without_counting_the_attempt():
    job = enqueue("tests.steps", by=System(), most=5)
    stop = threading.Event()
    stop.set()
    worker.run_next("here", stop)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.WAITING, 0)
    worker.run_next()
    job.refresh_from_db()
    assert (job.state, job.done, job.total) == (State.DONE, 4, 5)


def test_a_job_without_a_worker_is_taken_over_and_given_up_after_its_attempts():
    job = enqueue("tests.fail", by=System())
    for attempts in (1, 2):
        claimed, old = worker._claim("gone")
        assert claimed.attempts == attempts
        assert worker.recover() == 0, "it has just been heard of"
        assert worker.recover(now=timezone.now() + LATER) == 1
        assert not DBTaskResult.objects.filter(pk=old).exists()
    job.refresh_from_db()
    assert job.state == State.FAILED and "stopped in the middle" in job.problem
    assert not DBTaskResult.objects.exists()


def test_a_worker_that_lost_its_job_writes_nothing_more():
    job = enqueue("tests.note", by=System(), word="late")
    claimed, task_id = worker._claim("slow worker")
    worker.recover(now=timezone.now() + LATER)
    worker._run(claimed, task_id, threading.Event())
    job.refresh_from_db()
    assert (job.state, job.sentence) == (State.RETRYING, "")
    worker.run_next()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 2)


def test_one_attempt_is_claimed_once():
    enqueue("tests.note", by=System(), word="one")
    assert worker._claim("first") is not None
    assert worker._claim("second") is None


def test_progress_outside_a_job_does_nothing():
    progress(1, 2, "nobody hears")
    assert progress_module.current_job() is None


def test_failed_work_can_be_started_again_and_nothing_else(administrator, reader):
    job = enqueue("tests.refused", by=System())
    with pytest.raises(Refused):
        start_again(by=administrator, job=job)
    worker.run_next()
    job.refresh_from_db()
    with pytest.raises(NotPermitted):
        start_again(by=reader, job=job)
    start_again(by=administrator, job=job)
    assert (job.state, job.attempts, job.problem) == (State.WAITING, 0, "")
    assert worker.run_next()


def test_a_turn_is_taken_once(monkeypatch):
    monkeypatch.setattr(worker, "schedules", lambda: {"jobs.tidy": SCHEDULES["jobs.tidy"]})
    now = timezone.now()
    assert worker.take_turns(now) == 1
    assert worker.take_turns(now) == 0
    assert worker.take_turns(now + timedelta(days=1)) == 1
    assert Turn.objects.count() == Job.objects.filter(name="jobs.tidy").count() == 2
    assert worker.run_next() and worker.run_next()
    assert Job.objects.filter(state=State.DONE).count() == 2


def test_tidying_keeps_failed_and_recent_work():
    old = timezone.now() - timedelta(days=91)
    for state, when in [("done", old), ("failed", old), ("done", timezone.now())]:
        Job.objects.create(name="tests.note", what=state, asked_by="x", state=state, finished_at=when)
    enqueue("jobs.tidy", by=System())
    worker.run_next()
    kept = set(Job.objects.filter(name="tests.note").values_list("state", "finished_at__year"))
    assert (
        len(kept) == 2 and Job.objects.filter(name="tests.note", finished_at=old, state="done").count() == 0
    )


def test_who_may_see_a_job(administrator, reader):
    theirs = enqueue("tests.note", by=reader, word="mine")
    other = enqueue("tests.note", by=administrator, word="other")
    assert queries.job_for(reader, theirs.pk) == theirs
    assert queries.job_for(administrator, theirs.pk) == theirs
    for number in (other.pk, 0):
        with pytest.raises(NotFound):
            queries.job_for(reader, number)
    with pytest.raises(NotFound):
        queries.jobs_list(reader)
    assert list(queries.jobs_list(administrator)) == [other, theirs]
    assert list(queries.jobs_list(administrator, state="failed")) == []


def test_the_latest_job_about_a_thing():
    enqueue("tests.note", by=System(), about=("upload", 1), word="first")
    last = enqueue("tests.note", by=System(), about=("upload", 1), word="second")
    enqueue("tests.note", by=System(), about=("plan", 1), word="other kind")
    assert queries.jobs_about("upload", [1, 2]) == {1: last}
