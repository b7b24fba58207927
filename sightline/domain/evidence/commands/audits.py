"""The writers of practice audits: each is a piece of evidence whose text is worked out from its numbers and themes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import IO, Any

from sightline.domain.governance.models import Post
from sightline.domain.governance.wording import cleaned
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.files.commands import store
from sightline.ground.files.models import StoredFile
from sightline.ground.lib.errors import Refused

from .. import rules_audits
from ..models import Evidence, PracticeAudit
from .pieces import change_fields, kept_as_new, kept_as_next, locked


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """What an audit says. cases None and "" mean not stated; grades: [{"label": "Good", "number": 12}, ...]."""

    topic: str
    period_from: date | None = None
    period_to: date | None = None
    cases: int | None = None
    grades: Sequence[Mapping[str, object]] = field(default=())
    strengths: str = ""
    to_improve: str = ""
    moderated_by: str = ""


@command("evidence.add", on="within")
def add_audit(
    *,
    by: Actor,
    facts: AuditFacts,
    today: date,
    file: StoredFile | None = None,
    expires: date | None = None,
    owner: Post | None = None,
    override: str = "",
    within: Any = None,
) -> PracticeAudit:
    """Add a practice audit as a piece of evidence. It speaks as at the last day of its period.

    file      the audit's report, stored before; None: none is kept
    override  why texts that look like a case are kept all the same (guarantee 9)
    within    the thing that it is to support; the right over that thing is enough to add it
    """
    kept = _checked(facts, override, today)
    evidence = kept_as_new(
        by, "audit",
        title=_title(kept), file=file, url="", note=_text(kept, file), as_at=kept["period_to"], expires=expires, owner=owner,
    )  # fmt: skip
    audit = PracticeAudit.objects.create(evidence=evidence, overridden=override.strip(), **kept)
    record(audit, "practice audit added", evidence=evidence.pk, override=override.strip(), **kept)
    return audit


@command("evidence.add", on="within")
def add_audit_with_file(
    *, by: Actor, stream: IO[bytes] | Iterable[bytes], name: str, within: Any = None, **rest: Any
) -> PracticeAudit:
    """Store the audit's report and add the audit with it. `rest` is as for `add_audit`."""
    return add_audit(by=by, file=store(by=by, stream=stream, name=name), within=within, **rest)


@command("evidence.add", on="within")
def correct_audit(
    *,
    by: Actor,
    audit: PracticeAudit,
    facts: AuditFacts,
    reason: str,
    today: date,
    file: StoredFile | None = None,
    override: str = "",
    seen: int | None = None,
    within: Any = None,
) -> PracticeAudit:
    """Say what the audit should have said: its next version, with the older one kept word for word.

    file  another report; None keeps the one that there is
    """
    evidence = locked(by, audit.evidence, within)
    audit = PracticeAudit.objects.get(pk=audit.pk)
    kept = _checked(facts, override, today)
    file = file or evidence.file
    kept_as_next(
        by, evidence, "audit", file=file, url="", note=_text(kept, file), as_at=kept["period_to"],
        expires=_still(evidence, kept["period_to"]), reason=reason, seen=seen, today=today,
    )  # fmt: skip
    change_fields(by, evidence, {"title": _title(kept)}, reason=reason, today=today)
    for name, value in kept.items():
        setattr(audit, name, value)
    audit.overridden = override.strip()
    audit.save()
    record(audit, "practice audit corrected", version=evidence.current_version, reason=reason, **kept)
    return audit


@command("evidence.add", on="within")
def correct_audit_with_file(
    *, by: Actor, stream: IO[bytes] | Iterable[bytes], name: str, within: Any = None, **rest: Any
) -> PracticeAudit:
    """Store another report and correct the audit with it. `rest` is as for `correct_audit`."""
    return correct_audit(by=by, file=store(by=by, stream=stream, name=name), within=within, **rest)


def _checked(facts: AuditFacts, override: str, today: date) -> dict[str, Any]:
    """The facts as they are kept. Raises Refused for numbers that cannot be true and texts that look like a case."""
    texts = cleaned(
        PracticeAudit, topic=facts.topic, strengths=facts.strengths, to_improve=facts.to_improve, moderated_by=facts.moderated_by
    )  # fmt: skip
    grades = [
        {"label": str(one["label"]).strip()[:100], "number": int(str(one["number"]))} for one in facts.grades
    ]
    rules_audits.check_audit(
        topic=texts["topic"], period_from=facts.period_from, period_to=facts.period_to, cases=facts.cases, grades=grades,
        today=today,
    )  # fmt: skip
    rules_audits.check_holds_no_case([*texts.values(), *(str(one["label"]) for one in grades)], override)
    days = {"period_from": facts.period_from, "period_to": facts.period_to}
    return texts | days | {"cases": facts.cases, "grades": grades}


def _title(kept: Mapping[str, Any]) -> str:
    period = rules_audits.period_words(kept["period_from"], kept["period_to"])
    said = f", {period}" if kept["period_from"] or kept["period_to"] else ""
    return f"Practice audit: {kept['topic']}{said}"[:300]


def _text(kept: Mapping[str, Any], file: StoredFile | None) -> str:
    return rules_audits.audit_text(file_hash=file.sha256 if file else "", **kept)


def _still(evidence: Evidence, as_at: date | None) -> date | None:
    """The day of renewal that stands. Raises Refused where the corrected period would end after it."""
    if evidence.expires and as_at and evidence.expires < as_at:
        raise Refused(
            "The period would end after the day by which the audit has to be renewed. Nothing was changed. "
            "Change that day first.",
            field="period_to",
        )
    return evidence.expires
