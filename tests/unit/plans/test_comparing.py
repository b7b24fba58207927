"""Comparing two sets of facts: nothing is missed, nothing is invented, and the way back leads back."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.domain.plans.changes import KINDS, compare
from sightline.domain.plans.comparing import applied, difference, facts_at, inverse, places_of
from sightline.domain.plans.moves import Step
from sightline.domain.plans.versions import (
    AS_PRINTED,
    FORMAT,
    PLAN_COLLECTIONS,
    TRACKED_TEXT,
    Rows,
    facts_of,
    sha256_of,
    text_of,
)

few = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
texts = st.none() | st.sampled_from(["Train every team", "Audit thirty files", "2024-06-03", "é “quoted”"])
keys = st.sampled_from(["1", "2", "3"])
names = st.dictionaries(
    st.sampled_from(["lead post 1", "owner post 2"]), st.sampled_from(["Head of A", "Head of B"])
)
bodies = st.dictionaries(st.sampled_from(["deliver 1", "monitor 2"]), st.sampled_from(["Board", "Group"]))
links = st.dictionaries(st.sampled_from(["1-1", "1-2"]), st.sampled_from(["12", "finding 2"]))
figure = st.fixed_dictionaries(
    {
        "role": st.just("target"), "label": texts, "raw": st.sampled_from(["85%", "90%"]), "what": texts, "comparator": texts,
        "value": texts, "unit": texts, "denominator": texts, "as_at": st.none(), "due": st.none(), "place": st.integers(0, 3),
    }
)  # fmt: skip
piece = st.fixed_dictionaries(
    {"title": st.sampled_from(["Audit", "Minutes"]), "kind": st.just("note"), "sha256": texts, "as_at": st.none(),
     "version": st.integers(1, 3), "withdrawn_on": st.none()}
)  # fmt: skip
DATES = {"due", "start", "forecast", "embedded_on", "first_due"}
days = st.none() | st.dates(date(2024, 1, 1), date(2024, 12, 31)).map(date.isoformat)


@st.composite
def actions(draw, number):
    scalars = {
        name: draw(days if name in DATES else texts) for name in (*TRACKED_TEXT, *AS_PRINTED, "first_due")
    }
    scalars |= {
        "priority": draw(st.none() | st.integers(1, 3)),
        "delivery": draw(st.none() | st.just("done")),
    }
    scalars["title"] = draw(st.sampled_from(["Train every team", "Audit thirty files"]))
    for status in ("impact", "assurance", "confidence", "polarity"):
        scalars[status] = None
    ended = draw(days)
    return scalars | {
        "number": int(number), "position": draw(st.integers(1, 9)), "signs_off": draw(texts), "theme": draw(st.none() | keys),
        "workstream": None, "aim": None, "added_on": "2024-01-01", "ended_on": ended, "ended_reason": "Over" if ended else None,
        "said_on": "2024-02-01", "said_by": "Head of A", "said": draw(texts), "owners": draw(names), "bodies": draw(bodies),
        "figures": {"target": draw(figure)} if draw(st.booleans()) else {}, "findings": draw(links),
        "evidence": {"7": draw(piece)} if draw(st.booleans()) else {}, "extra": draw(st.dictionaries(keys, st.just("x"))),
    }  # fmt: skip


@st.composite
def facts(draw):
    part = st.fixed_dictionaries({"ref": texts, "lead": texts, "place": st.integers(0, 3)})
    themes = {
        key: draw(part) | {"title": f"Front door {key}", "strategies": {}} for key in draw(st.sets(keys))
    }
    finding = st.fixed_dictionaries(
        {"inspection": st.just("1"), "reference": st.just("12"), "category": texts, "heading": texts,
         "text": st.sampled_from(["The front door", "Supervision"]), "place": st.just(0), "state": st.just("open"), "reason": texts}
    )  # fmt: skip
    found = {key: draw(finding) | {"themes": {}} for key in draw(st.sets(st.sampled_from(["1-1", "1-2"])))}
    plan = {"title": "Plan", "vision": draw(texts), "starts": draw(days), "number": 1}
    held = {"format": FORMAT, "plan": plan} | {name: {} for name in PLAN_COLLECTIONS}
    return held | {
        "themes": themes, "findings": found, "inspections": {"1": {"title": "ILACS"}},
        "actions": {key: draw(actions(key)) for key in draw(st.sets(keys))},
    }  # fmt: skip


@few
@given(facts())
def test_nothing_differs_from_itself(one):
    assert difference(one, one) == {}
    said = compare(one, one)
    assert not said.lines and said.sentence == "Nothing has changed."


@few
@given(facts(), facts())
def test_applied_it_gives_the_other_and_turned_round_it_leads_back(one, other):
    said = difference(one, other)
    assert applied(one, said) == other
    assert inverse(said) == difference(other, one)
    assert applied(other, inverse(said)) == one
    assert (sha256_of(one) == sha256_of(other)) == (not said)


@few
@given(facts())
def test_places_hold_everything(one):
    assert facts_at(places_of(one)) == one


@few
@given(facts(), facts())
def test_what_is_told_is_told_both_ways_and_every_place_but_order_is_told(one, other):
    there, back = compare(one, other), compare(other, one)
    assert all(line.kind in KINDS and line.old != line.new for line in there.lines)
    both = {
        (line.number, line.field, line.old, line.new)
        for line in there.lines
        if line.kind not in ("added", "ended")
    }
    turned = {
        (line.number, line.field, line.new, line.old)
        for line in back.lines
        if line.kind not in ("added", "ended")
    }
    assert both == turned
    silent = {
        "position",
        "place",
        "first_due",
        "said_on",
        "said_by",
        "ended_reason",
        "sha256",
        "kind",
        "heading",
        "category",
    }
    told = {
        path for path in difference(one, other) if path[-1] not in silent and path[0] in ("plan", "actions")
    }
    told = {
        path for path in told if len(path) < 5
    }  # figures: what was understood of them is told by their words
    assert bool(told) <= bool(there.lines or there.renamed)


def test_a_difference_of_other_facts_is_refused():
    one = {"plan": {"title": "A"}} | {name: {} for name in PLAN_COLLECTIONS}
    other = {"plan": {"title": "B"}} | {name: {} for name in PLAN_COLLECTIONS}
    with pytest.raises(ValueError, match="plan/title"):
        applied(other, difference(one, other))


class TestTelling:
    def change(self, **changed):
        base = facts_of(Rows({"title": "Plan", "number": 1}))
        scalars = dict.fromkeys(
            (*TRACKED_TEXT, *AS_PRINTED, "theme", "workstream", "aim", "signs_off", "first_due")
        )
        action = scalars | {
            "number": 7, "position": 1, "ref": "1.2", "title": "Hold a panel", "due": "2024-03-05", "added_on": "2024-01-01",
            "ended_on": None, "ended_reason": None, "said_on": None, "said_by": None, "said": None,
        } | {name: {} for name in ("owners", "bodies", "figures", "findings", "evidence", "extra")}  # fmt: skip
        return (
            base | {"actions": {"7": action}},
            base | {"actions": {"7": action | changed}},
        )

    @pytest.mark.parametrize(
        ("changed", "kind", "old", "new"),
        [
            ({"due": "2024-06-03"}, "redated", "5 March 2024", "3 June 2024"),
            ({"due": None}, "redated", "5 March 2024", None),
            ({"delivery": "done"}, "status", None, "Done"),
            ({"priority": 1}, "status", None, "1 – act first"),
            ({"title": "Hold two panels"}, "reworded", "Hold a panel", "Hold two panels"),
            ({"owners": {"lead post 3": "Head of A"}}, "reowned", None, "Head of A"),
            ({"bodies": {"monitor 3": "Board"}}, "reowned", None, "Board"),
            ({"findings": {"1-2": "finding 2"}}, "relinked", None, "finding 2"),
            ({"success_measure": "Fewer wait"}, "retargeted", None, "Fewer wait"),
            ({"said": "It met.", "said_on": "2024-06-03", "said_by": "A"}, "said", None, "It met."),
            ({"ended_on": "2024-06-03", "ended_reason": "Done elsewhere"}, "ended", "Hold a panel", None),
        ],
    )
    def test_each_kind_in_words(self, changed, kind, old, new):
        (line,) = compare(*self.change(**changed)).lines
        assert (line.kind, line.old, line.new, line.label) == (kind, old, new, "1.2")

    def test_one_sentence_counts_an_action_once_in_each_kind(self):
        said = compare(*self.change(due="2024-06-03", start="2024-01-01", title="New words"))
        assert said.sentence == "1 action re-dated and 1 re-worded."

    def test_there_and_back_is_told_beside_with_its_steps(self):
        one, other = self.change()
        steps = [Step(date(2024, 6, day), "Office", "why", "a", "b") for day in (3, 4)]
        said = compare(one, other, {("7", "due"): steps})
        assert not said.lines and said.returned[0].steps == tuple(steps)

    def test_a_renamed_post_is_no_new_owner(self):
        _, other = self.change(owners={"lead post 3": "Head of A"})
        renamed = text_of(other).replace("Head of A", "Head of B")
        said = compare(other, json.loads(renamed))
        assert not said.lines and said.renamed == (("Head of A", "Head of B"),)
