"""Committee papers made as text, for tests of their review."""

from __future__ import annotations

from sightline.ground.accounts.models import User
from sightline.work.imports.models import Reading
from tests.unit.reading.paper_builder import Paper as Printed

from .papers import a_reading

MINUTES = b"""CHILDREN'S SCRUTINY COMMITTEE
Minutes of the meeting held on 14 May 2024

Present:
Councillor Ada Quill (in the Chair)
Councillor Ben Marlow

Apologies for absence were received from Councillor Cay Dunmore.

1  DECLARATIONS OF INTEREST

There were no declarations of interest.

2  THE FRONT DOOR

The Head of Service presented a report. It was agreed that a note on re-referrals would be sent to members.

Resolved:
1. That the report be noted.
2. That a further report be made in six months.

3  CARE LEAVERS

Members asked how many care leavers were in suitable homes.

The Panel concluded:
1. That the offer to care leavers be published by 1 September 2024.
"""
REPORT = b"""Report to: CHILDREN'S SCRUTINY COMMITTEE
Relevant Officer: Director of Children's Services
Date of Meeting: 14 May 2024

THE FRONT DOOR

1.0 Purpose of the report:

1.1 To tell the Committee how contacts are answered.

2.0 Recommendations:

2.1 To note the report.

2.2 To ask for a further report in six months.

3.0 Reasons for recommendations:

3.1 So that members can see whether contacts are answered in time.

3.2 Is the recommendation contrary to a plan or strategy adopted or approved by the Council? No

3.3 Is the recommendation in accordance with the Council's approved budget? Yes

4.0 Financial considerations:

4.1 None.

5.0 Legal considerations:

5.1 The duty to assess within 45 days.
"""


def long_minutes(items: int) -> bytes:
    """Minutes of so many items, each with two resolutions and a promise."""
    parts = ["CHILDREN'S SCRUTINY COMMITTEE", "Minutes of the meeting held on 14 May 2024", ""]
    for number in range(1, items + 1):
        parts += [
            f"{number}  MATTER OF BUSINESS NUMBER {number}",
            "",
            f"Members discussed matter {number} at length. It was agreed that note {number} would be sent to members.",
            "",
            "Resolved:",
            f"1. That report {number} be noted.",
            f"2. That matter {number} be brought back in six months.",
            "",
        ]
    return "\n".join(parts).encode()


def minutes_read(by: User | None = None, content: bytes = MINUTES, name: str = "minutes.txt") -> Reading:
    return a_reading(by, name, content)


def minutes_as_pdf() -> bytes:
    """Short minutes as a PDF, a line of the text a printed line."""
    paper = Printed()
    for line in MINUTES.decode().splitlines():
        if line.strip():
            paper.put(line)
        else:
            paper.gap()
    return paper.pdf()


MATRIX = b"""Risk scoring matrix

Likelihood
Almost certain (4) 4 8 12 16
Likely (3) 3 6 9 12
Unlikely (2) 2 4 6 8
Rare (1) 1 2 3 4
Minor (1) Moderate (2) Major (3) Severe (4)
Impact
"""
DECISION = b"""Decision details

Respite for families of disabled children

Decision Maker: Cabinet Member for Children

Decision status: Recommendations Approved

Is Key decision?: Yes

Is subject to call in?: Yes

Purpose:

To settle how respite is bought for the next three years.

Decision:

The Cabinet Member agrees:

1. To buy respite for three years.
2. To ask for a report after one year.

Reasons for the decision:

The contract ends in March.

Publication date: 12/03/2024

Date of decision: 11/03/2024
"""
DEEP_DIVE = b"""Agenda item

To consider a progress report on individual risks identified in the Council's Strategic Risk Register.

A deep dive into the Strategic Risk "People" was considered, with sub-risks (a) Not enough social workers and (b) Loss of managers.

(a)    Not enough social workers

The Director of Children's Services presented an update in relation to sub-risk (a). The gross risk score had fallen to 15 from 25.

(b)    Loss of managers

The Director of Resources spoke to sub-risk (b). The net risk score was 12.

Resolved: That the update be noted.
"""
