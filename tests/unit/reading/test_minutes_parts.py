"""The parts of minutes one by one: promises, names, absences, interests, corrections, verbs. All names are made up."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import minutes
from sightline.work.imports.reading.memory import EMPTY, Memory
from sightline.work.imports.reading.minutes.people import split_people
from sightline.work.imports.reading.minutes.promises import promises_of
from sightline.work.imports.reading.minutes.sentences import sentences
from sightline.work.imports.reading.printed_text import printed


def read_item(minuted: str, title: str = "A matter", memory: Memory = EMPTY) -> dict[str, Any]:
    return minutes.read(
        printed(document_of_text(f"Agenda item\n\n{title}\n\nMinutes:\n\n{minuted}\n")), memory
    )


@pytest.mark.parametrize(
    ("sentence", "promised"),
    [
        (
            "It was noted that a note was due and it was agreed that this would be circulated.",
            ["it was agreed that this would be circulated"],
        ),
        (
            "Mrs Marl would bring the plan to the April meeting and would send members the report.",
            ["Mrs Marl would bring the plan to the April meeting", "would send members the report"],
        ),
        (
            "The auditor had signed them and they would go on the website after the meeting.",
            ["they would go on the website after the meeting"],
        ),
        (
            "Dr Moth said that an action plan would follow in the new year.",
            ["an action plan would follow in the new year"],
        ),
        (
            "Following questions, the Director undertook to report back to the Panel.",
            ["the Director undertook to report back to the Panel"],
        ),
        (
            "The Director of Schools would provide members with the figures.",
            ["The Director of Schools would provide members with the figures"],
        ),
        ("An answer would be given in writing.", ["An answer would be given in writing"]),
        (
            "Councillor Fell asked for figures and the Head of Service agreed to provide these "
            "after the meeting.",
            ["the Head of Service agreed to provide these after the meeting"],
        ),
        (
            "He confirmed that he would share the data with Members and that the service had improved.",
            ["he would share the data with Members"],
        ),
        (
            "Nick Will to provide the Chair with a paragraph for the letter.",
            ["Nick Will to provide the Chair with a paragraph for the letter"],
        ),
        ("Members hoped that a report would be circulated.", []),
        ("Members asked whether the plan would be brought to the next meeting.", []),
        ("The team would focus on working with parents.", []),
        ("This would allow more time.", []),
        ("Work would continue over the summer.", []),
        ("It was hoped that this team would also support the work.", []),
        ("The Committee agreed to note the report.", []),
        ("The grant would provide support to families.", []),
        ("The Board had previously agreed to circulate papers by post.", []),
        ("Funding for which would be needed from elsewhere.", []),
        ("The main aim was to ensure closer working.", []),
    ],
)
def test_promises_are_cut_word_for_word(sentence: str, promised: list[str]) -> None:
    assert promises_of(sentence) == promised


@pytest.mark.parametrize(
    ("printed_list", "names"),
    [
        (
            "Councillors A Bee (Chair), Cee and D Dee",
            ["Councillor A Bee", "Councillor Cee", "Councillor D Dee"],
        ),
        (
            "Councillors C Sherp (Vice-Chair), Mrs Brom, Caws and Whit.",
            ["Councillor C Sherp", "Councillor Mrs Brom", "Councillor Caws", "Councillor Whit"],
        ),
        (
            "Councillors Page and Kell, Gem Armer, Parent Governor",
            ["Councillor Page", "Councillor Kell", "Gem Armer"],
        ),
        ("Councillor Carl and her Substitute Councillor J. Kell", ["Councillor Carl", "Councillor J. Kell"]),
        ("Cllrs R Bail, S Benn-Wake and N Cook", ["Cllr R Bail", "Cllr S Benn-Wake", "Cllr N Cook"]),
        ("A. Dave & F. Came (Children & Families)", ["A. Dave", "F. Came"]),
    ],
)
def test_lists_of_names(printed_list: str, names: list[str]) -> None:
    people, unknown = split_people(printed_list)
    assert [person.name for person in people] == names
    assert unknown == []


@pytest.mark.parametrize(
    ("said", "pair"),
    [
        (
            "Apologies were received from Councillor Nick Dell, who was substituted by Councillor Ed Lave.",
            {"for": "Councillor Nick Dell", "by": "Councillor Ed Lave"},
        ),
        ("Councillor Pete Curl sent his apologies and Councillor Lyn Alle substituted for him.", None),
        (
            "Councillor Ann Doe attended as substitute for Councillor Bob Roe.",
            {"for": "Councillor Bob Roe", "by": "Councillor Ann Doe"},
        ),
        (
            "Councillor Ann Doe attended in place of Councillor Bob Roe.",
            {"for": "Councillor Bob Roe", "by": "Councillor Ann Doe"},
        ),
    ],
)
def test_substitutes_in_prose(said: str, pair: dict[str, str] | None) -> None:
    found = read_item(said, "Apologies for absence")["attendees"]
    assert (pair in found["substitutes"]) if pair else found["apologies"] == ["Councillor Pete Curl"]


def test_two_substitutes_respectively() -> None:
    said = (
        "Apologies were received from Councillors Nick Dell and Kerr Prin, with Councillors Ian "
        "Edge and Lyn Alle substituting respectively."
    )
    found = read_item(said, "Apologies")["attendees"]
    assert found["apologies"] == ["Councillor Nick Dell", "Councillor Kerr Prin"]
    assert found["substitutes"] == [
        {"for": "Councillor Nick Dell", "by": "Councillor Ian Edge"},
        {"for": "Councillor Kerr Prin", "by": "Councillor Lyn Alle"},
    ]


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        (
            "Councillor Doug Mill declared a personal and prejudicial interest in Agenda Item 19 "
            "because he was a trustee.",
            ("Councillor Doug Mill", "personal and prejudicial", "19", "he was a trustee"),
        ),
        (
            "Councillor P Jorg declared a Disclosable Pecuniary Interest in item 7, by virtue of "
            "the fact that she owned the land.",
            ("Councillor P Jorg", "disclosable pecuniary", "7", "she owned the land"),
        ),
    ],
)
def test_declared_interests(said: str, stated: tuple[str, str, str, str]) -> None:
    member, kind, item, nature = stated
    found = read_item(said, "Declarations of interest")["declarations"]
    assert found == [{"member": member, "type": kind, "item": item, "nature": nature}]


@pytest.mark.parametrize(
    "said",
    ["No interests were declared.", "There were none.", "There were no declarations of interest received."],
)
def test_no_interest_is_no_declaration(said: str) -> None:
    found = read_item(said, "Declarations of interest")
    assert found["declarations"] == []
    assert found["set_aside"] == []


@pytest.mark.parametrize(
    ("said", "old", "new"),
    [
        (
            "The minutes were approved subject to “December 2023” being amended to “December 2022”.",
            "December 2023",
            "December 2022",
        ),
        (
            "The minutes were approved, subject to the following amendment: page 2 – substitute "
            "‘police lead’ for ‘police chief’.",
            "police chief",
            "police lead",
        ),
        ("Members asked for the minutes to be amended: replace “ten” with “eleven”.", "ten", "eleven"),
        ("The minutes were agreed subject to the figure being changed from 12 to 21.", "12", "21"),
    ],
)
def test_corrections_quote_old_and_new(said: str, old: str, new: str) -> None:
    found = read_item(said, "Minutes of the last meeting")["corrections"]
    assert [(one["old"], one["new"]) for one in found] == [(old, new)]


def test_a_correction_without_words_is_set_aside() -> None:
    found = read_item("The minutes were approved subject to the amendments that were read out.", "Minutes")
    assert found["corrections"] == []
    assert len(found["set_aside"]) == 1


@pytest.mark.parametrize(
    ("said", "verb", "texts"),
    [
        ("RESOLVED: That the report be noted.", "RESOLVED", ["That the report be noted."]),
        ("Resolved - That the report be noted.", "Resolved", ["That the report be noted."]),
        ("RESOLVED that the report be noted.", "RESOLVED", ["that the report be noted."]),
        (
            "RESOLVED: That (1) the report be noted; and (2) the plan be agreed.",
            "RESOLVED",
            ["the report be noted; and", "the plan be agreed."],
        ),
        ("The Board agreed to note the report.", "The Board agreed", ["to note the report."]),
        (
            "The Executive resolved as follows:\n\n1. That it be noted.\n\n2. That it be sent on.",
            "The Executive resolved as follows",
            ["That it be noted.", "That it be sent on."],
        ),
        (
            "It was agreed that: -\n\n· the plan be noted\n\n· the chair write to the minister",
            "It was agreed that",
            ["the plan be noted", "the chair write to the minister"],
        ),
        ("AGREED – That the plan be noted.", "AGREED", ["That the plan be noted."]),
        (
            "RESOLVED UNANIMOUSLY:\n\nThat the plan be noted.",
            "RESOLVED UNANIMOUSLY",
            ["That the plan be noted."],
        ),
        ("To recommend to Council:\n\n(i) That the plan be noted.", None, ["That the plan be noted."]),
        (
            "1. That a be noted.\n\n1. That b be noted.\n\n1. That c be noted.",
            None,
            ["That a be noted.", "That b be noted.", "That c be noted."],
        ),
        ("The Committee agreed that the matter was important.", None, []),
        ("At its meeting on 3 June 2020 the Committee resolved that the plan be adopted.", None, []),
        ("The following points were made:\n\n· That representatives were not included.", None, []),
    ],
)
def test_verbs_in_their_forms(said: str, verb: str | None, texts: list[str]) -> None:
    found = read_item(said)["items"][0]["resolutions"]
    assert [one["text"] for one in found] == texts
    assert all(one["verb"] == verb for one in found) or verb is None


def test_a_numbering_that_repeats_is_kept_and_asked_about() -> None:
    found = read_item("RESOLVED:\n\n1. That a be noted.\n\n1. That b be noted.")
    assert [one["number"] for one in found["items"][0]["resolutions"]] == ["1", "1"]
    assert any("printed twice" in doubt["why"] for doubt in found["suspects"])


def test_a_council_teaches_a_verb_and_unteaches_one() -> None:
    taught = Memory.from_json({"verbs": {"the way forward": True, "resolved": False}})
    assert [
        one["text"]
        for one in read_item("The way forward:\n\n1. Note the plan.", memory=taught)["items"][0][
            "resolutions"
        ]
    ] == ["Note the plan."]
    found = read_item("Resolved: the old query about parking.", memory=taught)["items"][0]["resolutions"]
    assert found == []


def test_sentences_do_not_end_at_titles() -> None:
    assert sentences("Mr. A. Bee of Fen Rd. said no. 5 was right. It was.") == [
        "Mr. A. Bee of Fen Rd. said no. 5 was right.",
        "It was.",
    ]


def test_minutes_of_the_last_meeting_agreed_in_a_sentence() -> None:
    said = (
        "The Committee agreed that the minutes of the last meeting held on 9 June 2021 be signed by "
        "the Chair as a correct record."
    )
    found = read_item(said, "MINUTES OF THE LAST MEETING HELD ON 9 JUNE 2021")["items"][0]["resolutions"]
    assert [(one["verb"], one["text"]) for one in found] == [
        ("The Committee agreed", said.removeprefix("The Committee agreed ")),
    ]


def test_a_sentence_that_is_taken_out_of_earlier_minutes() -> None:
    said = (
        "Subject to the deletion of the following sentence from paragraph 7 of minute 52, the "
        "minutes of the Board held on 10 April 2024 "
        "were confirmed as a correct record:\n\n“Members agreed that it was better.”"
    )
    found = read_item(said, "Minutes")
    assert found["corrections"] == [
        {"old": "Members agreed that it was better.", "new": None, "of": "paragraph 7 of minute 52"}
    ]
    assert [one["verb"] for one in found["items"][0]["resolutions"]] == ["confirmed"]


def test_two_items_and_a_stated_nature() -> None:
    said = (
        "Councillor Stan declared a personal interest in Item 5 ‘Plans’ and Item 6 ‘Teams’, the "
        "nature of the interest being that he was employed by a home."
    )
    assert read_item(said, "Declarations of interest")["declarations"] == [
        {
            "member": "Councillor Stan",
            "type": "personal",
            "item": "5, 6",
            "nature": "he was employed by a home",
        }
    ]


def test_a_request_without_a_resolution_is_set_aside() -> None:
    found = read_item("The Board requested that updates be provided in the autumn.")
    assert found["items"][0]["resolutions"] == []
    assert [aside["text"] for aside in found["set_aside"]] == [
        "The Board requested that updates be provided in the autumn."
    ]
