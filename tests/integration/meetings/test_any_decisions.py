"""Whatever owners, officers, boards and clerks do in whatever order: no guarantee of a governed plan breaks, on either database.

After every step: no action stands as signed off, embedded, reopened or ended without a decision in effect, of a quorate meeting or
ratified by one, of a body that does not deliver it; what waits for ratification has had no effect; each open action of the plan
before has one disposition at most, and the sum adds up; an adopted plan left nothing outstanding; frozen versions, certificates and
approved minutes say what they said; the record verifies.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sightline.domain.checks.commands import certify_readiness
from sightline.domain.governance.models import Body, Decision
from sightline.domain.governance.words import IN_EFFECT
from sightline.domain.meetings.commands import (
    add_item,
    call_meeting,
    circulate_minutes,
    draft_minutes,
    record_attendance,
    record_outcome,
    write_minute,
)
from sightline.domain.meetings.models import Meeting, MinutesVersion
from sightline.domain.plans import carried, commands
from sightline.domain.plans.models import Action, Certificate, Change, Plan, PlanVersion, SignOff
from sightline.domain.plans.stands import finding_stands
from sightline.ground.audit.queries import verify
from sightline.ground.lib.canonical import digest
from sightline.ground.lib.errors import Refused
from tests import cast
from tests.factories import SYSTEM, a_body, a_plan, a_user, an_action, an_inspection
from tests.meeting_factories import item_of, rows_for, seated

FIRST_DAY = date(2024, 6, 3)
DECIDED = ("signed-off", "embedded", "reopened")

numbers = st.integers(0, 1000)
effects = st.sampled_from(["sign-off", "embed", "reopen", "end-action"])
results = st.sampled_from(["agreed", "agreed", "agreed", "refused", "deferred"])


class Governing(RuleBasedStateMachine):
    """Two plans, one after the other; a board, the body that delivers, and one that does neither."""

    @initialize()
    def begin(self) -> None:
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.today = FIRST_DAY
        self.owner, self.director = a_user(cast.OWNER), a_user(cast.DIRECTOR)
        self.office = a_user(cast.PROGRAMME_OFFICE)
        inspection = an_inspection()
        self.findings = list(inspection.findings.order_by("number"))
        self.board, self.services, self.other = seated(), seated(a_body("Services", kind="agency")), seated()
        self.old = a_plan("Last year", answers=(inspection,), today=self.today)
        self.new = a_plan("This year", answers=(inspection,), today=self.today, follows=self.old)
        for plan in (self.old, self.new):
            for role in ("adopt", "sign-off"):
                commands.set_plan_body(
                    by=self.office, plan=plan, body=self.board, role=role, today=self.today
                )
            for _ in range(2):
                an_action(
                    plan, today=self.today, bodies=(("deliver", self.services.pk), ("monitor", self.board.pk)),
                    findings=(self.findings[0].pk,),
                )  # fmt: skip
        self.frozen: dict[tuple[str, int], Any] = {}
        self.adopted: set[int] = set()
        for number in (0, 2):  # one of each plan is ready, so that steps lead deep
            self.report_show_and_verify(number)
            self.put_before_the_board(number)

    def teardown(self) -> None:
        if not hasattr(self, "atomic"):
            return
        try:
            assert verify().problems == []
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    # Helpers of the rules ---------------------------------------------------------------------------------------------

    def plan(self, which: int) -> Plan:
        return Plan.objects.get(pk=(self.old, self.new)[which % 2].pk)

    def action(self, number: int) -> Action:
        actions = list(Action.objects.select_related("plan").order_by("pk"))
        return actions[number % len(actions)]

    def body(self, number: int) -> Body:
        return (self.board, self.board, self.board, self.services, self.other)[number % 5]

    def held(self) -> list[Meeting]:
        return list(Meeting.objects.filter(state="held").select_related("body").order_by("on", "pk"))

    def attempt(self, work: Callable[[], object], what: str = "") -> bool:
        """What is refused leaves nothing behind. what: counted in the statistics, to see how deep the steps lead."""
        before = (Decision.objects.count(), SignOff.objects.count(), Change.objects.count())
        try:
            with transaction.atomic():
                work()
        except Refused as refusal:
            assert refusal.sentence.strip(), "a refusal says why"
            assert before == (Decision.objects.count(), SignOff.objects.count(), Change.objects.count())
            return False
        if what:
            event(what)
        return True

    # What people do ---------------------------------------------------------------------------------------------------

    @rule()
    def a_week_goes_by(self) -> None:
        self.today += timedelta(weeks=1)

    @rule(number=numbers)
    def report_show_and_verify(self, number: int) -> None:
        """The owner says that it is done and shows it, the director verifies."""
        action = self.action(number)
        told = self.attempt(
            lambda: commands.record_update(
                by=self.owner, action=action, today=self.today, text=f"Done by {self.today}", delivery="done"
            )
        )
        shown = told and self.attempt(
            lambda: commands.add_evidence_to(
                by=self.owner,
                action=action,
                today=self.today,
                title="Audit",
                kind="note",
                note="Forty files were read.",
            )
        )
        if shown:
            self.attempt(
                lambda: commands.judge_action(
                    by=self.director, action=self.action(number), today=self.today, reason="The files agree.",
                    assurance="verified",
                )
            )  # fmt: skip

    @rule(number=numbers)
    def verify_ones_own_work(self, number: int) -> None:
        """Whoever said or showed it cannot verify it."""
        action = self.action(number)
        if not action.updates.filter(by_id_text=str(self.owner.pk)).exists():
            return
        assert not self.attempt(
            lambda: commands.judge_action(
                by=self.owner, action=action, today=self.today, reason="It is good.", assurance="verified"
            )
        )

    @rule(number=numbers)
    def put_before_the_board(self, number: int) -> None:
        self.attempt(
            lambda: commands.ask_sign_off(
                by=self.office, action=self.action(number), words="Ready", today=self.today
            )
        )

    @rule(number=numbers)
    def take_back(self, number: int) -> None:
        asked = self.action(number).sign_off_requests.filter(state="waiting").first()
        if asked:
            self.attempt(
                lambda: commands.take_request_back(
                    by=self.office, request=asked, reason="Too early", today=self.today
                )
            )

    @rule(number=numbers, present=st.integers(0, 7))
    def meet(self, number: int, present: int) -> None:
        def hold() -> None:
            meeting = call_meeting(by=SYSTEM, body=self.body(number), on=self.today, place="Town hall")
            add_item(by=SYSTEM, meeting=meeting, title="Business")
            record_attendance(
                by=SYSTEM, meeting=meeting, rows=rows_for(meeting.body, present), today=self.today
            )

        self.attempt(hold)

    @precondition(lambda self: Meeting.objects.filter(state="held").exists())
    @rule(meeting=numbers, number=numbers, effect=effects, result=results)
    def decide_about_an_action(self, meeting: int, number: int, effect: str, result: str) -> None:
        held, action = self.held(), self.action(number)
        at = held[meeting % len(held)]
        extra: dict[str, Any] = {}
        if effect == "embed":
            extra = {"watcher_body": self.other.pk, "watch_until": "2026-06-30", "reopen_if": "It slips"}
        self.attempt(
            lambda: record_outcome(
                by=SYSTEM, item=item_of(at), result=result, effect=effect, about=("action", action.pk),
                words=f"RESOLVED: {effect}", reason="The board heard it.", today=self.today, **extra,
            ),
            f"{effect}: {result}",
        )  # fmt: skip

    @precondition(lambda self: Decision.objects.filter(state="awaiting").exists())
    @rule(meeting=numbers, number=numbers, ratified=st.booleans())
    def ratify(self, meeting: int, number: int, ratified: bool) -> None:
        held = self.held()
        waiting = list(Decision.objects.filter(state="awaiting").order_by("pk"))
        of = waiting[number % len(waiting)]
        self.attempt(
            lambda: record_outcome(
                by=SYSTEM, item=item_of(held[meeting % len(held)]), result="agreed", effect="ratify",
                about=("decision", of.pk), words="RESOLVED: To ratify", today=self.today, ratified=ratified,
            ),
            "ratify",
        )  # fmt: skip

    @rule(
        number=numbers, to=numbers, kind=st.sampled_from(["carried", "merged", "split", "as it is", "anew"])
    )
    def carry(self, number: int, to: int, kind: str) -> None:
        old = list(Action.objects.filter(plan=self.old).select_related("plan").order_by("pk"))
        new = list(Action.objects.filter(plan=self.new, ended_on=None).order_by("pk"))
        action, plan = old[number % len(old)], self.plan(1)
        targets = [new[(to + step) % len(new)] for step in range(2 if kind == "split" else 1)] if new else []
        said = {"by": self.office, "plan": plan, "action": action, "today": self.today}
        if kind == "as it is":
            self.attempt(lambda: commands.carry_as_it_is(**said))
        elif kind == "anew":
            self.attempt(lambda: commands.undo_disposition(reason="Ask the board", **said))
        else:
            self.attempt(
                lambda: commands.dispose_action(kind=kind, targets=targets, reason="It belongs there", **said)
            )

    @rule(which=st.integers(0, 1), number=numbers)
    def give_a_reason(self, which: int, number: int) -> None:
        finding = self.findings[number % len(self.findings)]
        self.attempt(
            lambda: commands.give_reason(
                by=self.office, plan=self.plan(which), finding=finding, reason="Met before."
            )
        )

    @precondition(lambda self: Meeting.objects.filter(state="held").exists())
    @rule(meeting=numbers, which=st.integers(0, 1), certify=st.booleans())
    def adopt(self, meeting: int, which: int, certify: bool) -> None:
        plan, held = self.plan(which), self.held()
        if certify:
            self.attempt(lambda: certify_readiness(by=self.office, plan=plan, today=self.today))
        left, unanswered = (
            carried.outstanding(plan),
            [one for one in finding_stands(plan) if not one.answered],
        )
        at = held[meeting % len(held)]
        self.attempt(
            lambda: record_outcome(
                by=SYSTEM, item=item_of(at), result="agreed", effect="adopt-plan", about=("plan", plan.pk),
                words="RESOLVED: To adopt", today=self.today,
            ),
            "adopt",
        )  # fmt: skip
        if self.plan(which).state == "adopted" and plan.state == "draft":
            assert not left and not unanswered, "adopted although something was outstanding"
            self.adopted.add(plan.pk)

    @rule(which=st.integers(0, 1))
    def bring_into_force(self, which: int) -> None:
        self.attempt(
            lambda: commands.bring_into_force(
                by=self.office, plan=self.plan(which), on=self.today, today=self.today
            )
        )

    @rule(which=st.integers(0, 1))
    def freeze(self, which: int) -> None:
        self.attempt(lambda: commands.freeze_version(by=self.office, plan=self.plan(which), today=self.today))

    @precondition(lambda self: Meeting.objects.filter(state="held").exists())
    @rule(number=numbers)
    def minute(self, number: int) -> None:
        """Draft and circulate the minutes of a meeting, and let a later one of the same body approve those of the one before."""
        held = self.held()
        one = held[number % len(held)]
        self.attempt(lambda: draft_minutes(by=SYSTEM, meeting=one))
        self.attempt(lambda: circulate_minutes(by=SYSTEM, meeting=one))
        later = next((other for other in held if other.body_id == one.body_id and other.on > one.on), None)
        if later is not None:
            self.attempt(
                lambda: record_outcome(
                    by=SYSTEM, item=item_of(later), result="agreed", effect="other", about=("meeting", one.pk),
                    words="RESOLVED: A correct record", today=self.today,
                ),
                "approve minutes",
            )  # fmt: skip

    @precondition(lambda self: Meeting.objects.filter(minutes="approved").exists())
    @rule()
    def write_over_approved_minutes(self) -> None:
        meeting = Meeting.objects.filter(minutes="approved").order_by("pk")[0]
        assert not self.attempt(lambda: write_minute(by=SYSTEM, item=item_of(meeting), text="Something else"))

    # What always holds ------------------------------------------------------------------------------------------------

    @invariant()
    def only_a_decision_decides(self) -> None:
        if not hasattr(self, "atomic"):
            return
        for action in Action.objects.select_related("settled_by__decision__body"):
            if action.assurance in DECIDED or action.ended_on is not None:
                assert action.settled_by is not None
                decision = action.settled_by.decision
                assert decision.state in IN_EFFECT
                assert decision.quorate or decision.state == "ratified"
                assert decision.body == self.board
        for one in SignOff.objects.select_related("decision"):
            assert (one.decision.about_kind, one.decision.about_id) == ("action", one.action_id)
            assert one.decision.state in IN_EFFECT

    @invariant()
    def history_leads_up_to_what_stands(self) -> None:
        if not hasattr(self, "atomic"):
            return
        for action in Action.objects.all():
            rows = list(Change.objects.filter(action=action, field="assurance").order_by("pk"))
            assert all(one.new == following.old for one, following in pairwise(rows))
            assert (rows[-1].new if rows else None) == action.assurance

    @invariant()
    def the_sum_adds_up(self) -> None:
        if not hasattr(self, "atomic"):
            return
        actions, findings = carried.sums(self.plan(1))
        assert actions.adds_up and findings.adds_up
        assert actions.total == Action.objects.filter(plan=self.old).count()

    @invariant()
    def what_is_frozen_stays(self) -> None:
        if not hasattr(self, "atomic"):
            return
        now: dict[tuple[str, int], Any] = {}
        for version in PlanVersion.objects.all():
            now["version", version.pk] = (version.sha256, digest(version.facts))
        for certificate in Certificate.objects.all():
            now["certificate", certificate.pk] = (certificate.sha256, digest(certificate.facts))
        for minutes in MinutesVersion.objects.all():
            now["minutes", minutes.pk] = (minutes.sha256, digest(minutes.words))
        for key, said in self.frozen.items():
            assert now.get(key) == said
        self.frozen = now


@pytest.mark.slow
@pytest.mark.django_db
def test_no_order_of_steps_breaks_a_guarantee() -> None:
    run_state_machine_as_test(
        Governing,
        settings=settings(
            max_examples=6, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
