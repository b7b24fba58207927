"""What a promise says and does not say, how late it is, and what may become of it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date

import pytest

from sightline.domain.meetings.promises import rules
from sightline.domain.meetings.promises.rules import Prefill, PromiseFacts
from sightline.domain.meetings.promises.words import ESCALATION, MOVES, PROMISE_STATES, STANDING
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import england

SAID = PromiseFacts(
    number=3, kind="circulate", words="That the audit be circulated.", body="Scrutiny Committee", owner="Head of Service",
    due=date(2024, 6, 28), made_on=date(2024, 6, 4),
)  # fmt: skip
RECOMMENDED = replace(SAID, kind="recommend", executive=True, due=None, due_event="when Cabinet meets")


@pytest.mark.parametrize(
    ("words", "kind", "due", "event", "printed"),
    [
        ("To receive the review of contacts report when available", "request-report", None, "when available", "when available"),
        ("To consider progress of the plan in early 2024.", "bring-back", None, "", "in early 2024"),
        ("It was agreed that this would be circulated when released.", "circulate", None, "when released", "when released"),
        ("That the Director submit a report by 28 June 2024.", "request-report", date(2024, 6, 28), "", "28 June 2024"),
        ("That a report be submitted by June 2024.", "request-report", None, "", "June 2024"),
        ("That details of the caseloads be provided to the next meeting.", "supply", None, "", "to the next meeting"),
        ("That Cabinet be recommended to fund six more posts.", "recommend", None, "", ""),
        ("That the report be noted.", "note", None, "", ""),
        ("That the strategy be approved.", "agree", None, "", ""),
        ("Thanks were given to the team.", "", None, "", ""),
        ("That the report be noted and the figures be circulated.", "", None, "", ""),
        ("That reports of 4 June 2024 and 5 July 2024 be circulated.", "circulate", None, "", ""),
    ],
)  # fmt: skip
def test_what_words_say_for_certain(words, kind, due, event, printed):
    assert rules.prefilled(words) == Prefill(kind, due, event, printed)


def test_the_verb_says_that_something_was_only_noted():
    assert rules.prefilled("The position on placements.", "The Committee noted").kind == "note"
    assert rules.prefilled("The position on placements.", "The Committee noted and agreed").kind == ""


def test_reading_hostile_words_takes_no_longer():
    started = time.process_time()
    for words in ("receive " * 20_000, "by 1 " * 20_000, "information provided" * 9_000, "when " * 30_000):
        rules.prefilled(words)
    assert time.process_time() - started < 2


def test_what_a_promise_does_not_say_is_said_in_sentences():
    assert rules.unsaid(SAID) == ()
    bare = PromiseFacts(number=1, due_printed="early 2024")
    assert [gap.what for gap in rules.unsaid(bare)] == ["who", "what", "to whom", "by when"]
    assert (
        rules.unsaid(bare)[-1].sentence == "It does not say by when. It says “early 2024”, which is no day."
    )
    assert rules.unsaid(replace(bare, kind="note")) == ()
    assert [gap.what for gap in rules.unsaid(replace(SAID, due=None, due_event="when released"))] == []


@pytest.mark.parametrize(
    ("notice", "last"),
    [
        (date(2024, 3, 5), date(2024, 5, 4)),
        (date(2024, 12, 31), date(2025, 2, 27)),
        (date(2023, 12, 31), date(2024, 2, 28)),
        (date(2024, 3, 1), date(2024, 4, 30)),
    ],
)
def test_the_two_months_begin_with_the_notice(notice, last):
    assert rules.answer_due(replace(RECOMMENDED, notice_on=notice)) == last


def test_no_clock_runs_for_others_or_without_a_notice():
    assert rules.answer_due(RECOMMENDED) is None
    assert rules.answer_due(replace(RECOMMENDED, executive=None, notice_on=date(2024, 3, 5))) is None
    assert rules.answer_due(replace(SAID, executive=True, notice_on=date(2024, 3, 5))) is None
    assert "is not stated, so no clock runs" in rules.clock_words(RECOMMENDED, date(2024, 3, 5))
    asked = replace(RECOMMENDED, notice_on=date(2024, 3, 5))
    assert rules.clock_words(asked, date(2024, 5, 4)) == "The executive has to answer by 4 May 2024."
    assert (
        rules.clock_words(asked, date(2024, 5, 5)) == "The executive had to answer by 4 May 2024 and has not."
    )
    assert rules.clock_words(replace(asked, answer="partly"), date(2024, 6, 5)).endswith("partly accepted.")


def test_lateness_is_counted_in_working_days_and_tells_in_steps():
    day = date(2024, 6, 28)  # a Friday
    assert rules.lateness(SAID, day, england()).late is False
    monday = rules.lateness(SAID, date(2024, 7, 1), england())
    assert (monday.days, monday.steps, monday.next) == (1, (ESCALATION[0][1],), ESCALATION[1])
    weekend = rules.lateness(SAID, date(2024, 6, 30), england())
    assert weekend.days == 0 and weekend.steps == ()
    assert rules.lateness(SAID, date(2024, 12, 2), england()).steps == tuple(words for _, words in ESCALATION)
    assert rules.lateness(replace(SAID, state="said-met"), date(2024, 12, 2), england()).words == ""
    assert rules.lateness(replace(SAID, due=None), date(2024, 12, 2), england()).late is False


def test_working_days_that_are_not_known_are_not_guessed():
    far = rules.lateness(replace(SAID, due=date(1950, 1, 2)), date(2024, 7, 1), england())
    assert far.days is None and far.late and far.steps == () and "not known" in far.words


def test_a_recommendation_without_an_answer_is_late_by_the_two_months():
    asked = replace(RECOMMENDED, notice_on=date(2024, 3, 5))
    assert rules.lateness(asked, date(2024, 5, 7), england()).days == 1  # 6 May is a bank holiday
    assert rules.lateness(replace(asked, answer="rejected"), date(2024, 5, 7), england()).late is False


def refused(call, *args, **kwargs) -> Refused:
    with pytest.raises(Refused) as caught:
        call(*args, **kwargs)
    return caught.value


def test_what_cannot_be_taken_up():
    assert refused(rules.check_can_take_up, " ", "", None, None, True).field == "words"
    assert refused(rules.check_can_take_up, "x", "made-up", None, None, True).field == "kind"
    assert "taken out" in refused(rules.check_can_take_up, "x", "", None, None, False).sentence
    before = refused(rules.check_can_take_up, "x", "", date(2023, 6, 1), date(2024, 6, 1), True)
    assert before.rule == "promises.due-after-made" and "Look at the year" in before.sentence


def test_a_promise_is_said_to_be_met_once_and_by_something():
    assert refused(rules.check_can_say_met, 3, "open", "Outstanding", " ", False).field == "words"
    assert (
        refused(rules.check_can_say_met, 3, "said-met", "Said to be met", "x", True).rule
        == "promises.said-once"
    )
    assert (
        refused(rules.check_can_say_met, 3, "discharged", "Discharged", "x", True).rule
        == "promises.discharged-once"
    )
    rules.check_can_say_met(3, "open", "Outstanding", "", True)


def test_an_answer_is_of_a_recommendation_and_says_why_not():
    day = date(2024, 4, 1)
    assert "no recommendation" in refused(rules.check_can_answer, SAID, "accepted", "", day, day).sentence
    assert refused(rules.check_can_answer, RECOMMENDED, "", "x", day, day).field == "answer"
    assert refused(rules.check_can_answer, RECOMMENDED, "partly", " ", day, day).field == "words"
    assert refused(rules.check_can_answer, RECOMMENDED, "accepted", "", date(2024, 4, 2), day).field == "on"
    rules.check_can_answer(RECOMMENDED, "accepted", "", day, day)


def test_every_end_of_a_promise_is_a_decision():
    ended = set(PROMISE_STATES) - STANDING
    assert {to for _, to in MOVES if to in ended} == ended
    assert all("decision" in words for (_, to), words in MOVES.items() if to in ended)
