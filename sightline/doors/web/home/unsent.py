"""What a script sends every few seconds while somebody types: kept as words that are not sent. It answers in words."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sightline.domain.plans import commands, queries
from sightline.domain.plans.talking_rules import token
from sightline.ground.lib.errors import NotFound, NotPermitted, Refused
from sightline.ground.ui.filters import clock_time

from .forms import typed_in

MOST_SAVED = 120  # a minute, for one person: several pages that are typed into at once stay far below


@login_not_required
@never_cache
@require_POST
def save(request: HttpRequest, number: int, action_number: int) -> HttpResponse:
    """Keep what was typed about an action. 401: signed out; 403: not yours; 409: kept elsewhere meanwhile, or not to be changed."""
    user: Any = request.user
    if not user.is_authenticated:
        return _say(
            401,
            "You are signed out. What you typed stays in this browser. Sign in again, and it is offered to you.",
        )
    if _too_often(user.pk):
        return _say(
            429,
            "This was saved too often within a minute, so it was not saved now. What you typed stays here.",
        )
    try:
        action = queries.action_for(user, number, action_number)
        kept = commands.keep_unsent(
            user=user, action=action, typed=typed_in(request.POST), seen=request.POST.get("seen", "")
        )
    except NotFound:
        return _say(
            404,
            "This action is not there for you any more, so what you typed was not kept. Copy it from here.",
        )
    except NotPermitted as refusal:
        return _say(403, refusal.sentence)
    except Refused as refusal:
        return _say(422 if refusal.rule == "plans.unsent-words" else 409, refusal.sentence)
    if kept is None:
        return _say(200, "Nothing is kept.")
    when = clock_time(timezone.localtime(kept.saved_at))
    last = queries.last_update(action)
    beside = (
        f" Meanwhile an update was sent by {last.by_name}. Open the action to see it."
        if last is not None and last.at > kept.saved_at
        else ""
    )
    return _say(200, f"Kept at {when}, not sent.{beside}", seen=token(kept.saved_at))


def _say(status: int, words: str, seen: str = "") -> HttpResponse:
    response = JsonResponse({"words": words, "seen": seen}, status=status)
    response._has_been_logged = True  # type: ignore[attr-defined]  # a refusal here is ordinary, and tells its author
    return response


def _too_often(user: int) -> bool:
    key = f"unsent:{user}"
    if cache.add(key, 1, timeout=60):
        return False
    try:
        return cache.incr(key) > MOST_SAVED
    except ValueError:  # it ran out between the two
        return False
