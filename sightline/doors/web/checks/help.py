"""The reference of the checks, inside the product: the same words as docs/reference/checks.md."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sightline.domain.checks.reference import SEVERITY_WORDS, sections
from sightline.domain.checks.rules import all_rules
from sightline.domain.checks.rules.waiving import NEVER_WAIVED
from sightline.doors.web.requests import SignedIn

ABOUT = {"plan": "the plan", "column": "a column of a file", "funding": "a source of funding"}


@require_safe
def checks(request: SignedIn) -> HttpResponse:
    context = {
        "sections": sections(),
        "number": len(all_rules()),
        "severities": SEVERITY_WORDS,
        "never": NEVER_WAIVED,
        "about": ABOUT,
    }
    return render(request, "checks/help.html", context)
