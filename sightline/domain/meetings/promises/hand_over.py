"""Promises when a body or a post ends: what it was promised passes to the body that follows, what it owes to who takes over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sightline.domain.governance.responsibilities import BODY, POST, Held, Passed, Passing, Responsibility
from sightline.ground.audit.commands import record

from ..models import Promise, PromiseStep
from .rules import short
from .words import PROMISE_STATES


def promised_to(body: Any, day: date) -> list[Held]:
    return _held("promise", "It was promised this", body=body)


def owed_by_body(body: Any, day: date) -> list[Held]:
    return _held("promise-owed", "Owes it", owner_body=body)


def owed_by_post(post: Any, day: date) -> list[Held]:
    return _held("promise-of-post", "Owes it", owner_post=post)


def _held(kind: str, part: str, **whose: Any) -> list[Held]:
    rows = Promise.objects.standing().filter(**whose).order_by("number")
    return [
        Held(
            kind, row.pk, f"Promise {row.number}: {short(row.words)}", f"{part} ({PROMISE_STATES[row.state].lower()})",
            ("promise", row.number), row,
        )
        for row in rows
    ]  # fmt: skip


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
        Promise.objects.bulk_update(rows, ["body", "owner_post", "owner_body"])
        PromiseStep.objects.bulk_create(steps)

    return pass_on


def _owner_column(to: Any) -> str:
    return "owner_post" if to._meta.model_name == "post" else "owner_body"


# None of them may end with nobody taking it: only a decision of the body ends a promise (guarantee 5).
PROMISES = (
    Responsibility(
        "promise", BODY, "Promises that were made to it", promised_to, settle(lambda _: "body"), (BODY,),
        may_end=False, covers=("meetings.Promise.body",),
    ),
    Responsibility(
        "promise-owed", BODY, "Promises that it owes", owed_by_body, settle(_owner_column), (BODY, POST),
        may_end=False, covers=("meetings.Promise.owner_body",),
    ),
    Responsibility(
        "promise-of-post", POST, "Promises that it owes", owed_by_post, settle(_owner_column), (POST, BODY),
        may_end=False, covers=("meetings.Promise.owner_post",),
    ),
)  # fmt: skip
