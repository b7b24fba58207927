"""A turn of asking against a committee system on this machine: what is asked, what is taken in, what goes wrong and why."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sightline.domain.meetings.commands import MeetingChoice
from sightline.domain.meetings.models import Paper as RegisteredPaper
from sightline.ground.jobs import worker
from sightline.ground.jobs.models import Job
from sightline.ground.lib.errors import Refused
from sightline.work.connecting import commands, jobs
from sightline.work.connecting.asking import run_turn
from sightline.work.connecting.models import Committee, ListedMeeting, Turn
from sightline.work.imports.commands import accept_paper
from sightline.work.imports.models import Lesson, Reading, Upload
from sightline.work.imports.queries_papers import paper_review_for
from tests import cast
from tests.committee_system import ItemHere, answers, meetings_xml
from tests.connecting_factories import PANEL, minutes_here
from tests.factories import SYSTEM, a_body, a_user

pytestmark = pytest.mark.django_db


def put(system, today, days_ago: int, key: int = 77, **told):
    meeting = minutes_here(key, today - timedelta(days=days_ago), **told)
    system.meetings[key] = meeting
    return meeting


def asked(connection, today, what="meetings") -> Turn:
    """A turn as somebody asks for it and the worker does it."""
    turn = commands.ask(by=SYSTEM, connection=connection, what=what, today=today)
    return run_turn(turn.pk)


def later(connection) -> None:
    """As if a week had gone since every meeting was asked about."""
    for row in ListedMeeting.objects.all():
        ListedMeeting.objects.filter(pk=row.pk).update(asked_at=row.asked_at - timedelta(days=8))


def kinds(turn: Turn) -> list[str]:
    return list(turn.lines.values_list("kind", flat=True))


def test_minutes_come_in_and_wait_for_a_person(connection, system, today):
    put(system, today, 10)
    turn = asked(connection, today)
    assert (turn.state, turn.found, turn.taken, turn.failed, turn.requests) == ("done", 1, 1, 0, 2)
    assert kinds(turn) == ["listed", "taken"]
    row = ListedMeeting.objects.get()
    assert (row.key, row.minutes, row.place, row.starts) == (77, "taken", "The Old Mill", "2.00 pm")
    assert row.items[1]["documents"] == [
        {"title": "Report", "url": "http://papers.example/documents/s1/Report.pdf"}
    ]
    reading = Reading.objects.get()
    assert row.reading == reading
    assert reading.state == "waiting"
    assert not RegisteredPaper.objects.exists()
    connection.refresh_from_db()
    assert connection.last_asked_at is not None
    assert connection.last_error == ""


def test_the_paper_is_read_and_accepted_by_a_person_only(connection, system, today):
    """From the committee system to the register, with the committee matched to a body of another name."""
    body = a_body("Education Scrutiny")
    commands.match_committee(by=SYSTEM, committee=connection.committees.get(), body=body)
    put(system, today, 10)
    commands.ask(by=SYSTEM, connection=connection, what="meetings", today=today)
    while worker.run_next():
        pass
    reading = Reading.objects.get()
    assert (reading.state, reading.kind) == ("read", "minutes")
    office = a_user(cast.PROGRAMME_OFFICE)
    review = paper_review_for(office, reading.pk)
    assert review.body.body_id == body.pk
    assert not RegisteredPaper.objects.exists()
    assert review.meeting.preset == "new"
    choice = MeetingChoice(review.meeting.preset)
    accept_paper(by=office, reading=reading, today=today, body_id=body.pk, meeting=choice)
    paper = RegisteredPaper.objects.get()
    assert (paper.of_meeting.meeting.on, paper.of_meeting.meeting.state) == (paper.date, "printed")
    assert paper.body == body
    assert paper.date == today - timedelta(days=10)


def test_a_page_that_did_not_change_is_not_taken_in_twice(connection, system, today):
    put(system, today, 10)
    asked(connection, today)
    again = asked(connection, today)
    assert kinds(again) == ["same"]
    assert again.requests == 1
    later(connection)
    third = asked(connection, today)
    assert kinds(third) == ["same", "same"]
    assert third.lines.last().sentence == "Nothing changed since it was last asked about."
    assert Reading.objects.count() == Upload.objects.count() == 1
    assert [one.get("If-None-Match") is not None for one in system.headers] == [
        False,
        False,
        True,
        True,
        True,
    ]


def test_without_tags_the_content_tells_that_nothing_changed(connection, system, today):
    system.tags = False
    put(system, today, 10)
    asked(connection, today)
    later(connection)
    again = asked(connection, today)
    assert kinds(again) == ["listed", "same"]
    assert Upload.objects.count() == 1


def test_a_change_that_does_not_touch_the_minutes_makes_no_new_paper(connection, system, today):
    meeting = put(system, today, 10)
    asked(connection, today)
    later(connection)
    meeting.more = "<agendapublished>True</agendapublished>"
    again = asked(connection, today)
    assert kinds(again)[-1] == "same"
    assert "same as before" in again.lines.last().sentence
    assert Upload.objects.count() == 1


def test_minutes_that_changed_come_in_beside_the_earlier_ones(connection, system, today):
    put(system, today, 10)
    asked(connection, today)
    first = Reading.objects.get()
    later(connection)
    put(system, today, 10, words="That the report be received and the figures corrected.")
    again = asked(connection, today)
    assert again.taken == 1
    assert "changed since they were first taken in" in again.lines.last().sentence
    assert Reading.objects.count() == 2
    first.refresh_from_db()
    assert first.state == "waiting"
    assert ListedMeeting.objects.get().reading != first


def test_the_same_minutes_that_a_person_uploaded_are_known(connection, system, today):
    put(system, today, 10)
    asked(connection, today)
    reading = Reading.objects.get()
    ListedMeeting.objects.all().delete()
    connection.answers.all().delete()
    again = asked(connection, today)
    assert kinds(again) == ["listed", "known"]
    assert Reading.objects.count() == 1
    assert ListedMeeting.objects.get().reading == reading


def test_only_the_range_of_days_is_fetched_whatever_the_system_lists(connection, system, today):
    put(system, today, 500, key=70)
    put(system, today, 10, key=71)
    put(system, today, -400, key=72)
    turn = asked(connection, today)
    assert (turn.found, turn.taken) == (1, 1)
    assert [one for one in system.asked if one.startswith("GetMeeting?")] == ["GetMeeting?lMeetingId=71"]
    asked_for = next(one for one in system.asked if one.startswith("GetMeetings?"))
    assert f"lCommitteeId={PANEL}&sFromDate=01%2F" in asked_for


def test_only_chosen_committees_are_asked_about_and_others_in_the_list_left_out(connection, system, today):
    put(system, today, 10)
    other = put(system, today, 9, key=90)
    other.committee = 13
    system.behaviour["GetMeetings"] = lambda handler, given: bool(
        handler.send(200, meetings_xml(list(system.meetings.values()))) or True
    )
    turn = asked(connection, today)
    assert turn.found == 1
    assert "1 meeting of other committees left out." in turn.lines.first().sentence
    assert "GetMeeting?lMeetingId=90" not in system.asked


def test_a_meeting_without_minutes_is_asked_about_until_they_come(connection, system, today):
    meeting = put(system, today, 3)
    items, meeting.items, meeting.published = meeting.items, [ItemHere("Apologies", "", "1")], "False"
    turn = asked(connection, today)
    assert kinds(turn) == ["listed", "none"]
    assert turn.lines.last().sentence == "No minutes are published yet."
    assert not Upload.objects.exists()
    meeting.items = items
    assert kinds(asked(connection, today))[-1] == "left"
    assert "does not call published" in ListedMeeting.objects.get().problem
    meeting.published = "True"
    assert asked(connection, today).taken == 1
    assert ListedMeeting.objects.get().problem == ""


def test_minutes_published_as_a_document_only_are_told_with_their_link(connection, system, today):
    meeting = put(system, today, 3)
    meeting.items = [ItemHere("Apologies", "", "1")]
    turn = asked(connection, today)
    assert kinds(turn) == ["listed", "left"]
    assert "as a document only" in turn.lines.last().sentence


def test_a_meeting_that_is_called_off_is_told(connection, system, today):
    meeting = put(system, today, -3)
    meeting.items, meeting.status, meeting.published = [], "Cancelled", ""
    turn = asked(connection, today)
    assert "It does not take place: “Cancelled”." in turn.lines.last().sentence
    assert ListedMeeting.objects.get().status == "Cancelled"


@pytest.mark.parametrize(
    ("operation", "body", "words"),
    [
        ("GetMeeting", b"<html><body>Runtime error", "not the XML that a committee system gives"),
        ("GetMeeting", b"<meeting><meetingid>78</meetingid></meeting>", "meeting 78 was answered"),
        (
            "GetMeeting",
            b"<!DOCTYPE x [<!ENTITY a 'b'>]><meeting><meetingid>77</meetingid></meeting>",
            "document type",
        ),
        ("GetMeeting", b"<meeting></meeting>", "no meeting with a number"),
        ("GetMeeting", b"x" * 400_000, "more than 0.286102 MB"),
        ("GetMeetings", b"<nothing/>", "holds no meetings"),
        ("GetMeetings", b"", "not the XML"),
    ],
)
def test_one_bad_answer_is_told_and_holds_up_no_other(connection, system, today, operation, body, words):
    with_two = [put(system, today, 10), put(system, today, 9, key=78)]
    good = system.answer
    system.behaviour[operation] = lambda handler, given: (
        given.get("lMeetingId") in (None, "77") and not handler.send(200, body)
    )
    turn = asked(connection, today)
    assert turn.state == "partly"
    assert turn.failed == 1
    assert words in turn.lines.filter(kind="failed").get().sentence
    connection.refresh_from_db()
    assert "went wrong" in connection.last_error
    assert Reading.objects.count() == (1 if operation == "GetMeeting" else 0)
    if operation == "GetMeeting":
        row = ListedMeeting.objects.get(key=77)
        assert (row.minutes, row.day, row.items) == ("failed", today - timedelta(days=10), [])
        assert words in row.problem
    system.behaviour.clear()
    assert good and with_two
    assert asked(connection, today).state == "done"
    assert Reading.objects.count() == 2
    assert not ListedMeeting.objects.exclude(minutes="taken", problem="").exists()


def test_fields_that_are_missing_are_left_null(connection, system, today):
    day = today - timedelta(days=5)
    put(system, today, 5)
    bare = (
        "<meeting><meetingid>77</meetingid><agendaitems><agendaitem><minutesnonemptyhtmlbody>"
        "<p>RESOLVED: That it be noted.</p></minutesnonemptyhtmlbody></agendaitem></agendaitems></meeting>"
    )
    system.behaviour["GetMeeting"] = answers(200, bare.encode())
    assert asked(connection, today).taken == 1
    row = ListedMeeting.objects.get()
    assert (row.day, row.starts, row.place, row.status) == (day, "", "", "")
    assert row.items == [{"number": None, "title": None, "restricted": False, "documents": []}]


def test_a_system_that_is_busy_is_left_in_peace_after_three_questions(connection, system, today):
    for key in range(70, 80):
        put(system, today, 10, key=key)
    system.behaviour["GetMeeting"] = answers(503)
    turn = asked(connection, today)
    assert (turn.state, turn.failed) == ("failed", 3)
    assert system.operations().count("GetMeeting") == 3
    assert "leave the system in peace" in turn.sentence


def test_minutes_that_came_stay_when_a_later_question_fails(connection, system, today):
    put(system, today, 10)
    asked(connection, today)
    later(connection)
    system.behaviour["GetMeeting"] = answers(500)
    asked(connection, today)
    row = ListedMeeting.objects.get()
    assert row.minutes == "taken"
    assert "wrong on its side (500)" in row.problem
    system.behaviour.clear()
    asked(connection, today)
    row.refresh_from_db()
    assert (row.minutes, row.problem) == ("taken", "")
    assert Upload.objects.count() == 1


def test_a_slow_answer_is_told(connection, system, today, settings):
    import threading

    settings.CONNECT_SECONDS = 0.3
    put(system, today, 10)
    done = threading.Event()
    system.behaviour["GetMeeting"] = lambda handler, given: bool(done.wait(5) or True)
    turn = asked(connection, today)
    done.set()
    assert "did not answer within 0.3 seconds" in turn.lines.last().sentence


def test_a_redirect_elsewhere_ends_the_turn(connection, system, today):
    put(system, today, 10)
    system.behaviour["GetMeeting"] = answers(302, Location="http://elsewhere.example/minutes")
    turn = asked(connection, today)
    assert turn.state == "failed"
    assert "only the address that was set is ever asked" in turn.sentence
    connection.refresh_from_db()
    assert connection.last_error == turn.sentence


def test_a_private_address_is_never_asked(connection, system, today, settings):
    settings.CONNECT_PRIVATE = False
    put(system, today, 10)
    turn = asked(connection, today)
    assert turn.state == "failed"
    assert "private network" in turn.sentence
    assert system.asked == []


def test_one_turn_at_a_time(connection, system, today):
    commands.ask(by=SYSTEM, connection=connection, what="meetings", today=today)
    with pytest.raises(Refused, match="being asked already"):
        commands.ask(by=SYSTEM, connection=connection, what="committees", today=today)
    assert Turn.objects.filter(state="waiting").count() == 1


def test_a_turn_whose_work_was_lost_holds_up_no_other(connection, system, today):
    turn = commands.ask(by=SYSTEM, connection=connection, what="meetings", today=today)
    Job.objects.filter(pk=turn.job).delete()
    assert asked(connection, today).state == "done"
    turn.refresh_from_db()
    assert turn.state == "failed"
    assert "broken off" in turn.sentence


def test_a_turn_that_was_killed_goes_on_where_it_was(connection, system, today, monkeypatch):
    put(system, today, 10)
    put(system, today, 9, key=78)
    turn = commands.ask(by=SYSTEM, connection=connection, what="meetings", today=today)
    real = commands.keep_meeting

    def killed(**told):
        if told["meeting"].key == 78:
            raise SystemExit
        return real(**told)

    with monkeypatch.context() as patch:
        patch.setattr("sightline.work.connecting.asking.keep_meeting", killed)
        with pytest.raises(SystemExit):
            run_turn(turn.pk)
    assert Reading.objects.count() == 1
    ended = run_turn(turn.pk)
    assert (ended.state, ended.taken, ended.requests) == ("done", 2, 4)
    assert Reading.objects.count() == 2
    assert system.asked.count("GetMeeting?lMeetingId=77") == 1
    assert run_turn(turn.pk).lines.count() == ended.lines.count()


def test_pausing_ends_a_turn_after_the_question_it_is_at(connection, system, today, monkeypatch):
    put(system, today, 10)
    put(system, today, 9, key=78)
    real = commands.keep_meeting

    def keep_and_pause(**told):
        kept = real(**told)
        commands.pause_asking(by=SYSTEM, connection=connection)
        return kept

    monkeypatch.setattr("sightline.work.connecting.asking.keep_meeting", keep_and_pause)
    turn = asked(connection, today)
    assert (turn.state, turn.taken) == ("partly", 1)
    assert "paused meanwhile" in turn.sentence
    assert system.operations() == ["GetMeetings", "GetMeeting"]
    with pytest.raises(Refused, match="Asking is paused"):
        commands.ask(by=SYSTEM, connection=connection, what="meetings", today=today)


def test_what_goes_wrong_in_ourselves_ends_the_turn_with_a_sentence(
    connection, system, today, monkeypatch, caplog
):
    put(system, today, 10)
    monkeypatch.setattr("sightline.work.connecting.asking.read_meeting", lambda body: 1 / 0)
    turn = asked(connection, today)
    assert turn.state == "failed"
    assert turn.sentence.startswith("Something went wrong in Sightline itself.")
    assert "ZeroDivisionError" in caplog.text


def test_every_night_it_is_asked_while_it_is_on(connection, system, today):
    put(system, today, 10)
    jobs.nightly()
    jobs.nightly()
    assert Turn.objects.filter(what="meetings").count() == 1
    while worker.run_next():
        pass
    assert Turn.objects.filter(what="meetings").get().taken == 1
    commands.pause_asking(by=SYSTEM, connection=connection)
    jobs.nightly()
    assert Turn.objects.filter(what="meetings").count() == 1


def test_a_turn_that_failed_is_work_that_failed(connection, system, today):
    system.behaviour["GetMeetings"] = answers(302, Location="http://elsewhere.example/")
    turn = commands.ask(by=SYSTEM, connection=connection, what="meetings", today=today)
    while worker.run_next():
        pass
    job = Job.objects.get(pk=turn.job)
    assert job.state == "failed"
    assert "only the address that was set" in job.problem


def test_the_list_of_committees_is_kept_and_what_is_gone_stays(connection, system, today):
    turn = asked(connection, today, "committees")
    assert turn.sentence == "2 committees listed, 1 new."
    del system.committees[PANEL]
    system.committees[13] = "Audit and Standards Committee"
    asked(connection, today, "committees")
    told = {row.key: (row.title, row.gone, row.chosen) for row in Committee.objects.all()}
    assert told == {
        PANEL: ("Learning Panel", True, True),
        13: ("Audit and Standards Committee", False, False),
    }


def test_a_list_of_committees_that_does_not_come(connection, system, today):
    system.behaviour["*"] = answers(404)
    turn = asked(connection, today, "committees")
    assert turn.state == "failed"
    assert "Check the address" in turn.sentence


def test_matching_a_committee_teaches_its_name(connection):
    body = a_body("Education Scrutiny")
    committee = connection.committees.get()
    commands.match_committee(by=SYSTEM, committee=committee, body=body)
    assert Lesson.objects.get(kind="body", until=None).body == body
    commands.match_committee(by=SYSTEM, committee=committee, body=None)
    committee.refresh_from_db()
    assert committee.body is None


def test_another_address_begins_anew_and_the_first_can_be_taken_up_again(connection, system, today):
    other = commands.set_connection(
        by=SYSTEM, address="https://other.northmere.example", days_back=30, days_ahead=10
    )
    assert (other.current, other.state, other.committees.count()) == (True, "paused", 0)
    with pytest.raises(Refused, match="No committee is chosen"):
        commands.start_asking(by=SYSTEM, connection=other)
    connection.refresh_from_db()
    assert (connection.current, connection.state) == (False, "paused")
    back = commands.set_connection(by=SYSTEM, address=system.url, days_back=30, days_ahead=10)
    assert back.pk == connection.pk
    assert back.committees.filter(chosen=True).count() == 1


def test_only_who_may_set_it_sets_it(connection, today):
    from sightline.ground.lib.errors import NotPermitted

    for player in (cast.PROGRAMME_OFFICE, cast.DIRECTOR, cast.READER):
        user = a_user(player)
        for write in (
            lambda user=user: commands.set_connection(
                by=user, address="https://x.example", days_back=1, days_ahead=1
            ),
            lambda user=user: commands.ask(by=user, connection=connection, what="meetings", today=today),
            lambda user=user: commands.pause_asking(by=user, connection=connection),
            lambda user=user: commands.choose_committees(by=user, connection=connection, keys=[]),
        ):
            with pytest.raises(NotPermitted):
                write()
