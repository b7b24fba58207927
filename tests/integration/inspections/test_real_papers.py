"""Real reports, read and accepted as they stand: everything that is read can be kept, and the clocks are right."""

from datetime import date
from typing import Any

import pytest

from sightline.domain.inspections import queries
from sightline.domain.inspections.commands import (
    FindingFacts,
    InspectionFacts,
    JudgementFacts,
    add_inspection,
)
from sightline.ground.audit.verify import verify
from sightline.ground.lib.documents.pdf import read_pdf
from sightline.work.imports.reading.inspections import read_inspection
from tests.factories import SYSTEM, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

DATES = ("start", "end", "published", "letter_date")
TEXTS = ("framework", "lead_inspector", "outcome", "requires", "principal_authority")


def accepted(read: dict[str, Any]) -> InspectionFacts:
    """What was read, accepted without a change."""

    def day(name: str) -> date | None:
        return date.fromisoformat(read[name]) if read.get(name) else None

    return InspectionFacts(
        authority=read["authority"],
        response_due_stated=day("response_due"),
        judgements=tuple(JudgementFacts(area, grade) for area, grade in read["judgements"]),
        findings=tuple(
            FindingFacts(
                **{name: finding.get(name) for name in FindingFacts.__annotations__ if name in finding}
            )
            for finding in read["findings"]
        ),
        **{name: day(name) for name in DATES},
        **{name: read.get(name) for name in TEXTS},
    )


@pytest.mark.parametrize(
    ("paper", "edition", "findings", "due"),
    [
        ("blackpool_08-september-2014", "sif", 19, date(2014, 12, 15)),
        ("croydon_04-september-2017", "sif", None, date(2017, 12, 11)),
        ("blackpool_17-january-2019", "ilacs-2018", 12, None),
        ("halton_12-july-2024", "ilacs-2023", None, None),
        ("blackpool_jtai_31-january-2025", "jtai", 5, date(2025, 5, 9)),
        ("blackpool_area-send_25-july-2024", "area-send-2023", 4, None),
    ],
)
def test_a_real_paper_is_kept_as_it_was_read(shared, paper, edition, findings, due):
    read = read_inspection(read_pdf(shared / f"samples/inspections/{paper}.pdf"))
    inspection = add_inspection(by=SYSTEM, facts=accepted(read), today=TODAY)
    page = queries.inspection_for(SYSTEM, inspection.number)
    assert page.framework is not None and page.framework.edition == edition
    assert [finding.text for finding in page.findings] == [finding["text"] for finding in read["findings"]]
    assert findings is None or len(page.findings) == findings
    assert [[one.area, one.grade] for one in page.judgements] == [list(one) for one in read["judgements"]]
    assert due is None or page.clocks[0].due_used == due
    assert verify().problems == []
