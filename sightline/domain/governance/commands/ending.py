"""How bodies and posts end: on a day, with nothing left behind. What they answer for is handed over first (work/handover)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import responsibilities, rules, terms_rules
from ..models import Body, BodyTerms, Decision, ExitCriterion, Post
from ..terms_rules import EndDecision, EndingFacts
from ..wording import reason_given
from .council import leave_post
from .seats import end_seats


@command("governance.edit", on="body")
def end_body(
    *,
    by: Actor,
    body: Body,
    until: date,
    reason: str,
    successor: Body | None = None,
    decision: Decision | None = None,
) -> Body:
    """End a body on a day, the last on which it exists, and say which body follows it, if one does.

    Its terms, seats and deputies end with it. Raises Refused while it answers for anything, and where its terms do not
    let it end and no decision in effect says so.
    """
    reason = reason_given(reason, "the body ends")
    row = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    check_not_ended(row)
    rules.check_period(row.since, until, str(row))
    rules.check_can_succeed(
        row.pk, successor.pk if successor else None, dict(Body.objects.values_list("pk", "successor"))
    )
    terms_rules.check_can_end(ending_facts(row, until), until, end_decision(decision))
    _check_nothing_held("body", row, until)
    seats = end_seats(row, until, reason)
    for terms in row.terms.filter(until=None):
        terms.until = max(until, terms.since)
        terms.save(update_fields=["until"])
    body.until, body.successor = until, successor
    body.save(update_fields=["until", "successor"])
    record(
        body, "body ended", until=until, successor=successor.name if successor else None, reason=reason, seats=seats,
        decision=decision.number if decision else None,
    )  # fmt: skip
    return body


@command("governance.edit", on="post")
def end_post(*, by: Actor, post: Post, until: date, reason: str) -> Post:
    """End a post on a day, the last on which it exists. Whoever holds it holds it no longer than that.

    Raises Refused while it answers for anything.
    """
    reason = reason_given(reason, "the post ends")
    if post.until is not None:
        raise Refused(f"{post} already ended on {post.until:%-d %B %Y}. Nothing was changed.")
    rules.check_period(post.since, until, f"The post {post}")
    _check_nothing_held("post", post, until)
    for holding in post.holdings.filter(until=None).select_related("person"):
        leave_post(by=by, holding=holding, until=until)
    post.until = until
    post.save(update_fields=["until"])
    record(post, "post ended", until=until, reason=reason)
    return post


def check_not_ended(body: Body) -> None:
    if body.until is not None:
        raise Refused(f"{body} already ended on {body.until:%-d %B %Y}. Nothing was changed.")


def ending_facts(body: Body, day: date) -> EndingFacts:
    """What the body's own terms say against its end on a day."""
    terms = BodyTerms.objects.filter(body=body, since__lte=day).order_by("since").last()
    asked = list(ExitCriterion.objects.filter(body=body, until=None))
    executives = Body.objects.filter(kind="executive", until=None).values_list("pk", flat=True)
    above = [terms.reports_to_id] if terms and terms.reports_to_id else []
    return EndingFacts(
        body=body.name,
        body_id=body.pk,
        unmet=[one.words for one in asked if one.met_on is None],
        earliest_end=terms.earliest_end if terms else None,
        exit_words=terms.exit_words if terms else "",
        criteria=len(asked),
        entitled=frozenset([body.pk, *above, *executives]),
    )


def end_decision(decision: Decision | None) -> EndDecision | None:
    """A decision as the rule of ending reads it."""
    if decision is None:
        return None
    about = (decision.about_kind, decision.about_id)
    return EndDecision(
        decision.number, decision.kind, decision.body_id, about, decision.has_effect, decision.on
    )


def _check_nothing_held(kind: str, holder: Any, day: date) -> None:
    """Nobody ends who still answers for something (issue 4: "leaves none behind")."""
    held = responsibilities.held_by(kind, holder, day)
    if not held:
        return
    count = sum(len(rows) for _, rows in held)
    things = "1 thing" if count == 1 else f"{count} things"
    raise Refused(
        f"{holder} still answers for {things} ({_listed([(one.words, len(rows)) for one, rows in held])}). Nothing was "
        "changed. Hand them over first, each to a successor that is chosen for it.",
        rule="governance.leaves-none-behind",
        who="the programme office",
    )


def _listed(kinds: Sequence[tuple[str, int]]) -> str:
    return "; ".join(f"{words[0].lower()}{words[1:]}: {count}" for words, count in kinds)
