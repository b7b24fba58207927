"""The search page with its results by kind, and the history of one subject from the first day to the last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe
from markupsafe import Markup, escape

from sightline.domain.governance.searching import body_names
from sightline.doors.web.papers.views import chip_links
from sightline.doors.web.requests import SignedIn
from sightline.ground.search import queries
from sightline.ground.search.asking import Asked, asked
from sightline.ground.search.engines import BEGIN, END
from sightline.ground.search.offers import GROUPS
from sightline.ground.search.queries import Found, Narrowed, Result

from .forms import Filters, HistoryFilters

OF_A_GROUP = 3  # shown of each kind until one is chosen
LONGEST_TITLE = 300
_FOUND = re.compile(f"{BEGIN}([^{BEGIN}{END}]*){END}")


@require_safe
def search(request: SignedIn) -> HttpResponse:
    words = asked(request.GET.get("q", ""))
    form = Filters(request.GET or None, bodies=body_names(request.user))
    by = _narrowed(form)
    found = queries.search(request.user, words, by)
    context = {
        "asked": words,
        "found": found,
        "form_of_filters": form,
        "chosen": chip_links(request, form),
        "group": by.group,
        "groups": GROUPS,
        "bodies": dict(form.fields["body"].options),  # type: ignore[attr-defined]
        "phrase": as_phrase(words),
        "marked": marked,
        "address": address,
    }
    if by.group:
        rows = Paginator(found.hits, queries.PAGE).get_page(request.GET.get("page"))
        context |= {"rows": rows, "results": queries.results(found, rows.object_list)}
    else:
        context |= {"rows": None, "sections": list(_sections(found))}
    return render(request, "search/search.html", context)


@require_safe
def history(request: SignedIn) -> HttpResponse:
    words = asked(request.GET.get("q", ""))
    form = HistoryFilters(request.GET or None, bodies=body_names(request.user))
    by = _narrowed(form)
    found = queries.history(request.user, words, by.body)
    rows = Paginator(found.hits, queries.PAGE).get_page(request.GET.get("page"))
    results = queries.results(found, rows.object_list, request.user)
    context = {
        "asked": words,
        "found": found,
        "rows": rows,
        "years": [(year, list(some)) for year, some in groupby(results, key=_year)],
        "form_of_filters": form,
        "chosen": chip_links(request, form),
        "bodies": dict(form.fields["body"].options),  # type: ignore[attr-defined]
        "phrase": as_phrase(words),
        "marked": marked,
        "address": address,
    }
    return render(request, "search/history.html", context)


def marked(text: str, longest: int = 0) -> Markup:
    """The words found in <mark>; everything else escaped. longest: cut a title there, never within a mark."""
    cut = bool(longest) and len(text) > longest
    text = text[:longest].rpartition(" ")[0] if cut else text
    said, last = Markup(), 0
    for place in _FOUND.finditer(text):
        said += _plain(text[last : place.start()]) + Markup("<mark>{}</mark>").format(place[1])
        last = place.end()
    return said + _plain(text[last:]) + ("…" if cut else "")


def address(name: str, parts: list[Any]) -> str:
    """The page of a result, with its place on the page."""
    page, _, place = name.partition("#")
    try:
        return reverse(page, args=parts) + (f"#{place}" if place else "")
    except NoReverseMatch:  # the document is of an earlier version of the program
        return ""


def as_phrase(words: Asked) -> str:
    """The same words in quotes, to be asked for together; "" where that would say nothing else."""
    phrase = words.as_phrase.wanted[0] if words.as_phrase.wanted else ""
    return f'"{phrase}"' if len(words.wanted) > 1 and '"' not in words.text and not words.unwanted else ""


def _plain(text: str) -> Markup:
    return escape(text.replace(BEGIN, "").replace(END, ""))


def _narrowed(form: Filters) -> Narrowed:
    """What the filters say; what is not understood narrows nothing and is said in the form."""
    form.is_valid()
    said = form.cleaned_data if form.is_bound else {}
    body = said.get("body") or ""
    return Narrowed(
        said.get("kind") or "", int(body) if body.isdecimal() else None, said.get("since"), said.get("until")
    )


def _sections(found: Found) -> Iterator[tuple[str, int, list[Result]]]:
    """The best few of each kind, in the order of kinds: its key, how many there are, those shown."""
    best = {
        group: list(islice((hit for hit in found.hits if hit.source.group == group), OF_A_GROUP))
        for group, _ in found.groups
    }
    results = queries.results(found, [hit for hits in best.values() for hit in hits])
    for group, count in found.groups:
        yield group, count, [one for one in results if one.source.group == group]


def _year(one: Result) -> int:
    return one.document.day.year if one.document.day else 0
