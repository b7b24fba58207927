"""What an inspection visit is shown: findings, the actions that answer them, and the evidence, as at the end of a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from django.utils import timezone

from sightline.domain.evidence.models import Evidence, EvidenceChange, Version
from sightline.domain.evidence.rules import ALL_KINDS, content_bytes, set_hash
from sightline.domain.inspections.models import Finding
from sightline.domain.inspections.queries import inspection_for
from sightline.domain.plans.models import ActionEvidence
from sightline.domain.plans.queries import Filters, plan_for
from sightline.domain.plans.queries.listing import ActionRow, end_of, rows_as_at, standing_at
from sightline.domain.plans.words import ASSURANCE, DELIVERY
from sightline.ground.audit.actors import Actor

from . import naming

FINDING_STATES = {"open": "Open", "met": "Met", "superseded": "Superseded"}


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the pack. Its bytes are those of a stored file, or `text`; `sha256` is what they must come to."""

    path: str
    file: Any = None
    text: bytes = b""
    sha256: str = ""

    @property
    def size(self) -> int:
        return int(self.file.size) if self.file is not None else len(self.text)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence as it stood on the day.

    paths    where it lies in the pack, from its top; () where it holds nothing that is given (withdrawn)
    remarks  what has to be known about it: renewal overdue, withdrawn since, recorded later than the day
    """

    key: int
    title: str
    kind: str
    version: int
    sha256: str
    as_at: date | None
    expires: date | None
    url: str
    paths: tuple[str, ...]
    remarks: tuple[str, ...]

    @property
    def kind_words(self) -> str:
        return ALL_KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class ActionPart:
    """An action that answers the finding; withheld: pieces that whoever asked may not see."""

    label: str
    title: str
    owners: tuple[str, ...]
    due: date | None
    delivery: str
    assurance: str
    pieces: tuple[Piece, ...]
    withheld: int


@dataclass(frozen=True, slots=True)
class FindingPart:
    """A finding in the inspector's words, as it stood on the day, with its folder in the pack."""

    reference: str
    heading: str
    category: str
    text: str
    page: int | None
    state: str
    folder: str
    actions: tuple[ActionPart, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for action in self.actions for piece in action.pieces)

    @property
    def evidenced(self) -> bool:
        return any(piece.paths for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Visit:
    """All that a pack holds. set_hash: one hash over the evidence given, whatever else the record says by then."""

    inspection: str
    inspection_number: int
    plan: str
    plan_number: int
    plan_version: str
    as_at: date
    findings: tuple[FindingPart, ...]
    members: tuple[Member, ...]
    set_hash: str

    @property
    def size(self) -> int:
        return sum(member.size for member in self.members)


def visit_facts(user: Actor, *, inspection: int, plan: int, as_at: date) -> Visit:
    """The facts of a visit as this user may see them. Raises NotFound for an inspection or a plan that they may not see."""
    reader: Any = user
    found, chosen = inspection_for(reader, inspection), plan_for(reader, plan)
    rows, _, answers = rows_as_at(reader, chosen, Filters(), as_at)
    gathering = Gathering(as_at, _links(reader, chosen, as_at))
    by_id = {row.id: row for row in rows}
    findings = [
        one
        for one in (*found.findings, *found.withdrawn)
        if one.withdrawn_on is None or one.withdrawn_on > as_at
    ]
    findings.sort(key=lambda one: (one.position, one.number))
    parts = tuple(
        gathering.finding(place, one, [by_id[key] for key in answers.get(one.pk, ()) if key in by_id])
        for place, one in enumerate(findings, start=1)
    )
    return Visit(
        inspection=found.inspection.title,
        inspection_number=inspection,
        plan=chosen.title,
        plan_number=plan,
        plan_version=chosen.version,
        as_at=as_at,
        findings=parts,
        members=tuple(sorted(gathering.members, key=lambda member: member.path)),
        set_hash=set_hash(gathering.frozen.values()),
    )


def _links(user: Any, plan: Any, day: date) -> dict[int, list[Any]]:
    """Action -> its links to evidence on that day, each with the evidence, its versions and its later changes."""
    versions = Version.objects.select_related("file").order_by("-number")
    later = EvidenceChange.objects.filter(on__gt=day).order_by("pk")
    links = (
        ActionEvidence.objects.filter(standing_at(day), action__plan=plan)
        .annotate(visible=Exists(Evidence.objects.visible_to(user).filter(pk=OuterRef("evidence"))))
        .select_related("evidence")
        .prefetch_related(
            Prefetch("evidence__versions", versions), Prefetch("evidence__changes", later, to_attr="later")
        )
        .order_by("evidence_id")
    )
    found: dict[int, list[Any]] = {}
    for link in links:
        found.setdefault(link.action_id, []).append(link)
    return found


class Gathering:
    """Puts the parts together and names the files. A file lies in the folder of the first finding that it speaks to; the other
    folders hold a line that says where."""

    def __init__(self, day: date, links: dict[int, list[Any]]) -> None:
        self._day, self._links = day, links
        self._homes: dict[str, str] = {}
        self.members: list[Member] = []
        self.frozen: dict[int, dict[str, Any]] = {}

    def finding(self, place: int, finding: Finding, rows: list[ActionRow]) -> FindingPart:
        folder = naming.folder(place, finding.reference, finding.heading or finding.text)
        taken: dict[int, Piece] = {}
        return FindingPart(
            reference=finding.reference,
            heading=finding.heading,
            category=finding.category,
            text=finding.text,
            page=finding.page,
            state=FINDING_STATES.get(finding.state_on(self._day) or "open", "Open"),
            folder=folder,
            actions=tuple(self._action(folder, row, taken) for row in rows),
        )

    def _action(self, folder: str, row: ActionRow, taken: dict[int, Piece]) -> ActionPart:
        links = self._links.get(row.id, [])
        for link in links:
            if link.visible and link.evidence_id not in taken:
                taken[link.evidence_id] = self._piece(folder, link.evidence)
        return ActionPart(
            label=row.label,
            title=row.title,
            owners=row.owners,
            due=row.due,
            delivery=DELIVERY.get(row.delivery or "", ""),
            assurance=ASSURANCE.get(row.assurance or "", ""),
            pieces=tuple(taken[link.evidence_id] for link in links if link.visible),
            withheld=sum(not link.visible for link in links),
        )

    def _piece(self, folder: str, evidence: Any) -> Piece:
        version, remarks = self._version(evidence)
        was = {change.field: change.old for change in reversed(evidence.later)}
        title = was.get("title", evidence.title)
        expires = (
            (date.fromisoformat(was["expires"]) if was["expires"] else None)
            if "expires" in was
            else evidence.expires
        )
        if expires and expires < self._day:
            remarks.append(f"had to be renewed by {words(expires)}")
        gone = evidence.withdrawn_on is not None and evidence.withdrawn_on <= self._day
        if evidence.withdrawn_on:
            remarks.append(f"withdrawn {words(evidence.withdrawn_on)}: {evidence.withdrawn_reason}")
        paths = () if gone else tuple(self._placed(folder, title, evidence, version))
        if not gone:
            self.frozen[evidence.pk] = {
                "evidence": evidence.pk, "version": version.number, "title": title, "kind": version.kind,
                "sha256": version.sha256, "as_at": version.as_at.isoformat() if version.as_at else None,
            }  # fmt: skip
        return Piece(
            key=evidence.pk, title=title, kind=version.kind, version=version.number, sha256=version.sha256,
            as_at=version.as_at, expires=expires, url=version.url, paths=paths, remarks=tuple(remarks),
        )  # fmt: skip

    def _version(self, evidence: Any) -> tuple[Any, list[str]]:
        """The version that stood on the day; the first one, with a remark, where it was recorded only afterwards."""
        versions, end = list(evidence.versions.all()), end_of(self._day)
        standing = next((one for one in versions if one.at < end), None)
        if standing is not None:
            return standing, []
        return versions[-1], [f"recorded {words(timezone.localtime(versions[-1].at).date())}, after this day"]

    def _placed(self, folder: str, title: str, evidence: Any, version: Any) -> Iterator[str]:
        """The paths of what a version holds; what it holds for the first time becomes a member."""
        stem = naming.stem(evidence.pk, version.number, title)
        if version.kind != "file":
            text = _text(title, version)
            yield self._once(Member(f"{folder}/{stem}.txt", text=text))
        if version.file is not None:
            ending = naming.ending(version.file.name, version.file.kind)
            yield self._once(
                Member(f"{folder}/{stem}{ending}", file=version.file, sha256=version.file.sha256)
            )

    def _once(self, member: Member) -> str:
        """A text lies in every folder that needs it, a file in the first; the path at which it is found."""
        if member.file is None:
            self.members.append(member)
            return member.path
        home = self._homes.setdefault(member.sha256, member.path)
        if home == member.path:
            self.members.append(member)
        else:
            line = f"This file lies in the folder of another finding: {home}\r\n"
            self.members.append(Member(f"{member.path}.txt", text=line.encode()))
        return home


def _text(title: str, version: Any) -> bytes:
    """A link, a note or an audit as a text file; of a link also what was said beside it."""
    held = content_bytes(version.kind, url=version.url, note=version.note).decode()
    beside = f"\n\n{version.note}" if version.kind == "link" and version.note else ""
    return f"{title}\n\n{held}{beside}\n".replace("\n", "\r\n").encode()


def words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
