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
