"""Faults that real pages of councils showed, each mended: the same layouts in made-up words."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading.entry import read_text
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.minutes import confidence
from sightline.work.imports.reading.minutes import read as read_minutes
from sightline.work.imports.reading.printed_text import printed

HEAD = (
    "Agenda and minutes\n\nHealth and Wellbeing Board - Tuesday, 5th March, 2019 6.00 pm\n\n"
    "Venue: Fen Hall. View directions\n\nItems\nNo. Item\n\n"
)


def read(text: str) -> dict[str, Any]:
    return read_minutes(printed(document_of_text(text)), EMPTY)


def outcomes(item: dict[str, Any]) -> list[tuple[str | None, str, str | None]]:
    return [(one["number"], one["text"], one["verb"]) for one in item["resolutions"]]


def test_an_issue_page_without_its_verb() -> None:
    found = read_text(
        "Issue - meetings\n\nEarly Help\n\nMeeting: 26/09/2017 - Overview and Scrutiny Committee (Children's Services"
        " and Safeguarding) (Item 18)\n\n18 Early Help Plan pdf icon PDF 61 KB\n\nAdditional documents:\n\n"
        "The Assistant Director introduced the plan. Members discussed it.\n\n"
        " (1)       the plan be endorsed; and\n\n (2)       a report on its first half year be made in March 2018.\n"
    )
    assert found["kind"] == "minutes"
    assert found["body"] == "Overview and Scrutiny Committee (Children's Services and Safeguarding)"
    assert found["date"] == "2017-09-26"
    (item,) = found["items"]
    assert (item["number"], item["title"]) == ("18", "Early Help Plan")
    assert outcomes(item) == [
        ("1", "the plan be endorsed; and", None),
        ("2", "a report on its first half year be made in March 2018.", None),
    ]


def test_a_decision_printed_again_as_minuted_is_one_resolution() -> None:
    found = read(
        "Issue - meetings\n\nPlaces\n\nMeeting: 12/03/2024 - Cabinet (Item 73)\n\n73 Places pdf icon PDF 115 KB\n\n"
        "To consider a report.\n\nAdditional documents:\n\n\nThat the plan for places be approved.\n\n\n"
        "Reason for the decision\n\n\nThere was a duty to have enough places.\n\n\n\n"
        "The Portfolio Holder set out the report.\n\n\n\nThat the plan for places be approved.\n\n\n"
        "Reason for the decision\n\n\nThere was a duty to have enough places.\n"
    )
    assert outcomes(found["items"][0]) == [(None, "That the plan for places be approved.", None)]


def test_what_an_agenda_asks_is_no_resolution() -> None:
    found = read(
        "1. Budget\n(i) To consider the proposals of the Cabinet. (ii) To consider the questions of the session on the "
        "4th January.\n2. Apologies\n3. Next meeting\n"
    )
    assert [one for item in found["items"] for one in item["resolutions"]] == []


def test_parts_of_a_resolution_that_are_numbered_paragraphs() -> None:
    found = read(
        HEAD + "6.\n\nHARBOUR PLAN\n\nMinutes:\n\nThe Board considered the plan.\n\nUNANIMOUSLY RESOLVED\n\n"
        "6.1 that a joint board be set up;\n\n6.2 that the money be approved.\n"
    )
    assert outcomes(found["items"][0]) == [
        ("6.1", "that a joint board be set up;", "UNANIMOUSLY RESOLVED"),
        ("6.2", "that the money be approved.", "UNANIMOUSLY RESOLVED"),
    ]


@pytest.mark.parametrize(
    ("sentence", "verb", "text"),
    [
        ("The Chair signed the minutes of the meeting held on 1 May, 2014 as a true record.", "signed", None),
        ("The Panel agreed the minutes of the meeting that took place on 1 May 2014.", "agreed", None),
        ("RESOLVED, that the minutes of 1 May 2014 be agreed.", "RESOLVED", "that the minutes of 1 May 2014 be agreed."),
    ],
)  # fmt: skip
def test_forms_of_approval(sentence: str, verb: str, text: str | None) -> None:
    found = read(HEAD + f"3.\n\nMinutes\n\nMinutes:\n\n{sentence}\n")
    assert outcomes(found["items"][0]) == [(None, text or sentence, verb)]


def test_the_numbers_of_a_list_in_an_agenda_text_are_not_items() -> None:
    found = read(
        HEAD
        + "1.\n\nApologies\n\nMinutes:\n\nNone.\n\n2.\n\nDisclosures of Interest\n\nMembers are invited to disclose "
        "any interest which comprises\n\n1          Details of any employment for gain.\n\n2          Details of any "
        "payment made.\n\n3          Details of any contract which is made between you and the authority\n\n"
        "4          Details of any beneficial interest in land.\n\nMinutes:\n\nThere were none.\n\n"
        "3.\n\nMinutes of the Previous Meeting\n\nMinutes:\n\nRESOLVED that they be agreed.\n"
    )
    assert [(item["number"], item["title"]) for item in found["items"]] == [
        ("1", "Apologies"),
        ("2", "Disclosures of Interest"),
        ("3", "Minutes of the Previous Meeting"),
    ]


def test_the_items_that_officers_attended_for_are_not_the_items_of_the_meeting() -> None:
    found = read(
        "MINUTES of the meeting held on 26 February 2008\n\nPresent:\n\nCouncillor Ada Birch\n\nOfficers:\n\n"
        "Part of meeting:\n\nAgenda Item\n\nOfficer Attending\n\n8.\n\nV. Cole (Children)\n\n9.\n\nJ. T. Hay (Core)\n\n"
        "12.\n\nA. Dove & F. Camp (Children)\n\n13.\n\nA. Cold (Children)\n\n"
        "65/08         APOLOGIES FOR ABSENCE\n\nNone.\n\n66/08         EARLY YEARS\n\nThe report was noted.\n"
    )
    assert [(item["number"], item["title"]) for item in found["items"]] == [
        ("65/08", "APOLOGIES FOR ABSENCE"),
        ("66/08", "EARLY YEARS"),
    ]


def test_titles_in_capitals_that_run_on() -> None:
    found = read(
        "Children Panel – 21 September 2009\n\nPRESENT: Councillor Birch in the chair.\n\n"
        "88 DECLARATIONS OF INTEREST – There were none.\n\n89 REQUESTS TO SPEAK – There were no requests received\n\n"
        "91 SERVICES RESTRUCTURE – Ann Dove, Service Director to update the panel – Members were told of it.\n\n"
        "Resolved – (a) That the position be noted, and (b) that the Director attend a later meeting.\n"
    )
    assert [(item["number"], item["title"]) for item in found["items"]] == [
        ("88", "DECLARATIONS OF INTEREST"),
        ("89", "REQUESTS TO SPEAK"),
        ("91", "SERVICES RESTRUCTURE"),
    ]


def test_standing_items_that_end_in_a_stop_begin_items() -> None:
    found = read(
        "Agenda and draft minutes\n\nChildren's Panel - Wednesday 6th December 2023 11.00 am\n\nNo. Item\n\n\n\n"
        "Cllr Fox substituted for Cllr Wood.\n\n\nDeclarations of disclosable pecuniary interests and personal or "
        "personal and prejudicial interests and declarations of whipping arrangements (if any).\n\n\nThere were "
        "none.\n\n\nPublic speaking requests, if any.\n\n\nThere were no requests.\n"
    )
    assert [item["title"] for item in found["items"]][1:] == [
        "Declarations of disclosable pecuniary interests and personal or personal and prejudicial interests and "
        "declarations of whipping arrangements (if any).",
        "Public speaking requests, if any.",
    ]
    assert confidence(printed(document_of_text("1. Minutes\n2. Apologies\n3. Reports\n"))) < 0.5


def test_items_that_are_lists_of_those_who_were_there() -> None:
    found = read(
        HEAD
        + "10.\n\nAlso Present\n\nMinutes:\n\nCouncillor M Ash, Deputy Leader and Finance Sub-Committee\n\n"
        "Councillor P Oak, Council\n\n11.\n\nOfficers Present\n\nMinutes:\n\nAnn Dove, Director of Family Help and "
        "Children’s Social Care\n\nBob Finch – Head of Service: Development and Partnerships\n\n"
        "Cat Gull, Legal Services\n\n12.\n\nApologies\n\nMinutes:\n\nApologies were received from Councillor Elm; and "
        "Mr. Ned Reed, Healthwatch.\n"
    )["attendees"]
    assert found["also"] == ["Councillor M Ash", "Councillor P Oak"]
    assert found["officers"] == [
        "Ann Dove, Director of Family Help and Children’s Social Care",
        "Bob Finch, Head of Service: Development and Partnerships",
        "Cat Gull",
    ]
    assert found["apologies"] == ["Councillor Elm", "Mr. Ned Reed"]


def test_a_scottish_minute() -> None:
    found = read_text(
        "MINUTE of MEETING of the EDUCATION COMMITTEE held in the Burgh Hall, Fenwick on Tuesday 6 March 2001 at "
        "4.00 pm.\n\nPresent: Councillors ADA BIRCH, FAY McGORSE, Provost Mrs LIL E MAY OBE and Rev IAN ROWAN.\n\n"
        "Apologies: Apologies for absence were intimated on behalf of Councillor NELL OAK and Rev. TOM PINE.\n\n"
        "Councillor BIRCH, Convener, in the Chair.\n\n1. MINUTES\n\nThe minute of meeting of 23 January 2001 was "
        "approved as a correct record.\n\n2. CAREERS REVIEW\n\nThe Committee agreed to authorise the reply.\n"
    )
    assert (found["kind"], found["body"], found["date"]) == ("minutes", "EDUCATION COMMITTEE", "2001-03-06")
    assert found["venue"] == "Burgh Hall, Fenwick"
    assert found["attendees"]["chair"] == "Councillor BIRCH"
    assert found["attendees"]["present"] == [
        "Councillor ADA BIRCH",
        "Councillor FAY McGORSE",
        "Provost Mrs LIL E MAY OBE",
        "Rev IAN ROWAN",
    ]
    assert found["attendees"]["apologies"] == ["Councillor NELL OAK", "Rev. TOM PINE"]


def test_one_officer_a_line_keeps_the_whole_post() -> None:
    found = read(
        "Minutes of Meeting of the Learning Committee held in the Hall on Thursday 27 February 2020.\n\nPresent:\n\n"
        "Mr J Fir (Chair), Mrs C Hazel\n\nReligious Representatives:\n\nMs S Lime\n\nNon-Members also present:\n\n"
        "Mr R Bay\n\nIn attendance:\n\nMs K Lark, Chief Officer Performance and Governance\n\nMs F Sparrow, Area Care "
        "and Learning Manager (South)\n\nMs J Dipper, Care and Learning Alliance (Third Sector)\n\nMr J Fir in the Chair"
        "\n\n1. Welcome\n\nAll were welcomed.\n\n2. Plan\n\nThe plan was noted.\n\n3. Close\n\nThe meeting closed.\n"
    )
    assert found["body"] == "Learning Committee"
    assert found["attendees"]["present"] == ["Mr J Fir", "Mrs C Hazel", "Ms S Lime"]
    assert found["attendees"]["officers"] == [
        "Ms K Lark, Chief Officer Performance and Governance",
        "Ms F Sparrow, Area Care and Learning Manager (South)",
    ]
    assert found["attendees"]["also"] == ["Mr R Bay", "Ms J Dipper"]
    assert [item["title"] for item in found["items"]] == ["Welcome", "Plan", "Close"]


def test_the_head_of_typed_parish_minutes() -> None:
    found = read_text(
        "Minutes Of A Meeting Of Fenwick Parish Council Held On Thursday 4 July 2019 At 7pm In The Village Hall, "
        "Fenwick\nPresent: Councillor R Little\nIn Attendance: Jim Snow – Senior Democratic and Civic Officer (FDC)\n"
        "1. Introductions\nAll were welcomed to the meeting.\n2. Co-option\nThe Officer advised the meeting of it.\n"
    )
    assert (found["body"], found["date"]) == ("Fenwick Parish Council", "2019-07-04")
    assert found["venue"] == "The Village Hall, Fenwick"
    assert found["attendees"]["officers"] == ["Jim Snow, Senior Democratic and Civic Officer (FDC)"]


BARS = (
    "Venue: Fen Hall. View directions\nContact: Pat Alder\nNo. | Item | |||||\n---|---|---|---|---|---|---|\n"
)


def test_rows_of_a_table_whose_bars_were_lost() -> None:
    found = read(
        BARS
        + "Appointment of Chair Minutes: RESOLVED:\nThat Councillor Birch be appointed as Chair.\n|\n|||||||\n"
        "Declarations of Interest Members and Officers are requested to give notice of any interest.\n"
        "Minutes: No interests were declared.\nPublic Speaking Members are requested to wait.\n"
        "Minutes: Nobody spoke.\nReport of the Director Additional documents:\nMinutes: The Panel heard it.\n"
        "RESOLVED:\nThat the licence be granted.\n"
    )
    assert [item["title"] for item in found["items"]][:3] == [
        "Appointment of Chair",
        "Declarations of Interest",
        "Public Speaking",
    ]
    assert outcomes(found["items"][0]) == [(None, "That Councillor Birch be appointed as Chair.", "RESOLVED")]
    assert outcomes(found["items"][3]) == [(None, "That the licence be granted.", "RESOLVED")]


def test_rows_of_a_table_without_its_head() -> None:
    found = read(
        "Minutes: The Board received the following apologies.\nCouncillor Birch (Cllr J Elm attending as substitute)\n"
        "Minutes - 25 January 2023 PDF 161 KB To approve the minutes of 25 January 2023 Minutes: The Board read them.\n"
        "RESOLVED: That they be agreed.\nPartnership Update PDF 332 KB To receive a report. Additional documents:\n"
        "Minutes: The Board received it.\n"
    )
    assert [(item["title"], len(item["resolutions"])) for item in found["items"]] == [
        (None, 0),
        ("Minutes - 25 January 2023", 1),
        ("Partnership Update", 0),
    ]


def test_rows_of_a_table_whose_sentences_were_broken_into_lines() -> None:
    found = read(
        "No. | Item |\n---|---|\nAPOLOGIES To receive any apologies for absence Minutes: Apologies were received from "
        "Councillors Ann ab\nIago, Bet Hughes, Cat Jones, Huw\nWyn Elm and Dai A. Roberts |\n|\nThe Chair\nshall propose "
        "that the minutes of 9th\nMay, 2024 be signed. Minutes: |\n|\nURGENT ITEMS To note any items\nwhich are urgent in "
        "the opinion of the Chair so they\nmay be considered. Minutes: It was noted that the\nCouncil had none. |\n"
    )
    assert found["attendees"]["apologies"] == [
        "Councillor Ann ab Iago",
        "Councillor Bet Hughes",
        "Councillor Cat Jones",
        "Councillor Huw Wyn Elm",
        "Councillor Dai A. Roberts",
    ]
    assert found["items"][2]["title"] == "URGENT ITEMS"
    assert found["items"][2]["text"] == "It was noted that the Council had none."


def test_the_summary_says_what_is_not_stated() -> None:
    from sightline.doors.cli.summaries import summary

    paper = {
        "kind": "minutes",
        "error": None,
        "file": "a.txt",
        "body": None,
        "date": None,
        "items": [],
        "set_aside": [],
        "suspects": [],
    }
    assert "  minutes of a body that is not stated, date not stated" in list(summary(paper))


def test_a_part_of_a_resolution_broken_into_two_lines() -> None:
    found = read(
        "To review the Work Programme.\nMinutes:\nThe Chairman said that it needed work.\nRESOLVED:\n(a)\n"
        "That the Chairman and Vice Chairman review the Committee’s\nWork Programme.\n"
        "(b) That the final report be added to the agenda.\n"
    )
    assert outcomes(found["items"][0]) == [
        ("a", "That the Chairman and Vice Chairman review the Committee’s Work Programme.", "RESOLVED"),
        ("b", "That the final report be added to the agenda.", "RESOLVED"),
    ]


def test_resolutions_without_a_verb_behind_a_list_of_what_was_said() -> None:
    found = read(
        "Agenda item\n\nTo consider a report by the Coordinator.\n\n\nThe Coordinator submitted a report.\n\n\n"
        "During the discussion –\n\n\n·         the Coordinator explained the process\n\n"
        "·         members discussed the groups.\n\n\n\n\n(a)       subject to the additions, the programme be approved;"
        "\n\n\n(b)       the following members be appointed to the groups –\n\n\n            Education – Councillor Ash\n\n"
        "            Planning – Councillor Elm, and\n\n\n(c)       the Coordinator email all members and the matter be "
        "considered again.\n\n\nThe meeting concluded at 12.40 p.m.\n"
    )
    assert outcomes(found["items"][0]) == [
        ("a", "subject to the additions, the programme be approved;", None),
        (
            "b",
            "the following members be appointed to the groups – Education – Councillor Ash Planning – Councillor Elm, and",
            None,
        ),
        ("c", "the Coordinator email all members and the matter be considered again.", None),
    ]


def test_items_before_the_first_number_are_not_lost() -> None:
    found = read(
        HEAD
        + "PART I - RECOMMENDATIONS\n\nRECOMMENDATION I - Terms of Reference\n\nMinutes:\n\nMembers considered a "
        "report. It was\n\n \n\nResolved to RECOMMEND: (to Council)\n\n \n\nThat the terms be approved.\n\n"
        "498.\n\nDeclarations of Interest\n\nMinutes:\n\nThere were none.\n\n499.\n\nMinutes\n\nMinutes:\n\n"
        "RESOLVED that they be agreed.\n"
    )
    assert [item["number"] for item in found["items"]] == [None, "498", "499"]
    assert outcomes(found["items"][0]) == [(None, "That the terms be approved.", "Resolved to RECOMMEND")]


def test_a_title_that_the_agenda_text_follows_begins_an_item() -> None:
    found = read(
        "Children Committee - Monday, 13th November, 2023 2.00 pm\n\nNo. Item\n\n\nPublic Speaking/Open Session\n\n"
        "Mr Fir spoke of a school.\n\n\nPresentation from the Fen Youth Council\n\nTo receive a presentation from the "
        "Youth Council.\n\n\nThe committee heard it. She would share the slides with members.\n"
    )
    assert [item["title"] for item in found["items"]] == [
        "Public Speaking/Open Session",
        "Presentation from the Fen Youth Council",
    ]
    assert found["items"][1]["commitments"] == ["She would share the slides with members"]


def test_more_forms_of_undertaking() -> None:
    found = read(
        "Agenda item\n\nPlan\n\nMinutes:\n\nThe Board considered the plan. Keno would keep the Board informed.\n\n"
        "Stephen Lark to be invited to agenda setting meetings.\n\n"
        "Arising from minute 96 (the pilot), this would be reported on in November.\n\n"
        "Arising from minute 97 the Forum agreed that the review would be deferred to the November meeting.\n\n"
        "Schools would keep the Board informed.\n"
    )
    assert found["items"][0]["commitments"] == [
        "Keno would keep the Board informed",
        "Stephen Lark to be invited to agenda setting meetings",
        "this would be reported on in November",
        "the Forum agreed that the review would be deferred to the November meeting",
    ]


def test_substitutes_beside_those_who_sent_apologies() -> None:
    found = read(
        HEAD
        + "1.\n\nApologies\n\nMinutes:\n\nApologies were received from Councillors Ash (substituted for by "
        "Councillor Birch) and Elm (substituted for by Councillor Fir).\n\nThe Board noted the apologies of Appointed "
        "Members Cat Hobb and Rob Sand.\n\nCouncillor Jo Oak, for whom Councillor Al Pine was substitute;\n"
    )["attendees"]
    assert found["apologies"] == ["Councillor Ash", "Councillor Elm", "Cat Hobb", "Rob Sand"]
    assert found["substitutes"] == [
        {"for": "Councillor Ash", "by": "Councillor Birch"},
        {"for": "Councillor Elm", "by": "Councillor Fir"},
        {"for": "Councillor Jo Oak", "by": "Councillor Al Pine"},
    ]


def test_a_list_whose_parts_hold_their_own_verbs() -> None:
    found = read(
        "Minutes of Meeting of the Learning Committee held in the Hall on Thursday 27 February 2020.\n\nPresent:\n\n"
        "Mr J Fir\n\n1. Apologies for Absence\n\nThere were none.\n\n2. Recess\n\nThere had been circulated a report.\n\n"
        "Following discussion, the Committee:-\n\ni. NOTED the report; and\nii. AGREED to receive another in May.\n"
    )
    assert outcomes(found["items"][1]) == [
        ("i", "NOTED the report; and", "NOTED"),
        ("ii", "AGREED to receive another in May.", "AGREED"),
    ]


def test_parish_minutes_with_numbers_of_their_own() -> None:
    found = read(
        "Minutes\n\nFull Council Meeting Minutes\nWednesday 5 April 2023 7.15pm\n\nMembers Present:\nCllrs Ash, J.Elm and "
        "Fir\nApologies:\nCllrs Oak\n\nF01:04/24 Receive apologies.\nApologies were accepted from Cllr Oak.\n\n"
        "F02:04/24 To elect a Vice-Chair.\nRESOLVED: Cllr Ash elected as vice-chair.\n\nF03:04/24 To agree dates.\n"
        "RESOLVED: Dates to be put on the website. This was proposed by Cllr Fir.\n"
    )
    assert found["body"] == "Full Council"
    assert found["attendees"]["present"] == ["Cllr Ash", "Cllr J.Elm", "Cllr Fir"]
    assert [item["number"] for item in found["items"]] == ["F01:04/24", "F02:04/24", "F03:04/24"]
    assert outcomes(found["items"][2]) == [(None, "Dates to be put on the website.", "RESOLVED")]


def test_a_vote_without_its_motion_is_set_aside() -> None:
    found = read(
        "Agenda item\n\nLand\n\nTo consider the report.\n\nMinutes:\n\nCouncillor Ash presented the report. He proposed the "
        "recommendation.\n\nThe vote on the recommendation was then taken, and carried by 22 votes to one.\n"
    )
    assert found["items"][0]["resolutions"] == []
    assert [one["text"] for one in found["set_aside"]] == [
        "The vote on the recommendation was then taken, and carried by 22 votes to one."
    ]
