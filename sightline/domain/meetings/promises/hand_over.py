"""Promises when a body or a post ends: what it was promised passes to the body that follows, what it owes to who takes over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from sightline.domain.governance.responsibilities import BODY, POST, Held, Passed, Passing, Responsibility
from sightline.ground.audit.commands import record

from ..models import Promise, PromiseStep
from .rules import short
from .words import PROMISE_STATES


def held_by_body(body: Any, day: date) -> list[Held]:
    """What was promised to it and what it owes, in one statement."""
    found = []
    for row in _standing(Q(body=body) | Q(owner_body=body)):
        if row.body_id == body.pk:
            found.append(_held("promise", "It was promised this", row))
        if row.owner_body_id == body.pk:
            found.append(_held("promise-owed", "Owes it", row))
    return found


def owed_by_post(post: Any, day: date) -> list[Held]:
    return [_held("promise-of-post", "Owes it", row) for row in _standing(Q(owner_post=post))]


def _standing(whose: Q) -> list[Promise]:
    return list(Promise.objects.standing().filter(whose).order_by("number"))


def _held(kind: str, part: str, row: Promise) -> Held:
    words = f"Promise {row.number}: {short(row.words)}"
    said = f"{part} ({PROMISE_STATES[row.state].lower()})"
    return Held(kind, row.pk, words, said, ("promise", row.number), row)


def settle(column: Callable[[Any], str]) -> Callable[[Passing, Sequence[Passed]], None]:
    """Passes each promise on in the column of who takes it; who owed it keeps their name in its history."""

    def pass_on(passing: Passing, passed: Sequence[Passed]) -> None:
        rows, steps = [], []
        for one in passed:
            row: Promise = one.held.thing
            name = column(one.to)
            old = str(passing.holder)
            if name != "body":
                row.owner_post = row.owner_body = None
            setattr(row, name, one.to)
            rows.append(row)
            steps.append(
                PromiseStep(
                    promise=row, kind="passed", on=passing.until, old=old, new=str(one.to),
                    reason=one.reason or passing.words, by_name=passing.by.name[:200],
                )
            )  # fmt: skip
            record(row, "promise passed on", number=row.number, old=old, to=str(one.to), reason=one.reason)
        own = ["body"] if rows and column(passed[0].to) == "body" else ["owner_post", "owner_body"]
        Promise.objects.bulk_update(rows, own)
        PromiseStep.objects.bulk_create(steps)

    return pass_on


def _owner_column(to: Any) -> str:
    return "owner_post" if to._meta.model_name == "post" else "owner_body"


# None of them may end with nobody taking it: only a decision of the body ends a promise (guarantee 5).
PROMISES = (
    Responsibility(
        "promise", BODY, "Promises that were made to it", held_by_body, settle(lambda _: "body"), (BODY,),
        may_end=False, covers=("meetings.Promise.body",),
    ),
    Responsibility(
        "promise-owed", BODY, "Promises that it owes", held_by_body, settle(_owner_column), (BODY, POST),
        may_end=False, covers=("meetings.Promise.owner_body",),
    ),
    Responsibility(
        "promise-of-post", POST, "Promises that it owes", owed_by_post, settle(_owner_column), (POST, BODY),
        may_end=False, covers=("meetings.Promise.owner_post",),
    ),
)  # fmt: skip
