"""Whatever a person does to a draft, what was read is accounted for."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.ground.lib.errors import NotFound, Refused
from sightline.work.imports import drafts, rules

RESULT = {
    "kind": "inspection",
    "authority": "Northmere",
    "framework": "ILACS",
    "start": "2023-03-06",
    "end": "2023-03-17",
    "published": "2023-05-02",
    "judgements": [["Overall effectiveness", "Good"], ["Care leavers", None]],
    "findings": [
        {"ref": "1", "category": "Recommendations", "heading": None, "text": "Plans are good.", "page": 2},
        {
            "ref": "2",
            "category": "Recommendations",
            "heading": None,
            "text": "Visits are on time.",
            "page": 4,
        },
    ],
    "set_aside": [
        {"page": 3, "text": "A footnote.", "why": "It is a footnote on a page of findings."},
        {"page": None, "text": "Somewhere.", "why": "What stood there could not be read."},
    ],
    "suspects": [
        {"page": 4, "text": "Visits are on time.", "why": "Its number, 2, repeats after 2."},
        {"page": 1, "text": "6 March", "why": "The dates of the inspection do not fit together."},
        {
            "page": 1,
            "text": "Overall effectiveness: Fair",
            "why": "“Fair” is not one of the grades of ILACS.",
        },
        {"page": 9, "text": "Something else", "why": "Cut out."},
    ],
    "places": {
        "findings": [[{"page": 2, "left": 1, "top": 2, "right": 3, "bottom": 4}], []],
        "judgements": [[{"page": 1, "left": 1, "top": 2, "right": 3, "bottom": 4}], []],
    },
}
KNOWN = frozenset({"ILACS"})


@pytest.fixture
def draft():
    return drafts.draft_of(RESULT, [[595.3, 841.9]])


def test_it_begins_as_just_what_was_read(draft):
    assert [one.key for one in draft.findings] == ["f1", "f2"] and [one.key for one in draft.aside] == [
        "a1",
        "a2",
    ]
    assert draft.passage("f1").boxes[0]["page"] == 2
    assert draft.judgement("j1").page == 1 and draft.judgement("j2").page is None
    assert drafts.counts(draft) == drafts.Counts(
        read=4, by_hand=0, taken=2, set_aside=2, findings=2, judgements=2, doubts=4
    )
    assert not any(one.changed for one in draft.passages)
    assert drafts.is_whole(draft, RESULT)


def test_doubts_stand_beside_what_they_concern(draft):
    assert [doubt.about for doubt in draft.doubts] == ["f2", "start", "judgements", ""]
    assert draft.doubts_about("f2")[0].page == 4


def test_it_survives_being_kept(draft):
    changed, _ = drafts.add_by_hand(
        drafts.set_aside(draft, "f1", why="Twice", by="Dev"), by="Dev", text="New."
    )
    assert drafts.from_json(json.loads(json.dumps(drafts.to_json(changed)))) == changed


def test_edited_words_stand_beside_those_read(draft):
    changed = drafts.edit_passage(draft, "f1", text="Plans are very good.", heading="Planning")
    assert changed.passage("f1").changed == ("heading", "text") and changed.passage("f1").words_changed
    assert changed.passage("f1").as_read["text"] == "Plans are good."
    blanks = drafts.edit_passage(draft, "f1", text="Plans are good. ", heading="")
    assert blanks.passage("f1").changed == ()


def test_a_passage_taken_moves_to_its_page(draft):
    assert [one.key for one in drafts.take(draft, "a1", by="Dev").findings] == ["f1", "a1", "f2"]
    assert [one.key for one in drafts.take(draft, "a2", by="Dev").findings] == ["f1", "f2", "a2"]
    back = drafts.take(drafts.set_aside(draft, "f1", why="x", by="Dev"), "f1", by="Dev")
    assert [one.key for one in back.findings] == ["f1", "f2"]


@pytest.mark.parametrize(
    "act",
    [
        lambda draft: drafts.set_aside(draft, "f1", why="  ", by="Dev"),
        lambda draft: drafts.edit_passage(draft, "f1", text=" "),
        lambda draft: drafts.add_by_hand(draft, by="Dev", text=""),
        lambda draft: drafts.take(draft, "f1", by="Dev"),
        lambda draft: drafts.edit_judgement(draft, "j1", area=""),
        lambda draft: drafts.add_judgement(draft, area=None),
        lambda draft: drafts.set_judgement_aside(draft, "j1", why="", by="Dev"),
    ],
)
def test_what_makes_no_sense_is_refused(draft, act):
    with pytest.raises(Refused, match="Nothing was"):
        act(draft)


def test_a_passage_that_is_not_there_is_not_found(draft):
    with pytest.raises(NotFound):
        drafts.edit_passage(draft, "f9", text="x")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["edit", "aside", "take", "add"]),
        st.sampled_from(["f1", "f2", "a1", "a2", "h1", "h2"]),
        st.integers(1, 9) | st.none(),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(STEPS)
def test_read_is_taken_and_set_aside_after_any_sequence_of_steps(steps):
    draft = drafts.draft_of(RESULT)
    for what, key, page in steps:
        try:
            if what == "edit":
                draft = drafts.edit_passage(draft, key, text="Other words.", page=page)
            elif what == "aside":
                draft = drafts.set_aside(draft, key, why="No finding", by="Dev")
            elif what == "take":
                draft = drafts.take(draft, key, by="Dev")
            else:
                draft, _ = drafts.add_by_hand(draft, by="Dev", text="By hand.", page=page)
        except (NotFound, Refused):
            pass
        counts = drafts.counts(draft)
        assert counts.read + counts.by_hand == counts.taken + counts.set_aside
        assert counts.read == 4 and drafts.is_whole(draft, RESULT)
        assert all(one.taken or one.why for one in draft.passages)


def test_a_draft_that_lost_or_doubled_a_passage_is_noticed(draft):
    assert not drafts.is_whole(replace(draft, passages=draft.passages[1:]), RESULT)
    assert not drafts.is_whole(replace(draft, passages=(*draft.passages, draft.passages[0])), RESULT)


def test_doubts_are_problems_that_do_not_stop(draft):
    found = rules.problems(draft, KNOWN)
    assert len(found) == 4 and not any(problem.stops for problem in found)


@pytest.mark.parametrize(
    ("facts", "about", "stops"),
    [
        ({"authority": None}, "authority", True),
        ({"framework": None}, "framework", False),
        ({"framework": "XYZ"}, "framework", True),
        ({"start": "2023-03-20"}, "end", True),
        ({"published": "2023-03-01"}, "published", True),
        ({"report_received": "2023-03-01"}, "report_received", True),
        ({"start": None, "end": None, "published": None}, "start", False),
    ],
)
def test_what_is_missing_or_contradicts_is_said(draft, facts, about, stops):
    quiet = replace(draft, doubts=())
    assert rules.problems(quiet, KNOWN) == ()
    (found,) = rules.problems(drafts.with_facts(quiet, **facts), KNOWN)
    assert (found.about, found.stops) == (about, stops)


def test_a_paper_without_findings_wants_a_look(draft):
    empty = drafts.set_aside(drafts.set_aside(draft, "f1", why="x", by="d"), "f2", why="x", by="d")
    assert "findings" in {problem.about for problem in rules.problems(empty, KNOWN)}


def test_facts_have_known_names_only(draft):
    with pytest.raises(TypeError):
        drafts.with_facts(draft, colour="blue")


def test_moves():
    rules.check_can_move("failed", "waiting")
    with pytest.raises(Refused, match="was accepted"):
        rules.check_can_move("accepted", "waiting")
    with pytest.raises(Refused, match="not under review"):
        rules.check_under_review("read", "plan", ("inspection",), "an inspection")


def test_only_what_was_seen_is_accepted(draft):
    rules.check_seen(draft.revision, None)
    rules.check_seen(draft.revision, 0)
    with pytest.raises(Refused, match="Somebody changed"):
        rules.check_seen(drafts.with_facts(draft, title="x").revision, 0)
