"""The writers of terms of reference and exit criteria."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Max

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import rules, terms_rules
from ..models import Body, BodyTerms, ExitCriterion
from ..wording import cleaned, reason_given
from ..words import FREQUENCIES


@command("governance.edit", on="body")
def set_terms(*, by: Actor, body: Body, since: date, reason: str = "", **terms: Any) -> BodyTerms:
    """Set a body's terms from a day on; what is not given stays as it was. Those before end the day before.

    terms: terms, file, quorum_number, quorum_share_of (one in so many seats), quorum_words, frequency, reports_to,
    earliest_end, exit_words; None or "" is "not stated". Raises Refused where nothing changes, where something stated
    changes without a reason, and for a reporting line in a circle.
    """
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    now = body.terms.filter(until=None).first()
    old = {name: getattr(now, name) if now else None for name in (*terms_rules.NAMES, "file")}
    new = old | {name: value or None for name, value in terms.items()}
    kept = cleaned(BodyTerms, **(new | {"reason": reason}))
    terms_rules.check_can_begin(since, now.since if now else None, body.name, body.until)
    terms_rules.check_terms_change(old, kept, kept["reason"])
    _check_figures(kept)
    _check_line(body, kept["reports_to"])
    if now:
        now.until = since - timedelta(days=1)
        now.save(update_fields=["until"])
    made = BodyTerms.objects.create(body=body, since=since, by_name=by.name[:200], **kept)
    changed = terms_rules.changed_terms(old, kept)
    record(
        made, "terms set", body=body.name, since=since, reason=kept["reason"],
        old={name: old[name] for name in changed}, new={name: kept[name] for name in changed},
    )  # fmt: skip
    return made


@command("governance.edit", on="body")
def add_exit_criterion(*, by: Actor, body: Body, words: str, since: date) -> ExitCriterion:
    """Add one thing that has to be so before the body may end."""
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    rules.check_period(since, body.until, f"The end of {body}")
    kept = cleaned(ExitCriterion, "words", words=words)
    if body.exit_criteria.filter(words__iexact=kept["words"], until=None).exists():
        raise Refused("This exit criterion is asked for already. Nothing was changed.", field="words")
    last = body.exit_criteria.aggregate(last=Max("position"))["last"] or 0
    made = ExitCriterion.objects.create(body=body, position=last + 1, since=since, **kept)
    record(made, "exit criterion added", body=body.name, words=made.words, since=since)
    return made


@command("governance.edit", on="criterion")
def drop_exit_criterion(*, by: Actor, criterion: ExitCriterion, until: date, reason: str) -> ExitCriterion:
    """Say that an exit criterion is no longer asked for after a day, and why."""
    criterion = _held(criterion)
    reason = reason_given(reason, "it is no longer asked for")
    rules.check_period(criterion.since, until, "The exit criterion")
    criterion.until, criterion.until_reason = until, reason
    criterion.save(update_fields=["until", "until_reason"])
    record(criterion, "exit criterion taken out", words=criterion.words, until=until, reason=reason)
    return criterion


@command("governance.edit", on="criterion")
def meet_exit_criterion(
    *, by: Actor, criterion: ExitCriterion, on: date, words: str, today: date
) -> ExitCriterion:
    """Say that an exit criterion is met, since when, and what shows it."""
    criterion = _held(criterion)
    if on > today:
        raise Refused("It cannot be met on a day that has not come. Nothing was changed.", field="on")
    if on < criterion.since:
        raise Refused(
            f"It is asked for since {criterion.since:%-d %B %Y}; it cannot be met before. Nothing was changed.",
            field="on",
        )
    if criterion.met_on is not None:
        raise Refused(
            f"{criterion.met_by_name} recorded that it was met on {criterion.met_on:%-d %B %Y}. Nothing was changed."
        )
    kept = cleaned(ExitCriterion, met_words=words)
    if not kept["met_words"]:
        raise Refused("Say what shows that it is met. Nothing was changed.", field="words")
    criterion.met_on, criterion.met_words, criterion.met_by_name = on, kept["met_words"], by.name[:200]
    criterion.save(update_fields=["met_on", "met_words", "met_by_name"])
    record(criterion, "exit criterion met", words=criterion.words, on=on, shown_by=criterion.met_words)
    return criterion


def _held(criterion: ExitCriterion) -> ExitCriterion:
    criterion = (
        ExitCriterion.objects.select_for_update(of=("self",)).select_related("body").get(pk=criterion.pk)
    )
    if criterion.until is not None:
        raise Refused(
            f"It is no longer asked for since {criterion.until:%-d %B %Y}: {criterion.until_reason} Nothing was changed."
        )
    return criterion


def _check_figures(kept: dict[str, Any]) -> None:
    if kept["frequency"] and kept["frequency"] not in FREQUENCIES:
        raise Refused("Choose how often it meets from the list. Nothing was changed.", field="frequency")
    for name in ("quorum_number", "quorum_share_of"):
        if kept[name] is not None and not 1 <= kept[name] <= 500:
            raise Refused("A quorum is a whole number from 1 to 500. Nothing was changed.", field=name)


def _check_line(body: Body, reports_to: Body | None) -> None:
    if reports_to is None:
        return
    if reports_to.until is not None:
        raise Refused(
            f"{reports_to} ended on {reports_to.until:%-d %B %Y}. Choose a body that exists. Nothing was changed.",
            field="reports_to",
        )
    lines = dict(BodyTerms.objects.filter(until=None).values_list("body", "reports_to"))
    terms_rules.check_reporting_line(body.pk, reports_to.pk, lines, body.name)
