"""A plan table in: tried, applied, refused, and the way round from an export back to the plan."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sightline.domain.plans.models import Action, Change, Plan, Theme, Update
from sightline.ground.audit.models import Event
from sightline.ground.lib.errors import Refused
from sightline.work.imports.commands import tables
from sightline.work.imports.models import Lesson
from sightline.work.imports.paper import columns_of
from tests import factories
from tests.factories import SYSTEM, TODAY
from tests.plan_papers import NEXT_YEAR, a_reading, a_table, exported, workbook

pytestmark = pytest.mark.django_db

HEADER = ["Ref", "Ofsted recommendation", "Action", "Lead", "Timescale", "Status", "RAG", "Ward"]
ROWS = [
    ["1.1", "Supervision", "Give every worker supervision monthly", "Head of Service", "31/03/2025", "In progress", "A", "North"],
    ["1.2", "Supervision", "Audit thirty files each month", "JB", "Ongoing", "Done", "G", ""],
    ["2.1", "Sufficiency", "Open two children’s homes in the borough", "Head of Service", "June 2025", "", "R", "South"],
]  # fmt: skip


def paper(rows: list[list[str]] = ROWS, header: list[str] = HEADER) -> bytes:
    return workbook(header, rows, above=["Improvement plan 2024-26", "Version 2, updated 1 May 2024"])


def kinds(outcome: Any) -> list[str]:
    return [row.kind for row in outcome.rows]


def test_a_paper_starts_a_plan_and_a_dry_run_leaves_nothing():
    post = factories.a_post("Head of Service")
    table = a_table(a_reading(paper()))
    events = Event.objects.count()
    outcome = tables.dry_run(by=SYSTEM, table=table, today=TODAY)
    assert kinds(outcome) == ["new"] * 3
    assert not Plan.objects.exists() and not Action.objects.exists()
    assert Event.objects.count() == events + 1, "only that it was tried is recorded"

    applied = tables.apply_table(by=SYSTEM, table=table, today=TODAY, seen=outcome.digest)
    assert applied.digest == outcome.digest
    plan = Plan.objects.get()
    assert (plan.title, plan.version, plan.version_date) == ("Improvement plan", "2", date(2024, 5, 1))
    first, second, third = plan.actions.order_by("position")
    assert (first.ref, first.due, first.due_raw, first.delivery) == (
        "1.1",
        date(2025, 3, 31),
        "31/03/2025",
        "in-progress",
    )
    assert first.owners.get().post == post and first.owners_raw == "Head of Service"
    assert first.extra == {"RAG": "A", "Ward": "North"}
    assert first.source_printed == "Supervision" and not first.finding_links.exists()
    assert (second.due, second.due_raw, second.delivery) == (None, "Ongoing", "done")
    assert (second.owners.get().post, second.owners.get().printed) == (None, "JB")
    assert third.due == date(2025, 6, 30) and third.delivery is None
    reading = table.reading
    reading.refresh_from_db()
    assert (reading.state, reading.plan) == ("accepted", plan)
    with pytest.raises(Refused, match="already"):
        tables.apply_table(by=SYSTEM, table=table, today=TODAY)


def test_section_headings_become_themes_and_are_told_before():
    rows = [["Theme 1: Leadership"], ROWS[0], ROWS[1], ["Theme 2: Homes"], ROWS[2]]
    table = a_table(a_reading(paper(rows)))
    outcome = tables.dry_run(by=SYSTEM, table=table, today=TODAY)
    assert outcome.new_themes == ("Theme 1: Leadership", "Theme 2: Homes")
    tables.apply_table(by=SYSTEM, table=table, today=TODAY)
    assert list(Theme.objects.values_list("title", flat=True)) == ["Theme 1: Leadership", "Theme 2: Homes"]
    assert [str(action.theme) for action in Action.objects.order_by("position")] == [
        "Theme 1: Leadership", "Theme 1: Leadership", "Theme 2: Homes",
    ]  # fmt: skip


def test_sections_can_be_left_as_they_are_printed():
    rows = [["Theme 1: Leadership"], ROWS[0], ROWS[1]]
    table = a_table(a_reading(paper(rows)), options={"sections": False})
    tables.apply_table(by=SYSTEM, table=table, today=TODAY)
    assert not Theme.objects.exists()
    assert Action.objects.first().extra["Section"] == "Theme 1: Leadership"


def test_the_same_paper_again_changes_nothing():
    tables.apply_table(by=SYSTEM, table=a_table(a_reading(paper())), today=TODAY)
    plan = Plan.objects.get()
    again = a_table(a_reading(paper(ROWS) + b" ", "again.xlsx"), plan)
    outcome = tables.dry_run(by=SYSTEM, table=again, today=TODAY)
    assert kinds(outcome) == ["same"] * 3, [row.changes for row in outcome.rows]


def test_a_later_version_of_the_paper_changes_what_it_says_otherwise():
    tables.apply_table(by=SYSTEM, table=a_table(a_reading(paper())), today=TODAY)
    plan = Plan.objects.get()
    rows = [list(row) for row in ROWS]
    rows[0][4] = "30/09/2025"
    rows[2][5] = "In progress"
    rows[1][3] = ""
    rows.append(["2.2", "", "Recruit ten foster carers", "", "", "", "", ""])
    reading = a_reading(paper(rows), "later.xlsx")
    outcome = tables.dry_run(by=SYSTEM, table=a_table(reading, plan), today=TODAY)
    assert kinds(outcome) == ["refused", "same", "changed", "new"], "a date does not move without a reason"
    assert "reason" in outcome.rows[0].reason
    table = a_table(reading, plan, options={"reason": "Agreed by the board in May"})
    tables.apply_table(by=SYSTEM, table=table, today=TODAY)
    first = plan.actions.get(ref="1.1")
    assert (first.due, first.first_due) == (date(2025, 9, 30), date(2025, 3, 31))
    assert Change.objects.get(action=first, field="due").reason == "Agreed by the board in May"
    assert plan.actions.get(ref="1.2").owners.get().printed == "JB", (
        "an empty cell of a council's paper takes nothing back"
    )
    assert plan.actions.count() == 4


def full_plan() -> Plan:
    """A plan with something in every column that an export has."""
    board, committee = (
        factories.a_body("Improvement Board"),
        factories.a_body("Scrutiny Committee", kind="committee"),
    )
    post = factories.a_post("Head of Service", team="Front Door")
    inspection = factories.an_inspection()
    plan = factories.a_plan("Improvement plan", answers=(inspection,))
    theme = factories.a_theme(plan, "Leadership", ref="1")
    factories.an_action(
        plan, "=Give every worker supervision\nmonthly", ref="1.1", theme_id=theme.pk, detail="- first\n- then",
        due=NEXT_YEAR, due_raw="31/03/25", owners=(factories_owner(post.pk), factories_owner(None, "J Bloggs")),
        bodies=(("deliver", board.pk), ("scrutinise", committee.pk)),
        figures=(figure("target", "90% by March", "Q1"), figure("target", "95%"), figure("baseline", "70%\nin May")),
        findings=(inspection.findings.first().pk,), delivery="in-progress", confidence="at-risk", forecast=NEXT_YEAR,
        priority=1, polarity="up", success_measure="+5 points", extra={"Ward": "@North", "RAG": "A"}, resources="-£20,000",
        updates=(update("Half the teams have it."),), start_raw="ASAP", source_printed="Supervision", owners_raw="HoS / J Bloggs",
    )  # fmt: skip
    factories.an_action(plan, "Nothing else is stated of this one")
    factories.an_action(
        plan, "Nothing else is stated of that one", ref="007", due_raw="Ongoing", status_printed="Nearly"
    )
    return plan


def factories_owner(post: int | None, printed: str = "") -> Any:
    from sightline.domain.plans.drafts import OwnerDraft

    return OwnerDraft(printed, post, "lead" if post else "owner")


def figure(role: str, raw: str, label: str = "") -> Any:
    from sightline.domain.plans.drafts import FigureDraft

    return FigureDraft(role, raw, label)


def update(text: str) -> Any:
    from sightline.domain.plans.drafts import UpdateDraft

    return UpdateDraft(text, TODAY)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_export_that_nobody_edited_is_the_same_in_every_row(kind):
    plan = full_plan()
    table = a_table(a_reading(exported(plan, kind), f"actions.{kind}"), plan)
    outcome = tables.dry_run(by=SYSTEM, table=table, today=TODAY)
    assert kinds(outcome) == ["same"] * 3, [(row.changes, row.reason) for row in outcome.rows]
    assert not any(row.remarks for row in outcome.rows), [row.remarks for row in outcome.rows]
    tables.apply_table(by=SYSTEM, table=table, today=TODAY)
    assert not Change.objects.exists() and Update.objects.count() == 1


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_an_edited_export_makes_exactly_its_changes(kind):
    plan = full_plan()

    def edit(headers: list[str], rows: list[list[Any]]) -> None:
        place = headers.index
        rows[0][place("Delivery status")] = "Done"
        rows[0][place("Ward")] = None
        rows[0][place("Latest update")] = "All the teams have it now."
        rows[1][place("Owner")] = "Head of Service"
        rows[1][place("Due")] = "31 December 2025"
        rows[1][place("Scrutinises")] = "Scrutiny Committee"
        rows[1][place("Target")] = "12 days"
        rows.append([None] * len(headers))
        rows[3][place("Action")] = "A new action, written in the file"

    table = a_table(a_reading(exported(plan, kind, edit), f"actions.{kind}"), plan)
    outcome = tables.dry_run(by=SYSTEM, table=table, today=TODAY)
    assert kinds(outcome) == ["changed", "changed", "same", "new"], [row.reason for row in outcome.rows]
    assert [(label, new) for label, _, new in outcome.rows[0].changes] == [
        ("Delivery status", "Done"), ("Update", "3 June 2024: All the teams have it now."), ("Ward", ""),
    ]  # fmt: skip
    tables.apply_table(by=SYSTEM, table=table, today=TODAY, seen=outcome.digest)
    first, second, third, new = plan.actions.order_by("position")
    assert (first.delivery, first.extra, first.due) == ("done", {"RAG": "A"}, NEXT_YEAR)
    assert [u.text for u in first.updates.all()] == ["All the teams have it now.", "Half the teams have it."]
    assert second.due == date(2025, 12, 31)
    assert second.owners.get().post.title == "Head of Service"
    assert [(link.layer, link.body.name) for link in second.bodies.all()] == [
        ("scrutinise", "Scrutiny Committee")
    ]
    assert second.figures.get().value == 12 and second.figures.get().unit == "days"
    assert third.changes.count() == 0 and new.title == "A new action, written in the file"


def test_rows_that_cannot_be_taken_are_refused_with_the_reason_and_the_others_go_in():
    plan = full_plan()
    other = factories.a_plan("Another plan")
    factories.an_action(other)

    def edit(headers: list[str], rows: list[list[Any]]) -> None:
        place = headers.index
        rows[0][place("Action")] = None
        rows[1][place("Delivery status")] = "Nearly there"
        rows[2][place("Scrutinises")] = "A body that nobody knows"
        rows += [["SL-99-1", *[None] * (len(headers) - 1)], [None] * len(headers)]
        rows[3][place("Action")], rows[4][place("Action")] = "Of another plan", "A good row"

    table = a_table(a_reading(exported(plan, "xlsx", edit)), plan)
    outcome = tables.dry_run(by=SYSTEM, table=table, today=TODAY)
    assert kinds(outcome) == ["refused", "refused", "refused", "refused", "new"]
    said = [row.reason for row in outcome.rows]
    for words, sentence in zip(("taken out", "Nearly there", "nobody knows", "plan 99"), said, strict=False):
        assert words in sentence
    tables.apply_table(by=SYSTEM, table=table, today=TODAY)
    assert plan.actions.count() == 4 and not Change.objects.exists()


def test_a_body_that_would_check_itself_is_refused_in_an_edited_file():
    plan = full_plan()

    def edit(headers: list[str], rows: list[list[Any]]) -> None:
        rows[0][headers.index("Monitors")] = "Improvement Board"

    outcome = tables.dry_run(
        by=SYSTEM, table=a_table(a_reading(exported(plan, "xlsx", edit)), plan), today=TODAY
    )
    assert outcome.rows[0].kind == "refused" and "two layers" in outcome.rows[0].reason


def test_what_is_applied_is_what_was_seen():
    plan = full_plan()

    def edit(headers: list[str], rows: list[list[Any]]) -> None:
        rows[1][headers.index("Action")] = "Something is stated of this one"

    table = a_table(a_reading(exported(plan, "xlsx", edit)), plan)
    seen = tables.dry_run(by=SYSTEM, table=table, today=TODAY).digest
    from sightline.domain.plans.commands import edit_action
    from sightline.domain.plans.drafts import ActionEdit

    edit_action(
        by=SYSTEM, plan=plan, edit=ActionEdit(plan.actions.get(ref="007").pk, {"cost": "£1"}), today=TODAY
    )
    with pytest.raises(Refused, match="changed since"):
        tables.apply_table(by=SYSTEM, table=table, today=TODAY, seen=seen)
    assert not plan.actions.filter(title="Something is stated of this one").exists()


def test_a_fault_in_the_middle_of_an_apply_leaves_everything_as_it_was(monkeypatch):
    plan = full_plan()

    def edit(headers: list[str], rows: list[list[Any]]) -> None:
        rows[1][headers.index("Action")] = "Something is stated of this one"
        rows.append([None] * len(headers))
        rows[3][headers.index("Action")] = "A new action"

    table = a_table(a_reading(exported(plan, "xlsx", edit)), plan)

    def killed(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(tables, "_close", killed)
    events = Event.objects.count()
    with pytest.raises(KeyboardInterrupt):
        tables.apply_table(by=SYSTEM, table=table, today=TODAY)
    table.refresh_from_db()
    assert table.applied_at is None and table.reading.state == "read"
    assert (plan.actions.count(), Change.objects.count(), Event.objects.count()) == (3, 0, events)


def test_two_columns_cannot_be_one_field_and_one_holds_the_action():
    reading = a_reading(paper())
    with pytest.raises(Refused, match="both taken for"):
        a_table(reading, mapping={"Ward": "ref"})
    with pytest.raises(Refused, match="holds the action"):
        a_table(reading, mapping={"Action": "own"})


def test_a_column_is_remembered_only_when_a_person_says_so_and_is_taken_back():
    reading = a_reading(paper())
    a_table(reading)
    assert not Lesson.objects.exists()
    a_table(reading, mapping={"Ward": "judgement_area"}, remember=["Ward"])
    choice = Lesson.objects.get()
    assert (choice.kind, choice.printed, choice.key, choice.meaning) == (
        "column",
        "Ward",
        "ward",
        "judgement_area",
    )
    remembered = {choice.key: choice.meaning}
    column = next(c for c in columns_of(reading.result, remembered) if c.name == "Ward")
    assert (column.field, column.origin) == ("judgement_area", "remembered")
    tables.remember_column(by=SYSTEM, header="WARD", field="own")
    assert Lesson.objects.filter(until=None).get().meaning == "own"
    tables.forget_column(by=SYSTEM, choice=Lesson.objects.get(until=None))
    assert not Lesson.objects.filter(until=None).exists()


def test_names_that_a_person_chose_win():
    post = factories.a_post("Principal Social Worker")
    table = a_table(a_reading(paper()))
    tables.choose_names(by=SYSTEM, table=table, posts={"JB": post.pk, "Head of Service": 0})
    outcome = tables.apply_table(by=SYSTEM, table=table, today=TODAY)
    assert Action.objects.get(ref="1.2").owners.get().post == post
    assert {name.printed: name.how for name in outcome.names} == {"JB": "chosen", "Head of Service": "chosen"}


def test_a_large_import_takes_a_bounded_number_of_statements(statements):
    many = [
        [f"{n}", "", f"Do thing number {n} for children", "Head of Service", "31/03/2025", "Done", "G", ""]
        for n in range(60)
    ]
    table = a_table(a_reading(paper(many)))
    with statements(70):
        tables.apply_table(by=SYSTEM, table=table, today=TODAY)
    plan = Plan.objects.get()

    def edit(headers: list[str], rows: list[list[Any]]) -> None:
        for row in rows:
            row[headers.index("Delivery status")], row[headers.index("Owner")] = "Not done", "Somebody else"
            row[headers.index("Target")] = "5 days"

    table = a_table(a_reading(exported(plan, "xlsx", edit), "later.xlsx"), plan)
    with statements(80):
        outcome = tables.apply_table(by=SYSTEM, table=table, today=TODAY)
    assert outcome.counts["changed"] == 60
