"""Where a plan stands on its way: milestones, versions, who endorsed and adopted it, where it was sent, what is in the way."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from sightline.domain.inspections import frameworks
from sightline.domain.inspections.models import Finding, Inspection
from sightline.domain.inspections.models.inspection import DAYS
from sightline.domain.inspections.rules import Clock, InspectionDates, clocks
from sightline.ground.accounts.models import User
from sightline.ground.lib.errors import NotFound
from sightline.ground.lib.working_days import england, working_days_between

from .. import carried, clocks_answered, making_rules
from ..models import (
    Certificate,
    Endorsement,
    Milestone,
    Plan,
    PlanBody,
    PlanInspection,
    PlanState,
    PlanVersion,
    Reply,
    Submission,
)
from ..plan_rows import WORDS, Select, read_rows, select
from ..stands import finding_stands
from ..talking_rules import ACCEPTED
from ..versions import facts_of, sha256_of
from .accepting import Acceptance, Delivers, acceptance_from, delivering_links
from .plan import plan_for, plans_to_switch

SEES = "plans.see"
INSPECTION = (
    "inspection__title", "inspection__framework", "inspection__principal_authority", "inspection__requires",
    "inspection__response_due_stated", *(f"inspection__{day}" for day in DAYS),
)  # fmt: skip
Words = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone as it stands. moves: the dates that it had before, each with why it was moved on."""

    key: int
    title: str
    due: date | None
    first_due: date | None
    done_on: date | None
    taken_out_on: date | None
    owner: str | None
    note: str
    why: str
    moves: tuple[tuple[date | None, str], ...] = ()

    @property
    def stands(self) -> bool:
        return self.done_on is None and self.taken_out_on is None

    def overdue(self, today: date) -> bool:
        return self.stands and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class EndorsementRow:
    body: str
    says: str
    on: date
    words: str
    version: int
    decision: int


@dataclass(frozen=True, slots=True)
class ReplyRow:
    key: int
    says: str
    on: date
    words: str
    letter: bool
    by: str


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """stands: early or late in words, with working days where these are known; "" where no clock ran."""

    key: int
    to_whom: str
    on: date
    how: str
    due: date | None
    due_words: str
    version: int
    inspection: str
    by: str
    stands: str
    replies: tuple[ReplyRow, ...] = ()


@dataclass(frozen=True, slots=True)
class StateRow:
    state: str
    on: date
    source: str
    decision: int | None
    by: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    on: date
    note: str
    approver: str
    sha256: str
    actions: int


@dataclass(frozen=True, slots=True)
class CertificateRow:
    number: int
    kind: str
    on: date
    subject: str


@dataclass(slots=True)
class MakingPage:
    """
    plans         all that the reader may see, to go to another
    states        what became of the plan, oldest first
    clocks        of the inspections in scope: (title, number, clock)
    adopts, endorses  names of the bodies that may
    not_accepted  how many actions a delivering body has not accepted, by its name: a warning, not a bar
    reasons       what stands in the way of adopting a draft; [] where nothing does, or it is adopted
    readiness     the latest certificate of readiness; `current` says whether it is of what the plan says now
    """

    plan: Plan
    plans: tuple[Plan, ...]
    states: list[StateRow] = field(default_factory=list)
    milestones: list[MilestoneRow] = field(default_factory=list)
    versions: list[VersionRow] = field(default_factory=list)
    endorsements: list[EndorsementRow] = field(default_factory=list)
    submissions: list[SubmissionRow] = field(default_factory=list)
    certificates: list[CertificateRow] = field(default_factory=list)
    clocks: list[tuple[str, int, Clock]] = field(default_factory=list)
    adopts: list[str] = field(default_factory=list)
    endorses: list[str] = field(default_factory=list)
    not_accepted: dict[str, int] = field(default_factory=dict)
    acceptance: Acceptance = field(default_factory=lambda: acceptance_from(()))
    readiness: making_rules.Readiness | None = None
    reasons: list[making_rules.Reason] = field(default_factory=list)

    def entered(self, state: str) -> StateRow | None:
        return next((row for row in reversed(self.states) if row.state == state), None)


def making_page(user: User, number: int, today: date) -> MakingPage:
    """Everything that the page of a plan's making shows, in eight statements at most."""
    plan, plans = plans_to_switch(user, number, SEES)
    page = MakingPage(plan, plans)
    rows: dict[str, list[tuple[int, Words, str]]] = defaultdict(list)
    for what, key, words, by in _read(plan, user):
        rows[what].append((key, words, by))
    _fill(page, rows)
    page.clocks = list(_clocks(rows["inspection"], rows["category"], rows["sent"]))
    if plan.state == "draft":
        _what_is_in_the_way(page, rows["readiness"], today)
    return page


def milestone_for(user: User, number: int, key: int) -> tuple[Plan, Milestone]:
    plan = plan_for(user, number, SEES)
    found = Milestone.objects.filter(plan=plan, pk=key).first()
    if found is None:
        raise NotFound("There is no such milestone of this plan.")
    return plan, found


def submission_for(user: User, number: int, key: int) -> tuple[Plan, Submission]:
    plan = plan_for(user, number, SEES)
    found = (
        Submission.objects.filter(plan=plan, pk=key).select_related("version").defer("version__facts").first()
    )
    if found is None:
        raise NotFound("There is no such submission of this plan.")
    return plan, found


def letter_of(user: User, number: int, key: int) -> Any:
    """The stored letter of a reply."""
    plan = plan_for(user, number, SEES)
    found = Reply.objects.filter(submission__plan=plan, pk=key).select_related("file").first()
    if found is None or found.file is None:
        raise NotFound("There is no such letter.")
    return found.file


def inspection_in_scope(plan: Plan, number: int) -> Inspection | None:
    return Inspection.objects.filter(
        planinspection__plan=plan, planinspection__until=None, number=number
    ).first()


# Read -----------------------------------------------------------------------------------------------------------------


def _read(plan: Plan, user: User) -> Iterator[tuple[str, int, Words, str]]:
    selects = list(_selects(plan, user))
    names = {what: words for what, words, _ in selects}
    first, *others = (rows for _, _, rows in selects)
    for what, _, key, _, *rest in first.union(*others, all=True):
        words, by = rest[: len(WORDS)], rest[len(WORDS) + 2]
        yield what, int(key), dict(zip(names[what], (word or None for word in words), strict=False)), by or ""


def _selects(plan: Plan, user: User) -> Iterator[Select]:
    who = ("by_name", None, None, None)
    mine = Q(plan=plan)
    yield select(
        Milestone.objects.filter(mine), "milestone", "pk",
        ("title", "due", "first_due", "done_on", "ended_on", "owner__title", "owner__team", "note", "reason", "replaces_id"),
        link=who,
    )  # fmt: skip
    states = ("state", "on", "source", "decision__number")
    yield select(PlanState.objects.filter(mine), "state", "pk", states, link=who)
    endorsed = ("body__name", "says", "on", "words", "version__number", "decision__number")
    yield select(Endorsement.objects.filter(mine), "endorsement", "pk", endorsed, link=who)
    sent = (
        "to_whom",
        "on",
        "how",
        "due",
        "due_words",
        "version__number",
        "inspection__title",
        "inspection__number",
    )
    yield select(Submission.objects.filter(mine), "submission", "pk", sent, link=who)
    replies = Reply.objects.filter(submission__plan=plan)
    yield select(replies, "reply", "pk", ("submission_id", "says", "on", "words", "file_id"), link=who)
    versions = ("number", "on", "note", "approver", "sha256", "actions")
    yield select(PlanVersion.objects.filter(mine), "version", "pk", versions, link=who)
    certificates = Certificate.objects.filter(mine)
    yield select(certificates, "certificate", "number", ("kind", "on", "subject"), link=who)
    latest = certificates.filter(kind="readiness").order_by("-number").values("pk")[:1]
    ready = Certificate.objects.filter(pk__in=Subquery(latest))
    yield select(ready, "readiness", "number", ("on", "subject", "facts"), link=who)
    roles = PlanBody.objects.filter(mine, until=None, role__in=["adopt", "endorse"])
    yield select(roles, "body", "pk", ("role", "body__name"))
    scope = PlanInspection.objects.filter(mine, until=None)
    yield select(scope, "inspection", "inspection__number", INSPECTION)
    asked = Finding.objects.filter(Exists(scope.filter(inspection=OuterRef("inspection"))), withdrawn_on=None)
    yield select(asked, "category", "inspection__number", ("category",))
    after = Submission.objects.filter(
        Exists(scope.filter(inspection=OuterRef("inspection"))), plan__in=Plan.objects.visible_to(user)
    )
    yield select(after, "sent", "pk", ("on", "due", "inspection__number"))
    if plan.state == "draft":
        yield select(
            delivering_links().filter(action__plan=plan),
            "delivers",
            "body_id",
            ("body__name", "says", "action__ref", "action__number"),
        )


def _fill(page: MakingPage, rows: dict[str, list[tuple[int, Words, str]]]) -> None:
    page.states = sorted(
        (StateRow(_s(w, "state"), _must(w, "on"), _s(w, "source"), _n(w, "decision__number"), by) for _, w, by in rows["state"]),
        key=lambda row: row.on,
    )  # fmt: skip
    page.milestones = _milestones(rows["milestone"])
    page.versions = sorted(
        (
            VersionRow(
                _n(w, "number") or 0, _must(w, "on"), _s(w, "note"), _s(w, "approver"), _s(w, "sha256"), _n(w, "actions") or 0
            )
            for _, w, _ in rows["version"]
        ),
        key=lambda row: -row.number,
    )  # fmt: skip
    page.endorsements = sorted(
        (
            EndorsementRow(
                _s(w, "body__name"), _s(w, "says"), _must(w, "on"), _s(w, "words"), _n(w, "version__number") or 0,
                _n(w, "decision__number") or 0,
            )
            for _, w, _ in rows["endorsement"]
        ),
        key=lambda row: row.on,
    )  # fmt: skip
    page.submissions = _submissions(rows["submission"], rows["reply"])
    page.certificates = sorted(
        (
            CertificateRow(key, _s(w, "kind"), _must(w, "on"), _s(w, "subject"))
            for key, w, _ in rows["certificate"]
        ),
        key=lambda row: -row.number,
    )
    bodies = sorted((_s(w, "role"), _s(w, "body__name")) for _, w, _ in rows["body"])
    page.adopts = [name for role, name in bodies if role == "adopt"]
    page.endorses = [name for role, name in bodies if role == "endorse"]
    links = [
        Delivers(
            key, _s(w, "body__name"), _s(w, "action__ref") or f"Action {_s(w, 'action__number')}", w["says"]
        )
        for key, w, _ in rows["delivers"]
    ]
    page.acceptance = acceptance_from(links)
    page.not_accepted = dict(
        sorted(Counter(link.body for link in links if link.says not in ACCEPTED).items())
    )


def _milestones(rows: list[tuple[int, Words, str]]) -> list[MilestoneRow]:
    """Each milestone once, as its latest row says, with the dates before."""
    by_key = {key: words for key, words, _ in rows}
    replaced = {_n(words, "replaces_id") for words in by_key.values()}
    found = []
    for key, words in by_key.items():
        if key in replaced:
            continue
        moves, before, why = [], _n(words, "replaces_id"), _s(words, "reason")
        while before in by_key:
            old = by_key[before]
            moves.append((_d(old, "due"), why))
            before, why = _n(old, "replaces_id"), _s(old, "reason")
        title, team = words["owner__title"], words["owner__team"]
        owner = f"{title} ({team})" if title and team else title
        found.append(
            MilestoneRow(
                key, _s(words, "title"), _d(words, "due"), _d(words, "first_due"), _d(words, "done_on"), _d(words, "ended_on"),
                owner, _s(words, "note"), _s(words, "reason"), tuple(reversed(moves)),
            )
        )  # fmt: skip
    return sorted(found, key=lambda row: (row.taken_out_on is not None, row.due or date.max, row.key))


def _submissions(
    rows: list[tuple[int, Words, str]], said: list[tuple[int, Words, str]]
) -> list[SubmissionRow]:
    replies: dict[int, list[ReplyRow]] = defaultdict(list)
    for key, words, by in sorted(said, key=lambda row: (_must(row[1], "on"), row[0])):
        reply = ReplyRow(
            key, _s(words, "says"), _must(words, "on"), _s(words, "words"), words["file_id"] is not None, by
        )
        replies[_n(words, "submission_id") or 0].append(reply)
    found = [
        SubmissionRow(
            key, _s(w, "to_whom"), _must(w, "on"), _s(w, "how"), _d(w, "due"), _s(w, "due_words"), _n(w, "version__number") or 0,
            _s(w, "inspection__title"), by, against_the_clock(_d(w, "due"), _must(w, "on")), tuple(replies[key]),
        )
        for key, w, by in rows
    ]  # fmt: skip
    return sorted(found, key=lambda row: (row.on, row.key))


def sent_after(user: Any, inspections: Iterable[Any]) -> dict[int, list[clocks_answered.Sent]]:
    """What was sent after these inspections, by the inspection's id, of plans that the user may see; one statement."""
    found: dict[int, list[clocks_answered.Sent]] = defaultdict(list)
    rows = submissions_after(user, inspections)
    for key, on, due in rows.order_by("on", "pk").values_list("inspection_id", "on", "due"):
        found[key].append(clocks_answered.Sent(on, due))
    return found


def submissions_after(user: Any, inspections: Iterable[Any]) -> QuerySet[Submission]:
    """What was sent after these inspections, of plans that the user may see."""
    keys = [one.pk for one in inspections]
    return Submission.objects.filter(inspection__in=keys, plan__in=Plan.objects.visible_to(user))


def against_the_clock(due: date | None, on: date) -> str:
    """How the day of sending stands against the day that counts: "3 days late (2 working days)"."""
    said = making_rules.early_or_late(due, on)
    if due is None or due == on:
        return said
    working = working_days_between(on, due, england())
    if working is None:
        return said
    number = abs(working)
    return f"{said} ({number} working {'day' if number == 1 else 'days'})"


def _clocks(
    rows: list[tuple[int, Words, str]],
    categories: list[tuple[int, Words, str]],
    submissions: list[tuple[int, Words, str]],
) -> Iterator[tuple[str, int, Clock]]:
    sent: dict[int, list[clocks_answered.Sent]] = defaultdict(list)
    for _, words, _ in submissions:
        sent[_n(words, "inspection__number") or 0].append(
            clocks_answered.Sent(_must(words, "on"), _d(words, "due"))
        )
    asked: dict[int, list[str]] = defaultdict(list)
    for number, words, _ in categories:
        asked[number].append(_s(words, "category"))
    for number, words, _ in sorted(rows):
        said = {name.removeprefix("inspection__"): value for name, value in words.items()}
        days = {name: _d(said, name) for name in DAYS}
        dates = InspectionDates(
            report_received=days["report_received"],
            letter_date=days["letter_date"],
            published=days["published"],
            response_due_stated=_d(said, "response_due_stated"),
            principal_authority=_s(said, "principal_authority"),
            requires=_s(said, "requires"),
            categories=tuple(asked[number]),
        )
        day = next((days[name] for name in DAYS if days[name]), None)
        framework = frameworks.framework_for(_s(said, "framework"), day)
        for clock in clocks_answered.answered(clocks(framework, dates, england()), sent[number], england()):
            yield _s(said, "title"), number, clock


def _what_is_in_the_way(page: MakingPage, ready: list[tuple[int, Words, str]], today: date) -> None:
    plan = page.plan
    if ready:
        number, words, _ = ready[0]
        sha256 = sha256_of(facts_of(read_rows(plan)))
        page.readiness = making_rules.readiness_from(
            number,
            _must(words, "on"),
            _s(words, "subject") == sha256,
            json.loads(_s(words, "facts"))["errors"],
        )
    asked = making_rules.Adoption(
        unanswered=tuple(stand.label for stand in finding_stands(plan) if not stand.answered),
        outstanding=carried.outstanding(plan),
        adopts=tuple(page.adopts),
        readiness=page.readiness,
    )
    page.reasons = making_rules.reasons_against(asked, today)


def _s(words: Words, name: str) -> str:
    return words[name] or ""


def _n(words: Words, name: str) -> int | None:
    return int(words[name] or 0) if words[name] else None


def _d(words: Words, name: str) -> date | None:
    return date.fromisoformat(str(words[name])) if words[name] else None


def _must(words: Words, name: str) -> date:
    day = _d(words, name)
    assert day is not None
    return day
