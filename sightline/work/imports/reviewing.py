"""The figures of a reading that lists show, kept beside it so that a list need not open each draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sightline.domain.inspections import frameworks

from . import drafts, rules
from .drafts import Draft

SHOWN_FACTS = ("authority", "framework", "start", "end", "published", "letter_date")


def counts_of(kind: str, result: Mapping[str, Any], draft: Draft | None) -> dict[str, Any]:
    """read + by_hand = taken + set_aside; for an inspection also its head, and what a person should look at."""
    if draft is None:
        rows, aside = len(result.get("rows") or ()), len(result.get("set_aside") or ())
        return {"read": rows + aside, "by_hand": 0, "taken": rows, "set_aside": aside}
    found = problems_of(draft)
    return {
        **asdict(drafts.counts(draft)),
        "head": {name: draft.facts.get(name) for name in SHOWN_FACTS},
        "look": [problem.sentence for problem in found],
        "revision": draft.revision,
        "stops": any(problem.stops for problem in found),
    }


def problems_of(draft: Draft) -> tuple[rules.Problem, ...]:
    """What a person should look at before this draft is accepted."""
    stated = draft.facts.get("framework")
    code = frameworks.code_for(stated) if stated else None
    known = frozenset(frameworks.codes()) | ({stated} if code and stated else set())
    return rules.problems(draft, frozenset(known))
