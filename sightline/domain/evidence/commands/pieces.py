"""The writers of pieces of evidence. What was added stays: a newer version stands beside it, a withdrawal says why."""

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
from sightline.ground.lib.errors import NotPermitted, Refused

from .. import rules, supporting
from ..models import Evidence, EvidenceChange, Version

WHO = "the owner of the evidence or the programme office"


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
        kind, has_file=file is not None, url=texts["url"], note=texts["note"], as_at=as_at, expires=expires, today=today
    )  # fmt: skip
    evidence = kept_as_new(by, kind, file=file, as_at=as_at, expires=expires, owner=owner, **texts)
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


@command("evidence.add", on="within")
def add_version(
    *,
    by: Actor,
    evidence: Evidence,
    kind: str,
    reason: str,
    today: date,
    file: StoredFile | None = None,
    url: str = "",
    note: str = "",
    as_at: date | None = None,
    expires: date | None = None,
    seen: int | None = None,
    within: Any = None,
) -> Version:
    """Put a newer file, link or note in the place of what stands. The older stays, and links follow the piece.

    expires  the new day of renewal; None: none is stated for the new version, and the history keeps the old day
    seen     the version that the person had before them; where another came in between, nothing is changed
    within   the thing whose right is used (`supporting.right_over`); None asks for a right over everything
    """
    evidence = locked(by, evidence, within)
    if evidence.kind == "audit":
        raise Refused(
            "This is a practice audit. Correct the audit itself; that makes its next version. Nothing was changed.",
            rule="evidence.an-audit-is-corrected",
        )
    texts = cleaned(Version, url=url, note=note)
    rules.check_can_add(
        kind, has_file=file is not None, url=texts["url"], note=texts["note"], as_at=as_at, expires=expires, today=today
    )  # fmt: skip
    made = kept_as_next(
        by, evidence, kind, file=file, as_at=as_at, reason=reason, seen=seen, expires=expires, today=today, **texts
    )  # fmt: skip
    record(
        evidence, "evidence version added",
        version=made.number, kind=kind, sha256=made.sha256, as_at=as_at, expires=expires, reason=made.reason, **texts,
    )  # fmt: skip
    return made


@command("evidence.add", on="within")
def add_file_as_version(
    *,
    by: Actor,
    evidence: Evidence,
    stream: IO[bytes] | Iterable[bytes],
    name: str,
    reason: str,
    today: date,
    within: Any = None,
    **rest: Any,
) -> Version:
    """Store an uploaded file and make it the next version. `rest` is as for `add_version`."""
    file = store(by=by, stream=stream, name=name)
    return add_version(
        by=by, evidence=evidence, kind="file", file=file, reason=reason, today=today, within=within, **rest
    )


@command("evidence.add", on="within")
def edit_evidence(
    *,
    by: Actor,
    evidence: Evidence,
    title: str,
    owner: Post | None,
    expires: date | None,
    reason: str,
    today: date,
    within: Any = None,
) -> Evidence:
    """Change what it is called, the post that owns it, or the day by which it has to be renewed; what it was stays."""
    evidence = locked(by, evidence, within)
    title = cleaned(Evidence, "title", title=title)["title"]
    rules.check_days(evidence.as_at, expires)
    reason = reason_given(reason, "this is changed")
    changed = change_fields(
        by, evidence, {"title": title, "owner": owner, "expires": expires}, reason=reason, today=today
    )
    if not changed:
        raise Refused("Nothing is different from what stands already. Nothing was changed.")
    record(evidence, "evidence changed", reason=reason, **changed)
    return evidence


@command("evidence.add", on="within")
def withdraw_evidence(
    *, by: Actor, evidence: Evidence, reason: str, today: date, within: Any = None
) -> Evidence:
    """Take evidence back, because it is wrong or was replaced. It stays visible, with the reason."""
    evidence = locked(by, evidence, within)
    evidence.withdrawn_on, evidence.withdrawn_reason = (
        today,
        reason_given(reason, "the evidence is withdrawn"),
    )
    evidence.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    record(evidence, "evidence withdrawn", reason=evidence.withdrawn_reason)
    return evidence


def locked(by: Actor, evidence: Evidence, within: Any) -> Evidence:
    """The piece as it stands, under its row's lock.

    Raises Refused for a withdrawn one, NotPermitted where the right over `within` is no right to it.
    """
    found = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if within is not None and within != found and supporting.right_over(by, found) is None:
        raise NotPermitted(
            "This evidence supports things over which you hold no right, so you cannot change it. Nothing was changed.",
            rule="evidence.others-rely-on-it",
            who=WHO,
        )
    if found.withdrawn_on is not None:
        raise Refused(
            "The evidence is already withdrawn, and what was withdrawn is not changed. Nothing was changed. "
            "Add it again as a new piece of evidence.",
            rule="evidence.withdrawn-stays",
        )
    return found


def kept_as_new(by: Actor, kind: str, **values: Any) -> Evidence:
    """A new piece with its first version."""
    file = values["file"]
    evidence = Evidence.objects.create(
        kind=kind,
        sha256=file.sha256 if file else "",
        added_by=by if isinstance(by, User) else None,
        added_by_name=by.name,
        added_at=timezone.now(),
        **values,
    )
    _version(by, evidence, reason="")
    return evidence


def kept_as_next(
    by: Actor,
    evidence: Evidence,
    kind: str,
    *,
    file: StoredFile | None,
    url: str,
    note: str,
    as_at: date | None,
    expires: date | None,
    reason: str,
    seen: int | None,
    today: date,
) -> Version:
    """What stands becomes this, and a row of the next version is kept."""
    rules.check_can_replace(evidence.current_version, seen)
    reason = reason_given(reason, "this replaces what stands")
    before = (_content(evidence), evidence.as_at)
    evidence.kind, evidence.file, evidence.url, evidence.note = kind, file, url, note
    evidence.sha256, evidence.as_at = (file.sha256 if file else ""), as_at
    if (_content(evidence), as_at) == before:
        raise Refused(
            f"This is the same, byte for byte, as version {evidence.current_version}, which stands. Nothing was changed.",
            rule="evidence.a-version-differs",
            field="file" if kind == "file" else "url" if kind == "link" else "note",
        )
    evidence.current_version += 1
    was = evidence.expires
    evidence.expires = expires
    evidence.save()
    if was != expires:
        _change(by, evidence, "expires", was, expires, reason=reason, today=today).save()
    return _version(by, evidence, reason=reason)


def _content(evidence: Evidence) -> tuple[str, str]:
    return evidence.kind, rules.content_hash(
        evidence.kind, sha256=evidence.sha256, url=evidence.url, note=evidence.note
    )


def _version(by: Actor, evidence: Evidence, *, reason: str) -> Version:
    file = evidence.file
    held = rules.content_bytes(evidence.kind, url=evidence.url, note=evidence.note)
    return Version.objects.create(
        evidence=evidence,
        number=evidence.current_version,
        kind=evidence.kind,
        file=file,
        url=evidence.url,
        note=evidence.note,
        sha256=_content(evidence)[1],
        size=file.size if file and evidence.kind == "file" else len(held),
        type=file.kind if file else "",
        as_at=evidence.as_at,
        by=by if isinstance(by, User) else None,
        by_name=by.name,
        at=timezone.now(),
        reason=reason,
    )


def change_fields(
    by: Actor, evidence: Evidence, values: dict[str, Any], *, reason: str, today: date
) -> dict[str, Any]:
    """Keep what each field was and set it to what it is; the fields that differ, with their new words."""
    changed, rows = {}, []
    for field, value in values.items():
        if (was := getattr(evidence, field)) != value:
            rows.append(_change(by, evidence, field, was, value, reason=reason, today=today))
            setattr(evidence, field, value)
            changed[field] = words_of(value)
    if changed:
        EvidenceChange.objects.bulk_create(rows)
        evidence.save(update_fields=list(changed))
    return changed


def _change(
    by: Actor, evidence: Evidence, field: str, old: Any, new: Any, *, reason: str, today: date
) -> EvidenceChange:
    return EvidenceChange(
        evidence=evidence,
        field=field,
        old=words_of(old),
        new=words_of(new),
        reason=reason,
        on=today,
        by=by if isinstance(by, User) else None,
        by_name=by.name,
        at=timezone.now(),
    )


def words_of(value: Any) -> str:
    """A value as its history keeps it: days in ISO form, a post by its name, "" for not stated."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
