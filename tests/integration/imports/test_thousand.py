"""An archive of 1,000 papers: unpacked, asked for in a few jobs, and shown a page at a time with as many statements as of ten."""

from __future__ import annotations

import pytest

from sightline.ground.jobs.models import Job
from sightline.work.imports.commands import unpack
from sightline.work.imports.queries_uploads import upload_for
from tests.integration.imports.papers import upload
from tests.integration.imports.test_archives import zipped


@pytest.mark.slow
@pytest.mark.django_db
def test_a_thousand_papers_are_taken_out_and_shown(client, office, statements):
    files = [
        (f"papers/{n % 12 + 1:02}/{n:04}.csv", f"Ref,Action\n{n},Agree step {n}\n".encode())
        for n in range(1000)
    ]
    made = upload(office, ("papers.zip", zipped(*files)))
    archive = unpack(made.archives.get().pk)
    assert (archive.state, archive.members, archive.done) == ("done", 1000, 1000)
    assert made.readings.count() == 1000 and not made.not_taken.exists()
    asked = [
        number
        for job in Job.objects.filter(name="imports.read_papers")
        for number in job.arguments["reading_ids"]
    ]
    assert (
        len(asked) == len(set(asked)) == 1000 and Job.objects.filter(name="imports.read_papers").count() == 50
    )
    client.force_login(office)
    for address in ("", "?page=20", "?show=waiting&page=3"):
        with statements(12):
            page = client.get(f"/imports/uploads/{made.pk}/{address}").content.decode()
        assert "1,000 papers were given" in page and page.count('data-label="How it stands"') == 50
    account = upload_for(office, made.pk).quality.account
    assert (account.given, account.waiting, account.done) == (1000, 1000, 0)
