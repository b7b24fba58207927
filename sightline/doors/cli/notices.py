"""`sightline notices`: queue today's reminders and digests, or say what they would be."""

from __future__ import annotations

import argparse

from .starting import with_django

HELP = "Queue today's reminders and digests, or print what they would be"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.description = (
        "Does what background work does every morning: queues a reminder for everybody to whom one is due, and makes the digests "
        "that are due. Nobody is told the same thing twice, however often it is run. Exit status: 0 done; 1 something was refused."
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="print who would be told what today, and write nothing"
    )


def run(arguments: argparse.Namespace) -> int:
    return with_django(_print if arguments.dry_run else _queue)


def _queue() -> int:
    from django.utils import timezone

    from sightline.work.notices.jobs import run as run_today

    reminded, made = run_today(timezone.now())
    print(f"{reminded} reminders queued and {made} digests made. The worker sends what waits in the outbox.")
    return 0


def _print() -> int:
    from django.utils import timezone

    from sightline.ground.lib.working_days import england
    from sightline.work.notices import queries
    from sightline.work.notices.rules import sends_on
    from sightline.work.notices.wording import day

    now = timezone.now()
    today = timezone.localdate(now)
    if not sends_on(today, england()):
        print(f"{day(today)} is no working day: nothing is sent. The next working day makes up for it.")
        return 0
    due = queries.due_today(today)
    for one in due:
        _print_reminder(one)
    digests = queries.digests_due(now)
    for user in digests:
        print(f"Digest to {user.email}: {user.name}")
    print(
        f"{len(due)} reminders and {len(digests)} digests are due on {day(today)}. Nothing was written or sent."
    )
    return 0


def _print_reminder(due: object) -> None:
    from sightline.work.notices.queries import Due
    from sightline.work.notices.wording import title_of

    assert isinstance(due, Due)
    address = due.address or "nobody: no e-mail address is known"
    print(f"Reminder to {address}: {due.owes.person.name}")
    for action, occasion in due.actions:
        print(f"  {title_of(action.action)} ({occasion})")
    for piece, occasion in due.evidence:
        print(f"  Evidence: {piece.title} ({occasion})")
