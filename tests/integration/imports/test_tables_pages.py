"""The pages of a plan table on its way in."""

from __future__ import annotations

import io
import re
from typing import Any

import openpyxl
import pytest

from sightline.domain.plans.models import Action, Plan
from sightline.ground.jobs import worker
from sightline.work.imports.commands import put_aside, tables
from sightline.work.imports.models import Lesson
from tests import cast, factories
from tests.factories import SYSTEM, TODAY
from tests.plan_papers import a_reading, a_table, workbook

pytestmark = pytest.mark.django_db

HEADER = ["Ref", "Action", "Lead", "Timescale", "Status", "Ward"]


def some_rows(number: int) -> list[list[str]]:
    return [
        [f"1.{n}", f"Do thing number {n} for children", "Head of Service", "31/03/2025", "Done", "North"]
        for n in range(1, number + 1)
    ]


@pytest.fixture
def reading() -> Any:
    return a_reading(
        workbook(
            HEADER, [*some_rows(3), ["1.4", "", "Somebody", "", "", "North"]], above=["Improvement plan"]
        )
    )


@pytest.fixture
def tried(reading: Any) -> Any:
    table = a_table(reading)
    tables.dry_run(by=SYSTEM, table=table, today=TODAY)
    return table


READ = ["table/", "table/names/", "table/rows/", "table/refused.xlsx"]
WRITE = ["table/reason/", "table/apply/"]


@pytest.mark.parametrize("path", READ)
def test_a_page_is_there_for_the_office_in_few_statements(client, office, tried, path, statements):
    client.force_login(office)
    with statements(12):
        response = client.get(f"/imports/{tried.reading_id}/{path}")
        b"".join(response)
    assert response.status_code == 200


@pytest.mark.parametrize("path", [*READ, *WRITE])
def test_a_stranger_is_sent_to_sign_in_and_a_reader_finds_nothing(client, tried, path):
    address = f"/imports/{tried.reading_id}/{path}"
    ask = client.post if path in WRITE else client.get
    assert ask(address)["Location"].startswith("/account/sign-in/")
    client.force_login(factories.a_user(cast.READER))
    assert ask(address).status_code == 404
    assert not Plan.objects.exists()


@pytest.mark.parametrize("path", [*READ, *WRITE])
def test_a_paper_that_is_not_there(client, office, path):
    client.force_login(office)
    ask = client.post if path in WRITE else client.get
    assert ask(f"/imports/99999/{path}").status_code == 404


@pytest.mark.parametrize("path", WRITE)
def test_what_only_writes_refuses_to_be_read(client, office, tried, path):
    client.force_login(office)
    assert client.get(f"/imports/{tried.reading_id}/{path}").status_code == 405


def sent(page: str, **changes: str) -> dict[str, str]:
    """The form of the columns page as it would be sent untouched, with changes."""
    data = {}
    for name, body in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        data[name] = chosen.group(1) if chosen else ""
    for name, value in re.findall(r'<input[^>]*name="(title)"[^>]*value="([^"]*)"', page):
        data[name] = value
    return data | changes


def test_from_columns_to_a_new_plan(client, office, reading, statements):
    client.force_login(office)
    address = f"/imports/{reading.pk}/table/"
    page = client.get(address).content.decode()
    assert "The heading reads like “lead”" in page and "31/03/2025" in page and "Improvement plan" in page
    ward = re.search(r'id="field-(\d)"(?:(?!</select>).)*?</select>(?:(?!field-).)*$', page, re.S)
    assert ward
    response = client.post(address, sent(page, **{f"remember-{ward.group(1)}": "on"}))
    assert response.status_code == 302 and response["Location"] == f"{address}rows/"
    assert Lesson.objects.get().key == "ward"
    page = client.get(f"{address}rows/").content.decode()
    assert "Nothing has been changed yet" in page and "does not say what the action is" in page
    assert not Plan.objects.exists()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    response = client.post(f"{address}apply/", {"seen": seen.group(1)})
    assert response.status_code == 302 and Action.objects.count() == 3
    page = client.get(f"{address}rows/").content.decode()
    assert "What became of" in page and "Apply" not in page
    assert client.get(address).status_code == 302
    again = client.post(f"{address}apply/", {"seen": seen.group(1)}, follow=True).content.decode()
    assert "already" in again and Action.objects.count() == 3


def test_a_wrong_choice_is_said_at_the_form_and_nothing_is_kept(client, office, reading):
    client.force_login(office)
    address = f"/imports/{reading.pk}/table/"
    page = client.get(address).content.decode()
    response = client.post(address, sent(page, **{"field-1": "own"}))
    assert response.status_code == 422 and "holds the action" in response.content.decode()
    response = client.post(address, sent(page, title=""))
    assert response.status_code == 422 and "Enter the title of the new plan" in response.content.decode()


def test_names_are_changed_and_tried_again(client, office, tried):
    post = factories.a_post("Service Manager")
    client.force_login(office)
    address = f"/imports/{tried.reading_id}/table/names/"
    page = client.get(address).content.decode()
    place = re.search(r"<th[^>]*>Head of Service</th>.*?name-(\d+)", page, re.S)
    assert place
    assert client.post(address, {f"name-{place.group(1)}": str(post.pk)}).status_code == 302
    tried.refresh_from_db()
    assert tried.options["posts"] == {"Head of Service": post.pk}
    assert tried.preview["names"][0]["reason"]


def test_the_rows_to_mend_are_a_workbook_with_the_reason(client, office, tried):
    client.force_login(office)
    response = client.get(f"/imports/{tried.reading_id}/table/refused.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response)))
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=5)]
    assert rows[0] == ["Why it was not taken", *HEADER]
    assert "does not say what the action is" in rows[1][0] and rows[1][3] == "Somebody" and len(rows) == 2


def test_a_mended_row_goes_in_where_the_others_are(client, office, tried):
    tables.apply_table(by=SYSTEM, table=tried, today=TODAY)
    plan = Plan.objects.get()
    client.force_login(office)
    data = b"".join(client.get(f"/imports/{tried.reading_id}/table/refused.xlsx"))
    book = openpyxl.load_workbook(io.BytesIO(data))
    book.active["C6"] = "The action that was missing"
    out = io.BytesIO()
    book.save(out)
    table = a_table(a_reading(out.getvalue(), "rows-to-mend.xlsx"), plan)
    outcome = tables.apply_table(by=SYSTEM, table=table, today=TODAY)
    assert outcome.counts == {"new": 1, "changed": 0, "same": 0, "refused": 0}
    assert plan.actions.get(ref="1.4").extra == {"Ward": "North"}


def test_a_long_table_is_tried_and_applied_by_the_worker(client, office):
    client.force_login(office)
    reading = a_reading(workbook(HEADER, some_rows(tables.MOST_AT_ONCE + 1)))
    table = a_table(reading)
    tables.try_table(by=office, table=table, today=TODAY)
    address = f"/imports/{reading.pk}/table/rows/"
    assert "being compared" in client.get(address).content.decode()
    assert worker.run_next()
    page = client.get(address).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen and "1 of 2" in page
    client.post(f"/imports/{reading.pk}/table/apply/", {"seen": seen.group(1)})
    assert not Plan.objects.exists()
    assert worker.run_next() and Action.objects.count() == tables.MOST_AT_ONCE + 1


def test_remembered_columns_are_listed_and_taken_back(client, office):
    choice = tables.remember_column(by=SYSTEM, header="By When?", field="due")
    client.force_login(office)
    assert "By When?" in client.get("/imports/columns/").content.decode()
    assert client.get(f"/imports/columns/{choice.pk}/forget/").status_code == 405
    assert client.post(f"/imports/columns/{choice.pk}/forget/").status_code == 302
    assert "No column is remembered" in client.get("/imports/columns/").content.decode()
    assert client.post(f"/imports/columns/{choice.pk}/forget/").status_code == 422
    assert client.post("/imports/columns/99999/forget/").status_code == 404
    client.force_login(factories.a_user(cast.READER))
    assert (
        client.get("/imports/columns/").status_code == 404
        and client.post("/imports/columns/1/forget/").status_code == 404
    )


def test_pasted_text_is_read_like_a_file(client, office):
    client.force_login(office)
    assert client.get("/imports/paste/").status_code == 200
    assert client.post("/imports/paste/", {"text": " "}).status_code == 422
    text = "\n".join("\t".join(row) for row in [HEADER, *some_rows(3)])
    response = client.post("/imports/paste/", {"text": text})
    assert response.status_code == 302 and "/imports/uploads/" in response["Location"]
    assert worker.run_next()
    from sightline.work.imports.models import Reading

    reading = Reading.objects.get()
    assert (reading.kind, len(reading.result["rows"])) == ("plan", 3)
    client.force_login(factories.a_user(cast.READER))
    assert client.get("/imports/paste/").status_code == 404


def test_nothing_is_applied_that_nobody_has_seen(client, office, tried):
    client.force_login(office)
    answer = client.post(f"/imports/{tried.reading_id}/table/apply/", {}, follow=True)
    assert "Nobody has looked at what this table would change yet" in answer.content.decode()
    assert not Action.objects.exists()


def test_a_paper_that_was_put_aside_is_not_applied(client, office, tried):
    put_aside(by=SYSTEM, reading=tried.reading, reason="Another version is coming")
    tried.refresh_from_db()
    client.force_login(office)
    client.post(f"/imports/{tried.reading_id}/table/apply/", {"seen": tried.preview["digest"]})
    tried.reading.refresh_from_db()
    assert tried.reading.state == "put-aside" and not Action.objects.exists()


def test_the_columns_page_says_where_the_header_was_found(client, office):
    client.force_login(office)
    above = [f"Line {number} of the cover" for number in range(1, 9)]
    found = a_reading(workbook(HEADER, some_rows(3), above=above))
    said = " ".join(client.get(f"/imports/{found.pk}/table/").content.decode().split())
    assert "Found on row 9: 6 columns. The first action stands on row 10" in said
