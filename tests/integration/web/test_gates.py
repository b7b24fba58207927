"""Gates of the project's benchmarks that hold on a noisy machine: statements, their size, indexes, memory. Never a time.

1. What a page asks of the database does not depend on how much there is: at most 12 statements to look, 15 to save, 10 for a file.
2. No statement is longer than 20 KB or has more than 1,000 parameters.
4. Lists and searches use an index with 2,000 actions of 12 updates each.
5. A file of many rows takes little more memory than one of few.
"""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.client import Client
from django.urls import reverse
from django.utils import timezone

from sightline.domain.inspections.commands import FindingFacts
from sightline.domain.inspections.models import Inspection
from sightline.domain.plans.commands import link_finding, record_update
from sightline.domain.plans.drafts import ActionDraft, FigureDraft, OwnerDraft
from sightline.domain.plans.models import Action, Plan
from sightline.work.scale.commands import load_tier
from tests import cast
from tests.factories import (
    SYSTEM,
    a_body,
    a_council,
    a_plan,
    a_theme,
    a_user,
    an_action,
    an_inspection,
)
from tests.integration.imports.papers import upload
from tests.statements import LONGEST_TEXT, MOST_PARAMETERS, OF_TRANSACTIONS

pytestmark = pytest.mark.django_db
LOOK, SAVE, FILE = 12, 15, 10


@contextmanager
def noted() -> Iterator[list[tuple[str, Any]]]:
    """Every statement of the block with its parameters; a huge one fails."""
    sent: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.upper().startswith(OF_TRANSACTIONS):
            sent.append((sql, params))
            longest = max(map(len, params), default=0) if many else len(params or ())
            assert len(sql) <= LONGEST_TEXT and longest <= MOST_PARAMETERS, (
                f"{len(sql)}, {longest}: {sql[:200]}"
            )
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield sent


def fetch(client: Client, address: str) -> int:
    """How many statements an address takes, its answer read to the end."""
    with noted() as sent:
        response = client.get(address)
        if response.streaming:
            list(response.streaming_content)
    assert response.status_code == 200, f"{address} answered {response.status_code}"
    return len(sent)


def signed_in(player: cast.Player, over: Any = None) -> Client:
    client = Client()
    client.force_login(
        a_user(player, over=over), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    client.get(reverse("help-checks"))  # the first page renews the session
    return client


class Council:
    """A plan that answers one inspection, and everything on its pages as often as is asked for."""

    def __init__(self) -> None:
        a_council()
        self.body, self.day = a_body("Safeguarding Partnership"), timezone.localdate()
        self.inspection = an_inspection()
        self.plan = a_plan("Improvement plan", answers=(self.inspection,), today=self.day)
        self.action = self._action()

    def _action(self) -> Action:
        theme = a_theme(self.plan)
        return an_action(
            self.plan, today=self.day, theme_id=theme.pk, bodies=(("deliver", self.body.pk),), due=self.day,
            owners=(OwnerDraft("Head of Service"),), figures=(FigureDraft("target", "80%"),),
        )  # fmt: skip

    def grow(self, to: int) -> None:
        """Until there are that many actions, updates, findings, inspections, plans, bodies, waiting papers."""
        finding = self.inspection.findings.first()
        for number in range(self.plan.actions.count(), to):
            action = self._action()
            record_update(by=SYSTEM, action=self.action, today=self.day, text=f"Step {number} was taken.")
            link_finding(by=SYSTEM, plan=self.plan, action=action, finding=finding, today=self.day)
            a_body(f"Body {number}")
            a_plan(f"Other plan {number}")
        many = tuple(FindingFacts(f"The timeliness of visit {number}.") for number in range(to))
        start = date(2000, 1, 3) + timedelta(days=to)
        added = an_inspection(findings=many, start=start, end=start + timedelta(days=4), published=None)
        self.plan.planinspection_set.create(inspection=added, since=self.day)
        for number in range(Inspection.objects.count(), to):
            start = date(2001, 1, 1) + timedelta(days=30 * number)
            an_inspection(start=start, end=start + timedelta(days=4), published=None)
        for number in range(to // 10):
            upload(SYSTEM, (f"paper {to} {number}.csv", f"a,b\n{to},{number}\n".encode()))

    def addresses(self) -> dict[str, str]:
        number, inspection = self.plan.number, self.inspection.number
        plan, action = reverse("plan", args=[number]), reverse("action", args=[number, self.action.number])
        largest = Inspection.objects.order_by("start").first()
        assert largest
        return {
            "plans": reverse("plans"),
            "plan": plan,
            "plan, filtered": f"{plan}?q=threshold&delivery=none&sort=-due&show=stale",
            "plan as at": f"{plan}?as-at={self.day - timedelta(days=1):%d+%m+%Y}",
            "plan parts": reverse("plan-parts", args=[number]),
            "action": action,
            "link board": reverse("plan-findings", args=[number]),
            "finding in the plan": reverse("plan-finding", args=[number, inspection, 1]),
            "check": reverse("plan-check", args=[number]),
            "check by action": reverse("plan-check", args=[number]) + "?by=action",
            "waivers": reverse("plan-waivers", args=[number]),
            "inspections": reverse("inspections"),
            "inspection": reverse("inspection", args=[largest.number]),
            "finding": reverse("finding", args=[inspection, 1]),
            "strategies": reverse("strategies"),
            "bodies": reverse("bodies"),
            "body": reverse("body", args=[self.body.pk]),
            "imports": reverse("imports"),
            "jobs": reverse("jobs"),
            "users": reverse("users"),
            "audit": reverse("audit"),
            "home": reverse("home"),
        }

    def files(self) -> dict[str, str]:
        number = self.plan.number
        return {
            "actions as csv": reverse("plan-actions-csv", args=[number]),
            "actions as xlsx": reverse("plan-actions-xlsx", args=[number]),
            "findings as csv": reverse("plan-findings-csv", args=[number]),
            "problems as csv": reverse("plan-check-file", args=[number, "csv"]),
            "findings of an inspection as csv": reverse("findings-csv", args=[self.inspection.number]),
        }


@pytest.mark.slow
def test_statements_are_few_and_the_same_with_10_and_with_100_of_everything() -> None:
    council = Council()
    people = {
        "administrator": signed_in(cast.ADMINISTRATOR),
        "director": signed_in(cast.DIRECTOR),
        "officer of a body": signed_in(cast.OWNER, over=council.body),
    }
    seen = {
        "officer of a body": ("plans", "plan", "plan, filtered", "action", "check", "home", "actions as csv")
    }
    taken: dict[tuple[str, str], list[int]] = {}
    for size in (10, 100):
        council.grow(size)
        for who, client in people.items():
            for name, address in {**council.addresses(), **council.files()}.items():
                if (who == "director" and name in ("users", "jobs")) or name not in seen.get(who, (name,)):
                    continue
                taken.setdefault((who, name), []).append(fetch(client, address))
    most = dict.fromkeys(council.files(), FILE)
    wrong = [
        f"{who}, {name}: {few} statements with 10, {many} with 100"
        for (who, name), (few, many) in taken.items()
        if many > most.get(name, LOOK) or few != many
    ]
    assert not wrong, "\n".join(wrong)


def test_saving_takes_few_statements(statements: Callable[[int], Any]) -> None:
    council = Council()
    council.grow(10)
    client, number = signed_in(cast.PROGRAMME_OFFICE), council.plan.number
    finding = reverse("plan-finding-link", args=[number, council.inspection.number, 2])
    saves = {
        reverse("action-update", args=[number, 1]): {"text": "Agreed.", "confidence": "on-track"},
        finding: {"action": "2", "target": "2"},
        reverse("body-rename", args=[council.body.pk]): {"name": "Partnership", "reason": "It was renamed."},
    }
    for address, values in saves.items():
        with statements(SAVE):
            assert client.post(address, values).status_code == 302, address


# At the size of ten years of a council -------------------------------------------------------------------------------


def plan_of(sql: str, params: Any) -> str:
    explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
    with connection.cursor() as cursor:
        cursor.execute(explain + sql, params)
        return "\n".join(str(row) for row in cursor.fetchall())


WHOLE = {"sqlite": r"SCAN (plans_\w+|[UV]\d+)\b(?! USING)", "postgresql": r"Seq Scan on (plans_\w+)"}
GREAT = {"plans_update", "plans_change"}  # never read from end to end: 12 and more rows an action


@pytest.mark.slow
def test_lists_and_searches_use_an_index() -> None:
    (plan,) = load_tier(by=SYSTEM, tier="M", seed=1, today=timezone.localdate())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    from sightline.domain.governance.models import Body

    board = Body.objects.order_by("pk").first()
    people = [signed_in(cast.ADMINISTRATOR), signed_in(cast.OWNER, over=board)]
    here = reverse("plan", args=[plan.number])
    wrong = []
    for client in people:
        for address in (
            here,
            f"{here}?q=panel&sort=-updated",
            reverse("action", args=[plan.number, 7]),
            reverse("home"),
        ):
            with noted() as sent:
                assert client.get(address).status_code in (200, 404)
            for sql, params in sent:
                if not sql.lstrip("( ").upper().startswith("SELECT"):
                    continue
                said = plan_of(sql, params)
                for table in re.findall(WHOLE[connection.vendor], said):
                    if table in GREAT or (connection.vendor == "sqlite" and _great(sql, table)):
                        wrong.append(f"{address} reads all of {table}: {sql[:300]}\n{said}")
    assert not wrong, "\n\n".join(wrong)
    _check_statements_at_size(people, plan)


def _great(sql: str, alias: str) -> bool:
    return any(f'"{table}" {alias}' in sql for table in GREAT)


def _check_statements_at_size(people: list[Client], plan: Plan) -> None:
    """With 2,000 actions the same bounds hold, and no list of ids travels."""
    for client in people:
        for name, most in (
            ("plan", LOOK),
            ("plan-check", LOOK),
            ("plan-actions-csv", FILE),
            ("plan-actions-xlsx", FILE),
        ):
            assert fetch(client, reverse(name, args=[plan.number])) <= most, name


@pytest.mark.slow
def test_a_long_file_takes_little_more_memory_than_a_short_one() -> None:
    """Bytes at the peak while the file is made, beside what the rows themselves need; a file of 4,000 against one of 200."""
    from sightline.domain.plans.commands import add_actions

    plan = a_plan("Improvement plan")
    drafts = [ActionDraft({"title": f"Action {number}", "detail": "x" * 400}) for number in range(200)]
    add_actions(by=SYSTEM, plan=plan, drafts=drafts, today=timezone.localdate())
    client = signed_in(cast.DIRECTOR)
    for kind in ("csv", "xlsx"):
        _peak(client, plan, kind)  # what is loaded once does not count
    few = {kind: _peak(client, plan, kind) for kind in ("csv", "xlsx")}
    more = [
        replace(drafts[0], values={"title": f"More {number}", "detail": "x" * 400}) for number in range(3_800)
    ]
    add_actions(by=SYSTEM, plan=plan, drafts=more, today=timezone.localdate())
    many = {kind: _peak(client, plan, kind) for kind in ("csv", "xlsx")}
    grown = {kind: (many[kind] - few[kind]) / 1e6 for kind in few}
    assert all(megabytes < 50 for megabytes in grown.values()), grown


def _peak(client: Client, plan: Plan, kind: str) -> int:
    tracemalloc.start()
    try:
        response = client.get(reverse(f"plan-actions-{kind}", args=[plan.number]))
        for _ in response.streaming_content:
            pass
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
