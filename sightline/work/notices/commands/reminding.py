"""Remind people, each of everything in one mail a day, of each occasion once."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction

from sightline.domain.governance.models import Person
from sightline.domain.governance.queries import council
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.jobs.models import Message
from sightline.ground.jobs.outbox import queue_message
from sightline.ground.lib.errors import Refused

from .. import wording
from ..models import Reminder
from ..reminders import Due, due_for
from .links import send_link


@command("notices.manage")
def remind(*, by: Actor, person: Person, today: date) -> Message:
    """Send a person today's one mail: what they are reminded of, what else they owe, and the link by which they say it.

    Refused where there is nothing to remind them of, or it was done already: a job that is run again does nothing twice.
    """
    due = due_for(person.pk, today)
    if due is None or not due.address:
        raise Refused(f"There is nothing to remind {person} of today.", rule="notices.once")
    try:
        with transaction.atomic():
            message = _send(due, by, today)
            _keep(due, message, today)
    except IntegrityError:
        raise Refused(f"{person} was reminded just now. Nothing was sent.", rule="notices.once") from None
    record(message, "reminder queued", person=person.name, occasions=due.occasions)
    return message


def _send(due: Due, by: Actor, today: date) -> Message:
    key = f"reminder:{due.owes.person.pk}:{today.isoformat()}"
    if due.named:
        evidence = [piece for piece, _ in due.evidence]
        link = send_link(due.owes, due.named, by=by, today=today, evidence=evidence, key=key)
        assert link.message is not None
        return link.message
    return _only_evidence(due, by, today, key)


def _only_evidence(due: Due, by: Actor, today: date, key: str) -> Message:
    whose, person = council(), due.owes.person
    pieces, posts = [piece for piece, _ in due.evidence], [str(post) for post in due.owes.posts]
    subject, text, why = wording.of_links(whose, person, posts, (), None, today, pieces)
    message = queue_message(
        by=by, key=key, kind="reminder", to=due.address, to_name=person.name, from_name=whose.name, subject=subject,
        text=text, why=why, about=("person", person.pk),
    )  # fmt: skip
    if message is None:
        raise Refused(f"{person} was reminded today already. Nothing was sent.", rule="notices.once")
    return message


def _keep(due: Due, message: Message, today: date) -> None:
    person = due.owes.person
    Reminder.objects.bulk_create(
        [
            Reminder(person=person, action=one.action, occasion=occasion, on=today, message=message)
            for one, occasion in due.actions
        ]
        + [
            Reminder(person=person, evidence=piece, occasion=occasion, on=today, message=message)
            for piece, occasion in due.evidence
        ]
    )
