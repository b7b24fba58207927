"""Names of folders and files in a visit's pack."""

import pytest

from sightline.work.reports.visit import naming


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Supervision audit, May 2024", "evidence-12-version-2-supervision-audit-may-2024"),
        ("../../etc/passwd", "evidence-12-version-2-etc-passwd"),
        ("Éducation & santé", "evidence-12-version-2-education-sante"),
        ("日本語", "evidence-12-version-2"),
        ("CON", "evidence-12-version-2-con"),
    ],
)
def test_a_name_is_plain_and_cannot_leave_its_folder(title, kept):
    assert naming.stem(12, 2, title) == kept


def test_a_folder_says_which_finding():
    assert naming.folder(3, "1.6", "The quality and frequency of supervision across all of the teams") == (
        "03-1-6-the-quality-and-frequency-of"
    )
    assert naming.folder(10, "finding 4", "") == "10-finding-4"
    assert len(naming.stem(1, 1, "word " * 200)) < 90


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("audit.PDF", "pdf", ".pdf"),
        ("audit", "pdf", ".pdf"),
        ("audit.exe", "unknown", ".bin"),
        ("audit.lnk", "docx", ".docx"),
        ("audit.a/b", "text", ".txt"),
        ("audit.thisisnoending", "csv", ".csv"),
        ("photo.jpeg", "image", ".jpeg"),
    ],
)
def test_an_ending_is_kept_unless_it_would_run(name, kind, kept):
    assert naming.ending(name, kind) == kept
