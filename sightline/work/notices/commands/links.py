"""Send, withdraw and send anew the links by which people say how their actions stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from sightline.domain.evidence.models import Evidence
from sightline.domain.governance.models import Person
from sightline.domain.governance.queries import council
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.jobs.outbox import queue_message, withdraw_about
from sightline.ground.lib.errors import Refused

from .. import rules, wording
from ..models import LinkedAction, UpdateLink
from ..owed import OwedAction, Owes, owed
from ..tokens import hash_of, new_nonce, token_of


@command("notices.manage")
def ask_for_updates(*, by: Actor, people: Iterable[int], today: date) -> tuple[list[UpdateLink], list[str]]:
    """Mail a link to each of these people who owes an update today; the links, and why the others got none.

    Refused where none is sent.
    """
    wanted = list(people)
    if not wanted:
        raise Refused("Choose at least one person. Nothing was sent.", rule="notices.someone-to-ask")
    found = {owes.person.pk: owes for owes in owed(today, people=wanted)}
    sent: list[UpdateLink] = []
    not_sent: list[str] = []
    for key in wanted:
        owes = found.get(key)
        if owes is None or not owes.asked:
            not_sent.append(f"{owes.person if owes else 'One of them'} owes no update today.")
        elif not owes.address:
            not_sent.append(f"{owes.person} has no e-mail address.")
        else:
            sent.append(send_link(owes, owes.asked, by=by, today=today))
    if not sent:
        raise Refused(f"No link was sent. {' '.join(not_sent)}", rule="notices.someone-to-ask")
    return sent, not_sent


@command("notices.manage")
def withdraw_link(*, by: Actor, link: UpdateLink, reason: str) -> UpdateLink:
    """Take a link back: it opens nothing any more, and a mail with it that has not left stays here."""
    link = _held(link)
    rules.check_can_withdraw(link.state(timezone.now()), reason)
    _withdraw(link, by, reason.strip())
    return link


@command("notices.manage")
def send_link_anew(*, by: Actor, link: UpdateLink, today: date) -> UpdateLink:
    """Send the person of a link a new one, for what they owe today; the old one is withdrawn if it could still be used."""
    link = _held(link)
    if link.state(timezone.now()) == "out":
        _withdraw(link, by, "A new link was sent in its place.")
    sent, _ = ask_for_updates(by=by, people=[link.person_id], today=today)
    return sent[0]


def send_link(
    owes: Owes, actions: Sequence[OwedAction], *, by: Actor, today: date, evidence: Sequence[Evidence] = (), key: str = "",
) -> UpdateLink:  # fmt: skip
    """Within a command: make a link for these actions and put its mail into the outbox. key: of a mail that goes once."""
    link = _new_link(owes.person, owes.address, by)
    LinkedAction.objects.bulk_create(LinkedAction(link=link, action=one.action) for one in actions)
    whose, posts = council(), [str(post) for post in owes.posts]
    subject, text, why = wording.of_links(
        whose, owes.person, posts, actions, link.expires_at, today, evidence
    )
    link.message = queue_message(
        by=by, key=key or f"update-link:{link.pk}", kind="reminder" if key else "update-link", to=link.address,
        to_name=owes.person.name, from_name=whose.name, subject=subject, text=text, why=why, about=("update-link", link.pk),
    )  # fmt: skip
    if link.message is None:
        raise Refused("This mail was queued already. Nothing was changed.", rule="notices.once")
    link.save(update_fields=["message"])
    numbers = [one.action.pk for one in actions]
    record(link, "link for updates sent", person=owes.person.name, address=link.address, actions=numbers)
    return link


def _new_link(person: Person, address: str, by: Actor) -> UpdateLink:
    nonce, now = new_nonce(), timezone.now()
    return UpdateLink.objects.create(
        person=person,
        address=address,
        nonce=nonce,
        token_hash=hash_of(token_of(nonce)),
        made_at=now,
        made_by_name=by.name[:200],
        expires_at=now + timedelta(days=settings.UPDATE_LINK_DAYS),
    )


def _held(link: UpdateLink) -> UpdateLink:
    return UpdateLink.objects.select_for_update().get(pk=link.pk)


def _withdraw(link: UpdateLink, by: Actor, reason: str) -> None:
    link.withdrawn_at, link.withdrawn_by_name, link.withdrawn_reason = timezone.now(), by.name[:200], reason
    link.save(update_fields=["withdrawn_at", "withdrawn_by_name", "withdrawn_reason"])
    withdraw_about("update-link", link.pk, by=by, reason=f"The link was withdrawn: {reason}")
    record(link, "link for updates withdrawn", reason=reason)
