"""The pages of imports, for who may import and for others."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sightline.domain.inspections.models import Inspection
from sightline.work.imports import commands
from sightline.work.imports.models import Reading, Upload
from tests import cast, factories
from tests.integration.imports.papers import FINDINGS, PLAN, PROSE, a_reading, doubtful, report, upload, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client, office):
    client.force_login(office)
    return client


@pytest.fixture
def reading(office):
    return a_reading(office)


def text(response):
    return " ".join(response.content.decode().split())


LOOKED_AT = [
    "/imports/", "/imports/upload/", "/imports/uploads/{upload}/", "/imports/{reading}/", "/imports/{reading}/facts/",
    "/imports/{reading}/findings/f1/", "/imports/{reading}/findings/new/", "/imports/{reading}/judgements/j1/",
    "/imports/{reading}/judgements/new/", "/imports/{reading}/pages/1.png", "/imports/{reading}/file/",
]  # fmt: skip
SENT_TO = [
    "/imports/uploads/{upload}/accept/", "/imports/{reading}/take/f1/", "/imports/{reading}/accept/",
    "/imports/{reading}/put-aside/", "/imports/{reading}/take-up/", "/imports/{reading}/kind/", "/imports/{reading}/again/",
]  # fmt: skip


@pytest.mark.parametrize("address", LOOKED_AT)
def test_who_sees_the_pages(client, office, reading, address):
    address = address.format(upload=reading.upload_id, reading=reading.pk)
    response = client.get(address)
    assert response.status_code == 302 and "/account/sign-in/" in response["Location"]
    for player in (cast.STRANGER, cast.READER, cast.OWNER):
        client.force_login(factories.a_user(player))
        assert client.get(address).status_code == 404
    client.force_login(office)
    response = client.get(address)
    assert response.status_code == 200
    response.close()


@pytest.mark.parametrize("address", SENT_TO)
def test_who_sends_and_how(client, office, reading, address):
    address = address.format(upload=reading.upload_id, reading=reading.pk)
    assert client.post(address).status_code == 302
    client.force_login(factories.a_user(cast.READER))
    assert client.post(address).status_code == 404
    client.force_login(office)
    assert client.get(address).status_code == 405
    reading.refresh_from_db()
    assert reading.state == "read"


@pytest.mark.parametrize("address", [*LOOKED_AT[2:], *SENT_TO])
def test_wrong_references_are_not_found(signed_in, address):
    send = signed_in.post if address in SENT_TO else signed_in.get
    assert send(address.format(upload=999, reading=999)).status_code == 404


@pytest.mark.parametrize(
    "rest", ["findings/f99/", "findings/zz/", "judgements/j99/", "pages/2.png", "pages/0.png"]
)
def test_wrong_parts_are_not_found(signed_in, reading, rest):
    assert signed_in.get(f"/imports/{reading.pk}/{rest}").status_code == 404
    assert signed_in.post(f"/imports/{reading.pk}/take/f99/").status_code == 404


def test_many_files_are_uploaded_at_once(signed_in):
    files = [
        SimpleUploadedFile("a.pdf", report()),
        SimpleUploadedFile("b.csv", PLAN),
        SimpleUploadedFile("e.pdf", b""),
    ]
    response = signed_in.post("/imports/upload/", {"papers": files})
    made = Upload.objects.get()
    assert response["Location"] == reverse("import-uploaded", args=[made.pk])
    assert "0 of 3 papers read" in text(signed_in.get(response["Location"]))
    work()
    page = text(signed_in.get(response["Location"]))
    assert "ILACS of Thurrock" in page and "3 findings, 4 judgements" in page and "This file is empty" in page
    assert "data-refresh" not in page


def test_a_page_without_a_file_says_so(signed_in):
    response = signed_in.post("/imports/upload/", {})
    assert response.status_code == 422 and "Choose at least one file" in text(response)
    assert not Upload.objects.exists()


def test_files_that_are_not_taken_are_named(signed_in, reading, settings):
    settings.LARGEST_UPLOAD = 3000
    files = [SimpleUploadedFile("same.pdf", report()), SimpleUploadedFile("big.pdf", b"%PDF" + b"x" * 5000)]
    assert len(report()) < 3000
    page = text(signed_in.post("/imports/upload/", {"papers": files}, follow=True))
    assert (
        "1 file not taken, 1 file known already" in page
        and "It was not read again" in page
        and "Nothing of it was kept" in page
    )


def test_the_list_is_filtered(signed_in, office):
    a_reading(office)
    a_reading(office, "note.txt", PROSE)
    upload(office, ("waiting.pdf", doubtful()))
    page = text(signed_in.get("/imports/"))
    assert all(name in page for name in ("thurrock.pdf", "note.txt", "waiting.pdf"))
    assert "note.txt" not in text(signed_in.get("/imports/?kind=inspection"))
    page = text(signed_in.get("/imports/?state=waiting"))
    assert "waiting.pdf" in page and "thurrock.pdf" not in page
    assert "thurrock.pdf" in text(signed_in.get("/imports/?text=THURROCK&mine=on"))
    assert "No paper matches" in text(signed_in.get("/imports/?text=zebra"))
    assert signed_in.get("/imports/?state=nonsense&page=77").status_code == 200


def test_the_list_is_sorted(signed_in, office):
    a_reading(office, "b.pdf", report())
    a_reading(office, "a.txt", PROSE)
    names = ("a.txt", "b.pdf")
    for sort, first in (
        ("name", "a.txt"),
        ("-name", "b.pdf"),
        ("uploaded", "b.pdf"),
        ("-uploaded", "a.txt"),
        ("x", "a.txt"),
    ):
        page = text(signed_in.get(f"/imports/?sort={sort}"))
        assert min(names, key=lambda name: page.index(f">{name}</a>")) == first


def test_a_paper_about_another_council_is_not_accepted_unseen(signed_in, office, reading):
    factories.a_council(fictional=False)
    page = text(signed_in.get(f"/imports/uploads/{reading.upload_id}/"))
    assert "It is about Thurrock, not about Northmere." in page and "Accept the ticked papers" not in page
    assert "came here by mistake" in text(signed_in.get(f"/imports/{reading.pk}/"))
    factories.a_council(fictional=False, name="Thurrock Council", short_name="Thurrock")
    page = text(signed_in.get(f"/imports/uploads/{reading.upload_id}/"))
    assert "It is about" not in page and "Accept the ticked papers" in page


def test_a_worker_that_does_nothing_is_mentioned(signed_in, office):
    made = upload(office, ("a.pdf", report()))
    assert "may not be running" not in text(signed_in.get(f"/imports/uploads/{made.pk}/"))
    Upload.objects.update(at=made.at - timedelta(minutes=5))
    assert "may not be running" in text(signed_in.get(f"/imports/uploads/{made.pk}/"))


def test_statements_do_not_grow_with_rows(signed_in, office, reading, statements):
    commands.accept_inspection(by=office, reading=reading, today=factories.TODAY)
    made = upload(office, *((f"{number}.pdf", doubtful(f"Place {number}")) for number in range(60)))
    for row in made.readings.all()[:30]:
        commands.read_paper(row.pk)
    with statements(12):
        signed_in.get("/imports/")
    with statements(12):
        signed_in.get(f"/imports/uploads/{made.pk}/")
    with statements(12):
        signed_in.get(f"/imports/uploads/{reading.upload_id}/")


def test_statements_of_the_review(signed_in, office, reading, statements):
    with statements(12):
        signed_in.get(f"/imports/{reading.pk}/")
    with statements(15):
        signed_in.post(f"/imports/{reading.pk}/findings/f1/", {"text": "Other words."})
    with statements(15):
        signed_in.post(f"/imports/{reading.pk}/findings/f2/", {"do": "aside", "why": "It repeats."})


def test_a_finding_is_read_beside_its_page(signed_in, reading):
    page = text(signed_in.get(f"/imports/{reading.pk}/findings/f2/"))
    assert FINDINGS[1] in page and f'href="/imports/{reading.pk}/pages/1.png"' in page
    assert page.count('class="sl-picture__box"') == 1
    png = signed_in.get(f"/imports/{reading.pk}/pages/1.png")
    assert png["Content-Type"] == "image/png" and png["X-Content-Type-Options"] == "nosniff"
    assert b"".join(png.streaming_content).startswith(b"\x89PNG")
    png.close()


def test_a_finding_is_changed_set_aside_and_taken_again(signed_in, reading):
    base = f"/imports/{reading.pk}"
    page = signed_in.post(f"{base}/findings/f1/", {"text": "", "page": "x"})
    assert page.status_code == 422 and "whole number" in text(page)
    page = text(signed_in.post(f"{base}/findings/f1/", {"text": "Other words.", "page": "1"}, follow=True))
    assert "Other words." in page and "The words as they were read" in page
    assert signed_in.post(f"{base}/findings/f2/", {"do": "aside", "why": ""}).status_code == 422
    page = text(signed_in.post(f"{base}/findings/f2/", {"do": "aside", "why": "It repeats."}, follow=True))
    assert (
        "3 passages were read</strong> = 2 taken as findings + 1 set aside" in page and "It repeats." in page
    )
    page = text(signed_in.post(f"{base}/take/f2/", follow=True))
    assert "= 3 taken as findings + 0 set aside" in page
    answer = signed_in.post(f"{base}/findings/f1/", {"text": "Other words.", "do": "next"})
    assert answer["Location"].endswith("/findings/f2/#f2")


def test_a_finding_and_a_judgement_are_added(signed_in, reading):
    base = f"/imports/{reading.pk}"
    assert signed_in.post(f"{base}/findings/new/", {"text": ""}).status_code == 422
    page = text(signed_in.post(f"{base}/findings/new/", {"text": "A missed one.", "page": "1"}, follow=True))
    assert "3 passages were read and 1 added by hand</strong> = 4 taken" in page
    signed_in.post(f"{base}/judgements/new/", {"area": "Care leavers", "grade": "Good"})
    signed_in.post(f"{base}/judgements/j1/", {"area": "Leaders", "grade": "Poor"})
    page = text(signed_in.get(f"{base}/"))
    assert "Care leavers" in page and "Poor" in page
    assert signed_in.post(f"{base}/judgements/j1/", {"do": "aside", "why": ""}).status_code == 422
    signed_in.post(f"{base}/judgements/j1/", {"do": "aside", "why": "No."})
    assert "Set aside by Improvement Programme Manager: No." in text(signed_in.get(f"{base}/"))
    signed_in.post(f"{base}/take/j1/")
    assert "Set aside by" not in text(signed_in.get(f"{base}/"))


def test_the_facts_are_changed(signed_in, reading):
    base = f"/imports/{reading.pk}"
    good = {"authority": "Thurrock", "framework": "ILACS", "start": "25 11 2019", "end": "6 12 2019"}
    assert signed_in.post(f"{base}/facts/", good | {"authority": ""}).status_code == 422
    page = text(signed_in.post(f"{base}/facts/", good | {"report_received": "10 1 2020"}, follow=True))
    assert "10 January 2020" in page and "changed from" in page


def test_accepting_leads_to_the_inspection_and_closes_the_review(signed_in, reading):
    page = text(signed_in.post(f"/imports/{reading.pk}/accept/", {"revision": "0"}, follow=True))
    assert "The inspection was accepted" in page and "Accept this inspection" not in page
    assert Inspection.objects.get().findings.count() == 3
    assert signed_in.get(f"/imports/{reading.pk}/findings/f1/").status_code == 404
    assert signed_in.post(f"/imports/{reading.pk}/findings/f1/", {"text": "x"}).status_code == 404
    again = signed_in.post(f"/imports/{reading.pk}/accept/", {"revision": "0"})
    assert again.status_code == 422 and "was accepted" in text(again)


def test_a_duplicate_is_refused_with_a_way_out(signed_in, office, reading):
    commands.accept_inspection(by=office, reading=reading, today=factories.TODAY)
    second = a_reading(office, "copy.pdf", report() + b"\n% another copy")
    page = text(signed_in.get(f"/imports/{second.pk}/"))
    assert "This inspection is here already" in page and "It is another inspection" in page
    refused = signed_in.post(f"/imports/{second.pk}/accept/", {"revision": "0"})
    assert refused.status_code == 422 and "There is already an inspection" in text(refused)
    assert Inspection.objects.count() == 1
    signed_in.post(f"/imports/{second.pk}/accept/", {"revision": "0", "although": "yes"})
    assert Inspection.objects.count() == 2


def test_what_was_changed_after_the_page_was_opened_is_not_accepted(signed_in, office, reading):
    commands.edit_finding(by=office, reading=reading, key="f1", text="Other words.")
    for seen in ("0", "", "x", "9" * 20):
        refused = signed_in.post(f"/imports/{reading.pk}/accept/", {"revision": seen})
        assert refused.status_code == 422 and "Somebody changed this review" in text(refused)
    assert not Inspection.objects.exists()


def test_several_are_accepted_and_the_doubtful_are_not(signed_in, office):
    made = upload(office, ("a.pdf", report("Luton")), ("b.pdf", report("Torbay")), ("d.pdf", doubtful()))
    work()
    rows = {row.name: row.pk for row in made.readings.all()}
    sent = {"reading": [*rows.values()]} | {f"seen-{pk}": "0" for pk in rows.values()}
    page = text(signed_in.post(f"/imports/uploads/{made.pk}/accept/", sent, follow=True))
    assert "2 inspections were accepted" in page and "d.pdf: It needs a closer look" in page
    assert {row.authority for row in Inspection.objects.all()} == {"Luton", "Torbay"}
    page = text(signed_in.post(f"/imports/uploads/{made.pk}/accept/", follow=True))
    assert "No paper was ticked" in page


def test_a_paper_is_put_aside_and_taken_up(signed_in, reading):
    assert signed_in.post(f"/imports/{reading.pk}/put-aside/", {"reason": ""}).status_code == 422
    page = text(
        signed_in.post(f"/imports/{reading.pk}/put-aside/", {"reason": "Another council."}, follow=True)
    )
    assert "Put aside because: Another council." in page and "Accept this inspection" not in page
    page = text(signed_in.post(f"/imports/{reading.pk}/take-up/", follow=True))
    assert "Accept this inspection" in page


def test_an_unknown_paper_shows_how_it_begins_and_is_read_as_chosen(signed_in, office):
    note = a_reading(office, "note.txt", PROSE)
    assert "The kitchen will be closed" in text(signed_in.get(f"/imports/{note.pk}/"))
    assert signed_in.post(f"/imports/{note.pk}/kind/", {"kind": ""}).status_code == 422
    signed_in.post(f"/imports/{note.pk}/kind/", {"kind": "inspection"})
    assert "read in the background" in text(signed_in.get(f"/imports/{note.pk}/"))
    work()
    assert "which has no pages to show" in text(signed_in.get(f"/imports/{note.pk}/"))


def test_a_plan_leads_on_to_its_table(signed_in, office):
    plan = a_reading(office, "plan.csv", PLAN)
    page = text(signed_in.get(f"/imports/{plan.pk}/"))
    assert "an improvement plan: 3 rows were read" in page


def test_what_could_not_be_read_says_why_and_what_to_do(signed_in, office):
    cut = a_reading(office, "cut.pdf", report()[:900])
    page = text(signed_in.get(f"/imports/{cut.pk}/"))
    assert cut.error[:30] in page and "Try to read it again" in page
    signed_in.post(f"/imports/{cut.pk}/again/")
    assert Reading.objects.get(pk=cut.pk).state == "waiting"


def test_the_file_itself_is_a_download(signed_in, reading):
    answer = signed_in.get(f"/imports/{reading.pk}/file/")
    assert answer["Content-Disposition"] == 'attachment; filename="thurrock.pdf"'
    assert b"".join(answer.streaming_content) == report()
    answer.close()
