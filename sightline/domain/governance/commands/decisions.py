"""Decisions of bodies: made, ratified, delegated. What they do to a plan is the work of the package that the thing belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, plain, record
from sightline.ground.lib.errors import Refused

from .. import deciding_rules as rules
from ..models import Body, Decision, Delegation, Post, Ratification
from ..numbering import numbered
from ..wording import cleaned, reason_given

PLACED = ("meeting-outcome", "paper-outcome", "")


@command("meetings.record_outcome", on="body")
def make_decision(
    *,
    by: Actor,
    body: Body,
    kind: str,
    on: date,
    words: str,
    about: tuple[str, int | None, str] | None = None,
    within: Iterable[tuple[str, int]] = (),
    authority: str = "meeting",
    quorate: bool | None = None,
    quorum_words: str = "",
    delegation: Delegation | None = None,
    urgency_reason: str = "",
    taken_by: Post | None = None,
    taken_by_words: str = "",
    place: tuple[str, int | None, str] = ("", None, ""),
    extra: Mapping[str, Any] | None = None,
) -> Decision:
    """Record what a body decided, with its authority. It stands at once, or waits: that of an inquorate meeting has no effect.

    about   the thing that it is about: (kind, id, words); None for a decision in words only
    within  what that thing lies in, [("plan", 3)]: a delegation may be limited to it
    place   where the words stand: (kind of words.PLACES, id, words)
    Raises Refused without words, for a body that did not exist, and without one of the three authorities.
    """
    rules.check_can_decide(kind, words, on, body.name, body.since, body.until)
    rules.check_authority(authority, quorate, delegation is not None, urgency_reason)
    about_kind, about_id, about_words = about or ("", None, "")
    if delegation is not None:
        _check_use(delegation, body, kind, [(about_kind, about_id or 0), *within], on, taken_by)
    made = numbered(
        Decision,
        kind=kind,
        body=body,
        on=on,
        about_kind=about_kind,
        about_id=about_id,
        authority=authority,
        quorate=quorate if authority == "meeting" else None,
        delegation=delegation if authority == "delegation" else None,
        taken_by=taken_by,
        state=rules.state_of(authority, quorate),
        place_kind=place[0] if place[0] in PLACED else "",
        place_id=place[1],
        extra=plain(dict(extra or {})),
        recorded_by_name=by.name[:200],
        **cleaned(
            Decision,
            words=words,
            about_words=about_words[:500],
            quorum_words=quorum_words,
            urgency_reason=urgency_reason if authority == "urgency" else "",
            taken_by_words=taken_by_words[:300],
            place_words=place[2][:500],
        ),
    )
    record(
        made, "decision made", number=made.number, kind=kind, body=body.name, on=on, about=made.about_words,
        authority=authority, quorate=made.quorate, state=made.state, words=made.words,
    )  # fmt: skip
    return made


@command("meetings.record_outcome", on="decision")
def ratify(
    *, by: Actor, decision: Decision, by_decision: Decision, ratified: bool, words: str = ""
) -> Ratification:
    """Record what a quorate meeting said of an inquorate, urgent or delegated decision. Its effect is the caller's to bring about.

    Raises Refused where the decision waits for nothing, or `by_decision` is not one of a quorate meeting of that body to ratify.
    """
    held = Decision.objects.select_for_update().get(pk=decision.pk)
    facts = facts_of(held)
    rules.check_can_ratify(facts, facts_of(by_decision), _line_of(held.body_id))
    made = Ratification.objects.create(of=held, by=by_decision, ratified=ratified, words=words.strip())
    held.state = rules.state_after(facts, ratified)
    held.save(update_fields=["state"])
    decision.state = held.state
    record(
        made,
        "decision ratified" if ratified else "decision not ratified",
        number=held.number,
        state=held.state,
    )
    return made


@command("meetings.record_outcome", on="body")
def delegate(
    *,
    by: Actor,
    body: Body,
    decision: Decision,
    words: str,
    kinds: Iterable[str],
    since: date,
    until: date | None = None,
    to_post: Post | None = None,
    to_body: Body | None = None,
    about: tuple[str, int, str] | None = None,
) -> Delegation:
    """Give a power to a post or to another body, as a quorate meeting minuted it (`decision`).

    kinds  the kinds of decisions that it covers; about: limited to one thing, (kind, id, words)
    Raises Refused for a decision that does not carry it, for what is never delegated, and without an end that comes after.
    """
    if (to_post is None) == (to_body is None):
        raise Refused(
            "Choose a post or a body to delegate to, one of them. Nothing was recorded.", field="to"
        )
    if to_body is not None and to_body.pk == body.pk:
        raise Refused("A body cannot delegate to itself. Nothing was recorded.", field="to")
    if Delegation.objects.filter(decision=decision).exists():
        raise Refused(f"{decision} has given its delegation already. Nothing was recorded.")
    asked = rules.check_can_delegate(kinds, words, since, until, facts_of(decision), body.pk)
    kind, key, named = about or ("", None, "")
    made = numbered(
        Delegation,
        body=body,
        to_post=to_post,
        to_body=to_body,
        words=words.strip(),
        kinds=list(asked),
        about_kind=kind,
        about_id=key,
        about_words=named[:500],
        decision=decision,
        since=since,
        until=until,
        by_name=by.name[:200],
    )
    record(
        made, "power delegated", number=made.number, body=body.name, to=str(to_post or to_body), kinds=asked,
        about=named, since=since, until=until, decision=decision.number,
    )  # fmt: skip
    return made


@command("meetings.record_outcome", on="delegation")
def end_delegation(*, by: Actor, delegation: Delegation, until: date, reason: str) -> Delegation:
    """Take a delegated power back, or let it end, after a day. What was decided under it stays."""
    reason = reason_given(reason, "the delegation ends")
    if delegation.until is not None and delegation.until <= until:
        raise Refused(
            f"{delegation} already ends on {delegation.until:%-d %B %Y}. Nothing was changed.", field="until"
        )
    if until < delegation.since:
        raise Refused(
            f"{delegation} began on {delegation.since:%-d %B %Y} and cannot end before. Nothing was changed.",
            field="until",
        )
    delegation.until, delegation.ended_reason = until, reason
    delegation.save(update_fields=["until", "ended_reason"])
    record(delegation, "delegation ended", number=delegation.number, until=until, reason=reason)
    return delegation


def facts_of(decision: Decision) -> rules.DecisionFacts:
    """A decision as the rules read it. Reads `body` and `ratification`."""
    said = Ratification.objects.filter(of=decision).values_list("ratified", flat=True).first()
    return rules.DecisionFacts(
        number=decision.number,
        kind=decision.kind,
        body_id=decision.body_id,
        body=decision.body.name,
        on=decision.on,
        authority=decision.authority,
        state=decision.state,
        quorate=decision.quorate,
        said=said,
    )


def delegation_facts(delegation: Delegation) -> rules.DelegationFacts:
    """A delegation as the rules read it. Reads `to_post` and `to_body`."""
    about = (delegation.about_kind, delegation.about_id) if delegation.about_id is not None else None
    return rules.DelegationFacts(
        number=delegation.number,
        words=delegation.words,
        to=str(delegation.to_post or delegation.to_body),
        to_post=delegation.to_post_id,
        to_body=delegation.to_body_id,
        kinds=tuple(delegation.kinds),
        about=about,
        about_words=delegation.about_words,
        since=delegation.since,
        until=delegation.until,
    )


def _check_use(
    delegation: Delegation,
    body: Body,
    kind: str,
    within: list[tuple[str, int]],
    on: date,
    taken_by: Post | None,
) -> None:
    if delegation.body_id != body.pk:
        raise Refused(
            f"{delegation} is one of {delegation.body}, not of {body}. Nothing was recorded.",
            rule="governance.delegation-covers",
        )
    to_body = delegation.to_body_id if taken_by is None else None
    rules.check_can_use_delegation(
        delegation_facts(delegation), kind, within, on, taken_by.pk if taken_by else None, to_body
    )


def _line_of(body_id: int) -> set[int]:
    """The body and those that followed it, one after the other."""
    found, after = {body_id}, dict(Body.objects.exclude(successor=None).values_list("pk", "successor"))
    while (body_id := after.get(body_id) or 0) and body_id not in found:
        found.add(body_id)
    return found
