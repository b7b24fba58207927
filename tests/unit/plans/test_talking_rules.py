"""What may be said beside a plan."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.domain.plans import talking_rules as rules
from sightline.ground.lib.errors import Refused


class TestKeptValues:
    def test_only_what_was_said_is_kept(self):
        typed = {
            "text": " Begun\r\nand going on",
            "no_change": "",
            "delivery": "in-progress",
            "confidence": "sure",
            "forecast": " 3 may ",
        }
        assert rules.kept_values(typed) == {
            "text": " Begun\nand going on",
            "delivery": "in-progress",
            "forecast": "3 may",
        }

    def test_nothing_typed_is_nothing(self):
        assert rules.kept_values({"text": "  \n", "no_change": "", "forecast": " "}) == {}

    def test_no_change_is_something(self):
        assert rules.kept_values({"no_change": "on"}) == {"no_change": True}

    def test_too_long_is_refused_and_not_cut(self):
        with pytest.raises(Refused, match="not kept"):
            rules.kept_values({"text": "x" * (rules.LONGEST + 1)})

    @given(
        st.dictionaries(
            st.sampled_from(["text", "forecast", "delivery", "no_change", "other"]), st.text(max_size=80)
        )
    )
    def test_whatever_is_sent_is_kept_twice_alike(self, typed):
        once = rules.kept_values(typed)
        assert rules.kept_values(once) == once
        assert set(once) <= {"text", "no_change", "delivery", "confidence", "forecast"}
        assert "\x00" not in str(once)


class TestKeptElsewhere:
    saved = rules.token(datetime(2024, 6, 3, 10, 42, tzinfo=UTC))

    def test_the_same_page_goes_on(self):
        rules.check_not_kept_elsewhere({"text": "a"}, self.saved, self.saved, {"text": "b"}, "now")

    def test_the_same_words_do_no_harm(self):
        rules.check_not_kept_elsewhere({"text": "a"}, self.saved, "", {"text": "a"}, "now")

    def test_nothing_was_kept(self):
        rules.check_not_kept_elsewhere(None, "", "", {"text": "b"}, "now")

    def test_other_words_are_not_written_over(self):
        with pytest.raises(Refused, match="not written over") as refused:
            rules.check_not_kept_elsewhere({"text": "a"}, self.saved, "", {"text": "b"}, "at 10:42")
        assert refused.value.rule == "plans.unsent-elsewhere" and "at 10:42" in refused.value.sentence


class TestComments:
    open = rules.ThreadFacts(is_answer=False, settled=False)

    @pytest.mark.parametrize("text", ["", " \n", "x" * (rules.LONGEST + 1)])
    def test_a_comment_says_something_of_a_length(self, text):
        with pytest.raises(Refused):
            rules.check_comment(text)

    def test_an_answer_is_to_the_first_and_about_the_same(self):
        rules.check_answers(self.open)
        for facts in (rules.ThreadFacts(True, False), rules.ThreadFacts(False, False, False)):
            with pytest.raises(Refused, match="Nothing was added"):
                rules.check_answers(facts)

    def test_settled_once_and_in_words(self):
        rules.check_can_settle(self.open, "Agreed on 3 June", "")
        with pytest.raises(Refused, match="Say how"):
            rules.check_can_settle(self.open, " ", "")
        with pytest.raises(Refused, match="settled already, by the chair"):
            rules.check_can_settle(rules.ThreadFacts(False, True), "Again", "the chair")


def offered(**changes):
    facts = {
        "label": "2.1",
        "plan_state": "draft",
        "plan_title": "The plan",
        "ended": False,
        "delivers": True,
        "says": None,
    }
    return rules.Offered(**(facts | changes))


class TestAcceptance:
    def test_accepting_needs_no_words_and_refusing_does(self):
        rules.check_can_say(offered(), "accepted", "", "Health")
        rules.check_can_say(offered(says="accepted"), "not-accepted", "No staff", "Health")
        with pytest.raises(Refused, match="Say why Health does not accept"):
            rules.check_can_say(offered(), "not-accepted", " ", "Health")

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"plan_state": "active"}, "not a draft any more"),
            ({"ended": True}, "not in the draft any more"),
            ({"delivers": False}, "not to deliver"),
            ({"says": "proposed"}, "waits for the programme office"),
            ({"says": "accepted"}, "said so already"),
        ],
    )
    def test_what_stands_against_it(self, changes, words):
        with pytest.raises(Refused, match=words):
            rules.check_can_say(offered(**changes), "accepted", "", "Health")

    def test_a_proposal_is_answered_once_and_declined_with_a_reason(self):
        rules.check_can_answer_proposal(offered(says="proposed"), True, "")
        rules.check_can_answer_proposal(offered(says="proposed"), False, "Covered by 1.2")
        with pytest.raises(Refused, match="Say why"):
            rules.check_can_answer_proposal(offered(says="proposed"), False, "")
        for says in (None, "taken", "declined", "accepted"):
            with pytest.raises(Refused, match="does not wait"):
                rules.check_can_answer_proposal(offered(says=says), True, "")
