"""What becomes of the plan before: each action once, nothing outstanding overlooked."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.plans import carrying_rules as rules
from sightline.domain.plans.carrying_rules import Holds, Lost, OldAction, OldFinding
from sightline.domain.plans.governing_words import DISPOSITIONS
from sightline.ground.lib.errors import Refused

ACTIONS = st.builds(
    OldAction,
    label=st.text(min_size=1, max_size=5),
    disposition=st.sampled_from(["", *DISPOSITIONS]),
    settled=st.sampled_from(["", "ended", "signed-off"]),
)
FINDINGS = st.builds(
    OldFinding,
    label=st.text(min_size=1, max_size=5),
    answered=st.booleans(),
    reason=st.booleans(),
    closed=st.booleans(),
)


@given(st.lists(ACTIONS))
def test_every_action_is_counted_once(actions):
    found = rules.add_up(actions)
    assert found.adds_up
    assert found.total == len(actions)
    assert len(found.outstanding) == found.parts["outstanding"]


@given(st.lists(ACTIONS))
def test_only_what_is_neither_disposed_of_nor_settled_is_outstanding(actions):
    left = [one.label for one in actions if not one.disposition and not one.settled]
    assert list(rules.add_up(actions).outstanding) == left


@given(st.lists(FINDINGS))
def test_every_finding_is_counted_once(findings):
    found = rules.add_up_findings(findings)
    assert found.adds_up
    assert [one.label for one in findings if not (one.answered or one.reason or one.closed)] == list(
        found.outstanding
    )


def test_the_sum_in_words():
    found = rules.add_up(
        [OldAction("1", "carried"), OldAction("2", "carried"), OldAction("3", settled="signed-off")]
    )
    assert found.said(rules.WORDS, ("action", "actions")) == "3 actions = 2 carried over + 1 signed off"
    assert rules.add_up([]).said(rules.WORDS, ("action", "actions")) == "No actions"


@pytest.mark.parametrize(
    ("kind", "targets", "reason", "decision", "settled", "says"),
    [
        ("carried", 0, "", False, False, "name the one action"),
        ("carried", 2, "", False, False, "choose “split”"),
        ("merged", 1, "", False, False, "Say why"),
        ("split", 1, "why", False, False, "at least two"),
        ("split", 2, "", False, False, "Say why"),
        ("ended", 0, "no longer needed", False, False, "by an officer"),
        ("ended", 0, "", True, False, "Say why"),
        ("signed-off", 0, "", False, False, "by an officer"),
        ("signed-off", 1, "", True, False, "Leave these out"),
        ("carried", 1, "", False, True, "settled by a decision"),
        ("lost", 0, "", False, False, "Choose what becomes"),
    ],
)
def test_a_disposition_that_leaves_something_out_is_refused(kind, targets, reason, decision, settled, says):
    with pytest.raises(Refused, match=says) as refused:
        rules.check_can_dispose(
            kind, label="Action 4", targets=targets, reason=reason, decision=decision, settled=settled
        )
    assert "Nothing was recorded for it." in refused.value.sentence


@pytest.mark.parametrize(
    ("kind", "targets", "reason", "decision", "settled"),
    [
        ("carried", 1, "", False, False),
        ("merged", 1, "both ask for the same", False, False),
        ("split", 3, "too large", False, False),
        ("signed-off", 0, "", True, False),
        ("signed-off", 0, "", False, True),
        ("ended", 0, "overtaken by law", True, False),
    ],
)
def test_a_disposition_that_says_all_is_taken(kind, targets, reason, decision, settled):
    rules.check_can_dispose(
        kind, label="4", targets=targets, reason=reason, decision=decision, settled=settled
    )


def test_no_certificate_while_something_is_outstanding():
    left = rules.add_up([OldAction(f"Action {n}") for n in range(7)])
    with pytest.raises(Refused, match=r"7 of the plan before are still outstanding .* and 2 more"):
        rules.check_can_certify(True, left, rules.add_up_findings([]))
    with pytest.raises(Refused, match="does not follow another"):
        rules.check_can_certify(False, rules.add_up([]), rules.add_up_findings([]))
    rules.check_can_certify(True, rules.add_up([]), rules.add_up_findings([OldFinding("F", answered=True)]))


def test_what_none_that_takes_over_has_is_named():
    old = Holds(
        frozenset({"F1", "F2"}), frozenset({"Head of Service"}), frozenset({"Board"}), date(2024, 6, 30), True
    )
    one = Holds(frozenset({"F1"}), frozenset({"Head of Service"}), frozenset(), date(2024, 12, 31), True)
    assert rules.lost_on_the_way(old, [one]) == (
        Lost("Finding", ("F2",)),
        Lost("Body", ("Board",)),
        Lost("Due date", ("30 June 2024, now 31 December 2024",)),
    )
    assert rules.lost_on_the_way(old, [Holds()])[-2:] == (
        Lost("Due date", ("30 June 2024, and none is stated now",)),
        Lost("Success measure", ("stated before, not stated now",)),
    )
    assert rules.lost_on_the_way(old, [one, old]) == (
        Lost("Due date", ("30 June 2024, now 31 December 2024",)),
    )
    assert rules.lost_on_the_way(old, []) == ()


def test_a_plan_follows_no_plan_that_follows_it():
    following = {1: None, 2: 1, 3: 2}
    rules.check_can_follow(4, 3, following, draft=True, title="Third")
    for plan, before in [(1, 3), (2, 2), (1, 2)]:
        with pytest.raises(Refused, match="cannot follow it"):
            rules.check_can_follow(plan, before, {**following, plan: None}, draft=True, title="Third")
    with pytest.raises(Refused, match="Only a draft"):
        rules.check_can_follow(4, 3, following, draft=False, title="Third")
