"""Prints how long the morning's digests and reminders for 300 owners take, at tier M, on SQLite and on a private PostgreSQL.

`python -m tests.bench.bench_digest [--databases sqlite postgresql] [--owners 300] [--tier M]`

Each owner holds a post that owns about seven of the 2,000 actions; each action changed three times this week and was updated once.
Times depend on the machine and on what else it does. Target: 300 digests in under 30 seconds of worker time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--databases", nargs="+", default=["sqlite", "postgresql"])
    parser.add_argument("--owners", type=int, default=300)
    parser.add_argument("--tier", default="M", choices=["S", "M", "L"])
    parser.add_argument("--inside", action="store_true", help="measure on the database of DATABASE_URL")
    asked = parser.parse_args(words)
    if asked.inside:
        return _inside(asked.owners)
    from tests.bench.bench_pages import _database

    for kind in asked.databases:
        with _database(kind) as environment:
            for command in (["migrate"], ["load", "--tier", asked.tier]):
                words = [str(ROOT / ".venv/bin/sightline"), *command]
                subprocess.run(words, env=environment, check=True, stdout=subprocess.DEVNULL)
            print(f"{kind}, tier {asked.tier}:", flush=True)
            inside = [
                sys.executable,
                "-m",
                "tests.bench.bench_digest",
                "--inside",
                "--owners",
                str(asked.owners),
            ]
            subprocess.run(inside, env=environment, check=True, cwd=ROOT)
    return 0


def _inside(owners: int) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sightline.config.settings")
    import django

    django.setup()
    from django.db import connection
    from django.utils import timezone

    from sightline.work.notices import jobs
    from sightline.work.notices.models import Digest, Reminder

    changes = _people(owners)
    now = timezone.now() + timedelta(days=1)
    while now.weekday() >= 5:
        now += timedelta(days=1)
    counted: Counter[str] = Counter()

    def note(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        counted["statements"] += 1
        return execute(sql, params, many, context)

    find = jobs.digests_due
    print(f"  {changes:,} changes of this week")
    for what in ("reminders", "digests"):
        counted.clear()
        jobs.digests_due = find if what == "digests" else lambda now: []
        began, cpu = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(note):
            done = sum(jobs.run(now))
        took, worked = time.perf_counter() - began, time.process_time() - cpu
        each = counted["statements"] / max(1, done)
        print(
            f"  {done} {what}: {took:.1f} s, of them {worked:.1f} s in this process; {each:.1f} statements each"
        )
    sent = Digest.objects.filter(message__isnull=False).count()
    print(f"  {Reminder.objects.count():,} occasions told; {sent} digests had something to tell")
    began = time.perf_counter()
    assert jobs.run(now) == (0, 0)
    print(f"  run again, nothing left to do: {time.perf_counter() - began:.2f} s")
    return 0


def _people(owners: int) -> int:
    """Owners with posts and accounts, who own the plan's actions in turn; and a week of changes. How many changes."""
    from django.utils import timezone

    from sightline.domain.governance.commands import add_person, add_post, hold_post
    from sightline.domain.plans.models import Action, ActionOwner, Change, Update
    from sightline.ground.accounts.commands import create_user, give_grant
    from sightline.ground.audit.actors import System

    by, now, posts = System(), timezone.now(), []
    for number in range(owners):
        user = create_user(by=by, email=f"owner{number}@scale.example", name=f"Owner {number}")
        give_grant(by=by, user=user, role="action-owner", kind="everything", thing_id=None)
        post = add_post(by=by, title=f"Lead {number}")
        hold_post(by=by, person=add_person(by=by, name=f"Owner {number}", user=user), post=post)
        posts.append(post)
    actions = list(Action.objects.only("pk"))
    links, rows, updates = [], [], []
    for place, action in enumerate(actions):
        links.append(ActionOwner(action=action, post=posts[place % owners], since=now, by_name="x"))
        for field, new in (("delivery", "in-progress"), ("confidence", "at-risk"), ("due", "2027-01-01")):
            rows.append(Change(action=action, field=field, new=new, on=now.date(), by_name="x"))
        updates.append(Update(action=action, on=now.date(), by_name="x", no_change=True))
    ActionOwner.objects.bulk_create(links, batch_size=500)
    Change.objects.bulk_create(rows, batch_size=500)
    Update.objects.bulk_create(updates, batch_size=500)
    return len(rows) + len(updates)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
