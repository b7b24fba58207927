"""What commands take: an action as a person or a paper states it, before it is stored. No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

# Plain fields of an action that a form, a spreadsheet or a paper may state.
TEXT_FIELDS = (
    "ref", "title", "detail", "source_kind", "source_text", "source_printed", "status_printed", "start_raw", "due_raw",
    "priority_raw", "success_measure", "owners_raw", "bodies_raw", "resources", "cost", "voice", "area", "target_grade",
    "category", "next_phase", "linked_indicators", "linked_risks", "predecessor_ref", "sign_off_body", "evidence_expected",
    "outcome_notes",
)  # fmt: skip
VALUE_FIELDS = (
    "delivery", "impact", "assurance", "confidence", "forecast", "start", "due", "first_due", "priority", "polarity", "embedded_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OwnerDraft:
    """printed: the words on paper; post_id: the post they were matched to by a person, or None; kind: words.OWNER_KINDS."""

    printed: str = ""
    post_id: int | None = None
    kind: str = "owner"


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """role: words.FIGURES; raw is kept as printed, the rest only where it is certain (see models.Figure)."""

    role: str
    raw: str
    label: str = ""
    what: str = ""
    comparator: str = ""
    value: Decimal | None = None
    unit: str = ""
    denominator: str = ""
    as_at: date | None = None
    due: date | None = None


@dataclass(frozen=True, slots=True)
class UpdateDraft:
    text: str
    on: date
    no_change: bool = False
    delivery: str | None = None
    confidence: str | None = None
    forecast: date | None = None


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """A new action. values: any of TEXT_FIELDS and VALUE_FIELDS; the rest by its own shape.

    aim_id, theme_id, workstream_id: parts of the same plan. bodies: (layer, body id). findings: ids of findings.
    updates: what the paper already says of progress, oldest first.
    """

    values: Mapping[str, Any]
    aim_id: int | None = None
    theme_id: int | None = None
    workstream_id: int | None = None
    owners: tuple[OwnerDraft, ...] = ()
    figures: tuple[FigureDraft, ...] = ()
    bodies: tuple[tuple[str, int], ...] = ()
    findings: tuple[int, ...] = ()
    updates: tuple[UpdateDraft, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ActionEdit:
    """Changes to one action. values may also hold aim_id, theme_id, workstream_id; None for owners, figures or bodies leaves them.

    figures replace those of the roles that they name in figure_roles; owners and bodies replace all. exact_figures: figures of
    the same words differ when what was understood of them does.
    """

    action_id: int
    values: Mapping[str, Any] = field(default_factory=dict)
    owners: tuple[OwnerDraft, ...] | None = None
    figures: tuple[FigureDraft, ...] | None = None
    figure_roles: tuple[str, ...] = ()
    exact_figures: bool = False
    bodies: tuple[tuple[str, int], ...] | None = None
    updates: tuple[UpdateDraft, ...] = ()
    extra: Mapping[str, str] | None = None
    reason: str = ""
