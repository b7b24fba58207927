"""Users and their roles, for administrators."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sightline.domain.governance import queries as governance
from sightline.domain.plans import queries as plans
from sightline.doors.web.requests import SignedIn
from sightline.ground.accounts import commands, queries
from sightline.ground.accounts.permissions import PERMISSIONS, ROLES
from sightline.ground.lib.errors import NotFound, Refused

from .forms import GiveRole, NewUser, SetPassword, UserDetails, UserFilters

PAGE = 50


@require_safe
def account(request: SignedIn) -> HttpResponse:
    """The reader's own account: who they are here, what they may do, and their password."""
    names = dict(over_choices(request))
    grants = request.user.grants.all()
    held = [(grant, over_in_words(grant.kind, grant.thing_id, names)) for grant in grants]
    return render(
        request, "account/account.html", {"grants": held, "what_roles_may": _what_roles_may(grants)}
    )


@require_safe
def users(request: SignedIn) -> HttpResponse:
    filters = UserFilters(request.GET)
    said = filters.cleaned_data if filters.is_valid() else {}
    text, show = said.get("text") or "", said.get("show")
    active = {"active": True, "inactive": False}.get(show or "")
    found = queries.users_list(request.user, text=text, active=active)
    context = {
        "users": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "filters": filters,
        "text": text,
        "show": show,
        "lockouts": queries.lockouts(request.user),
    }
    return render(request, "account/users.html", context)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def add_user(request: SignedIn) -> HttpResponse:
    queries.check_may_manage(request.user)
    form = NewUser(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            user = commands.add_user_with_role(
                by=request.user,
                email=said["email"],
                name=said["name"],
                password=said["password"] or None,
                role=said["role"],
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{user.name} was added.")
            return redirect("user", user.pk)
    return render(request, "account/add_user.html", {"form": form}, status=form.status)


@require_safe
def user(request: SignedIn, number: int) -> HttpResponse:
    person = queries.user_for(request.user, number)
    names = dict(over_choices(request))
    grants = [(grant, over_in_words(grant.kind, grant.thing_id, names)) for grant in person.grants.all()]
    context = {"person": person, "grants": grants, "what_roles_may": _what_roles_may(person.grants.all())}
    return render(request, "account/user.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_user(request: SignedIn, number: int) -> HttpResponse:
    person = queries.user_for(request.user, number)
    name = person.name
    form = UserDetails(request.POST or None, initial={"name": person.name, "email": person.email})
    if form.is_valid():
        try:
            commands.change_user(by=request.user, user=person, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The changes were saved.")
            return redirect("user", number)
    context = {"form": form, "number": number, "name": name}
    return render(request, "account/change_user.html", context, status=form.status)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_password(request: SignedIn, number: int) -> HttpResponse:
    person = queries.user_for(request.user, number)
    form = SetPassword(request.POST or None)
    field: Any = form.fields["password"]
    field.user = person
    if form.is_valid():
        try:
            commands.set_password(by=request.user, user=person, password=form.cleaned_data["password"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"{person.name} has a new password and was signed out everywhere.")
            return redirect("user", number)
    return render(request, "account/set_password.html", {"form": form, "person": person}, status=form.status)


@require_http_methods(["GET", "HEAD", "POST"])
def give_role(request: SignedIn, number: int) -> HttpResponse:
    person = queries.user_for(request.user, number)
    form = GiveRole(request.POST or None, over=over_choices(request))
    if form.is_valid():
        kind, key = form.scope()
        try:
            commands.give_grant(
                by=request.user, user=person, role=form.cleaned_data["role"], kind=kind, thing_id=key
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, "The role was given.")
            return redirect("user", number)
    roles = [
        (title, [PERMISSIONS[name] for name in PERMISSIONS if name in names])
        for title, names in ROLES.values()
    ]
    context = {"form": form, "person": person, "roles": roles}
    return render(request, "account/give_role.html", context, status=form.status)


@require_POST
def take_back_role(request: SignedIn, number: int, grant: int) -> HttpResponse:
    person = queries.user_for(request.user, number)
    held = next((each for each in person.grants.all() if each.pk == grant), None)
    if held is None:
        raise NotFound("There is no such role of this user.")
    return _done(request, number, "The role was taken back.", commands.take_back_grant, grant=held)


@require_http_methods(["GET", "HEAD", "POST"])
def deactivate(request: SignedIn, number: int) -> HttpResponse:
    person = queries.user_for(request.user, number)
    if request.method == "POST":
        said = f"{person.name} can no longer sign in."
        return _done(request, number, said, commands.deactivate_user, user=person)
    return render(request, "account/deactivate.html", {"person": person})


@require_POST
def reactivate(request: SignedIn, number: int) -> HttpResponse:
    person = queries.user_for(request.user, number)
    return _done(request, number, f"{person.name} can sign in again.", commands.reactivate_user, user=person)


@require_POST
def lift_lockout(request: SignedIn) -> HttpResponse:
    queries.check_may_manage(request.user)
    address = request.POST.get("address", "")
    try:
        commands.lift_lockout(by=request.user, address=address)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, f"{address} can try to sign in again now.")
    return redirect("users")


def _done(
    request: SignedIn, number: int, said: str, write: Callable[..., object], **what: object
) -> HttpResponse:
    """Run a command that has no form; its refusal becomes a message on the user's page."""
    try:
        write(by=request.user, **what)
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said)
    return redirect("user", number)


def over_choices(request: SignedIn) -> list[tuple[str, str]]:
    """What a role can be over: everything, each plan and each body that the administrator sees."""
    return [
        ("everything", "Everything"),
        *[
            (f"plan:{row.plan.pk}", f"Plan: {row.plan.title}")
            for row in plans.plans_list(request.user, timezone.localdate())
        ],
        *[(f"body:{body.pk}", f"Body: {body.name}") for body in governance.bodies(request.user)],
    ]


def over_in_words(kind: str, key: int | None, names: dict[str, str]) -> str:
    """What a grant is over, by the names of `over_choices`; a thing that is not among them keeps its kind and number."""
    choice = kind if key is None else f"{kind}:{key}"
    return names.get(choice, f"{kind.capitalize()} {key}")


def _what_roles_may(grants: Iterable[Any]) -> list[str]:
    held = {name for grant in grants for name in grant.permissions}
    return [PERMISSIONS[name] for name in PERMISSIONS if name in held]
