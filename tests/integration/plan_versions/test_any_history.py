"""Whatever people do with a plan: what is worked out for a day that is over is what was frozen when it ended.

History covers all that `versions.facts_of` says, but the words of themes, names of posts and bodies, and what was printed on paper:
none of these is touched here.
"""

from datetime import date, datetime, time, timedelta
from typing import Any
from unittest import mock

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from sightline.domain.plans import commands, words
from sightline.domain.plans.changes import compare
from sightline.domain.plans.comparing import difference
from sightline.domain.plans.drafts import ActionDraft, ActionEdit, FigureDraft, OwnerDraft
from sightline.domain.plans.models import Plan, PlanVersion
from sightline.domain.plans.plan_rows import read_rows
from sightline.domain.plans.queries.listing import end_of
from sightline.domain.plans.versions import facts_of, sha256_of
from sightline.ground.lib.errors import Refused
from tests.factories import SYSTEM, a_body, a_post, a_theme, an_inspection, some_evidence

FIRST_DAY = date(2024, 6, 3)
numbers = st.integers(0, 1000)
days = st.none() | st.dates(date(2024, 1, 1), date(2026, 12, 31))
MOVED = {
    "due": days,
    "forecast": days,
    "title": st.sampled_from(["Train every team", "Audit thirty files", "Open two homes"]),
    "priority": st.none() | st.sampled_from(list(words.PRIORITY)),
    "success_measure": st.sampled_from(["", "Fewer children wait"]),
    "theme": st.none() | st.integers(0, 1),
}


class Governing(RuleBasedStateMachine):
    @initialize()
    def begin(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.today, self.ticks = FIRST_DAY, 0
        self.clock = mock.patch("django.utils.timezone.now", self.now)
        self.clock.start()
        inspection, self.later = an_inspection(), an_inspection()
        self.findings = list(inspection.findings.order_by("number"))
        self.bodies = [a_body(f"Board {number}") for number in range(3)]
        self.posts = [a_post(f"Head of Service {number}") for number in range(2)]
        self.pieces = [some_evidence(f"Audit {number}", today=self.today) for number in range(2)]
        self.plan = commands.propose_plan(
            by=SYSTEM, title="Plan", today=self.today, inspection_ids=[inspection.pk]
        )
        self.themes = [a_theme(self.plan, f"Theme {number}") for number in range(2)]
        self.add(None)
        self.frozen: dict[date, int] = {}

    def now(self) -> datetime:
        self.ticks += 1
        noon = datetime.combine(self.today, time(12), tzinfo=timezone.get_current_timezone())
        return noon + timedelta(milliseconds=self.ticks)

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            self.clock.stop()
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def action(self, number: int) -> Any:
        actions = list(self.plan.actions.select_related("plan").order_by("number"))
        return actions[number % len(actions)]

    def attempt(self, work: Any) -> None:
        try:
            with transaction.atomic():
                work()
        except Refused:
            pass

    @rule(due=days)
    def add(self, due: date | None) -> None:
        draft = ActionDraft({"title": "Train every team", "due": due})
        commands.add_action(by=SYSTEM, plan=self.plan, draft=draft, today=self.today)

    @rule(number=numbers, values=st.fixed_dictionaries({}, optional=MOVED))
    def edit(self, number: int, values: dict[str, Any]) -> None:
        if "theme" in values:
            place = values.pop("theme")
            values["theme_id"] = None if place is None else self.themes[place].pk
        edit = ActionEdit(action_id=self.action(number).pk, values=values, reason="The board asked.")
        self.attempt(lambda: commands.edit_action(by=SYSTEM, plan=self.plan, edit=edit, today=self.today))

    @rule(
        number=numbers,
        chosen=st.lists(st.tuples(st.sampled_from(list(words.LAYERS)), st.integers(0, 2)), max_size=3),
        owners=st.lists(st.integers(0, 1), max_size=2, unique=True),
        aim=st.sampled_from(["", "85% by March", "90%"]),
    )
    def hold(self, number: int, chosen: Any, owners: list[int], aim: str) -> None:
        edit = ActionEdit(
            action_id=self.action(number).pk,
            owners=tuple(OwnerDraft(post_id=self.posts[place].pk) for place in owners),
            bodies=tuple((layer, self.bodies[place].pk) for layer, place in chosen),
            figures=(FigureDraft("target", aim),) if aim else (),
            figure_roles=("target",),
            reason="The board asked.",
        )
        self.attempt(lambda: commands.edit_action(by=SYSTEM, plan=self.plan, edit=edit, today=self.today))

    @rule(number=numbers, text=st.sampled_from(["The panel met.", "Two teams were trained."]), forecast=days,
          delivery=st.none() | st.sampled_from(list(words.DELIVERY)))  # fmt: skip
    def update(self, number: int, text: str, forecast: date | None, delivery: str | None) -> None:
        action = self.action(number)
        says = {name: value for name, value in (("forecast", forecast), ("delivery", delivery)) if value}
        self.attempt(
            lambda: commands.record_update(by=SYSTEM, action=action, today=self.today, text=text, **says)
        )

    @rule(number=numbers, which=st.integers(0, 2), link=st.booleans())
    def link(self, number: int, which: int, link: bool) -> None:
        about: dict[str, Any] = {
            "by": SYSTEM,
            "plan": self.plan,
            "action": self.action(number),
            "finding": self.findings[which],
        }
        if link:
            self.attempt(lambda: commands.link_finding(**about, today=self.today))
        else:
            self.attempt(lambda: commands.unlink_finding(**about, reason="It answers another."))

    @rule(number=numbers, which=st.integers(0, 1), show=st.booleans())
    def show(self, number: int, which: int, show: bool) -> None:
        about: dict[str, Any] = {"by": SYSTEM, "action": self.action(number), "evidence": self.pieces[which]}
        if show:
            self.attempt(lambda: commands.attach_evidence(**about, today=self.today))
        else:
            self.attempt(lambda: commands.detach_evidence(**about, reason="It shows another thing."))

    @rule(which=st.integers(0, 2), role=st.sampled_from(["adopt", "monitor", "endorse"]))
    def name_a_body(self, which: int, role: str) -> None:
        self.attempt(
            lambda: commands.set_plan_body(
                by=SYSTEM, plan=self.plan, body=self.bodies[which], role=role, today=self.today
            )
        )

    @rule(which=st.integers(0, 2), theme=st.integers(0, 1), under=st.booleans())
    def put_under(self, which: int, theme: int, under: bool) -> None:
        about: dict[str, Any] = {
            "by": SYSTEM, "plan": self.plan, "finding": self.findings[which], "theme": self.themes[theme],
        }  # fmt: skip
        self.attempt(lambda: (commands.link_theme if under else commands.unlink_theme)(**about))

    @rule(which=st.integers(0, 2), widen=st.booleans())
    def scope(self, which: int, widen: bool) -> None:
        if widen:
            self.attempt(
                lambda: commands.add_to_scope(
                    by=SYSTEM, plan=self.plan, inspection_id=self.later.pk, today=self.today
                )
            )
        else:
            self.attempt(
                lambda: commands.give_reason(
                    by=SYSTEM, plan=self.plan, finding=self.findings[which], reason="Met before."
                )
            )

    @rule(vision=st.sampled_from(["", "Children are safe", "Help in time"]), starts=days)
    def say(self, vision: str, starts: date | None) -> None:
        plan = Plan.objects.get(pk=self.plan.pk)
        self.attempt(
            lambda: commands.edit_plan(by=SYSTEM, plan=plan, vision=vision, starts=starts, today=self.today)
        )

    @rule(step=st.integers(1, 40))
    def a_day_ends_frozen(self, step: int) -> None:
        version = commands.freeze_version(by=SYSTEM, plan=self.plan, today=self.today)
        self.frozen[self.today] = version.pk
        self.today += timedelta(days=step)

    @invariant()
    def a_day_that_is_over_is_what_was_frozen_when_it_ended(self) -> None:
        if not getattr(self, "frozen", None):
            return
        plan = Plan.objects.select_related("owner", "follows").get(pk=self.plan.pk)
        held = PlanVersion.objects.in_bulk(list(self.frozen.values()))
        days = list(self.frozen)
        for day in {days[0], days[-1]}:
            version = held[self.frozen[day]]
            then = facts_of(read_rows(plan, [day]), day, end_of(day))
            assert difference(version.facts, then) == {}, day
            assert sha256_of(version.facts) == version.sha256 == sha256_of(then)
            assert not compare(version.facts, then).lines


@pytest.mark.slow
@pytest.mark.django_db
def test_the_past_is_what_it_was() -> None:
    run_state_machine_as_test(
        Governing,
        settings=settings(
            max_examples=5,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
