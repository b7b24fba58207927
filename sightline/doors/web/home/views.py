"""The first page after signing in: what this person owes, and what their role looks after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from sightline.domain.checks.counts import Counted, counts
from sightline.domain.thread import queries as thread
from sightline.doors.web.plan.showing import in_words
from sightline.doors.web.requests import SignedIn
from sightline.ground.accounts import queries as accounts
from sightline.ground.audit.queries import Head, head
from sightline.ground.jobs.queries import failed_count
from sightline.work.imports.queries import states_count


@dataclass(frozen=True, slots=True)
class Administration:
    """What an administrator looks after: accounts without a role, addresses locked out, failed work, the chain's head."""

    without_role: list[Any]
    lockouts: list[accounts.Lockout]
    failed: int
    head: Head


@require_safe
def home(request: SignedIn) -> HttpResponse:
    """One page for each role; somebody of several roles sees the parts of each."""
    today = timezone.localdate()
    found = thread.home(request.user, today)
    office = "office" in found.sections
    context = {
        "home": found,
        "today": today,
        "imports": states_count(request.user) if office and request.user.may("imports.read") else {},
        "checks": _checks(request, found) if office else {},
        "administration": _administration(request) if request.user.may("accounts.manage") else None,
        "lately": [_line(one) for one in found.lately],
        "may_update": request.user.may_anywhere("plans.update_action"),
        "nothing": not request.user.roles_held,
    }
    return render(request, "home/home.html", context)


def _checks(request: SignedIn, found: thread.Home) -> dict[int, Counted]:
    """What the checks find in the plans of which the person sees the whole."""
    seen = [row.plan for row in found.plans if request.user.may("plans.see", row.plan)]
    return counts(seen, timezone.localdate())


def _administration(request: SignedIn) -> Administration:
    user = request.user
    return Administration(accounts.without_role(user), accounts.lockouts(user), failed_count(user), head())


def _line(one: thread.Lately) -> dict[str, Any]:
    """A change or an update as `ui.history` prints it, statuses and days in words."""
    return {
        "when": one.on,
        "who": one.who,
        "what": f"{one.action.label}: {one.what}",
        "old": in_words(one.what_field, one.old),
        "new": in_words(one.what_field, one.new),
        "reason": Truncator(one.text).chars(300),
        "action": one.action,
    }
