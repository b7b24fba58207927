"""What the reviews of all kinds of paper have in common: the row is held, the draft stays whole, counts follow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sightline.ground.lib.errors import Refused

from .. import drafts, paper_drafts, paper_reading, rules
from ..models import Reading
from ..paper_fields import KINDS
from ..reviewing import counts_of

D = TypeVar("D", drafts.Draft, paper_drafts.PaperDraft)


@dataclass(frozen=True)
class Sort:
    """How the draft of some kinds is kept. called: what they are under review as."""

    kinds: tuple[str, ...]
    called: str
    from_json: Callable[[Mapping[str, Any]], Any]
    to_json: Callable[[Any], dict[str, Any]]
    is_whole: Callable[[Any, Mapping[str, Any]], bool]


INSPECTIONS = Sort(("inspection",), "an inspection", drafts.from_json, drafts.to_json, drafts.is_whole)
PAPERS = Sort(KINDS, "a paper", paper_drafts.from_json, paper_drafts.to_json, paper_reading.is_whole)


def under_review(reading: Reading, sort: Sort) -> Reading:
    """The row as it is now, held until the command ends; Refused where it is not under review."""
    kept = Reading.objects.select_for_update(of=("self",)).select_related("file").get(pk=reading.pk)
    rules.check_under_review(kept.state, kept.kind, sort.kinds, sort.called)
    return kept


def draft_of(reading: Reading, sort: Sort) -> Any:
    """The draft of a reading under review."""
    if not reading.draft:
        raise Refused(
            "There is no review of this paper to go on with. Nothing was changed. Let it be read again.",
            rule="imports.only-under-review",
        )
    return sort.from_json(reading.draft)


def change(reading: Reading, sort: Sort, act: Callable[[D], D]) -> tuple[D, D]:
    """Change the draft, count anew, keep it; the draft before and after."""
    kept = under_review(reading, sort)
    old = draft_of(kept, sort)
    new = act(old)
    if not sort.is_whole(new, kept.result or {}):
        raise RuntimeError("a passage that was read would be lost from the draft")
    kept.draft, kept.counts = (
        sort.to_json(new),
        counts_of(kept.kind, kept.result or {}, new),
    )
    kept.save(update_fields=["draft", "counts"])
    return old, new


def check_whole(draft: Any, reading: Reading, sort: Sort) -> None:
    """Raises Refused where a draft does not add up to what was read: nothing of it may be accepted."""
    if not sort.is_whole(draft, reading.result or {}):
        raise Refused(
            "What is taken and what is set aside do not add up to what was read. Nothing was accepted. "
            "Let the paper be read again.",
            rule="imports.everything-accounted-for",
        )


def check_nothing_stops(problems: tuple[rules.Problem, ...]) -> None:
    for problem in problems:
        if problem.stops:
            raise Refused(f"{problem.sentence} Nothing was accepted.", rule="imports.complete")
