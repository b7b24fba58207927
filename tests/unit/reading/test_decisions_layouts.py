"""Decision records in the layouts that councils print, made up here: every answer as printed, or null."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.work.imports.reading.entry import read_text

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
