"""The minutes of a meeting: drafted, circulated, corrected, approved by a later meeting and then locked. Later words quote."""

from __future__ import annotations

from typing import Any

from django.db.models import Max

from sightline.domain.governance.models import Decision
from sightline.domain.governance.wording import cleaned, reason_given
from sightline.ground.audit.actors import Actor
from sightline.ground.audit.commands import command, record
from sightline.ground.lib.errors import Refused

from .. import meeting_rules as rules
from .. import minutes_rules
from ..minuting import document, drafted, sha256_of, style_of, words_of_item
from ..models import (
    AgendaItem,
    Attending,
    Declared,
    Meeting,
    MeetingOutcome,
    MinutesCorrection,
    MinutesVersion,
)
from ..room import room_of
from ..standing import bodies_before
from .meetings import hold, set_values


@command("meetings.keep", on="meeting")
def draft_minutes(*, by: Actor, meeting: Meeting) -> Meeting:
    """Begin the minutes from what was recorded: who was there, who came and went, urgency. Outcomes stand by themselves."""
    held = hold(meeting)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    if held.state != "held":
        raise Refused(
            "Who was at the meeting is not recorded yet, so there is nothing to draft from. Nothing was changed.",
            rule="meetings.attendance-before-outcomes",
        )
    if held.minutes == "draft":
        raise Refused("The minutes are begun already. Nothing was changed.")
    room, items = room_of(held), list(AgendaItem.objects.in_order().filter(meeting=held, withdrawn_reason=""))
    declared: dict[int, list[Declared]] = {}
    for one in Declared.objects.filter(item__meeting=held).order_by("pk"):
        declared.setdefault(one.item_id, []).append(one)
    for place, item in enumerate(items):
        said = drafted(item, room, place == 0, declared.get(item.pk, ()))
        # The notes that were taken in the room follow what the data say.
        item.minute = "\n\n".join(filter(None, [said, item.minute]))
    AgendaItem.objects.bulk_update(items, ["minute"])
    set_values(meeting, minutes="draft")
    record(meeting, "minutes drafted", number=meeting.number, items=len(items))
    return meeting


@command("meetings.keep", on="item")
def write_minute(*, by: Actor, item: AgendaItem, text: str) -> AgendaItem:
    """Write the minute of an item, freely until a draft was circulated; after that it is corrected with a quotation."""
    held = hold(item.meeting)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    minutes_rules.check_can_write(held.minutes, held.minutes_versions.count())
    old, new = item.minute, cleaned(AgendaItem, minute=text)["minute"]
    if old == new:
        raise Refused("The words are as they were. Nothing was changed.", field="text")
    item.minute = new
    item.save(update_fields=["minute"])
    record(item, "minute written", meeting=held.number, item=item.label, old=old, new=new)
    return item


@command("meetings.keep", on="meeting")
def circulate_minutes(*, by: Actor, meeting: Meeting) -> MinutesVersion:
    """Save the draft as a numbered version with its hash, for the members. From then on corrections quote."""
    held = hold(meeting)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    if held.minutes != "draft":
        raise Refused("The minutes are not begun yet. Draft them first. Nothing was saved.")
    version = _freeze(by, held, "draft")
    record(
        meeting, "minutes circulated", number=meeting.number, version=version.number, sha256=version.sha256
    )
    return version


@command("meetings.keep", on="item")
def correct_draft(*, by: Actor, item: AgendaItem, old: str, new: str, reason: str) -> MinutesCorrection:
    """Correct the draft minute of an item: the quoted words give way to the new ones, and both are kept with the reason."""
    held = hold(item.meeting)
    rules.check_can_change(held.state, held.minutes, held.get_state_display())
    if held.minutes != "draft":
        raise Refused("The minutes are not begun yet. Draft them first. Nothing was changed.")
    old, new = old.strip().replace("\r\n", "\n"), new.strip().replace("\r\n", "\n")
    minutes_rules.check_quotes(old, new, reason, item.minute)
    reason = reason_given(reason, "the minutes are corrected")
    item.minute = cleaned(AgendaItem, minute=minutes_rules.corrected(item.minute, old, new))["minute"]
    item.save(update_fields=["minute"])
    made = MinutesCorrection.objects.create(
        meeting=held,
        item=item,
        by_name=by.name[:200],
        **cleaned(MinutesCorrection, old=old, new=new, reason=reason),
    )
    record(
        made, "draft minutes corrected", meeting=held.number, item=item.label, old=old, new=new, reason=reason
    )
    return made


@command("meetings.record_outcome", on="decision")
def approve_minutes(*, by: Actor, meeting: Meeting, decision: Decision) -> MinutesVersion:
    """Approve and lock minutes by the decision of a later meeting. Called when that outcome is recorded."""
    held = hold(meeting)
    at = _meeting_of(decision)
    minutes_rules.check_can_approve(held.minutes, held.minutes_versions.count(), held.on, at.on, str(held))
    _check_line(held, at)
    version = _freeze(by, held, "approved")
    set_values(
        meeting, minutes="approved", approved_at=at, approved_on=at.on, minutes_sha256=version.sha256
    )  # the lock: check_can_change refuses from here on
    record(
        meeting,
        "minutes approved",
        number=meeting.number,
        at=at.number,
        decision=decision.number,
        sha256=version.sha256,
    )
    return version


@command("meetings.keep", on="meeting")
def correct_approved(
    *,
    by: Actor,
    meeting: Meeting,
    item: AgendaItem | None,
    old: str,
    new: str,
    reason: str,
    corrects: MinutesCorrection | None = None,
) -> MinutesCorrection:
    """Propose a correction of approved minutes: it quotes them and stands beside them once a meeting agrees it. They never change.

    item      None: it is about the head or the attendance
    corrects  an agreed correction whose new words are quoted instead of the minutes'
    """
    held = hold(meeting)
    if held.minutes != "approved":
        raise Refused(
            "The minutes are not approved yet, so the draft itself can be corrected. Nothing was recorded."
        )
    if corrects is not None and (corrects.meeting_id != held.pk or corrects.agreed_at_id is None):
        raise Refused(
            "Only a correction that a meeting agreed can be corrected in its turn. Nothing was recorded.",
            rule="meetings.correction-agreed",
        )
    approved = held.minutes_versions.get(state="approved")
    text = corrects.new if corrects else words_of_item(approved.words, item.label if item else None)
    old, new = old.strip().replace("\r\n", "\n"), new.strip().replace("\r\n", "\n")
    minutes_rules.check_quotes(old, new, reason, text)
    made = MinutesCorrection.objects.create(
        meeting=held,
        item=corrects.item if corrects else item,
        corrects=corrects,
        of_approved=True,
        by_name=by.name[:200],
        **cleaned(MinutesCorrection, old=old, new=new, reason=reason),
    )
    record(made, "correction of minutes proposed", meeting=held.number, old=old, new=new, reason=made.reason)
    return made


@command("meetings.record_outcome", on="decision")
def agree_correction(*, by: Actor, correction: MinutesCorrection, decision: Decision) -> MinutesCorrection:
    """Let a correction of approved minutes stand, by the decision of a meeting. Called when that outcome is recorded."""
    if correction.agreed_at_id is not None or correction.meeting.minutes != "approved":
        raise Refused(
            "This correction stands already. Nothing was recorded.", rule="meetings.correction-agreed"
        )
    at = _meeting_of(decision)
    _check_line(correction.meeting, at)
    correction.agreed_at = at
    correction.save(update_fields=["agreed_at"])
    record(
        correction,
        "correction of minutes agreed",
        meeting=correction.meeting.number,
        at=at.number,
        decision=decision.number,
    )
    return correction


def words_now(meeting: Meeting) -> dict[str, Any]:
    """The minutes of a meeting as they stand now; four statements, and one for the style where it was not read with the body."""
    attending = (
        Attending.objects.filter(meeting=meeting)
        .select_related("seat__post", "seat__person", "from_item", "until_item")
        .order_by("pk")
    )
    return document(
        meeting,
        attending,
        AgendaItem.objects.in_order().filter(meeting=meeting),
        meeting.outcomes.select_related("decision").order_by("number"),
        style_of(meeting.body),
    )


def _freeze(by: Actor, meeting: Meeting, state: str) -> MinutesVersion:
    words = words_now(meeting)
    sha256, last = sha256_of(words), meeting.minutes_versions.order_by("-number").first()
    if state == "draft" and last is not None and last.sha256 == sha256:
        raise Refused(f"Nothing was changed since version {last.number} was circulated. Nothing was saved.")
    number = (meeting.minutes_versions.aggregate(last=Max("number"))["last"] or 0) + 1
    return MinutesVersion.objects.create(
        meeting=meeting, number=number, state=state, words=words, sha256=sha256, by_name=by.name[:200]
    )


def _meeting_of(decision: Decision) -> Meeting:
    """The meeting that took a decision. Raises Refused where it was none: minutes are approved at a meeting."""
    outcome = (
        MeetingOutcome.objects.select_related("meeting__body").filter(pk=decision.place_id or 0).first()
        if decision.place_kind == "meeting-outcome"
        else None
    )
    if outcome is None or not decision.has_effect:
        raise Refused(
            "Minutes are approved and corrected at a quorate meeting. Nothing was changed.",
            rule="meetings.approved-at-a-meeting",
        )
    return outcome.meeting


def _check_line(meeting: Meeting, at: Meeting) -> None:
    if meeting.body_id not in bodies_before(at.body):
        raise Refused(
            f"{at.body} cannot approve or correct the minutes of {meeting.body}. Nothing was changed.",
            rule="meetings.minutes-of-the-body",
            who=meeting.body.name,
        )
