"""A person's first page: what they owe, what waits for them, and what their role has to look after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sightline.domain.inspections.models import Inspection
from sightline.domain.inspections.queries import started_clocks
from sightline.domain.inspections.rules import Clock
from sightline.domain.plans.models import Action, AuditSample, Plan
from sightline.domain.plans.queries import my_actions
from sightline.ground.accounts.models import User

from .. import rules
from .home_boards import Board, Keeping, boards_of, keeping_of
from .home_lead import MOST_LINES, Lately, Trouble, lately_of, stands_of, troubles_of
from .home_mine import Mine, Typed, mine_of
from .home_plans import PlanStands, plans_of
from .inspection import clocks_sent

CLOCKS_PAST = timedelta(days=30)  # a clock that ran out stays in sight for so long
OFFICE, DIRECTION, ADMINISTRATION = "office", "direction", "administration"
BOARDS, KEEPING, AUDIT = "boards", "keeping", "audit"
SECTION_OF = {
    "programme-office": OFFICE,
    "director": DIRECTION,
    "administrator": ADMINISTRATION,
    "chair": BOARDS,
    "board-member": BOARDS,
    "lead-member": BOARDS,
    "scrutiny-member": BOARDS,
    "democratic-services": KEEPING,
    "auditor": AUDIT,
}
TOLD_LATELY = frozenset(
    {BOARDS, KEEPING, AUDIT}
)  # who is told what changed, unless something of their own says it


@dataclass(frozen=True, slots=True)
class Owed:
    """An open action of the reader's posts, and why an update is due; "" where none is."""

    action: Action
    why: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class Home:
    """A person's first page. Parts that are not for them are empty.

    sections  which roles' parts are shown: values of SECTION_OF; none of them: a reader's page
    owed      open actions of the reader's posts, those whose update is due first
    minutes   about how long the updates that are due will take
    mine      what waits for the reader, by reason; what they typed and did not send; what was said last
    troubles  off track, or contradicting; `more_troubles` are not listed
    """

    sections: frozenset[str]
    owed: tuple[Owed, ...]
    minutes: int
    mine: Mine
    plans: tuple[PlanStands, ...]
    troubles: tuple[Trouble, ...]
    more_troubles: int
    clocks: tuple[tuple[Inspection, Clock], ...]
    boards: tuple[Board, ...]
    keeping: Keeping
    samples: tuple[AuditSample, ...]
    lately: tuple[Lately, ...]

    @property
    def due(self) -> tuple[Owed, ...]:
        """The actions that want an update."""
        return tuple(owed for owed in self.owed if owed.why)

    @property
    def hears_of_changes(self) -> bool:
        """Whether the page says what changed lately, or that nothing did: no role and no body gives it anything else."""
        return not self.boards and self.sections <= {BOARDS}

    @property
    def typed_beside(self) -> tuple[Typed, ...]:
        """Words that are kept, of actions whose update is not due."""
        due = {owed.action.pk for owed in self.due}
        return tuple(typed for key, typed in self.mine.typed.items() if key not in due)

    @property
    def off_track(self) -> tuple[Trouble, ...]:
        return tuple(trouble for trouble in self.troubles if trouble.action.confidence == "off-track")

    @property
    def contradictions(self) -> tuple[Trouble, ...]:
        return tuple(trouble for trouble in self.troubles if trouble.why)


def home(user: User, today: date) -> Home:
    """The first page of this person, today. At most eight statements for one role, however much there is."""
    sections = frozenset(SECTION_OF[role] for role in user.roles_held if role in SECTION_OF)
    sees = user.may_anywhere("plans.see")
    leads = bool(sections & {OFFICE, DIRECTION})
    mine = mine_of(user, today, directs=DIRECTION in sections) if sees else Mine()
    owed = _owed(user, today) if mine.owns else ()
    troubles = troubles_of(user, today) if DIRECTION in sections else []
    boards = boards_of(user, today) if BOARDS in sections else ()
    told = sees and sections <= TOLD_LATELY and not boards and KEEPING not in sections
    return Home(
        sections=sections,
        owed=owed,
        minutes=rules.MINUTES_AN_UPDATE * sum(bool(one.why) for one in owed),
        mine=mine,
        plans=plans_of(user, today) if sees else (),
        troubles=tuple(troubles[:MOST_LINES]),
        more_troubles=max(0, len(troubles) - MOST_LINES),
        clocks=_clocks(user, today - CLOCKS_PAST) if leads else (),
        boards=boards,
        keeping=keeping_of(user, today) if KEEPING in sections else Keeping(),
        samples=_samples(user) if AUDIT in sections else (),
        lately=lately_of(user, today) if told else (),
    )


def owed_next(user: User, after: Action, today: date) -> tuple[Owed, ...]:
    """The other updates that this person owes now, the most urgent first; in one statement."""
    if not user.may_anywhere("plans.see"):
        return ()
    return tuple(owed for owed in _owed(user, today) if owed.why and owed.action.pk != after.pk)


def all_owed(user: User, today: date) -> tuple[Owed, ...]:
    """Every open action of this person's posts, those whose update is due first; in one statement."""
    return _owed(user, today) if user.may_anywhere("plans.see") else ()


def _owed(user: User, today: date) -> tuple[Owed, ...]:
    rows = []
    for mine in my_actions(user, today):
        action = mine.action
        # The copies in a draft that follows a plan are answered for in that plan until the draft is adopted.
        copies = action.plan.state == "draft" and action.plan.follows_id is not None
        why = "" if copies else rules.why_update_due(stands_of(action), today)
        rows.append(Owed(action, why, not copies and action.overdue(today)))
    return tuple(sorted(rows, key=lambda row: (not row.why, row.action.due or date.max, row.action.number)))


def _clocks(user: User, since: date) -> tuple[tuple[Inspection, Clock], ...]:
    """The clocks that run out from that day on, the nearest first, with the plan that was sent for each."""
    started = [
        (inspection, clocks)
        for inspection, clocks in started_clocks(user)
        if any(clock.due_used and clock.due_used >= since for clock in clocks)
    ]
    if not started:
        return ()
    told = zip(started, clocks_sent(user, started), strict=True)
    shown = [
        (clock.due_used, inspection.number, inspection, clock)
        for (inspection, _), clocks in told
        for clock in clocks
        if clock.due_used and clock.due_used >= since
    ]
    return tuple(
        (inspection, clock) for _, _, inspection, clock in sorted(shown, key=lambda row: (row[0], row[1]))
    )


def _samples(user: User) -> tuple[AuditSample, ...]:
    rows = AuditSample.objects.filter(plan__in=Plan.objects.visible_to(user)).select_related("plan")
    return tuple(rows.defer("population", "members").order_by("-at", "-pk")[:MOST_LINES])
