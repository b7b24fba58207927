"""The writers of evidence. What was added stays; a withdrawal says why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import IO, Any

from django.utils import timezone

from sightline.domain.governance.models import Post
from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.files.commands import store
from sightline.ground.files.models import StoredFile
from sightline.ground.lib.errors import Refused

from . import rules
from .models import Evidence


@command("evidence.add", on="within")
def add_evidence(
    *,
    by: Actor,
    title: str,
    kind: str,
    today: date,
    file: StoredFile | None = None,
    url: str = "",
    note: str = "",
    as_at: date | None = None,
    expires: date | None = None,
    owner: Post | None = None,
    within: Any = None,
) -> Evidence:
    """Add a file (stored before), a link or a note; a note may stand beside a file or a link.

    as_at    the day as at which it speaks; None: not stated
    expires  the day by which it has to be renewed
    within   the thing (an action) that it is to support; the right over that thing is enough to add it
    """
    texts = cleaned(Evidence, "title", title=title, url=url, note=note)
    rules.check_can_add(
        kind,
        has_file=file is not None,
        url=texts["url"],
        note=texts["note"],
        as_at=as_at,
        expires=expires,
        today=today,
    )
    evidence = Evidence.objects.create(
        kind=kind,
        file=file,
        sha256=file.sha256 if file else "",
        as_at=as_at,
        expires=expires,
        owner=owner,
        added_by=by if isinstance(by, User) else None,
        added_by_name=by.name,
        added_at=timezone.now(),
        **texts,
    )
    record(
        evidence, "evidence added", kind=kind, sha256=evidence.sha256, as_at=as_at, expires=expires, **texts
    )
    return evidence


@command("evidence.add", on="within")
def add_file_as_evidence(
    *,
    by: Actor,
    title: str,
    stream: IO[bytes] | Iterable[bytes],
    name: str,
    today: date,
    within: Any = None,
    **rest: Any,
) -> Evidence:
    """Store an uploaded file and add it as evidence. `rest` is as for `add_evidence`."""
    file = store(by=by, stream=stream, name=name)
    return add_evidence(by=by, title=title, kind="file", file=file, today=today, within=within, **rest)


@command("evidence.add", on="evidence")
def withdraw_evidence(*, by: Actor, evidence: Evidence, reason: str, today: date) -> Evidence:
    """Take evidence back, because it is wrong or was replaced. It stays visible, with the reason."""
    reason = reason_given(reason, "the evidence is withdrawn")
    if evidence.withdrawn_on is not None:
        raise Refused("The evidence is already withdrawn. Nothing was changed.")
    evidence.withdrawn_on, evidence.withdrawn_reason = today, reason
    evidence.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    record(evidence, "evidence withdrawn", reason=reason)
    return evidence
