"""What a calendar program reads at a secret address. The address is the whole right: nobody signs in, and no cookie is read.

A program asks every hour or so; where nothing changed it is told only that (304).
"""

from __future__ import annotations

import hashlib

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from sightline.doors.web.by_link.limits import MOST_WRONG, over
from sightline.ground.lib.errors import NotFound
from sightline.work.calendars import queries

MOST_ASKED = 120  # a minute from one machine: an office whose calendars all ask through one address
ICS = "text/calendar; charset=utf-8"
WORDS = "text/plain; charset=utf-8"


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar at an address; 404 where it was withdrawn, never there, or its user may not sign in any more."""
    request.user = AnonymousUser()  # the address says who reads, whoever is signed in
    if over(request, "calendar", MOST_ASKED):
        return _too_often()
    try:
        found = queries.feed_of(token)
    except NotFound:
        if over(request, "calendar-wrong", MOST_WRONG):
            return _too_often()
        words = "There is no calendar at this address. It may have been withdrawn. Make a new one in Sightline, under Your account."
        return _private(HttpResponse(words, content_type=WORDS, status=404))
    body = queries.feed_bytes(found, today=timezone.localdate())
    etag = f'"{hashlib.sha256(body).hexdigest()}"'
    response = HttpResponse(body, content_type=ICS)
    response["ETag"] = etag
    response["Content-Disposition"] = 'inline; filename="sightline.ics"'
    return _private(get_conditional_response(request, etag=etag, response=response) or response)


def _too_often() -> HttpResponseBase:
    words = "This calendar was asked for too often. Ask again in a minute."
    response = HttpResponse(words, content_type=WORDS, status=429)
    response["Retry-After"] = "60"
    return _private(response)


def _private(response: HttpResponseBase) -> HttpResponseBase:
    """Kept by nobody but who asked, told to nobody: not to other sites, not to search engines, not in the program's log."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django logs the address of an answer from 400 on
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
