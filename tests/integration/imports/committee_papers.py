"""Small committee papers as text, in invented words."""

from __future__ import annotations

from typing import Any

from sightline.ground.accounts.models import User
from sightline.work.imports.models import Reading
from tests.integration.imports.papers import a_reading

MINUTES = """CHILDREN’S SCRUTINY PANEL

MINUTES OF THE MEETING HELD ON MONDAY 4 MARCH 2024

Present: Councillor A. Example (in the chair), Councillor B. Sample

Apologies: Councillor C. Specimen

12. DECLARATIONS OF INTEREST

There were none.

13. FOSTERING

The Panel considered a report of the Director. The head of service undertook to send the figures for March to every member.

RESOLVED -
(1) That the report on foster homes be noted with thanks to the team.
(2) That a plan for thirty new foster homes come back to the Panel in June 2024.
"""
REPORT = """Report to: CHILDREN’S SCRUTINY PANEL
Relevant Officer: Director of Children’s Services
Date of Meeting: 12 June 2024

IMPROVEMENT PLAN UPDATE

1.0 Purpose of the report:
1.1 To report what was done since March.

2.0 Recommendation(s):
2.1 To note the report.
2.2 To ask for another one in the autumn.

3.0 Is the recommendation contrary to a plan or strategy approved by the Council? No

4.0 Is the recommendation in accordance with the Council’s approved budget? Yes

8.0 Financial considerations:
8.1 None.

9.0 Legal considerations:
9.1 None.
"""


def minutes(by: User | None = None, text: str = MINUTES, name: str = "minutes.txt") -> Reading:
    return a_reading(by, name, text.encode())


def report(by: User | None = None, text: str = REPORT, name: str = "report.txt") -> Reading:
    return a_reading(by, name, text.encode())


def result_of_many(items: int, each: int) -> dict[str, Any]:
    """What a reader prints of long minutes: so many items with so many resolutions each."""
    return {
        "kind": "minutes", "pages": None, "error": None, "confidence": 1.0,
        "body": "Full Council", "date": "2024-05-01", "suspects": [], "set_aside": [],
        "attendees": {"present": [f"Councillor {n}" for n in range(20)]},
        "items": [
            {
                "number": str(n), "title": f"Item {n}", "intro": None,
                "resolutions": [
                    {"number": str(m), "text": f"That thing {m} of item {n} be done.", "verb": "RESOLVED"} for m in range(each)
                ],
                "commitments": [f"Thing {n} would be sent to members."],
            }
            for n in range(items)
        ],
        "places": [],
    }  # fmt: skip
