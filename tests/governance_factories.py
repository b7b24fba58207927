"""Bodies at work, for tests: terms, seats, exit criteria, decisions. Each function drives the real commands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sightline.domain.governance import responsibilities
from sightline.domain.governance.commands import (
    add_deputy,
    add_exit_criterion,
    add_seat,
    make_decision,
    set_terms,
)
from sightline.domain.governance.models import Body, BodyTerms, Decision, Deputy, ExitCriterion, Seat
from sightline.domain.governance.responsibilities import Held
from sightline.work.handover.queries import preview
from sightline.work.handover.rules import Answer
from tests.factories import SYSTEM, TODAY, a_post

SINCE = date(2023, 1, 2)


def some_terms(body: Body, since: date = SINCE, **terms: Any) -> BodyTerms:
    return set_terms(by=SYSTEM, body=body, since=since, **({"quorum_number": 3} | terms))


def a_seat(body: Body, role: str = "member", *, since: date | None = SINCE, **holder: Any) -> Seat:
    """A seat of a post of its own, unless `post`, `person` or `name` (a vacant one) say otherwise."""
    if not {"post", "person", "name"} & set(holder):
        holder["post"] = a_post()
    return add_seat(by=SYSTEM, body=body, role=role, since=since, **holder)


def a_deputy(seat: Seat, *, since: date = SINCE, until: date = date(2024, 12, 31), **holder: Any) -> Deputy:
    return add_deputy(by=SYSTEM, seat=seat, since=since, until=until, **(holder or {"post": a_post()}))


def a_criterion(body: Body, words: str = "The department is assured", since: date = SINCE) -> ExitCriterion:
    return add_exit_criterion(by=SYSTEM, body=body, words=words, since=since)


def a_decision(
    body: Body, kind: str = "other", *, on: date = TODAY, quorate: bool = True, **more: Any
) -> Decision:
    """A decision of a meeting; `more` are arguments of make_decision: about, words."""
    more.setdefault("words", "The Board agreed.")
    return make_decision(
        by=SYSTEM, kind=kind, body=body, on=on, quorate=quorate, quorum_words="3 of 5 were present.", **more
    )


def all_to(
    kind: str, holder: Any, to: Any, *, until: date = TODAY, but: Mapping[str, Answer] | None = None
) -> dict[str, Any]:
    """The `answers` and `seen` that pass everything to one successor where that is possible, and else end it.

    but  other answers, by the kind of what is held or by its own id
    """
    shown = preview(kind, holder, until)
    answers = {}
    for responsibility, rows in shown.kinds:
        for one in rows:
            usual = (
                Answer(to.scopes()[0]) if to is not None and to.scopes()[0][0] in responsibility.to else None
            )
            chosen = (but or {}).get(one.id) or (but or {}).get(one.kind)
            answers[one.id] = chosen or usual or Answer(None, "It ends with it.")
    return {"answers": answers, "seen": shown.seen}


def held(kind: str, holder: Any, until: date = TODAY) -> list[Held]:
    return [one for _, rows in responsibilities.held_by(kind, holder, until) for one in rows]
