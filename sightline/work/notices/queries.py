"""The readers of notices that doors call."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet

from sightline.domain.governance.models import Post
from sightline.ground.jobs.outbox_queries import check_may_look
from sightline.ground.lib.errors import NotFound

from .actor import LinkActor, name_of
from .asked import Asked, asked_by, posts_of
from .choices import NoticesPage, digests_due, notices_page
from .models import UpdateLink
from .owed import Owes, is_gone, owed, vacant
from .reminders import Due, due_today
from .tokens import hash_of
from .wording import title_of

__all__ = [
    "AskingPage", "Due", "LinkPage", "NoticesPage", "Receipt", "asking_page", "digests_due", "draft_key", "due_today", "link_for",
    "link_page", "links_sent", "notices_page", "receipt",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskingPage:
    """Who owes an update today, each with the latest link they were sent; and posts that own actions and that nobody holds."""

    owing: list[tuple[Owes, UpdateLink | None]]
    vacant: list[tuple[Post, int]]


@dataclass(frozen=True, slots=True)
class LinkPage:
    """What a mailed link opens. state: of rules.LINK_STATES, or "gone" (the person), or "nothing" (no action is left)."""

    link: UpdateLink
    state: str
    posts: list[Post]
    asked: list[Asked]

    @property
    def open(self) -> list[Asked]:
        return [one for one in self.asked if not one.gone]

    @property
    def actor(self) -> LinkActor:
        posts = [str(post) for post in self.posts]
        return LinkActor(self.link.pk, name_of(posts), frozenset(one.action.pk for one in self.open))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was sent by a link: the actions, by reference and title, that were updated, and of those that stay due.

    drafts  the names under which the browser kept what was typed of the former
    """

    link: UpdateLink
    updated: list[str]
    left: list[str]
    drafts: list[str]


def asking_page(user: Any, today: date) -> AskingPage:
    """For who looks after the notices; NotFound for others."""
    check_may_look(user)
    owing = [owes for owes in owed(today) if owes.asked]
    links = UpdateLink.objects.filter(person__in=[owes.person.pk for owes in owing]).order_by("made_at", "pk")
    latest = {link.person_id: link for link in links}
    return AskingPage([(owes, latest.get(owes.person.pk)) for owes in owing], vacant(today))


def links_sent(user: Any) -> QuerySet[UpdateLink]:
    """Every link, newest first, with its person, its mail and how many actions it asks about."""
    check_may_look(user)
    return (
        UpdateLink.objects.select_related("person", "message")
        .annotate(actions=Count("asked"), answered=Count("asked__update"))
        .order_by("-made_at", "-pk")
    )


def link_for(user: Any, key: int) -> UpdateLink:
    found = links_sent(user).filter(pk=key).first()
    if found is None:
        raise NotFound("There is no such link.")
    return found


def link_page(token: str, *, now: datetime, today: date) -> LinkPage:
    """What stands behind a link; NotFound for a token that was never given out, in no other words than for any other."""
    link = _link(token)
    state = link.state(now)
    if state != "out":
        return LinkPage(link, state, [], [])
    posts = posts_of(link, today)
    if is_gone(link.person, posts):
        return LinkPage(link, "gone", posts, [])
    asked = asked_by(link, today)
    return LinkPage(link, "out" if any(not one.gone for one in asked) else "nothing", posts, asked)


def receipt(token: str) -> Receipt:
    """What a used link brought; NotFound where it was not used."""
    link = _link(token)
    if link.spent_at is None:
        raise NotFound("There is nothing to show.")
    rows = list(link.asked.select_related("action"))
    return Receipt(
        link,
        [title_of(row.action) for row in rows if row.update_id],
        [title_of(row.action) for row in rows if not row.update_id],
        [draft_key(link, row.action_id) for row in rows if row.update_id],
    )


def draft_key(link: UpdateLink, action: int) -> str:
    """The name under which the browser keeps what is typed of an action behind a link."""
    return f"link-{link.pk}-{action}"


def _link(token: str) -> UpdateLink:
    found = UpdateLink.objects.filter(token_hash=hash_of(token)).select_related("person__user").first()
    if found is None:
        raise NotFound("There is no such link.")
    return found
