"""The ledger: every open action of the plan before beside what it is like in the new one, and what a person says becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.domain.plans import carrying_rules, commands, queries
from sightline.domain.plans.commands import DispositionDraft
from sightline.domain.plans.queries import carrying
from sightline.doors.web.files import served_export
from sightline.doors.web.plan.forms_action import ReasonForm
from sightline.doors.web.plan.page import address
from sightline.doors.web.plan.rights import plan_to
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

from .forms import DispositionForm, FollowsForm

CHANGES = ("GET", "HEAD", "POST")
SIZE = 25
COLUMNS = (
    Column("Number", 9), Column("Reference", 12), Column("Action of the plan before", 70), Column("Delivery", 14),
    Column("Assurance", 14), Column("What became of it", 24), Column("Taken over by", 60), Column("Why", 40),
    Column("Decision", 12), Column("Lost on the way", 50),
)  # fmt: skip


@require_http_methods(CHANGES)
def ledger(request: SignedIn, number: int) -> HttpResponse:
    """One page of the ledger; what is chosen on it is recorded, and each that is refused says why beside it."""
    refused: dict[int, str] = {}
    if request.method == "POST":
        refused = _record(request, number)
        if not refused:
            return redirect(request.get_full_path())
    show = _show(request)
    asked = request.GET.get("page", "1")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 6 else 1
    found = carrying.ledger(request.user, number, show=show, page=page, size=SIZE)
    _tell_gone(request, refused, {row.action.number for row in found.rows})
    may_edit = found.plan.state == "draft" and request.user.may("plans.edit_plan", found.plan)
    others = [one for one in found.plans if one.number != number]
    context = {
        "found": found,
        "plan": found.plan,
        "before": found.plan.follows,
        "show": show,
        "words": carrying_rules.WORDS,
        "finding_words": carrying_rules.FINDING_WORDS,
        "refused": refused,
        "chosen": {key: value for key, value in request.POST.items() if key.startswith("do-")},
        "may_edit": may_edit,
        "decision_page": lambda one: address("decision", one.number),
        "rows": Paginator(range(found.count), SIZE).get_page(found.page),
        "follows_form": FollowsForm(plans=others)
        if may_edit and others and not found.plan.follows_id
        else None,
    }
    return render(request, "plan_carrying/ledger.html", context, status=422 if refused else 200)


def _tell_gone(request: SignedIn, refused: dict[int, str], shown: set[int]) -> None:
    """Tell at the top what was refused of rows that are not on the page any more."""
    gone = [sentence for number, sentence in refused.items() if number not in shown]
    if gone:
        more = f" And {len(gone) - 3} more." if len(gone) > 3 else ""
        messages.error(request, " ".join(dict.fromkeys(gone[:3])) + more)


def _show(request: SignedIn) -> str:
    asked = request.GET.get("show", carrying_rules.OUTSTANDING)
    return asked if asked in carrying_rules.WORDS else ""


def _record(request: SignedIn, number: int) -> dict[int, str]:
    """Record what was chosen; the sentences of those that were refused, by the number of the old action."""
    plan = plan_to(request.user, number)
    drafts = list(_drafts(request))
    if not drafts:
        messages.error(
            request,
            "Nothing was chosen, so nothing was recorded. Choose what becomes of an action, then save.",
        )
        return {}
    try:
        outcome = commands.dispose_together(
            by=request.user, plan=plan, drafts=drafts, today=timezone.localdate()
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        return {draft.action: refusal.sentence for draft in drafts}
    refused = {key: said.sentence for key, said in outcome.items() if isinstance(said, Refused)}
    done = len(outcome) - len(refused)
    messages.success(request, f"Recorded what becomes of {done} {'action' if done == 1 else 'actions'}.")
    return refused


def _drafts(request: SignedIn) -> Iterator[DispositionDraft]:
    """The choices on the page: "do-12" is "as-it-is" or "to:7" for action 12 of the plan before."""
    for key, value in request.POST.items():
        name, _, number = key.partition("do-")
        if name or not (number.isdecimal() and len(number) < 9) or not value:
            continue
        to = str(value).removeprefix("to:")
        if value == "as-it-is":
            yield DispositionDraft(int(number), "carried", as_it_is=True, outstanding=True)
        elif to.isdecimal() and len(to) < 9:
            yield DispositionDraft(int(number), "carried", (int(to),), outstanding=True)


@require_http_methods(CHANGES)
def action(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    """What becomes of one action: carried, merged, split, signed off or ended."""
    plan, row = carrying.ledger_row(request.user, number, action_number)
    plan_to(request.user, number)
    takers = carrying.takers(plan)
    decisions = carrying.decisions_to_settle(request.user, row.action)
    form = DispositionForm(request.POST or None, takers=takers, decisions=decisions, initial=_initial(row))

    def write(said: dict[str, Any]) -> None:
        chosen = [one for one in decisions if str(one.pk) == said["decision"]]
        draft = DispositionDraft(
            action_number,
            said["kind"],
            tuple(said["targets"]),
            said["reason"] or "",
            chosen[0] if chosen else None,
        )
        commands.dispose_together(by=request.user, plan=plan, drafts=[draft], today=timezone.localdate())

    if saved(form, write):
        messages.success(request, f"Recorded what becomes of {row.action.label}.")
        return redirect("plan-carry-over", number)
    context = {"form": form, "plan": plan, "row": row, "words": carrying_rules.WORDS}
    return render(request, "plan_carrying/action.html", context, status=form.status)


def _initial(row: carrying.LedgerRow) -> dict[str, Any]:
    if row.disposition is None:
        return {}
    return {
        "kind": row.disposition.kind,
        "targets": ", ".join(one.label for one in row.targets),
        "reason": row.disposition.reason,
    }


@require_http_methods(CHANGES)
def undo(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    """Take a disposition back; it stays to be read in the record."""
    plan, row = carrying.ledger_row(request.user, number, action_number)
    plan_to(request.user, number)
    if row.disposition is None:
        raise NotFound("Nothing is recorded for this action.")
    form = ReasonForm(request.POST or None)

    def write(said: dict[str, Any]) -> None:
        commands.undo_disposition(
            by=request.user, plan=plan, action=row.action, reason=said["reason"], today=timezone.localdate()
        )

    if saved(form, write):
        messages.success(request, f"{row.action.label} is outstanding again.")
        return redirect("plan-carry-over", number)
    context = {
        "form": form, "plan": plan, "back": ("plan-carry-over", number), "button": "Take it back",
        "heading": f"Decide anew what becomes of {row.action.label}", "lead": row.action.title,
    }  # fmt: skip
    return render(request, "plan/reason.html", context, status=form.status)


@require_POST
def follows(request: SignedIn, number: int) -> HttpResponse:
    """Say which plan a draft follows."""
    plan = plan_to(request.user, number)
    others = [one for one in queries.plans_to_switch(request.user, number)[1] if one.number != number]
    form = FollowsForm(request.POST, plans=others)

    def write(said: dict[str, Any]) -> None:
        before = next(one for one in others if str(one.number) == said["before"])
        commands.follow_plan(by=request.user, plan=plan, before=before)

    if saved(form, write):
        messages.success(request, "The ledger is open: say what becomes of each action of the plan before.")
    else:
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
    return redirect("plan-carry-over", number)


@require_POST
def certify(request: SignedIn, number: int) -> HttpResponse:
    """Issue the certificate of the sum, or say what is still outstanding."""
    plan = plan_to(request.user, number)
    try:
        made = commands.certify_carry_over(by=request.user, plan=plan, today=timezone.localdate())
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
        return redirect("plan-carry-over", number)
    messages.success(request, f"Certificate {made.number} is issued.")
    return redirect("certificate", made.number)


@require_safe
def file(request: SignedIn, number: int, kind: str) -> HttpResponseBase:
    """The whole ledger as a spreadsheet."""
    if kind not in ("xlsx", "csv"):
        raise NotFound("There is no such file.")
    plan = queries.plan_for(request.user, number)
    said = about(f"Carry-over into {plan.title}", as_at=timezone.localdate(), version=plan.version)
    made = export(COLUMNS, _cells(carrying.ledger_lines(request.user, number)), said, kind)
    return served_export(made, f"plan-{number}-carry-over", kind)


def _cells(rows: Iterator[carrying.LedgerRow]) -> Iterator[list[Value]]:
    for row in rows:
        one = row.action
        yield [
            one.number, one.ref, one.title, one.get_delivery_display(), one.get_assurance_display(),
            carrying_rules.WORDS[row.became],
            "; ".join(f"{to.label}: {to.title}" for to in row.targets), row.disposition.reason if row.disposition else "",
            row.decision.number if row.decision else None,
            "; ".join(f"{lost.what}: {', '.join(lost.names)}" for lost in row.lost),
        ]  # fmt: skip
