"""Registers, tables and forms of decisions, and the single parts that a record is read from."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import decisions
from sightline.work.imports.reading.decisions.answers import who_decided, yes_or_no
from sightline.work.imports.reading.decisions.labels import field_of
from sightline.work.imports.reading.entry import read_file, read_text
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed
from tests.unit.reading.test_decisions_layouts import SITE_PAGE, numbered, plain, stated

REGISTER = """\
Home > Council and Democracy > Decision register

Decisions

Decisions published

13/12/2023 - WARD GRANTS ref: 1039    Recommendations Approved

The scheme gives each ward a budget.

Two councillors have asked for £245.

Decision Maker: Leader of the Council

Decision published: 13/12/2023

Effective from: 19/12/2023

Decision:

The Leader of the Council agreed the recommendation as outlined above namely:

To authorise the requests.

Lead officer: Grants Officer


10/12/2023 - A NEW SCHOOL ref: 1040    Recommendations Approved (subject to call-in)

Decision Maker: Executive

Made at meeting: 10/12/2023 - Executive

Decision published: 11/12/2023

Effective from: 15/12/2023

Decision:

The Executive agreed the recommendations as outlined above namely:

  1. To agree the site.

  1. To agree the cost.


08/12/2023 - LICENCES ref: 1041    For Determination

Decision Maker: Head of Licensing

Decision published: 08/12/2023

Effective from:
"""


def test_a_register_of_several_keeps_each_whole() -> None:
    read = read_text(REGISTER)
    assert read["kind"] == "decision"
    assert [stated(record) for record in read["records"]] == [
        {
            "title": "WARD GRANTS",
            "ref": "1039",
            "status": "Recommendations Approved",
            "decided": "2023-12-13",
            "decision_maker": "Leader of the Council",
            "published": "2023-12-13",
            "effective": "2023-12-19",
            "purpose": "The scheme gives each ward a budget.\nTwo councillors have asked for £245.",
            "lead": "The Leader of the Council agreed the recommendation as outlined above namely:",
            "decisions": plain("To authorise the requests."),
            "contact": "Grants Officer",
        },
        {
            "title": "A NEW SCHOOL",
            "ref": "1040",
            "status": "Recommendations Approved (subject to call-in)",
            "decided": "2023-12-10",
            "decision_maker": "Executive",
            "published": "2023-12-11",
            "effective": "2023-12-15",
            "body": "Executive",
            "call_in": True,
            "lead": "The Executive agreed the recommendations as outlined above namely:",
            "decisions": [
                {"number": "1", "text": "To agree the site."},
                {"number": "1", "text": "To agree the cost."},
            ],
        },
        {
            "title": "LICENCES",
            "ref": "1041",
            "status": "For Determination",
            "decided": "2023-12-08",
            "decision_maker": "Head of Licensing",
            "published": "2023-12-08",
        },
    ]
    assert [(entry["record"], entry["ref"], entry["text"]) for entry in read["decisions"]] == [
        (0, "1039", "To authorise the requests."),
        (1, "1040", "To agree the site."),
        (1, "1040", "To agree the cost."),
    ]
    assert (read["decision_maker"], read["decided"], read["key_decision"]) == (None, None, None)
    assert read["set_aside"] == []


def test_a_register_in_a_table(tmp_path: Path) -> None:
    path = tmp_path / "register.docx"
    document = docx.Document()
    document.add_heading("Delegated decisions, June 2023", 1)
    rows = [
        ["Date", "Ref", "Title", "Decision maker", "Decision", "Reasons", "Key decision"],
        [
            "01/06/2023",
            "OD/12",
            "Short breaks",
            "Director of Children's Services",
            "(1) To extend the contract.\n(2) To report back.",
            "It ends in July.",
            "No",
        ],
        ["08/06/2023", "OD/13", "Two trees", "Head of Parks", "To fell two trees.", "They are ill.", ""],
    ]
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    document.save(str(path))
    read = read_file(path)
    assert read["kind"] == "decision"
    assert [stated(record) for record in read["records"]] == [
        {
            "title": "Short breaks",
            "ref": "OD/12",
            "decided": "2023-06-01",
            "decision_maker": "Director of Children's Services",
            "key_decision": False,
            "decisions": numbered("To extend the contract.", "To report back."),
            "reasons": "It ends in July.",
        },
        {
            "title": "Two trees",
            "ref": "OD/13",
            "decided": "2023-06-08",
            "decision_maker": "Head of Parks",
            "decisions": plain("To fell two trees."),
            "reasons": "They are ill.",
        },
    ]


def test_a_form_in_a_word_document(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    document = docx.Document()
    document.add_heading("Record of executive decision", 1)
    rows = [
        ("Decision title:", "A family hub"),
        ("Decision maker (name and post):", "Executive Member for Families"),
        ("Is this a key decision? (Yes/No)", "Yes"),
        ("Can the decision be called in?", "No, it is urgent"),
        ("What has been decided", "Decision: see below"),
        ("Decision:", "To open a hub in the north.\nTo let the lease."),
        ("Reason(s) for decision:", "Families asked for it."),
        ("Date decision made:", "3 May 2024"),
        ("Date decision comes into force:", "3 May 2024"),
    ]
    table = document.add_table(len(rows), 2)
    for number, (label, answer) in enumerate(rows):
        table.cell(number, 0).text, table.cell(number, 1).text = label, answer
    document.save(str(path))
    read = read_file(path)
    assert read["kind"] == "decision"
    found = stated(read)
    for key in ("set_aside", "other"):
        found.pop(key, None)
    assert found == {
        "title": "A family hub",
        "decision_maker": "Executive Member for Families",
        "key_decision": True,
        "call_in": False,
        "decisions": plain("To open a hub in the north.", "To let the lease."),
        "reasons": "Families asked for it.",
        "decided": "2024-05-03",
        "effective": "2024-05-03",
    }


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Yes", True),
        ("No", False),
        ("Yes - expenditure", True),
        ("Non-key", False),
        ("Key", True),
        ("Not for call-in", False),
        ("Yes / No", None),
        ("", None),
        ("N/A", None),
        ("☒ Yes ☐ No", True),
        ("Yes ☐ No ☑", False),
        ("[x] Yes [ ] No", True),
        ("Yes ☐ No ☐", None),
        ("To be confirmed", None),
        ("No. 5", None),
    ],
)
def test_yes_or_no(text: str, answer: bool | None) -> None:
    assert yes_or_no(text) is answer


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("Is Key decision?", "key_decision"),
        ("Details of any alternative options considered and rejected by the officer", "alternatives"),
        ("Ward(s) affected", "wards"),
        ("Conflicts of interest / dispensations granted", "interests"),
        ("Date comes into force if not called in", "effective"),
        ("Reason it is key", "reason_key"),
        ("Date decision was made", "decided"),
        ("Deadline for call-in", "call_in_deadline"),
        ("Decision of the Cabinet Member", "decision"),
        ("The Committee agreed", None),
        ("Councillor Example said", None),
        ("Officer making the decision", "decision_maker"),
        ("Name of officer taking this decision", "decision_maker"),
    ],
)
def test_labels_are_known_by_their_words(label: str, field: str | None) -> None:
    assert field_of(label) == field


@pytest.mark.parametrize(
    ("lead", "who"),
    [
        ("The Executive agreed the recommendations as outlined above namely:", "Executive"),
        ("The Leader of the Council agreed the recommendation", "Leader of the Council"),
        (
            "The Cabinet Member for Children and Young People agreed:",
            "Cabinet Member for Children and Young People",
        ),
        ("As Cabinet Member for Families I", "Cabinet Member for Families"),
        ("RESOLVED:", None),
    ],
)
def test_who_decided_is_named_in_the_words_before(lead: str, who: str | None) -> None:
    assert who_decided(lead) == who


def test_what_cannot_be_is_kept_and_asked_about() -> None:
    text = SITE_PAGE.replace("Effective from: 13/03/2024", "Effective from: 01/03/2024").replace(
        "Decided at meeting: 05/03/2024", "Decided at meeting: 04/03/2024"
    )
    read = read_text(text.replace("Is subject to call in?: Yes", "Is subject to call in?: Yes / No"))
    assert (read["effective"], read["decided"], read["call_in"]) == ("2024-03-01", "2024-03-05", None)
    assert [suspect["why"].split(".")[0] for suspect in read["suspects"]] == [
        "Both answers are printed and neither is marked, so none was taken",
        "The meeting is dated 04/03/2024, the decision is dated otherwise",
        "The decision takes effect before the day on which it was made",
    ]


def test_places_lead_to_the_printed_lines() -> None:
    read = read_text(SITE_PAGE)
    lines = SITE_PAGE.split("\n")
    found = {place["of"]: "\n".join(lines[place["first"] - 1 : place["last"]]) for place in read["places"]}
    assert found["decisions/1"] == "(2) To ask for a report in a year."
    assert found["decided"] == "Date of decision: 05/03/2024"
    assert found["reasons"].endswith("The present contract ends in June.")


@pytest.mark.parametrize(
    "text",
    [
        "Decision:\n" * 5000,
        "Decision Maker: " + "x" * 60_000,
        "Decision details\n\nDecision: " + "1. a 2. b " * 6000,
        "01/01/2024 - " + "a - " * 9000 + "ref: 1 Decision Maker: B",
        "Decision details\nThe " + "Director of " * 6000 + "agreed",
        "Key decision | " + "☒ Yes ☐ No " * 3000 + " | decision",
        ("Decision Maker: A\nDecision: B\n" * 2000),
        "Decision\u202e maker:\ufffd\u0000 yes/no \n decision :" * 200,
    ],
)
def test_hostile_text_ends_soon(text: str) -> None:
    paper = printed(document_of_text(text))
    read = {**decisions.read(paper, EMPTY), "sure": decisions.confidence(paper)}
    assert json.loads(json.dumps(read)) == read
