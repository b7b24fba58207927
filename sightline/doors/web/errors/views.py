"""The pages of what went wrong. config/urls.py names them as Django's handlers; the middleware calls them for refusals."""

from __future__ import annotations

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.ground.lib.errors import NotPermitted, Refused

log = logging.getLogger(__name__)

LAST_RESORT = """<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>Sorry, something went wrong – Sightline</title></head>
<body><main><h1>Sorry, something went wrong</h1>
<p>What you sent may not have been saved. Nothing was half-saved.</p>
<p>Try again in a few minutes. If it happens again, tell whoever looks after Sightline in your council.</p>
</main></body>
</html>
"""


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such thing, or this person may not know of it; the page does not say which."""
    return render(request, "errors/not_found.html", status=404)


def not_permitted(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: may see, may not do. Says why and who can."""
    refusal = (
        exception
        if isinstance(exception, NotPermitted)
        else NotPermitted("You do not have the right to do this.")
    )
    return render(
        request, "errors/refused.html", {"refusal": refusal, "heading": "You cannot do this"}, status=403
    )


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """422: a rule said no and no form was there to say it."""
    return render(
        request, "errors/refused.html", {"refusal": refusal, "heading": "This was not done"}, status=422
    )


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 of the forgery check: nearly always a form that stayed open while the sign-in ended."""
    return render(request, "errors/form_expired.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent what no form of ours sends, or too much of it."""
    return render(request, "errors/bad_request.html", status=400)


def unexpected(request: HttpRequest) -> HttpResponse:
    """500: a fault of ours. When even the page cannot be made (no database), a bare one is sent."""
    try:
        return render(request, "errors/unexpected.html", status=500)
    except Exception:
        log.exception("The page for an unexpected error could not be made.")
        return HttpResponse(LAST_RESORT, status=500)
