"""Everything that a plan says and said, read in four statements: what `versions.facts_of` makes facts of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    BigIntegerField,
    DateTimeField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
)
from django.db.models.functions import Cast

from sightline.domain.evidence.models import Evidence
from sightline.domain.evidence.models import Version as EvidenceVersion
from sightline.domain.inspections.models import Finding, FindingState

from .models import (
    Action,
    ActionBody,
    ActionEvidence,
    ActionFinding,
    ActionOwner,
    Aim,
    Change,
    Figure,
    FindingReason,
    FindingTheme,
    Funding,
    Plan,
    PlanBody,
    PlanChange,
    PlanInspection,
    PlanStrategy,
    Theme,
    ThemeStrategy,
    Update,
    Workstream,
)
from .versions import (
    AS_PRINTED,
    FIGURE_FIELDS,
    PART_FIELDS,
    TRACKED_TEXT,
    ChangeRow,
    LinkRow,
    Rows,
    UpdateRow,
)

WORDS = ("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")
LINK = ("by_name", "reason", "ended_by_name", "ended_reason")
COLUMNS = ("what", "action", "key", "place", *WORDS, "since", "until", "by", "why", "ended_by", "ended_why")
LEAD = ("lead_raw", "lead__title", "lead__team")
PART = ("ref", "title", *LEAD)
FINDING = ("inspection__number", "number", "ref", "category", "heading", "text")
NUMBERS = frozenset({"value", "amount"})
IN_DAYS = frozenset(
    {"inspections", "state", "withdrawn", "findings", "plan-change"}
)  # stood from and to days, kept in the last two words
Select = tuple[str, tuple[str, ...], QuerySet[Any, Any]]
ACTION_FIELDS = (
    "pk", "number", "position", "first_due", "added_on", "ended_on", "ended_reason", "extra", *TRACKED_TEXT, *AS_PRINTED,
)  # fmt: skip


def read_rows(plan: Plan, days: Sequence[date] = (), *, since: date | None = None) -> Rows:
    """What the plan says and said, in four statements whatever it holds; three where only now is asked.

    days   the earlier days as at which facts are wanted: history and updates are read as far as these need
    since  history from this day on, where it is wanted for what was moved, by whom and why; date.min: all of it
    """
    rows = Rows(_says(plan))
    rows.actions = {values.pop("pk"): values for values in _actions(plan)}
    rows.links = list(_links(plan))
    first = min((*days, *([since] if since is not None else [])), default=None)
    if first is not None:
        rows.changes = _changes(plan, first)
    rows.updates = _updates(plan, days)
    return rows


def _says(plan: Plan) -> dict[str, Any]:
    """What a plan says of itself; its state is what became of it, and is not here."""
    texts = ("title", "stream", "vision", "narrative", "version", "review_cycle")
    days = ("starts", "ends", "version_date", "next_review")
    return {
        "number": plan.number,
        **{name: getattr(plan, name) or None for name in texts},
        **{name: getattr(plan, name) for name in days},
        "owner": str(plan.owner) if plan.owner else None,
        "follows": plan.follows.number if plan.follows else None,
    }


def _actions(plan: Plan) -> Iterator[dict[str, Any]]:
    rows = Action.objects.filter(plan=plan).order_by("position", "number")
    signs = F("signs_off__name")
    parts = [f"{name}_id" for name in PART_FIELDS]
    for values in rows.annotate(signs=signs).values(*ACTION_FIELDS, *parts, "signs"):
        values["signs_off"] = values.pop("signs")
        for name in PART_FIELDS:
            key = values.pop(f"{name}_id")
            values[name] = str(key) if key else None
        yield values


def _changes(plan: Plan, first: date) -> list[ChangeRow]:
    """Rows of history that hold from after the first day on; of due dates all, for the first date ever stated is asked for."""
    rows = Change.objects.filter(Q(on__gt=first) | Q(field="due"), action__plan=plan)
    wanted = ("action_id", "field", "old", "new", "on", "at", "by_name", "reason")
    return [ChangeRow(*row) for row in rows.order_by("on", "pk").values_list(*wanted)]


def _updates(plan: Plan, days: Sequence[date]) -> list[UpdateRow]:
    """The latest update of each action, now and as it stood at the end of each day, with what corrected it since."""
    of_action = Update.objects.filter(action=OuterRef("pk")).order_by("-on", "-pk").values("pk")
    wanted = {"now": Subquery(of_action[:1])}
    for place, day in enumerate(days):
        then = of_action.filter(on__lte=day)
        wanted |= {
            f"then_{place}": Subquery(then[:1]),
            f"first_{place}": Subquery(then.filter(corrects=None)[:1]),
        }
    keys = Action.objects.filter(plan=plan).order_by().annotate(**wanted)
    chosen = Q()
    for name in wanted:
        chosen |= Q(pk__in=keys.values(name))
    rows = Update.objects.filter(chosen).order_by("on", "pk")
    said = rows.values_list("action_id", "pk", "on", "at", "by_name", "text", "no_change", "corrects_id")
    return [
        UpdateRow(action, pk, on, at, by, text or ("No change" if none else ""), corrects is not None)
        for action, pk, on, at, by, text, none, corrects in said
    ]


def _links(plan: Plan) -> Iterator[LinkRow]:
    named = list(_selects(plan))
    (_, _, first), *others = named
    names = {what: words for what, words, _ in named}
    for what, action, key, place, *rest in first.union(*(rows for _, _, rows in others), all=True):
        words, (since, until, *who) = rest[: len(WORDS)], rest[len(WORDS) :]
        values = dict(zip(names[what], (word or None for word in words), strict=False))
        if what in IN_DAYS:
            since, until = _day(words[-2]), _day(words[-1])
        yield _link(what, action, key, place, values, since, until, *(word or "" for word in who))


def _link(
    what: str, action: int, key: str, place: int, says: dict[str, str | None], *when_and_who: Any
) -> LinkRow:
    """A row of the union as `versions` takes it: keys and names put together from what was read."""
    values: dict[str, Any] = says
    match what:
        case "owners":
            key = f"{says['kind']} {'post ' + str(says['post_id']) if says['post_id'] else says['printed']}"
            values = {"title": _post(says, "post__") or says["printed"]}
        case "bodies":
            key, values = f"{says['layer']} {key}", {"title": says["body__name"]}
        case "plan-bodies":
            what, key = "bodies", f"{says['role']} {key}"
            values = {"title": says["body__name"], "role": says["role"]}
        case "finding-links":
            what, key = "findings", f"{says['finding__inspection__number']}-{says['finding__number']}"
            values = {"title": says["finding__ref"] or f"finding {says['finding__number']}"}
        case "evidence":
            values = {"title": says["evidence__title"], "kind": says["evidence__kind"]}
        case "inspections":
            values = {"title": says["inspection__title"]}
        case "strategies":
            values = {"title": says["strategy__title"]}
        case "aims" | "themes" | "workstreams" | "funding":
            more = {name: value for name, value in says.items() if name not in LEAD}
            values = more | {"lead": _post(says, "lead__") or says["lead_raw"], "place": place}
        case "findings":
            key = f"{says['inspection__number']}-{says['number']}"
            values = {name: says[name] for name in ("category", "heading", "text")}
            values |= {"inspection": says["inspection__number"], "place": place}
            values["reference"] = says["ref"] or f"finding {says['number']}"
        case "state" | "reason" | "finding-theme":
            key = f"{says['finding__inspection__number']}-{says['finding__number']}"
    numbers = {name: _number(values[name]) for name in NUMBERS & values.keys()}
    return LinkRow(what, action, key, values | numbers, place, *when_and_who)


def _post(says: dict[str, str | None], through: str) -> str | None:
    title, team = says[f"{through}title"], says[f"{through}team"]
    return f"{title} ({team})" if title and team else title


def _number(word: str | None) -> str | None:
    return format(Decimal(word).normalize(), "f") if word else None


def _day(word: str | None) -> date | None:
    return date.fromisoformat(word) if word else None


def _selects(plan: Plan) -> Iterator[Select]:
    """One select for each kind of row; the first holds moments, so that the whole is read with them."""
    of = Q(action__plan=plan)
    mine: dict[str, Any] = {"action": F("action_id"), "link": LINK, "when": ("since", "until")}
    owners = ("kind", "post_id", "printed", "post__title", "post__team")
    yield select(ActionOwner.objects.filter(of), "owners", "pk", owners, **mine, place="pk")
    yield select(
        ActionBody.objects.filter(of), "bodies", "body_id", ("layer", "body__name"), **mine, place="pk"
    )
    finding = ("finding__inspection__number", "finding__number")
    answers = ActionFinding.objects.filter(of)
    yield select(answers, "finding-links", "pk", (*finding, "finding__ref"), **mine, place="pk")
    shown = ActionEvidence.objects.filter(of)
    yield select(shown, "evidence", "evidence_id", ("evidence__title", "evidence__kind"), **mine, place="pk")
    figures = ("role", "label", *FIGURE_FIELDS)
    yield select(Figure.objects.filter(of), "figures", "pk", figures, **mine, place="position")
    held = Exists(ActionEvidence.objects.filter(of, evidence=OuterRef("evidence_id")))
    versions = EvidenceVersion.objects.filter(held)
    yield select(versions, "version", "evidence_id", ("sha256", "as_at"), place="number", when=("at", None))
    gone = Evidence.objects.filter(Exists(shown.filter(evidence=OuterRef("pk")))).exclude(withdrawn_on=None)
    yield select(gone, "withdrawn", "pk", (), days=("withdrawn_on", None))
    yield from _of_plan(plan)
    yield from _of_findings(plan, finding)


def _of_plan(plan: Plan) -> Iterator[Select]:
    whole: dict[str, Any] = {"link": LINK, "when": ("since", "until"), "place": "pk"}
    bodies = PlanBody.objects.filter(plan=plan)
    yield select(bodies, "plan-bodies", "body_id", ("body__name", "role"), **whole)
    scope = PlanInspection.objects.filter(plan=plan)
    yield select(scope, "inspections", "inspection__number", ("inspection__title",), days=("since", "until"))
    said = PlanChange.objects.filter(plan=plan)
    yield select(
        said, "plan-change", "pk", ("field", "old", "new", "by_name", "reason"), place="pk", days=("on", None)
    )
    strategies = PlanStrategy.objects.filter(plan=plan)
    yield select(strategies, "strategies", "strategy_id", ("strategy__title",))
    yield select(Aim.objects.filter(plan=plan), "aims", "pk", PART, place="position")
    yield select(Theme.objects.filter(plan=plan), "themes", "pk", PART, place="position")
    streams = Workstream.objects.filter(plan=plan)
    yield select(streams, "workstreams", "pk", (*PART, "kind", "body__name"), place="position")
    money = Funding.objects.filter(plan=plan)
    yield select(money, "funding", "pk", (*PART, "amount_raw", "amount"), place="position")
    served = ThemeStrategy.objects.filter(theme__plan=plan)
    yield select(served, "theme-strategy", "theme_id", ("strategy_id", "strategy__title"))


def _of_findings(plan: Plan, finding: tuple[str, ...]) -> Iterator[Select]:
    """The findings of every inspection that is or was in scope, their states, themes and reasons."""
    scope = PlanInspection.objects.filter(plan=plan)
    found = Finding.objects.filter(Exists(scope.filter(inspection=OuterRef("inspection"))))
    yield select(found, "findings", "pk", FINDING, place="position", days=(None, "withdrawn_on"))
    states = FindingState.objects.filter(Exists(scope.filter(inspection=OuterRef("finding__inspection"))))
    yield select(states, "state", "pk", (*finding, "state"), place="pk", days=("since", "until"))
    themes = FindingTheme.objects.filter(theme__plan=plan)
    who: tuple[str | None, ...] = ("by_name", "reason", None, None)
    yield select(themes, "finding-theme", "pk", (*finding, "theme_id"), when=("since", "until"), link=who)
    reasons = FindingReason.objects.filter(plan=plan)
    who = ("by_name", None, None, None)
    yield select(reasons, "reason", "pk", (*finding, "reason"), when=("since", "until"), link=who)


def select(
    rows: QuerySet[Any],
    what: str,
    key: str,
    words: tuple[str, ...],
    *,
    action: Any = None,
    place: str = "",
    link: tuple[str | None, ...] = (None, None, None, None),
    when: tuple[str | None, str | None] = (None, None),
    days: tuple[str | None, str | None] = (None, None),
) -> Select:
    """One select of the union, after its kind and what stands in its words.

    words: fields read as text; link: fields that say who and why; when, days: those that hold its moments, or its days.
    """
    given = [_text(word) for word in words]
    given += [_text(None)] * (len(WORDS) - 2 - len(given))
    given += [_text(day) for day in days] if len(given) < len(WORDS) else []
    moments = (F(name) if name else Cast(Value(None), DateTimeField()) for name in when)
    values: dict[str, Any] = {
        "what": Value(what, output_field=TextField()),
        "action": action if action is not None else Value(0, output_field=BigIntegerField()),
        "key": _text(key),
        "place": Cast(F(place), BigIntegerField()) if place else Value(0, output_field=BigIntegerField()),
        **dict(zip(WORDS, given, strict=True)),
        **dict(zip(("since", "until"), moments, strict=True)),
        **dict(zip(("by", "why", "ended_by", "ended_why"), map(_text, link), strict=True)),
    }
    aliased = {
        f"x{place}": values[name] for place, name in enumerate(COLUMNS)
    }  # short names: the statement is long
    return what, words, rows.order_by().annotate(**aliased).values_list(*aliased)


def _text(name: str | None) -> Cast | Value:
    return Cast(F(name), TextField()) if name else Value("", output_field=TextField())
