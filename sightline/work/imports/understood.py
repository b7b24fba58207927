"""A new action, as a dry run shows it: every field with what was understood beside what is printed. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from sightline.domain.plans.sheet import printed
from sightline.domain.plans.words import CONFIDENCE, DELIVERY, FIGURES, POLARITY, PRIORITY, TRACKED
from sightline.work.imports.matching import Found

WORDS: dict[str, Any] = {
    "delivery": DELIVERY,
    "confidence": CONFIDENCE,
    "polarity": POLARITY,
    "priority": PRIORITY,
}
RAW = {"due_raw": "due", "start_raw": "start", "priority_raw": "priority", "status_printed": "delivery"}
LABELS = {
    "source_printed": "Source", "category": "Category", "first_due": "First due date", "bodies_raw": "Bodies as printed",
    "evidence_expected": "Evidence expected", "outcome_notes": "Outcome",
}  # fmt: skip
NOT_SHOWN = ("title", "owners_raw")


def lines_of(found: Found) -> Iterator[tuple[str, str]]:
    """(label, text) for each thing that the new action would state."""
    draft = found.draft
    if draft is None:
        return
    for part, title in found.parts.items():
        if title:
            yield {"theme": "Theme", "workstream": "Driver or workstream", "aim": "Aim"}[part], title
    values = draft.values
    for name, value in values.items():
        if name in NOT_SHOWN or (name in RAW and values.get(RAW[name]) is not None):
            continue
        label = LABELS.get(name) or TRACKED.get(RAW.get(name, name)) or name
        yield label, _text(name, value, values)
    for owner in draft.owners:
        yield "Owner" if owner.kind != "sponsor" else "Strategic sponsor", owner.printed
    for figure in draft.figures:
        yield figure.label or FIGURES[figure.role], figure.raw
    for update in draft.updates:
        yield "Update", f"{printed(update.on)}: {update.text}"
    yield from draft.extra.items()


def _text(name: str, value: Any, values: Any) -> str:
    if name in RAW:
        return f"{value} (as printed)"
    if name in WORDS:
        return str(WORDS[name][value])
    raw = values.get(f"{name}_raw")
    text = printed(value)
    if isinstance(value, date) and raw and raw != text:
        return f"{text} (printed: {' '.join(str(raw).split())})"
    return text
