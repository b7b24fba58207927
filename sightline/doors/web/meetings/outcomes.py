"""One item of a meeting and what came of it: recorded one by one, or all that waited for it at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.governance.words import DECISIONS
from sightline.domain.meetings import closing_rules, commands, queries_agenda
from sightline.domain.meetings import queries_meetings as queries
from sightline.domain.meetings.commands import BulkResult, OutcomeDraft
from sightline.domain.meetings.meeting_words import ITEM_KINDS, RESULTS
from sightline.domain.meetings.promises.before import outstanding_at
from sightline.domain.meetings.promises.queries import promises_of_item
from sightline.domain.meetings.queries_meetings import Before
from sightline.doors.web.decisions.fields import (
    OFFERED,
    ChooseKind,
    about_of,
    extra_of,
    holders,
)
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved
from sightline.ground.lib.errors import Refused
from sightline.ground.lib.working_days import england

from .calling import BOTH
from .forms import Outcome, Several
from .views import KEEP, RECORD

WORDS_ONLY = "none"
NOT_RESOLVED = {"refused": "NOT AGREED", "deferred": "PUT OFF"}
RECORDS_WHO = "The chair, or democratic services,"


@require_safe
def item(request: SignedIn, number: int, item: int) -> HttpResponse:
    found = queries.item_for(request.user, number, item)
    closed = found.item.closing
    rules, speaking = queries_agenda.speaking_of(found.item, england())
    context = {
        "found": found,
        "item": found.item,
        "meeting": found.item.meeting,
        "kinds": ITEM_KINDS,
        "results": RESULTS,
        "decisions": DECISIONS,
        "keeps": request.user.may(KEEP, found.item),
        "promises": promises_of_item(request.user, found.outcomes) if found.outcomes else {},
        "outstanding": outstanding_at(found.item),
        "papers": queries_agenda.papers_of_item(found.item),
        "came_from": queries_agenda.came_from(found.item),
        "speaking_rules": rules,
        "speaking": speaking,
        "may_promise": request.user.may("promises.keep", found.item),
        "records": request.user.may(RECORD, found.item) and found.item.meeting.minutes != "approved",
        "sees_decisions": request.user.may_anywhere("governance.see"),
        "closes": request.user.may(KEEP, found.item) and found.item.meeting.minutes != "approved",
        "bound": found.item.meeting.body.kind in closing_rules.BOUND,
        "motion": closing_rules.motion([(found.item.label, closed.paragraphs)])
        if closed and closed.kind == "exempt"
        else "",
        "today": timezone.localdate(),
    }
    return render(request, "meetings/item.html", context)


@require_http_methods(BOTH)
def record(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Record one outcome: first what kind of decision it is, then its words and what it needs."""
    found = _recordable(request, number, item)
    effect = request.GET.get("effect", "")
    if effect != WORDS_ONLY and effect not in OFFERED:
        return _choose(request, found)
    kind = "" if effect == WORDS_ONLY else effect
    results = [(key, words) for key, words in RESULTS.items() if kind or key in ("agreed", "noted")]
    posts, bodies = holders(request.user, timezone.localdate()) if kind in ("embed", "delegate") else ((), ())
    form = Outcome.of(
        request, effect=kind, user=request.user, posts=posts, bodies=bodies, results=results,
        initial={"words": "RESOLVED: That ", "result": "agreed"},
    )  # fmt: skip
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        made.append(
            commands.record_outcome(
                by=request.user, item=found, result=said["result"], effect=kind, about=about_of(said), words=said["words"],
                reason=said["reason"] or "", today=timezone.localdate(), **extra_of(kind, said),
            )
        )  # fmt: skip

    if saved(form, write):
        messages.success(request, _said(made[0]))
        return redirect("meeting-item", number, item)
    context = {
        "form": form,
        "item": found,
        "meeting": found.meeting,
        "kind": DECISIONS.get(kind, "An outcome in words"),
    }
    return render(request, "meetings/outcome.html", context, status=form.status)


@require_http_methods(BOTH)
def several(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Record what came of everything that waited for an item; each row that is refused says why beside it."""
    found = _recordable(request, number, item)
    rows = queries.before_item(found)
    form, result = Several.of(request, rows=rows), BulkResult()
    late = _late(request, found, rows)
    if form.is_valid():
        drafts = drafts_of(rows, form.cleaned_data)
        try:
            if drafts or not late:
                result = commands.record_outcomes(
                    by=request.user, item=found, rows=list(drafts.values()), today=timezone.localdate()
                )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            if result.recorded:
                messages.success(request, _said_of(result))
            if not result.refused and not late:
                return redirect("meeting-item", number, item)
            form, rows = _left(request, found, drafts, result)
        if late:
            form.add_error(None, late)
    context = {
        "form": form,
        "item": found,
        "meeting": found.meeting,
        "rows": rows,
        "quorum": queries.quorum_at(found),
    }
    return render(request, "meetings/several.html", context, status=form.status)


def drafts_of(rows: list[Before], said: dict[str, Any]) -> dict[str, OutcomeDraft]:
    """The outcomes that were entered, by row; a row without an answer is left as it waits."""
    drafts = {}
    for row in rows:
        result = said[f"result-{row.key}"] or ("agreed" if said["agree_all"] else "")
        if not result:
            continue
        words, reason = said[f"words-{row.key}"] or "", said[f"reason-{row.key}"] or ""
        drafts[row.key] = draft_of(row, result, words, reason)
    return drafts


def draft_of(row: Before, result: str, words: str, reason: str) -> OutcomeDraft:
    """The outcome of one thing that waited, as it was answered."""
    extra: dict[str, Any] = {}
    if row.effect == "ratify" and result == "refused":
        # Not ratifying is itself a decision of the meeting: what waits must not wait for ever.
        result, extra = "agreed", {"ratified": False, "comment": reason}
        words = words if words != row.draft else row.draft.replace(" be ", " be not ")
    elif result in NOT_RESOLVED and words == row.draft:
        words = (
            f"{NOT_RESOLVED[result]}: {row.words}."  # nothing was resolved, so the minutes must not say so
        )
    return OutcomeDraft(
        result=result, words=words, effect=row.effect, about=row.about, reason=reason, extra=extra
    )


def _left(
    request: SignedIn, item: Any, drafts: dict[str, OutcomeDraft], result: BulkResult
) -> tuple[Several, list[Before]]:
    """The form with the rows that still wait, and each refusal beside its row."""
    rows = queries.before_item(item)
    form = Several.of(request, rows=rows)
    form.is_valid()
    keys = {id(draft): key for key, draft in drafts.items()}
    for draft, refusal in result.refused:
        name = f"result-{keys[id(draft)]}"
        who = f" {refusal.who[:1].upper()}{refusal.who[1:]} can." if refusal.who else ""
        form.add_error(name if name in form.fields else None, f"{refusal.sentence}{who}")
    return form, rows


def _late(request: SignedIn, item: Any, rows: list[Before]) -> str:
    """What became of rows that were answered here after something else was recorded of them; "" for none.

    A row that was recorded just as it is sent now is told only where nothing else is sent with it.
    """
    sent = {name.removeprefix("words-") for name in request.POST if name.startswith("words-")}
    every = "agreed" if "agree_all" in request.POST else ""
    said = {key: request.POST.get(f"result-{key}") or every for key in sent}
    gone = {key for key in sent if said[key]} - {row.key for row in rows}
    if not gone:
        return ""
    there = queries.recorded_meanwhile(item, gone)
    as_sent = {f"{one.about_kind}-{one.about_id}" for one in there if _as_sent(one, said, request)}
    if gone <= as_sent and any(said[key] for key in sent - gone):
        return ""
    told = [
        f"{one.by_name} recorded at {timezone.localtime(one.at):%H:%M on %-d %B %Y}, as outcome {one}: "
        f"{one.get_result_display().lower()}, “{one.words}”."
        for one in there
    ]
    row = "One row that you answered does" if len(gone) == 1 else f"{len(gone)} rows that you answered do"
    return " ".join([f"{row} not wait any more, and what you entered there was not recorded.", *told[:10]])


def _as_sent(one: Any, said: dict[str, str], request: SignedIn) -> bool:
    key = f"{one.about_kind}-{one.about_id}"
    return one.result == said.get(key) and one.words == request.POST.get(f"words-{key}", "").strip()


def _choose(request: SignedIn, item: Any) -> HttpResponse:
    form = ChooseKind(
        request.GET or None,
        words="No decision: words only, like “the report was noted”",
    )
    context = {"form": form, "item": item, "meeting": item.meeting}
    return render(request, "meetings/choose.html", context, status=form.status)


def _recordable(request: SignedIn, number: int, item: int) -> Any:
    found = queries.item_alone(request.user, number, item)
    check_may(request.user, RECORD, found, who=RECORDS_WHO)
    return found


def _said(outcome: Any) -> str:
    """What just happened, in a sentence."""
    decision = outcome.decision
    if decision is None:
        return f"Outcome {outcome} was recorded."
    if not decision.has_effect:
        return (
            f"Outcome {outcome} was recorded as {decision}. The meeting was not quorate, so it has no effect until a quorate "
            "meeting ratifies it."
        )
    return f"Outcome {outcome} was recorded as {decision}" + (
        " and has taken effect." if outcome.done_at else "."
    )


def _said_of(result: BulkResult) -> str:
    count, waits = (
        len(result.recorded),
        sum(one.decision is not None and not one.decision.has_effect for one in result.recorded),
    )
    words = "1 outcome was recorded." if count == 1 else f"{count} outcomes were recorded."
    if waits:
        words += f" {waits} of them wait for ratification: the meeting was not quorate."
    if result.refused:
        left = len(result.refused)
        words += f" {left} {'was' if left == 1 else 'were'} refused, and the reason stands beside each."
    return words
