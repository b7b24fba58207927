"""Inspections, findings and strategies through their commands and queries."""

from dataclasses import replace
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from sightline.domain.inspections import commands, queries
from sightline.domain.inspections.commands import FindingFacts, add_inspection, inspecting
from sightline.domain.inspections.models import Finding, FindingState, Inspection
from sightline.ground.audit.models import Event
from sightline.ground.files.models import StoredFile
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from tests import cast
from tests.factories import (
    INSPECTION,
    SYSTEM,
    TODAY,
    a_body,
    a_finding,
    a_strategy,
    a_user,
    an_inspection,
)

pytestmark = pytest.mark.django_db


def a_file(name="report.pdf", sha256="a" * 64):
    return StoredFile.objects.create(sha256=sha256, size=10, kind="pdf", name=name, added_by="the tests")


def test_an_accepted_inspection_is_kept_whole():
    inspection = add_inspection(by=SYSTEM, facts=INSPECTION, today=TODAY, file=a_file())
    page = queries.inspection_for(SYSTEM, inspection.number)
    assert page.inspection.file.name == "report.pdf" and page.framework.edition == "ilacs-2023"
    assert [judgement.grade for judgement in page.judgements] == [
        "Inadequate",
        "Requires improvement to be good",
    ]
    assert [finding.text for finding in page.findings] == [fact.text for fact in INSPECTION.findings]
    assert [finding.number for finding in page.findings] == [1, 2, 3]
    assert {finding.state for finding in page.findings} == {"open"} and page.count("open") == 3
    assert page.findings[0].reference == "finding 1"
    assert [clock.working_days for clock in page.clocks] == [70, 30]


def test_what_is_not_stated_stays_not_stated():
    facts = replace(INSPECTION, framework=None, start=None, end=None, published=None, lead_inspector=None)
    page = queries.inspection_for(SYSTEM, add_inspection(by=SYSTEM, facts=facts, today=TODAY).number)
    kept = page.inspection
    assert kept.start is kept.published is kept.report_received is None
    assert kept.framework == kept.lead_inspector == "" and page.clocks == ()


def test_a_finding_is_open_from_the_inspection_and_was_not_before():
    finding = queries.finding_for(SYSTEM, an_inspection().number, 1)
    assert finding.state_on(date(2023, 3, 6)) == "open" and finding.state_on(date(2023, 3, 5)) is None


def test_the_same_inspection_is_not_taken_twice_unless_told():
    file = a_file()
    first = add_inspection(by=SYSTEM, facts=INSPECTION, today=TODAY, file=file)
    with pytest.raises(Refused, match=f"inspection {first.number}") as refused:
        add_inspection(by=SYSTEM, facts=replace(INSPECTION, authority="northmere "), today=TODAY)
    assert refused.value.rule == "inspections.once"
    other = replace(INSPECTION, start=date(2024, 1, 8), end=date(2024, 1, 12), published=None)
    with pytest.raises(Refused, match="This file was already taken"):
        add_inspection(by=SYSTEM, facts=other, today=TODAY, file=file)
    assert Inspection.objects.count() == 1
    again = add_inspection(by=SYSTEM, facts=INSPECTION, today=TODAY, file=file, although_known=True)
    assert again.number == first.number + 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"framework": "Star signs"}, "framework"),
        ({"authority": " "}, "authority"),
        ({"end": date(2023, 3, 1)}, "end"),
        ({"published": date(2022, 5, 2)}, "published"),
        ({"findings": (FindingFacts("Kept."), FindingFacts("  "))}, "text"),
        ({"lead_inspector": "x" * 201}, "lead_inspector"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_half_written(changes, field):
    with pytest.raises(Refused) as refused:
        add_inspection(by=SYSTEM, facts=replace(INSPECTION, **changes), today=TODAY)
    assert refused.value.field == field
    assert not Inspection.objects.exists() and not Finding.objects.exists()


def test_an_inspection_is_corrected_with_the_old_value_beside_the_new():
    inspection = an_inspection()
    commands.correct_inspection(
        by=SYSTEM,
        inspection=inspection,
        reason="The report says so on page 4.",
        published=date(2023, 5, 3),
        lead_inspector=None,
    )
    inspection.refresh_from_db()
    kept = {row.field: (row.old, row.new, row.reason) for row in inspection.corrections.all()}
    assert kept == {
        "published": ("2023-05-02", "2023-05-03", "The report says so on page 4."),
        "lead_inspector": ("Lead Inspector", "", "The report says so on page 4."),
    }
    assert inspection.lead_inspector == ""


@pytest.mark.parametrize(
    "changes", [{"reason": " ", "title": "Other"}, {"reason": "Why", "title": INSPECTION.title}]
)
def test_a_correction_has_a_reason_and_an_effect(changes):
    inspection = an_inspection()
    with pytest.raises(Refused):
        commands.correct_inspection(by=SYSTEM, inspection=inspection, **changes)
    assert not inspection.corrections.exists()


def test_the_day_of_receipt_starts_the_clock_and_a_second_day_needs_a_reason():
    inspection = an_inspection()
    commands.set_received_date(by=SYSTEM, inspection=inspection, received=date(2023, 4, 25), today=TODAY)
    clock = queries.inspection_for(SYSTEM, inspection.number).clocks[0]
    assert (clock.counted_from, clock.counted_from_is) == (date(2023, 4, 25), "report received")
    for received, reason in ((date(2023, 4, 26), ""), (date(2024, 6, 4), "Later")):
        with pytest.raises(Refused):
            commands.set_received_date(
                by=SYSTEM, inspection=inspection, received=received, today=TODAY, reason=reason
            )
    commands.set_received_date(
        by=SYSTEM, inspection=inspection, received=date(2023, 4, 26), today=TODAY, reason="Post book"
    )
    assert inspection.corrections.get().old == "2023-04-25"


def test_clocks_that_still_run_stand_nearest_first():
    later = an_inspection(start=date(2024, 4, 8), end=date(2024, 4, 19), published=date(2024, 5, 28))
    an_inspection(start=date(2022, 4, 4), end=date(2022, 4, 15), published=date(2022, 5, 30))
    running = queries.running_clocks(SYSTEM, today=TODAY)
    assert [(inspection, clock.working_days) for inspection, clock in running] == [(later, 30), (later, 70)]


def test_the_inspectors_words_stay_beside_a_correction():
    finding = a_finding("The qualty of care planning.")
    commands.correct_finding(
        by=SYSTEM, finding=finding, reason="Misread", text="The quality of care planning.", ref="4"
    )
    kept = queries.finding_for(SYSTEM, finding.inspection.number, 1)
    assert (kept.text, kept.text_as_read) == (
        "The quality of care planning.",
        "The qualty of care planning.",
    )
    assert kept.reference == "4"
    assert [(row.field, row.old) for row in kept.corrections.all()] == [
        ("text", "The qualty of care planning."),
        ("ref", ""),
    ]


@pytest.mark.parametrize(
    "changes", [{"text": "Other"}, {"reason": "Why", "text": ""}, {"reason": "Why", "text": "Same."}]
)
def test_a_finding_is_not_corrected_without_reason_words_or_difference(changes):
    finding = a_finding("Same.")
    with pytest.raises(Refused):
        commands.correct_finding(by=SYSTEM, finding=finding, **({"reason": ""} | changes))
    finding.refresh_from_db()
    assert finding.text == "Same." and not finding.corrections.exists()


def test_a_finding_added_by_hand_takes_its_place_and_a_new_number():
    inspection = an_inspection()
    commands.add_finding(
        by=SYSTEM, inspection=inspection, facts=FindingFacts("Missed."), today=TODAY, position=2
    )
    findings = queries.inspection_for(SYSTEM, inspection.number).findings
    assert [(finding.position, finding.number) for finding in findings] == [(1, 1), (2, 4), (3, 2), (4, 3)]
    assert findings[1].added_by_hand and findings[1].state == "open"


def test_a_withdrawn_finding_stays_visible_and_can_come_back():
    inspection = an_inspection()
    finding = inspection.findings.get(number=2)
    commands.withdraw_finding(by=SYSTEM, finding=finding, reason="A heading, not a finding", today=TODAY)
    page = queries.inspection_for(SYSTEM, inspection.number)
    assert [one.number for one in page.findings] == [1, 3] and page.withdrawn == (finding,)
    assert finding not in queries.findings_for_choice(SYSTEM)
    with pytest.raises(Refused, match="already withdrawn"):
        commands.withdraw_finding(by=SYSTEM, finding=finding, reason="Again", today=TODAY)
    commands.restore_finding(by=SYSTEM, finding=finding, reason="It is one")
    assert len(queries.inspection_for(SYSTEM, inspection.number).findings) == 3
    added = commands.add_finding(by=SYSTEM, inspection=inspection, facts=FindingFacts("New."), today=TODAY)
    assert added.number == 4


def test_a_later_inspection_supersedes_a_finding():
    earlier, later = an_inspection(), an_inspection()
    finding = earlier.findings.get(number=1)
    commands.supersede_finding(
        by=SYSTEM, finding=finding, by_inspection=later, reason="Judged anew", today=TODAY
    )
    kept = queries.finding_for(SYSTEM, earlier.number, 1)
    assert kept.state == "superseded" and kept.state_on(date(2024, 6, 2)) == "open"
    assert kept.states.all()[1].by_inspection == later
    assert finding not in queries.findings_for_choice(SYSTEM, inspections=[earlier])
    assert finding in queries.findings_in_scope(SYSTEM, [earlier])
    with pytest.raises(Refused, match="cannot become"):
        commands.supersede_finding(
            by=SYSTEM, finding=finding, by_inspection=later, reason="Again", today=TODAY
        )
    with pytest.raises(Refused, match="later"):
        commands.supersede_finding(
            by=SYSTEM, finding=later.findings.first(), by_inspection=earlier, reason="Wrong way", today=TODAY
        )
    commands.reopen_finding(by=SYSTEM, finding=finding, reason="Not the same point", today=TODAY)
    assert queries.finding_for(SYSTEM, earlier.number, 1).state == "open"


def test_all_open_findings_are_superseded_at_once_or_none():
    earlier, later = an_inspection(), an_inspection()
    withdrawn, other, last = earlier.findings.all()
    commands.withdraw_finding(by=SYSTEM, finding=withdrawn, reason="Twice", today=TODAY)
    with pytest.raises(Refused):
        commands.supersede_open_findings(
            by=SYSTEM, inspection=later, by_inspection=earlier, reason="Wrong way", today=TODAY
        )
    before = Event.objects.count()
    number = commands.supersede_open_findings(
        by=SYSTEM, inspection=earlier, by_inspection=later, reason="Judged anew", today=TODAY
    )
    assert number == 2 and Event.objects.count() == before + 1
    assert set(Finding.objects.in_state("superseded")) == {other, last}
    assert set(Finding.objects.in_state("open", date(2024, 6, 2))) >= {withdrawn, other, last}
    with pytest.raises(Refused, match="No finding"):
        commands.supersede_open_findings(
            by=SYSTEM, inspection=earlier, by_inspection=later, reason="Again", today=TODAY
        )


def test_an_inspection_is_superseded_by_a_later_one_only():
    earlier, later = an_inspection(), an_inspection()
    commands.set_superseded(by=SYSTEM, inspection=earlier, by_inspection=later, reason="Re-inspected")
    assert queries.inspection_for(SYSTEM, earlier.number).inspection.superseded_by == later
    with pytest.raises(Refused, match="later"):
        commands.set_superseded(by=SYSTEM, inspection=later, by_inspection=earlier, reason="Wrong way")


def test_the_database_holds_what_the_rules_promise():
    finding = a_finding()
    state = finding.states.get()
    wrongs = (
        lambda: Finding.objects.filter(pk=finding.pk).update(text=""),
        lambda: Finding.objects.filter(pk=finding.pk).update(withdrawn_on=TODAY),
        lambda: FindingState.objects.filter(pk=state.pk).update(state="closed"),
        lambda: FindingState.objects.filter(pk=state.pk).update(state="superseded"),
        lambda: FindingState.objects.create(
            finding=finding, state="met", since=TODAY, by_name="x", at=state.at
        ),
        lambda: finding.inspection.delete(),
    )
    for wrong in wrongs:
        with pytest.raises(IntegrityError), transaction.atomic():
            wrong()


def test_the_list_counts_findings_by_state():
    earlier, later = an_inspection(), an_inspection(framework="JTAI", title="JTAI of Northmere")
    first, second, _ = earlier.findings.all()
    commands.supersede_finding(by=SYSTEM, finding=first, by_inspection=later, reason="Anew", today=TODAY)
    commands.withdraw_finding(by=SYSTEM, finding=second, reason="Twice", today=TODAY)
    row = queries.inspections(SYSTEM).get(pk=earlier.pk)
    assert (row.findings_all, row.findings_open, row.findings_superseded, row.findings_met) == (2, 1, 1, 0)
    assert row.judgement_overall == "Requires improvement to be good"
    assert [one.pk for one in queries.inspections(SYSTEM)] == [later.pk, earlier.pk]
    assert list(queries.inspections(SYSTEM, framework="JTAI")) == [later]
    assert list(queries.inspections(SYSTEM, text="supervision")) == [later]


def test_an_inspection_without_a_first_day_stands_by_the_day_it_has_and_one_without_any_last():
    facts = replace(INSPECTION, start=None, end=None, published=None)
    without = add_inspection(by=SYSTEM, facts=facts, today=TODAY)
    letter = add_inspection(by=SYSTEM, facts=replace(facts, letter_date=date(2024, 1, 9)), today=TODAY)
    first = add_inspection(by=SYSTEM, facts=INSPECTION, today=TODAY)
    assert list(queries.inspections(SYSTEM)) == [letter, first, without]
    ordered = [finding.inspection for finding in queries.findings_for_choice(SYSTEM)]
    assert ordered[::3] == [letter, first, without]


def test_a_number_is_never_given_twice_when_two_come_at_once(monkeypatch):
    an_inspection()
    given = iter([1, 1, 2])
    monkeypatch.setattr(inspecting.rules, "first_free", lambda numbers: next(given))
    assert an_inspection().number == 2


def test_who_sees_what():
    seen, unseen = an_inspection(), an_inspection()
    finding = unseen.findings.get(number=2)
    member = a_user(cast.BOARD_MEMBER, over=seen)
    assert list(queries.inspections(member)) == [seen]
    assert queries.finding_for(member, seen.number, 1).inspection == seen
    assert {one.inspection_id for one in queries.findings_for_choice(member)} == {seen.pk}
    for user in (member, a_user(cast.STRANGER), AnonymousUser()):
        with pytest.raises(NotFound):
            queries.inspection_for(user, unseen.number)
        with pytest.raises(NotFound):
            queries.finding_for(user, unseen.number, 2)
    partner = a_user(cast.ADVISER, over=finding)
    assert queries.finding_for(partner, unseen.number, 2) == finding
    with pytest.raises(NotFound):
        queries.finding_for(partner, unseen.number, 1)


def test_who_may_write():
    finding = a_finding()
    for player in (cast.READER, cast.OWNER, cast.STRANGER):
        with pytest.raises(NotPermitted):
            commands.withdraw_finding(by=a_user(player), finding=finding, reason="Wish", today=TODAY)
    commands.withdraw_finding(by=a_user(cast.PROGRAMME_OFFICE), finding=finding, reason="Twice", today=TODAY)
    finding.refresh_from_db()
    assert finding.withdrawn_on == TODAY


def test_pages_ask_the_database_a_fixed_number_of_times(statements):
    inspection = an_inspection()
    for _ in range(4):
        commands.add_finding(by=SYSTEM, inspection=inspection, facts=FindingFacts("More."), today=TODAY)
    with statements(7):
        page = queries.inspection_for(SYSTEM, inspection.number)
        assert page.count("open") == 7 and [finding.corrections.all() for finding in page.findings]
    with statements(3):
        finding = queries.finding_for(SYSTEM, inspection.number, 7)
        assert finding.state == "open" and finding.inspection.file is None
    with statements(2):
        assert len([finding.state for finding in queries.findings_for_choice(SYSTEM)]) == 7


def test_strategies_hold_from_and_to():
    board = a_body()
    strategy = a_strategy("Neglect Strategy", owner=board, since=date(2022, 4, 1))
    priority = a_strategy("Healthier places", kind="priority")
    assert set(queries.strategies(SYSTEM, on=TODAY)) == {strategy, priority}
    commands.end_strategy(by=SYSTEM, strategy=strategy, until=date(2024, 3, 31), reason="Replaced")
    assert list(queries.strategies(SYSTEM, on=TODAY)) == [priority]
    assert list(queries.strategies(SYSTEM, kind="strategy")) == [strategy]
    assert queries.strategy_for(SYSTEM, strategy.pk).owner == board
    with pytest.raises(Refused, match="already one"):
        a_strategy("healthier places", kind="priority")
    with pytest.raises(Refused):
        a_strategy("Other", kind="wish")
