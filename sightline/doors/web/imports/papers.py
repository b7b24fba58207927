"""A report, minutes, a decision or a risk under review: what was read beside the paper, corrected, added to, accepted."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from sightline.doors.web.meetings.forms_printed import WhichMeeting
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.ground.ui.forms import GovukForm
from sightline.work.imports import queries_papers as queries
from sightline.work.imports.commands import papers as commands
from sightline.work.imports.paper_drafts import Entry, groups_to_take_as
from sightline.work.imports.paper_fields import FACTS, KINDS, LABELS, PARENTS
from sightline.work.imports.queries_papers import PaperReview

from . import papers_entries as entries
from .forms import KindForm, PutAsideForm
from .links import address, became
from .papers_entries import Adding
from .papers_forms import (
    SAME_OWN,
    AsideEntryForm,
    EntryForm,
    PaperFactsForm,
    SamePaperForm,
)
from .papers_showing import OF_KIND, Showing, following
from .papers_source import source_of

LOOK = ["GET", "HEAD", "POST"]
SHORT = 3  # characters: a choice or a number is not worth giving back


def review(request: SignedIn, number: int) -> HttpResponse:
    """The page of a paper under review, or as it was accepted. Asked by `review.review`, which knows its kind."""
    return page(request, queries.paper_review_for(request.user, number))


def has_review(reading: Any) -> bool:
    """Whether a reading is one that is reviewed here."""
    return reading.kind in KINDS and bool(reading.draft)


@require_http_methods(LOOK)
def facts(request: SignedIn, number: int) -> HttpResponse:
    """What the paper is, in a form: its body with the suggestions, its date, its title, its answers."""
    found = queries.paper_review_for(request.user, number)
    if not found.open:
        return closed(request, found)
    draft = found.draft
    form = PaperFactsForm.of(request, initial=entries.first_facts(found), **entries.bodies(found))

    def write(given: dict[str, Any]) -> None:
        stated = form.of_paper(given)
        changed = {name: value for name, value in stated.items() if draft.facts.get(name) != value}
        body = form.body(given)
        if body is not None and (body != found.body.body_id or not found.body.stated):
            changed["body_id"] = body
        if changed:
            commands.state_paper_facts(
                by=request.user,
                reading=found.reading,
                facts=changed,
                seen=seen(request),
                remember=bool(given.get("remember")),
            )

    if saved(form, write):
        if request.POST.get("do") == "next" and (key := following(_sections(request, found), "facts")):
            return redirect(f"{reverse('import-entry', args=[number, key])}#{key}")
        return to(request, number, "facts", "What the paper is was saved.")
    return page(request, found, at="facts", form=form)


@require_http_methods(LOOK)
def entry(request: SignedIn, number: int, key: str) -> HttpResponse:
    """One entry in a form beside its place: save it, or set it aside with a reason."""
    found = queries.paper_review_for(request.user, number)
    if not found.open:
        return closed(request, found)
    one = found.draft.entry(key)
    if request.method == "POST" and request.POST.get("do") == "aside":
        return _set_aside(request, found, one)
    form = EntryForm.of(request, **entries.edit(found, one))

    def write(given: dict[str, Any]) -> None:
        stated, remember = form.of_paper(given), bool(given.get("remember"))
        moved = {"parent": given["parent"]} if "parent" in given and given["parent"] != one.parent else {}
        if moved or remember or any(one.fields.get(name) != value for name, value in stated.items()):
            commands.edit_entry(
                by=request.user,
                reading=found.reading,
                key=key,
                fields=stated,
                seen=seen(request),
                remember=remember,
                **moved,
            )

    if saved(form, write):
        if request.POST.get("do") == "next" and (after := following(_sections(request, found), key)):
            return redirect(f"{reverse('import-entry', args=[number, after])}#{after}")
        return to(request, number, key, f"{LABELS[one.group][0]} saved.")
    return page(request, found, at=key, form=form)


def _set_aside(request: SignedIn, found: PaperReview, one: Entry) -> HttpResponse:
    form = AsideEntryForm.of(request, **entries.aside(found, one))

    def write(given: dict[str, Any]) -> None:
        commands.set_entry_aside(
            by=request.user,
            reading=found.reading,
            key=one.key,
            why=given["why"],
            also_below=bool(given.get("also_below")),
            seen=seen(request),
            remember=bool(given.get("remember")),
        )

    if saved(form, write):
        return to(request, found.reading.pk, one.key, "Set aside. It stands at the end with your reason.")
    return page(request, found, at=one.key, form=EntryForm(**entries.edit(found, one)), aside=form)


@require_http_methods(LOOK)
def take(request: SignedIn, number: int, key: str) -> HttpResponse:
    """Take what was set aside, or an entry as another group: `as` in the address says which."""
    found = queries.paper_review_for(request.user, number)
    if not found.open:
        return closed(request, found)
    one = found.draft.entry(key)
    group = entries.group_asked(found, request.GET.get("as", ""), one)
    if request.method == "POST" and request.POST.get("do") == "back":
        return _take_back(request, found, one)
    form = EntryForm.of(request, **entries.take(found, one, group))

    def write(given: dict[str, Any]) -> None:
        commands.take_entry(
            by=request.user,
            reading=found.reading,
            key=key,
            group=group,
            fields=form.of_paper(given),
            seen=seen(request),
            remember=bool(given.get("remember")),
            **({"parent": given["parent"]} if "parent" in given else {}),
        )

    if saved(form, write):
        return to(request, number, key, f"Taken as {entries.one_of(group)}.")
    return page(request, found, at=key, form=form, adding=Adding(group, key=key))


def _take_back(request: SignedIn, found: PaperReview, one: Entry) -> HttpResponse:
    """Take again, as it was, what was set aside."""
    try:
        commands.take_entry(by=request.user, reading=found.reading, key=one.key, seen=seen(request))
    except NotPermitted:
        raise
    except Refused as refusal:
        return page(request, found, refusal=refusal, about="Not taken")
    return to(request, found.reading.pk, one.key, "It is taken again.")


@require_http_methods(LOOK)
def add(request: SignedIn, number: int) -> HttpResponse:
    """Add what was missed. In the address: `as` (the group), `line` and `last` (of a text), `page` (of a PDF), `parent`."""
    found = queries.paper_review_for(request.user, number)
    if not found.open:
        return closed(request, found)
    adding = entries.adding(found, request.GET)
    asked = entries.add(found, adding)
    if request.method == "POST" and request.POST.get("do") == "fill":
        return page(request, found, at="new", form=_filled(request, found, asked), adding=adding)
    form = EntryForm.of(request, **asked)
    made: list[str] = []

    def write(given: dict[str, Any]) -> None:
        made.append(
            commands.add_entry(
                by=request.user,
                reading=found.reading,
                group=adding.group,
                fields=form.of_paper(given),
                parent=given.get("parent"),
                place=entries.place_given(given),
                remember=bool(given.get("remember")),
            )
        )

    if saved(form, write):
        word = LABELS[adding.group][0]
        return to(request, number, made[0], f"{word} added.")
    return page(request, found, at="new", form=form, adding=adding)


def _filled(request: SignedIn, found: PaperReview, asked: dict[str, Any]) -> EntryForm:
    """The form with the words of the lines that were asked for; everything else stays as it was typed."""
    form = EntryForm(**asked)
    first, last = (entries.whole(request.POST.get(name)) for name in ("first", "last"))
    typed = {name: request.POST[name] for name in form.fields if name in request.POST}
    words = entries.words_between(found, form, first, last or first) if first else {}
    form.initial = {**form.initial, **typed, **words}
    return form


@require_POST
def accept(request: SignedIn, number: int) -> HttpResponse:
    """Take the paper into the register as it was seen; a refusal comes back to the review with what to do."""
    found = queries.paper_review_for(request.user, number)
    if not found.open:
        return closed(request, found)
    same = _same_form(request, found)
    if same is not None and not same.is_valid():
        return page(request, found, same=same)
    choice = same.cleaned_data["same_as"] if same is not None else SAME_OWN
    twin = next((one.paper for one in found.same if str(one.paper.number) == choice), None)
    which = _meeting_form(request, found) if twin is None else None
    if which is not None and not which.is_valid():
        return page(request, found, same=same, which=which)
    body = request.POST.get("body_id", "")
    try:
        made = commands.accept_paper(
            by=request.user,
            reading=found.reading,
            today=timezone.localdate(),
            revision=seen(request),
            body_id=int(body) if body.isdecimal() and len(body) < 10 else None,
            same_as=twin,
            although_known=bool(found.same) and twin is None,
            remember="remember" in request.POST,
            meeting=which.choice() if which is not None else None,
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        again = queries.paper_review_for(request.user, number)
        return page(
            request, again, refusal=refusal, about="Not accepted", same=_same_form(request, again),
            which=_meeting_form(request, again),
        )  # fmt: skip
    said = "It is a further source of that paper." if twin else "It stands in the register now."
    messages.success(request, f"The paper was accepted. {said}")
    return redirect(address("paper", made.number) or reverse("import-review", args=[number]))


def _same_form(request: SignedIn, found: PaperReview) -> SamePaperForm | None:
    if not found.same:
        return None
    candidates = entries.candidates(found)
    if request.method == "POST" and "revision" in request.POST:
        return SamePaperForm(request.POST, candidates=candidates)
    return SamePaperForm(candidates=candidates)


def _meeting_form(request: SignedIn, found: PaperReview) -> WhichMeeting | None:
    """Which meeting minutes tell of, where it can be asked; as it was sent with the paper, else as it begins."""
    if found.meeting is None or found.meeting.lacks:
        return None
    sent = request.POST if request.method == "POST" and "revision" in request.POST else None
    return WhichMeeting(sent, question=found.meeting, later=True)


def seen(request: SignedIn) -> int | None:
    """The revision of the draft that the person saw; -1, which no draft has, where the page did not say."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isdecimal() and len(sent) < 10 else -1


def _sections(request: SignedIn, found: PaperReview) -> Any:
    return Showing(found, source_of(found, {})).sections()


def to(request: SignedIn, number: int, anchor: str, sentence: str) -> HttpResponse:
    """Back to the review, at what was changed, with a sentence that says what was done."""
    messages.success(request, sentence)
    show = f"?show={anchor}" if anchor != "facts" else ""
    return redirect(f"{reverse('import-review', args=[number])}{show}#{anchor}")


def closed(request: SignedIn, found: PaperReview) -> HttpResponse:
    """A part of a paper that is not under review any more: say so, and give back what was typed."""
    if request.method != "POST":
        return redirect("import-review", found.reading.pk)
    by = found.reading.decided_by_name
    state = {"accepted": "was accepted", "put-aside": "was put aside"}.get(
        found.reading.state, "is not under review"
    )
    who = f" by {by}" if by else ""
    sentence = f"This paper {state}{who} while you worked on it. What you sent was not saved."
    hidden = ("csrfmiddlewaretoken", "do", "revision", "parent", "body_id", "other_body", "same_as")
    sent = [str(value).strip() for name, value in request.POST.items() if name not in hidden]
    typed = [value for value in sent if len(value) > SHORT]
    return page(request, found, refusal=Refused(sentence), about="Not saved", typed=typed)


def page(
    request: SignedIn,
    found: PaperReview,
    *,
    at: str = "",
    form: GovukForm | None = None,
    aside: AsideEntryForm | None = None,
    same: SamePaperForm | None = None,
    which: WhichMeeting | None = None,
    adding: Adding | None = None,
    refusal: Refused | None = None,
    about: str = "",
    typed: list[str] | None = None,
    put_aside: GovukForm | None = None,
    kind: GovukForm | None = None,
) -> HttpResponse:
    """The page of a paper, with at most one part of it open in a form. A form with mistakes makes it a 422."""
    bound = [one for one in (aside, form, same, which, put_aside, kind) if one is not None and one.errors]
    place = source_of(found, request.GET, at if at not in ("facts", "new") else "")
    showing = Showing(found, place)
    sections, reading, draft = showing.sections(), found.reading, found.draft
    opened = next((one for one in draft.entries if one.key == at), None)
    context: dict[str, Any] = {
        "found": found,
        "lessons": queries.lessons_used(found.reading),
        "open": found.open,
        "counts": found.counts,
        "reading": reading,
        "draft": draft,
        "source": place,
        "showing": showing,
        "sections": sections,
        "facts": showing.facts(),
        "heading": OF_KIND[draft.kind],
        "labels": LABELS,
        "at": at,
        "edit": form,
        "adding": adding,
        "offered": entries.offered(found, adding) if adding else (),
        "aside": aside or (AsideEntryForm(**entries.aside(found, opened)) if opened else None),
        "changed_meanwhile": entries.saved_meanwhile(form, opened, request) if form and opened else (),
        "same": same or _same_form(request, found),
        "which": which or _meeting_form(request, found),
        "refusal": refusal,
        "about": about,
        "typed": typed or [],
        "putting_aside": put_aside or PutAsideForm(),
        "choosing": kind or KindForm(),
        "became": became(reading),
        "table": address("imports:table", reading.pk) if draft.kind == "indicators" else None,
        "following": following(sections, at) if at and found.open else None,
        "addable": [one for one in groups_to_take_as(draft) if one not in PARENTS],
        "aside_rows": showing.aside(),
        "anchors": {section.group for section in sections},
        "entry_keys": {one.key for one in draft.entries},
        "fact_names": {one.name for one in FACTS[draft.kind]} | {"body_id"},
    }
    if bound:
        context["form"] = bound[0]
    return render(request, "imports/papers_review.html", context, status=422 if bound or refusal else 200)
