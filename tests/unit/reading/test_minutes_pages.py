"""Minutes as council sites print them, in layouts made up for these tests: every stated key must come out."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import minutes
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed
from tests.unit.reading.test_minutes_samples import differences


def read(text: str) -> dict[str, Any]:
    return minutes.read(printed(document_of_text(text)), EMPTY)


def resolution(number: str | None, text: str, verb: str | None) -> dict[str, Any]:
    return {"number": number, "text": text, "verb": verb}


HEAD = (
    "Agenda and minutes\n\nChildren's Scrutiny Committee - Tuesday 5th March 2019 6.00 pm\n\nVenue: "
    "Fen Hall. View directions\n\nContact: Pat Alder  Clerk\n\n"
)

PAGES: dict[str, tuple[str, dict[str, Any]]] = {
    "numbers, links and marks": (
        HEAD + "Media\n\nItems\nNo. Item\n\n7.\n\nApologies\n\nTo receive "
        "apologies.\n\nMinutes:\n\nApologies for absence were received from Councillors Aa "
        "Birch, C Cedar and Dr D Elm.\n\n"
        "8.\n\nFostering report pdf icon PDF 210 KB\n\nReport of the Director.\n\nAdditional "
        "documents:\n\nAppendix A pdf icon PDF 3 MB\n\nMinutes:\n\nMembers discussed "
        "fostering.\n\n"
        "RESOLVED:\n\n \n\n(1)     That the report be noted; and\n\n \n\n(2)     That the figures come back in June.\n",
        {
            "body": "Children's Scrutiny Committee",
            "date": "2019-03-05",
            "start": "6.00 pm",
            "venue": "Fen Hall",
            "contact": "Pat Alder, Clerk",
            "attendees": {
                "apologies": ["Councillor Aa Birch", "Councillor C Cedar", "Dr D Elm"],
                "present": [],
                "officers": [],
                "substitutes": [],
            },
            "items": [
                {
                    "number": "7",
                    "title": "Apologies",
                    "intro": "To receive apologies.",
                    "resolutions": [],
                    "commitments": [],
                },
                {
                    "number": "8",
                    "title": "Fostering report",
                    "intro": "Report of the Director.",
                    "resolutions": [
                        resolution("1", "That the report be noted; and", "RESOLVED"),
                        resolution("2", "That the figures come back in June.", "RESOLVED"),
                    ],
                },
            ],
            "set_aside": [],
        },
    ),
    "item numbers of a year look like pages": (
        HEAD + "Items\nNo. Item\n\n23/5\n\nApologies for Absence\n\n23/6\n\nMinutes - 4 February 2019 "
        "pdf icon PDF 9 KB\n\nMinutes:\n\nThe minutes of the meeting held on 4 February 2019 "
        "were submitted and approved as a correct record.\n",
        {
            "date": "2019-03-05",
            "items": [
                {"number": "23/5", "title": "Apologies for Absence", "resolutions": []},
                {
                    "number": "23/6",
                    "title": "Minutes - 4 February 2019",
                    "resolutions": [
                        resolution(
                            None,
                            "The minutes of the meeting held on 4 February 2019 were submitted and approved as a correct record.",
                            "approved",
                        )
                    ],
                },
            ],
        },
    ),
    "letters before the number": (
        HEAD + "Items\nNo. Item\n\nABC/9/19\n\nWork plan\n\nMinutes:\n\nAGREED that the work plan be "
        "approved.\n\nABC/10/19\n\nAny other business\n\nMinutes:\n\nThere was none.\n",
        {
            "items": [
                {
                    "number": "ABC/9/19",
                    "title": "Work plan",
                    "resolutions": [resolution(None, "that the work plan be approved.", "AGREED")],
                },
                {"number": "ABC/10/19", "title": "Any other business", "resolutions": []},
            ]
        },
    ),
    "numbers and marks lost, titles kept, verbs lost": (
        HEAD + "No. Item\n\n\nApologies for Absence\n\n\nApologies for absence were received from "
        "Councillor Fir.\n\n\n\nDeclarations of Interest\n\nNo declarations were "
        "received.\n\n\n\n\n"
        "School places pdf icon PDF 212 KB\n\nReport of the Director of Learning\n\n\nThe "
        "Committee considered the report of the Director of Learning.\n\n\n\n\n\nthe report be "
        "noted; and\n\n\n\n"
        "the Director of Learning be requested to bring a further report to the next meeting.\n",
        {
            "attendees": {"apologies": ["Councillor Fir"]},
            "declarations": [],
            "items": [
                {"title": "Apologies for Absence", "resolutions": []},
                {"title": "Declarations of Interest", "resolutions": []},
                {
                    "title": "School places",
                    "intro": "Report of the Director of Learning",
                    "resolutions": [
                        resolution(None, "the report be noted; and", None),
                        resolution(
                            None,
                            "the Director of Learning be requested to bring a further report to the next meeting.",
                            None,
                        ),
                    ],
                },
            ],
        },
    ),
    "bars, several items in a row, a lost title": (
        "Link: recording\nNo. | Item |\n---|---|\nApologies for Absence To note any apologies. "
        "Minutes: An apology for absence was received from Councillor L Larch. |\n|\n"
        "Minutes of Previous Meeting To approve the minutes of 3 June 2019. Minutes: "
        "RESOLVED:\nThat the minutes of 3 June 2019 be agreed as a correct record.\nMinutes: "
        "There were no public speakers. |\n|\n"
        "YOT Plan To consider the plan. Additional documents:\nMinutes: The committee "
        "considered the plan.\nRESOLVED (unanimously):\nThat the Committee\n1. Approve the "
        "plan.\n2. Note the money. |\n",
        {
            "body": None,
            "date": None,
            "attendees": {"apologies": ["Councillor L Larch"]},
            "items": [
                {"title": "Apologies for Absence"},
                {
                    "title": "Minutes of Previous Meeting",
                    "resolutions": [
                        resolution(
                            None, "That the minutes of 3 June 2019 be agreed as a correct record.", "RESOLVED"
                        )
                    ],
                },
                {"title": None, "resolutions": []},
                {
                    "title": "YOT Plan",
                    "resolutions": [
                        {**resolution("1", "Approve the plan.", "RESOLVED"), "lead": "That the Committee"},
                        resolution("2", "Note the money.", "RESOLVED"),
                    ],
                },
            ],
        },
    ),
    "bars with numbers in the first cell": (
        "Venue: Room 1\nNo. | Item |\n1. | Apologies for absence\nMinutes: There were apologies "
        "for absence from Councillor May Pine (with Councillor Bo Rowan as a substitute) and "
        "co-opted representatives Col Sallow and Em Thorn. |\n"
        "2. | Building costs PDF 72 KB\nMinutes: The Head of Building introduced the report.\nRESOLVED: to note the report. |\n",
        {
            "attendees": {
                "apologies": ["Councillor May Pine", "Col Sallow", "Em Thorn"],
                "substitutes": [{"for": "Councillor May Pine", "by": "Councillor Bo Rowan"}],
            },
            "items": [
                {"number": "1", "title": "Apologies for absence"},
                {
                    "number": "2",
                    "title": "Building costs",
                    "resolutions": [resolution(None, "to note the report.", "RESOLVED")],
                },
            ],
        },
    ),
    "one item with numbered paragraphs": (
        "Agenda item\n\nCall-in of the youth offer\n\nReport of the Policy "
        "Committee.\n\nMinutes:\n\n10.1\n\nThe Cabinet received a report on the meeting held on "
        "21st May 2020.\n\n10.2\n\nRESOLVED: That the Cabinet:-\n\n"
        "(a)      notes the request; and\n\n(b)      irrespective of (a) above, agrees to defer "
        "the decision.\n\nSupporting documents:",
        {
            "body": None,
            "date": None,
            "items": [
                {
                    "number": None,
                    "title": "Call-in of the youth offer",
                    "intro": "Report of the Policy Committee.",
                    "resolutions": [
                        {**resolution("a", "notes the request; and", "RESOLVED"), "lead": "That the Cabinet"},
                        resolution(
                            "b", "irrespective of (a) above, agrees to defer the decision.", "RESOLVED"
                        ),
                    ],
                }
            ],
        },
    ),
    "a paragraph number before the verb": (
        HEAD + "Items\nNo. Item\n\n1.\n\nPROCEDURE\n\n    Minutes:\n\n    1a        Substitutes\n\n    "
        "1.1             Councillor Pat West for Councillor Ben Dun.\n\n    1.5             "
        "RESOLVED - That the public be not excluded.\n\n"
        "2.\n\nMINUTES OF THE PREVIOUS MEETING\n\n    Minutes:\n\n    2.1             "
        "RESOLVEDThat the minutes of 1 April 2008 be approved.\n",
        {
            "items": [
                {
                    "number": "1",
                    "resolutions": [resolution(None, "That the public be not excluded.", "RESOLVED")],
                },
                {
                    "number": "2",
                    "resolutions": [
                        resolution(None, "That the minutes of 1 April 2008 be approved.", "RESOLVED")
                    ],
                },
            ]
        },
    ),
    "one item, the verb and the first letter on one line": (
        "Agenda item\n\nWork Programme\n\nReport of the Group Director\n\n\nThe Group Director "
        "submitted a report.\n\n\nRESOLVED – (a) That the work programme be noted.\n\n\n(b) "
        "That a review of pupil places be added.\n\nSupporting documents:",
        {
            "items": [
                {
                    "title": "Work Programme",
                    "resolutions": [
                        resolution("a", "That the work programme be noted.", "RESOLVED"),
                        resolution("b", "That a review of pupil places be added.", "RESOLVED"),
                    ],
                }
            ]
        },
    ),
    "a matter across meetings, one meeting": (
        "Issue - meetings\n\nRisk plan\n\nMeeting: 23/05/2022 - Families Committee (Item "
        "14)\n\n14 Risk plan progress pdf icon PDF 107 KB\n\nTo receive an "
        "update.\n\nAdditional documents:\n\n\n"
        "Councillor Nich left the meeting during this item and did not return.\n\n\nA request "
        "was made for more detail. It was agreed that the Director of Care would look at "
        "strengthening this for future reports.\n\n\n\n\nThat the report be noted.",
        {
            "body": "Families Committee",
            "date": "2022-05-23",
            "attendees": {"left": ["Councillor Nich"]},
            "items": [
                {
                    "number": "14",
                    "title": "Risk plan progress",
                    "intro": "To receive an update.",
                    "resolutions": [resolution(None, "That the report be noted.", None)],
                    "commitments": [
                        "It was agreed that the Director of Care would look at strengthening this for future reports"
                    ],
                }
            ],
        },
    ),
    "a matter across meetings, two meetings": (
        "Issue - meetings\n\nPlan\n\nMeeting: 02/05/2022 - Cabinet (Item 3)\n\n3 Plan pdf icon "
        "PDF 1 KB\n\nMinutes:\n\nRESOLVED that the plan be agreed.\n\nMeeting: 09/06/2022 - "
        "Cabinet (Item 5)\n\n5 Plan pdf icon PDF 1 KB\n\nMinutes:\n\nRESOLVED that the plan be "
        "amended.\n",
        {
            "body": "Cabinet",
            "date": None,
            "items": [
                {
                    "number": "3",
                    "meeting": {"date": "02/05/2022", "body": "Cabinet"},
                    "resolutions": [resolution(None, "that the plan be agreed.", "RESOLVED")],
                },
                {
                    "number": "5",
                    "meeting": {"date": "09/06/2022", "body": "Cabinet"},
                    "resolutions": [resolution(None, "that the plan be amended.", "RESOLVED")],
                },
            ],
        },
    ),
    "decisions printed twice": (
        "Agenda, decisions and minutes\n\nVenue: Online\n\nItems\nNo. "
        "Item\n\n77/21\n\nApologies for Absence\n\n    • Share this item\n\n    Decision:\n\n   "
        " There were none.\n\n    Minutes:\n\n    There were none.\n\n"
        "78/21\n\nAnnual plan\n\n    Decision:\n\n    RESOLVED:\n\n    1. That the plan be "
        "approved.\n\n    2. That officers be thanked.\n\n    Reasons for Decisions:\n\n    To "
        "be up to date.\n\n    Minutes:\n\n    The Leader introduced the report.\n\n"
        "    RESOLVED:\n\n    1. That the plan be approved.\n\n    2. That officers be "
        "thanked.\n\n    Reasons for Decisions:\n\n    To be up to date.\n",
        {
            "items": [
                {"number": "77/21", "title": "Apologies for Absence", "resolutions": []},
                {
                    "number": "78/21",
                    "title": "Annual plan",
                    "resolutions": [
                        resolution("1", "That the plan be approved.", "RESOLVED"),
                        resolution("2", "That officers be thanked.", "RESOLVED"),
                    ],
                },
            ],
            "suspects": [],
        },
    ),
    "decisions without minutes": (
        "Agenda and decisions\n\nExecutive\nTuesday, 8th January, 2019 10.30 am\n\nVenue: City "
        "Hall\n\nItems\nNo. Item\n\n1.\n\nBudget pdf icon PDF 8 KB\n\nRecommended –\n\nThat the "
        "budget be approved.\n\nDecision:\n\nResolved –\n\n(1) That the budget be "
        "approved.\n\n(2) That the reserve be used.\n\nACTION: Director of Finance\n",
        {
            "body": "Executive",
            "date": "2019-01-08",
            "items": [
                {
                    "number": "1",
                    "title": "Budget",
                    "resolutions": [
                        resolution("1", "That the budget be approved.", "Resolved"),
                        resolution("2", "That the reserve be used.", "Resolved"),
                    ],
                }
            ],
        },
    ),
    "cut short by the page": (
        HEAD + "Items\nNo. Item\n\n1.\n\nDeclarations of Interest\n\nMinutes:\n\nThe following "
        "declarations of interest were made at the meeting: –\n\n(a)    Mrs Ruth Hazel "
        "(co-opted member) – governor at a school in Fenby;\n\n(b)   Mr Peter Ivy (co-opted  "
        "...  view the full minutes text for item 1.\n\n2.\n\nMinutes\n\nMinutes:\n\nThe "
        "minutes were approved as a correct record.\n",
        {
            "declarations": [{"member": "Mrs Ruth Hazel", "nature": "governor at a school in Fenby"}],
            "items": [
                {"number": "1", "resolutions": []},
                {
                    "number": "2",
                    "resolutions": [
                        resolution(None, "The minutes were approved as a correct record.", "approved")
                    ],
                },
            ],
        },
    ),
    "an item filed on a page of its meeting": (
        "Meeting documents\n\nScrutiny for Families Committee\nMonday, 5th September, 2022 1.00 "
        "pm\n\n  • Meeting of Scrutiny for Families Committee, Monday 5th September 2022 1.00 "
        "pm (Item 4.)\n\nTo receive an update from the manager.\n\n\nThe Chair welcomed "
        "all.\n\n\nIt was agreed that: -\n\n\n"
        "·         The transport item be brought to the next meeting.\n\n·         The work "
        "plan be noted.\n\nSupporting documents:",
        {
            "body": "Scrutiny for Families Committee",
            "date": "2022-09-05",
            "items": [
                {
                    "number": "4",
                    "title": None,
                    "resolutions": [
                        resolution(
                            None, "The transport item be brought to the next meeting.", "It was agreed that"
                        ),
                        resolution(None, "The work plan be noted.", "It was agreed that"),
                    ],
                }
            ],
        },
    ),
    "a quoted resolution is not one of this meeting": (
        "Agenda item\n\nMinutes of Previous Meeting\n\nTo approve the minutes of 24th "
        "September, 2014\n\n\nThe minutes of the meeting held on 24th September 2014, were "
        "approved as a correct record, subject to the following:-\n\n\n"
        "“RESOLVED: That the Committee:-\n\n(a) notes the report; and\n\n(b) requests that "
        "contractors be included.”\n\n\nSupporting documents:",
        {
            "date": None,
            "items": [
                {
                    "resolutions": [
                        resolution(
                            None,
                            "The minutes of the meeting held on 24th September 2014, were "
                            "approved as a correct record, subject to the following:-",
                            "approved",
                        )
                    ]
                }
            ],
        },
    ),
    "an agenda quotes what might be resolved": (
        HEAD + "Items\nNo. Item\n\n1.\n\nExempt Information\n\nTo pass the following "
        "resolution:-\n\nRESOLVED – That the public be excluded.\n\nMinutes:\n\nThere was no "
        "exempt information.\n\n2.\n\nLate Items\n\nTo consider late "
        "items.\n\nMinutes:\n\nThere were no late items.\n",
        {"items": [{"number": "1", "resolutions": []}, {"number": "2", "resolutions": []}]},
    ),
    "a motion carried in the middle of a sentence": (
        "Agenda item\n\nExclusion of the Public\n\nMinutes:\n\nIt was proposed by Councillor "
        "Ann Hawk, seconded by Councillor Bea Kite and resolved that the public be excluded for "
        "the next item.\n",
        {
            "items": [
                {
                    "resolutions": [
                        resolution(None, "that the public be excluded for the next item.", "resolved")
                    ],
                    "mover": "Councillor Ann Hawk",
                    "seconder": "Councillor Bea Kite",
                }
            ]
        },
    ),
    "recommended to another body": (
        HEAD + "Items\nNote No. Item\n\nPART I - RECOMMENDATIONS\n\n3.\n\nTerms of "
        "reference\n\nMinutes:\n\nMembers considered the matter.\n\nResolved to RECOMMEND:  (to "
        "Council)\n\n \n\nThat the terms of reference be approved.\n\n4.\n\nNext "
        "meeting\n\nMinutes:\n\nNoted.\n",
        {
            "items": [
                {
                    "number": "3",
                    "resolutions": [
                        resolution(None, "That the terms of reference be approved.", "Resolved to RECOMMEND")
                    ],
                },
                {"number": "4", "resolutions": []},
            ]
        },
    ),
    "an action and an older agreement": (
        "Agenda item\n\nMatters arising\n\nMinutes:\n\nThe Board had previously agreed that "
        "each member should have a substitute.\n\nAt its meeting on 3 May 2021 the Committee "
        "resolved that the plan be approved.\n\nACTION: Customer Team (KS) to provide Members "
        "with copies of the indicators.\n",
        {
            "items": [
                {
                    "resolutions": [],
                    "commitments": ["Customer Team (KS) to provide Members with copies of the indicators"],
                }
            ]
        },
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_a_council_site(name: str) -> None:
    text, stated = PAGES[name]
    assert differences(stated, read(text)) == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_taken_for_minutes(name: str) -> None:
    assert minutes.confidence(printed(document_of_text(PAGES[name][0]))) >= 0.4


def test_an_agenda_is_not_minutes() -> None:
    text = (
        HEAD.replace("Agenda and minutes", "Agenda")
        + "Items\nNo. Item\n\n1.\n\nLate items\n\nTo consider late items.\n\nAdditional "
        "documents:\n\n2.\n\nBudget\n\nRESOLVED – That the public be excluded.\n"
    )
    paper = printed(document_of_text(text))
    assert minutes.confidence(paper) < 0.3
    assert [item["resolutions"] for item in minutes.read(paper, EMPTY)["items"]] == [[], []]


def test_a_cut_text_is_said_to_be_cut() -> None:
    found = read(PAGES["cut short by the page"][0])
    assert any("cuts the text" in doubt["why"] for doubt in found["suspects"])


def test_a_verb_without_words_is_set_aside() -> None:
    found = read(
        "No. | Item |\nMinutes of Previous meeting To approve the minutes of 26 September "
        "2016\nMinutes: Consideration was given to the minutes.\nRESOLVED |\n"
    )
    assert found["items"][0]["resolutions"] == []
    assert [aside["text"] for aside in found["set_aside"]] == ["RESOLVED"]
