"""Things to test notices with: people who owe updates, and links that were sent to them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from sightline.domain.governance.models import Holding, Person
from sightline.domain.plans.drafts import OwnerDraft
from sightline.domain.plans.models import Action, Plan
from sightline.work.notices import queries
from sightline.work.notices.commands import Said, answer_link, ask_for_updates
from sightline.work.notices.models import UpdateLink
from sightline.work.notices.tokens import token_of
from tests.factories import SYSTEM, a_person, a_post, an_action


def someone_in_post(
    name: str = "Partner Manager", title: str = "Partnership Manager", **changes: Any
) -> Holding:
    """A person without an account in a post of their own; `changes` are fields of the person."""
    from sightline.domain.governance.commands import hold_post

    person = a_person(name, **({"email": "partner@health.example"} | changes))
    return hold_post(by=SYSTEM, person=person, post=a_post(title))


def an_owed_action(
    plan: Plan, holding: Holding, title: str = "", *, today: date, quiet: int = 60, **changes: Any
) -> Action:
    """An action of somebody's post of which nothing was said for so many days."""
    owners = (OwnerDraft(post_id=holding.post_id),)
    return an_action(plan, title, today=today - timedelta(days=quiet), owners=owners, **changes)


def a_link(person: Person, today: date) -> UpdateLink:
    """A link sent to a person for all that they owe."""
    return ask_for_updates(by=SYSTEM, people=[person.pk], today=today)[0][0]


def address(link: UpdateLink) -> str:
    return f"/by-link/{token_of(link.nonce)}/"


def two_links(plan: Plan, holding: Holding, today: date) -> tuple[UpdateLink, UpdateLink]:
    """A link that was used, and one that can be used, both of the same person."""
    first = an_owed_action(plan, holding, "Publish the offer", today=today)
    an_owed_action(plan, holding, "Recruit two youth workers", today=today)
    if not holding.person.email:
        Person.objects.filter(pk=holding.person_id).update(email="holder@northmere.example")
    used = a_link(holding.person, today)
    now = timezone.now()
    page = queries.link_page(token_of(used.nonce), now=now, today=today)
    said = [Said(first.pk, {"no_change": True})]
    answer_link(by=page.actor, link=used, said=said, today=today, now=now)
    return used, a_link(holding.person, today)
