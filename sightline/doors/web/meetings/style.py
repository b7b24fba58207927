"""How a body words its resolutions, with a preview, and its standard phrases."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from sightline.domain.meetings import commands, style_rules
from sightline.domain.meetings import queries_room as queries
from sightline.domain.meetings.meeting_words import ITEM_KINDS, RESULTS
from sightline.domain.meetings.style_rules import NUMBERINGS, STANDARD, Style
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.ground.ui.forms import GovukForm, Radios, Select, TextArea, TextField

from .calling import BOTH, WHO
from .views import KEEP

EXAMPLES = (
    "RESOLVED: That the report be noted.",
    "RESOLVED: That the audit of supervision be circulated to members.",
)
SUGGESTED = ("RESOLVED:", "AGREED –", "The Board agreed that", "The Committee agreed:")


class StyleForm(GovukForm):
    opening = TextField(
        "Words before a resolution",
        optional=True,
        max_length=style_rules.LONGEST_OPENING,
        hint="As your minutes print them, like “RESOLVED:”. Empty: resolutions stand as they are recorded",
    )
    numbering = Radios("Numbers, where an item has several", choices=list(NUMBERINGS.items()), optional=True)


class PhraseForm(GovukForm):
    words = TextArea(
        "The phrase", rows=3, max_length=600, missing="Enter the phrase",
        hint="Begin with “That” or “To”. What differs each time stands in square brackets: [subject].",
    )  # fmt: skip
    item_kind = Select(
        "For which items?", choices=list(ITEM_KINDS.items()), optional=True, empty="Every item"
    )
    result = Select(
        "It records", choices=list(RESULTS.items()), empty="Choose one", missing="Say what it records"
    )


@require_http_methods(BOTH)
def style(request: SignedIn, key: int) -> HttpResponse:
    """The style of a body's resolutions. “Preview” shows it without saving."""
    body, held, phrases = queries.body_to_style(request.user, key)
    check_may(request.user, KEEP, body, who=WHO)
    form = StyleForm.of(request, initial={"opening": held.opening, "numbering": held.numbering})
    shown, saves = held, "preview" not in request.POST
    if form.is_bound and form.is_valid():
        shown = Style(
            " ".join((form.cleaned_data["opening"] or "").split()), form.cleaned_data["numbering"] or ""
        )
    if saves and saved(form, lambda _: _set(request, body, shown)):
        messages.success(request, "The style was saved. Minutes that are circulated from now on use it.")
        return redirect("body-style", key)
    return _page(request, body, form, PhraseForm(prefix="phrase"), shown, phrases)


@require_http_methods(["POST"])
def add_phrase(request: SignedIn, key: int) -> HttpResponse:
    """Add a standard phrase."""
    body, held, phrases = queries.body_to_style(request.user, key)
    check_may(request.user, KEEP, body, who=WHO)
    form = PhraseForm.of(request, prefix="phrase")

    def write(said: dict[str, Any]) -> None:
        commands.add_phrase(
            by=request.user,
            body=body,
            item_kind=said["item_kind"] or "",
            result=said["result"],
            words=said["words"],
        )

    if saved(form, write):
        messages.success(request, "The phrase was added.")
        return redirect("body-style", key)
    first = StyleForm(initial={"opening": held.opening, "numbering": held.numbering})
    return _page(request, body, first, form, held, phrases)


@require_POST
def take_away(request: SignedIn, key: int, phrase: int) -> HttpResponse:
    """Take a standard phrase away."""
    found = queries.phrase_of(request.user, key, phrase)
    check_may(request.user, KEEP, found.body, who=WHO)
    try:
        commands.take_phrase_away(by=request.user, phrase=found)
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, "The phrase was taken away. What was recorded with it stays.")
    return redirect("body-style", key)


def _set(request: SignedIn, body: Any, shown: Style) -> None:
    commands.set_style(by=request.user, body=body, opening=shown.opening, numbering=shown.numbering)


def _page(
    request: SignedIn, body: Any, form: GovukForm, phrase_form: GovukForm, shown: Style, phrases: list[Any]
) -> HttpResponse:
    sent = phrase_form if phrase_form.is_bound else form
    context = {
        "body": body,
        "form": sent,
        "style_form": form,
        "phrase_form": phrase_form,
        "preview": list(
            zip(EXAMPLES, style_rules.printed([("agreed", words) for words in EXAMPLES], shown), strict=True)
        ),
        "alone": style_rules.in_style(EXAMPLES[0], shown),
        "suggested": SUGGESTED,
        "phrases": phrases,
        "standard": STANDARD,
        "kinds": ITEM_KINDS,
        "results": RESULTS,
        "today": timezone.localdate(),
    }
    return render(request, "meetings/style.html", context, status=sent.status)
