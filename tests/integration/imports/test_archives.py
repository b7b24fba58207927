"""Archives of papers: stored in the request, unpacked in the background, each file accounted for, whatever it is."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest

from sightline.ground.audit.queries import verify
from sightline.ground.files.models import StoredFile
from sightline.ground.files.queries import folder
from sightline.ground.jobs.models import Job
from sightline.ground.jobs.worker import run_next
from sightline.work.imports.commands import archives, unpack
from sightline.work.imports.models import Archive, Reading
from tests.integration.imports.papers import PLAN, PROSE, a_reading, report, upload, work

pytestmark = pytest.mark.django_db


def zipped(*files: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


def prose(number: int) -> bytes:
    return PROSE + f"\n\nNote {number}.".encode()


def test_the_request_stores_the_archive_and_the_worker_takes_its_papers_out(office):
    data = zipped(("2023/May/thurrock.pdf", report()), ("2023/plan.csv", PLAN), ("note.txt", PROSE))
    made = upload(office, ("papers.zip", data))
    archive = made.archives.get()
    assert (archive.state, archive.members, made.readings.count()) == ("waiting", None, 0)
    assert run_next()
    archive.refresh_from_db()
    assert (archive.state, archive.members, archive.done) == ("done", 3, 3)
    assert [row.shown_name for row in made.readings.all()] == [
        "2023/May/thurrock.pdf",
        "2023/plan.csv",
        "note.txt",
    ]
    assert [row.name for row in made.readings.all()] == ["thurrock.pdf", "plan.csv", "note.txt"]
    assert work() == 1
    assert [(row.state, row.kind) for row in made.readings.all()] == [
        ("read", "inspection"),
        ("read", "plan"),
        ("read", "unknown"),
    ]
    assert verify().is_whole and not any((folder() / "arriving").iterdir())


def test_every_file_of_a_hostile_archive_is_accounted_for(office):
    data = zipped(
        ("good.csv", PLAN),
        ("../../escape.txt", PROSE),
        ("/etc/cron.d/job", PROSE),
        ("inner.zip", zipped(("a.txt", PROSE))),
        ("hidden-archive", zipped(("a.txt", PROSE))),
        ("empty.pdf", b""),
        ("__MACOSX/._good.csv", b"\0\5\x16\7"),
        ("Thumbs.db", b"\0"),
        ("same.csv", PLAN),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
        ("note.txt", prose(1)),
        ("note.txt", prose(2)),
        ("broken.docx", b"PK\x03\x04 not really"),
    )
    made = upload(office, ("papers.zip", data))
    work()
    said = {row.shown_name: (row.why, row.sentence) for row in made.not_taken.all()}
    assert {name: why for name, (why, _) in said.items()} == {
        "../../escape.txt": "refused",
        "etc/cron.d/job": "refused",
        "inner.zip": "refused",
        "hidden-archive": "refused",
        "empty.pdf": "refused",
        "__MACOSX/._good.csv": "left-out",
        "Thumbs.db": "left-out",
        "same.csv": "known",
    }
    assert all(sentence.endswith(".") for _, sentence in said.values())
    assert {row.shown_name: row.state for row in made.readings.all()} == {
        "good.csv": "read",
        "picture.png": "failed",
        "note.txt": "read",
        "note (2).txt": "read",
        "broken.docx": "failed",
    }
    assert made.archives.get().members == 13 == made.readings.count() + made.not_taken.count()
    assert not Job.objects.filter(state="failed").exists() and verify().is_whole


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (zipped(("a.txt", PROSE))[:-30], "damaged or incomplete"),
        (zipped(("a.txt", b"\0" * 30_000_000)), "ZIP bomb"),
        (zipped(*((f"{n}.txt", b"") for n in range(10_000))), "10,000 files"),
        (zipped(), "is empty"),
    ],
)
def test_an_archive_that_cannot_be_opened_is_one_file_that_was_not_taken(office, data, says):
    made = upload(office, ("papers.zip", data), ("good.txt", PROSE))
    work()
    assert says in made.not_taken.get().sentence and made.not_taken.get().name == "papers.zip"
    assert made.archives.get().state == "failed" and says in made.archives.get().problem
    assert made.readings.get().state == "read" and not Job.objects.filter(state="failed").exists()


def test_an_archive_of_more_papers_than_the_settings_allow_is_refused(office, settings):
    settings.ARCHIVE_PAPERS = 2
    made = upload(office, ("papers.zip", zipped(*((f"{n}.txt", prose(n)) for n in range(3)))))
    work()
    assert "at most 2 papers" in made.not_taken.get().sentence and not made.readings.exists()


def test_an_archive_may_be_larger_than_a_paper_but_not_than_the_settings_allow(office, settings):
    settings.LARGEST_UPLOAD, settings.LARGEST_ARCHIVE = 200, 2_000
    made = upload(office, ("papers.zip", zipped(*((f"{n}.txt", prose(n)) for n in range(3)))))
    work()
    assert made.readings.count() == 3 and not made.not_taken.exists()
    again = upload(office, ("large.zip", b"PK\x03\x04" + b"x" * 3_000))
    assert "files of up to" in again.not_taken.get().sentence


def test_papers_that_are_known_are_named_with_what_became_of_them(office):
    first = a_reading(office)
    made = upload(office, ("papers.zip", zipped(("old/thurrock.pdf", report()), ("new.txt", PROSE))))
    work()
    known = made.not_taken.get()
    assert (known.why, known.reading_id, known.shown_name) == ("known", first.pk, "old/thurrock.pdf")
    twice = upload(office, ("papers.zip", zipped(("old/thurrock.pdf", report()), ("new.txt", PROSE))))
    work()
    assert [row.why for row in twice.not_taken.all()] == ["known", "known"] and not twice.readings.exists()


def test_unpacking_goes_on_where_it_was(office, monkeypatch):
    monkeypatch.setattr(archives, "TOGETHER", 4)
    made = upload(
        office, ("papers.zip", zipped(*((f"{n:02}.txt", prose(n)) for n in range(10)))), queue=False
    )
    archive = made.archives.get()
    whole, calls = archives._take, []

    def pulled(by, kept, path, member, folder):
        calls.append(member.place)
        if len(calls) == 6:
            raise RuntimeError("pulled the plug")
        return whole(by, kept, path, member, folder)

    with monkeypatch.context() as patch:
        patch.setattr(archives, "_take", pulled)
        with pytest.raises(RuntimeError):
            unpack(archive.pk, queue=False)
    archive.refresh_from_db()
    assert (archive.done, made.readings.count()) == (4, 4), "what was begun is undone as a whole"
    unpack(archive.pk, queue=False)
    assert [row.name for row in made.readings.all()] == [f"{n:02}.txt" for n in range(10)]
    assert unpack(archive.pk).state == "done" and made.readings.count() == 10


def test_two_programs_that_unpack_one_archive_take_each_paper_once(office, monkeypatch):
    monkeypatch.setattr(archives, "TOGETHER", 4)
    made = upload(
        office, ("papers.zip", zipped(*((f"{n:02}.txt", prose(n)) for n in range(10)))), queue=False
    )
    first = archives._take_members
    again = []

    def both(**given):
        answer = first(**given)
        if not again:
            again.append(1)
            unpack(given["archive"].pk, queue=False)
        return answer

    monkeypatch.setattr(archives, "_take_members", both)
    unpack(made.archives.get().pk, queue=False)
    assert made.readings.count() == 10 and Archive.objects.get().done == 10


def test_many_files_are_read_by_few_jobs(office):
    papers = [(f"{n:02}.txt", prose(n)) for n in range(45)]
    made = upload(office, *papers)
    jobs = Job.objects.filter(name="imports.read_papers", about_kind="upload", about_id=made.pk)
    assert [len(job.arguments["reading_ids"]) for job in jobs.order_by("id")] == [20, 20, 5]
    assert work() == 3 and not made.readings.exclude(state="read").exists()


def test_one_paper_that_breaks_the_program_does_not_hold_up_the_others(office, monkeypatch):
    from sightline.work.imports.commands import readings

    made = upload(office, ("papers.zip", zipped(*((f"{n}.txt", prose(n)) for n in range(4)))))
    assert run_next()
    whole = readings._read

    def broken(sandbox, path, reading, *more):
        if reading.name == "1.txt":
            raise RuntimeError("pulled the plug")
        return whole(sandbox, path, reading, *more)

    with monkeypatch.context() as patch:
        patch.setattr(readings, "_read", broken)
        run_next()
    assert [row.state for row in made.readings.order_by("pk")] == ["read", "waiting", "read", "read"]
    assert Job.objects.get(name="imports.read_papers").state == "retrying"
    readings.read_papers([row.pk for row in made.readings.all()])
    assert not made.readings.exclude(state="read").exists()


def test_a_job_without_time_left_leaves_the_rest_to_another(office, monkeypatch):
    from sightline.work.imports.commands import readings

    made = upload(office, *((f"{n:02}.txt", prose(n)) for n in range(21)))
    monkeypatch.setattr(readings, "LONGEST_TURN", 0.0)
    assert run_next()
    assert Job.objects.filter(name="imports.read_papers", state="waiting").count() == 1
    monkeypatch.setattr(readings, "LONGEST_TURN", 100.0)
    work()
    assert Reading.objects.filter(upload=made, state="read").count() == 21
    assert StoredFile.objects.count() == 21
