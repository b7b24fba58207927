"""What lies within an intervention: conditions, officials, dates of review."""

from __future__ import annotations

from datetime import date

from django.db.models import Max

from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from ...models import Condition, Intervention, Official, ReviewDate
from .. import rules
from .drafts import ConditionDraft, OfficialDraft, conditions, officials, step

EDIT = "interventions.edit"


@command(EDIT, on="intervention")
def add_condition(*, by: Actor, intervention: Intervention, draft: ConditionDraft, today: date) -> Condition:
    """Add a condition in the paper's words. Refused for an intervention that has ended."""
    intervention = Intervention.objects.select_for_update().get(pk=intervention.pk)
    rules.check_standing(intervention.dates, intervention.title, "given a condition")
    last = intervention.conditions.aggregate(last=Max("number"))["last"] or 0
    (made,) = conditions(intervention, last + 1, [draft])
    step(by, intervention, "condition-added", today, f"{made.number}. {made.text}")
    record(made, "condition added", intervention=intervention.number, number=made.number, text=made.text)
    return made


@command(EDIT, on="condition")
def meet_condition(
    *, by: Actor, condition: Condition, on: date, how: str, today: date, evidence: str = ""
) -> Condition:
    """Say that a condition was met: on which day, how, and what shows it."""
    condition = Condition.objects.select_for_update().select_related("intervention").get(pk=condition.pk)
    rules.check_move_condition(condition.state, "met", f"Condition {condition.number}")
    rules.check_past(on, today, "The day on which it was met")
    begins = condition.intervention.begins
    if begins and on < begins:
        raise Refused(
            f"The intervention began on {begins:%-d %B %Y}; a condition of it cannot have been met before. Nothing was "
            "changed.",
            field="on",
        )
    kept = cleaned(Condition, "how", how=how, evidence=evidence)
    condition.state, condition.met_on, condition.met_by_name = "met", on, by.name[:200]
    condition.how, condition.evidence = kept["how"], kept["evidence"]
    condition.save(update_fields=["state", "met_on", "how", "evidence", "met_by_name"])
    said = f"{condition.number}. {condition.text}"
    step(
        by,
        condition.intervention,
        "condition-met",
        on,
        said,
        new=condition.how,
        source=condition.evidence[:300],
    )
    record(condition, "condition met", on=on, how=condition.how, evidence=condition.evidence)
    return condition


@command(EDIT, on="condition")
def reopen_condition(*, by: Actor, condition: Condition, reason: str, today: date) -> Condition:
    """Open a condition again that was said to be met. What was said of it stays in the history."""
    reason = reason_given(reason, "the condition is opened again")
    condition = Condition.objects.select_for_update().select_related("intervention").get(pk=condition.pk)
    rules.check_standing(condition.intervention.dates, condition.intervention.title, "changed in this way")
    rules.check_move_condition(condition.state, "open", f"Condition {condition.number}")
    old = {"met_on": condition.met_on, "how": condition.how, "evidence": condition.evidence}
    condition.state, condition.met_on, condition.met_by_name = "open", None, ""
    condition.how, condition.evidence = "", ""
    condition.save(update_fields=["state", "met_on", "how", "evidence", "met_by_name"])
    said = f"{condition.number}. {condition.text}"
    step(by, condition.intervention, "condition-reopened", today, f"{said} {reason}", old=str(old["how"]))
    record(condition, "condition opened again", old=old, reason=reason)
    return condition


@command(EDIT, on="intervention")
def add_official(*, by: Actor, intervention: Intervention, draft: OfficialDraft, today: date) -> Official:
    """Add an office or post that acts under the intervention."""
    (made,) = officials(intervention, [draft])
    step(by, intervention, "official-added", made.since or today, f"{made.get_role_display()}: {made}")
    record(made, "official added", intervention=intervention.number, title=made.title, role=made.role)
    return made


@command(EDIT, on="official")
def official_left(*, by: Actor, official: Official, until: date, reason: str, today: date) -> Official:
    """Record the last day of an official. They stay listed with their dates."""
    reason = reason_given(reason, "they leave")
    rules.check_past(until, today, "The last day")
    if official.since and until < official.since:
        raise Refused("They cannot leave before they began. Nothing was changed.", field="until")
    if official.until is not None:
        raise Refused(f"{official} already has a last day, {official.until:%-d %B %Y}. Nothing was changed.")
    official.until = until
    official.save(update_fields=["until"])
    step(by, official.intervention, "official-left", until, f"{official}. {reason}")
    record(official, "official left", until=until, reason=reason)
    return official


@command(EDIT, on="intervention")
def add_review(*, by: Actor, intervention: Intervention, on: date, today: date, what: str = "") -> ReviewDate:
    """Set a day on which progress is looked at. One day is set once."""
    rules.check_standing(intervention.dates, intervention.title, "given a review date")
    if intervention.begins and on < intervention.begins:
        raise Refused("A review cannot come before it begins. Nothing was changed.", field="on")
    if intervention.reviews.filter(on=on).exists():
        raise Refused(f"There is already a review on {on:%-d %B %Y}. Nothing was changed.", field="on")
    made = ReviewDate.objects.create(intervention=intervention, on=on, **cleaned(ReviewDate, what=what))
    step(by, intervention, "review-added", today, f"{on:%-d %B %Y}. {made.what}".strip())
    record(made, "review date set", intervention=intervention.number, on=on)
    return made


@command(EDIT, on="review")
def hold_review(*, by: Actor, review: ReviewDate, held: date, outcome: str, today: date) -> ReviewDate:
    """Record that a review was held, on which day, and what was said."""
    if review.held is not None:
        raise Refused(f"This review was held on {review.held:%-d %B %Y}. Nothing was changed.")
    rules.check_past(held, today, "The review")
    kept = cleaned(ReviewDate, "outcome", outcome=outcome)
    review.held, review.outcome = held, kept["outcome"]
    review.save(update_fields=["held", "outcome"])
    step(by, review.intervention, "review-held", held, review.outcome, old=f"{review.on:%-d %B %Y}")
    record(review, "review held", held=held, outcome=review.outcome)
    return review
