"""The page behind a mailed link. A look at it changes nothing: mail scanners follow links. Sending spends the link.

The token in the address is the whole right: no cookie is asked for, so there is nothing that a page of somebody else could make
a browser misuse, and the check against forged forms, which needs a cookie and a referrer, has no task here.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from sightline.domain.plans.words import CONFIDENCE, DELIVERY
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from sightline.work.notices import commands, queries

from .forms import Answers
from .limits import MOST_SENT, MOST_WRONG, over

GONE = 410
# The refusals of a link that came to its end while its form was open.
ENDED = {"notices.link-used": "used", "notices.link-late": "late", "notices.link-withdrawn": "withdrawn"}
TYPED = ("text", "file_title")
CHOSEN = {"delivery": DELIVERY, "confidence": CONFIDENCE}


@csrf_exempt
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The actions of which a person is asked, and their answers."""
    request.user = AnonymousUser()  # by this link one acts as its person, whoever is signed in
    sends = request.method == "POST"
    if sends and over(request, "sent", MOST_SENT):
        return _answer(request, "429.html", {}, 429)
    today = timezone.localdate()
    try:
        page = queries.link_page(token, now=timezone.now(), today=today)
    except NotFound:
        return _unknown(request)
    if page.state != "out":
        return _ended(request, page)
    answers = Answers(request, page.link, page.open)
    if sends and answers.is_valid():
        try:
            commands.answer_link(
                by=page.actor, link=page.link, said=answers.said, today=today, now=timezone.now()
            )
        except NotPermitted:
            return _ended(request, queries.link_page(token, now=timezone.now(), today=today))
        except Refused as refusal:
            if refusal.rule in ENDED:
                return _ended(request, queries.link_page(token, now=timezone.now(), today=today))
            answers.refuse(refusal)
        else:
            return _private(redirect("by-link-sent", token))
    context = {
        "asking": page,
        "form": answers,
        "today": today,
        "fixed": [one for one in page.asked if one.gone],
    }
    return _answer(request, "by_link/form.html", context, answers.status)


@login_not_required
@never_cache
@require_safe
def sent(request: HttpRequest, token: str) -> HttpResponse:
    """What was sent, for who sent it."""
    request.user = AnonymousUser()
    try:
        receipt = queries.receipt(token)
    except NotFound:
        return _unknown(request)
    return _answer(request, "by_link/sent.html", {"receipt": receipt}, 200)


def _unknown(request: HttpRequest) -> HttpResponse:
    """The same for a link that was altered, cut off, or never there."""
    if over(request, "wrong", MOST_WRONG):
        return _answer(request, "429.html", {}, 429)
    return _answer(request, "by_link/ended.html", {"state": "unknown", "typed": _typed(request)}, 404)


def _ended(request: HttpRequest, page: Any) -> HttpResponse:
    """The link was there and cannot be used. What was typed is given back, so that it can be copied."""
    state = page.state if page.state != "out" else "nothing"
    context = {"state": state, "asking": page, "typed": _typed(request)}
    return _answer(request, "by_link/ended.html", context, GONE)


def _typed(request: HttpRequest) -> list[str]:
    """What was typed into the form that could not be taken, action by action."""
    found = []
    for name, value in request.POST.items():
        _, _, field = name.partition("-")
        if field in TYPED and str(value).strip():
            found.append(str(value).strip())
        elif field in CHOSEN and value in CHOSEN[field]:
            found.append(f"{field.capitalize()}: {CHOSEN[field][str(value)]}")
        elif field == "no_change":
            found.append("No change since the last update")
    return found


def _answer(request: HttpRequest, template: str, context: dict[str, Any], status: int) -> HttpResponse:
    return _private(render(request, template, context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, told to nobody: not in caches, not to other sites, not to search engines, not in the program's log."""
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django logs the address of an answer from 400 on
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
