"""What a link asks of its person on a day: which of its actions are still theirs to speak of, and what was said last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from sightline.domain.governance.models import Holding, Post
from sightline.domain.plans.models import Action, ActionOwner, Update

from .models import UpdateLink
from .owed import CLOSED, stand_of
from .rules import Stand, why_asked
from .wording import day


@dataclass(frozen=True, slots=True)
class Asked:
    """An action of a link. gone: why it is not asked for any more, in words; "" while it is. last: what was said last."""

    action: Action
    stand: Stand
    why: str
    last: Update | None
    gone: str

    @property
    def words(self) -> str:
        """Why it is asked for, as the page shows it."""
        return WHY.get(self.why, "Asked for")


WHY = {
    "overdue": "Overdue",
    "due soon": "Due soon",
    "update overdue": "Not updated for six weeks",
    "update due soon": "Update due",
}


def posts_of(link: UpdateLink, today: date) -> list[Post]:
    """The posts that the link's person holds today."""
    held = Holding.objects.on(today).filter(person=link.person_id).select_related("post").order_by("pk")
    return [holding.post for holding in held]


def asked_by(link: UpdateLink, today: date, posts: list[Post] | None = None) -> list[Asked]:
    """The actions of a link, in the order in which the mail named them. Four statements."""
    theirs = {post.pk for post in (posts_of(link, today) if posts is None else posts)}
    rows = (
        link.asked.order_by("pk")
        .select_related("action__plan", "update")
        .prefetch_related(
            Prefetch(
                "action__owners", queryset=ActionOwner.objects.filter(until=None).select_related("post")
            ),
        )
    )
    actions = [row.action for row in rows]
    last = _last_updates(actions)
    return [_asked(action, link, theirs, last.get(action.pk), today) for action in actions]


def _asked(action: Action, link: UpdateLink, theirs: set[int], last: Update | None, today: date) -> Asked:
    stand = stand_of(action)
    return Asked(action, stand, why_asked(stand, today), last, _gone(action, link, theirs, last))


def _gone(action: Action, link: UpdateLink, theirs: set[int], last: Update | None) -> str:
    if not theirs & {owner.post_id for owner in action.owners.all()}:
        return "it is not with one of your posts any more"
    if action.ended_on is not None:
        return f"it was ended on {day(action.ended_on)}"
    if action.plan.state in CLOSED:
        return "its plan is closed"
    if last is not None and last.at > link.made_at:
        return f"an update was given on {day(last.at)} by {last.by_name}"
    return "it was reported done" if action.delivery == "done" else ""


def _last_updates(actions: list[Action]) -> dict[int, Update]:
    """The latest update of each action; corrected words in place of the first ones."""
    rows = Update.objects.filter(action__in=actions, corrected_by=None).order_by("on", "pk")
    return {update.action_id: update for update in rows}
