"""Add and change actions, one or thousands by the same path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import NotPermitted, Refused

from .. import deciding_rules, readiness, rules
from ..drafts import TEXT_FIELDS, VALUE_FIELDS, ActionDraft, ActionEdit, FigureDraft, OwnerDraft, UpdateDraft
from ..models import (
    Action,
    ActionBody,
    ActionFinding,
    ActionOwner,
    Aim,
    Change,
    Figure,
    Plan,
    Theme,
    Update,
    Workstream,
)
from ..words import TRACKED

BATCH = 500
LIVE = ["delivery", "impact", "assurance", "confidence", "forecast", "due", "first_due", "last_updated"]
PARTS = {"aim_id": Aim, "theme_id": Theme, "workstream_id": Workstream}


@command("plans.edit_plan", on="plan")
def add_action(*, by: Actor, plan: Plan, draft: ActionDraft, today: date) -> Action:
    """Add one action to a plan."""
    return add_actions(by=by, plan=plan, drafts=[draft], today=today)[0]


@command("plans.edit_plan", on="plan")
def add_actions(*, by: Actor, plan: Plan, drafts: Sequence[ActionDraft], today: date) -> list[Action]:
    """Add actions in the order given; each gets the plan's next number. Links to findings are a person's choice by calling this."""
    rules.check_can_change(plan.state, plan.title)
    _check_drafts(plan, drafts)
    _check_may_judge(by, plan, drafts)
    Plan.objects.select_for_update().get(pk=plan.pk)  # two who add at once get different numbers
    last = Action.objects.filter(plan=plan).aggregate(number=Max("number"), position=Max("position"))
    number, position = (last["number"] or 0) + 1, (last["position"] or 0) + 1
    made = Action.objects.bulk_create(
        [_new_action(plan, draft, number + i, position + i, today) for i, draft in enumerate(drafts)],
        batch_size=BATCH,
    )
    moment, pairs = moment_of(today), list(zip(made, drafts, strict=True))
    _create(
        ActionOwner,
        (owner_row(action, owner, by, moment) for action, draft in pairs for owner in draft.owners),
    )
    _create(
        Figure,
        (
            figure_row(action, i, f, by, moment)
            for action, draft in pairs
            for i, f in enumerate(draft.figures)
        ),
    )
    _create(
        ActionBody,
        (body_row(action, layer, key, by, moment) for action, draft in pairs for layer, key in draft.bodies),
    )
    _create(
        ActionFinding,
        (_finding(action, key, by, moment) for action, draft in pairs for key in draft.findings),
    )
    _create(Update, (update_row(action, update, by) for action, draft in pairs for update in draft.updates))
    for action in made:
        record(action, "action added", number=action.number, ref=action.ref)
    return made


@command("plans.edit_plan", on="plan")
def edit_action(*, by: Actor, plan: Plan, edit: ActionEdit, today: date) -> Action:
    """Change one action; what was said before stays as rows of its history."""
    return edit_actions(by=by, plan=plan, edits=[edit], today=today)[0]


@command("plans.edit_plan", on="plan")
def edit_actions(*, by: Actor, plan: Plan, edits: Sequence[ActionEdit], today: date) -> list[Action]:
    """Change actions of one plan. An edit that changes nothing writes nothing; at least one must change something."""
    from . import editing

    rules.check_can_change(plan.state, plan.title)
    changed: list[Action] = []
    for part in editing.in_parts(edits):
        batch = editing.Edits(plan, part, by, today)
        batch.work_out()
        batch.write()
        for action, fields, reason in batch.changed:
            record(action, "action changed", number=action.number, fields=fields, reason=reason)
            changed.append(action)
    if not changed:
        raise Refused("Nothing was different, so nothing was saved.", rule="plans.nothing-changed")
    return changed


@command("plans.edit_plan", on="plan")
def change_together(
    *, by: Actor, plan: Plan, edits: Sequence[ActionEdit], today: date
) -> dict[int, tuple[str, ...] | Refused]:
    """Make the same kind of change to several actions, each by itself: one that is refused stays as it was.

    Answers for each action's id what changed, or why nothing did. Refused when none was changed.
    """
    rules.check_can_change(plan.state, plan.title)
    outcome: dict[int, tuple[str, ...] | Refused] = {}
    for edit in edits:
        try:
            edit_action(by=by, plan=plan, edit=edit, today=today)
            outcome[edit.action_id] = tuple(edit.values) + (("owners",) if edit.owners is not None else ())
        except Refused as refusal:
            outcome[edit.action_id] = refusal
    if all(isinstance(said, Refused) for said in outcome.values()):
        said = {refusal.sentence for refusal in outcome.values() if isinstance(refusal, Refused)}
        raise Refused(" ".join(sorted(said)), rule="plans.nothing-changed")
    record(plan, "actions changed together", actions=len(edits))
    return outcome


@command("plans.verify_action", on="action")
def judge_action(*, by: Actor, action: Action, today: date, reason: str, **statuses: str | None) -> Action:
    """Say how far an action is assured and what it changed for children; never the owner's word (guarantee 4).

    statuses: assurance and/or impact.
    """
    rules.check_can_change(action.plan.state, action.plan.title)
    as_it_is(action)
    moved = {name: value for name, value in statuses.items() if getattr(action, name) != value}
    if set(moved) - {"assurance", "impact"}:
        raise TypeError("only assurance and impact are judged")
    if "assurance" in moved:
        rules.check_assurance_move(action.assurance, moved["assurance"])
    if moved.get("assurance") == "verified":
        deciding_rules.check_can_verify(readiness.verifier(action, by.id, by.name, today), action.label)
    fields = change_values(action, moved, by=by, today=today, reason=reason)
    if not fields:
        raise Refused("Nothing was different, so nothing was saved.", rule="plans.nothing-changed")
    record(action, "action judged", number=action.number, statuses=moved, reason=reason)
    return action


def as_it_is(action: Action) -> str:
    """Read the action again and hold its row until the command ends: what others said meanwhile is not lost.

    Answers the words of its latest update, for comparing.
    """
    latest = Update.objects.filter(action=OuterRef("pk")).order_by("-on", "-pk").values("text")[:1]
    row = Action.objects.select_for_update().annotate(words=Subquery(latest)).values(*LIVE, "words")
    now = row.get(pk=action.pk)
    words = now.pop("words")
    for name, value in now.items():
        setattr(action, name, value)
    return words or ""


def change_values(
    action: Action, values: dict[str, Any], *, by: Actor, today: date, reason: str
) -> list[str]:
    """Set fields of an action, keep a Change row for each tracked one that differs, save; the names of those that did."""
    differing = {name: value for name, value in values.items() if getattr(action, name) != value}
    if not differing:
        return []
    rules.check_reason((name for name in differing if getattr(action, name) not in (None, "")), reason)
    rows = set_values(action, differing, by=by, today=today, reason=reason)
    action.save(update_fields=[*differing, "first_due"])
    _create(Change, rows)
    return sorted(differing)


def set_values(
    action: Action,
    differing: Mapping[str, Any],
    *,
    by: Actor,
    today: date,
    reason: str,
    parts: Mapping[str, Mapping[int, Any]] | None = None,
) -> list[Change]:
    """Set fields of an action, without saving; a Change row for each tracked one, to be created.

    parts: rows of PARTS by id, where they are read already.
    """
    tracked = [name for name in differing if name.removesuffix("_id") in TRACKED]
    old = {name: _shown(action, name) for name in tracked}
    if "delivery" in differing:
        deciding_rules.check_settled_stays(action.assurance, action.label)
    for name, value in differing.items():
        if parts is not None and name in PARTS:
            setattr(action, name.removesuffix("_id"), parts[name][value] if value else None)
        else:
            setattr(action, name, value)
    if action.due and not action.first_due:
        action.first_due = action.due
    return [
        change_row(action, name.removesuffix("_id"), old[name], _shown(action, name), by, today, reason)
        for name in tracked
    ]


def moment_of(day: date) -> datetime:
    """The moment from which a link recorded for a day stands: now, or midday of a day that is not today."""
    if day == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(day, time(12)))


def alike(figure: Figure | FigureDraft, exact: bool) -> tuple[Any, ...]:
    """What two figures must share to be the same: the words, and where asked what was understood of them."""
    understood = (
        figure.what, figure.comparator, figure.value, figure.unit, figure.denominator, figure.as_at, figure.due,
    )  # fmt: skip
    return (figure.label, figure.raw, *(understood if exact else ()))


def _check_drafts(plan: Plan, drafts: Sequence[ActionDraft]) -> None:
    if not drafts:
        raise Refused("There was nothing to add.", rule="plans.nothing-changed")
    for draft in drafts:
        check_values(draft.values)
        if not str(draft.values.get("title") or "").strip():
            raise Refused("Say what the action is.", rule="plans.action-says-what", field="title")
    _check_parts(plan, [{n: getattr(d, n) for n in PARTS} for d in drafts])
    bodies = {key for draft in drafts for _, key in draft.bodies}
    if bodies:
        _check_bodies(drafts, bodies)


def _check_may_judge(by: Actor, plan: Plan, drafts: Sequence[ActionDraft]) -> None:
    """A new action states impact or assurance only by who may judge (guarantee 4), whatever paper says so."""
    judged = any(draft.values.get(name) is not None for draft in drafts for name in rules.JUDGED)
    if judged and not by.may("plans.verify_action", plan):
        raise NotPermitted(
            "You cannot say how far an action is assured, or what it changed for children. Nothing was added.",
            rule="plans.verify_action",
        )


def _check_bodies(drafts: Sequence[ActionDraft], keys: set[int]) -> None:
    from sightline.domain.governance.models import Body

    names = dict(Body.objects.filter(pk__in=keys).values_list("pk", "name"))
    for draft in drafts:
        layers: dict[str, list[tuple[int, str]]] = {}
        for layer, key in draft.bodies:
            layers.setdefault(layer, []).append((key, names.get(key, "An unknown body")))
        rules.check_separation(layers)


def check_values(values: Any) -> None:
    unknown = set(values) - set(TEXT_FIELDS) - set(VALUE_FIELDS) - set(PARTS)
    if unknown:
        raise TypeError(f"not a field of an action: {unknown}")
    if values.get("assurance") in rules.DECIDED:
        rules.check_assurance_move("reported", values["assurance"])
    if "title" in values and not (values["title"] or "").strip():
        raise Refused("Say what the action is.", rule="plans.action-says-what", field="title")


def _check_parts(plan: Plan, values: Iterable[Any]) -> None:
    """Aims, themes and workstreams are those of this plan."""
    for name, model in PARTS.items():
        wanted = {row[name] for row in values if row.get(name)} if isinstance(values, list) else set()
        if wanted and model.objects.filter(plan=plan, pk__in=wanted).count() != len(wanted):  # type: ignore[attr-defined]
            raise Refused("That theme, aim or workstream is not in this plan. Nothing was saved.", field=name)


def _new_action(plan: Plan, draft: ActionDraft, number: int, position: int, today: date) -> Action:
    values = {name: value for name, value in draft.values.items() if value is not None}
    if values.get("due"):
        values.setdefault("first_due", values["due"])
    latest = max((update.on for update in draft.updates), default=None)
    return Action(
        plan=plan, number=number, position=position, added_on=today, last_updated=latest, extra=dict(draft.extra),
        aim_id=draft.aim_id, theme_id=draft.theme_id, workstream_id=draft.workstream_id, **values,
    )  # fmt: skip


def owner_row(
    action: Action, draft: OwnerDraft, by: Actor, moment: datetime, reason: str = ""
) -> ActionOwner:
    return ActionOwner(
        action=action,
        printed=draft.printed,
        post_id=draft.post_id,
        kind=draft.kind,
        since=moment,
        by_name=by.name,
        reason=reason,
    )


def figure_row(
    action: Action, position: int, draft: FigureDraft, by: Actor, moment: datetime, reason: str = ""
) -> Figure:
    return Figure(
        action=action, role=draft.role, label=draft.label, position=position, raw=draft.raw, what=draft.what,
        comparator=draft.comparator, value=draft.value, unit=draft.unit, denominator=draft.denominator, as_at=draft.as_at,
        due=draft.due, since=moment, by_name=by.name, reason=reason,
    )  # fmt: skip


def body_row(
    action: Action, layer: str, key: int, by: Actor, moment: datetime, reason: str = ""
) -> ActionBody:
    return ActionBody(action=action, layer=layer, body_id=key, since=moment, by_name=by.name, reason=reason)


def _finding(action: Action, key: int, by: Actor, moment: datetime) -> ActionFinding:
    return ActionFinding(action=action, finding_id=key, since=moment, by_name=by.name)


def update_row(action: Action, draft: UpdateDraft, by: Actor) -> Update:
    return Update(
        action=action, on=draft.on, text=draft.text, no_change=draft.no_change, delivery=draft.delivery,
        confidence=draft.confidence, forecast=draft.forecast, via="import", by_id_text=str(by.id or ""), by_name=by.name,
    )  # fmt: skip


def change_row(
    action: Action, field: str, old: str | None, new: Any, by: Actor, today: date, reason: str
) -> Change:
    return Change(
        action=action,
        field=field,
        old=old,
        new=new,
        on=today,
        by_id_text=str(by.id or ""),
        by_name=by.name,
        reason=reason,
    )


def _shown(action: Action, name: str) -> str | None:
    """A field's value as history keeps it: ISO dates, keys of statuses, titles of parts; None when not stated."""
    value = getattr(action, name.removesuffix("_id"))
    if value is None or value == "":
        return None
    return value.isoformat() if isinstance(value, date) else str(value)


def _named(owners: Iterable[ActionOwner]) -> str | None:
    return "; ".join(owner.label for owner in owners) or None


def printed_figures(figures: Iterable[Figure | FigureDraft]) -> str | None:
    return "; ".join(f"{f.label}: {f.raw}" if f.label else f.raw for f in figures) or None


def _end(model: Any, links: Sequence[Any], by: Actor, moment: datetime, reason: str) -> None:
    if links:
        keys = [link.pk for link in links]
        model.objects.filter(pk__in=keys).update(until=moment, ended_by_name=by.name, ended_reason=reason)


def _create(model: Any, rows: Iterable[Any]) -> None:
    if made := list(rows):
        model.objects.bulk_create(made, batch_size=BATCH)
