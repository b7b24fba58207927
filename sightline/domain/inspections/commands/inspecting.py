"""The writers of inspections. A finding never vanishes: it is corrected, withdrawn or superseded, and says so."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from sightline.domain.governance.models import Body, Decision
from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.accounts.models import User
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.files.models import StoredFile
from sightline.ground.lib.errors import Refused

from .. import frameworks, rules
from ..models import (
    Finding,
    FindingCorrection,
    FindingState,
    Inspection,
    InspectionCorrection,
    Judgement,
    Strategy,
)


@dataclass(frozen=True)
class JudgementFacts:
    """A grade in the report's words. grade None: not stated."""

    area: str
    grade: str | None = None
    page: int | None = None


@dataclass(frozen=True)
class FindingFacts:
    """A finding in the inspector's words; ref is the printed number. None: not printed, not stated."""

    text: str
    ref: str | None = None
    category: str | None = None
    heading: str | None = None
    page: int | None = None
    responsible: str | None = None
    added_by_hand: bool = False


@dataclass(frozen=True)
class InspectionFacts:
    """An inspection as a person accepted it. None: not stated. `framework` is a code of `frameworks.codes()`."""

    authority: str
    framework: str | None = None
    title: str | None = None
    start: date | None = None
    end: date | None = None
    report_received: date | None = None
    published: date | None = None
    letter_date: date | None = None
    lead_inspector: str | None = None
    outcome: str | None = None
    requires: str | None = None
    principal_authority: str | None = None
    response_due_stated: date | None = None
    source_name: str | None = None
    judgements: tuple[JudgementFacts, ...] = ()
    findings: tuple[FindingFacts, ...] = ()


CORRECTABLE_INSPECTION = tuple(
    one.name for one in fields(InspectionFacts) if one.name not in {"judgements", "findings", "source_name"}
)
CORRECTABLE_FINDING = ("text", "ref", "category", "heading", "page", "responsible")


@command("inspections.edit")
def add_inspection(
    *,
    by: Actor,
    facts: InspectionFacts,
    today: date,
    file: StoredFile | None = None,
    although_known: bool = False,
) -> Inspection:
    """Add an accepted inspection with its judgements and findings, each finding open.

    although_known  add it even where the same file, or an inspection with the same authority, framework and days, is here
    Raises Refused for such a second one, for an unknown framework, for dates that contradict, for a finding without words.
    """
    framework = _known_framework(facts.framework)
    rules.check_dates(facts.start, facts.end, facts.report_received, facts.published)
    if not although_known:
        _refuse_second(facts, framework, file)
    plain = {name: getattr(facts, name) for name in (*CORRECTABLE_INSPECTION, "source_name")}
    plain |= {"framework": framework, "title": facts.title or _title(facts, framework)}
    inspection = _create_numbered(
        file=file,
        added_by=_user(by),
        added_by_name=by.name,
        added_at=timezone.now(),
        **cleaned(Inspection, "authority", "title", **plain),
    )
    for position, judgement in enumerate(facts.judgements, start=1):
        _add_judgement(inspection, position, judgement)
    for position, finding in enumerate(facts.findings, start=1):
        _add_finding(by, inspection, position, position, finding, today)
    record(
        inspection,
        "inspection added",
        number=inspection.number,
        title=inspection.title,
        judgements=len(facts.judgements),
        findings=len(facts.findings),
        sha256=file.sha256 if file else None,
    )
    return inspection


@command("inspections.edit", on="inspection")
def correct_inspection(*, by: Actor, inspection: Inspection, reason: str, **changes: Any) -> Inspection:
    """Mend what was read of an inspection; every old value stays beside the new with the reason.

    changes  any of CORRECTABLE_INSPECTION; None: not stated. Raises Refused if nothing would change.
    """
    if unknown := set(changes) - set(CORRECTABLE_INSPECTION):
        raise TypeError(f"not correctable: {sorted(unknown)}")
    reason = reason_given(reason, "the inspection is corrected")
    if "framework" in changes:
        changes["framework"] = _known_framework(changes["framework"])
    required = [name for name in ("authority", "title") if name in changes]
    changed = _changed(inspection, cleaned(Inspection, *required, **changes))
    if not changed:
        raise Refused("Nothing was changed: these are the values already kept.")
    old = _apply(inspection, changed)
    rules.check_dates(inspection.start, inspection.end, inspection.report_received, inspection.published)
    inspection.save(update_fields=list(changed))
    InspectionCorrection.objects.bulk_create(
        InspectionCorrection(inspection=inspection, **row) for row in _corrections(by, old, changed, reason)
    )
    record(inspection, "inspection corrected", old=old, new=changed, reason=reason)
    return inspection


@command("inspections.edit", on="inspection")
def set_received_date(
    *, by: Actor, inspection: Inspection, received: date, today: date, reason: str = ""
) -> Inspection:
    """State the day on which the report was received: the statutory clock counts from it.

    A first statement needs no reason; another day does. Raises Refused for a day to come or before the fieldwork.
    """
    if received > today:
        raise Refused("A report cannot be received on a day to come. Nothing was changed.", field="received")
    if inspection.report_received is not None:
        return correct_inspection(by=by, inspection=inspection, reason=reason, report_received=received)
    rules.check_dates(inspection.start, inspection.end, received, None)
    inspection.report_received = received
    inspection.save(update_fields=["report_received"])
    record(inspection, "day of receipt stated", received=received)
    return inspection


@command("inspections.edit", on="inspection")
def set_superseded(
    *, by: Actor, inspection: Inspection, by_inspection: Inspection, reason: str
) -> Inspection:
    """Say that a later inspection takes the place of this one. Its findings stay as they are until each is superseded."""
    reason = reason_given(reason, "the inspection is superseded")
    rules.check_can_supersede(inspection.day, by_inspection.day, inspection.pk == by_inspection.pk)
    inspection.superseded_by = by_inspection
    inspection.save(update_fields=["superseded_by"])
    record(inspection, "inspection superseded", by_inspection=by_inspection.number, reason=reason)
    return inspection


@command("inspections.edit", on="inspection")
def add_finding(
    *, by: Actor, inspection: Inspection, facts: FindingFacts, today: date, position: int | None = None
) -> Finding:
    """Add a finding that the reader missed, by hand, at the end or before the one that stands at `position`."""
    Inspection.objects.select_for_update().get(pk=inspection.pk)
    numbers = list(inspection.findings.values_list("number", flat=True))
    last = inspection.findings.aggregate(last=Max("position"))["last"] or 0
    place = last + 1 if position is None else min(max(position, 1), last + 1)
    for later in inspection.findings.filter(position__gte=place):
        later.position += 1
        later.save(update_fields=["position"])
    by_hand = FindingFacts(**(asdict(facts) | {"added_by_hand": True}))
    finding = _add_finding(by, inspection, rules.first_free(numbers), place, by_hand, today)
    record(finding, "finding added by hand", inspection=inspection.number, text=finding.text)
    return finding


@command("inspections.edit", on="finding")
def correct_finding(*, by: Actor, finding: Finding, reason: str, **changes: Any) -> Finding:
    """Mend a slip of reading in a finding; the words that it replaces stay visible with the reason.

    changes  any of CORRECTABLE_FINDING. Raises Refused without a reason, and if nothing would change.
    """
    if unknown := set(changes) - set(CORRECTABLE_FINDING):
        raise TypeError(f"not correctable: {sorted(unknown)}")
    reason = reason_given(reason, "the finding is corrected")
    changed = _changed(finding, cleaned(Finding, *(["text"] if "text" in changes else []), **changes))
    if not changed:
        raise Refused("Nothing was changed: these are the words already kept.")
    old = _apply(finding, changed)
    finding.save(update_fields=list(changed))
    FindingCorrection.objects.bulk_create(
        FindingCorrection(finding=finding, **row) for row in _corrections(by, old, changed, reason)
    )
    record(finding, "finding corrected", old=old, new=changed, reason=reason)
    return finding


@command("inspections.edit", on="finding")
def withdraw_finding(*, by: Actor, finding: Finding, reason: str, today: date) -> Finding:
    """Take back a finding that should not have been taken from the report. It stays visible, with the reason."""
    reason = reason_given(reason, "the finding is withdrawn")
    if finding.withdrawn_on is not None:
        raise Refused("The finding is already withdrawn. Nothing was changed.")
    finding.withdrawn_on, finding.withdrawn_reason = today, reason
    finding.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    record(finding, "finding withdrawn", reason=reason)
    return finding


@command("inspections.edit", on="finding")
def restore_finding(*, by: Actor, finding: Finding, reason: str) -> Finding:
    """Undo a withdrawal, with a reason."""
    reason = reason_given(reason, "the finding is restored")
    if finding.withdrawn_on is None:
        raise Refused("The finding is not withdrawn. Nothing was changed.")
    old = {"withdrawn_on": finding.withdrawn_on, "withdrawn_reason": finding.withdrawn_reason}
    finding.withdrawn_on, finding.withdrawn_reason = None, ""
    finding.save(update_fields=["withdrawn_on", "withdrawn_reason"])
    record(finding, "finding restored", old=old, reason=reason)
    return finding


@command("inspections.edit", on="finding")
def supersede_finding(
    *, by: Actor, finding: Finding, by_inspection: Inspection, reason: str, today: date
) -> Finding:
    """Close a finding because a later, accepted inspection takes its place. Refused for an earlier one or its own."""
    reason = reason_given(reason, "the finding is superseded")
    rules.check_can_supersede(
        finding.inspection.day, by_inspection.day, finding.inspection_id == by_inspection.pk
    )
    move_finding(by, finding, "superseded", today, reason, by_inspection=by_inspection)
    record(finding, "finding superseded", by_inspection=by_inspection.number, reason=reason)
    return finding


@command("inspections.edit", on="inspection")
def supersede_open_findings(
    *, by: Actor, inspection: Inspection, by_inspection: Inspection, reason: str, today: date
) -> int:
    """Supersede every finding of an inspection that is still open and not withdrawn; answers how many they were."""
    still_open = list(inspection.findings.standing().in_state("open").select_related("inspection"))
    if not still_open:
        raise Refused(f"No finding of {inspection.title} is open. Nothing was changed.")
    for finding in still_open:
        supersede_finding(by=by, finding=finding, by_inspection=by_inspection, reason=reason, today=today)
    return len(still_open)


@command("inspections.edit", on="inspection")
def supersede_inspection(
    *,
    by: Actor,
    inspection: Inspection,
    by_inspection: Inspection,
    reason: str,
    with_findings: bool,
    today: date,
) -> Inspection:
    """Let a later inspection take the place of this one, and, where asked, of its findings that are still open."""
    set_superseded(by=by, inspection=inspection, by_inspection=by_inspection, reason=reason)
    if with_findings:
        supersede_open_findings(
            by=by, inspection=inspection, by_inspection=by_inspection, reason=reason, today=today
        )
    return inspection


@command("inspections.edit", on="finding")
def reopen_finding(*, by: Actor, finding: Finding, reason: str, today: date) -> Finding:
    """Open a finding that was superseded by mistake. One that a body decided is met needs a body's decision."""
    reason = reason_given(reason, "the finding is opened again")
    if current_state(finding).state == "met":
        raise Refused(
            "A body decided that the finding is met, so only a body can open it again. Nothing was changed.",
            rule="inspections.only-a-decision-decides",
            who="the body that decided it",
        )
    move_finding(by, finding, "open", today, reason)
    record(finding, "finding opened again", reason=reason)
    return finding


@command("inspections.edit")
def add_strategy(
    *,
    by: Actor,
    title: str,
    kind: str,
    owner: Body | None = None,
    since: date | None = None,
    until: date | None = None,
    source: str = "",
) -> Strategy:
    """Add a strategy or a council priority, with whose it is, from when to when, and where it is written."""
    if kind not in rules.STRATEGY_KINDS:
        raise Refused(
            "Say whether it is a strategy or a council priority. Nothing was changed.", field="kind"
        )
    if since and until and until < since:
        raise Refused("It cannot end before it begins. Nothing was changed.", field="until")
    texts = cleaned(Strategy, "title", title=title, source=source)
    if Strategy.objects.filter(title__iexact=texts["title"], kind=kind, until=None).exists():
        raise Refused(f"There is already one called {texts['title']}. Nothing was changed.", field="title")
    strategy = Strategy.objects.create(kind=kind, owner=owner, since=since, until=until, **texts)
    record(strategy, "strategy added", kind=kind, since=since, until=until, **texts)
    return strategy


@command("inspections.edit", on="strategy")
def end_strategy(*, by: Actor, strategy: Strategy, until: date, reason: str) -> Strategy:
    """End a strategy or priority on a day, the last on which it holds."""
    reason = reason_given(reason, "it ends")
    if strategy.since and until < strategy.since:
        raise Refused("It cannot end before it began. Nothing was changed.", field="until")
    old, strategy.until = strategy.until, until
    strategy.save(update_fields=["until"])
    record(strategy, "strategy ended", old=old, new=until, reason=reason)
    return strategy


def move_finding(
    by: Actor,
    finding: Finding,
    to: str,
    today: date,
    reason: str,
    *,
    by_inspection: Inspection | None = None,
    decision: Decision | None = None,
) -> None:
    """End the finding's state and begin another on the same day. For commands only: they check who may and record it."""
    now = current_state(finding)
    rules.check_can_move(now.state, to)
    now.until = max(today, now.since)
    now.save(update_fields=["until"])
    _state(by, finding, to, now.until, reason, by_inspection, decision)


def current_state(finding: Finding) -> FindingState:
    """The state that stands, locked until the command ends: of two who decide at once, one waits."""
    return FindingState.objects.select_for_update().get(finding=finding, until=None)


def _state(
    by: Actor,
    finding: Finding,
    state: str,
    since: date,
    reason: str = "",
    by_inspection: Inspection | None = None,
    decision: Decision | None = None,
) -> None:
    FindingState.objects.create(
        finding=finding,
        state=state,
        since=since,
        reason=reason,
        by_inspection=by_inspection,
        decision=decision,
        by=_user(by),
        by_name=by.name,
        at=timezone.now(),
    )


def _create_numbered(**values: Any) -> Inspection:
    """Create an inspection under the next free number, and try again if somebody else took that number just now."""
    while True:
        number = rules.first_free(Inspection.objects.values_list("number", flat=True))
        try:
            with transaction.atomic():
                return Inspection.objects.create(number=number, **values)
        except IntegrityError:
            if not Inspection.objects.filter(number=number).exists():
                raise


def _refuse_second(facts: InspectionFacts, framework: str, file: StoredFile | None) -> None:
    if file is not None:
        StoredFile.objects.select_for_update().get(pk=file.pk)  # of two who accept it at once, one waits
    if file is not None and (known := Inspection.objects.filter(file=file).first()):
        raise Refused(
            f"This file was already taken as inspection {known.number}, {known.title}. Nothing was added.",
            rule="inspections.once",
            field="file",
        )
    if facts.start is None and facts.end is None:
        return
    same = Inspection.objects.filter(
        authority__iexact=facts.authority.strip(), framework=framework, start=facts.start, end=facts.end
    ).first()
    if same:
        raise Refused(
            f"There is already an inspection of {same.authority} under this framework on these days: inspection "
            f"{same.number}, {same.title}. Nothing was added.",
            rule="inspections.once",
            field="start",
        )


def _known_framework(name: str | None) -> str:
    """The code of a framework, or "" where none is stated."""
    if not (name or "").strip():
        return ""
    code = frameworks.code_for(name or "")
    if code is None:
        raise Refused(
            f"“{name}” is not a framework known here. Choose one of: {', '.join(frameworks.codes())}. "
            "Nothing was changed.",
            rule="inspections.known-framework",
            field="framework",
        )
    return code


def _title(facts: InspectionFacts, framework: str) -> str:
    day = facts.start or facts.end or facts.letter_date or facts.published
    when = f", {day:%B %Y}" if day else ""
    return f"{framework or 'Inspection'} of {facts.authority.strip()}{when}"


def _add_judgement(inspection: Inspection, position: int, facts: JudgementFacts) -> None:
    Judgement.objects.create(
        inspection=inspection, position=position, **cleaned(Judgement, "area", **asdict(facts))
    )


def _add_finding(
    by: Actor, inspection: Inspection, number: int, position: int, facts: FindingFacts, today: date
) -> Finding:
    plain = cleaned(Finding, "text", **asdict(facts))
    finding = Finding.objects.create(
        inspection=inspection, number=number, position=position, text_as_read=plain["text"], **plain
    )
    _state(by, finding, "open", min(inspection.day or today, today))
    return finding


def _changed(row: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in wanted.items() if getattr(row, name) != value}


def _apply(row: Any, changed: dict[str, Any]) -> dict[str, Any]:
    """Set the new values and answer the old ones."""
    old = {name: getattr(row, name) for name in changed}
    for name, value in changed.items():
        setattr(row, name, value)
    return old


def _corrections(by: Actor, old: dict[str, Any], new: dict[str, Any], reason: str) -> list[dict[str, Any]]:
    who = {"reason": reason, "by": _user(by), "by_name": by.name, "at": timezone.now()}
    return [{"field": name, "old": _printed(old[name]), "new": _printed(new[name])} | who for name in new]


def _printed(value: Any) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _user(by: Actor) -> User | None:
    return by if isinstance(by, User) else None
