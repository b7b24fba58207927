"""The figures of a reading that lists show, kept beside it so that a list need not open each draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sightline.domain.inspections import frameworks

from . import drafts, paper_drafts, rules, rules_papers
from .drafts import Draft
from .paper_drafts import PaperDraft

SHOWN_FACTS = ("authority", "framework", "start", "end", "published", "letter_date")
SHOWN_OF_PAPERS = ("authority", "title", "body", "date", "reference")


def counts_of(kind: str, result: Mapping[str, Any], draft: Draft | PaperDraft | None) -> dict[str, Any]:
    """read + by_hand = taken + set_aside; of what is reviewed also its head, and what a person should look at."""
    if draft is None:
        rows, aside = len(result.get("rows") or ()), len(result.get("set_aside") or ())
        return {"read": rows + aside, "by_hand": 0, "taken": rows, "set_aside": aside}
    shown: tuple[str, ...]
    if isinstance(draft, PaperDraft):
        counted, shown = asdict(paper_drafts.counts(draft)), SHOWN_OF_PAPERS
        found = rules_papers.problems(draft)
    else:
        counted, shown = asdict(drafts.counts(draft)), SHOWN_FACTS
        found = problems_of(draft)
    return {
        **counted,
        "head": {name: draft.facts.get(name) for name in shown},
        "look": [problem.sentence for problem in found],
        "revision": draft.revision,
        "stops": any(problem.stops for problem in found),
    }


def problems_of(draft: Draft) -> tuple[rules.Problem, ...]:
    """What a person should look at before this draft of an inspection is accepted."""
    stated = draft.facts.get("framework")
    code = frameworks.code_for(stated) if stated else None
    known = frozenset(frameworks.codes()) | ({stated} if code and stated else set())
    return rules.problems(draft, frozenset(known))
