"""The pages of interventions: what they show, who may write, what is refused, and how often they ask the database."""

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sightline.domain.inspections.interventions import commands
from sightline.domain.inspections.models import Advice, Intervention
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_user, an_inspection
from tests.interventions_factories import (
    a_focus_area,
    a_paper,
    a_review,
    an_intervention,
    an_official,
    some_advice,
)

pytestmark = pytest.mark.django_db
LATER = date(2024, 2, 5)


def text(response):
    return " ".join(response.content.decode().split())


def day(name, on):
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


@pytest.fixture
def office(client):
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


def facts(**changes):
    return (
        {"kind": "direction", "stream": "social-care", "title": "Direction of March"}
        | day("since", LATER)
        | changes
    )


def test_the_list_parts_what_is_in_force_from_what_is_past_by_stream(client):
    old = an_intervention("First direction", conditions=("A.",))
    commands.revise_intervention(
        by=SYSTEM, intervention=old, reason="x", today=TODAY,
        facts=commands.InterventionFacts("direction", "social-care", "Second direction", since=LATER),
    )  # fmt: skip
    an_intervention("SEND notice", kind="statutory-notice", stream="send")
    client.force_login(a_user())
    page = text(client.get("/interventions/"))
    assert page.index("In force or to come") < page.index("Second direction") < page.index("SEND notice")
    assert page.index("SEND notice") < page.index("Past</h2>") < page.rindex("First direction")
    assert "In place of First direction" in page and "Superseded" in page
    filtered = text(client.get("/interventions/?stream=send"))
    assert "SEND notice" in filtered and "Second direction" not in filtered
    assert "No intervention is like that" in text(client.get("/interventions/?text=nothing+like+it"))
    assert client.get("/interventions/?kind=rubbish&stream=rubbish").status_code == 200


def test_one_page_shows_terms_as_they_stand_and_were(client):
    body, inspection = a_body("Improvement Board"), an_inspection(title="Inspection of 2023")
    old = an_intervention(
        "First", terms="Meet every month.", conditions=("One board.",), body=body, inspections=(inspection,)
    )
    new = commands.revise_intervention(
        by=SYSTEM, intervention=old, reason="It was not enough.", today=TODAY,
        facts=commands.InterventionFacts("direction", "social-care", "Second", since=LATER, terms="Meet every quarter."),
    )  # fmt: skip
    client.force_login(a_user())
    page = text(client.get(f"/interventions/{new.number}/"))
    for words in ("Meet every quarter.", "what changed from intervention 1", "Improvement Board", "Inspection of 2023",
                  "It was not enough.", "0 of 1", "No end is stated"):  # fmt: skip
        assert words.lower() in page.lower().replace("<strong>", "").replace("</strong>", ""), words
    earlier = text(client.get(f"/interventions/{old.number}/"))
    assert "Its place was taken by" in earlier and "Carried to the next" in earlier
    assert "Intervention 2" not in text(client.get("/inspections/1/"))
    assert "What the government did about it" in text(client.get("/inspections/1/"))


def test_a_stated_end_that_has_passed_is_said_and_not_taken_for_the_end(client):
    an_intervention("Adviser", kind="adviser", until=LATER)
    client.force_login(a_user())
    assert "nobody has recorded that it ended" in text(client.get("/interventions/1/"))
    assert "Past its stated end" in text(client.get("/interventions/"))


def test_the_office_adds_one_with_its_paper(office):
    body, inspection = a_body("Improvement Board"), an_inspection()
    office.get("/interventions/add/")
    sent = facts(
        body=str(body.pk),
        inspections=[str(inspection.number)],
        conditions="One board.\n\nA plan.\n",
        terms="Words.",
    )
    answer = office.post(
        "/interventions/add/", sent | {"file": SimpleUploadedFile("direction.txt", b"Direction")}, follow=True
    )
    assert answer.redirect_chain == [("/interventions/1/", 302)]
    assert "Direction of March was added." in text(answer) and "<strong>0 of 2</strong>" in text(answer)
    kept = office.get("/interventions/1/file/")
    assert b"".join(kept.streaming_content) == b"Direction"


def test_what_is_missing_is_said_at_the_form(office):
    answer = office.post("/interventions/add/", {})
    assert answer.status_code == 422 and "Choose what it is" in text(answer)
    wrong = office.post("/interventions/add/", facts() | day("until", date(2020, 1, 1)))
    assert (
        wrong.status_code == 422 and "cannot end before" in text(wrong) and not Intervention.objects.exists()
    )


def test_the_office_revises_corrects_links_reports_and_ends(office):
    inspection = an_inspection()
    an_intervention("First", conditions=("A.",), terms="Old.")
    assert (
        office.post(
            "/interventions/1/correct/", facts(title="First one", reason="A slip.", terms="Old.")
        ).status_code
        == 302
    )
    sent = facts(title="Second", reason="Not enough.", carry_conditions="on", terms="New.")
    assert office.post("/interventions/1/revise/", sent)["Location"] == "/interventions/2/"
    assert (
        office.post("/interventions/2/inspections/", {"inspections": [inspection.number]}).status_code == 302
    )
    assert office.post("/interventions/2/report/", day("on", LATER) | {"text": "Told."}).status_code == 302
    paper = {"file": SimpleUploadedFile("d.txt", b"Direction")}
    assert office.post("/interventions/2/paper/", paper).status_code == 302
    ended = day("on", TODAY) | {"how": "lifted", "reason": "Good enough."}
    assert office.post("/interventions/2/end/", ended).status_code == 302
    page = text(office.get("/interventions/2/"))
    for words in (
        "Lifted on 3 June 2024",
        "Told.",
        "Good enough.",
        "Ended without being met",
        inspection.title,
    ):
        assert words in page, words
    again = office.post("/interventions/2/end/", ended)
    assert again.status_code == 422 and "ended on 3 June 2024" in text(again)


def test_the_office_keeps_conditions_officials_and_reviews(office):
    one = an_intervention("First")
    assert office.post("/interventions/1/conditions/add/", {"text": "A board."}).status_code == 302
    assert (
        office.post("/interventions/1/conditions/1/met/", day("on", LATER) | {"how": "It met."}).status_code
        == 302
    )
    assert office.post("/interventions/1/conditions/1/reopen/", {"reason": "It slipped."}).status_code == 302
    assert (
        office.post("/interventions/1/officials/add/", {"title": "Adviser", "role": "adviser"}).status_code
        == 302
    )
    official = one.officials.get()
    left = f"/interventions/1/officials/{official.pk}/left/"
    assert office.post(left, day("until", LATER) | {"reason": "Gone."}).status_code == 302
    assert office.post("/interventions/1/reviews/add/", day("on", LATER)).status_code == 302
    held = f"/interventions/1/reviews/{one.reviews.get().pk}/held/"
    assert office.post(held, day("held", LATER) | {"outcome": "Better."}).status_code == 302
    page = text(office.get("/interventions/1/"))
    for words in ("It slipped.", "Better.", "5 February 2024", "Not yet met"):
        assert words in page, words
    assert "Record it<" not in page
    assert office.get("/interventions/1/conditions/9/met/").status_code == 404
    assert office.get("/interventions/1/officials/999/left/").status_code == 404


def test_the_adviser_writes_in_the_log_and_sees_no_other_forms(client):
    one = an_intervention("Adviser", kind="adviser")
    client.force_login(a_user(cast.ADVISER, over=one))
    assert client.post("/interventions/1/focus/add/", {"title": "The front door"}).status_code == 302
    focus = one.focus_areas.get()
    sent = day("on", LATER) | {"text": "Read twenty records.", "to": "Director", "focus": str(focus.pk)}
    assert client.post("/interventions/1/advice/add/", sent).status_code == 302
    answer = day("on", LATER) | {"answer": "partly", "text": "Ten."}
    assert client.post("/interventions/1/advice/1/answer/", answer).status_code == 302
    assert client.post(f"/interventions/1/focus/{focus.pk}/end/", day("until", LATER)).status_code == 302
    page = text(client.get("/interventions/1/"))
    assert (
        "Accepted in part" in page
        and "Say what came of it" in page
        and "Change this intervention" not in page
    )
    assert client.get("/interventions/1/end/").status_code == 403
    assert Advice.objects.get().by_name == cast.ADVISER.name


def test_a_reader_is_told_who_can_and_a_direction_has_no_log(client):
    an_intervention("Adviser", kind="adviser")
    an_intervention("Direction")
    client.force_login(a_user())
    refused = client.get("/interventions/1/advice/add/")
    assert refused.status_code == 403 and "The adviser or the programme office can" in text(refused)
    assert client.get("/interventions/2/advice/add/").status_code == 404


def test_the_log_and_the_list_as_files(client):
    one = an_intervention("Adviser", kind="adviser")
    advice = some_advice(one, "=HYPERLINK(1)", focus=a_focus_area(one))
    commands.answer_advice(by=SYSTEM, advice=advice, on=LATER, answer="accepted", text="Done.", today=TODAY)
    client.force_login(a_user())
    sheet = openpyxl.load_workbook(
        io.BytesIO(b"".join(client.get("/interventions/1/advice.xlsx").streaming_content))
    ).active
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    head = next(row for row in rows if row[0] == "Number")
    row = dict(zip(head, rows[rows.index(head) + 1], strict=True))
    assert (
        row["Advice"].lstrip("'") == "=HYPERLINK(1)" and sheet.cell(rows.index(head) + 2, 5).data_type == "s"
    )
    assert (row["Answer"], row["What came of it"], row["Focus area"]) == (
        "Accepted",
        "Done.",
        "The front door",
    )
    listed = b"".join(client.get("/interventions.csv?kind=adviser").streaming_content).decode()
    assert "Improvement adviser" in listed and "In force" in listed
    assert (
        "Adviser"
        not in b"".join(client.get("/interventions.csv?kind=trust").streaming_content)
        .decode()
        .split("Terms")[-1]
    )


@pytest.mark.parametrize("many", [10, 100])
def test_pages_ask_as_often_for_many_rows_as_for_few(client, statements, many):
    one = an_intervention(
        "Adviser", kind="adviser", conditions=[f"Condition {n}" for n in range(many)], paper=a_paper()
    )
    for n in range(many):
        some_advice(one, f"Advice {n}")
    for n in range(min(many, 20)):
        an_intervention(f"Notice {n}", kind="notice", conditions=("A.",))
        an_official(one, f"Official {n}")
    a_review(one)
    client.force_login(a_user())
    for address in (
        "/interventions/",
        "/interventions/1/",
        "/interventions.csv",
        "/interventions/1/advice.csv",
    ):
        with statements(12):
            response = client.get(address)
            if response.streaming:
                b"".join(response.streaming_content)


@pytest.mark.parametrize("many", [10, 100])
def test_saving_asks_as_often_for_many_conditions_as_for_few(office, statements, many):
    """More than the fifteen of other pages: one step of history for each kind of thing that an intervention or its revision
    writes (facts, conditions, officials, inspections, paper), each kind in one statement however many there are."""
    conditions = "\n".join(f"Condition {n}" for n in range(many))
    office.get("/interventions/")
    with statements(20):
        assert office.post("/interventions/add/", facts(conditions=conditions)).status_code == 302
    with statements(40):
        sent = facts(title="Second", reason="x", carry_conditions="on", carry_officials="on")
        assert office.post("/interventions/1/revise/", sent).status_code == 302
    assert Intervention.objects.get(number=2).conditions.count() == many
