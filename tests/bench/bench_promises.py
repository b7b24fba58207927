"""Prints how long the register of promises takes with every filter, and a meeting's pages and a phrase found by a scoped reader.

`python -m tests.bench.bench_promises [--promises 20000] [--meetings 600] [--rounds 7]`, with the settings of the tests and a
database of its own; with DATABASE_URL on PostgreSQL. Two readers: one who sees everything, and a member with a role over one body.
Targets of the project: 200 ms for the register, 40 ms for a meeting, 25 ms for the search, and no more statements than 12.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from statistics import median
from typing import Any

REGISTER_MS, MEETING_MS, SEARCH_MS = 200, 40, 25
BODIES, POSTS, ITEMS = 12, 40, 8
RARE = '"lantern protocol"'
WORDS = [
    "report",
    "figures",
    "audit",
    "supervision",
    "school",
    "carers",
    "placement",
    "review",
    "visit",
    "training",
    "neglect",
    "housing",
    "health",
    "waiting",
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--promises", type=int, default=20_000)
    parser.add_argument("--meetings", type=int, default=600)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="", help="of the pages those whose name holds these words")
    asked = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings_test")
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment, teardown_test_environment

    setup_test_environment()
    print("load average", ", ".join(f"{one:.1f}" for one in os.getloadavg()))
    runner = get_runner(settings)(verbosity=0, interactive=False)
    made = runner.setup_databases()
    try:
        measure(asked.promises, asked.meetings, asked.rounds, asked.only)
    finally:
        runner.teardown_databases(made)
        teardown_test_environment()


def measure(promises: int, meetings: int, rounds: int, only: str) -> None:
    from django.db import connection
    from django.test import Client

    from sightline.domain.meetings.models import Meeting, Promise
    from sightline.ground.search import indexing
    from sightline.work.scale.commands import know_sizes
    from tests import cast
    from tests.factories import SYSTEM, a_user

    bodies, posts = _council()
    began = time.perf_counter()
    _load(by=SYSTEM, bodies=bodies, posts=posts, promises=promises, meetings=meetings)
    indexing.rebuild()
    know_sizes()
    print(
        f"{connection.vendor}: {promises:,} promises, {meetings:,} meetings, made in {time.perf_counter() - began:.0f} s"
    )
    held = Meeting.objects.filter(state="held").order_by("-number").first()
    coming = Meeting.objects.filter(state="planned", body=bodies[0]).first()
    one = Promise.objects.filter(body=bodies[0]).order_by("-number").first()
    assert held is not None and coming is not None and one is not None
    filters = {
        "no filter": "", "page 300": "?page=300", "words": "?text=supervision", "words that nothing has": "?text=zebra",
        "a number": f"?text={one.number}", "a body": f"?body={bodies[0].pk}", "no body": "?body=none",
        "outstanding": "?state=standing", "discharged": "?state=cancelled", "a kind": "?kind=recommend",
        "a post owes it": f"?owner=post:{posts[0].pk}", "nobody owes it": "?owner=none", "overdue": "?overdue=yes",
        "no day": "?overdue=no-day", "all at once": f"?text=audit&state=open&kind=supply&overdue=yes&body={bodies[0].pk}",
        "sorted by body": "?sort=body", "sorted by state": "?sort=-state", "sorted by day made": "?sort=-made",
    }  # fmt: skip
    pages = [(f"register, {name}", f"/promises/{query}", REGISTER_MS) for name, query in filters.items()]
    pages += [
        ("what one body asked for", f"/bodies/{bodies[0].pk}/promises/", REGISTER_MS),
        ("promises to one’s committees", "/promises/mine/", REGISTER_MS),
        ("first page", "/home/", REGISTER_MS),
        ("a promise", f"/promises/{one.number}/", REGISTER_MS),
        ("meeting page", f"/meetings/{held.number}/", MEETING_MS),
        ("item of promises", f"/meetings/{coming.number}/items/1/", REGISTER_MS),
        ("brief", f"/meetings/{coming.number}/brief/", REGISTER_MS),
        ("a phrase", f"/search/?q={RARE}", SEARCH_MS),
    ]
    readers = {"everything": a_user(cast.READER), "one body": a_user(cast.SCRUTINY_MEMBER, over=bodies[0])}
    for name, user in readers.items():
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        print(f"\n  sees {name}")
        for label, address, target in (page for page in pages if only in page[0]):
            _page(client, label, address, target, rounds)


def _page(client: Any, label: str, address: str, target: int, rounds: int) -> None:
    from django.db import connection

    sent: list[str] = []

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        sent.append(sql)
        return execute(sql, *rest)

    status = client.get(address).status_code
    with connection.execute_wrapper(count):
        client.get(address)
    times = _times(lambda: client.get(address), rounds)
    verdict = "met" if median(times) <= target else "missed"
    print(
        f"  {label:32} {status}  {len(sent):2} statements  median {median(times):6.1f} ms  fastest {min(times):6.1f} ms  "
        f"target {target}: {verdict}"
    )


def _times(work: Callable[[], Any], rounds: int) -> list[float]:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append((time.perf_counter() - began) * 1000)
    return times


def _council() -> tuple[list[Any], list[Any]]:
    from tests.factories import a_body, a_council, a_post
    from tests.meeting_factories import seated

    a_council()
    bodies = [a_body(f"Board {number}") for number in range(BODIES)]
    seated(bodies[0])
    return bodies, [a_post(f"Officer {number}") for number in range(POSTS)]


def _load(*, by: Any, bodies: list[Any], posts: list[Any], promises: int, meetings: int) -> None:
    """Meetings with items of 2,000 letters of minutes, and promises of which most are discharged, as one event."""
    from sightline.ground.audit.commands import command

    command("meetings.keep", on="body")(_fill)(
        by=by, body=bodies[0], bodies=bodies, posts=posts, promises=promises, meetings=meetings
    )


def _fill(*, by: Any, body: Any, bodies: list[Any], posts: list[Any], promises: int, meetings: int) -> None:
    from sightline.domain.governance.commands.decisions import make_decision
    from sightline.domain.meetings.models import AgendaItem, Meeting, Promise, PromiseStep
    from sightline.ground.audit.loading import bulk_load

    random, today = Random(5), date.today()  # noqa: DTZ011 - days beside those of the pages
    ended = make_decision(
        by=by, kind="other", body=body, on=today, words="RESOLVED: So.", quorum_words="7 of 12.", quorate=True
    )
    with bulk_load(body, source="made for measuring", digest="0" * 64) as load:
        held = [
            Meeting(number=number, body=bodies[number % BODIES], on=today + timedelta(days=14 - number), by_name="x",
                    state="planned" if number <= BODIES else "held")
            for number in range(1, meetings + 1)
        ]  # fmt: skip
        load.add(Meeting, held)
        load.add(
            AgendaItem,
            [
                AgendaItem(meeting=meeting, number=place, position=place, label=str(place), title=_words(random, 5),
                           kind="promises" if place == 1 else "business", minute=_words(random, 280))
                for meeting in held for place in range(1, ITEMS + 1)
            ],
        )  # fmt: skip
        rows = [
            _promise(Promise, random, number, bodies, posts, today, ended)
            for number in range(1, promises + 1)
        ]
        load.add(Promise, rows)
        load.add(
            PromiseStep,
            [PromiseStep(promise=row, kind="taken-up", on=row.made_on, by_name="x") for row in rows],
        )


def _promise(
    model: Any, random: Random, number: int, bodies: list[Any], posts: list[Any], today: date, ended: Any
) -> Any:
    state = random.choices(["open", "said-met", "discharged", "cancelled"], [20, 5, 65, 10])[0]
    made = today - timedelta(days=random.randrange(3000))
    over = state in ("discharged", "cancelled")
    return model(
        number=number, state=state, kind=random.choice(["note", "supply", "recommend", "circulate", ""]),
        words=f"That {_words(random, 14)}{' and the lantern protocol' if number % 997 == 0 else ''} be sent.",
        body=bodies[number % BODIES] if number % 50 else None, made_on=made, decision=ended if over else None,
        owner_post=random.choice(posts) if number % 3 else None, place_words="Letter", by_name="x",
        due=made + timedelta(days=random.randrange(30, 400)) if number % 4 else None,
    )  # fmt: skip


def _words(random: Random, number: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(number))


if __name__ == "__main__":
    main()
