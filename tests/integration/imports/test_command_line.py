"""`sightline import`: the same as the upload page, read here and now."""

from __future__ import annotations

import pytest

from sightline.domain.inspections.models import Inspection
from sightline.doors.cli.main import main
from sightline.ground.jobs.models import Job
from sightline.work.imports.models import Reading
from tests.integration.imports.papers import doubtful, report

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
