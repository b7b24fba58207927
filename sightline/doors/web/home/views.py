"""The first page after signing in: what this person owes, what waits for them, and what their role looks after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
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
from sightline.ground.ui.forms import FormsTogether
from sightline.work.imports.queries import states_count

from .forms import InlineUpdate
from .updates import Row

if TYPE_CHECKING:
    from .updates import _Taking


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
    return page_of(request)


def page_of(request: SignedIn, taken: _Taking | None = None) -> HttpResponse:
    """The page as it is; after updates of which some were refused, with these as they were sent."""
    today = timezone.localdate()
    found = thread.home(request.user, today)
    office = "office" in found.sections
    form = taken.form if taken else FormsTogether([])
    may_update = request.user.may_anywhere("plans.update_action")
    context = {
        "home": found,
        "today": today,
        "rows": _rows(found, taken) if may_update else [],
        "form": form,
        "groups": [
            (group, words, [_waits(one) for one in found.mine.waits[group]], group in found.mine.more)
            for group, words in thread.GROUPS.items()
            if group in found.mine.waits
        ],
        "imports": states_count(request.user) if office and request.user.may("imports.read") else {},
        "checks": _checks(request, found) if office else {},
        "administration": _administration(request) if request.user.may("accounts.manage") else None,
        "lately": [_line(one) for one in found.lately],
        "may_update": may_update,
        "nothing": not request.user.roles_held,
    }
    return render(request, "home/home.html", context, status=form.status)


def _rows(found: thread.Home, taken: _Taking | None) -> list[Row]:
    """The updates that are due as small forms; those refused as they were sent, whether they are due any more or not."""
    refused = dict(taken.refused) if taken else {}
    rows = []
    for owed in found.due:
        action = owed.action
        last, typed = found.mine.last.get(action.pk), found.mine.typed.get(action.pk)
        form = refused.pop(action.pk, None) or InlineUpdate(
            action, last, kept=typed.values if typed else None
        )
        elsewhere = last if last and typed and last.at > typed.saved_at else None
        rows.append(
            Row(
                action,
                form,
                owed.why,
                typed.token if typed else "",
                typed.saved_at if typed else None,
                last,
                elsewhere,
            )
        )
    left = [row for row in (taken.rows if taken and refused else []) if row.action.pk in refused]
    return left + rows


# Where each thing that waits is looked at: the name of an address, and what stands in it.
ADDRESSES: dict[str, Any] = {
    "finding": lambda one: ("finding", one.parent, one.number),
    "accept": lambda one: ("plan-acceptance", one.parent, one.key),
    "proposed": lambda one: ("plan-proposals", one.parent),
    "evidence": lambda one: ("evidence-piece", one.key),
    "review": lambda one: ("intervention", one.parent),
}
PLACES = {
    "commented": "comments",
    "finding": "comments",
    "refused": "decisions",
    "ready": "decisions",
    "verify": "evidence",
}


def _waits(one: thread.Waits) -> dict[str, Any]:
    """A line of a group: where it leads and what it is called."""
    name, *args = ADDRESSES.get(one.group, lambda one: ("action", one.parent, one.number))(one)
    place = f"#{PLACES[one.group]}" if one.group in PLACES else ""
    label = f"Finding {one.label.removeprefix('Action ')}" if one.group == "finding" else one.label
    title = Truncator(one.title).chars(160)
    return {
        "href": reverse(name, args=args) + place,
        "title": f"{label}: {title}" if label else title,
        "words": one.words,
    }


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
