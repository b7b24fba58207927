"""One paper under review: what was read beside a picture of the page that it came from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.doors.web.files import served, served_picture
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import saved
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from sightline.ground.ui.forms import GovukForm
from sightline.work.imports import commands, queries
from sightline.work.imports.drafts import Draft, JudgementRow, Passage
from sightline.work.imports.queries import ReviewPage
from sightline.work.imports.queries_papers import paper_review_for

from . import papers
from .forms import (
    AsideForm,
    FactsForm,
    FindingForm,
    JudgementForm,
    KindForm,
    PutAsideForm,
    facts_initial,
)
from .links import address, became

LOOK = ["GET", "HEAD", "POST"]
A4 = (595.0, 842.0)


@dataclass(frozen=True)
class Picture:
    """The page in sight: its number, its size in points, the passages marked on it."""

    page: int
    pages: int
    width: float
    height: float
    boxes: tuple[tuple[float, float, float, float], ...]


@require_safe
def review(request: SignedIn, number: int) -> HttpResponse:
    """The review of a reading; one of a report, minutes, a decision, risks or figures has pages of its own."""
    try:
        return papers.review(request, number)
    except NotFound:
        return _page(request, queries.review_for(request.user, number))


@require_http_methods(LOOK)
def facts(request: SignedIn, number: int) -> HttpResponse:
    """The facts of the inspection, in a form beside the first page."""
    found = _under_review(request, number)
    draft = _draft(found)
    form = FactsForm.of(request, initial=facts_initial(draft.facts))
    if saved(form, lambda given: commands.state_facts(by=request.user, reading=found.reading, **given)):
        return _to(number, "facts", "What the inspection is was saved.", request)
    return _page(request, found, at="facts", form=form)


@require_http_methods(LOOK)
def finding(request: SignedIn, number: int, key: str) -> HttpResponse:
    """One passage in a form beside its page: save it, set it aside with a reason, or add a new one ("new")."""
    found = _under_review(request, number)
    draft = _draft(found)
    reading, by = found.reading, request.user
    passage = None if key == "new" else draft.passage(key)
    initial = {} if passage is None else {name: getattr(passage, name) for name in FindingForm.base_fields}
    if passage is None and request.GET.get("page", "").isdecimal():
        initial["page"] = request.GET["page"]
    if passage is not None and request.method == "POST" and request.POST.get("do") == "aside":
        aside = AsideForm.of(request)
        if saved(aside, lambda given: commands.set_finding_aside(by=by, reading=reading, key=key, **given)):
            return _to(number, key, "The passage was set aside. It stands below with your reason.", request)
        return _page(request, found, at=key, form=FindingForm(initial=initial), aside=aside)
    form = FindingForm.of(request, initial=initial)
    made = [key]

    def write(given: dict[str, Any]) -> None:
        if passage is None:
            made[0] = commands.add_finding(by=by, reading=reading, **given)
        elif any(getattr(passage, name) != value for name, value in given.items()):
            commands.edit_finding(by=by, reading=reading, key=key, **given)

    if saved(form, write):
        if request.POST.get("do") == "next" and (following := _next(draft, key)):
            return redirect(reverse("import-finding", args=[number, following]) + f"#{following}")
        return _to(
            number,
            made[0],
            "The finding was added." if passage is None else "The finding was saved.",
            request,
        )
    return _page(request, found, at=key, form=form)


@require_http_methods(LOOK)
def judgement(request: SignedIn, number: int, key: str) -> HttpResponse:
    """One judgement in a form: save it, set it aside with a reason, or add a new one ("new")."""
    found = _under_review(request, number)
    reading, by = found.reading, request.user
    row = None if key == "new" else _draft(found).judgement(key)
    initial = {} if row is None else {name: getattr(row, name) for name in JudgementForm.base_fields}
    if row is not None and request.method == "POST" and request.POST.get("do") == "aside":
        aside = AsideForm.of(request)
        if saved(aside, lambda given: commands.set_judgement_aside(by=by, reading=reading, key=key, **given)):
            return _to(number, "judgements", "The judgement was set aside, with your reason.", request)
        return _page(request, found, at=key, form=JudgementForm(initial=initial), aside=aside)
    form = JudgementForm.of(request, initial=initial)

    def write(given: dict[str, Any]) -> None:
        if row is None:
            commands.add_judgement(by=by, reading=reading, **given)
        elif any(getattr(row, name) != value for name, value in given.items()):
            commands.edit_judgement(by=by, reading=reading, key=key, **given)

    if saved(form, write):
        return _to(number, "judgements", "The judgement was saved.", request)
    return _page(request, found, at="new-judgement" if row is None else key, form=form)


@require_POST
def take(request: SignedIn, number: int, key: str) -> HttpResponse:
    """Take a passage or a judgement that was set aside, and open it to be put right."""
    found = _under_review(request, number)
    draft = _draft(found)
    if key[0] in "jk":
        draft.judgement(key)
        commands.take_judgement(by=request.user, reading=found.reading, key=key)
        return _to(number, "judgements", "The judgement is taken.", request)
    draft.passage(key)
    commands.take_finding(by=request.user, reading=found.reading, key=key)
    messages.success(request, "The passage is now a finding. Check its number, category and heading.")
    return redirect(reverse("import-finding", args=[number, key]) + f"#{key}")


@require_POST
def accept(request: SignedIn, number: int) -> HttpResponse:
    """Accept the paper as it was seen; a refusal comes back to the review with what to do."""
    found = queries.review_for(request.user, number)
    seen = request.POST.get("revision", "")
    try:
        commands.accept_inspection(
            by=request.user,
            reading=found.reading,
            today=timezone.localdate(),
            revision=int(seen) if seen.isdecimal() and len(seen) < 10 else -1,
            although_known=request.POST.get("although") == "yes",
        )
    except NotPermitted:
        raise
    except Refused as refusal:
        return _page(request, queries.review_for(request.user, number), refusal=refusal)
    messages.success(
        request, "The inspection was accepted. Its findings are open and can be answered in a plan."
    )
    return redirect("import-review", number)


@require_POST
def put_aside(request: SignedIn, number: int) -> HttpResponse:
    found = queries.review_for(request.user, number)
    form = PutAsideForm.of(request)
    if saved(form, lambda given: commands.put_aside(by=request.user, reading=found.reading, **given)):
        messages.success(request, "The paper was put aside. Nothing of it was taken.")
        return redirect("import-review", number)
    return _page(request, found, put_aside=form)


@require_POST
def take_up(request: SignedIn, number: int) -> HttpResponse:
    found = queries.review_for(request.user, number)
    commands.take_up_again(by=request.user, reading=found.reading)
    messages.success(request, "You can go on with this paper where it was left.")
    return redirect("import-review", number)


@require_POST
def kind(request: SignedIn, number: int) -> HttpResponse:
    """A person says what the paper is, and it is read again as that."""
    found = queries.review_for(request.user, number)
    form = KindForm.of(request)
    if saved(form, lambda given: commands.choose_kind(by=request.user, reading=found.reading, **given)):
        messages.success(request, "The paper is read again as what you said it is.")
        return redirect("import-review", number)
    return _page(request, found, kind=form)


@require_POST
def again(request: SignedIn, number: int) -> HttpResponse:
    found = queries.review_for(request.user, number)
    discard = request.POST.get("discard") == "yes"
    commands.read_again(by=request.user, reading=found.reading, discard=discard)
    messages.success(request, "The paper waits to be read again.")
    return redirect("import-review", number)


@require_safe
def page_picture(request: SignedIn, number: int, page: int) -> HttpResponse:
    """The picture of a page. It never changes, so the browser may keep it."""
    png = queries.page_picture(request.user, number, page)
    return served_picture(png, f"page-{page}.png")  # type: ignore[return-value]


@require_safe
def source(request: SignedIn, number: int) -> HttpResponse:
    reading = queries.reading_for(request.user, number)
    return served(reading.file, reading.name)  # type: ignore[return-value]


def _page(
    request: SignedIn,
    found: ReviewPage,
    *,
    at: str = "",
    form: GovukForm | None = None,
    refusal: Refused | None = None,
    **forms: GovukForm,
) -> HttpResponse:
    """The page of a paper, with at most one part of it open in a form. A form with mistakes makes it a 422."""
    reading = found.reading
    if found.draft is None and papers.has_review(reading):
        paper = paper_review_for(request.user, reading.pk)
        return papers.page(request, paper, put_aside=forms.get("put_aside"), kind=forms.get("kind"))
    bound = [one for one in (form, *forms.values()) if one is not None and one.errors]
    context: dict[str, Any] = {
        "found": found,
        "reading": reading,
        "draft": found.draft,
        "at": at,
        "edit": form,
        "aside": forms.get("aside") or AsideForm(),
        "putting_aside": forms.get("put_aside") or PutAsideForm(),
        "choosing": forms.get("kind") or KindForm(),
        "refusal": refusal,
        "picture": _picture(request, found, at),
        "became": became(reading),
        "twin": _twin(found),
        "table": address("imports:table", reading.pk) if reading.kind in ("plan", "indicators") else None,
        "following": _next(found.draft, at) if found.draft and at else None,
    }
    if bound:
        context["form"] = bound[0]
    template = "imports/review.html" if found.draft else "imports/paper.html"
    return render(request, template, context, status=422 if bound or refusal else 200)


def _picture(request: SignedIn, found: ReviewPage, at: str) -> Picture | None:
    """The page in sight: asked for, or that of the open passage, or that of the first finding."""
    draft, reading = found.draft, found.reading
    if draft is None or not reading.pages or reading.file.kind != "pdf":
        return None
    marked = _marked(draft, at)
    asked = request.GET.get("page", "")
    page = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    if not 1 <= page <= reading.pages:
        page = _page_of(draft, at, marked)
    page = min(max(page, 1), reading.pages)
    size = draft.sizes[page - 1] if page <= len(draft.sizes) else A4
    boxes = [box for box in marked if box["page"] == page]
    return Picture(
        page,
        reading.pages,
        *size,
        boxes=tuple((box["left"], box["top"], box["right"], box["bottom"]) for box in boxes),
    )


def _parts(draft: Draft) -> list[Passage | JudgementRow]:
    return [*draft.passages, *draft.judgements]


def _marked(draft: Draft, at: str) -> Sequence[Any]:
    """The boxes of what is open, or of everything that is taken."""
    opened = [one for one in _parts(draft) if one.key == at]
    if not opened and at in ("facts", "new"):
        return ()
    rows = opened or [one for one in _parts(draft) if one.taken]
    return [box for row in rows for box in row.boxes]


def _page_of(draft: Draft, at: str, marked: Sequence[Any]) -> int:
    if at == "facts":
        return 1
    opened = next((one for one in _parts(draft) if one.key == at), None)
    if opened is not None:
        return int(marked[0]["page"]) if marked else opened.page or 1
    return next((one.page for one in draft.findings if one.page), 1)


def _next(draft: Draft, key: str) -> str | None:
    """The key of the finding after this one."""
    keys = [one.key for one in draft.findings]
    if key == "facts":
        return keys[0] if keys else None
    return keys[keys.index(key) + 1] if key in keys[:-1] else None


def _twin(found: ReviewPage) -> dict[str, Any] | None:
    """The inspection that is here already, with its address."""
    if found.twin is None:
        return None
    return {**found.twin, "href": address("inspection", found.twin["number"])}


def _draft(found: ReviewPage) -> Draft:
    assert found.draft is not None
    return found.draft


def _under_review(request: SignedIn, number: int) -> ReviewPage:
    found = queries.review_for(request.user, number)
    if not found.open:
        raise NotFound("This paper is not under review.")
    return found


def _to(number: int, anchor: str, sentence: str, request: SignedIn) -> HttpResponse:
    messages.success(request, sentence)
    return redirect(reverse("import-review", args=[number]) + f"#{anchor}")
