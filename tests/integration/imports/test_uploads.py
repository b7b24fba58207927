"""Papers are kept, read in the background, and said about; what is bad, large or known does not hold up the others."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from sightline.ground.audit.queries import verify
from sightline.ground.files.models import StoredFile
from sightline.ground.jobs.models import Job
from sightline.ground.jobs.worker import run_next
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.work.imports import commands, queries
from sightline.work.imports.commands import Paper, readings, upload_papers
from sightline.work.imports.models import Reading, Upload
from tests import cast, factories
from tests.integration.imports.papers import PLAN, PROSE, a_reading, doubtful, report, upload, work

pytestmark = pytest.mark.django_db


def test_each_paper_is_read_in_a_job_of_its_own(office):
    made = upload(office, ("a.pdf", report()), ("plan.csv", PLAN), ("b.pdf", doubtful()), ("note.txt", PROSE))
    assert [row.state for row in made.readings.all()] == ["waiting"] * 4
    assert Job.objects.filter(name="imports.read_paper", about_kind="reading").count() == 4
    assert work() == 4
    by_name = {row.name: row for row in made.readings.all()}
    assert {name: (row.state, row.kind) for name, row in by_name.items()} == {
        "a.pdf": ("read", "inspection"),
        "plan.csv": ("read", "plan"),
        "b.pdf": ("read", "inspection"),
        "note.txt": ("read", "unknown"),
    }
    one = by_name["a.pdf"]
    assert one.counts["taken"] == 3 and one.counts["head"]["authority"] == "Thurrock" and one.pages == 1
    assert one.draft["sizes"] == [[595.0, 842.0]] and one.counts["look"] == []
    assert by_name["b.pdf"].counts["look"] == ["Its number, 2, repeats after 2."]
    assert by_name["plan.csv"].counts["read"] == 3 and by_name["plan.csv"].draft is None
    assert verify().is_whole


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("page.pdf", b"<!doctype html><html><body><p>Not here any more</p></body></html>", "web page"),
        ("empty.pdf", b"", "empty"),
        ("blank.pdf", b"\x00" * 5000, "empty"),
        ("cut.pdf", report()[:900], "damaged"),
        ("noise.pdf", b"\x01\x02\x03" * 4000, "."),
        ("trick.docx", b"PK\x03\x04 not really", "damaged"),
        ("script.html", report("Luton"), "PDF"),
    ],
)
def test_a_hostile_file_gets_a_sentence_and_the_others_go_on(office, name, content, says):
    made = upload(office, (name, content), ("good.pdf", report()))
    work()
    bad, good = made.readings.order_by("position")
    assert bad.state == "failed" and says in bad.error and bad.error.endswith(".")
    assert good.state == "read"
    assert not Job.objects.filter(state="failed").exists()


def test_an_encrypted_file_gets_a_sentence(office):
    from tests.unit.reading.paper_builder import assembled

    locked = assembled(
        [b"<< /Type /Catalog >>"], b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (x) /U (y) >>"
    )
    made = upload(office, ("locked.pdf", locked))
    work()
    reading = made.readings.get()
    assert reading.state == "failed" and ("password" in reading.error or "damaged" in reading.error)


class Untouchable:
    """A stream that must not be read."""

    def chunks(self, size=0):
        raise AssertionError("the file was read although its size alone refuses it")

    read = chunks


def test_200_megabytes_are_refused_unread_and_the_others_go_on(office):
    papers = [
        Paper("huge.pdf", Untouchable(), 200 * 1024 * 1024),
        Paper("good.pdf", BytesIO(report()), None),
    ]
    made = upload_papers(by=office, papers=papers)
    assert made.readings.get().name == "good.pdf"
    (refused,) = made.not_taken.all()
    assert refused.name == "huge.pdf" and "200 MB" in refused.sentence and "100 MB" in refused.sentence


def test_a_stream_that_turns_out_too_large_leaves_nothing(office, settings):
    settings.LARGEST_UPLOAD = 1000
    made = upload_papers(by=office, papers=[Paper("large.pdf", BytesIO(b"x" * 3000))])
    assert not made.readings.exists() and not StoredFile.objects.exists()
    assert "larger than" in made.not_taken.get().sentence


def test_the_same_bytes_are_not_read_twice(office):
    first = a_reading(office)
    again = upload(office, ("other name.pdf", report()), ("new.pdf", doubtful()), ("new too.pdf", doubtful()))
    assert [row.name for row in again.readings.all()] == ["new.pdf"]
    known, twice = again.not_taken.all()
    assert known.reading_id == first.pk and "was uploaded on" in known.sentence
    assert twice.reading_id == again.readings.get().pk and "same file as new.pdf" in twice.sentence
    inspection = commands.accept_inspection(by=office, reading=first, today=factories.TODAY)
    third = upload(office, ("thurrock.pdf", report()))
    assert f"accepted as inspection {inspection.number}" in third.not_taken.get().sentence


def test_what_failed_may_be_uploaded_again(office):
    assert a_reading(office, "cut.pdf", report()[:900]).state == "failed"
    again = upload(office, ("cut.pdf", report()[:900]))
    assert again.readings.count() == 1 and not again.not_taken.exists()


def test_no_file_and_too_many_are_refused(office, monkeypatch):
    with pytest.raises(Refused, match="at least one"):
        upload_papers(by=office, papers=[])
    monkeypatch.setattr("sightline.work.imports.commands.uploads.MOST_PAPERS", 1)
    with pytest.raises(Refused, match="in parts"):
        upload(office, ("a.pdf", b"1"), ("b.pdf", b"2"))
    assert not Upload.objects.exists()


def test_only_who_may_import_uploads():
    with pytest.raises(NotPermitted):
        upload(factories.a_user(cast.READER), ("a.pdf", report()))
    assert not Upload.objects.exists() and not StoredFile.objects.exists()


def test_a_reader_that_breaks_leaves_the_paper_waiting_and_it_is_read_later(office, monkeypatch):
    made = upload(office, ("a.pdf", report()))

    def broken(*arguments):
        raise RuntimeError("pulled the plug")

    with monkeypatch.context() as patch:
        patch.setattr(readings, "_read", broken)
        assert run_next()
    reading = made.readings.get()
    assert (reading.state, reading.result) == ("waiting", None)
    assert queries.lines([reading])[0].standing.value == "waiting"
    Job.objects.update(state="failed", finished_at=made.at, problem="It stopped.")
    assert queries.lines([reading])[0].standing.word == "Reading was interrupted"
    commands.read_again(by=office, reading=reading)
    work()
    reading.refresh_from_db()
    assert reading.state == "read"


def test_a_job_that_runs_twice_reads_once(office):
    reading = a_reading(office)
    before = reading.read_at
    assert commands.read_paper(reading.pk).read_at == before
    kept = commands.keep_result(
        by=office, reading=reading, result={"error": "later", "kind": "unknown", "pages": 0}
    )
    assert (kept.state, kept.read_at) == ("read", before)


def test_a_paper_that_takes_too_long_gets_a_sentence(office, monkeypatch):
    from sightline.ground.lib.documents.sandbox import Sandbox

    monkeypatch.setattr(readings, "Sandbox", lambda: Sandbox(seconds=0.001))
    reading = a_reading(office)
    assert reading.state == "failed" and "longer than" in reading.error


def test_what_is_not_recognised_is_read_as_what_a_person_says(office):
    reading = a_reading(office, "note.txt", PROSE)
    assert (reading.kind, queries.lines([reading])[0].standing.word) == ("unknown", "Not recognised")
    commands.choose_kind(by=office, reading=reading, kind="inspection")
    work()
    reading.refresh_from_db()
    assert (reading.state, reading.kind) == ("read", "inspection") and reading.draft is not None
    commands.choose_kind(by=office, reading=reading, kind="plan")
    work()
    reading.refresh_from_db()
    assert reading.state == "failed" and "No table" in reading.error
    commands.read_again(by=office, reading=reading)
    work()
    reading.refresh_from_db()
    assert (reading.state, reading.kind) == ("read", "unknown")


def test_a_paper_is_put_aside_with_a_reason_and_taken_up_again(office):
    reading = a_reading(office)
    with pytest.raises(Refused, match="Say why"):
        commands.put_aside(by=office, reading=reading, reason=" ")
    commands.put_aside(by=office, reading=reading, reason="It is about another council.")
    reading.refresh_from_db()
    assert reading.state == "put-aside" and reading.decided_by_name == office.name
    commands.take_up_again(by=office, reading=reading)
    reading.refresh_from_db()
    assert (reading.state, reading.decided_reason) == ("read", "")
    waiting = upload(office, ("b.pdf", doubtful())).readings.get()
    commands.put_aside(by=office, reading=waiting, reason="Not now.")
    work()
    waiting.refresh_from_db()
    assert (waiting.state, waiting.result) == ("put-aside", None)
    commands.take_up_again(by=office, reading=waiting)
    work()
    waiting.refresh_from_db()
    assert waiting.state == "read"


@pytest.mark.slow
def test_every_real_report_is_accounted_for(office, shared):
    papers = sorted((shared / "samples/inspections").glob("*.pdf"))
    made = upload(office, *((path.name, Path(path).read_bytes()) for path in papers), queue=False)
    for reading in made.readings.all():
        kept = commands.read_paper(reading.pk)
        counts = kept.counts
        assert counts["read"] + counts["by_hand"] == counts["taken"] + counts["set_aside"]
    assert Reading.objects.filter(state="failed").count() == 1
    blackpool = Reading.objects.get(name="blackpool_08-september-2014.pdf")
    assert (blackpool.counts["findings"], blackpool.counts["judgements"]) == (19, 5)


def test_a_name_with_signs_that_deceive_is_kept_without_them(client, office):
    made = upload_papers(
        by=office, papers=[Paper("plan\r\nSet-Cookie: a\u202efdp.csv", BytesIO(PLAN))], queue=False
    )
    reading = made.readings.get()
    assert reading.name == "planSet-Cookie: afdp.csv"
    client.force_login(office)
    answer = client.get(f"/imports/{reading.pk}/file/")
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    answer.close()
