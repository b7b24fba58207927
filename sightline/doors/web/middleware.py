"""A refusal that nobody caught becomes a page in plain words, with the status that fits it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from sightline.ground.lib.errors import NotFound, NotPermitted, Refused, Unreadable

from .errors import views


class RefusalsAsPages:
    """NotFound 404, NotPermitted 403, Refused and Unreadable 422. Anything else is left to `errors.views.unexpected`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if isinstance(error, NotFound):
            return views.not_found(request, error)
        if isinstance(error, NotPermitted):
            return views.not_permitted(request, error)
        if isinstance(error, Refused):
            return views.refused(request, error)
        if isinstance(error, Unreadable):
            return views.refused(request, Refused(error.sentence))
        return None
