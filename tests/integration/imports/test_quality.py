"""The report on an upload: its page, its filters, its downloads, with statements that do not grow; papers that are the same."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl
import pytest

from sightline.domain.meetings.models import Paper
from sightline.work.imports import commands
from sightline.work.imports.models import Reading, Upload
from sightline.work.imports.queries_uploads import upload_for
from sightline.work.imports.same_held import candidates_for
from tests import cast, factories
from tests.integration.imports.papers import a_reading, upload
from tests.integration.imports.test_archives import zipped

pytestmark = pytest.mark.django_db
BODY = "Children’s Scrutiny Panel"


@pytest.fixture
def signed_in(client, office):
    factories.a_council()
    client.force_login(office)
    return client


def text(response):
    return " ".join(response.content.decode().split())


def minutes(number: int, **changes: Any) -> dict[str, Any]:
    """What a reader prints of made-up minutes in which nothing is doubtful."""
    said = [
        f"That step {number}.{n} of the plan for locality {n} be reported to the meeting after next."
        for n in (1, 2)
    ]
    return {
        "kind": "minutes", "pages": None, "error": None, "confidence": 0.96, "body": BODY, "date": f"2023-05-{number % 28 + 1:02}",
        "attendees": {}, "items": [{"number": "1", "title": f"Plan {number}", "resolutions": [
            {"number": str(n), "text": text, "verb": "Resolved"} for n, text in enumerate(said, start=1)]}],
        "set_aside": [], "suspects": [], "places": [], **changes,
    }  # fmt: skip


def read(upload_: Upload, results: list[dict[str, Any]]) -> list[Reading]:
    rows = upload_.readings.order_by("position", "pk")
    return [
        commands.keep_result(by=factories.SYSTEM, reading=row, result=result)
        for row, result in zip(rows, results, strict=True)
    ]


def made(office: Any, results: list[dict[str, Any]], name: str = "{0}.txt") -> Upload:
    given = upload(
        office,
        *((name.format(n), f"This is {name.format(n)}".encode()) for n in range(len(results))),
        queue=False,
    )
    read(given, results)
    return given


def test_the_page_ends_in_a_sum_and_in_what_to_look_at(signed_in, office):
    results = [
        minutes(1),
        minutes(2, date=None),
        minutes(3, body=None, confidence=0.6),
        {"kind": "unknown", "pages": None, "error": None, "set_aside": [{"page": None, "text": "x", "why": "y"}]},
        {"kind": "unknown", "pages": None, "error": "It is damaged.", "set_aside": [], "suspects": []},
    ]  # fmt: skip
    given = made(office, results)
    page = text(signed_in.get(f"/imports/uploads/{given.pk}/"))
    assert (
        "5 papers were given" in page
        and "<strong>4</strong> read" in page
        and "<strong>1</strong> could not be read" in page
    )
    for look in (
        "Not recognised",
        "Not sure what it is",
        "No date was found",
        "No body was found",
        "Nothing doubtful in them",
    ):
        assert f"<span>{look}</span> <strong>1 paper</strong>" in page, look
    assert "Passages read = taken + set aside" in page
    found = upload_for(office, given.pk)
    assert found.quality.account.given == 5 and found.complete and not found.busy and not found.quality.wrong


@pytest.mark.parametrize(
    ("show", "names"),
    [
        ("no-date", ["1.txt"]),
        ("unsure", ["2.txt"]),
        ("sure", ["0.txt"]),
        ("failed", ["3.txt"]),
        ("kind-minutes", ["0.txt", "1.txt", "2.txt"]),
        ("kind-report", []),
        ("nonsense", []),
    ],
)
def test_each_part_of_the_report_is_a_filter(signed_in, office, show, names):
    failed = {"kind": "unknown", "pages": None, "error": "It is damaged.", "set_aside": [], "suspects": []}
    given = made(office, [minutes(1), minutes(2, date=None), minutes(3, confidence=0.6), failed])
    assert [line.reading.name for line in upload_for(office, given.pk, show=show).lines] == names
    assert signed_in.get(f"/imports/uploads/{given.pk}/?show={show}").status_code == 200


def test_what_was_reviewed_is_no_longer_to_be_looked_at(office):
    given = made(office, [minutes(1, date=None), minutes(2, date=None)])
    commands.put_aside(by=office, reading=given.readings.first(), reason="It is a draft.")
    (look,) = upload_for(office, given.pk).quality.looks
    assert (look.key, look.papers) == ("no-date", 1)
    assert upload_for(office, given.pk).quality.account.read == 2


def test_files_that_were_not_taken_have_pages_of_their_own(signed_in, office):
    files = [(f"{n}/../x.txt", b"x") for n in range(12)] + [("Thumbs.db", b"x"), ("good.txt", b"Good")]
    given = upload(office, ("papers.zip", zipped(*files)), queue=False)
    commands.unpack(given.archives.get().pk, queue=False)
    page = text(signed_in.get(f"/imports/uploads/{given.pk}/"))
    assert (
        "13 papers were given" in page
        and "<strong>12</strong> not taken" in page
        and "1 file</a> that programs add" in page
    )
    assert "12 files not taken" not in page and "file known already<" not in page, (
        "many are on a page of their own"
    )
    assert "leads out of the archive" in text(signed_in.get(f"/imports/uploads/{given.pk}/?show=refused"))
    assert "adds by itself" in text(signed_in.get(f"/imports/uploads/{given.pk}/?show=left-out"))


def test_statements_do_not_grow_with_the_papers(signed_in, office, statements):
    small = made(office, [minutes(n) for n in range(2)])
    large = made(office, [minutes(n, date=None) for n in range(2, 72)], "more {0}.txt")
    signed_in.get(f"/imports/uploads/{small.pk}/")
    for address in (
        f"{small.pk}/",
        f"{large.pk}/",
        f"{large.pk}/?page=2",
        f"{large.pk}/?show=no-date",
        f"{large.pk}/papers.csv",
    ):
        with statements(16):
            response = signed_in.get(f"/imports/uploads/{address}")
            b"".join(response)
    page = text(signed_in.get(f"/imports/uploads/{large.pk}/?page=2"))
    assert "51 to 70 of 70 papers" in page


def test_the_downloads_have_a_line_for_each_file(signed_in, office):
    given = made(office, [minutes(1), minutes(2, date=None)])
    upload_again = upload(office, ("0.txt", b"This is 0.txt"), ("=cmd.txt", b"New"), queue=False)
    rows = list(
        csv.reader(
            io.StringIO(
                b"".join(signed_in.get(f"/imports/uploads/{given.pk}/papers.csv")).decode("utf-8-sig")
            )
        )
    )
    header = next(n for n, row in enumerate(rows) if row and row[0] == "File")
    assert [row[:3] for row in rows[header + 1 :]] == [
        ["0.txt", "Read", "Minutes"],
        ["1.txt", "Read", "Minutes"],
    ]
    assert rows[header + 1][6] == "2 May 2023" and rows[header + 2][11].startswith("No date was found")
    sheet = openpyxl.load_workbook(
        io.BytesIO(b"".join(signed_in.get(f"/imports/uploads/{upload_again.pk}/papers.xlsx")))
    ).active
    said = {row[0]: row[1] for row in sheet.iter_rows(min_row=6, values_only=True)}
    assert said == {"=cmd.txt": "Waiting to be read", "0.txt": "Known already"}
    assert signed_in.get(f"/imports/uploads/{given.pk}/papers.pdf").status_code == 404


def test_only_who_may_import_sees_the_report(client, office):
    given = made(office, [minutes(1)])
    client.force_login(factories.a_user(cast.READER))
    for address in ("", "papers.csv"):
        assert client.get(f"/imports/uploads/{given.pk}/{address}").status_code == 404


def test_sure_papers_are_accepted_together_and_each_refusal_is_explained(signed_in, office):
    factories.a_body(BODY)
    given = made(office, [minutes(1), minutes(2), minutes(3, date=None), minutes(4, body="Harbour Board")])
    page = text(signed_in.get(f"/imports/uploads/{given.pk}/"))
    assert "2 papers with nothing doubtful can be accepted from here" in page
    rows = {row.name: row.pk for row in given.readings.all()}
    body = upload_for(office, given.pk).lines[0].body[0]
    sent: dict[str, Any] = {"reading": [*rows.values()]}
    sent |= {f"seen-{pk}": "0" for pk in rows.values()} | {f"body-{pk}": str(body) for pk in rows.values()}
    page = text(signed_in.post(f"/imports/uploads/{given.pk}/accept/", sent, follow=True))
    assert "2 papers were accepted. They stand in the register of papers." in page
    assert "2.txt: It needs a closer look" in page and "3.txt: It needs a closer look" in page
    assert Paper.objects.count() == 2 and {paper.body.name for paper in Paper.objects.all()} == {BODY}


def test_a_paper_that_changed_since_the_list_was_made_is_not_accepted(signed_in, office):
    body = factories.a_body(BODY)
    given = made(office, [minutes(1), minutes(2)])
    first, second = given.readings.values_list("pk", flat=True)
    sent = {"reading": [first, second], f"seen-{first}": "7", f"body-{first}": body.pk, f"seen-{second}": "0"}
    page = text(signed_in.post(f"/imports/uploads/{given.pk}/accept/", sent, follow=True))
    assert "Somebody changed this review" in page and f"Its body is now understood as {BODY}" in page
    assert not Paper.objects.exists()


def test_undated_papers_of_one_form_are_not_taken_for_the_same(office):
    given = made(office, [minutes(1, date=None), minutes(2, date=None)])
    assert not any("same" in row.quality["looks"] for row in given.readings.all())


def test_the_same_minutes_as_page_and_as_pdf_are_found_in_one_upload(signed_in, office):
    lost = minutes(1)
    for row in lost["items"][0]["resolutions"]:
        row["number"] = None
    given = made(office, [minutes(1), minutes(9), lost, minutes(10, date="2023-06-02")])
    first, _, page, other = given.readings.all()
    assert page.quality["same"][0]["reading"] == first.pk and page.quality["same"][0]["how"] == "same"
    assert "other numbers" in page.quality["looks"]["same"]
    assert "same" not in first.quality["looks"] and "same" not in other.quality["looks"]
    found = text(signed_in.get(f"/imports/uploads/{given.pk}/?show=same"))
    assert "The same paper: The same day, the same body" in found and "See 0.txt" in found
    assert [same.reading for same in candidates_for(first)] == [page], (
        "looked for anew, both know of each other"
    )


def test_a_paper_of_the_register_is_found_and_a_paper_put_aside_is_not(office):
    factories.a_body(BODY)
    first = made(office, [minutes(1)], "first.txt").readings.get()
    paper = commands.papers.accept_paper(
        by=office, reading=first, today=factories.TODAY, revision=0, body_id=None
    )
    again = made(office, [minutes(1)], "again.txt").readings.get()
    (same,) = candidates_for(again)
    assert same.sure and same.paper == paper and same.reading == first
    assert again.quality["same"][0]["paper"] == paper.number
    third = made(office, [minutes(3)], "third.txt").readings.get()
    commands.put_aside(by=office, reading=third, reason="It is a draft.")
    assert candidates_for(made(office, [minutes(3)], "fourth.txt").readings.get()) == []


def test_candidates_are_found_with_few_statements_among_many(office, statements):
    made(office, [minutes(n, date=None) for n in range(2, 62)], "many {0}.txt")
    reading = made(office, [minutes(1)], "one {0}.txt").readings.get()
    with statements(5):
        candidates_for(reading)


def test_reading_again_keeps_one_set_of_keys(office):
    reading = a_reading(
        office,
        "note.txt",
        b"Dear all, the kitchen will be closed on Friday for cleaning, so take your cups home.",
    )
    before = reading.same_keys.count()
    commands.choose_kind(by=office, reading=reading, kind="inspection", queue=False)
    commands.read_paper(reading.pk)
    assert reading.same_keys.count() <= before + 1
