"""Interventions through their commands and queries: nothing is rewritten, both of a revision stay."""

from datetime import date, timedelta

import pytest

from sightline.domain.inspections.interventions import commands, queries
from sightline.domain.inspections.interventions.commands import (
    ConditionDraft,
    InterventionFacts,
    OfficialDraft,
)
from sightline.domain.inspections.models import Intervention, InterventionStep
from sightline.ground.audit.queries import verify
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from tests import cast
from tests.factories import SYSTEM, TODAY, a_body, a_user, an_inspection
from tests.interventions_factories import (
    FROM,
    a_focus_area,
    a_paper,
    a_review,
    an_intervention,
    an_official,
    some_advice,
)

pytestmark = pytest.mark.django_db
LATER = date(2024, 2, 5)


def kinds_of(intervention):
    return list(intervention.steps.values_list("kind", flat=True))


def revised(old, **changes):
    given = {
        "kind": "direction",
        "stream": "social-care",
        "title": "Revised direction",
        "since": LATER,
        "terms": "New words.",
    }
    facts = InterventionFacts(
        **(given | {name: changes.pop(name) for name in list(changes) if name in given})
    )
    return commands.revise_intervention(
        by=SYSTEM, intervention=old, facts=facts, reason="The commissioner reported.", today=TODAY, **changes
    )


def test_one_is_added_with_all_that_its_paper_says():
    body, inspection = a_body(), an_inspection()
    one = an_intervention(
        conditions=("One board.", ConditionDraft("A plan.", date(2024, 1, 9))),
        officials=(OfficialDraft("Commissioner", "commissioner", "Wexcombe County Council", FROM),),
        body=body, inspections=(inspection,), paper=a_paper(), terms="The council works with a commissioner.",
    )  # fmt: skip
    page = queries.intervention_page(SYSTEM, one.number)
    assert page.intervention.title == "Statutory direction: Children's social care"
    assert [(each.number, each.text, each.due) for each in page.conditions] == [
        (1, "One board.", None),
        (2, "A plan.", date(2024, 1, 9)),
    ]
    assert page.inspections == (inspection,) and page.intervention.body == body
    assert page.intervention.file.name == "direction.txt"
    assert [(step.kind, step.on) for step in page.steps] == [("issued", FROM)]
    assert queries.interventions_of(SYSTEM, inspection) == [one]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"kind": "telling-off"}, "what kind"),
        ({"stream": "rivers"}, "stream"),
        ({"until": date(2020, 1, 1)}, "cannot end before"),
        ({"link": "javascript:alert(1)"}, "https://"),
        ({"title": "x" * 301}, "at most 300"),
        ({"terms": "bad \x07"}, "cannot be shown"),
        ({"conditions": ("  ",)}, "condition"),
        ({"officials": (OfficialDraft("Somebody", "boss"),)}, "what they do"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_kept(changes, says):
    with pytest.raises(Refused, match=says):
        an_intervention(**changes)
    assert not Intervention.objects.exists() and not InterventionStep.objects.exists()


def test_the_same_is_not_added_twice():
    an_intervention()
    with pytest.raises(Refused, match="already here: intervention 1"):
        an_intervention()
    an_intervention(stream="send")
    assert Intervention.objects.count() == 2


def test_a_revised_direction_takes_the_place_and_both_stay():
    old = an_intervention(
        "Direction",
        terms="Old words.",
        conditions=("A.", "B."),
        body=a_body(),
        inspections=(an_inspection(),),
    )
    official = an_official(old)
    commands.meet_condition(
        by=SYSTEM, condition=old.conditions.get(number=1), on=LATER, how="Done.", today=TODAY
    )
    new = revised(old)
    old.refresh_from_db()
    assert (old.ended, old.ended_how, old.terms) == (LATER, "superseded", "Old words.")
    assert new.follows == old and new.body == old.body and new.inspections.count() == 1
    assert [each.state for each in old.conditions.all()] == ["met", "carried"]
    assert old.conditions.get(number=2).carried_to == new.conditions.get()
    assert (new.conditions.get().number, new.conditions.get().text) == (1, "B.")
    official.refresh_from_db()
    assert official.until == LATER and new.officials.get().since == LATER
    step = new.steps.get(kind="revised")
    assert (step.old, step.new, step.text) == ("Old words.", "New words.", "The commissioner reported.")
    assert old.steps.get(kind="superseded").new == "2: Revised direction"
    page = queries.intervention_page(SYSTEM, new.number)
    assert page.earlier == (old,) and queries.intervention_page(SYSTEM, old.number).later == (new,)


def test_conditions_that_are_not_carried_say_that_they_lapsed():
    old = an_intervention("Direction", conditions=("A.",))
    new = revised(old, carry_conditions=False, carry_officials=False)
    assert old.conditions.get().state == "lapsed" and not new.conditions.exists()


def test_it_is_revised_once_and_on_a_day_after_it_began():
    old = an_intervention("Direction")
    with pytest.raises(Refused, match="cannot begin before"):
        revised(old, since=date(2020, 1, 1))
    revised(old)
    with pytest.raises(Refused, match="no longer be revised"):
        revised(old, title="Another")
    assert Intervention.objects.count() == 2


def test_it_ends_once_with_how_and_why():
    one = an_intervention(kind="adviser", conditions=("A.",))
    focus, official = a_focus_area(one), an_official(one)
    ended = {"by": SYSTEM, "intervention": one, "on": LATER, "reason": "Good enough.", "today": TODAY}
    with pytest.raises(Refused, match="Say why"):
        commands.end_intervention(**(ended | {"how": "lifted", "reason": " "}))
    commands.end_intervention(how="lifted", source="Letter", **ended)
    for thing in (focus, official):
        thing.refresh_from_db()
        assert thing.until == LATER
    assert one.conditions.get().state == "lapsed"
    step = one.steps.get(kind="ended")
    assert (step.on, step.new, step.text, step.source) == (LATER, "Lifted", "Good enough.", "Letter")
    with pytest.raises(Refused, match="ended on 5 February 2024"):
        commands.end_intervention(how="revoked", **ended)
    with pytest.raises(Refused, match="given a condition"):
        commands.add_condition(by=SYSTEM, intervention=one, draft=ConditionDraft("B."), today=TODAY)
    assert queries.running(SYSTEM, TODAY) == [] and queries.running(SYSTEM, date(2024, 1, 1))


def test_a_condition_is_met_and_opened_again_and_the_history_keeps_both():
    one = an_intervention(conditions=("A.",))
    condition = one.conditions.get()
    commands.meet_condition(
        by=SYSTEM, condition=condition, on=LATER, how="Seen.", evidence="Audit", today=TODAY
    )
    for on, says in ((LATER, "already"), (TODAY, "already")):
        with pytest.raises(Refused, match=says):
            commands.meet_condition(by=SYSTEM, condition=condition, on=on, how="Again.", today=TODAY)
    commands.reopen_condition(by=SYSTEM, condition=condition, reason="It slipped.", today=TODAY)
    condition.refresh_from_db()
    assert (condition.state, condition.met_on, condition.how) == ("open", None, "")
    assert kinds_of(one) == ["issued", "condition-met", "condition-reopened"]
    assert one.steps.get(kind="condition-reopened").old == "Seen."
    with pytest.raises(Refused, match="cannot have been met before"):
        commands.meet_condition(
            by=SYSTEM, condition=condition, on=date(2020, 1, 1), how="Early.", today=TODAY
        )


def test_a_correction_keeps_what_it_replaces():
    one, board = an_intervention(terms="Wrods."), a_body("Improvement Board")
    commands.correct_intervention(
        by=SYSTEM, intervention=one, reason="A slip.", today=TODAY, terms="Words.", body=board
    )
    steps = {step.field: (step.old, step.new, step.text) for step in one.steps.filter(kind="corrected")}
    assert steps == {"terms": ("Wrods.", "Words.", "A slip."), "body": ("", "Improvement Board", "A slip.")}
    with pytest.raises(Refused, match="Nothing was changed"):
        commands.correct_intervention(
            by=SYSTEM, intervention=one, reason="Again.", today=TODAY, terms="Words."
        )
    with pytest.raises(Refused, match="Say why"):
        commands.correct_intervention(by=SYSTEM, intervention=one, reason="", today=TODAY, terms="Other.")
    with pytest.raises(TypeError):
        commands.correct_intervention(by=SYSTEM, intervention=one, reason="No.", today=TODAY, ended=TODAY)


def test_reviews_are_set_once_and_held_once():
    one = an_intervention()
    review = a_review(one, on=LATER)
    with pytest.raises(Refused, match="already a review"):
        a_review(one, on=LATER)
    with pytest.raises(Refused, match="before it begins"):
        a_review(one, on=date(2020, 1, 1))
    commands.hold_review(by=SYSTEM, review=review, held=LATER, outcome="Better.", today=TODAY)
    with pytest.raises(Refused, match="was held"):
        commands.hold_review(by=SYSTEM, review=review, held=LATER, outcome="Worse.", today=TODAY)
    with pytest.raises(Refused, match="still to come"):
        commands.hold_review(by=SYSTEM, review=a_review(one), held=date(2025, 1, 1), outcome="x", today=TODAY)


def test_officials_leave_on_a_day():
    one = an_intervention()
    official = an_official(one)
    with pytest.raises(Refused, match="before they began"):
        commands.official_left(by=SYSTEM, official=official, until=date(2020, 1, 1), reason="x", today=TODAY)
    commands.official_left(by=SYSTEM, official=official, until=LATER, reason="Another post.", today=TODAY)
    with pytest.raises(Refused, match="already has a last day"):
        commands.official_left(by=SYSTEM, official=official, until=TODAY, reason="x", today=TODAY)


def test_what_came_of_advice_is_added_and_the_earlier_answer_stays():
    one = an_intervention(kind="adviser")
    focus = a_focus_area(one)
    advice = some_advice(one, focus=focus)
    commands.answer_advice(by=SYSTEM, advice=advice, on=LATER, answer="partly", text="Half.", today=TODAY)
    commands.answer_advice(
        by=SYSTEM,
        advice=advice,
        on=TODAY,
        answer="accepted",
        answered_by="Director",
        resolved=TODAY,
        today=TODAY,
    )
    _, (kept,) = queries.advice_log(SYSTEM, one.number)
    assert (kept.last.answer, kept.last.resolved) == ("accepted", TODAY)
    assert [each.answer for each in kept.answers] == ["partly", "accepted"] and kept.advice == advice
    later = some_advice(one, "Meet weekly.", on=TODAY)
    assert [
        (each.advice, len(each.answers)) for each in queries.intervention_page(SYSTEM, one.number).advice
    ] == [
        (later, 0),
        (advice, 2),
    ]
    for wrong, says in (
        ({"on": date(2020, 1, 1), "text": "x"}, "answered before"),
        ({"on": TODAY}, "what came of"),
        ({"on": TODAY, "answer": "maybe"}, "answers shown"),
        ({"on": date(2025, 1, 1), "text": "x"}, "still to come"),
    ):
        with pytest.raises(Refused, match=says):
            commands.answer_advice(by=SYSTEM, advice=advice, today=TODAY, **wrong)


def test_a_log_belongs_to_who_advises():
    direction, adviser = an_intervention(), an_intervention(kind="adviser")
    with pytest.raises(Refused, match="belong to an adviser"):
        some_advice(direction)
    with pytest.raises(Refused, match="no advice can have come from it"):
        some_advice(adviser, on=FROM - timedelta(days=1))
    with pytest.raises(Refused, match="another intervention"):
        some_advice(an_intervention(kind="support"), focus=a_focus_area(adviser))
    with pytest.raises(Refused, match="already a focus area"):
        a_focus_area(adviser), a_focus_area(adviser, "THE FRONT DOOR")


def test_an_adviser_writes_in_the_log_and_nothing_else():
    one, other = an_intervention(kind="adviser"), an_intervention("Another", kind="adviser")
    adviser = a_user(cast.ADVISER, over=one)
    commands.add_advice(by=adviser, intervention=one, on=LATER, text="Read twenty records.", today=TODAY)
    for refused in (
        lambda: commands.add_advice(by=adviser, intervention=other, on=LATER, text="x", today=TODAY),
        lambda: commands.add_condition(by=adviser, intervention=one, draft=ConditionDraft("x"), today=TODAY),
        lambda: commands.add_advice(by=a_user(), intervention=one, on=LATER, text="x", today=TODAY),
    ):
        with pytest.raises(NotPermitted):
            refused()
    assert [each.by_name for each in one.advice.all()] == [cast.ADVISER.name]
    assert list(queries.interventions(adviser)) == [one]
    with pytest.raises(NotFound):
        queries.intervention_for(adviser, other.number)


def test_inspections_are_linked_and_a_link_that_goes_keeps_its_row():
    first, second = an_inspection(), an_inspection()
    one = an_intervention(inspections=(first,))
    commands.link_inspections(by=SYSTEM, intervention=one, inspections=[second], today=TODAY)
    assert queries.intervention_page(SYSTEM, one.number).inspections == (second,)
    assert one.inspection_links.get(inspection=first).until == TODAY
    with pytest.raises(Refused, match="already linked"):
        commands.link_inspections(by=SYSTEM, intervention=one, inspections=[second], today=TODAY)


def test_the_paper_is_kept_once():
    one = an_intervention()
    commands.keep_paper(by=SYSTEM, intervention=one, paper=a_paper(), today=TODAY)
    with pytest.raises(Refused, match="already kept"):
        commands.keep_paper(by=SYSTEM, intervention=one, paper=a_paper(b"other"), today=TODAY)
    assert one.file.name == "direction.txt" and "filed" in kinds_of(one)


def test_the_record_of_all_this_is_whole():
    old = an_intervention("Direction", conditions=("A.",), paper=a_paper())
    revised(old)
    commands.report_on(by=SYSTEM, intervention=old, on=LATER, text="Told the minister.", today=TODAY)
    report = verify()
    assert report.is_whole, report.problems[:3]
