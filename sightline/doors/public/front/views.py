"""The first page of the address, and the accessibility statement. Whose pages they are comes with the context (`page`)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
def front(request: HttpRequest) -> HttpResponse:
    """What Sightline is, for a stranger; who is signed in goes on to their own first page."""
    if request.user.is_authenticated:
        return redirect("home")
    return render(request, "front/front.html")


@require_safe
@login_not_required
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, in the parts that the regulations of 2018 ask for."""
    return render(request, "front/accessibility.html")
