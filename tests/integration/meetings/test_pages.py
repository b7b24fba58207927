"""The pages of the register: what stands on them, what may be filtered, what may be mended."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test.client import Client

from sightline.domain.meetings.commands import add_source, correct_part, register_paper, withdraw_paper
from sightline.domain.meetings.drafts import (
    NOTE_ROLES,
    AsideFacts,
    Difference,
    NoteFacts,
    OutcomeFacts,
    PaperFacts,
    Place,
    ScoreFacts,
)
from sightline.domain.meetings.models import Paper
from sightline.domain.meetings.queries import part_for
from sightline.domain.meetings.words import CORRECTABLE_PARTS
from sightline.doors.web.papers.correcting import _head
from sightline.doors.web.papers.forms import CorrectPaper, CorrectPart, facts_of
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_user
from tests.unit.reading.paper_builder import Paper as PrintedPaper

from .papers import (
    DECISION,
    EVERY_KIND,
    INDICATORS,
    MATRIX,
    MINUTES,
    MINUTES_TEXT,
    REPORT,
    RISK,
    a_file,
    a_paper,
    a_pdf,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(a_user(cast.PROGRAMME_OFFICE))
    return client


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(a_user(cast.READER))
    return client


def text(response: Any) -> str:
    """The page's running words, those for screen readers too."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split()).replace(" .", ".")


def sent(form: Any) -> dict[str, Any]:
    """What a browser sends of a form that nobody changed."""
    return {name: "" if form[name].value() is None else form[name].value() for name in form.fields}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_kind_has_a_page_with_the_same_number_of_statements(
    reader: Client, statements: Any, kind: str
) -> None:
    paper = a_paper(EVERY_KIND[kind], text=f"The source of {kind}\n")
    with statements(17):
        response = reader.get(f"/papers/{paper.number}/")
    assert response.status_code == 200 and paper.title in response.content.decode()


def test_minutes_read_from_top_to_bottom(reader: Client) -> None:
    body = a_body("Children’s Scrutiny Committee")
    paper = a_paper(text=MINUTES_TEXT, body_id=body.pk)
    page = text(reader.get(f"/papers/{paper.number}/"))
    order = [
        "Minutes, paper", "Body Children’s Scrutiny Committee", "6 June 2024 (printed: “Thursday 6 June 2024”) Line 2", "Town Hall",
        "Attendance", "Apologies Vice-Chair", "CHILDREN’S SOCIAL CARE UPDATE", "Commitment", "Line 11", "Resolution 1",
        "“Resolved”", "To note the report.", "Line 14", "Resolution 2", "Set aside at the reading", "It names no interest.",
        "History", "Taken into the register",
    ]  # fmt: skip
    places = [page.find(words) for words in order]
    assert -1 not in places, dict(zip(order, places, strict=True))
    assert places == sorted(places)
    assert "Correct" not in page


def test_a_report_says_yes_no_and_not_stated(reader: Client) -> None:
    page = text(reader.get(f"/papers/{a_paper(REPORT).number}/"))
    assert "Contrary to a plan or strategy of the council? No" in page
    assert "In accordance with the approved budget? Yes" in page
    assert "Exempt from publication? Not stated" in page
    assert "Financial None." in page and "Legal Not stated" in page and "6(a) Sufficiency strategy" in page


def test_scores_stand_as_printed_and_never_coloured(reader: Client) -> None:
    response = reader.get(f"/papers/{a_paper(RISK).number}/")
    page = text(response)
    assert "25 became → 15 (gross)" in page and "12 (net)" in page
    assert "12 (neither gross nor net is stated)" in page and "Sickness absence Score Not stated" in page
    assert "Recruitment abroad (April 2024)" in page
    assert "govuk-tag" not in response.content.decode()


def test_a_decision_a_matrix_and_figures(reader: Client) -> None:
    decided = text(reader.get(f"/papers/{a_paper(DECISION).number}/"))
    assert "That fees rise by 4 per cent from May." in decided and "Is it a key decision? Yes" in decided
    assert "Is it subject to call-in? Not stated" in decided
    matrix = text(reader.get(f"/papers/{a_paper(MATRIX).number}/"))
    assert "Likelihood 2 Likely" in matrix and "2 Major 2 4" in matrix
    figures = text(reader.get(f"/papers/{a_paper(INDICATORS).number}/"))
    assert "Decisions within 24 hours 78% Not stated" in figures


def test_whatever_a_kind_has_no_place_for_is_shown_all_the_same(reader: Client) -> None:
    everything: dict[str, Any] = {
        "items": MINUTES.items, "outcomes": MINUTES.outcomes, "recommendations": REPORT.recommendations,
        "notes": tuple(NoteFacts(role, f"Words of {role}") for role in NOTE_ROLES),
        "scores": (*RISK.scores, ScoreFacts("Within item 2", extra={"item": 1})), "figures": INDICATORS.figures,
        "attendance": (), "asides": (AsideFacts("Odd words", "Nobody knows.", doubt=True), AsideFacts("Other words", "None.")),
    }  # fmt: skip
    for kind, facts in EVERY_KIND.items():
        paper = a_paper(facts, **everything)
        page = text(reader.get(f"/papers/{paper.number}/"))
        said = ["To note the report.", "She would send Members", "2.1", "Not enough social workers", "25 became → 15 (gross)",
                "Within item 2", "78%", "Odd words", "Other words"]  # fmt: skip
        said += [f"Words of {role}" for role in NOTE_ROLES]
        assert not [words for words in said if page.count(words) < 1], kind
        assert page.count("Within item 2") == 1, kind


def test_the_list_is_filtered_sorted_and_shared(reader: Client) -> None:
    body = a_body("Scrutiny")
    a_paper(body_id=body.pk)
    a_paper(REPORT)
    a_paper(MATRIX)
    titles = {
        "": ["Minutes, Scrutiny, 6 June 2024", "Sufficiency of homes", "Risk matrix"],
        "?kind=report": ["Sufficiency of homes"],
        f"?body={body.pk}": ["Minutes, Scrutiny, 6 June 2024"],
        "?body=none": ["Sufficiency of homes", "Risk matrix"],
        "?text=HOMES": ["Sufficiency of homes"],
        "?promises=on": ["Minutes, Scrutiny, 6 June 2024"],
        "?undated=on": ["Risk matrix"],
        "?since=2024-04-01": ["Minutes, Scrutiny, 6 June 2024"],
        "?until-day=1&until-month=4&until-year=2024": ["Sufficiency of homes"],
        "?sort=date": ["Sufficiency of homes", "Minutes, Scrutiny, 6 June 2024", "Risk matrix"],
        "?sort=-title": ["Sufficiency of homes", "Risk matrix", "Minutes, Scrutiny, 6 June 2024"],
    }
    for query, expected in titles.items():
        page = text(reader.get(f"/papers/{query}")).partition("Download this list")[2]
        places = [page.find(title) for title in expected]
        assert -1 not in places and places == sorted(places), query
        absent = {"Minutes, Scrutiny, 6 June 2024", "Sufficiency of homes", "Risk matrix"} - set(expected)
        assert not [title for title in absent if title in page], query


def test_a_filter_that_is_not_understood_is_said(reader: Client) -> None:
    response = reader.get("/papers/?since=some+day&kind=novel")
    assert response.status_code == 200 and "Choose one of the answers shown" in text(response)


def test_the_lists_take_the_same_statements_however_long(reader: Client, statements: Any) -> None:
    for address, expected in (("/papers/", 9), ("/papers/commitments/", 7)):
        reader.get(address)  # the session is written once
        for _ in range(2):
            a_paper(body_id=a_body().pk)
            with statements(expected):
                reader.get(address)


def test_resolutions_and_commitments_stand_in_one_list(reader: Client) -> None:
    body = a_body("Scrutiny")
    paper = a_paper(body_id=body.pk)
    a_paper(DECISION)
    everything = text(reader.get("/papers/commitments/"))
    assert (
        f"{paper.number}/1" in everything
        and "That fees rise" in everything
        and "Resolved: To note" in everything
    )
    promised = text(reader.get(f"/papers/commitments/?kind=commitment&body={body.pk}&since=2024-01-01"))
    assert "She would send Members" in promised and "To note the report." not in promised
    assert "To note the report." in text(reader.get("/papers/commitments/?text=social+care"))


def test_the_lists_as_files(reader: Client) -> None:
    a_paper()
    a_paper(REPORT)
    rows = _csv(reader.get("/papers/papers.csv?kind=minutes"))
    assert rows[-1][1:4] == ["Minutes", "6 June 2024", "Thursday 6 June 2024"] and rows[-1][8:11] == [
        "2",
        "1",
        "0",
    ]
    rows = _csv(reader.get("/papers/commitments.csv?kind=resolution&sort=date"))
    assert [row[8] for row in rows[-2:]] == [
        "To note the report.",
        "To receive the placement strategy in September 2024.",
    ]
    for address in ("/papers/papers.xlsx", "/papers/commitments.xlsx"):
        assert b"".join(reader.get(address).streaming_content).startswith(b"PK")


def _csv(response: Any) -> list[list[str]]:
    written = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(written)))


def test_the_source_shows_the_lines_with_the_passage_marked(reader: Client) -> None:
    paper = a_paper(text=MINUTES_TEXT)
    page = reader.get(f"/papers/{paper.number}/source/?of=outcome-3").content.decode()
    assert (
        page.count("<mark>") == 1
        and "<mark>2. To receive the placement strategy in September 2024.</mark>" in page
    )
    assert "Resolution 2</a>" in page
    page = reader.get(f"/papers/{paper.number}/source/?line=14&last=15").content.decode()
    assert page.count("<mark>") == 2
    assert "<mark>" not in reader.get(f"/papers/{paper.number}/source/").content.decode()


def test_the_source_of_a_pdf_shows_the_page_with_boxes(reader: Client) -> None:
    box = {"page": 2, "left": 72.0, "top": 100.0, "right": 300.0, "bottom": 112.0}
    placed = OutcomeFacts("resolution", "To note.", place=Place(page=2, first=1, last=1, boxes=(box,)))
    facts = replace(MINUTES, outcomes=(placed,))
    paper = register_paper(
        by=SYSTEM, paper=facts, file=a_pdf(PrintedPaper().put("One").page_break().put("Two")), today=TODAY
    )
    page = reader.get(f"/papers/{paper.number}/source/?of=outcome-1").content.decode()
    assert "Page 2 of 2" in page and '<rect class="sl-picture__box"' in page
    assert "<rect" not in reader.get(f"/papers/{paper.number}/source/?page=1").content.decode()
    picture = reader.get(f"/papers/{paper.number}/pages/2.png")
    assert b"".join(picture.streaming_content).startswith(b"\x89PNG")


def test_two_sources_show_the_words_that_differ(reader: Client) -> None:
    paper = a_paper(text=MINUTES_TEXT)
    differ = Difference("Item 2, resolution 1", "To note the report.", "To note this report.")
    other = a_file("<html><body><p>To note this report.</p></body></html>", "minutes.html")
    add_source(by=SYSTEM, paper=paper, file=other, name="minutes.html", today=TODAY, differences=[differ])
    page = text(reader.get(f"/papers/{paper.number}/"))
    assert (
        "minutes.html, compared with paper.txt Item 2, resolution 1 To note [removed: the ] [added: this ] report."
        in page
    )
    second = reader.get(f"/papers/{paper.number}/source/?source=2").content.decode()
    assert "To note this report." in second
    assert b"To note this report." in b"".join(
        reader.get(f"/papers/{paper.number}/files/2/").streaming_content
    )


def test_a_slip_is_mended_and_the_old_words_stay(office: Client) -> None:
    paper = a_paper(text=MINUTES_TEXT)
    address = f"/papers/{paper.number}/correct/outcome/2/"
    assert "To note the report." in office.get(address).content.decode()
    said = {"text": "To note the update.", "printed_number": "1", "verb": "Resolved", "reason": ""}
    assert office.post(address, said).status_code == 422
    office.post(address, said | {"reason": "The page says update"})
    page = text(office.get(f"/papers/{paper.number}/"))
    assert "To note the update." in page and "The page says update" in page
    assert "Corrected: the words as read To note the report." in page
    assert "What was mended before" in text(office.get(address))


def test_the_head_is_mended(office: Client) -> None:
    body, paper = a_body("Scrutiny"), a_paper(REPORT)
    said = sent(CorrectPaper(kind="report", bodies=[], initial=_head(paper, facts_of("report")))) | {
        "date-day": "8", "date-month": "3", "date-year": "2024", "body": str(body.pk), "exempt": "no", "reason": "A slip",
    }  # fmt: skip
    response = office.post(f"/papers/{paper.number}/correct/", said)
    assert response.status_code == 302
    paper.refresh_from_db()
    assert (paper.date, paper.body, paper.facts["exempt"]) == (date(2024, 3, 8), body, False)
    assert {row.field for row in paper.corrections.all()} == {"date", "body", "exempt"}
    page = text(office.get(f"/papers/{paper.number}/"))
    assert "Exempt from publication? No" in page and "8 March 2024 (printed: “7 March 2024”)" in page


@pytest.mark.parametrize("part", ["item", "attendance", "aside", "nonsense"])
def test_what_cannot_be_corrected_is_not_there(office: Client, part: str) -> None:
    paper = a_paper()
    expected = 200 if part in ("item", "attendance") else 404
    assert office.get(f"/papers/{paper.number}/correct/{part}/1/").status_code == expected
    assert office.get(f"/papers/{paper.number}/correct/{part}/99/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "part"),
    [("report", "recommendation"), ("report", "note"), ("risk", "score"), ("indicators", "figure")],
)
def test_every_sort_of_part_can_be_corrected(office: Client, kind: str, part: str) -> None:
    paper = a_paper(EVERY_KIND[kind])
    address = f"/papers/{paper.number}/correct/{part}/1/"
    row = part_for(SYSTEM, paper.number, part, 1)
    names = CORRECTABLE_PARTS[part]
    said = sent(CorrectPart(part=part, initial={name: getattr(row, name) for name in names}))
    assert office.get(address).status_code == 200
    response = office.post(address, said | {names[0]: "Other words", "reason": "A slip"})
    assert response.status_code == 302, text(response)
    assert {row.new for row in paper.corrections.all()} <= {"Other words", ""}
    assert "Other words" in text(office.get(f"/papers/{paper.number}/"))


def test_a_paper_is_taken_out_and_put_back(office: Client) -> None:
    paper = a_paper()
    office.post(f"/papers/{paper.number}/take-out/", {"reason": "It is a draft"})
    assert "Minutes, Children" not in text(office.get("/papers/"))
    assert "It is a draft" in text(office.get("/papers/?out=on"))
    assert "Taken out of the register on" in text(office.get(f"/papers/{paper.number}/"))
    assert "To note the report." not in text(office.get("/papers/commitments/"))
    office.post(f"/papers/{paper.number}/put-back/", {"reason": "It was approved"})
    assert "Minutes, Children" in text(office.get("/papers/"))


def test_a_body_lists_its_papers(reader: Client) -> None:
    body = a_body("Scrutiny")
    a_paper(body_id=body.pk)
    assert "Its papers" in text(reader.get(f"/bodies/{body.pk}/"))
    assert "Its papers" not in text(reader.get(f"/bodies/{a_body().pk}/"))


def test_who_sees_one_body_sees_its_papers_only(client: Client) -> None:
    body = a_body("Scrutiny")
    seen, hidden = a_paper(body_id=body.pk), a_paper(REPORT)
    client.force_login(a_user(cast.SCRUTINY_MEMBER, over=body))
    assert "Sufficiency of homes" not in text(client.get("/papers/"))
    assert client.get(f"/papers/{seen.number}/").status_code == 200
    for address in ("", "source/", "files/1/", "pages/1.png"):
        assert client.get(f"/papers/{hidden.number}/{address}").status_code == 404, address
    assert "To note the report." in text(client.get("/papers/commitments/"))


@pytest.mark.parametrize(
    "address",
    [
        "/papers/99/",
        "/papers/1/source/",
        "/papers/1/files/1/",
        "/papers/1/pages/1.png",
        "/papers/99/correct/",
    ],
)
def test_what_is_not_there(office: Client, address: str) -> None:
    a_paper()
    assert Paper.objects.get().number == 1
    assert office.get(address).status_code == 404


def test_a_source_that_cannot_be_shown_says_why(reader: Client) -> None:
    paper = a_paper(text="PK\x03\x04 broken", name="minutes.docx")
    response = reader.get(f"/papers/{paper.number}/source/?line=1")
    assert response.status_code == 200 and "damaged" in text(response)


def test_of_a_long_source_the_lines_around_the_passage_are_shown(reader: Client) -> None:
    paper = a_paper(text="".join(f"Line {number} of many\n" for number in range(1, 5001)))
    page = reader.get(f"/papers/{paper.number}/source/?line=4000").content.decode()
    assert (
        "<mark>Line 4000 of many</mark>" in page
        and "Line 1 of many" not in page
        and "The paper is long" in page
    )


def test_words_of_a_stranger_are_never_markup(reader: Client) -> None:
    hostile = "<script>alert(1)</script>"
    facts = PaperFacts(
        kind="minutes", title=hostile, body_printed=hostile, facts={"venue": hostile, hostile: hostile},
        outcomes=(OutcomeFacts("resolution", hostile, verb=hostile, number=hostile),),
    )  # fmt: skip
    paper = a_paper(facts, text=hostile + "\n")
    for address in (
        "/papers/",
        "/papers/commitments/",
        f"/papers/{paper.number}/",
        f"/papers/{paper.number}/source/?line=1",
    ):
        assert hostile not in reader.get(address).content.decode(), address


def test_history_tells_of_long_and_of_short_corrections(reader: Client) -> None:
    paper = a_paper(text=MINUTES_TEXT)
    correct_part(by=SYSTEM, paper=paper, part="item", number=2, reason="A slip", title="UPDATE")
    longer = (
        "The Director presented the report at length. She would send Members the summary by the end of June."
    )
    correct_part(by=SYSTEM, paper=paper, part="item", number=2, reason="Another slip", text=longer)
    withdraw_paper(by=SYSTEM, paper=paper, reason="A draft", today=TODAY)
    page = text(reader.get(f"/papers/{paper.number}/"))
    assert "Item 2, title corrected : was CHILDREN’S SOCIAL CARE UPDATE → became UPDATE" in page
    assert "[added: report at length. ]" in page
