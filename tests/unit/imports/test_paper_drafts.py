"""Whatever a person does to the draft of a paper, everything that was read is accounted for, in the words in which it was read."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sightline.domain.meetings import rules as register
from sightline.ground.lib.errors import NotFound, Refused
from sightline.work.imports import paper_drafts as drafts
from sightline.work.imports import rules_papers
from sightline.work.imports.paper_facts import paper_facts
from sightline.work.imports.paper_fields import FIELDS, GROUPS, NEEDS_PARENT, PARENTS
from sightline.work.imports.paper_reading import draft_of_paper, is_whole
from tests.unit.imports.paper_results import (
    ALL,
    DECISION,
    MINUTES,
    REGISTER,
    REPORT,
    RISK,
)

BY = "Dev"
TODAY = date(2024, 7, 1)


@pytest.fixture
def draft():
    return draft_of_paper(MINUTES)


def keys(entries):
    return [one.key for one in entries]


@pytest.mark.parametrize("kind", ALL)
def test_it_begins_as_just_what_was_read_and_survives_being_kept(kind):
    result = ALL[kind]
    before = copy.deepcopy(result)
    begun = draft_of_paper(result, [[595.3, 841.9]])
    assert result == before, "what was read is never changed"
    assert is_whole(begun, result) and not begun.facts_changed
    assert not any(one.changed or one.by or one.by_hand for one in begun.entries)
    assert drafts.from_json(json.loads(json.dumps(drafts.to_json(begun)))) == begun
    counts = drafts.counts(begun)
    assert counts.read == counts.taken + counts.set_aside and counts.by_hand == 0


@pytest.mark.parametrize("kind", ALL)
def test_a_database_that_puts_the_names_of_a_mapping_in_another_order_changes_nothing(kind):
    result = ALL[kind]
    begun = draft_of_paper(result)
    other_way = json.loads(json.dumps(result, sort_keys=True))
    assert is_whole(begun, other_way) and [one.key for one in draft_of_paper(other_way).entries] == keys(
        begun.entries
    )
    kept = drafts.from_json(json.loads(json.dumps(drafts.to_json(begun), sort_keys=True)))
    assert [one.words for one in kept.entries] == [one.words for one in begun.entries]
    assert not any(one.changed or one.words_as_read for one in kept.entries)


def test_minutes_stand_in_groups_with_places_and_what_hangs_on_what(draft):
    counts = drafts.counts(draft)
    assert counts.groups == {
        "attendance": 5, "declaration": 1, "correction": 1, "item": 2, "resolution": 2, "commitment": 1, "figure": 1,
    }  # fmt: skip
    assert (counts.read, counts.taken, counts.set_aside, counts.doubts) == (15, 13, 2, 3)
    assert keys(draft.below("item-1")) == ["resolution-1", "resolution-2", "commitment-1", "figure-1"]
    assert draft.below("item-2") == ()
    assert (draft.entry("resolution-2").line, draft.entry("passage-1").line) == (16, 31)
    assert draft.entry("attendance-3").fields == {
        "name": "Councillor D. Instance", "role": "substitutes", "instead_of": "Councillor C. Specimen",
    }  # fmt: skip
    assert draft.entry("attendance-1").as_read["called"] == "in the chair"
    assert draft.facts["body"] == "Children’s Scrutiny Panel" and draft.facts["date"] == "2024-03-04"
    assert draft.places["date"]["first"] == 2


def test_doubts_stand_beside_what_they_concern(draft):
    assert [doubt.about for doubt in draft.doubts] == ["resolution-2", "date", ""]


def test_a_report_has_its_own_names_and_headings():
    draft = draft_of_paper(REPORT)
    assert (draft.facts["body"], draft.facts["date"], draft.facts["reference"]) == (
        "Health and Wellbeing Board", "2024-06-12", "8",
    )  # fmt: skip
    assert (draft.facts["contrary_to_plan"], draft.facts["in_budget"], draft.facts["exempt"]) == (
        False,
        True,
        None,
    )
    money, risk = draft.of("consideration")
    assert (money.fields["section"], money.fields["heading"], money.line) == (
        "financial",
        "Money matters",
        44,
    )
    assert risk.fields["heading"] == "Risks"
    assert [one.fields for one in draft.of("appendix")] == [
        {"ref": "8(a)", "title": "The plan"}, {"ref": "8(b)", "title": None},
    ]  # fmt: skip
    assert draft.of("section")[0].fields == {"heading": "Key issues", "text": "There are some."}


def test_risks_have_controls_and_actions_below_them():
    draft = draft_of_paper(RISK)
    assert [one.group for one in draft.below("score-1")] == ["control", "control", "further_action"]
    assert draft.entry("score-2").fields["unspecified"] == 12


def test_a_register_of_decisions_has_an_item_for_each_record():
    draft = draft_of_paper(REGISTER)
    assert drafts.counts(draft).groups == {"item": 2, "decision": 2, "section": 1, "background": 1}
    facts = paper_facts(draft, body_id=None, result=REGISTER)
    register.check_can_register(facts)
    assert [(one.number, one.title, one.extra.get("reasons")) for one in facts.items] == [
        ("D1", "A lease", "It is empty."),
        ("D2", "A van", None),
    ]
    assert [(one.text, one.item, one.place.first) for one in facts.outcomes] == [
        ("To let it.", 0, None),
        ("To buy it.", 1, 9),
    ]
    assert facts.facts["exempt_printed"] == "Paragraph 3" and facts.facts.get("exempt") is None
    assert draft.facts["authority"] is None, "by what authority is not whose council"


@pytest.mark.parametrize(
    ("gross", "to", "stands"), [(25, None, 25), (None, 15, 15), (12, 12, 12), (None, None, None)]
)
def test_a_score_stands_where_it_moved_to(gross, to, stands):
    result = {
        **RISK,
        "sub_risks": [{"name": "x", "gross": gross, "gross_from": 25, "gross_to": to, "rows": [0]}],
    }
    draft = draft_of_paper({**result, "rows": [{"Risk": "x"}], "columns": ["Risk"]})
    assert draft.entry("score-1").fields["gross"] == stands
    assert draft.entry("score-1").as_read["cells"] == [{"Risk": "x"}] and not draft.extra


def test_what_has_no_words_is_set_aside_with_a_reason():
    result = {
        **MINUTES,
        "items": [{"number": "1", "title": None, "resolutions": [{"number": "1", "text": "  "}]}],
    }
    (entry,) = [one for one in draft_of_paper(result).entries if one.group == "resolution"]
    assert not entry.taken and entry.why


@pytest.mark.parametrize("day", ["4 March", "2024-3-4", "20240304", "2024-02-31"])
def test_a_day_that_is_none_is_asked_for_and_kept_as_a_doubt(day):
    draft = draft_of_paper({**MINUTES, "date": day})
    assert draft.facts["date"] is None
    assert any(doubt.about == "date" and day in doubt.why for doubt in draft.doubts)


def test_what_a_reader_adds_that_is_not_known_here_is_kept():
    assert draft_of_paper({**MINUTES, "weather": "Rain", "empty": []}).extra == {"weather": "Rain"}


def test_edited_words_stand_beside_those_read(draft):
    changed = drafts.edit_entry(draft, "resolution-1", {"text": "That it be noted.", "number": "2"})
    entry = changed.entry("resolution-1")
    assert entry.changed == ("number", "text") and entry.words_as_read == "That the report be noted."
    assert entry.as_read["number"] == "1" and entry.changed_in == 1 == changed.revision
    blanks = drafts.edit_entry(
        draft, "resolution-1", {"text": " That the report be noted. ", "verb": "Resolved "}
    )
    assert blanks.entry("resolution-1").changed == () and blanks.entry("resolution-1").words_as_read is None


def test_an_entry_can_be_given_to_another_item(draft):
    moved = drafts.edit_entry(draft, "resolution-2", {}, parent="item-2")
    assert keys(moved.below("item-2")) == ["resolution-2"]
    free = drafts.edit_entry(draft, "resolution-2", {}, parent=None)
    assert keys(free.of("resolution", None)) == ["resolution-2"]
    for parent in ("resolution-1", "passage-1", "item-9", "resolution-2"):
        with pytest.raises(Refused, match="Nothing was changed"):
            drafts.edit_entry(draft, "resolution-2", {}, parent=parent)


def test_an_item_is_set_aside_only_with_what_hangs_on_it(draft):
    with pytest.raises(Refused, match="4 entries stand under it"):
        drafts.set_aside(draft, "item-1", why="Twice", by=BY)
    out = drafts.set_aside(draft, "item-1", why="Twice", by=BY, also_below=True)
    assert not any(
        out.entry(key).taken for key in ("item-1", "resolution-1", "resolution-2", "commitment-1", "figure-1")
    )
    assert out.entry("resolution-1").why == "Twice" and out.revision == 1
    with pytest.raises(Refused, match="set aside, or cannot hold it"):
        drafts.take(out, "resolution-1", by=BY)
    back = drafts.take(drafts.take(out, "item-1", by=BY), "resolution-1", by=BY)
    assert keys(back.below("item-1")) == ["resolution-1"]
    other = drafts.take(out, "resolution-1", by=BY, parent="item-2")
    assert keys(other.below("item-2")) == ["resolution-1"]


def test_a_passage_is_taken_as_something_and_stands_where_it_is_printed(draft):
    with pytest.raises(Refused, match="Say what it is"):
        drafts.take(draft, "passage-1", by=BY)
    taken = drafts.take(
        draft,
        "passage-1",
        by=BY,
        group="resolution",
        parent="item-1",
        fields={"verb": "RESOLVED", "text": "as before"},
    )
    assert taken.entry("passage-1").fields == {"number": None, "verb": "RESOLVED", "text": "as before"}
    assert taken.entry("passage-1").words_as_read == "RESOLVED (as before)"
    assert keys(taken.of("resolution", "item-1")) == ["resolution-1", "resolution-2", "passage-1"]
    assert taken.entry("passage-1").by == BY and is_whole(taken, MINUTES)


def test_an_entry_can_become_another_group_and_keeps_its_words(draft):
    promise = drafts.take(draft, "resolution-2", by=BY, group="commitment")
    entry = promise.entry("resolution-2")
    assert (entry.group, entry.group_as_read, entry.parent) == ("commitment", "resolution", "item-1")
    assert entry.fields == {"text": "That a plan come back in June."} and entry.words_as_read is None
    with pytest.raises(Refused, match="hangs on it"):
        drafts.take(draft, "item-1", by=BY, group="section")
    for wrong in ("row", "recommendation", "nonsense"):
        with pytest.raises(Refused, match="Say what it is"):
            drafts.take(draft, "resolution-2", by=BY, group=wrong)


def test_what_was_missed_is_added_where_it_is_printed(draft):
    added, key = drafts.add_by_hand(
        draft,
        by=BY,
        group="resolution",
        parent="item-1",
        fields={"text": "That it be so."},
        place={"page": None, "first": 15},
    )
    assert keys(added.of("resolution")) == ["resolution-1", key, "resolution-2"]
    added, last = drafts.add_by_hand(
        added, by=BY, group="resolution", parent="item-1", fields={"text": "And so."}
    )
    assert keys(added.of("resolution"))[-1] == last == "hand-2" and added.entry(last).by_hand
    assert drafts.counts(added).by_hand == 2 and drafts.counts(added).read == 15


@pytest.mark.parametrize(
    "act",
    [
        lambda draft: drafts.set_aside(draft, "item-2", why="  ", by=BY),
        lambda draft: drafts.set_aside(draft, "passage-1", why="x", by=BY),
        lambda draft: drafts.edit_entry(draft, "resolution-1", {"text": " "}),
        lambda draft: drafts.edit_entry(draft, "item-2", {"title": "", "number": None}),
        lambda draft: drafts.edit_entry(draft, "attendance-1", {"role": "cook"}),
        lambda draft: drafts.take(draft, "resolution-1", by=BY),
        lambda draft: drafts.add_by_hand(draft, by=BY, group="commitment", fields={"text": ""}),
        lambda draft: drafts.add_by_hand(draft, by=BY, group="control", fields={"text": "x"}),
        lambda draft: drafts.with_facts(draft, ownership="nobody"),
        lambda draft: drafts.with_facts(draft, ownership=None),
        lambda draft: drafts.with_facts(draft, date="4 March 2024"),
        lambda draft: drafts.with_facts(draft, date="2024-02-30"),
    ],
)
def test_what_makes_no_sense_is_refused(draft, act):
    with pytest.raises(Refused, match="Nothing was"):
        act(draft)


def test_programs_that_name_what_is_not_there_fail(draft):
    with pytest.raises(NotFound):
        drafts.edit_entry(draft, "item-9", {"title": "x"})
    with pytest.raises(TypeError, match="colour"):
        drafts.with_facts(draft, colour="blue")
    with pytest.raises(TypeError, match="colour"):
        drafts.edit_entry(draft, "item-1", {"colour": "blue"})


def test_a_score_is_a_whole_number():
    draft = draft_of_paper(RISK)
    with pytest.raises(Refused, match="whole number"):
        drafts.edit_entry(draft, "score-1", {"gross": "25"})
    odd = draft_of_paper({**RISK, "sub_risks": [{"name": "x", "gross": "12 to 15", "net": "9"}]})
    assert odd.entry("score-1").fields["net"] == 9
    (stop,) = [one for one in rules_papers.problems(odd) if one.stops]
    assert "12 to 15" in stop.sentence and stop.about == "score-1"


def test_a_draft_that_lost_doubled_or_reworded_an_entry_is_noticed(draft):
    first = draft.entries[0]
    assert not is_whole(replace(draft, entries=draft.entries[1:]), MINUTES)
    assert not is_whole(replace(draft, entries=(*draft.entries, first)), MINUTES)
    reworded = replace(first, as_read={**first.as_read, "name": "Somebody else"})
    assert not is_whole(replace(draft, entries=(reworded, *draft.entries[1:])), MINUTES)


def problems(draft, **facts):
    quiet = replace(draft, doubts=())
    return {(one.about, one.stops) for one in rules_papers.problems(drafts.with_facts(quiet, **facts), TODAY)}


def test_an_undated_paper_or_one_without_a_body_is_a_question_and_no_stop(draft):
    assert problems(draft, venue=None) == set()
    assert problems(draft, date=None) == {("date", False)}
    assert problems(draft, body=None) == {("body", False)}
    assert problems(draft, body=None, body_id=0) == set(), "a person said that it is none of ours"
    assert problems(draft, date="1924-03-04") == {("date", False)}
    assert problems(draft, date="2024-08-01") == {("date", False)}
    assert problems(draft_of_paper(REPORT), date="2024-08-01") == set(), (
        "a report is written before its meeting"
    )
    assert problems(draft_of_paper(DECISION), body="Cabinet", effective="2024-01-31") == {
        ("effective", False)
    }


def test_a_paper_of_which_nothing_is_taken_cannot_be_accepted(draft):
    for entry in draft.entries:
        if draft.entry(entry.key).taken:
            draft = drafts.set_aside(draft, entry.key, why="x", by=BY, also_below=True)
    assert ("", True) in problems(draft)


# Any sequence of steps -------------------------------------------------------------------------------------------------

WORDS = st.text("ab |", max_size=4)


class Reviewing(RuleBasedStateMachine):
    """A person does whatever they like to a draft; what is refused changes nothing."""

    @initialize(kind=st.sampled_from(sorted(ALL)))
    def begin(self, kind):
        self.result = ALL[kind]
        self.draft = draft_of_paper(self.result)
        self.read = {one.key: one.as_read for one in self.draft.entries}
        self.added = 0

    def attempt(self, act):
        before = self.draft
        try:
            self.draft = act(before)
        except (Refused, NotFound) as refusal:
            assert self.draft == before and str(refusal)
        else:
            assert self.draft.revision == before.revision + 1

    def keys(self):
        return st.sampled_from(sorted(one.key for one in self.draft.entries))

    @rule(data=st.data(), words=WORDS)
    def edit(self, data, words):
        key = data.draw(self.keys())
        names = [one.name for one in drafts.fields_of(self.draft, self.draft.entry(key).group)]
        name = data.draw(st.sampled_from(names))
        self.attempt(lambda draft: drafts.edit_entry(draft, key, {name: words or None}))

    @rule(data=st.data())
    def move(self, data):
        key, parent = data.draw(self.keys()), data.draw(st.none() | self.keys())
        self.attempt(lambda draft: drafts.edit_entry(draft, key, {}, parent=parent))

    @rule(data=st.data(), why=WORDS, also=st.booleans())
    def put_aside(self, data, why, also):
        key = data.draw(self.keys())
        self.attempt(lambda draft: drafts.set_aside(draft, key, why=why, by=BY, also_below=also))

    @rule(data=st.data(), again=st.booleans())
    def take(self, data, again):
        key = data.draw(self.keys())
        group = None if again else data.draw(st.sampled_from(sorted(FIELDS)))
        parent = data.draw(st.just(drafts.SAME) | st.none() | self.keys())
        self.attempt(lambda draft: drafts.take(draft, key, by=BY, group=group, parent=parent))

    @rule(data=st.data(), words=WORDS, line=st.none() | st.integers(1, 50))
    def add(self, data, words, line):
        group = data.draw(st.sampled_from(GROUPS[self.draft.kind]))
        parent = data.draw(st.none() | self.keys())
        fields = {drafts.main_field(group): words} if group != "row" else {}
        if group == "attendance":
            fields["role"] = "present"
        place = {"page": None, "first": line} if line else None

        def act(draft):
            added, key = drafts.add_by_hand(
                draft, by=BY, group=group, fields=fields, parent=parent, place=place
            )
            assert key not in self.read
            self.added += 1
            return added

        self.attempt(act)

    @precondition(lambda self: self.draft.kind == "report")
    @rule(answer=st.none() | st.booleans(), day=st.sampled_from(["2024-01-01", None]))
    def state(self, answer, day):
        self.attempt(lambda draft: drafts.with_facts(draft, exempt=answer, date=day))

    @invariant()
    def everything_is_accounted_for(self):
        counts = drafts.counts(self.draft)
        assert counts.read + counts.by_hand == counts.taken + counts.set_aside
        assert (counts.read, counts.by_hand) == (len(self.read), self.added)
        assert is_whole(self.draft, self.result)
        assert {one.key: one.as_read for one in self.draft.entries if not one.by_hand} == self.read

    @invariant()
    def nothing_hangs_in_the_air(self):
        taken = {one.key: one for one in self.draft.taken}
        for one in taken.values():
            assert one.group in GROUPS[self.draft.kind]
            assert one.parent is None or taken[one.parent].group in PARENTS[one.group]
            assert one.parent is not None or one.group not in NEEDS_PARENT
        assert all(one.why for one in self.draft.aside)

    @invariant()
    def the_register_would_take_it(self):
        kept = drafts.from_json(json.loads(json.dumps(drafts.to_json(self.draft))))
        assert kept == self.draft
        register.check_can_register(paper_facts(kept, body_id=None, result=self.result))


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(deadline=None, max_examples=60, stateful_step_count=20)
