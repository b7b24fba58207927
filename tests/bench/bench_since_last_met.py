"""Prints how long it takes to say what changed in a plan of 200 actions since an earlier day, with 5,000 changes in between.

`python -m tests.bench.bench_since_last_met [--rounds 20]`, with the settings of the tests and a database of its own. The target is
that of the project: under 300 ms. Times depend on the machine and on what else it does.
"""

from __future__ import annotations

import argparse
import os
import time
from datetime import date, timedelta
from statistics import median

TARGET_MS = 300
ACTIONS, CHANGES = 200, 5_000
TODAY = date(2024, 9, 2)
MET = TODAY - timedelta(days=60)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings_test")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        measure(rounds)
    finally:
        runner.teardown_databases(made)
        teardown_test_environment()


def measure(rounds: int) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from sightline.domain.plans.models import Change, Plan
    from sightline.domain.plans.queries.versions import since_day

    made = fill()
    plan = Plan.objects.select_related("owner", "follows").get(pk=made.pk)
    with CaptureQueriesContext(connection) as sent:
        found = since_day(plan, MET)
    print(f"{plan.actions.count()} actions, {Change.objects.count():,} changes, {len(sent)} statements")
    print(found.comparison.sentence)
    times, worked = [], []
    for _ in range(rounds):
        began, cpu = time.perf_counter(), time.process_time()
        since_day(plan, MET)
        times.append((time.perf_counter() - began) * 1000)
        worked.append((time.process_time() - cpu) * 1000)
    verdict = "met" if median(times) < TARGET_MS else "missed"
    print(
        f"median {median(times):.0f} ms, fastest {min(times):.0f} ms of {rounds}; target {TARGET_MS} ms: {verdict}"
    )


def fill() -> object:
    """A plan of 200 actions with owners, bodies, targets, links and updates; then 25 changes of each."""
    from sightline.domain.plans.commands import add_actions, edit_actions
    from sightline.domain.plans.drafts import ActionDraft, ActionEdit, FigureDraft, OwnerDraft, UpdateDraft
    from tests.factories import SYSTEM, a_body, a_plan, a_post, an_inspection

    inspection = an_inspection()
    plan = a_plan(answers=(inspection,), today=MET - timedelta(days=30))
    post, bodies = a_post(), [a_body() for _ in range(3)]
    findings = [finding.pk for finding in inspection.findings.all()]
    drafts = [
        ActionDraft(
            {
                "title": f"Action {number} of the plan",
                "due": MET + timedelta(days=number),
                "success_measure": "Fewer wait",
            },
            owners=(OwnerDraft(post_id=post.pk),),
            bodies=tuple(
                zip(("deliver", "monitor", "scrutinise"), (body.pk for body in bodies), strict=True)
            ),
            findings=(findings[number % len(findings)],),
            figures=(FigureDraft("target", "85%"),),
            updates=tuple(UpdateDraft(f"Update {place}", MET - timedelta(days=place)) for place in range(5)),
        )
        for number in range(ACTIONS)
    ]
    made = add_actions(by=SYSTEM, plan=plan, drafts=drafts, today=MET - timedelta(days=30))
    for turn in range(CHANGES // ACTIONS):
        day = MET + timedelta(days=1 + turn)
        edits = [
            ActionEdit(
                action.pk,
                {"due": day + timedelta(days=100 + action.number % 7)},
                reason="The supplier is late.",
            )
            for action in made
        ]
        edit_actions(by=SYSTEM, plan=plan, edits=edits, today=day)
    return plan


if __name__ == "__main__":
    main()
