"""Comments on actions and findings: said, answered, settled in words, and opened again by a new one."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from sightline.domain.inspections.models import Finding
from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record

from .. import talking_rules
from ..models import Action, Comment

COMMENTS = "plans.comment"


@command(COMMENTS, on="about")
def add_comment(
    *, by: Actor, about: Action | Finding, text: str, today: date, answers: Comment | None = None
) -> Comment:
    """Say something about an action or a finding, or answer; an answer to what was settled opens it again."""
    talking_rules.check_comment(text)
    first = _held(answers) if answers is not None else None
    if first is not None:
        talking_rules.check_answers(_facts(first, about))
    reopened = first is not None and first.settled_at is not None
    if first is not None and reopened:
        first.settled_at, first.settled_by_name, first.settled_words = None, "", ""
        first.save(update_fields=["settled_at", "settled_by_name", "settled_words"])
    made = _add(by, about, text, today, first)
    what = "comment opened again" if reopened else "comment answered" if first else "comment added"
    record(about, what, comment=(first or made).pk)
    return made


@command(COMMENTS, on="comment")
def settle_comment(*, by: Actor, comment: Comment, words: str, today: date) -> Comment:
    """Say how a comment was settled. The words stay in the talk, whatever becomes of it later."""
    held = _held(comment)
    about: Action | Finding = held.action or held.finding  # type: ignore[assignment]
    talking_rules.check_can_settle(_facts(held, about), words, held.settled_by_name)
    talking_rules.check_comment(words)
    _add(by, about, f"Settled: {words.strip()}", today, held)
    held.settled_at, held.settled_by_name, held.settled_words = timezone.now(), by.name, words.strip()
    held.save(update_fields=["settled_at", "settled_by_name", "settled_words"])
    record(about, "comment settled", comment=held.pk)
    return held


def _add(by: Actor, about: Action | Finding, text: str, today: date, first: Comment | None) -> Comment:
    thing = {"action": about} if isinstance(about, Action) else {"finding": about}
    user = by if isinstance(by, User) else None
    return Comment.objects.create(
        **thing, answers=first, text=text.strip(), by=user, by_name=by.name, on=today
    )


def _held(comment: Comment) -> Comment:
    """The comment as it is, its row held until the command ends: of two who settle it at once, the second is told."""
    rows = Comment.objects.select_for_update(of=("self",)).select_related("action__plan", "finding")
    return rows.get(pk=comment.pk)


def _facts(first: Comment, about: Action | Finding) -> talking_rules.ThreadFacts:
    there = first.action_id if isinstance(about, Action) else first.finding_id
    return talking_rules.ThreadFacts(
        first.answers_id is not None, first.settled_at is not None, there == about.pk
    )
