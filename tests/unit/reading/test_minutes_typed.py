"""Minutes as they are typed and printed: heads, lists of those present, headings, wrapped lines. All names are made up."""

from __future__ import annotations

from typing import Any

import pytest

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import minutes
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed
from tests.unit.reading.paper_builder import Paper
from tests.unit.reading.test_minutes_pages import read, resolution
from tests.unit.reading.test_minutes_samples import differences

TYPED: dict[str, tuple[str, dict[str, Any]]] = {
    "labels and names in two columns": (
        """CROSSMOOR BOROUGH COUNCIL

CHILDREN'S SERVICES OVERVIEW AND SCRUTINY COMMITTEE

MINUTES OF THE MEETING HELD AT THE TOWN HALL, CROSSMOOR ON TUESDAY, 12TH MARCH 2019 AT 6.30 P.M.

PRESENT:        Councillor Ada Finch (Chair)
                Councillors B. Nightjar, C. Ousel and D. Wren

CO-OPTED MEMBERS:   Mrs E. Plover (Diocesan Representative)
                    Mr F. Quail (Parent Governor)

ALSO PRESENT:   Councillor G. Rook, Cabinet Member for Children's Services

IN ATTENDANCE:  Hal Snipe, Director of Children's Services
                Ivy Teal, Head of Safeguarding
                Jo Veery (Democratic Services Officer)

APOLOGIES:      Councillors K. Swift and L. Tern

25.  DECLARATIONS OF INTEREST

Councillor C. Ousel declared a non-pecuniary interest in item 5 (School Places) as a governor of Fen Lane
Primary School.

26.  MINUTES

RESOLVED - That the minutes of the meeting held on 8th January 2019 be confirmed as a correct record and
signed by the Chair, subject to the words "nine cases" in Minute 21 being replaced by "ninety cases".

27.  IMPROVEMENT PLAN - QUARTER 3 PROGRESS

The Director of Children's Services submitted a report on the progress of the Improvement Plan. He
explained that 14 of the 19 actions were complete.

In response to questions, the Director undertook to provide members with a breakdown of caseloads by team.
The Head of Safeguarding confirmed that the audit report would be circulated to the Committee once it had
been to the Improvement Board.

It was moved by Councillor D. Wren, seconded by Councillor B. Nightjar and

RESOLVED -

(i)     That the progress made be noted;

(ii)    That a further report be submitted to the meeting in June, to include:-
        (a) the number of agency social workers; and
        (b) the results of the audit; and

(iii)   That Cabinet be RECOMMENDED to fund two further posts.

The meeting closed at 8.45 p.m.

                                                            Chair
""",
        {
            "body": "CHILDREN'S SERVICES OVERVIEW AND SCRUTINY COMMITTEE",
            "date": "2019-03-12",
            "venue": "TOWN HALL, CROSSMOOR",
            "start": "6.30 P.M.",
            "finish": "8.45 p.m.",
            "attendees": {
                "chair": "Councillor Ada Finch",
                "present": [
                    "Councillor Ada Finch",
                    "Councillor B. Nightjar",
                    "Councillor C. Ousel",
                    "Councillor D. Wren",
                    "Mrs E. Plover",
                    "Mr F. Quail",
                ],
                "also": ["Councillor G. Rook"],
                "officers": [
                    "Hal Snipe, Director of Children's Services",
                    "Ivy Teal, Head of Safeguarding",
                    "Jo Veery",
                ],
                "apologies": ["Councillor K. Swift", "Councillor L. Tern"],
                "substitutes": [],
            },
            "declarations": [
                {
                    "member": "Councillor C. Ousel",
                    "type": "non-pecuniary",
                    "item": "5",
                    "nature": "as a governor of Fen Lane Primary School",
                }
            ],
            "corrections": [{"old": "nine cases", "new": "ninety cases", "of": "Minute 21"}],
            "items": [
                {"number": "25", "title": "DECLARATIONS OF INTEREST", "resolutions": []},
                {"number": "26", "title": "MINUTES"},
                {
                    "number": "27",
                    "title": "IMPROVEMENT PLAN - QUARTER 3 PROGRESS",
                    "mover": "Councillor D. Wren",
                    "seconder": "Councillor B. Nightjar",
                    "resolutions": [
                        resolution("i", "That the progress made be noted;", "RESOLVED"),
                        resolution(
                            "ii",
                            "That a further report be submitted to the meeting in June, to "
                            "include:- (a) the number of agency social workers; "
                            "and (b) the results of the audit; and",
                            "RESOLVED",
                        ),
                        resolution(
                            "iii", "That Cabinet be RECOMMENDED to fund two further posts.", "RESOLVED"
                        ),
                    ],
                    "commitments": [
                        "the Director undertook to provide members with a breakdown of caseloads by team",
                        "the audit report would be circulated to the Committee once it had been to the Improvement Board",
                    ],
                },
            ],
            "set_aside": [],
        },
    ),
    "headings that run on with their text": (
        """Young People Scrutiny Panel – 21 March 2011

PRESENT: Councillor Wilton in the chair.

Councillors Bain, Caws, C Sherwin, P Vicks and Whitey.

Statutory Co-opted Members: Mrs A Dunk (Parent Governor Representatives) and Mr W Egg.

The panel met at Pitt House, Scunby.

219 DECLARATIONS OF INTEREST (IF ANY) – There were no declarations of personal interests.

220 PUBLIC REQUESTS TO SPEAK – There were no public requests received.

221 (28) SCRUTINY OVERVIEW – The chair opened discussion on the draft report, inviting comments from members.

Resolved – (a) That members and witnesses be thanked for their input, and (b) that the report be approved by the panel.
""",
        {
            "body": "Young People Scrutiny Panel",
            "date": "2011-03-21",
            "venue": "Pitt House, Scunby",
            "attendees": {
                "chair": "Councillor Wilton",
                "present": [
                    "Councillor Wilton",
                    "Councillor Bain",
                    "Councillor Caws",
                    "Councillor C Sherwin",
                    "Councillor P Vicks",
                    "Councillor Whitey",
                    "Mrs A Dunk",
                    "Mr W Egg",
                ],
            },
            "declarations": [],
            "items": [
                {"number": "219", "title": "DECLARATIONS OF INTEREST (IF ANY)"},
                {"number": "220", "title": "PUBLIC REQUESTS TO SPEAK"},
                {
                    "number": "221",
                    "title": "(28) SCRUTINY OVERVIEW",
                    "resolutions": [
                        resolution(
                            "a", "That members and witnesses be thanked for their input, and", "Resolved"
                        ),
                        resolution("b", "that the report be approved by the panel.", "Resolved"),
                    ],
                },
            ],
        },
    ),
    "a forum without councillors": (
        """                                      Schools Forum
                                   Minutes of the Meeting
                           Held on Wednesday 18 January, 2012 at
                                     Old Mill School

Meeting commenced at 8.05 am

PRESENT
School members:
Paul Burl, Mary Copp, Gill Edge, Fran-Eliza Evan, Brent Fitt, Sian Harr,
Kev Holl (Chair), Chris Quin, Dr Andy Soot
Non school members:
Peter Maye
Observers:
Lyn Murf, Rich Foss
Officers:
Kath Tunn, Sue Coll, Stu McKin-Eva, Sarah
Norf, Raj Sing,

 1.      Apologies for absence

 Apologies had been received from: -

 School members
 Gill Jamm, Nick Wells

 Officers
 None

 2.      Minutes of meeting 14 December 2011 and matters arising

 The minutes of the 14 December 2011 meeting were agreed as a correct record. The progress made on
 the action points was reported by an officer.

 3.      Dedicated Schools Grant

 The Business Advisor presented Document AB. The Business Advisor agreed to circulate a breakdown of the
 contingency before the next meeting.

 Resolved -

 (1)     That the allocation set out in Document AB be agreed.

 (2)     That the Director be asked to write to the Department about the shortfall in the high needs
         block.

 ACTION: Business Advisor
""",
        {
            "body": "Schools Forum",
            "date": "2012-01-18",
            "start": "8.05 am",
            "attendees": {
                "chair": "Kev Holl",
                "present": [
                    "Paul Burl",
                    "Mary Copp",
                    "Gill Edge",
                    "Fran-Eliza Evan",
                    "Brent Fitt",
                    "Sian Harr",
                    "Kev Holl",
                    "Chris Quin",
                    "Dr Andy Soot",
                    "Peter Maye",
                ],
                "also": ["Lyn Murf", "Rich Foss"],
                "officers": ["Kath Tunn", "Sue Coll", "Stu McKin-Eva", "Sarah Norf", "Raj Sing"],
                "apologies": ["Gill Jamm", "Nick Wells"],
            },
            "items": [
                {"number": "1", "title": "Apologies for absence", "resolutions": []},
                {
                    "number": "2",
                    "resolutions": [
                        resolution(
                            None,
                            "The minutes of the 14 December 2011 meeting were agreed as a correct record.",
                            "agreed",
                        )
                    ],
                },
                {
                    "number": "3",
                    "resolutions": [
                        resolution("1", "That the allocation set out in Document AB be agreed.", "Resolved"),
                        resolution(
                            "2",
                            "That the Director be asked to write to the Department about the shortfall in the high needs block.",
                            "Resolved",
                        ),
                    ],
                    "commitments": [
                        "The Business Advisor agreed to circulate a breakdown of the contingency before the next meeting"
                    ],
                },
            ],
        },
    ),
    "titles over two lines and members with offices": (
        """London Borough of Hamm
Cabinet
Minutes
Monday 4 March 2013

PRESENT

Councillor Nic Bott, Leader (+ Regeneration, Asset Management and IT)
Councillor Helen Binn, Cabinet Member for Children's Services

162. APOLOGIES FOR ABSENCE

There were no apologies for absence.

163. THE GENERAL FUND AND DECENT
NEIGHBOURHOODS CAPITAL PROGRAMMES

RESOLVED:

That approval be given to the budget variations as
set out in the report.

Minutes are subject to confirmation at the next meeting as a correct record of the proceedings.
""",
        {
            "body": "Cabinet",
            "date": "2013-03-04",
            "status": "draft",
            "attendees": {
                "present": ["Councillor Nic Bott", "Councillor Helen Binn"],
                "substitutes": [],
                "apologies": [],
            },
            "items": [
                {"number": "162", "title": "APOLOGIES FOR ABSENCE"},
                {
                    "number": "163",
                    "title": "THE GENERAL FUND AND DECENT NEIGHBOURHOODS CAPITAL PROGRAMMES",
                    "resolutions": [
                        resolution(
                            None,
                            "That approval be given to the budget variations as set out in the report.",
                            "RESOLVED",
                        )
                    ],
                },
            ],
        },
    ),
}


@pytest.mark.parametrize("name", TYPED)
def test_typed_minutes(name: str) -> None:
    text, stated = TYPED[name]
    assert differences(stated, read(text)) == []


@pytest.mark.parametrize("name", TYPED)
def test_typed_minutes_are_taken_for_minutes(name: str) -> None:
    assert minutes.confidence(printed(document_of_text(TYPED[name][0]))) >= 0.6


def test_printed_minutes() -> None:
    """A PDF with wrapped lines: items, lists that run over lines, and where each value stands."""
    paper = Paper(footer="Children's Panel, 6 May 2020")
    paper.title("Minutes of the Children's Panel held on 6 May 2020")
    paper.para("Present: Councillors A Alder (Chair), B Beech and C Cedar").heading("14. Fostering")
    paper.para(
        "The Head of Fostering presented the report on placements made in the year. She agreed to send "
        "members a note on the cost of agency placements before the next meeting of the panel."
    )
    paper.para("RESOLVED:")
    paper.item(
        "(1)",
        "That the report be noted and that the thanks of the panel be passed to all foster carers in the borough; and",
    )
    paper.item("(2)", "That a report on respite be brought to the meeting in July.")
    paper.heading("15. Any other business").para("There was none.")
    found = minutes.read(printed(paper.document()), EMPTY)
    stated = {
        "body": "Children's Panel",
        "date": "2020-05-06",
        "attendees": {
            "chair": "Councillor A Alder",
            "present": ["Councillor A Alder", "Councillor B Beech", "Councillor C Cedar"],
        },
        "items": [
            {
                "number": "14",
                "title": "Fostering",
                "commitments": [
                    "She agreed to send members a note on the cost of agency placements before the next meeting of the panel"
                ],
                "resolutions": [
                    resolution(
                        "1",
                        "That the report be noted and that the thanks of the panel be passed to "
                        "all foster carers in the borough; and",
                        "RESOLVED",
                    ),
                    resolution(
                        "2", "That a report on respite be brought to the meeting in July.", "RESOLVED"
                    ),
                ],
            },
            {"number": "15", "title": "Any other business"},
        ],
    }
    assert differences(stated, found) == []
    standing = {place["of"]: place for place in found["places"]}
    assert standing["items/0/resolutions/1"]["page"] == 1
    assert standing["items/0/resolutions/1"]["boxes"]
