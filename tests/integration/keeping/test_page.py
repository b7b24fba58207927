"""The page that says when the last backup was made."""

from datetime import timedelta

import pytest
from django.test.client import Client
from django.urls import reverse
from django.utils import timezone

from sightline.work.keeping import told
from tests import cast
from tests.factories import a_council, a_user

pytestmark = pytest.mark.django_db


def a_backup(**changes: object) -> told.Told:
    facts = {
        "what": "backup", "at": timezone.now(), "file": "sightline-2026.zip", "size": 1_800_000, "register": "ab" * 32,
        "head": "42:" + "cd" * 32, "rows": 3_560, "files": 12,
    }  # fmt: skip
    return told.Told(**(facts | changes))  # type: ignore[arg-type]


@pytest.fixture
def administrator(client: Client, settings, tmp_path) -> Client:
    settings.DATA = tmp_path
    a_council()
    client.force_login(a_user(cast.ADMINISTRATOR))
    return client


def words(client: Client) -> str:
    return client.get(reverse("backups")).content.decode()


def test_without_a_backup_the_page_warns_and_says_how_to_make_one(administrator: Client) -> None:
    page = words(administrator)
    assert "No backup of this register has been made here" in page and "sightline backup" in page


def test_the_last_backup_with_its_hash_its_head_and_its_age(administrator: Client) -> None:
    told.tell(a_backup(at=timezone.now() - timedelta(hours=5), register="12" * 32))
    told.tell(a_backup(what="check"))
    page = words(administrator)
    assert "12" * 32 in page and "5 hours ago" in page and "42:" + "cd" * 8 in page
    assert "Backup checked" in page and "Warning" not in page


def test_an_old_backup_and_one_that_lacks_files_are_told(administrator: Client) -> None:
    told.tell(a_backup(at=timezone.now() - timedelta(days=3), lost=2))
    page = words(administrator)
    assert "The last backup is 3 days old" in page and "2 files: missing or altered" in page


def test_a_line_that_was_left_half_written_is_passed_over(administrator: Client) -> None:
    told.tell(a_backup())
    with (told.backups_folder() / "made.jsonl").open("a") as out:
        out.write('{"what": "backup", "at": "2026')
    assert "less than a minute ago" in words(administrator)


def test_the_page_is_not_there_for_who_may_not_change_the_settings(client: Client) -> None:
    client.force_login(a_user(cast.READER))
    assert client.get(reverse("backups")).status_code == 404


def test_the_page_asks_the_same_however_many_backups_there_were(administrator: Client, statements) -> None:
    for _ in range(200):
        told.tell(a_backup())
    with statements(12):
        words(administrator)
