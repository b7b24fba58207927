"""From a paper under review to what the register takes of it, and what a correction teaches."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from sightline.domain.meetings import rules as register
from sightline.ground.lib.errors import Refused
from sightline.work.imports import paper_drafts as drafts
from sightline.work.imports import teaching
from sightline.work.imports.paper_facts import paper_facts
from sightline.work.imports.paper_reading import draft_of_paper
from tests.unit.imports.paper_results import (
    ALL,
    DECISION,
    INDICATORS,
    MATRIX,
    MINUTES,
    REPORT,
    RISK,
)

BY = "Dev"
TODAY = date(2024, 7, 1)


@pytest.fixture
def draft():
    return draft_of_paper(MINUTES)


# From the draft to what the register takes -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ALL)
def test_the_register_takes_what_was_accepted(kind):
    result = ALL[kind]
    facts = paper_facts(draft_of_paper(result), body_id=None, result=result)
    register.check_can_register(facts)
    assert facts.kind == kind


def test_minutes_keep_their_order_places_and_words_as_read(draft):
    changed = drafts.edit_entry(draft, "resolution-2", {"text": "That a plan come back in July."})
    changed = drafts.with_facts(changed, date="2024-03-05", title="Minutes")
    facts = paper_facts(changed, body_id=7, result=MINUTES)
    assert (facts.body_id, facts.body_printed, facts.date) == (
        7,
        "Children’s Scrutiny Panel",
        date(2024, 3, 5),
    )
    assert facts.as_read == {"date": "2024-03-04", "title": None} and facts.places["body_printed"].first == 1
    assert [(one.kind, one.item, one.number, one.verb) for one in facts.outcomes] == [
        ("resolution", 0, "1", "Resolved"), ("resolution", 0, "1", "Resolved"), ("commitment", 0, None, None),
    ]  # fmt: skip
    second = facts.outcomes[1]
    assert (second.text, second.as_read, second.place.first) == (
        "That a plan come back in July.", "That a plan come back in June.", 16,
    )  # fmt: skip
    assert facts.outcomes[0].as_read is None
    assert [(one.why, one.doubt) for one in facts.asides][:2] == [
        ("It repeats what stands above.", False), ("It resolves nothing.", False),
    ]  # fmt: skip
    assert sum(one.doubt for one in facts.asides) == 3
    assert (facts.figures[0].name, facts.figures[0].printed, facts.figures[0].item) == (
        "foster homes",
        "214",
        0,
    )
    declared, corrected = facts.notes
    assert (declared.title, declared.number, declared.text) == ("Councillor B. Sample", "3", "Is a governor")
    assert (corrected.old, corrected.text) == ("ten", "twelve")


def test_answers_that_are_not_stated_stay_so():
    facts = paper_facts(draft_of_paper(REPORT), body_id=None, result=REPORT).facts
    assert (facts["contrary_to_plan"], facts["in_budget"], facts["exempt"]) == (False, True, None)


def test_a_risk_keeps_its_controls_and_a_matrix_its_grid():
    first, second = paper_facts(draft_of_paper(RISK), body_id=None, result=RISK).scores
    assert (first.gross, first.net_from, first.net, first.controls) == (
        25,
        20,
        16,
        ("A retention payment", "A course"),
    )
    assert first.further_actions == ({"text": "Recruit abroad", "target": "April 2024"},)
    assert (second.gross, second.unspecified, second.risk) == (None, 12, "People")
    draft = draft_of_paper(MATRIX)
    facts = paper_facts(draft, body_id=None, result=MATRIX).facts
    assert {name: facts[name] for name in ("impact", "likelihood", "scores")} == {
        name: MATRIX[name] for name in ("impact", "likelihood", "scores")
    }
    corrected = drafts.edit_entry(draft, "grid-2", {"text": "2 |  | 5"})
    assert paper_facts(corrected, body_id=None, result=MATRIX).facts["scores"] == [[1, 2], [2, None, 5]]


def test_a_table_of_indicators_becomes_figures_cell_by_cell():
    draft = drafts.edit_entry(draft_of_paper(INDICATORS), "row-2", {"key": "A3"})
    figures = paper_facts(draft, body_id=None, result=INDICATORS).figures
    assert [(one.name, one.column, one.printed, one.row) for one in figures] == [
        ("Visits on time", "key", "A1", 0), ("Visits on time", "Target", "90%", 0), ("Visits on time", "by", None, 0),
        ("Plans", "key", "A3", 1), ("Plans", "Target", "10 or 12", 1), ("Plans", "by", "June", 1),
    ]  # fmt: skip
    certain, unsure, corrected = figures[1], figures[4], figures[3]
    assert (certain.value, certain.unit, certain.as_at) == (Decimal(90), "%", date(2024, 3, 31))
    assert unsure.value is None and corrected.as_read == "A2" and figures[0].as_read is None
    assert (figures[0].section, figures[0].place.first) == ("Section A", 2)


# What a correction teaches ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("result", "key", "what", "taught"),
    [
        (MINUTES, "resolution-1", "take", ("verb", "Resolved", "yes")),
        (MINUTES, "resolution-1", "aside", ("verb", "Resolved", "no")),
        (MINUTES, "item-1", "take", None),
        (REPORT, "consideration-1", "take", ("heading", "Money matters", "financial")),
        (REPORT, "consideration-2", "aside", ("heading", "Risks", "")),
        (REPORT, "section-1", "take", ("heading", "Key issues", "other")),
        (REPORT, "recommendation-1", "take", None),
        (DECISION, "decision-1", "take", None),
    ],
)
def test_what_a_correction_teaches(result, key, what, taught):
    entry = draft_of_paper(result).entry(key)
    found = teaching.teaching(result["kind"], entry, what)
    assert (None if found is None else (found.kind, found.printed, found.meaning)) == taught
    if taught is None:
        with pytest.raises(Refused, match="Nothing was changed"):
            teaching.taught_or_refused(result["kind"], entry, what)
    else:
        assert teaching.offer(result["kind"], entry, what)
