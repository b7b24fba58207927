"""Posts and who holds them. Plans name posts; people come and go behind them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.governance import commands, queries
from sightline.domain.plans.queries.answering import actions_of_post
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved
from sightline.work.handover.queries import hand_over_of

from .bodies import BOTH, EDIT, PAGE, SEE
from .forms import Leave, NameFilter, NewPost, RenamePost, TakeUp


@require_safe
def posts(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    today, text, show = timezone.localdate(), request.GET.get("text", ""), request.GET.get("show", "")
    found = queries.posts(request.user, on=None if show == "all" else today, text=text)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "posts": page,
        "filters": NameFilter(initial={"text": text, "show": show}),
        "chosen": chips(text, show),
        "may_edit": request.user.may(EDIT),
        "today": today,
    }
    return render(request, "governance/posts.html", context)


def chips(text: str, show: str) -> list[tuple[str, str]]:
    """What is in force of the filters: (words, name of the filter)."""
    both = (("text", text), ("show", "All, ended ones too" if show == "all" else ""))
    return [(words, name) for name, words in both if words]


@require_safe
def post(request: SignedIn, key: int) -> HttpResponse:
    found = queries.post_for(request.user, key)
    context = {
        "post": found,
        "actions": actions_of_post(request.user, found) if request.user.may_anywhere("plans.see") else (),
        "may_edit": request.user.may(EDIT, found),
        "hand_over": hand_over_of(request.user, post=found) if found.until else None,
        "today": timezone.localdate(),
    }
    return render(request, "governance/post.html", context)


@require_http_methods(BOTH)
def add(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    check_may(request.user, EDIT)
    form = NewPost.of(request)
    made: list[Any] = []
    if saved(form, lambda said: made.append(commands.add_post(by=request.user, **said))):
        messages.success(request, f"{made[0]} was added.")
        return redirect("post", made[0].pk)
    return render(request, "governance/add_post.html", {"form": form}, status=form.status)


@require_http_methods(BOTH)
def rename(request: SignedIn, key: int) -> HttpResponse:
    found = _to_change(request, key)
    context = {"key": key, "name": str(found)}
    form = RenamePost.of(request, initial={"title": found.title, "team": found.team})
    today = timezone.localdate()
    if saved(form, lambda said: commands.rename_post(by=request.user, post=found, today=today, **said)):
        messages.success(request, f"The post is now called {found}.")
        return redirect("post", key)
    return render(request, "governance/rename_post.html", context | {"form": form}, status=form.status)


@require_http_methods(BOTH)
def take_up(request: SignedIn, key: int) -> HttpResponse:
    found = _to_change(request, key)
    people = {str(one.pk): one for one in queries.people(request.user)}
    form = TakeUp.of(request, options={"person": [(pk, one.name) for pk, one in people.items()]})

    def write(said: dict[str, Any]) -> None:
        commands.hold_post(by=request.user, person=people[said["person"]], post=found, since=said["since"])

    if saved(form, write):
        messages.success(request, "Who holds the post was saved.")
        return redirect("post", key)
    return render(request, "governance/take_up.html", {"form": form, "post": found}, status=form.status)


@require_http_methods(BOTH)
def leave(request: SignedIn, key: int) -> HttpResponse:
    found = queries.holding_for(request.user, key)
    check_may(request.user, EDIT, found)
    form = Leave.of(request)
    if saved(form, lambda said: commands.leave_post(by=request.user, holding=found, **said)):
        messages.success(request, f"{found.person.name} leaves {found.post}.")
        return redirect("post", found.post_id)
    return render(request, "governance/leave.html", {"form": form, "holding": found}, status=form.status)


def _to_change(request: SignedIn, key: int) -> Any:
    found = queries.post_for(request.user, key)
    check_may(request.user, EDIT, found)
    return found
