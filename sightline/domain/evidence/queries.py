"""The readers of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from sightline.domain.governance.models import Post
from sightline.ground.lib.errors import NotFound

from . import supporting
from .models import Evidence, EvidenceChange, EvidenceQuerySet, PracticeAudit, Version
from .rules_audits import period_words, shares
from .supporting import Supported


def evidence_list(
    user: Any, *, text: str = "", kind: str = "", expired_on: date | None = None, withdrawn: bool = False
) -> EvidenceQuerySet:
    """The evidence that a user may see, latest first; withdrawn pieces only on request.

    expired_on  only what had to be renewed before that day
    """
    rows = Evidence.objects.visible_to(user).select_related("file", "owner", "added_by")
    if not withdrawn:
        rows = rows.standing()
    if kind:
        rows = rows.filter(kind=kind)
    if expired_on is not None:
        rows = rows.filter(expires__lt=expired_on)
    if words := text.strip().replace("\x00", ""):
        rows = rows.filter(Q(title__icontains=words) | Q(note__icontains=words))
    return rows


def evidence_for(user: Any, pk: int) -> Evidence:
    """One piece of evidence, withdrawn or not; NotFound where there is none or the user may not see it."""
    found = evidence_list(user, withdrawn=True).filter(pk=pk).select_related("audit").first()
    if found is None:
        raise NotFound("There is no such evidence.")
    return found


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """One piece from top to bottom.

    versions  newest first; the first is the one that stands
    supports  what it supports and supported, as this user may see it (`supporting.Supported`)
    audit     what the audit says, where it is one
    right     the thing whose right lets this user change it, None where they may not
    """

    evidence: Evidence
    versions: tuple[Version, ...]
    changes: tuple[EvidenceChange, ...]
    supports: tuple[Supported, ...]
    audit: PracticeAudit | None
    right: Any

    @property
    def standing(self) -> tuple[Supported, ...]:
        return tuple(one for one in self.supports if one.until is None)

    @property
    def ended(self) -> tuple[Supported, ...]:
        return tuple(one for one in self.supports if one.until is not None)


def evidence_page(user: Any, pk: int) -> EvidencePage:
    """One piece with its versions, its history and what it supports. Raises NotFound."""
    rows = evidence_list(user, withdrawn=True).select_related("audit")
    versions = Prefetch("versions", Version.objects.select_related("file").order_by("-number"))
    found = rows.filter(pk=pk).prefetch_related(versions, "changes").first()
    if found is None:
        raise NotFound("There is no such evidence.")
    return EvidencePage(
        evidence=found,
        versions=tuple(found.versions.all()),
        changes=tuple(found.changes.all()),
        supports=tuple(supporting.supports(user, found)),
        audit=getattr(found, "audit", None),
        right=supporting.right_over(user, found),
    )


def evidence_to_change(user: Any, pk: int) -> tuple[Evidence, Any]:
    """One piece with its audit, if it is one, and the thing whose right lets this user change it, or None. Raises NotFound."""
    found = evidence_for(user, pk)
    return found, supporting.right_over(user, found)


def version_for(user: Any, pk: int, number: int) -> Version:
    """One version of a piece that the user may see. Raises NotFound."""
    seen = Evidence.objects.visible_to(user).filter(pk=pk)
    found = (
        Version.objects.filter(evidence__in=seen, number=number).select_related("file", "evidence").first()
    )
    if found is None:
        raise NotFound("There is no such version of this evidence.")
    return found


def expiring(today: date, days: int) -> QuerySet[Evidence]:
    """What has to be renewed within so many days, or should have been: the soonest first, each with its owning post.

    For reminders, which go to whoever holds the post; withdrawn evidence and evidence without a day are not among them.
    """
    last = today + timedelta(days=days)
    return (
        Evidence.objects.standing()
        .filter(expires__lte=last)
        .select_related("owner")
        .order_by("expires", "pk")
    )


def owners_of_evidence(user: Any) -> list[tuple[int, str]]:
    """The posts that own evidence which this user may see, by name: (id, name)."""
    owned = Evidence.objects.visible_to(user).exclude(owner=None)
    posts = Post.objects.filter(pk__in=owned.order_by().values("owner")).order_by("title", "team")
    return [(post.pk, str(post)) for post in posts]


def posts_to_own(user: Any, today: date, *, beside: Post | None = None) -> list[tuple[int, str]]:
    """The posts of today that this user may see, for a choice of an owner: (id, name). beside: one that owns already."""
    rows = Post.objects.filter(pk__in=Post.objects.visible_to(user).on(today).order_by().values("pk"))
    if beside is not None:
        rows = rows | Post.objects.filter(pk=beside.pk)
    return [(post.pk, str(post)) for post in rows.order_by("title", "team")]


def post_to_own(user: Any, pk: int | None, today: date, *, beside: Post | None = None) -> Post | None:
    """The post that was chosen, or None. Raises NotFound for one that was not offered."""
    if pk is None:
        return None
    if beside is not None and pk == beside.pk:
        return beside
    found = Post.objects.visible_to(user).on(today).filter(pk=pk).first()
    if found is None:
        raise NotFound("There is no such post for you.")
    return found


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One practice audit of the list. grades: (label, number, share of the cases in percent or None)."""

    audit: PracticeAudit
    period: str
    grades: tuple[tuple[str, int, float | None], ...]

    @property
    def graded(self) -> int:
        return sum(number for _, number, _ in self.grades)


def practice_audits(user: Any, *, text: str = "", topic: str = "") -> list[AuditRow]:
    """The practice audits that stand and that the user may see, by the end of their period, latest first."""
    seen = Evidence.objects.visible_to(user).standing()
    rows = PracticeAudit.objects.filter(evidence__in=seen).select_related("evidence__owner", "evidence__file")
    if topic:
        rows = rows.filter(topic=topic)
    if words := text.strip().replace("\x00", ""):
        rows = rows.filter(
            Q(topic__icontains=words) | Q(strengths__icontains=words) | Q(to_improve__icontains=words)
        )
    return [audit_row(audit) for audit in rows]


def audit_row(audit: PracticeAudit) -> AuditRow:
    period = period_words(audit.period_from, audit.period_to)
    return AuditRow(audit, period, tuple(shares(audit.cases, audit.grades)))


def audit_topics(user: Any) -> list[str]:
    """The topics of the audits that the user may see, in order."""
    seen = Evidence.objects.visible_to(user).standing()
    topics = PracticeAudit.objects.filter(evidence__in=seen).order_by("topic").values_list("topic", flat=True)
    return list(topics.distinct())
