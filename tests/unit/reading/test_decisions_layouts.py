"""Decision records in the layouts that councils print, made up here: every answer as printed, or null."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import docx
import pytest

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import decisions
from sightline.work.imports.reading.decisions.answers import who_decided, yes_or_no
from sightline.work.imports.reading.decisions.labels import field_of
from sightline.work.imports.reading.entry import read_file, read_text
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed

NOT_COMPARED = ("kind", "confidence", "file", "sha256", "pages", "error", "notes", "places")


def stated(read: dict[str, Any]) -> dict[str, Any]:
    """What a reading says, without what is not stated."""
    return {
        key: value
        for key, value in read.items()
        if key not in NOT_COMPARED and value not in (None, [], {}, "")
    }


def numbered(*texts: str) -> list[dict[str, Any]]:
    return [{"number": str(number), "text": text} for number, text in enumerate(texts, start=1)]


def plain(*texts: str) -> list[dict[str, Any]]:
    return [{"number": None, "text": text} for text in texts]


SITE_PAGE = """\
Decision details

Respite for families of disabled children

Decision Maker: Cabinet Member for Children

Decision status: Recommendations Approved

Is Key decision?: Yes

Is subject to call in?: Yes

Purpose:

To settle how respite is bought for the next three years.

Decision:

The Cabinet Member agrees:

(1) To buy respite from two providers;

(2) To ask for a report in a year.

Reasons for the decision:

The present contract ends in June.

Alternative options considered:

To buy from one provider. This was rejected because it left no choice.

Report author: Head of Short Breaks

Publication date: 06/03/2024

Date of decision: 05/03/2024

Decided at meeting: 05/03/2024 - Cabinet Member for Children

Effective from: 13/03/2024

Accompanying Documents:

  • Respite report PDF 200 KB
"""
SITE_PAGE_READ = {
    "title": "Respite for families of disabled children",
    "decision_maker": "Cabinet Member for Children",
    "status": "Recommendations Approved",
    "key_decision": True,
    "call_in": True,
    "purpose": "To settle how respite is bought for the next three years.",
    "lead": "The Cabinet Member agrees:",
    "decisions": numbered("To buy respite from two providers;", "To ask for a report in a year."),
    "reasons": "The present contract ends in June.",
    "alternatives": "To buy from one provider. This was rejected because it left no choice.",
    "contact": "Head of Short Breaks",
    "published": "2024-03-06",
    "decided": "2024-03-05",
    "effective": "2024-03-13",
    "body": "Cabinet Member for Children",
    "documents": ["Respite report PDF 200 KB"],
}

LOST_LABELS = """\
Decision details

Places for pupils

Decision Maker: Cabinet

Decision status: Recommendations Approved (subject to call-in)

Is Key decision?: No

Is subject to call in?: Yes

Cabinet considered a report of the Director of Education on places for pupils.

With the agreement of the Leader, Councillor Example addressed Cabinet.

RESOLVED: That Cabinet

(1)   Notes the forecast; and

(2)   Endorses the plan for places.

REASON FOR DECISIONS: To keep enough places.

Publication date: 12/09/2024

Date of decision: 10/09/2024

Decided at meeting: 10/09/2024 - Cabinet

Call-in deadline date: 18/09/2024
"""
LOST_LABELS_READ = {
    "title": "Places for pupils",
    "decision_maker": "Cabinet",
    "status": "Recommendations Approved (subject to call-in)",
    "key_decision": False,
    "call_in": True,
    "narrative": [
        "Cabinet considered a report of the Director of Education on places for pupils.",
        "With the agreement of the Leader, Councillor Example addressed Cabinet.",
    ],
    "lead": "RESOLVED: That Cabinet",
    "decisions": numbered("Notes the forecast; and", "Endorses the plan for places."),
    "reasons": "To keep enough places.",
    "published": "2024-09-12",
    "decided": "2024-09-10",
    "body": "Cabinet",
    "call_in_deadline": "2024-09-18",
}

AIM_AND_DECISION = """\
Decision details

Plan for places

Decision Maker: Cabinet

Decision status: Implemented

Is Key decision?: Yes

Is subject to call in?: No

To recommend the plan for places to the Council.

That the plan for places 2024 to 2030 be recommended to the Council.

Reasons for Decisions:

The plan is renewed each year.

Publication date: 23/04/2024

Date of decision: 22/04/2024
"""
AIM_AND_DECISION_READ = {
    "title": "Plan for places",
    "decision_maker": "Cabinet",
    "status": "Implemented",
    "key_decision": True,
    "call_in": False,
    "purpose": "To recommend the plan for places to the Council.",
    "decisions": plain("That the plan for places 2024 to 2030 be recommended to the Council."),
    "reasons": "The plan is renewed each year.",
    "published": "2024-04-23",
    "decided": "2024-04-22",
}

NOTICE = """\
RECORD OF OFFICER DECISION

1. Title of decision
More short breaks
2. Name and post of decision maker
Director of Children's Services
3. Date of decision
14 June 2023
4. Is this a key decision?
No
5. Decision taken
(a) To extend the contract by twelve months.
(b) To begin a new procurement by March 2024.
6. Reasons for taking the decision
Families rely on the breaks.
7. Details of any alternative options considered and rejected
To let the contract lapse.
8. Record of any conflict of interest declared
None
9. Ward(s) affected
All
10. Background papers
Review of the contract, May 2023
"""
NOTICE_READ = {
    "title": "More short breaks",
    "decision_maker": "Director of Children's Services",
    "decided": "2023-06-14",
    "key_decision": False,
    "decisions": [
        {"number": "a", "text": "To extend the contract by twelve months."},
        {"number": "b", "text": "To begin a new procurement by March 2024."},
    ],
    "reasons": "Families rely on the breaks.",
    "alternatives": "To let the contract lapse.",
    "interests": "None",
    "wards": "All",
    "documents": ["Review of the contract, May 2023"],
}

FORM = """\
Cabinet Member Decision Notice |
---|---
Decision ref | PH12/2024
Subject | Allowances for foster carers
Decision maker | Cabinet Member for Children
Key decision | Yes ☐ No ☒
Subject to call-in? | Yes ☒ No ☐
Decision | 1. To agree the allowances. 2. To review them in a year.
Reasons for the decision | They follow the national minimum.
Date of decision | 1st April 2024
Date of publication | 4th April 2024
"""
FORM_READ = {
    "title": "Allowances for foster carers",
    "ref": "PH12/2024",
    "decision_maker": "Cabinet Member for Children",
    "key_decision": False,
    "call_in": True,
    "decisions": numbered("To agree the allowances.", "To review them in a year."),
    "reasons": "They follow the national minimum.",
    "decided": "2024-04-01",
    "published": "2024-04-04",
}

ADVISED = """\
Decision details

Admissions forum

Decision Maker: Executive Member and Advisory Panel

Decision status: Decision Made

Is Key decision?: No

Is subject to call in?: Yes

Decision:

Advice of the Advisory Panel:

That the Executive Member note the new forum.

Decision of the Executive Member:

RESOLVED:             That the advice be accepted.

REASON:                  To set up the forum.

Publication date: 15/03/2024

Date of decision: 14/03/2024
"""
ADVISED_READ = {
    "title": "Admissions forum",
    "decision_maker": "Executive Member and Advisory Panel",
    "status": "Decision Made",
    "key_decision": False,
    "call_in": True,
    "advice": "That the Executive Member note the new forum.",
    "lead": "RESOLVED:",
    "decisions": plain("That the advice be accepted."),
    "reasons": "To set up the forum.",
    "published": "2024-03-15",
    "decided": "2024-03-14",
}

LABELS_ON_THEIR_OWN_LINES = """\
Decision Details

This section allows you to view the general details of a Decision

Details

Status:
Implemented
Title:
A new home for care leavers
Details:
The report asks for a home to be bought.
Implementation Date (not before):
Wed 1 Mar 2023
Estimated Cost:
Decision Type:
Cabinet
Decision Maker:
Cabinet
Is a Key Decision:
Yes
Decision Outcome:
The Cabinet agreed that the home be bought.
"""
LABELS_ON_THEIR_OWN_LINES_READ = {
    "title": "A new home for care leavers",
    "status": "Implemented",
    "purpose": "The report asks for a home to be bought.",
    "effective": "2023-03-01",
    "decision_maker": "Cabinet",
    "key_decision": True,
    "decisions": plain("The Cabinet agreed that the home be bought."),
}

FIRST_PERSON = """\
Issue - decisions

Rates and charges

23/03/2024 - Rates and charges 2024-25

As Cabinet Member for Specialist Services I

a)      APPROVE the changes to rates

b)      DELEGATE the details to the Director
"""
FIRST_PERSON_READ = {
    "title": "Rates and charges 2024-25",
    "decision_maker": "Cabinet Member for Specialist Services",
    "decided": "2024-03-23",
    "lead": "As Cabinet Member for Specialist Services I",
    "decisions": [
        {"number": "a", "text": "APPROVE the changes to rates"},
        {"number": "b", "text": "DELEGATE the details to the Director"},
    ],
}

ONE_ITEM = """\
Home > Council and Democracy > Agenda item

Agenda item

EARLY YEARS STRATEGY EX19/2022

To consider the strategy.

Decision:

The Executive agreed the recommendation as outlined above namely:

To agree the strategy until 30 September 2025.

Supporting documents:
"""
ONE_ITEM_READ = {
    "title": "EARLY YEARS STRATEGY EX19/2022",
    "ref": "EX19/2022",
    "decision_maker": "Executive",
    "lead": "The Executive agreed the recommendation as outlined above namely:",
    "decisions": plain("To agree the strategy until 30 September 2025."),
}

TO_COME = """\
Issue details

A bid for a new home

The Cabinet will be asked to bid.

Decision type: Key

Decision status: For Determination

Notice of proposed decision first published: 25/09/2024

Decision due: 11 Dec 2024 by Cabinet

Lead member: Cabinet Member for Children

Contact: Commissioning Manager
"""
TO_COME_READ = {
    "title": "A bid for a new home",
    "key_decision": True,
    "status": "For Determination",
    "first_published": "2024-09-25",
    "due": "2024-12-11",
    "due_by": "Cabinet",
    "lead_member": "Cabinet Member for Children",
    "contact": "Commissioning Manager",
}

LAYOUTS = {
    "a council's site": (SITE_PAGE, SITE_PAGE_READ),
    "labels lost, resolved": (LOST_LABELS, LOST_LABELS_READ),
    "labels lost, aim and decision": (AIM_AND_DECISION, AIM_AND_DECISION_READ),
    "an officer's notice": (NOTICE, NOTICE_READ),
    "a form with boxes": (FORM, FORM_READ),
    "advice before the decision": (ADVISED, ADVISED_READ),
    "labels on their own lines": (LABELS_ON_THEIR_OWN_LINES, LABELS_ON_THEIR_OWN_LINES_READ),
    "in the first person": (FIRST_PERSON, FIRST_PERSON_READ),
    "one item of the executive": (ONE_ITEM, ONE_ITEM_READ),
    "a decision that is due": (TO_COME, TO_COME_READ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_record_of_one_decision(name: str) -> None:
    text, wanted = LAYOUTS[name]
    read = read_text(text)
    assert (read["error"], read["kind"]) == (None, "decision")
    found = stated(read)
    found.pop("set_aside", None)
    assert [one for one in found.pop("suspects", []) if "check the kind" not in one["why"]] == []
    assert found == wanted


def test_a_passage_below_no_label_is_set_aside() -> None:
    lone = SITE_PAGE.replace(
        "Is subject to call in?: Yes\n", "Is subject to call in?: Yes\n\nA sentence that nothing names.\n"
    )
    assert [entry["text"] for entry in read_text(lone)["set_aside"]] == ["A sentence that nothing names."]


def test_a_lost_label_with_one_aim_alone_is_not_taken_for_the_decision() -> None:
    text = AIM_AND_DECISION.replace(
        "That the plan for places 2024 to 2030 be recommended to the Council.\n\n", ""
    )
    read = read_text(text)
    assert read["decisions"] == []
    assert [entry["text"] for entry in read["set_aside"]] == [
        "To recommend the plan for places to the Council."
    ]


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
