"""The readers of hand-overs: what would pass, and what did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sightline.domain.governance import responsibilities, terms_rules
from sightline.domain.governance.commands.ending import ending_facts
from sightline.domain.governance.models import Body, Decision, Person, Post
from sightline.domain.governance.responsibilities import Held, Passed, Responsibility
from sightline.ground.lib.errors import NotFound

from . import rules
from .models import HandedOver, HandOver
from .rules import Answer, Seen


@dataclass(frozen=True)
class Preview:
    """Everything that somebody answers for on a day, and the hash of that list.

    kinds     by kind, each with what is held
    blocking  what a body's own terms say against its end; then a decision is needed
    """

    kinds: tuple[tuple[Responsibility, tuple[Held, ...]], ...]
    sha256: str
    blocking: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return sum(len(rows) for _, rows in self.kinds)

    @property
    def seen(self) -> Seen:
        """The list as it is shown, for the command."""
        return Seen(self.sha256, frozenset(one.id for _, rows in self.kinds for one in rows))


def preview(kind: str, holder: Any, until: date) -> Preview:
    """What a body, a post or a person answers for, for who may hand it over."""
    held = responsibilities.held_by(kind, holder, until)
    blocking = terms_rules.in_the_way(ending_facts(holder, until), until) if kind == "body" else []
    return Preview(
        tuple((one, tuple(rows)) for one, rows in held),
        responsibilities.list_hash([one for _, rows in held for one in rows]),
        tuple(blocking),
    )


def objections(
    holder: Any, shown: Preview, answers: Mapping[str, Answer], successors: Mapping[tuple[str, int], Any]
) -> dict[str, str]:
    """What the rules would say against the answers so far: {Held.id: sentence}."""
    passed = [
        Passed(one, successors[answer.to])
        for _, rows in shown.kinds
        for one in rows
        if (answer := answers.get(one.id)) is not None and answer.to is not None and answer.to in successors
    ]
    return responsibilities.objections(holder, passed)


def decisions_to_end(body: Body) -> list[Decision]:
    """The decisions in effect to end this body, the latest first."""
    rows = Decision.objects.in_effect().filter(kind="end-body", about_kind="body", about_id=body.pk)
    return list(rows.select_related("body"))


def successors(user: Any, kind: str, holder: Any, day: date) -> dict[str, Any]:
    """Who may take something over from a body, a post or a person: {"body-4": Body}, those that the user sees.

    A person's seats may pass to posts and to people, their posts to people.
    """
    kinds = {"body": ("body",), "post": ("post", "person"), "person": ("person", "post")}[kind]
    rows: dict[str, Any] = {
        "body": lambda: Body.objects.visible_to(user).on(day).filter(until=None),
        "post": lambda: Post.objects.visible_to(user).on(day).filter(until=None),
        "person": lambda: Person.objects.visible_to(user),
    }
    return {f"{one}-{row.pk}": row for one in kinds for row in rows[one]() if row != holder}


def hand_over_for(user: Any, number: int) -> HandOver:
    """One hand-over with its rows; NotFound where there is none or the user may not see it."""
    rows = HandOver.objects.visible_to(user).select_related(
        "body__successor", "post", "person", "decision__body"
    )
    found = rows.prefetch_related("rows").filter(number=number).first()
    if found is None:
        raise NotFound("There is no such hand-over.")
    return found


def hand_over_of(user: Any, **holder: Any) -> HandOver | None:
    """The hand-over by which a body or a post ended, or the latest of a person; holder: body=, post= or person=."""
    return HandOver.objects.visible_to(user).filter(**holder).first()


def by_kind(rows: Sequence[HandedOver]) -> list[tuple[str, list[HandedOver]]]:
    """What was handed over, under its headings, in the order in which it was kept."""
    found: dict[str, list[HandedOver]] = {}
    for row in rows:
        found.setdefault(row.kind_words, []).append(row)
    return list(found.items())


def hash_stands(found: HandOver) -> bool:
    """Whether what is kept is still what was hashed when it was handed over."""
    names = (
        "position",
        "kind",
        "kind_words",
        "key",
        "words",
        "part",
        "to_kind",
        "to_id",
        "to_words",
        "reason",
    )
    rows = [{name: getattr(row, name) for name in names} for row in found.rows.all()]
    return rules.record_hash(rows) == found.sha256
