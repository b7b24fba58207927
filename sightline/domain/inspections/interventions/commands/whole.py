"""An intervention as a whole: added, corrected, revised by another, reported on, ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from sightline.domain.governance.models import Body
from sightline.domain.governance.wording import reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.files.commands import store
from sightline.ground.lib.errors import Refused

from ...models import Condition, Inspection, Intervention, InterventionInspection, InterventionStep, Official
from .. import rules
from . import drafts
from .drafts import FACTS, ConditionDraft, InterventionFacts, OfficialDraft, Paper, checked
from .drafts import printed as _printed
from .drafts import step as _step

EDIT = "interventions.edit"


@command(EDIT)
def add_intervention(
    *,
    by: Actor,
    facts: InterventionFacts,
    today: date,
    body: Body | None = None,
    inspections: Sequence[Inspection] = (),
    conditions: Sequence[ConditionDraft] = (),
    officials: Sequence[OfficialDraft] = (),
    paper: Paper | None = None,
) -> Intervention:
    """Add an intervention as its paper has it, with its conditions and officials.

    Raises Refused for an unknown kind or stream, for days in an order that cannot be, and for a second one that says
    the same of the same day.
    """
    kept = checked(facts)
    _refuse_second(kept)
    made = _create(by, kept, body=body, file=_stored(by, paper))
    _fill(made, today, inspections, conditions, officials)
    _step(by, made, "issued", made.begins or today, source=made.source)
    record(
        made, "intervention added", number=made.number, title=made.title, kind=made.kind, stream=made.stream
    )
    return made


@command(EDIT, on="intervention")
def correct_intervention(
    *, by: Actor, intervention: Intervention, reason: str, today: date, body: Any = ..., **changes: Any
) -> Intervention:
    """Mend a slip in what was typed; each old value stays in the history with the reason. It is no revision.

    changes  any of FACTS; body: another body or None. Raises Refused without a reason, and where nothing would change.
    """
    if unknown := set(changes) - set(FACTS):
        raise TypeError(f"not correctable: {sorted(unknown)}")
    reason = reason_given(reason, "it is corrected")
    now = InterventionFacts(**{name: getattr(intervention, name) for name in FACTS})
    kept = checked(replace(now, **changes))
    rules.check_dates(
        replace(intervention.dates, **{name: kept[name] for name in ("issued", "since", "until")})
    )
    if body is not ...:
        kept["body"] = body
    changed = {name: value for name, value in kept.items() if getattr(intervention, name) != value}
    if not changed:
        raise Refused("Nothing was changed: these are the values already kept.")
    old = {name: getattr(intervention, name) for name in changed}
    for name, value in changed.items():
        setattr(intervention, name, value)
    intervention.save(update_fields=list(changed))
    said = [
        {"text": reason, "field": name, "old": _shown(name, old[name]), "new": _shown(name, changed[name])}
        for name in changed
    ]
    drafts.steps(by, intervention, "corrected", today, said)
    record(intervention, "intervention corrected", old=_plain(old), new=_plain(changed), reason=reason)
    return intervention


@command(EDIT, on="intervention")
def revise_intervention(
    *,
    by: Actor,
    intervention: Intervention,
    facts: InterventionFacts,
    reason: str,
    today: date,
    carry_conditions: bool = True,
    carry_officials: bool = True,
    paper: Paper | None = None,
) -> Intervention:
    """Let a revised one take its place on the day from which that holds. Both stay, each with its own terms.

    carry_conditions  the conditions not yet met go on in the new one; else they lapse, and say so
    carry_officials   those in office act under the new one as well
    Answers the new one. Board and linked inspections go with it.
    """
    reason = reason_given(reason, "it is revised")
    kept = checked(facts)
    intervention = Intervention.objects.select_for_update().get(pk=intervention.pk)
    day = rules.check_can_revise(intervention.dates, facts.dates, intervention.title, today)
    made = _create(by, kept, body=intervention.body, file=_stored(by, paper), follows=intervention)
    linked = Inspection.objects.filter(
        intervention_links__intervention=intervention, intervention_links__until=None
    )
    _fill(made, today, list(linked), (), ())
    carried = _carry_conditions(intervention, made) if carry_conditions else 0
    lapsed = _lapse_conditions(intervention)
    staying = _carry_officials(intervention, made, day) if carry_officials else 0
    _close(intervention, day, "superseded")
    Official.objects.filter(intervention=intervention, until=None).exclude(since__gt=day).update(until=day)
    _step(by, intervention, "superseded", day, reason, new=f"{made.number}: {made.title}", source=made.source)
    _step(
        by,
        made,
        "revised",
        day,
        reason,
        field="terms",
        old=intervention.terms,
        new=made.terms,
        source=made.source,
    )
    record(
        made,
        "intervention revised",
        number=made.number,
        follows=intervention.number,
        conditions_carried=carried,
        conditions_lapsed=lapsed,
        officials_carried=staying,
        reason=reason,
    )
    return made


@command(EDIT, on="intervention")
def end_intervention(
    *, by: Actor, intervention: Intervention, on: date, how: str, reason: str, today: date, source: str = ""
) -> Intervention:
    """Record that it was lifted, revoked or ran to its end. Conditions that were not met say so and are not forgotten."""
    reason = reason_given(reason, "it ended, and in whose words")
    intervention = Intervention.objects.select_for_update().get(pk=intervention.pk)
    rules.check_can_end(intervention.dates, on, how, intervention.title, today)
    lapsed = _lapse_conditions(intervention)
    _close(intervention, on, how)
    Official.objects.filter(intervention=intervention, until=None).exclude(since__gt=on).update(until=on)
    intervention.focus_areas.filter(until=None).exclude(since__gt=on).update(until=on)
    _step(by, intervention, "ended", on, reason, new=rules.ENDINGS[how], source=source)
    record(intervention, "intervention ended", on=on, how=how, conditions_lapsed=lapsed, reason=reason)
    return intervention


@command(EDIT, on="intervention")
def report_on(
    *, by: Actor, intervention: Intervention, on: date, text: str, today: date, source: str = ""
) -> InterventionStep:
    """Record that it was reported on, for example to a minister: the day, what was said, and the paper that says it."""
    rules.check_past(on, today, "The report")
    if not text.strip():
        raise Refused("Say what was reported. Nothing was changed.", field="text")
    (made,) = drafts.steps(by, intervention, "reported", on, [{"text": text, "source": source}])
    record(intervention, "intervention reported on", on=on, text=made.text)
    return made


@command(EDIT, on="intervention")
def keep_paper(*, by: Actor, intervention: Intervention, paper: Paper, today: date) -> Intervention:
    """Keep the paper itself beside its words. Another one in its place is refused: papers are not replaced."""
    if intervention.file is not None:
        raise Refused(
            "The paper of this intervention is already kept. Nothing was changed. A revised paper is a revision.",
            rule="interventions.one-paper",
            field="file",
        )
    intervention.file = _stored(by, paper)
    intervention.save(update_fields=["file"])
    _step(by, intervention, "filed", today, paper.name)
    record(intervention, "paper of an intervention kept", name=paper.name)
    return intervention


@command(EDIT, on="intervention")
def link_inspections(
    *, by: Actor, intervention: Intervention, inspections: Sequence[Inspection], today: date
) -> Intervention:
    """Say which inspections it is about. A link that goes keeps its row with its last day."""
    links = {one.inspection_id: one for one in intervention.inspection_links.filter(until=None)}
    wanted = {one.pk: one for one in inspections}
    if set(links) == set(wanted):
        raise Refused("Nothing was changed: these inspections are already linked.", field="inspections")
    gone = [row.pk for key, row in links.items() if key not in wanted]
    InterventionInspection.objects.filter(pk__in=gone).update(until=today)
    InterventionInspection.objects.bulk_create(
        InterventionInspection(intervention=intervention, inspection=one, since=today)
        for key, one in wanted.items()
        if key not in links
    )
    titles = "; ".join(one.title for one in wanted.values()) or "none"
    _step(by, intervention, "linked", today, titles)
    record(
        intervention,
        "intervention linked to inspections",
        inspections=[one.number for one in wanted.values()],
    )
    return intervention


def _create(by: Actor, kept: dict[str, Any], **rest: Any) -> Intervention:
    """Under the next free number, and once more if somebody else took that number just now."""
    while True:
        number = rules.first_free(Intervention.objects.values_list("number", flat=True))
        try:
            with transaction.atomic():
                return Intervention.objects.create(
                    number=number, added_by_name=by.name, added_at=timezone.now(), **kept, **rest
                )
        except IntegrityError:
            if not Intervention.objects.filter(number=number).exists():
                raise


def _fill(
    made: Intervention,
    today: date,
    inspections: Sequence[Inspection],
    conditions: Sequence[ConditionDraft],
    officials: Sequence[OfficialDraft],
) -> None:
    InterventionInspection.objects.bulk_create(
        InterventionInspection(intervention=made, inspection=one, since=today) for one in inspections
    )
    drafts.conditions(made, 1, conditions)
    drafts.officials(made, officials)


def _stored(by: Actor, paper: Paper | None) -> Any:
    return store(by=by, stream=paper.stream, name=paper.name) if paper else None


def _refuse_second(kept: dict[str, Any]) -> None:
    same = Intervention.objects.filter(
        kind=kept["kind"], stream=kept["stream"], issued=kept["issued"], since=kept["since"], title__iexact=kept["title"]
    ).first()  # fmt: skip
    if same:
        raise Refused(
            f"This is already here: intervention {same.number}, {same.title}, of the same days. Nothing was added.",
            rule="interventions.once",
            field="title",
        )


def _carry_conditions(old: Intervention, new: Intervention) -> int:
    still_open = list(old.conditions.filter(state="open"))
    asked = [ConditionDraft(one.text, one.due) for one in still_open]
    for one, going_on in zip(still_open, drafts.conditions(new, 1, asked), strict=True):
        one.state, one.carried_to = "carried", going_on
    Condition.objects.bulk_update(still_open, ["state", "carried_to"])
    return len(still_open)


def _lapse_conditions(intervention: Intervention) -> int:
    return intervention.conditions.filter(state="open").update(state="lapsed")


def _carry_officials(old: Intervention, new: Intervention, day: date) -> int:
    staying = [one for one in old.officials.all() if one.until is None or one.until > day]
    Official.objects.bulk_create(
        Official(
            intervention=new, title=one.title, organisation=one.organisation, role=one.role, since=max(one.since or day, day),
            until=one.until,
        )
        for one in staying
    )  # fmt: skip
    return len(staying)


def _close(intervention: Intervention, day: date, how: str) -> None:
    intervention.ended, intervention.ended_how = day, how
    intervention.save(update_fields=["ended", "ended_how"])


def _shown(name: str, value: Any) -> str:
    words = {"kind": rules.KINDS, "stream": rules.STREAMS}.get(name, {})
    return str(words.get(value) or _printed(value))


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, Body) else value for name, value in values.items()}
