"""Promises as they come before a meeting: what is said to be met, to be discharged, and what is still outstanding."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F

from sightline.ground.lib.working_days import england

from ..models import AgendaItem, Meeting, Promise, PromiseQuerySet
from ..standing import bodies_before, outstanding_promises
from .facts import facts_of
from .rules import clock_words, lateness, short

if TYPE_CHECKING:
    from ..queries_meetings import Before


def promises_said_met(meeting: Meeting) -> list[Before]:
    """The promises to the body that somebody says are met: it discharges each, or says no with a reason. Those of which nobody
    says so stand under `outstanding_at`, so that what is agreed together never discharges one of them unseen."""
    rows = _waiting(meeting).filter(state="said-met").select_related("met_evidence", "met_paper")
    return [_before(one) for one in rows.order_by("number")]


def outstanding_at(item: AgendaItem) -> list[tuple[Promise, str]]:
    """What the body waits for at an item of outstanding promises, each with how late it is, on the day of the meeting."""
    if item.kind != "promises":
        return []
    rows = (
        _waiting(item.meeting)
        .select_related("body", "owner_post", "owner_body")
        .order_by(F("due").asc(nulls_last=True), "number")
    )
    return [(one, _how_late(one, item.meeting.on)) for one in rows]


def _quoted(words: str) -> str:
    """The words as a resolution quotes them: without the word that brought them in, and without their full stop."""
    return short(words.removeprefix("RESOLVED: ").removeprefix("RESOLVED ").rstrip(". "))


def _waiting(meeting: Meeting) -> PromiseQuerySet:
    return outstanding_promises(bodies_before(meeting.body))


def _how_late(one: Promise, day: date) -> str:
    facts = facts_of(one)
    return " ".join(filter(None, [lateness(facts, day, england()).words, clock_words(facts, day)]))


def _before(one: Promise) -> Before:
    from ..queries_meetings import Before

    shown = [one.met_words] if one.met_words else []
    if one.met_paper:
        shown.append(f"Paper {one.met_paper.number}: {one.met_paper.title}.")
    if one.met_evidence:
        shown.append(f"Evidence: {one.met_evidence.title}.")
    said = f"Said to be met on {one.said_on:%-d %B %Y} by {one.said_by_name}." if one.said_on else ""
    return Before(
        key=f"promise-{one.pk}",
        effect="discharge",
        about=("promise", one.pk),
        words=f"Promise {one.number}: {one.words}",
        draft=f"RESOLVED: That promise {one.number}, “{_quoted(one.words)}”, be discharged.",
        note=" ".join([said, *shown]),
        hash=one.met_evidence.sha256 if one.met_evidence else "",
        address=("promise", (one.number,)),
    )
