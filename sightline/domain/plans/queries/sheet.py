"""A plan's actions with all that a spreadsheet states of them, for exports and for comparing a file with the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from sightline.domain.inspections.models import Finding
from sightline.ground.accounts.models import User

from ..drafts import FigureDraft
from ..models import Action, ActionBody, ActionFinding, ActionOwner, Figure, Plan, Update
from ..sheet import SheetOwner, SheetRow, code_of
from .listing import Filters, filtered

PLAIN = (
    "ref", "title", "detail", "source_printed", "source_text", "category", "owners_raw", "bodies_raw", "start", "start_raw",
    "due", "due_raw", "first_due", "forecast", "delivery", "status_printed", "confidence", "impact", "assurance", "priority",
    "priority_raw", "success_measure", "polarity", "last_updated", "resources", "cost", "voice", "area", "target_grade",
    "next_phase", "embedded_on", "linked_indicators", "linked_risks", "predecessor_ref", "sign_off_body",
    "evidence_expected", "outcome_notes", "extra",
)  # fmt: skip
FIGURE = ("role", "raw", "label", "what", "comparator", "value", "unit", "denominator", "as_at", "due")


def sheet_rows(user: User, plan: Plan, filters: Filters, today: date) -> list[SheetRow]:
    """The live actions that the filters leave, in order, each with its latest update; five statements whatever their number."""
    return rows_of(plan, filtered(user, plan, filters, today))


def rows_of(plan: Plan, actions: QuerySet[Action], *, all_updates: bool = False) -> list[SheetRow]:
    """These actions of one plan as rows of its spreadsheet.

    all_updates  every update, the latest first, where a paper is compared with what was said; otherwise the latest only
    """
    found = list(actions.select_related("theme", "workstream", "aim"))
    linked = _linked(plan, all_updates)
    return [_row(plan, action, linked) for action in found]


def _row(plan: Plan, action: Action, linked: Mapping[str, Mapping[int, list[Any]]]) -> SheetRow:
    plain: dict[str, Any] = {name: getattr(action, name) for name in PLAIN}
    key = action.pk
    bodies: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for layer, body, name in linked["bodies"].get(key, ()):
        bodies[layer].append((body, name))
    figures: dict[str, list[FigureDraft]] = defaultdict(list)
    for figure in linked["figures"].get(key, ()):
        figures[figure.role].append(figure)
    return SheetRow(
        id=key,
        code=code_of(plan.number, action.number),
        number=action.number,
        theme=str(action.theme) if action.theme else None,
        workstream=str(action.workstream) if action.workstream else None,
        aim=str(action.aim) if action.aim else None,
        findings=tuple(linked["findings"].get(key, ())),
        owners=tuple(linked["owners"].get(key, ())),
        bodies={layer: tuple(names) for layer, names in bodies.items()},
        figures={role: tuple(texts) for role, texts in figures.items()},
        updates=tuple(linked["updates"].get(key, ())),
        ended=action.ended_on is not None,
        **plain,
    )


def _linked(plan: Plan, all_updates: bool) -> dict[str, dict[int, list[Any]]]:
    """What hangs on the plan's actions, by action id."""
    of_plan = Q(action__plan=plan, until=None)
    holders = _holders(of_plan)
    figures = Figure.objects.filter(of_plan).order_by("position", "pk")
    findings = ActionFinding.objects.filter(of_plan).order_by("pk")
    return {
        "owners": _grouped(
            (key, SheetOwner(post, words, kind, title or words))
            for what, key, _, post, words, kind, title in holders
            if what == "owner"
        ),
        "bodies": _grouped(
            (key, [layer, body, name]) for what, key, _, body, _, layer, name in holders if what == "body"
        ),
        "figures": _grouped(
            (key, FigureDraft(*rest)) for key, *rest in figures.values_list("action_id", *FIGURE)
        ),
        "findings": _grouped(
            (key, Finding(ref=ref, number=number).reference)
            for key, ref, number in findings.values_list("action_id", "finding__ref", "finding__number")
        ),
        "updates": _grouped(_updates(plan, all_updates)),
    }


def _updates(plan: Plan, all_updates: bool) -> Iterable[tuple[int, str]]:
    """(action, text) of what was said and not corrected since, the latest first; or of the latest of each action only."""
    corrected = Update.objects.filter(corrects__isnull=False).values("corrects")  # few
    said = Update.objects.filter(no_change=False).exclude(pk__in=corrected).order_by("-on", "-pk")
    if all_updates:
        return said.filter(action__plan=plan).values_list("action_id", "text")
    latest = said.filter(action=OuterRef("pk")).values("text")[:1]
    rows = Action.objects.filter(plan=plan).order_by().values_list("pk", Subquery(latest))
    return ((key, text) for key, text in rows if text is not None)


def _holders(of_plan: Q) -> list[Any]:
    """Owners and bodies in one statement, in the order in which they were given: (what, action, link, post or body, words as
    printed, kind or layer, name)."""
    nothing = Value("", output_field=CharField())
    owners = ActionOwner.objects.filter(of_plan).order_by().annotate(
        what=Value("owner", output_field=CharField()), name=Coalesce("post__title", nothing)
    ).values_list("what", "action_id", "pk", "post_id", "printed", "kind", "name")  # fmt: skip
    bodies = ActionBody.objects.filter(of_plan).order_by().annotate(
        what=Value("body", output_field=CharField()), name=F("body__name"), printed=nothing
    ).values_list("what", "action_id", "pk", "body_id", "printed", "layer", "name")  # fmt: skip
    return sorted(owners.union(bodies, all=True), key=lambda row: row[2])


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
