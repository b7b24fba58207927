"""How values of plans are written on pages: words for keys, days for dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import QueryDict

from sightline.domain.plans import words
from sightline.domain.plans.queries import SHOWS as SHOWS
from sightline.domain.plans.queries import ActionPage, Facets, Filters, HistoryEntry
from sightline.ground.ui.filters import day

VOCABULARIES: Mapping[str, Mapping[str, str]] = {
    "delivery": words.DELIVERY,
    "impact": words.IMPACT,
    "assurance": words.ASSURANCE,
    "confidence": words.CONFIDENCE,
    "polarity": words.POLARITY,
    "priority": {str(key): word for key, word in words.PRIORITY.items()},
}
DAYS = {"forecast", "start", "due", "embedded_on"}
NAMES = {
    "q": "Words",
    "theme": "Theme",
    "workstream": "Driver or workstream",
    "owner": "Owner",
    "body": "Body",
    "delivery": "Delivery",
    "impact": "Impact",
    "assurance": "Assurance",
    "confidence": "Confidence",
    "priority": "Priority",
    "show": "Show",
}
NOTHING_STATED = "not stated"


def in_words(field: str, value: str | None) -> str | None:
    """A value as history keeps it, as people read it."""
    if value is None:
        return None
    if field in VOCABULARIES:
        return VOCABULARIES[field].get(value, value)
    if field in DAYS:
        return day(date.fromisoformat(value))
    return value


def history(page: ActionPage) -> list[dict[str, Any]]:
    """Entries for `ui.history`."""
    return [_entry(entry) for entry in page.history]


def _entry(entry: HistoryEntry) -> dict[str, Any]:
    changed = entry.old is not None or entry.new is not None
    return {
        "when": entry.on,
        "who": entry.who,
        "what": entry.what,
        "old": in_words(entry.field, entry.old) if changed else None,
        "new": in_words(entry.field, entry.new) if changed else None,
        "reason": entry.reason,
    }


def chosen(filters: Filters, facets: Facets, query: QueryDict, base: str) -> list[tuple[str, str]]:
    """The filters in force, each with the address of the list without it."""
    choices: dict[str, Mapping[str, str]] = {
        "theme": dict(facets.themes),
        "workstream": dict(facets.workstreams),
        "owner": dict(facets.owners),
        "body": dict(facets.bodies),
        "show": SHOWS,
        **VOCABULARIES,
    }
    found = []
    for name, title in NAMES.items():
        if value := getattr(filters, name):
            word = NOTHING_STATED if value == "none" else choices.get(name, {}).get(value, value)
            rest = query.copy()
            for gone in (name, "page"):
                rest.pop(gone, None)
            found.append((word if name == "show" else f"{title}: {word}", f"{base}?{rest.urlencode()}"))
    return found
