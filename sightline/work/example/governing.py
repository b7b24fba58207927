"""The Improvement Board of the fictional council: its terms and seats, its meetings, and what it decided at each.

Every decision is an outcome of an agenda item at a meeting whose attendance is recorded. One meeting was inquorate: what it signed
off waited for the next one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from sightline.domain.checks.commands import certify_readiness, waive_check
from sightline.domain.checks.queries import judge
from sightline.domain.evidence.commands import add_evidence_for_criterion
from sightline.domain.governance.commands import (
    add_deputy,
    add_exit_criterion,
    add_seat,
    meet_exit_criterion,
    set_terms,
)
from sightline.domain.governance.models import Decision, Seat
from sightline.domain.inspections.models import Inspection
from sightline.domain.inspections.queries import clocks_of
from sightline.domain.meetings.commands.meetings import (
    AttendingDraft,
    add_item,
    call_meeting,
    record_attendance,
    send_agenda,
)
from sightline.domain.meetings.commands.minutes import circulate_minutes, draft_minutes
from sightline.domain.meetings.commands.outcomes import OutcomeDraft, record_outcome, record_outcomes
from sightline.domain.meetings.models import AgendaItem, Meeting
from sightline.domain.plans.clocks_answered import how_due
from sightline.domain.plans.commands import (
    bring_into_force,
    dispose_action,
    set_plan_body,
    set_review,
)
from sightline.domain.plans.commands.making import record_reply, submit_plan
from sightline.domain.plans.commands.milestones import add_milestone, move_milestone, reach_milestone
from sightline.domain.plans.commands.versions import freeze_version
from sightline.domain.plans.models import Action, Plan, PlanVersion, SignOffRequest
from sightline.ground.lib.working_days import england

from . import rest
from .council import Cast
from .happenings import Happening
from .promises import decide_at

WAIVED = "Known to the board: it is mended in the first quarter of the plan."
APPROVED = "RESOLVED: To sign as a correct record the minutes of"
WAIVED_FOR = timedelta(days=90)
BEGINS, ENDS, PLACE = time(14, 0), time(16, 30), "Council chamber, Northmere town hall"
AGENDA, CIRCULATED, DISPOSED = timedelta(days=7), timedelta(days=10), timedelta(days=14)


@dataclass
class Hall:
    """Where bodies meet: what the file says, the plans as they were written, and the actions by their printed reference.

    papers, rests  the files of the plans, by name
    """

    cast: Cast
    paper: dict[str, Any]
    books: dict[str, Any]
    papers: dict[str, dict[str, Any]]
    rests: dict[str, dict[str, Any]]
    seats: dict[str, list[Seat]] = field(default_factory=dict)
    meetings: dict[date, Meeting] = field(default_factory=dict)

    @property
    def clerk(self) -> Any:
        return self.cast.users["clerk"]

    def plan(self, name: str) -> Plan:
        return Plan.objects.get(pk=self.books[name].made.pk)

    def action(self, name: str, ref: str) -> Action:
        """The first action of a plan that is printed with the reference."""
        found = (
            Action.objects.filter(plan=self.books[name].made, ref=ref)
            .select_related("plan")
            .order_by("number")
            .first()
        )
        assert found is not None, f"{name} has no action {ref}"
        return found


def happenings(hall: Hall) -> list[Happening]:
    """What the bodies did, from the day on which their terms were set."""
    paper, papers = hall.paper, hall.papers
    story = [Happening(row["since"], 0, partial(_constitute, hall, row)) for row in paper["terms"]]
    story += [Happening(row["since"], 1, partial(_criterion, hall, row)) for row in paper["criteria"]]
    story += [Happening(row["since"], 1, partial(_deputy, hall, row)) for row in paper["deputies"]]
    for name, head in ((name, papers[name]["plan"]) for name in papers if "adopted" in papers[name]["plan"]):
        story += _making(hall, name, head)
    story += [Happening(row["on"], 6, partial(_endorse, hall, row)) for row in paper["endorsed"]]
    story += [Happening(row["on"], 8, partial(_submit, hall, row)) for row in paper["submissions"]]
    story += [Happening(row["reply"]["on"], 8, partial(_reply, hall, row)) for row in paper["submissions"]]
    for row in paper["milestones"]:
        story += _milestone(hall, row)
    story += [
        Happening(row["on"], 8, partial(_review, hall, name, row)) for name, row in paper["reviews"].items()
    ]
    for row in paper["meetings"]:
        story += _meeting(hall, row)
    return story


# Terms and seats ----------------------------------------------------------------------------------------------------------


def _constitute(hall: Hall, row: dict[str, Any]) -> None:
    names = (
        "terms",
        "quorum_number",
        "quorum_share_of",
        "quorum_words",
        "frequency",
        "earliest_end",
        "exit_words",
    )
    values = {
        name: row[name].strip() if isinstance(row[name], str) else row[name] for name in names if name in row
    }
    if "reports_to" in row:
        values["reports_to"] = hall.cast.bodies[row["reports_to"]]
    body = hall.cast.bodies[row["body"]]
    set_terms(by=hall.cast.office, body=body, since=row["since"], **values)
    hall.seats[row["body"]] = [
        add_seat(
            by=hall.cast.office,
            body=body,
            role=role,
            name=" ".join(name),
            post=hall.cast.posts[post],
            since=row["since"],
        )
        for post, role, *name in hall.paper["seats"][row["body"]]
    ]


def _criterion(hall: Hall, row: dict[str, Any]) -> None:
    made = add_exit_criterion(
        by=hall.cast.office, body=hall.cast.bodies[row["body"]], words=row["words"], since=row["since"]
    )
    if "met_on" in row:
        meet_exit_criterion(
            by=hall.cast.office, criterion=made, on=row["met_on"], words=row["met_words"], today=row["met_on"]
        )
    if "evidence" in row:
        add_evidence_for_criterion(
            by=hall.cast.office, criterion=made, title=row["evidence"], kind="note", note=row["shows"],
            as_at=row["met_on"], today=row["met_on"],
        )  # fmt: skip


def _deputy(hall: Hall, row: dict[str, Any]) -> None:
    seat = next(seat for seat in hall.seats[row["body"]] if seat.post == hall.cast.posts[row["of"]])
    add_deputy(
        by=hall.cast.office, seat=seat, post=hall.cast.posts[row["post"]], since=row["since"], until=row["until"],
        reason=row["reason"],
    )  # fmt: skip


# The making of a plan -------------------------------------------------------------------------------------------------------


def _making(hall: Hall, name: str, head: dict[str, Any]) -> Iterator[Happening]:
    yield Happening(head["proposed"], 3, partial(_bodies, hall, name, head["proposed"]))
    if "follows" in head:
        yield Happening(
            head["adopted"] - DISPOSED, 5, partial(_dispose, hall, name, head["adopted"] - DISPOSED)
        )


def _bodies(hall: Hall, name: str, on: date) -> None:
    for role, key in (("adopt", "board"), ("sign-off", "board"), ("endorse", "partnership")):
        set_plan_body(
            by=hall.cast.office, plan=hall.plan(name), body=hall.cast.bodies[key], role=role, today=on
        )


def _dispose(hall: Hall, name: str, on: date) -> None:
    """The office says what becomes of what is still open in the plan before; what the board is to end waits for it."""
    before = hall.papers[name]["plan"]["follows"]
    for ref, fate in hall.rests[before]["fates"].items():
        for kind in ("carried", "merged", "split"):
            if kind in fate:
                dispose_action(
                    by=hall.cast.office, plan=hall.plan(name), action=hall.action(before, ref), kind=kind,
                    targets=[hall.action(name, to) for to in fate[kind]], reason=fate.get("why", ""), today=on,
                )  # fmt: skip


def _submit(hall: Hall, row: dict[str, Any]) -> None:
    plan, office = hall.plan(row["plan"]), hall.cast.office
    if "frozen" in row:
        freeze_version(by=office, plan=plan, note=row["frozen"], today=row["on"])
    version = PlanVersion.objects.filter(plan=plan).latest("number")
    kept = hall.books[row["plan"]].shelf.inspections[row["inspection"]]
    inspection = Inspection.objects.get(pk=kept.pk)
    clock = next(one for one in clocks_of(inspection, inspection.findings.all(), england()) if one.response)
    submit_plan(
        by=office, plan=plan, version=version, to_whom=row["to_whom"], on=row["on"], today=row["on"],
        inspection=inspection, due=clock.due_used, due_words=how_due(clock),
    )  # fmt: skip


def _reply(hall: Hall, row: dict[str, Any]) -> None:
    plan, reply = hall.plan(row["plan"]), row["reply"]
    record_reply(
        by=hall.cast.office, plan=plan, submission=plan.submissions.get(), says=reply["says"], on=reply["on"],
        words=reply["words"], today=reply["on"],
    )  # fmt: skip


def _milestone(hall: Hall, row: dict[str, Any]) -> Iterator[Happening]:
    made: list[Any] = []
    begun = hall.papers[row["plan"]]["plan"]["adopted"]

    def do(command: Any, on: date, **values: Any) -> None:
        milestone = {"milestone": made[-1]} if made else {}
        plan = hall.plan(row["plan"])
        made.append(command(by=hall.cast.office, plan=plan, today=on, **milestone, **values))

    yield Happening(begun, 9, partial(do, add_milestone, begun, title=row["title"], due=row["due"]))
    if "moved" in row:
        moved = row["moved"]
        yield Happening(
            moved["on"], 8, partial(do, move_milestone, moved["on"], due=moved["to"], reason=moved["why"])
        )
    if "done" in row:
        yield Happening(row["done"], 9, partial(do, _reached, row["done"]))


def _reached(*, today: date, **rest: Any) -> Any:
    return reach_milestone(on=today, today=today, **rest)


def _review(hall: Hall, name: str, row: dict[str, Any]) -> None:
    set_review(
        by=hall.cast.office,
        plan=hall.plan(name),
        review_cycle=row["cycle"],
        next_review=row["next"],
        today=row["on"],
    )


# Meetings ----------------------------------------------------------------------------------------------------------------


def _meeting(hall: Hall, row: dict[str, Any]) -> Iterator[Happening]:
    on = row["on"]
    yield Happening(row.get("called", on - 4 * AGENDA), 6, partial(_call, hall, "board", on))
    if row.get("planned"):
        return
    yield Happening(on - AGENDA, 9, partial(_send, hall, on))
    yield Happening(on, 7, partial(_hold, hall, row))
    yield Happening(on + CIRCULATED, 7, partial(_circulate, hall, on))


def _call(hall: Hall, body: str, on: date) -> Meeting:
    made = call_meeting(by=hall.clerk, body=hall.cast.bodies[body], on=on, starts=BEGINS, place=PLACE)
    hall.meetings[on] = made
    for name in hall.papers:
        if hall.papers[name]["plan"].get("adopted") == on:
            add_item(
                by=hall.clerk,
                meeting=made,
                kind="plan",
                title=f"The plan: {hall.papers[name]['plan']['title']}",
            )
    return made


def _send(hall: Hall, on: date) -> None:
    send_agenda(by=hall.clerk, meeting=_fresh(hall, on), today=on - AGENDA)


def _hold(hall: Hall, row: dict[str, Any]) -> None:
    """Who came, then item by item what was decided."""
    on, meeting = row["on"], _fresh(hall, row["on"])
    attend(hall, meeting, "board", row["away"], on)
    if _fresh(hall, on).quorate:  # the others put these off
        approve(hall, meeting, on)
        _ratify(hall, meeting, on)
        decide_at(
            hall.paper["promises"], hall.clerk, meeting, partial(item_of, hall, meeting, "promises"), on
        )
    for name in (name for name in hall.papers if hall.papers[name]["plan"].get("adopted") == on):
        _adopt(hall, name, meeting, on)
    _sign_off(hall, meeting, on)
    _besides(hall, meeting, on)
    _delegate(hall, meeting, on)
    draft_minutes(by=hall.clerk, meeting=_fresh(hall, on))


def attend(hall: Hall, meeting: Meeting, body: str, away: list[str], on: date) -> None:
    apologies = {hall.cast.posts[key].pk for key in away}
    rows = [
        AttendingDraft("apologies" if seat.post_id in apologies else "present", seat=seat.pk)
        for seat in hall.seats[body]
    ]
    chair = next(seat.pk for seat in hall.seats[body] if seat.role in ("chair", "independent-chair"))
    record_attendance(by=hall.clerk, meeting=meeting, rows=rows, chaired_by=chair, ends=ENDS, today=on)


def approve(hall: Hall, meeting: Meeting, on: date) -> None:
    """The minutes of the meeting before, as a correct record."""
    for before in Meeting.objects.filter(body=meeting.body, on__lt=on, minutes="draft").order_by("on"):
        record_outcome(
            by=hall.clerk, item=item_of(hall, meeting, "minutes"), result="agreed", effect="other",
            about=("meeting", before.pk), words=f"{APPROVED} {before.on:%-d %B %Y}.",
            today=on,
        )  # fmt: skip


def _ratify(hall: Hall, meeting: Meeting, on: date) -> None:
    waiting = list(Decision.objects.filter(body=meeting.body, state="awaiting").order_by("number"))
    if not waiting:
        return
    rows = [
        OutcomeDraft(
            "agreed", f"RESOLVED: That decision {one.number} be ratified.", "ratify", ("decision", one.pk)
        )
        for one in waiting
    ]
    all_of(record_outcomes(by=hall.clerk, item=item_of(hall, meeting, "ratify"), rows=rows, today=on))


def _adopt(hall: Hall, name: str, meeting: Meeting, on: date) -> None:
    """What the board ends of the plan before, the adoption, the end of the plan before, and the first day in force."""
    plan, item = hall.plan(name), meeting.items.get(kind="plan")
    before = hall.papers[name]["plan"].get("follows")
    if before:
        _end(hall, before, item, on)
    _waive(hall, plan, on)
    certify_readiness(by=hall.cast.office, plan=plan, today=on)
    record_outcome(
        by=hall.clerk, item=item, result="agreed", effect="adopt-plan", about=("plan", plan.pk),
        words=f"RESOLVED: That “{plan.title}” be adopted.", today=on,
    )  # fmt: skip
    bring_into_force(by=hall.cast.office, plan=hall.plan(name), on=on, today=on)
    if before:
        old = hall.plan(before)
        record_outcome(
            by=hall.clerk, item=item, result="agreed", effect="end-plan", about=("plan", old.pk), state="superseded",
            words=f"RESOLVED: That “{old.title}” end, because the plan that follows it is adopted.", today=on,
        )  # fmt: skip


def _end(hall: Hall, before: str, item: AgendaItem, on: date) -> None:
    rows = []
    for ref, fate in hall.rests[before]["fates"].items():
        if "ended" in fate:
            action = hall.action(before, ref)
            words = f"RESOLVED: That action {action.label} be ended. {fate['ended']}"
            rows.append(
                OutcomeDraft("agreed", words, "end-action", ("action", action.pk), reason=fate["ended"])
            )
    all_of(record_outcomes(by=hall.clerk, item=item, rows=rows, today=on))


def _waive(hall: Hall, plan: Plan, on: date) -> None:
    for one in judge(plan, on).standing:
        problem = one.problem
        if problem.severity == "error":
            waive_check(
                by=hall.cast.users["dcs"], plan=plan, code=problem.code, kind=problem.kind, key=problem.key,
                label=problem.label, reason=WAIVED, expires=on + WAIVED_FOR, today=on,
            )  # fmt: skip


def _sign_off(hall: Hall, meeting: Meeting, on: date) -> None:
    waiting = SignOffRequest.objects.filter(
        body=meeting.body, state="waiting", asked_on__lte=on
    ).select_related("action__plan")
    rows = [
        OutcomeDraft(
            "agreed",
            f"RESOLVED: That action {one.action.label} be signed off.",
            "sign-off",
            ("action", one.action_id),
        )
        for one in waiting
    ]
    if rows:
        all_of(record_outcomes(by=hall.clerk, item=item_of(hall, meeting, "sign-off"), rows=rows, today=on))


def _besides(hall: Hall, meeting: Meeting, on: date) -> None:
    """What was accepted as embedded, and what was reopened."""
    rows: dict[str, list[OutcomeDraft]] = defaultdict(list)
    for name, lines in hall.rests.items():
        for day, effect, ref, said in rest.business(lines):
            if day == on:
                action = hall.action(name, ref)
                rows[effect].append(_outcome(hall, effect, action, said))
    for drafts in rows.values():
        all_of(record_outcomes(by=hall.clerk, item=item_of(hall, meeting, "sign-off"), rows=drafts, today=on))


def _outcome(hall: Hall, effect: str, action: Action, said: dict[str, Any]) -> OutcomeDraft:
    about = ("action", action.pk)
    if effect == "reopen":
        return OutcomeDraft(
            "agreed", f"RESOLVED: That action {action.label} be reopened.", effect, about, reason=said["why"]
        )
    extra = {
        "watcher_post": hall.cast.posts[said["watcher"]].pk,
        "watch_until": said["until"].isoformat(),
        "reopen_if": said["reopen_if"],
    }
    return OutcomeDraft(
        "agreed", f"RESOLVED: That action {action.label} be accepted as embedded.", effect, about, extra=extra
    )


def _delegate(hall: Hall, meeting: Meeting, on: date) -> None:
    for row in (row for row in hall.paper["delegations"] if row["on"] == on):
        plan = hall.plan(row["plan"])
        record_outcome(
            by=hall.clerk, item=item_of(hall, meeting, "sign-off"), result="agreed", effect="delegate", about=("plan", plan.pk),
            words=row["words"], today=on, kinds=row["kinds"], to_post=hall.cast.posts[row["to"]].pk, since=on.isoformat(),
            until=row["until"].isoformat(),
        )  # fmt: skip


def _circulate(hall: Hall, on: date) -> None:
    circulate_minutes(by=hall.clerk, meeting=_fresh(hall, on))


def _endorse(hall: Hall, row: dict[str, Any]) -> None:
    """The other body says that the actions are the right ones, at a meeting of its own."""
    on, body, plan = row["on"], hall.cast.bodies[row["by"]], hall.plan(row["plan"])
    meeting = call_meeting(by=hall.clerk, body=body, on=on, starts=BEGINS, place=PLACE)
    item = add_item(by=hall.clerk, meeting=meeting, kind="plan", title=f"The plan: {plan.title}")
    attend(hall, meeting, row["by"], [], on)
    record_outcome(
        by=hall.clerk,
        item=item,
        result="agreed",
        effect="endorse-plan",
        about=("plan", plan.pk),
        words=row["words"],
        today=on,
    )


def item_of(hall: Hall, meeting: Meeting, kind: str) -> AgendaItem:
    """The item of that kind on the agenda; put there as a late one where the agenda had none."""
    found = meeting.items.filter(kind=kind, withdrawn_reason="").first()
    return found or add_item(
        by=hall.clerk,
        meeting=meeting,
        kind=kind,
        title="",
        urgency="It came up after the agenda had gone out.",
    )


def _fresh(hall: Hall, on: date) -> Meeting:
    return Meeting.objects.select_related("body").get(pk=hall.meetings[on].pk)


def all_of(result: Any) -> None:
    """In the example nothing is refused."""
    assert not result.refused, [(row.words, refusal.sentence) for row, refusal in result.refused]
