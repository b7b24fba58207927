"""A promise's row as the rules see it."""

from __future__ import annotations

from ..models import Promise
from .rules import PromiseFacts


def facts_of(promise: Promise) -> PromiseFacts:
    """Reads body, owner_post and owner_body."""
    owner = promise.owner_body
    return PromiseFacts(
        number=promise.number,
        kind=promise.kind,
        state=promise.state,
        words=promise.words,
        body=promise.body.name if promise.body else "",
        owner=promise.owner,
        to_whom=promise.to_whom,
        due=promise.due,
        due_event=promise.due_event,
        due_printed=promise.due_printed,
        made_on=promise.made_on,
        executive=owner.kind == "executive" if owner else None,
        notice_on=promise.notice_on,
        answer=promise.answer,
    )
