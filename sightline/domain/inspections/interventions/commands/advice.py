"""An adviser's log: on what they work, what they advised, and what came of it."""

from __future__ import annotations

from datetime import date

from django.db.models import Max
from django.utils import timezone

from sightline.domain.governance.wording import cleaned
from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from ...models import Advice, AdviceAnswer, FocusArea, Intervention
from .. import rules
from .drafts import step

ADVISE = "interventions.advise"


@command(ADVISE, on="intervention")
def add_focus_area(
    *, by: Actor, intervention: Intervention, title: str, today: date, since: date | None = None
) -> FocusArea:
    """Add a subject on which an adviser works from a day on."""
    rules.check_is_adviser(intervention.kind, "Focus areas")
    rules.check_standing(intervention.dates, intervention.title, "given a focus area")
    kept = cleaned(FocusArea, "title", title=title)
    if intervention.focus_areas.filter(title__iexact=kept["title"], until=None).exists():
        raise Refused(f"“{kept['title']}” is already a focus area. Nothing was changed.", field="title")
    made = FocusArea.objects.create(intervention=intervention, since=since, **kept)
    step(by, intervention, "focus-added", since or today, made.title)
    record(made, "focus area added", intervention=intervention.number, title=made.title, since=since)
    return made


@command(ADVISE, on="focus")
def end_focus_area(*, by: Actor, focus: FocusArea, until: date, today: date) -> FocusArea:
    """Record the last day of a focus area. Its advice stays."""
    rules.check_past(until, today, "The last day")
    rules.check_period(focus.since, until, "The focus area")
    if focus.until is not None:
        raise Refused(
            f"“{focus.title}” ended on {focus.until:%-d %B %Y}. Nothing was changed.", field="until"
        )
    focus.until = until
    focus.save(update_fields=["until"])
    step(by, focus.intervention, "focus-ended", until, focus.title)
    record(focus, "focus area ended", title=focus.title, until=until)
    return focus


@command(ADVISE, on="intervention")
def add_advice(
    *,
    by: Actor,
    intervention: Intervention,
    on: date,
    text: str,
    today: date,
    to: str = "",
    focus: FocusArea | None = None,
) -> Advice:
    """Put an advice into the log: on which day, to whom, on what. It is never changed afterwards."""
    rules.check_is_adviser(intervention.kind, "Advice and its log")
    rules.check_past(on, today, "The advice")
    intervention = Intervention.objects.select_for_update().get(pk=intervention.pk)
    if intervention.begins and on < intervention.begins:
        raise Refused(
            f"{intervention.title} began on {intervention.begins:%-d %B %Y}, so no advice can have come from it on "
            f"{on:%-d %B %Y}. Nothing was changed. Check the day; where the first day is wrong, the programme office corrects it.",
            rule="interventions.advice-within",
            field="on",
        )
    if focus is not None and focus.intervention_id != intervention.pk:
        raise Refused("This focus area belongs to another intervention. Nothing was changed.", field="focus")
    last = intervention.advice.aggregate(last=Max("number"))["last"] or 0
    made = Advice.objects.create(
        intervention=intervention,
        number=last + 1,
        on=on,
        focus=focus,
        by=by if isinstance(by, User) else None,
        by_name=by.name[:200],
        at=timezone.now(),
        **cleaned(Advice, "text", text=text, to=to),
    )
    record(
        made, "advice added", intervention=intervention.number, number=made.number, text=made.text, to=made.to
    )
    return made


@command(ADVISE, on="advice")
def answer_advice(
    *,
    by: Actor,
    advice: Advice,
    on: date,
    today: date,
    answer: str = "",
    text: str = "",
    answered_by: str = "",
    resolved: date | None = None,
) -> AdviceAnswer:
    """Say what came of an advice, who said so, and whether that settles it. An earlier answer stays below the new one."""
    rules.check_past(on, today, "The answer")
    if answer and answer not in rules.ANSWERS:
        raise Refused("Choose one of the answers shown. Nothing was changed.", field="answer")
    if on < advice.on or (resolved is not None and resolved < advice.on):
        raise Refused(
            f"The advice was given on {advice.on:%-d %B %Y}; it cannot have been answered before. Nothing was changed.",
            field="on",
        )
    if resolved is not None:
        rules.check_past(resolved, today, "The day on which it was settled")
    kept = cleaned(AdviceAnswer, text=text, answered_by=answered_by)
    if not answer and not kept["text"]:
        raise Refused("Say what came of the advice. Nothing was changed.", field="text")
    made = AdviceAnswer.objects.create(
        advice=advice,
        answer=answer,
        on=on,
        resolved=resolved,
        by_name=by.name[:200],
        at=timezone.now(),
        **kept,
    )
    record(
        advice,
        "advice answered",
        answer=answer,
        text=made.text,
        answered_by=made.answered_by,
        resolved=resolved,
    )
    return made
