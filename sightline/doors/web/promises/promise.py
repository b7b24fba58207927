"""One promise: what it says and does not say, how late it is, its history; and what people do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.meetings import commands
from sightline.domain.meetings.promises import queries
from sightline.domain.meetings.promises.facts import facts_of
from sightline.domain.meetings.promises.queries import PromisePage
from sightline.domain.meetings.promises.rules import answer_due, clock_words, lateness, unsaid, whose_now
from sightline.domain.meetings.promises.words import ANSWERS, PROMISE_KINDS, STANDING, STEP_KINDS
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved
from sightline.ground.lib.working_days import england
from sightline.ground.ui.forms import GovukForm

from .forms import Answer, Circulate, Met, Move, Notice, State, Why, Words
from .register import KEEP, REPORT
from .take_up import BOTH, WHO

REPORTS_WHO = "The programme office, or who owes it,"


@require_safe
def promise(request: SignedIn, number: int) -> HttpResponse:
    found, today = queries.promise_for(request.user, number), timezone.localdate()
    facts = facts_of(found.promise)
    stands = found.promise.state in STANDING
    context = {
        "found": found,
        "promise": found.promise,
        "kinds": PROMISE_KINDS,
        "answers": ANSWERS,
        "unsaid": unsaid(facts) if stands else (),
        "whose": _whose(found, today) if stands else "",
        "late": lateness(facts, today, england()),
        "clock": clock_words(facts, today),
        "answer_due": answer_due(facts),
        "history": list(history(found)),
        "stands": stands,
        "keeps": stands and request.user.may(KEEP, found.promise),
        "reports": stands and request.user.may(REPORT, found.promise),
        "sees_decisions": request.user.may_anywhere("governance.see"),
        "sees_papers": request.user.may_anywhere("papers.see"),
        "today": today,
    }
    return render(request, "promises/promise.html", context)


def _whose(found: PromisePage, today: date) -> str:
    """Who takes it, where its body has ended; the body is loaded with the one that followed it."""
    body = found.promise.body
    if body is None:
        return ""
    return whose_now(body.name, body.until, body.successor.name if body.successor else "", today)


def history(found: PromisePage) -> Iterator[dict[str, Any]]:
    """The steps as the page shows them, latest first."""
    for step in reversed(found.steps):
        entry: dict[str, Any] = {
            "when": step.on,
            "who": step.by_name,
            "what": STEP_KINDS[step.kind],
            "reason": step.reason or None,
        }
        if step.kind == "answer":
            entry["what"] = f"{STEP_KINDS[step.kind]}: {step.new.lower()}"
        elif step.kind in ("said-met", "discharged", "cancelled", "taken-up"):
            entry["reason"] = (
                step.reason
                or (f"Due: {step.new}" if step.kind == "taken-up" and step.new else step.new)
                or None
            )
        elif step.old or step.new:
            entry |= {"old": step.old or None, "new": step.new or None}
        if step.decision is not None:
            entry |= {"href": reverse("decision", args=[step.decision.number]), "link": str(step.decision)}
        elif step.paper is not None:
            entry |= {"href": reverse("paper", args=[step.paper.number]), "link": step.paper.title}
        elif step.evidence is not None and found.sees_evidence:
            entry |= {"href": reverse("evidence-piece", args=[step.evidence.pk]), "link": step.evidence.title}
        yield entry


@require_http_methods(BOTH)
def state(request: SignedIn, number: int) -> HttpResponse:
    """State who owes it, what it asks, to whom; or correct it with a reason."""
    found, today = _kept(request, number), timezone.localdate()
    bodies = []
    if found.body is None:
        bodies = [(str(body.pk), body.name) for body in queries.bodies_to_promise(request.user, today)]
    owner = f"post:{found.owner_post_id}" if found.owner_post_id else ""
    owner = owner or (f"body:{found.owner_body_id}" if found.owner_body_id else "")
    form = State.of(
        request, bodies=bodies, owners=partial(_owners, request.user, found),
        initial={"kind": found.kind, "owner": owner, "owner_words": found.owner_words, "to_whom": found.to_whom},
    )  # fmt: skip

    def write(said: dict[str, Any]) -> None:
        commands.state_promise(
            by=request.user, promise=found, draft=form.draft(), reason=said["reason"] or "", today=today,
            body=queries.body_of(request.user, said["body"]) if said.get("body") else None,
        )  # fmt: skip

    return _form(
        request, found, form, write, "Who owes promise {}, and what", "Save", "What it says was stated."
    )


def _owners(user: Any, found: Any) -> list[tuple[str, str]]:
    """Those who may owe it today, and who owes it now though they have ended since."""
    offered = queries.owners_to_choose(user, timezone.localdate())
    for kind, thing in (("post", found.owner_post), ("body", found.owner_body)):
        if thing is not None and f"{kind}:{thing.pk}" not in dict(offered):
            offered.append((f"{kind}:{thing.pk}", str(thing)))
    return offered


@require_http_methods(BOTH)
def words(request: SignedIn, number: int) -> HttpResponse:
    """Correct the words as they were taken up; the old ones stay in its history."""
    found = _kept(request, number)
    form = Words.of(request, initial={"words": found.words})

    def write(said: dict[str, Any]) -> None:
        commands.correct_promise_words(
            by=request.user,
            promise=found,
            words=said["words"],
            reason=said["reason"],
            today=timezone.localdate(),
        )

    note = "What stands in the paper or in the minutes is not changed by this."
    return _form(
        request,
        found,
        form,
        write,
        "Words of promise {}",
        "Save the words",
        "The words were corrected.",
        note,
    )


@require_http_methods(BOTH)
def move(request: SignedIn, number: int) -> HttpResponse:
    found = _kept(request, number)
    form = Move.of(request, initial={"due": found.due, "due_event": found.due_event})

    def write(said: dict[str, Any]) -> None:
        commands.move_promise_date(
            by=request.user, promise=found, due=said["due"], due_event=said["due_event"] or "", reason=said["reason"],
            today=timezone.localdate(),
        )  # fmt: skip

    return _form(request, found, form, write, "Date of promise {}", "Set the date", "The date was set.")


@require_http_methods(BOTH)
def met(request: SignedIn, number: int) -> HttpResponse:
    """Say that it is met; the body decides at its next meeting."""
    found = queries.promise_alone(request.user, number)
    check_may(request.user, REPORT, found, who=REPORTS_WHO)
    form = Met.of(
        request, papers=partial(queries.papers_to_choose, request.user),
        evidence=partial(queries.evidence_to_choose, request.user),
    )  # fmt: skip

    def write(said: dict[str, Any]) -> None:
        commands.say_promise_met(
            by=request.user, promise=found, words=said["words"] or "", today=timezone.localdate(),
            evidence=queries.evidence_of(request.user, said["evidence"] or ""),
            paper=queries.paper_of(request.user, said["paper"] or ""),
        )  # fmt: skip

    note = (
        f"Only {found.body or 'the body to which it was made'} can discharge it. It comes before its next meeting with what "
        "you say here."
    )
    done = "It is said to be met, and comes before the next meeting of its body."
    return _form(request, found, form, write, "Say that promise {} is met", "Say that it is met", done, note)


@require_http_methods(BOTH)
def circulate(request: SignedIn, number: int) -> HttpResponse:
    """Record that a paper was circulated to the members of its body between meetings."""
    found, today = queries.promise_alone(request.user, number), timezone.localdate()
    check_may(request.user, REPORT, found, who=REPORTS_WHO)
    members = queries.members_to_choose(found, today)
    form = Circulate.of(
        request, papers=partial(queries.papers_to_choose, request.user), members=members,
        initial={"on": today, "to": [key for key, _ in members]},
    )  # fmt: skip

    def write(said: dict[str, Any]) -> None:
        commands.circulate_paper(
            by=request.user, promise=found, paper=queries.paper_chosen(request.user, said["paper"]), on=said["on"],
            to=[int(key) for key in said["to"]], why_not=said["why_not"] or "", today=today,
        )  # fmt: skip

    note = "Sightline sends nothing: this records who had the paper. It is kept with the hash of its file, and with each name."
    done = "The circulation was recorded. The promise is said to be met, and comes before the next meeting of its body."
    heading = "Circulate a paper for promise {}"
    return _form(request, found, form, write, heading, "Record who had it", done, note)


@require_http_methods(BOTH)
def take_back(request: SignedIn, number: int) -> HttpResponse:
    found = queries.promise_alone(request.user, number)
    check_may(request.user, REPORT, found, who=REPORTS_WHO)
    form = Why.of(request)

    def write(said: dict[str, Any]) -> None:
        commands.take_back_met(
            by=request.user, promise=found, reason=said["reason"], today=timezone.localdate()
        )

    return _form(
        request,
        found,
        form,
        write,
        "Take back that promise {} is met",
        "Take it back",
        "The promise is outstanding again.",
    )


@require_http_methods(BOTH)
def notice(request: SignedIn, number: int) -> HttpResponse:
    found = _kept(request, number)
    form = Notice.of(request, initial={"on": found.notice_on})

    def write(said: dict[str, Any]) -> None:
        commands.give_notice(by=request.user, promise=found, on=said["on"], today=timezone.localdate())

    note = (
        "An executive answers a recommendation of scrutiny within two months beginning with that day (Local Government Act 2000, "
        "section 9FE)."
    )
    return _form(
        request,
        found,
        form,
        write,
        "Notice of promise {} to the executive",
        "Record the notice",
        "The notice was recorded.",
        note,
    )


@require_http_methods(BOTH)
def answer(request: SignedIn, number: int) -> HttpResponse:
    found = _kept(request, number)
    form = Answer.of(
        request, initial={"answer": found.answer, "words": found.answer_words, "on": found.answered_on}
    )

    def write(said: dict[str, Any]) -> None:
        commands.answer_recommendation(
            by=request.user, promise=found, answer=said["answer"], words=said["words"] or "", on=said["on"],
            today=timezone.localdate(),
        )  # fmt: skip

    return _form(
        request, found, form, write, "Answer to promise {}", "Record the answer", "The answer was recorded."
    )


def _kept(request: SignedIn, number: int) -> Any:
    found = queries.promise_alone(request.user, number)
    check_may(request.user, KEEP, found, who=WHO)
    return found


def _form(
    request: SignedIn,
    found: Any,
    form: GovukForm,
    write: Callable[[dict[str, Any]], object],
    heading: str,
    button: str,
    done: str,
    note: str = "",
) -> HttpResponse:
    if saved(form, write):
        messages.success(request, done)
        return redirect("promise", found.number)
    context = {
        "form": form,
        "promise": found,
        "heading": heading.format(found.number),
        "button": button,
        "note": note,
    }
    return render(request, "promises/form.html", context, status=form.status)
