"""Risk registers in tables: every form, every format; no plan is taken for one and none for a plan."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter

from sightline.ground.lib.documents.text import document_of_text
from sightline.work.imports.reading import risks
from sightline.work.imports.reading.entry import read_file, read_text
from sightline.work.imports.reading.memory import EMPTY
from sightline.work.imports.reading.printed_text import printed
from sightline.work.imports.reading.risks.cells import read_score
from sightline.work.imports.reading.risks.columns import column_of
from tests.unit.reading import risk_files

WRITERS: dict[str, Callable[[Path], Path]] = {
    "register.xlsx": risk_files.write_xlsx,
    "register.docx": risk_files.write_docx,
    "register.html": risk_files.write_html,
    "register.csv": risk_files.write_csv,
    "register.txt": risk_files.write_text,
    "register.pdf": risk_files.write_pdf,
}


def accounted(read: dict[str, Any]) -> bool:
    counts = read["counts"]
    assert counts["taken"] == len(read["rows"])
    return bool(
        counts["read"] == sum(counts[part] for part in ("taken", "set_aside", "sections", "headers", "blank"))
    )


def shown(risk: dict[str, Any]) -> dict[str, Any]:
    """A risk without what is not stated."""
    return {key: value for key, value in risk.items() if value not in (None, [])}


@pytest.mark.parametrize("name", WRITERS)
def test_every_format_gives_the_same_risks(tmp_path: Path, name: str) -> None:
    read = read_file(WRITERS[name](tmp_path / name))
    assert read["error"] is None
    assert (read["kind"], read["title"], read["columns"]) == ("risk", risk_files.TITLE, risk_files.HEADER)
    assert [list(row.values()) for row in read["rows"]] == risk_files.ROWS
    assert accounted(read)
    for risk, row in zip(read["sub_risks"], risk_files.ROWS, strict=True):
        assert shown(risk) == {
            "ref": row[0],
            "name": row[1],
            "owner": row[2],
            "gross_impact": int(row[3]),
            "gross_likelihood": int(row[4]),
            "gross": int(row[5]),
            "controls": [row[6]],
            "net_impact": int(row[7]),
            "net_likelihood": int(row[8]),
            "net": int(row[9]),
            "further_actions": [{"text": row[10], "target": row[11]}],
            "score_words": {"gross": "Gross", "net": "Net"},
            "rows": [risk_files.ROWS.index(row)],
        }
    assert (read["set_aside"], read["suspects"]) == ([], [])


def test_stages_that_span_their_columns_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "spanning.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 1, 0, "Risk description")
    sheet.merge_range(0, 1, 0, 3, "Unmitigated risk")
    sheet.merge_range(0, 4, 1, 4, "Mitigation")
    sheet.merge_range(0, 5, 0, 7, "Residual risk")
    sheet.merge_range(0, 8, 1, 8, "Lead")
    for place, name in enumerate(["I", "L", "Score"] * 2):
        sheet.write(1, 1 + place + (place > 2), name)
    sheet.write_row(
        2, 0, ["Staff leave", 4, 5, 20, "Exit talks\nRetention pay", 4, 4, 16, "Head of Workforce"]
    )
    sheet.write_row(3, 0, ["Court delays", 3, 3, 9, "Liaison group", 3, 5, 14, "Head of Legal"])
    book.close()
    read = read_file(path)
    assert read["kind"] == "risk"
    assert [shown(risk) for risk in read["sub_risks"]] == [
        {
            "name": "Staff leave",
            "owner": "Head of Workforce",
            "gross": 20,
            "gross_impact": 4,
            "gross_likelihood": 5,
            "net": 16,
            "net_impact": 4,
            "net_likelihood": 4,
            "controls": ["Exit talks", "Retention pay"],
            "score_words": {"gross": "Unmitigated", "net": "Residual"},
            "rows": [0],
        },
        {
            "name": "Court delays",
            "owner": "Head of Legal",
            "gross": 9,
            "gross_impact": 3,
            "gross_likelihood": 3,
            "net": 14,
            "net_impact": 3,
            "net_likelihood": 5,
            "controls": ["Liaison group"],
            "score_words": {"gross": "Unmitigated", "net": "Residual"},
            "rows": [1],
        },
    ]
    assert [suspect["why"] for suspect in read["suspects"]] == [
        "The net score (14) is above the gross score (9).",
        "3 times 5 is 15, but 14 is printed.",
    ]


def test_one_risk_with_several_actions_in_merged_rows(tmp_path: Path) -> None:
    path = tmp_path / "merged.docx"
    document = docx.Document()
    rows = [
        ["Ref", "Risk", "Owner", "Current score", "Target score", "Actions", "Due date"],
        ["1", "Placements break down", "Head of Care", "16", "8", "Support line", "May 2025"],
        ["1", "Placements break down", "Head of Care", "16", "8", "Respite scheme", "July 2025"],
        ["2", "Complaints rise", "Head of Quality", "9", "6", "Faster answers", "May 2025"],
    ]
    table = document.add_table(len(rows), 7)
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(number, column).text = text
    for column in range(5):
        table.cell(2, column).text = ""
        table.cell(1, column).merge(table.cell(2, column))
        table.cell(1, column).text = rows[1][column]
    document.save(str(path))
    read = read_file(path)
    first, second = (shown(risk) for risk in read["sub_risks"])
    assert first == {
        "ref": "1",
        "name": "Placements break down",
        "owner": "Head of Care",
        "score_unspecified": 16,
        "target_score": 8,
        "score_words": {"score_unspecified": "Current", "target_score": "Target"},
        "rows": [0, 1],
        "further_actions": [
            {"text": "Support line", "target": "May 2025"},
            {"text": "Respite scheme", "target": "July 2025"},
        ],
    }
    assert second["rows"] == [2]
    assert accounted(read)


def test_quarters_and_their_arrow() -> None:
    text = (
        "Risk no\tRisk\tOwner\tQ1 2023/24 residual score\tQ2 2023/24 residual score\tQ3 2023/24 residual score\tTrend\n"
        "1\tToo few carers\tHead of Fostering\t20\t20\t16\t↓\n2\tLate visits\tHead of Care\t12\t12\t12\t↔\n"
    )
    read = read_text(text)
    first, second = read["sub_risks"]
    assert (first["net"], first["net_from"], first["net_to"], first["direction"]) == (16, 20, 16, "↓")
    assert [entry["value"] for entry in first["series"]] == [20, 20, 16]
    assert [entry["period"] for entry in first["series"]] == ["Q1 2023/24", "Q2 2023/24", "Q3 2023/24"]
    assert (second["net"], second["net_from"], second["net_to"], second["gross"]) == (12, None, None, None)


def test_letters_and_bands_stay_as_printed_and_are_no_numbers() -> None:
    text = (
        "Risk\tOwner\tInherent rating\tResidual rating\tControls\n"
        "Too few carers\tHead of Fostering\tA1\tB2\tCampaign\n"
        "Late visits\tHead of Care\tHigh\tMedium\tTracker\n"
    )
    read = read_text(text)
    assert [(risk["gross"], risk["net"], risk["bands"]) for risk in read["sub_risks"]] == [
        (None, None, {"gross": "A1", "net": "B2"}),
        (None, None, {"gross": "High", "net": "Medium"}),
    ]


def test_sub_risks_below_one_risk_as_a_deep_dive_has_them() -> None:
    text = (
        "Risk\tSub-risk\tImpact/consequences\tGross risk score\tControls and mitigation\tNett risk score\tNew and "
        "developing controls\tRisk manager\tTarget date\tCLT risk owner\n"
        "People\t(a) Too few social workers\tChildren wait\t25\tRetention payment\t16\tDrive abroad\tHead of "
        "Workforce\tApril 2024\tDirector of Care\n"
        "People\t(b) Loss of managers\tNo cover\t20\tDeputies\t12\tTraining\tHead of Workforce\tMay 2024\tDirector of Resources\n"
    )
    read = read_text(text)
    assert read["risk"] == "People"
    wanted = {
        "ref": "a",
        "name": "Too few social workers",
        "owner": "Director of Care",
        "other_owners": ["Head of Workforce"],
        "risk": "People",
        "gross": 25,
        "net": 16,
        "score_words": {"gross": "Gross", "net": "Nett"},
        "controls": ["Retention payment"],
        "consequence": "Children wait",
        "rows": [0],
        "further_actions": [{"text": "Drive abroad", "target": "April 2024"}],
    }
    assert shown(read["sub_risks"][0]) == wanted
    assert (read["sub_risks"][1]["ref"], read["sub_risks"][1]["net"]) == ("b", 12)


def test_cards_of_one_risk_each() -> None:
    card = "Risk title\t{0}\nRisk owner\t{1}\nInherent score\t{2}\nResidual score\t{3}\nControls\t{4}\nFurther actions\t{5}\n"
    text = card.format("Too few carers", "Head of Fostering", 20, 16, "Campaign", "Scheme") + "\n" * 12
    read = read_text(text + card.format("Late visits", "Head of Care", 16, 12, "Tracker", "Team"))
    assert [(risk["name"], risk["owner"], risk["gross"], risk["net"]) for risk in read["sub_risks"]] == [
        ("Too few carers", "Head of Fostering", 20, 16),
        ("Late visits", "Head of Care", 16, 12),
    ]


def test_headers_again_sections_notes_and_blank_rows_are_accounted_for(tmp_path: Path) -> None:
    header = "Ref,Risk,Owner,Gross score,Net score,Controls"
    lines = [
        header,
        "Strategic risks,,,,,",
        "1,A risk,Head of One,20,12,Checks",
        ",,,,,",
        header,
        "Operational risks,,,,,",
        "2,B risk,Head of Two,9,6,Audits",
        "* Scores were agreed in May,,,,,",
    ]
    path = tmp_path / "register.csv"
    path.write_text("\n".join(lines))
    read = read_file(path)
    assert [risk["section"] for risk in read["sub_risks"]] == ["Strategic risks", "Operational risks"]
    assert read["sections"] == ["Strategic risks", "Operational risks"]
    assert [entry["text"] for entry in read["set_aside"]] == ["* Scores were agreed in May"]
    assert read["counts"]["headers"] == 2
    assert accounted(read)


def test_a_header_that_a_heading_parts_from_its_rows_in_pasted_text() -> None:
    text = (
        "Ref\tRisk\tOwner\tGross score\tNet score\tControls\nStrategic risks\n1\tA risk\tHead of "
        "One\t20\t12\tChecks\n2\tB risk\tHead of Two\t9\t6\tAudits\n\n"
        "Scores were agreed in May by the board.\n"
    )
    read = read_text(text)
    assert [(risk["name"], risk["gross"], risk["section"]) for risk in read["sub_risks"]] == [
        ("A risk", 20, "Strategic risks"),
        ("B risk", 9, "Strategic risks"),
    ]
    assert [entry["text"] for entry in read["narrative"]] == ["Scores were agreed in May by the board."]
    assert accounted(read)


def test_two_scores_with_the_same_name_are_not_told_apart_by_guess() -> None:
    text = (
        "Ref\tRisk\tImpact\tLikelihood\tScore\tControls\tImpact\tLikelihood\tScore\n"
        "1\tA risk\t5\t5\t25\tChecks\t4\t4\t16\n"
        "2\tB risk\t4\t4\t16\tAudits\t3\t3\t9\n"
    )
    read = read_text(text)
    assert [(risk["gross"], risk["net"], risk["score_unspecified"]) for risk in read["sub_risks"]] == [
        (None, None, None)
    ] * 2
    assert "nothing tells which is which" in read["suspects"][0]["why"]
    assert read["rows"][0]["Score (2)"] == "16"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "Ref\tAction\tOwner\tBy when\tStatus\tRisk\n1\tRecruit carers\tHead of Fostering\tMarch 2025\tOn "
            "track\tToo few carers\n2\tClear backlog\tHead of Care\tMay 2025\tLate\tStaff leave\n",
            "plan",
        ),
        (
            "Priority\tAction\tLead\tDeadline\tSuccess measure\tRisks\tRisk rating\tProgress\nA\tRecruit carers\tHead "
            "of Fostering\tMarch 2025\t20 carers\tToo few\tHigh\tStarted\n",
            "plan",
        ),
        (
            "Risk\tImpact\tLikelihood\tScore\tMitigating actions\tOwner\tBy when\nStaff leave\t4\t4\t16\tRetention "
            "pay\tHead of Workforce\tMay 2025\nLate visits\t3\t3\t9\tTracker\tHead of Care\tMay 2025\n",
            "risk",
        ),
        (
            "Indicator\tBaseline\tTarget\tActual\tRAG\nRe-referrals\t20%\t18%\t19%\tAmber\nVisits in time\t80%\t90%\t85%\tRed\n",
            "indicators",
        ),
    ],
)
def test_plans_registers_and_indicators_are_told_apart(text: str, kind: str) -> None:
    read = read_text(text)
    assert read["kind"] == kind
    assert read["confidence"] >= 0.9


def test_a_register_in_the_annex_of_a_report_does_not_make_the_report_a_register() -> None:
    report = (
        "Report to: AUDIT COMMITTEE\nRelevant Officer: Head of Audit\nDate of Meeting: 4 March 2024\n\nRISK "
        "UPDATE\n\n1.0 Purpose of the report:\n\n1.1 To show the register.\n\n"
        "2.0 Recommendation(s):\n\n2.1 To note the register.\n\n3.0 Reasons for recommendation(s):\n\n3.1 The "
        "Committee asked for it.\n\n"
        "4.0 Financial considerations:\n\n4.1 None.\n\nRef\tRisk\tOwner\tGross score\tNet score\n1\tA risk\tHead of "
        "One\t20\t12\n2\tB risk\tHead of Two\t9\t6\n"
    )
    assert risks.confidence(printed(document_of_text(report))) < 0.6
    assert read_text(report)["kind"] == "report"


@pytest.mark.parametrize(
    ("text", "value", "before", "band", "clear"),
    [
        ("20", 20, None, None, True),
        ("20 (Red)", 20, None, "Red", True),
        ("High 16", 16, None, "High", True),
        ("5 x 4 = 20", 20, None, None, True),
        ("5x4", 20, None, None, True),
        ("16 ↓", 16, None, None, True),
        ("20 → 16", 16, 20, None, True),
        ("16 (was 20)", 16, 20, None, True),
        ("I4 L5 20", 20, None, None, True),
        ("B2", None, None, "B2", True),
        ("Amber", None, None, "Amber", True),
        ("TBC", None, None, None, True),
        ("", None, None, None, True),
        ("20%", None, None, None, False),
        ("12 or 16", None, None, None, False),
        ("12 May 2024", None, None, None, False),
    ],
)
def test_scores_in_cells(
    text: str, value: int | None, before: int | None, band: str | None, clear: bool
) -> None:
    score = read_score(text)
    assert (score.value, score.before, score.band, score.clear) == (value, before, band, clear)


@pytest.mark.parametrize(
    ("header", "over", "meaning"),
    [
        ("Risk Ref.", "", ("ref", "", "")),
        ("Description of risk", "", ("risk", "", "")),
        ("Impact", "", ("", "", "impact")),
        ("L", "Gross", ("", "gross", "likelihood")),
        ("Inherent Risk Score (I x L)", "", ("", "gross", "score")),
        ("Residual rating", "", ("", "net", "score")),
        ("Target date", "", ("target_date", "", "")),
        ("Target risk", "", ("", "target", "score")),
        ("Existing controls in place", "", ("controls", "", "")),
        ("Further mitigating controls planned", "", ("further_actions", "", "")),
        ("Score", "Current risk", ("", "current", "score")),
        ("Potential consequences", "", ("consequence", "", "")),
        ("Direction of Travel", "", ("direction", "", "")),
        ("RAG", "", ("rag", "", "")),
        ("Previous score", "", ("", "previous", "score")),
        ("Risk appetite", "", ("", "target", "score")),
    ],
)
def test_names_of_columns(header: str, over: str, meaning: tuple[str, str, str]) -> None:
    column = column_of(header, over)
    assert (column.field, column.stage, column.part) == meaning


@pytest.mark.parametrize("seed", range(25))
def test_rows_read_are_rows_taken_and_set_aside_whatever_is_in_the_table(seed: int) -> None:
    chance = random.Random(seed)
    words = [
        "",
        "20",
        "High",
        "A risk of something",
        "* note",
        "4 x 5",
        "Head of One",
        "Ref",
        "Risk",
        "n/a",
        "\u202e12",
        "2.5",
        "16 ↓",
        "x" * 300,
    ]
    header = "Ref\tRisk\tOwner\tGross score\tNet score\tControls"
    lines = [header, "1\tA risk\tHead of One\t20\t12\tChecks"]
    for _ in range(chance.randint(0, 30)):
        lines.append("\t".join(chance.choice(words) for _ in range(chance.choice([6, 6, 6, 3, 8]))))
    paper = printed(document_of_text("\n".join(lines)))
    read = risks.read(paper, EMPTY)
    assert accounted(read)
    assert json.loads(json.dumps(read)) == read
    taken = [number for risk in read["sub_risks"] for number in risk["rows"]]
    assert sorted(taken) == list(range(len(read["rows"])))
