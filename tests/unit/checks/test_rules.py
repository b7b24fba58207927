"""Every check has a case that passes and one that fails, and a code for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from sightline.domain.checks.facts import COLUMNS, EVERYTHING, ActionFacts, PlanFacts
from sightline.domain.checks.rules import CheckSettings, Rule, all_rules, check, rule_for, summary
from sightline.domain.checks.rules.examples import ACTION, TODAY, action, plan
from sightline.domain.checks.rules.registry import SEVERITIES, SUBJECTS

CODES = Path(__file__).with_name("codes.txt")
RULES = pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)


def _codes(plan: PlanFacts, **settings: object) -> list[str]:
    return [problem.code for problem in check(plan, TODAY, CheckSettings(**settings))]  # type: ignore[arg-type]


@RULES
def test_the_case_that_passes_passes(rule: Rule) -> None:
    assert rule.code not in _codes(rule.passes.plan)


@RULES
def test_the_case_that_fails_fails_and_says_so_in_a_sentence(rule: Rule) -> None:
    found = [problem for problem in check(rule.fails.plan, TODAY) if problem.code == rule.code]
    assert found
    for problem in found:
        assert problem.sentence[0].isupper() or problem.sentence[0].isdigit()
        assert problem.sentence.endswith((".", "”"))
        assert problem.identity == (rule.code, rule.kind, problem.key) and problem.key and problem.label
        assert " None" not in problem.sentence


@RULES
def test_what_stands_beside_a_check_is_written_out(rule: Rule) -> None:
    assert rule.code.startswith("SL") and rule.code[2] in SUBJECTS and rule.severity in SEVERITIES
    for words in (rule.why, rule.mend):
        assert words[0].isupper() or words[0] == "“", words
        assert words.endswith("."), words
    assert rule.title and not rule.title.endswith(".")
    assert rule.passes.words and rule.fails.words and rule.passes.words != rule.fails.words
    assert set(rule.needs) <= set(COLUMNS)


def test_codes_are_for_ever() -> None:
    """codes.txt is added to, never changed: waivers, minutes and reports name codes."""
    printed = dict(line.split(" ", 1) for line in CODES.read_text().splitlines() if line.strip())
    assert {rule.code: rule.name for rule in all_rules()} == printed


def test_titles_and_functions_are_not_used_twice() -> None:
    assert len({rule.title for rule in all_rules()}) == len(all_rules()) == len({r.name for r in all_rules()})
    assert len(all_rules()) >= 24


def test_the_faultless_action_has_no_fault() -> None:
    assert check(plan(), TODAY) == []


def test_the_most_serious_come_first_then_by_code_then_in_the_plans_order() -> None:
    bare = [ActionFacts(key=n, number=f"2.{n}", what=f"Continue to support team {n}") for n in (2, 1)]
    found = check(plan(*bare, themes=()), TODAY)
    ranks = [(SEVERITIES.index(problem.severity), problem.code) for problem in found]
    assert ranks == sorted(ranks)
    assert [problem.key for problem in found if problem.code == "SL201"] == ["2", "1"]


def test_identities_do_not_repeat() -> None:
    bare = [ActionFacts(key=n, number=None, what="Continue to work together") for n in range(6)]
    found = check(plan(*bare), TODAY)
    assert len({problem.identity for problem in found}) == len(found)


def test_an_ended_action_is_left_alone() -> None:
    ended = ActionFacts(key=9, number="9", what="Explore options", ended=True)
    assert check(plan(ACTION, ended), TODAY) == []


def test_a_file_is_told_once_what_it_has_no_place_for() -> None:
    rows = [
        ActionFacts(key=n, number=str(n), what=f"Train team {n}", owners=ACTION.owners, row=n)
        for n in range(1, 9)
    ]
    known = frozenset({"number", "owner", "status", "delivery"})
    found = check(plan(*rows, from_file=True, known=known, themes=()), TODAY)
    missing = [problem.key for problem in found if problem.code == "SL699"]
    assert missing == ["source", "due", "updates", "success_measure", "target", "theme"]
    assert sum(problem.code == "SL698" for problem in found) == 1
    assert not {"SL102", "SL301", "SL401", "SL501", "SL204"} & {problem.code for problem in found}


def test_a_plan_of_the_database_is_never_told_about_columns() -> None:
    assert not {"SL698", "SL699"} & set(_codes(plan(known=EVERYTHING - {"due"})))


def test_rows_of_a_file_are_named_in_its_problems() -> None:
    found = check(plan(action(owners=(), row=12), from_file=True), TODAY)
    assert [(problem.code, problem.row) for problem in found] == [("SL201", 12)]


@pytest.mark.parametrize(
    ("field", "value", "code", "facts"),
    [
        ("days_until_stale", 10, "SL305", {"last_update": date(2026, 5, 20)}),
        ("slips_allowed", 0, "SL306", {"due_changes": 1}),
        ("owner_changes_allowed", 0, "SL210", {"owner_changes": 1}),
        ("findings_an_action_can_answer", 1, "SL107", {"source_count": 2}),
        ("days_before_due_to_start", 300, "SL314", {"delivery": "not started"}),
    ],
)
def test_settings_move_the_line(field: str, value: int, code: str, facts: dict[str, object]) -> None:
    case = plan(action(**facts))
    assert code not in _codes(case) and code in _codes(case, **{field: value})


def test_never_updated_counts_from_when_work_was_to_begin() -> None:
    begun = action(last_update=None, updates=0, start=date(2026, 1, 5))
    assert "SL305" in _codes(plan(begun))
    assert "SL305" not in _codes(plan(replace(begun, start=date(2026, 5, 25))))
    assert "SL305" not in _codes(plan(replace(begun, start=date(2026, 9, 1))))


def test_silence_after_the_due_date_is_said_once() -> None:
    codes = _codes(plan(action(due=date(2026, 2, 1), last_update=date(2026, 1, 10))))
    assert "SL304" in codes and "SL305" not in codes


def test_an_update_on_the_due_date_itself_is_not_an_answer_to_its_passing() -> None:
    assert "SL304" in _codes(plan(action(due=date(2026, 5, 20), last_update=date(2026, 5, 20))))
    assert "SL304" not in _codes(plan(action(due=TODAY, last_update=date(2026, 5, 20))))


def test_lookups() -> None:
    assert rule_for("sl203") is rule_for("SL203") is not None
    assert rule_for("SL999") is None


def test_the_summary_counts_in_words() -> None:
    found = check(plan(action(owners=(), forecast=None, confidence="off track", owner_changes=3)), TODAY)
    assert summary(found) == "1 error, 1 warning and 1 piece of advice."
    assert summary([]) == "The checks found nothing."


def test_nothing_stated_at_all_is_no_crash() -> None:
    found = check(PlanFacts("Plan", actions=(ActionFacts(1, None, ""),)), TODAY)
    assert {"SL105", "SL201", "SL301", "SL401"} <= {problem.code for problem in found}


TEXT = "The panel met twice in May and looked at twelve cases; managers were told what was found and two were sent back."


@pytest.mark.parametrize(
    ("before", "copied"),
    [
        (TEXT, True),
        (TEXT.upper() + " ", True),
        (TEXT.replace("May", "April"), True),
        (TEXT + " A new form was written, tried out with three teams and sent to the board.", False),
        ("The board heard from six families and changed the form.", False),
    ],
)
def test_an_update_copied_with_one_word_changed_is_a_copy(before: str, copied: bool) -> None:
    assert ("SL503" in _codes(plan(action(latest_texts=(TEXT, before))))) is copied


@pytest.mark.parametrize(
    ("now", "before", "copied"),
    [
        ("Meetings with schools are held.", "Meetings with schools are held.", True),
        ("71 of 100 in March.", "64 of 100 in March.", False),
        ("No change since the last update.", "No change since the last update.", False),
    ],
)
def test_a_short_update_is_a_copy_only_when_every_word_is_the_same(
    now: str, before: str, copied: bool
) -> None:
    assert ("SL503" in _codes(plan(action(latest_texts=(now, before))))) is copied


def test_no_change_said_twice_is_honest() -> None:
    assert "SL503" not in _codes(plan(action(latest_texts=("No change.", "No change."))))
