"""The register of evidence and the practice audits as files; filtered and sorted as the pages are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from sightline.domain.evidence.rules import ALL_KINDS
from sightline.domain.plans.queries.evidence import evidence_register
from sightline.doors.web.files import served_export
from sightline.doors.web.requests import SignedIn
from sightline.doors.web.saving import check_sees
from sightline.work.reports.about import about
from sightline.work.reports.spreadsheets import Column, Value, export

from . import audits as of_audits
from . import register

EVIDENCE = (
    Column("Number", 9), Column("Title", 60), Column("Kind", 14), Column("Version", 9), Column("As at", 17),
    Column("To be renewed by", 17), Column("Owner", 36), Column("Actions supported", 11), Column("File", 36), Column("Link", 40),
    Column("SHA-256 of the file", 66), Column("Added", 17), Column("Added by", 28), Column("Withdrawn", 17),
    Column("Why withdrawn", 40),
)  # fmt: skip


@require_safe
def evidence(request: SignedIn, kind: str) -> HttpResponseBase:
    """The evidence that the filters leave, in the order of the list."""
    check_sees(request.user, register.SEE)
    today = timezone.localdate()
    _, filters, chosen = register.asked(request)
    rows = evidence_register(request.user, filters, today=today, sort=request.GET.get("sort", register.SORT))
    said = about("Evidence", as_at=today, filters=[words for words, _ in chosen])
    return served_export(export(EVIDENCE, _cells(rows), said, kind), "evidence", kind)


def _cells(rows: Any) -> Iterator[list[Value]]:
    for one in rows.iterator(chunk_size=500):
        yield [
            one.pk, one.title, ALL_KINDS[one.kind], one.current_version, one.as_at, one.expires,
            str(one.owner) if one.owner else None, one.used, one.file.name if one.file else None, one.url, one.sha256,
            timezone.localtime(one.added_at).date(), one.added_by_name, one.withdrawn_on, one.withdrawn_reason,
        ]  # fmt: skip


AUDITS = (
    Column("Number", 9), Column("Topic", 50), Column("From", 17), Column("To", 17), Column("Cases audited", 10),
    Column("Grades", 44), Column("Not graded", 10), Column("What is strong", 60), Column("What needs to improve", 60),
    Column("Moderated by", 30), Column("Owner", 36), Column("To be repeated by", 17),
)  # fmt: skip


@require_safe
def audits(request: SignedIn, kind: str) -> HttpResponseBase:
    check_sees(request.user, register.SEE)
    _, rows, chosen = of_audits.asked(request)
    said = about("Practice audits", as_at=timezone.localdate(), filters=[words for words, _ in chosen])
    return served_export(export(AUDITS, _audit_cells(rows), said, kind), "practice-audits", kind)


def _audit_cells(rows: Iterable[Any]) -> Iterator[list[Value]]:
    for row in rows:
        audit = row.audit
        yield [
            audit.evidence_id, audit.topic, audit.period_from, audit.period_to, audit.cases,
            "\n".join(f"{label}: {number}" for label, number, _ in row.grades),
            audit.cases - row.graded if audit.cases is not None and row.grades else None,
            audit.strengths, audit.to_improve, audit.moderated_by,
            str(audit.evidence.owner) if audit.evidence.owner else None, audit.evidence.expires,
        ]  # fmt: skip
