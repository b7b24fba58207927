"""A plan paper as facts: columns by their guess, nothing invented, and what the paper cannot say is not asked of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from sightline.domain.checks.rules import check
from sightline.work.imports.reading.plan_facts import plan_facts

TODAY = date(2026, 6, 1)


def paper(
    columns: list[str], *rows: list[str | None], parsed: list[dict[str, Any]] | None = None
) -> dict[str, Any]:
    """A paper as `sightline read --json` prints it."""
    return {
        "kind": "plan",
        "title": "Plan",
        "error": None,
        "columns": columns,
        "rows": [dict(zip(columns, row, strict=True)) for row in rows],
        "parsed": parsed or [],
    }


def test_the_usual_columns_become_facts() -> None:
    columns = [
        "Ref",
        "Ofsted recommendation",
        "Action",
        "Lead",
        "Due date",
        "Status",
        "Success measure",
        "Baseline",
        "Target",
    ]
    row = ["1.1", "Assessments", "Change the route", "PSW", "31/12/2026", "In progress", "Timeliness", "71% (March 2026)",
           "at least 95% of assessments"]  # fmt: skip
    facts = plan_facts(paper(columns, row))
    action = facts.actions[0]
    assert (action.number, action.what, action.other_source) == ("1.1", "Change the route", "Assessments")
    assert (action.due, action.delivery, action.row) == (date(2026, 12, 31), "in progress", 1)
    assert action.owners[0].text == "PSW" and action.owners[0].lead
    assert action.target and (action.target.value, action.target.unit, action.target.comparator) == (
        Decimal(95),
        "%",
        ">=",
    )
    assert action.baseline and action.baseline.value == Decimal(71)
    assert facts.from_file
    assert {
        "number",
        "source",
        "owner",
        "due",
        "delivery",
        "success_measure",
        "baseline",
        "target",
    } <= facts.known
    assert not {"findings", "evidence", "bodies", "priority", "workstreams", "period"} & facts.known


def test_what_the_paper_has_no_column_for_is_said_once() -> None:
    found = check(plan_facts(paper(["Action"], ["Train managers"], ["Recruit staff"], ["Publish"])), TODAY)
    assert {problem.code for problem in found} == {"SL698", "SL699"}


def test_an_empty_cell_of_a_column_is_a_problem_of_its_row() -> None:
    found = check(
        plan_facts(paper(["Action", "Lead"], ["Train managers", None], ["Recruit staff", "PSW"])), TODAY
    )
    assert [(problem.code, problem.row) for problem in found if problem.kind == "action"] == [("SL201", 1)]


def test_a_sub_row_has_the_source_of_the_row_above_it_and_no_other_has() -> None:
    columns = ["Ref", "Ofsted recommendation", "Action"]
    facts = plan_facts(
        paper(columns, ["R1", "Timeliness", "a"], ["R1.2", None, "b"], ["R2", None, "c"], ["R2.1", None, "d"])
    )
    assert [action.other_source for action in facts.actions] == ["Timeliness", "Timeliness", None, None]


def test_a_colour_is_not_a_status() -> None:
    facts = plan_facts(paper(["Ref", "Action", "RAG"], ["1", "Train managers", "A/G"], ["2", "Recruit", "G"]))
    assert [action.delivery for action in facts.actions] == [None, None]
    assert not {"status", "delivery"} & facts.known
    told = plan_facts(
        paper(["Action", "RAG"], ["a", "A"], ["b", "G"], parsed=[{"status": None}, {"status": "done"}])
    )
    assert "delivery" in told.known and "SL508" not in {problem.code for problem in check(told, TODAY)}


def test_a_revised_date_keeps_the_first_beside_it() -> None:
    facts = plan_facts(
        paper(["Action", "Timescale"], ["Train", "31/12/2013 (revised to 30/04/14)"], ["Recruit", "Ongoing"])
    )
    first, second = facts.actions
    assert (first.first_due, first.due, first.due_changes) == (date(2013, 12, 31), date(2014, 4, 30), 1)
    assert (second.due, second.due_raw) == (None, "Ongoing")


def test_tbc_is_judged_as_printed_and_several_owners_have_no_lead_unless_marked() -> None:
    columns = ["Action", "Lead"]
    parsed = [{"owners": []}, {"owners": ["JB", "HR"]}, {"owners": ["PSW (lead)", "HR"]}]
    facts = plan_facts(paper(columns, ["a", "TBC"], ["b", "JB, HR"], ["c", "PSW (lead), HR"], parsed=parsed))
    assert [[owner.text for owner in action.owners] for action in facts.actions] == [
        ["TBC"],
        ["JB", "HR"],
        ["PSW (lead)", "HR"],
    ]
    codes = [(problem.row, problem.code) for problem in check(facts, TODAY) if problem.kind == "action"]
    assert sorted(codes) == [(1, "SL211"), (2, "SL202"), (2, "SL203")]


def test_a_paper_without_rows_is_no_crash() -> None:
    assert plan_facts({"kind": "plan", "columns": [], "rows": []}).actions == ()
    assert plan_facts({}).actions == ()


def test_what_the_reader_understood_counts_before_our_own_reading() -> None:
    parsed = [
        {
            "row": 7,
            "owners": ["PSW"],
            "due": {"raw": "Q1 14/15", "date": "2014-06-30", "original": "2014-03-31"},
            "status": "in progress",
            "confidence": "at risk",
            "updates": [{"date": "2014-05-02", "text": "Draft"}, {"date": "2014-05-20", "text": "Agreed"}],
            "monitoring_body": ["Improvement Board"],
            "section_title": "Theme 1: Front door",
        },
        {"row": 8, "owners": [], "done_awaiting_sign_off": True, "status": None},
    ]
    columns = ["Action", "Timescale", "Progress", "Monitored by"]
    rows = (
        ["Train", "Q1 14/15", "2/5/14 Draft. 20/5/14 Agreed", "Improvement Board"],
        ["Recruit", None, "Awaiting sign off", None],
    )
    facts = plan_facts(paper(columns, *rows, parsed=parsed))
    first, second = facts.actions
    assert (first.due, first.first_due, first.due_changes) == (date(2014, 6, 30), date(2014, 3, 31), 1)
    assert (first.last_update, first.confidence, first.row) == (date(2014, 5, 20), "at risk", 7)
    assert [(body.layer, body.name) for body in first.bodies] == [("monitor", "Improvement Board")]
    assert first.theme == "Theme 1: Front door"
    assert (second.delivery, second.assurance, second.row) == ("done", "reported", 8)
    assert {"update_dates", "confidence", "delivery", "theme", "bodies"} <= facts.known


def test_the_upload_pages_mapping_of_columns_is_used_where_it_is_given() -> None:
    read = paper(["Was", "Wer"], ["Train managers", "PSW"]) | {
        "mapping": [{"column": "Was", "field": "action"}, {"column": "Wer", "field": "owner"}]
    }
    action = plan_facts(read).actions[0]
    assert (action.what, action.owners[0].text) == ("Train managers", "PSW")


def test_progress_without_a_date_is_not_called_silence() -> None:
    columns = ["Action", "Due date", "Status", "Progress"]
    parsed: list[dict[str, Any]] = [{"updates": [{"date": "2026-05-20", "text": "x"}]}, {"updates": []}]
    rows = (
        ["Train", "1/4/2026", "In progress", "20/5/26 x"],
        ["Recruit", "1/4/2026", "In progress", "Advert is out"],
    )
    found = check(plan_facts(paper(columns, *rows, parsed=parsed)), TODAY)
    assert [(p.row, p.code) for p in found if p.code in ("SL304", "SL305", "SL316")] == [
        (1, "SL316"),
        (2, "SL316"),
    ]


def test_rows_of_two_sheets_with_one_number_are_two_problems() -> None:
    columns = ["Action", "Lead"]
    found = check(
        plan_facts(paper(columns, ["a", None], ["b", None], parsed=[{"row": 2}, {"row": 2}])), TODAY
    )
    owners = [problem for problem in found if problem.code == "SL201"]
    assert len({problem.identity for problem in owners}) == 2 and {problem.row for problem in owners} == {2}
