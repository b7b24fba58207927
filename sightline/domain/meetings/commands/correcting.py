"""Mending slips of reading in a registered paper. The words that are replaced stay visible, with the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone

from sightline.domain.governance.models import Body
from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import rules, words
from ..drafts import ATTENDANCE_ROLES, OWNERSHIPS, QUESTIONS
from ..models import (
    Attendance,
    Item,
    Outcome,
    Paper,
    PaperCorrection,
    PaperNote,
    Part,
    PrintedFigure,
    PrintedScore,
    Recommendation,
)

PART_MODELS: dict[str, type[Part]] = {
    "item": Item,
    "outcome": Outcome,
    "recommendation": Recommendation,
    "attendance": Attendance,
    "note": PaperNote,
    "score": PrintedScore,
    "figure": PrintedFigure,
}
REQUIRED = {"outcome": ("text",), "recommendation": ("text",), "attendance": ("printed",)}


@command("papers.correct", on="paper")
def correct_paper(*, by: Actor, paper: Paper, reason: str, **changes: Any) -> Paper:
    """Mend what was read at the head of a paper; every old value stays beside the new with the reason.

    changes  any of words.CORRECTABLE_PAPER (body: a Body or None), and any fact of the kind by its name (None: not stated)
    Raises Refused without a reason, and if nothing would change.
    """
    reason = reason_given(reason, "the paper is corrected")
    columns = {name: value for name, value in changes.items() if name in words.CORRECTABLE_PAPER}
    facts = {name: rules.kept_json(value) for name, value in changes.items() if name not in columns}
    _check_head(paper, columns, facts)
    changed = _changed_columns(paper, columns)
    moved = {name: value for name, value in facts.items() if paper.facts.get(name) != value}
    if not changed and not moved:
        raise Refused("Nothing was changed: these are the values already kept.")
    old = {name: getattr(paper, name) for name in changed} | {name: paper.facts.get(name) for name in moved}
    for name, value in changed.items():
        setattr(paper, name, value)
    if "title" in changed:
        paper.title_given = False
    paper.facts = {**paper.facts, **moved}
    paper.save(update_fields=[*changed, "facts", "title_given"])
    _keep(by, paper, "", None, old, changed | moved, reason)
    record(
        paper,
        "paper corrected",
        number=paper.number,
        old=_said(old),
        new=_said(changed | moved),
        reason=reason,
    )
    return paper


@command("papers.correct", on="paper")
def correct_part(*, by: Actor, paper: Paper, part: str, number: int, reason: str, **changes: Any) -> Part:
    """Mend what was read of one part ("outcome", 3); the words that it replaces stay visible with the reason.

    changes  any of words.CORRECTABLE_PARTS of that sort. Raises Refused without a reason, and if nothing would change.
    """
    if unknown := set(changes) - set(words.CORRECTABLE_PARTS[part]):
        raise TypeError(f"not correctable: {sorted(unknown)}")
    reason = reason_given(reason, f"the {words.PARTS[part].lower()} is corrected")
    model = PART_MODELS[part]
    held: Any = model._default_manager
    row = held.select_for_update().get(paper=paper, number=number)
    if changes.get("role", row.role if part == "attendance" else "") not in ({"", *ATTENDANCE_ROLES}):
        raise Refused("Choose what part they took. Nothing was changed.", field="role")
    wanted = cleaned(model, *(name for name in REQUIRED.get(part, ()) if name in changes), **changes)
    if wanted.get("printed") == "" and part == "figure":
        wanted["printed"] = None  # an empty cell
    changed = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if not changed:
        raise Refused("Nothing was changed: these are the words already kept.")
    if part == "figure" and "printed" in changed:
        changed |= _not_understood(row)
    old = {name: getattr(row, name) for name in changed}
    main = words.CORRECTABLE_PARTS[part][0]
    if main in changed and row.as_read is None and not row.by_hand:
        row.as_read = old[main] or ""
    for name, value in changed.items():
        setattr(row, name, value)
    row.save(update_fields=[*changed, "as_read"])
    _keep(by, paper, part, number, old, changed, reason)
    record(row, "part corrected", paper=paper.number, part=part, number=number, old=_said(old), new=_said(changed),
           reason=reason)  # fmt: skip
    return row


def _not_understood(figure: Any) -> dict[str, Any]:
    """What had been understood of the old words of a figure says nothing of the new ones."""
    understood: dict[str, Any] = {"value": None, "unit": "", "as_at": None}
    return {name: none for name, none in understood.items() if getattr(figure, name) != none}


def _check_head(paper: Paper, columns: dict[str, Any], facts: dict[str, Any]) -> None:
    if unknown := set(facts) - set(words.head_facts(paper.kind, paper.facts)):
        raise TypeError(f"not correctable: {sorted(unknown)}")
    for name in QUESTIONS.keys() & facts.keys():
        rules.check_answer(name, facts[name])
    if columns.get("ownership", "own") not in OWNERSHIPS:
        raise Refused("Say whose paper this is. Nothing was changed.", field="ownership")


def _changed_columns(paper: Paper, columns: dict[str, Any]) -> dict[str, Any]:
    required = ["title"] if "title" in columns else []
    wanted = cleaned(Paper, *required, **columns)
    return {name: value for name, value in wanted.items() if getattr(paper, name) != value}


def _keep(
    by: Actor,
    paper: Paper,
    part: str,
    number: int | None,
    old: dict[str, Any],
    new: dict[str, Any],
    reason: str,
) -> None:
    who = {
        "reason": reason,
        "by": by if isinstance(by, User) else None,
        "by_name": by.name,
        "at": timezone.now(),
    }
    PaperCorrection.objects.bulk_create(
        PaperCorrection(
            paper=paper,
            part=part,
            part_number=number,
            field=name,
            old=_printed(old[name]),
            new=_printed(value),
            **who,
        )
        for name, value in new.items()
    )


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: str(value) if isinstance(value, models.Model) else value for name, value in values.items()}


def _printed(value: Any) -> str:
    """A value as history shows it: "" for not stated, words for an answer."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Body):
        return value.name
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, list | tuple):
        return "\n".join(_printed(held) for held in value)
    return value.isoformat() if isinstance(value, date) else str(value)
