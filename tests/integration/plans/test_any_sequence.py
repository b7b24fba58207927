"""Whatever people do with a plan in whatever order, on whatever days: the guarantees hold after every step.

The first date stays beside the last; a body stands on one layer of an action; links are ended and never deleted; rows of history
lead from value to value up to what the action says now; and a day that is over is shown as it was seen when it ended.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sightline.domain.plans import words
from sightline.domain.plans.commands import (
    add_action,
    add_part,
    edit_action,
    judge_action,
    link_finding,
    propose_plan,
    record_update,
    unlink_finding,
)
from sightline.domain.plans.drafts import ActionDraft, ActionEdit, FigureDraft, OwnerDraft
from sightline.domain.plans.models import (
    Action,
    ActionBody,
    ActionFinding,
    ActionOwner,
    Change,
    Figure,
    Update,
)
from sightline.domain.plans.queries import Filters, action_rows
from sightline.ground.audit.queries import verify
from sightline.ground.lib.errors import Refused
from tests.factories import SYSTEM, a_body, a_post, an_inspection

FIRST_DAY = date(2024, 6, 3)
LINKS = (ActionFinding, ActionBody, ActionOwner, Figure)
SHOWN = (
    "number", "label", "title", "theme", "owners", "due", "first_due", "delivery", "impact", "assurance", "confidence", "forecast",
    "priority", "last_updated", "stale", "overdue", "findings",
)  # fmt: skip

numbers = st.integers(0, 1000)
days = st.none() | st.dates(date(2024, 1, 1), date(2026, 12, 31))
reasons = st.sampled_from(["", "The board asked for it.", "The supplier is late."])
layers = st.lists(st.tuples(st.sampled_from(list(words.LAYERS)), numbers), max_size=4)


def one_of(choices: dict[Any, str]) -> st.SearchStrategy[Any]:
    return st.none() | st.sampled_from(list(choices))


class Planning(RuleBasedStateMachine):
    """Officers at work: what a rule refuses changes nothing, and everything else leaves its history."""

    @initialize()
    def begin(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.today, self.ticks = FIRST_DAY, 0
        self.clock = mock.patch("django.utils.timezone.now", self.now)
        self.clock.start()
        inspection = an_inspection()
        self.findings = list(inspection.findings.order_by("number"))
        self.bodies = [a_body(f"Board {number}") for number in range(3)]
        self.posts = [a_post(f"Head of Service {number}") for number in range(2)]
        self.plan = propose_plan(by=SYSTEM, title="Plan", today=self.today, inspection_ids=[inspection.pk])
        self.themes = [
            add_part(by=SYSTEM, plan=self.plan, part="theme", title=f"Theme {n}") for n in range(2)
        ]
        self.first_due: dict[int, date] = {}
        self.rows_of_links: dict[type, dict[int, Any]] = {model: {} for model in LINKS}
        self.seen: dict[date, list[tuple[Any, ...]]] = {}

    def now(self) -> datetime:
        """Some moment of the day, later with every look."""
        self.ticks += 1
        noon = datetime.combine(self.today, time(12), tzinfo=timezone.get_current_timezone())
        return noon + timedelta(milliseconds=self.ticks)

    def teardown(self) -> None:
        if not hasattr(self, "atomic"):
            return
        try:
            assert verify().problems == []
        finally:
            self.clock.stop()
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def action(self, number: int) -> Action:
        actions = list(self.plan.actions.select_related("plan").order_by("number"))
        return actions[number % len(actions)]

    def has_actions(self) -> bool:
        return self.plan.actions.exists()

    def body_links(self, chosen: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
        return tuple((layer, self.bodies[number % 3].pk) for layer, number in chosen)

    def snapshot(self, day: date | None = None) -> list[tuple[Any, ...]]:
        rows = action_rows(SYSTEM, self.plan, Filters(), self.today, as_at=day)  # type: ignore[arg-type]
        return [tuple(getattr(row, name) for name in SHOWN) for row in rows]

    def attempt(self, work: Any) -> None:
        """What is refused leaves nothing behind."""
        before = self.snapshot(), Change.objects.count(), Update.objects.count()
        try:
            with transaction.atomic():
                work()
        except Refused:
            assert before == (self.snapshot(), Change.objects.count(), Update.objects.count())

    @rule(due=days, chosen=layers, links=st.lists(numbers, max_size=2), theme=st.none() | st.integers(0, 1))
    def add(
        self, due: date | None, chosen: list[tuple[str, int]], links: list[int], theme: int | None
    ) -> None:
        draft = ActionDraft(
            {"title": "Train every team", "due": due},
            theme_id=None if theme is None else self.themes[theme].pk,
            bodies=tuple(dict.fromkeys(self.body_links(chosen))),
            findings=tuple({self.findings[number % 3].pk for number in links}),
        )
        self.attempt(lambda: add_action(by=SYSTEM, plan=self.plan, draft=draft, today=self.today))

    @precondition(lambda self: self.has_actions())
    @rule(
        number=numbers,
        values=st.fixed_dictionaries(
            {},
            optional={
                "due": days,
                "title": st.sampled_from(["Train every team", "Audit thirty files", "Open two homes"]),
                "priority": one_of(words.PRIORITY),
                "theme": st.none() | st.integers(0, 1),
            },
        ),
        reason=reasons,
    )
    def edit(self, number: int, values: dict[str, Any], reason: str) -> None:
        if "theme" in values:
            theme = values.pop("theme")
            values["theme_id"] = None if theme is None else self.themes[theme].pk
        edit = ActionEdit(action_id=self.action(number).pk, values=values, reason=reason)
        self.attempt(lambda: edit_action(by=SYSTEM, plan=self.plan, edit=edit, today=self.today))

    @precondition(lambda self: self.has_actions())
    @rule(
        number=numbers,
        chosen=layers,
        owners=st.lists(st.integers(0, 1), max_size=2, unique=True),
        aim=reasons,
    )
    def edit_holders(self, number: int, chosen: list[tuple[str, int]], owners: list[int], aim: str) -> None:
        edit = ActionEdit(
            action_id=self.action(number).pk,
            owners=tuple(OwnerDraft(post_id=self.posts[place].pk) for place in owners),
            bodies=self.body_links(chosen),
            figures=(FigureDraft("target", aim),) if aim else (),
            figure_roles=("target",),
            reason="The board asked for it.",
        )
        self.attempt(lambda: edit_action(by=SYSTEM, plan=self.plan, edit=edit, today=self.today))

    @precondition(lambda self: self.has_actions())
    @rule(
        number=numbers,
        text=st.sampled_from(["", "The panel met.", "Two teams were trained."]),
        delivery=one_of(words.DELIVERY),
        confidence=one_of(words.CONFIDENCE),
        forecast=days,
    )
    def update(self, number: int, text: str, **says: Any) -> None:
        action = self.action(number)
        says = {name: value for name, value in says.items() if value is not None}
        self.attempt(lambda: record_update(by=SYSTEM, action=action, today=self.today, text=text, **says))

    @precondition(lambda self: self.has_actions())
    @rule(number=numbers, impact=one_of(words.IMPACT), assurance=one_of(words.ASSURANCE), reason=reasons)
    def judge(self, number: int, impact: str | None, assurance: str | None, reason: str) -> None:
        action = self.action(number)
        self.attempt(
            lambda: judge_action(
                by=SYSTEM, action=action, today=self.today, reason=reason, impact=impact, assurance=assurance
            )
        )

    @precondition(lambda self: self.has_actions())
    @rule(number=numbers, which=numbers, link=st.booleans())
    def link(self, number: int, which: int, link: bool) -> None:
        about: dict[str, Any] = {
            "by": SYSTEM, "plan": self.plan, "action": self.action(number), "finding": self.findings[which % 3],
        }  # fmt: skip
        if link:
            self.attempt(lambda: link_finding(**about, today=self.today))
        else:
            self.attempt(lambda: unlink_finding(**about, reason="It answers another."))

    @rule(step=st.integers(1, 60))
    def days_pass(self, step: int) -> None:
        self.seen[self.today] = self.snapshot()
        self.today += timedelta(days=step)

    @invariant()
    def the_first_date_stays_beside_the_last(self) -> None:
        if not hasattr(self, "plan"):
            return
        for action in self.plan.actions.all():
            if action.due is not None:
                self.first_due.setdefault(action.pk, action.due)
            assert action.first_due == self.first_due.get(action.pk)

    @invariant()
    def a_body_stands_on_one_layer_of_an_action(self) -> None:
        live = ActionBody.objects.filter(until=None).values("action", "body").annotate(n=Count("pk"))
        assert not live.filter(n__gt=1).exists()

    @invariant()
    def links_are_ended_and_never_deleted_or_moved(self) -> None:
        if not hasattr(self, "plan"):
            return
        for model in LINKS:
            rows: dict[int, Any] = {
                row["id"]: row
                for row in model.objects.filter(action__plan=self.plan).values()  # type: ignore[attr-defined]
            }
            for key, before in self.rows_of_links[model].items():
                now = rows[key]
                if before["until"] is not None:
                    assert now == before
                else:
                    ends = {"until", "ended_by_name", "ended_reason"}
                    assert {n: v for n, v in now.items() if n not in ends} == {
                        n: v for n, v in before.items() if n not in ends
                    }
            self.rows_of_links[model] = rows

    @invariant()
    def history_leads_to_what_the_action_says(self) -> None:
        if not hasattr(self, "plan"):
            return
        said: dict[tuple[int, str], str | None] = {}
        for change in Change.objects.filter(action__plan=self.plan).order_by("on", "pk"):
            key = (change.action_id, change.field)
            assert key not in said or said[key] == change.old
            assert change.old != change.new
            said[key] = change.new
        actions = {action.pk: action for action in self.plan.actions.select_related("theme")}
        for (key, field), value in said.items():
            if field in words.TRACKED:
                now = getattr(actions[key], field)
                assert value == (None if now in (None, "") else str(now)), field

    @invariant()
    def a_day_that_is_over_is_shown_as_it_was_seen(self) -> None:
        for day, rows in getattr(self, "seen", {}).items():
            assert self.snapshot(day) == rows, day


@pytest.mark.slow
@pytest.mark.django_db
def test_the_guarantees_hold_after_every_step() -> None:
    run_state_machine_as_test(
        Planning,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
