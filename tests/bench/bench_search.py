"""Prints how long searches take, and keeping the search fresh, with about 3,000 and 30,000 texts.

`python -m tests.bench.bench_search [--tiers S M] [--rounds 20]`, with the settings of the tests and databases of its own; with
DATABASE_URL on PostgreSQL. Two readers: one who sees everything, and an officer with a grant on one body. The target is that of the
project: 25 ms for a phrase, searched, ranked and shown. Times depend on the machine and on what else it does.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from datetime import date
from statistics import median
from typing import Any

TARGET_MS = 25
TODAY = date(2024, 9, 2)
RARE = '"lantern protocol"'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tiers", nargs="+", default=["S", "M"], choices=["S", "M", "L"])
    parser.add_argument("--rounds", type=int, default=20)
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings_test")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

    setup_test_environment()
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"load average {load}")
    for tier in chosen.tiers:
        runner = get_runner(settings)(verbosity=0, interactive=False)
        made = runner.setup_databases()
        try:
            measure(tier, chosen.rounds)
        finally:
            runner.teardown_databases(made)
    teardown_test_environment()


def measure(tier: str, rounds: int) -> None:
    from django.db import connection

    from sightline.domain.governance.models import Body
    from sightline.domain.plans.commands import record_update
    from sightline.domain.plans.models import Action
    from sightline.ground.search import indexing
    from sightline.ground.search.models import Document
    from sightline.work.scale.commands import load_tier
    from tests import cast
    from tests.factories import SYSTEM, a_user

    load_tier(by=SYSTEM, tier=tier, seed=1, today=TODAY, say=lambda _: None)
    body = Body.objects.filter(action_links__until=None).order_by("pk").first()
    actions = list(
        Action.objects.order_by("pk").select_related("plan")[:: max(1, Action.objects.count() // 12)]
    )
    for action in actions:
        record_update(
            by=SYSTEM, action=action, today=TODAY, text="The lantern protocol was tried by two teams."
        )
    began = time.perf_counter()
    indexing.rebuild()
    count = Document.objects.count()
    took = time.perf_counter() - began
    print(
        f"\n{connection.vendor}, tier {tier}: {count:,} texts, all written anew in {took:.1f} s ({count / took:,.0f} a second)"
    )
    common = _common_word()
    for name, user in (("everything", SYSTEM), ("one body", a_user(cast.OWNER, over=body))):
        for label, words in (("a phrase", RARE), (f"a common word, “{common}”", common)):
            found, times = _timed(lambda words=words, user=user: _search(user, words), rounds)
            verdict = ("met" if median(times) <= TARGET_MS else "missed") if words == RARE else "no target"
            took_ms = f"median {median(times):6.1f} ms  fastest {min(times):6.1f} ms  {verdict}"
            print(f"  sees {name:10}  {label:32} {found:>6,} found  {took_ms}")
    saves, fresh = [], []
    for turn in range(rounds):
        began = time.perf_counter()
        record_update(by=SYSTEM, action=actions[0], today=TODAY, text=f"Turn {turn} of the wheel.")
        saves.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        indexing.catch_up_a_little()
        fresh.append((time.perf_counter() - began) * 1000)
    print(
        f"  an update saved: median {median(saves):.1f} ms; brought in by the next search: median {median(fresh):.1f} ms more"
    )


def _search(user: Any, words: str) -> int:
    """As the page does it: find, count, and show the best three of each kind."""
    from sightline.doors.web.search.views import _sections
    from sightline.ground.search import queries
    from sightline.ground.search.asking import asked

    found = queries.search(user, asked(words))
    list(_sections(found))
    return len(found.hits)


def _common_word() -> str:
    """A word that stands in very many of the made-up updates."""
    from sightline.ground.search.models import Document

    texts = Document.objects.filter(source="update").order_by("pk").values_list("text", flat=True)[:200]
    counted: dict[str, int] = {}
    for text in texts:
        for word in {one for one in text.lower().split() if one.isalpha() and len(one) > 4}:
            counted[word] = counted.get(word, 0) + 1
    return max(counted, key=lambda word: counted[word])


def _timed(work: Callable[[], int], rounds: int) -> tuple[int, list[float]]:
    found, times = work(), []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return found, times


if __name__ == "__main__":
    main()
