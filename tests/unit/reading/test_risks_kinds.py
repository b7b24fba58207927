"""The boundaries between kinds: which paper is a decision, a risk or a matrix, and which only speaks of one."""

from __future__ import annotations

import html
from pathlib import Path

import docx
import pytest

from sightline.work.imports.reading.entry import read_file, read_text
from tests.unit.reading import (
    made_up_papers,
    test_decisions_layouts,
    test_decisions_parts,
    test_risks_deep_dives,
)

DIVE = test_risks_deep_dives.LISTED_BELOW
UNTITLED_DIVE = test_risks_deep_dives.QUOTED

MEETING_OF_DECISIONS = """\
Home > Council and Democracy > Agenda and decisions

Agenda and decisions

Executive - Monday, 4th March, 2024 6.00 pm

Venue: Committee Room A, Town Hall

Contact: Executive Manager

Items
No. Item

1.

DECLARATIONS OF INTEREST

Members are asked to declare any interests.

2.

EARLY YEARS STRATEGY PDF 299 KB

To consider the strategy.

Additional documents:

Decision:

The Executive agreed the recommendation as outlined above namely:

To agree the strategy.

3.

A NEW HOME PDF 200 KB

To consider a home.

Decision:

The Executive resolved as follows:

1. To buy the home.

2. To report back.
"""

REPORT_ASKING_FOR_A_DECISION = """\
Report to: EXECUTIVE
Relevant Officer: Director of Children's Services
Relevant Cabinet Member: Councillor Plum Example
Date of Meeting: 4 March 2024

A NEW HOME

1.0 Purpose of the report:

1.1 To ask for a decision on a new home. The decision maker is the Executive. It is a key decision.

2.0 Recommendation(s):

2.1 To buy the home.

3.0 Reasons for recommendation(s):

3.1 Children live far away.

3.2 Is the recommendation contrary to a plan or strategy approved by the Council? No

4.0 Other alternative options to be considered:

4.1 None.

5.0 Risk management considerations:

5.1 The gross score of the risk is 20 and the net score 12.
"""

MINUTES_ABOUT_RISK = """\
Agenda item

Strategic Risk Register

The Committee to review the register.

Minutes:

The Chief Auditor presented the register. The residual score was placed on each risk after its controls. One risk had a score of 16.

Resolved: That the report be noted.
"""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (test_decisions_layouts.SITE_PAGE, "decision"),
        (test_decisions_layouts.LOST_LABELS, "decision"),
        (test_decisions_layouts.NOTICE, "decision"),
        (test_decisions_layouts.FORM, "decision"),
        (test_decisions_parts.REGISTER, "decision"),
        (test_decisions_layouts.ONE_ITEM, "decision"),
        (made_up_papers.DECISION, "decision"),
        (MEETING_OF_DECISIONS, "minutes"),
        (made_up_papers.MINUTES, "minutes"),
        (made_up_papers.PIPES_MINUTES, "minutes"),
        (MINUTES_ABOUT_RISK, "minutes"),
        (UNTITLED_DIVE, "minutes"),
        (DIVE, "risk"),
        (made_up_papers.RISKS, "risk"),
        (made_up_papers.REGISTER, "risk"),
        (REPORT_ASKING_FOR_A_DECISION, "report"),
        (made_up_papers.REPORT, "report"),
        (made_up_papers.PLAN, "plan"),
        (made_up_papers.INDICATORS, "indicators"),
        (made_up_papers.LETTER, "inspection"),
    ],
)
def test_each_paper_is_of_its_kind(text: str, kind: str) -> None:
    read = read_text(text)
    assert (read["error"], read["kind"]) == (None, kind)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (test_decisions_layouts.SITE_PAGE, "decision"),
        (DIVE, "risk"),
        (test_decisions_parts.REGISTER, "decision"),
    ],
)
def test_a_web_page_and_a_word_document_give_what_their_text_gives(
    tmp_path: Path, text: str, kind: str
) -> None:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    page = tmp_path / "page.html"
    page.write_text(
        "<html><body>" + "".join(f"<p>{html.escape(line)}</p>" for line in lines) + "</body></html>"
    )
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(tmp_path / "page.docx"))
    wanted = read_text(text)
    for path in (page, tmp_path / "page.docx"):
        read = read_file(path)
        assert read["kind"] == kind
        for key in (
            "decisions",
            "decision_maker",
            "decided",
            "effective",
            "risk",
            "sub_risks",
            "resolutions",
        ):
            if key in wanted:
                assert read[key] == wanted[key], (path.name, key)
