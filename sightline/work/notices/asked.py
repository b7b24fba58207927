"""What a link asks of its person on a day: which of its actions are still theirs to speak of, and what was said last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

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
    return [holding.post for holding in _held(link, today).select_related("post").order_by("pk")]


def _held(link: UpdateLink, today: date) -> QuerySet[Holding]:
    return Holding.objects.on(today).filter(person=link.person_id)


def asked_by(link: UpdateLink, today: date) -> list[Asked]:
    """The actions of a link, in the order in which the mail named them. Two statements."""
    theirs = ActionOwner.objects.filter(
        action=OuterRef("action"), until=None, post__in=_held(link, today).values("post")
    )
    rows = list(
        link.asked.order_by("pk").select_related("action__plan", "update").annotate(theirs=Exists(theirs))
    )
    last = _last_updates([row.action for row in rows])
    return [_asked(row.action, link, row.theirs, last.get(row.action_id), today) for row in rows]


def _asked(action: Action, link: UpdateLink, theirs: bool, last: Update | None, today: date) -> Asked:
    stand = stand_of(action)
    return Asked(action, stand, why_asked(stand, today), last, _gone(action, link, theirs, last))


def _gone(action: Action, link: UpdateLink, theirs: bool, last: Update | None) -> str:
    if not theirs:
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
