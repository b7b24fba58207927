"""The questions of a chair's brief: each from a held fact, in order, and none where nothing is held."""

from datetime import date

from sightline.domain.meetings.promises.rules import PromiseFacts, lateness
from sightline.domain.thread.brief_rules import (
    ActionOfBrief,
    PromiseOfBrief,
    RisenScore,
    questions,
    worse_or_unknown,
)
from sightline.domain.thread.rules import Stands
from sightline.ground.lib.working_days import england

TODAY = date(2026, 11, 20)


def promise(number, moved=0, left_out=0, **facts):
    held = PromiseFacts(number, **{"kind": "supply", "owner": "Head of Quality", "body": "Scrutiny", **facts})
    return PromiseOfBrief(held, lateness(held, TODAY, england()), moved, left_out)


def action(number, **stands):
    return ActionOfBrief(1, number, f"Action {number}", Stands(**{"added_on": TODAY, **stands}))


def asked(promises=(), actions=(), scores=(), most=9):
    return [f"{one.fact} {one.asks}" for one in questions(promises, actions, scores, TODAY, most)]


def test_nothing_held_asks_nothing():
    fine = promise(1, due=date(2026, 12, 8))
    assert asked([fine], [action(2, last_updated=TODAY, delivery="in-progress")]) == []


def test_an_executive_that_did_not_answer_comes_first():
    late = promise(3, due=date(2026, 11, 5))
    silent = promise(4, kind="recommend", executive=True, owner="Cabinet", notice_on=date(2026, 7, 3))
    answered = promise(
        5, kind="recommend", executive=True, notice_on=date(2026, 7, 3), answer="partly", due=TODAY
    )
    said = asked([late, silent, answered])
    assert said[0] == (
        "Cabinet had until 2 September 2026 to answer the recommendation in promise 4 and has not. When will it answer?"
    )
    assert said[1] == (
        "Promise 3 was due on 5 November 2026 and nobody says that it is met. Head of Quality owes it. What stands in the way?"
    )
    assert not any("promise 5" in one for one in said)


def test_what_is_said_to_be_met_is_not_asked_for_again():
    assert asked([promise(3, due=date(2026, 11, 5), state="said-met")]) == []


def test_what_a_promise_does_not_say_is_asked():
    said = asked(
        [promise(7, owner=""), promise(8, owner="", due=date(2026, 12, 8)), promise(9, kind="note", owner="")]
    )
    assert [one.partition(". ")[0] for one in said] == [
        "Promise 7 does not say who owes it and by when",
        "Promise 8 does not say who owes it",
    ]


def test_dates_moved_twice_and_members_left_out():
    said = asked(
        [promise(1, moved=2, due=TODAY), promise(2, moved=1, due=TODAY), promise(3, left_out=1, due=TODAY)]
    )
    assert said == [
        "The date of promise 1 was moved 2 times. Will this one hold?",
        "1 member did not have the paper that was circulated for promise 3. Have they had it since?",
    ]


def test_actions_off_track_silent_or_at_odds_with_themselves():
    said = asked(
        actions=[
            action(1, confidence="off-track", last_updated=TODAY),
            action(2, confidence="off-track", forecast=date(2027, 1, 5), last_updated=TODAY),
            action(3, delivery="done", impact="worse"),
            action(6, last_updated=date(2026, 3, 3), due=date(2026, 12, 31), delivery="in-progress"),
        ]
    )
    assert said == [
        "Action 1 is off track, and no day is forecast. When is it expected?",
        "Action 3: done, but things got worse. What shows that it helped?",
        "Action 6 has no update since 3 March 2026 and is due on 31 December 2026. How does it stand?",
    ]


def test_no_more_than_two_for_one_reason_and_no_more_than_asked_for():
    many = [promise(number, due=date(2026, 11, 5)) for number in range(1, 9)]
    assert len(asked(many)) == 2 and len(asked(many, most=1)) == 1
    assert questions(many, [], [], TODAY, 9)[0].address == ("promise", (1,))


def test_figures_that_got_worse_come_before_those_without_a_value():
    unknown = ActionOfBrief(1, 4, "Action 4", Stands(), aims=True)
    known = ActionOfBrief(1, 5, "Action 5", Stands(), aims=True, measured=True)
    risen = RisenScore(6, "Foster carers", "net", 12, 16)
    found = worse_or_unknown([unknown, known, action(3, impact="worse")], [risen])
    assert found == [
        ("Foster carers: net score 12, now 16.", ("paper", (6,))),
        ("Action 3: what it was to change got worse.", ("action", (1, 3))),
        ("Action 4: its target is a figure, and none is recorded of how it stands.", ("action", (1, 4))),
    ]
    assert asked(scores=[risen]) == [
        "The net score of “Foster carers” rose from 12 to 16 in paper 6. What is done about it?"
    ]
