"""A person at work stays signed in; a session nobody uses ends after SESSION_COOKIE_AGE."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

EVERY = 10 * 60  # seconds between two writes of one session


class StaysSignedIn:
    """Renew a session in use, at most every ten minutes, so that reading pages does not write each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        asked = hasattr(
            request, "_cached_user"
        )  # a page that never asked who is there is not somebody at work
        if asked and request.user.is_authenticated and response.status_code < 500:
            now = int(time.time())
            if now - request.session.get("seen", 0) >= EVERY:
                request.session["seen"] = now
        return response
