"""`sightline import`: the same as the upload page, read here and now."""

from __future__ import annotations

import pytest

from sightline.domain.inspections.models import Inspection
from sightline.doors.cli import import_papers
from sightline.doors.cli.main import main
from sightline.ground.jobs.models import Job
from sightline.work.imports.models import Reading
from tests.integration.imports.papers import PLAN, PROSE, doubtful, report
from tests.integration.imports.test_archives import zipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "thurrock.pdf"
    path.write_bytes(report())
    return path


def test_a_paper_is_read_at_once_and_not_accepted(paper, capsys):
    assert main(["import", str(paper)]) == 0
    said = capsys.readouterr().out
    reading = Reading.objects.get()
    assert "ILACS of Thurrock" in said and "read 3 = taken 3 + set aside 0" in said
    assert f"review: /imports/{reading.pk}/" in said
    assert reading.state == "read" and not Inspection.objects.exists() and not Job.objects.exists()


def test_a_person_accepts_what_nothing_speaks_against(paper, office, tmp_path, capsys):
    doubt = tmp_path / "rutland.pdf"
    doubt.write_bytes(doubtful())
    assert main(["import", "--accept", "--by", office.email, str(paper), str(doubt)]) == 1
    said = capsys.readouterr().out
    assert "accepted: inspection 1" in said and "not accepted: it wants a person's eye" in said
    assert Inspection.objects.get().added_by == office
    assert main(["import", str(paper)]) == 0
    assert "accepted as inspection 1" in capsys.readouterr().out


def test_accepting_needs_a_person(paper, capsys):
    assert main(["import", "--accept", str(paper)]) == 2
    assert main(["import", "--by", "nobody@northmere.example", str(paper)]) == 2
    said = capsys.readouterr().err
    assert "a person accepts" in said and "No account of nobody@northmere.example" in said
    assert not Reading.objects.exists()


def test_bad_files_are_said_and_the_others_go_on(paper, tmp_path, capsys):
    empty = tmp_path / "empty.pdf"
    empty.write_bytes(b"")
    assert main(["import", str(tmp_path / "none.pdf"), str(empty), str(paper)]) == 1
    said = capsys.readouterr().out
    assert (
        "there is no such file" in said
        and "not read: This file is empty" in said
        and "ILACS of Thurrock" in said
    )
    assert main(["import", str(tmp_path / "none.pdf")]) == 1


def test_a_folder_is_taken_with_its_folders(tmp_path, capsys):
    folder = tmp_path / "papers"
    (folder / "2023" / "May").mkdir(parents=True)
    (folder / "2023" / "May" / "plan.csv").write_bytes(PLAN)
    (folder / "note.txt").write_bytes(PROSE)
    (folder / "Thumbs.db").write_bytes(b"x")
    (folder / "link.txt").symlink_to(folder / "note.txt")
    assert main(["import-papers", str(folder)]) == 0
    said = capsys.readouterr().out
    assert "2023/May/plan.csv\n  plan" in said and "note.txt\n  unknown" in said and "2 files of" in said
    assert sorted(row.shown_name for row in Reading.objects.all()) == ["2023/May/plan.csv", "note.txt"]


def test_an_archive_of_many_ends_in_a_sum_that_adds_up(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(import_papers, "FEW", 3)
    archive = tmp_path / "papers.zip"
    files = [(f"{n}.txt", PROSE + str(n).encode()) for n in range(4)]
    archive.write_bytes(
        zipped(*files, ("twice.txt", files[0][1]), ("cut.pdf", report()[:900]), ("a/plan.csv", PLAN))
    )
    assert main(["import-papers", str(archive)]) == 1
    said = capsys.readouterr()
    assert "given 7 = 5 read + 1 could not be read + 1 known already" in said.out
    assert "cut.pdf\n  not read: " in said.out and "look: Not recognised: 4" in said.out
    assert "In all: 5 papers, read 7 = taken 3 + set aside 4" in said.out
    assert "6 of 6 papers read" in said.err
    assert not Job.objects.exists()


def test_a_command_that_was_stopped_is_given_again(tmp_path, capsys, monkeypatch):
    archive = tmp_path / "papers.zip"
    archive.write_bytes(zipped(*((f"{n}.txt", PROSE + str(n).encode()) for n in range(4))))

    def stopped(number):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sightline.work.imports.commands.read_paper", stopped)
        assert main(["import-papers", str(archive)]) == 130
    assert Reading.objects.filter(state="waiting").count() == 4
    assert main(["import-papers", str(archive)]) == 0
    assert Reading.objects.filter(state="read").count() == 4 == Reading.objects.count()


def test_an_archive_that_is_no_archive_and_an_empty_folder_are_said(tmp_path, capsys):
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04 cut")
    (tmp_path / "empty").mkdir()
    assert main(["import-papers", str(tmp_path / "bad.zip")]) == 1
    assert "bad.zip\n  not taken: This archive is damaged" in capsys.readouterr().out
    assert main(["import-papers", str(tmp_path / "empty")]) == 1
    assert "There is no paper in it" in capsys.readouterr().out
