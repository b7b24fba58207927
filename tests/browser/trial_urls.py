"""A page that is none of ours, to try the watched browser on."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

PAGE = """<!DOCTYPE html><html lang="en"><head><title>A page</title></head><body><main><h1>A page</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA="></main></body></html>"""


@login_not_required
def trial(request: HttpRequest) -> HttpResponse:
    """A page with one planted fault: a picture without words."""
    return HttpResponse(PAGE)


urlpatterns = [path("", trial)]
