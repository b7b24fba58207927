"""The talk about an action or a finding, and the talk that waits for a person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from sightline.domain.inspections.models import Finding
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound

from ..models import Action, Comment


@dataclass(frozen=True, slots=True)
class Talk:
    """A comment with its answers, in the order in which they were written."""

    first: Comment
    answers: tuple[Comment, ...]

    @property
    def settled(self) -> bool:
        return self.first.settled_at is not None

    @property
    def last_at(self) -> datetime:
        return self.answers[-1].at if self.answers else self.first.at


@dataclass(frozen=True, slots=True)
class Talks:
    """open: those that wait for a word; settled: those that do not, the latest first; may: whether the reader may write."""

    open: tuple[Talk, ...]
    settled: tuple[Talk, ...]
    may: bool


def talks_about(user: User, about: Action | Finding) -> Talks:
    """All that was said about an action or a finding which the user may see; two statements."""
    thing = {"action": about} if isinstance(about, Action) else {"finding": about}
    rows = [
        Talk(first, tuple(first.answered_by.all()))
        for first in _firsts().filter(**thing).order_by("at", "pk")
    ]
    settled = sorted((row for row in rows if row.settled), key=lambda row: row.last_at, reverse=True)
    return Talks(
        tuple(row for row in rows if not row.settled), tuple(settled), user.may("plans.comment", about)
    )


def comment_of(about: Action | Finding, key: int) -> Comment:
    """The comment that began a talk about this thing, by its id."""
    thing = {"action": about} if isinstance(about, Action) else {"finding": about}
    found = _firsts().filter(pk=key, **thing).first()
    if found is None:
        raise NotFound("There is no such comment.")
    return found


def _firsts() -> QuerySet[Comment]:
    answers = Comment.objects.order_by("at", "pk")
    return Comment.objects.filter(answers=None).prefetch_related(Prefetch("answered_by", answers))
