"""What a locked-out person is told: until when, and who can help. The same whether the account exists or not."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sightline.ground.accounts.queries import locked_until


def address_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str | None:
    """The e-mail address of a try to sign in, in lower case: what lock-outs are counted by."""
    given = (credentials or {}).get("email") or request.POST.get("login") or ""
    return str(given).strip().lower()[:255] or None


def machine(request: HttpRequest) -> str | None:
    """The address of the machine that asks, past as many proxies as SIGHTLINE_PROXIES trusts; None if unknown."""
    try:
        return str(get_adapter().get_client_ip(request))
    except PermissionDenied:
        return None


def locked_out(
    request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """The page instead of the sign-in form."""
    address = address_tried(request, credentials) or ""
    until = locked_until(address, getattr(request, "axes_ip_address", None))
    until = until or timezone.now() + timedelta(hours=settings.AXES_COOLOFF_TIME)
    minutes = max(1, -(-int((until - timezone.now()).total_seconds()) // 60))
    context = {"until": until, "minutes": minutes, "failures": settings.AXES_FAILURE_LIMIT}
    return render(request, "account/locked_out.html", context, status=429)
