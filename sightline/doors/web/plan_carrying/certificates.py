"""Certificates, to be read, printed and verified; and one action across the plans that handed it on."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sightline.domain.plans import carrying_rules, queries
from sightline.domain.plans.governing_words import CERTIFICATES
from sightline.domain.plans.queries import across as across_queries
from sightline.domain.plans.queries import carrying
from sightline.doors.web.requests import SignedIn
from sightline.ground.lib.canonical import canonical

WORDS = {**carrying_rules.WORDS, **carrying_rules.FINDING_WORDS}


@require_safe
def certificates(request: SignedIn, number: int) -> HttpResponse:
    plan, plans = queries.plans_to_switch(request.user, number)
    rows = list(carrying.certificates(request.user, plan))
    context = {"plan": plan, "plans": plans, "rows": rows, "kinds": CERTIFICATES}
    return render(request, "plan_carrying/certificates.html", context)


@require_safe
def certificate(request: SignedIn, number: int) -> HttpResponse:
    found = carrying.certificate_for(request.user, number)
    context = {"found": found, "facts": found.facts, "words": WORDS, "kinds": CERTIFICATES}
    return render(request, "plan_carrying/certificate.html", context)


@require_safe
def file(request: SignedIn, number: int) -> HttpResponse:
    """The facts byte for byte as they were hashed: the file's SHA-256 is the one that is printed."""
    found = carrying.certificate_for(request.user, number)
    response = HttpResponse(canonical(found.facts).encode(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="certificate-{number}.json"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def across(request: SignedIn, number: int, action_number: int) -> HttpResponse:
    action = queries.action_for(request.user, number, action_number)
    steps = across_queries.across_plans(request.user, action)
    context = {"action": action, "steps": steps, "words": carrying_rules.WORDS}
    return render(request, "plan_carrying/across.html", context)
