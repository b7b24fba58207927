"""Updates that are given together: inline on My work, by list, or of whatever a plan's list is filtered to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sightline.domain.plans import commands, queries
from sightline.domain.plans.queries.listing import filtered
from sightline.domain.plans.queries.unsent import MOST, to_update, unsent_updates
from sightline.domain.plans.talking_rules import kept_values
from sightline.domain.plans.words import CONFIDENCE, DELIVERY
from sightline.domain.thread import queries as thread
from sightline.doors.web.plan.page import filters_of
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.ground.lib.errors import NotPermitted, Refused
from sightline.ground.ui.forms import FormsTogether

from .forms import InlineUpdate, prefix_of, typed_in

NAMED = re.compile(r"u(\d{1,15})-text")
SHOWN = 50  # rows of a list
UPDATES = "plans.update_action"


@dataclass(frozen=True, slots=True)
class Row:
    """An action with its small form. why: why an update is due; token, saved_at: of the words that are kept; last: said last.

    elsewhere  an update that was sent since the words were kept, shown beside them
    """

    action: Any
    form: InlineUpdate
    why: str
    token: str
    saved_at: datetime | None
    last: Any
    elsewhere: Any


@require_safe
def by_list(request: SignedIn) -> HttpResponse:
    """All open actions of one's own posts, as a table of the same fields."""
    check_sees(request.user, "plans.see")
    owed = thread.all_owed(request.user, timezone.localdate())
    rows = rows_of(
        request.user, [one.action for one in owed[:SHOWN]], {one.action.pk: one.why for one in owed}
    )
    return _listed(request, rows, back=reverse("home-list"), unlisted=max(0, len(owed) - SHOWN))


@require_safe
def together(request: SignedIn, number: int) -> HttpResponse:
    """The actions to which a plan's list is filtered, as a table of the same fields: for the programme office."""
    plan = queries.plan_for(request.user, number)
    if not request.user.may_anywhere(UPDATES):
        raise NotPermitted(
            "Your role does not include this: say how an action stands. Nothing was changed.",
            rule=UPDATES,
            who="the action’s owner or the programme office",
        )
    chosen = filtered(request.user, plan, filters_of(request.GET), timezone.localdate())
    keys = list(chosen.values_list("pk", flat=True))
    place = {key: index for index, key in enumerate(keys)}
    actions = sorted(to_update(request.user, keys[:SHOWN]), key=lambda action: place[action.pk])
    asked = request.GET.urlencode()
    back = reverse("plan-update-together", args=[number]) + (f"?{asked}" if asked else "")
    return _listed(
        request, rows_of(request.user, actions), back=back, plan=plan, unlisted=max(0, len(keys) - SHOWN)
    )


@login_not_required
@never_cache
@require_POST
def updates(request: HttpRequest) -> HttpResponse:
    """Take what was typed: send it, one or all; or keep it without sending; or throw one away."""
    if not request.user.is_authenticated:
        return render(request, "home/signed_out.html", {"typed": typed_words(request)}, status=401)
    taken = _Taking(request)  # type: ignore[arg-type]
    if not taken.form.error_list:
        taken.tell()
        back = _back(request)
        response = redirect(back)
        if taken.gone:
            keys = "+".join(f"update-of-action-{key}" for key in taken.gone)
            response["Location"] += f"{'&' if '?' in back else '?'}sent={keys}"
        return response
    taken.tell()
    if request.POST.get("back", "") in ("", reverse("home")):
        from .views import page_of

        return page_of(request, taken)  # type: ignore[arg-type]
    return _listed(request, taken.rows, back=_back(request), form=taken.form)  # type: ignore[arg-type]


class _Taking:
    """One form of many small ones, as it was sent: what was recorded, kept, thrown away, and what was refused."""

    def __init__(self, request: SignedIn) -> None:
        self.request, self.user, self.data = request, request.user, request.POST
        keys = [int(found[1]) for name in self.data if (found := NAMED.fullmatch(name))]
        self.actions = to_update(self.user, keys)
        self.held = {one.action.pk: one for one in unsent_updates(self.user, self.actions)}
        self.send, self.drop = self.data.get("send", ""), self.data.get("drop", "")
        self.sent: list[Any] = []
        self.kept: list[Any] = []
        self.gone: list[int] = []
        self.refused: dict[int, InlineUpdate] = {}
        self.own = self._not_mine(keys)
        for action in self.actions:
            self._take(action)
        if self.send == "all" and not (self.sent or self.refused):
            self.own.append(
                "Nothing was filled in, so nothing was sent. Say something of at least one action."
            )
        self.form = FormsTogether(list(self.refused.values()), [{"text": text} for text in self.own])

    @property
    def rows(self) -> list[Row]:
        """The actions that were not sent, those refused with the sentence beside their words."""
        left = [action for action in self.actions if action not in self.sent]
        return rows_of(self.user, left, bound=self.refused)

    def tell(self) -> None:
        """What was done, in words."""
        if self.sent:
            names = ", ".join(action.label for action in self.sent)
            count = len(self.sent)
            messages.success(self.request, f"{count} update{'' if count == 1 else 's'} recorded: {names}.")
        if self.kept:
            messages.info(
                self.request,
                "What you typed is kept and was not sent: "
                + ", ".join(action.label for action in self.kept)
                + ".",
            )

    def _take(self, action: Any) -> None:
        key, held = str(action.pk), self.held[action.pk]
        if self.drop == key:
            commands.throw_away(user=self.user, actions=[action])
            self.gone.append(action.pk)
            return
        prefix = prefix_of(action.pk)
        wanted = self.send in ("all", key)
        form = InlineUpdate(action, held.last, self.data)
        try:
            typed = kept_values(typed_in(self.data, prefix))
            if not typed and self.send != key:
                if held.values:
                    self._keep(action, typed)
                return
            if wanted and form.is_valid():
                commands.send_update(by=self.user, action=action, today=timezone.localdate(), **form.says())
                self.sent.append(action)
                self.gone.append(action.pk)
                return
            if typed != held.values:
                self._keep(action, typed, seen=None if wanted else self.data.get(f"{prefix}-seen", ""))
            if wanted:
                self.refused[action.pk] = form
            elif typed:
                self.kept.append(action)
        except NotPermitted:
            raise
        except Refused as refusal:
            form.refuse(refusal)
            self.refused[action.pk] = form
            self._try_to_keep(action, wanted)

    def _keep(self, action: Any, typed: Mapping[str, Any], seen: str | None = None) -> None:
        commands.keep_unsent(user=self.user, action=action, typed=typed, seen=seen)

    def _try_to_keep(self, action: Any, wanted: bool) -> None:
        """Words that were refused stay kept, so that leaving the page loses nothing; where they cannot be, the page has them."""
        if not wanted:
            return
        try:
            self._keep(action, typed_in(self.data, prefix_of(action.pk)))
        except Refused:
            return

    def _not_mine(self, keys: Sequence[int]) -> list[str]:
        """A sentence for what was typed about actions of which this person may say nothing any more."""
        mine = {action.pk for action in self.actions}
        lost = [
            " ".join(str(self.data.get(f"{prefix_of(key)}-text", "")).split())
            for key in keys[:MOST]
            if key not in mine
        ]
        return [
            f"One of the actions is not yours to update any more, so this was not recorded: “{text}”"
            for text in lost
            if text
        ]


def rows_of(
    user: Any,
    actions: Sequence[Any],
    whys: Mapping[int, str] | None = None,
    bound: Mapping[int, InlineUpdate] | None = None,
) -> list[Row]:
    """Each action with its small form, as it was sent or with the words that are kept; two statements."""
    rows = []
    for one in unsent_updates(user, actions) if actions else []:
        key = one.action.pk
        form = (bound or {}).get(key) or InlineUpdate(one.action, one.last, kept=one.values)
        rows.append(
            Row(one.action, form, (whys or {}).get(key, ""), one.token, one.saved_at, one.last, one.elsewhere)
        )
    return rows


def typed_words(request: HttpRequest) -> list[str]:
    """What was typed into a form that could not be taken, so that it can be copied."""
    words = {"delivery": DELIVERY, "confidence": CONFIDENCE}
    found = []
    for name, value in request.POST.items():
        _, _, field = name.rpartition("-") if name.startswith("u") else ("", "", name)
        if field == "text" and str(value).strip():
            found.append(str(value).strip())
        elif field in words and value in words[field]:
            found.append(f"{field.capitalize()}: {words[field][str(value)]}")
        elif field == "forecast" and str(value).strip():
            found.append(f"Expected to be done by: {value}")
        elif field == "no_change":
            found.append("No change since the last update")
    return found


def _back(request: HttpRequest) -> str:
    """Where the form stood: a page of ours, else My work."""
    back = request.POST.get("back", "")
    return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, None) else reverse("home")


def _listed(request: SignedIn, rows: Sequence[Row], **given: Any) -> HttpResponse:
    form = given.get("form") or FormsTogether([])
    context = {
        "rows": rows,
        "today": timezone.localdate(),
        "plan": None,
        "unlisted": 0,
        **given,
        "form": form,
    }
    return render(request, "home/list.html", context, status=form.status)
