"""A meeting's agenda as it is read, printed and sent; the papers of its items; who registered to speak."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.domain.meetings import commands, queries_agenda
from sightline.domain.meetings import queries_meetings as queries
from sightline.domain.meetings.agenda_rules import GIVES_NOTICE
from sightline.domain.meetings.commands import ItemPaperDraft
from sightline.doors.web.files import served, served_export
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, saved
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.ground.lib.working_days import england
from sightline.ground.ui.forms import GovukForm
from sightline.work.reports.about import about
from sightline.work.reports.agenda_word import agenda_document
from sightline.work.reports.word import write_word

from .calling import BOTH, WHO
from .forms import Reason
from .forms_agenda import AddPaper, Speaking, WordPaper
from .views import KEEP


@require_safe
def agenda(request: SignedIn, number: int) -> HttpResponse:
    today = timezone.localdate()
    found = queries_agenda.agenda_for(request.user, number, today, england())
    context = {
        "found": found,
        "meeting": found.meeting,
        "about": about("Agenda", as_at=today),
        "keeps": request.user.may(KEEP, found.meeting),
        "today": today,
    }
    return render(request, "meetings/agenda.html", context)


@require_safe
def word(request: SignedIn, number: int) -> HttpResponseBase:
    """The agenda as a Word file."""
    today = timezone.localdate()
    found = queries_agenda.agenda_for(request.user, number, today, england())
    said = about(f"Agenda of {found.meeting}", as_at=today)
    return served_export(write_word(agenda_document(found), said), f"agenda-{number}", "docx")


# Papers ---------------------------------------------------------------------------------------------------------------------


@require_http_methods(BOTH)
def add_paper(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Put a paper to an item."""
    found = _item(request, number, item)
    meeting, today = found.meeting, timezone.localdate()
    late = meeting.agenda_sent_on is not None or meeting.state == "held"
    form = AddPaper.of(
        request, late=late, by_law=meeting.body.kind in GIVES_NOTICE, posts=queries_agenda.posts_to_choose(today),
        papers=queries_agenda.papers_to_choose(request.user, meeting.body),
    )  # fmt: skip

    def write(said: dict[str, Any]) -> None:
        file = said["file"][0] if said["file"] else None
        draft = ItemPaperDraft(
            title=said["title"] or "", author=int(said["author"]) if said["author"] else None,
            paper=queries_agenda.paper_chosen(request.user, said["paper"]) if said["paper"] else None,
            stream=file, name=file.name if file else "", url=said["url"] or "", late=said.get("late") or "",
        )  # fmt: skip
        commands.add_item_paper(by=request.user, item=found, draft=draft, today=today)

    note = (
        "The agenda has gone out. This paper gets a label of its own, “Late …”, and renumbers nothing."
        if late
        else ""
    )
    return _form(
        request,
        found,
        form,
        write,
        f"Put a paper to item {found.label}",
        "Put it on",
        "The paper is on the agenda.",
        note,
    )


@require_http_methods(BOTH)
def word_paper(request: SignedIn, number: int, item: int, paper: int) -> HttpResponse:
    """Say better what a paper is called and who wrote it."""
    found = _paper(request, number, item, paper)
    posts = queries_agenda.posts_to_choose(timezone.localdate())
    if found.author is not None and str(found.author_id) not in dict(posts):
        posts.append((str(found.author_id), str(found.author)))
    initial = {"title": found.title, "author": str(found.author_id or "")}
    return _form(
        request, found.item, WordPaper.of(request, posts=posts, initial=initial),
        lambda said: commands.word_item_paper(
            by=request.user, paper=found, title=said["title"], author=int(said["author"]) if said["author"] else None
        ),
        f"Word paper {found.label} of item {found.item.label}", "Save", "The paper was worded.",
    )  # fmt: skip


@require_POST
def shift_paper(request: SignedIn, number: int, item: int, paper: int, up: bool) -> HttpResponse:
    """Move a paper one place up or down."""
    found = _paper(request, number, item, paper)
    try:
        commands.shift_item_paper(by=request.user, paper=found, up=up)
    except NotPermitted:
        raise
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"“{found.title}” was moved {'up' if up else 'down'}.")
    return redirect("meeting-item", number, item)


@require_http_methods(BOTH)
def take_paper_off(request: SignedIn, number: int, item: int, paper: int) -> HttpResponse:
    """Take a paper off."""
    found = _paper(request, number, item, paper)
    return _form(
        request, found.item, Reason.of(request),
        lambda said: commands.take_paper_off(by=request.user, paper=found, **said),
        f"Take paper {found.label} off item {found.item.label}", "Take it off",
        "The paper was taken off. It stays to be seen, struck through, with your reason.", found.title,
    )  # fmt: skip


@require_safe
def file(request: SignedIn, number: int, item: int, paper: int) -> HttpResponseBase:
    """The file that was put on the agenda, as a download."""
    found = queries_agenda.item_paper_for(request.user, number, item, paper)
    return served(queries_agenda.file_of(found), found.file_name)


# Public speaking ---------------------------------------------------------------------------------------------------------


@require_http_methods(BOTH)
def add_speaking(request: SignedIn, number: int, item: int) -> HttpResponse:
    """Keep that people registered to speak."""
    found = _item(request, number, item)
    rules, _ = queries_agenda.speaking_of(found, england())
    return _form(
        request, found, Speaking.of(request),
        lambda said: commands.register_speaking(
            by=request.user, item=found, today=timezone.localdate(), holidays=england(), **said
        ),
        "Who registered to speak", "Save", "It was kept. Nobody is named.", " ".join(rules),
    )  # fmt: skip


@require_http_methods(BOTH)
def withdraw_speaking(request: SignedIn, number: int, item: int, key: int) -> HttpResponse:
    """Note that nobody speaks about it after all."""
    found = queries_agenda.speaking_for(request.user, number, item, key)
    check_may(request.user, KEEP, found, who=WHO)
    return _form(
        request, found.item, Reason.of(request),
        lambda said: commands.withdraw_speaking(by=request.user, speaking=found, **said),
        "Nobody speaks after all", "Save", "It was withdrawn.", found.subject,
    )  # fmt: skip


def _item(request: SignedIn, number: int, item: int) -> Any:
    found = queries.item_alone(request.user, number, item)
    check_may(request.user, KEEP, found, who=WHO)
    return found


def _paper(request: SignedIn, number: int, item: int, paper: int) -> Any:
    found = queries_agenda.item_paper_for(request.user, number, item, paper)
    check_may(request.user, KEEP, found, who=WHO)
    return found


def _form(
    request: SignedIn,
    item: Any,
    form: GovukForm,
    write: Any,
    heading: str,
    button: str,
    done: str,
    note: str = "",
) -> HttpResponse:
    if saved(form, write):
        messages.success(request, done)
        return redirect("meeting-item", item.meeting.number, item.number)
    context = {
        "form": form, "item": item, "meeting": item.meeting, "heading": heading, "button": button, "note": note
    }  # fmt: skip
    return render(request, "meetings/item_form.html", context, status=form.status)
