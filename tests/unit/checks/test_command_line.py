"""`sightline check`: what it prints and how it ends. Django is not needed."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sightline.doors.cli import check

TODAY = date(2026, 6, 1)
ROOT = Path(__file__).resolve().parents[3]


def _paper(**changes: Any) -> dict[str, Any]:
    rows = [
        {"Ref": "1.1", "Action": "Train managers", "Lead": None},
        {"Ref": "1.2", "Action": "Recruit", "Lead": "PSW"},
    ]
    return {
        "kind": "plan",
        "title": "Plan",
        "error": None,
        "columns": ["Ref", "Action", "Lead"],
        "rows": rows,
    } | changes


def test_problems_are_printed_like_a_linters(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.report("plan.csv", _paper(), TODAY) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "plan.csv:1: SL201 error Action 1.1 has no owner."
    assert lines[-1].startswith("plan.csv: 1 error, ")


def test_without_an_error_it_ends_well(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.report("plan.csv", _paper(rows=_paper()["rows"][1:]), TODAY) == 0
    assert "error" not in capsys.readouterr().out


def test_json_holds_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.report("plan.csv", _paper(), TODAY, as_json=True) == 1
    printed = json.loads(capsys.readouterr().out)
    assert printed["file"] == "plan.csv" and printed["error"] is None and printed["counts"]["error"] == 1
    assert printed["problems"][0]["code"] == "SL201" and printed["problems"][0]["row"] == 1
    assert printed["problems"][0]["mend"] and printed["problems"][0]["why"]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"error": "The file is empty. Choose another."}, "The file is empty"),
        ({"kind": "minutes"}, "read as “minutes”"),
        ({"rows": []}, "No action was found"),
    ],
)
def test_what_cannot_be_checked_is_said_in_a_sentence(
    changed: dict[str, Any], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check.report("x.pdf", _paper(**changed), TODAY) == 2
    assert said in capsys.readouterr().err
    assert check.report("x.pdf", _paper(**changed), TODAY, as_json=True) == 2
    assert said in json.loads(capsys.readouterr().out)["error"]


def test_the_arguments() -> None:
    parser = argparse.ArgumentParser()
    check.add_arguments(parser)
    asked = parser.parse_args(["a.csv", "b.xlsx", "--json", "--on", "2026-06-01"])
    assert (asked.files, asked.json, asked.on) == (["a.csv", "b.xlsx"], True, TODAY)
    for wrong in (["--on", "June", "a.csv"], ["--plan", "one"]):
        with pytest.raises(SystemExit) as end:
            parser.parse_args(wrong)
        assert end.value.code == 2


def test_django_is_not_needed() -> None:
    program = "import sys; from sightline.doors.cli import check; print('django' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "False"


def _run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    check.add_arguments(parser)
    return check.run(parser.parse_args([*words, "--on", "2026-06-01"]))


def test_real_files_are_read_and_a_bad_one_stops_no_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, empty, missing = tmp_path / "plan.csv", tmp_path / "empty.csv", tmp_path / "none.csv"
    good.write_text(
        "Ref,Recommendation,Action,Lead,Due date,Status\n"
        "1.1,Late assessments,Continue to strengthen practice,JB,31/03/2026,In progress\n"
        "1.2,Late assessments,Recruit ten social workers,,31/12/2026,Not started\n"
    )
    empty.write_text("")
    assert _run(str(empty), str(good), str(missing)) == 2
    said = capsys.readouterr()
    assert f"{good}:3: SL201 error Action 1.2 has no owner." in said.out
    assert f"{good}:2: SL203 warning" in said.out and f"{good}:2: SL316 warning" in said.out
    assert str(empty) in said.err and str(missing) in said.err and "Traceback" not in said.err


def test_the_sample_plan(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(str(shared / "samples" / "plans" / "p08_plan_table_tsv.txt")) == 0
    found = {line.split()[1] for line in capsys.readouterr().out.splitlines()}
    assert {"SL202", "SL211", "SL302"} <= found
    assert not {"SL102", "SL401", "SL501", "SL508"} & found
