"""People who hold posts, and their accounts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.governance import commands, queries
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_may, check_sees, saved
from sightline.work.handover.queries import hand_over_of

from .bodies import BOTH, EDIT, PAGE, SEE
from .forms import NameFilter, PersonDetails
from .posts import chips


@require_safe
def people(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    text = request.GET.get("text", "")
    page = Paginator(queries.people(request.user, text=text), PAGE).get_page(request.GET.get("page"))
    filters = NameFilter(initial={"text": text})
    del filters.fields["show"]
    context = {
        "people": page,
        "filters": filters,
        "chosen": chips(text, ""),
        "may_edit": request.user.may(EDIT),
        "today": timezone.localdate(),
    }
    return render(request, "governance/people.html", context)


@require_safe
def person(request: SignedIn, key: int) -> HttpResponse:
    found = queries.person_for(request.user, key)
    context = {
        "person": found,
        "may_edit": request.user.may(EDIT, found),
        "hand_over": hand_over_of(request.user, person=found),
        "today": timezone.localdate(),
    }
    return render(request, "governance/person.html", context)


@require_http_methods(BOTH)
def add(request: SignedIn) -> HttpResponse:
    check_sees(request.user, SEE)
    check_may(request.user, EDIT)
    accounts = {str(one.pk): one for one in queries.accounts_to_link(request.user)}
    form = PersonDetails.of(request, options={"user": _choices(accounts)})
    made: list[Any] = []

    def write(said: dict[str, Any]) -> None:
        said["user"] = accounts.get(said["user"] or "")
        made.append(commands.add_person(by=request.user, **said))

    if saved(form, write):
        messages.success(request, f"{made[0].name} was added.")
        return redirect("person", made[0].pk)
    return render(request, "governance/add_person.html", {"form": form}, status=form.status)


@require_http_methods(BOTH)
def edit(request: SignedIn, key: int) -> HttpResponse:
    found = queries.person_for(request.user, key)
    check_may(request.user, EDIT, found)
    accounts = {str(one.pk): one for one in queries.accounts_to_link(request.user, found)}
    context = {"key": key, "name": found.name}
    begin = {"name": found.name, "email": found.email, "user": found.user_id}
    form = PersonDetails.of(request, options={"user": _choices(accounts)}, initial=begin)

    def write(said: dict[str, Any]) -> None:
        said["user"] = accounts.get(said["user"] or "")
        commands.edit_person(by=request.user, person=found, **said)

    if saved(form, write):
        messages.success(request, "The changes were saved.")
        return redirect("person", key)
    return render(request, "governance/edit_person.html", context | {"form": form}, status=form.status)


def _choices(accounts: dict[str, Any]) -> list[Any]:
    return [(key, f"{one.name} ({one.email})") for key, one in accounts.items()]
