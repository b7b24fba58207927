"""`sightline check --plan N`: a plan of the database, printed as a file's problems are."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from sightline.domain.checks.commands import waive_check
from sightline.doors.cli.main import main
from tests.factories import SYSTEM, TODAY, a_plan, an_action

pytestmark = pytest.mark.django_db


def test_a_stored_plan_is_printed_like_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    plan = a_plan()
    action = an_action(plan, "Train managers", ref="1.1")
    waive_check(
        by=SYSTEM, plan=plan, code="SL301", kind="action", key=str(action.pk), label="Action 1.1",
        reason="It waits for the contract.", expires=TODAY + timedelta(days=9), today=TODAY,
    )  # fmt: skip
    assert main(["check", "--plan", str(plan.number), "--on", TODAY.isoformat()]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert f"plan {plan.number}: SL201 error Action 1.1 has no owner." in lines
    assert not any("SL301" in line for line in lines)
    assert lines[-1] == f"plan {plan.number}: 1 more waived."
    assert main(["check", "--plan", str(plan.number), "--json", "--on", "2030-01-01"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["counts"]["error"] and "SL301" in {one["code"] for one in told["problems"]}


def test_a_plan_that_is_not_there_and_a_command_that_names_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "--plan", "7"]) == 2
    assert "There is no plan with this number." in capsys.readouterr().err
    assert main(["check"]) == 2
    assert main(["check", "--plan", "7", "plan.csv"]) == 2
    assert "not both" in capsys.readouterr().err
