"""The pages on who does what, on sign-off, on samples and on a body's work: what they say, to whom, in how many statements."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from sightline.domain.governance.commands.seats import add_seat
from sightline.domain.plans.commands import (
    add_evidence_to,
    draw_sample,
    reopen_action,
    set_plan_body,
    set_review,
)
from sightline.domain.plans.homework_rules import draw
from sightline.domain.plans.models import Action, AuditSample, Plan, PlanBody, SignOffRequest
from sightline.domain.plans.queries.body_work import WorkFilters, body_work
from sightline.domain.plans.queries.coverage import CoverageFilters, coverage
from sightline.domain.plans.queries.deciding import requests_waiting, sign_off_page
from tests import cast
from tests.deciding_factories import (
    a_done_action,
    a_governed_action,
    a_verified_action,
    an_asked_action,
    board_of,
    embedded,
    signed_off,
)
from tests.factories import SYSTEM, TODAY, a_body, a_council, a_plan, a_post, a_theme, a_user, an_action
from tests.meeting_factories import decided

pytestmark = pytest.mark.django_db
Statements = Callable[[int], AbstractContextManager[None]]
LATER = TODAY + timedelta(days=30)


@pytest.fixture
def today() -> Any:
    return timezone.localdate()


def client(player: cast.Player = cast.PROGRAMME_OFFICE, **over: Any) -> Client:
    a_council()
    signed_in = Client()
    signed_in.force_login(
        a_user(player, **over), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return signed_in


def words(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return " ".join(response.content.decode().split())


class TestCoverage:
    def test_gaps_are_named_and_what_comes_from_the_plan_says_so(self) -> None:
        plan, board, committee = a_plan(), a_body("Improvement Board"), a_body("Scrutiny Committee")
        an_action(plan, "Own layers", bodies=(("monitor", board.pk),))
        set_plan_body(by=SYSTEM, plan=plan, body=committee, role="scrutinise", today=TODAY)
        page = words(client().get(f"/plans/{plan.number}/coverage/"))
        assert "1 of 1 action has a gap." in page
        for gap in ("Nobody delivers", "Nobody scrutinises the scrutiny"):
            assert gap in page
        assert "from the plan" in page
        assert "because it monitors the action" in page

    def test_a_body_of_the_plan_never_takes_a_second_layer_of_an_action(self) -> None:
        plan, board = a_plan(), a_body("Improvement Board")
        an_action(plan, bodies=(("deliver", board.pk),))
        set_plan_body(by=SYSTEM, plan=plan, body=board, role="monitor", today=TODAY)
        found = coverage(a_user(cast.READER), plan.number, TODAY)
        (row,) = found.rows
        assert not row.on["monitor"].bodies
        assert {gap.layer for gap in row.gaps} == {"monitor", "scrutinise", "cross-scrutinise", "sign-off"}
        assert "Nobody can sign it off (Improvement Board delivers it)" in [gap.words for gap in row.gaps]

    def test_the_same_chair_on_two_layers_is_flagged_by_post(self) -> None:
        plan, board, committee, post = (
            a_plan(),
            a_body("Board"),
            a_body("Committee"),
            a_post("Chief Executive"),
        )
        for body in (board, committee):
            add_seat(by=SYSTEM, body=body, role="chair", post=post)
        an_action(plan, bodies=(("monitor", board.pk), ("scrutinise", committee.pk)))
        page = words(client().get(f"/plans/{plan.number}/coverage/?show=shared"))
        assert "Chief Executive chairs Board, which monitors, and Committee, which scrutinises." in page

    def test_only_gaps_and_by_theme(self) -> None:
        plan = a_plan()
        theme = a_theme(plan, "Front door")
        bodies = tuple(
            (layer, a_body().pk) for layer in ("deliver", "monitor", "scrutinise", "cross-scrutinise")
        )
        an_action(plan, "Whole", bodies=bodies, theme_id=theme.pk)
        an_action(plan, "With a gap")
        user = a_user(cast.READER)
        assert [
            row.title for row in coverage(user, plan.number, TODAY, CoverageFilters(show="gaps")).rows
        ] == ["With a gap"]
        kept = coverage(user, plan.number, TODAY, CoverageFilters(theme=str(theme.pk)))
        assert [row.title for row in kept.rows] == ["Whole"]
        assert kept.totals["deliver"].none == 1  # of all actions, whatever the filters

    def test_bodies_by_layer_and_files(self) -> None:
        plan, board = a_plan(), a_body("Improvement Board")
        an_action(plan, bodies=(("monitor", board.pk),))
        signed_in = client()
        assert "Improvement Board" in words(signed_in.get(f"/plans/{plan.number}/coverage/?view=bodies"))
        said = b"".join(signed_in.get(f"/plans/{plan.number}/coverage.csv").streaming_content).decode()
        assert "Nobody delivers" in said
        by_body = b"".join(signed_in.get(f"/plans/{plan.number}/coverage.csv?view=bodies").streaming_content)
        assert "Improvement Board" in by_body.decode()
        xlsx = b"".join(signed_in.get(f"/plans/{plan.number}/coverage.xlsx").streaming_content)
        assert xlsx.startswith(b"PK")
        assert signed_in.get(f"/plans/{plan.number}/coverage.pdf").status_code == 404

    @pytest.mark.parametrize("count", [10, 60])
    def test_as_many_statements_for_few_and_for_many(self, count: int, statements: Statements) -> None:
        plan, post = a_plan(), a_post()
        bodies = [a_body() for _ in range(4)]
        for body in bodies:
            add_seat(by=SYSTEM, body=body, role="chair", post=post)
        layers = ("deliver", "monitor", "scrutinise", "cross-scrutinise")
        on = tuple((layer, body.pk) for layer, body in zip(layers, bodies, strict=True))
        for _ in range(count):
            an_action(plan, bodies=on)
        signed_in = client()
        with statements(12):
            signed_in.get(f"/plans/{plan.number}/coverage/")


class TestBodiesOfThePlan:
    def test_roles_are_given_and_ended_and_the_history_tells(self) -> None:
        plan, board = a_plan(), a_body("Improvement Board")
        signed_in, home = client(), f"/plans/{plan.number}/bodies/"
        sent = {"body": str(board.pk), "role": "sign-off", "reason": "Terms of reference, 3.2"}
        assert signed_in.post(home + "add/", sent).status_code == 302
        assert signed_in.post(home + "add/", sent).status_code == 422
        link = PlanBody.objects.get()
        assert signed_in.post(f"{home}{link.pk}/end/", {"reason": "Another board."}).status_code == 302
        page = words(signed_in.get(home))
        assert "Signs actions off: Improvement Board began" in page
        assert "Another board." in page

    def test_the_review_is_set(self, today: Any) -> None:
        plan = a_plan()
        signed_in = client()
        sent = {"review_cycle": "quarterly", "next_review_0": "1", "next_review": "1 5 2030", "reason": ""}
        response = signed_in.post(f"/plans/{plan.number}/review/", sent)
        assert response.status_code in (302, 422)
        set_review(
            by=SYSTEM, plan=Plan.objects.get(pk=plan.pk), review_cycle="monthly", next_review=LATER, today=today,
            reason="Pace.",
        )  # fmt: skip
        assert "Monthly" in words(signed_in.get(f"/plans/{plan.number}/bodies/"))

    def test_few_statements(self, statements: Statements) -> None:
        plan = a_plan()
        for role in ("monitor", "scrutinise", "sign-off", "adopt", "endorse"):
            body = a_body()
            add_seat(by=SYSTEM, body=body, role="chair", post=a_post())
            set_plan_body(by=SYSTEM, plan=plan, body=body, role=role, today=TODAY)
        signed_in = client()
        with statements(12):
            signed_in.get(f"/plans/{plan.number}/bodies/")


class TestSignOff:
    def test_the_whole_way_stands_on_one_page(self) -> None:
        plan = a_plan()
        a_governed_action(plan, title="Not begun")
        a_done_action(plan, title="On their word")
        a_verified_action(plan, title="Put before nobody")
        waits = an_asked_action(plan, title="Waiting")
        action = signed_off(an_asked_action(plan, title="Decided")).action
        taken = signed_off(an_asked_action(plan, title="Taken root")).action
        embedded(taken, board_of(taken), until=LATER)
        page = words(client().get(f"/plans/{plan.number}/sign-off/"))
        assert (
            "Of 6 actions, 5 are declared done. Of these, 4 were verified by somebody else and 2 were signed off by a body. "
            "1 rests on the word of those who did the work." in page
        )
        for said in (
            waits.evidence_sha256,
            str(action.settled_by.decision),
            "Fewer than 8 in 10 files show it.",
        ):
            assert said in page

    def test_what_changed_since_it_was_put_before_the_body_is_shown(self) -> None:
        request = an_asked_action()
        add_evidence_to(by=SYSTEM, action=request.action, today=TODAY, title="More", kind="note", note="x")
        page = words(client().get(f"/plans/{request.action.plan.number}/sign-off/"))
        assert "Evidence changed since it was put before the body: “More” was added since." in page

    def test_nobody_looked_the_oldest_first(self) -> None:
        plan = a_plan()
        a_done_action(plan, title="Younger", today=TODAY)
        a_done_action(plan, title="Older", today=TODAY - timedelta(days=90))
        found = sign_off_page(a_user(cast.READER), plan.number)
        assert [one.action.title for one in found.unseen] == ["Older", "Younger"]
        assert found.by_body[0].index.declared == 1

    def test_reopened_is_not_done(self) -> None:
        action = signed_off(an_asked_action()).action
        decision = decided("reopen", board_of(action), action)
        reopen_action(by=SYSTEM, action=action, decision=decision, reason="Two files failed.", today=TODAY)
        found = sign_off_page(a_user(cast.READER), action.plan.number)
        assert found.index.declared == 0
        assert [one.pk for one in found.settled["reopened"]] == [action.pk]

    def test_it_is_put_before_the_body_and_taken_back_on_pages(self) -> None:
        action = a_verified_action()
        signed_in, home = client(), f"/plans/{action.plan.number}/actions/{action.number}/"
        assert "Put it before the body for sign-off" in words(signed_in.get(home))
        assert "next agenda of" in words(signed_in.get(home + "ask-sign-off/"))
        assert signed_in.post(home + "ask-sign-off/", {"words": "All done."}).status_code == 302
        assert "Waits for" in words(signed_in.get(home))
        assert signed_in.post(home + "ask-sign-off/", {"words": "Again."}).status_code == 422
        assert signed_in.post(home + "ask-sign-off/take-back/", {"reason": "A file."}).status_code == 302
        assert "Taken back on" in words(signed_in.get(home))
        assert signed_in.get(home + "ask-sign-off/take-back/").status_code == 404

    def test_what_is_not_ready_says_what_it_lacks(self) -> None:
        action = a_governed_action()
        page = words(client().get(f"/plans/{action.plan.number}/actions/{action.number}/ask-sign-off/"))
        assert "It is not ready for sign-off" in page
        assert "Nobody has verified it" in page

    def test_the_action_says_what_was_decided_where_and_on_what(self) -> None:
        request = an_asked_action()
        made = signed_off(request)
        page = words(client().get(f"/plans/{request.action.plan.number}/actions/{request.action.number}/"))
        assert f"{made.decision}" in page
        assert "7 of 12 seats that count; 4 are needed" in page
        assert request.evidence_sha256 in page
        assert "because it monitors the action" in page

    @pytest.mark.parametrize("count", [2, 12])
    def test_as_many_statements_for_few_and_for_many(self, count: int, statements: Statements) -> None:
        plan, deliver, board = a_plan(), a_body(kind="workstream"), a_body()
        for _ in range(count):
            an_asked_action(plan, deliver=deliver, board=board)
            signed_off(an_asked_action(plan, deliver=deliver, board=board))
        signed_in = client()
        with statements(12):
            signed_in.get(f"/plans/{plan.number}/sign-off/")
        with statements(12):
            signed_in.get(f"/bodies/{board.pk}/work/")
        action = SignOffRequest.objects.filter(state="waiting").first().action
        with statements(15):
            signed_in.get(f"/plans/{plan.number}/actions/{action.number}/")

    def test_the_file_holds_every_action(self) -> None:
        request = an_asked_action()
        a_governed_action(request.action.plan, title="Another")
        response = client().get(f"/plans/{request.action.plan.number}/sign-off.csv")
        said = b"".join(response.streaming_content).decode()
        assert request.evidence_sha256 in said
        assert "Another" in said


class TestSamples:
    def test_an_auditor_draws_and_anybody_can_draw_again(self) -> None:
        plan = a_plan()
        for _ in range(5):
            a_governed_action(plan)
        signed_in = client(cast.AUDITOR)
        home = f"/plans/{plan.number}/samples/"
        response = signed_in.post(home + "draw/", {"population": "all", "size": "2", "seed": "audit-2024"})
        assert response.status_code == 302
        sample = AuditSample.objects.get()
        assert sample.members == draw([1, 2, 3, 4, 5], 2, "audit-2024")
        page = words(signed_in.get(f"{home}1/"))
        assert "printf &#39;%s:%s&#39; &#39;audit-2024&#39;" in page
        assert "Sample 1" in words(signed_in.get(home))
        said = b"".join(signed_in.get(f"{home}1/sample.csv").streaming_content).decode()
        assert sample.sha256 in said

    def test_the_line_of_shell_draws_the_same(self, tmp_path: Any) -> None:
        import subprocess

        from sightline.domain.plans.homework_rules import redraw_line

        line = redraw_line(range(1, 30), 7, "seed-1")
        again = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)
        assert [int(number) for number in again.stdout.split()] == draw(range(1, 30), 7, "seed-1")

    @pytest.mark.parametrize(
        "sent",
        [{"size": "9"}, {"size": "0"}, {"seed": "it's"}, {"population": "embedded"}, {"population": "x"}],
    )
    def test_what_cannot_be_drawn_is_refused(self, sent: dict[str, str]) -> None:
        plan = a_plan()
        a_governed_action(plan)
        asked = {"population": "all", "size": "1", "seed": ""} | sent
        assert client(cast.AUDITOR).post(f"/plans/{plan.number}/samples/draw/", asked).status_code == 422
        assert not AuditSample.objects.exists()

    def test_populations(self) -> None:
        plan = a_plan()
        a_governed_action(plan)
        a_done_action(plan)
        action = signed_off(an_asked_action(plan)).action
        for of, numbers in (("all", [1, 2, 3]), ("declared", [2, 3]), ("signed-off", [3])):
            sample = draw_sample(by=SYSTEM, plan=plan, of=of, size=1, today=TODAY)
            assert sample.population == numbers
        embedded(action, board_of(action), until=LATER)
        assert draw_sample(by=SYSTEM, plan=plan, of="embedded", size=1, today=TODAY).members == [3]

    def test_a_sample_that_was_altered_says_so(self) -> None:
        plan = a_plan()
        a_governed_action(plan)
        a_governed_action(plan)
        sample = draw_sample(by=SYSTEM, plan=plan, of="all", size=1, today=TODAY)
        other = [number for number in sample.population if number not in sample.members]
        AuditSample.objects.filter(pk=sample.pk).update(members=other)
        assert "not as it was drawn" in words(client().get(f"/plans/{plan.number}/samples/1/"))


class TestWorkOfABody:
    def test_everything_that_it_has_to_do_with(self) -> None:
        today = timezone.localdate()
        board = a_body("Improvement Board")
        waits = an_asked_action(board=board, title="Waiting")
        taken = signed_off(an_asked_action(board=board, title="Taken root")).action
        embedded(taken, board, until=today + timedelta(days=10))
        an_action(title="Late", bodies=(("monitor", board.pk),), due=TODAY)
        whole = a_plan()
        set_plan_body(by=SYSTEM, plan=whole, body=board, role="scrutinise", today=TODAY)
        an_action(whole, "From the plan")
        page = words(client().get(f"/bodies/{board.pk}/work/"))
        for said in (
            "Waiting",
            "Taken root",
            "Runs out soon",
            "Late",
            "From the plan",
            "from the plan",
            "Overdue",
        ):
            assert said in page
        assert requests_waiting(board, TODAY)[0].request == waits
        user = a_user(cast.READER)
        kept = body_work(user, board.pk, today, WorkFilters(role="scrutinise"))
        assert [row.action.title for row in kept.rows] == ["From the plan"]
        assert [
            row.action.title for row in body_work(user, board.pk, today, WorkFilters(show="overdue")).rows
        ] == ["Late"]

    def test_changes_since_it_met_are_counted(self) -> None:
        action = a_governed_action()
        board = board_of(action)
        signed_off_day = TODAY
        a_done_action(action.plan, board=board)
        found = body_work(a_user(cast.READER), board.pk, TODAY, met=signed_off_day - timedelta(days=1))
        assert found.changed == 2  # delivery, and assurance with it
        assert body_work(a_user(cast.READER), board.pk, TODAY, met=TODAY).changed == 0
        assert body_work(a_user(cast.READER), board.pk, TODAY).changed is None

    def test_who_sees_one_body_sees_its_work_and_nobody_elses_actions(self) -> None:
        board = a_body("Improvement Board")
        mine = a_body("Care Leavers Service", kind="workstream")
        seen = an_asked_action(board=board, deliver=mine, title="Seen")
        hidden = an_asked_action(board=board, title="Hidden")
        user = a_user(cast.OTHER_OWNER, over=mine)
        found = body_work(user, mine.pk, TODAY)
        assert [row.action.pk for row in found.rows] == [seen.action_id]
        signed_in = Client()
        signed_in.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        a_council()
        page = words(signed_in.get(f"/plans/{seen.action.plan.number}/sign-off/"))
        assert "Seen" in page
        assert "Hidden" not in page
        assert signed_in.get(f"/bodies/{board.pk}/work/").status_code == 404
        assert Action.objects.filter(pk=hidden.action_id).exists()

    def test_the_file(self) -> None:
        request = an_asked_action()
        response = client().get(f"/bodies/{request.body_id}/work.csv?role=monitor")
        assert request.action.title in b"".join(response.streaming_content).decode()
