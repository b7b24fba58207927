"""The talk about an action or a finding, and the talk that waits for a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

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


def talks_about(user: User, about: Action | Finding, may: bool | None = None) -> Talks:
    """All that was said about an action or a finding which the user may see; one statement.

    may: whether the user may write, where it is known already.
    """
    thing = {"action": about} if isinstance(about, Action) else {"finding": about}
    writes = user.may("plans.comment", about) if may is None else may
    return talks_of(Comment.objects.filter(**thing).order_by("at", "pk"), writes)


def talks_of(comments: Iterable[Comment], may: bool) -> Talks:
    """Comments on one thing, in the order in which they were written, as talks."""
    firsts: list[Comment] = []
    answers: dict[int, list[Comment]] = {}
    for comment in comments:
        if comment.answers_id is None:
            firsts.append(comment)
        else:
            answers.setdefault(comment.answers_id, []).append(comment)
    rows = [Talk(first, tuple(answers.get(first.pk, ()))) for first in firsts]
    settled = sorted((row for row in rows if row.settled), key=lambda row: row.last_at, reverse=True)
    return Talks(tuple(row for row in rows if not row.settled), tuple(settled), may)


def comment_of(about: Action | Finding, key: int) -> Comment:
    """The comment that began a talk about this thing, by its id."""
    thing = {"action": about} if isinstance(about, Action) else {"finding": about}
    found = Comment.objects.filter(pk=key, answers=None, **thing).first()
    if found is None:
        raise NotFound("There is no such comment.")
    return found
