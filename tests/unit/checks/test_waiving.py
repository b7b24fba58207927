"""Waivers: refused without a reason or an end; a problem comes back when the waiver has run out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sightline.domain.checks.rules import check
from sightline.domain.checks.rules.examples import TODAY, action, plan
from sightline.domain.checks.rules.waiving import WaiverFacts, check_can_end, check_can_waive, note_for, part
from sightline.ground.lib.errors import Refused

REASON = "The post is filled on 1 July; the board knows."
PROBLEMS = check(plan(action(owners=(), confidence="off track")), TODAY)  # SL201 error, SL309 warning
WAIVER = WaiverFacts(
    1, "SL309", "action", "1", REASON, TODAY + timedelta(days=30), "Ann Field", TODAY - timedelta(days=5)
)


def test_a_live_waiver_holds_a_problem_back() -> None:
    judged = part(PROBLEMS, [WAIVER], TODAY)
    assert [problem.code for problem in judged.problems] == ["SL201"] and judged.errors == 1
    assert [one.problem.code for one in judged.waived] == ["SL309"]
    assert "Ann Field" in judged.waived[0].note and REASON in judged.waived[0].note
    assert judged.waived_errors == ()


def test_it_holds_on_its_last_day_and_not_on_the_next() -> None:
    last = replace(WAIVER, expires=TODAY)
    assert part(PROBLEMS, [last], TODAY).waived
    after = part(PROBLEMS, [last], TODAY + timedelta(days=1))
    assert not after.waived
    standing = next(one for one in after.standing if one.problem.code == "SL309")
    assert standing.lapsed == last and "expired on 1 June 2026" in standing.note and REASON in standing.note


def test_an_ended_waiver_holds_nothing_and_says_nothing() -> None:
    judged = part(PROBLEMS, [replace(WAIVER, ended=True)], TODAY)
    assert len(judged.standing) == 2 and all(one.lapsed is None and one.note == "" for one in judged.standing)


def test_another_action_is_not_waived_with_it() -> None:
    assert not part(PROBLEMS, [replace(WAIVER, key="2")], TODAY).waived


def test_a_waiver_of_what_has_been_mended_is_idle() -> None:
    assert part(check(plan(), TODAY), [WAIVER], TODAY).idle == (WAIVER,)


def test_a_waived_error_is_named_to_whoever_adopts() -> None:
    rule = check_can_waive("SL201", "action", REASON, TODAY + timedelta(days=10), TODAY)
    assert "adopts" in note_for(rule)
    judged = part(PROBLEMS, [replace(WAIVER, code="SL201")], TODAY)
    assert [one.problem.code for one in judged.waived_errors] == ["SL201"] and judged.errors == 0
    assert note_for(check_can_waive("SL309", "action", REASON, TODAY + timedelta(days=10), TODAY)) == ""


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"code": "SL999"}, "no check"),
        ({"kind": "finding"}, "no check"),
        ({"reason": "  "}, "reason|why"),
        ({"reason": "ok"}, "why"),
        ({"expires": None}, "day on which"),
        ({"expires": TODAY}, "not in the future"),
        ({"expires": TODAY - timedelta(days=1)}, "not in the future"),
        ({"expires": TODAY + timedelta(days=367)}, "a year at most"),
        ({"code": "SL101", "kind": "finding"}, "cannot be waived"),
        ({"waived_until": date(2026, 7, 1)}, "waived already, until 1 July 2026"),
    ],
)
def test_what_is_refused(changed: dict[str, object], words: str) -> None:
    asked = {
        "code": "SL309",
        "kind": "action",
        "reason": REASON,
        "expires": TODAY + timedelta(days=366),
        "today": TODAY,
    }
    check_can_waive(**asked)  # type: ignore[arg-type]
    with pytest.raises(Refused, match=words):
        check_can_waive(**{**asked, **changed})  # type: ignore[arg-type]


def test_a_waiver_ends_once() -> None:
    check_can_end(False)
    with pytest.raises(Refused, match="already"):
        check_can_end(True)
