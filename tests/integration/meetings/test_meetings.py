"""Calling a meeting, its agenda, who was there, and the quorum."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.db import transaction

from sightline.domain.governance.commands import add_deputy, add_seat, end_seat, vacate_seat
from sightline.domain.meetings import commands
from sightline.domain.meetings.commands import AttendingDraft
from sightline.domain.meetings.models import Attending, Meeting
from sightline.ground.lib.errors import NotPermitted, Refused
from tests import cast
from tests.deciding_factories import an_asked_action
from tests.factories import SYSTEM, TODAY, a_body, a_holding, a_person, a_post, a_user
from tests.meeting_factories import (
    BEFORE,
    a_held_meeting,
    a_meeting,
    circulated,
    decided,
    item_of,
    rows_for,
    seated,
    seats_of,
)

pytestmark = pytest.mark.django_db


def labels(meeting: Meeting) -> list[tuple[str, str]]:
    return [
        (item.label, item.title)
        for item in meeting.items.filter(withdrawn_reason="").order_by("position", "number")
    ]


def test_an_agenda_begins_with_what_always_stands_on_it():
    body = seated()
    assert [item.kind for item in a_meeting(body, items=()).items.all()] == ["business"]
    decided("other", body, quorate=False)
    request = an_asked_action(board=body)
    meeting = a_meeting(request.body, on=TODAY + timedelta(days=30), items=())
    assert [item.kind for item in meeting.items.all()] == ["business", "minutes", "ratify", "sign-off"]
    assert [item.label for item in meeting.items.all()] == ["1", "2", "3", "4"]


def test_a_body_meets_while_it_exists_and_once_at_a_time():
    body = seated(a_body(since=date(2024, 1, 1)))
    a_meeting(body)
    with pytest.raises(Refused, match="already meets"):
        a_meeting(body)
    with pytest.raises(Refused, match="has not begun"):
        a_meeting(body, on=date(2023, 12, 31))
    assert commands.call_meeting(by=SYSTEM, body=body, on=TODAY, starts=time(14)).number == 2


def test_who_may_keep_and_who_may_not():
    body = seated()
    meeting = a_meeting(body)
    for nobody in (a_user(cast.READER), a_user(cast.CHAIR, over=body)):
        with pytest.raises(NotPermitted):
            commands.add_item(by=nobody, meeting=meeting, title="Something")
    clerk = a_user(cast.PROGRAMME_OFFICE, over=body)
    assert commands.add_item(by=clerk, meeting=meeting, title="Something").label == "3"


def test_items_are_put_in_order_until_the_agenda_goes_out():
    meeting = a_meeting(items=("Second", "Third"))
    order = [item.pk for item in meeting.items.order_by("position")]
    commands.order_items(by=SYSTEM, meeting=meeting, order=[order[0], order[2], order[1]])
    assert labels(meeting)[1:] == [("2", "Third"), ("3", "Second")]
    with pytest.raises(Refused, match="changed meanwhile"):
        commands.order_items(by=SYSTEM, meeting=meeting, order=order[:2])
    commands.send_agenda(by=SYSTEM, meeting=meeting, today=TODAY)
    with pytest.raises(Refused, match="its numbers stay"):
        commands.order_items(by=SYSTEM, meeting=meeting, order=order)
    with pytest.raises(Refused, match="went out on"):
        commands.send_agenda(by=SYSTEM, meeting=meeting, today=TODAY)


def test_a_late_item_has_its_own_label_renumbers_nothing_and_says_why():
    meeting = a_meeting(items=("Second",))
    commands.send_agenda(by=SYSTEM, meeting=meeting, today=TODAY)
    with pytest.raises(Refused, match="cannot wait"):
        commands.add_item(by=SYSTEM, meeting=meeting, title="A home closes")
    before = labels(meeting)
    for number in (1, 2):
        late = commands.add_item(
            by=SYSTEM, meeting=meeting, title="A home closes", urgency="It closes on Friday."
        )
        assert late.label == f"Late {number}"
    assert labels(meeting)[: len(before)] == before


def test_an_item_is_taken_off_with_a_reason():
    meeting = a_meeting(items=("Second", "Third", "Fourth"))
    second, third = meeting.items.filter(title__in=["Second", "Third"]).order_by("position")
    with pytest.raises(Refused, match="Say why"):
        commands.take_item_off(by=SYSTEM, item=second, reason=" ")
    commands.take_item_off(by=SYSTEM, item=second, reason="The paper is not ready.")
    assert labels(meeting)[1:] == [("2", "Third"), ("3", "Fourth")]
    third.refresh_from_db()
    commands.send_agenda(by=SYSTEM, meeting=meeting, today=TODAY)
    commands.take_item_off(by=SYSTEM, item=third, reason="Withdrawn by the author.")
    assert labels(meeting)[1:] == [("3", "Fourth")]
    with pytest.raises(Refused, match="already"):
        commands.take_item_off(by=SYSTEM, item=third, reason="Again.")


def test_a_meeting_is_cancelled_or_moved_with_its_agenda():
    meeting = a_meeting(items=("Second", "Third"))
    moved = commands.move_meeting(
        by=SYSTEM,
        meeting=meeting,
        on=TODAY + timedelta(days=7),
        starts=None,
        place="Hall",
        reason="No quorum.",
    )
    assert labels(moved) == labels(meeting)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.moved_to, meeting.state_reason) == ("moved", moved, "No quorum.")
    with pytest.raises(Refused, match="not planned any more"):
        commands.cancel_meeting(by=SYSTEM, meeting=meeting, reason="Twice.")
    with pytest.raises(Refused, match="moved"):
        commands.record_attendance(by=SYSTEM, meeting=meeting, rows=[], today=TODAY)
    commands.cancel_meeting(by=SYSTEM, meeting=moved, reason="The chair is ill.")
    with pytest.raises(Refused, match="cancelled"):
        commands.add_item(by=SYSTEM, meeting=moved, title="More")


def test_an_attendance_that_says_nothing_is_not_an_inquorate_meeting():
    meeting = a_meeting(seated())
    with pytest.raises(Refused, match="not said of anybody whether they were there"):
        commands.record_attendance(by=SYSTEM, meeting=meeting, rows=[], today=TODAY)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.quorate) == ("planned", None)


def test_a_meeting_does_not_end_before_it_begins():
    body = seated()
    meeting, rows = a_meeting(body), rows_for(body, 4)
    with pytest.raises(Refused, match="cannot end at 11:00, before it began at 13:00"):
        commands.record_attendance(
            by=SYSTEM, meeting=meeting, rows=rows, today=TODAY, starts=time(13), ends=time(11)
        )


# Attendance and quorum --------------------------------------------------------------------------------------------------


def test_the_quorum_is_worked_out_in_words_and_falls_as_people_leave():
    meeting = a_meeting(items=("Second", "Third", "Fourth"))
    second = meeting.items.get(title="Second")
    rows = rows_for(meeting.body, 3, until_item=second.pk)
    room = commands.record_attendance(by=SYSTEM, meeting=meeting, rows=rows, today=TODAY)
    assert room.at().quorate is True
    assert [room.at(item.position).quorate for item in meeting.items.order_by("position")] == [
        True, True, False, False,
    ]  # fmt: skip
    meeting.refresh_from_db()
    assert meeting.state == "held" and meeting.quorate
    assert meeting.quorum_words.startswith("3 of 7 seats that count were filled; 3 are needed: quorate.")


def test_observers_and_people_without_a_seat_do_not_count():
    meeting = a_meeting()
    observer = seats_of(meeting.body)[-1]
    rows = [
        *rows_for(meeting.body, 2)[:-1],
        AttendingDraft("present", seat=observer.pk),
        AttendingDraft("in-attendance", name="Auditor"),
    ]
    room = commands.record_attendance(by=SYSTEM, meeting=meeting, rows=rows, today=TODAY)
    assert (room.at().present, room.at().quorate) == (2, False)


def test_a_deputy_or_a_named_substitute_fills_the_seat_once():
    meeting = a_meeting()
    first, second, third, *_ = seats_of(meeting.body)
    deputy = add_deputy(by=SYSTEM, seat=first, post=a_post(), since=BEFORE, until=TODAY)
    rows = [
        AttendingDraft("substitute", seat=first.pk, deputy=deputy.pk),
        AttendingDraft("substitute", seat=second.pk, name="Deputy Head of Service"),
        AttendingDraft("present", seat=third.pk),
    ]
    room = commands.record_attendance(by=SYSTEM, meeting=meeting, rows=rows, today=TODAY)
    assert room.at().present == 3
    assert Attending.objects.get(seat=first).name == str(deputy)
    for wrong, part in (
        ([AttendingDraft("substitute", seat=second.pk, deputy=deputy.pk)], "did not stand in for that seat"),
        ([rows[0], AttendingDraft("present", seat=first.pk)], "Two people are entered"),
        ([AttendingDraft("substitute", seat=second.pk)], "Enter the name"),
        (
            [
                AttendingDraft("substitute", seat=first.pk, name="J X"),
                AttendingDraft("substitute", seat=second.pk, name="j  x"),
            ],
            "is entered for two seats",
        ),
    ):
        with pytest.raises(Refused, match=part):
            commands.record_attendance(by=SYSTEM, meeting=meeting, rows=wrong, today=TODAY)
    assert Attending.objects.count() == 3


def test_somebody_who_holds_two_seats_fills_one():
    body = seated()
    person = a_person()
    from sightline.domain.governance.commands import hold_post

    posts = [seat.post for seat in seats_of(body)[:2]]
    for post in posts:
        hold_post(by=SYSTEM, person=person, post=post, since=BEFORE)
    meeting = a_meeting(body)
    with pytest.raises(Refused, match=f"{person.name} is entered for two seats"):
        commands.record_attendance(by=SYSTEM, meeting=meeting, rows=rows_for(body, 4), today=TODAY)


def test_a_vacant_seat_counts_among_the_seats_and_nobody_is_present_in_it():
    body = seated(members=1, number=None)
    vacant = vacate_seat(
        by=SYSTEM, seat=seats_of(body)[1], until=TODAY - timedelta(days=9), reason="They left."
    )
    meeting = a_meeting(body)
    for row in (
        AttendingDraft("present", seat=vacant.pk),
        AttendingDraft("substitute", seat=vacant.pk, name="A Y"),
    ):
        with pytest.raises(Refused, match="vacant on that day"):
            commands.record_attendance(by=SYSTEM, meeting=meeting, rows=[row], today=TODAY)
    room = commands.record_attendance(
        by=SYSTEM, meeting=meeting, rows=[AttendingDraft("absent", seat=vacant.pk)], today=TODAY
    )
    assert room.at().counted == 2 and room.at().quorate is None
    assert "nobody can say" in room.at().words


def test_seats_are_those_of_the_day():
    body = seated(members=2)
    ended = seats_of(body)[2]
    end_seat(by=SYSTEM, seat=ended, until=TODAY, reason="One seat fewer.")
    later = add_seat(by=SYSTEM, body=body, role="member", post=a_post(), since=TODAY + timedelta(days=1))
    on_the_day, after = a_meeting(body), a_meeting(body, on=TODAY + timedelta(days=1))
    room = commands.record_attendance(
        by=SYSTEM, meeting=on_the_day, rows=[AttendingDraft("present", seat=ended.pk)], today=TODAY
    )
    assert room.at().counted == 3
    with pytest.raises(Refused, match="did not stand on"):
        commands.record_attendance(
            by=SYSTEM, meeting=on_the_day, rows=[AttendingDraft("present", seat=later.pk)], today=TODAY
        )
    with pytest.raises(Refused, match="did not stand on"):
        commands.record_attendance(
            by=SYSTEM, meeting=after, rows=[AttendingDraft("present", seat=ended.pk)], today=after.on
        )


def test_attendance_is_recorded_on_the_day_or_after_and_not_against_what_was_decided():
    meeting = a_meeting()
    with pytest.raises(Refused, match="on that day or after"):
        commands.record_attendance(
            by=SYSTEM, meeting=meeting, rows=rows_for(meeting.body, 5), today=TODAY - timedelta(days=1)
        )
    commands.record_attendance(by=SYSTEM, meeting=meeting, rows=rows_for(meeting.body, 5), today=TODAY)
    commands.record_outcome(
        by=SYSTEM, item=item_of(meeting), result="agreed", effect="other", words="RESOLVED: So.", today=TODAY
    )
    commands.record_attendance(by=SYSTEM, meeting=meeting, rows=rows_for(meeting.body, 4), today=TODAY)
    with pytest.raises(Refused, match="Decisions were recorded at item 2"):
        commands.record_attendance(by=SYSTEM, meeting=meeting, rows=rows_for(meeting.body, 2), today=TODAY)
    assert Attending.objects.filter(meeting=meeting, attendance="present").count() == 4


def test_the_names_of_who_holds_a_post_on_the_day_are_kept():
    body = a_body()
    holding = a_holding(cast.BOARD_MEMBER, since=BEFORE)
    seat = add_seat(by=SYSTEM, body=body, role="member", post=holding.post, since=BEFORE)
    meeting = a_meeting(body)
    commands.record_attendance(
        by=SYSTEM, meeting=meeting, rows=[AttendingDraft("present", seat=seat.pk)], today=TODAY
    )
    assert holding.person.name in Attending.objects.get().name


# Minutes ----------------------------------------------------------------------------------------------------------------


def test_minutes_are_drafted_from_what_was_recorded():
    meeting = a_meeting(items=("Second", "Third"))
    late = commands.add_item(by=SYSTEM, meeting=meeting, title="Fourth")
    rows = [
        *rows_for(meeting.body, 5, until_item=item_of(meeting).pk),
        AttendingDraft("in-attendance", name="Auditor"),
    ]
    commands.record_attendance(by=SYSTEM, meeting=meeting, rows=rows, today=TODAY)
    commands.draft_minutes(by=SYSTEM, meeting=meeting)
    first, *_, last = meeting.items.order_by("position")
    assert "Apologies were received from" in first.minute and "quorate" in first.minute
    assert last == late and "left the meeting after this item" in last.minute
    with pytest.raises(Refused, match="begun already"):
        commands.draft_minutes(by=SYSTEM, meeting=meeting)


def test_a_draft_is_written_freely_until_it_is_circulated_and_then_corrected_with_a_quotation():
    meeting = a_held_meeting()
    item = item_of(meeting)
    with pytest.raises(Refused, match="not begun"):
        commands.write_minute(by=SYSTEM, item=item, text="Members heard.")
    commands.draft_minutes(by=SYSTEM, meeting=meeting)
    commands.write_minute(by=SYSTEM, item=item, text="Members heared that 30 of 36 files were audited.")
    one = commands.circulate_minutes(by=SYSTEM, meeting=meeting)
    with pytest.raises(Refused, match="Nothing was changed since"):
        commands.circulate_minutes(by=SYSTEM, meeting=meeting)
    with pytest.raises(Refused, match="circulated"):
        commands.write_minute(by=SYSTEM, item=item, text="Other words.")
    for old, part in (("nowhere", "do not stand there"), ("e", "times"), ("", "do not stand there")):
        with pytest.raises(Refused, match=part):
            commands.correct_draft(by=SYSTEM, item=item, old=old, new="x", reason="Slip.")
    commands.correct_draft(by=SYSTEM, item=item, old="heared", new="heard", reason="Slip.")
    item.refresh_from_db()
    assert item.minute == "Members heard that 30 of 36 files were audited."
    two = commands.circulate_minutes(by=SYSTEM, meeting=meeting)
    assert (one.number, two.number) == (1, 2) and one.sha256 != two.sha256
    assert "heared" in str(one.words)


def approve(meeting: Meeting, *, days: int = 30, present: int = 5):
    later = a_held_meeting(meeting.body, on=meeting.on + timedelta(days=days), present=present)
    return later, commands.record_outcome(
        by=SYSTEM, item=item_of(later, "minutes"), result="agreed", effect="other", about=("meeting", meeting.pk),
        words="RESOLVED: That the minutes be approved.", today=later.on,
    )  # fmt: skip


def test_a_later_quorate_meeting_approves_and_locks():
    meeting = circulated(a_held_meeting())
    later, outcome = approve(meeting)
    meeting.refresh_from_db()
    assert (meeting.minutes, meeting.approved_at, meeting.approved_on) == ("approved", later, later.on)
    assert meeting.minutes_sha256 == meeting.minutes_versions.get(state="approved").sha256 and outcome.done_at
    item = item_of(meeting)
    for change in (
        lambda: commands.write_minute(by=SYSTEM, item=item, text="Other."),
        lambda: commands.correct_draft(by=SYSTEM, item=item, old="quorate", new="x", reason="y"),
        lambda: commands.circulate_minutes(by=SYSTEM, meeting=meeting),
        lambda: commands.record_attendance(
            by=SYSTEM, meeting=meeting, rows=rows_for(meeting.body, 1), today=TODAY
        ),
        lambda: commands.record_outcome(by=SYSTEM, item=item, result="noted", words="Noted.", today=TODAY),
        lambda: commands.add_item(by=SYSTEM, meeting=meeting, title="More", urgency="Late."),
        lambda: commands.edit_item(by=SYSTEM, item=item, title="Else", purpose=""),
    ):
        with pytest.raises(Refused, match="approved and locked"):
            change()


def test_approved_words_never_change_not_even_through_the_queryset():
    meeting = circulated(a_held_meeting())
    approve(meeting)
    version = meeting.minutes_versions.get(state="approved")
    words = version.words
    version.words = {"items": []}
    for wrong in (
        version.save,
        version.delete,
        lambda: type(version).objects.filter(pk=version.pk).update(words={}),
        lambda: type(version).objects.filter(pk=version.pk).delete(),
        lambda: type(version).objects.bulk_update([version], ["words"]),
        lambda: meeting.minutes_versions.update(sha256=""),
    ):
        with pytest.raises(Refused, match="frozen"), transaction.atomic():
            wrong()
    kept = type(version).objects.get(pk=version.pk)
    from sightline.domain.meetings.minuting import sha256_of

    assert kept.words == words and sha256_of(kept.words) == kept.sha256


def test_minutes_that_no_member_saw_or_of_another_body_are_not_approved():
    meeting = a_held_meeting()
    commands.draft_minutes(by=SYSTEM, meeting=meeting)
    with pytest.raises(Refused, match="not been circulated"):
        approve(meeting)
    other = circulated(a_held_meeting())
    later = a_held_meeting(meeting.body, on=TODAY + timedelta(days=60))
    with pytest.raises(Refused, match="cannot approve"):
        commands.record_outcome(
            by=SYSTEM, item=item_of(later, "minutes"), result="agreed", effect="other", about=("meeting", other.pk),
            words="RESOLVED: Approved.", today=later.on,
        )  # fmt: skip


def test_an_inquorate_meeting_approves_nothing_until_it_is_ratified():
    meeting = circulated(a_held_meeting())
    _, outcome = approve(meeting, present=1)
    meeting.refresh_from_db()
    assert meeting.minutes == "draft" and outcome.decision.state == "awaiting"
    last = a_held_meeting(meeting.body, on=TODAY + timedelta(days=60))
    commands.record_outcome(
        by=SYSTEM, item=item_of(last, "ratify"), result="agreed", effect="ratify", about=("decision", outcome.decision.pk),
        words="RESOLVED: Ratified.", today=last.on, ratified=True,
    )  # fmt: skip
    meeting.refresh_from_db()
    assert meeting.minutes == "approved"


def test_corrections_of_approved_minutes_quote_are_agreed_and_can_be_corrected():
    meeting = a_held_meeting()
    commands.draft_minutes(by=SYSTEM, meeting=meeting)
    item = item_of(meeting)
    commands.write_minute(by=SYSTEM, item=item, text="30 of 63 files were audited.")
    commands.circulate_minutes(by=SYSTEM, meeting=meeting)
    approve(meeting)

    def agree(correction, days):
        later = a_held_meeting(meeting.body, on=TODAY + timedelta(days=days))
        commands.record_outcome(
            by=SYSTEM, item=item_of(later, "minutes"), result="agreed", effect="other",
            about=("minutes-correction", correction.pk), words="RESOLVED: Corrected.", today=later.on,
        )  # fmt: skip
        correction.refresh_from_db()
        return later

    given = {"by": SYSTEM, "meeting": meeting, "item": item, "reason": "Misread."}
    for wrong, part in (
        ({"old": "31 of 63", "new": "30 of 36"}, "do not stand there"),
        ({"old": "30 of 63", "new": "30 of 63"}, "are the old ones"),
        ({"old": "30 of 63", "new": "x", "reason": ""}, "Say why"),
    ):
        with pytest.raises(Refused, match=part):
            commands.correct_approved(**(given | wrong))
    one = commands.correct_approved(**given, old="30 of 63", new="30 of 39")
    with pytest.raises(Refused, match="Only a correction that a meeting agreed"):
        commands.correct_approved(**given, old="39", new="36", corrects=one)
    assert agree(one, 40).pk == one.agreed_at_id
    two = commands.correct_approved(**given, old="30 of 39", new="30 of 36", corrects=one)
    agree(two, 50)
    assert two.corrects == one and two.agreed_at_id
    assert "30 of 63" in str(meeting.minutes_versions.get(state="approved").words)
