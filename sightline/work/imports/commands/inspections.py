"""The review of an inspection paper: a person corrects, sets aside, adds, and accepts. The paper's own words stay beside."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from sightline.domain.inspections.commands import (
    FindingFacts,
    InspectionFacts,
    JudgementFacts,
    add_inspection,
    correct_finding,
)
from sightline.domain.inspections.models import Inspection
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record

from .. import drafts, rules
from ..drafts import Draft, Passage
from ..models import Reading
from ..reviewing import problems_of
from .changing import INSPECTIONS, change, check_nothing_stops, check_whole, draft_of, under_review

CORRECTED = "Corrected when the paper was reviewed, before it was accepted."


@command("imports.read", on="reading")
def state_facts(*, by: Actor, reading: Reading, **facts: Any) -> Draft:
    """State what the inspection is, whose, when and by whom; any of drafts.FACTS. None: not stated. Days are dates."""
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}
    old, new = _change(reading, lambda draft: drafts.with_facts(draft, **plain))
    changed = {name: value for name, value in plain.items() if old.facts.get(name) != value}
    record(
        reading,
        "facts of the inspection stated",
        old={name: old.facts.get(name) for name in changed},
        new=changed,
    )
    return new


@command("imports.read", on="reading")
def edit_finding(*, by: Actor, reading: Reading, key: str, **changes: Any) -> Draft:
    """Change any of drafts.FINDING_FIELDS of a passage; what was read stays beside it."""
    old, new = _change(reading, lambda draft: drafts.edit_passage(draft, key, **changes))
    was, is_now = old.passage(key), new.passage(key)
    changed = [name for name in drafts.FINDING_FIELDS if getattr(was, name) != getattr(is_now, name)]
    record(
        reading,
        "finding under review changed",
        passage=key,
        old={name: getattr(was, name) for name in changed},
        new={name: getattr(is_now, name) for name in changed},
    )
    return new


@command("imports.read", on="reading")
def set_finding_aside(*, by: Actor, reading: Reading, key: str, why: str) -> Draft:
    """Take a passage out of the findings, with a reason; it stays in the account of what was read."""
    _, new = _change(reading, lambda draft: drafts.set_aside(draft, key, why=why, by=by.name))
    record(reading, "passage set aside", passage=key, text=new.passage(key).text, why=why)
    return new


@command("imports.read", on="reading")
def take_finding(*, by: Actor, reading: Reading, key: str) -> Draft:
    """Let a passage that was set aside become a finding."""
    _, new = _change(reading, lambda draft: drafts.take(draft, key, by=by.name))
    record(reading, "passage taken as a finding", passage=key, text=new.passage(key).text)
    return new


@command("imports.read", on="reading")
def add_finding(*, by: Actor, reading: Reading, **values: Any) -> str:
    """Add a finding that the reader missed; its key. values: drafts.FINDING_FIELDS."""
    keys: list[str] = []

    def add(draft: Draft) -> Draft:
        added, key = drafts.add_by_hand(draft, by=by.name, **values)
        keys.append(key)
        return added

    _change(reading, add)
    record(reading, "finding added by hand", passage=keys[0], **values)
    return keys[0]


@command("imports.read", on="reading")
def edit_judgement(*, by: Actor, reading: Reading, key: str, **changes: Any) -> Draft:
    """Change area, grade or page of a judgement."""
    old, new = _change(reading, lambda draft: drafts.edit_judgement(draft, key, **changes))
    was = {name: getattr(old.judgement(key), name) for name in changes}
    record(reading, "judgement under review changed", judgement=key, old=was, new=changes)
    return new


@command("imports.read", on="reading")
def set_judgement_aside(*, by: Actor, reading: Reading, key: str, why: str) -> Draft:
    _, new = _change(reading, lambda draft: drafts.set_judgement_aside(draft, key, why=why, by=by.name))
    record(reading, "judgement set aside", judgement=key, why=why)
    return new


@command("imports.read", on="reading")
def take_judgement(*, by: Actor, reading: Reading, key: str) -> Draft:
    _, new = _change(reading, lambda draft: drafts.take_judgement(draft, key, by=by.name))
    record(reading, "judgement taken", judgement=key)
    return new


@command("imports.read", on="reading")
def add_judgement(*, by: Actor, reading: Reading, **values: Any) -> str:
    """Add a judgement that the reader missed; its key."""
    keys: list[str] = []

    def add(draft: Draft) -> Draft:
        added, key = drafts.add_judgement(draft, **values)
        keys.append(key)
        return added

    _change(reading, add)
    record(reading, "judgement added by hand", judgement=keys[0], **values)
    return keys[0]


@command("imports.read", on="reading")
def accept_inspection(
    *,
    by: Actor,
    reading: Reading,
    today: date,
    revision: int | None = None,
    although_known: bool = False,
) -> Inspection:
    """Make an inspection of what was read and reviewed: all of it in one transaction, or nothing.

    revision        of the draft that the person saw; refused where somebody changed it since
    although_known  accept it although the same inspection, or the same file, is here already
    Raises Refused where a fact that cannot be missing is missing, or the inspection is here already.
    """
    kept = under_review(reading, INSPECTIONS)
    draft: Draft = draft_of(kept, INSPECTIONS)
    rules.check_seen(draft.revision, revision)
    check_whole(draft, kept, INSPECTIONS)
    check_nothing_stops(problems_of(draft))
    inspection = add_inspection(
        by=by, facts=_facts(draft, kept), today=today, file=kept.file, although_known=although_known
    )
    _keep_words_as_read(by, draft, inspection)
    kept.state, kept.inspection = "accepted", inspection
    kept.decided_by_name, kept.decided_at = by.name, timezone.now()
    kept.save(update_fields=["state", "inspection", "decided_by_name", "decided_at"])
    record(kept, "paper accepted", inspection=inspection.number, counts=kept.counts)
    return inspection


def _facts(draft: Draft, reading: Reading) -> InspectionFacts:
    facts: dict[str, Any] = {
        name: date.fromisoformat(value) if value and name in drafts.DAYS else value
        for name, value in draft.facts.items()
    }
    facts["response_due_stated"] = facts.pop("response_due")
    return InspectionFacts(
        **facts,
        source_name=reading.name,
        judgements=tuple(
            JudgementFacts(row.area, row.grade, row.page) for row in draft.judgements if row.taken
        ),
        findings=tuple(_finding(passage) for passage in draft.findings),
    )


def _finding(passage: Passage) -> FindingFacts:
    """The finding with the words as they were read; a person's correction of them follows and is shown as one."""
    read = passage.as_read or {}
    return FindingFacts(
        text=read["text"] if passage.words_changed else passage.text,
        ref=passage.ref,
        category=passage.category,
        heading=passage.heading,
        page=passage.page,
        responsible=passage.responsible,
        added_by_hand=passage.as_read is None,
    )


def _keep_words_as_read(by: Actor, draft: Draft, inspection: Inspection) -> None:
    if not any(passage.words_changed for passage in draft.findings):
        return
    for passage, finding in zip(draft.findings, inspection.findings.order_by("position"), strict=True):
        if passage.words_changed:
            correct_finding(by=by, finding=finding, reason=CORRECTED, text=passage.text)


def _change(reading: Reading, act: Callable[[Draft], Draft]) -> tuple[Draft, Draft]:
    return change(reading, INSPECTIONS, act)
