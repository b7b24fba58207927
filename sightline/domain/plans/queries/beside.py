"""Comments on an action and what bodies said of it before adoption, as selects of the union that its page reads anyway."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateTimeField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from sightline.domain.governance.models import Body

from ..models import Action, ActionAcceptance, Comment

KINDS = frozenset({"comment", "said"})


@dataclass(frozen=True, slots=True)
class Beside:
    """comments in the order of the talk; said: the words of bodies and of the programme office, the latest first."""

    comments: tuple[Comment, ...] = ()
    said: tuple[ActionAcceptance, ...] = ()


def beside_selects(action: Action) -> tuple[QuerySet[Any, Any], QuerySet[Any, Any]]:
    """Columns: what, pk, key, name, day, words, kind; then since, until, by, why, ended by, ended why."""
    nothing = Value("", output_field=CharField())
    comments = Comment.objects.filter(action=action).order_by().annotate(
        what=Value("comment", output_field=CharField()), name=nothing, day=Cast("on", CharField()), kind=nothing, none=nothing,
    ).values_list(
        "what", "pk", "answers_id", "name", "day", "text", "kind", "at", "settled_at", "by_name", "none", "settled_by_name",
        "settled_words",
    )  # fmt: skip
    said = ActionAcceptance.objects.filter(action=action).order_by().annotate(
        what=Value("said", output_field=CharField()), name=Coalesce("body__name", nothing), day=Cast("on", CharField()),
        never=Cast(Value(None), DateTimeField()), none=nothing, more=nothing, last=nothing,
    ).values_list(
        "what", "pk", "body_id", "name", "day", "words", "says", "at", "never", "by_name", "none", "more", "last"
    )  # fmt: skip
    return comments, said


def beside_of(rows: Iterable[tuple[Any, ...]]) -> Beside:
    """What these rows of the union hold."""
    comments, said = [], []
    for what, pk, key, name, day, words, kind, at, settled, by, _, settled_by, settled_words in rows:
        on = date.fromisoformat(day)
        if what == "comment":
            comments.append(
                Comment(
                    pk=pk, answers_id=key, on=on, text=words, at=at, by_name=by, settled_at=settled,
                    settled_by_name=settled_by, settled_words=settled_words,
                )
            )  # fmt: skip
        else:
            body = Body(pk=key, name=name)
            said.append(ActionAcceptance(pk=pk, body=body, says=kind, words=words, on=on, at=at, by_name=by))
    return Beside(
        tuple(sorted(comments, key=lambda one: (one.at, one.pk))),
        tuple(sorted(said, key=lambda one: (one.at, one.pk), reverse=True)),
    )
